"""Broken packs: for each mistake its place, its words and its mend, and nothing said that is not so.

They stand in ``broken/*.txt``; each has one mistake, and exactly one problem is told.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import CODES, ContentError, Severity, load_pack, read_pack
from game.content.problems import MAX_PROBLEMS
from game.content.schema import SECTIONS
from tests.content import hostile
from tests.content.edits import Broken, written
from tests.worlds import LAMP, PACK, PEOPLE, STORM, break_pack, good_files, write_pack

SO = "plausibility: argued, evidence: None., rewrite: Much., outcome: So."
UNWRITABLE = [
    Broken(
        "the crisis file is a list",
        "wrong-type",
        "a crisis should stand here, not a list",
        "it is a map with crisis, title",
        ((STORM, "", "▸- crisis\n"),),
    ),
    Broken(
        "the crisis file is empty",
        "wrong-type",
        "the file is empty",
        "docs/scenario-format.md",
        ((STORM, "", "▸# soon\n"),),
    ),
    Broken(
        "a text holds a mark that turns the writing direction",
        "control-character",
        "the invisible character U+202E",
        "take it out",
        ((LAMP, "title: The lamp\ndates", "title: The ▸\u202elamp\ndates"),),
    ),
    Broken(
        "a comment holds a character that nobody sees",
        "control-character",
        "the invisible character U+200B",
        "take it out",
        ((LAMP, "terms: [strait]\n", "terms: [strait] # a▸\u200bb\n"),),
    ),
    Broken(
        "a text is longer than any text",
        "out-of-range",
        "a text of 20003 characters",
        "keep it under 20000",
        ((LAMP, "short: They ask.\n", f"short: ▸{'They ask ' * 2222}now..\n"),),
    ),
    Broken(
        "a beat has more choices than fit",
        "out-of-range",
        "a seat's beat with 6 choices",
        "keep 5 at most",
        (
            (STORM, "      - id: keep\n", "      ▸- id: keep\n"),
            (
                STORM,
                "    happened: It was kept.",
                "".join(f"      - {{id: c{n}, title: So., {SO}}}\n" for n in range(4)) + "    happened: It was kept.",
            ),
        ),
    ),
]
"""Those with characters or lengths that do not belong into a file to be read."""

BROKEN = UNWRITABLE + written("broken")


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_a_broken_pack_is_told_in_place_with_the_mend(case: Broken, tmp_path: Path) -> None:
    """One mistake, one problem: file, line, column, words and mend."""
    folder, (spot,) = break_pack(tmp_path, *case.edits)
    loaded = read_pack(folder, "coasts")
    assert [(problem.code, problem.path, problem.line, problem.column) for problem in loaded.problems] == [
        (case.code, f"coasts/{spot.file}", spot.line, spot.column)
    ], "\n".join(map(str, loaded.problems))
    (problem,) = loaded.problems
    assert case.says in problem.message
    assert case.mend in problem.mend
    assert problem.severity is Severity.ERROR
    assert str(problem) == f"{problem.path}:{problem.line}:{problem.column}: {problem.message}; {problem.mend}"
    assert loaded.pack is None
    with pytest.raises(ContentError) as refused:
        load_pack(folder)
    assert len(refused.value.problems) == 1


WARNINGS = {
    "unused",
    "dead-end",
    "no-effect",
    "dominated",
    "unsourced",
    "office",
    "short-form",
    "too-long",
    "checkpoint",
}
"""Codes of the deeper checks, which are tested beside them."""


def test_every_code_of_an_error_has_a_broken_pack() -> None:
    """No code without a test, no test without a code."""
    below = {"too-many-problems", "unreadable"}
    tested = {case.code for case in BROKEN} | {code for code, _ in hostile.FILES.values()} | below
    assert tested == set(CODES) - WARNINGS


def test_the_good_pack_has_no_problem(tmp_path: Path) -> None:
    """What every broken pack is made from is whole."""
    loaded = read_pack(write_pack(tmp_path))
    assert loaded.problems == ()
    assert loaded.pack is not None


def test_ten_mistakes_in_four_files_are_told_in_one_go(tmp_path: Path) -> None:
    """An author mends a pack in one round."""
    folder, spots = break_pack(
        tmp_path,
        (PACK, "aims: [grain, -fear]", "aims: [grain, ▸-feer]"),
        (PACK, "weights: {pride: 2.5, hunger: 0}", "weights: ▸{pride: 2.5}"),
        (PACK, "title: Two coasts\n", "▸titel: Two coasts\ntitle: Two coasts\n"),
        (PEOPLE, "text: Warden of the East.}", "▸txt: x, text: Warden of the East.}"),
        (LAMP, "sets: [lit]", "sets: [▸lid]"),
        (LAMP, "at the [[strait]]. Nobody", "at the [[▸strat]]. Nobody"),
        (LAMP, "when: lit or fear > 20", "when: ▸fear"),
        (LAMP, "next: end", "next: ▸light"),
        (STORM, "actor: west", "actor: ▸wast"),
        (STORM, "date: 1901-09-02", "date: ▸1901-13-02"),
    )
    loaded = read_pack(folder, "coasts")
    assert {(problem.path, problem.line, problem.column) for problem in loaded.problems} == {
        (f"coasts/{spot.file}", spot.line, spot.column) for spot in spots
    }
    assert len(loaded.problems) == 10
    assert loaded.problems == tuple(sorted(loaded.problems))


def test_each_mistake_of_a_kind_is_told_where_it_stands(tmp_path: Path) -> None:
    """The same link wrong three times is three places to mend."""
    folder, spots = break_pack(
        tmp_path,
        (LAMP, "at the [[strait]]. Nobody", "at [[▸strat]], [[strait]], [[▸strat]] and [[▸strat|there]]. Nobody"),
    )
    loaded = read_pack(folder, "coasts")
    assert [(problem.line, problem.column) for problem in loaded.problems] == [
        (spot.line, spot.column) for spot in spots
    ]


def test_a_section_that_cannot_be_read_does_not_make_a_hundred_other_mistakes(tmp_path: Path) -> None:
    """With people.yaml broken, nobody is told that every person is unknown."""
    folder, (spot,) = break_pack(tmp_path, (PEOPLE, "boris: {name", "boris: ▸[name"))
    loaded = read_pack(folder, "coasts")
    assert [(problem.path, problem.code) for problem in loaded.problems] == [("coasts/people.yaml", "yaml-syntax")]
    assert loaded.problems[0].line >= spot.line


def test_a_crisis_that_cannot_be_read_is_not_called_missing_too(tmp_path: Path) -> None:
    """The campaign that holds it is right."""
    folder, _ = break_pack(tmp_path, (STORM, "crisis: 1901-storm", "crisis: [1901-storm"))
    assert {problem.path for problem in read_pack(folder, "coasts").problems} == {"coasts/crises/1901-storm.yaml"}


def test_a_file_that_is_no_section_is_told(tmp_path: Path) -> None:
    """A file that would be ignored in silence is most likely misnamed."""
    files = good_files()
    files["bibliografy.yaml"] = "{}\n"
    files["glossary.yml"] = "{}\n"
    files["crises/1902-calm.YAML"] = "{}\n"
    files[".hidden.yaml"] = "[["
    loaded = read_pack(write_pack(tmp_path, files), "coasts")
    assert [(problem.path, problem.code, problem.mend) for problem in loaded.problems] == [
        (
            "coasts/bibliografy.yaml",
            "unknown-key",
            f"sections are {', '.join(SECTIONS)}; crises belong in crises/",
        ),
        ("coasts/crises/1902-calm.YAML", "bad-id", "call it 1902-calm.yaml"),
        ("coasts/glossary.yml", "bad-id", "call it glossary.yaml"),
    ]


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    """The wrong folder is the commonest mistake of all."""
    loaded = read_pack(tmp_path, "here")
    assert [str(problem) for problem in loaded.problems] == [
        "here:0:0: this is no pack: it has no pack.yaml; name the folder that holds pack.yaml"
    ]
    assert loaded.problems[0].code == "unreadable"


def test_after_a_thousand_problems_it_stops_and_says_so(tmp_path: Path) -> None:
    """Nobody reads further, and a file made to annoy must not fill the screen for an hour."""
    files = good_files()
    files[STORM] += "".join(f"odd{number}: 1\n" for number in range(3000))
    loaded = read_pack(write_pack(tmp_path, files), "coasts")
    assert len(loaded.problems) == MAX_PROBLEMS + 1
    (last,) = (problem for problem in loaded.problems if problem.code == "too-many-problems")
    assert "the rest is not listed" in last.message
    assert loaded.pack is None
