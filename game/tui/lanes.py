"""The timelines of a save drawn as lines: years above, every decision a sign in its column, branches where they part.

A line goes from left to right; one that leaves another hangs below it. What is decided alike is drawn once. Every sign
is told in words elsewhere, and no colour says what a sign does not. Nothing here knows Textual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from game.content.dates import MONTHS
from game.engine.model import Beat
from game.play.branches import OPENING, Beside, Branch, Branches, Kind, Who
from game.tui.flow import Bit, Line, Target, To, fitted, joined, padded
from game.tui.marks import Marks

HEAD_LINES: Final = 2
"""The years, and the crises."""
WIDEST_GUTTER: Final = 18
MOST_CELLS: Final = 4
LEAST_CELLS: Final = 2
"""Cells for a decision: its sign, and the line to the next."""
TAIL: Final = 20
"""Cells for what stands behind the end of a line."""
NOW: Final = "Now"
HISTORY: Final = "History"


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands for what. Every sign is one cell wide."""

    opening: str
    own: str
    other: str
    chance: str
    sealed: str
    same: str
    parts: str
    forced: str
    history: str
    down: str
    cross: str
    fork: str
    turn: str
    both: str
    """Where one branch begins and another passes on downwards."""


UNICODE: Final = Signs("■", "●", "○", "◇", "?", "=", "▲", "□", "◆", "│", "┼", "┬", "╰", "├")
ASCII: Final = Signs("#", "*", "o", "~", "?", "=", "^", "!", "H", "|", "+", "+", "\\", "+")

LEGEND: Final = (
    ("own", "yours"),
    ("other", "the other side's"),
    ("chance", "chance"),
    ("sealed", "sealed"),
    ("history", "history, otherwise"),
    ("same", "the same as in the line that it left"),
    ("parts", "here a line parts"),
    ("forced", "decided for you"),
)

LOOKS: Final = {
    "opening": "strong",
    "own": "yours",
    "other": "strong",
    "chance": "faint",
    "sealed": "asks",
    "same": "faint",
    "parts": "here",
    "forced": "cost",
    "history": "history",
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """A stop of a branch; -1 is the opening, which only the first branch has."""

    branch: int = 0
    stop: int = OPENING


@dataclass(frozen=True, slots=True)
class _Cell:
    sign: str
    look: str = ""
    target: Target | None = None


def signs_of(marks: Marks) -> Signs:
    """The signs that a terminal can show."""
    return ASCII if marks.ascii else UNICODE


def short(branch: Branch) -> str:
    """What a branch is called in few cells."""
    match branch.kind:
        case Kind.PRESENT:
            return branch.name or NOW
        case Kind.HISTORY:
            return HISTORY
        case Kind.OTHER:
            return f"{branch.number} {branch.name}" if branch.name else f"Timeline {branch.number}"


def sign_name(branch: Branch, at: int) -> str:
    """The name of the sign that stands for a stop."""
    if at == OPENING:
        return "opening"
    stop = branch.stops[at]
    if stop.choice is None:
        return "sealed"
    if branch.kind is Kind.HISTORY:
        return "same" if stop.left is Beside.SAME else "history"
    if stop.is_forced:
        return "forced"
    if branch.kind is Kind.OTHER and at == 0:
        return "parts"
    if stop.left is Beside.SAME:
        return "same"
    return {Who.OWN: "own", Who.OTHER: "other", Who.CHANCE: "chance"}[stop.who]


def lay_legend(branches: Branches, width: int, marks: Marks) -> list[Line]:
    """What the signs mean that are there, as many in a line as fit."""
    signs = signs_of(marks)
    used = {sign_name(branch, at) for branch in branches.branches for at in range(len(branch.stops))}
    lines: list[Line] = []
    line: list[Bit] = []
    left = width
    for name, told in LEGEND:
        cells = cell_len(told) + 2
        if name not in used:
            continue
        if line and cells + 3 > left:
            lines.append(tuple(line))
            line, left = [], width
        if line:
            line.append(Bit("   "))
            left -= 3
        line += [Bit(f"{getattr(signs, name)} ", LOOKS[name]), Bit(told, "faint")]
        left -= cells
    return [*lines, tuple(line)] if line else lines


def lay_lanes(
    branches: Branches, crises: Sequence[str], cursor: Cursor, width: int, height: int, marks: Marks
) -> list[Line]:
    """Draw as much as there is room for, the cursor in sight.

    Args:
        branches: what to draw.
        crises: the title of each beat's crisis, in the order of the columns.
        cursor: where the viewer is.
        width: cells in a line.
        height: lines.
        marks: what the terminal can show.
    """
    return _Lanes(branches, cursor, width, marks).lay(crises, height)


class _Lanes:
    def __init__(self, branches: Branches, cursor: Cursor, width: int, marks: Marks) -> None:
        self._all = branches.branches
        self._columns = branches.columns
        self._cursor = cursor
        self._marks = marks
        self._signs = signs_of(marks)
        labels = [marks.read(short(branch)) for branch in self._all]
        self._gutter = min(max(map(cell_len, labels)) + 3, max(WIDEST_GUTTER, width // 5), max(4, width // 3))
        self._room = max(1, width - self._gutter)
        count = len(self._columns) + 1
        fits = (self._room - 2 - TAIL) // count
        self._per = max(LEAST_CELLS, min(MOST_CELLS, fits))
        self._whole = 2 + self._per * count + TAIL

    def lay(self, crises: Sequence[str], height: int) -> list[Line]:
        """The head, then the lines of the branches."""
        rows = max(1, height - HEAD_LINES)
        top = max(0, min(self._cursor.branch - rows // 2, len(self._all) - rows))
        shown = range(top, min(len(self._all), top + rows))
        first = self._first()
        heads = self._heads(crises, first)
        lines: list[Line] = [(Bit(" " * self._gutter), Bit(head, "faint")) for head in heads]
        for at in shown:
            here = at == self._cursor.branch
            name = padded(short(self._all[at]), self._gutter - 3, self._marks)
            lead = f"{self._marks.cursor} " if here else "  "
            target = Target(To.ROW, f"{at},{self._start(at)}")
            gutter = Bit(f"{lead}{name} ", "strong" if here else "faint", target)
            cells = self._row(at, first + self._room)[first : first + self._room]
            lines.append((gutter, *joined(Bit(cell.sign, cell.look, cell.target) for cell in cells)))
        return lines

    def _first(self) -> int:
        """The first cell in sight."""
        if self._whole - TAIL <= self._room:
            return 0
        here = self._x(self._cursor.branch, self._cursor.stop)
        return max(0, min(here - self._room // 2, self._whole - TAIL // 2 - self._room))

    def _start(self, at: int) -> int:
        return OPENING if at == 0 else 0

    def _x(self, at: int, stop: int) -> int:
        """The cell of a stop's sign."""
        return 1 if stop == OPENING else 1 + self._per * (1 + self._columns[self._all[at].stops[stop].beat.id])

    def _row(self, at: int, edge: int) -> list[_Cell]:
        """The cells of a branch's line, what hangs from lines above passing through it; nobody looks past the edge."""
        cells = [_Cell(" ")] * self._whole
        branch = self._all[at]
        rule = _Cell(self._marks.rule, "rule")
        begin = self._x(0, OPENING) if branch.leaves is None else self._x(*branch.leaves) + 1
        stops = range(self._start(at), len(branch.stops))
        end = self._x(at, stops[-1]) if stops else begin
        for x in range(begin, end):
            cells[x] = rule
        if branch.leaves is not None:
            cells[begin] = _Cell(self._signs.turn, "rule")
        for below, other in enumerate(self._all):
            if other.leaves is None or below <= at:
                continue
            x = self._x(*other.leaves) + 1
            if other.leaves[0] == at:
                cells[x] = _Cell(self._signs.fork, "rule")
            elif other.leaves[0] < at:
                passes = {rule.sign: self._signs.cross, self._signs.turn: self._signs.both}
                cells[x] = _Cell(passes.get(cells[x].sign, self._signs.down), "rule")
        for stop in stops:
            x = self._x(at, stop)
            name = sign_name(branch, stop)
            cells[x] = _Cell(getattr(self._signs, name), LOOKS[name], Target(To.ROW, f"{at},{stop}"))
        self._add_tail(cells, branch, end + 3, edge)
        if at == self._cursor.branch:
            x = self._x(at, self._cursor.stop)
            for place, sign in ((x - 1, "["), (x, cells[x].sign), (x + 1, "]")):
                cells[place] = _Cell(sign, "on", cells[x].target)
        return cells

    def _add_tail(self, cells: list[_Cell], branch: Branch, x: int, edge: int) -> None:
        """How the line ends, behind its end; an arrow where it goes on."""
        told = branch.ending.title if branch.ending is not None else self._marks.arrow
        free = 0
        while x + free < min(len(cells), edge) and cells[x + free].sign == " ":
            free += 1
        look = "stress" if branch.ending is not None else "faint"
        for sign in fitted(told, free, self._marks):
            cells[x : x + cell_len(sign)] = [_Cell(sign, look), *[_Cell("")] * (cell_len(sign) - 1)]
            x += cell_len(sign)

    def _heads(self, crises: Sequence[str], first: int) -> list[str]:
        """The years, and the crises, above the first column of each; what is cut off at the left still says which."""
        beats = sorted(self._columns, key=lambda beat: self._columns[beat])
        days: dict[str, Beat] = {stop.beat.id: stop.beat for branch in self._all for stop in branch.stops}
        return [
            self._head([_when(days, beat) for beat in beats], first, whole=True),
            self._head(list(crises), first, whole=False),
        ]

    def _head(self, labels: Sequence[str], first: int, *, whole: bool) -> str:
        """Labels where they begin, cut to the room that they have; or only those that there is room for."""
        spans: list[tuple[int, str]] = []
        for at, label in enumerate(labels):
            if not spans or spans[-1][1] != label:
                spans.append((1 + self._per * (1 + at), label))
        told = ""
        for at, (x, label) in enumerate(spans):
            end = spans[at + 1][0] if at + 1 < len(spans) else self._whole
            begin = max(x, first) - first
            room = min(end - first, self._room) - begin - 1
            if room < (cell_len(label) if whole else 2) or begin < cell_len(told):
                continue
            told = padded(told, begin, self._marks) + fitted(label, room, self._marks)
        return told


def _when(days: dict[str, Beat], beat: str) -> str:
    """The year; in a story of a single year, the month."""
    years = {day.date.year for day in days.values()}
    day = days[beat].date
    return f"{MONTHS[day.month - 1][:3]} {day.year}" if len(years) == 1 else str(day.year)
