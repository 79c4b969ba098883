"""One chart as SVG inside the page: yours a solid line, history's a dotted one, told in words for whoever cannot see.

A value holds from one decision to the next, so the lines are stairs. The scale is always 0 to 100. Nothing is styled
here: the classes are the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

from game.content.dates import MONTHS, day
from game.harmless import one_line
from game.play.page import Chart

_WIDTH: Final = 250
_HEIGHT: Final = 142
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 24, 8, 24
_LABELS_APART: Final = 12
_MOST_TICKS: Final = 5
_FEW_YEARS: Final = 30
"""Up to so many months, the months are marked instead of the years."""


def svg(chart: Chart, name: str, yours: str = "You") -> str:
    """The chart, with its title and its description.

    Args:
        chart: what to draw.
        name: what no other drawing of the document is called.
        yours: how to call the one line in words.
    """
    title, told = escape(name) + "-title", escape(name) + "-told"
    lines = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="{title} {told}">',
        f'<title id="{title}">{_text(chart.title)}</title>',
        f'<desc id="{told}">{_text(described(chart, yours))}</desc>',
        *_grid(chart),
        f'<path class="history" d="{_stairs(chart, chart.historys)}"/>',
        f'<path class="yours" d="{_stairs(chart, chart.yours)}"/>',
        *_last_values(chart),
        "</svg>",
    ]
    return "\n".join(lines)


def legend(yours: str) -> str:
    """Which line is whose."""
    keys = [
        f'<span><svg class="key" viewBox="0 0 36 10" aria-hidden="true"><path class="{kind}" d="M1 5H35"/></svg> '
        f"{_text(label)}</span>"
        for kind, label in (("yours", yours), ("history", "History"))
    ]
    return f'<p class="legend">{" ".join(keys)}</p>'


def described(chart: Chart, yours: str = "You") -> str:
    """The drawing in words: where each line begins and ends, and how high and low it came."""
    mine, historys = _told(chart.dates, chart.yours), _told(chart.dates, chart.historys)
    return f"{yours}: {mine}. History: {historys}. A table of the values follows."


def ticks(since: date, until: date) -> tuple[tuple[date, str], ...]:
    """Days to mark along the years, each with its label: years, or months where the years are few."""
    months = (until.year - since.year) * 12 + until.month - since.month
    if months > _FEW_YEARS:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 2000) if months / 12 / step <= _MOST_TICKS)
        found = [(date(year, 1, 1), str(year)) for year in range(since.year, until.year + 1) if year % step == 0]
    else:
        step = next(step for step in (1, 2, 3, 6, 12) if months / step <= _MOST_TICKS - 1)
        begun = [divmod(since.year * 12 + since.month - 1 + month, 12) for month in range(0, months + 1, step)]
        found = [(date(year, month + 1, 1), f"{MONTHS[month][:3]} {year}") for year, month in begun]
    inside = tuple((at, label) for at, label in found if since <= at <= until)
    if len(inside) >= 2:
        return inside
    return tuple((at, f"{at.day} {MONTHS[at.month - 1][:3]} {at.year}") for at in dict.fromkeys((since, until)))


def _told(dates: Sequence[date], values: Sequence[int]) -> str:
    """'from 45 to 12, at most 63 (14 February 1950), at least 8 (1 May 1962)'."""
    first, last, highest, lowest = values[0], values[-1], max(values), min(values)
    told = f"from {first} to {last}"
    if highest > max(first, last):
        told += f", at most {highest} ({day(dates[values.index(highest)])})"
    if lowest < min(first, last):
        told += f", at least {lowest} ({day(dates[values.index(lowest)])})"
    return told


def _grid(chart: Chart) -> list[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    lines: list[str] = []
    for value in (0, 25, 50, 75, 100):
        y = _y(value)
        lines.append(f'<line class="grid" x1="{_LEFT}" y1="{y:g}" x2="{right}" y2="{y:g}"/>')
        lines.append(f'<text class="scale" x="{_LEFT - 5}" y="{y + 3.5:g}" text-anchor="end">{value}</text>')
    for at, label in ticks(chart.dates[0], chart.dates[-1]):
        x = _x(chart, at)
        # A label at an edge stays inside the picture.
        anchor = "start" if x < _LEFT + 14 else "end" if x > right + 4 else "middle"
        lines.append(f'<line class="tick" x1="{x:g}" y1="{bottom}" x2="{x:g}" y2="{bottom + 4}"/>')
        lines.append(f'<text class="scale" x="{x:g}" y="{bottom + 16}" text-anchor="{anchor}">{escape(label)}</text>')
    return lines


def _stairs(chart: Chart, values: Sequence[int]) -> str:
    """A path that keeps each value until the next."""
    before = values[0]
    path = [f"M{_x(chart, chart.dates[0]):g} {_y(before):g}"]
    for at, value in zip(chart.dates, values, strict=True):
        if value != before:
            path.append(f"H{_x(chart, at):g}V{_y(value):g}")
        before = value
    path.append(f"H{_x(chart, chart.dates[-1]):g}")
    return "".join(path)


def _last_values(chart: Chart) -> list[str]:
    """The last value of each line beside it, moved apart where they would meet."""
    mine, theirs = chart.yours[-1], chart.historys[-1]
    places = [("yours-value", mine, _y(mine))]
    if theirs != mine:
        up, down = _apart(_y(max(mine, theirs)), _y(min(mine, theirs)))
        places = [
            ("yours-value", mine, up if mine > theirs else down),
            ("history-value", theirs, down if mine > theirs else up),
        ]
    x = _WIDTH - _RIGHT + 5
    return [f'<text class="{kind}" x="{x}" y="{y + 4:g}">{value}</text>' for kind, value, y in places]


def _apart(upper: float, lower: float) -> tuple[float, float]:
    missing = max(0.0, _LABELS_APART - (lower - upper)) / 2
    return upper - missing, lower + missing


def _x(chart: Chart, at: date) -> float:
    first, last = chart.dates[0], chart.dates[-1]
    share = (at - first).days / max(1, (last - first).days)
    return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(value: int) -> float:
    return round(_HEIGHT - _BOTTOM - value / 100 * (_HEIGHT - _TOP - _BOTTOM), 1)


def _text(text: str) -> str:
    return escape(one_line(text))
