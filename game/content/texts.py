"""Every text and every condition of a compiled pack, each with its key and with the moment at which it is read.

The deeper checks walk over these; so may an index or a search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from game.content.places import entry, field
from game.content.taught import SEMINAR
from game.engine.conditions import Condition
from game.engine.model import Beat, Crisis, Pack
from game.engine.reference import Seminar
from game.engine.text import Passage, Text


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is read: what may have been decided before, and in which years."""

    crisis: int | None
    """Index of the crisis in the pack; None where it is read at any time."""
    beats: int
    """How many of that crisis's beats may have been decided."""
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text. ``role`` says what it is for: 'briefing', 'evidence', 'briefing.short' and so on."""

    key: str
    role: str
    text: Text
    moment: Moment
    beat: Beat | None = None
    """The beat that it belongs to, if any."""


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """A condition outside a text."""

    key: str
    condition: Condition
    moment: Moment


def texts_of(pack: Pack) -> Iterator[PlacedText]:
    """Every text of a pack that says anything, in the order of the files."""
    return (placed for placed in chain(_of_pack(pack), _of_crises(pack)) if placed.text.views)


def conditions_of(pack: Pack) -> Iterator[PlacedCondition]:
    """Every condition of a pack that stands outside a text."""
    always = _always(pack)
    for ending in pack.endings:
        if ending.when is not None:
            yield PlacedCondition(entry("endings", ending.id), ending.when, always)
    for index, crisis in enumerate(pack.crises):
        if crisis.when is not None:
            yield PlacedCondition(field(crisis.id, "when"), crisis.when, _start(index, crisis))
        for ending in crisis.endings:
            if ending.when is not None:
                yield PlacedCondition(field(crisis.id, f"endings.{ending.id}"), ending.when, _end(index, crisis))
        for at, beat in enumerate(crisis.beats):
            moment = _deciding(index, at, beat)
            if beat.when is not None:
                yield PlacedCondition(field(beat.id, "when"), beat.when, moment)
            for choice in beat.choices:
                key = f"{beat.id}/{choice.id}"
                if choice.when is not None:
                    yield PlacedCondition(field(key, "when"), choice.when, moment)
                for weight in choice.weights:
                    if weight.when is not None:
                        yield PlacedCondition(field(key, "weight"), weight.when, moment)


def _always(pack: Pack) -> Moment:
    years = [year for crisis in pack.crises for year in (crisis.since.year, crisis.until.year)]
    return Moment(None, 0, min(years, default=0), max(years, default=9999))


def _start(index: int, crisis: Crisis) -> Moment:
    return Moment(index, 0, crisis.since.year, crisis.since.year)


def _end(index: int, crisis: Crisis) -> Moment:
    return Moment(index, len(crisis.beats), crisis.until.year, crisis.until.year)


def _deciding(index: int, at: int, beat: Beat) -> Moment:
    return Moment(index, at, beat.date.year, beat.date.year)


def _of_pack(pack: Pack) -> Iterator[PlacedText]:
    always = _always(pack)
    yield PlacedText(field("", "about"), "about", pack.about, always)
    for section, things in (
        ("meters", pack.meters),
        ("causes", pack.causes),
        ("lenses", pack.lenses),
        ("campaigns", pack.campaigns),
    ):
        for thing in things:
            yield PlacedText(field(entry(section, thing.id), "about"), "about", thing.about, always)
    for ending in pack.endings:
        yield PlacedText(f"{entry('endings', ending.id)}.text", "ending", ending.text, always)
    for person in pack.people.values():
        yield PlacedText(field(entry("people", person.id), "text"), "person", person.text, always)
    for term in pack.glossary.values():
        yield PlacedText(field(entry("glossary", term.id), "text"), "term", term.text, always)
    for point in pack.curriculum.values():
        yield PlacedText(field(entry("curriculum", point.id), "text"), "point", point.text, always)
        yield PlacedText(field(entry("curriculum", point.id), "correction"), "correction", point.correction, always)
    for index, checkpoint in enumerate(pack.checkpoints):
        key = field(entry("checkpoints", str(index)), "because")
        yield PlacedText(key, "checkpoint", checkpoint.because, always)
    if pack.seminar is not None:
        yield from _of_seminar(pack.seminar, always)


def _of_seminar(seminar: Seminar, always: Moment) -> Iterator[PlacedText]:
    yield PlacedText(field(SEMINAR, "about"), "seminar", seminar.about.full, always)
    if seminar.about.short is not None:
        yield PlacedText(field(SEMINAR, "about.short"), "seminar.short", seminar.about.short, always)
    for school in seminar.schools:
        key = field(SEMINAR, f"schools.{school.cause}")
        yield PlacedText(f"{key}.explains", "seminar", school.explains, always)
        yield PlacedText(f"{key}.leaves", "seminar", school.leaves, always)
    for number, voice in enumerate(seminar.voices):
        yield PlacedText(field(SEMINAR, f"voices.{number}"), "voice", voice.says, always)
    for number, item in enumerate(seminar.differs):
        key = field(SEMINAR, f"differs.{number}")
        yield PlacedText(f"{key}.notes", "differs.notes", item.notes, always)
        yield PlacedText(f"{key}.scholarship", "differs.scholarship", item.scholarship, always)
    for number, question in enumerate(seminar.questions):
        yield PlacedText(field(SEMINAR, f"questions.{number}"), "questions", question, always)
    for number, quiz in enumerate(seminar.quiz):
        yield PlacedText(field(SEMINAR, f"quiz.{number}.because"), "quiz.because", quiz.because, always)


def _of_crises(pack: Pack) -> Iterator[PlacedText]:
    for index, crisis in enumerate(pack.crises):
        start = _start(index, crisis)
        after = Moment(index, len(crisis.beats), crisis.since.year, crisis.until.year)
        yield from _passage(crisis.id, "briefing", crisis.briefing, start)
        yield from _passage(crisis.id, "instead", crisis.instead, start)
        for number, force in enumerate(crisis.forces):
            yield PlacedText(field(crisis.id, f"forces.{number}"), "forces", force.text, after)
        for at, beat in enumerate(crisis.beats):
            yield from _of_beat(index, at, beat)
        for ending in crisis.endings:
            key = field(crisis.id, f"endings.{ending.id}.text")
            yield PlacedText(key, "ending", ending.text, _end(index, crisis))
        yield from _passage(crisis.id, "happened", crisis.happened, after)
        for number, cost in enumerate(crisis.human_cost):
            yield PlacedText(field(crisis.id, f"human_cost.{number}"), "human_cost", cost, after)
        for number, item in enumerate(crisis.differs):
            key = field(crisis.id, f"differs.{number}")
            yield PlacedText(f"{key}.notes", "differs.notes", item.notes, after)
            yield PlacedText(f"{key}.scholarship", "differs.scholarship", item.scholarship, after)
        for number, question in enumerate(crisis.questions):
            yield PlacedText(field(crisis.id, f"questions.{number}"), "questions", question, after)
        for number, quiz in enumerate(crisis.quiz):
            yield PlacedText(field(crisis.id, f"quiz.{number}.because"), "quiz.because", quiz.because, after)


def _of_beat(index: int, at: int, beat: Beat) -> Iterator[PlacedText]:
    before = _deciding(index, at, beat)
    after = Moment(index, at + 1, before.since, before.until)
    yield from _passage(beat.id, "briefing", beat.briefing, before, beat)
    for number, adviser in enumerate(beat.advisers):
        yield PlacedText(field(beat.id, f"advisers.{number}"), "advisers", adviser.says, before, beat)
    if beat.forecast is not None:
        because = beat.forecast.because
        yield PlacedText(field(beat.id, "forecast.ask"), "forecast.ask", beat.forecast.ask, after, beat)
        yield PlacedText(field(beat.id, "forecast.because"), "forecast.because", because, after, beat)
    for choice in beat.choices:
        key = f"{beat.id}/{choice.id}"
        yield PlacedText(field(key, "text"), "text", choice.text, before, beat)
        yield PlacedText(field(key, "evidence"), "evidence", choice.evidence, after, beat)
        yield PlacedText(field(key, "rewrite"), "rewrite", choice.rewrite, after, beat)
        yield from _passage(key, "outcome", choice.outcome, after, beat)
        yield PlacedText(field(key, "human_cost"), "choice.human_cost", choice.human_cost, after, beat)
    yield PlacedText(field(beat.id, "happened"), "beat.happened", beat.happened, after, beat)


def _passage(owner: str, role: str, passage: Passage, moment: Moment, beat: Beat | None = None) -> Iterator[PlacedText]:
    yield PlacedText(field(owner, role), role, passage.full, moment, beat)
    if passage.short is not None:
        yield PlacedText(field(owner, f"{role}.short"), f"{role}.short", passage.short, moment, beat)
