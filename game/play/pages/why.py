"""Why is this number what it is? Every meter and every part of the score answers."""

from __future__ import annotations

from typing import Final

from game.content.dates import MONTHS, day
from game.engine.model import Meter
from game.engine.text import EVERYBODY
from game.errors import UsageError
from game.play.page import Block, CallOut, Heading, Kind, Page, Para, Pen, Piece, Table, Tone, line
from game.play.pages.causes import both, extremes, leading, shares_table, went
from game.play.pages.common import decider, listed, signed, visible
from game.play.pages.scored import apart, parted
from game.play.playthrough import Playthrough
from game.play.stages import Debrief, Finale
from game.score import CALIBRATION_FROM, Divergence, last_beat, ledger

PARTS: Final = ("foresight", "statecraft", "likeness", "divergence", "causes")
"""The parts of the score that can be asked about."""


def readable(game: Playthrough) -> tuple[Meter, ...]:
    """The meters that may be asked about now: the viewer's; all, once a debrief has opened the books."""
    return visible(game.pack, None if isinstance(game.stage, Debrief | Finale) else game.viewer)


def why_meter_page(game: Playthrough, meter_id: str) -> Page:
    """Every movement of a meter: decision, cause, rule and size.

    Raises:
        UsageError: when there is no such meter, or the viewer may not read it.
    """
    meter = game.pack.meter(meter_id)
    viewer = game.viewer
    if meter is None:
        raise UsageError(f"there is no meter '{meter_id}'; there are {', '.join(m.id for m in game.pack.meters)}")
    finished = isinstance(game.stage, Debrief | Finale)
    if meter not in readable(game):
        raise UsageError(f"only the other side can read '{meter_id}' before the end")
    rows: list[tuple[str, ...]] = []
    steps = game.shown_steps
    for entry in ledger(steps, meter.id):
        move = entry.move
        cause = game.pack.cause(move.cause)
        own = viewer is None or entry.beat.actor == viewer.id or finished
        what = entry.choice.title if own else f"({decider(game.pack, entry.beat)})"
        scaled = "" if move.weight == 100 else f" ×{move.weight / 100:.2f}"
        rule = f"{signed(move.percent)} %{scaled} of {'the room above' if move.percent > 0 else 'what was there'}"
        rows.append(
            (
                day(entry.beat.date),
                what,
                cause.title if cause else move.cause,
                rule,
                signed(move.change),
                str(move.after),
            )
        )
    start = steps[0].after.meters[meter.index]
    now = steps[-1].after.meters[meter.index]
    pen = Pen(game.pack, viewer.id if viewer else EVERYBODY, game.facts_now())
    blocks: list[Block] = [*pen.paras(meter.about)]
    blocks.append(
        Para((Piece(f"It began at {start} and stands at {now}: "), Piece(meter.say(now), Tone.STRESS), Piece(".")))
    )
    if rows:
        blocks.append(Table(("When", "Decision", "Cause", "Rule", "Change", "After"), tuple(rows)))
    else:
        blocks.append(Para(line("Nothing has moved it yet.")))
    blocks.append(
        Para(
            line(
                "A push of +20 % adds a fifth of what is missing to 100, one of −20 % takes a fifth of what is there.",
                Tone.FAINT,
            )
        )
    )
    return Page("Why?", meter.title, tuple(blocks), tuple(pen.works))


def why_score_page(game: Playthrough, part: str) -> Page:
    """How a part of the score came about; see ``PARTS``.

    Raises:
        UsageError: when there is no such part.
    """
    parts = game.score()
    match part:
        case "foresight":
            rows = tuple(
                (
                    item.beat.title,
                    f"{item.percent} %",
                    "open" if item.came_true is None else "yes" if item.came_true else "no",
                    "–" if item.penalty is None or not item.counted else f"{item.penalty / 10_000:.2f}",
                )
                for item in parts.foresight.parts
            )
            rule = (
                "Each forecast costs the square of its distance from what came true (Brier's rule): 0.00 for a "
                "certainty that was right, 0.25 for 50 %, 1.00 for a certainty that was wrong. Foresight is 100 less "
                "the mean cost in percent. Only the first look at a question counts. Calibration is shown from "
                f"{CALIBRATION_FROM} forecasts on."
            )
            return _why(
                "Foresight", parts.foresight.value, rule, Table(("Decision", "You said", "Came true", "Cost"), rows)
            )
        case "likeness":
            made = tuple(
                (item.beat.title, item.choice.title, str(item.closeness), f"×{item.importance}")
                for item in parts.likeness.parts
            )
            rule = (
                "Each decision is 100 if it was history's, else as close as the author judged it. Likeness is the "
                "mean, weighed by how much each decision matters. It describes; it does not grade."
            )
            return _why(
                "Likeness", parts.likeness.value, rule, Table(("Decision", "You chose", "Closeness", "Weight"), made)
            )
        case "statecraft":
            gains = tuple(
                (each.seat.name, item.meter.title, str(item.yours), str(item.historys), signed(item.gain))
                for each in parts.statecraft
                for item in each.parts
            )
            rule = (
                "Each aim of your seat, beside where history's counterpart stood at the same point. Statecraft is the "
                "mean of the gains: 0 is as history had it."
            )
            value = parts.statecraft[0].value if len(parts.statecraft) == 1 else None
            return _why("Statecraft", value, rule, Table(("Seat", "Aim", "Yours", "History", "Gain"), gains))
        case "divergence":
            return _why_divergence(game, parts.divergence)
        case "causes":
            return _why_causes(game)
    raise UsageError(f"there is no part '{part}' of the score; there are {listed(PARTS)}")


def _is_open(game: Playthrough) -> bool:
    """Whether nothing is sealed now: a debrief has opened the books, or nobody plays."""
    return isinstance(game.stage, Debrief | Finale) or not game.persons


def _why_divergence(game: Playthrough, part: Divergence) -> Page:
    rule = (
        "After each decision, the points between yours and history's are taken for every meter, and their mean is the "
        "distance: 0 where the two worlds are alike, 100 where they could not be further apart. It describes; it does "
        "not grade."
    )
    is_open = _is_open(game)
    if not is_open:
        rule += (
            " It is reckoned over both sides' meters, so it is told at the debrief; here are those that you can read."
        )
    shown = "told at the debrief" if not is_open else "not settled yet" if part.value is None else str(part.value)
    told = [line(rule)]
    if is_open and part.value is not None:
        height = f"At its height it was {part.height}."
        told.append(line(" ".join(each for each in (parted(game.pack, part), height, apart(game.pack, part)) if each)))
    blocks: list[Block] = [CallOut(Kind.NOTE, f"Divergence: {shown}", tuple(told)), Heading("Made of", 2)]
    steps = game.shown_steps
    yours, historys = steps[-1].after.meters, game.mark.after(last_beat(steps)).meters
    rows = [(meter.title, yours[meter.index], historys[meter.index]) for meter in readable(game)]
    apart_by = tuple((title, str(mine), str(theirs), str(abs(mine - theirs))) for title, mine, theirs in rows)
    blocks.append(Table(("Meter", "Yours", "History", "Apart"), apart_by))
    if is_open and part.points:
        blocks += [Heading("Over the years", 2), _over_the_years(game, part)]
    return Page("Why?", "Divergence", tuple(blocks))


def _over_the_years(game: Playthrough, part: Divergence) -> Table:
    """The distance at the end of each crisis."""
    titles = {crisis.id: crisis.title for crisis in game.run.crises}
    rows: dict[str, tuple[str, str, str]] = {}
    for point in part.points:
        when = f"{MONTHS[point.beat.date.month - 1]} {point.beat.date.year}"
        rows[point.beat.crisis] = (when, titles[point.beat.crisis], str(point.distance))
    return Table(("When", "At the end of", "Distance"), tuple(rows.values()))


def _why_causes(game: Playthrough) -> Page:
    rule = (
        "Every point that the bond between the two lost or won has a cause: what each gave, what each took, and its "
        "share of all points moved, over the decisions of both sides and of chance. The causes that explain it best "
        "are those that took most if it fell, or gave most if it rose; a second is named where it comes within a fifth "
        "of the first."
    )
    found = both(game)
    if found is None:
        return Page("Why?", "Causes", (Para(line("This story has no meter that belongs to both sides.")),))
    told = (line(f"{leading(found.yours)}.", Tone.STRONG), line(rule))
    blocks: list[Block] = [CallOut(Kind.NOTE, went(found.yours), told), Heading("Made of", 2), shares_table(found)]
    viewer = game.viewer
    is_open = _is_open(game)
    sealed = [
        entry
        for entry in (*found.yours.blows, *found.yours.gifts)
        if not is_open and viewer is not None and entry.beat.actor != viewer.id
    ]
    blocks += extremes(game.pack, found.yours, sealed=sealed)
    beside = line(f"{went(found.historys)}. {leading(found.historys)}.")
    blocks.append(CallOut(Kind.HISTORY, "History, at the same place", (beside,)))
    return Page("Why?", f"Causes: {found.meter.title}", tuple(blocks))


def _why(title: str, value: int | None, rule: str, table: Table) -> Page:
    shown = "not settled yet" if value is None else str(value)
    blocks: list[Block] = [CallOut(Kind.NOTE, f"{title}: {shown}", (line(rule),)), Heading("Made of", 2)]
    blocks.append(table if table.rows else Para(line("Nothing yet.")))
    return Page("Why?", title, tuple(blocks))
