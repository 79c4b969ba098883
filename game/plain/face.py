"""Opening the plain face: which save, on which terms, and what is said on leaving."""

from __future__ import annotations

import secrets
import shlex
import sys

from game.engine.model import Pack
from game.errors import SaveForeign
from game.harmless import one_line
from game.plain.session import Left, Session
from game.plain.setup import Resumed, ask_all, ask_rest
from game.plain.talk import Ended, Talk
from game.play.setup import Wish, new_tree, players_of, title_of
from game.play.terms import refit
from game.saves import Kept, SaveStore


def run(
    pack: Pack,
    store: SaveStore,
    *,
    wish: Wish | None = None,
    save: str | None = None,
    seed: int | None = None,
    come_back: str = "two-tigers --plain",
    talk: Talk | None = None,
) -> None:
    """Play in lines until the end, or until the player or the input has had enough.

    Args:
        pack: what is played.
        store: where saves are.
        wish: the terms of a new game; what they leave open is asked. None asks everything.
        save: the save to go on with, if there is one of that name and no wish; else what to call the new one.
        seed: the luck of a new game; None throws it.
        come_back: the command that opens this face with this pack, to tell how to go on.
        talk: the conversation; None for standard input and output.

    Raises:
        GameError: what cannot be done, in a sentence.
    """
    talk = talk if talk is not None else Talk.standard()
    try:
        kept = _opened(talk, pack, store, wish, save, seed)
    except Left:
        return
    except Ended:
        _tell("the input ended before a game was chosen; nothing was begun")
        return
    with kept:
        again = f"{come_back} --resume {shlex.quote(kept.name)}"
        try:
            _play(talk, pack, kept)
        except Left:
            talk.lines([""])
            talk.say(f"Kept as '{kept.name}'. To go on, type:")
            talk.lines([again])
        except Ended:
            talk.lines([""])
            _tell(f"the input ended before the game did; it is kept as '{kept.name}'; to go on: {again}")
        except KeyboardInterrupt:
            talk.lines([""])
            _tell(f"interrupted; the game is kept as '{kept.name}'; to go on: {again}")
            raise
        else:
            talk.lines([""])
            talk.say(f"This game stays here as '{kept.name}'. To look back or decide otherwise, type:")
            talk.lines([again])


def _opened(talk: Talk, pack: Pack, store: SaveStore, wish: Wish | None, save: str | None, seed: int | None) -> Kept:
    """The save to play, open."""
    if wish is None and save is not None and save in store.names():
        return _resumed(talk, pack, store, save)
    if wish is None and save is None:
        answer = ask_all(talk, pack, store)
        if isinstance(answer, Resumed):
            return _resumed(talk, pack, store, answer.name)
        wish = answer
    tree = new_tree(pack, ask_rest(talk, pack, wish or Wish()), seed if seed is not None else secrets.randbelow(2**32))
    return store.create(save, tree)


def _resumed(talk: Talk, pack: Pack, store: SaveStore, name: str) -> Kept:
    """A save, open; one that no longer fits the pack is left alone, and what fits of it begins a new one."""
    kept = store.open(name)
    if kept.tree.root.pack != pack.id:
        kept.close()
        raise SaveForeign(
            f"the save '{name}' plays the pack '{kept.tree.root.pack}', not '{pack.id}'; name it with --pack"
        )
    try:
        Session(talk, pack, kept)
    except SaveForeign as error:
        kept.close()
        talk.say(f"{one_line(str(error))}. The scenario has changed since this game was played.")
        while True:
            answer = talk.ask("Enter to go on with what still fits, as a new save; q to leave it as it is:")
            if answer.lower() in ("q", "quit"):
                raise Left from None
            if not answer:
                break
            talk.wrong("Press Enter to go on, or type q.")
        talk.went_on()
        tree, lost = refit(pack, kept.tree)
        fresh = store.create(None, tree)
        talk.say(f"Left behind: {lost} of {len(kept.tree.nodes)} decisions. The new save is '{fresh.name}'.")
        return fresh
    except BaseException:
        kept.close()
        raise
    if kept.tree.root.digest != pack.digest:
        talk.say("The scenario has changed a little since this game was begun; all its decisions still hold.")
    return kept


def _play(talk: Talk, pack: Pack, kept: Kept) -> None:
    root = kept.tree.root
    session = Session(talk, pack, kept)
    talk.lines([""])
    talk.say(
        f"{title_of(pack, root)}: {players_of(pack, root)}. Kept as '{kept.name}'; seed {root.seed}. "
        "Type ? at any prompt for what can be typed."
    )
    session.play()


def _tell(text: str) -> None:
    """A line beside the game: standard output may be a file that is read later."""
    sys.stdout.flush()
    sys.stderr.write(f"two-tigers: {one_line(text)}\n")
    sys.stderr.flush()
