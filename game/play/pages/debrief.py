"""Looking back on a crisis.

The debrief is built from the player's own log, shows every beat of history whether or not this timeline came to it, and
keeps the score's parts apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from game.engine import State, Step
from game.engine.model import CHANCE, Beat, Crisis
from game.engine.text import Facts
from game.play.page import Block, CallOut, Heading, Kind, Page, Para, Pen, Piece, Rich, Tone
from game.play.pages.cards import cards
from game.play.pages.common import kicker, meter_rows, pen_for, seat_name, views
from game.play.pages.rhythm import forecast_question
from game.play.pages.scored import decisions_table, score_blocks
from game.play.pages.study import cited, differing, quizzed, to_discuss, worth_knowing
from game.play.playthrough import Playthrough
from game.play.quiz import answered
from game.play.stages import Debrief
from game.saves import Node, Picker
from game.score import Score, divergence, score, settle

EXPLAIN = "What would you now explain differently?"
NOTE_KEY = "n writes it down; then it stands here, with your last decision."


def debrief_page(game: Playthrough, stage: Debrief, *, hold_answers: bool = False) -> Page:
    """One crisis: decisions beside history's, the score so far, what happened, and what to think about.

    Args:
        game: a game in which the crisis has closed.
        stage: the crisis, and through whose eyes.
        hold_answers: whether the answers of the quiz wait until somebody has been asked.
    """
    crisis = stage.crisis
    steps = _inside(game, crisis)
    facts = Facts(game.state.meters, game.state.flags, crisis.until.year)
    pen = pen_for(game, stage.viewer, facts)
    blocks: list[Block] = []
    ending = next((ending for ending in crisis.endings if ending.id == stage.ending), None)
    if ending is not None:
        blocks.append(Heading(f"How it closed: {ending.title}"))
        blocks += views(game, pen, stage.viewer, ending.text)
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
    blocks += cards(game, pen, crisis, steps)
    blocks += _study(pen, crisis, answered(game.tree) if hold_answers and game.persons else None)
    return Page(kicker(crisis), f"Debrief: {crisis.title}", tuple(blocks), cited(pen, crisis.sources))


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
    last = game.last_decision
    if last is not None and not last.note and game.pack.beats[last.beat].crisis == crisis.id:
        about = (Piece("Of your last decision, or of the whole. "), Piece(NOTE_KEY, Tone.FAINT))
        blocks.append(CallOut(Kind.FORECAST, EXPLAIN, (about,)))
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
        who = "" if beat.actor == CHANCE else f"{seat_name(game.pack, beat)} · "
        blocks.append(Heading(f"{who}{beat.title}, {beat.dateline}{never}", 2))
        if beat.actor != CHANCE and beat.id in game.mark.beats:
            blocks.append(Para((Piece("History: ", Tone.FAINT), Piece(beat.history.title, Tone.STRONG))))
        blocks += pen.paras(beat.happened)
    return blocks


def _study(pen: Pen, crisis: Crisis, may_know: Collection[str] | None) -> list[Block]:
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
    return blocks + quizzed(pen, crisis.id, crisis.quiz, may_know)


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
    """The score of one crisis: only its decisions and forecasts; how far the world has moved from history, by now."""
    inside = _inside(game, crisis)
    path = [node for node in game.path if game.pack.beats[node.beat].crisis == crisis.id]
    seats = [seat.id for seat in game.persons or game.pack.seats]
    opening = Step(inside[0].before, inside[0].before, None, None, ()) if inside else game.steps[-1]
    parts = score(game.run, [opening, *inside], game.tree, path, seats)
    return replace(parts, divergence=divergence(game.steps, game.mark))
