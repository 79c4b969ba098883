"""What several pages share: a pen for the reader, dates, meters, plausibility in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from game.content.dates import MONTHS
from game.engine import State, Step
from game.engine.model import WORLD, Beat, Crisis, Leader, Meter, Pack, Plausibility, Seat
from game.engine.text import EVERYBODY, Facts, Text
from game.play.page import Block, Heading, MeterRow, Meters, Pen
from game.play.playthrough import Playthrough
from game.saves import Reading

PLAUSIBLE: Final = {
    Plausibility.DOCUMENTED: "documented: it was on the table in the record",
    Plausibility.ARGUED: "argued: someone urged it",
    Plausibility.SPECULATIVE: "speculative: thinkable, but the record does not show it on the table",
}


def pen_for(game: Playthrough, viewer: Seat | None, facts: Facts) -> Pen:
    """A pen that writes for a viewer's eyes."""
    view = viewer.id if viewer else EVERYBODY
    return Pen(game.pack, view, facts, short=game.root.reading is Reading.SHORT)


def eyes(game: Playthrough, viewer: Seat | None) -> tuple[Seat, ...]:
    """Whose views to show: the viewer's, or every seat's for somebody who watches both."""
    return (viewer,) if viewer else game.pack.seats


def views(game: Playthrough, pen: Pen, viewer: Seat | None, text: Text) -> list[Block]:
    """A text as the viewer's side saw it; as each side did, for somebody who watches both."""
    before = pen.view
    blocks: list[Block] = []
    for seat in eyes(game, viewer):
        if viewer is None and not text.is_shared:
            blocks.append(Heading(f"As {seat.name} saw it", 2))
        pen.view = seat.id
        blocks += pen.paras(text)
        if text.is_shared:
            break
    pen.view = before
    return blocks


def span(since: date, until: date) -> str:
    """August – October 1958, or May 1962 – March 1963."""
    first, last = MONTHS[since.month - 1], MONTHS[until.month - 1]
    if since.year != until.year:
        return f"{first} {since.year} – {last} {until.year}"
    return f"{first} {since.year}" if first == last else f"{first} – {last} {until.year}"


def kicker(crisis: Crisis) -> str:
    """When and where a crisis was."""
    when = span(crisis.since, crisis.until)
    return f"{when} · {crisis.place}" if crisis.place else when


def leader_name(pack: Pack, leader: Leader) -> str:
    """Who a leader is."""
    person = pack.people.get(leader.person)
    return person.name if person else leader.person


def decider(pack: Pack, beat: Beat) -> str:
    """Who decided at a beat: the leader of that day, or chance."""
    seat = pack.seat(beat.actor)
    return leader_name(pack, seat.leader_on(beat.date)) if seat else "chance"


def seat_name(pack: Pack, beat: Beat) -> str:
    """The seat that decided at a beat; its id where the pack has no such seat."""
    seat = pack.seat(beat.actor)
    return seat.name if seat else str(beat.actor)


def visible(pack: Pack, viewer: Seat | None) -> tuple[Meter, ...]:
    """The meters that a viewer may read: the world's and their own; all, for somebody who watches both sides."""
    return tuple(meter for meter in pack.meters if viewer is None or meter.owner in (WORLD, viewer.id))


def meter_rows(
    pack: Pack,
    meters: Iterable[Meter],
    state: State,
    *,
    before: State | None = None,
    history: State | None = None,
    moved: Step | None = None,
) -> Meters:
    """Meters as rows: with what changed since ``before``, history's mark, and the causes of a step's movements."""
    rows: list[MeterRow] = []
    for meter in meters:
        value = state.meters[meter.index]
        change = value - before.meters[meter.index] if before else 0
        rows.append(
            MeterRow(
                meter.id,
                meter.title,
                value,
                meter.say(value),
                change,
                history.meters[meter.index] if history else None,
                _because(pack, moved, meter) if moved else "",
            )
        )
    return Meters(tuple(rows))


def _because(pack: Pack, step: Step, meter: Meter) -> str:
    """'Personal rivalry -8, ...': the causes that moved a meter in a step."""
    totals: dict[str, int] = {}
    for move in step.moves:
        if move.meter == meter.id and move.change:
            cause = pack.cause(move.cause)
            title = cause.title if cause else move.cause
            totals[title] = totals.get(title, 0) + move.change
    return ", ".join(f"{title} {signed(change)}" for title, change in totals.items())


def counted(number: int, one: str) -> str:
    """1 point, 2 points."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def listed(names: Iterable[str]) -> str:
    """Trust, tension and danger."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def signed(number: int) -> str:
    """+7, −7 or 0, with a true minus."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"
