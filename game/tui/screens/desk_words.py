"""What the desk says: keys, help for each stage, the ways on from the end."""

from __future__ import annotations

from typing import Final, assert_never

from game.play.page import Page
from game.play.stages import (
    Briefing,
    Debrief,
    Decision,
    Finale,
    Foresee,
    Handover,
    News,
    PassedOver,
    Reveal,
    Stage,
)
from game.tui.screens.helping import GAME_KEYS, READING_KEYS, help_page
from game.tui.widgets.key_line import Hint

SAVED: Final = "saved as {name}"
FORECAST_FIRST: Final = "First the forecast, then the numbers. s skips it."
NO_SEMINAR: Final = "The seminar is held when the story is over, where the pack has one."
NO_NOTE: Final = "A note is written where the outcome of a decision is shown, or in the debrief."
UNDONE: Final = "Back at the decision. The timeline that you left is kept in the save."
NOTHING_TO_UNDO: Final = "There is no decision to undo yet."
NOT_YOURS: Final = "The last decision was the other side's; only they can undo it."
SEALED: Final = "The keyboard is changing hands; first go on."
NO_FIGURE: Final = "Type a number from 0 to 100, or press s to skip."
HOW_TO_LEAVE: Final = "q leaves; everything is saved."
LEFT: Final = "Saved as {name}. Resume takes it up where you left it."


FORECAST_KEYS: Final = (
    ("0 to 9", "type the number, 0 to 100"),
    ("← →", "five less, five more"),
    ("- and +", "one less, one more"),
    ("Enter", "put it down"),
    ("s", "skip this forecast"),
    ("PgUp PgDn", "scroll the text"),
)
CHOICE_KEYS: Final = (
    ("1 to 9", "go to a choice and read what it means"),
    ("Enter", "take it; then a reason, if you like; Enter again decides"),
    ("Tab", "from the text to the choices, and back"),
    ("Esc", "back"),
)

NOTE_KEY: Final = ("n", "note what you would now explain differently")
READ: Final = (*READING_KEYS, *GAME_KEYS)
HANDOVER_KEYS: Final = (("Enter", "I am here; go on"), GAME_KEYS[0], GAME_KEYS[-1])
WAY_ON_KEYS: Final = (("1 to 9", "a way on"), ("Tab", "from the text to the list, and back"))

BRIEFING: Final = "A crisis opens. You read the situation as your side knew it; what it did not know, you are not told."
PASSED_OVER: Final = (
    "In this timeline it did not come to this crisis. You read what happened instead, and what history did."
)
HANDOVER: Final = (
    "Two people play. The one who is named takes the keyboard; the other looks away. Nothing is shown yet."
)
DECISION: Final = (
    "You read what your side knows and what your advisers argue, and choose. No choice is the right one. A choice that "
    "is closed says why. Once you have decided, it is saved, and only then is its outcome shown."
)
FORESEE: Final = (
    "You have decided; you do not know yet what comes of it. Say how likely the thing asked is. 50 says that you "
    "cannot tell, 0 and 100 that you are certain. Only what is said before can be judged after."
)
REVEAL: Final = (
    "The outcome, your forecast beside it, what changed and by which cause, and what history did at this point, with "
    "its sources. On the bars of the meters a mark shows where history stood."
)
NEWS: Final = "What your side learnt of somebody else's decision, or of chance, and what it changed."
DEBRIEF: Final = (
    "The crisis is over. Your decisions beside history's, the score part by part, the record, your departures from it "
    "and the roads not taken, the human cost, questions and sources. [ and ] jump from heading to heading."
)
FINALE: Final = (
    "The run is over: how it ended, what made it end so, and by which causes; every meter over the years, you solid "
    "and history dotted; the score; the same decisions under each lens. Below are the ways on from here."
)


def key_hints(stage: Stage, *, can_undo: bool) -> tuple[Hint, ...]:
    """The line of keys."""
    hints = [Hint("?", "Help", "help", 9)]
    if not isinstance(stage, Handover):
        if can_undo:
            hints.append(Hint("u", "Undo", "undo", 6))
        hints += [Hint("m", "Meters", "why", 7), Hint("c", "Codex", "codex", 5), Hint("j", "Journal", "journal", 4)]
        hints.append(Hint("t", "Timeline", "timeline", 0))
    hints += [Hint("^p", "Commands", "app.palette", 1), Hint("q", "Leave", "leave", 8)]
    return tuple(hints)


def stage_help(stage: Stage) -> Page:
    """What a stage is, and its keys."""
    match stage:
        case Briefing():
            return help_page("A briefing", (BRIEFING,), READ)
        case PassedOver():
            return help_page("A crisis that did not come", (PASSED_OVER,), READ)
        case Handover():
            return help_page("Change of places", (HANDOVER,), HANDOVER_KEYS)
        case Decision():
            return help_page("A decision", (DECISION,), (*CHOICE_KEYS, *READ))
        case Foresee():
            return help_page("A forecast", (FORESEE,), (*FORECAST_KEYS, *GAME_KEYS))
        case Reveal():
            return help_page("What came of it", (REVEAL,), (NOTE_KEY, *READ))
        case News():
            return help_page("News", (NEWS,), READ)
        case Debrief():
            return help_page("The debrief", (DEBRIEF,), (NOTE_KEY, *READ))
        case Finale():
            return help_page("The end", (FINALE,), (*WAY_ON_KEYS, *READ))
    assert_never(stage)
