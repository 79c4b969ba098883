"""What the timeline's screen says: its keys, its questions, its help."""

from __future__ import annotations

from typing import Final

from game.play.page import Page
from game.tui.lanes import LEGEND, Signs
from game.tui.screens.helping import help_page
from game.tui.screens.window import HELP
from game.tui.widgets.key_line import Hint

TITLE: Final = "The timeline"
NAME_IT: Final = "A name for this timeline; empty takes it away"
"""What the field for a name says."""
DECIDE: Final = "What if only this had been different?"
LET_BE: Final = "Let it be"
WHO_ELSE: Final = "Who decides where your decision cannot stand?"
WHO_ELSE_TOLD: Final = (
    "Not all of your later decisions can stand there. The list of them, with the reasons, comes next."
)
BY_HISTORY: Final = "History: what was done, or what is most like it"
BY_COMPUTER: Final = "The computer: by weight, with the luck of this game"
BESIDE_WHAT: Final = "Compare {name} with"
NOTHING_BESIDE: Final = "There is nothing to compare with yet: go back and decide otherwise, or ask what if."
NOT_A_DECISION: Final = "nothing was decided at the opening; go along the line to a decision"
WAS: Final = "It was: {choice}"
ABOUT: Final = (
    (
        "Every decision as a sign, in the order of the story, the years above. The first line is the timeline that you "
        "play; history's own hangs below it from where the two are known to part; then the other timelines of this "
        "save, each from where it leaves another."
    ),
    (
        "What is sealed from you is a question mark. Nothing is ever lost here: going back, deciding otherwise and "
        "asking what if only ever add a line."
    ),
)
KEYS: Final = (
    ("← →", "along a line; at its beginning, back to the line that it left"),
    ("↑ ↓", "to the line above or below; in the list, along it"),
    ("[ and ]", "the crisis before, the next one"),
    ("Home, End", "the beginning and the end of a line"),
    ("Enter", "read it again: the moment, what came of it, what history did"),
    ("Space", "the rest of what stands below, where there is no room for all"),
    ("b", "go back to it and play on from there; the timeline that you leave is kept"),
    ("w", "what if only this had been different: another line grows, with all else kept where it can be"),
    ("c", "compare this line with another, or with history"),
    ("n", "name this line"),
    ("p", "play on at the end of this line"),
    ("Esc", "close"),
)
HINTS: Final = (
    Hint("Enter", "Read", "read", 8),
    Hint("b", "Back", "back", 7),
    Hint("w", "What if", "what_if", 7),
    Hint("c", "Compare", "compare", 5),
    Hint("n", "Name", "name", 3),
    Hint("p", "Play on", "play_on", 4),
    HELP,
    Hint("Esc", "Close", "close", 9),
)
OTHERS: Final = Hint("→", "Others", "along(1)", 6)
"""Where the timelines are listed, each by itself."""


def timeline_help(signs: Signs) -> Page:
    """What the screen is, its keys and its signs."""
    return help_page(TITLE, ABOUT, (*KEYS, *((getattr(signs, name), told) for name, told in LEGEND)))
