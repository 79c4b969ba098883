"""The game in a terminal, with Textual. Everything else of the game works without this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine.model import Pack
    from game.play.setup import Wish
    from game.saves.store import SaveStore

__all__ = ["run"]


def run(
    pack: Pack,
    store: SaveStore,
    *,
    wish: Wish | None = None,
    save: str | None = None,
    seed: int | None = None,
    packs: Callable[[str], Pack] | None = None,
) -> int:
    """Open the game on the screen, and answer with the exit code.

    Args:
        pack: what is played.
        store: where saves are.
        wish: the terms of a new game; what it leaves out is asked. None: the title, or the save.
        save: the save to go on with; or, with a wish, what to call the new one.
        seed: the luck of a new game.
        packs: loads another pack by its id; by default, those that the game ships.

    Raises:
        GameError: if what was asked for cannot be begun or taken up.
    """
    from game.tui.start import start

    return start(pack, store, wish=wish, save=save, seed=seed, packs=packs)
