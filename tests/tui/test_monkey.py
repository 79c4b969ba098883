"""A monkey at the keyboard: whatever it presses, clicks and drags to size, the game goes on and the save is whole."""

from __future__ import annotations

import contextlib
import random
from itertools import cycle
from pathlib import Path

import pytest
from textual.pilot import OutOfBounds, Pilot

from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.settings import Settings, Signs
from tests.tui.driving import drive, make_app, press, send_key, settled, small, text, tutorial

KEYS = (
    *("enter", "space", "enter", "space", "tab", "escape", "up", "down", "left", "right", "pageup", "pagedown"),
    *("home", "end", "backspace", "delete", "shift+tab", "f1", "question_mark", "ctrl+p", "ctrl+right"),
    *"123456789", *"ucjmwnszlLdqhgb[]", *"aé中\u200d", "left_square_bracket", "right_square_bracket", "minus", "plus",
)  # fmt: skip
SIZES = ((80, 24), (20, 5), (400, 120), (60, 24), (100, 30), (150, 40), (33, 9), (1, 1), (5, 3), (2, 40), (200, 2))


async def frolic(pilot: Pilot[int], luck: random.Random, steps: int) -> None:
    """Press, click and resize at random."""
    app = pilot.app
    assert isinstance(app, GameApp)
    for step in range(steps):
        chance = luck.random()
        if chance < 0.02:
            await pilot.resize_terminal(*luck.choice(SIZES))
        elif chance < 0.05:
            width, height = app.size
            with contextlib.suppress(OutOfBounds):  # the screen may have shrunk meanwhile
                await pilot.click(offset=(luck.randrange(width), luck.randrange(height)))
        else:
            send_key(pilot, luck.choice(KEYS))
        if step % 4 == 0:
            await settled(pilot)
        if app.return_code is not None or not app.is_running or not app.screen_stack:
            return


def look_after(app: GameApp, folder: Path) -> None:
    """Whatever was saved can be read and played on."""
    assert app.return_code in (0, None)
    for listed in SaveStore(folder / "saves").listing():
        assert listed.error is None
        assert listed.tree is not None
        pack = app.packs(listed.tree.root.pack)
        assert Playthrough(pack, listed.tree).stage is not None


@pytest.mark.parametrize("seed", range(2))
def test_a_monkey_breaks_nothing(tmp_path: Path, seed: int) -> None:
    """A few hundred keys from the title, from a game, and in plain signs."""
    settings = Settings(motion=False, signs=Signs.ASCII if seed == 1 else Signs.TERMINAL)
    wish = None if seed == 0 else Wish(crisis="1900-bridge", seat="south", hot_seat=False)
    app = make_app(small(), tmp_path, wish=wish, settings=settings)

    async def script(pilot: Pilot[int]) -> None:
        await frolic(pilot, random.Random(seed), 150)

    drive(app, script)
    look_after(app, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_twenty_monkeys_break_nothing(tmp_path: Path, seed: int) -> None:
    """A thousand keys each, through every way to play."""
    wishes = (
        None,
        Wish(crisis="1898-fashoda", seat="britain"),
        Wish(campaign="fashoda", hot_seat=True),
        Wish(crisis="1898-fashoda", watch=True),
        Wish(seat="france"),
    )
    left = 1000
    luck = random.Random(seed)
    while left > 0:  # a monkey finds the way out again and again
        folder = tmp_path / str(left)
        app = make_app(tutorial(), folder, wish=wishes[seed % len(wishes)])

        async def script(pilot: Pilot[int]) -> None:
            await frolic(pilot, luck, 250)

        drive(app, script, toasts=True)
        look_after(app, folder)
        left -= 250


def test_every_size_is_survived_at_every_kind_of_screen(tmp_path: Path) -> None:
    """From one cell to more than any screen has; and the screen is whole again afterwards."""
    app = make_app(small(), tmp_path, wish=Wish(crisis="1900-bridge", seat="north"))

    async def script(pilot: Pilot[int]) -> None:
        sizes = cycle(SIZES)
        for keys in (("enter",), ("1",), ("enter",), ("enter",), ("s",), ("m",), ("escape", "c"), ("escape", "q")):
            await press(pilot, *keys)
            before = text(pilot)
            for _ in range(3):
                await pilot.resize_terminal(*next(sizes))
            await pilot.resize_terminal(80, 24)
            await settled(pilot)
            assert text(pilot) == before

    drive(app, script)
