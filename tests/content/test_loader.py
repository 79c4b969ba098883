"""What becomes of good files: openings, order, defaults, and the fingerprint of the rules."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from game.content import load_pack, read_pack
from game.content.problems import MAX_COMPARED, nearest
from game.engine.model import FlagId, Opening
from tests.worlds import LAMP, PACK, PEOPLE, STORM, Edit, break_pack, good_files, write_pack


def test_a_crisis_opens_where_historys_run_of_those_before_it_ends(tmp_path: Path) -> None:
    """Lit, calm, refused: warmth 50, 54, 55, 49; grain 40, 38; fear 30, 27, 31."""
    lamp, storm = load_pack(write_pack(tmp_path)).crises
    assert lamp.opening == Opening((50, 40, 30), frozenset())
    assert storm.opening == Opening((49, 38, 31), frozenset(lamp.beats[0].choices[0].sets))


def test_an_opening_that_is_written_down_is_taken_as_it_is(tmp_path: Path) -> None:
    """What it leaves out stands as at the story's beginning, in a later crisis too."""
    written = "opening: {meters: {grain: 7}, flags: [paid]}\nteaches: [SEA-01]"
    folder, _ = break_pack(
        tmp_path,
        (LAMP, "teaches: [SEA-01]", written),
        (STORM, "sources: [log-east, log-west]", "sources: [log-east, log-west]\nopening: {meters: {fear: 99}}"),
    )
    lamp, storm = load_pack(folder).crises
    assert lamp.opening == Opening((50, 7, 30), frozenset({FlagId("paid")}))
    assert storm.opening == Opening((50, 40, 99), frozenset())


def test_the_crisis_after_a_written_opening_follows_from_it(tmp_path: Path) -> None:
    """History runs on from whatever an author wrote down."""
    written = "opening: {meters: {grain: 7}, flags: [paid]}\nteaches: [SEA-01]"
    folder, _ = break_pack(tmp_path, (LAMP, "teaches: [SEA-01]", written))
    storm = load_pack(folder).crises[1]
    assert storm.opening.meters[1] == 7
    assert storm.opening.flags == {"lit", "paid"}


def test_crises_stand_in_order_of_date_whatever_their_files_are_called(tmp_path: Path) -> None:
    """A campaign lists them in that order."""
    files = good_files()
    files["crises/0-late.yaml"] = files.pop(STORM).replace("crisis: 1901-storm", "crisis: 0-late")
    files[PACK] = files[PACK].replace("1901-storm", "0-late")
    pack = load_pack(write_pack(tmp_path, files))
    assert [crisis.id for crisis in pack.crises] == ["1900-lamp", "0-late"]


def test_what_may_be_left_out_has_its_default(tmp_path: Path) -> None:
    """A date is shown in English wherever the game is played, a weight is 10, importance 1."""
    pack = load_pack(write_pack(tmp_path))
    light, wind = pack.crises[0].beats[:2]
    assert (light.dateline, light.importance) == ("1 March 1900", 1)
    assert [weight.value for weight in light.choices[0].weights] == [10]
    assert [weight.value for weight in wind.choices[1].weights] == [1, 2]
    assert (light.choices[0].likeness, light.choices[1].likeness, wind.choices[1].likeness) == (100, 20, 0)
    assert (pack.language, pack.crises[0].minutes) == ("en", 10)


def test_it_is_the_same_pack_whether_a_section_has_a_file_of_its_own_or_not(tmp_path: Path) -> None:
    """Any section may move."""
    files = good_files()
    people = files.pop(PEOPLE)
    files[PACK] += "people:\n" + "".join(f"  {line}\n" for line in people.splitlines())
    inside, beside = load_pack(write_pack(tmp_path / "a", files)), load_pack(write_pack(tmp_path / "b"))
    assert inside == beside


def test_every_beat_can_be_looked_up_by_its_qualified_id(tmp_path: Path) -> None:
    """And is the very one that the crisis holds."""
    pack = load_pack(write_pack(tmp_path))
    assert list(pack.beats) == [beat.id for crisis in pack.crises for beat in crisis.beats]
    assert all(pack.beats[beat.id] is beat for crisis in pack.crises for beat in crisis.beats)


def test_one_leader_may_come_on_the_day_on_which_another_leaves(tmp_path: Path) -> None:
    """A coup takes a morning; that day belongs to the newcomer."""
    folder, _ = break_pack(tmp_path, (PACK, "until: 1900-12-31, title", "until: 1901-01-01, title"))
    east = load_pack(folder).seats[0]
    assert east.leader_on(date(1901, 1, 1)).person == "boris"
    assert east.leader_on(date(1900, 12, 31)).person == "anna"
    assert east.leader_on(date(1800, 1, 1)).person == "anna"


WORDS: list[Edit] = [
    (PACK, "title: Two coasts", "title: Two shores"),
    (PACK, "lenses:\n", "# A comment.\n\nlenses:\n"),
    (PEOPLE, "text: Warden of the East.", "text: A warden of the East."),
    (LAMP, "They are friends.", "They are good friends."),
    (LAMP, "title: Light it.", "title: Light the lamp."),
    (LAMP, "evidence: Some would.", "evidence: Somebody would."),
    (LAMP, "closed: There is", "closed: There was"),
    (LAMP, "says: Light it.", "says: Do light it."),
]
RULES: list[Edit] = [
    (LAMP, "{grain: -6}", "{grain: -7}"),
    (LAMP, "{warmth: +8, fear: -10}", "{fear: -10, warmth: +8}"),
    (LAMP, "when: lit or fear > 20", "when: lit or fear > 21"),
    (LAMP, "sets: [lit]", "sets: [lit, paid]"),
    (LAMP, "        weight: 3", "        weight: 4"),
    (LAMP, "{when: lit, weight: 1}", "{when: paid, weight: 1}"),
    (LAMP, "        next: end\n", ""),
    (LAMP, "likeness: 20", "likeness: 21"),
    (LAMP, "date: 1900-04-01", "date: 1900-04-02"),
    (LAMP, "- id: gale", "- id: squall"),
    (LAMP, "title: Strangers,", "title: Strangers, final: true,"),
    (LAMP, "title: Friends, when: paid,", "title: Friends, when: paid and lit,"),
    (LAMP, "until: 1900-04-30", "until: 1901-04-30"),
    (LAMP, "teaches: [SEA-01]", "opening: {meters: {grain: 41}}\nteaches: [SEA-01]"),
    (STORM, "{from: 1901-09-01", "{from: 1901-08-01"),
    (STORM, "when: not paid or warmth < 70", "when: not paid"),
    (STORM, "        rewrite: Other people.\n", "        rewrite: Other people.\n        clears: [lit]\n"),
    (PACK, "weights: {pride: 2.5,", "weights: {pride: 2.4,"),
    (PACK, "when: warmth >= 50", "when: warmth >= 51"),
    (PACK, "start: 50", "start: 51"),
    (PACK, "crises: [1900-lamp, 1901-storm]", "crises: [1900-lamp]"),
]


@pytest.mark.parametrize("edit", WORDS, ids=[new.strip()[:24] for _, _, new in WORDS])
def test_mending_words_makes_no_save_foreign(tmp_path: Path, edit: Edit) -> None:
    """The fingerprint is that of the rules."""
    folder, _ = break_pack(tmp_path / "edited", edit)
    loaded = read_pack(folder)
    assert loaded.pack is not None, loaded.problems
    assert loaded.pack.digest == load_pack(write_pack(tmp_path / "good")).digest


@pytest.mark.parametrize("edit", RULES, ids=[new.strip()[:24] or "no jump" for _, _, new in RULES])
def test_changing_what_decides_a_replay_changes_the_fingerprint(tmp_path: Path, edit: Edit) -> None:
    """A save made before says that the content differs."""
    folder, _ = break_pack(tmp_path / "edited", edit)
    loaded = read_pack(folder)
    assert loaded.pack is not None, loaded.problems
    assert loaded.pack.digest != load_pack(write_pack(tmp_path / "good")).digest
    assert len(loaded.pack.digest) == 16
    assert replace(loaded.pack, digest="") != loaded.pack


def test_a_name_of_absurd_length_is_like_no_other() -> None:
    """Looking for what it may have meant would only cost time."""
    assert nearest("harbuor", ["harbour", "strait"], "declare it") == "did you mean 'harbour'?"
    assert nearest("x", ["harbour", "strait"], "declare it") == "declare it"
    assert nearest("a" * (MAX_COMPARED + 1), ["a" * MAX_COMPARED], "declare it") == "declare it"


@pytest.mark.parametrize("collecting", [True, False])
def test_reading_leaves_the_collector_as_it_was(collecting: bool, tmp_path: Path) -> None:
    """Whether it was on or off, and whether the pack is good or no pack at all."""
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        read_pack(write_pack(tmp_path / "good"))
        assert gc.isenabled() is collecting
        read_pack(tmp_path / "nothing")
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_a_crisis_that_cannot_be_read_makes_no_flag_unknown(tmp_path: Path) -> None:
    """One slip of YAML is one problem, and not one for each place that reads what the crisis declares."""
    folder, _ = break_pack(tmp_path, (LAMP, "title: The lamp\ndates", "title: The lamp: again\ndates"))
    storm = folder / STORM
    storm.write_text(storm.read_text("utf-8").replace("when: not paid or", "when: not paid or lit or", 1), "utf-8")
    problems = read_pack(folder, "coasts").problems
    assert [problem.code for problem in problems if problem.code != "missing-key"] == ["yaml-syntax"]
