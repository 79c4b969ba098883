"""JSON from a file or a pipe: written by anybody, so checked value by value, each fault told with its place."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

from game.errors import UsageError
from game.harmless import one_line

MAX_BYTES: Final = 8 << 20
_MAX_SHOWN: Final = 60
_MAX_DIGITS: Final = 20


class Fault(UsageError):
    """Something wrong at a place of a document."""


def read_text(named: str) -> tuple[str, str]:
    """The text of a file, or of standard input for ``-``, and how to call it in faults.

    Raises:
        UsageError: if it cannot be read, is too large or is no UTF-8.
    """
    shown = "standard input" if named == "-" else one_line(named)
    try:
        if named == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(named).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is no file's name"
        raise UsageError(f"{shown} cannot be read: {why or 'the system refuses'}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"{shown} is larger than {MAX_BYTES >> 20} MiB; no run of the game is")
    try:
        return data.decode("utf-8-sig"), shown
    except UnicodeDecodeError:
        raise UsageError(f"{shown} is not UTF-8; save it in that encoding") from None


def is_file(named: str) -> bool:
    """Whether a file of that name can be looked at."""
    try:
        return Path(named).is_file()
    except (OSError, ValueError):
        return False


def parse(text: str, shown: str) -> Any:
    """JSON, stricter than the standard library's: no key twice, no NaN, no endless number.

    Raises:
        Fault: with line and column where JSON itself is broken.
    """
    if not text.strip():
        raise Fault(f"{shown}: it is empty; JSON should stand there")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise Fault(f"{shown}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}") from None
    except RecursionError:
        raise Fault(f"{shown}: lists and objects are nested too deep") from None
    except Fault as fault:
        raise Fault(f"{shown}: {fault}") from None


def an_object(value: Any, place: str) -> dict[str, Any]:
    """The value, if it is an object."""
    if not isinstance(value, dict):
        raise Fault(f"{place} must be an object, not {told(value)}")
    return value


def a_list(value: Any, place: str) -> list[Any]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise Fault(f"{place} must be a list, not {told(value)}")
    return value


def a_word(value: Any, place: str) -> str:
    """The value, if it is text of an id's length."""
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise Fault(f"{place} must be an id, not {told(value)}")
    return value


def whole(value: Any, place: str, most: int) -> int:
    """The value, if it is a whole number from 0 up."""
    # A bool is an int to Python, not to a reader of JSON.
    if type(value) is not int or not 0 <= value <= most:
        raise Fault(f"{place} must be a whole number from 0 to {most}, not {told(value)}")
    return value


def told(value: Any) -> str:
    """A value in a message."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise Fault(f"the key {told(twice)} stands twice in one object; keep one of them")
    return found


def _constant(word: str) -> Any:
    raise Fault(f"{word} is no number of JSON")


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise Fault(f"a number of {len(digits)} digits stands there; none of the game's is so long")
    return int(digits)
