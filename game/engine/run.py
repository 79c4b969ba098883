"""The engine: where a run stands, what is open, and what a decision does.

    state = begin(run).after
    while not state.ended:
        step = decide(run, state, pick(run, state).id)
        state = step.after

Everything is a value. ``decide`` answers with a new state and the events that led to it; nothing is changed in place,
nothing is read from a clock or a generator, and every walk ends because beats only ever run downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.engine import chance
from game.engine.events import (
    BeatPassedOver,
    CrisisClosed,
    CrisisOpened,
    CrisisPassedOver,
    Event,
    FlagLowered,
    FlagRaised,
    MeterMoved,
    RunEnded,
)
from game.engine.meters import fairmath
from game.engine.model import (
    BALANCED,
    Beat,
    Choice,
    ChoiceId,
    Crisis,
    Ending,
    FlagId,
    Lens,
    Opening,
    Pack,
)
from game.engine.text import Facts
from game.errors import ChoiceNotOpen


@dataclass(frozen=True, slots=True)
class Run:
    """The fixed terms of a run: which crises in which order, under which lens, with which luck."""

    pack: Pack
    crises: tuple[Crisis, ...]
    endings: tuple[Ending, ...]
    lens: Lens
    seed: int

    @property
    def opening(self) -> Opening:
        """The state it opens in: the first crisis's historical one."""
        return self.crises[0].opening


@dataclass(frozen=True, slots=True)
class State:
    """Where a run stands. ``meters`` is in the pack's order; ``crisis`` and ``beat`` index the run's crises."""

    meters: tuple[int, ...]
    flags: frozenset[FlagId]
    crisis: int
    beat: int
    ended: bool = False
    ending: str | None = None
    """Id of the ending, once ended."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision and all that followed before the next. ``beat`` is None for the opening."""

    before: State
    after: State
    beat: Beat | None
    choice: Choice | None
    events: tuple[Event, ...]

    @property
    def moves(self) -> tuple[MeterMoved, ...]:
        """Only the meters' movements."""
        return tuple(event for event in self.events if isinstance(event, MeterMoved))


def campaign_run(pack: Pack, campaign_id: str, *, lens: str = BALANCED, seed: int = 0) -> Run:
    """A run of a whole campaign. Raises KeyError for a campaign or lens that the pack has not."""
    campaign = pack.campaign(campaign_id)
    chosen = pack.lens(lens)
    if campaign is None or chosen is None:
        raise KeyError(campaign_id if campaign is None else lens)
    by_id = {crisis.id: crisis for crisis in pack.crises}
    return Run(pack, tuple(by_id[crisis] for crisis in campaign.crises), campaign.endings, chosen, seed)


def crisis_run(pack: Pack, crisis_id: str, *, lens: str = BALANCED, seed: int = 0) -> Run:
    """A run of one crisis from its historical state. Raises KeyError for a crisis or lens that the pack has not."""
    crisis = pack.crisis(crisis_id)
    chosen = pack.lens(lens)
    if crisis is None or chosen is None:
        raise KeyError(crisis_id if crisis is None else lens)
    return Run(pack, (crisis,), crisis.endings or pack.endings, chosen, seed)


def begin(run: Run) -> Step:
    """The opening state, with the events that lead to the first beat."""
    opening = run.opening
    blank = State(opening.meters, opening.flags, 0, 0)
    events: list[Event] = []
    # A crisis played alone or first always comes to pass: its opening is the history it belongs to.
    events.append(CrisisOpened(run.crises[0].id))
    after = _settle(run, blank.meters, blank.flags, 0, 0, events)
    return Step(blank, after, None, None, tuple(events))


def current(run: Run, state: State) -> Beat | None:
    """The beat to be decided now; None when the run has ended."""
    return None if state.ended else run.crises[state.crisis].beats[state.beat]


def facts(run: Run, state: State) -> Facts:
    """What conditions and texts see at this state."""
    if state.ended:
        return Facts(state.meters, state.flags, run.crises[min(state.crisis, len(run.crises) - 1)].until.year)
    return Facts(state.meters, state.flags, run.crises[state.crisis].beats[state.beat].date.year)


def open_choices(run: Run, state: State) -> tuple[Choice, ...]:
    """The choices that may be taken now, in the author's order; never empty before the end."""
    beat = current(run, state)
    if beat is None:
        return ()
    known = facts(run, state)
    return tuple(choice for choice in beat.choices if known.satisfy(choice.when))


def computer_pick(run: Run, state: State) -> Choice:
    """What the computer, or chance, picks here: by weight, from the beat's own stream."""
    beat = _must(run, state)
    known = facts(run, state)
    choices = [choice for choice in beat.choices if choice.when is None or known.satisfy(choice.when)]
    return choices[chance.pick(run.seed, beat.stream, [_weight(choice, known) for choice in choices])]


def history_pick(run: Run, state: State) -> Choice:
    """What history chose here; where this timeline has closed that, the open choice most like it."""
    choices = open_choices(run, state)
    if not choices:
        raise ChoiceNotOpen("the run has ended: there is nothing left to decide")
    return max(choices, key=lambda choice: choice.likeness)


def decide(run: Run, state: State, choice_id: ChoiceId | str) -> Step:
    """Take a decision.

    Returns:
        The step: the state after it, and what changed by which cause.

    Raises:
        ChoiceNotOpen: when the beat has no such choice or it is closed here.
    """
    beat = _must(run, state)
    choice = beat.choice(choice_id)
    if choice is None:
        raise ChoiceNotOpen(f"{beat.id} has no choice '{choice_id}'; it has {', '.join(c.id for c in beat.choices)}")
    if choice.when is not None and not facts(run, state).satisfy(choice.when):
        raise ChoiceNotOpen(f"'{choice_id}' is not open at {beat.id} in this timeline")
    events: list[Event] = []
    meters = list(state.meters)
    weights = run.lens.weights
    for effect in choice.effects:
        before = meters[effect.index]
        weight = weights[effect.cause]
        after = fairmath(before, effect.percent, weight)
        meters[effect.index] = after
        events.append(MeterMoved(effect.meter, effect.cause, effect.percent, weight, before, after))
    flags = state.flags
    if choice.sets or choice.clears:
        changed = flags.union(choice.sets) if choice.sets else flags
        changed = changed.difference(choice.clears) if choice.clears else changed
        # Told in the author's order, each once, and only what really changed.
        events += [FlagRaised(flag) for flag in dict.fromkeys(choice.sets) if flag in changed and flag not in flags]
        events += [FlagLowered(flag) for flag in dict.fromkeys(choice.clears) if flag in flags and flag not in changed]
        flags = changed
    onward = state.beat + 1
    if choice.next is not None:
        events += [BeatPassedOver(skipped.id) for skipped in run.crises[state.crisis].beats[onward : choice.next]]
        onward = choice.next
    after_state = _settle(run, tuple(meters), flags, state.crisis, onward, events)
    return Step(state, after_state, beat, choice, tuple(events))


def historical_run(run: Run) -> list[Step]:
    """History's own playthrough of a run, opening first."""
    steps = [begin(run)]
    while not steps[-1].after.ended:
        state = steps[-1].after
        steps.append(decide(run, state, history_pick(run, state).id))
    return steps


def _must(run: Run, state: State) -> Beat:
    beat = current(run, state)
    if beat is None:
        raise ChoiceNotOpen("the run has ended: there is nothing left to decide")
    return beat


def _settle(
    run: Run, meters: tuple[int, ...], flags: frozenset[FlagId], at: int, index: int, events: list[Event]
) -> State:
    """Move on from a beat to the next that comes to pass, closing and opening crises on the way."""
    opened = True
    while at < len(run.crises):
        crisis = run.crises[at]
        if not opened:
            if Facts(meters, flags, crisis.since.year).satisfy(crisis.when):
                events.append(CrisisOpened(crisis.id))
            else:
                events.append(CrisisPassedOver(crisis.id))
                at, index = at + 1, 0
                continue
        while index < len(crisis.beats):
            beat = crisis.beats[index]
            if beat.when is None or beat.when.holds(meters, flags, beat.date.year):
                return State(meters, flags, at, index)
            events.append(BeatPassedOver(beat.id))
            index += 1
        ending = _first(crisis.endings, Facts(meters, flags, crisis.until.year))
        events.append(CrisisClosed(crisis.id, ending.id if ending else None))
        if ending is not None and ending.final:
            events.append(RunEnded(ending.id))
            return State(meters, flags, at, index, ended=True, ending=ending.id)
        early = tuple(ending for ending in run.endings if ending.early) if at + 1 < len(run.crises) else ()
        if (fallen := _first(early, Facts(meters, flags, crisis.until.year))) is not None:
            events.append(RunEnded(fallen.id))
            return State(meters, flags, at, index, ended=True, ending=fallen.id)
        at, index, opened = at + 1, 0, False
    last = run.crises[-1]
    ending = _first(run.endings, Facts(meters, flags, last.until.year))
    events.append(RunEnded(ending.id if ending else None))
    return State(meters, flags, at, 0, ended=True, ending=ending.id if ending else None)


def _weight(choice: Choice, known: Facts) -> int:
    """How likely the computer is to pick a choice: its first weight that counts, 0 where none does."""
    for weight in choice.weights:
        if weight.when is None or known.satisfy(weight.when):
            return weight.value
    return 0


def _first(endings: tuple[Ending, ...], known: Facts) -> Ending | None:
    return next((ending for ending in endings if known.satisfy(ending.when)), None)


def find_ending(run: Run, ending_id: str | None) -> Ending | None:
    """An ending of this run by its id: the run's own first, then a crisis's that ends the run, then any of a crisis."""
    closing = [ending for crisis in run.crises for ending in crisis.endings]
    pool = (*run.endings, *(ending for ending in closing if ending.final), *closing)
    return next((ending for ending in pool if ending.id == ending_id), None)
