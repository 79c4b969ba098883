"""What the desk says: keys, help for each stage, the ways on from the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from game.play.page import Page
from game.play.playthrough import Playthrough
from game.play.setup import Wish
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
from game.saves import Picker
from game.tui.screens.helping import GAME_KEYS, READING_KEYS, help_page
from game.tui.widgets.key_line import Hint
from game.tui.widgets.menu import Row, row

SAVED: Final = "saved as {name}"
FORECAST_FIRST: Final = "First the forecast, then the numbers. s skips it."
UNDONE: Final = "Back at the decision. The timeline that you left is kept in the save."
NOTHING_TO_UNDO: Final = "There is no decision to undo yet."
NOT_YOURS: Final = "The last decision was the other side's; only they can undo it."
SEALED: Final = "The keyboard is changing hands; first go on."
NO_FIGURE: Final = "Type a number from 0 to 100, or press s to skip."
HOW_TO_LEAVE: Final = "q leaves; everything is saved."
LEFT: Final = "Saved as {name}. Resume takes it up where you left it."
NOT_SAVED: Final = "It could not be saved"
NOT_SAVED_TOLD: Final = (
    "What you did last is not on disk, so it does not count yet. Everything before it is safe. Make room or mend the "
    "folder and try again, or leave."
)
TRY_AGAIN: Final = "Try again"
LEAVE_ANYWAY: Final = "Leave; what was saved before is safe"
OTHER_LENS: Final = "Another lens"
OTHER_LENS_TOLD: Final = (
    "The same story and seat, weighed by another theory of why things happen. A new game begins; this one is kept."
)

AGAIN_AS: Final = "Play it as {seat}"
AGAIN_LENS: Final = "Play it under another lens"
UNDO_LAST: Final = "Undo the last decision"
SEE_JOURNAL: Final = "Go back to any decision"
TO_TITLE: Final = "To the title"

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
    "The crisis is over. Your decisions beside history's, the score part by part, the record, the roads not taken, the "
    "human cost, questions and sources. [ and ] jump from heading to heading."
)
FINALE: Final = "The run is over: how it ended, what made it end so, and the score. Below are the ways on from here."


def key_hints(stage: Stage, *, can_undo: bool) -> tuple[Hint, ...]:
    """The line of keys."""
    hints = [Hint("?", "Help", "help", 9)]
    if not isinstance(stage, Handover):
        if can_undo:
            hints.append(Hint("u", "Undo", "undo", 6))
        hints += [Hint("m", "Meters", "why", 7), Hint("c", "Codex", "codex", 5), Hint("j", "Journal", "journal", 4)]
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
            return help_page("The debrief", (DEBRIEF,), READ)
        case Finale():
            return help_page("The end", (FINALE,), (*WAY_ON_KEYS, *READ))
    assert_never(stage)


def finale_rows(game: Playthrough) -> list[Row]:
    """The ways on from the end."""
    rows: list[tuple[str, str]] = []
    wish = other_seat(game)
    if len(game.persons) == 1 and wish.seat is not None and (seat := game.pack.seat(wish.seat)):
        rows.append(("other", AGAIN_AS.format(seat=seat.name)))
    if game.persons and len(game.pack.lenses) > 1:
        rows.append(("lens", AGAIN_LENS))
    if game.can_undo:
        rows += [("undo", UNDO_LAST), ("journal", SEE_JOURNAL)]
    rows.append(("title", TO_TITLE))
    return [row(key, title, number=number, look="") for number, (key, title) in enumerate(rows, 1)]


def same_again(game: Playthrough, lens: str) -> Wish:
    """The wish that the present game was, under another lens."""
    root = game.root
    pickers = set(root.seats.values())
    return Wish(
        campaign=root.campaign,
        crisis=root.crisis,
        seat=game.persons[0].id if len(game.persons) == 1 else None,
        hot_seat=len(game.persons) > 1,
        watch=not game.persons,
        against_history=Picker.HISTORY in pickers and bool(game.persons),
        lens=lens,
        reading=root.reading,
        on_record_only=root.on_record_only,
    )


def other_seat(game: Playthrough) -> Wish:
    """The wish that the present game was, from the other side; without a seat where no other side may play it."""
    wish = same_again(game, game.root.lens)
    campaign = game.pack.campaign(game.root.campaign) if game.root.campaign else None
    may = campaign.seats if campaign else tuple(seat.id for seat in game.pack.seats)
    other = next((seat for seat in may if seat != wish.seat), None)
    return replace(wish, seat=other)
