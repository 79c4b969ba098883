"""Turning points: found by playing on from each decision, the same every time, and said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import load_pack
from game.engine.model import Pack
from game.play.page import Heading, Table
from game.play.pages import page_of
from game.play.pages.finale import TURNING
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.play.turning import turning_points

FASHODA = Path(__file__).parents[2] / "scenarios" / "tutorial"


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The tutorial's rivalry: small enough to weigh at once."""
    return load_pack(FASHODA)


def played(pack: Pack, choose: int) -> Playthrough:
    """Fashoda as France, taking the ``choose``th open choice all along."""
    game = Playthrough(pack, new_tree(pack, Wish(crisis="1898-fashoda", seat="france"), 11))
    while not isinstance(game.stage, Finale):
        if isinstance(game.stage, Decision):
            known = [option for option in game.stage.options if option.is_open]
            game.choose(known[choose % len(known)].choice.id)
        elif isinstance(game.stage, Foresee):
            game.forecast(50)
        else:
            game.proceed()
    return game


def test_the_decisions_that_moved_the_ending_most_come_first(pack: Pack) -> None:
    """Each is a decision of somebody, taken in this game, and the last one alone may decide everything."""
    game = played(pack, 0)
    found = turning_points(game)
    assert found
    assert [point.moved for point in found] == sorted((point.moved for point in found), reverse=True)
    taken = {(step.beat.id, step.choice.id) for step in game.steps if step.beat is not None and step.choice is not None}
    assert {(point.beat.id, point.choice.id) for point in found} <= taken
    assert all(point.beat.actor in ("france", "britain") for point in found)
    assert all(1 <= point.moved <= 100 for point in found)
    ending = next(ending for ending in game.run.endings if ending.id == game.state.ending)
    assert all(ending.title in point.said for point in found)


def test_the_same_game_always_gives_the_same_answer(pack: Pack) -> None:
    """A page that tells something else at every look would be believed by nobody."""
    assert turning_points(played(pack, 1)) == turning_points(played(pack, 1))


def test_nothing_is_weighed_before_the_end(pack: Pack) -> None:
    """It would give the future away."""
    game = Playthrough(pack, new_tree(pack, Wish(crisis="1898-fashoda", seat="france"), 11))
    assert turning_points(game) == ()


def test_the_last_page_shows_them_where_they_are_handed_in(pack: Pack) -> None:
    """And says nothing of them where nobody has weighed."""
    game = played(pack, 0)
    page = page_of(game, turning=turning_points(game))
    at = page.blocks.index(Heading(TURNING))
    table = next(block for block in page.blocks[at:] if isinstance(block, Table))
    assert len(table.rows) == len(turning_points(game))
    assert Heading(TURNING) not in page_of(game).blocks
