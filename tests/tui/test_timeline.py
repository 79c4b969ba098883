"""x"""

from __future__ import annotations
from pathlib import Path
import pytest
from textual.pilot import Pilot
from game.play.playthrough import Playthrough
from game.saves.store import SaveStore
from game.tui.app import GameApp
from tests.play.weir import over, weir
from tests.tui.driving import drive, make_app, press, text


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40), (200, 60), (20, 5)])
def test_x(tmp_path: Path, size) -> None:
    game = over()
    SaveStore(tmp_path / "saves").create("kept", game.tree).close()
    app = make_app(weir(), tmp_path, save="kept")

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "t")
        print(text(pilot))
        await press(pilot, "home", "right", "w")
        print(text(pilot))
        await press(pilot, "1")
        print(text(pilot))
        await press(pilot, "escape")
        print(text(pilot))
        await press(pilot, "n", *"abc", "enter", "c")
        print(text(pilot))
        await press(pilot, "1")
        print(text(pilot))
        await press(pilot, "escape", "enter")
        print(text(pilot))
        await press(pilot, "escape", "p")
        print(text(pilot))

    drive(app, script, size)
