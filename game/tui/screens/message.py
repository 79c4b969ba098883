"""A window that says something and offers what to do about it: an error, a question, a short list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widget import Widget

from game.play.page import Page
from game.tui.flow import Bit
from game.tui.screens.helping import MENU_KEYS, help_page
from game.tui.screens.window import Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.menu import Menu, Row, row
from game.tui.widgets.told import Told

UNDERSTOOD = "Go on"
ABOUT = ("The game has something to say or to ask. Choose what to do; Esc changes nothing.",)


class Message(Window[str | None]):
    """Says and asks. Answers with the id of the row chosen, or None."""

    HINTS = (Hint("Enter", "Choose", "choose", 5), Hint("Esc", "Close", "close", 9))

    def __init__(self, title: str, told: Sequence[str], rows: Sequence[Row] = (), cursor: int = 0) -> None:
        super().__init__()
        self._title = title
        self._told = tuple(told)
        self._rows = tuple(rows) or (row("", UNDERSTOOD, number=1),)
        self._cursor = cursor

    def inside(self) -> Sequence[Widget]:
        """The words and the rows."""
        return (Told(*([Bit(text)] for text in self._told), id="told"), Menu(id="rows"))

    def furnish(self) -> None:
        """Show them."""
        self.retitle(self._title)
        self.query_one(Menu).show_rows(self._rows, self._cursor)
        self.query_one(Menu).focus()

    def fit(self) -> None:
        """The words get the height that they need, as far as there is."""
        width = max(1, self.query_one(Told).text_width)
        told = self.query_one(Told)
        needed = told.height_for(width)
        told.styles.height = max(1, min(needed, self.size.height - 8))
        self.query_one(Menu).styles.height = max(1, min(self.query_one(Menu).height_for(width), self.size.height // 2))

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.close_with(event.row.id)

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        self.query_one(Menu).action_choose()

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(self._title, ABOUT, (*MENU_KEYS, ("Esc", "close, change nothing")))
