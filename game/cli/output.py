"""Where the command line writes: standard output is data, standard error is talk, and both are harmless."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from game.harmless import harmless, one_line


def prepare() -> None:
    """UTF-8 both ways, whatever the locale; what cannot be shown or read becomes a question mark.

    A stream that was closed before we began reads as empty, and takes what is written to nowhere.
    """
    sys.stdin = sys.stdin or io.StringIO()
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """A line, or several, on standard output."""
    sys.stdout.write(harmless(text) + "\n")


def say_lines(lines: Iterable[str]) -> None:
    """Lines on standard output."""
    sys.stdout.write("".join(f"{harmless(line)}\n" for line in lines))


def say_json(value: Any) -> None:
    """A value as JSON on standard output: keys in the order given, escapes where a terminal might obey."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write(harmless(text) + "\n")


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"two-tigers: {one_line(text)}\n")


def complain_lines(lines: Iterable[str]) -> None:
    """Lines on standard error, as they are: problems of a pack, which name their place first."""
    sys.stderr.write("".join(f"{one_line(line)}\n" for line in lines))


def hush(*, both: bool = True) -> None:
    """Nobody listens any more: let nothing be written when the streams are closed at the end."""
    for stream in (sys.stdout, sys.stderr) if both else (sys.stdout,):
        try:
            descriptor = stream.fileno()
        except (AttributeError, OSError, ValueError):
            continue
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
