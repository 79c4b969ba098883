"""A window with a field to type in, and a list that follows it. Arrows move the list, letters go to the field."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.window import CLOSE, Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.menu import Menu, Row

NOTHING = "Nothing of that name."
F1 = Hint("F1", "Help", "help", 4)
KEYS = (
    ("letters", "search"),
    ("↑ ↓", "move in the list"),
    ("Enter", "choose"),
    ("F1", "this help"),
    ("Esc", "close"),
)


class Finder(Window[None]):
    """Type a part of a name, choose what is found."""

    BINDINGS = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(5)", show=False, priority=True),
        Binding("pageup", "move(-5)", show=False, priority=True),
    ]
    PLACEHOLDER = ""
    HINTS = (Hint("Enter", "Open", "choose", 5), F1, CLOSE)

    def found(self, query: str) -> Sequence[Row]:
        """What a query finds."""
        raise NotImplementedError

    def chosen(self, key: str) -> None:
        """What choosing does; '' is the row that says that there is nothing."""
        raise NotImplementedError

    def inside(self) -> Sequence[Widget]:
        """The field and the list."""
        field = Input(placeholder=host(self).marks.read(self.PLACEHOLDER), compact=True, id="query")
        field.cursor_blink = False
        return (field, Menu(numbers_choose=False, id="found"))

    def come_up(self) -> None:
        """Search anew: there may be other things to find."""
        self._search()
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _search(self) -> None:
        rows = self.found(self.query_one(Input).value.strip())
        self.query_one(Menu).show_rows(rows or [Row("", [Bit(NOTHING, "faint")])])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Menu).action_choose()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        if event.row.id:
            self.chosen(event.row.id)

    def action_move(self, by: int) -> None:
        """Move in the list while the keyboard stays in the field."""
        self.query_one(Menu).action_move(by)

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        self.query_one(Menu).action_choose()
