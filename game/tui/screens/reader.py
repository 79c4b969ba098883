"""A window to read in: an entry of the codex, a why, the help. Links lead further, Esc leads back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from game.errors import GameError
from game.play.page import Page
from game.play.pages import codex_page
from game.tui.flow import To
from game.tui.screens.helping import READING_KEYS, help_page
from game.tui.screens.window import Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lines import LineView
from game.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from game.engine.model import Pack

TITLE = "To read"
BACK = "Back"
ON = "Page down"
NEXT_LINK = "Next link"
ABOUT = (
    (
        "A window to read in. A link, which is underlined, opens its entry here; Esc leads back the way you came, and "
        "at the first page closes the window."
    ),
)

PageMaker = Callable[[], Page]


class Reader(Window[None]):
    """Pages on a pile; the last is shown."""

    BINDINGS = [
        Binding("backspace,left", "close", show=False, priority=True),
        Binding("q", "leave", show=False),
    ]
    TITLE_TEXT = TITLE

    def __init__(self) -> None:
        super().__init__()
        self._pile: list[PageMaker] = []
        self._pack: Pack | None = None

    def inside(self) -> Sequence[Widget]:
        """The page."""
        return (PageView(skip_kicker=True, id="page"),)

    def body(self) -> LineView:
        """The page."""
        return self.query_one(PageView)

    def begin(self, make: PageMaker, pack: Pack | None) -> None:
        """Forget the pile and show a page."""
        self._pile = [make]
        self._pack = pack
        if self.children:
            self._show()

    def open(self, make: PageMaker, pack: Pack | None = None) -> None:
        """Put a page on the pile."""
        self._pile.append(make)
        self._pack = pack or self._pack
        if self.children:
            self._show()

    def furnish(self) -> None:
        """The first page."""
        self._show()

    def _show(self) -> None:
        page = self._pile[-1]()
        self.query_one(PageView).show_page(page)
        self.retitle(page.kicker)
        close = Hint("Esc", BACK if len(self._pile) > 1 else "Close", "close", 9)
        self.fit()
        view = self.query_one(PageView)
        view.focus()
        self.keys(close, Hint("Space", ON, "page", 3), *((Hint("l", NEXT_LINK, "link", 2),) if view.targets else ()))

    @on(LineView.Followed)
    def _followed(self, event: LineView.Followed) -> None:
        event.stop()
        pack, ref = self._pack, event.target.ref
        if event.target.to is not To.CODEX or pack is None:
            return
        try:
            codex_page(pack, ref)
        except GameError:
            return  # a name that the pack does not know leads nowhere
        self.open(lambda: codex_page(pack, ref))

    @on(PageView.Ended)
    def _ended(self, event: PageView.Ended) -> None:
        event.stop()
        if isinstance(event, PageView.Entered):
            self.query_one(PageView).action_forward()

    def action_page(self) -> None:
        """Scroll on."""
        self.query_one(PageView).action_page(1)

    def action_link(self) -> None:
        """Step to the next link."""
        self.query_one(PageView).action_link(1)

    def action_close(self) -> None:
        """Back to the page before, or close."""
        if len(self._pile) > 1:
            self._pile.pop()
            self._show()
        else:
            self.close_with(None)

    def action_leave(self) -> None:
        """Close, however high the pile."""
        self.close_with(None)

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, (*READING_KEYS, ("Esc", "back, then close"), ("q", "close")))
