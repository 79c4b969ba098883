"""Pages that answer a question: what is this, why is this number what it is, what have I done so far."""

from __future__ import annotations

from game.content.dates import day
from game.engine.model import CHANCE, Pack
from game.engine.reference import Work
from game.engine.text import EVERYBODY, Text
from game.errors import UsageError
from game.play.page import (
    Block,
    Bullets,
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
from game.play.pages.common import decider
from game.play.playthrough import Playthrough
from game.saves import Picker


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
            text = f"{decider(game.pack, beat)} decided; see what you learnt of it"
        pieces = [Piece(f"{beat.dateline}. ", Tone.FAINT), Piece(text)]
        if own and node.by is Picker.PERSON and node.reason:
            pieces.append(Piece(f" You said why: {node.reason}", Tone.STRESS))
        items.append(tuple(pieces))
    if not items:
        return Page("Journal", "Nothing decided yet", (Para(line("Decisions will be listed here as they are taken.")),))
    return Page("Journal", "What has been decided", (Bullets(tuple(items)),))


def _codex(pen: Pen, kicker: str, title: str, blocks: list[Block], text: Text) -> Page:
    return Page(kicker, title, (*blocks, *pen.paras(text)), tuple(pen.works))
