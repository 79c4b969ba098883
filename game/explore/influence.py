"""What each decision of a timeline did to the odds of its endings: where it turned.

for found in influence(run, steps, 500):
    found.beat, found.choice, found.moved        # by how many percent the ending's odds moved
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import pi, sqrt

from game.engine import Run, Step, decide
from game.engine.model import Beat, Choice
from game.explore import batches
from game.explore.batches import Batch, check, last
from game.explore.futures import ChoiceOdds, grown, unplayed
from game.explore.plan import plan_of

_AT_ONCE = 512
"""Futures of each choice in one batch: few enough that every decision is heard of soon."""


@dataclass(frozen=True, slots=True)
class Influence:
    """One decision: the odds after the choice taken, and after each that was open and was not."""

    beat: Beat
    choice: Choice
    odds: tuple[ChoiceOdds, ...]
    """Of every choice that was open, in the author's order."""

    @property
    def futures(self) -> int:
        """How many were played after each choice."""
        return self.odds[0].tally.futures if self.odds else 0

    @property
    def taken(self) -> dict[str, float]:
        """Each ending's share after the choice that was taken."""
        return self._shares([known for known in self.odds if known.choice is self.choice])

    @property
    def instead(self) -> dict[str, float]:
        """Each ending's share had another been taken: the mean of the others, as likely as the computer finds them.

        Equally likely where it would pick none of them; empty where nothing else was open.
        """
        return self._shares([known for known in self.odds if known.choice is not self.choice])

    @property
    def moved(self) -> float:
        """By how many percent the decision moved the ending's odds.

        That is half the sum of all differences: what some endings won, others lost. 0 changes nothing, 100 everything.
        """
        taken, instead = self.taken, self.instead
        if not instead:
            return 0.0
        return 50 * sum(abs(taken.get(key, 0.0) - instead.get(key, 0.0)) for key in sorted({*taken, *instead}))

    @property
    def noise(self) -> float:
        """About how many percent luck alone would show for a decision that moves nothing, were it not the same luck.

        A movement not well above it says little; the same luck on both sides makes the truth smaller.
        """
        taken, instead = self.taken, self.instead
        if not instead or not self.futures:
            return 0.0
        mean = [(taken.get(key, 0.0) + instead.get(key, 0.0)) / 2 for key in sorted({*taken, *instead})]
        return 50 * sum(sqrt(2 / pi) * sqrt(2 * share * (1 - share) / self.futures) for share in mean)

    @staticmethod
    def _shares(odds: Sequence[ChoiceOdds]) -> dict[str, float]:
        counted = [known for known in odds if known.tally.futures]
        alike = not any(known.weight for known in counted)
        total = sum(1 if alike else known.weight for known in counted)
        found: dict[str, float] = {}
        for known in counted:
            weight = (1 if alike else known.weight) / total
            for ending in known.tally.endings:
                found[ending] = found.get(ending, 0.0) + weight * known.tally.share(ending)
        return found


def influence(run: Run, steps: Sequence[Step], n: int, seed: int = 0, *, jobs: int = 1) -> tuple[Influence, ...]:
    """Weigh every decision of a timeline by ``n`` futures after each choice that was open.

    From there on the computer plays both seats, with the same luck after each choice. A decision at which nothing else
    was open moved nothing, and no future of it is played.

    Args:
        run: the timeline's terms; its own seed is not used.
        steps: the opening and the decisions, or only those that matter.
        n: futures after each choice.
        seed: what their luck follows from.
        jobs: how many processes play; what they find does not depend on it.
    """
    return last(influence_so_far(run, steps, n, seed, jobs=jobs))


def influence_so_far(
    run: Run, steps: Sequence[Step], n: int, seed: int = 0, *, jobs: int = 1
) -> Generator[tuple[Influence, ...], None, None]:
    """The same as it grows from nothing, some decisions after others, round after round; close the iterator to stop."""
    check(n, jobs)
    taken = [(step, step.beat, step.choice) for step in steps if step.beat is not None and step.choice is not None]
    so_far = [Influence(beat, choice, unplayed(run, step.before)) for step, beat, choice in taken]
    yield tuple(so_far)
    starts = {
        number: [decide(run, taken[number][0].before, odds.choice.id).after for odds in known.odds]
        for number, known in enumerate(so_far)
        if len(known.odds) > 1
    }
    order: list[tuple[list[int], Batch]] = []
    for first in range(0, n, _AT_ONCE):
        count = min(_AT_ONCE, n - first)
        for group in _together({number: len(states) for number, states in starts.items()}, batches.LANES // count):
            states = [state for number in group for state in starts[number]]
            order.append((group, Batch(tuple(states), seed, first, count)))
    played = batches.play_all([plan_of(run)], [batch for _, batch in order], jobs)
    for (group, _), tallies in zip(order, played, strict=True):
        rest = iter(tallies)
        for number in group:
            known = so_far[number].odds
            so_far[number] = replace(so_far[number], odds=grown(known, tuple(islice(rest, len(known)))))
        yield tuple(so_far)


def _together(sizes: dict[int, int], most: int) -> list[list[int]]:
    """Neighbours that are played at once: as many as there is room for, at least one."""
    found: list[list[int]] = []
    room = 0
    for number, size in sizes.items():
        if size > room:
            found.append([])
            room = max(most, size)
        found[-1].append(number)
        room -= size
    return found
