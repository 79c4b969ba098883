"""A report as a sheet: one row for each decision, as CSV (RFC 4180, UTF-8 with a byte-order mark).

A cell that a spreadsheet would take for a formula is given an apostrophe before it, so that it is read as text. No
figure of ours begins with such a sign.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from game.harmless import one_line
from game.play.page import Rich, Tone, tidied, words
from game.report.model import Decision, Report, Stand
from game.report.wording import cost, moved

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it, spreadsheets read UTF-8 as whatever their system is set to."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

COLUMNS: Final = (
    "number", "node", "crisis", "date", "actor", "who", "by", "beat", "title", "choice", "choice title", "plausibility",
    "reason", "question", "forecast", "came true", "cost", "note", "moved", "history", "history title", "same",
    "closeness", "weight", "evidence", "sources", "distance",
)  # fmt: skip
"""Before the meters: each of them has two more, its value after the decision and history's."""


def as_csv(report: Report) -> str:
    """The whole sheet."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    meters = report.course.meters
    named = [name for meter in meters for name in (str(meter.id), f"history {meter.id}")]
    writer.writerow(_row((*COLUMNS, *named)))
    stands = {stand.decision.number: stand for stand in report.course.yours if stand.decision is not None}
    for decision in report.decisions:
        stand = stands.get(decision.number)
        writer.writerow(_row((*_decision(decision, stand), *_meters(report, stand))))
    return BYTE_ORDER_MARK + sheet.getvalue()


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    told = one_line(text)
    return f"'{told}" if told.startswith(_FORMULA) else told


def _row(cells: Iterable[str | int | None]) -> list[str]:
    return ["" if cell is None else str(cell) if isinstance(cell, int) else guarded(cell) for cell in cells]


def _decision(decision: Decision, stand: Stand | None) -> tuple[str | int | None, ...]:
    choice, forecast, history = decision.choice, decision.forecast, decision.history
    return (
        decision.number,
        decision.node,
        decision.crisis.id,
        decision.day.isoformat(),
        decision.actor,
        decision.who,
        str(decision.by),
        decision.beat.id if decision.beat else None,
        decision.title,
        choice.id if choice else None,
        choice.title if choice else None,
        str(choice.plausibility) if choice and choice.plausibility else None,
        decision.reason,
        words(forecast.question) if forecast else None,
        None if forecast is None else "declined" if forecast.percent is None else forecast.percent,
        None if forecast is None else _yes(forecast.came_true),
        cost(forecast) if forecast and forecast.cost is not None else None,
        decision.note,
        moved(decision.moves) if decision.moves else None,
        history.choice.id if history else None,
        history.choice.title if history else None,
        _yes(history.is_same) if history else None,
        history.closeness if history else None,
        history.weight if history else None,
        " ".join(_uncited(rich) for rich in history.evidence) if history else None,
        "; ".join(work.short for work in history.works) if history else None,
        stand.distance if stand else None,
    )


def _meters(report: Report, stand: Stand | None) -> list[int | None]:
    """Each meter after the decision, and history's at the same place."""
    found: list[int | None] = []
    for meter in report.course.meters:
        if stand is None:
            found += [None, None]
        else:
            beside = stand.beside.meters[meter.index] if stand.beside else None
            found += [stand.state.meters[meter.index], beside]
    return found


def _uncited(rich: Rich) -> str:
    """Words without the numbers of their sources: those have a column of their own."""
    return words(tidied([piece for piece in rich if piece.tone is not Tone.CITE]))


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"
