"""The deeper checks: each finds what it is for, in its place, and says nothing of a pack that is well made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import CODES, Severity, read_pack
from game.content.coverage import Coverage, exhaust
from game.content.lint import lint
from game.content.lint_texts import WORDS
from game.content.possible import Surroundings, possible
from game.content.texts import conditions_of, texts_of
from game.engine import campaign_run
from game.engine.conditions import parse
from game.engine.model import Pack
from tests.content.edits import Broken, written
from tests.content.test_bad_packs import WARNINGS
from tests.worlds import (
    FLAGS,
    LAMP,
    METERS,
    STORM,
    Edit,
    Tree,
    break_pack,
    calm,
    few,
    holds,
    packs,
    spell,
    trees,
    write_pack,
)

DOUBTFUL = written("doubtful")


def test_a_well_made_pack_has_no_warning(tmp_path: Path) -> None:
    """Whoever heeds every warning is left in peace."""
    loaded = read_pack(write_pack(tmp_path))
    assert loaded.pack is not None
    assert lint(loaded.pack, loaded.places) == []


@pytest.mark.parametrize("case", DOUBTFUL, ids=lambda case: case.name)
def test_a_doubtful_pack_is_told_in_place_with_the_mend(case: Broken, tmp_path: Path) -> None:
    """One doubt, one warning; and the pack still loads."""
    folder, (spot,) = break_pack(tmp_path, *case.edits)
    loaded = read_pack(folder, "coasts")
    assert loaded.pack is not None, loaded.problems
    found = lint(loaded.pack, loaded.places)
    assert [(problem.code, problem.path, problem.line, problem.column) for problem in found] == [
        (case.code, f"coasts/{spot.file}", spot.line, spot.column)
    ], "\n".join(map(str, found))
    (problem,) = found
    assert case.says in problem.message
    assert case.mend in problem.mend
    assert problem.severity is Severity.WARNING


def test_a_choice_that_moves_the_world_otherwise_is_not_called_worse(tmp_path: Path) -> None:
    """What trust or danger is worth is for the player to weigh, not for the check."""
    edit = ("crises/1901-storm.yaml", "pride: {warmth: -15, fear: +9}", "pride: {warmth: -15, fear: +4}")
    folder, _ = break_pack(tmp_path, edit)
    loaded = read_pack(folder, "coasts")
    assert loaded.pack is not None
    assert lint(loaded.pack, loaded.places) == []


LONG: list[tuple[str, Edit]] = [
    (role, (LAMP, old, new))
    for role, old, new in (
        ("briefing", "full: A lamp is wanted at the [[strait]]. Nobody has", "full: {} [[strait]] #"),
        ("briefing.short", "      short: They ask.", "      short: {}"),
        ("outcome", "{full: It blew for three days.,", "{{full: {},"),
        ("outcome.short", "short: It burns.}", "short: {}}}"),
        ("advisers", "says: Light it.,", "says: {},"),
        ("evidence", "evidence: Some would. [@log-east]", "evidence: {} [@log-east]"),
        ("rewrite", "rewrite: Dearer oil.", "rewrite: {}"),
        ("text", "        title: Calm.\n", "        title: Calm.\n        text: {}\n"),
        ("happened", "full: A lamp was lit, and was not paid for.", "full: {}"),
        ("happened.short", "short: It was not paid for.", "short: {}"),
        ("beat.happened", "happened: It was lit. [", "happened: {} ["),
        ("ending", "text: They are friends.}", "text: {}}}"),
        ("forces", "teaches: [SEA-01]", "forces: [{{title: Oil, text: {}}}]\nteaches: [SEA-01]"),
    )
]  # fmt: skip


@pytest.mark.parametrize(("role", "edit"), LONG, ids=[role for role, _ in LONG])
def test_a_text_may_be_as_long_as_fits_and_not_a_word_longer(role: str, edit: Edit, tmp_path: Path) -> None:
    """Words are counted as they are shown: links by their words, citations not at all."""
    file, old, new = edit
    most = WORDS[role]
    for words, told in ((most - 1, []), (most + 2, ["too-long"])):
        folder, _ = break_pack(tmp_path / str(words), (file, old, new.format(" ".join(["word"] * words))))
        loaded = read_pack(folder, "coasts")
        assert loaded.pack is not None, loaded.problems
        found = lint(loaded.pack, loaded.places)
        assert [problem.code for problem in found if problem.code != "short-form"] == told


def test_every_length_that_is_limited_is_tested() -> None:
    """And a question has its limit in characters."""
    assert {role for role, _ in LONG} == set(WORDS)


def test_a_question_that_fills_two_lines_is_told(tmp_path: Path) -> None:
    """The decision in one line."""
    folder, (spot,) = break_pack(tmp_path, (LAMP, "question: Light it?", f"question: ▸{'Light it? ' * 17}"))
    loaded = read_pack(folder, "coasts")
    assert loaded.pack is not None
    (found,) = lint(loaded.pack, loaded.places)
    assert (found.code, found.line, found.column) == ("too-long", spot.line, spot.column)


def test_a_choice_that_only_settles_a_forecast_is_consequence_enough(tmp_path: Path) -> None:
    """What somebody foresaw it to be."""
    idle = (LAMP, "        effects:\n          pride: {warmth: +2}\n", "")
    folder, _ = break_pack(
        tmp_path, idle, (LAMP, "      beat: answer\n      choices: [pay]", "      beat: wind\n      choices: [calm]")
    )
    loaded = read_pack(folder)
    assert loaded.pack is not None
    assert lint(loaded.pack, loaded.places) == []


def test_an_interlude_need_not_do_anything(tmp_path: Path) -> None:
    """A chance beat with one choice tells what happens whoever decides: the good pack's night is one."""
    loaded = read_pack(write_pack(tmp_path))
    assert loaded.pack is not None
    night = loaded.pack.crises[0].beats[-1]
    assert len(night.choices) == 1
    assert not night.choices[0].effects


def test_somebody_dead_is_told_once_for_a_crisis(tmp_path: Path) -> None:
    """Not at every mention."""
    folder, _ = break_pack(
        tmp_path,
        ("people.yaml", "{name: Carla,", "{name: Carla, died: 1899,"),
        (LAMP, "Their lamp shines into", "The lamp of [[anna]] and [[carla]] shines into"),
        (LAMP, "Their coast is dark,", "The coast of [[carla|hers]] is dark,"),
    )
    loaded = read_pack(folder, "coasts")
    assert loaded.pack is not None
    assert [problem.code for problem in lint(loaded.pack, loaded.places)] == ["office"]


def test_what_is_told_in_hindsight_may_name_the_dead(tmp_path: Path) -> None:
    """Historians do little else; and a death in the year itself may be later in it."""
    folder, _ = break_pack(
        tmp_path,
        ("people.yaml", "{name: Carla,", "{name: Carla, died: 1900,"),
        (STORM, "    happened: It was kept.", "    happened: Unlike [[carla]], it was kept."),
    )
    loaded = read_pack(folder, "coasts")
    assert loaded.pack is not None
    assert lint(loaded.pack, loaded.places) == []


def test_without_places_a_warning_is_named_by_its_thing(tmp_path: Path) -> None:
    """A pack that came from nowhere can still be checked."""
    folder, _ = break_pack(
        tmp_path, (LAMP, "    happened: It was lit. [@log-east; @log-west]", "    happened: It was lit.")
    )
    loaded = read_pack(folder)
    assert loaded.pack is not None
    (found,) = lint(loaded.pack)
    assert (found.path, found.line, found.column) == ("1900-lamp/light#happened", 0, 0)


def test_every_warning_has_a_code_that_is_explained() -> None:
    """And every code of a warning has a doubtful pack or a test of its own."""
    assert {case.code for case in DOUBTFUL} == WARNINGS | {"viewpoint"}
    assert set(CODES) >= WARNINGS


def test_a_passage_of_sixty_words_is_its_own_short_form(tmp_path: Path) -> None:
    """Nobody is asked to shorten what is short."""
    words = " ".join(["word"] * 60)
    folder, _ = break_pack(tmp_path, (LAMP, "{full: They shrug and turn away., short: Shrugs.}", words))
    loaded = read_pack(folder)
    assert loaded.pack is not None
    assert lint(loaded.pack, loaded.places) == []


@few
@given(packs())
def test_any_world_can_be_checked(pack: Pack) -> None:
    """Whatever it holds; and the same twice is the same."""
    found = lint(pack)
    assert found == lint(pack)
    assert {problem.code for problem in found} <= set(CODES)
    assert all(placed.text.views for placed in texts_of(pack))


@few
@given(packs(crises=2))
def test_what_is_said_never_to_hold_never_does(pack: Pack) -> None:
    """'It can never hold here' is a promise: no play of the whole pack opens such a beat or such a choice."""
    never = {problem.path for problem in lint(pack) if "can never hold" in problem.message}
    coverage = Coverage(campaign_run(pack, "all"))
    exhaust(coverage, 3000)
    assert never.isdisjoint({f"{key}#when" for key in coverage.beats | coverage.choices})
    assert {placed.key for placed in conditions_of(pack)} >= {key for key in never if key.endswith("#when")}


@calm
@given(
    trees(),
    st.tuples(*(st.integers(0, 100) for _ in METERS)),
    st.frozensets(st.sampled_from(FLAGS)),
    st.frozensets(st.sampled_from(FLAGS)),
    st.integers(1899, 1903),
    st.integers(0, 2),
)
def test_what_is_judged_impossible_is_so_in_every_world(
    tree: Tree, meters: tuple[int, ...], raised: frozenset[str], more: frozenset[str], year: int, span: int
) -> None:
    """Whatever really is, the judgement from outside had allowed it."""
    judged = possible(parse(spell(tree)), Surroundings(raised | more, (year - span, year + span)))
    assert judged.true if holds(tree, meters, raised, year) else judged.false
