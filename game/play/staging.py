"""What a person is to meet, worked out from the run and the path: options, news of crises, forecasts come due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from game.engine import Run, State, Step, open_choices
from game.engine.events import (
    BeatPassedOver,
    CrisisClosed,
    CrisisOpened,
    CrisisPassedOver,
    FlagLowered,
    FlagRaised,
    MeterMoved,
    RunEnded,
)
from game.engine.model import Beat, Choice, Pack, Plausibility, Seat
from game.play.stages import Briefing, Debrief, Handover, News, Option, PassedOver, Settled, Stage
from game.play.terms import scattered
from game.saves import Node, Picker
from game.score import settle

CLOSED = "This is closed in this timeline."


def offered(run: Run, state: State, beat: Beat, *, on_record_only: bool) -> tuple[Option, ...]:
    """The choices of a beat as a person sees them, closed ones included, in an order that tells nothing."""
    open_now = open_choices(run, state)
    hidden = _off_record(open_now) if on_record_only else frozenset()
    shown = [choice for choice in scattered(beat, beat.choices, lambda choice: choice.id) if choice.id not in hidden]
    return tuple(
        Option(number, choice, "" if choice in open_now else choice.closed or CLOSED)
        for number, choice in enumerate(shown, start=1)
    )


def announced(run: Run, step: Step, viewer: Seat | None, *, with_briefings: bool) -> list[Stage]:
    """The crises that a step closed, passed over and opened, as pages to meet."""
    found: list[Stage] = []
    by_id = {crisis.id: crisis for crisis in run.crises}
    for event in step.events:
        match event:
            case CrisisClosed(crisis=crisis_id, ending=ending):
                found.append(Debrief(by_id[crisis_id], ending, viewer))
            case CrisisPassedOver(crisis=crisis_id):
                found.append(PassedOver(by_id[crisis_id], viewer))
            case CrisisOpened(crisis=crisis_id):
                if with_briefings:
                    found.append(Briefing(by_id[crisis_id], viewer))
            case BeatPassedOver() | MeterMoved() | FlagRaised() | FlagLowered() | RunEnded():
                pass
            case _:
                assert_never(event)
    return found


def settled_at(pack: Pack, path: Sequence[Node], index: int, viewer: Seat | None) -> tuple[Settled, ...]:
    """The forecasts whose answer came with the path's decision at an index; a viewer is shown only their own."""
    at = path[index]
    found: list[Settled] = []
    for node in path[: index + 1]:
        beat = pack.beats[node.beat]
        if not isinstance(node.forecast, int) or (viewer is not None and beat.actor != viewer.id):
            continue
        about = beat.forecast.beat if beat.forecast else None
        if (about is None and node.id == at.id) or (about is not None and about == at.beat):
            answer = settle(pack, node, path)
            if answer is not None:
                found.append(Settled(beat, node, node.forecast, answer))
    return tuple(found)


def handed_over(
    run: Run, steps: Sequence[Step], path: Sequence[Node], seat: Seat, beat: Beat, *, went_back: bool
) -> list[Stage]:
    """With two people at one keyboard: the change of places, and what the seat that decides next has missed."""
    pack = run.pack
    actors = [pack.beats[node.beat].actor for node in path]
    own = [index for index, actor in enumerate(actors) if actor == seat.id]
    since = own[-1] + 1 if own else 0
    decided = [actor for node, actor in zip(path, actors, strict=True) if node.by is Picker.PERSON]
    found: list[Stage] = []
    if went_back or not decided or decided[-1] != seat.id:
        found.append(Handover(seat, seat.leader_on(beat.date)))
    if went_back:
        return found  # the news was read the first time
    if not own or pack.beats[path[own[-1]].beat].crisis != beat.crisis:
        found.append(Briefing(next(crisis for crisis in run.crises if crisis.id == beat.crisis), seat))
    for index in range(since, len(path)):
        step = steps[index + 1]
        if step.beat is not None and step.choice is not None and step.beat.crisis == beat.crisis:
            found.append(News(step, step.beat, step.choice, path[index], seat, settled_at(pack, path, index, seat)))
    return found


def _off_record(choices: Sequence[Choice]) -> frozenset[str]:
    """The choices to leave out where only what was on the table may be played; two at least remain."""
    kept = [choice for choice in choices if choice.plausibility is not Plausibility.SPECULATIVE]
    if len(kept) < 2:
        return frozenset()
    return frozenset(choice.id for choice in choices if choice.plausibility is Plausibility.SPECULATIVE)
