"""Text in columns of a page 80 wide, folded as a terminal counts; no word is too long."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from game.harmless import one_line
from game.plain.render import cells

WIDTH: Final = 80


def said(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Text as lines of the page, the first and the rest each with what stands before it."""
    lines = folded(text, WIDTH - max(len(first), len(rest)))
    return [f"{rest if at else first}{line}" for at, line in enumerate(lines)]


def row(*columns: tuple[str, int]) -> list[str]:
    """A row of a table: each cell folded to its width."""
    return beside(*((folded(text, width), width) for text, width in columns))


def beside(*blocks: tuple[Sequence[str], int]) -> list[str]:
    """Blocks of lines side by side, a space between."""
    return [
        " ".join(line + " " * (width - cells(line)) for line, (_, width) in zip(lines, blocks, strict=True)).rstrip()
        for lines in zip_longest(*(lines for lines, _ in blocks), fillvalue="")
    ]


def folded(text: str, width: int) -> list[str]:
    """Text as lines that fit a column, however long its words."""
    lines = [""]
    for word in one_line(text).split(" "):
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while cells(lines[-1]) > width:
            most = max(at for at in range(1, len(lines[-1]) + 1) if at == 1 or cells(lines[-1][:at]) <= width)
            lines[-1:] = [lines[-1][:most], lines[-1][most:]]
    return lines
