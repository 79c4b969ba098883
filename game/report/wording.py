"""The small sentences of a report, the same in each of its forms."""

from __future__ import annotations

from datetime import date
from typing import Final

from game.content.dates import day
from game.play.pages.common import signed, span
from game.report.model import Decision, Forecast, Head, Held, Move, Report
from game.saves import Picker, Reading

PICKED: Final = {
    Picker.PERSON: "played",
    Picker.COMPUTER: "the computer",
    Picker.HISTORY: "as in history",
    Picker.EARLIER: "as in an earlier game",
    Picker.CHANCE: "chance",
}
AFTERWARDS: Final = "told when the story is over"


def yours(head: Head) -> str:
    """How to call the timeline: 'You', or 'This run' where nobody played."""
    return "This run" if head.is_watched else "You"


def here(head: Head) -> str:
    """The same within a sentence."""
    return "this run" if head.is_watched else "your timeline"


def kicker(report: Report) -> str:
    """Over the title: what this is."""
    return f"Report of a play · {report.pack.title}"


def facts(report: Report) -> tuple[tuple[str, str], ...]:
    """What was played, by whom and on which terms: labels and values."""
    head = report.head
    found = [(each.seat.name, _seat(head, each)) for each in head.held]
    if head.viewer is not None and not _is_alone(head):
        found.append(("Seen from", head.viewer.name))
    found += [
        ("Years of the story", span(head.since, head.until)),
        ("How far", how_far(head)),
        ("Lens", head.lens.title),
        ("Texts", _texts(head)),
        ("Pack", f"{report.pack.id}, digest {report.pack.digest}{_other_content(report)}"),
        ("Save", _save(head)),
    ]
    return tuple(found)


def how_far(head: Head) -> str:
    """'To the end: 9 decisions, 4 of them the player's.'"""
    decided = f"{head.decided} {'decision' if head.decided == 1 else 'decisions'}"
    people = "the players'" if _players(head) > 1 else "the player's"
    whose = "" if head.is_watched else f", {head.own} of them {people}"
    if head.is_finished:
        return f"to the end: {decided}{whose}"
    until = f", to {day(head.last.day)}" if head.last else ""
    return f"not to the end: {decided}{whose}{until}"


def moved(moves: tuple[Move, ...]) -> str:
    """'Trust in the alliance −5 (the leaders); China's economy +3 (rivalry).'"""
    told = "; ".join(f"{move.meter.title} {signed(move.change)} ({move.cause.title})" for move in moves)
    return f"{told}." if told else "Nothing that can be measured."


def said(forecast: Forecast) -> str:
    """What was said and what came of it: '70 %: it came true (cost 0.09).'"""
    if forecast.percent is None:
        return "declined."
    came = (
        "not settled"
        if forecast.came_true is None
        else "it came true"
        if forecast.came_true
        else "it did not come true"
    )
    if forecast.came_true is None:
        return f"{forecast.percent} %: {came}."
    return f"{forecast.percent} %: {came} ({f'cost {cost(forecast)}' if forecast.is_counted else SECOND_LOOK})."


SECOND_LOOK: Final = "a second look, not counted"


def cost(forecast: Forecast) -> str:
    """By Brier's rule, '0.09'; '–' where none is counted."""
    return "–" if forecast.cost is None else f"{forecast.cost / 10_000:.2f}"


def closeness(decision: Decision) -> str:
    """How close a decision came, and how much it counts; '' where that may not be told."""
    history = decision.history
    return f"{history.closeness} of 100, weight {history.weight}" if history else ""


def number(value: int | None) -> str:
    """A part of the score; '–' where there is none."""
    return "–" if value is None else str(value)


def from_to(since: date, until: date) -> str:
    """The days from one to another."""
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def _seat(head: Head, held: Held) -> str:
    who = ", ".join(held.leaders)
    return who if head.is_watched else f"{who} ({PICKED[held.picker]})"


def _texts(head: Head) -> str:
    length = "short form" if head.reading is Reading.SHORT else "in full"
    return f"{length}; only choices that the record knows" if head.on_record_only else length


def _other_content(report: Report) -> str:
    made_with = report.head.made_with
    return "" if made_with in ("", report.pack.digest) else f" (the save was begun with {made_with})"


def _save(head: Head) -> str:
    found = [head.save, f"seed {head.seed}"]
    if head.timelines > 1:
        found.append(f"one of {head.timelines} timelines, ending at decision {head.node}")
    return ", ".join(found)


def _players(head: Head) -> int:
    return sum(each.picker is Picker.PERSON for each in head.held)


def _is_alone(head: Head) -> bool:
    return _players(head) == 1
