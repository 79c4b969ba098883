"""Every key that a pack may hold. ``docs/scenario-format.md`` tells the same in prose.

The checker reads by these records and ``two-tigers schema`` prints them, so there is one list of keys.
"""

from __future__ import annotations

from typing import Final

from game.content.kinds import (
    Day,
    Either,
    Field,
    Hundredths,
    Identifier,
    JsonSchema,
    Line,
    ListOf,
    MapOf,
    OneOf,
    PointId,
    Prose,
    Record,
    Scrap,
    Story,
    Truth,
    When,
    Whole,
    shared_definitions,
)

ID: Final = Identifier()
NAME: Final = Identifier(names=True)

ENDING: Final = Record(
    "ending",
    (
        Field("id", ID, "Its id.", needed=True),
        Field("title", Line(), "Its title.", needed=True),
        Field("when", When(), "When it is the one; the first that holds wins, the last has none."),
        Field("text", Prose(), "What it was like.", needed=True),
        Field("final", Truth(), "In a crisis: this ends the whole run."),
    ),
)

ADVISER: Final = Record(
    "adviser",
    (
        Field("who", ID, "A person of the pack.", needed=True),
        Field("says", Prose(complete=False), "The argument, in our words.", needed=True),
        Field("leans", ID, "The choice that they lean to."),
    ),
)

FORECAST: Final = Record(
    "forecast",
    (
        Field("ask", Prose(), "A yes-or-no question.", needed=True),
        Field("because", Prose(), "Why the answer is what it is, with sources.", needed=True),
        Field("answer", Truth(), "What the record says."),
        Field("beat", ID, "Instead of an answer: the later beat that settles it."),
        Field("choices", ListOf(ID, 1), "Which of that beat's choices mean yes."),
    ),
)

WEIGHT: Final = Record(
    "weight",
    (
        Field("when", When(), "When this weight counts; the last has none."),
        Field("weight", Whole(0, 10_000), "How likely, against the other choices.", needed=True),
    ),
)

EFFECTS: Final = MapOf(NAME, MapOf(NAME, Whole(-100, 100)))

CHOICE: Final = Record(
    "choice",
    (
        Field("id", ID, "Its id.", needed=True),
        Field("title", Line(), "The order itself, as the leader would give it.", needed=True),
        Field("text", Prose(), "What it means, in a sentence or two."),
        Field("history", Truth(), "True on the one that history took."),
        Field("when", When(), "When it is open."),
        Field("closed", Line(), "Why it is closed, shown when it is."),
        Field("plausibility", OneOf(("documented", "argued", "speculative")), "How thinkable it was."),
        Field("evidence", Prose(), "What the record has on it, with sources."),
        Field("rewrite", Prose(), "What else must have been different."),
        Field("likeness", Whole(0, 99), "How close it comes to what history did."),
        Field(
            "weight",
            Either(Whole(0, 10_000), ListOf(WEIGHT, 1), lambda value: value),
            "How likely the computer is to pick it.",
        ),
        Field("effects", EFFECTS, "cause -> meter -> percent."),
        Field("sets", ListOf(NAME), "Flags that become true."),
        Field("clears", ListOf(NAME), "Flags that become false."),
        Field("next", ID, "A later beat, or `end`."),
        Field("outcome", Story(), "What each side learnt of it.", needed=True),
        Field("human_cost", Prose(), "Where this choice costs lives."),
    ),
)

BEAT: Final = Record(
    "beat",
    (
        Field("id", ID, "Its id.", needed=True),
        Field("title", Line(), "Its title.", needed=True),
        Field("actor", NAME, "A seat, or `chance`.", needed=True),
        Field("date", Day(), "Its date.", needed=True),
        Field("dateline", Line(), "How the date is shown."),
        Field("when", When(), "When it comes to pass."),
        Field("importance", Whole(1, 5), "How much it counts for Likeness."),
        Field("briefing", Story(complete=False), "What the actor knows."),
        Field("question", Line(), "The decision, put to the actor."),
        Field("advisers", ListOf(ADVISER), "Who argues for what."),
        Field("forecast", FORECAST, "What to foresee before the reveal."),
        Field("choices", ListOf(CHOICE, 1, 9), "What may be done.", needed=True),
        Field("happened", Prose(), "What history did here and why."),
    ),
)

CRISIS: Final = Record(
    "crisis",
    (
        Field("crisis", ID, "Its id, equal to the file name.", needed=True),
        Field("title", Line(), "Its title.", needed=True),
        Field("tagline", Line(), "One line to choose it by."),
        Field(
            "dates",
            Record(
                "span",
                (Field("from", Day(), "First day.", needed=True), Field("until", Day(), "Last day.", needed=True)),
            ),
            "When it was.",
            needed=True,
        ),
        Field("place", Line(), "Where it was."),
        Field("minutes", Whole(1, 120), "About how long it takes to play."),
        Field("when", When(), "When it comes to pass in a campaign."),
        Field("instead", Story(), "What happened instead, where it does not."),
        Field(
            "opening",
            Record(
                "opening",
                (
                    Field("meters", MapOf(NAME, Whole(0, 100)), "meter -> value."),
                    Field("flags", ListOf(NAME), "Flags that are true."),
                ),
            ),
            "The historical state in which it opens when played alone.",
        ),
        Field("content_note", Line(600), "A line for teachers, where it touches famine, killing or the like."),
        Field("flags", MapOf(NAME, Line()), "Flags that this crisis brings."),
        Field("briefing", Story(), "The situation as each seat knew it.", needed=True),
        Field(
            "forces",
            ListOf(
                Record(
                    "force",
                    (
                        Field("title", Line(), "Its name.", needed=True),
                        Field("text", Prose(), "What it did.", needed=True),
                    ),
                )
            ),
            "What no leader chose.",
        ),
        Field("beats", ListOf(BEAT, 1, 60), "What happens, in order.", needed=True),
        Field("endings", ListOf(ENDING), "How it closed in this timeline."),
        Field("happened", Story(), "What happened in history.", needed=True),
        Field("human_cost", ListOf(Prose()), "Who suffered and died, in ranges, with sources."),
        Field(
            "differs",
            ListOf(
                Record(
                    "difference",
                    (
                        Field("claim", PointId(), "A curriculum id.", needed=True),
                        Field("notes", Prose(), "What the teaching notes say.", needed=True),
                        Field("scholarship", Prose(), "What scholars say, cited.", needed=True),
                    ),
                )
            ),
            "Where the notes and the scholarship part.",
        ),
        Field("teaches", ListOf(PointId()), "Curriculum ids that every player meets here."),
        Field("terms", ListOf(ID), "Glossary ids worth knowing here."),
        Field("questions", ListOf(Prose()), "Questions for discussion."),
        Field(
            "quiz",
            ListOf(
                Record(
                    "quiz question",
                    (
                        Field("ask", Line(), "The question.", needed=True),
                        Field("answer", Line(), "The right answer.", needed=True),
                        Field("others", ListOf(Line(), 1, 5), "Wrong answers.", needed=True),
                        Field("because", Prose(), "Why.", needed=True),
                    ),
                )
            ),
            "Questions with answers.",
        ),
        Field("sources", ListOf(ID), "Bibliography ids beside those cited."),
    ),
)

LEADER: Final = Record(
    "leader",
    (
        Field("person", ID, "A person of the pack.", needed=True),
        Field("from", Day(), "First day in the seat.", needed=True),
        Field("until", Day(), "Last day; the last leader may have none."),
        Field("title", Line(), "The office."),
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
                        Field("owner", Identifier(), "`world` or a seat.", needed=True),
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
                    ),
                ),
                1,
            ),
            "Crises in a row.",
            needed=True,
        ),
        Field("endings", ListOf(ENDING, 1), "How the story closes.", needed=True),
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
                        Field("role", Line(), "What they were."),
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
    ),
)

SECTIONS: Final = tuple(known.key for known in PACK.fields if known.key not in ("pack", "title", "about", "language"))
"""The keys of pack.yaml that may live in a file of their own."""


def json_schema(record: Record, title: str) -> JsonSchema:
    """A self-contained JSON Schema (2020-12) for one kind of file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **record.schema(),
        "$defs": shared_definitions(),
    }
