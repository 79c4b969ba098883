"""The journal: what has been decided, and the way back to any decision, in this timeline or another."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widget import Widget

from game.play.page import Bullets, Page
from game.play.pages import journal_page
from game.play.playthrough import Playthrough
from game.saves import Node, Picker
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.layout import bits
from game.tui.screens.helping import MENU_KEYS, help_page
from game.tui.screens.window import CLOSE, HELP, Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row

TITLE = "Journal"
EMPTY = "Nothing is decided yet. Decisions will be listed here as they are taken."
GO_BACK = "Enter goes back to this decision; what came after it is kept as another timeline."
NOT_YOURS = "This was not yours to decide."
OTHER = "Another timeline"
TAKE_UP = "Enter takes it up where you left it."
ABOUT = (
    (
        "Every decision of this timeline that your side knows of, the first at the top. Choose one of your own to go "
        "back and decide otherwise: nothing is lost by it. Other timelines of this save stand at the end."
    ),
)
KEYS = (*MENU_KEYS, ("Esc", "close"))
MOST_TIMELINES = 20


class Journal(Window[None]):
    """Decisions in order, then the other timelines."""

    TITLE_TEXT = TITLE
    HINTS = (Hint("Enter", "Go back to it", "choose", 5), HELP, CLOSE)

    def inside(self) -> Sequence[Widget]:
        """The list."""
        return (Menu(id="decisions", numbers_choose=False, click_chooses=False),)

    def body(self) -> LineView:
        """The list."""
        return self.query_one(Menu)

    def come_up(self) -> None:
        """The decisions of this moment."""
        session = host(self).session
        if session is None:
            return
        rows = journal_rows(session.game)
        menu = self.query_one(Menu)
        menu.show_rows(rows or [Row("", [Bit(EMPTY, "faint")])], len(rows) - 1)
        self.fit()
        menu.focus()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        kind, _, node = event.row.id.partition(" ")
        if kind in {"before", "tip"}:
            self.close_with(None)
            host(self).stand_at(int(node) if node else None)

    def action_choose(self) -> None:
        """Go back to what the cursor is on."""
        self.query_one(Menu).action_choose()

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)


def journal_rows(game: Playthrough) -> list[Row]:
    """The lines of the journal, and where each leads."""
    path = game.path
    items = [item for block in journal_page(game).blocks if isinstance(block, Bullets) for item in block.items]
    rows: list[Row] = []
    for node, item in zip(path, items, strict=True):
        mine = node.by is Picker.PERSON and _is_viewers(game, node)
        key = f"before {'' if node.parent is None else node.parent}" if mine else f"none {node.id}"
        rows.append(Row(key, bits(item), [[Bit(GO_BACK if mine else NOT_YOURS, "faint")]]))
    here = {node.id for node in path}
    if len(game.persons) < 2:
        for tip in [tip for tip in game.tree.tips() if tip.id not in here][-MOST_TIMELINES:]:
            rows.append(
                Row(f"tip {tip.id}", [Bit(f"{OTHER}: ", "faint"), *_fork(game, tip, here)], [[Bit(TAKE_UP, "faint")]])
            )
    return rows


def _is_viewers(game: Playthrough, node: Node) -> bool:
    viewer = game.viewer
    return viewer is None or game.pack.beats[node.beat].actor == viewer.id


def _fork(game: Playthrough, tip: Node, here: set[int]) -> list[Bit]:
    """Where another timeline leaves this one, and how far it goes."""
    path = game.tree.path(tip.id)
    first = next((node for node in path if node.id not in here and node.by is Picker.PERSON), path[-1])
    beat = game.pack.beats[first.beat]
    choice = beat.choice(first.choice)
    last = game.pack.beats[tip.beat]
    return [
        Bit(f"{beat.title}: {choice.title if choice else first.choice}", "strong"),
        Bit(f" (to {last.dateline})", "faint"),
    ]
