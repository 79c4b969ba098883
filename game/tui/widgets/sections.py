"""The headings of a long page, beside it: where the reader is, and a way to any of them."""

from __future__ import annotations

from textual import on

from game.tui.widgets.menu import Menu, row
from game.tui.widgets.page_view import PageView


class Sections(Menu):
    """A list that follows a page, and leads it when the keyboard or the mouse is on the list."""

    def __init__(self, page: PageView, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, numbers_choose=False)
        self._page = page

    def list_page(self) -> None:
        """List the headings of the page that is shown now."""
        heads = [head for head in self._page.heads if head.level == 1]
        self.show_rows([row(str(head.line), head.text, look="") for head in heads])

    def follow(self) -> None:
        """Put the cursor on the heading that the reader is under."""
        if self.rows and not self.has_focus:
            passed = [at for at, each in enumerate(self.rows) if int(each.id) <= self._page.scroll_target_y]
            self.cursor = passed[-1] if passed else 0
            self.relay()

    @on(Menu.Moved)
    @on(Menu.Chosen)
    def _lead(self, event: Menu.Moved) -> None:
        event.stop()
        if self.has_focus:
            self._page.go_to_line(int(event.row.id))
        if isinstance(event, Menu.Chosen):
            self._page.focus()
