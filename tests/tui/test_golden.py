"""The main screens as text, at the sizes that matter. Look at a difference before believing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.play.setup import Wish
from game.tui.settings import Settings, Signs
from tests.tui.driving import drive, make_app, match_golden, press, small, text

SIZES = [(60, 24), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_screens_of_a_game_look_as_they_did(tmp_path: Path, size: tuple[int, int]) -> None:
    """Title, setting up, briefing, decision, a choice under the cursor, confirmation, forecast, reveal, meters."""
    app = make_app(small(), tmp_path)
    shown: dict[str, str] = {}

    async def script(pilot: Pilot[int]) -> None:
        async def keys(name: str, *pressed: str) -> None:
            await press(pilot, *pressed)
            shown[name] = text(pilot)

        await keys("title")
        await keys("seat", "1")
        await keys("story", "1")
        await keys("terms", "2")
        await keys("briefing", "enter")
        await keys("decision", "enter")
        await keys("closed", "2")
        await keys("choice", "1")
        await keys("confirm", "enter")
        await keys("forecast", "enter", "7", "5")
        await keys("reveal", "enter")
        await keys("meters", "m")

    drive(app, script, size)
    for name, screen in shown.items():
        match_golden(f"{name}-{size[0]}x{size[1]}", screen)


def test_a_game_in_ascii_looks_as_it_did(tmp_path: Path) -> None:
    """And holds nothing but ASCII, frames and bars included."""
    settings = Settings(signs=Signs.ASCII, motion=False)
    app = make_app(small(), tmp_path, wish=Wish(crisis="1900-bridge", seat="north"), settings=settings)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "1", "enter", "enter", "s")
        match_golden("ascii-reveal-80x24", text(pilot))
        await press(pilot, "m")
        match_golden("ascii-meters-80x24", text(pilot))
        assert text(pilot).isascii()

    drive(app, script)


def test_the_debrief_on_a_wide_screen_looks_as_it_did(tmp_path: Path) -> None:
    """With its headings at one side and the meters at the other."""
    app = make_app(small(), tmp_path, wish=Wish(crisis="1900-bridge", watch=True))

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, *["enter"] * 4)
        match_golden("debrief-160x50", text(pilot))

    drive(app, script, (160, 50))
