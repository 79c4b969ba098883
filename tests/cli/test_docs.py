"""What the pages on the commands promise is what the commands do."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game.cli.main import COMMANDS
from tests.cli.running import ROOT, Command, environment, start

COMMANDS_PAGE = ROOT / "docs" / "commands.md"
JSON_PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```console\n(.*?)^```$", COMMANDS_PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_every_command_has_an_example() -> None:
    """A command that no page shows is a command that nobody finds."""
    for module in COMMANDS:
        name = module.__name__.rpartition(".")[2]
        assert any(f"two-tigers {name}" in example for example in EXAMPLES) or name == "play"
    assert any("two-tigers --plain" in example for example in EXAMPLES)


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")
def test_every_example_says_what_the_page_says(tmp_path: Path, saves: Path) -> None:
    """Typed in order, in an empty folder; '...' stands for whatever is left out."""
    tool = tmp_path / "bin" / "two-tigers"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m game "$@"\n', "utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    place = tmp_path / "here"
    place.mkdir()
    env = environment(saves) | {"PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "89"}
    for line, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", "".join(EXAMPLES), re.MULTILINE):
        done = subprocess.run(line, shell=True, cwd=place, env=env, capture_output=True, check=False)
        out = done.stdout.decode("utf-8")
        assert (done.returncode, done.stderr.decode("utf-8")) == (0, ""), line
        pattern = re.escape(expected).replace(r"\.\.\.", ".*")
        assert re.fullmatch(pattern, out.lstrip("\n"), re.DOTALL), f"{line}\n{out}"


def keys_of(data: Any) -> set[str]:
    """Every key of the game's own in some data: ids of meters, seats, flags and endings are the pack's."""
    if isinstance(data, list):
        return set().union(*map(keys_of, data)) if data else set()
    if not isinstance(data, dict):
        return set()
    found = set(data)
    for key, value in data.items():
        if key in ("meters", "endings", "seats"):
            continue
        found |= keys_of(list(value.values())) if key == "score" else keys_of(value)
    return found


def test_every_key_of_every_answer_is_documented(command: Command, saves: Path, tmp_path: Path) -> None:
    """Whoever reads the page knows all that can come."""
    terms = ("--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--seat", "france", "--save", "mine")
    start(*terms, saves=saves, text="\n\n\nask-for-the-report\nA reason.\n70\nn A note.\n")
    (saves / "broken.json").write_text("{", "utf-8")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "pack.yaml").write_text("pack: bad\n", "utf-8")
    for given in (
        ["history", "--pack", "tutorial", "--json"],
        ["history", "--pack", "tutorial", "--crisis", "1898-fashoda", "--json"],
        ["replay", str(saves / "mine.json"), "--json"],
        ["check", "tutorial", str(tmp_path / "bad"), "--json"],
        ["saves", "--json"],
        ["saves", "show", "mine", "--json"],
        ["saves", "export", "mine", str(tmp_path / "out.json"), "--json"],
        ["saves", "import", str(tmp_path / "out.json"), "--name", "second", "--json"],
        ["saves", "delete", "second", "--yes", "--json"],
    ):
        data = command(*given).data
        for key in keys_of(data) - set(data.get("score", ())):
            assert re.search(rf'[`."]{key}\??[`"]', JSON_PAGE), f"{key}, of {' '.join(given)}, is on no page"


def test_the_documented_run_replays(command: Command, tmp_path: Path) -> None:
    """The example of the page is a true one."""
    example = re.search(r"^```json\n(.*?)^```$", JSON_PAGE, re.MULTILINE | re.DOTALL)
    assert example
    (tmp_path / "run.json").write_text(example[1], "utf-8")
    said = command("replay", tmp_path / "run.json", "--json")
    assert said.code == 0 and len(said.data["steps"]) == 2
