"""Whether history's own run stands where the pack says that it must: the checkpoints, meter by meter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from game.engine.model import BALANCED, Pack
from game.engine.reference import Checkpoint
from game.engine.run import Run, Step, historical_run


@dataclass(frozen=True, slots=True)
class Stand:
    """One meter at one checkpoint. ``value`` must be from ``least`` to ``most``.

    ``extreme`` is empty for a day; for a span it is "lowest" or "highest", ``value`` is the meter's extreme within the
    span and the limits say what it must reach: the extreme of the whole story.
    """

    checkpoint: Checkpoint
    meter: str
    extreme: str
    value: int
    least: int
    most: int

    @property
    def kept(self) -> bool:
        """Whether it stands as it must."""
        return self.least <= self.value <= self.most


def stands(run: Run, steps: Sequence[Step]) -> list[Stand]:
    """Where a run's meters stand at the pack's checkpoints.

    Only what such a run can speak to is asked: days within it, where it passes over no crisis of the pack; spans only
    where it is the whole story. Under a lens that is not balanced the same decisions lead elsewhere, and nothing is.

    Args:
        run: history's run, or another that is to be held against the checkpoints.
        steps: the opening and every decision.
    """
    pack = run.pack
    if run.lens.id != BALANCED:
        return []
    held = [crisis.id for crisis in pack.crises]
    played = [crisis.id for crisis in run.crises]
    first = held.index(played[0])
    if held[first : first + len(played)] != played:
        return []
    since, until = run.crises[0].since, max(crisis.until for crisis in run.crises)
    found: list[Stand] = []
    for point in pack.checkpoints:
        if point.bounds and since <= point.since <= until:
            state = _evening(steps, point.since).after
            for bounds in point.bounds:
                meter = pack.meter(bounds.meter)
                assert meter is not None
                found.append(Stand(point, bounds.meter, "", state.meters[meter.index], bounds.least, bounds.most))
        if played == held:
            found += _extremes(pack, steps, point)
    return found


def historys_stands(pack: Pack) -> list[Stand]:
    """Where history's own run of the whole pack stands at its checkpoints."""
    lens = pack.lens(BALANCED)
    if lens is None or not pack.crises:
        return []
    run = Run(pack, pack.crises, (), lens, 0)
    return stands(run, historical_run(run))


def _evening(steps: Sequence[Step], day: date) -> Step:
    """The last step, in the order of play, whose beat is dated by that day; the opening if none is."""
    return next((step for step in reversed(steps) if step.beat is not None and step.beat.date <= day), steps[0])


def _extremes(pack: Pack, steps: Sequence[Step], point: Checkpoint) -> list[Stand]:
    found: list[Stand] = []
    within = [step for step in steps if step.beat is not None and point.since <= step.beat.date <= point.until]
    for extreme, names in (("lowest", point.lowest), ("highest", point.highest)):
        for name in names:
            meter = pack.meter(name)
            assert meter is not None
            ever = [step.after.meters[meter.index] for step in steps]
            there = [step.after.meters[meter.index] for step in within]
            if extreme == "lowest":
                found.append(Stand(point, name, extreme, min(there, default=101), 0, min(ever)))
            else:
                found.append(Stand(point, name, extreme, max(there, default=-1), max(ever), 100))
    return found
