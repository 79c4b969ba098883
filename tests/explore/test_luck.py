"""The luck of many futures is the engine's, number for number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.engine import chance
from game.explore.luck import UNDECIDED, Luck, drawing, seeds_of
from tests.worlds import calm, seeds

weights = st.lists(st.none() | st.integers(0, 3) | st.integers(0, 10_000), min_size=1, max_size=9).filter(
    lambda drawn: any(weight is not None for weight in drawn)
)


def plainly(draw: int, weights: list[int | None]) -> int:
    """Which choice a draw means, in the engine's own steps; what is closed is never drawn."""
    open_at = [number for number, weight in enumerate(weights) if weight is not None]
    shares = [weights[number] or 0 for number in open_at]
    if not any(shares):
        shares = [1] * len(open_at)
    target = draw * sum(shares) >> 64
    return next(number for at, number in enumerate(open_at) if target < sum(shares[: at + 1]))


@calm
@given(st.lists(seeds, min_size=1, max_size=40), seeds)
def test_the_draws_of_many_seeds_are_those_of_each(drawn: list[int], key: int) -> None:
    """Neighbours in one large number never touch each other."""
    draws = Luck(drawn).at(key)
    for index, seed in enumerate(drawn):
        assert draws.whole(index) == chance.mix(chance.mix(seed) ^ key)
        assert draws.tops[index] == draws.whole(index) >> 56


@calm
@given(weights, st.data())
def test_a_draw_means_the_choice_that_the_engine_picks(drawn: list[int | None], data: st.DataObject) -> None:
    """By its first byte where that is enough, else by all of it; right up to the limits between choices."""
    kind = drawing(tuple(drawn))
    near = st.sampled_from(kind.limits).flatmap(lambda limit: st.integers(limit - 2, limit + 2))
    draw = data.draw(seeds | near.filter(lambda number: 0 <= number < 1 << 64))
    wanted = plainly(draw, drawn)
    assert kind.choice(draw) == wanted
    assert kind.table[draw >> 56] in (wanted + 1, UNDECIDED)


@calm
@given(weights)
def test_few_draws_are_left_undecided_by_their_first_byte(drawn: list[int | None]) -> None:
    """At most one byte in 256 for each limit: else the table would be of little use."""
    table = drawing(tuple(drawn)).table
    assert len(table) == 256 and table.count(UNDECIDED) < max(2, len(drawn))


@calm
@given(seeds, st.lists(st.integers(0, 1_000), min_size=1, max_size=9), seeds)
def test_the_engines_own_pick_is_met(seed: int, drawn: list[int], key: int) -> None:
    """From seed and stream to the choice, all the way."""
    draw = Luck([seed]).at(key).whole(0)
    assert drawing(tuple(drawn)).choice(draw) == chance.pick(seed, key, drawn)


@calm
@given(seeds, st.integers(0, 1_000), st.integers(1, 50))
def test_a_future_has_its_luck_however_many_are_played(seed: int, first: int, count: int) -> None:
    """Future number n is the same alone, in a batch, and in a proof of the pack."""
    start = chance.mix(seed)
    wanted = [chance.mix(start + number & chance.MAX_SEED) for number in range(first, first + count)]
    assert seeds_of(seed, first, count) == wanted
