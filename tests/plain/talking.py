"""Talking to the plain face from a test: answers in, everything that was said out."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from game.content import load_pack
from game.engine.model import Pack
from game.plain.face import run
from game.plain.talk import Talk
from game.play.setup import Wish
from game.saves import SaveStore

ROOT = Path(__file__).parents[2]
CRISIS = "1898-fashoda"
BRITAIN = Wish(crisis=CRISIS, seat="britain")
FRANCE = Wish(crisis=CRISIS, seat="france")
BOTH = Wish(crisis=CRISIS, hot_seat=True)
WATCH = Wish(crisis=CRISIS, watch=True)


@cache
def tutorial() -> Pack:
    """The tutorial, read once."""
    return load_pack(ROOT / "scenarios" / "tutorial")


def talk_to(
    store: SaveStore,
    answers: Iterable[str],
    wish: Wish | None = None,
    *,
    save: str | None = None,
    seed: int | None = 1,
    pack: Pack | None = None,
    is_person: bool = False,
    width: int = 79,
) -> str:
    """Play with these answers, one a line; what was said comes back."""
    heard = io.StringIO()
    source = io.StringIO("".join(f"{answer}\n" for answer in answers))
    talk = Talk(source, heard, is_person=is_person, width=width)
    run(pack or tutorial(), store, wish=wish, save=save, seed=seed, talk=talk)
    return heard.getvalue()
