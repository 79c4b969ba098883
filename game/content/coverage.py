"""What has been met in play: beats, open choices, endings, and texts that turned out blank."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from game.content.places import entry
from game.content.places import field as field_key
from game.content.texts import PlacedText, texts_of
from game.engine.events import CrisisClosed, CrisisOpened, CrisisPassedOver
from game.engine.model import CHANCE, Choice
from game.engine.run import Run, State, Step, begin, current, decide, facts, open_choices
from game.engine.text import EVERYBODY, Facts, Text

_ACTORS_OWN = frozenset({"briefing", "briefing.short", "advisers", "text", "forecast.ask"})
"""Texts of a beat that only who decides is shown."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What play met, by the keys of ``game.content.places``; a choice counts when it could be taken."""

    beats: frozenset[str]
    choices: frozenset[str]
    endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Whole:
    """The size of a run that was looked at whole."""

    states: int
    plays: int


def things_of(run: Run) -> Iterator[tuple[str, str]]:
    """Everything in a run that play should reach somehow, as kind and key."""
    for crisis in run.crises:
        for beat in crisis.beats:
            yield "beat", str(beat.id)
            for choice in beat.choices:
                yield "choice", f"{beat.id}/{choice.id}"
        for ending in crisis.endings:
            yield "ending", field_key(crisis.id, f"endings.{ending.id}")
    # The pack's endings are for whole campaigns; a crisis alone only borrows them.
    ids = tuple(crisis.id for crisis in run.crises)
    if any(campaign.crises == ids and campaign.endings == run.endings for campaign in run.pack.campaigns):
        for ending in run.endings:
            yield "ending", entry("endings", ending.id)


def ending_key(run: Run, state: State) -> str:
    """The key of the ending that a run came to; '' for none."""
    if state.ending is None:
        return ""
    if state.crisis < len(run.crises):
        crisis = run.crises[state.crisis]
        if any(ending.final and ending.id == state.ending for ending in crisis.endings):
            return field_key(crisis.id, f"endings.{state.ending}")
    if run.endings is not run.crises[-1].endings:
        return entry("endings", state.ending)
    return field_key(run.crises[-1].id, f"endings.{state.ending}")


def pickable(run: Run, state: State) -> tuple[Choice, ...]:
    """What may be picked here: by a person any open choice, by chance only those of some weight."""
    choices = open_choices(run, state)
    beat = current(run, state)
    if beat is None or beat.actor != CHANCE:
        return choices
    known = facts(run, state)
    likely = tuple(
        choice for choice in choices if next((w.value for w in choice.weights if known.satisfy(w.when)), 0) > 0
    )
    return likely or choices


@dataclass(slots=True)
class Coverage:
    """Gathers what is met while a run is played, in whatever way."""

    run: Run
    beats: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    blanks: set[tuple[str, str]] = field(default_factory=set)
    """Key and seat of texts that had no words."""
    _doubtful: dict[str, list[tuple[PlacedText, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seats = [str(seat.id) for seat in self.run.pack.seats]
        for placed in texts_of(self.run.pack):
            if placed.moment.crisis is None:
                continue
            crisis = self.run.pack.crises[placed.moment.crisis]
            owner, viewers = str(crisis.id), seats
            if placed.beat is not None:
                owner = str(placed.beat.id)
                if placed.role in _ACTORS_OWN:
                    viewers = [seat for seat in seats if seat == placed.beat.actor]
            for seat in viewers:
                if not _always_reads(placed.text, seat):
                    self._doubtful.setdefault(owner, []).append((placed, seat))

    @property
    def reached(self) -> Reached:
        """What has been met so far."""
        return Reached(frozenset(self.beats), frozenset(self.choices), frozenset(self.endings))

    def stand(self, state: State) -> tuple[Choice, ...]:
        """Note a state at which something is to be decided; answers with what may be picked."""
        beat = current(self.run, state)
        choices = pickable(self.run, state)
        if beat is not None:
            self.beats.add(str(beat.id))
            self.choices.update(f"{beat.id}/{choice.id}" for choice in choices)
            self._look(str(beat.id), facts(self.run, state))
        return choices

    def take(self, state: State, choice: Choice) -> None:
        """Note a choice that was taken, which history may do where chance never would."""
        beat = current(self.run, state)
        if beat is not None:
            self.choices.add(f"{beat.id}/{choice.id}")

    def step(self, step: Step) -> None:
        """Note what a step led to."""
        for event in step.events:
            match event:
                case CrisisClosed(crisis=crisis, ending=ending):
                    if ending is not None:
                        self.endings.add(field_key(crisis, f"endings.{ending}"))
                    self._look(crisis, self._facts_at(crisis, step.after))
                case CrisisOpened(crisis=crisis) | CrisisPassedOver(crisis=crisis):
                    self._look(crisis, self._facts_at(crisis, step.after))
                case _:
                    pass
        if step.after.ended:
            self.endings.add(ending_key(self.run, step.after))

    def _facts_at(self, crisis_id: str, state: State) -> Facts:
        crisis = next(crisis for crisis in self.run.crises if crisis.id == crisis_id)
        return Facts(state.meters, state.flags, crisis.until.year)

    def _look(self, owner: str, known: Facts) -> None:
        for placed, seat in self._doubtful.get(owner, ()):
            if not placed.text.read(seat, known):
                self.blanks.add((placed.key, seat))


def exhaust(coverage: Coverage, most: int) -> Whole | None:
    """Look at every state of a run; None where there are more than ``most`` at which something is decided.

    Beats only ever run downwards, so states are taken in the order of their beats: when one is taken, every way that
    leads to it is known, and ways are counted without walking each.
    """
    run = coverage.run
    opening = begin(run)
    coverage.step(opening)
    if opening.after.ended:
        return Whole(0, 1)
    waiting: dict[tuple[int, int], dict[State, int]] = {}
    order: list[tuple[int, int]] = []
    states, plays = 0, 0

    def meet(state: State, ways: int) -> None:
        at = (state.crisis, state.beat)
        if at not in waiting:
            waiting[at] = {}
            heapq.heappush(order, at)
        waiting[at][state] = waiting[at].get(state, 0) + ways

    meet(opening.after, 1)
    while order:
        for state, ways in waiting.pop(heapq.heappop(order)).items():
            states += 1
            if states > most:
                return None
            for choice in coverage.stand(state):
                step = decide(run, state, choice.id)
                coverage.step(step)
                if step.after.ended:
                    plays += ways
                else:
                    meet(step.after, ways)
    return Whole(states, plays)


def _always_reads(text: Text, seat: str) -> bool:
    """Whether a seat finds words there whatever happens."""
    variants = text.views.get(seat) or text.views.get(EVERYBODY) or ()
    return bool(variants) and variants[-1].when is None and all(variant.body for variant in variants)
