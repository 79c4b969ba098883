"""The quiz: what is asked when a crisis is looked back on, and what comes back later.

A quiz asks its crisis's own questions and then, from earlier crises, up to two that were missed or left open, the
longest unseen first. A question that came back is done when it was answered rightly after two different crises; one
that was answered rightly after its own crisis never comes back. What was answered is the save's, not a timeline's, and
nothing of it enters the score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from typing import Final

from game.content.taught import SEMINAR
from game.engine import current
from game.engine.events import CrisisClosed
from game.engine.model import Crisis
from game.engine.reference import Quiz
from game.errors import UsageError
from game.play.playthrough import Playthrough
from game.play.stages import Debrief, Finale, News, Reveal
from game.saves import Asked, Tree

MOST_RETURNING: Final = 2
"""Questions of earlier crises in one quiz."""
OCCASIONS: Final = 2
"""Different crises after which a question that came back must have been answered rightly."""

NOT_YET: Final = "the quiz asks about a crisis that has been looked back on, and none has been yet"
NO_QUESTIONS: Final = "no crisis so far has a quiz"
ALL_ASKED: Final = "there is nothing more to ask here; what was missed or left open comes back after a later crisis"
ALL_OVER: Final = "there is nothing more to ask in this story"


class Standing(Enum):
    """How it stands with a question."""

    NEW = "not asked yet"
    OPEN = "asked, not answered"
    MISSED = "missed"
    ONCE = "right once"
    KNOWN = "right at the first go"
    DONE = "right on two occasions"

    @property
    def comes_back(self) -> bool:
        """Whether it is asked again after later crises."""
        return self not in (Standing.KNOWN, Standing.DONE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked."""

    key: str
    """By which the save knows it: whose it is, and a fingerprint of its wording."""
    crisis: Crisis | None
    """None for one of the seminar's."""
    item: Quiz
    options: tuple[str, ...]
    place: int
    """Where the right one stands among the options, from 0."""
    returns: bool = False
    """Whether it comes back from an earlier crisis."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """The questions to be asked now."""

    after: Crisis
    """The last crisis that was looked back on."""
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How it stands with one question of a save, for a report. It is no part of the score."""

    question: Question
    standing: Standing
    right_after: tuple[str, ...]
    """Ids of the crises after which it was answered rightly, in the order in which it was."""
    missed_after: tuple[str, ...]


# -- the rule, on keys alone -------------------------------------------------------------------------------------------


def standing(asked: Sequence[Asked], key: str) -> Standing:
    """How it stands with a question, by all that was ever asked in a save."""
    mine = [each for each in asked if each.question == key]
    right = {each.after for each in mine if each.right}
    missed = any(each.right is False for each in mine)
    if len(right) >= OCCASIONS:
        return Standing.DONE
    if right:
        at_once = not missed and (owner_of(key) in right or owner_of(key) == SEMINAR)
        return Standing.KNOWN if at_once else Standing.ONCE
    if missed:
        return Standing.MISSED
    return Standing.OPEN if mine else Standing.NEW


def due(
    asked: Sequence[Asked],
    after: str,
    own: Sequence[str],
    earlier: Mapping[str, Sequence[str]],
    story: Sequence[str],
    *,
    at_end: bool = False,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a quiz asks.

    Args:
        asked: all that was ever asked, the latest last.
        after: the crisis that is looked back on.
        own: the keys of its own questions.
        earlier: those of each earlier crisis.
        story: every crisis in the order of the story.
        at_end: whether this is the end of the story: then each quiz may bring two more, for there is no later one.

    Returns:
        The own questions that were not answered here yet, and those that come back, the longest unseen first.
    """
    answered = {each.question for each in asked if each.after == after and each.right is not None}
    just_asked: set[str] = set()
    for each in reversed(asked):
        if each.after != after:
            break
        just_asked.add(each.question)
    back = [
        key
        for keys in earlier.values()
        for key in keys
        if key not in answered | just_asked and standing(asked, key).comes_back
    ]
    back.sort(key=lambda key: _last_seen(asked, key, story))
    came = 0 if at_end else sum(owner_of(key) not in (after, SEMINAR) for key in just_asked)
    return tuple(key for key in own if key not in answered), tuple(back[: max(0, MOST_RETURNING - came)])


def _last_seen(asked: Sequence[Asked], key: str, story: Sequence[str]) -> tuple[int, int]:
    """When a question was last before somebody's eyes, to sort by; one never asked, on its crisis's own debrief."""
    last = max((at for at, each in enumerate(asked) if each.question == key), default=None)
    if last is not None:
        return last, 1
    later = set(story[story.index(owner_of(key)) + 1 :])
    return next((at for at, each in enumerate(asked) if each.after in later), len(asked)), 0


def key_of(owner: str, item: Quiz) -> str:
    """The name of a question in saves. Reworded, or with another answer, it is another question."""
    wording = f"{item.ask}\n{item.answer}"
    return f"{owner}/{sha256(wording.encode()).hexdigest()[:16]}"


def owner_of(key: str) -> str:
    """The crisis whose question it is; ``seminar`` for one of the seminar's."""
    return key.partition("/")[0]


def ordered(item: Quiz, number: int) -> tuple[tuple[str, ...], int]:
    """The options in an order that tells nothing, and the place of the right one.

    The place comes from the question's length and its number in its quiz, so it is the same on every page.
    """
    place = (len(item.ask) + number) % (len(item.others) + 1)
    return (*item.others[:place], item.answer, *item.others[place:]), place


def answered(tree: Tree) -> frozenset[str]:
    """The keys of the questions that were answered in a save, rightly or not."""
    return frozenset(each.question for each in tree.quiz if each.right is not None)


# -- a game ------------------------------------------------------------------------------------------------------------


def quiz_now(game: Playthrough) -> Sitting:
    """What a quiz asks now: at the end of the story, the seminar's questions too.

    Raises:
        UsageError: when there is nothing to ask, with the reason.
    """
    closed = looked_back_on(game)
    if not closed:
        raise UsageError(NOT_YET)
    after, tree = closed[-1], game.tree
    story = [crisis.id for crisis in game.run.crises]
    known = {owner_of(each.question) for each in tree.quiz}
    past: dict[str, dict[str, Question]] = {
        crisis.id: questions_of(crisis)
        for crisis in game.run.crises[: story.index(after.id)]
        if crisis in closed or crisis.id in known
    }
    own, at_end = questions_of(after), isinstance(game.stage, Finale)
    if at_end and game.pack.seminar is not None:
        own |= _questions(SEMINAR, None, game.pack.seminar.quiz)
    if not own and not any(past.values()):
        raise UsageError(NO_QUESTIONS)
    earlier = {name: tuple(keys) for name, keys in past.items()}
    mine, back = due(tree.quiz, after.id, tuple(own), earlier, story, at_end=at_end)
    if not mine and not back:
        raise UsageError(ALL_OVER if is_over(game) else ALL_ASKED)
    returning = (replace(past[owner_of(key)][key], returns=True) for key in back)
    return Sitting(after, (*(own[key] for key in mine), *returning))


def may_ask(game: Playthrough) -> bool:
    """Whether a quiz has anything to ask now."""
    try:
        quiz_now(game)
    except UsageError:
        return False
    return True


def offers(game: Playthrough) -> bool:
    """Whether a face should offer a quiz: somebody plays, a crisis is looked back on, and there is something to ask."""
    return bool(game.persons) and isinstance(game.stage, Debrief | Finale) and may_ask(game)


def answer(game: Playthrough, quiz: Sitting, question: Question, picked: int | None) -> bool | None:
    """Keep what somebody answered, before they are told whether it is right.

    Args:
        game: the game; where it stands does not change.
        quiz: the quiz.
        question: the question.
        picked: the place of the option, from 0; None passes it over.

    Returns:
        Whether it is right; None if it was passed over.

    Raises:
        UsageError: when there is no such option.
        SaveError: when it cannot be kept.
    """
    if picked is not None and not 0 <= picked < len(question.options):
        raise UsageError(f"answer with a number from 1 to {len(question.options)}")
    right = None if picked is None else picked == question.place
    game.asked(question.key, quiz.after.id, right)
    return right


def results(game: Playthrough) -> tuple[Result, ...]:
    """How it stands with every question that was open to be asked, in the order of the story."""
    tree, closed = game.tree, looked_back_on(game)
    known = {owner_of(each.question) for each in tree.quiz}
    open_now: dict[str, Question] = {}
    for crisis in game.run.crises:
        if crisis in closed or crisis.id in known:
            open_now |= questions_of(crisis)
    if game.pack.seminar is not None and (SEMINAR in known or isinstance(game.stage, Finale)):
        open_now |= _questions(SEMINAR, None, game.pack.seminar.quiz)
    return tuple(
        Result(
            question,
            standing(tree.quiz, key),
            tuple(each.after for each in tree.quiz if each.question == key and each.right),
            tuple(each.after for each in tree.quiz if each.question == key and each.right is False),
        )
        for key, question in open_now.items()
    )


def looked_back_on(game: Playthrough) -> tuple[Crisis, ...]:
    """The crises of the present timeline whose debrief has been reached, in order."""
    steps = game.shown_steps
    stage = game.stage
    if isinstance(stage, Reveal | News) and stage.step is steps[-1]:
        steps = steps[:-1]  # what it closed is looked back on when its outcome has been read
    closed = {event.crisis for step in steps for event in step.events if isinstance(event, CrisisClosed)}
    return tuple(crisis for crisis in game.run.crises if crisis.id in closed)


def is_over(game: Playthrough) -> bool:
    """Whether no crisis comes after."""
    return current(game.run, game.state) is None


def questions_of(crisis: Crisis) -> dict[str, Question]:
    """A crisis's questions by their keys, in the author's order."""
    return _questions(crisis.id, crisis, crisis.quiz)


def _questions(owner: str, crisis: Crisis | None, items: Sequence[Quiz]) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for number, item in enumerate(items):
        key = key_of(owner, item)
        found[key] = Question(key, crisis, item, *ordered(item, number))
    return found
