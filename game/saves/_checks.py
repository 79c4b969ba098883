"""Checks on values that come from a save: each answers with the value at its right type, or raises a ``Fault``."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, TypeVar

from game.content.source import FORBIDDEN
from game.saves.timeline import SKIPPED, ForecastGiven

_Word = TypeVar("_Word", bound=StrEnum)


class Fault(Exception):
    """Something wrong at a place; whoever called says in which file."""


def words(text: str) -> str:
    """What a player typed, without control characters and what turns the writing direction."""
    return FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return " ".join(words(text).split())


def under(place: str, key: str) -> str:
    """The place of a key: ``nodes[3].choice``."""
    return f"{place}.{plain(key)}" if place else plain(key)


def need(found: dict[str, Any], key: str, place: str) -> Any:
    """The value of a key that must be there."""
    if key not in found:
        raise Fault(f"{under(place, key)} is missing")
    return found[key]


def an_object(value: Any, place: str) -> dict[str, Any]:
    """The value, if it is an object."""
    if not isinstance(value, dict):
        raise Fault(f"{place} must be an object, not {shown(value)}")
    return value


def whole(value: Any, place: str, least: int, most: int | None) -> int:
    """The value, if it is a whole number within limits."""
    # A bool is an int to Python, not to a reader of JSON.
    if type(value) is not int or value < least or (most is not None and value > most):
        limits = f"of {least} or more" if most is None else f"from {least} to {most}"
        raise Fault(f"{place} must be a whole number {limits}, not {shown(value)}")
    return value


def node_id(value: Any, place: str, count: int) -> None:
    """Nothing, if the value is the id of one of the first ``count`` nodes."""
    if type(value) is not int or not 0 <= value < count:
        before = f"the id of a node from 0 to {count - 1}, or null" if count else "null"
        raise Fault(f"{place} must be {before}, not {shown(value)}")


def a_forecast(value: Any, place: str) -> ForecastGiven:
    """The value, if it is a forecast."""
    if value is None:
        return None
    if value == SKIPPED:
        return SKIPPED
    if type(value) is not int or not 0 <= value <= 100:
        raise Fault(f'{place} must be a whole number from 0 to 100, "{SKIPPED}" or null, not {shown(value)}')
    return value


def matching(pattern: re.Pattern[str], value: Any, place: str) -> str:
    """The value, if it is a word of this shape."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Fault(f"{place} must be an id (letters, digits, hyphens), not {shown(value)}")
    return str(value)


def one_of(kind: type[_Word], value: Any, place: str) -> _Word:
    """The value, if it is one of the known words."""
    for word in kind:
        if isinstance(value, str) and value == word:
            return word
    raise Fault(f"{place} must be one of {', '.join(kind)}, not {shown(value)}")


def yes_or_no(value: Any, place: str) -> bool:
    """The value, if it is true or false."""
    if not isinstance(value, bool):
        raise Fault(f"{place} must be true or false, not {shown(value)}")
    return value


def text_of(value: Any, place: str, most: int) -> str:
    """The value, if it is text and not too long."""
    if not isinstance(value, str):
        raise Fault(f"{place} must be text, not {shown(value)}")
    if len(value) > most:
        raise Fault(f"{place} is {len(value):,} characters long, and there is room for {most:,}")
    return value


def shown(value: Any) -> str:
    """A value in a message."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'"{plain(value)}"'
    return plain(repr(value))


def plain(text: str, most: int = 60) -> str:
    """Outside text in a message: on one line, harmless, cut where it is long."""
    clean = one_line(text[: most * 4])
    return clean if len(clean) <= most else f"{clean[:most]}…"
