"""Text from packs, saves and players may reach a terminal only through here."""

from __future__ import annotations

from typing import Final

_JOINERS: Final = frozenset("\u200c\u200d")
"""Invisible, but Persian and the scripts of India are misspelt without them."""


def harmless(text: str) -> str:
    """The text without anything that commands a terminal or hides: only what prints, and line ends, is left."""
    if text.isprintable():
        return text
    return "\n".join(harmless_line(line) for line in text.split("\n"))


def one_line(text: str) -> str:
    """The same on a single line, with single spaces."""
    return " ".join(harmless(text.replace("\n", " ")).split())


def harmless_line(line: str) -> str:
    """The same for what must stay a single line of as many words: a line end becomes a space."""
    if line.isprintable():
        return line
    return "".join(
        character if character.isprintable() or character in _JOINERS else " " if character.isspace() else ""
        for character in line
    )
