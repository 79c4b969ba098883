"""Help as a page: what a screen is, and every key."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.page import Heading, Page, Para, Table, line

HELP = "Help"
KEYS = "Keys"
HEAD = ("Key", "What it does")
MOUSE = "Everything can be clicked, too: choices, links, numbers of sources, meters, and the keys in the last line."

READING_KEYS = (
    ("Space, PgDn", "a page further; at the end of the text, on"),
    ("Enter", "go on; on a link, open it"),
    ("↑ ↓, PgUp", "scroll"),
    ("[ and ]", "the heading before, the next heading"),
    ("l and L", "the next link, the link before"),
)
MENU_KEYS = (
    ("↑ ↓", "move"),
    ("Enter", "choose"),
    ("1 to 9", "choose by number"),
)
GAME_KEYS = (
    ("? or F1", "this help"),
    ("m or w", "the meters, and why each number is what it is"),
    ("c", "the codex: people, terms, sources"),
    ("j", "the journal; from it, go back to any decision"),
    ("t", "the timeline: every decision and branch; go back, ask what if, compare"),
    ("z", "the quiz on the last crisis that was looked back on; what was missed comes back"),
    ("u", "undo the last decision; the timeline left behind is kept"),
    ("Ctrl+P", "all commands, by name"),
    ("q", "leave; everything is saved already"),
)


def help_page(title: str, told: Sequence[str], keys: Sequence[tuple[str, str]]) -> Page:
    """A page of help."""
    return Page(
        HELP,
        title,
        (*(Para(line(text)) for text in told), Heading(KEYS), Table(HEAD, tuple(keys)), Para(line(MOUSE))),
    )
