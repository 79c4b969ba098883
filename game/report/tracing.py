"""The lines of the meters and the tables under them, group by group: what both sides share, then each side's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from game.content.dates import day
from game.engine.model import WORLD, Meter
from game.play.page import Chart, Heading, Para, Table, Tone, line
from game.report.model import Report, Stand
from game.report.parts import Charts, Part

Values = Sequence[tuple[date, int]]
"""A value from each of these days on, until the next."""


def chart_parts(report: Report) -> Iterable[Part]:
    """Charts and tables of every meter that may be read, and of the distance from history."""
    for owner, title in _owners(report):
        meters = [meter for meter in report.course.meters if meter.owner == owner]
        if meters:
            yield Heading(title)
            yield Charts(tuple(_meter_chart(report, meter) for meter in meters))
            yield levels_table(report, meters)
    gaps = [(stand.day, stand.distance) for stand in report.course.yours if stand.distance is not None]
    if len(gaps) > 1:
        yield Heading("The distance from history")
        yield Charts((_chart("Distance from history", "distance", report, gaps, [(report.course.since, 0)]),))
        yield distance_table(report)
        yield Para(line("The mean over all meters, after each decision. History is 0 all along.", Tone.FAINT))


def levels_table(report: Report, meters: Sequence[Meter]) -> Table:
    """Where some meters stood at the end of each crisis (of a single crisis: after each decision), beside history."""
    rows = tuple(
        (level.label, *(f"{level.state.meters[m.index]} ({level.history.meters[m.index]})" for m in meters))
        for level in report.course.levels
    )
    return Table(("After", *(f"{meter.title} (history)" for meter in meters)), rows)


def distance_table(report: Report) -> Table:
    """The distance from history after the last decision of each crisis; of a single one, after each decision."""
    known = [stand for stand in report.course.yours if stand.distance is not None and stand.decision is not None]
    crises = {stand.decision.crisis.id for stand in known if stand.decision}
    rows: list[tuple[str, str]] = []
    for at, stand in enumerate(known):
        decision = stand.decision
        assert decision is not None
        after = known[at + 1].decision if at + 1 < len(known) else None
        if len(crises) == 1:
            rows.append((f"{day(stand.day)}: {decision.title}", str(stand.distance)))
        elif after is None or after.crisis.id != decision.crisis.id:
            rows.append((decision.crisis.title, str(stand.distance)))
    return Table(("After", "Distance"), tuple(rows))


def _owners(report: Report) -> list[tuple[str, str]]:
    return [(WORLD, "What both sides share"), *((str(seat.id), seat.name) for seat in report.pack.seats)]


def _meter_chart(report: Report, meter: Meter) -> Chart:
    course = report.course
    return _chart(meter.title, meter.id, report, _values(course.yours, meter), _values(course.historys, meter))


def _values(stands: Sequence[Stand], meter: Meter) -> Values:
    return [(stand.day, stand.state.meters[meter.index]) for stand in stands]


def _chart(title: str, ref: str, report: Report, yours: Values, historys: Values) -> Chart:
    """Both lines on one row of days: history moved on days of its own, and went on where this timeline stopped."""
    days = sorted({day for day, _ in (*yours, *historys)} | {report.course.until})
    dates: list[date] = []
    mine: list[int] = []
    theirs: list[int] = []
    for day_ in days:
        # Several decisions of one day are several steps of the line.
        own = [value for at, value in yours if at == day_] or [_standing(yours, day_)]
        historys_own = [value for at, value in historys if at == day_] or [_standing(historys, day_)]
        for at in range(max(len(own), len(historys_own))):
            dates.append(day_)
            mine.append(own[min(at, len(own) - 1)])
            theirs.append(historys_own[min(at, len(historys_own) - 1)])
    return Chart(title, ref, tuple(dates), tuple(mine), tuple(theirs), ((len(dates) - 1, "the story"),))


def _standing(values: Values, on: date) -> int:
    """The value that held on a day."""
    before = [value for day_, value in values if day_ <= on]
    return before[-1] if before else values[0][1]
