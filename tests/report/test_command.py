"""``two-tigers report``: from a save to a file, a pipe, or a sentence that says what is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game.cli.named import tip
from game.errors import UsageError
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale
from game.report import as_data, make_report
from game.saves import Picker, SaveStore, Tree
from tests.cli.running import Command, environment, start
from tests.report.plays import ROOT, new_game, played, shipped, until, watched
from tests.report.test_turning_points import by_hand

FASHODA = Wish(crisis="1898-fashoda", seat="france")


@pytest.fixture
def kept(saves: Path) -> SaveStore:
    """A folder with a finished play called 'mine'."""
    store = SaveStore(saves)
    store.create("mine", played(shipped("tutorial"), FASHODA, words="A reason.").tree).close()
    return store


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("html", "<!DOCTYPE html>"), ("md", "Report of a play"), ("json", "{"), ("csv", "\ufeffnumber,")],
    ids=["html", "md", "json", "csv"],
)
def test_what_a_file_ends_in_says_what_is_written(
    command: Command, kept: SaveStore, tmp_path: Path, ending: str, begins: str
) -> None:
    """And the same comes out of standard output when it is asked for by name."""
    file = tmp_path / f"out.{ending}"
    said = command("report", "mine", "-o", file)
    assert (said.code, said.err) == (0, "") and said.out == f"Wrote {file}.\n"
    data = file.read_bytes()
    assert data.decode("utf-8").startswith(begins)
    piped = start("report", "mine", "--format", ending, saves=kept.folder)
    assert piped.code == 0 and piped.out.encode() == data
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]


def test_without_a_format_it_is_markdown(command: Command, kept: SaveStore) -> None:
    """To be read where one stands."""
    assert kept.names() == ("mine",)
    assert "\n## Every decision\n" in command("report", "mine").out


def test_a_file_and_a_pipe_are_as_good_as_a_name(command: Command, kept: SaveStore, tmp_path: Path) -> None:
    """A classmate's save need not be taken in first."""
    kept.export("mine", tmp_path / "hers.json")
    by_name = json.loads(command("report", "mine", "--format", "json").out)
    by_file = json.loads(command("report", tmp_path / "hers.json", "--format", "json").out)
    piped = start("report", "-", "--format", "json", saves=kept.folder, text=(tmp_path / "hers.json").read_bytes()).data
    assert (by_file["save"], piped["save"]) == ("hers", "standard input")
    assert {**by_name, "save": ""} == {**by_file, "save": ""} == {**piped, "save": ""}


def test_a_report_is_written_over_but_a_save_never(command: Command, kept: SaveStore, tmp_path: Path) -> None:
    """Not over the one that it tells of, nor another, nor a damaged one."""
    file = tmp_path / "out.html"
    assert command("report", "mine", "-o", file).code == command("report", "mine", "-o", file).code == 0
    before = (kept.folder / "mine.json").read_bytes()
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(before[:-20])
    for target in (kept.folder / "mine.json", damaged):
        said = command("report", "mine", "-o", target)
        assert said.code == 2 and "is a save; choose another file" in said.err
    assert (kept.folder / "mine.json").read_bytes() == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("report", "the following arguments are required: SAVE"),
        ("report mein", "there is no save 'mein'; did you mean 'mine'?"),
        ("report mine -o report.pdf", "what to write into 'report.pdf'? say so with --format"),
        ("report mine -o no/such/folder/a.md", "cannot be written: No such file or directory"),
        ("report mine --timeline 99", "there is no timeline '99' in this save; timelines end at"),
        ("report mine --seat britain", "nobody plays 'britain' in this save"),
        ("report mine --pack sino-soviet", "'mine' was made with the pack 'tutorial', and 'sino-soviet' was named"),
        ("report pyproject.toml", "this is not a save"),
    ],
)
def test_a_mistake_is_one_line(
    command: Command, kept: SaveStore, monkeypatch: pytest.MonkeyPatch, given: str, told: str
) -> None:
    """With exit code 2, and nothing written."""
    assert kept.names()
    monkeypatch.chdir(ROOT)
    said = command(*given.split())
    assert (said.code, said.out) == (2, "") and said.err.count("\n") == 1
    assert told in said.err or "not JSON" in said.err


def forked() -> Tree:
    """A play to the end, which has a name, and another from its first own decision on."""
    game = played(shipped("tutorial"), FASHODA)
    first = game.path[-1].id
    own = next(node for node in game.path if node.by is Picker.PERSON)
    game.go_to(own.parent)
    stage = game.stage
    assert isinstance(stage, Decision)
    game.choose(next(each.choice.id for each in stage.options if each.is_open and each.choice.id != own.choice))
    until(game, lambda at: isinstance(at.stage, Finale))
    return game.tree.named(first, "gave in")


def test_another_timeline_is_told_by_its_name_or_by_any_decision_on_it() -> None:
    """Its own end is told, whatever the number lies at."""
    tree = forked()
    ends = [node.id for node in tree.tips()]
    assert len(ends) == 2 and tree.head == ends[1]
    assert tip(tree, None) == tip(tree, str(ends[1])) == tip(tree, "0") == ends[1]  # the first goes through both
    assert tip(tree, "gave in") == tip(tree, str(ends[0])) == ends[0]
    own = next(node.id for node in tree.path(ends[0]) if node not in tree.path(ends[1]))
    assert tip(tree, str(own)) == ends[0]
    for wanted in ("99", "gave out", "-1", "", "٣"):
        with pytest.raises(UsageError, match=rf"timelines end at {ends[0]}, {ends[1]}; names are 'gave in'"):
            tip(tree, wanted)
    with pytest.raises(UsageError, match="timelines end at none yet"):
        tip(new_tree(shipped("tutorial"), FASHODA, 1), "0")


def test_a_save_that_nobody_has_played_has_a_report_too(command: Command, saves: Path) -> None:
    """It says so."""
    SaveStore(saves).create("empty", new_tree(shipped("tutorial"), FASHODA, 1)).close()
    for form in ("md", "html", "json", "csv"):
        assert command("report", "empty", "--format", form).code == 0
    assert "Nothing is decided yet." in command("report", "empty").out


def keys_of(data: Any) -> set[str]:
    """Every key in some data."""
    if isinstance(data, list):
        return set().union(*map(keys_of, data)) if data else set()
    if not isinstance(data, dict):
        return set()
    return set(data).union(*map(keys_of, data.values())) if data else set()


def test_every_key_of_the_data_is_on_the_page_about_json() -> None:
    """And every key and kind of block that the page names can come."""
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    section = page.partition("## A report")[2].partition("\n## ")[0]
    pack = shipped("sino-soviet")
    reports = [
        make_report(played(pack, Wish(campaign="the-hot-years", seat="ussr"), 5), "x"),
        make_report(watched(shipped("tutorial"), "fashoda"), "x", turning_points=by_hand()),
        make_report(until(new_game(pack, Wish(crisis="1958-quemoy", hot_seat=True)), lambda at: len(at.path) > 4), "x"),
    ]
    ids = {meter.id for each in (pack, shipped("tutorial")) for meter in each.meters}
    for report in reports:
        data = as_data(report)
        missing = {key for key in keys_of(data) - ids if not re.search(rf'[`."]{key}\??[`"]', section)}
        assert not missing
        blocks = [block for each in data["debriefs"] for block in each["blocks"]] + data["closing"] + data["borne_out"]
        for block in blocks:
            assert f"`{block['block']}`" in section
            assert block.get("about", "note") in ("yours", "history", "forecast", "cost", "note")


def test_the_examples_of_the_help_are_of_the_right_form(command: Command) -> None:
    """Each option is in the help, and the formats."""
    out = command("report", "--help").out
    for option in ("--format", "--output", "--timeline", "--seat", "--pack", "md,html,json,csv"):
        assert option in out


def test_a_pipe_that_closes_early_is_no_error(kept: SaveStore) -> None:
    """As everywhere."""
    line = f"{sys.executable} -m game report mine --format html | head -1"
    done = subprocess.run(line, shell=True, cwd=ROOT, env=environment(kept.folder), capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"<!DOCTYPE html>\n", b"")
