"""Who decides and who speaks: in office then, and alive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from game.content.desk import Desk
from game.content.inline import SpanKind, refs
from game.content.places import field
from game.content.texts import texts_of
from game.engine.model import Beat, Seat
from game.engine.text import Text, Variant

_IN_THE_PRESENT = frozenset({"briefing", "briefing.short", "advisers", "text", "outcome", "outcome.short"})
"""Texts that speak in the present of their beat; what is told in hindsight may name the dead."""
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
    """Somebody advises who was not alive, or is named in the present after their death; once for each crisis."""
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
    for placed in texts_of(desk.pack):
        if placed.beat is None or placed.role not in _IN_THE_PRESENT:
            continue
        year = placed.beat.date.year
        for person in _linked(placed.text):
            died = _life(desk, person)[1]
            if year > died and (placed.beat.crisis, person) not in told:
                told.add((placed.beat.crisis, person))
                what = f"{person} is named in {year}, and had died in {died}"
                desk.warn(placed.key, "office", what, "make sure that the words know it")


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


def _linked(text: Text) -> Iterable[str]:
    """The ids that a text links to, each once."""
    variants: list[Variant] = [variant for view in text.views.values() for variant in view]
    return dict.fromkeys(span.ref for variant in variants for span in refs(variant.body) if span.kind is SpanKind.LINK)
