"""A forecast between 0 and 100: typed as a number, moved with the arrows, or clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.binding import Binding
from textual.message import Message

from game.tui.flow import Bit, Line, wrap
from game.tui.marks import Marks
from game.tui.widgets.lines import LineView

NOTHING_YET = "type a number from 0 to 100, or move with the arrows"
_WORDS: Final = (
    (0, "certainly not"),
    (20, "hardly"),
    (45, "rather not"),
    (55, "as likely as not"),
    (80, "rather yes"),
    (99, "almost surely"),
    (100, "certain"),
)
MAX_CELLS: Final = 51


def in_words(percent: int) -> str:
    """What a forecast says."""
    return next(words for limit, words in _WORDS if percent <= limit)


class Scale(LineView, can_focus=True):
    """Nothing is set at first: a figure that is there already would pull the answer towards itself."""

    BINDINGS = [
        Binding("left,down", "move(-5)", show=False),
        Binding("right,up", "move(5)", show=False),
        Binding("minus,shift+left", "move(-1)", show=False),
        Binding("plus,shift+right", "move(1)", show=False),
        Binding("backspace,delete", "rub_out", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(100)", show=False),
        Binding("enter", "say", show=False),
    ]

    class Said(Message):
        """The forecast is made."""

        def __init__(self, percent: int) -> None:
            super().__init__()
            self.percent = percent

    class Moved(Message):
        """Another figure stands there; it is not said yet."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.percent: int | None = None

    def clear(self) -> None:
        """Ask anew."""
        self.percent = None
        self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The figure in words, and the scale."""
        cells = self._cells(width)
        if self.percent is None:
            told: list[Bit] = [Bit(NOTHING_YET, "faint")]
        else:
            told = [Bit(f"{self.percent} %", "strong"), Bit(f" {marks.dot} {in_words(self.percent)}", "stress")]
        at = -1 if self.percent is None else min(cells - 1, self.percent * cells // 101)
        line = [Bit("0 ", "faint")]
        for cell in range(cells):
            if cell == at:
                line.append(Bit(marks.here, "here"))
            else:
                line.append(Bit(marks.full if cell < at else marks.empty, "bar" if cell < at else "bar-empty"))
        line.append(Bit(" 100", "faint"))
        return (*wrap(told, width, marks)[:1], tuple(line))

    @staticmethod
    def _cells(width: int) -> int:
        return max(1, min(MAX_CELLS, width - 7))

    def _set(self, percent: int | None) -> None:
        self.percent = None if percent is None else max(0, min(100, percent))
        self.relay()
        self.post_message(self.Moved())

    def action_move(self, by: int) -> None:
        """A little more or less, from the middle at first; steps of five end on fives."""
        if self.percent is None:
            self._set(50)
        elif abs(by) == 5 and self.percent % 5:
            self._set(self.percent - self.percent % 5 + (5 if by > 0 else 0))
        else:
            self._set(self.percent + by)

    def action_edge(self, percent: int) -> None:
        """All the way."""
        self._set(percent)

    def action_rub_out(self) -> None:
        """Take the last digit away."""
        if self.percent is not None:
            self._set(self.percent // 10 if self.percent >= 10 else None)

    def action_say(self) -> None:
        """Make the forecast, if there is a figure."""
        if self.percent is not None:
            self.post_message(self.Said(self.percent))

    def on_key(self, event: events.Key) -> None:
        """Digits make a number; one that would pass 100 begins anew."""
        if event.character and event.character in "0123456789":
            event.stop()
            digit = int(event.character)
            longer = (self.percent or 0) * 10 + digit
            self._set(longer if longer <= 100 else digit)

    def on_click(self, event: events.Click) -> None:
        """A click on the scale sets it there."""
        offset = event.get_content_offset_capture(self)
        if offset.y == 1:
            cells = self._cells(self.text_width)
            self._set(round(100 * (offset.x - 2) / max(1, cells - 1)))
