"""The score in words, part by part, never added up; and decisions beside history's."""

from __future__ import annotations

from collections.abc import Iterable

from game.content.dates import day
from game.engine import Step
from game.engine.model import CHANCE, Pack
from game.play.page import Block, CallOut, Heading, Kind, Piece, Rich, Table, Tone, line
from game.play.pages.common import counted, decider, listed, seat_name, signed
from game.play.playthrough import Playthrough
from game.score import Divergence, Foresight, Likeness, Score, Statecraft, widest

PARTS = "The score, part by part"


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
        who = "Chance" if step.beat.actor == CHANCE else seat_name(game.pack, step.beat)
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
    blocks: list[Block] = [Heading(PARTS)]
    if not watching:
        blocks.append(CallOut(Kind.YOURS, "Foresight", tuple(_foresight_lines(parts.foresight))))
    for part in parts.statecraft:
        blocks.append(CallOut(Kind.YOURS, f"Statecraft: {part.seat.name}", tuple(_statecraft_lines(part))))
    blocks.append(CallOut(Kind.YOURS, "Likeness", tuple(_likeness_lines(parts.likeness))))
    blocks.append(CallOut(Kind.YOURS, "Divergence", tuple(_divergence_lines(game.pack, parts.divergence))))
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
        way = "better" if part.value > 0 else "worse"
        points = counted(abs(part.value), "point")
        said = f"On the mean of its own aims this seat stands {points} {way} than history had it."
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


def _divergence_lines(pack: Pack, part: Divergence) -> list[Rich]:
    if part.value is None:
        return [line("No decision yet.")]
    rule = "How far all meters stand from history's, on the mean. It describes; it does not grade."
    lines: list[Rich] = [(Piece(f"{part.value} of 100. ", Tone.STRONG), Piece(rule))]
    if part.parted is None:
        return [*lines, line("Every decision was history's.")]
    return [*lines, line(f"{parted(pack, part)} At its height it was {part.height}. {apart(pack, part)}")]


def parted(pack: Pack, part: Divergence) -> str:
    """Where a timeline left history's, in a sentence; '' where it never did."""
    if part.parted is None:
        return ""
    who = decider(pack, part.parted)
    return f"It parted from history on {day(part.parted.date)}: {part.parted.title.rstrip('.')} ({who})."


def apart(pack: Pack, part: Divergence) -> str:
    """Which meters stand furthest from history, in a sentence."""
    far = [meter for name in widest(pack, part) if (meter := pack.meter(name)) is not None]
    if not far:
        return "Every meter stands where history had it."
    last = part.points[-1]
    told = (
        f"{each.title} {last.yours.meters[each.index]} (history {last.historys.meters[each.index]})" for each in far
    )
    return f"Furthest apart, at the same place in the story: {listed(told)}."
