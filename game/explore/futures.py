"""The futures of a state, and of each choice that is open there.

tally = futures(run, state, 2_000)
tally.share("cold-peace"), tally.interval("cold-peace")

for so_far in futures_so_far(run, state, 1_000_000): ...    # a tally that grows; stop whenever you like
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from game.engine import Run, State, decide, facts, open_choices
from game.engine.model import Choice
from game.explore.batches import last, play_all, split
from game.explore.plan import BY_WEIGHT, Pickers, plan_of
from game.explore.tally import Tally


@dataclass(frozen=True, slots=True)
class ChoiceOdds:
    """What follows from a choice; ``weight`` is how likely the computer is to pick it there, against the others."""

    choice: Choice
    weight: int
    tally: Tally


def futures(
    run: Run,
    state: State,
    n: int,
    seed: int = 0,
    pickers: Pickers = BY_WEIGHT,
    *,
    means: bool = False,
    jobs: int = 1,
) -> Tally:
    """Play ``n`` futures of a state.

    Args:
        run: its terms; its own seed is not used.
        state: where the futures begin.
        n: how many.
        seed: what their luck follows from: the same seed, the same luck, whatever is compared.
        pickers: who decides for which seat; the computer for those that are not named.
        means: whether to keep the meters' means year by year.
        jobs: how many processes play; what they find does not depend on it.
    """
    return last(futures_so_far(run, state, n, seed, pickers, means=means, jobs=jobs))


def futures_so_far(
    run: Run,
    state: State,
    n: int,
    seed: int = 0,
    pickers: Pickers = BY_WEIGHT,
    *,
    means: bool = False,
    jobs: int = 1,
) -> Generator[Tally, None, None]:
    """The same as it grows, batch by batch; close the iterator to stop."""
    so_far = Tally()
    for (tally,) in play_all([plan_of(run, pickers)], split((state,), n, seed, jobs=jobs, means=means), jobs):
        so_far += tally
        yield so_far


def odds(
    run: Run, state: State, n: int, seed: int = 0, pickers: Pickers = BY_WEIGHT, *, jobs: int = 1
) -> tuple[ChoiceOdds, ...]:
    """Play ``n`` futures after each choice that is open at a state, all with the same luck; none where it has ended."""
    return last(odds_so_far(run, state, n, seed, pickers, jobs=jobs))


def odds_so_far(
    run: Run, state: State, n: int, seed: int = 0, pickers: Pickers = BY_WEIGHT, *, jobs: int = 1
) -> Generator[tuple[ChoiceOdds, ...], None, None]:
    """The same as it grows from nothing, batch by batch; close the iterator to stop."""
    so_far = unplayed(run, state)
    yield so_far
    if not so_far:
        return
    starts = tuple(decide(run, state, known.choice.id).after for known in so_far)
    for tallies in play_all([plan_of(run, pickers)], split(starts, n, seed, jobs=jobs), jobs):
        so_far = grown(so_far, tallies)
        yield so_far


def unplayed(run: Run, state: State) -> tuple[ChoiceOdds, ...]:
    """The choices that are open at a state, before anything is known of what follows."""
    known = facts(run, state)
    return tuple(
        ChoiceOdds(choice, next((weight.value for weight in choice.weights if known.satisfy(weight.when)), 0), Tally())
        for choice in open_choices(run, state)
    )


def grown(so_far: tuple[ChoiceOdds, ...], tallies: tuple[Tally, ...]) -> tuple[ChoiceOdds, ...]:
    """The odds with more futures, of each choice as many."""
    return tuple(
        ChoiceOdds(known.choice, known.weight, known.tally + tally)
        for known, tally in zip(so_far, tallies, strict=True)
    )
