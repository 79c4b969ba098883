"""The quiz as it is taken: a question, what was right and why, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.play.page import Block, Bullets, CallOut, Heading, Kind, Page, Para, Piece, Tone, line
from game.play.pages.common import counted, listed, pen_for
from game.play.playthrough import Playthrough
from game.play.quiz import Question, Sitting, Standing, is_over, standing

KICKER: Final = "Quiz"
RIGHT: Final = "Right"
NOT_RIGHT: Final = "Not right"
OVER: Final = "What it came to"
YOU_SAID: Final = "You said"
ANSWER: Final = "The answer"
BACK_FROM: Final = "Back from {crisis}, {year}."
OF_THE_SEMINAR: Final = "On the whole story."
COMES_BACK: Final = "It comes back after a later crisis:"
TO_READ: Final = "Missed or left open:"
IS_DONE: Final = "Right on two occasions, and done with:"
NOT_GRADED: Final = "It is kept in the save, counts in no score and grades nobody."


def question_page(question: Question, number: int, of: int, *, with_options: bool = True) -> Page:
    """A question.

    Args:
        question: the question.
        number: which of the quiz's it is, from 1.
        of: how many there are.
        with_options: whether its options stand on the page; a face may offer them elsewhere.
    """
    blocks: list[Block] = []
    if question.crisis is None:
        blocks.append(Para(line(OF_THE_SEMINAR, Tone.FAINT)))
    elif question.returns:
        told = BACK_FROM.format(crisis=question.crisis.title, year=question.crisis.since.year)
        blocks.append(Para(line(told, Tone.FAINT)))
    blocks.append(Para(line(question.item.ask, Tone.STRONG)))
    if with_options:
        blocks.append(Bullets(tuple(line(option) for option in question.options), numbered=True))
    return Page(KICKER, f"Question {number} of {of}", tuple(blocks))


def answered_page(game: Playthrough, question: Question, picked: int) -> Page:
    """Whether an answer was right, why, and by which sources."""
    pen = pen_for(game, game.viewer, game.facts_after(game.shown_steps[-1]))
    blocks: list[Block] = [Para(line(question.item.ask, Tone.STRONG))]
    is_right = picked == question.place
    if not is_right:
        blocks.append(CallOut(Kind.YOURS, YOU_SAID, (line(question.options[picked]),)))
    told = (Piece(f"{ANSWER}: ", Tone.FAINT), Piece(question.item.answer, Tone.STRONG))
    blocks += [Para(told), *pen.paras(question.item.because)]
    return Page(KICKER, RIGHT if is_right else NOT_RIGHT, tuple(blocks), tuple(pen.works))


def tally_page(game: Playthrough, quiz: Sitting, given: Sequence[bool | None]) -> Page:
    """What a quiz came to, in words.

    Args:
        game: the game, what was answered kept.
        quiz: the quiz.
        given: what ``answer`` said of each question, as far as they were asked.
    """
    came = list(zip(quiz.questions, given, strict=False))
    blocks: list[Block] = [Para(line(told(given)))]
    open_still = [question for question, right in came if not right]
    if open_still:
        blocks.append(Heading(TO_READ if is_over(game) else COMES_BACK, 2))
        blocks.append(Bullets(tuple(line(question.item.ask) for question in open_still)))
    done = [question for question, _ in came if standing(game.tree.quiz, question.key) is Standing.DONE]
    if done:
        blocks.append(Heading(IS_DONE, 2))
        blocks.append(Bullets(tuple(line(question.item.ask) for question in done)))
    blocks.append(Para(line(NOT_GRADED, Tone.FAINT)))
    return Page(KICKER, OVER, tuple(blocks))


def told(given: Sequence[bool | None]) -> str:
    """'5 questions: 3 right, 1 missed and 1 left open.'"""
    counts = ((given.count(True), "right"), (given.count(False), "missed"), (given.count(None), "left open"))
    parts = [f"{number} {word}" for number, word in counts if number]
    if len(parts) < 2:
        word = parts[0].partition(" ")[2] if parts else "asked"
        return f"{counted(len(given), 'question')}, {'all ' if len(given) > 1 else ''}{word}."
    return f"{counted(len(given), 'question')}: {listed(parts)}."
