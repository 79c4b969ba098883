"""One game told in lines, from where its save stands to its end or until the player leaves.

A decision is on disk before the next line is said. Whatever is typed wrongly is explained and asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Final, assert_never

from game.engine.model import Pack
from game.engine.reference import Work
from game.errors import SaveError, UsageError
from game.plain.answers import HELP, Verb, command, number, percent
from game.plain.exploring import explored
from game.plain.lookups import codex, ranked_causes, why
from game.plain.quiz import Around, end_prompt, go_on_prompt, take_quiz
from game.plain.render import page_lines
from game.plain.talk import Ended, Talk
from game.play.page import Page
from game.play.pages import journal_page, page_of, ranking_page, seminar_page
from game.play.pages.rhythm import meters_now
from game.play.playthrough import Playthrough
from game.play.stages import (
    Briefing,
    Debrief,
    Decision,
    Finale,
    Foresee,
    Handover,
    News,
    Option,
    PassedOver,
    Reveal,
    Stage,
)
from game.play.turning import turning_points
from game.saves import Kept, Reading

LINES_BETWEEN: Final = 60
"""Empty lines between two players at one keyboard, so that what the one read has gone."""


class Left(Exception):
    """The player leaves; everything is kept."""


class _Manner(Enum):
    """How a pipe speaks; see ``game.plain.talk``."""

    UNKNOWN = "unknown"
    EVERY_LINE = "every line"
    ANSWERS_ONLY = "answers only"


class _Did(Enum):
    """What became of an answer that may be a command."""

    NOTHING = "it is none"
    TOLD = "something was told"
    MOVED = "the game stands elsewhere now"


class Session:
    """A save being played in lines."""

    def __init__(self, talk: Talk, pack: Pack, kept: Kept) -> None:
        """Take up a save where it stands.

        Raises:
            SaveForeign: if it does not fit the pack.
            SaveError: if the game cannot be kept.
        """
        self.game = Playthrough(pack, kept.tree, kept.keep)
        self._talk = talk
        self._pack = pack
        self._kept = kept
        self._manner = _Manner.UNKNOWN
        self._choices = frozenset(choice.id for beat in pack.beats.values() for choice in beat.choices)
        self._works: tuple[Work, ...] = ()

    def play(self) -> None:
        """Play until the end.

        Raises:
            Left: when the player leaves.
            Ended: when the input ends before the game does.
            NoSense: when a pipe answers nothing that is asked.
            SaveError: when the game cannot be kept and the player leaves for that.
        """
        while True:
            stage = self.game.stage
            self._talk.went_on()
            if isinstance(stage, Handover):
                self._talk.lines([""] * LINES_BETWEEN)
            self._read(stage)
            match stage:
                case Decision():
                    self._decide(stage)
                case Foresee():
                    self._foresee()
                case Finale():
                    if self._is_over(stage):
                        return
                case Briefing() | PassedOver() | Handover() | Reveal() | News() | Debrief():
                    self._turn(stage)
                case _:
                    assert_never(stage)

    # -- the prompts -------------------------------------------------------------------------------------------

    def _turn(self, stage: Stage) -> None:
        """Wait until the page has been read."""
        while self._manner is not _Manner.ANSWERS_ONLY:
            takes = isinstance(stage, Handover)
            try:
                answer = self._talk.ask("Enter when you have the keyboard." if takes else go_on_prompt(self.game))
            except Ended:
                # Who watches, and has nothing to say, wants to see it all.
                if self._talk.is_person or self.game.persons or self._manner is not _Manner.UNKNOWN:
                    raise
                self._manner = _Manner.ANSWERS_ONLY
                break
            if self._shows_manner(answer) or not answer:
                break
            did = self._obey(answer, stage)
            if did is _Did.MOVED:
                return
            if did is _Did.NOTHING:
                self._talk.wrong("Nothing is asked here: press Enter to go on, or type ? for what else can be typed.")
        self._proceed()

    def _shows_manner(self, answer: str) -> bool:
        """Whether a pipe, by answering what was not asked, shows that it gives nothing but choices.

        Such an answer is held for the question that it is meant for. A pipe's first answers decide; a person is always
        taken at their word.
        """
        if self._talk.is_person or self._manner is not _Manner.UNKNOWN:
            return False
        if number(answer) is None and answer not in self._choices:
            if not answer:
                self._manner = _Manner.EVERY_LINE
            return False
        self._manner = _Manner.ANSWERS_ONLY
        self._talk.hold(answer)
        return True

    def _decide(self, stage: Decision) -> None:
        open_numbers = [str(option.number) for option in stage.options if option.is_open]
        what = f"{', '.join(open_numbers[:-1])} or {open_numbers[-1]}" if len(open_numbers) > 1 else open_numbers[0]
        while True:
            answer = self._talk.ask(f"Your decision, {what} (? for help):")
            option = _option(stage, answer)
            if option is not None and option.is_open:
                reason = self._reason(stage, option)
                if reason is not None:
                    self._insist(partial(self.game.choose, option.choice.id, reason))
                    return
                self._talk.say("Nothing is decided yet.")
            elif option is not None:
                self._talk.wrong(f"{option.number} is closed: {option.why_closed} Choose {what}.")
            else:
                did = self._obey(answer, stage)
                if did is _Did.MOVED:
                    return
                if did is _Did.NOTHING and not answer:
                    self._talk.wrong(f"Nothing is decided yet: type {what}, then Enter.")
                elif did is _Did.NOTHING:
                    self._talk.wrong(f"'{answer}' is none of the choices: type {what}, or ? for help.")

    def _reason(self, stage: Decision, option: Option) -> str | None:
        """Why, in the player's words, or ''; None to think again."""
        if self._manner is _Manner.ANSWERS_ONLY:
            return ""
        self._talk.say(f"You choose: {option.choice.title}")
        while True:
            try:
                answer = self._talk.ask("Your reason, or Enter (u to choose again):")
            except Ended:
                if self._talk.is_person or self._manner is not _Manner.UNKNOWN:
                    raise
                self._manner = _Manner.ANSWERS_ONLY
                return ""
            if self._shows_manner(answer):
                return ""
            found = command(answer, among_words=True)
            if found is None:
                return answer
            if found[0] is Verb.UNDO:
                return None
            if found[0] is Verb.HELP:
                self._talk.say(
                    "Say in your own words why you decide so: it is kept, and the debrief tells it beside the outcome. "
                    "Enter alone gives no reason. u takes the choice back. Any other command: put a slash before it, "
                    "such as /m or /why."
                )
            else:
                self._obey(answer, stage, among_words=True)

    def _foresee(self) -> None:
        if self._manner is _Manner.ANSWERS_ONLY:
            self._talk.lines(["", "(No forecast.)"])
            self._insist(partial(self.game.forecast, None))
            return
        while True:
            answer = self._talk.ask("Your forecast, 0–100, or Enter to skip:")
            said = percent(answer)
            if said is not None or not answer:
                self._insist(partial(self.game.forecast, said))
                return
            did = self._obey(answer, self.game.stage)
            if did is _Did.MOVED:
                return
            if did is _Did.NOTHING:
                self._talk.wrong(
                    f"'{answer}' is no forecast: type a whole number from 0 (surely not) to 100 (surely), "
                    "or Enter to skip."
                )

    def _is_over(self, stage: Finale) -> bool:
        """At the end: leave, or go back."""
        while self._manner is not _Manner.ANSWERS_ONLY:
            try:
                answer = self._talk.ask(end_prompt(self.game))
            except Ended:
                return True
            if not answer or self._shows_manner(answer):
                return True
            did = self._obey(answer, stage)
            if did is _Did.MOVED:
                return False
            if did is _Did.NOTHING:
                self._talk.wrong("The game is over: press Enter to leave, or type u to go back.")
        return True

    # -- what is done --------------------------------------------------------------------------------------------

    def _read(self, stage: Stage) -> None:
        turning = turning_points(self.game) if isinstance(stage, Finale) else ()
        page = page_of(self.game, stage, turning=turning, hold_answers=True)
        self._works = page.works
        self._talk.lines(["", "", *page_lines(self._pack, page, self._talk.width)])

    def _look(self, page: Page) -> None:
        """Show a page beside the game; its own sources can be looked up next."""
        if page.works:
            self._works = page.works
        self._talk.lines(["", *page_lines(self._pack, page, self._talk.width)])

    def _proceed(self) -> None:
        try:
            self.game.proceed()
        except SaveError as error:
            self._after_refusal(error)
            # What came of the page may have been kept in part: take the save up again as it lies on disk.
            self._insist(self._take_up_again)

    def _take_up_again(self) -> None:
        self.game = Playthrough(self._pack, self._kept.tree, self._kept.keep)

    def _insist(self, act: Callable[[], object]) -> None:
        """Do something that is kept, again if the disk refuses and the player wants to try."""
        while True:
            try:
                act()
            except SaveError as error:
                self._after_refusal(error)
            else:
                return

    def _after_refusal(self, error: SaveError) -> None:
        """The disk refused: go on trying, or leave with what is kept."""
        if not self._talk.is_person:
            raise error
        self._talk.say(f"This could not be kept: {error}.")
        while True:
            answer = self._talk.ask("Enter to try again, q to leave with what was kept before:")
            found = command(answer)
            if found and found[0] is Verb.QUIT:
                raise error
            if not answer:
                return

    def _obey(self, answer: str, stage: Stage, *, among_words: bool = False) -> _Did:
        """Do what a command says, if the answer is one."""
        found = command(answer, among_words=among_words)
        if found is None:
            return _Did.NOTHING
        verb, rest = found
        if isinstance(stage, Handover) and verb not in (Verb.HELP, Verb.AGAIN, Verb.SAVE, Verb.QUIT):
            self._talk.say("Not before the keyboard has changed hands: press Enter first.")
            return _Did.TOLD
        try:
            match verb:
                case Verb.HELP:
                    self._help(stage)
                case Verb.AGAIN:
                    self._read(stage)
                case Verb.METERS:
                    self._look(Page("", "How things stand", (meters_now(self.game),)))
                case Verb.WHY:
                    self._look(why(self.game, rest))
                case Verb.CODEX:
                    self._look(codex(self._pack, self._works, rest))
                case Verb.JOURNAL:
                    self._look(journal_page(self.game))
                case Verb.SEMINAR | Verb.RANK:
                    self._seminar(stage, rest)
                case Verb.QUIZ:
                    obey = partial(self._obey, stage=stage)
                    take_quiz(Around(self._talk, self.game, self._look, self._insist, obey))
                case Verb.NOTE:
                    self._note(rest)
                case Verb.UNDO:
                    return self._undo()
                case Verb.TIMELINE | Verb.BRANCHES | Verb.BACK | Verb.TAKE | Verb.WHATIF | Verb.NAME | Verb.COMPARE:
                    page = explored(self.game, verb, rest, self._insist, may_move=not among_words)
                    if page is None:
                        return _Did.MOVED
                    self._look(page)
                case Verb.SAVE:
                    self._talk.say(f"This game is kept as '{self._kept.name}', up to your last decision, in")
                    self._talk.lines([str(self._kept.path)])
                case Verb.QUIT:
                    raise Left
                case _:
                    assert_never(verb)
        except UsageError as error:
            self._talk.wrong(f"{_sentence(str(error))}.")
        return _Did.TOLD

    def _seminar(self, stage: Stage, ranked: str) -> None:
        """The closing debate; before it, the causes are put in order by whoever likes to."""
        if not isinstance(stage, Finale) and self._pack.seminar is not None:
            raise UsageError("the seminar is held when the story is over")
        ranking = ranked_causes(self._pack, ranked) if ranked else self._asked_order()
        short = self.game.root.reading is Reading.SHORT
        self._look(seminar_page(self._pack, short=short, game=self.game, ranking=ranking))

    def _asked_order(self) -> tuple[str, ...]:
        """The causes in the player's order, or nothing."""
        self._look(ranking_page(self._pack))
        while True:
            try:
                answer = self._talk.ask("Your order, such as rank 2 1, or Enter to read on without one:")
            except Ended:
                return ()
            if not answer:
                return ()
            found = command(answer)
            if found is not None and found[0] is Verb.QUIT:
                raise Left
            try:
                return ranked_causes(self._pack, found[1] if found and found[0] is Verb.RANK else answer)
            except UsageError as error:
                self._talk.wrong(f"{_sentence(str(error))}.")

    def _help(self, stage: Stage) -> None:
        match stage:
            case Decision():
                here = ["Here: type the number of your choice, or its id:"]
                here += [
                    f"{option.number} or {option.choice.id}{'' if option.is_open else ' (closed)'}"
                    for option in stage.options
                ]
                here.append("You are asked for a reason before anything is decided.")
            case Foresee():
                here = ["Here: type how likely it is in percent, 0 to 100, or Enter to skip."]
            case Finale():
                here = ["Here: press Enter to leave."]
            case _:
                here = ["Here: press Enter when you have read the page."]
        self._talk.lines(["", *here, "", "At any prompt:", *HELP])

    def _note(self, text: str) -> None:
        if not text:
            raise UsageError("write what you would now explain differently: n TEXT")
        self._insist(partial(self.game.note, text))
        last = self.game.last_decision
        assert last is not None, "a note was just written to it"
        self._talk.say(f"Noted, to: {self._pack.beats[last.beat].title}.")

    def _undo(self) -> _Did:
        try:
            self.game.undo()
        except SaveError as error:
            self._after_refusal(error)
            self._insist(self._take_up_again)
            return _Did.MOVED
        self._talk.say("You are back before your last decision. The timeline that you left is kept.")
        return _Did.MOVED


def _option(stage: Decision, answer: str) -> Option | None:
    wanted = number(answer)
    return next((option for option in stage.options if option.number == wanted or option.choice.id == answer), None)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
