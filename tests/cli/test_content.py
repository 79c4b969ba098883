"""``check``, ``schema`` and ``new``: what writers of scenarios use."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from game.content import CODES
from game.saves import SaveStore, encode
from game.saves.schema import save_schema
from tests.cli.running import ROOT, Command, start
from tests.saves.trees import calm, trees


@pytest.fixture
def pack(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new pack in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert command("new", "pack", "berlin").code == 0
    return Path("berlin")


# -- check -------------------------------------------------------------------------------------------------------------


def test_the_shipped_packs_have_no_errors(command: Command) -> None:
    """All of them are looked at when none is named."""
    said = command("check", "--json", "--walks", "0")
    assert said.code == 0
    assert {each["pack"] for each in said.data["packs"]} >= {"sino-soviet", "tutorial"}
    assert said.data["errors"] == 0


def test_a_good_pack_passes_with_a_line_of_counts(command: Command, pack: Path) -> None:
    """And nothing else is said of problems."""
    said = command("check", pack, "--strict")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "1 pack, 2 beats: 0 errors, 0 warnings."


def test_an_error_is_code_1_and_a_warning_only_if_strict(command: Command, pack: Path) -> None:
    """Errors stand first, each with file, line and column."""
    crisis = pack / "crises" / "first-crisis.yaml"
    wordy = "      The same in two sentences, for the North" + ", and on" * 40
    text = crisis.read_text("utf-8").replace("      The same in two sentences, for the North", wordy)
    crisis.write_text(text, "utf-8")
    assert command("check", pack).code == 0
    said = command("check", pack, "--strict")
    assert said.code == 1
    assert re.search(r"^berlin/crises/first-crisis\.yaml:\d+:\d+: .* \[warning: short-form\]$", said.out, re.MULTILINE)
    crisis.write_text(text.replace("history: true", "history: maybe", 1), "utf-8")
    said = command("check", pack)
    assert said.code == 1
    first = said.out.splitlines()[0]
    assert re.match(r"berlin/crises/first-crisis\.yaml:\d+:\d+: .*; .* \[[a-z-]+\]$", first)
    assert "1 pack" in said.out.splitlines()[-1]
    said = command("check", pack, "--json")
    assert said.code == 1 and said.data["ok"] is False
    assert {"severity", "code", "path", "line", "column", "message", "mend"} == set(
        said.data["packs"][0]["problems"][0]
    )


def test_every_code_is_explained(command: Command) -> None:
    """By the name that stands behind the problem."""
    for code, meaning in CODES.items():
        assert command("check", "--explain", code).out == f"{code}: {meaning}\n"


# -- new ---------------------------------------------------------------------------------------------------------------


def test_a_new_pack_plays_at_once_from_both_seats(command: Command, pack: Path, saves: Path, tmp_path: Path) -> None:
    """And history runs through it."""
    assert command("history", "--pack", pack, "--json").data["ending"] == "together"
    for seat in ("north", "south"):
        said = start(
            "--pack",
            pack,
            "--campaign",
            "all",
            "--seat",
            seat,
            saves=saves,
            text="make-the-offer\n" if seat == "north" else "refuse\n",
            cwd=tmp_path,
        )
        assert (said.code, said.err) == (0, "")


def test_a_new_crisis_fits_into_any_pack(command: Command, pack: Path, tmp_path: Path) -> None:
    """Into one just begun, and beside what the game ships."""
    assert command("new", "crisis", "1961-the-wall", "--in", pack).code == 0
    assert command("check", "--strict", pack).out.splitlines()[-1] == "1 pack, 4 beats: 0 errors, 0 warnings."
    for shipped in ("tutorial", "sino-soviet"):
        shutil.copytree(ROOT / "scenarios" / shipped, tmp_path / shipped)
        assert command("new", "crisis", "2-new", "--in", tmp_path / shipped).code == 0
        said = command("check", tmp_path / shipped, "--walks", "0")
        assert said.code == 0
        assert "2-new.yaml" not in said.out


@pytest.mark.parametrize("crisis_id", ["1", "a" * 64, "offer", "0-0", "year", "x-"])
def test_any_id_that_may_be_one_gives_a_crisis_that_passes(command: Command, pack: Path, crisis_id: str) -> None:
    """However odd."""
    assert command("new", "crisis", crisis_id, "--in", pack).code == 0
    assert command("check", "--strict", pack).code == 0


def test_nothing_is_written_over(command: Command, pack: Path) -> None:
    """Neither a pack nor a crisis."""
    before = {file: file.read_bytes() for file in pack.rglob("*.yaml")}
    assert command("new", "pack", "berlin").code == 2
    assert command("new", "crisis", "first-crisis", "--in", pack).code == 2
    assert {file: file.read_bytes() for file in pack.rglob("*.yaml")} == before


@pytest.mark.parametrize("bad", ["", "..", "a/b", "A", "a_b", "-a", "a b", "ü", "a" * 65])
def test_what_is_no_id_makes_no_file(command: Command, pack: Path, bad: str) -> None:
    """Least of all elsewhere."""
    before = sorted(pack.parent.rglob("*"))
    assert command("new", "pack", f"--in={pack.parent}", "--", bad).code == 2
    assert command("new", "crisis", f"--in={pack}", "--", bad).code == 2
    assert sorted(pack.parent.rglob("*")) == before


# -- schema ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pack", "crisis", "save"])
def test_a_schema_is_a_schema(command: Command, kind: str) -> None:
    """Of the draft that it names."""
    said = command("schema", kind)
    assert said.code == 0
    Draft202012Validator.check_schema(said.data)
    if kind == "crisis":
        assert command("schema").out == said.out


@calm
@given(trees())
def test_the_schema_of_saves_takes_every_save(tree: object) -> None:
    """Whatever the game writes."""
    Draft202012Validator(save_schema()).validate(json.loads(encode(tree)))  # type: ignore[arg-type]


def test_the_schema_of_saves_takes_a_save_from_play_and_refuses_what_the_game_refuses(saves: Path) -> None:
    """It says what the codec does."""
    start("--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--hot-seat", "--save", "mine", saves=saves,
          text="\n\ntrust-the-sirdar\nBecause.\n60\n\n")  # fmt: skip
    document = json.loads((saves / "mine.json").read_text("utf-8"))
    validator = Draft202012Validator(save_schema())
    validator.validate(document)
    for path, value in (
        (("format",), "other"), (("version",), 2), (("root", "seed"), -1), (("root", "crisis"), None),
        (("root", "campaign"), "fashoda"), (("root", "seats", "france"), "robot"), (("root", "digest"), ""),
        (("nodes", 0, "forecast"), 101), (("nodes", 0, "by"), "me"), (("nodes", 0, "beat"), "a/b/c"),
        (("nodes", 0, "reason"), "x" * 2001), (("head",), "first"), (("names",), {"01": "x"}),
        (("quiz",), {}), (("quiz",), [{"question": "a", "after": "a", "right": True}]),
        (("quiz",), [{"question": "a/b", "after": "a", "right": 1}]), (("quiz",), [{"question": "a/b", "after": "a"}]),
    ):  # fmt: skip
        broken = json.loads(json.dumps(document))
        at = broken
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        assert not validator.is_valid(broken), path
        (saves / "broken.json").write_text(json.dumps(broken), "utf-8")
        assert next(listed for listed in SaveStore(saves).listing() if listed.name == "broken").error is not None, path
