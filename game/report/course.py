"""The meters over the years, beside history's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from game.content.dates import MONTHS, day
from game.engine.model import Crisis
from game.report.known import Known
from game.report.model import Course, Decision, Level, Stand
from game.score import distance


def course(known: Known, decisions: Sequence[Decision]) -> Course:
    """Both lines, and the rows of their tables: the end of each crisis, or each decision where there is but one."""
    game = known.game
    since = game.run.crises[0].since
    compared = {id(step) for step in known.compared_steps()}
    opening = game.mark.after(None)
    yours = [Stand(since, known.steps[0].after, None, opening, distance(known.steps[0].after, opening))]
    for step, decision in zip(known.steps[1:], decisions, strict=False):
        assert step.beat is not None
        beside = game.mark.after(step.beat)
        gap = distance(step.after, beside) if id(step) in compared else None
        yours.append(Stand(step.beat.date, step.after, decision, beside, gap))
    historys = [Stand(step.beat.date if step.beat else since, step.after, None) for step in known.historys_steps()]
    return Course(known.meters, since, _until(known), tuple(yours), tuple(historys), tuple(_levels(known, yours)))


def _until(known: Known) -> date:
    """Where the lines stop: with the story, or with the last decision."""
    crises = known.game.run.crises
    if known.is_finished:
        return crises[-1].until
    last = known.steps[-1].beat
    return max(last.date if last else crises[0].since, crises[0].since)


def _levels(known: Known, yours: Sequence[Stand]) -> list[Level]:
    game = known.game
    opening = game.mark.after(None)
    levels = [Level("At the opening", yours[0].day, yours[0].state, opening)]
    single = len(game.run.crises) == 1
    for at, stand in enumerate(yours[1:], 1):
        decision = stand.decision
        assert decision is not None
        after = yours[at + 1].decision if at + 1 < len(yours) else None
        beside = stand.beside
        assert beside is not None
        if single:
            levels.append(Level(f"{day(stand.day)}: {decision.title}", stand.day, stand.state, beside))
        elif after is None or after.crisis.id != decision.crisis.id:
            levels.append(Level(_named(decision.crisis, stand, known), stand.day, stand.state, beside))
    end = known.steps[-1].after
    if known.is_finished and (end.meters, game.mark.end.meters) != _last(levels):
        levels.append(Level("At the end", game.run.crises[-1].until, end, game.mark.end))
    return levels


def _last(levels: Sequence[Level]) -> tuple[Sequence[int], Sequence[int]]:
    return levels[-1].state.meters, levels[-1].history.meters


def _named(crisis: Crisis, stand: Stand, known: Known) -> str:
    is_open = crisis.id not in known.closed
    return f"{crisis.title}, {MONTHS[stand.day.month - 1]} {stand.day.year}{' (not closed yet)' if is_open else ''}"
