"""Pages that answer a question: what is this, why is this number what it is, what have I done so far."""

from __future__ import annotations

from game.content.dates import day
from game.engine.model import CHANCE, Beat, Meter, Pack
from game.engine.reference import Work
from game.engine.text import EVERYBODY, Text
from game.errors import UsageError
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
    at_start,
    line,
)
from game.play.pages.common import leader_name, signed, visible
from game.play.playthrough import Playthrough
from game.play.stages import Debrief, Finale
from game.saves import Picker
from game.score import CALIBRATION_FROM, ledger


def codex_page(pack: Pack, ref: str) -> Page:
    """A person, a term, a work, a meter or a cause.

    Raises:
        UsageError: when the pack has nothing of that id.
    """
    pen = Pen(pack, EVERYBODY, at_start(pack))
    if ref in pack.people:
        person = pack.people[ref]
        life = f"{person.born or '?'}–{person.died}" if person.born or person.died else ""
        known = [text for text in (person.native, ", ".join(person.also), life) if text]
        seat = pack.seat(person.side)
        blocks: list[Block] = [Para(line(" · ".join(known), Tone.FAINT))] if known else []
        if person.role:
            blocks.append(Para(line(person.role, Tone.STRESS)))
        if person.offices:
            held = tuple(
                (Piece(f"From {day(office.since)}: ", Tone.FAINT), Piece(office.role)) for office in person.offices
            )
            blocks.append(Bullets(held))
        return _codex(pen, seat.name if seat else person.side or "Person", person.name, blocks, person.text)
    if ref in pack.glossary:
        term = pack.glossary[ref]
        known = [text for text in (term.native, ", ".join(term.also)) if text]
        blocks = [Para(line(" · ".join(known), Tone.FAINT))] if known else []
        return _codex(pen, "Term", term.term, blocks, term.text)
    if ref in pack.bibliography:
        work = pack.bibliography[ref]
        blocks = [Para(rich) for rich in work_lines(pack, work)]
        return Page("Source", work.title, tuple(blocks))
    meter = pack.meter(ref)
    if meter is not None:
        rows = tuple((f"below {band.below}" if band.below <= 100 else "up to 100", band.say) for band in meter.bands)
        return _codex(pen, "Meter, 0–100", meter.title, [Table(("At", "In words"), rows)], meter.about)
    cause = pack.cause(ref)
    if cause is not None:
        return _codex(pen, "Cause", cause.title, [], cause.about)
    raise UsageError(f"the pack has nothing called '{ref}'")


def work_lines(pack: Pack, work: Work) -> list[Rich]:
    """A work of the bibliography in full."""
    seat = pack.seat(work.side)
    whose = f"Record of the {seat.adjective} side" if seat else work.side
    first = ", ".join(part for part in (work.author, work.title, work.where, work.year) if part)
    lines: list[Rich] = [(Piece(first + ".", Tone.STRONG), Piece(f" ({work.kind})", Tone.FAINT))]
    if whose:
        lines.append(line(whose + "."))
    if work.note:
        lines.append((Piece("Checked: ", Tone.FAINT), Piece(work.note)))
    return lines


def search_codex(pack: Pack, query: str) -> tuple[tuple[str, str], ...]:
    """Ids and names of people, terms and works whose name holds the query; those that begin with it first."""
    wanted = query.casefold().strip()
    named: list[tuple[str, str, str]] = []
    for person in pack.people.values():
        named.append((person.id, person.name, " ".join((person.name, person.native, *person.also, person.id))))
    for term in pack.glossary.values():
        named.append((term.id, term.term, " ".join((term.term, term.native, *term.also, term.id))))
    for work in pack.bibliography.values():
        named.append((work.id, work.short, f"{work.author} {work.title} {work.id}"))
    found = [(key, name) for key, name, text in named if wanted in text.casefold()]
    return tuple(sorted(found, key=lambda pair: (not pair[1].casefold().startswith(wanted), pair[1].casefold())))


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
        what = entry.choice.title if own else f"({_who(game, entry.beat)})"
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
    """How a part of the score came about: ``foresight``, ``statecraft`` or ``likeness``."""
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
    raise UsageError(f"there is no part '{part}' of the score; there are foresight, statecraft and likeness")


def journal_page(game: Playthrough) -> Page:
    """Every decision so far that the viewer knows of, newest last."""
    viewer = game.viewer
    items: list[Rich] = []
    for node, step in zip(game.path, game.steps[1:], strict=True):
        beat, choice = step.beat, step.choice
        if beat is None or choice is None:
            continue
        own = viewer is None or beat.actor == viewer.id
        if own:
            text = f"{beat.title}: {choice.title}"
        elif beat.actor == CHANCE:
            text = beat.title
        else:
            text = f"{_who(game, beat)} decided; see what you learnt of it"
        pieces = [Piece(f"{beat.dateline}. ", Tone.FAINT), Piece(text)]
        if own and node.by is Picker.PERSON and node.reason:
            pieces.append(Piece(f" You said why: {node.reason}", Tone.STRESS))
        items.append(tuple(pieces))
    if not items:
        return Page("Journal", "Nothing decided yet", (Para(line("Decisions will be listed here as they are taken.")),))
    return Page("Journal", "What has been decided", (Bullets(tuple(items)),))


def _codex(pen: Pen, kicker: str, title: str, blocks: list[Block], text: Text) -> Page:
    return Page(kicker, title, (*blocks, *pen.paras(text)), tuple(pen.works))


def _why(title: str, value: int | None, rule: str, table: Table) -> Page:
    shown = "not settled yet" if value is None else str(value)
    blocks: list[Block] = [CallOut(Kind.NOTE, f"{title}: {shown}", (line(rule),)), Heading("Made of", 2)]
    blocks.append(table if table.rows else Para(line("Nothing yet.")))
    return Page("Why?", title, tuple(blocks))


def _who(game: Playthrough, beat: Beat) -> str:
    seat = game.pack.seat(beat.actor)
    return leader_name(game.pack, seat.leader_on(beat.date)) if seat else "chance"
