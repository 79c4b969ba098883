"""``two-tigers saves``: order among saves, without losing one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Command, start


@pytest.fixture
def mine(saves: Path) -> str:
    """A save in which something was decided."""
    terms = ("--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--seat", "france", "--seed", "3")
    answers = "\n\n\nask-for-the-report\nA \x1b[31mreason.\n70\nn A note.\n"
    start(*terms, "--save", "mine", saves=saves, text=answers)
    return "mine"


def test_no_saves_is_no_error(command: Command, saves: Path) -> None:
    """Nothing is made by looking."""
    assert command("saves").out == f"There are no saves in {saves} yet.\n"
    assert command("saves", "--json").data == {"folder": str(saves), "saves": []}
    assert not saves.exists()


def test_saves_are_listed_broken_ones_too(command: Command, saves: Path, mine: str) -> None:
    """Each with what it plays, as whom, and how far."""
    (saves / "broken.json").write_text("{", "utf-8")
    for given in (["saves"], ["saves", "list"]):
        lines = sorted(command(*given).out.splitlines())
        assert lines[0].startswith("broken: cannot be used.")
        assert lines[1].startswith("mine: 1898-fashoda (tutorial), as france, 1 decision, ")
    for given in (["saves", "--json"], ["saves", "list", "--json"], ["saves", "--json", "list"]):
        listed = {each["name"]: each for each in command(*given).data["saves"]}
        assert "not JSON" in listed["broken"]["error"]
        assert (listed["mine"]["crisis"], listed["mine"]["seed"], listed["mine"]["decisions"]) == ("1898-fashoda", 3, 1)
        assert listed["mine"]["seats"] == {"britain": "computer", "france": "person"}


def test_a_save_is_shown_with_its_decisions(command: Command, mine: str) -> None:
    """And the words of whoever played."""
    out = command("saves", "show", mine).out
    assert "1898-fashoda/the-answer: ask-for-the-report (person)" in out
    assert "Forecast: 70 %" in out and "Reason: A [31mreason." in out and "Note: A note." in out
    data = command("saves", "show", mine, "--json").data
    assert data["path"][-1] == {
        "beat": "1898-fashoda/the-answer",
        "choice": "ask-for-the-report",
        "by": "person",
        "forecast": 70,
        "reason": "A [31mreason.",
        "note": "A note.",
    }


def test_a_save_goes_out_and_comes_in_again_unchanged(command: Command, saves: Path, mine: str, tmp_path: Path) -> None:
    """To a file, to a folder, to standard output."""
    original = (saves / "mine.json").read_text("utf-8")
    assert command("saves", "export", mine, tmp_path / "out.json").code == 0
    assert (tmp_path / "out.json").read_text("utf-8") == original
    assert command("saves", "export", mine, "-").out == original
    assert command("saves", "export", mine, tmp_path / "out.json").code == 2
    assert command("saves", "import", tmp_path / "out.json", "--name", "again").out == "Imported as 'again'.\n"
    assert (saves / "again.json").read_text("utf-8") == original
    assert command("saves", "import", tmp_path / "out.json", "--json").data == {"imported": "out"}
    assert command("saves", "import", tmp_path / "out.json", "--name", "again").code == 2


def test_a_save_is_exported_here_by_default(
    command: Command, mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under its own name."""
    monkeypatch.chdir(tmp_path)
    data = command("saves", "export", mine, "--json").data
    assert data == {"exported": "mine", "file": "mine.json"}
    assert json.loads((tmp_path / "mine.json").read_text("utf-8"))["root"]["seed"] == 3


def test_a_save_is_deleted_only_when_that_is_meant(command: Command, saves: Path, mine: str) -> None:
    """Without a terminal, --yes must say so."""
    said = command("saves", "delete", mine)
    assert said.code == 2 and "--yes" in said.err
    assert (saves / "mine.json").exists()
    assert command("saves", "delete", mine, "--yes").out == "Deleted 'mine'.\n"
    assert not (saves / "mine.json").exists()


def test_a_broken_save_can_be_deleted(command: Command, saves: Path) -> None:
    """Or it would stand in the list for ever."""
    saves.mkdir()
    (saves / "broken.json").write_text("{", "utf-8")
    assert command("saves", "show", "broken").code == 2
    assert command("saves", "delete", "broken", "--yes").code == 0
    assert command("saves", "--json").data["saves"] == []
