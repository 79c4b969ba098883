"""What every window over a screen shares: a frame with a title, a line of keys, Esc to close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from game.play.page import Page
from game.tui.host import host, unawaited
from game.tui.screens.face import Answer, Face
from game.tui.widgets.key_line import Hint, KeyLine
from game.tui.widgets.lines import LineView

CLOSE = Hint("Esc", "Close", "close", 9)
HELP = Hint("?", "Help", "help", 5)


class Window(ModalScreen[Answer], Face[Answer], Generic[Answer]):
    """A frame over the screen beneath."""

    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("question_mark,f1", "help", show=False),
    ]

    TITLE_TEXT = ""
    HINTS: Sequence[Hint] = (CLOSE,)

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        with Vertical(classes="window") as frame:
            frame.border_title = Content(self.TITLE_TEXT)
            yield from self.inside()
            yield KeyLine(id="keys")

    def body(self) -> LineView | None:
        """The view that the window's height follows; None for a window that is always high."""
        return None

    def fit(self) -> None:
        """The frame is as high as the body, as far as there is room."""
        body = self.body()
        if body is None:
            return
        frame = self.query_one(".window")
        width = min(self.size.width * 9 // 10, 92)
        most = max(3, self.size.height * 9 // 10)
        lines = body.height_for(max(1, width - 5))
        frame.styles.height = max(min(3, most), min(lines + 4, most))

    def inside(self) -> Sequence[Widget]:
        """The widgets of the window, from above."""
        return ()

    def furnish(self) -> None:
        """The keys."""
        self.keys(*self.HINTS)

    def keys(self, *hints: Hint) -> None:
        """Say what may be done."""
        self.query_one("#keys", KeyLine).show_hints(hints)

    def retitle(self, title: str) -> None:
        """Another title. It is text, never markup."""
        self.query_one(".window").border_title = Content(title)

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        event.stop()
        # The names of actions are written in this package; no text from outside is ever among them.
        await self.run_action(event.hint.action)

    def close_with(self, answer: Answer | None) -> None:
        """Close with an answer, once: closing what is closed already would close what lies beneath."""
        if self.is_active:
            unawaited(self.dismiss(answer))

    def action_close(self) -> None:
        """Close without an answer."""
        self.close_with(None)

    def help_page(self) -> Page:
        """What this window is, and its keys."""
        raise NotImplementedError

    def action_help(self) -> None:
        """Show the help."""
        host(self).read(self.help_page)
