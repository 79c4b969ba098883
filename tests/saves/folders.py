"""Folders of saves, and who else is at them, for the tests of the store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from game.saves import SaveStore

ROOT = Path(__file__).parents[2]

only_where_forked = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, signals, links or open folders")


def inside(store: SaveStore) -> list[str]:
    """The names of all files in the folder, whatever they are."""
    return sorted(path.name for path in store.folder.iterdir())


def put(store: SaveStore, name: str, data: bytes | str) -> Path:
    """A file that somebody else wrote."""
    store.folder.mkdir(parents=True, exist_ok=True)
    path = store.folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def sentence(error: BaseException) -> str:
    """What is told of a refusal: on one line, without a word of Python."""
    message = str(error)
    assert message and "\n" not in message and "Errno" not in message and "Traceback" not in message
    return message


@contextmanager
def another_game(does: str, store: SaveStore) -> Iterator[subprocess.Popen[str]]:
    """Another process at the same folder."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.saves.killed", does, str(store.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    """The next line that a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()
