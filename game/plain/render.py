"""A page as lines of text.

Everything is told by words and order: a heading is a line of its own, a table's row is a line of 'label: value',
a meter is a sentence. Nothing is drawn, so a screen reader, a braille line or a log loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, assert_never
from unicodedata import combining, east_asian_width

from game.engine.model import Pack
from game.harmless import harmless, one_line
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    MeterRow,
    Meters,
    Options,
    Page,
    Para,
    Rich,
    Speech,
    Table,
    words,
)
from game.play.pages.common import signed
from game.play.pages.reference import work_lines

NARROWEST: Final = 24
WIDEST: Final = 88
"""Longer lines are hard to follow, however wide the window."""
MOST_ROWS: Final = 6
"""Crises that a meter's values are told for a line each; more are run together."""


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Text as lines of at most a width, counted as a terminal does; longer words stay whole."""
    width = max(NARROWEST, min(width, WIDEST))
    tidy = one_line(text)
    if not tidy:
        return []
    lines: list[str] = []
    line, used = first, cells(first)
    empty = True
    for word in tidy.split(" "):
        size = cells(word)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = rest, cells(rest), True
        line += word if empty else f" {word}"
        used += size if empty else size + 1
        empty = False
    return [*lines, line]


def cells(text: str) -> int:
    """How many columns a text takes in a terminal: Chinese characters two each, accents that combine none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(character) or character in "\u200c\u200d" else 1 + (east_asian_width(character) in "WF")
        for character in text
    )


def page_lines(pack: Pack, page: Page, width: int) -> list[str]:
    """A page as lines, its sources at the end. It begins and ends without a blank line."""
    stop = "" if not page.kicker or page.kicker.endswith(("?", "!", ".")) else "."
    lines = wrapped(f"{page.kicker}{stop} {page.title}", width)
    for block in page.blocks:
        told = _block(block, width)
        if not told:
            continue
        # A heading stands apart from what came before; rows that belong together follow each other.
        lines += ["", ""] if isinstance(block, Heading) and block.level == 1 else [""]
        lines += told
    if page.works:
        lines += ["", "Sources:"]
        for number, work in enumerate(page.works, 1):
            lines += wrapped(f"[{number}] {words(work_lines(pack, work)[0])}", width, rest="    ")
    return [harmless(line) for line in lines]


def meter_line(row: MeterRow) -> str:
    """'Trust in the alliance: 52 (−8; history 60), cool. Because of: the personal quarrel −8.'"""
    known = [signed(row.change)] if row.change else []
    if row.history is not None:
        known.append(f"history {row.history}")
    told = f"{row.title}: {row.value}"
    if known:
        told += f" ({'; '.join(known)})"
    if row.words:
        told += f", {row.words}"
    return f"{told}. Because of: {row.because}." if row.because else f"{told}."


def table_rows(table: Table) -> list[str]:
    """Each row as one line: 'first cell; Label: cell; Label: cell'."""
    if len(table.head) == 2:
        return [f"{row[0]}: {row[1]}" for row in table.rows]
    # A cell that is a sentence would leave its full stop before the semicolon.
    return [
        "; ".join(
            (
                row[0],
                *(f"{label}: {cell.removesuffix('.')}" for label, cell in zip(table.head[1:], row[1:], strict=True)),
            )
        )
        for row in table.rows
    ]


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading():
            return wrapped(block.text, width)
        case Para():
            return wrapped(words(block.rich), width)
        case Bullets():
            marks = [f"{number}. " if block.numbered else "- " for number in range(1, len(block.items) + 1)]
            return _items(zip(marks, map(words, block.items), strict=True), width)
        case Speech():
            return _speech(block, width)
        case CallOut():
            return _call_out(block.label, block.paragraphs, width)
        case Meters():
            return _items((("- ", meter_line(row)) for row in block.rows), width)
        case Table():
            return _items((("- ", row) for row in table_rows(block)), width)
        case Chart():
            return _chart(block, width)
        case Options():
            return _options(block, width)
    assert_never(block)


def _items(items: Iterable[tuple[str, str]], width: int) -> list[str]:
    return [line for mark, text in items for line in wrapped(text, width, first=mark, rest=" " * len(mark))]


def _speech(block: Speech, width: int) -> list[str]:
    who = f"{block.name}, {block.role}" if block.role else block.name
    leans = f" (Leans to: {block.leans})" if block.leans else ""
    return wrapped(f"{who}: {words(block.rich)}{leans}", width, rest="  ")


def _call_out(label: str, paragraphs: Sequence[Rich], width: int) -> list[str]:
    told = [words(rich) for rich in paragraphs]
    label = label if label.endswith(("?", "!", ":")) else f"{label}:"
    if len(told) == 1:
        return wrapped(f"{label} {told[0]}", width, rest="  ")
    lines = wrapped(label, width)
    for text in told:
        lines += wrapped(text, width, first="  ", rest="  ")
    return lines


def _chart(block: Chart, width: int) -> list[str]:
    """Only its table: a line for each crisis; where there are many, one paragraph."""
    table = block.table
    title = f"{block.title}, yours beside history's:"
    if len(table.rows) <= MOST_ROWS:
        told = [f"{when}, {what}: {yours} (history {historys})" for when, what, yours, historys in table.rows]
        return wrapped(title, width) + _items((("- ", row) for row in told), width)
    told = [f"{when} {yours} ({historys})" for when, _, yours, historys in table.rows]
    return wrapped(f"{title} {'; '.join(told)}.", width, rest="  ")


def _options(block: Options, width: int) -> list[str]:
    lines = wrapped(block.question, width)
    for row in block.rows:
        mark = f"{row.number}. "
        closed = "Closed: " if row.closed else ""
        lines += ["", *wrapped(closed + row.title, width, first=mark, rest=" " * len(mark))]
        indent = " " * len(mark)
        if row.rich:
            lines += wrapped(words(row.rich), width, first=indent, rest=indent)
        if row.closed:
            lines += wrapped(f"Why closed: {row.closed}", width, first=indent, rest=indent)
    return lines
