"""The quiz in lines: asked for by a word, answered by number or letter, left at any time, and kept."""

from __future__ import annotations

import io

import pytest

from game.errors import SaveError
from game.plain.answers import option
from game.plain.session import Left, Session
from game.plain.talk import Talk
from game.play.setup import new_tree
from game.play.stages import Debrief, Decision, Finale
from game.saves import Kept, SaveStore, Tree
from tests.plain.talking import talk_to
from tests.play.asking import BOTH, EAST, GROUND, WATCH, asking, game_of, play_on

TO_DEBRIEF = ["", "hold", "", "80", "", ""]
"""East, from the briefing of the weir to its debrief, as at the keyboard."""
MILL = ["", "", "share", "", "80", "", ""]
"""On to the debrief of the mill."""


def told(store: SaveStore, *answers: str, pipe: bool = False) -> str:
    """What is said from the first debrief on, when these answers are given there."""
    found = talk_to(store, [*TO_DEBRIEF, *answers], EAST, save="q", pack=asking(), is_person=not pipe)
    assert "Debrief: The weir is raised" in found
    return " ".join(found[found.index("Debrief: The weir is raised") :].split())


def results(store: SaveStore) -> list[tuple[str, bool | None]]:
    """What the save holds: after which crisis, and whether it was right."""
    return [(each.after, each.right) for each in store.read("q").quiz]


def test_the_debrief_holds_the_answers_back_and_says_how_to_be_asked(store: SaveStore) -> None:
    """Then Enter goes on, as ever, and nothing was answered."""
    found = told(store, "")
    assert "Who built the weir?" in found and "asks you these one by one" in found
    assert "East did." not in found
    assert "Enter to go on, quiz to be asked, ? for help." in found
    assert "The mill" in found
    assert results(store) == []


def test_a_quiz_is_answered_by_number_or_letter_and_told_at_once(store: SaveStore) -> None:
    """Right, not right, passed over; the sources can be opened; then what it came to."""
    found = told(store, "quiz", "2", "a", "codex 2", "", "r", "q")
    assert "Quiz. Question 1 of 3 Who built the weir? 1. West 2. East 3. Nobody" in found
    first, second = found.index("Quiz. Right"), found.index("Quiz. Not right")
    assert found.index("Question 1 of 3") < first < found.index("Question 2 of 3") < second
    assert "You said: The wall" in found
    assert "Source. On both" in found
    assert "3 questions: 1 right, 1 missed and 1 left open." in found
    assert "It comes back after a later crisis: - What fell? - How long?" in found
    read_again = found[found.rindex("Test yourself") :]
    assert "B) East. East did." in read_again and "3. Not answered yet." in read_again
    assert results(store) == [("1901-weir", True), ("1901-weir", False), ("1901-weir", None)]


def test_what_was_missed_comes_back_at_the_next_quiz(store: SaveStore) -> None:
    """After the mill's own question, with where it comes from."""
    found = told(store, "quiz", "1", "stop", *MILL, "z", "", "1", "q")
    later = found[found.index("Question 1 of 3 Who ground?") :]
    assert "Back from The weir is raised, 1901. What fell?" in later
    assert "Question 3 of 3 Back from The weir is raised, 1901." in later


def test_a_quiz_can_be_left_at_any_time(store: SaveStore) -> None:
    """By a word; what was answered is told and kept, the rest is as if it had not been asked."""
    found = told(store, "quiz", "2", "stop", "quiz", "stop", "")
    assert "1 question, right." in found
    assert found.count("What it came to") == 1
    assert "Question 1 of 2 What fell?" in found
    assert results(store) == [("1901-weir", True)]


def test_leaving_the_game_in_the_middle_of_a_quiz_keeps_what_was_answered(store: SaveStore) -> None:
    """And the next time it goes on from there."""
    told(store, "quiz", "2", "q")
    found = talk_to(store, ["quiz", "stop", "q"], save="q", pack=asking(), is_person=True)
    assert "Question 1 of 2" in found
    assert results(store) == [("1901-weir", True)]


def test_input_that_ends_in_the_middle_of_a_quiz_ends_the_game_in_order(store: SaveStore) -> None:
    """It is kept, and taken up again."""
    told(store, "quiz", "3")
    assert results(store) == [("1901-weir", False)]


def test_other_commands_work_in_a_quiz_as_far_as_they_move_nothing(store: SaveStore) -> None:
    """Looking up is not forbidden; going back in the middle of a question is."""
    found = told(
        store, "quiz", "?", "m", "why bond", "j", "save", "u", "quiz", "n later", "9", "maybe", "r", "2", "stop"
    )
    assert "Enter passes a question over; stop ends the quiz." in found
    assert "How things stand" in found and "Why? Bond" in found and "This game is kept as 'q'" in found
    assert found.count("First the quiz: answer, or type stop.") == 3
    assert "'9' is none of the answers" in found and "'maybe' is none of the answers" in found
    assert found.count("Question 1 of 3") == 2
    assert results(store) == [("1901-weir", True)]


def test_there_may_be_nothing_to_ask(store: SaveStore) -> None:
    """Then a sentence says why, and play goes on."""
    found = talk_to(store, ["quiz", "q"], EAST, save="q", pack=asking(), is_person=True)
    assert "none has been yet" in " ".join(found.split())
    store.delete("q")
    found = told(store, "quiz", "1", "1", "1", "quiz", "", "")
    assert "there is nothing more to ask here" in found.lower()
    assert found.count("quiz to be asked") == 1


def test_between_two_players_nobody_is_asked(store: SaveStore) -> None:
    """The keyboard is changing hands."""
    found = talk_to(store, ["quiz", "", "q"], BOTH, save="q", pack=asking(), is_person=True)
    assert "Not before the keyboard has changed hands" in found


def test_who_watches_reads_the_answers_and_is_offered_no_quiz(store: SaveStore) -> None:
    """In lines as on the screen."""
    found = talk_to(store, [], WATCH, save="q", pack=asking())
    assert "East did." in found and "So it is told." in found
    assert "quiz to be asked" not in found and "asks you these" not in found


def test_a_pipe_that_gives_choices_alone_is_never_asked(store: SaveStore) -> None:
    """It goes through every debrief to the end."""
    found = talk_to(store, ["hold", "share", "east"], EAST, save="q", pack=asking())
    assert "The end" in found or "Broken" in found
    assert "Question 1" not in found
    assert results(store) == []


def test_the_end_offers_the_quiz_too(store: SaveStore) -> None:
    """With the seminar's questions."""
    game = play_on(game_of(), Finale)
    store.create("q", game.tree).close()
    found = talk_to(store, ["", "quiz", "", "", "stop", ""], save="q", pack=asking(), is_person=True)
    assert "u to go back and decide otherwise, quiz to be" in found
    assert "On the whole story." in found and "Who was right?" in found
    assert results(store) == [("1903-fair", None)] * 2


class _Full(Kept):
    """A save on a disk that is full once, when a quiz's answer is to be kept."""

    refusals = 0

    def keep(self, tree: Tree) -> None:
        if tree.quiz != self.tree.quiz and not self.refusals:
            self.refusals += 1
            raise SaveError("the save 'q' cannot be written: the disk is full; make room and try again")
        super().keep(tree)


def test_an_answer_that_cannot_be_kept_is_tried_again(store: SaveStore) -> None:
    """It counts once."""
    store.create("q", play_on(game_of(), Debrief).tree).close()
    kept = store.open("q")
    kept.__class__ = _Full
    heard = io.StringIO()
    source = io.StringIO("quiz\n2\n\nstop\nq\n")
    session = Session(Talk(source, heard, is_person=True, width=79), asking(), kept)
    with pytest.raises(Left), kept:
        session.play()
    assert "the disk is full" in heard.getvalue()
    assert results(store) == [("1901-weir", True)]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("1", 0),
        ("3.", 2),
        ("b", 1),
        ("C)", 2),
        ("4", None),
        ("d", None),
        ("0", None),
        ("", None),
        ("ab", None),
        ("é", None),
    ],
)
def test_an_option_is_a_number_or_a_letter(said: str, place: int | None) -> None:
    """Of three."""
    assert option(said, 3) == place


def test_the_quiz_can_be_asked_for_in_the_middle_of_the_next_crisis(store: SaveStore) -> None:
    """It is on the one that was looked back on; the decision waits."""
    game = play_on(play_on(game_of(), Debrief), Decision)
    store.create("q", game.tree).close()
    found = talk_to(store, ["quiz", "2", "stop", "share", "", "q"], save="q", pack=asking(), is_person=True)
    assert "Question 1 of 3" in found and GROUND not in found
    assert results(store) == [("1901-weir", True)]
    assert new_tree(asking(), EAST, 1).quiz == ()
