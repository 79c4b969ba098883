"""A run made ready to be played thousands of times at once: ids, indices and tables, and nothing that is code.

No rule of the game is stated here. Effects become tables by asking ``fairmath`` for each of a meter's 101 values, and
conditions keep their parsed form. A plan can be pickled, so that other processes can play it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from game.content.prove import Policy
from game.engine import Run
from game.engine.meters import HIGHEST, fairmath
from game.engine.model import CHANCE, Beat, Choice, Crisis, Ending
from game.explore.luck import UNIFORM
from game.explore.questions import Question, question

Pickers = Mapping[str, Policy]
"""Who picks for a seat; the computer for those that are not named. Chance always picks by weight."""
BY_WEIGHT: Final[Pickers] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlannedChoice:
    """``next`` is the index of the beat to go on with, the number of beats for the close of the crisis."""

    when: Question | None
    weights: tuple[tuple[Question | None, int], ...]
    sets: tuple[str, ...]
    clears: tuple[str, ...]
    next: int


@dataclass(frozen=True, slots=True)
class Push:
    """What a beat's choices do to one meter: for each that moves it, a table from the value before to that after."""

    meter: int
    tables: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class PlannedBeat:
    """``order`` ranks the choices where history picks; None where they are drawn, from the stream ``key``.

    ``years`` are those that are over once this beat lies behind.
    """

    when: Question | None
    key: int
    order: tuple[int, ...] | None
    choices: tuple[PlannedChoice, ...]
    pushes: tuple[Push, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlannedEnding:
    """``ends`` says whether it ends the run."""

    id: str
    when: Question | None
    ends: bool


@dataclass(frozen=True, slots=True)
class PlannedCrisis:
    """``endings`` are its own; ``early`` those of the run that may come at its close."""

    when: Question | None
    beats: tuple[PlannedBeat, ...]
    endings: tuple[PlannedEnding, ...]
    early: tuple[PlannedEnding, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A run without its texts and its seed."""

    meters: int
    """How many there are."""
    crises: tuple[PlannedCrisis, ...]
    endings: tuple[PlannedEnding, ...]


def plan_of(run: Run, pickers: Pickers = BY_WEIGHT) -> Plan:
    """Make a run ready. Its own seed is not used."""
    return _Planner(run, pickers).plan()


@lru_cache(maxsize=8192)
def effect_table(percent: int, weight: int) -> bytes:
    """Where an effect takes each value of a meter."""
    moved = bytes(fairmath(value, percent, weight) for value in range(HIGHEST + 1))
    return moved.ljust(256, b"\0")


class _Planner:
    def __init__(self, run: Run, pickers: Pickers) -> None:
        self._run = run
        self._pickers = pickers
        self._index = {str(meter.id): meter.index for meter in run.pack.meters}
        self._years = last_beats(run)

    def plan(self) -> Plan:
        crises = self._run.crises
        planned = tuple(self._crisis(at, crisis) for at, crisis in enumerate(crises))
        last = crises[-1].until.year
        return Plan(
            meters=len(self._run.pack.meters),
            crises=planned,
            endings=tuple(self._ending(ending, last, ends=True) for ending in self._run.endings),
        )

    def _crisis(self, at: int, crisis: Crisis) -> PlannedCrisis:
        year = crisis.until.year
        early = [ending for ending in self._run.endings if ending.early] if at + 1 < len(self._run.crises) else []
        return PlannedCrisis(
            when=question(crisis.when, self._index, crisis.since.year),
            beats=tuple(self._beat(at, index, crisis) for index in range(len(crisis.beats))),
            endings=tuple(self._ending(ending, year, ends=ending.final) for ending in crisis.endings),
            early=tuple(self._ending(ending, year, ends=True) for ending in early),
        )

    def _ending(self, ending: Ending, year: int, *, ends: bool) -> PlannedEnding:
        return PlannedEnding(str(ending.id), question(ending.when, self._index, year), ends)

    def _beat(self, at: int, index: int, crisis: Crisis) -> PlannedBeat:
        beat = crisis.beats[index]
        who = Policy.COMPUTER if beat.actor == CHANCE else self._pickers.get(beat.actor, Policy.COMPUTER)
        ranked = sorted(range(len(beat.choices)), key=lambda number: -beat.choices[number].likeness)
        return PlannedBeat(
            when=question(beat.when, self._index, beat.date.year),
            key=beat.stream ^ UNIFORM if who is Policy.UNIFORM else beat.stream,
            order=tuple(ranked) if who is Policy.HISTORY else None,
            choices=tuple(
                self._choice(choice, beat, index, len(crisis.beats), alike=who is Policy.UNIFORM)
                for choice in beat.choices
            ),
            pushes=self._pushes(beat),
            years=self._years.get((at, index), ()),
        )

    def _choice(self, choice: Choice, beat: Beat, index: int, beats: int, *, alike: bool) -> PlannedChoice:
        year = beat.date.year
        weights = tuple((question(weight.when, self._index, year), weight.value) for weight in choice.weights)
        return PlannedChoice(
            when=question(choice.when, self._index, year),
            weights=((None, 1),) if alike else weights,
            sets=tuple(choice.sets),
            clears=tuple(choice.clears),
            next=min(index + 1 if choice.next is None else choice.next, beats),
        )

    def _pushes(self, beat: Beat) -> tuple[Push, ...]:
        moved: dict[int, dict[int, bytes]] = {}
        for number, choice in enumerate(beat.choices):
            for effect in choice.effects:
                table = effect_table(effect.percent, self._run.lens.weights[effect.cause])
                tables = moved.setdefault(effect.index, {})
                # Two effects on one meter: where the second takes what the first left.
                tables[number] = tables[number].translate(table) if number in tables else table
        return tuple(Push(meter, tuple(tables.items())) for meter, tables in sorted(moved.items()))


def last_beats(run: Run) -> dict[tuple[int, int], tuple[int, ...]]:
    """Where a year is over: at the last beat, in the order of play, that is dated in it or before.

    Returns:
        Index of a crisis and of its beat -> the years that are over once that beat lies behind.
    """
    dated = [
        (beat.date.year, (at, index)) for at, crisis in enumerate(run.crises) for index, beat in enumerate(crisis.beats)
    ]
    if not dated:
        return {}
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for year in range(min(dated)[0], max(dated)[0] + 1):
        place = max(place for dated_in, place in dated if dated_in <= year)
        found[place] = (*found.get(place, ()), year)
    return found
