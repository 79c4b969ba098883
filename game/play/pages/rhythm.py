"""The pages of play itself: brief, decide, foresee, reveal, news."""

from __future__ import annotations

from collections.abc import Iterable

from game.content.dates import day
from game.engine import Step
from game.engine.model import CHANCE, Beat, Choice, Seat
from game.engine.text import Facts
from game.play.page import (
    Block,
    CallOut,
    Heading,
    Kind,
    Meters,
    OptionRow,
    Options,
    Page,
    Para,
    Pen,
    Piece,
    Rich,
    Speech,
    Tone,
    line,
)
from game.play.pages.common import PLAUSIBLE, eyes, kicker, leader_name, meter_rows, pen_for, visible
from game.play.pages.warnings import take_care
from game.play.playthrough import Playthrough
from game.play.stages import Briefing, Decision, Foresee, Handover, News, PassedOver, Reveal, Settled
from game.play.terms import scattered
from game.score import last_beat

EVENS = "A forecast of 50 says that you cannot tell; 0 and 100 say that you are certain."


def briefing_page(game: Playthrough, stage: Briefing) -> Page:
    """The situation as the viewer's side knew it."""
    crisis = stage.crisis
    facts = Facts(game.state.meters, game.state.flags, crisis.since.year)
    blocks: list[Block] = []
    pen = pen_for(game, stage.viewer, facts)
    if crisis.tagline:
        blocks.append(Para(line(crisis.tagline, Tone.STRESS)))
    if crisis.content_note:
        blocks.append(CallOut(Kind.NOTE, "Before you begin", (line(crisis.content_note),)))
    passage = crisis.briefing.at_length(short=pen.short)
    seats = eyes(game, stage.viewer)
    for seat in seats:
        if len(seats) > 1 and not passage.is_shared:
            blocks.append(Heading(_as_seen(seat), 2))
        pen.view = seat.id
        blocks += pen.paras(passage)
        if passage.is_shared:
            break
    if stage.viewer:
        leader = stage.viewer.leader_on(crisis.since)
        person = leader_name(game.pack, leader)
        blocks.append(
            Para(
                (
                    Piece("You are "),
                    Piece(person, Tone.LINK, leader.person),
                    Piece(f", {leader.title}." if leader.title else "."),
                )
            )
        )
    blocks.append(Heading("How things stand", 2))
    blocks.append(meter_rows(game.pack, visible(game.pack, stage.viewer), game.state))
    blocks += take_care(game, stage.viewer)
    return Page(kicker(crisis), crisis.title, tuple(blocks), tuple(pen.works))


def passed_over_page(game: Playthrough, stage: PassedOver) -> Page:
    """What happened instead; and what history did all the same."""
    crisis = stage.crisis
    facts = Facts(game.state.meters, game.state.flags, crisis.since.year)
    pen = pen_for(game, stage.viewer, facts)
    blocks: list[Block] = []
    for seat in eyes(game, stage.viewer):
        pen.view = seat.id
        text = crisis.instead.at_length(short=pen.short)
        blocks += pen.paras(text)
        if text.is_shared:
            break
    blocks.append(Heading("What history did"))
    blocks += pen.paras(crisis.happened.at_length(short=pen.short))
    return Page(kicker(crisis), f"{crisis.title}: it did not come to pass", tuple(blocks), tuple(pen.works))


def handover_page(game: Playthrough, stage: Handover) -> Page:
    """Two people, one keyboard: change places."""
    who = leader_name(game.pack, stage.leader)
    return Page(
        game.run.crises[min(game.state.crisis, len(game.run.crises) - 1)].title,
        f"{stage.seat.name}, please",
        (
            Para(line(f"Whoever plays {who} takes the keyboard now. The other side looks away.")),
            Para(line("What follows is sealed: it tells what only this side knew.")),
        ),
    )


def decision_page(game: Playthrough, stage: Decision) -> Page:
    """The moment: what is known, who argues for what, what may be done."""
    beat = stage.beat
    pen = pen_for(game, stage.seat, game.facts_now())
    blocks: list[Block] = [*take_care(game, stage.seat)]
    blocks += pen.paras(beat.briefing.at_length(short=pen.short))
    if beat.advisers:
        blocks.append(Heading("Around the table", 2))
    titles = {choice.id: choice.title for choice in beat.choices}
    offered = {option.choice.id for option in stage.options}
    closed = {option.choice.id for option in stage.options if not option.is_open}
    # Whoever would argue for what this timeline has closed has nothing to say here, unless nobody else has.
    speaking = [adviser for adviser in beat.advisers if adviser.leans not in closed] or beat.advisers
    for adviser in scattered(beat, speaking, lambda adviser: adviser.person):
        person = game.pack.people.get(adviser.person)
        leans = titles.get(adviser.leans, "") if adviser.leans in offered else ""
        blocks.append(
            Speech(
                person.name if person else adviser.person,
                person.role_on(beat.date) if person else "",
                adviser.person,
                pen.joined(adviser.says),
                leans,
            )
        )
    rows = tuple(
        OptionRow(
            option.number, option.choice.id, option.choice.title, pen.joined(option.choice.text), option.why_closed
        )
        for option in stage.options
    )
    blocks.append(Options(beat.question, rows))
    return Page(_dateline(beat), beat.title, tuple(blocks), tuple(pen.works))


def meters_now(game: Playthrough) -> Meters:
    """The viewer's meters as they stand, with the last step's change and history's mark.

    While a forecast is due they stand as before the decision: its effects are part of the answer.
    """
    viewer = game.viewer
    steps = game.shown_steps
    before = steps[-1].before if len(steps) > 1 else None
    return meter_rows(
        game.pack, visible(game.pack, viewer), steps[-1].after, before=before, history=game.mark.after(last_beat(steps))
    )


def foresee_page(game: Playthrough, stage: Foresee) -> Page:
    """The decision is taken; before its outcome, a forecast."""
    pen = pen_for(game, stage.seat, game.facts_after(game.steps[-1]))
    choice = stage.beat.choice(stage.node.choice)
    assert choice is not None
    blocks: list[Block] = [
        CallOut(Kind.YOURS, "You decided", (line(choice.title, Tone.STRONG),)),
        Para(line("Before you see what came of it, a forecast. Only what you say now can be judged later.")),
        CallOut(Kind.FORECAST, "How likely is it?", (forecast_question(game, pen, stage.beat, stage.seat),)),
        Para(line(f"Answer in percent, 0 to 100. {EVENS}", Tone.FAINT)),
    ]
    return Page(_dateline(stage.beat), stage.beat.title, tuple(blocks), tuple(pen.works))


def forecast_question(game: Playthrough, pen: Pen, beat: Beat, seat: Seat) -> Rich:
    """What is asked at a beat; where the author asks nothing, whether history's leader decided likewise."""
    if beat.forecast is not None:
        return pen.joined(beat.forecast.ask)
    who = leader_name(game.pack, seat.leader_on(beat.date))
    return line(f"In history, did {who} decide at this point as you have just done?")


def reveal_page(game: Playthrough, stage: Reveal) -> Page:
    """What came of it; what changed, by which cause; history beside it; one's own forecast."""
    beat, choice = stage.beat, stage.choice
    pen = pen_for(game, stage.seat, game.facts_after(stage.step))
    blocks: list[Block] = [CallOut(Kind.YOURS, "You decided", _yours(stage))]
    blocks += pen.paras(choice.outcome.at_length(short=pen.short))
    cost = pen.text(choice.human_cost)
    if cost:
        blocks.append(CallOut(Kind.COST, "The cost in lives", cost))
    blocks += settled_blocks(game, pen, stage.settled)
    blocks.append(Heading("What changed"))
    blocks.append(_changes(game, stage.step, stage.seat))
    blocks.append(Heading("Beside history"))
    blocks += _beside_history(game, pen, beat, choice, stage.seat)
    return Page(_dateline(beat), beat.title, tuple(blocks), tuple(pen.works))


def news_page(game: Playthrough, stage: News) -> Page:
    """What a side learnt of somebody else's decision. Somebody who watches both sides sees each side's view."""
    beat, choice = stage.beat, stage.choice
    pen = pen_for(game, stage.viewer, game.facts_after(stage.step))
    blocks: list[Block] = []
    if beat.actor == CHANCE and beat.briefing.full.views:
        known = Facts(stage.step.before.meters, stage.step.before.flags, beat.date.year)
        blocks += pen.paras(beat.briefing.at_length(short=pen.short), facts=known)
    outcome = choice.outcome.at_length(short=pen.short)
    if stage.viewer is None:
        blocks.append(CallOut(Kind.YOURS, _who_decided(game, beat), (line(choice.title, Tone.STRONG),)))
    for seat in eyes(game, stage.viewer):
        if stage.viewer is None and not outcome.is_shared:
            blocks.append(Heading(_as_seen(seat), 2))
        pen.view = seat.id
        blocks += pen.paras(outcome)
        if outcome.is_shared:
            break
    cost = pen.text(choice.human_cost)
    if cost:
        blocks.append(CallOut(Kind.COST, "The cost in lives", cost))
    blocks += settled_blocks(game, pen, stage.settled)
    blocks.append(Heading("What changed"))
    blocks.append(_changes(game, stage.step, stage.viewer))
    if stage.viewer is None and beat.happened.views:
        blocks.append(Heading("What history did"))
        blocks += pen.paras(beat.happened)
    title = beat.title if stage.viewer is None else _news_title(game, beat)
    return Page(_dateline(beat), title, tuple(blocks), tuple(pen.works))


def settled_blocks(game: Playthrough, pen: Pen, settled: Iterable[Settled]) -> list[Block]:
    """Forecasts whose answer has come, beside what was said."""
    blocks: list[Block] = []
    for item in settled:
        seat = game.pack.seat(item.beat.actor)
        assert seat is not None
        came = "It came true." if item.came_true else "It did not."
        said = f"You said {item.percent} %. {came}"
        lines: list[Rich] = [forecast_question(game, pen, item.beat, seat), line(said, Tone.STRONG)]
        if item.beat.forecast is not None:
            lines += pen.text(item.beat.forecast.because)
        blocks.append(CallOut(Kind.FORECAST, "Your forecast", tuple(lines)))
    return blocks


def _yours(stage: Reveal) -> tuple[Rich, ...]:
    lines: list[Rich] = [line(stage.choice.title, Tone.STRONG)]
    if stage.node.reason:
        lines.append((Piece("Your reason: ", Tone.FAINT), Piece(stage.node.reason)))
    return tuple(lines)


def _changes(game: Playthrough, step: Step, viewer: Seat | None) -> Block:
    moved = {move.meter for move in step.moves if move.change}
    shown = [meter for meter in visible(game.pack, viewer) if meter.id in moved]
    if not shown:
        return Para(line("Nothing that you can measure. What was said and noted may still count later."))
    history = game.mark.after(step.beat)
    return meter_rows(game.pack, shown, step.after, before=step.before, history=history, moved=step)


def _beside_history(game: Playthrough, pen: Pen, beat: Beat, choice: Choice, seat: Seat) -> list[Block]:
    leader = leader_name(game.pack, seat.leader_on(beat.date))
    history = beat.history
    blocks: list[Block] = []
    if beat.id not in game.mark.beats:
        label = f"History never came to this. Most in keeping with what {leader} did elsewhere"
    else:
        same = "the same as you" if choice is history else "otherwise"
        label = f"History: {leader} decided {same}"
    blocks.append(CallOut(Kind.HISTORY, label, (line(history.title, Tone.STRONG), *pen.text(beat.happened))))
    if pen.short:
        return blocks  # the evidence waits in the debrief
    if choice is not history:
        lines: list[Rich] = []
        if choice.plausibility:
            lines.append((Piece("How thinkable: ", Tone.FAINT), Piece(PLAUSIBLE[choice.plausibility] + ".")))
        lines += pen.text(choice.evidence)
        rewrite = pen.joined(choice.rewrite)
        if rewrite:
            lines.append((Piece("What else must have been different: ", Tone.FAINT), *rewrite))
        blocks.append(CallOut(Kind.NOTE, "The road you took, in the record", tuple(lines)))
    elif choice.evidence.views:
        blocks.append(CallOut(Kind.NOTE, "How we know", pen.text(choice.evidence)))
    return blocks


def _who_decided(game: Playthrough, beat: Beat) -> str:
    if beat.actor == CHANCE:
        return "What happened"
    seat = game.pack.seat(beat.actor)
    assert seat is not None
    return f"{leader_name(game.pack, seat.leader_on(beat.date))} decides"


def _news_title(game: Playthrough, beat: Beat) -> str:
    """A title that does not give away what another capital was deciding."""
    if beat.actor == CHANCE:
        return beat.title
    seat = game.pack.seat(beat.actor)
    assert seat is not None
    return f"Word from the {seat.adjective} side"


def _as_seen(seat: Seat) -> str:
    return f"As {seat.name} saw it"


def _dateline(beat: Beat) -> str:
    return beat.dateline or day(beat.date)
