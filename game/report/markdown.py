"""A report as CommonMark with tables: every character of a text that could be markup is escaped.

The charts are left out, since their values stand in the tables below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, assert_never

from game.harmless import one_line
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Meters,
    OptionRow,
    Options,
    Para,
    Piece,
    Rich,
    Speech,
    Table,
    Tone,
)
from game.report.model import Report
from game.report.parts import Beside, Charts, Part, Section
from game.report.sections import sections
from game.report.worded import breaks, meters_table
from game.report.wording import facts, kicker

_FIRST_LEVEL: Final = 3
"""Headings of a page stand below the report's title and the section's."""
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~&$^@#]|(?<=:)//|(?<=[Ww]{3})\.)")
"""What begins a mark anywhere in a line, here or in a wider dialect; and what would make a link of an address."""
_AT_START: Final = re.compile(r"([+-](?=[\s+-]|$)|=|\d+(?=[.)](?:\s|$)))")
"""What begins a block at the start of a line: lists and rules."""
_LINE: Final = "\\_" * 30
"""For a pen."""

Lines = list[str]


def as_markdown(report: Report) -> str:
    """The whole document."""
    lines = [
        _text(kicker(report)),
        "",
        f"# {_text(report.head.title)}",
        "",
        f"Name: {_LINE} Class: {_LINE}",
        "",
        *(f"- **{_text(label)}:** {_text(value)}" for label, value in facts(report)),
        "",
    ]
    for section in sections(report):
        lines += _section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def blocks_markdown(blocks: Iterable[Block], level: int = _FIRST_LEVEL) -> Lines:
    """Page blocks as CommonMark, each followed by a blank line; one renderer for every page of the game.

    Args:
        blocks: what to render.
        level: the level that a page's own first headings take in the document.
    """
    return [line for block in blocks for line in (*_block(block, level), "")]


def _section(section: Section) -> Lines:
    lines = [f"## {_text(section.title)}", ""]
    if section.kicker:
        lines += [f"*{_text(section.kicker)}*", ""]
    for part in section.parts:
        lines += _part(part)
    return lines


def _part(part: Part) -> Lines:
    if isinstance(part, Charts):
        return []
    if isinstance(part, Beside):
        return blocks_markdown((*part.yours, *part.historys))
    return blocks_markdown((part,))


def _block(block: Block, level: int) -> Lines:
    match block:
        case Heading():
            return [f"{'#' * min(level + block.level - 1, 6)} {_text(block.text)}"]
        case Para():
            return [_rich(block.rich)]
        case Bullets():
            return _bullets(block)
        case Speech():
            who = f"**{_text(block.name)}**{f', {_text(block.role)}' if block.role else ''}"
            leans = f" (Leans to: {_text(block.leans)})" if block.leans else ""
            return [f"> {who}: {_rich(block.rich)}{leans}"]
        case CallOut():
            told = [f"> **{_text(block.label)}**"]
            for rich in block.paragraphs:
                told += [">", f"> {_rich(rich)}"]
            return told
        case Meters():
            return _table(meters_table(block))
        case Table():
            return _table(block)
        case Chart():
            return [f"**{_text(block.title)}**", "", *_table(block.table)]
        case Options():
            return [_text(block.question), "", *(line for row in block.rows for line in _option(row))]
    assert_never(block)


def _bullets(block: Bullets) -> Lines:
    lines: Lines = []
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.numbered else "- "
        first, *others = (_rich(part) for part in breaks(item))
        # A backslash at the end of a line breaks it, within the same item.
        lines.append(mark + "".join([first, *(f"\\\n{' ' * len(mark)}{other}" for other in others)]))
    return lines


def _option(row: OptionRow) -> Lines:
    told = f" {_rich(row.rich)}" if row.rich else ""
    closed = f" (Closed: {_text(row.closed)})" if row.closed else ""
    return [f"{row.number}. **{_text(row.title)}**{told}{closed}"]


def _table(table: Table) -> Lines:
    return [_row(table.head), _row(["---"] * len(table.head), is_rule=True), *(_row(row) for row in table.rows)]


def _row(cells: Sequence[str], *, is_rule: bool = False) -> str:
    return f"| {' | '.join(cells if is_rule else map(_text, cells))} |"


def _rich(rich: Rich) -> str:
    """Rich text on one line. What would begin a block is escaped in its first piece alone."""
    parts: list[str] = []
    for piece in rich:
        parts.append(_piece(piece, is_first=not "".join(parts).strip()))
    return "".join(parts).strip()


def _piece(piece: Piece, *, is_first: bool) -> str:
    text = _text(piece.text) if is_first else _inner(piece.text)
    if not text:
        return " " if piece.text else ""
    match piece.tone:
        case Tone.PLAIN | Tone.LINK | Tone.CITE:
            told = text
        case Tone.STRONG:
            told = f"**{text}**"
        case Tone.STRESS | Tone.FAINT:
            told = f"*{text}*"
        case _:
            assert_never(piece.tone)
    # The marks must stand close to the words, and the spaces outside of them.
    return f"{' ' if piece.text[0].isspace() else ''}{told}{' ' if piece.text[-1].isspace() else ''}"


def _text(text: str) -> str:
    """Outside text at the start of a line or of a cell."""
    return _AT_START.sub(_escaped_start, _inner(text), count=1) if _AT_START.match(one_line(text)) else _inner(text)


def _escaped_start(match: re.Match[str]) -> str:
    """A number before a full stop is escaped at the full stop, for digits cannot be."""
    found = match[1]
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _inner(text: str) -> str:
    """Outside text within a line: on one line, harmless, and no mark in it."""
    return _MARKUP.sub(_escaped, one_line(text))


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in match[1])
