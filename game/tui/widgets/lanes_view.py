"""The timelines of a save as lines, and what stands at one place of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from textual import events

from game.play.branches import Branches
from game.play.page import MeterRow, Rich
from game.tui.flow import Bit, Line, padded, wrap
from game.tui.lanes import HEAD_LINES, Cursor, lay_lanes, lay_legend
from game.tui.layout import bits, change_of
from game.tui.marks import Marks
from game.tui.widgets.lines import LineView
from game.tui.widgets.told import meter_title

LEGEND_FROM: Final = 30
"""From this height of the screen on, the signs are explained below the lines."""
TITLES: Final = 26
"""Cells for a meter's name."""
COLUMN: Final = 37
"""Cells for a meter beside others, without its bar."""


class LanesView(LineView):
    """Lines that are drawn anew for every place that the viewer goes to."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._branches: Branches | None = None
        self._crises: tuple[str, ...] = ()
        self._cursor = Cursor()

    @property
    def allow_select(self) -> bool:
        """A drag over signs marks nothing."""
        return False

    def show_lanes(self, branches: Branches, crises: Sequence[str], cursor: Cursor) -> None:
        """Draw timelines."""
        self._branches, self._crises, self._cursor = branches, tuple(crises), cursor
        self.relay()

    def lines_wanted(self, width: int, height: int) -> int:
        """How many lines would show everything, on a screen of some height."""
        if self._branches is None:
            return 0
        legend = len(lay_legend(self._branches, width, self.marks)) + 1 if height >= LEGEND_FROM else 0
        return HEAD_LINES + len(self._branches.branches) + legend

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The lines, and below them, on a high screen, what their signs mean."""
        if self._branches is None:
            return ()
        height = self.content_size.height or 1
        legend: list[Line] = []
        if self.screen.size.height >= LEGEND_FROM:
            legend = [(), *lay_legend(self._branches, width, marks)]
        room = max(HEAD_LINES + 1, height - len(legend))
        drawn = lay_lanes(self._branches, self._crises, self._cursor, width, room, marks)
        return [*drawn, *legend][:height]

    def on_resize(self, event: events.Resize) -> None:
        """Another height shows other lines, too."""
        del event
        self.relay()


class Detail(LineView):
    """A place of a timeline in words, and the meters there as far as there is room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._told: tuple[Rich, ...] = ()
        self._meters: tuple[MeterRow, ...] = ()

    def show(self, told: Sequence[Rich], meters: Sequence[MeterRow]) -> None:
        """Tell of another place."""
        self._told, self._meters = tuple(told), tuple(meters)
        self.relay()
        self.scroll_to(y=0, animate=False, force=True)

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The words; then each meter with its bar, or where there is no room, as many in a line as fit."""
        lines: list[Line] = []
        for rich in self._told:
            lines += wrap(bits(rich), width, marks, rest=(Bit("  "),))
        if not self._meters:
            return lines
        if self.content_size.height >= len(lines) + 1 + len(self._meters):
            titles = min(TITLES, max(len(marks.read(row.title)) for row in self._meters))
            return [*lines, (), *(tuple(meter_title(row, marks, titles)) for row in self._meters)]
        across = max(1, width // COLUMN)
        rows = -(-len(self._meters) // across)
        return [
            *lines,
            (),
            *(
                tuple(bit for row in self._meters[at::rows] for bit in _in_column(row, min(width, COLUMN), marks))
                for at in range(rows)
            ),
        ]

    def on_resize(self, event: events.Resize) -> None:
        """Another height has room for other things."""
        del event
        self.relay()


def _in_column(row: MeterRow, width: int, marks: Marks) -> list[Bit]:
    """A meter's name, value and change, and where history stood."""
    number = f" {row.value:>3} {marks.read(change_of(row)):<4}"
    mark = f"{marks.here}{row.history:>3} " if row.history is not None else " " * 5
    name = padded(row.title, max(1, width - cell_len(number) - cell_len(mark)), marks)
    return [Bit(name, "faint"), Bit(number, "strong"), Bit(mark, "history")]
