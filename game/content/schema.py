"""Every key of a pack's own files. ``docs/scenario-format.md`` tells the same in prose.

The checker reads by these records and ``two-tigers schema`` prints them, so there is one list of keys.
"""

from __future__ import annotations

from typing import Final

from game.content.kinds import (
    Day,
    Hundredths,
    JsonSchema,
    Kind,
    Line,
    ListOf,
    MapOf,
    OneOf,
    PointId,
    Scrap,
    Whole,
)
from game.content.records import Field, Prose, Record, Story, shared_definitions
from game.content.schema_crisis import CRISIS, DIFFERENCE, ID, NAME, QUIZ, STORY_ENDING

__all__ = ["CRISIS", "PACK", "SECTIONS", "json_schema", "section"]

LEADER: Final = Record(
    "leader",
    (
        Field("person", ID, "A person of the pack.", needed=True),
        Field("from", Day(), "First day in the seat.", needed=True),
        Field("until", Day(), "Last day; the last leader may have none."),
        Field("title", Line(), "The office."),
    ),
)

OFFICE: Final = Record(
    "office",
    (
        Field("from", Day(), "Its first day.", needed=True),
        Field("role", Line(), "What they were from then on.", needed=True),
    ),
)

BOUNDS: Final = Record(
    "range",
    (
        Field("least", Whole(0, 100), "The least it may be; 0 if not given."),
        Field("most", Whole(0, 100), "The most it may be; 100 if not given."),
    ),
)

CHECKPOINT: Final = Record(
    "checkpoint",
    (
        Field("on", Day(), "The day on whose evening history must stand so."),
        Field("from", Day(), "Instead of `on`: the first day of a span."),
        Field("until", Day(), "And its last."),
        Field("meters", MapOf(NAME, BOUNDS, 1), "On a day: meter -> least and most."),
        Field("lowest", ListOf(NAME, 1), "In a span: meters that are never lower in the whole story than there."),
        Field("highest", ListOf(NAME, 1), "In a span: meters that are never higher."),
        Field("because", Prose(), "Why history says so, cited.", needed=True),
    ),
)

SEMINAR: Final = Record(
    "seminar",
    (
        Field("title", Line(), "Its title.", needed=True),
        Field("ask", Line(), "The one question.", needed=True),
        Field("about", Story(), "What is at stake, and how it came to be known.", needed=True),
        Field(
            "schools",
            MapOf(
                NAME,
                Record(
                    "school",
                    (
                        Field("explains", Prose(), "What the cause explains well.", needed=True),
                        Field("leaves", Prose(), "What it leaves unexplained.", needed=True),
                    ),
                ),
            ),
            "cause -> for and against.",
            needed=True,
        ),
        Field(
            "voices",
            ListOf(
                Record(
                    "voice",
                    (
                        Field("name", Line(80), "A historian.", needed=True),
                        Field("work", ID, "A work of theirs, in the bibliography.", needed=True),
                        Field("causes", ListOf(NAME, 1), "The causes that they lay most weight on.", needed=True),
                        Field("says", Prose(), "What they argued, in our words, cited.", needed=True),
                    ),
                )
            ),
            "Who has argued what.",
        ),
        Field("grid", MapOf(ID, MapOf(NAME, Line())), "crisis -> cause -> what it says for or against."),
        Field("differs", ListOf(DIFFERENCE), "Where the notes and the scholarship part."),
        Field("teaches", ListOf(PointId()), "Curriculum ids taught here."),
        Field("terms", ListOf(ID), "Glossary ids worth knowing here."),
        Field("questions", ListOf(Prose()), "Questions for discussion."),
        Field("quiz", ListOf(QUIZ), "Questions with answers."),
        Field("sources", ListOf(ID), "Bibliography ids beside those cited."),
    ),
)

PACK: Final = Record(
    "pack",
    (
        Field("pack", ID, "Its id, equal to its folder's name.", needed=True),
        Field("title", Line(), "Its title.", needed=True),
        Field("about", Prose(), "What it is about.", needed=True),
        Field("language", Line(20), "Its language tag, default en."),
        Field(
            "seats",
            MapOf(
                NAME,
                Record(
                    "seat",
                    (
                        Field("name", Line(), "China.", needed=True),
                        Field("adjective", Line(), "Chinese.", needed=True),
                        Field("aims", ListOf(Line(60), 1), "Meters it wants high, or `-meter` low.", needed=True),
                        Field("leaders", ListOf(LEADER, 1), "Who sat there when.", needed=True),
                    ),
                ),
                2,
            ),
            "The sides.",
            needed=True,
        ),
        Field(
            "meters",
            MapOf(
                NAME,
                Record(
                    "meter",
                    (
                        Field("title", Line(60), "Its title.", needed=True),
                        Field("owner", Line(60), "`world` or a seat.", needed=True),
                        Field("start", Whole(0, 100), "Where the story begins.", needed=True),
                        Field("about", Prose(), "What it measures.", needed=True),
                        Field(
                            "bands",
                            ListOf(
                                Record(
                                    "band",
                                    (
                                        Field("below", Whole(1, 101), "Up to here.", needed=True),
                                        Field("say", Line(80), "In words.", needed=True),
                                    ),
                                ),
                                1,
                            ),
                            "Words for its values.",
                            needed=True,
                        ),
                    ),
                ),
                1,
            ),
            "The numbers.",
            needed=True,
        ),
        Field("flags", MapOf(NAME, Line()), "Facts that may become true."),
        Field(
            "causes",
            MapOf(
                NAME,
                Record(
                    "cause",
                    (
                        Field("title", Line(80), "Its title.", needed=True),
                        Field("about", Prose(), "What it claims.", needed=True),
                    ),
                ),
                1,
            ),
            "Why things happen.",
            needed=True,
        ),
        Field(
            "lenses",
            MapOf(
                NAME,
                Record(
                    "lens",
                    (
                        Field("title", Line(80), "Its title.", needed=True),
                        Field("about", Prose(), "Whose view it is.", needed=True),
                        Field("weights", MapOf(NAME, Hundredths()), "cause -> scale.", needed=True),
                    ),
                ),
                1,
            ),
            "Ways of weighing the causes.",
            needed=True,
        ),
        Field(
            "campaigns",
            MapOf(
                ID,
                Record(
                    "campaign",
                    (
                        Field("title", Line(80), "Its title.", needed=True),
                        Field("about", Prose(), "What it covers.", needed=True),
                        Field("seats", ListOf(NAME, 1), "From which seats it is played.", needed=True),
                        Field("crises", ListOf(ID, 1), "Its crises in order.", needed=True),
                        Field("endings", ListOf(ID, 1), "How it may close, in order; all of the pack's if not given."),
                    ),
                ),
                1,
            ),
            "Crises in a row.",
            needed=True,
        ),
        Field("endings", ListOf(STORY_ENDING, 1), "How the story closes.", needed=True),
        Field(
            "people",
            MapOf(
                ID,
                Record(
                    "person",
                    (
                        Field("name", Line(80), "As shown.", needed=True),
                        Field("native", Line(80), "In their own script."),
                        Field("also", ListOf(Line(80)), "Other names."),
                        Field("born", Scrap(), "Year."),
                        Field("died", Scrap(), "Year."),
                        Field("side", Line(60), "A seat, or words."),
                        Field("role", Line(), "What they were, over all."),
                        Field("offices", ListOf(OFFICE), "What they were when, in order of date."),
                        Field("text", Prose(), "A few honest sentences.", needed=True),
                    ),
                ),
            ),
            "Everybody whom the texts name.",
        ),
        Field(
            "glossary",
            MapOf(
                ID,
                Record(
                    "term",
                    (
                        Field("term", Line(80), "As shown.", needed=True),
                        Field("native", Line(80), "In its own script."),
                        Field("also", ListOf(Line(80)), "Other names."),
                        Field("text", Prose(), "What it means.", needed=True),
                    ),
                ),
            ),
            "Words, places and institutions.",
        ),
        Field(
            "bibliography",
            MapOf(
                ID,
                Record(
                    "work",
                    (
                        Field(
                            "kind",
                            OneOf(("book", "article", "chapter", "document", "collection", "memoir", "web")),
                            "What it is.",
                            needed=True,
                        ),
                        Field("author", Line(), "Who wrote it."),
                        Field("title", Line(), "Its title.", needed=True),
                        Field("year", Scrap(), "When."),
                        Field("where", Line(), "Publisher, journal or archive."),
                        Field("side", Line(60), "Whose record it is."),
                        Field("note", Line(600), "What was and was not checked."),
                    ),
                ),
            ),
            "What the texts rest on.",
        ),
        Field(
            "curriculum",
            MapOf(
                PointId(),
                Record(
                    "curriculum point",
                    (
                        Field("text", Prose(), "The point in our words.", needed=True),
                        Field("correction", Prose(), "Where scholarship differs."),
                    ),
                ),
            ),
            "What is to be taught.",
        ),
        Field("checkpoints", ListOf(CHECKPOINT), "What history's own run must show, in order of date."),
        Field("seminar", SEMINAR, "The closing debate."),
    ),
)

SECTIONS: Final = tuple(known.key for known in PACK.fields if known.key not in ("pack", "title", "about", "language"))
"""The keys of pack.yaml that may live in a file of their own."""


def section(name: str) -> Kind:
    """What a section of a pack holds, in pack.yaml or in a file of its own.

    Raises:
        KeyError: if no section has that name.
    """
    for known in PACK.fields:
        if known.key == name and name in SECTIONS:
            return known.kind
    raise KeyError(name)


def json_schema(kind: Kind, title: str) -> JsonSchema:
    """A self-contained JSON Schema (2020-12) for one kind of file: PACK, CRISIS or a ``section``."""
    found: JsonSchema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **kind.schema(),
        "$defs": shared_definitions(),
    }
    if kind is PACK:
        # Any section may live in a file of its own, so no editor may miss it here.
        found["required"] = [known for known in found["required"] if known not in SECTIONS]
    return found
