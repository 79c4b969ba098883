"""What the tests of the command line share."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.running import Command


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for saves that is not there yet, and that the command uses."""
    folder = tmp_path / "saves"
    monkeypatch.setenv("TWO_TIGERS_SAVES", str(folder))
    return folder


@pytest.fixture
def command(saves: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line, with empty standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setenv("COLUMNS", "80")
    return Command(capsys)
