"""A page, in a scroll that can be paged, searched for links, and jumped through by heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.binding import Binding
from textual.message import Message

from game.play.page import Page
from game.tui.flow import Bit, Line, Target, To
from game.tui.layout import Head, lay_page
from game.tui.marks import Marks
from game.tui.widgets.lines import LineView

MAX_COLUMN: Final = 96
"""Longer lines are hard to read; a wider terminal gets panels instead."""


class PageView(LineView, can_focus=True):
    """Shows one page. Another replaces it; the widget stays."""

    BINDINGS = [
        Binding("down", "line(1)", show=False),
        Binding("up", "line(-1)", show=False),
        Binding("space,pagedown", "forward", show=False),
        Binding("enter", "enter", show=False),
        Binding("pageup,b,backspace", "page(-1)", show=False),
        Binding("home,g", "edge(0)", show=False),
        Binding("end,G", "edge(1)", show=False),
        Binding("l,ctrl+right", "link(1)", show=False),
        Binding("L,h,ctrl+left", "link(-1)", show=False),
        Binding("right_square_bracket", "heading(1)", show=False),
        Binding("left_square_bracket", "heading(-1)", show=False),
    ]

    class Ended(Message):
        """The reader asked to go on at a page's end."""

        def __init__(self, page: Page | None) -> None:
            super().__init__()
            self.page = page

    class Entered(Ended):
        """Enter was pressed on a page, and not on a link."""

    class Scrolled(Message):
        """Another part of the page is in sight."""

    def __init__(
        self,
        *,
        skip_options: bool = False,
        skip_kicker: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._skip_kicker = skip_kicker
        self.page: Page | None = None
        self.heads: tuple[Head, ...] = ()
        self._skip_options = skip_options
        self._links: list[tuple[Target, frozenset[tuple[int, int]]]] = []
        self._link: int | None = None

    def show_page(self, page: Page, *, stay: bool = False) -> None:
        """Show a page from its top, or (``stay``) from where the last one was left."""
        self.page = page
        self._link = None
        self.relay()
        if not stay:
            self.scroll_to(y=0, animate=False, force=True)
        self.post_message(self.Scrolled())

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The page at a width."""
        if self.page is None:
            return ()
        laid = lay_page(
            self.page,
            min(width, MAX_COLUMN),
            marks,
            skip_options=self._skip_options,
            skip_kicker=self._skip_kicker,
        )
        self.heads = laid.heads
        return laid.lines

    def height_for(self, width: int) -> int:
        """How many lines the page takes; known already for the width that it is set at."""
        return len(self.lines) if width == self.laid_for else super().height_for(width)

    def relay(self) -> None:
        """Set the page anew, and find its links."""
        super().relay()
        self._links = links_of(self.lines)
        if self._link is not None and self._link >= len(self._links):
            self._link = None

    def look_of(self, y: int, index: int, bit: Bit) -> str:
        """The link that the keyboard stands on is lit up."""
        if self._link is not None and (y, index) in self._links[self._link][1]:
            return "on"
        return super().look_of(y, index, bit)

    @property
    def link(self) -> Target | None:
        """The link that the keyboard stands on."""
        return None if self._link is None else self._links[self._link][0]

    def forget_link(self) -> None:
        """Let the keyboard stand on none."""
        self._link = None
        self.refresh()

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every entry that the page leads to, once each, in order."""
        return tuple(dict.fromkeys(target for target, _ in self._links))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def on_resize(self, event: events.Resize) -> None:
        """More of the page is in sight, or less. (Textual calls the handler of the base, too.)"""
        self.post_message(self.Scrolled())

    # -- actions ---------------------------------------------------------------------------------------------------

    def action_line(self, by: int) -> None:
        """Scroll by a line."""
        self._go(self.scroll_target_y + by)

    def action_page(self, by: int) -> None:
        """Scroll by what is in sight, two lines of it staying."""
        self._link = None
        self._go(self.scroll_target_y + by * max(1, self.scrollable_content_region.height - 2))

    def action_edge(self, end: int) -> None:
        """Go to the top or the bottom."""
        self._go(self.max_scroll_y if end else 0)

    def action_forward(self) -> None:
        """A page further; at the end, on."""
        if self.at_end:
            self.post_message(self.Ended(self.page))
        else:
            self.action_page(1)

    def action_enter(self) -> None:
        """Open the link that the keyboard stands on; else it is for the screen to say."""
        if self.link is not None:
            self.post_message(self.Followed(self, self.link))
        else:
            self.post_message(self.Entered(self.page))

    def action_link(self, by: int) -> None:
        """Step to the next link in sight or below, or the one before."""
        if not self._links:
            return
        if self._link is None:
            top = self.scroll_offset.y
            below = [at for at, (_, places) in enumerate(self._links) if min(places)[0] >= top]
            self._link = (below[0] if below else 0) if by > 0 else (below[0] - 1 if below else -1) % len(self._links)
        else:
            self._link = (self._link + by) % len(self._links)
        self._show_line(min(self._links[self._link][1])[0])
        self.refresh()

    def action_heading(self, by: int) -> None:
        """Jump to the next heading, or the one before."""
        at = self.current_head()
        wanted = at + by if by > 0 or (self.heads and self.heads[at].line == self.scroll_offset.y) else at
        if 0 <= wanted < len(self.heads):
            self.go_to_head(wanted)

    def current_head(self) -> int:
        """The heading under which the top of what is in sight stands."""
        top = round(self.scroll_target_y)
        return max((at for at, head in enumerate(self.heads) if head.line <= top), default=0)

    def go_to_head(self, at: int) -> None:
        """Put a heading at the top."""
        self._go(self.heads[at].line)

    def go_to_line(self, line: int) -> None:
        """Put a line at the top."""
        self._go(line)

    def _show_line(self, y: int) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if not top <= y < top + height:
            self._go(y - height // 3)

    def _go(self, y: float) -> None:
        y = max(0, min(y, self.max_scroll_y))
        animate = self.app.animation_level == "full" and abs(y - self.scroll_offset.y) > 1
        self.scroll_to(y=y, animate=animate, duration=0.12 if animate else None, force=True)


def links_of(lines: Sequence[Line]) -> list[tuple[Target, frozenset[tuple[int, int]]]]:
    """The links of a page in order, each with the places of its stretches; one broken over two lines is one."""
    found: list[tuple[Target, set[tuple[int, int]]]] = []
    open_now = False
    for y, line in enumerate(lines):
        for index, bit in enumerate(line):
            if bit.target is None or bit.target.to is not To.CODEX:
                open_now = open_now and not bit.text.strip()
                continue
            if open_now and found[-1][0] == bit.target:
                found[-1][1].add((y, index))
            else:
                found.append((bit.target, {(y, index)}))
            open_now = True
    return [(target, frozenset(places)) for target, places in found]
