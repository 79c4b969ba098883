"""Every decision of a timeline: who, what, why, what was foreseen, what it moved, and history beside it."""

from __future__ import annotations

from collections.abc import Iterable

from game.content.dates import day
from game.engine import Step
from game.engine.model import CHANCE, Beat, Choice, Pack, Seat
from game.engine.text import EVERYBODY
from game.harmless import harmless
from game.play.page import Pen, Rich
from game.play.pages.common import leader_name
from game.play.pages.rhythm import forecast_question
from game.report.citing import Citing, cited_in
from game.report.known import Known
from game.report.model import Decision, Forecast, History, Move
from game.saves import SKIPPED, Node, Reading
from game.score import ForecastPart, Foresight


def decisions(known: Known, foresight: Foresight, citing: Citing) -> tuple[Decision, ...]:
    """The decisions of a timeline in order, the one that waits for its forecast last."""
    foreseen = {part.node.id: part for part in foresight.parts}
    nodes = [*known.nodes, *([known.awaited] if known.awaited else [])]
    found: list[Decision] = []
    for number, node in enumerate(nodes, 1):
        step = known.game.steps[number]
        found.append(_decision(known, number, node, step, foreseen.get(node.id), citing))
    return tuple(found)


def who(pack: Pack, beat: Beat) -> str:
    """'China, Mao Zedong', or 'Chance'."""
    seat = pack.seat(beat.actor)
    return f"{seat.name}, {leader_name(pack, seat.leader_on(beat.date))}" if seat else "Chance"


def sealed(pack: Pack, beat: Beat) -> str:
    """What is told of a decision that the reader may not know."""
    seat = pack.seat(beat.actor)
    return f"Word from the {seat.adjective} side" if seat else beat.title


def _decision(known: Known, number: int, node: Node, step: Step, part: ForecastPart | None, citing: Citing) -> Decision:
    game, pack = known.game, known.game.pack
    beat, choice = step.beat, step.choice
    assert beat is not None and choice is not None
    told, own = known.tells(beat), known.tells_words(beat)
    is_awaited = known.awaited is node
    with_history = not is_awaited and known.tells_history(beat)
    pen = Pen(pack, _view(known.viewer), game.facts_after(step), short=game.root.reading is Reading.SHORT)
    return Decision(
        number=number,
        node=node.id,
        crisis=next(crisis for crisis in game.run.crises if crisis.id == beat.crisis),
        day=beat.date,
        dateline=beat.dateline or day(beat.date),
        actor=str(beat.actor),
        who=who(pack, beat),
        by=node.by,
        title=beat.title if told else sealed(pack, beat),
        beat=beat if told else None,
        choice=choice if told else None,
        reason=harmless(node.reason) if own else "",
        note=harmless(node.note) if own else "",
        forecast=_forecast(known, node, beat, part, pen, citing) if own else None,
        is_awaited=is_awaited,
        moves=() if is_awaited else _moves(known, step),
        history=_history(known, pen, beat, choice, citing) if with_history and beat.id in game.mark.beats else None,
        is_beyond_history=with_history and beat.id not in game.mark.beats and beat.actor != CHANCE,
    )


def _view(viewer: Seat | None) -> str:
    return str(viewer.id) if viewer else EVERYBODY


def _forecast(
    known: Known, node: Node, beat: Beat, part: ForecastPart | None, pen: Pen, citing: Citing
) -> Forecast | None:
    if node.forecast is None:
        return None
    seat = known.game.pack.seat(beat.actor)
    assert seat is not None, "chance foresees nothing"
    asked = citing.rich(forecast_question(known.game, pen, beat, seat))
    if node.forecast == SKIPPED or part is None:
        return Forecast(asked, None, None, None, False)
    return Forecast(asked, part.percent, part.came_true, part.penalty if part.counted else None, part.counted)


def _moves(known: Known, step: Step) -> tuple[Move, ...]:
    """What a step moved, meter by meter and cause by cause, as far as it may be read."""
    pack = known.game.pack
    totals: dict[tuple[str, str], int] = {}
    for move in step.moves:
        totals[move.meter, move.cause] = totals.get((move.meter, move.cause), 0) + move.change
    return tuple(
        Move(meter, cause, change)
        for meter in known.meters
        for cause in pack.causes
        if (change := totals.get((meter.id, cause.id), 0))
    )


def _history(known: Known, pen: Pen, beat: Beat, choice: Choice, citing: Citing) -> History:
    history = beat.history
    # While a crisis is open, a departure is told what happened; how that is known waits for the debrief.
    may_tell_all = known.is_open or beat.crisis in known.closed or choice is history
    texts = (history.evidence, beat.happened) if may_tell_all else (beat.happened,)
    told = _first(pen.text(text) for text in texts)
    evidence = citing.riches(told)
    return History(history, choice is history, evidence, cited_in(pen.pack, evidence), choice.likeness, beat.importance)


def _first(texts: Iterable[tuple[Rich, ...]]) -> tuple[Rich, ...]:
    """The first text that says anything."""
    return next((text for text in texts if text), ())
