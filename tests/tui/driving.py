"""A player made of keys and clicks, and the screen as text. Helpers for the tests of the screens."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from difflib import unified_diff
from functools import cache
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from game.content import load_pack
from game.engine.model import Pack
from game.play.setup import Wish
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.settings import Settings, keep_settings
from game.tui.start import first_deed, remembered
from game.tui.widgets.lines import LineView

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "scenarios" / "tutorial"
SMALL = Path(__file__).parent / "small"
GOLDEN = Path(__file__).parent / "golden"
UPDATE = "UPDATE_GOLDEN"
"""Set this in the environment to write the golden screens anew; then read the difference."""

QUIET = 4
"""So many rounds without a message are taken for the end of what was set off."""
NAMED = {"space": " ", "enter": "\r", "tab": "\t", "question_mark": "?", "minus": "-", "plus": "+"}

Script = Callable[[Pilot[int]], Awaitable[None]]


@cache
def tutorial() -> Pack:
    """The pack that teaches the game."""
    return load_pack(TUTORIAL)


@cache
def small() -> Pack:
    """A pack of three beats that no writer edits: what the golden screens show."""
    return load_pack(SMALL)


def make_app(
    pack: Pack,
    folder: Path,
    *,
    wish: Wish | None = None,
    save: str | None = None,
    seed: int = 3,
    settings: Settings | None = None,
    packs: Callable[[str], Pack] | None = None,
) -> GameApp:
    """The app on saves in a folder, with nothing that moves by itself."""
    file = folder / "settings.json"
    keep_settings(file, settings or Settings(motion=False))
    store = SaveStore(folder / "saves")
    known = remembered(pack, packs or (lambda _name: tutorial()))
    return GameApp(pack, store, known, file, first=first_deed(pack, store, wish, save, seed, known))


def drive(app: GameApp, script: Script, size: tuple[int, int] = (80, 24), *, toasts: bool = False) -> None:
    """Run the app without a terminal, and play the script on it. A crash of the app fails the test."""

    async def go() -> None:
        async with app.run_test(size=size, notifications=toasts) as pilot:
            await settled(pilot)
            await script(pilot)

    asyncio.run(go())


async def settled(pilot: Pilot[int]) -> None:
    """Until everything that was set off has been done and painted. It counts messages; it waits for no clock."""
    app = pilot.app
    quiet = 0
    while quiet < QUIET:
        if not app.is_running or not app.screen_stack or not await pilot._wait_for_screen():
            return
        await asyncio.sleep(0)
        pumps = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
        waiting = any(pump.message_queue_size for pump in pumps) or bool(app.screen._callbacks)
        waiting = waiting or any(not worker.is_finished for worker in app.workers)
        quiet = 0 if waiting else quiet + 1
        app.screen._on_timer_update()


def send_key(pilot: Pilot[int], key: str) -> None:
    """Press a key, by its name or its letter, and do not look at what happens."""
    name = _character_to_key(key) if len(key) == 1 else key
    character = key if len(key) == 1 else NAMED.get(key)
    event = events.Key(name, character)
    event.set_sender(pilot.app)
    driver = pilot.app._driver
    assert driver is not None
    driver.send_message(event)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, each after what the last one set off."""
    for key in keys:
        send_key(pilot, key)
        await settled(pilot)


def lines(pilot: Pilot[int]) -> list[str]:
    """The screen as text, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def text(pilot: Pilot[int]) -> str:
    """The screen as text."""
    return "\n".join(lines(pilot)).rstrip() + "\n"


async def click_text(pilot: Pilot[int], wanted: str, *, within: str | None = None) -> None:
    """Click on the first place of the screen where some text stands."""
    region = pilot.app.screen.query_one(within).region if within else None
    for y, shown in enumerate(lines(pilot)):
        if region is not None and not region.y <= y < region.bottom:
            continue
        x = shown.find(wanted, region.x if region is not None else 0)
        if x >= 0:
            await pilot.click(offset=(x, y))
            await settled(pilot)
            return
    raise AssertionError(f"'{wanted}' is not on the screen:\n{text(pilot)}")


def texts(pilot: Pilot[int]) -> str:
    """Everything that the present screen's views hold, in sight or not."""
    found: list[str] = []
    for view in pilot.app.screen.query(LineView):
        found += ["".join(bit.text for bit in line) for line in view.lines]
    return "\n".join(found)


def match_golden(name: str, shown: str) -> None:
    """Compare with what was looked at and found good."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get(UPDATE):
        file.write_text(shown, encoding="utf-8")
    assert file.is_file(), f"there is no {file.name}; look at the screen, then run with {UPDATE}=1"
    found = file.read_text(encoding="utf-8")
    difference = "\n".join(unified_diff(found.splitlines(), shown.splitlines(), "golden", "now", lineterm=""))
    assert not difference, f"{file.name} differs; look, then run with {UPDATE}=1\n{difference}"


def stage_name(app: GameApp) -> str:
    """What kind of stage the game stands at."""
    assert app.session is not None
    return type(app.session.game.stage).__name__
