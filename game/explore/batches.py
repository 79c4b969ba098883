"""Playing futures batch by batch, here or in other processes.

A batch is a value that says what to play, so whoever plays it comes to the same. Its tallies are small, however many
futures they count.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from multiprocessing import get_context
from typing import Final, TypeVar

from game.engine import State
from game.explore.lockstep import Lockstep
from game.explore.luck import Luck, seeds_of
from game.explore.plan import Plan
from game.explore.questions import YES, holds_table
from game.explore.tally import Tally, levels_of

T = TypeVar("T")
LANES: Final = 4096
"""Timelines walked side by side: more would hardly be faster, and would leave the processor's nearest memory."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Look at the close of each year whether a meter (by its index) stands at a value or above."""

    meter: int
    at_least: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Futures ``first`` to ``first + count - 1`` of a seed, played from each of some states with the same luck."""

    starts: tuple[State, ...]
    seed: int
    first: int
    count: int
    plan: int = 0
    """Which of several plans is played."""
    means: bool = False
    """Whether to sum the meters up, year by year."""
    watch: Watch | None = None


def split(starts: tuple[State, ...], n: int, seed: int, *, jobs: int = 1, means: bool = False) -> list[Batch]:
    """``n`` futures of each state, as batches that keep every job busy."""
    check(n, jobs)
    most = max(1, min(LANES // len(starts), -(-n // jobs)))
    return [Batch(starts, seed, first, min(most, n - first), means=means) for first in range(0, n, most)]


def check(n: int, jobs: int) -> None:
    """Raises ValueError for what cannot be played."""
    if n < 1 or jobs < 1:
        raise ValueError("at least one future, and at least one job to play it")


def play(plan: Plan, batch: Batch) -> tuple[Tally, ...]:
    """Play a batch; answers a tally for each of its states."""
    world = Lockstep(plan, batch.starts, _luck(batch.seed, batch.first, batch.count))
    slices = [slice(end - batch.count, end) for end in accumulate([batch.count] * len(batch.starts))]
    sums: list[dict[int, tuple[int, ...]]] = [{} for _ in slices]
    holding: list[dict[int, int]] = [{} for _ in slices]
    table = holds_table(">=", batch.watch.at_least) if batch.watch else b""
    for moment in world.walk():
        for year in moment.years:
            for number, mine in enumerate(slices):
                if batch.means:
                    sums[number][year] = tuple(sum(column[mine]) for column in world.meters)
                if batch.watch:
                    seen = world.meters[batch.watch.meter][mine].translate(table)
                    holding[number][year] = seen.count(YES)
    endings: list[dict[str, int]] = [{} for _ in slices]
    for (_, _, ending), lanes in world.ended.items():
        column = lanes.to_bytes(world.lanes, "little")
        for number, mine in enumerate(slices):
            if came := column[mine].count(YES):
                endings[number][ending or ""] = endings[number].get(ending or "", 0) + came
    return tuple(
        Tally(
            batch.count,
            endings[number],
            levels_of([column[mine] for column in world.meters]),
            sums[number],
            holding[number],
        )
        for number, mine in enumerate(slices)
    )


def play_all(plans: Sequence[Plan], batches: Iterable[Batch], jobs: int = 1) -> Iterator[tuple[Tally, ...]]:
    """Play batches in order. With several jobs, in processes of their own, which end when the iterator is closed."""
    if jobs == 1:
        for batch in batches:
            yield play(plans[batch.plan], batch)
        return
    with _undisturbed():
        # Spawned, not forked: a screen's threads and open files stay behind, and every system can do it.
        pool = get_context("spawn").Pool(jobs, _begin, tuple(plans))
    try:
        yield from pool.imap(_play, batches)
    finally:
        pool.terminate()
        pool.join()


def last(growing: Iterator[T]) -> T:
    """What something has grown to in the end; it grows at least once."""
    found = next(growing)
    for more in growing:
        found = more
    return found


@lru_cache(maxsize=1)
def _luck(seed: int, first: int, count: int) -> Luck:
    """The luck of a batch: the next one often has the same."""
    return Luck(seeds_of(seed, first, count))


_plans: list[Plan] = []
"""In a process that plays for another: what it plays."""


def _begin(*plans: Plan) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _plans[:] = plans


def _play(batch: Batch) -> tuple[Tally, ...]:
    return play(_plans[batch.plan], batch)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start processes that an interrupt from the keyboard does not reach: who started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
