"""What a debrief and a seminar share: where notes and scholarship part, terms, questions, a quiz."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.engine.reference import Difference, Quiz, Work
from game.engine.text import Text
from game.play.page import Block, Bullets, CallOut, Heading, Kind, Pen, Piece, Rich, Tone, line

MARKS = ("A", "B", "C", "D", "E", "F")


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


def tested(pen: Pen, quiz: Sequence[Quiz]) -> list[Block]:
    """The quiz, with the answers further down; their places are spread by the question's length, not always first."""
    if not quiz:
        return []
    asked: list[Rich] = []
    answers: list[Rich] = []
    for number, item in enumerate(quiz):
        options = [*item.others]
        place = (len(item.ask) + number) % (len(options) + 1)
        options.insert(place, item.answer)
        shown = "   ".join(f"{MARKS[index]}) {option}" for index, option in enumerate(options))
        asked.append(line(f"{item.ask}   {shown}"))
        answers.append((Piece(f"{MARKS[place]}) {item.answer}. ", Tone.STRONG), *pen.joined(item.because)))
    return [
        Heading("Test yourself"),
        Bullets(tuple(asked), numbered=True),
        Heading("Answers", 2),
        Bullets(tuple(answers), numbered=True),
    ]


def cited(pen: Pen, sources: Iterable[str]) -> tuple[Work, ...]:
    """The works cited on the page, then others that it rests on."""
    found = list(pen.works)
    for work_id in sources:
        work = pen.pack.bibliography.get(work_id)
        if work is not None and work not in found:
            found.append(work)
    return tuple(found)
