"""What broke, or kept, what the two have in common: the causes by what they gave and took.

It is asked of the first meter that belongs to the world: the pack's author puts that first which the story is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.engine import Step
from game.engine.model import WORLD, Cause, Meter, Pack
from game.score.ledger import Entry, ledger
from game.score.parts import rounded


@dataclass(frozen=True, slots=True)
class CauseShare:
    """One cause: points given, points taken (0 or less), and its share of all points moved, in percent."""

    cause: Cause
    gave: int
    took: int
    share: int

    @property
    def net(self) -> int:
        """What it came to."""
        return self.gave + self.took


@dataclass(frozen=True, slots=True)
class Causes:
    """The causes behind one meter, in the pack's order, and the decisions that moved it most."""

    meter: Meter
    start: int
    end: int
    shares: tuple[CauseShare, ...]
    blows: tuple[Entry, ...]
    """The movements that took most, heaviest first."""
    gifts: tuple[Entry, ...]
    """The movements that gave most, largest first."""

    @property
    def leading(self) -> tuple[Cause, ...]:
        """The causes that explain the outcome best: those that took most if it fell, gave most if it rose.

        Two where the second comes within a fifth of the first; none where nothing moved that way.
        """
        fell = self.end < self.start
        weight = {item.cause.id: -item.took if fell else item.gave for item in self.shares}
        ranked = sorted(self.shares, key=lambda item: -weight[item.cause.id])
        top = weight[ranked[0].cause.id] if ranked else 0
        return tuple(item.cause for item in ranked[:2] if top > 0 and weight[item.cause.id] * 5 >= top * 4)


def the_bond(pack: Pack) -> Meter | None:
    """The meter that the story is about: the first that belongs to the world."""
    return next((meter for meter in pack.meters if meter.owner == WORLD), None)


def causes(pack: Pack, steps: Sequence[Step], meter: Meter, most: int = 5) -> Causes:
    """What each cause gave to and took from a meter along a timeline."""
    entries = ledger(steps, meter.id)
    moved = sum(abs(entry.move.change) for entry in entries)
    shares = tuple(_share(cause, entries, moved) for cause in pack.causes)
    heaviest = sorted(entries, key=lambda entry: entry.move.change)
    return Causes(
        meter,
        steps[0].after.meters[meter.index],
        steps[-1].after.meters[meter.index],
        shares,
        tuple(entry for entry in heaviest[:most] if entry.move.change < 0),
        tuple(entry for entry in reversed(heaviest[-most:]) if entry.move.change > 0),
    )


def _share(cause: Cause, entries: Iterable[Entry], moved: int) -> CauseShare:
    changes = [entry.move.change for entry in entries if entry.move.cause == cause.id]
    share = rounded(100 * sum(map(abs, changes)), moved) if moved else 0
    return CauseShare(cause, sum(c for c in changes if c > 0), sum(c for c in changes if c < 0), share)
