"""Running the command from a test: in this process, or as the program that a shell starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from game.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output, as JSON."""
        return json.loads(self.out)


class Command:
    """The command line in this process, with saves in a folder of the test's own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        """Run it. Standard input is empty."""
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        return Said(code, out, err)


def start(
    *arguments: str | Path, saves: Path, text: str | bytes = "", env: dict[str, str] | None = None, cwd: Path = ROOT
) -> Said:
    """Start the program as a shell would, with this on standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        cwd=cwd,
        env=environment(saves) | (env or {}),
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def environment(saves: Path) -> dict[str, str]:
    """An environment in which nothing outside the test is read or written."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "TERM"))}
    return kept | {"TWO_TIGERS_SAVES": str(saves), "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
