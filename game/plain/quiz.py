"""The quiz in lines: a question, an answer, at once whether it is right and why; then what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from game.plain.answers import Verb, command, option
from game.plain.talk import Ended, Talk
from game.play.page import Page
from game.play.pages import answered_page, question_page, tally_page
from game.play.playthrough import Playthrough
from game.play.quiz import Question, Sitting, answer, offers, quiz_now

MAY_BE_ASKED: Final = frozenset({Verb.METERS, Verb.WHY, Verb.CODEX, Verb.JOURNAL, Verb.SAVE, Verb.QUIT})
"""What may be looked up in the middle of it, and leaving the game."""
STOP: Final = ("stop", "end")
HELP: Final = (
    "Type the number of your answer, or its letter. You are told at once whether it is right, why, and by which "
    "sources. Enter passes a question over; stop ends the quiz. What is missed or left open comes back after a later "
    "crisis. Nothing of it counts in the score."
)


class _Enough(Enum):
    """An answer that ends the quiz."""

    SAID = "stop"


@dataclass(frozen=True, slots=True)
class Around:
    """What the quiz may ask of the session that it is part of."""

    talk: Talk
    game: Playthrough
    look: Callable[[Page], None]
    """Shows a page beside the game."""
    insist: Callable[[Callable[[], object]], None]
    """Does something that is kept, again where the disk refuses."""
    obey: Callable[[str], object]
    """Does what a command says."""


def go_on_prompt(game: Playthrough) -> str:
    """What a page that is only read asks for."""
    return f"Enter to go on, {'quiz to be asked, ' if offers(game) else ''}? for help."


def end_prompt(game: Playthrough) -> str:
    """What the last page asks for."""
    quiz = "quiz to be asked, " if offers(game) else ""
    return f"The end. Enter to leave, u to go back and decide otherwise, {quiz}? for help."


def take_quiz(around: Around) -> None:
    """Ask what there is to ask now, until the end or until somebody has had enough.

    Raises:
        UsageError: when there is nothing to ask.
    """
    quiz = quiz_now(around.game)
    given: list[bool | None] = []
    try:
        for number, question in enumerate(quiz.questions, 1):
            page = question_page(question, number, len(quiz.questions))
            around.look(page)
            picked = _picked(around, question, page)
            if picked is _Enough.SAID:
                break
            around.insist(partial(_give, around.game, quiz, question, picked, given))
            if picked is not None:
                around.look(answered_page(around.game, question, picked))
    except Ended:
        return  # whoever asks next finds out that there is no more input
    if given:
        around.look(tally_page(around.game, quiz, given))


def _give(game: Playthrough, quiz: Sitting, question: Question, picked: int | None, given: list[bool | None]) -> None:
    given.append(answer(game, quiz, question, picked))


def _picked(around: Around, question: Question, page: Page) -> int | _Enough | None:
    """The place of an option, from 0; None to pass the question over; or that it is enough."""
    most = len(question.options)
    while True:
        said = around.talk.ask(f"Your answer, 1 to {most} (Enter to pass over, stop to end the quiz):")
        if not said:
            return None
        if said.lower() in STOP:
            return _Enough.SAID
        place = option(said, most)
        if place is not None:
            return place
        found = command(said)
        if found is None:
            around.talk.wrong(f"'{said}' is none of the answers: type a number from 1 to {most}, or ? for help.")
        elif found[0] is Verb.HELP:
            around.talk.say(HELP)
        elif found[0] is Verb.AGAIN:
            around.look(page)
        elif found[0] in MAY_BE_ASKED:
            around.obey(said)
        else:
            around.talk.wrong("First the quiz: answer, or type stop.")
