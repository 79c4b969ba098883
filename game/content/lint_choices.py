"""Choices that are none: they do nothing, the same as another, or nobody would take them."""

from __future__ import annotations

from game.content.desk import Desk
from game.content.places import field
from game.engine.meters import fairmath
from game.engine.model import CHANCE, WORLD, Beat, Choice, ChoiceId, Seat

_MIDDLE = 50


def idle_choices(desk: Desk) -> None:
    """A choice that moves no meter, no flag and no beat; or that does just what its neighbour does."""
    for beat in desk.pack.beats.values():
        # An interlude only tells; there is nothing to choose.
        if len(beat.choices) < 2:
            continue
        settled = _settled(desk, beat)
        seen: dict[object, ChoiceId] = {}
        for choice in beat.choices:
            key = f"{beat.id}/{choice.id}"
            deeds = _deeds(desk, beat, choice)
            if choice.id in settled:
                continue
            if deeds == ((), frozenset(), frozenset(), _onward(desk, beat, None)):
                what = f"the choice '{choice.id}' changes no meter, no flag and no beat"
                desk.warn(key, "no-effect", what, "give it effects, set a flag, or let it jump")
            elif deeds in seen:
                what = f"the choice '{choice.id}' does exactly what '{seen[deeds]}' does"
                desk.warn(key, "no-effect", what, "let them differ in effects, flags or what follows")
            seen.setdefault(deeds, choice.id)


def dominated_choices(desk: Desk) -> None:
    """A choice that is worse than another in every aim of its own seat, or no better in any, and moves the world alike.

    What it does to the world's own meters is left to the author: a pack does not say what trust or danger is worth.
    """
    for beat in desk.pack.beats.values():
        seat = desk.pack.seat(beat.actor)
        if seat is None or beat.actor == CHANCE:
            continue
        gains = {choice.id: _gains(desk, seat, choice) for choice in beat.choices}
        world = {choice.id: _on_the_world(desk, choice) for choice in beat.choices}
        for choice in beat.choices:
            mine = gains[choice.id]
            better = next(
                (
                    other
                    for other in beat.choices
                    if gains[other.id] != mine
                    and world[other.id] == world[choice.id]
                    and all(theirs >= own for theirs, own in zip(gains[other.id], mine, strict=True))
                ),
                None,
            )
            if better is not None:
                key = field(f"{beat.id}/{choice.id}", "effects")
                apart = ", its flags apart" if choice.sets or choice.clears else ""
                what = f"'{choice.id}' serves {seat.name} no better than '{better.id}' in any aim, and worse in some"
                desk.warn(key, "dominated", f"{what}{apart}", "let it win something that the other costs")


def _deeds(desk: Desk, beat: Beat, choice: Choice) -> tuple[object, ...]:
    """All that a choice does to the state, whatever the order in which it is written."""
    effects = tuple(sorted((e.cause, e.meter, e.percent) for e in choice.effects if e.percent))
    return effects, frozenset(choice.sets), frozenset(choice.clears), _onward(desk, beat, choice.next)


def _onward(desk: Desk, beat: Beat, jump: int | None) -> int:
    crisis = desk.pack.crisis(beat.crisis)
    assert crisis is not None
    return crisis.beats.index(beat) + 1 if jump is None else jump


def _settled(desk: Desk, beat: Beat) -> frozenset[ChoiceId]:
    """The choices of a beat that settle an earlier forecast: that is consequence enough."""
    return frozenset(
        choice
        for other in desk.pack.beats.values()
        if other.forecast is not None and other.forecast.beat == beat.id
        for choice in other.forecast.choices
    )


def _on_the_world(desk: Desk, choice: Choice) -> frozenset[tuple[str, int]]:
    """How a choice moves the meters that belong to no seat, from the middle of the scale."""
    moved: dict[str, int] = {}
    for effect in choice.effects:
        if desk.pack.meters[effect.index].owner == WORLD:
            moved[effect.meter] = fairmath(moved.get(effect.meter, _MIDDLE), effect.percent)
    return frozenset((meter, value) for meter, value in moved.items() if value != _MIDDLE)


def _gains(desk: Desk, seat: Seat, choice: Choice) -> tuple[int, ...]:
    """By how much each aim of the seat would be nearer, from the middle of the scale."""
    found: list[int] = []
    for aim in seat.aims:
        value = _MIDDLE
        for effect in choice.effects:
            if effect.meter == aim.meter:
                value = fairmath(value, effect.percent)
        found.append(value - _MIDDLE if aim.high else _MIDDLE - value)
    return tuple(found)
