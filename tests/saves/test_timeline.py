"""Going back and deciding otherwise never costs a decision, a forecast or a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.saves import SKIPPED, Asked, Node, Picker, Tree
from game.saves.timeline import MAX_WORDS
from tests.saves.trees import calm, plain_tree

_decisions = st.tuples(st.sampled_from(["c/one", "c/two"]), st.sampled_from(["yes", "no", "wait"]))
# A number rewinds to a node (or to the opening), a pair decides.
_moves = st.lists(_decisions | st.integers(-1, 20), max_size=30)

Move = tuple[str, str] | int


def _move(tree: Tree, move: Move) -> Tree:
    if isinstance(move, tuple):
        return tree.grow(*move, Picker.PERSON)
    return tree.rewind(move if 0 <= move < len(tree.nodes) else None)


def _played(moves: list[Move]) -> Tree:
    tree = plain_tree(0)
    for move in moves:
        tree = _move(tree, move)
    return tree


def _story(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
    return [(node.beat, node.choice) for node in nodes]


@calm
@given(_moves)
def test_whatever_is_played_no_node_is_ever_lost_or_changed(moves: list[Move]) -> None:
    """Each move keeps every node before it, with its id; nodes only come at the end."""
    tree = plain_tree(0)
    for move in moves:
        after = _move(tree, move)
        assert after.nodes[: len(tree.nodes)] == tree.nodes
        assert [node.id for node in after.nodes] == list(range(len(after.nodes)))
        assert all(node.parent is None or node.parent < node.id for node in after.nodes)
        tree = after


@calm
@given(_moves, _decisions)
def test_a_decision_follows_what_was_decided_before_it(moves: list[Move], decision: tuple[str, str]) -> None:
    """The path after a decision is the path before it and that decision."""
    tree = _played(moves)
    after = tree.grow(*decision, Picker.PERSON)
    assert _story(after.path()) == [*_story(tree.path() if tree.head is not None else ()), decision]


@calm
@given(_moves, _decisions)
def test_deciding_the_same_again_takes_up_the_old_branch(moves: list[Move], decision: tuple[str, str]) -> None:
    """From the same place, the same decision leads to the same node and makes none."""
    tree = _played(moves)
    once = tree.grow(*decision, Picker.PERSON)
    again = once.rewind(tree.head).grow(*decision, Picker.PERSON)
    assert again == once


@calm
@given(_moves)
def test_no_two_timelines_tell_the_same_story(moves: list[Move]) -> None:
    """Every node is one story of its own, or a branch would have been taken up."""
    tree = _played(moves)
    stories = [tuple(_story(tree.path(node.id))) for node in tree.nodes]
    assert len(set(stories)) == len(stories)


@calm
@given(_moves)
def test_every_decision_lies_on_a_timeline_that_can_be_taken_up_again(moves: list[Move]) -> None:
    """The tips lead to all nodes, so nothing is there that cannot be seen."""
    tree = _played(moves)
    reached = {node.id for tip in tree.tips() for node in tree.path(tip.id)}
    assert reached == set(range(len(tree.nodes)))
    for tip in tree.tips():
        assert tree.rewind(tip.id).path() == tree.path(tip.id)


def test_deciding_otherwise_from_an_earlier_place_leaves_both_timelines() -> None:
    """A fork: one root, two ends, each with its own story."""
    first = plain_tree(3)
    second = first.rewind(0).grow("1958-quemoy/beat-1", "open-fire", Picker.PERSON)
    assert second.path(2) == first.path()
    assert _story(second.path()) == [("1958-quemoy/beat-0", "hold-fire"), ("1958-quemoy/beat-1", "open-fire")]
    assert {tip.id for tip in second.tips()} == {2, 3}
    assert [node.id for node in second.children(0)] == [1, 3]


def test_at_the_opening_nothing_has_been_decided() -> None:
    """Rewound to the start, the path is empty and the first decisions are still known."""
    tree = plain_tree(2).rewind(None)
    assert tree.path() == ()
    assert [node.id for node in tree.children(None)] == [0]


@calm
@given(st.integers(0, 2), st.integers(0, 100) | st.just(SKIPPED), st.text(max_size=20), st.booleans())
def test_writing_something_down_changes_that_alone(node_id: int, forecast: int, note: str, seen: bool) -> None:
    """A forecast or a note never touches the decision, its reason or other nodes."""
    tree = plain_tree(3)
    after = tree.amend(node_id, forecast=forecast, note=note, seen=seen)
    node = after.nodes[node_id]
    assert (node.forecast, node.note, node.seen, node.reason) == (forecast, note, seen, "because")
    assert _story(after.nodes) == _story(tree.nodes)
    assert after.amend(node_id) == after
    assert [other for other in after.nodes if other.id != node_id] == [
        other for other in tree.nodes if other.id != node_id
    ]


def test_coming_back_keeps_the_reason_unless_a_new_one_is_given() -> None:
    """What is typed is kept; silence takes nothing away."""
    tree = plain_tree(0).grow("c/one", "yes", Picker.PERSON).rewind(None)
    tree = tree.grow("c/one", "yes", Picker.PERSON, reason="first").rewind(None)
    tree = tree.grow("c/one", "yes", Picker.PERSON).rewind(None)
    assert tree.nodes[0].reason == "first"
    tree = tree.grow("c/one", "yes", Picker.PERSON, reason="second")
    assert tree.nodes[0].reason == "second"


def test_words_and_names_have_a_longest_length() -> None:
    """What is pasted by accident does not swell the save."""
    tree = plain_tree(0).grow("c/one", "yes", Picker.PERSON, reason="r" * 9_999)
    tree = tree.amend(0, note="n" * 9_999).named(0, "x" * 999)
    assert len(tree.nodes[0].reason) == len(tree.nodes[0].note) == MAX_WORDS
    assert len(tree.names[0]) == 80


def test_a_name_can_be_given_changed_and_taken_away() -> None:
    """Names belong to nodes; an empty one removes it."""
    tree = plain_tree(2).named(0, "the gamble").named(1, "peace")
    assert tree.named(0, "the bluff").names == {0: "the bluff", 1: "peace"}
    assert tree.named(0, "").names == {1: "peace"}


_askings = st.lists(
    st.tuples(st.sampled_from(["c/1", "c/2", "d/1"]), st.sampled_from(["c", "d"]), st.none() | st.booleans()),
    max_size=20,
)


@calm
@given(_askings, _moves)
def test_the_first_answer_after_a_crisis_stays_whatever_is_asked_and_played(
    askings: list[tuple[str, str, bool | None]], moves: list[Move]
) -> None:
    """A question passed over may be answered later; an answer is never changed. The quiz is of no timeline."""
    tree = plain_tree(2)
    first: dict[tuple[str, str], bool | None] = {}
    for question, after, right in askings:
        tree = tree.asked(question, after, right)
        if first.get((question, after)) is None:
            first[question, after] = right
        assert tree.quiz[-1] == Asked(question, after, first[question, after])
    assert {(each.question, each.after): each.right for each in tree.quiz} == first
    assert len(tree.quiz) == len(first)
    quiz = tree.quiz
    for move in moves:
        tree = _move(tree, move)
    assert tree.quiz == quiz


def test_the_quiz_lists_what_was_asked_last_at_its_end() -> None:
    """So that a reader sees how long each question was not seen."""
    tree = plain_tree(0).asked("c/1", "c", right=None).asked("c/2", "c", right=True).asked("c/1", "c", right=False)
    assert tree.quiz == (Asked("c/2", "c", right=True), Asked("c/1", "c", right=False))
