"""What came of many futures: counts that can be added up, so that a million need no more room than one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import sqrt
from operator import add
from typing import Final, TypeVar

from game.engine.meters import HIGHEST

Key = TypeVar("Key")
NORMAL_95: Final = 1.959963984540054
"""Of a normal spread, 95 % lies within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Some futures of one state. Tallies of different futures can be added; an empty one adds nothing."""

    futures: int = 0
    endings: Mapping[str, int] = field(default_factory=dict)
    """Id of an ending -> how many came to it; '' stands for no ending at all."""
    levels: tuple[tuple[int, ...], ...] = ()
    """For each meter, how many futures end at 0, at 1, … at 100."""
    sums: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Year -> for each meter, the sum over all futures at its close; empty where years were not asked for."""
    holding: Mapping[int, int] = field(default_factory=dict)
    """Year -> how many futures hold at its close what was watched; empty where nothing was."""

    def __add__(self, other: Tally) -> Tally:
        if not self.futures or not other.futures:
            return self if self.futures else other
        return Tally(
            self.futures + other.futures,
            _added(self.endings, other.endings),
            tuple(tuple(map(add, mine, theirs)) for mine, theirs in zip(self.levels, other.levels, strict=True)),
            {year: tuple(map(add, self.sums[year], other.sums[year])) for year in self.sums},
            _added(self.holding, other.holding),
        )

    @property
    def by_share(self) -> tuple[str, ...]:
        """The endings that came, the most frequent first."""
        return tuple(sorted(self.endings, key=lambda ending: (-self.endings[ending], ending)))

    def share(self, ending: str) -> float:
        """The share of futures with that ending, 0 to 1."""
        return self.endings.get(ending, 0) / self.futures if self.futures else 0.0

    def interval(self, ending: str) -> tuple[float, float]:
        """Where its share would settle with endless futures, with 95 % confidence."""
        return wilson(self.endings.get(ending, 0), self.futures)

    def quantile(self, meter: int, share: float) -> int:
        """The lowest value of a meter (by its index) at or below which at least that share of the futures ends."""
        upto = accumulate(self.levels[meter])
        return next(value for value, count in enumerate(upto) if count >= share * self.futures)

    def means(self, year: int) -> tuple[float, ...]:
        """The mean of each meter at the close of a year."""
        return tuple(total / self.futures for total in self.sums[year])


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a share that was seen ``count`` times in ``of``: 0 to 1 before anything was seen."""
    if not of:
        return 0.0, 1.0
    share, square = count / of, NORMAL_95 * NORMAL_95
    middle = share + square / (2 * of)
    reach = NORMAL_95 * sqrt(share * (1 - share) / of + square / (4 * of * of))
    low, high = (middle - reach) / (1 + square / of), (middle + reach) / (1 + square / of)
    # What never came, or always, leaves a trace of rounding at the end of the scale.
    return (0.0 if count == 0 else low), (1.0 if count == of else high)


def levels_of(columns: Sequence[bytes]) -> tuple[tuple[int, ...], ...]:
    """For each meter's column of values, how often each value stands in it."""
    counted = [Counter(column) for column in columns]
    return tuple(tuple(counts[value] for value in range(HIGHEST + 1)) for counts in counted)


def _added(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    found = dict(one)
    for key, count in other.items():
        found[key] = found.get(key, 0) + count
    return found
