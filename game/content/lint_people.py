"""Who decides and who speaks: in office then, and alive."""

from __future__ import annotations

import re
from datetime import timedelta

from game.content.desk import Desk
from game.content.inline import SpanKind, refs
from game.content.places import field
from game.content.texts import texts_of
from game.engine.model import CHANCE, Beat, Seat

_AT_THE_TABLE = frozenset({"briefing", "briefing.short", "advisers", "text", "outcome", "outcome.short"})
"""Texts that speak in the present of their beat; what is told in hindsight may name the dead."""


def empty_chairs(desk: Desk) -> None:
    """A seat decides on a day when nobody held it."""
    for beat in desk.pack.beats.values():
        seat = desk.pack.seat(beat.actor)
        if seat is not None and beat.actor != CHANCE and not _held(seat, beat):
            who = seat.leader_on(beat.date).person
            what = f"nobody sits for {seat.name} on {beat.date}: {who} would decide, and was not in office"
            desk.warn(field(beat.id, "date"), "office", what, "give the seat a leader for that day")


def late_words(desk: Desk) -> None:
    """Somebody speaks, or is named in the present, after the year of their death; once for each crisis."""
    pack = desk.pack
    told: set[tuple[str, str]] = set()
    for beat in pack.beats.values():
        for index, adviser in enumerate(beat.advisers):
            life = _years(desk, adviser.person)
            if life is None or life[0] <= beat.date.year <= life[1]:
                continue
            told.add((beat.crisis, adviser.person))
            what = f"{adviser.person} advises in {beat.date.year} but lived from {_span(life)}"
            desk.warn(field(beat.id, f"advisers.{index}"), "office", what, "let somebody else say it")
    for placed in texts_of(pack):
        beat_id = "/".join(placed.key.partition("#")[0].split("/")[:2])
        here = pack.beats.get(beat_id)  # type: ignore[call-overload]
        if here is None or placed.role not in _AT_THE_TABLE:
            continue
        for person in _linked(placed.text.views.values()):
            life = _years(desk, person)
            if life is None or here.date.year <= life[1] or (here.crisis, person) in told:
                continue
            told.add((here.crisis, person))
            what = f"{person} is named in {here.date.year}, and had died in {life[1]}"
            desk.warn(placed.key, "office", what, "make sure that the text knows it")
