"""Looking back on the whole run: the ending and what made it, the most telling first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.content.dates import day
from game.engine import find_ending
from game.engine.model import Beat, Choice, Ending, Pack
from game.engine.text import Facts
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Kind,
    Page,
    Para,
    Pen,
    Rich,
    Table,
    Tone,
    line,
)
from game.play.pages import causes as by_cause
from game.play.pages.common import decider, leader_name, pen_for, signed, views
from game.play.pages.scored import decisions_table, parted, score_blocks
from game.play.playthrough import Playthrough
from game.play.stages import Finale
from game.score import Divergence, UnderLens, last_beat, the_bond, under_lenses

MADE = "What made it so"
BORNE_OUT = "What this timeline bears out"
CHARTS = "Every meter over the years"
LENSES = "The same decisions under each lens"
DECISIONS = "Every decision, beside history"
TURNING = "Turning points"
ONWARD = "What now?"

MOST_TURNING = 5
AT_THE_END = "History's own end"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A decision, and by how much it moved the odds of the endings: 0-100. ``said`` adds in words what followed."""

    beat: Beat
    choice: Choice
    moved: int
    said: str = ""


def finale_page(game: Playthrough, stage: Finale, turning: Sequence[TurningPoint] = ()) -> Page:
    """The end of the run.

    Args:
        game: a run that is over.
        stage: through whose eyes.
        turning: the decisions that moved the ending most, from whoever has simulated it.
    """
    last = game.run.crises[min(game.state.crisis, len(game.run.crises) - 1)]
    pen = pen_for(game, stage.viewer, Facts(game.state.meters, game.state.flags, last.until.year))
    ending = find_ending(game.run, game.state.ending)
    parts = game.score()
    bond = by_cause.both(game)
    blocks: list[Block] = []
    if ending is not None:
        blocks += views(game, pen, stage.viewer, ending.text)
    if bond is not None:
        blocks += [Heading(MADE), *_made(game.pack, bond)]
    if game.persons:
        blocks.append(_beside(game, ending, bond, parts.divergence))
    if bond is not None:
        blocks += [Heading(_broke_or_kept(game.pack, bond)), by_cause.shares_table(bond)]
        blocks += _borne_out(pen, bond, is_history=parts.divergence.parted is None)
    blocks += _charts(game, parts.divergence)
    blocks += score_blocks(game, parts)
    blocks += _lenses(game, parts.divergence)
    if len(game.run.crises) > 1:
        blocks.append(Heading(DECISIONS))
        blocks.append(decisions_table(game, [step for step in game.steps if step.beat is not None]))
    if turning:
        blocks += _turning(game.pack, turning)
    blocks += [Heading(ONWARD), Bullets(_onward(game))]
    title = ending.title if ending is not None else "The end"
    return Page(_whose(game), title, tuple(blocks), tuple(pen.works))


def _made(pack: Pack, bond: by_cause.Both) -> list[Block]:
    """What weighed most in how the bond came out."""
    told: list[Block] = [Para(line(f"{by_cause.went(bond.yours)}."))]
    return told + by_cause.extremes(pack, bond.yours)


def _beside(game: Playthrough, ending: Ending | None, bond: by_cause.Both | None, part: Divergence) -> CallOut:
    """How history closed, and where this timeline left it."""
    historys = find_ending(game.run, game.mark.end.ending)
    told: list[Rich] = []
    if historys is not None and ending is not None:
        same = historys.id == ending.id
        said = "History closed in the same way." if same else f"History closed otherwise: {historys.title}."
        told.append(line(said))
    if bond is not None:
        told.append(line(f"There {by_cause.went(bond.historys)}. {by_cause.leading(bond.historys)}."))
    told.append(line(parted(game.pack, part) or "Every decision here was history's own."))
    return CallOut(Kind.HISTORY, "Beside history", tuple(told))


def _broke_or_kept(pack: Pack, bond: by_cause.Both) -> str:
    """What the causes are asked of the bond; of a danger, it is asked otherwise."""
    asked = "what raised it, or lowered it" if by_cause.is_unwanted(pack, bond.meter) else "what broke it, or kept it"
    return f"{bond.meter.title}: {asked}"


def _borne_out(pen: Pen, bond: by_cause.Both, *, is_history: bool) -> list[Block]:
    """Which interpretations the timeline speaks for, and the historians who hold, or do not hold, with them."""
    led = bond.yours.leading
    if not led:
        return []
    what = "this interpretation" if len(led) == 1 else "these two interpretations"
    told = f"{by_cause.leading(bond.yours)}. So far as it goes, this timeline speaks for {what}."
    if not is_history:
        told += f" In history's own run, told by the same rules, {_small(by_cause.leading(bond.historys))}."
    return [
        Heading(BORNE_OUT, 2),
        Para(line(told)),
        Para(line(by_cause.DOUBT, Tone.FAINT)),
        *by_cause.voices(pen, led),
    ]


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _charts(game: Playthrough, part: Divergence) -> list[Block]:
    """Every meter as a line, with history's beside it: from the opening, over every decision, to where both ended."""
    if not part.points:
        return []
    dates = [min(game.run.crises[0].since, part.points[0].beat.date)]
    for point in part.points:
        dates.append(max(dates[-1], point.beat.date))
    yours = [game.steps[0].after, *(point.yours for point in part.points)]
    historys = [game.mark.steps[0].after, *(point.historys for point in part.points)]
    beats = [point.beat for point in part.points]
    titles = {crisis.id: crisis.title for crisis in game.run.crises}
    ends = [
        (at, titles[beat.crisis])
        for at, beat in enumerate(beats, 1)
        if at == len(beats) or beats[at].crisis != beat.crisis
    ]
    if historys[-1].meters != game.mark.end.meters:
        # History went on where this timeline had come to its end.
        dates.append(max(dates[-1], game.run.crises[-1].until))
        yours.append(game.state)
        historys.append(game.mark.end)
        ends.append((len(dates) - 1, AT_THE_END))
    drawn = [
        Chart(
            meter.title,
            meter.id,
            tuple(dates),
            tuple(state.meters[meter.index] for state in yours),
            tuple(state.meters[meter.index] for state in historys),
            tuple(ends),
        )
        for meter in game.pack.meters
    ]
    said = "Decision by decision, beside history; and the values at the end of each crisis."
    return [Heading(CHARTS), Para(line(said, Tone.FAINT)), *drawn]


def _lenses(game: Playthrough, part: Divergence) -> list[Block]:
    """The timeline's decisions, and history's, under every lens: how far does each theory alone get?"""
    if len(game.pack.lenses) < 2:
        return []
    historys = under_lenses(game.run, game.mark.steps)
    blocks: list[Block] = [Heading(LENSES)]
    if part.parted is not None:
        yours = under_lenses(game.run, game.steps)
        blocks += [Heading("Your decisions", 2), _lens_table(game, yours)]
        blocks.append(Heading("History's decisions", 2))
    blocks.append(_lens_table(game, historys))
    blocks += _alone(game, historys)
    return blocks


def _lens_table(game: Playthrough, found: Sequence[UnderLens]) -> Table:
    bond = the_bond(game.pack)
    forced = any(each.forced for each in found)
    head = ["Lens", "Ending", *([bond.title] if bond else []), "Distance", *(["Decided otherwise"] if forced else [])]
    rows: list[tuple[str, ...]] = []
    for each in found:
        played = f"{each.lens.title} (as played)" if each.lens.id == game.run.lens.id else each.lens.title
        row = [played, each.ending.title if each.ending else "–"]
        row += [str(each.end.meters[bond.index])] if bond else []
        row.append(str(each.distance))
        row += [str(len(each.forced))] if forced else []
        rows.append(tuple(row))
    return Table(tuple(head), tuple(rows))


def _alone(game: Playthrough, historys: Sequence[UnderLens]) -> list[Block]:
    """How far each theory alone gets with what was decided in history."""
    bond = the_bond(game.pack)
    if bond is None or len(historys) < 2:
        return []
    start = game.mark.steps[0].after.meters[bond.index]
    whole, *alone = ((each.lens.title, signed(each.end.meters[bond.index] - start)) for each in historys)
    told = (
        f"How far does each theory alone get with history's decisions? {bond.title} moves by {whole[1]} under "
        f"{whole[0]}. Alone: {'; '.join(f'{title} {moved}' for title, moved in alone)}."
    )
    rule = (
        "Distance is how far the end stands from that under the first lens, on the mean of all meters. Where a lens "
        "closes what was decided, history decides. No lens is right."
    )
    return [Para(line(told)), Para(line(rule, Tone.FAINT))]


def _turning(pack: Pack, turning: Sequence[TurningPoint]) -> list[Block]:
    """The decisions that moved the odds of the ending most."""
    told = (
        "The same story, played on from each decision many times with the same luck: by how much did it move the odds "
        "of the endings?"
    )
    most = sorted(turning, key=lambda each: -each.moved)[:MOST_TURNING]
    with_words = any(each.said for each in most)
    rows = tuple(
        (
            day(each.beat.date),
            decider(pack, each.beat) if pack.seat(each.beat.actor) else "Chance",
            each.choice.title,
            f"{each.moved} %",
            *((each.said,) if with_words else ()),
        )
        for each in most
    )
    head = ("When", "Who", "Decision", "Moved", *(("And then",) if with_words else ()))
    return [Heading(TURNING), Para(line(told, Tone.FAINT)), Table(head, rows)]


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


def _whose(game: Playthrough) -> str:
    if not game.persons:
        return "History's own run"
    last = last_beat(game.steps)
    told: list[str] = []
    for seat in game.persons:
        first = leader_name(game.pack, seat.leader_on(game.run.crises[0].since))
        then = leader_name(game.pack, seat.leader_on(last.date)) if last else first
        told.append(first if then == first else f"{seat.name}, from {first} to {then}")
    return "You played " + " and ".join(told)
