"""Exploring in lines: the same as on the screen, by number and by word."""

from __future__ import annotations

import pytest

from game.play.branches import branches_of
from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.play.stages import Decision, Finale, Foresee
from game.saves import SaveStore
from tests.plain.talking import talk_to
from tests.play.exploring import BOTH, EAST, WEST, begun, on, river
from tests.play.weir import over, weir


def told_of(store: SaveStore, game: Playthrough, *answers: str) -> str:
    """What is said when these are typed where a game stands; past the pages that a resumed save shows again."""
    again = Playthrough(game.pack, game.tree)
    blanks = 0
    while again.stage != game.stage and type(again.stage) is not type(game.stage):
        again.proceed()
        blanks += 1
    store.create("kept", game.tree).close()
    return talk_to(store, [*[""] * blanks, *answers], save="kept", pack=game.pack)


def words(told: str) -> str:
    """On one line."""
    return " ".join(told.split())


def test_the_timeline_is_a_numbered_list(store: SaveStore) -> None:
    """Every decision in words, what only history came to, and the timelines of the save."""
    told = words(told_of(store, over(), "timeline"))
    assert "1. 1 February 1901. The stones. You decided: Hit. In history: Hold." in told
    assert "2. 1 March 1901. The answer. Bo decided: Bow. As in history." in told
    assert "- 1 February 1902. Bo decided: Sulk." in told
    assert "1. The present timeline: 3 decisions, ended: Broken." in told


def test_back_goes_back_and_the_timeline_that_is_left_is_kept(store: SaveStore) -> None:
    """By the number in the list; then one decides again, and both are there."""
    told = words(told_of(store, over(), "back 3", "share", "", "", "", "branches"))
    assert "Flour." in told
    assert (
        "2. Timeline 2: 3 decisions, ended: Broken. It leaves the present timeline at 5 January 1902: Keep it." in told
    )
    assert len(store.read("kept").tips()) == 2


def test_whatif_lists_the_choices_and_grows_a_branch(store: SaveStore) -> None:
    """By number or by id; the page says how it differs, and the branch can be named, compared and taken up."""
    told = words(
        told_of(
            store,
            over(),
            "whatif 1",
            "whatif 1 hold",
            "name 2 [b]Calm[/b] waters",
            "branches",
            "compare 2 1",
            "compare 2",
            "take 2",
            "",
            "branches",
        )
    )
    assert "2. Hit. (this was decided)" in told and "Type whatif 1 and one of these numbers." in told
    assert "As it was: Hit. What if: Hold." in told and "Timeline 2; take 2 plays on there." in told
    assert "2. [b]Calm[/b] waters: 3 decisions, ended: Held." in told
    assert "Side by side. [b]Calm[/b] waters · The present timeline" in told
    assert "Side by side. [b]Calm[/b] waters · History" in told
    assert "1. [b]Calm[/b] waters (the present timeline): 3 decisions, ended: Held." in told
    tree = store.read("kept")
    assert [node.choice for node in tree.path()] == ["hold", "bow", "keep"]
    assert Playthrough(weir(), tree).state.ended


def test_what_cannot_stand_is_explained_and_decided_by_whom_one_says(store: SaveStore) -> None:
    """History, unless the computer is named."""
    told = words(told_of(store, on(begun(WEST)), "whatif 1 no-build", "whatif 1 no-build computer"))
    assert "This is closed now: There is no dam. Instead history decides: Talk." in told
    assert "Instead the computer decides:" in told
    assert "It no longer comes to this." in told


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("back", "give the number of a decision"),
        ("back 9", "there is no decision 9"),
        ("back x", "give the number of a decision"),
        ("whatif", "give the number of a decision"),
        ("whatif 1 dance", "there is no choice 'dance'"),
        ("whatif 1 hit", "is what was decided there"),
        ("whatif 1 hold somebody", "history or the computer decides"),
        ("name 7 x", "there is no timeline 7"),
        ("name", "give the number of a timeline"),
        ("take 1", "the timeline that you are playing"),
        ("compare 1 1", "beside itself"),
        ("compare 1 5", "there is no timeline 5"),
    ],
)
def test_what_makes_no_sense_is_answered_with_what_would(store: SaveStore, typed: str, why: str) -> None:
    """And changes nothing."""
    game = over()
    told = words(told_of(store, game, typed))
    assert why.lower() in told.lower()
    assert store.read("kept") == game.tree


def test_the_game_does_not_move_while_a_reason_is_asked(store: SaveStore) -> None:
    """A slash makes a command of it; going elsewhere waits, looking does not."""
    game = on(begun(EAST), Decision)
    told = words(told_of(store, game, "yes-build", "/back 1", "/timeline", "why not", "q"))
    assert "First answer what is asked" in told and "Nothing is decided yet." in told
    (node,) = store.read("kept").nodes
    assert (node.choice, node.reason) == ("yes-build", "why not")


def test_before_the_forecast_nothing_is_given_away(store: SaveStore) -> None:
    """The decision is listed, its outcome and other timelines are not."""
    game = on(begun(EAST), Decision)
    game.choose("yes-build")
    told = words(told_of(store, game, "timeline", "whatif 1", "compare 1", "take 1", "q"))
    assert "What came of it is not known yet." in told
    assert told.count("First the forecast") == 4


def test_two_people_keep_their_secrets(store: SaveStore) -> None:
    """Nothing while the keyboard changes hands; then one's own, and a clear line for the rest."""
    game = begun(BOTH)
    while not (isinstance(game.stage, Decision) and game.stage.seat.id == "west"):
        if isinstance(game.stage, Decision):
            game.choose("yes-build")
        elif isinstance(game.stage, Foresee):
            game.forecast(40)
        else:
            game.proceed()
    store.create("kept", game.tree).close()
    told = words(
        talk_to(
            store,
            ["timeline", "", "", "", "", "timeline", "back 1", "whatif 1", "branches", "q"],
            save="kept",
            pack=river(),
        )
    )
    assert "Not before the keyboard has changed hands" in told
    assert "Ada decided. What, is sealed until the crisis is looked back on." in told
    assert "only they can go back to it" in told and "Two people play here" in told
    assert "SECRET" not in told


def test_watching_can_be_explored_too(store: SaveStore) -> None:
    """History itself, with one thing changed."""
    game = on(begun(Wish(campaign="river", watch=True)), Finale)
    told = words(told_of(store, game, "whatif 1 no-build", "compare 2 1"))
    assert "What if: SECRET-REFUSAL." in told
    assert len(branches_of(Playthrough(river(), store.read("kept"))).timelines) == 2
