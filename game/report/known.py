"""What a report may tell: everything once the story is over; before that, only what its side has learnt.

A side has learnt its own decisions and their outcomes, what chance brought, the meters that it can read, and, once a
crisis has closed, all that the debrief of it opens. What the other side decided in a crisis that is still open, what
only the other side can read, and what history did at moments still to come are sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.engine import Step
from game.engine.events import CrisisClosed
from game.engine.model import CHANCE, WORLD, Beat, Meter, Seat
from game.errors import UsageError
from game.play.playthrough import Playthrough
from game.play.stages import Foresee
from game.saves import Node


@dataclass(frozen=True, slots=True)
class Known:
    """A timeline as one reader may know it."""

    game: Playthrough
    viewer: Seat | None
    """Whose eyes; None for both sides'."""
    seats: tuple[Seat, ...]
    """The seats that are scored, and whose reasons, forecasts and notes are told."""
    is_finished: bool
    is_open: bool
    """Whether nothing that was decided is sealed: the story is over, or nobody plays and both sides are watched."""
    steps: tuple[Step, ...]
    """The opening, and every decision whose outcome may be known."""
    closed: frozenset[str]
    """The crises whose debrief may be read."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes of the decisions whose outcome may be known."""
        return self.game.path[: len(self.steps) - 1]

    @property
    def awaited(self) -> Node | None:
        """A decision that has been taken, and whose outcome waits for a forecast."""
        return self.game.path[len(self.steps) - 1] if len(self.game.path) >= len(self.steps) else None

    @property
    def decided(self) -> frozenset[str]:
        """The beats whose outcome may be known."""
        return frozenset(node.beat for node in self.nodes)

    @property
    def meters(self) -> tuple[Meter, ...]:
        """The meters that may be read."""
        owners = {WORLD, *(seat.id for seat in self._mine)}
        return tuple(meter for meter in self.game.pack.meters if self.is_open or meter.owner in owners)

    def tells(self, beat: Beat) -> bool:
        """Whether it may be told what was decided there."""
        return self.is_open or beat.crisis in self.closed or beat.actor == CHANCE or self._is_mine(beat)

    def tells_history(self, beat: Beat) -> bool:
        """Whether it may be told what history did there."""
        if self.is_finished or beat.crisis in self.closed:
            return True
        return beat.id in self.decided and (self.is_open or self._is_mine(beat))

    def tells_words(self, beat: Beat) -> bool:
        """Whether the reason, the forecast and the note are this reader's."""
        return any(seat.id == beat.actor for seat in self.seats)

    def historys_steps(self) -> tuple[Step, ...]:
        """History's own run: to its end, or as far as this timeline has come."""
        steps = self.game.mark.steps
        if self.is_finished:
            return steps
        order: dict[str, int] = {
            beat.id: at for at, beat in enumerate(beat for crisis in self.game.run.crises for beat in crisis.beats)
        }
        last = max((order[beat] for beat in self.decided if beat in order), default=-1)
        return tuple(step for step in steps if step.beat is None or order[step.beat.id] <= last)

    def compared_steps(self) -> tuple[Step, ...]:
        """The steps whose every meter may be laid beside history's: before the end, those of closed crises alone."""
        return tuple(
            step for step in self.steps if self.is_open or step.beat is None or step.beat.crisis in self.closed
        )

    @property
    def _mine(self) -> Sequence[Seat]:
        return (self.viewer,) if self.viewer else ()

    def _is_mine(self, beat: Beat) -> bool:
        return any(seat.id == beat.actor for seat in self._mine)


def known(game: Playthrough, wanted: str | None = None) -> Known:
    """What may be told of a game.

    Args:
        game: standing where the timeline ends.
        wanted: the seat that the report is for; None for the one that a person holds, or for both.

    Raises:
        UsageError: when nobody plays that seat here.
    """
    viewer = _viewer(game, wanted)
    waits = isinstance(game.stage, Foresee)
    steps = game.steps[:-1] if waits else game.steps
    is_finished = steps[-1].after.ended
    is_open = is_finished or not game.persons
    seats = (viewer,) if viewer else game.persons or game.pack.seats
    if viewer is None and not is_open:
        seats = ()  # two people who have not finished: what only one of them knows is in neither's report
    closed = frozenset(event.crisis for step in steps for event in step.events if isinstance(event, CrisisClosed))
    return Known(game, viewer, seats, is_finished, is_open, steps, closed)


def _viewer(game: Playthrough, wanted: str | None) -> Seat | None:
    if wanted is None:
        return game.persons[0] if len(game.persons) == 1 else None
    seat = game.pack.seat(wanted)
    may = game.persons or game.pack.seats
    if seat is None or seat not in may:
        which = " or ".join(str(each.id) for each in may)
        raise UsageError(f"nobody plays '{wanted}' in this save; the report can be for {which}")
    return seat
