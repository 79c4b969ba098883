"""What a player likes, kept in a small file beside no save. Damage to it costs a preference, never a game."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from game.saves import Reading

MAX_BYTES: Final = 10_000


class Looks(StrEnum):
    """Which colours."""

    SEAT = "seat"
    CONTRAST = "contrast"
    LIGHT = "light"


class Signs(StrEnum):
    """Which signs."""

    TERMINAL = "terminal"
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class Settings:
    """A player's preferences."""

    looks: Looks = Looks.SEAT
    signs: Signs = Signs.TERMINAL
    motion: bool = True
    reading: Reading = Reading.FULL
    """For new games; a save keeps the length that it began with."""


def load_settings(file: Path) -> Settings:
    """The settings in a file; whatever cannot be read or means nothing is as at first."""
    try:
        with file.open("rb") as stream:
            found = json.loads(stream.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return Settings()
    known: dict[str, Any] = {}
    if isinstance(found, dict):
        usual = Settings()
        for field in fields(Settings):
            value, kind = found.get(field.name), type(getattr(usual, field.name))
            if kind is bool and isinstance(value, bool):
                known[field.name] = value
            elif isinstance(value, str) and issubclass(kind, StrEnum):
                with contextlib.suppress(ValueError):
                    known[field.name] = kind(value)
    return Settings(**known)


def keep_settings(file: Path, settings: Settings) -> None:
    """Put the settings into a file, whole or not at all.

    Raises:
        OSError: if that cannot be done.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}~.tmp")
    try:
        temporary.write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")
        os.replace(temporary, file)  # noqa: PTH105 - the same, and its name says what it does
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
