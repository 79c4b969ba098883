"""How the desk shares its room, from a cell to a wall: numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.tui.widgets.page_view import MAX_COLUMN

PANEL_FROM: Final = 100
"""From this width on, the meters stand beside the text."""
WIDE_PANEL_FROM: Final = 116
SECTIONS_FROM: Final = 150
"""From this width on, so do the headings of a long page."""
STRIP_FROM: Final = 16
"""From this height on, a line of meters stands above the text where there is no room beside it."""
AIR_FROM: Final = 32
"""From this height on, a blank line stands below the header."""

SECTIONS, GAP = 28, 3
"""The width of the headings, and the cells between columns; app.tcss says the same."""


@dataclass(frozen=True, slots=True)
class Room:
    """What each part gets; 0 is nothing at all."""

    panel: int
    sections: int
    column: int
    strip: bool
    header: bool
    keys: bool
    divider: bool
    air: bool
    dock: int
    page: int


def share_room(
    width: int,
    height: int,
    *,
    meters: bool,
    long_page: bool,
    dock_has_keyboard: bool,
    dock_lines: Callable[[int], int],
    page_lines: Callable[[int], int],
) -> Room:
    """Share the room so that the head of the text stays in sight, and what may be done stays below it.

    Args:
        width: cells across.
        height: lines.
        meters: whether there are meters to show.
        long_page: whether its headings are worth a list.
        dock_has_keyboard: then the dock may take more than its share.
        dock_lines: how many lines the dock would like at a width.
        page_lines: how many the page has at a width.
    """
    panel = (34 if width < WIDE_PANEL_FROM else 40) if meters and width >= PANEL_FROM else 0
    sections = SECTIONS if long_page and width >= SECTIONS_FROM else 0
    beside = sum(part + GAP for part in (panel, sections) if part)
    margin = 2 if width >= 40 else 0
    column = max(1, min(width - beside - margin, MAX_COLUMN + 3))
    strip = meters and not panel and height >= STRIP_FROM
    header, keys, divider, air = height >= 8, height >= 5, height >= 7, height >= AIR_FROM
    room = height - sum((header, keys, divider, air, strip))
    dock = min(dock_lines(column), max(1, room - min(3, room // 2)))
    if not dock_has_keyboard:
        dock = min(dock, max(3, room * 9 // 20))
    page = max(1, min(page_lines(max(1, column - 1)), room - dock))  # one cell is the scroll bar's
    return Room(panel, sections, column, strip, header, keys, divider, air, dock, page)
