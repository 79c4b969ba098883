"""Luck: the same on every machine, and fair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.chance import MAX_SEED, mix, pick, stream
from tests.worlds import calm, seeds

WIDE = 1 << 64


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", 0xCBF29CE484222325),
        ("a", 0xAF63DC4C8601EC8C),
        ("foobar", 0x85944171F73967E8),
    ],
)
def test_the_key_of_a_beat_is_the_published_fnv_1a(name: str, key: int) -> None:
    """Vectors of the algorithm's authors: any other language finds the same."""
    assert stream(name) == key


@pytest.mark.parametrize(
    ("state", "drawn"),
    [
        (0, 0xE220A8397B1DCDAF),
        (0x9E3779B97F4A7C15, 0x6E789E6AA1B965F4),
        (0x3C6EF372FE94F82A, 0x06C45D188009454F),
    ],
)
def test_mixing_is_the_published_splitmix64(state: int, drawn: int) -> None:
    """The generator's first three numbers from seed 0."""
    assert mix(state) == drawn


def by_arithmetic(seed: int, name: str, weights: list[int]) -> int:
    """A draw worked in plain arithmetic on unbounded numbers, step by step as the module's page tells it."""
    key = 14695981039346656037
    for byte in name.encode():
        key = (key ^ byte) * 1099511628211 % WIDE

    def spread(number: int) -> int:
        number = (number + 11400714819323198485) % WIDE
        number = (number ^ number // 2**30) * 13787848793156543929 % WIDE
        number = (number ^ number // 2**27) * 10723151780598845931 % WIDE
        return number ^ number // 2**31

    if not any(weights):
        weights = [1 for _ in weights]
    target = spread(spread(seed) ^ key) * sum(weights) // WIDE
    return next(index for index in range(len(weights)) if target < sum(weights[: index + 1]))


@pytest.mark.parametrize(
    ("seed", "beat", "weights", "index"),
    [
        (0, "1958-quemoy/guns-at-xiamen", [1, 1, 1, 1, 1, 1, 1, 1], 6),
        (1, "1958-quemoy/guns-at-xiamen", [1, 1, 1, 1, 1, 1, 1, 1], 0),
        (7, "1962-cuba/the-letter", [50, 30, 20], 0),
        (MAX_SEED, "1969-ussuri/the-island", [1, 0, 99], 2),
        (2026, "é/毛", [0, 0, 0], 2),
    ],
)
def test_known_draws_are_the_same_everywhere_and_for_ever(seed: int, beat: str, weights: list[int], index: int) -> None:
    """A save made on one machine tells the same story on another."""
    assert pick(seed, stream(beat), weights) == index == by_arithmetic(seed, beat, weights)


@calm
@given(seeds, st.text(max_size=20).filter(str.isprintable), st.lists(st.integers(0, 1000), min_size=1, max_size=9))
def test_any_draw_agrees_with_plain_arithmetic(seed: int, name: str, weights: list[int]) -> None:
    """The short code and the long way round give the same index."""
    assert pick(seed, stream(name), weights) == by_arithmetic(seed, name, weights)


@calm
@given(seeds, seeds, st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_what_weighs_nothing_is_never_drawn_while_anything_else_weighs(seed: int, key: int, weights: list[int]) -> None:
    """A weight of 0 says never."""
    assert weights[pick(seed, key, weights)] > 0


@pytest.mark.parametrize("weights", [[1, 1], [50, 30, 20], [97, 2, 1], [0, 1, 3], [0, 0, 0]])
def test_over_many_seeds_each_choice_comes_up_about_as_often_as_it_weighs(weights: list[int]) -> None:
    """20,000 neighbouring seeds, the poorest that there are, stay within five standard deviations."""
    many = 20_000
    key = stream("some/beat")
    counts = [0] * len(weights)
    for seed in range(many):
        counts[pick(seed, key, weights)] += 1
    whole = sum(weights) or len(weights)
    for count, weight in zip(counts, weights if any(weights) else [1] * len(weights), strict=True):
        share = weight / whole
        assert abs(count - many * share) <= 5 * (many * share * (1 - share)) ** 0.5


def test_two_beats_draw_independently_of_each_other() -> None:
    """With the same seeds, what one beat draws says nothing of what another does."""
    many = 20_000
    one, other = stream("some/beat"), stream("some/beau")
    both = sum(pick(seed, one, [1, 1]) == pick(seed, other, [1, 1]) for seed in range(many))
    assert abs(both - many / 2) <= 5 * (many / 4) ** 0.5
