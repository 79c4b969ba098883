"""The same crisis from the other side: what one decided before is what that side has to live with."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import load_pack
from game.engine.model import Pack
from game.errors import UsageError
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.saves import Picker, decode, encode

FASHODA = Path(__file__).parents[2] / "scenarios" / "tutorial"
STORY = "1898-fashoda"


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The tutorial's rivalry."""
    return load_pack(FASHODA)


def played(pack: Pack, wish: Wish, choose: int, seed: int = 11) -> Playthrough:
    """To the end, taking the ``choose``th open choice all along."""
    game = Playthrough(pack, new_tree(pack, wish, seed))
    while not isinstance(game.stage, Finale):
        if isinstance(game.stage, Decision):
            known = [option for option in game.stage.options if option.is_open]
            game.choose(known[choose % len(known)].choice.id)
        elif isinstance(game.stage, Foresee):
            game.forecast(50)
        else:
            game.proceed()
    return game


def decided(game: Playthrough, seat: str) -> dict[str, str]:
    """What a seat did."""
    return {node.beat: node.choice for node in game.path if game.pack.beats[node.beat].actor == seat}


@pytest.mark.parametrize("choose", range(3))
def test_the_other_side_does_what_was_decided_where_it_is_still_open(pack: Pack, choose: int) -> None:
    """And by the computer's weights where the new timeline has closed it, or never came to it before."""
    first = decided(played(pack, Wish(crisis=STORY, seat="france"), choose), "france")
    game = played(pack, Wish(crisis=STORY, seat="britain", earlier=first), 1)
    assert game.root.seats == {"france": Picker.EARLIER, "britain": Picker.PERSON}
    again = decided(game, "france")
    assert again
    for step in game.steps:
        if step.beat is not None and step.choice is not None and step.beat.actor == "france":
            wanted = step.beat.choice(first.get(step.beat.id, ""))
            was_open = wanted is not None and (wanted.when is None)
            assert not was_open or step.choice is wanted


def test_what_is_not_open_is_left_to_the_computer(pack: Pack) -> None:
    """A save may hold a choice that the content has lost."""
    beat = next(beat for beat in pack.beats.values() if beat.actor == "france")
    wish = Wish(crisis=STORY, seat="britain", earlier={beat.id: "no-such-choice"})
    plain = played(pack, Wish(crisis=STORY, seat="britain"), 0)
    assert decided(played(pack, wish, 0), "france") == decided(plain, "france")


def test_the_save_keeps_what_it_is_played_against(pack: Pack) -> None:
    """Taken up tomorrow, the other side still does what it did."""
    first = decided(played(pack, Wish(crisis=STORY, seat="france"), 1), "france")
    tree = new_tree(pack, Wish(crisis=STORY, seat="britain", earlier=first), 3)
    assert decode(encode(tree), where="the save").root.earlier == first


def test_history_and_an_earlier_game_cannot_both_hold_a_seat(pack: Pack) -> None:
    """One of the two is asked for."""
    with pytest.raises(UsageError, match="not both"):
        new_tree(pack, Wish(crisis=STORY, seat="britain", against_history=True, earlier={"a/b": "c"}), 1)
