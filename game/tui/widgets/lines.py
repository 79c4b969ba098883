"""A scrolling view of lines that are set once for a width: the base of pages, menus and panels.

Text never passes through markup here: a line is stretches with the name of a look, and a click finds its target by its
place. Thousands of lines cost no more than those on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from game.tui.flow import Bit, Line, Target, bare
from game.tui.marks import UNICODE, Marks
from game.tui.themes import looks_of


class LineView(ScrollView, can_focus=False):
    """Lines in a scroll. Subclasses set them in ``lay``."""

    class Followed(Message):
        """A stretch that leads somewhere was clicked or opened."""

        def __init__(self, view: LineView, target: Target) -> None:
            super().__init__()
            self.view = view
            self.target = target

        @property
        def control(self) -> LineView:
            """The view, for ``@on`` selectors."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()
        self.laid_for = -1
        self._hovered: Target | None = None

    # -- for subclasses --------------------------------------------------------------------------------------------

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The lines at a width."""
        raise NotImplementedError

    def look_of(self, y: int, index: int, bit: Bit) -> str:
        """The look of a stretch as it is painted now."""
        del y, index
        return "on" if bit.target is not None and bit.target == self._hovered else bit.look

    def backdrop(self, y: int) -> str:
        """A look that lies behind a whole line; '' for none."""
        del y
        return ""

    # -- what is ---------------------------------------------------------------------------------------------------

    @property
    def marks(self) -> Marks:
        """What the terminal can show."""
        marks = getattr(self.app, "marks", UNICODE)
        assert isinstance(marks, Marks)
        return marks

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as last set."""
        return self._lines

    @property
    def text_width(self) -> int:
        """Cells for text in a line."""
        return max(1, self.scrollable_content_region.width)

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight, or about to be."""
        return self.scroll_target_y >= self.max_scroll_y

    def height_for(self, width: int) -> int:
        """How many lines there would be at a width."""
        return len(self.lay(width, self.marks))

    # -- setting ---------------------------------------------------------------------------------------------------

    def relay(self) -> None:
        """Set the lines anew: something that they tell has changed, or the width has."""
        if not self.is_mounted or not self.size.width:
            self.laid_for = -1
            return
        width = self.text_width
        self._lines = tuple(self.lay(width, self.marks))
        self.laid_for = width
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lines are set for a width; a new one sets them anew, keeping the reader's place as far as it can."""
        if self.text_width != self.laid_for:
            before = len(self._lines)
            share = self.scroll_offset.y / before if before else 0
            self.relay()
            if share:
                self.scroll_to(y=round(share * len(self._lines)), animate=False, force=True)

    # -- painting --------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        width = self.content_size.width
        at = y + self.scroll_offset.y
        base = self.rich_style
        if at >= len(self._lines):
            return Strip.blank(width, base)
        behind = self.backdrop(at)
        if behind:
            base = base + self._style(behind)
        segments = [
            Segment(bit.text, base + self._style(look) if (look := self.look_of(at, index, bit)) else base)
            for index, bit in enumerate(self._lines[at])
        ]
        strip = Strip(segments).adjust_cell_length(width, base)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(at)) is not None:
            strip = self._selected(strip, span, width)
        return strip.apply_offsets(0, at)

    def _style(self, look: str) -> Style:
        return looks_of(self.app.theme)[look]

    def _selected(self, strip: Strip, span: tuple[int, int], width: int) -> Strip:
        start, end = span
        end = width if end == -1 else min(end, width)
        start = min(start, end)
        style = self.screen.get_component_rich_style("screen--selection")
        before, middle, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end, width)
        return Strip.join([before, Strip([Segment(s.text, (s.style or Style()) + style) for s in middle]), after])

    # -- selecting text with the mouse -----------------------------------------------------------------------------

    @property
    def allow_select(self) -> bool:
        """Text can be marked and copied."""
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that is marked."""
        text = "\n".join(bare(line) for line in self._lines)
        try:
            return selection.extract(text), "\n"
        except IndexError:  # marked below the last line
            return None

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is marked."""
        del selection
        self.refresh()

    # -- the mouse -------------------------------------------------------------------------------------------------

    def target_at(self, offset: Offset) -> Target | None:
        """Where a place of the content leads."""
        y = offset.y + self.scroll_offset.y
        if not 0 <= y < len(self._lines) or offset.y < 0:
            return None
        left = offset.x
        for bit in self._lines[y]:
            cells = Segment(bit.text).cell_length
            if 0 <= left < cells:
                return bit.target
            left -= cells
        return None

    def on_click(self, event: events.Click) -> None:
        """Follow what is clicked, unless text was being marked."""
        if self.screen.get_selected_text():
            return
        target = self.target_at(event.get_content_offset_capture(self))
        if target is not None:
            event.stop()
            self.post_message(self.Followed(self, target))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Light up what a click would follow."""
        target = self.target_at(event.get_content_offset_capture(self))
        if target != self._hovered:
            self._hovered = target
            self.refresh()

    def on_leave(self) -> None:
        """Nothing is pointed at any more."""
        if self._hovered is not None:
            self._hovered = None
            self.refresh()
