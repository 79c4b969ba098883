"""The closing seminar: one question, what each cause explains and leaves, and what historians have argued."""

from __future__ import annotations

from game.engine.model import Pack
from game.engine.reference import Seminar
from game.engine.text import EVERYBODY
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
    Speech,
    Tone,
    at_start,
    line,
)
from game.play.pages.study import cited, differing, tested, to_discuss, worth_knowing

KICKER = "Seminar"


def seminar_page(pack: Pack, *, short: bool = False) -> Page:
    """The seminar of a pack.

    Raises:
        UsageError: when the pack has none.
    """
    seminar = pack.seminar
    if seminar is None:
        raise UsageError("this pack has no closing seminar")
    pen = Pen(pack, EVERYBODY, at_start(pack), short=short)
    blocks: list[Block] = [CallOut(Kind.NOTE, "The question", (line(seminar.ask, Tone.STRONG),))]
    blocks += pen.paras(seminar.about.at_length(short=short))
    for school in seminar.schools:
        blocks += _school(pen, seminar, school.cause)
    if seminar.voices:
        blocks.append(Heading("What historians have argued"))
        for voice in seminar.voices:
            lean = ", ".join(cause.title for cause in pack.causes if cause.id in voice.causes)
            work = pack.bibliography.get(voice.work)
            blocks.append(Speech(voice.name, work.short if work else "", voice.work, pen.joined(voice.says), lean))
    blocks += differing(pen, seminar.differs)
    blocks += worth_knowing(pen, seminar.terms)
    blocks += to_discuss(pen, seminar.questions)
    blocks += tested(pen, seminar.quiz)
    return Page(KICKER, seminar.title, tuple(blocks), cited(pen, seminar.sources))


def _school(pen: Pen, seminar: Seminar, cause_id: str) -> list[Block]:
    """One cause: what it claims, explains and leaves, and what each crisis says of it."""
    cause = pen.pack.cause(cause_id)
    school = next(each for each in seminar.schools if each.cause == cause_id)
    blocks: list[Block] = [Heading(cause.title if cause else cause_id)]
    if cause is not None:
        blocks += pen.paras(cause.about)
    blocks.append(Para((Piece("It explains: ", Tone.FAINT), *pen.joined(school.explains))))
    blocks.append(Para((Piece("It leaves open: ", Tone.FAINT), *pen.joined(school.leaves))))
    said = tuple(
        (Piece(f"{crisis.since.year}, {crisis.title}: ", Tone.FAINT), Piece(row[cause_id]))
        for crisis in pen.pack.crises
        if cause_id in (row := seminar.grid.get(crisis.id, {}))
    )
    if said:
        blocks += [Heading("What each crisis says of it", 2), Bullets(said)]
    return blocks
