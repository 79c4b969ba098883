"""Counting futures: shares, intervals, quantiles, means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.explore.tally import Tally, levels_of, wilson
from tests.worlds import calm


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0000),
        (0, 0, 0.0000, 1.0000),
    ],
)
def test_intervals_are_wilsons(count: int, of: int, low: float, high: float) -> None:
    """The examples of Newcombe's comparison of seven methods (1998), and the ends of the scale."""
    found = wilson(count, of)
    assert [round(found[0], 4), round(found[1], 4)] == [low, high]


@calm
@given(st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_within_its_interval_and_that_within_the_scale(seen: tuple[int, int]) -> None:
    """However rare or common."""
    low, high = wilson(*seen)
    assert 0 <= low <= seen[0] / seen[1] <= high <= 1


columns = st.lists(st.integers(0, 100), min_size=1, max_size=60)


@calm
@given(columns, st.floats(0.01, 1))
def test_a_quantile_is_found_in_the_counts_as_in_the_list(values: list[int], share: float) -> None:
    """At or below it ends at least that share of the futures, and below it less."""
    found = Tally(len(values), {"": len(values)}, levels_of([bytes(values)])).quantile(0, share)
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)
    assert found in values


@calm
@given(columns, columns)
def test_tallies_add_up(one: list[int], other: list[int]) -> None:
    """Two batches are as one; no batch is as nothing."""

    def tally(values: list[int]) -> Tally:
        endings = {str(value): values.count(value) for value in values}
        return Tally(len(values), endings, levels_of([bytes(values)]), {1900: (sum(values),)}, {1900: values.count(7)})

    both = tally(one) + tally(other)
    assert both == tally([*one, *other])
    assert both + Tally() == both == Tally() + both
    assert both.means(1900) == (sum([*one, *other]) / len([*one, *other]),)
    assert sum(both.share(ending) for ending in both.endings) == pytest.approx(1)
    assert [both.endings[name] for name in both.by_share] == sorted(both.endings.values(), reverse=True)
