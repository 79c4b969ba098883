"""What a report is laid out from: sections of page blocks, and the two arrangements that no page of the game has."""

from __future__ import annotations

from dataclasses import dataclass

from game.play.page import Block, Chart


@dataclass(frozen=True, slots=True)
class Charts:
    """Small charts of one scale, seen together. Whoever cannot draw leaves them out: one table for all follows."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two accounts of the same moment: what was decided, and what history did (nothing, where nothing may be told)."""

    yours: tuple[Block, ...]
    historys: tuple[Block, ...]


Part = Block | Charts | Beside


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a title of its own."""

    id: str
    title: str
    kicker: str
    parts: tuple[Part, ...]
    begins_page: bool = False
    """Whether it begins a new page in print."""
