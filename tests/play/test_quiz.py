"""The quiz: what was missed comes back, the longest unseen first, until it is known; nothing else depends on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.engine.reference import Quiz
from game.engine.text import NOTHING
from game.errors import SaveError, UsageError
from game.play.page import Bullets, Heading, Page, words
from game.play.pages import answered_page, page_of, question_page, seminar_page, tally_page
from game.play.pages.quiz import told
from game.play.playthrough import Playthrough
from game.play.quiz import (
    MOST_RETURNING,
    OCCASIONS,
    Question,
    Standing,
    answer,
    due,
    key_of,
    looked_back_on,
    may_ask,
    offers,
    ordered,
    owner_of,
    questions_of,
    quiz_now,
    results,
    standing,
)
from game.play.setup import new_tree
from game.play.stages import Debrief, Decision, Finale, Foresee, Handover, PassedOver, Reveal
from game.play.terms import refit
from game.saves import Tree, decode, encode
from tests.play.asking import BOTH, BUILT, EAST, FELL, GROUND, LONG, TENT, WATCH, WHO, asking, game_of, play_on
from tests.saves.trees import calm, plain_tree

# -- the rule ----------------------------------------------------------------------------------------------------------

RIGHT, WRONG, SKIP, LEAVE = "right", "wrong", "skip", "leave"
Lives = list[tuple[int, list[list[str]]]]

_visits = st.lists(st.lists(st.sampled_from([RIGHT, WRONG, SKIP, LEAVE]), max_size=7), max_size=3)
"""For each crisis: each time that its quiz is opened, what is done with one question after the other."""
_lives = st.lists(st.tuples(st.integers(0, 4), _visits), min_size=1, max_size=8)
"""For each crisis: how many questions it has, and the visits."""


@dataclass
class Reader:
    """Somebody who goes through a story from crisis to crisis, and what a clock and a notebook say of them."""

    sizes: list[int]
    tree: Tree = field(default_factory=lambda: plain_tree(0))
    clock: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    """When each question was last before their eyes."""
    right: dict[str, set[str]] = field(default_factory=dict)
    wrong: dict[str, set[str]] = field(default_factory=dict)

    def keys(self, at: int) -> list[str]:
        """The questions of a crisis."""
        return [f"c{at}/{number}" for number in range(self.sizes[at])]

    def due(self, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What its quiz asks."""
        earlier = {f"c{before}": self.keys(before) for before in range(at)}
        return due(self.tree.quiz, f"c{at}", self.keys(at), earlier, [f"c{each}" for each in range(len(self.sizes))])

    def meet(self, at: int, key: str, does: str) -> None:
        """Be asked a question."""
        self.clock += 1
        self.seen[key] = self.clock
        if does in (RIGHT, WRONG):
            (self.right if does == RIGHT else self.wrong).setdefault(key, set()).add(f"c{at}")
        self.tree = self.tree.asked(key, f"c{at}", {RIGHT: True, WRONG: False}.get(does))

    def leave(self, at: int) -> None:
        """Turn the debrief's page: what was not asked was read there at least."""
        self.clock += 1
        for key in self.keys(at):
            self.seen.setdefault(key, self.clock)

    def owes(self, key: str) -> bool:
        """Whether it must come back: missed, or left open when its crisis was looked back on, and not known since."""
        right, missed = self.right.get(key, set()), self.wrong.get(key, set())
        return len(right) < OCCASIONS and (bool(missed) or owner_of(key) not in right)


@calm
@example([(1, [[WRONG]]), (0, [[SKIP], [SKIP]])])
@given(_lives)
def test_what_was_missed_or_left_open_comes_back_the_longest_unseen_first(lives: Lives) -> None:
    """Two at most after each crisis, none that is known, whatever was answered, skipped or left."""
    reader = Reader([size for size, _ in lives])
    for at, (_, visits) in enumerate(lives):
        came_back: list[str] = []
        for visit in visits:
            own, back = reader.due(at)
            unanswered = [key for key in reader.keys(at) if f"c{at}" not in _answered(reader, key)]
            assert list(own) == unanswered
            owed = [key for before in range(at) for key in reader.keys(before) if reader.owes(key)]
            waiting = [key for key in owed if key not in came_back and f"c{at}" not in _answered(reader, key)]
            assert list(back) == sorted(waiting, key=reader.seen.__getitem__)[: MOST_RETURNING - len(came_back)]
            for key, does in zip((*own, *back), visit, strict=False):
                if does == LEAVE:
                    break
                reader.meet(at, key, does)
                came_back += [key] if key in back else []
        assert len(came_back) <= MOST_RETURNING
        reader.leave(at)


def _answered(reader: Reader, key: str) -> set[str]:
    return reader.right.get(key, set()) | reader.wrong.get(key, set())


@calm
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_who_knows_everything_is_asked_everything_once(sizes: list[int]) -> None:
    """And never again."""
    reader = Reader(sizes)
    asked: Counter[str] = Counter()
    for at in range(len(sizes)):
        own, back = reader.due(at)
        assert not back
        for key in own:
            asked[key] += 1
            reader.meet(at, key, RIGHT)
    assert all(count == 1 for count in asked.values()) and len(asked) == sum(sizes)
    assert {standing(reader.tree.quiz, key) for key in asked} <= {Standing.KNOWN}


@calm
@given(st.integers(1, 4), st.sampled_from([WRONG, SKIP, LEAVE]))
def test_what_comes_back_is_done_with_after_two_different_crises(questions: int, first: str) -> None:
    """Each of them once an occasion, until the second time that it is right; then there is peace."""
    reader = Reader([questions, *([0] * (questions + 2))])
    if first != LEAVE:
        for key in reader.due(0)[0]:
            reader.meet(0, key, first)
    reader.leave(0)
    times: Counter[str] = Counter()
    for at in range(1, questions + 3):
        _, back = reader.due(at)
        for key in back:
            times[key] += 1
            reader.meet(at, key, RIGHT)
        assert reader.due(at) == ((), ()) or len(back) < len(reader.keys(0))
        assert not set(back) & set(reader.due(at)[1])
    assert times == dict.fromkeys(reader.keys(0), OCCASIONS)
    assert {standing(reader.tree.quiz, key) for key in reader.keys(0)} == {Standing.DONE}


def test_at_the_end_of_the_story_each_quiz_brings_two_more() -> None:
    """There is no later crisis to wait for."""
    reader = Reader([5, 0])
    reader.leave(0)
    story = ["c0", "c1"]
    met: list[str] = []
    for _ in range(3):
        back = due(reader.tree.quiz, "c1", (), {"c0": reader.keys(0)}, story, at_end=True)[1]
        met += back
        for key in back:
            reader.meet(1, key, WRONG)
    assert met == reader.keys(0)
    assert due(reader.tree.quiz, "c1", (), {"c0": reader.keys(0)}, story, at_end=True) == ((), ())


def test_going_back_asks_what_was_missed_anew_and_nothing_twice_of_the_same_crisis() -> None:
    """On another timeline the same crisis is looked back on again: what it asked was answered there."""
    reader = Reader([3, 1, 1])
    for key in reader.due(0)[0]:
        reader.meet(0, key, WRONG)
    for at in (1, 2):
        for key in (*reader.due(at)[0], *reader.due(at)[1]):
            reader.meet(at, key, WRONG)
    assert reader.due(0) == ((), ())
    # c0/0 and c0/1 were asked after c1; c0/2 has waited.
    assert reader.due(1) == ((), ("c0/2",))


def test_an_answer_given_on_the_way_back_does_not_undo_that_it_was_missed() -> None:
    """Left open, missed later, and then answered rightly after its own crisis on the way back: it still returns."""
    reader = Reader([1, 0, 0])
    reader.leave(0)
    reader.meet(1, "c0/0", WRONG)
    assert reader.due(0) == (("c0/0",), ())
    reader.meet(0, "c0/0", RIGHT)
    assert standing(reader.tree.quiz, "c0/0") is Standing.ONCE
    assert reader.due(2) == ((), ("c0/0",))


# -- a question --------------------------------------------------------------------------------------------------------

ITEM = Quiz("Who ground?", "West", ("East",), NOTHING)


def test_saves_know_a_question_by_its_wording_wherever_it_stands() -> None:
    """What is in saves must be found again: another fingerprint would make every answer forgotten."""
    assert key_of("1902-mill", ITEM) == "1902-mill/f380b71574700923"
    assert key_of("1902-mill", replace(ITEM, others=("Nobody",), because=NOTHING)) == key_of("1902-mill", ITEM)
    assert key_of("1902-mill", replace(ITEM, answer="East")) != key_of("1902-mill", ITEM)
    assert owner_of(key_of("1902-mill", ITEM)) == "1902-mill"


@given(st.text(max_size=40), st.lists(st.text(max_size=5), min_size=1, max_size=5), st.integers(0, 9))
def test_the_right_option_stands_where_it_is_said_to(ask: str, others: list[str], number: int) -> None:
    """Among all the others, each once, in the author's order."""
    options, place = ordered(Quiz(ask, "right", tuple(others), NOTHING), number)
    assert options[place] == "right"
    assert [*options[:place], *options[place + 1 :]] == others


def test_where_the_right_option_stands_tells_nothing() -> None:
    """Over many questions every place is as good as another."""
    places = Counter(
        ordered(Quiz("?" * size, "a", ("b", "c"), NOTHING), at)[1] for size in range(30) for at in (0, 1, 2)
    )
    assert places == {0: 30, 1: 30, 2: 30}


# -- a game ------------------------------------------------------------------------------------------------------------


def take(game: Playthrough, *right: bool | None) -> list[str]:
    """Answer the questions of the quiz in order, as far as there is something to answer; what was asked comes back."""
    quiz = quiz_now(game)
    for question, wanted in zip(quiz.questions, right, strict=False):
        give(game, question, wanted)
    return [question.item.ask for question in quiz.questions]


def give(game: Playthrough, question: Question, right: bool | None) -> None:
    """Answer rightly, wrongly, or not at all."""
    wrong = (question.place + 1) % len(question.options)
    picked = None if right is None else question.place if right else wrong
    assert answer(game, quiz_now(game), question, picked) is right


def test_a_quiz_asks_of_the_crisis_and_brings_back_what_was_missed_before() -> None:
    """From the first debrief to the end of the story."""
    game = play_on(game_of(), Debrief)
    assert take(game, True, False, None) == [BUILT, FELL, LONG]
    assert take(game) == [LONG]  # passed over: it may still be answered
    play_on(game, Debrief)
    assert take(game, True, True, False) == [GROUND, FELL, LONG]
    with pytest.raises(UsageError, match="comes back after a later crisis"):
        quiz_now(game)
    play_on(game, Debrief)
    assert take(game, True, True, True) == [TENT, FELL, LONG]
    with pytest.raises(UsageError, match="nothing more to ask in this story"):
        quiz_now(game)
    play_on(game, Finale)
    assert take(game, True) == [WHO]
    stand = {result.question.item.ask: result.standing for result in results(game)}
    assert stand == {
        BUILT: Standing.KNOWN, FELL: Standing.DONE, LONG: Standing.ONCE, GROUND: Standing.KNOWN,
        TENT: Standing.KNOWN, WHO: Standing.KNOWN,
    }  # fmt: skip
    (long,) = (result for result in results(game) if result.question.item.ask == LONG)
    assert (long.right_after, long.missed_after) == (("1903-fair",), ("1902-mill",))


def test_the_end_of_the_story_asks_what_is_still_owed() -> None:
    """The last crisis's own questions, the seminar's, and the oldest of the others, two at a time."""
    game = play_on(game_of(), Finale)
    assert take(game, True, True, False, False) == [TENT, WHO, BUILT, FELL]
    assert take(game, True, True) == [LONG, GROUND]
    assert not may_ask(game)


def test_there_is_no_quiz_before_something_was_looked_back_on() -> None:
    """What a decision closes is asked about when its outcome has been read, not while it is."""
    game = play_on(game_of(), Reveal)
    with pytest.raises(UsageError, match="none has been yet"):
        quiz_now(game)
    stages = []
    while not isinstance(game.stage, Debrief):
        stages.append((type(game.stage).__name__, may_ask(game), len(looked_back_on(game))))
        play_on(game, object)
    assert not any(asks or closed for _, asks, closed in stages)
    assert offers(game)
    play_on(game, Decision)
    assert may_ask(game) and not offers(game)
    assert take(game, True) == [BUILT, FELL, LONG]


def test_a_pack_without_a_quiz_says_so() -> None:
    """Rather than opening an empty one."""
    pack = replace(asking(), crises=tuple(replace(crisis, quiz=()) for crisis in asking().crises))
    game = play_on(Playthrough(pack, new_tree(pack, EAST, 5)), Debrief)
    with pytest.raises(UsageError, match="no crisis so far has a quiz"):
        quiz_now(game)


def test_an_answer_is_kept_before_it_is_judged_and_play_stands_where_it_stood() -> None:
    """Autosaved like everything else, with no effect on anything else: state, score, stage."""
    kept: list[Tree] = []
    game = play_on(game_of(kept=kept), Debrief)
    before, stage, mark = game.tree, game.stage, game.score()
    take(game, True, False)
    assert [len(tree.quiz) for tree in kept[-2:]] == [1, 2]
    assert kept[-1] == game.tree == replace(before, quiz=game.tree.quiz)
    assert (game.stage, game.score()) == (stage, mark)
    again = Playthrough(asking(), decode(encode(game.tree), where="x"))
    assert again.tree == game.tree
    assert [question.item.ask for question in quiz_now(again).questions] == [LONG]


def test_an_answer_that_cannot_be_kept_was_not_given() -> None:
    """The question is still to be answered."""

    def full(_tree: Tree) -> None:
        raise SaveError("the disk is full")

    game = play_on(game_of(), Debrief)
    broken = Playthrough(asking(), game.tree, full)
    quiz = quiz_now(broken)
    with pytest.raises(SaveError):
        answer(broken, quiz, quiz.questions[0], 0)
    assert broken.tree.quiz == ()
    assert quiz_now(broken) == quiz


@pytest.mark.parametrize("picked", [-1, 3, 99])
def test_only_what_is_offered_can_be_answered(picked: int) -> None:
    """Whatever a face hands on."""
    game = play_on(game_of(), Debrief)
    quiz = quiz_now(game)
    with pytest.raises(UsageError, match="from 1 to 3"):
        answer(game, quiz, quiz.questions[0], picked)
    assert game.tree.quiz == ()


def test_the_quiz_belongs_to_the_save_and_not_to_a_timeline() -> None:
    """Going back takes no answer away; neither does other content, nor does a question that is gone do harm."""
    game = play_on(game_of(), Debrief)
    take(game, True, False, True)
    game.undo()
    assert len(game.tree.quiz) == 3
    play_on(game, Debrief)
    assert not may_ask(game)
    tree, _ = refit(asking(), game.tree.asked("1899-flood/00", "1899-flood", right=False))
    assert len(tree.quiz) == 4
    play_on(game, Debrief)
    assert take(game) == [GROUND, FELL]
    assert take(Playthrough(asking(), game.tree.asked("1899-flood/00", "1899-flood", right=False))) == [GROUND, FELL]


def test_what_was_missed_in_a_crisis_that_did_not_come_this_time_comes_back() -> None:
    """It was this save's, whatever became of that timeline."""
    game = play_on(game_of(), Debrief)
    take(game, True, True, True)
    play_on(game, Debrief)
    take(game, False)
    game.go_to(None)
    game.choose("hit")
    play_on(play_on(game, PassedOver), Debrief)
    assert [crisis.id for crisis in looked_back_on(game)] == ["1901-weir", "1903-fair"]
    assert take(game) == [TENT, GROUND]


def test_at_one_keyboard_the_quiz_is_asked_of_whoever_sits_there() -> None:
    """One quiz for both; while a forecast is due, what was just decided is in none of its words."""
    game = play_on(game_of(BOTH), Debrief)
    assert offers(game)
    take(game, True, True, False)
    play_on(game, Handover)
    play_on(game, Foresee)
    with pytest.raises(UsageError, match="comes back after"):
        quiz_now(game)
    play_on(game, Debrief)
    assert take(game) == [GROUND, LONG]


# -- pages -------------------------------------------------------------------------------------------------------------


def text_of(page: Page) -> str:
    """All that a page says, run together."""
    found = [page.title]
    for block in page.blocks:
        for name in ("text", "label"):
            found += [getattr(block, name)] if hasattr(block, name) else []
        riches = [*getattr(block, "items", ()), *getattr(block, "paragraphs", ())]
        riches += [block.rich] if hasattr(block, "rich") else []
        found += [words(rich) for rich in riches]
    return "\n".join(found)


def answers_of(page: Page) -> list[str] | None:
    """The answers on a page; None where it tells none."""
    for at, block in enumerate(page.blocks):
        if block == Heading("Answers", 2):
            listed = page.blocks[at + 1]
            assert isinstance(listed, Bullets)
            return [words(item) for item in listed.items]
    return None


def test_the_debrief_holds_the_answers_back_until_they_were_given() -> None:
    """One by one; a question that was only passed over stays unanswered."""
    game = play_on(game_of(), Debrief)
    page = page_of(game, hold_answers=True)
    assert answers_of(page) is None
    assert all(ask in text_of(page) for ask in (BUILT, FELL, LONG))
    assert "asks you these" in text_of(page)
    take(game, True, None, False)
    page = page_of(game, hold_answers=True)
    (built, fell, long) = answers_of(page) or []
    assert built.endswith("East. East did. [1]") and long.endswith("A year. So it is told.")
    assert fell == "Not answered yet."
    take(game, True)
    page = page_of(game, hold_answers=True)
    assert "Not answered yet." not in text_of(page) and "asks you these" not in text_of(page)
    assert page == page_of(game)


def test_a_report_and_whoever_watches_get_the_answers() -> None:
    """A printed page cannot be asked, and who watches has nothing to prove."""
    for game, held in ((play_on(game_of(), Debrief), False), (play_on(game_of(WATCH), Debrief), True)):
        page = page_of(game, hold_answers=held)
        assert len(answers_of(page) or []) == 3
        assert "asks you these" not in text_of(page)
    assert not offers(game)


def test_the_seminar_holds_its_answers_back_from_players_only() -> None:
    """They are asked at the end of the story; who reads it without a game is told."""
    game = play_on(game_of(), Finale)
    assert answers_of(seminar_page(asking())) is not None
    assert answers_of(seminar_page(asking(), game=game)) is None
    assert "at the end of the story asks you these" in text_of(seminar_page(asking(), game=game))
    take(game, True, True)
    assert answers_of(seminar_page(asking(), game=game)) is not None


def test_the_letters_of_the_page_and_the_options_of_the_quiz_agree() -> None:
    """Whoever read the page answers with its letters."""
    game = play_on(game_of(), Debrief)
    quiz = quiz_now(game)
    (questions,) = (
        block for block in page_of(game).blocks if isinstance(block, Bullets) and BUILT in words(block.items[0])
    )
    for question, item in zip(quiz.questions, questions.items, strict=True):
        shown = "   ".join(f"{letter}) {option}" for letter, option in zip("ABCDEF", question.options, strict=False))
        assert words(item) == f"{question.item.ask}   {shown}"


def test_a_question_says_where_it_comes_back_from() -> None:
    """And one of the seminar's that it is on the whole."""
    game = play_on(game_of(), Finale)
    quiz = quiz_now(game)
    pages = [text_of(question_page(question, 1, 4)) for question in quiz.questions]
    assert ["Back from The weir is raised, 1901." in page for page in pages] == [False, False, True, True]
    assert ["On the whole story." in page for page in pages] == [False, True, False, False]
    assert "Question 1 of 4" in pages[0]
    assert all(
        option in page for question, page in zip(quiz.questions, pages, strict=True) for option in question.options
    )
    assert "West's" not in text_of(question_page(quiz.questions[0], 1, 4, with_options=False))


def test_an_answer_is_told_at_once_with_its_reason_and_sources() -> None:
    """Right or not; by words, never by a colour."""
    game = play_on(game_of(), Debrief)
    question = quiz_now(game).questions[1]
    right = answered_page(game, question, question.place)
    assert right.title == "Right" and "You said" not in text_of(right)
    assert "The answer: The water" in text_of(right) and "See Wheel. [1] [2]" in text_of(right).replace(
        "[1][2]", "[1] [2]"
    )
    assert [work.id for work in right.works] == ["old-book", "both-book"]
    wrong = answered_page(game, question, 1 - question.place)
    assert wrong.title == "Not right"
    assert "You said\nThe wall" in text_of(wrong) and "The answer: The water" in text_of(wrong)


def test_the_tally_is_in_words_and_lists_what_comes_back_and_what_is_done() -> None:
    """No mark, no per cent."""
    game = play_on(game_of(), Debrief)
    quiz = quiz_now(game)
    take(game, True, False, None)
    page = text_of(tally_page(game, quiz, [True, False, None]))
    assert "3 questions: 1 right, 1 missed and 1 left open." in page
    assert f"It comes back after a later crisis:\n{FELL}\n{LONG}" in page
    assert "%" not in page and "counts in no score" in page
    play_on(game, Debrief)
    take(game, True, True, True)
    play_on(game, Debrief)
    quiz = quiz_now(game)
    take(game, False, True, True)
    page = text_of(tally_page(game, quiz, [False, True, True]))
    assert f"Missed or left open:\n{TENT}" in page
    assert f"Right on two occasions, and done with:\n{FELL}\n{LONG}" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([True], "1 question, right."),
        ([True, True], "2 questions, all right."),
        ([None, None, None], "3 questions, all left open."),
        ([True, False], "2 questions: 1 right and 1 missed."),
    ],
)
def test_the_tally_reads_well_in_every_number(given: list[bool | None], said: str) -> None:
    """One, all, some."""
    assert told(given) == said


def test_the_questions_of_every_crisis_are_told_apart() -> None:
    """Two with the same words and answer in one crisis would be one."""
    for crisis in asking().crises:
        assert len(questions_of(crisis)) == len(crisis.quiz)
