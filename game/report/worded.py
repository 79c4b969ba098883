"""What the renderers share: a meter as a row of a table, and an item of a quiz in lines."""

from __future__ import annotations

import re
from typing import Final

from game.play.page import Meters, Piece, Rich, Table
from game.play.pages.common import signed

_GAP: Final = re.compile(r" {3,}")
"""Between a quiz's question and each of its answers."""


def meters_table(meters: Meters) -> Table:
    """Meters as a table; columns that would be empty are left out."""
    rows = meters.rows
    columns = [
        ("Meter", [row.title for row in rows]),
        ("Value", [str(row.value) for row in rows]),
        ("Change", [signed(row.change) if row.change else "" for row in rows]),
        ("History", ["" if row.history is None else str(row.history) for row in rows]),
        ("In words", [row.words for row in rows]),
        ("Because of", [row.because for row in rows]),
    ]
    kept = [(label, cells) for at, (label, cells) in enumerate(columns) if at < 2 or any(cells)]
    return Table(tuple(label for label, _ in kept), tuple(zip(*(cells for _, cells in kept), strict=True)))


def breaks(rich: Rich) -> tuple[Rich, ...]:
    """Rich text in the lines that wide gaps divide it into."""
    lines: list[list[Piece]] = [[]]
    for piece in rich:
        first, *others = _GAP.split(piece.text)
        lines[-1].append(Piece(first, piece.tone, piece.ref))
        lines += [[Piece(text, piece.tone, piece.ref)] for text in others]
    return tuple(tuple(pieces) for pieces in lines)
