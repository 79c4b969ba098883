"""Games that have been explored: a river with secrets, and a way to any stage of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from game.content import load_pack
from game.engine.model import Pack
from game.play.branches import Branch, Branches, Stop, branches_of
from game.play.exploring import Explored, ask, keep
from game.play.page import Page, words
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.saves import Picker, Tree
from tests.play.test_playthrough import DAM, ICE, PACK, TOLL, text_of

WEST = Wish(campaign="river", seat="west", against_history=True)
EAST = Wish(campaign="river", seat="east", against_history=True)
BOTH = Wish(campaign="river", hot_seat=True)
WATCH = Wish(campaign="river", watch=True)


@cache
def river() -> Pack:
    """Two banks of a river: East may build a dam in secret; without it West cannot break it, and no ice comes."""
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "river"
        (folder / "crises").mkdir(parents=True)
        (folder / "pack.yaml").write_text(PACK, "utf-8")
        for name, text in (("1901-dam", DAM), ("1902-ice", ICE), ("1903-toll", TOLL)):
            (folder / "crises" / f"{name}.yaml").write_text(text, "utf-8")
        return load_pack(folder)


def begun(wish: Wish, kept: list[Tree] | None = None, *, seed: int = 5) -> Playthrough:
    """A fresh game of the river; ``kept`` collects what was put in a safe place."""
    return Playthrough(river(), new_tree(river(), wish, seed), kept.append if kept is not None else lambda _tree: None)


def on(game: Playthrough, until: type = Finale, decide: dict[str, str] | None = None) -> Playthrough:
    """Play on until a kind of stage, as in history where nothing else is said."""
    for _ in range(200):
        stage = game.stage
        if isinstance(stage, until):
            return game
        if isinstance(stage, Decision):
            game.choose((decide or {}).get(stage.beat.id, stage.beat.history.id), f"Why: {stage.beat.title}.")
        elif isinstance(stage, Foresee):
            game.forecast(40)
        else:
            game.proceed()
    raise AssertionError(f"the game never came to a {until.__name__}")


def stop_at(branches: Branches, beat: str, branch: int = 0) -> Stop:
    """The stop of a beat on a branch."""
    return next(stop for stop in branches.branches[branch].stops if stop.beat.id == beat)


def explore(
    game: Playthrough, beat: str, choice: str, otherwise: Picker = Picker.HISTORY
) -> tuple[Branches, Branch, Explored]:
    """Ask what if of the present timeline and let the branch grow."""
    before = branches_of(game)
    found = keep(game, before.branches[0], ask(game, before.branches[0], stop_at(before, beat), choice, otherwise))
    branches = branches_of(game)
    return branches, branches.branches[-1], found


def said(page: Page) -> str:
    """All the words of a page, lists spelt out."""
    told = [text_of(page)]
    for block in page.blocks:
        told += [words(item) for item in getattr(block, "items", ())]
    return "\n".join(told)
