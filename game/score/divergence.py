"""How far the world has moved from history's, over time: a distance, not a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.engine import State, Step
from game.engine.model import Beat, Meter, MeterId, Pack
from game.score.ledger import HistorysMark
from game.score.parts import rounded


@dataclass(frozen=True, slots=True)
class Point:
    """Where a timeline and history stood once a decision lay behind both. ``distance`` is 0-100."""

    beat: Beat
    yours: State
    historys: State
    distance: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """The distance at the end (None before the first decision), its height, and how it came about.

    ``parted`` is the first decision that was not history's; None while every one was.
    """

    value: int | None
    height: int | None
    parted: Beat | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """One meter over a timeline, beside history: as many values as there are points."""

    meter: Meter
    yours: tuple[int, ...]
    historys: tuple[int, ...]


def distance(yours: State, historys: State) -> int:
    """The mean distance of the meters, in points from 0 to 100, halves rounded up."""
    gaps = [abs(mine - theirs) for mine, theirs in zip(yours.meters, historys.meters, strict=True)]
    return rounded(sum(gaps), len(gaps)) if gaps else 0


def divergence(steps: Sequence[Step], mark: HistorysMark) -> Divergence:
    """The distance from history after each decision of a timeline."""
    points: list[Point] = []
    parted: Beat | None = None
    for step in steps:
        if step.beat is None or step.choice is None:
            continue
        history = mark.after(step.beat)
        points.append(Point(step.beat, step.after, history, distance(step.after, history)))
        if parted is None and (step.beat.id not in mark.beats or step.choice is not step.beat.history):
            parted = step.beat
    value = points[-1].distance if points else None
    return Divergence(value, max((point.distance for point in points), default=None), parted, tuple(points))


def tracks(pack: Pack, part: Divergence) -> tuple[Track, ...]:
    """Every meter as a line over the years, with history's beside it."""
    return tuple(
        Track(
            meter,
            tuple(point.yours.meters[meter.index] for point in part.points),
            tuple(point.historys.meters[meter.index] for point in part.points),
        )
        for meter in pack.meters
    )


def widest(pack: Pack, part: Divergence, most: int = 3) -> tuple[MeterId, ...]:
    """The meters that stand furthest from history at the end, furthest first; none where all stand as in history."""
    if not part.points:
        return ()
    last = part.points[-1]
    gaps = {meter.id: abs(last.yours.meters[meter.index] - last.historys.meters[meter.index]) for meter in pack.meters}
    return tuple(sorted((name for name, gap in gaps.items() if gap), key=lambda name: -gaps[name])[:most])
