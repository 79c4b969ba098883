"""Small views of a few lines: words that stand somewhere, a title line, the line between text and choices."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from game.play.page import MeterRow
from game.tui.flow import Bit, Line, Target, To, fitted, padded, wrap
from game.tui.layout import HISTORY, bar, change_of, lay_gauge
from game.tui.marks import Marks
from game.tui.widgets.lines import LineView

LEGEND = "where history stood"
ALL_METERS = "m all"


class Told(LineView):
    """A few paragraphs."""

    def __init__(self, *paragraphs: Sequence[Bit], id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.paragraphs: tuple[Sequence[Bit], ...] = paragraphs

    def tell(self, *paragraphs: Sequence[Bit]) -> None:
        """Say something else."""
        self.paragraphs = paragraphs
        self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The paragraphs, each on lines of its own."""
        lines: list[Line] = []
        for paragraph in self.paragraphs:
            lines += wrap(paragraph, width, marks)
        return lines


class TitleLine(LineView):
    """One line: parts from the left, the most telling first, and one at the right."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._parts: tuple[str, ...] = ()
        self._right = ""

    def tell(self, parts: Sequence[str], right: str = "") -> None:
        """Say something else."""
        self._parts = tuple(part for part in parts if part)
        self._right = right
        self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """As many parts as there is room for; the one at the right gives way first."""
        between = f" {marks.dot} "
        parts = [marks.read(part) for part in self._parts]
        while len(parts) > 1 and cell_len(between.join(parts)) > width:
            parts.pop()
        left = fitted(between.join(parts), width, marks)
        right = marks.read(self._right)
        gap = width - cell_len(left) - cell_len(right)
        head, *others = left.split(between, 1)
        line = [Bit(head, "heading"), Bit(between + others[0] if others else "")]
        if right and gap >= 2:
            line += [Bit(" " * gap), Bit(right, "faint")]
        return (tuple(line),)


class Divider(LineView):
    """The line below a text: how much of it is still to come."""

    MORE = "more below"
    KEY = "Space"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._percent: int | None = None

    @property
    def allow_select(self) -> bool:
        """It holds no text worth copying."""
        return False

    def tell(self, percent: int | None) -> None:
        """Say how much has been in sight; None at the end."""
        if percent != self._percent:
            self._percent = percent
            self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """A rule, with a word in it while there is more."""
        if self._percent is None:
            return ((Bit(marks.rule * width, "rule"),),)
        more = Target(To.HEADING, "")
        told = f" {marks.down} {self.MORE} {marks.dot} {self._percent} % {marks.dot} "
        room = width - cell_len(told) - len(self.KEY) - 1
        if room < 2:
            return ((Bit(fitted(told, width, marks), "", more),),)
        left = room - min(3, room)
        return (
            (
                Bit(marks.rule * left, "rule", more),
                Bit(told, "faint", more),
                Bit(self.KEY, "key", more),
                Bit(" " + marks.rule * (room - left), "rule", more),
            ),
        )


class Gauges(LineView):
    """The meters in a column, as full as its height allows."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[MeterRow, ...] = ()

    def show_meters(self, rows: Sequence[MeterRow]) -> None:
        """Show other values."""
        self._rows = tuple(rows)
        self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """Each meter in three or four lines, or in two where the screen is low."""
        height = self.content_size.height
        full = [lay_gauge(row, width, marks) for row in self._rows]
        legend: list[Line] = []
        if any(row.history is not None for row in self._rows):
            legend = [(), (Bit(marks.here, "here"), Bit(f" {LEGEND}", "faint"))]
        for airy, cut in ((1, 9), (0, 9), (1, 2), (0, 2)):
            lines: list[Line] = []
            for index, gauge in enumerate(full):
                lines += [()] * (airy if index else 0)
                lines += gauge[:cut]
            if len(lines) + len(legend) <= height:
                return lines + legend
        return [line for gauge in full for line in gauge[:2]]


class Strip(LineView):
    """The meters in one line: as many as fit, by name and number; all of them are a key away."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: tuple[MeterRow, ...] = ()

    def show_meters(self, rows: Sequence[MeterRow]) -> None:
        """Show other values."""
        self._rows = tuple(rows)
        self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """Name, number and change of the first few."""
        shown = [(row, _in_short(row, marks)) for row in self._rows]
        room = width - cell_len(ALL_METERS)
        if sum(cell_len(name + number) + 2 for _, (name, number) in shown) > room:
            # Not all fit: what has just moved is worth more than what has not.
            shown.sort(key=lambda pair: -abs(pair[0].change))
        line: list[Bit] = []
        for row, (name, number) in shown:
            room -= cell_len(name + number) + 2
            if room < 0:
                break
            why = Target(To.WHY, row.id)
            line += [Bit(name, "faint", why), Bit(number, "strong", why), Bit("  ")]
        every = Target(To.WHY, "")
        key, word = ALL_METERS.split(" ")
        line += [Bit(key, "key", every), Bit(f" {word}", "faint", every)]
        return (tuple(line),)


def _in_short(row: MeterRow, marks: Marks) -> tuple[str, str]:
    """A meter's name, and its number with what it changed by."""
    return marks.read(row.title), marks.read(f" {row.value} {change_of(row)}".rstrip())


def meter_title(row: MeterRow, marks: Marks, width: int) -> list[Bit]:
    """A meter as a row of a menu: name (in so many cells), bar, number, change, history's mark."""
    bits = [Bit(padded(row.title, width, marks) + " ", "strong"), *bar(row.value, row.history, 16, marks)]
    bits.append(Bit(f" {row.value:>3} {marks.read(change_of(row)):<4}", "strong"))
    if row.history is not None:
        bits.append(Bit(f"{marks.here} {HISTORY} {row.history}", "history"))
    return bits
