"""A page set in lines for a width: the one place that decides how each kind of block looks in a terminal.

What a colour says, a sign or a word says too. Nothing here knows Textual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from rich.cells import cell_len

from game.engine.reference import Work
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Kind,
    MeterRow,
    Meters,
    OptionRow,
    Options,
    Page,
    Para,
    Rich,
    Speech,
    Table,
    Tone,
)
from game.play.pages.common import signed
from game.tui.charts import lay_bands, lay_chart
from game.tui.flow import Bit, Line, Target, To, bare, fitted, padded, wrap
from game.tui.marks import Marks

MIN_WIDTH: Final = 16
"""Pages are set at least this wide; a terminal narrower than that sees their left part."""
LEAST_BAR: Final = 8
"""A bar beside its title is at least this long; where there is no room for that, it stands below."""
TABLE_FROM: Final = 44
"""Below this width, a table's rows are set as lists."""
ROWS_TO: Final = 6
"""A chart's table has a row for each crisis up to so many; the values of more stand side by side."""

SOURCES = "Sources"
LEANS = "leans to"
CLOSED = "closed"
HISTORY = "history"

_LOOKS: Final = {
    Tone.PLAIN: "",
    Tone.STRONG: "strong",
    Tone.STRESS: "stress",
    Tone.FAINT: "faint",
    Tone.LINK: "link",
    Tone.CITE: "cite",
}
_KIND_LOOK: Final = {
    Kind.YOURS: "yours",
    Kind.HISTORY: "history",
    Kind.FORECAST: "asks",
    Kind.COST: "cost",
    Kind.NOTE: "note",
}


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, and the line that it stands on."""

    line: int
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A page in lines."""

    lines: tuple[Line, ...]
    heads: tuple[Head, ...] = ()


def lay_page(page: Page, width: int, marks: Marks, *, skip_options: bool = False, skip_kicker: bool = False) -> Laid:
    """Set a page.

    Args:
        page: what to set.
        width: cells in a line.
        marks: what the terminal can show.
        skip_options: leave the choices out; they are offered elsewhere on the screen.
        skip_kicker: leave out where and when; a frame says it.
    """
    setter = _Setter(max(MIN_WIDTH, width), marks)
    setter.opening(page, skip_kicker=skip_kicker)
    for block in page.blocks:
        if not (skip_options and isinstance(block, Options)):
            setter.block(block)
    setter.works(page.works)
    return Laid(tuple(setter.lines), tuple(setter.heads))


def lay_blocks(blocks: Sequence[Block], width: int, marks: Marks) -> Laid:
    """Set blocks without a page around them."""
    setter = _Setter(max(MIN_WIDTH, width), marks)
    for block in blocks:
        setter.block(block)
    return Laid(tuple(setter.lines), tuple(setter.heads))


def bits(rich: Rich, look: str = "") -> list[Bit]:
    """Rich text as stretches; a plain one takes on ``look``."""
    return [
        Bit(piece.text, _LOOKS[piece.tone] or look, Target(To.CODEX, piece.ref) if piece.ref else None)
        for piece in rich
    ]


def bar(value: int, history: int | None, cells: int, marks: Marks) -> Line:
    """A meter's bar, with history's mark on it."""
    cells = max(1, cells)
    filled = (value * cells + 50) // 100
    signs = [marks.full] * filled + [marks.empty] * (cells - filled)
    looks = ["bar"] * filled + ["bar-empty"] * (cells - filled)
    if history is not None:
        at = min(cells - 1, history * cells // 100)
        signs[at], looks[at] = marks.here, "here"
    found: list[Bit] = []
    for sign, look in zip(signs, looks, strict=True):
        if found and found[-1].look == look:
            found[-1] = Bit(found[-1].text + sign, look)
        else:
            found.append(Bit(sign, look))
    return tuple(found)


def change_of(row: MeterRow) -> str:
    """+7, −7, or nothing at all where nothing changed."""
    return signed(row.change) if row.change else ""


def lay_gauge(row: MeterRow, width: int, marks: Marks) -> list[Line]:
    """A meter in a narrow column: title and number, the bar, its words."""
    why = Target(To.WHY, row.id)
    number = f"{row.value:>3} {marks.read(change_of(row)):<4}"
    mark = "" if row.history is None else f"{marks.here}{row.history:>3}"
    room = max(1, width - cell_len(number) - cell_len(mark))
    lines: list[Line] = [
        (Bit(padded(row.title, room, marks), "strong", why), Bit(number, "strong", why), Bit(mark, "history", why)),
        tuple(Bit(bit.text, bit.look, why) for bit in bar(row.value, row.history, width, marks)),
    ]
    if row.words:
        lines += wrap([Bit(row.words, "faint", why)], width, marks)
    return lines


class _Setter:
    """Sets blocks one below the other, a blank line between them."""

    def __init__(self, width: int, marks: Marks) -> None:
        self.width = width
        self.marks = marks
        self.lines: list[Line] = []
        self.heads: list[Head] = []
        self.heading_ends = -1

    def opening(self, page: Page, *, skip_kicker: bool) -> None:
        """Where and when, and the title."""
        if page.kicker and not skip_kicker:
            self.lines += wrap([Bit(page.kicker, "kicker")], self.width, self.marks)
        self.heads.append(Head(0, page.title, 0))
        self.lines += wrap([Bit(page.title, "title")], self.width, self.marks)

    def works(self, works: Sequence[Work]) -> None:
        """The works cited, numbered as in the text."""
        if not works:
            return
        self.block(Heading(SOURCES))
        figures = len(str(len(works))) + 3
        for number, work in enumerate(works, 1):
            target = Target(To.CODEX, work.id)
            told = ", ".join(part for part in (work.author, work.title, work.year) if part)
            lead = (Bit(f"[{number}]".ljust(figures), "cite", target),)
            self.lines += wrap([Bit(told, "", target)], self.width, self.marks, first=lead)

    def block(self, block: Block) -> None:
        """Set one block."""
        if isinstance(block, Heading):
            self._gap()
            self._heading(block)
            return
        self._gap()
        match block:
            case Para():
                self.lines += wrap(bits(block.rich), self.width, self.marks)
            case Bullets():
                self._bullets(block)
            case Speech():
                self._speech(block)
            case CallOut():
                self._call_out(block)
            case Meters():
                self._meters(block)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Options():
                self._options(block)
            case _:
                assert_never(block)

    def _gap(self) -> None:
        """A blank line, unless there is one, or a heading stands right above."""
        if self.lines and self.lines[-1] and self.heading_ends != len(self.lines):
            self.lines.append(())

    def _heading(self, block: Heading) -> None:
        text = self.marks.read(block.text)
        self.heads.append(Head(len(self.lines), text, block.level))
        if block.level > 1:
            self.lines += wrap([Bit(block.text, "subheading")], self.width, self.marks)
        else:
            room = self.width - cell_len(text) - 1
            if room >= 3:
                self.lines.append((Bit(text, "heading"), Bit(" " + self.marks.rule * room, "rule")))
            else:
                self.lines += wrap([Bit(block.text, "heading")], self.width, self.marks)
        self.heading_ends = len(self.lines)

    def _bullets(self, block: Bullets) -> None:
        figures = len(str(len(block.items)))
        for number, item in enumerate(block.items, 1):
            sign = f"{number:>{figures}}. " if block.numbered else f"{self.marks.bullet} "
            self.lines += wrap(bits(item), self.width, self.marks, first=(Bit(sign, "faint"),))

    def _speech(self, block: Speech) -> None:
        name = [Bit(block.name, "speaker", Target(To.CODEX, block.ref) if block.ref else None)]
        if block.role:
            name.append(Bit(f", {block.role}", "faint"))
        self.lines += wrap(name, self.width, self.marks)
        lead = (Bit("  "),)
        self.lines += wrap(bits(block.rich), self.width, self.marks, first=lead, rest=lead)
        if block.leans:
            leans = [Bit(f"{self.marks.arrow} {LEANS}: ", "faint"), Bit(block.leans, "stress")]
            self.lines += wrap(leans, self.width, self.marks, first=lead, rest=(Bit("    "),))

    def _call_out(self, block: CallOut) -> None:
        look = _KIND_LOOK[block.kind]
        sign = {
            Kind.YOURS: self.marks.yours,
            Kind.HISTORY: self.marks.here,
            Kind.FORECAST: self.marks.asks,
            Kind.COST: self.marks.cost,
            Kind.NOTE: self.marks.note,
        }[block.kind]
        edge = (Bit(f"{self.marks.edge} ", look),)
        self.lines += wrap([Bit(f"{sign} {block.label}", look)], self.width, self.marks, first=edge, rest=edge)
        for rich in block.paragraphs:
            self.lines += wrap(bits(rich), self.width, self.marks, first=edge, rest=edge)

    def _meters(self, block: Meters) -> None:
        titles = max((cell_len(self.marks.read(row.title)) for row in block.rows), default=0)
        titles = min(26, titles) + 2
        numbers = 10 + (14 if any(row.history is not None for row in block.rows) else 0)
        cells = min(24, self.width - titles - numbers)
        for index, row in enumerate(block.rows):
            if cells >= LEAST_BAR:
                self._wide_meter(row, titles, cells)
                continue
            if index:
                self.lines.append(())
            self.lines += lay_gauge(row, min(self.width, 40), self.marks)
            if row.because:
                self.lines += wrap([Bit(row.because, "faint")], self.width, self.marks)

    def _wide_meter(self, row: MeterRow, titles: int, cells: int) -> None:
        why = Target(To.WHY, row.id)
        line = [
            Bit(padded(row.title, titles - 2, self.marks) + "  ", "strong", why),
            *(Bit(bit.text, bit.look, why) for bit in bar(row.value, row.history, cells, self.marks)),
            Bit(f"  {row.value:>3} {self.marks.read(change_of(row)):<4}", "strong", why),
        ]
        if row.history is not None:
            line.append(Bit(f" {self.marks.here} {HISTORY} {row.history}", "history"))
        self.lines.append(tuple(line))
        said = [Bit(row.words, "faint")]
        if row.because:
            said.append(Bit(f" {self.marks.dot} {row.because}" if row.words else row.because, "faint"))
        self.lines += wrap(said, self.width, self.marks, first=(Bit(" " * titles),))

    def _chart(self, block: Chart) -> None:
        self.lines += lay_chart(block, self.width, self.marks)
        self.lines.append(())
        if len(block.ends) > ROWS_TO:
            self.lines += lay_bands(block, self.width, self.marks)
        else:
            self._table(block.table)

    def _table(self, block: Table) -> None:
        columns = len(block.head)
        room = self.width - 2 * (columns - 1)
        natural = [
            max(cell_len(self.marks.read(row[at])) for row in (block.head, *block.rows)) for at in range(columns)
        ]
        widths = _shares(natural, [_least(block, at, self.marks) for at in range(columns)], room)
        if widths is None or (self.width < TABLE_FROM and sum(natural) > room):
            self._records(block)
            return
        right = [bool(block.rows) and all(_is_number(row[at]) for row in block.rows) for at in range(columns)]
        self._cells(block.head, widths, right, "heading")
        self.lines.append((Bit("  ".join(self.marks.rule * width for width in widths), "rule"),))
        airy = any(cell_len(self.marks.read(cell)) > widths[at] for row in block.rows for at, cell in enumerate(row))
        for index, row in enumerate(block.rows):
            if index and airy:
                self.lines.append(())
            self._cells(row, widths, right, "")

    def _cells(self, row: Sequence[str], widths: Sequence[int], right: Sequence[bool], look: str) -> None:
        parts = [wrap([Bit(cell)], width, self.marks) for cell, width in zip(row, widths, strict=True)]
        for at in range(max(len(part) for part in parts)):
            shown = [
                padded(bare(part[at]) if at < len(part) else "", widths[column], self.marks, right=right[column])
                for column, part in enumerate(parts)
            ]
            self.lines.append((Bit("  ".join(shown).rstrip(), look),))

    def _records(self, block: Table) -> None:
        """A table where there is no room for columns: each row as a list."""
        for index, row in enumerate(block.rows):
            if index:
                self.lines.append(())
            for head, cell in zip(block.head, row, strict=True):
                said = [Bit(f"{head}: ", "faint"), Bit(cell)]
                self.lines += wrap(said, self.width, self.marks, rest=(Bit("  "),))

    def _options(self, block: Options) -> None:
        self.lines += wrap([Bit(block.question, "strong")], self.width, self.marks)
        for row in block.rows:
            self.lines += lay_option(row, self.width, self.marks, told=True)


def lay_option(row: OptionRow, width: int, marks: Marks, *, told: bool) -> list[Line]:
    """A choice as offered: its number and title; and, told, what it means and why it is closed."""
    lead = (Bit(f"{row.number}  ", "faint" if row.closed else "number"),)
    title = [Bit(row.title, "faint" if row.closed else "strong")]
    if row.closed:
        title.append(Bit(f" ({CLOSED})", "faint"))
    lines = wrap(title, width, marks, first=lead)
    if told:
        indent = (Bit("   "),)
        if row.rich:
            lines += wrap(bits(row.rich), width, marks, first=indent, rest=indent)
        if row.closed:
            lines += wrap([Bit(row.closed, "stress")], width, marks, first=indent, rest=indent)
    return lines


def _least(block: Table, at: int, marks: Marks) -> int:
    """The narrowest that a column may be: its longest word, within reason."""
    cells = (row[at] for row in (block.head, *block.rows))
    longest = max((cell_len(marks.read(word)) for cell in cells for word in cell.split()), default=1)
    return min(longest, 14)


def _shares(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Widths for columns: each as wide as it likes if there is room, else the widest give way; None if none fit."""
    if sum(natural) <= room:
        return [max(1, width) for width in natural]
    if sum(least) > room:
        return None
    widths = list(natural)
    while sum(widths) > room:
        at = max((at for at in range(len(widths)) if widths[at] > least[at]), key=lambda at: widths[at])
        widths[at] -= 1
    return widths


def _is_number(cell: str) -> bool:
    return cell.strip("+-−–×%. ").replace(".", "").isdigit() or cell in {"", "–"}


__all__ = [
    "Head",
    "Laid",
    "bar",
    "bits",
    "change_of",
    "fitted",
    "lay_blocks",
    "lay_gauge",
    "lay_option",
    "lay_page",
]
