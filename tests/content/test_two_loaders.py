"""PyYAML comes with two parsers, one in C and one in Python; a machine may have only the slow one. They must agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from game.content import Loaded, Problem, read_pack
from game.content.source import Map, Node, Seq, Word, read_source
from tests.content.edits import Broken
from tests.content.test_bad_packs import BROKEN
from tests.worlds import break_pack, write_pack

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios" / "tutorial").rglob("*.yaml"))

pytestmark = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="this PyYAML has no C parser to compare with")


def read_both(folder: Path) -> Iterator[Loaded]:
    """What either parser makes of a pack."""
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("game.content.source._Loader", loader)
            yield read_pack(folder, "pack")


def words(node: Node) -> Iterator[Word]:
    """Every word of a tree."""
    match node:
        case Word():
            yield node
        case Seq():
            for item in node.items:
                yield from words(item)
        case Map():
            for key, value in node.entries.items():
                yield key
                yield from words(value)


def flat(node: Node) -> Iterator[tuple[object, ...]]:
    """Every word of a tree with all that is known of its place."""
    match node:
        case Word():
            yield str(node), node.line, node.column, node.start, node.end, node.style
        case Seq():
            yield "list", node.line, node.column
            for item in node.items:
                yield from flat(item)
        case Map():
            yield "map", node.line, node.column
            for key, value in node.entries.items():
                yield from flat(key)
                yield from flat(value)


def test_a_good_pack_is_the_same_pack_with_the_same_places(tmp_path: Path) -> None:
    """The pack, its digest and where each thing stands."""
    for folder in (write_pack(tmp_path), ROOT / "scenarios" / "tutorial"):
        fast, slow = read_both(folder)
        assert fast.pack is not None
        assert fast.pack == slow.pack
        assert fast.pack.digest == slow.pack.digest
        assert fast.places == slow.places
        assert fast.problems == slow.problems


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_every_word_of_a_shipped_file_stands_at_the_same_place(file: Path) -> None:
    """Line, column, offsets and style, word by word."""
    trees: list[list[tuple[object, ...]]] = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("game.content.source._Loader", loader)
            problems: list[Problem] = []
            source = read_source(file, file.name, problems)
            assert source is not None and source.root is not None and not problems
            trees.append(list(flat(source.root)))
            for word in words(source.root):
                if word.is_plain:
                    assert source.text[word.start : word.end].split() == word.split()
    assert trees[0] == trees[1]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_a_mistake_is_told_at_the_same_place(case: Broken, tmp_path: Path) -> None:
    """Word for word, but for the parsers' own words where it is no YAML at all."""
    folder, _ = break_pack(tmp_path, *case.edits)
    fast, slow = (loaded.problems for loaded in read_both(folder))
    if case.code == "yaml-syntax":
        assert [(one.path, one.line, one.code) for one in fast] == [(one.path, one.line, one.code) for one in slow]
    else:
        assert fast == slow
