"""The schema that editors use and the checker: they read by one list of keys, and must not drift apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from game.content import Problem, read_pack
from game.content.kinds import Kind, ListOf, MapOf
from game.content.records import Either, Record
from game.content.schema import CRISIS, PACK, SECTIONS, json_schema, section
from tests.content.test_bad_packs import BROKEN
from tests.worlds import LAMP, STORM, break_pack, good_files

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "scenarios" / "tutorial"
FORMAT = (ROOT / "docs" / "scenario-format.md").read_text(encoding="utf-8")


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2's core types, as editors have them: dates and ``No`` are words."""

    def value(node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {str(key.value): value(item) for key, item in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [value(item) for item in node.value]
        word = str(node.value)
        if node.style is not None:  # type: ignore[attr-defined]  # quoted or a block: always words
            return word
        if word in ("true", "false"):
            return word == "true"
        if word in ("", "~", "null"):
            return None
        if re.fullmatch(r"[-+]?[0-9]+", word):
            return int(word)
        if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", word):
            return float(word)
        return word

    node = yaml.compose(text, Loader=yaml.BaseLoader)
    assert node is not None
    return value(node)


def complaints(kind: Kind, text: str) -> list[str]:
    """What an editor would underline."""
    validator = Draft202012Validator(json_schema(kind, "test"))
    return [error.message for error in validator.iter_errors(as_an_editor_reads(text))]


def kind_of(file: str) -> Kind:
    """The schema for a file of a pack."""
    stem = Path(file).stem
    if file.startswith("crises/"):
        return CRISIS
    return PACK if stem == "pack" else section(stem)


@pytest.mark.parametrize("kind", ["pack", "crisis", *SECTIONS])
def test_every_schema_is_a_schema(kind: str) -> None:
    """Draft 2020-12, self-contained."""
    found = json_schema(PACK if kind == "pack" else CRISIS if kind == "crisis" else section(kind), kind)
    Draft202012Validator.check_schema(found)
    assert found["title"] == kind
    assert "https://" not in str({key: value for key, value in found.items() if key != "$schema"})


def test_a_section_that_is_none_has_no_schema() -> None:
    """Title and about always stand in pack.yaml."""
    for name in ("title", "nonsense"):
        with pytest.raises(KeyError):
            section(name)


@pytest.mark.parametrize("file", good_files())
def test_an_editor_finds_nothing_wrong_with_the_good_pack(file: str) -> None:
    """Nor does the checker, and that is tested beside."""
    assert complaints(kind_of(file), good_files()[file]) == []


@pytest.mark.parametrize("file", sorted(TUTORIAL.rglob("*.yaml")), ids=lambda file: file.name)
def test_an_editor_finds_nothing_wrong_with_the_tutorial(file: Path) -> None:
    """What ships is clean in every editor."""
    name = file.relative_to(TUTORIAL).as_posix()
    assert complaints(kind_of(name), file.read_text(encoding="utf-8")) == []


SHAPE = {"unknown-key", "wrong-type", "out-of-range", "bad-date", "bad-id"}
"""Mistakes of form in one file, which a schema can see; names, order and sense it cannot."""
UNSEEN = {
    "the crisis file is empty",
    "a second document follows",
    "a key is a list",
    "a seat has nothing to choose",
    "a beat has more choices than fit",
    "a beat is called end",
    "a meter is called like a word of conditions",
    "a crisis is called other than its file",
    "a pack is called other than its folder",
    "truth is written yes",
    "a number has digits of another script",
    "a number begins with nought",
    "a lens weighs to three decimals",
    "a date does not exist",
}
"""Mistakes that the checker knows better: they hang on the rest of the pack, the calendar, or how YAML is read."""


@pytest.mark.parametrize(
    "case",
    [case for case in BROKEN if case.code in SHAPE and case.sentence not in UNSEEN],
    ids=lambda case: case.name,
)
def test_what_the_checker_refuses_for_its_form_the_editor_underlines(case: Any, tmp_path: Path) -> None:
    """In the file where the checker finds it."""
    folder, (spot,) = break_pack(tmp_path, *case.edits)
    assert complaints(kind_of(spot.file), (folder / spot.file).read_text(encoding="utf-8"))


def records(kind: Kind, path: str = "") -> list[tuple[str, Record]]:
    """Every record within a kind, with the keys that lead to it."""
    match kind:
        case Record():
            found = [(path, kind)]
            for known in kind.fields:
                found += records(known.kind, f"{path}.{known.key}".lstrip("."))
            return found
        case ListOf(of=inner) | MapOf(of=inner):
            return records(inner, path)
        case Either(many=many):
            return records(many, path)
    return []


def test_every_record_refuses_a_key_it_does_not_know() -> None:
    """A slip of the pen is never passed over in silence, neither here nor in an editor."""
    found = [*records(PACK), *records(CRISIS)]
    assert len(found) > 15
    for _, record in found:
        assert record.schema()["additionalProperties"] is False
        assert set(record.schema()["properties"]) == {known.key for known in record.fields}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LAMP, "title: The lamp\ndates", "titel: The lamp\ndates"),
        (LAMP, "    title: Wind\n", "    title: Wind\n    weather: bad\n"),
        (LAMP, "        title: Calm.\n", "        title: Calm.\n        wieght: 3\n"),
        (LAMP, "says: Light it.,", "says: Light it., loudly: true,"),
        (LAMP, "      ask: Will it rain?\n", "      ask: Will it rain?\n      sure: true\n"),
        (LAMP, "{when: lit, weight: 1}", "{when: lit, weight: 1, else: 2}"),
        (LAMP, "text: They are friends.}", "text: They are friends., for: ever}"),
        (STORM, "dates: {from: 1901-09-01,", "dates: {form: 1901-09-01, from: 1901-09-01,"),
        ("pack.yaml", "title: Warden}\n      - {person: boris", "titel: Warden}\n      - {person: boris"),
        ("pack.yaml", "{below: 50, say: cold}", "{below: 50, say: cold, or: cool}"),
        ("people.yaml", "born: 1850,", "borne: 1850,"),
    ],
)
def test_an_unknown_key_is_refused_by_both(tmp_path: Path, file: str, old: str, new: str) -> None:
    """Wherever it stands."""
    folder, _ = break_pack(tmp_path, (file, old, new))
    problems: tuple[Problem, ...] = read_pack(folder, "coasts").problems
    assert "unknown-key" in {problem.code for problem in problems}
    assert complaints(kind_of(file), (folder / file).read_text(encoding="utf-8"))


def test_the_format_page_names_every_key() -> None:
    """Nobody has to read the code to write a pack."""
    for record in {id(record): record for _, record in [*records(PACK), *records(CRISIS)]}.values():
        for known in record.fields:
            assert re.search(rf"\b{known.key}\b", FORMAT), f"{record.name}: {known.key}"
            assert known.about
