"""The debrief's counterfactual cards: the player's own departures first, then the other roads; and the note's place."""

from __future__ import annotations

import pytest

from game.play.page import Bullets, CallOut, Heading, Kind, Page, words
from game.play.pages import page_of
from game.play.pages.cards import CRITERIA, NOT_TAKEN, QUESTIONS, TAKEN, answered
from game.play.pages.debrief import EXPLAIN
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Debrief
from tests.play.weir import WATCH, game_of, play, weir


def debriefed(wish: Wish | None = None, *, short: bool = False) -> Page:
    """The debrief of the first crisis."""
    return page_of(play(game_of(wish, short=short) if wish else game_of(short=short), Debrief))


def heads(page: Page) -> list[str]:
    """Every heading."""
    return [block.text for block in page.blocks if isinstance(block, Heading)]


def after(page: Page, heading: str) -> object:
    """The block right under a heading."""
    at = next(at for at, block in enumerate(page.blocks) if isinstance(block, Heading) and block.text == heading)
    return page.blocks[at + 1]


def test_a_departure_is_a_card_with_all_that_it_rests_on() -> None:
    """What was done instead of what, what followed, what else must have changed, how thinkable, the evidence."""
    card = after(debriefed(), TAKEN)
    assert isinstance(card, CallOut)
    assert card.label == "The stones"
    assert [words(rich) for rich in card.paragraphs] == [
        "1 February 1901. Hit. Instead of: Hold.",
        "What followed at once: Bond −30 (Pride).",
        "What else must have been different: A shorter temper.",
        "How thinkable: argued: someone urged it.",
        "Some urged it. [1]",
        "Of the six questions this card answers 1, 3 and 4; 2, 5 and 6 are yours.",
    ]


def test_roads_that_nobody_took_come_after_and_are_shorter() -> None:
    """One item each; what the player took and what the other side might have done are not among them."""
    page = debriefed()
    assert heads(page).index(TAKEN) < heads(page).index(NOT_TAKEN) < heads(page).index(QUESTIONS)
    roads = after(page, NOT_TAKEN)
    assert isinstance(roads, Bullets)
    assert list(map(words, roads.items)) == [
        "The stones: Sing (speculative). Nobody sang. It would have needed: A song."
    ]


def test_who_did_as_history_did_has_no_departures() -> None:
    """And whoever watched took no road at all; the roads of both sides are told then."""
    assert TAKEN not in heads(page_of(play(game_of(), Debrief, {})))
    page = debriefed(WATCH)
    assert TAKEN not in heads(page) and QUESTIONS not in heads(page)
    roads = after(page, NOT_TAKEN)
    assert isinstance(roads, Bullets)
    assert [words(item).split(" (")[0] for item in roads.items] == [
        "The stones: Hit",
        "The stones: Sing",
        "The answer: Spit",
    ]


def test_a_beat_that_history_never_came_to_is_instead_of_nothing() -> None:
    """There is nothing to depart from, and the card says so."""
    game = play(
        game_of(Wish(crisis="1902-mill", seat="west", against_history=True)), Debrief, {"1902-mill/sulk": "laugh"}
    )
    card = after(page_of(game), TAKEN)
    assert isinstance(card, CallOut)
    assert words(card.paragraphs[0]) == "1 February 1902. Laugh. Instead of: Sulk."
    other = Playthrough(game.pack, game.tree)
    other.mark.beats = frozenset()
    stage = game.stage
    card = after(page_of(other, stage), TAKEN)
    assert isinstance(card, CallOut)
    assert words(card.paragraphs[0]) == "1 February 1902. Laugh. History never came to this decision."


@pytest.mark.parametrize(
    ("beat", "choice", "numbers"), [("1901-weir/stones", "hit", (1, 3, 4)), ("1902-mill/sulk", "laugh", (1, 3))]
)
def test_a_card_answers_what_its_fields_can(beat: str, choice: str, numbers: tuple[int, ...]) -> None:
    """Without an effect there is no cause to name; statistics and projection are always for the class."""
    found = weir().beats[beat].choice(choice)
    assert found is not None
    assert answered(found) == numbers


def test_the_six_questions_are_asked_once() -> None:
    """After all cards, numbered as the cards count them; the short form leaves them out."""
    page = debriefed()
    asked = [block for block in page.blocks if isinstance(block, Bullets) and block.numbered]
    assert [words(item).split(".")[0] for item in asked[0].items] == [name for name, _ in CRITERIA]
    assert QUESTIONS not in heads(debriefed(short=True))
    assert TAKEN in heads(debriefed(short=True))


def prompts(page: Page) -> list[str]:
    """The labels of what is asked."""
    return [block.label for block in page.blocks if isinstance(block, CallOut) and block.kind is Kind.FORECAST]


def test_the_debrief_asks_what_one_would_now_explain_differently_until_it_is_written() -> None:
    """Where the notes stand: what was written takes the question's place."""
    game = play(game_of(), Debrief)
    assert prompts(page_of(game)) == [EXPLAIN]
    game.note("I was hungry.")
    page = page_of(game)
    assert prompts(page) == []
    log = next(
        block for block in page.blocks if isinstance(block, CallOut) and block.label.startswith("The stones: Hit")
    )
    assert "What you would now explain differently: I was hungry." in [words(rich) for rich in log.paragraphs]


def test_nobody_who_decided_nothing_is_asked_to_explain() -> None:
    """Neither a watcher, nor whoever had no decision in the crisis."""
    assert prompts(debriefed(WATCH)) == []
    asked: dict[bool, list[str]] = {}
    for seed in range(20):
        tree = new_tree(weir(), Wish(campaign="years", seat="west"), seed)
        game = play(Playthrough(weir(), tree), Debrief, {})
        game.proceed()
        play(game, Debrief, {})
        asked[game.path[-1].beat == "1902-mill/sulk"] = prompts(page_of(game))
    assert asked == {True: [EXPLAIN], False: []}
