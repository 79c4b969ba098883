"""A meter over the years, drawn with braille dots: yours solid, history's dotted, so that no colour is needed.

Every decision gets the same room, for most of them crowd into a few weeks of many years; the years stand below. A
terminal that knows only ASCII gets a letter for each of the two lines. Nothing here knows Textual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from game.content.dates import MONTHS
from game.play.page import Chart
from game.tui.flow import Bit, Line, Target, To, joined, padded, wrap
from game.tui.marks import Marks

GRID: Final = (0, 25, 50, 75, 100)
HIGH, LOW = 9, 5
"""Lines of a chart; in a narrow column the low one."""
LOW_BELOW: Final = 40
MARGIN: Final = 4
"""Cells for the numbers at the left."""
MOST: Final = 72
"""Cells of the drawing, however wide the page."""
YOURS, HISTORYS, AS_HISTORY = "you", "history", "as in history"
COLUMN: Final = 5
"""Cells for a crisis in the table below."""

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell, from above."""


@dataclass(frozen=True, slots=True)
class _Grain:
    """How fine a cell can be drawn: dots across and down, and how many columns apart the dots of a dotted line are."""

    across: int
    down: int
    apart: int


_BRAILLE: Final = _Grain(2, 4, 3)
_LETTERS: Final = _Grain(1, 1, 2)


def lay_chart(chart: Chart, width: int, marks: Marks) -> list[Line]:
    """The drawing of a chart, its title above and its years below."""
    why = Target(To.WHY, chart.ref) if chart.ref else None
    yours, historys = (marks.full * 3, f"{marks.here} {marks.here}") if marks.ascii else ("⠒⠒⠒", "⠂⠐ ⠂")
    head = [Bit(chart.title, "strong", why), Bit(f"   {yours}", "bar")]
    if chart.yours == chart.historys:
        head.append(Bit(f" {AS_HISTORY} {chart.yours[-1]}", "strong"))
    else:
        head.append(Bit(f" {YOURS} {chart.yours[-1]}", "strong"))
        head.append(Bit(f"   {historys} {HISTORYS} {chart.historys[-1]}", "history"))
    lines = wrap(head, width, marks)
    height = LOW if width < LOW_BELOW else HIGH
    cells = max(1, min(width - MARGIN, MOST, max(24, 4 * len(chart.yours))))
    return [*lines, *_plot(chart, cells, height, marks), _years(chart.dates, cells, marks)]


def lay_bands(chart: Chart, width: int, marks: Marks) -> list[Line]:
    """The values at the end of each crisis, side by side in as many bands as they need."""
    margin = len(HISTORYS) + 1
    fit = max(1, (width - margin) // COLUMN)
    lines: list[Line] = []
    for first in range(0, len(chart.ends), fit):
        ends = [at for at, _ in chart.ends[first : first + fit]]
        if lines:
            lines.append(())
        days = [chart.dates[at] for at in ends]
        lines += [
            _band("", [MONTHS[day.month - 1][:3] for day in days], margin, "faint", marks),
            _band("", [str(day.year) for day in days], margin, "faint", marks),
            _band(YOURS, [str(chart.yours[at]) for at in ends], margin, "strong", marks),
            _band(HISTORYS, [str(chart.historys[at]) for at in ends], margin, "history", marks),
        ]
    return lines


def _band(label: str, cells: Sequence[str], margin: int, look: str, marks: Marks) -> Line:
    told = padded(label, margin, marks) + "".join(padded(cell, COLUMN, marks, right=True) for cell in cells)
    return (Bit(told, look),)


def _plot(chart: Chart, cells: int, height: int, marks: Marks) -> list[Line]:
    grain = _LETTERS if marks.ascii else _BRAILLE
    columns, top = cells * grain.across, height * grain.down - 1
    yours = _dots(_heights(chart.yours, top), columns, grain, solid=True)
    historys = _dots(_heights(chart.historys, top), columns, grain, solid=False)
    labels = {_height(value, top) // grain.down: value for value in GRID}
    lines: list[Line] = []
    for row in reversed(range(height)):
        label = f"{labels[row]:>{MARGIN - 1}} " if row in labels else " " * MARGIN
        line = [Bit(label, "faint")]
        for cell in range(cells):
            mine = _cell(yours, cell, row, grain)
            both = mine | _cell(historys, cell, row, grain)
            if not both:
                line.append(Bit(marks.rule if row in labels else " ", "rule"))
            elif marks.ascii:
                line.append(Bit(marks.full if mine else marks.here, "bar" if mine else "history"))
            else:
                line.append(Bit(chr(0x2800 + both), "bar" if mine else "history"))
        lines.append(joined(line))
    return lines


def _height(value: int, top: int) -> int:
    return (value * top + 50) // 100


def _heights(values: Sequence[int], top: int) -> list[int]:
    return [_height(value, top) for value in values]


def _dots(heights: Sequence[int], columns: int, grain: _Grain, *, solid: bool) -> frozenset[tuple[int, int]]:
    """The dots of a line in steps: a value holds until the next decision.

    Where several decisions share a column, a solid line covers all that they came to.
    """
    dots: set[tuple[int, int]] = set()
    before = heights[0]
    for column in range(columns):
        first, last = column * len(heights) // columns, ((column + 1) * len(heights) - 1) // columns
        here = heights[first : last + 1]
        low, high = min(before, *here), max(before, *here)
        if solid:
            dots.update((column, y) for y in range(low, high + 1))
        else:
            if column % grain.apart == 0:
                dots.add((column, here[-1]))
            dots.update((column, y) for y in range(low + grain.apart, high, grain.apart))
        before = here[-1]
    return frozenset(dots)


def _cell(dots: frozenset[tuple[int, int]], cell: int, row: int, grain: _Grain) -> int:
    """The dots within a cell, as the bits of a braille letter."""
    found = 0
    for down in range(grain.down):
        for across in range(grain.across):
            if (cell * grain.across + across, (row + 1) * grain.down - 1 - down) in dots:
                found |= _DOTS[down][across]
    return found


def _years(dates: Sequence[date], cells: int, marks: Marks) -> Line:
    """The years below the first decision of each, as far as there is room; in a single year, the months."""
    by_month = dates[0].year == dates[-1].year
    line, known = "", ""
    for at, day in enumerate(dates):
        label = MONTHS[day.month - 1][:3] if by_month else str(day.year)
        if label == known:
            continue
        known = label
        told = f"{label} {day.year}" if by_month and not line else label
        place = at * cells // len(dates)
        if line and place <= len(line):
            continue
        if place + len(told) <= cells:
            line = line.ljust(place) + told
    return (Bit(" " * MARGIN + marks.read(line), "faint"),)
