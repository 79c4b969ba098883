"""What is written can be read; what cannot be read is told, with its place, and nothing else ever happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.source import FORBIDDEN
from game.errors import SaveDamaged, SaveError, SaveForeign
from game.saves import Node, Picker, Reading, Tree, decode, encode
from game.saves.codec import MAX_ASKED, MAX_NODES, cleaned
from tests.saves.trees import calm, plain_tree, trees, typed

GOLDEN = """\
{
  "format": "two-tigers-save",
  "version": 1,
  "root": {
    "pack": "sino-soviet",
    "digest": "0123456789abcdef",
    "campaign": null,
    "crisis": "1958-quemoy",
    "seed": 7,
    "lens": "balanced",
    "seats": {"china": "person", "ussr": "computer"},
    "reading": "full",
    "on_record_only": false
  },
  "nodes": [
    {"id": 0, "parent": null, "beat": "1958-quemoy/beat-0", "choice": "hold-fire", "by": "person", "forecast": 60, \
"reason": "because", "note": "毛 said\\n\\"wait\\"", "seen": true},
    {"id": 1, "parent": 0, "beat": "1958-quemoy/beat-1", "choice": "hold-fire", "by": "person", "forecast": null, \
"reason": "because", "note": "", "seen": false}
  ],
  "head": 0,
  "names": {
    "1": "the bluff"
  }
}
"""

QUIZZED = (
    GOLDEN.removesuffix("\n}\n")
    + """,
  "quiz": [
    {"question": "1958-quemoy/0123456789abcdef", "after": "1958-quemoy", "right": false},
    {"question": "1957-moscow/fedcba9876543210", "after": "1958-quemoy", "right": null},
    {"question": "1957-moscow/fedcba9876543210", "after": "1957-moscow", "right": true}
  ]
}
"""
)

Broken = Callable[[dict[str, Any]], object]


def golden_tree() -> Tree:
    """The tree that GOLDEN tells of."""
    tree = plain_tree(2).amend(0, forecast=60, note='毛 said\n"wait"', seen=True)
    return tree.named(1, "the bluff").rewind(0)


def quizzed_tree() -> Tree:
    """The tree that QUIZZED tells of."""
    tree = golden_tree().asked("1958-quemoy/0123456789abcdef", "1958-quemoy", right=False)
    tree = tree.asked("1957-moscow/fedcba9876543210", "1958-quemoy", right=None)
    return tree.asked("1957-moscow/fedcba9876543210", "1957-moscow", right=True)


def refusal(text: str) -> str:
    """The message with which a text is refused: one line, harmless, the file's name first."""
    with pytest.raises(SaveError) as caught:
        decode(text, where="my\x1b.json")
    message = str(caught.value)
    assert message.startswith("my.json:")
    assert "\n" not in message
    assert not FORBIDDEN.search(message)
    assert len(message) < 500
    return message


def test_a_save_is_written_so_that_people_can_read_it() -> None:
    """One node a line, in an order that never changes."""
    assert encode(golden_tree()) == GOLDEN


def test_a_save_of_this_format_is_read_for_as_long_as_the_format_is() -> None:
    """The text of a file from the first version, tree in hand."""
    assert decode(GOLDEN, where="x") == golden_tree()


def test_a_save_whose_quiz_was_taken_tells_so_at_its_end() -> None:
    """One question a line; where nobody was asked, the text is what it was before there was a quiz."""
    assert encode(quizzed_tree()) == QUIZZED
    assert decode(QUIZZED, where="x") == quizzed_tree()
    assert golden_tree().quiz == ()


@calm
@given(trees())
def test_any_tree_comes_back_from_its_text(tree: Tree) -> None:
    """All but what a terminal would obey, which is never kept."""
    text = encode(tree)
    assert decode(text, where="x") == cleaned(tree)
    assert encode(decode(text, where="x")) == text
    assert text.endswith("}\n")
    text.encode("utf-8")


@calm
@given(trees())
def test_one_more_decision_is_one_more_line(tree: Tree) -> None:
    """A save kept in version control shows what was decided, not a rewritten file."""
    before = encode(tree).splitlines()
    after = encode(tree.grow("new/beat", "new-choice", Picker.PERSON)).splitlines()
    assert len(after) == len(before) + (1 if tree.nodes else 2)
    # The head moved, and the line before the new one may have got a comma.
    assert len(set(before) - set(after)) <= 2


@calm
@given(trees())
def test_what_is_kept_of_the_players_words_holds_no_control_characters(tree: Tree) -> None:
    """Neither in memory, nor in a file that somebody else wrote."""
    for node in decode(encode(tree), where="x").nodes:
        assert not FORBIDDEN.search(node.reason + node.note)
    once = cleaned(tree)
    assert cleaned(once) is once
    assert not any(FORBIDDEN.search(name) or "\n" in name for name in once.names.values())


@calm
@given(typed, typed)
def test_control_characters_in_a_file_are_stripped_as_it_is_read(words: str, name: str) -> None:
    """A save that was passed round a class cannot send anything to a terminal."""
    document = json.loads(GOLDEN)
    document["nodes"][0]["reason"] = words
    document["names"] = {"0": name}
    tree = decode(json.dumps(document), where="x")
    assert tree.nodes[0].reason == FORBIDDEN.sub("", words)
    assert not FORBIDDEN.search("".join(tree.names.values()))


def test_words_that_are_too_long_are_cut_and_come_back_as_cut() -> None:
    """Wherever the cut falls."""
    tree = replace(plain_tree(2), names={0: "x" * 79 + " y", 1: " \u200b "})
    tree = replace(tree, nodes=(replace(tree.nodes[0], note="\x1b" + "n" * 2_001), tree.nodes[1]))
    again = decode(encode(tree), where="x")
    assert again.names == {0: "x" * 79}
    assert again.nodes[0].note == "n" * 2_000
    assert again == cleaned(tree)


def test_equal_trees_have_equal_texts() -> None:
    """Whatever order their maps were filled in."""
    tree = plain_tree(3)
    one = replace(tree, names={2: "b", 0: "a"})
    other = replace(tree, names={0: "a", 2: "b"}, root=replace(tree.root, seats=dict([*tree.root.seats.items()][::-1])))
    assert encode(one) == encode(other)


def test_keys_that_a_newer_game_added_are_passed_over() -> None:
    """An older game reads a save with small additions."""
    document = json.loads(GOLDEN)
    document |= {"mood": [1.5, {"a": None}]}
    document["root"]["weather"] = "fair"
    document["nodes"][1]["sound"] = {"drum": True}
    assert decode(json.dumps(document), where="x") == golden_tree()


def test_keys_that_may_be_left_out_have_a_meaning_without() -> None:
    """The least that a save must say."""
    document = json.loads(GOLDEN)
    del document["names"], document["root"]["reading"], document["root"]["on_record_only"], document["root"]["campaign"]
    for node in document["nodes"]:
        for key in ("forecast", "reason", "note", "seen"):
            del node[key]
    tree = decode(json.dumps(document), where="x")
    assert (tree.names, tree.root.reading, tree.root.on_record_only) == ({}, Reading.FULL, False)
    assert tree.nodes[0] == Node(0, None, "1958-quemoy/beat-0", "hold-fire", Picker.PERSON)


def test_a_save_of_a_newer_game_says_so_and_nothing_else_about_it_is_judged() -> None:
    """The rest may mean what this game cannot know."""
    with pytest.raises(SaveForeign, match=r"newer Two Tigers.*update the game"):
        decode('{"format": "two-tigers-save", "version": 2, "trunk": []}', where="x")


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        ("format", lambda d: d.update(format="other-save")),
        ("format", lambda d: d.pop("format")),
        ("version", lambda d: d.pop("version")),
        ("version", lambda d: d.update(version="1")),
        ("version", lambda d: d.update(version=True)),
        ("version", lambda d: d.update(version=0)),
        ("root", lambda d: d.pop("root")),
        ("root", lambda d: d.update(root=[])),
        ("root must have exactly one", lambda d: d["root"].update(campaign="the-chairman")),
        ("root must have exactly one", lambda d: d["root"].pop("crisis")),
        ("root.crisis", lambda d: d["root"].update(crisis="../../etc/passwd")),
        ("root.campaign", lambda d: d["root"].update(crisis=None, campaign=[])),
        ("root.pack", lambda d: d["root"].update(pack="")),
        ("root.pack", lambda d: d["root"].update(pack="a\x1b[2J")),
        ("root.pack", lambda d: d["root"].update(pack="a\n")),
        ("root.digest", lambda d: d["root"].update(digest=None)),
        ("root.digest", lambda d: d["root"].update(digest="f" * 201)),
        ("root.lens", lambda d: d["root"].pop("lens")),
        ("root.seed", lambda d: d["root"].update(seed=-1)),
        ("root.seed", lambda d: d["root"].update(seed=2**64)),
        ("root.seed", lambda d: d["root"].update(seed=1.0)),
        ("root.seed", lambda d: d["root"].update(seed=False)),
        ("root.seats", lambda d: d["root"].update(seats=["china"])),
        ("root.seats.china", lambda d: d["root"]["seats"].update(china="robot")),
        ("root.seats.china", lambda d: d["root"]["seats"].update(china=["person"])),
        ("root.seats: a seat", lambda d: d["root"]["seats"].update({"a b": "person"})),
        ("root.seats", lambda d: d["root"].update(seats={f"s{n}": "person" for n in range(17)})),
        ("root.reading", lambda d: d["root"].update(reading="slow")),
        ("root.on_record_only", lambda d: d["root"].update(on_record_only=1)),
        ("nodes", lambda d: d.pop("nodes")),
        ("nodes", lambda d: d.update(nodes={})),
        ("nodes", lambda d: d.update(nodes=[0] * (MAX_NODES + 1))),
        ("nodes[1]", lambda d: d["nodes"].__setitem__(1, None)),
        ("nodes[1].id", lambda d: d["nodes"][1].update(id=2)),
        ("nodes[1].id", lambda d: d["nodes"][1].update(id=True)),
        ("nodes[1].parent", lambda d: d["nodes"][1].update(parent=1)),
        ("nodes[1].parent", lambda d: d["nodes"][1].update(parent=-1)),
        ("nodes[1].parent", lambda d: d["nodes"][1].update(parent=False)),
        ("nodes[1].parent", lambda d: d["nodes"][1].pop("parent")),
        ("nodes[0].parent", lambda d: d["nodes"][0].update(parent=0)),
        ("nodes[1].beat", lambda d: d["nodes"][1].update(beat="a/b/c")),
        ("nodes[1].choice", lambda d: d["nodes"][1].update(choice=7)),
        ("nodes[1].choice", lambda d: d["nodes"][1].pop("choice")),
        ("nodes[1].by", lambda d: d["nodes"][1].update(by="Person")),
        ("nodes[1].forecast", lambda d: d["nodes"][1].update(forecast=101)),
        ("nodes[1].forecast", lambda d: d["nodes"][1].update(forecast=50.0)),
        ("nodes[1].forecast", lambda d: d["nodes"][1].update(forecast="no")),
        ("nodes[1].forecast", lambda d: d["nodes"][1].update(forecast=True)),
        ("nodes[1].reason", lambda d: d["nodes"][1].update(reason="x" * 2_001)),
        ("nodes[1].note", lambda d: d["nodes"][1].update(note=None)),
        ("nodes[1].seen", lambda d: d["nodes"][1].update(seen="yes")),
        ("head", lambda d: d.pop("head")),
        ("head", lambda d: d.update(head=2)),
        ("head", lambda d: d.update(head=-1)),
        ("head", lambda d: d.update(head="0")),
        ("names", lambda d: d.update(names=[])),
        ("names.2", lambda d: d["names"].update({"2": "x"})),
        ("names.00", lambda d: d["names"].update({"00": "x"})),
        ("names.x", lambda d: d["names"].update({"x": "x"})),
        ("names.1", lambda d: d["names"].update({"1": "x" * 81})),
        ("quiz must be a list", lambda d: d.update(quiz={})),
        ("quiz must be a list", lambda d: d.update(quiz=None)),
        ("quiz holds", lambda d: d.update(quiz=[0] * (MAX_ASKED + 1))),
        ("quiz[1]", lambda d: d["quiz"].__setitem__(1, "right")),
        ("quiz[0].question", lambda d: d["quiz"][0].pop("question")),
        ("quiz[0].question", lambda d: d["quiz"][0].update(question="1958-quemoy")),
        ("quiz[0].question", lambda d: d["quiz"][0].update(question="a/b/c")),
        ("quiz[0].question", lambda d: d["quiz"][0].update(question="a/b\x1b[2J")),
        ("quiz[0].question", lambda d: d["quiz"][0].update(question=["a/b"])),
        ("quiz[2].after", lambda d: d["quiz"][2].pop("after")),
        ("quiz[2].after", lambda d: d["quiz"][2].update(after="../x")),
        ("quiz[2].right", lambda d: d["quiz"][2].pop("right")),
        ("quiz[2].right", lambda d: d["quiz"][2].update(right=1)),
        ("quiz[2].right", lambda d: d["quiz"][2].update(right="yes")),
        (
            "quiz[2] tells of the same question after the same crisis as quiz[1]",
            lambda d: d["quiz"][2].update(after="1958-quemoy"),
        ),
    ],
)
def test_every_fault_is_told_with_its_place_and_a_mend(place: str, broken: Broken) -> None:
    """Whoever edits a save by hand learns where to look."""
    document = json.loads(QUIZZED)
    broken(document)
    message = refusal(json.dumps(document))
    assert place in message
    assert message.endswith("put it right in a text editor or restore a copy; the file is left as it is")


def test_broken_json_is_told_with_line_and_column() -> None:
    """As an editor counts them."""
    assert refusal(GOLDEN.replace('"head": 0', '"head" 0')).startswith("my.json:19:10: this is not JSON")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("\ufeff", "empty"),
        ("[" * 200_000, "nested too deep"),
        ('{"a":' * 200_000, "nested too deep"),
        ("[" * 200_000 + "]" * 200_000, "nested too deep"),
        ("9" * 100_000, "100000 digits"),
        (GOLDEN.replace('"seed": 7', f'"seed": {"9" * 5_000}'), "5000 digits"),
        (GOLDEN.replace('"seed": 7', '"seed": NaN'), "NaN"),
        (GOLDEN.replace('"forecast": null', '"forecast": -Infinity'), "-Infinity"),
        (GOLDEN.replace('"forecast": null', '"forecast": 1e999'), "nodes[1].forecast"),
        (GOLDEN.replace('"head": 0', '"head": 0, "head": 1'), "head stands there twice"),
        (GOLDEN.replace('"seed": 7', '"seed": 7, "seed": 8'), "root.seed stands there twice"),
        (GOLDEN.replace('"id": 1', '"id": 1, "by": "person"'), "nodes[1].by stands there twice"),
        (GOLDEN.replace('"1": "the bluff"', '"1": "a", "\\u0031": "b"'), "names.1 stands there twice"),
        ("null", "not a save of Two Tigers"),
        ('"two-tigers-save"', "not a save of Two Tigers"),
        ("[]", "not a save of Two Tigers"),
    ],
    ids=range(18),
)
def test_text_that_would_harm_a_reader_is_refused(text: str, says: str) -> None:
    """Depth, size and doubt end in a sentence."""
    assert says in refusal(text)


def test_a_byte_order_mark_does_no_harm() -> None:
    """Some editors put one in front when somebody mends a save."""
    assert decode("\ufeff" + GOLDEN, where="x") == golden_tree()


@pytest.mark.parametrize(
    ("place", "tree"),
    [
        ("head", plain_tree(2).rewind(2)),
        ("nodes[1].forecast", plain_tree(2).amend(1, forecast=101)),
        ("nodes[0].choice", plain_tree(0).grow("c/one", "no such id", Picker.PERSON)),
        ("root.seed", replace(plain_tree(), root=replace(plain_tree().root, seed=-1))),
        ("exactly one", replace(plain_tree(), root=replace(plain_tree().root, crisis=None))),
        ("names.9", plain_tree().named(9, "nobody")),
        ("nodes", replace(plain_tree(), nodes=plain_tree().nodes * MAX_NODES)),
        ("quiz[0].question", plain_tree().asked("no such/id", "1958-quemoy", right=True)),
        ("quiz[0].after", plain_tree().asked("1958-quemoy/1", "", right=True)),
    ],
)
def test_a_tree_that_could_not_be_read_again_is_not_written(place: str, tree: Tree) -> None:
    """Better no new save than one that is lost."""
    with pytest.raises(SaveError, match="cannot be saved") as caught:
        encode(tree)
    assert place in str(caught.value)
    assert "untouched" in str(caught.value)


def test_a_tree_as_large_as_may_be_is_read_again() -> None:
    """The most nodes, in one long line of decisions."""
    nodes = tuple(Node(n, n - 1 if n else None, "c/b", "x", Picker.PERSON) for n in range(MAX_NODES))
    tree = replace(plain_tree(0), nodes=nodes, head=MAX_NODES - 1)
    again = decode(encode(tree), where="x")
    assert again == tree
    assert len(again.path()) == MAX_NODES


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def _read(text: str) -> Tree | None:
    """Read a text: a tree that can be kept again, or a refusal, or else the test fails."""
    try:
        tree = decode(text, where="my\x1b.json")
    except SaveDamaged:
        refusal(text)
        return None
    except SaveForeign:
        return None
    assert decode(encode(tree), where="x") == tree
    return tree


@calm
@given(st.text() | _values.map(json.dumps))
def test_no_text_at_all_does_worse_than_be_refused(text: str) -> None:
    """Only a ``SaveError`` ever comes of it."""
    assert _read(text) is None


@calm
@given(trees(), st.data())
def test_a_text_with_letters_changed_is_read_or_refused(tree: Tree, data: st.DataObject) -> None:
    """A slip of the pen, or a bad disk."""
    text = encode(tree)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + data.draw(st.text(max_size=4) | st.sampled_from(list('{}[]",:0-'))) + text[end:]
    _read(text)


@calm
@given(trees(), st.data())
def test_a_document_with_a_value_changed_is_read_or_refused(tree: Tree, data: st.DataObject) -> None:
    """Anything may stand anywhere."""
    document = json.loads(encode(tree))
    at: Any = document
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and data.draw(st.booleans()):
            at = at[key]
            continue
        if data.draw(st.booleans()):
            at[key] = data.draw(_values)
        else:
            del at[key]
        break
    _read(json.dumps(document))
