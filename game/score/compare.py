"""Two timelines of one pack, side by side: where they part first, and what came of it.

    found = compare(Timeline(run, steps), Timeline(other_run, other_steps))
    found.parted, found.beats, found.levels

Their terms may differ. A crisis alone stands beside the same crisis in a campaign, one lens beside another, half a
story beside a whole one: they are compared at the moments that lie behind both, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from game.engine import Run, State, Step, find_ending
from game.engine.events import CrisisClosed, CrisisOpened, CrisisPassedOver, FlagRaised
from game.engine.model import Beat, BeatId, Choice, Crisis, CrisisId, Ending, FlagId, SeatId
from game.score.divergence import divergence
from game.score.ledger import HistorysMark
from game.score.parts import likeness, statecraft


def always(_beat: Beat) -> bool:
    """Nothing is kept back."""
    return True


@dataclass(frozen=True, slots=True)
class Timeline:
    """The opening and every decision on some terms, and which of the decisions may be told."""

    run: Run
    steps: tuple[Step, ...]
    tells: Callable[[Beat], bool] = always


class Relation(StrEnum):
    """How two timelines stand to each other at a beat."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_A = "only_a"
    ONLY_B = "only_b"
    SEALED = "sealed"
    """Both decided, and what at least one of them did may not be told."""


@dataclass(frozen=True, slots=True)
class BeatPair:
    """A beat that lies behind both, and what each did; None for a choice that was not made, or may not be told."""

    beat: Beat
    a: Choice | None
    b: Choice | None
    relation: Relation


class Moment(StrEnum):
    """When the meters are read."""

    OPENING = "opening"
    """As the first crisis begins that both have come to."""
    CRISIS = "crisis"
    """As a crisis ends."""
    STAND = "stand"
    """When the last beat lies behind both, where one of them is not over or ends elsewhere."""
    END = "end"
    """As the story of both ends."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one timeline stood; ``ending`` is that of the crisis or the story that ended then."""

    state: State
    came_to_pass: bool = True
    """False where the crisis did not come to pass in this timeline."""
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """Both timelines at the same moment. ``crisis`` is the one that begins or ends, ``beat`` the last before it."""

    moment: Moment
    crisis: Crisis
    beat: Beat | None
    a: Stand
    b: Stand

    @property
    def differences(self) -> tuple[int, ...]:
        """What A has more than B, meter by meter in the pack's order."""
        return tuple(a - b for a, b in zip(self.a.state.meters, self.b.state.meters, strict=True))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two timelines beside each other, where both have been."""

    crises: tuple[Crisis, ...]
    """The crises that are in both stories, whether or not both have come to them."""
    until: Beat | None
    """The last beat that lies behind both, of those that are told of; None where nothing lies behind both."""
    beats: tuple[BeatPair, ...]
    """What at least one of them decided, in the order of the story."""
    parted: BeatPair | None
    """The first beat at which they are known not to have done the same."""
    sealed_before: bool
    """Whether something that may not be told lies before that: they may have parted there already."""
    levels: tuple[Level, ...]
    flags_a: tuple[FlagId, ...]
    """The flags that were raised in A alone at some time since the first level, up to what is sealed."""
    flags_b: tuple[FlagId, ...]

    def count(self, relation: Relation) -> int:
        """How many beats are so."""
        return sum(pair.relation is relation for pair in self.beats)


def compare(a: Timeline, b: Timeline) -> Comparison:
    """Lay two timelines of the same pack beside each other."""
    in_b = {crisis.id for crisis in b.run.crises}
    crises = tuple(crisis for crisis in a.run.crises if crisis.id in in_b)
    behind = _behind(a) & _behind(b)
    shared = [beat for crisis in crises for beat in crisis.beats if beat.id in behind]
    taken_a, taken_b = _taken(a), _taken(b)
    pairs: list[BeatPair] = []
    clear: list[Beat] = []
    """The beats before the first of which something may not be told."""
    is_clear, parted, sealed_before = True, None, False
    for beat in shared:
        mine, theirs = taken_a.get(beat.id), taken_b.get(beat.id)
        tells_a, tells_b = mine is None or a.tells(beat), theirs is None or b.tells(beat)
        is_told = tells_a and tells_b
        is_clear = is_clear and is_told
        if is_clear:
            clear.append(beat)
        if mine is None or theirs is None:
            # That only one of them came to it would itself be told, so such a beat is shown whole or not at all.
            if not is_told or mine is theirs:
                continue
            relation = Relation.ONLY_A if theirs is None else Relation.ONLY_B
        elif is_told:
            relation = Relation.SAME if mine.id == theirs.id else Relation.DIFFERENT
        else:
            relation = Relation.SEALED
        pairs.append(BeatPair(beat, mine if tells_a else None, theirs if tells_b else None, relation))
        if parted is None and relation not in (Relation.SAME, Relation.SEALED):
            parted, sealed_before = pairs[-1], not is_clear
    until = pairs[-1].beat if pairs else shared[-1] if shared else None
    flags_a, flags_b = _raised(a, b, crises, clear)
    return Comparison(
        crises=crises,
        until=until,
        beats=tuple(pairs),
        parted=parted,
        sealed_before=sealed_before if parted else not is_clear,
        levels=tuple(_levels(a, b, crises, shared, until)),
        flags_a=tuple(flag for flag in a.run.pack.flags if flag in flags_a - flags_b),
        flags_b=tuple(flag for flag in a.run.pack.flags if flag in flags_b - flags_a),
    )


# -- the score of one of them -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marks:
    """The parts of the score that lie beside another's: each against history on the timeline's own terms."""

    likeness: Mapping[SeatId, int | None]
    statecraft: Mapping[SeatId, int]
    divergence: int | None


def marks(run: Run, steps: Sequence[Step], seats: Sequence[SeatId], beside: Sequence[Step]) -> Marks:
    """Score a whole timeline for some seats.

    Args:
        run: its terms.
        steps: the opening and every decision.
        seats: the seats to score.
        beside: those of the steps whose every meter may be laid beside history's.
    """
    mark = HistorysMark(run)
    scored = [seat for seat in run.pack.seats if seat.id in seats]
    return Marks(
        {seat.id: likeness(steps, [seat.id], mark).value for seat in scored},
        {seat.id: statecraft(run, steps, seat, mark).value for seat in scored},
        divergence(beside, mark).value,
    )


# -- within -----------------------------------------------------------------------------------------------------------


def _behind(timeline: Timeline) -> frozenset[BeatId]:
    """The beats that a timeline has left behind it, decided or passed over: all of them once its story is over."""
    state = timeline.steps[-1].after
    return frozenset(
        beat.id
        for number, crisis in enumerate(timeline.run.crises)
        for index, beat in enumerate(crisis.beats)
        if state.ended or (number, index) < (state.crisis, state.beat)
    )


def _taken(timeline: Timeline) -> dict[BeatId, Choice]:
    return {step.beat.id: step.choice for step in timeline.steps if step.beat is not None and step.choice is not None}


def _entered(timeline: Timeline) -> dict[CrisisId, int]:
    """The step after which each crisis began, or was found not to come to pass."""
    return {
        event.crisis: at
        for at, step in enumerate(timeline.steps)
        for event in step.events
        if isinstance(event, CrisisOpened | CrisisPassedOver)
    }


def _left(timeline: Timeline) -> dict[CrisisId, Stand]:
    """Where a timeline stood as each crisis ended, or was found not to come to pass."""
    found: dict[CrisisId, Stand] = {}
    by_id = {crisis.id: crisis for crisis in timeline.run.crises}
    for step in timeline.steps:
        for event in step.events:
            if isinstance(event, CrisisClosed):
                endings = by_id[event.crisis].endings
                ending = next((ending for ending in endings if ending.id == event.ending), None)
                found[event.crisis] = Stand(step.after, ending=ending)
            elif isinstance(event, CrisisPassedOver):
                found[event.crisis] = Stand(step.after, came_to_pass=False)
    return found


def _upto(timeline: Timeline, beats: Sequence[Beat]) -> tuple[Step, ...]:
    """The steps of a timeline up to the last of some beats, whether or not it decided that one."""
    if not beats:
        return timeline.steps[:1]
    order = {beat.id: at for at, beat in enumerate(beat for crisis in timeline.run.crises for beat in crisis.beats)}
    last = order[beats[-1].id]
    return tuple(step for step in timeline.steps if step.beat is None or order[step.beat.id] <= last)


def _first_crisis(a: Timeline, b: Timeline, crises: Iterable[Crisis]) -> Crisis | None:
    """The first crisis that both have come to."""
    met = _entered(a).keys() & _entered(b).keys()
    return next((crisis for crisis in crises if crisis.id in met), None)


def _raised(
    a: Timeline, b: Timeline, crises: Sequence[Crisis], beats: Sequence[Beat]
) -> tuple[frozenset[FlagId], frozenset[FlagId]]:
    """The flags that stood in each as the first shared crisis began, or were raised since, up to some beat."""
    first = _first_crisis(a, b, crises)
    if first is None or not beats:
        return frozenset(), frozenset()
    return _raised_in(a, first, beats), _raised_in(b, first, beats)


def _raised_in(timeline: Timeline, first: Crisis, beats: Sequence[Beat]) -> frozenset[FlagId]:
    start = _entered(timeline)[first.id]
    since = _upto(timeline, beats)[start + 1 :]
    events = (event for step in since for event in step.events)
    return timeline.steps[start].after.flags.union(event.flag for event in events if isinstance(event, FlagRaised))


def _levels(
    a: Timeline, b: Timeline, crises: Sequence[Crisis], shared: Sequence[Beat], until: Beat | None
) -> Iterable[Level]:
    first = _first_crisis(a, b, crises)
    if first is not None:
        opening_a, opening_b = (each.steps[_entered(each)[first.id]].after for each in (a, b))
        yield Level(Moment.OPENING, first, None, Stand(opening_a), Stand(opening_b))
    if until is None:
        return
    left_a, left_b = _left(a), _left(b)
    for crisis in crises:
        if crisis.id in left_a and crisis.id in left_b:
            yield Level(Moment.CRISIS, crisis, crisis.beats[-1], left_a[crisis.id], left_b[crisis.id])
    end_a, end_b = a.steps[-1].after, b.steps[-1].after
    last = next(crisis for crisis in crises if crisis.id == until.crisis)
    if end_a.ended and end_b.ended and a.run.crises[-1] is b.run.crises[-1]:
        ends = (Stand(end, ending=find_ending(each.run, end.ending)) for each, end in ((a, end_a), (b, end_b)))
        yield Level(Moment.END, last, until, *ends)
    else:
        stands = (Stand(_upto(each, shared)[-1].after) for each in (a, b))
        yield Level(Moment.STAND, last, until, *stands)
