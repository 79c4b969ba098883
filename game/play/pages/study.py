"""What a debrief and a seminar share: where notes and scholarship part, terms, questions, a quiz."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from game.engine.reference import Difference, Quiz, Work
from game.engine.text import Text
from game.play.page import Block, Bullets, CallOut, Heading, Kind, Para, Pen, Piece, Rich, Tone, line
from game.play.quiz import key_of, ordered

MARKS = ("A", "B", "C", "D", "E", "F")
ASKED_HERE: Final = (
    "z, or quiz, asks you these one by one; then their answers stand here. Nothing of it counts in the score."
)
ASKED_AT_THE_END: Final = "The quiz at the end of the story asks you these, too; then their answers stand here."
NOT_ANSWERED: Final = "Not answered yet."


def differing(pen: Pen, differs: Sequence[Difference]) -> list[Block]:
    """What the teaching notes say beside what scholars say."""
    blocks: list[Block] = [Heading("Where the teaching notes and the scholarship differ")] if differs else []
    for item in differs:
        notes = (Piece("The notes: ", Tone.FAINT), *pen.joined(item.notes))
        scholars = (Piece("The scholarship: ", Tone.FAINT), *pen.joined(item.scholarship))
        blocks.append(CallOut(Kind.NOTE, item.claim, (notes, scholars)))
    return blocks


def worth_knowing(pen: Pen, terms: Sequence[str]) -> list[Block]:
    """Terms, each with what it means."""
    known = [pen.pack.glossary[term] for term in terms if term in pen.pack.glossary]
    if not known:
        return []
    told = tuple((Piece(term.term, Tone.LINK, term.id), Piece(": "), *pen.joined(term.text)) for term in known)
    return [Heading("Terms"), Bullets(told)]


def to_discuss(pen: Pen, questions: Sequence[Text]) -> list[Block]:
    """Questions for discussion."""
    if not questions:
        return []
    asked = tuple(pen.joined(text) for text in questions)
    return [Heading("Questions for discussion"), Bullets(asked, numbered=True)]


def quizzed(
    pen: Pen, owner: str, quiz: Sequence[Quiz], answered: Collection[str] | None = None, *, held: str = ASKED_HERE
) -> list[Block]:
    """The quiz, with the answers further down.

    Args:
        pen: writes the page.
        owner: whose quiz it is: a crisis's id, or ``seminar``.
        quiz: the questions.
        answered: the keys of the questions whose answers may be shown; None shows all.
        held: what to say where an answer is held back.
    """
    if not quiz:
        return []
    asked: list[Rich] = []
    answers: list[Rich] = []
    is_open = [answered is None or key_of(owner, item) in answered for item in quiz]
    for number, item in enumerate(quiz):
        options, place = ordered(item, number)
        shown = "   ".join(f"{MARKS[index]}) {option}" for index, option in enumerate(options))
        asked.append(line(f"{item.ask}   {shown}"))
        if is_open[number]:
            answers.append((Piece(f"{MARKS[place]}) {item.answer}. ", Tone.STRONG), *pen.joined(item.because)))
        else:
            answers.append(line(NOT_ANSWERED, Tone.FAINT))
    blocks: list[Block] = [Heading("Test yourself"), Bullets(tuple(asked), numbered=True)]
    if any(is_open):
        blocks += [Heading("Answers", 2), Bullets(tuple(answers), numbered=True)]
    if not all(is_open):
        blocks.append(Para(line(held, Tone.FAINT)))
    return blocks


def cited(pen: Pen, sources: Iterable[str]) -> tuple[Work, ...]:
    """The works cited on the page, then others that it rests on."""
    found = list(pen.works)
    for work_id in sources:
        work = pen.pack.bibliography.get(work_id)
        if work is not None and work not in found:
            found.append(work)
    return tuple(found)
