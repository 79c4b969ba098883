"""How long what two sides have in common holds, year by year, by each theory of why things happen."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.engine import Run, State, begin
from game.engine.model import Lens, Meter
from game.explore.batches import Watch, last, play_all, split
from game.explore.plan import BY_WEIGHT, Pickers, plan_of
from game.explore.tally import Tally, wilson

HOLDS: Final = 40
"""From where on a bond is said to hold: two fifths of the scale, below which clearly more is missing than is there."""


@dataclass(frozen=True, slots=True)
class LensYears:
    """Under one lens, how many of the futures hold at the close of each year.

    A future that ended before stands for the rest of the years as it ended.
    """

    lens: Lens
    futures: int
    holding: Mapping[int, int]

    def share(self, year: int) -> float:
        """The share that holds at the close of a year, 0 to 1."""
        return self.holding[year] / self.futures if self.futures else 0.0

    def interval(self, year: int) -> tuple[float, float]:
        """Where that share would settle with endless futures, with 95 % confidence."""
        return wilson(self.holding[year], self.futures)


def by_year(
    run: Run,
    n: int,
    meter: Meter,
    at_least: int = HOLDS,
    seed: int = 0,
    pickers: Pickers = BY_WEIGHT,
    *,
    state: State | None = None,
    jobs: int = 1,
) -> tuple[LensYears, ...]:
    """The share of futures in which a meter stands at a value or above, by year, under each lens of the pack.

    A year is over at the last beat, in the order of play, that is dated in it or before.

    Args:
        run: its terms; each lens takes the place of its own.
        n: futures under each lens, all with the same luck.
        meter: what is looked at.
        at_least: from which value on it holds.
        seed: what the luck follows from.
        pickers: who decides for which seat.
        state: where the futures begin (default: at the opening).
        jobs: how many processes play; what they find does not depend on it.
    """
    return last(by_year_so_far(run, n, meter, at_least, seed, pickers, state=state, jobs=jobs))


def by_year_so_far(
    run: Run,
    n: int,
    meter: Meter,
    at_least: int = HOLDS,
    seed: int = 0,
    pickers: Pickers = BY_WEIGHT,
    *,
    state: State | None = None,
    jobs: int = 1,
) -> Generator[tuple[LensYears, ...], None, None]:
    """The same as it grows from nothing, under all lenses alike; close the iterator to stop."""
    watch = Watch(meter.index, at_least)
    # Opening a run moves no meter, so no lens has a say in where it begins.
    start = begin(run).after if state is None else state
    lenses = run.pack.lenses
    so_far = [Tally() for _ in lenses]
    yield _told(lenses, so_far)
    order = [
        replace(batch, plan=number, watch=watch)
        for batch in split((start,), n, seed, jobs=jobs)
        for number in range(len(lenses))
    ]
    plans = [plan_of(replace(run, lens=lens), pickers) for lens in lenses]
    for batch, (tally,) in zip(order, play_all(plans, order, jobs), strict=True):
        so_far[batch.plan] += tally
        yield _told(lenses, so_far)


def _told(lenses: Sequence[Lens], tallies: Sequence[Tally]) -> tuple[LensYears, ...]:
    return tuple(LensYears(lens, tally.futures, tally.holding) for lens, tally in zip(lenses, tallies, strict=True))
