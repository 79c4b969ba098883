"""A report as one HTML file: nothing is fetched, nothing runs, and no text is ever taken for markup."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final, assert_never
from zlib import crc32

from game.harmless import one_line
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Meters,
    Options,
    Para,
    Piece,
    Rich,
    Speech,
    Table,
    Tone,
)
from game.report.chart import legend, svg
from game.report.model import Report
from game.report.parts import Beside, Charts, Part, Section
from game.report.sections import sections
from game.report.worded import breaks, meters_table
from game.report.wording import facts, kicker, yours

_FIRST_LEVEL: Final = 3
"""Headings of a page stand below the report's title and the section's."""
_NUMBER: Final = re.compile(r"[+−–-]?\d*( ?%)?( \([+−–-]?\d+\))?|0\.\d\d")
_MOST_NARROW: Final = 5
"""A table of more columns is set in smaller type."""
_LONG: Final = 40
"""Letters in a cell for which a small window leaves no room beside so many others."""
_MOST_WHOLE: Final = 10
"""A table of so many rows is kept on one page of paper."""


def as_html(report: Report) -> str:
    """The whole document."""
    style = files("game.report").joinpath("report.css").read_text("utf-8")
    told = sections(report)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_attribute(report.pack.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(report.head.title)}: {_text(kicker(report))}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *_header(report),
        *_contents(told),
        "<main>",
        *(line for section in told for line in _section(report, section)),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def blocks_html(blocks: Iterable[Block], level: int = _FIRST_LEVEL) -> list[str]:
    """Page blocks as HTML, one renderer for every page of the game.

    Args:
        blocks: what to render.
        level: the level that a page's own first headings take in the document.
    """
    return [line for block in blocks for line in _block(block, level)]


def _policy(style: str) -> str:
    """Nothing may be loaded or run; this one style sheet may be used."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _header(report: Report) -> list[str]:
    rows = [f"<div><dt>{_text(label)}</dt><dd>{_text(value)}</dd></div>" for label, value in facts(report)]
    return [
        "<header>",
        f'<p class="kicker">{_text(kicker(report))}</p>',
        f"<h1>{_text(report.head.title)}</h1>",
        '<p class="hand"><span>Name</span><span class="rule"></span><span>Class</span><span class="rule"></span></p>',
        '<dl class="facts">',
        *rows,
        "</dl>",
        "</header>",
    ]


def _contents(told: Sequence[Section]) -> list[str]:
    items = [f'<li><a href="#{_attribute(section.id)}">{_text(section.title)}</a></li>' for section in told]
    return ['<nav aria-label="Contents">', "<ol>", *items, "</ol>", "</nav>"]


def _section(report: Report, section: Section) -> list[str]:
    kind = ' class="begins-page"' if section.begins_page else ""
    name = _attribute(section.id)
    lines = [f'<section id="{name}" aria-labelledby="{name}-title"{kind}>']
    if section.kicker:
        lines.append(f'<p class="kicker">{_text(section.kicker)}</p>')
    lines.append(f'<h2 id="{name}-title">{_text(section.title)}</h2>')
    if any(isinstance(part, Charts) for part in section.parts):
        lines.append(legend(yours(report.head)))
    body = (
        _sources(section)
        if section.id == "sources"
        else [x for part in section.parts for x in _part(part, yours(report.head))]
    )
    return [*lines, *body, "</section>"]


def _sources(section: Section) -> list[str]:
    """The list of works, each with the place to which its citations lead."""
    works = [rich for part in section.parts if isinstance(part, Bullets) for rich in part.items]
    items = [f'<li id="source-{number}">{_rich(rich)}</li>' for number, rich in enumerate(works, 1)]
    return ['<ol class="sources">', *items, "</ol>"]


def _part(part: Part, you: str) -> list[str]:
    if isinstance(part, Charts):
        return ['<div class="charts">', *(line for chart in part.charts for line in _figure(chart, you)), "</div>"]
    if isinstance(part, Beside):
        lines = ['<div class="beside">', "<div>", *blocks_html(part.yours), "</div>"]
        if part.historys:
            lines += ["<div>", *blocks_html(part.historys), "</div>"]
        return [*lines, "</div>"]
    return blocks_html((part,))


def _block(block: Block, level: int) -> list[str]:
    match block:
        case Heading():
            at = min(level + block.level - 1, 6)
            return [f"<h{at}>{_text(block.text)}</h{at}>"]
        case Para():
            return [f"<p>{_rich(block.rich)}</p>"]
        case Bullets():
            tag = "ol" if block.numbered else "ul"
            items = [f"<li>{'<br>'.join(_rich(part) for part in breaks(item))}</li>" for item in block.items]
            return [f"<{tag}>", *items, f"</{tag}>"]
        case Speech():
            return _speech(block)
        case CallOut():
            told = [f"<p>{_rich(rich)}</p>" for rich in block.paragraphs]
            label = f'<p class="label">{_text(block.label)}</p>'
            return [f'<div class="call-out {block.kind.value}">', label, *told, "</div>"]
        case Meters():
            return _table(meters_table(block))
        case Table():
            return _table(block)
        case Chart():
            return [*_figure(block, "You"), *_table(block.table)]
        case Options():
            return _options(block)
    assert_never(block)


def _figure(chart: Chart, you: str) -> list[str]:
    name = f"chart-{chart.ref}-{crc32(repr(chart).encode()):08x}"
    return [
        "<figure>",
        f'<figcaption aria-hidden="true">{_text(chart.title)}</figcaption>',
        svg(chart, name, you),
        "</figure>",
    ]


def _speech(block: Speech) -> list[str]:
    who = f"<strong>{_text(block.name)}</strong>{f', {_text(block.role)}' if block.role else ''}"
    leans = f' <span class="faint">(Leans to: {_text(block.leans)})</span>' if block.leans else ""
    return [f'<div class="speech"><p>{who}: {_rich(block.rich)}{leans}</p></div>']


def _options(block: Options) -> list[str]:
    items: list[str] = []
    for row in block.rows:
        closed = f' <span class="faint">(Closed: {_text(row.closed)})</span>' if row.closed else ""
        told = f" {_rich(row.rich)}" if row.rich else ""
        items.append(f'<li value="{row.number}"><strong>{_text(row.title)}</strong>{told}{closed}</li>')
    return [f"<p>{_text(block.question)}</p>", "<ol>", *items, "</ol>"]


def _table(table: Table) -> list[str]:
    """A table whose columns of figures stand to the right. It scrolls by itself where a window is too narrow."""
    columns = range(len(table.head))
    figures = {at for at in columns if at and table.rows and all(_NUMBER.fullmatch(row[at]) for row in table.rows)}
    head = [f'<th scope="col"{_kind(at in figures)}>{_text(cell)}</th>' for at, cell in enumerate(table.head)]
    rows: list[str] = []
    for row in table.rows:
        cells = [f'<th scope="row">{_text(row[0])}</th>'] if row else []
        cells += [f"<td{_kind(at in figures)}>{_text(row[at])}</td>" for at in columns if at]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    words = max((len(cell) for row in table.rows for cell in row), default=0)
    kinds = [
        *(["worded"] if len(table.head) >= _MOST_NARROW and words > _LONG else []),
        *(["wide"] if len(table.head) > _MOST_NARROW else []),
        *(["short"] if len(rows) <= _MOST_WHOLE else []),
    ]
    return [
        '<div class="scroll" tabindex="0" role="group" aria-label="Table">',
        f'<table class="{" ".join(kinds)}">' if kinds else "<table>",
        f"<thead><tr>{''.join(head)}</tr></thead>",
        "<tbody>",
        *rows,
        "</tbody>",
        "</table>",
        "</div>",
    ]


def _kind(is_figure: bool) -> str:
    return ' class="figure"' if is_figure else ""


def _rich(rich: Rich) -> str:
    return "".join(_piece(piece) for piece in rich)


def _piece(piece: Piece) -> str:
    text = _spaced(piece.text)
    match piece.tone:
        case Tone.PLAIN | Tone.LINK:
            return text
        case Tone.STRONG:
            return f"<strong>{text}</strong>"
        case Tone.STRESS:
            return f"<em>{text}</em>"
        case Tone.FAINT:
            return f'<span class="faint">{text}</span>'
        case Tone.CITE:
            number = piece.text.strip("[]")
            return f'<a class="cite" href="#source-{number}">{text}</a>' if number.isdecimal() else text
    assert_never(piece.tone)


def _text(text: str) -> str:
    """Outside text: on one line, harmless, every special character escaped."""
    return escape(one_line(text))


def _spaced(text: str) -> str:
    """The same for a piece within a line: the spaces at its ends divide it from its neighbours."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{_text(text)}{' ' if text[-1].isspace() else ''}"


def _attribute(text: str) -> str:
    return escape(one_line(text), quote=True)
