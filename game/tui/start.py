"""Starting the app: whatever was asked for on the command line is begun before the screen is touched.

So a request that makes no sense is an error like any other, told by whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable

from game.content import load_pack
from game.engine.model import Pack
from game.errors import SaveForeign, UsageError
from game.locations import find_pack, settings_file, shipped_packs
from game.play.setup import Wish
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.session import Packs, Session, begin, resume


def start(
    pack: Pack,
    store: SaveStore,
    *,
    wish: Wish | None,
    save: str | None,
    seed: int | None,
    packs: Packs | None,
) -> int:
    """Run the app; see ``game.tui.run``."""
    known = remembered(pack, packs or _shipped)
    app = GameApp(pack, store, known, settings_file(), first=first_deed(pack, store, wish, save, seed, known))
    app.run()
    return app.return_code or 0


def first_deed(
    pack: Pack, store: SaveStore, wish: Wish | None, save: str | None, seed: int | None, packs: Packs
) -> Callable[[GameApp], None] | None:
    """What the app does first; a game is begun or taken up here and now.

    Raises:
        GameError: if it cannot be.
    """
    session: Session
    if wish is None:
        if save is None:
            return None
        name = save
        try:
            session = resume(store, name, packs)
        except SaveForeign as error:
            foreign = error
            return lambda app: app.offer_rest(name, foreign)
        return lambda app: app.play(session)
    if is_whole(wish):
        session = begin(store, pack, wish, seed, save)
        return lambda app: app.play(session)
    return lambda app: app.set_up(pack, wish=wish, seed=seed, name=save)


def is_whole(wish: Wish) -> bool:
    """Whether a wish says who plays, and what."""
    who = wish.seat is not None or wish.hot_seat or wish.watch
    return who and (wish.campaign is not None or wish.crisis is not None)


def remembered(pack: Pack, load: Packs) -> Packs:
    """A loader that loads each pack once, the present one not at all."""
    known = {pack.id: pack}

    def packs(name: str) -> Pack:
        if name not in known:
            known[name] = load(name)
        return known[name]

    return packs


def _shipped(name: str) -> Pack:
    """A pack that the game ships. A name from a save is never taken for a path."""
    if name not in shipped_packs():
        raise UsageError(f"the pack '{name}' is not here; start the game with --pack and its folder")
    return load_pack(find_pack(name))
