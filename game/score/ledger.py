"""The cause ledger: every movement of every meter, with the decision and the cause behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.engine import Run, State, Step, historical_run
from game.engine.events import MeterMoved
from game.engine.model import Beat, CauseId, Choice, MeterId


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement: which decision, and what moved."""

    beat: Beat
    choice: Choice
    move: MeterMoved


def ledger(steps: Iterable[Step], meter: MeterId | str) -> tuple[Entry, ...]:
    """Every movement of one meter along a timeline, in order. Movements of 0 are left out."""
    return tuple(
        Entry(step.beat, step.choice, move)
        for step in steps
        if step.beat is not None and step.choice is not None
        for move in step.moves
        if move.meter == meter and move.change
    )


def by_cause(steps: Iterable[Step], meter: MeterId | str) -> dict[CauseId, int]:
    """How many points each cause gave to or took from a meter, in all."""
    totals: dict[CauseId, int] = {}
    for entry in ledger(steps, meter):
        totals[entry.move.cause] = totals.get(entry.move.cause, 0) + entry.move.change
    return totals


class HistorysMark:
    """Where history's own run stood, beside any point of a timeline of the same run."""

    def __init__(self, run: Run) -> None:
        self.steps: tuple[Step, ...] = tuple(historical_run(run))
        self.beats = frozenset(step.beat.id for step in self.steps if step.beat is not None)
        """The beats that history came to; beside any other, history decided nothing."""
        self._order = {
            beat.id: (number, index)
            for number, crisis in enumerate(run.crises)
            for index, beat in enumerate(crisis.beats)
        }

    def after(self, beat: Beat | None) -> State:
        """History's state once this beat lay behind it; None asks for the opening.

        Beats that history never came to are matched by their place: the last state before them counts.
        """
        if beat is None:
            return self.steps[0].after
        place = self._order[beat.id]
        found = self.steps[0].after
        for step in self.steps[1:]:
            if step.beat is not None and self._order[step.beat.id] <= place:
                found = step.after
        return found

    @property
    def end(self) -> State:
        """History's last state."""
        return self.steps[-1].after


def last_beat(steps: Sequence[Step]) -> Beat | None:
    """The beat decided last along a timeline."""
    return steps[-1].beat if steps else None
