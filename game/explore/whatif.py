"""What if only this had been different? A timeline with one decision changed, and all that follows from it.

found = what_if(run, steps, 7, "hold-fire", Picker.HISTORY, seats=root.seats)
found.steps, found.forced, found.first

Whatever a person decided later is kept, as long as it still comes up and is still open; where it is not, somebody else
decides, and the change is listed with its reason. All others decide anew from the same luck, so that two timelines
differ by what follows from the change, and by nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from game.engine import Run, State, Step, computer_pick, current, decide, history_pick, open_choices
from game.engine.events import CrisisClosed, CrisisPassedOver
from game.engine.model import CHANCE, Beat, Choice
from game.errors import UsageError
from game.saves import SKIPPED, Node, Picker, Tree

Place = tuple[int, int]
"""Where in the story something lies: a crisis and a beat of it, by number."""


class Reason(StrEnum):
    """Why a decision could not be kept."""

    CLOSED = "closed"
    """It is not open in the new timeline."""
    NEVER_CAME = "never_came"
    """The new timeline does not come to it."""
    NEW = "new"
    """Only the new timeline comes to it: nothing was ever decided there."""


@dataclass(frozen=True, slots=True)
class Forced:
    """A person's decision that had to change: what it was and what it is now, None where there is none.

    ``said`` is what the author says of the closed choice; '' if nothing.
    """

    beat: Beat
    reason: Reason
    was: Choice | None
    now: Choice | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place of the story after which the meters are not the same, and both states there."""

    beat: Beat
    was: State
    now: State


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The other timeline, as far as the one that it was made from had come."""

    steps: tuple[Step, ...]
    """The opening and every decision."""
    at: int
    """Which of the steps was changed; those before it are the same as they were."""
    otherwise: Picker
    forced: tuple[Forced, ...]
    """In the order of the story."""
    kept: tuple[Beat, ...]
    """The later decisions of people that stand as they were."""
    first: Difference | None
    """None where no meter ever differs."""


def what_if(
    run: Run,
    steps: Sequence[Step],
    at: int,
    choice_id: str,
    otherwise: Picker = Picker.HISTORY,
    *,
    seats: Mapping[str, Picker],
    earlier: Mapping[str, str] | None = None,
) -> WhatIf:
    """Change one decision of a timeline and replay what comes after it.

    A timeline that is over is replayed to the end of the crisis in which it ended; one that is not, as far as it came.

    Args:
        run: its terms.
        steps: the opening and every decision.
        at: which of the steps to change, from 1.
        choice_id: what to choose instead.
        otherwise: who decides where a person's decision cannot be kept: the computer or history.
        seats: who holds which seat.
        earlier: what an earlier game decided, for a seat that it holds.

    Raises:
        UsageError: when there is no such decision, or nobody of that kind decides.
        ChoiceNotOpen: when the choice was not open there.
    """
    if not 0 < at < len(steps):
        raise UsageError(f"there is no decision {at} in this timeline; it has {len(steps) - 1}")
    if otherwise not in (Picker.COMPUTER, Picker.HISTORY):
        raise UsageError("where a decision cannot be kept, the computer or history decides")
    table = _Table(seats, earlier or {})
    before = {step.beat.id: step for step in steps if step.beat is not None}
    reach = _reach(steps)
    found = [*steps[:at], decide(run, steps[at].before, choice_id)]
    forced: list[Forced] = []
    kept: list[Beat] = []
    while (beat := current(run, state := found[-1].after)) is not None and (state.crisis, state.beat) <= reach:
        known = before.get(beat.id)
        was = known.choice if known is not None and table.decided(run, known) else None
        if known is not None and known.choice is not None and known.before == state:
            # Where nothing has changed, nothing is drawn again: whatever was taken there would be taken again.
            choice = known.choice
        elif was is not None and was in open_choices(run, state):
            choice = was
        elif table.is_held(beat):
            choice = history_pick(run, state) if otherwise is Picker.HISTORY else computer_pick(run, state)
        else:
            choice = table.drawn(run, state)
        if was is not None and choice is was:
            kept.append(beat)
        elif was is not None:
            forced.append(Forced(beat, Reason.CLOSED, was, choice, was.closed))
        elif table.is_held(beat):
            forced.append(Forced(beat, Reason.NEW, None, choice))
        found.append(decide(run, state, choice.id))
    came = {step.beat.id for step in found if step.beat is not None}
    forced += [
        Forced(step.beat, Reason.NEVER_CAME, step.choice, None)
        for step in steps[at + 1 :]
        if step.beat is not None and step.beat.id not in came and table.decided(run, step)
    ]
    places = places_of(run)
    forced.sort(key=lambda change: places[change.beat.id])
    first = first_difference(run, steps, found)
    return WhatIf(tuple(found), at, otherwise, tuple(forced), tuple(kept), first)


def places_of(run: Run) -> dict[str, Place]:
    """Where each beat lies in the story."""
    return {
        beat.id: (number, index) for number, crisis in enumerate(run.crises) for index, beat in enumerate(crisis.beats)
    }


def first_difference(
    run: Run, was: Sequence[Step], now: Sequence[Step], among: Sequence[int] | None = None
) -> Difference | None:
    """The first place of the story after which two timelines do not stand alike, in some meters or in any."""
    places = places_of(run)
    mine = {places[step.beat.id]: step.after for step in was if step.beat is not None}
    theirs = {places[step.beat.id]: step.after for step in now if step.beat is not None}
    which = range(len(run.pack.meters)) if among is None else among
    old, new = was[0].after, now[0].after
    for place in sorted({*mine, *theirs}):
        old, new = mine.get(place, old), theirs.get(place, new)
        if any(old.meters[index] != new.meters[index] for index in which):
            return Difference(run.crises[place[0]].beats[place[1]], old, new)
    return None


def grown(tree: Tree, path: Sequence[Node], found: WhatIf) -> Tree:
    """A save's tree with the other timeline as a branch of it, its head at that branch's end.

    What was kept keeps its reason. No forecast is asked in a branch that shows how it all came out. A decision counts
    as read unless a crisis closes with it: nobody has looked back on that one, and what is sealed in it stays so.

    Args:
        tree: a tree that holds the timeline that was changed.
        path: that timeline.
        found: what came of it.
    """
    kept = {beat.id for beat in found.kept}
    forced = {change.beat.id for change in found.forced}
    old = {node.beat: node for node in path}
    seats = tree.root.seats
    tree = tree.rewind(path[found.at - 1].parent)
    for step in found.steps[found.at :]:
        assert step.beat is not None and step.choice is not None, "every step but the opening is a decision"
        beat = step.beat
        by = seats.get(beat.actor, Picker.COMPUTER)
        if beat.actor == CHANCE:
            by = Picker.CHANCE
        elif by is Picker.PERSON and beat.id in forced:
            by = found.otherwise
        elif beat.id in kept:
            by = old[beat.id].by
        count = len(tree.nodes)
        tree = tree.grow(beat.id, step.choice.id, by, reason=old[beat.id].reason if beat.id in kept else "")
        if tree.head == count:
            closes = any(isinstance(event, CrisisClosed | CrisisPassedOver) for event in step.events)
            tree = tree.amend(count, seen=not closes, forecast=SKIPPED if by is Picker.PERSON else None)
    return tree


@dataclass(frozen=True, slots=True)
class _Table:
    """Who sits at it."""

    seats: Mapping[str, Picker]
    earlier: Mapping[str, str]

    def is_held(self, beat: Beat) -> bool:
        """Whether a person holds the seat that decides."""
        return self.seats.get(beat.actor) is Picker.PERSON

    def drawn(self, run: Run, state: State) -> Choice:
        """What is picked where no person decides: by whoever holds the seat, in the end by weight.

        Chance is history's own where nobody but history plays. At a person's beat the computer answers.
        """
        beat = current(run, state)
        picker = self.seats.get(beat.actor) if beat is not None and beat.actor != CHANCE else None
        is_watched = set(self.seats.values()) == {Picker.HISTORY}
        if picker is Picker.HISTORY or (picker is None and is_watched):
            return history_pick(run, state)
        if picker is Picker.EARLIER and beat is not None:
            wanted = self.earlier.get(beat.id)
            again = next((choice for choice in open_choices(run, state) if choice.id == wanted), None)
            if again is not None:
                return again
        return computer_pick(run, state)

    def decided(self, run: Run, step: Step) -> bool:
        """Whether a person decided: they hold the seat, or set it by hand against what would have been drawn."""
        if step.beat is None:
            return False
        return self.is_held(step.beat) or step.choice is not self.drawn(run, step.before)


def _reach(steps: Sequence[Step]) -> Place:
    """The last place of the story that a timeline has anything to say of."""
    last = steps[-1]
    if last.after.ended:
        return last.after.crisis, last.after.beat
    return last.before.crisis, last.before.beat
