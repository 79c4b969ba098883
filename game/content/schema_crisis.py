"""Every key of a crisis file. ``docs/scenario-format.md`` tells the same in prose."""

from __future__ import annotations

from typing import Final

from game.content.kinds import Day, Identifier, Line, ListOf, MapOf, OneOf, PointId, Truth, When, Whole
from game.content.records import Either, Field, Prose, Record, Story

ID: Final = Identifier()
NAME: Final = Identifier(names=True)

_ENDING: Final = (
    Field("id", ID, "Its id.", needed=True),
    Field("title", Line(), "Its title.", needed=True),
    Field("when", When(), "When it is the one; the first that holds wins, the last has none."),
    Field("text", Prose(), "What it was like.", needed=True),
)
ENDING: Final = Record("ending of a crisis", (*_ENDING, Field("final", Truth(), "This ends the whole run.")))
STORY_ENDING: Final = Record(
    "ending of the story", (*_ENDING, Field("early", Truth(), "It may come at the close of any crisis."))
)
DIFFERENCE: Final = Record(
    "difference",
    (
        Field("claim", PointId(), "A curriculum id.", needed=True),
        Field("notes", Prose(), "What the teaching notes say.", needed=True),
        Field("scholarship", Prose(), "What scholars say, cited.", needed=True),
    ),
)
QUIZ: Final = Record(
    "quiz question",
    (
        Field("ask", Line(), "The question.", needed=True),
        Field("answer", Line(), "The right answer.", needed=True),
        Field("others", ListOf(Line(), 1, 5), "Wrong answers.", needed=True),
        Field("because", Prose(), "Why.", needed=True),
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
        Field("differs", ListOf(DIFFERENCE), "Where the notes and the scholarship part."),
        Field("teaches", ListOf(PointId()), "Curriculum ids that every player meets here."),
        Field("terms", ListOf(ID), "Glossary ids worth knowing here."),
        Field("questions", ListOf(Prose()), "Questions for discussion."),
        Field("quiz", ListOf(QUIZ), "Questions with answers."),
        Field("sources", ListOf(ID), "Bibliography ids beside those cited."),
    ),
)
