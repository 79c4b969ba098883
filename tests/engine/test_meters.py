"""Fairmath: the one arithmetic of the game."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.meters import fairmath
from tests.worlds import calm

values = st.integers(0, 100)
percents = st.integers(-100, 100)
weights = st.integers(0, 400)


@calm
@given(values, percents, weights)
def test_no_effect_under_any_lens_takes_a_meter_out_of_0_to_100(value: int, percent: int, weight: int) -> None:
    """Meters are 0 to 100, always."""
    assert 0 <= fairmath(value, percent, weight) <= 100


@calm
@given(values, percents, weights)
def test_it_is_the_share_of_the_room_left_rounded_once_with_halves_away_from_the_old_value(
    value: int, percent: int, weight: int
) -> None:
    """The rule of the format page, worked with fractions: the share is scaled by the lens and capped at all of it."""
    share = min(Fraction(abs(percent) * weight, 10_000), Fraction(1))
    room = 100 - value if percent > 0 else value
    moved = int(share * room + Fraction(1, 2))
    assert fairmath(value, percent, weight) == (value + moved if percent > 0 else value - moved)


@calm
@given(values, values, percents, weights)
def test_of_two_meters_the_higher_stays_no_lower(one: int, other: int, percent: int, weight: int) -> None:
    """An effect never turns the order of two timelines round."""
    low, high = sorted((one, other))
    assert fairmath(low, percent, weight) <= fairmath(high, percent, weight)


@calm
@given(values, percents, percents, weights)
def test_a_larger_push_goes_no_less_far(value: int, one: int, other: int, weight: int) -> None:
    """More is never less."""
    low, high = sorted((one, other))
    assert fairmath(value, low, weight) <= fairmath(value, high, weight)


@calm
@given(values, st.integers(1, 100), weights, weights)
def test_a_heavier_cause_pushes_no_less_and_never_past_the_end(value: int, percent: int, one: int, other: int) -> None:
    """A lens scales an effect up to the whole of the room, and no further."""
    light, heavy = sorted((one, other))
    assert value <= fairmath(value, percent, light) <= fairmath(value, percent, heavy) <= 100
    assert value >= fairmath(value, -percent, light) >= fairmath(value, -percent, heavy) >= 0


@pytest.mark.parametrize(
    ("value", "percent", "weight", "after"),
    [
        (50, 20, 100, 60),
        (50, -20, 100, 40),
        (100, 20, 100, 100),
        (0, -20, 100, 0),
        (0, 100, 100, 100),
        (62, -8, 100, 57),  # 4.96 is 5
        (50, 5, 100, 53),  # 2.5 goes away from 50: 3
        (50, -5, 100, 47),  # and so does -2.5
        (50, 5, 0, 50),
        (50, 5, 250, 56),  # 6.25 is 6
        (40, 60, 400, 100),  # 240 per cent of the room is all of it
        (37, 0, 400, 37),
    ],
)
def test_examples_worked_by_hand(value: int, percent: int, weight: int, after: int) -> None:
    """So that every platform agrees with paper."""
    assert fairmath(value, percent, weight) == after
