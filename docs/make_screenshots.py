"""Draws the pictures of the documentation anew: ``python docs/make_screenshots.py`` in the folder of the project.

The game is played without a terminal up to the moments worth showing, and each is exported as SVG into docs/img.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402

from game.content import load_pack  # noqa: E402
from game.play.setup import Wish  # noqa: E402
from game.saves.store import SaveStore  # noqa: E402
from game.tui.app import GameApp  # noqa: E402
from game.tui.session import begin  # noqa: E402
from game.tui.settings import Settings, keep_settings  # noqa: E402

IMAGES: Final = ROOT / "docs" / "img"
SIZE: Final = (116, 42)
SEED: Final = 1958
SCRIPT: Final = (
    (("enter", "3"), "decision"),
    (("enter", "enter", "6", "5", "enter"), "reveal"),
)
"""Keys to press, and the picture to take then: Mao at Quemoy, who this once tells his ally beforehand."""


async def draw(folder: Path) -> None:
    """Play, and take the pictures."""
    pack = load_pack(ROOT / "scenarios" / "sino-soviet")
    settings = folder / "settings.json"
    keep_settings(settings, Settings(motion=False))
    store = SaveStore(folder / "saves")
    session = begin(store, pack, Wish(crisis="1958-quemoy", seat="china"), SEED)
    app = GameApp(pack, store, lambda _name: pack, settings, first=lambda app: app.play(session))
    async with app.run_test(size=SIZE) as pilot:
        for keys, name in SCRIPT:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            take(pilot, name)


def take(pilot: Pilot[int], name: str) -> None:
    """Export what is on the screen."""
    IMAGES.mkdir(exist_ok=True)
    # Some viewers close up the spaces of a text unless it says that they count.
    svg = pilot.app.export_screenshot(title="Two Tigers").replace("<text ", '<text xml:space="preserve" ')
    (IMAGES / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        asyncio.run(draw(Path(where)))
