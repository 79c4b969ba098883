"""Text set in lines: stretches of rich text broken at spaces to a width in cells.

A ``Line`` is what the widgets paint: stretches with a look, and where a click on them leads. Nothing here knows
Textual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from rich.cells import cell_len

from game.tui.marks import Marks


class To(Enum):
    """What a click or Enter on a stretch of text opens."""

    CODEX = "codex"
    WHY = "why"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a stretch of text leads."""

    to: To
    ref: str


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text within a line. ``look`` names one of ``themes.looks_of``; '' is plain."""

    text: str
    look: str = ""
    target: Target | None = None


Line = tuple[Bit, ...]

_TOKENS: Final = re.compile(r" +|[^ ]+")


def width_of(line: Iterable[Bit]) -> int:
    """The cells that a line takes."""
    return sum(cell_len(bit.text) for bit in line)


def bare(line: Iterable[Bit]) -> str:
    """A line as bare text."""
    return "".join(bit.text for bit in line)


def joined(bits: Iterable[Bit]) -> Line:
    """Neighbours of one kind run together."""
    found: list[Bit] = []
    for bit in bits:
        if found and found[-1].look == bit.look and found[-1].target == bit.target:
            found[-1] = Bit(found[-1].text + bit.text, bit.look, bit.target)
        elif bit.text:
            found.append(bit)
    return tuple(found)


def wrap(bits: Sequence[Bit], width: int, marks: Marks, *, first: Line = (), rest: Line | None = None) -> list[Line]:
    """Break a paragraph into lines.

    Args:
        bits: the paragraph.
        width: cells in a line, the lead included.
        marks: what the terminal can show.
        first: what leads the first line.
        rest: what leads the others; by default as many spaces.
    """
    if rest is None:
        rest = (Bit(" " * width_of(first)),) if first else ()
    lines: list[Line] = []
    line: list[Bit] = []
    used = 0
    lead: Line = first
    room = max(1, width - width_of(first))
    room_after = max(1, width - width_of(rest))
    gap: Bit | None = None
    for word, size, space in _words(bits, marks):
        between = cell_len(gap.text) if gap and line else 0
        if line and used + between + size > room:
            lines.append(joined((*lead, *line)))
            line, used, between, lead, room = [], 0, 0, rest, room_after
        if gap and line:
            line.append(gap)
            used += between
        while size > room:
            head, word = _cut(word, room)
            size = width_of(word)
            lines.append(joined((*lead, *line, *head)))
            line, used, lead, room = [], 0, rest, room_after
        line += word
        used += size
        gap = space
    if line or not lines:
        lines.append(joined((*lead, *line)))
    return lines


def _words(bits: Sequence[Bit], marks: Marks) -> list[tuple[list[Bit], int, Bit | None]]:
    """What may not be broken, its width, and the space after it (None where a line may break without one)."""
    found: list[tuple[list[Bit], int, Bit | None]] = []
    word: list[Bit] = []
    size = 0
    for bit in bits:
        for token in _TOKENS.findall(marks.read(bit.text)):
            if token[0] == " ":
                found.append((word, size, Bit(token, bit.look, bit.target)))
                word, size = [], 0
                continue
            cells = cell_len(token)
            if cells == len(token):
                word.append(Bit(token, bit.look, bit.target))
                size += cells
                continue
            for character in token:  # scripts without spaces may break between any two wide characters
                wide = cell_len(character)
                if wide > 1 and word:
                    found.append((word, size, None))
                    word, size = [], 0
                word.append(Bit(character, bit.look, bit.target))
                size += wide
    if word:
        found.append((word, size, None))
    return found


def _cut(word: list[Bit], room: int) -> tuple[list[Bit], list[Bit]]:
    """The first part of a word that is longer than a line, at least one character of it, and the rest."""
    head: list[Bit] = []
    left = room
    for index, bit in enumerate(word):
        for at, character in enumerate(bit.text):
            cells = cell_len(character)
            if cells > left and (head or at):
                head.append(Bit(bit.text[:at], bit.look, bit.target))
                return head, [Bit(bit.text[at:], bit.look, bit.target), *word[index + 1 :]]
            left -= cells
        head.append(bit)
    return head, []


def fitted(text: str, width: int, marks: Marks) -> str:
    """One line of text cut to a width, with a sign that it was."""
    text = marks.read(text)
    if cell_len(text) <= width:
        return text
    end = "..." if marks.ascii else "…"
    left = width - cell_len(end)
    if left <= 0:
        return end[: max(0, width)]
    kept = ""
    for character in text:
        left -= cell_len(character)
        if left < 0:
            break
        kept += character
    return kept.rstrip() + end


def padded(text: str, width: int, marks: Marks, *, right: bool = False) -> str:
    """One line of text cut or filled to exactly a width."""
    text = fitted(text, width, marks)
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
