"""Looking back: the debrief of a crisis, and the end of a run.

The debrief is built from the player's own log, shows every beat of history whether or not this timeline came to it, and
keeps the score's parts apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.content.dates import day
from game.engine import State, Step, find_ending
from game.engine.model import CHANCE, WORLD, Beat, Crisis, Pack, Seat
from game.engine.text import Facts, Text
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Heading,
    Kind,
    Page,
    Para,
    Pen,
    Piece,
    Rich,
    Table,
    Tone,
    line,
)
from game.play.pages.common import PLAUSIBLE, eyes, kicker, leader_name, meter_rows, pen_for, signed
from game.play.pages.rhythm import forecast_question
from game.play.pages.study import cited, differing, tested, to_discuss, worth_knowing
from game.play.playthrough import Playthrough
from game.play.stages import Debrief, Finale
from game.saves import Node, Picker
from game.score import Foresight, Likeness, Score, Statecraft, by_cause, score, settle


def debrief_page(game: Playthrough, stage: Debrief) -> Page:
    """One crisis: decisions beside history's, the score so far, what happened, and what to think about."""
    crisis = stage.crisis
    steps = _inside(game, crisis)
    facts = Facts(game.state.meters, game.state.flags, crisis.until.year)
    pen = pen_for(game, stage.viewer, facts)
    blocks: list[Block] = []
    ending = next((ending for ending in crisis.endings if ending.id == stage.ending), None)
    if ending is not None:
        blocks.append(Heading(f"How it closed: {ending.title}"))
        blocks += _views(game, pen, stage.viewer, ending.text)
    blocks.append(Heading("What was decided, beside history"))
    blocks.append(decisions_table(game, steps))
    blocks += _own_log(game, pen, crisis)
    blocks.append(Heading("Where things stand"))
    start, end = _edges(game, crisis)
    history = game.mark.after(steps[-1].beat) if steps else game.mark.end
    blocks.append(meter_rows(game.pack, game.pack.meters, end, before=start, history=history))
    blocks += score_blocks(game, _score_of(game, crisis))
    blocks.append(Heading("What happened in history"))
    blocks += pen.paras(crisis.happened.at_length(short=pen.short))
    blocks += _record(game, pen, crisis, steps)
    blocks += _roads(game, pen, crisis)
    blocks += _study(pen, crisis)
    return Page(kicker(crisis), f"Debrief: {crisis.title}", tuple(blocks), cited(pen, crisis.sources))


def finale_page(game: Playthrough, stage: Finale) -> Page:
    """The end of the run: the ending, what made it, the score."""
    last = game.run.crises[min(game.state.crisis, len(game.run.crises) - 1)]
    facts = Facts(game.state.meters, game.state.flags, last.until.year)
    pen = pen_for(game, stage.viewer, facts)
    ending = find_ending(game.run, game.state.ending)
    blocks: list[Block] = []
    if ending is not None:
        blocks += _views(game, pen, stage.viewer, ending.text)
    historys = find_ending(game.run, game.mark.end.ending)
    if historys is not None and ending is not None:
        same = historys.id == ending.id
        said = "History closed in the same way." if same else f"History closed otherwise: {historys.title}."
        blocks.append(CallOut(Kind.HISTORY, "Beside history", (line(said),)))
    blocks.append(Heading("What moved the world, by cause"))
    blocks.append(_causes_table(game))
    blocks += score_blocks(game, game.score())
    if len(game.run.crises) > 1:
        blocks.append(Heading("Every decision, beside history"))
        blocks.append(decisions_table(game, [step for step in game.steps if step.beat is not None]))
    blocks.append(Heading("What now?"))
    blocks.append(Bullets(_onward(game)))
    title = ending.title if ending is not None else "The end"
    return Page(_whose(game), title, tuple(blocks), tuple(pen.works))


def decisions_table(game: Playthrough, steps: Iterable[Step]) -> Table:
    """Every decision of a seat beside history's."""
    rows: list[tuple[str, ...]] = []
    for step in steps:
        if step.beat is None or step.choice is None:
            continue
        history = step.beat.history
        if step.beat.id not in game.mark.beats:
            beside = "history never came to this"
        else:
            beside = "= the same" if step.choice is history else history.title
        who = "Chance" if step.beat.actor == CHANCE else _seat_name(game.pack, step.beat)
        rows.append(
            (
                day(step.beat.date),
                who,
                step.choice.title,
                beside,
            )
        )
    return Table(("When", "Who", "In your timeline", "In history"), tuple(rows))


def score_blocks(game: Playthrough, parts: Score) -> list[Block]:
    """The parts of the score, each in words, never added up."""
    watching = not game.persons
    blocks: list[Block] = [Heading("The score, part by part")]
    if not watching:
        blocks.append(CallOut(Kind.YOURS, "Foresight", tuple(_foresight_lines(parts.foresight))))
    for part in parts.statecraft:
        blocks.append(CallOut(Kind.YOURS, f"Statecraft: {part.seat.name}", tuple(_statecraft_lines(part))))
    blocks.append(CallOut(Kind.YOURS, "Likeness", tuple(_likeness_lines(parts.likeness))))
    return blocks


def _foresight_lines(part: Foresight) -> list[Rich]:
    judged = [item for item in part.parts if item.counted and item.came_true is not None]
    if part.value is None:
        return [line("No forecast of yours has been settled yet. It is the part that judges judgement.")]
    right = sum(1 for item in judged if (item.percent > 50) == item.came_true and item.percent != 50)
    said = f"{part.value} of 100, from {len(judged)} {'forecast' if len(judged) == 1 else 'forecasts'}."
    lines = [
        (Piece(said, Tone.STRONG),),
        line(
            f"You leaned the right way in {right}. Always answering 50 % would have earned 75: more than that means "
            "that your confidence was worth something, less that it misled you."
        ),
    ]
    if part.calibration:
        shown = "; ".join(f"of {b.forecasts} at {b.low}–{b.high} %, {b.came_true} came true" for b in part.calibration)
        lines.append(line(f"Calibration: {shown}."))
    return lines


def _statecraft_lines(part: Statecraft) -> list[Rich]:
    if part.value == 0:
        said = "On the mean of its own aims this seat stands as history had it."
    else:
        points = "point" if abs(part.value) == 1 else "points"
        way = "better" if part.value > 0 else "worse"
        said = f"On the mean of its own aims this seat stands {abs(part.value)} {points} {way} than history had it."
    aims = "; ".join(
        f"{item.meter.title} {item.yours} (history {item.historys}, {signed(item.gain)})" for item in part.parts
    )
    return [(Piece(f"{signed(part.value)}. ", Tone.STRONG), Piece(said)), line(aims + ".")]


def _likeness_lines(part: Likeness) -> list[Rich]:
    if part.value is None:
        return [line("No decision yet.")]
    same = sum(1 for item in part.parts if item.closeness == 100)
    return [
        (
            Piece(f"{part.value} of 100. ", Tone.STRONG),
            Piece("A distance, not a grade: to copy history is neither right nor wise."),
        ),
        line(f"{same} of {len(part.parts)} decisions were history's own; each counts by its weight."),
    ]


def _own_log(game: Playthrough, pen: Pen, crisis: Crisis) -> list[Block]:
    """What the players wrote and foresaw, in their own words."""
    blocks: list[Block] = []
    for node in game.path:
        beat = game.pack.beats[node.beat]
        if node.by is not Picker.PERSON or beat.crisis != crisis.id:
            continue
        lines = _log_lines(game, pen, node, beat)
        if lines:
            choice = beat.choice(node.choice)
            assert choice is not None
            blocks.append(CallOut(Kind.YOURS, f"{beat.title}: {choice.title}", tuple(lines)))
    return [Heading("Your log"), *blocks] if blocks else []


def _log_lines(game: Playthrough, pen: Pen, node: Node, beat: Beat) -> list[Rich]:
    lines: list[Rich] = []
    if node.reason:
        lines.append((Piece("What you intended: ", Tone.FAINT), Piece(node.reason)))
    if isinstance(node.forecast, int):
        seat = game.pack.seat(beat.actor)
        assert seat is not None
        answer = settle(game.pack, node, game.path)
        came = "the question never arose" if answer is None else "it came true" if answer else "it did not"
        lines.append(
            (
                Piece("Your forecast: ", Tone.FAINT),
                *forecast_question(game, pen, beat, seat),
                Piece(f" {node.forecast} %; {came}."),
            )
        )
    if node.note:
        lines.append((Piece("What you would now explain differently: ", Tone.FAINT), Piece(node.note)))
    return lines


def _record(game: Playthrough, pen: Pen, crisis: Crisis, steps: Sequence[Step]) -> list[Block]:
    """What history did at every beat, those included that this timeline never came to."""
    met = {step.beat.id for step in steps if step.beat is not None}
    blocks: list[Block] = [Heading("The record, decision by decision")]
    for beat in crisis.beats:
        if not beat.happened.views:
            continue
        never = "" if beat.id in met else " (your timeline never came to this)"
        who = "" if beat.actor == CHANCE else f"{_seat_name(game.pack, beat)} · "
        blocks.append(Heading(f"{who}{beat.title}, {beat.dateline}{never}", 2))
        if beat.actor != CHANCE and beat.id in game.mark.beats:
            blocks.append(Para((Piece("History: ", Tone.FAINT), Piece(beat.history.title, Tone.STRONG))))
        blocks += pen.paras(beat.happened)
    return blocks


def _roads(game: Playthrough, pen: Pen, crisis: Crisis) -> list[Block]:
    """The roads that history did not take, as cards: how thinkable, the evidence, what else must have changed."""
    mine = {seat.id for seat in game.persons or game.pack.seats}
    blocks: list[Block] = [Heading("Roads not taken in history")]
    for beat in crisis.beats:
        if beat.actor not in mine:
            continue
        for choice in beat.choices:
            if choice.history or choice.plausibility is None:
                continue
            lines: list[Rich] = [(Piece("How thinkable: ", Tone.FAINT), Piece(PLAUSIBLE[choice.plausibility] + "."))]
            lines += pen.text(choice.evidence)
            rewrite = pen.joined(choice.rewrite)
            if rewrite:
                lines.append((Piece("What else must have been different: ", Tone.FAINT), *rewrite))
            blocks.append(CallOut(Kind.NOTE, f"{beat.title}: {choice.title}", tuple(lines)))
    return blocks if len(blocks) > 1 else []


def _study(pen: Pen, crisis: Crisis) -> list[Block]:
    """What no leader chose, the human cost, where notes and scholarship part, terms, questions, quiz."""
    blocks: list[Block] = []
    if crisis.forces:
        blocks.append(Heading("What no leader chose"))
        for force in crisis.forces:
            blocks.append(CallOut(Kind.NOTE, force.title, pen.text(force.text)))
    if crisis.human_cost:
        blocks.append(Heading("The human cost"))
        for text in crisis.human_cost:
            blocks += pen.paras(text)
    blocks += differing(pen, crisis.differs)
    blocks += worth_knowing(pen, crisis.terms)
    blocks += to_discuss(pen, crisis.questions)
    return blocks + tested(pen, crisis.quiz)


def _causes_table(game: Playthrough) -> Table:
    """By how much each cause moved each of the world's meters, in this timeline and in history's."""
    rows: list[tuple[str, ...]] = []
    shared = [meter for meter in game.pack.meters if meter.owner == WORLD]
    mine = {meter.id: by_cause(game.steps, meter.id) for meter in shared}
    historys = {meter.id: by_cause(game.mark.steps, meter.id) for meter in shared}
    for cause in game.pack.causes:
        cells = [f"{signed(mine[m.id].get(cause.id, 0))} ({signed(historys[m.id].get(cause.id, 0))})" for m in shared]
        rows.append((cause.title, *cells))
    return Table(("Cause", *(f"{meter.title} (history)" for meter in shared)), tuple(rows))


def _onward(game: Playthrough) -> tuple[Rich, ...]:
    items = ["Undo, and decide otherwise: the timeline that you leave is kept in the save."]
    if len(game.persons) == 1:
        other = next((seat for seat in game.pack.seats if seat.id != game.persons[0].id), None)
        if other is not None:
            items.append(f"Play it again from the other side, as {other.name}.")
    if game.pack.seminar is not None:
        items.append(f"Hold the seminar: {game.pack.seminar.ask}")
    items.append("Play it under another lens: the same decisions, weighed by another theory of why things happen.")
    return tuple(line(item) for item in items)


def _views(game: Playthrough, pen: Pen, viewer: Seat | None, text: Text) -> list[Block]:
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


def _inside(game: Playthrough, crisis: Crisis) -> list[Step]:
    """The decisions of one crisis."""
    return [step for step in game.steps if step.beat is not None and step.beat.crisis == crisis.id]


def _edges(game: Playthrough, crisis: Crisis) -> tuple[State, State]:
    """The states before a crisis's first decision and after its last."""
    inside = _inside(game, crisis)
    if not inside:
        return game.state, game.state
    return inside[0].before, inside[-1].after


def _score_of(game: Playthrough, crisis: Crisis) -> Score:
    """The score of one crisis: only its decisions and forecasts."""
    inside = _inside(game, crisis)
    path = [node for node in game.path if game.pack.beats[node.beat].crisis == crisis.id]
    seats = [seat.id for seat in game.persons or game.pack.seats]
    return score(game.run, inside or [game.steps[-1]], game.tree, path, seats)


def _seat_name(pack: Pack, beat: Beat) -> str:
    seat = pack.seat(beat.actor)
    return seat.name if seat else str(beat.actor)


def _whose(game: Playthrough) -> str:
    if not game.persons:
        return "History's own run"
    names = [leader_name(game.pack, seat.leader_on(game.run.crises[0].since)) for seat in game.persons]
    return "You played " + " and ".join(names)
