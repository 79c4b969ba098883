"""Who decides and who speaks: in office then, and alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from game.content.desk import Desk
from game.content.inline import SpanKind, refs
from game.content.places import field
from game.content.texts import PlacedText, texts_of
from game.engine.model import Beat, Seat
from game.engine.text import Text

_IN_THE_PRESENT = frozenset({"briefing", "briefing.short", "advisers", "text", "outcome", "outcome.short"})
"""Texts that speak in the present of their beat; what is told in hindsight may name the dead."""
_KNOWS = re.compile(
    r"\b(?:dead|death|die[ds]?|late|buried|burial|grave|tomb|mausoleum|coffin|funeral|wreath)\b", re.IGNORECASE
)
"""Words of a text that knows of a death. Not proof, but enough not to trouble its author."""
_DAY = timedelta(days=1)


def empty_chairs(desk: Desk) -> None:
    """A seat decides on a day when nobody held it."""
    for beat in desk.pack.beats.values():
        seat = desk.pack.seat(beat.actor)
        if seat is not None and not _held(seat, beat):
            who = seat.leader_on(beat.date).person
            what = f"nobody sits for {seat.name} on {beat.date}: {who} would decide, and was not in office"
            desk.warn(field(beat.id, "date"), "office", what, "give the seat a leader for that day")


def late_words(desk: Desk) -> None:
    """Somebody advises who was not alive, or is named in the present of a crisis that never says that they are dead."""
    told: set[tuple[str, str]] = set()
    for beat in desk.pack.beats.values():
        year = beat.date.year
        for index, adviser in enumerate(beat.advisers):
            born, died = _life(desk, adviser.person)
            if not born <= year <= died:
                told.add((beat.crisis, adviser.person))
                life = f"died in {died}" if year > died else f"was born in {born}"
                what = f"{adviser.person} advises in {year}, and {life}"
                desk.warn(field(beat.id, f"advisers.{index}"), "office", what, "let somebody else say it")
    first: dict[tuple[str, str], PlacedText] = {}
    aware: set[tuple[str, str]] = set()
    for placed in texts_of(desk.pack):
        if placed.moment.crisis is None:
            continue
        crisis = str(desk.pack.crises[placed.moment.crisis].id)
        present = placed.beat is not None and placed.role in _IN_THE_PRESENT
        for person, body in _named(placed.text):
            if _KNOWS.search(body):
                aware.add((crisis, person))
            if present and placed.beat is not None and placed.beat.date.year > _life(desk, person)[1]:
                first.setdefault((crisis, person), placed)
    for named, placed in first.items():
        if named not in told | aware:
            year = placed.beat.date.year if placed.beat else 0
            what = f"{named[1]} is named in {year}, and had died in {_life(desk, named[1])[1]}"
            desk.warn(placed.key, "office", what, "let the words of this crisis know it")


def _held(seat: Seat, beat: Beat) -> bool:
    """Whether somebody sat there that day; the day after one left, the next may still be on the way."""
    return any(
        leader.since - _DAY <= beat.date and (leader.until is None or beat.date <= leader.until + _DAY)
        for leader in seat.leaders
    )


def _life(desk: Desk, person_id: str) -> tuple[int, int]:
    """First and last year of somebody's life, as far as the pack gives plain years; else any."""
    person = desk.pack.people.get(person_id)
    if person is None:
        return 0, 9999
    born = int(person.born) if re.fullmatch("[0-9]{4}", person.born) else 0
    died = int(person.died) if re.fullmatch("[0-9]{4}", person.died) else 9999
    return born, died


def _named(text: Text) -> Iterator[tuple[str, str]]:
    """The ids that a text links to, with the wording that does so."""
    for variants in text.views.values():
        for variant in variants:
            for ref in dict.fromkeys(span.ref for span in refs(variant.body) if span.kind is SpanKind.LINK):
                yield ref, variant.body
