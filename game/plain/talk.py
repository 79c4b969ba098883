"""Lines in and lines out, whoever is at the other end: a person at a terminal, or a pipe.

A pipe has two ways to speak. Either it gives every line as at the keyboard, blank lines for Enter; or it gives only the
answers to what must be answered, and pages then turn by themselves. Which of the two shows in its first lines.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import Final, TextIO

from game.errors import UsageError
from game.plain.harmless import harmless, one_line
from game.plain.render import NARROWEST, WIDEST, wrapped

MAX_LINE: Final = 10_000
"""Characters of one answer that are read; what comes after them on the line is dropped."""
MAX_DROPPED: Final = 1 << 22
"""A line longer than this is no answer at all."""
PATIENCE: Final = 20
"""Answers of a pipe to one prompt that may mean nothing, before it is taken to mean nothing by any."""


class Ended(Exception):
    """There is no more input."""


class NoSense(UsageError):
    """A pipe that answers nothing that was asked."""


class Talk:
    """The two ends of a conversation."""

    def __init__(self, source: TextIO, target: TextIO, *, is_person: bool, width: int | None = None) -> None:
        """Take up a conversation.

        Args:
            source: where answers come from.
            target: where everything goes that is said.
            is_person: whether somebody types at a terminal.
            width: characters in a line; None asks the terminal.
        """
        self.is_person = is_person
        self._source = source
        self._target = target
        self._width = width
        self._held: str | None = None
        self._wrong = 0

    @classmethod
    def standard(cls) -> Talk:
        """The conversation over standard input and output."""
        person = sys.stdin is not None and sys.stdin.isatty()
        return cls(sys.stdin, sys.stdout, is_person=person)

    @property
    def width(self) -> int:
        """Characters in a line, asked anew because windows change."""
        wide = self._width if self._width is not None else shutil.get_terminal_size((80, 24)).columns - 1
        return max(NARROWEST, min(wide, WIDEST))

    def say(self, text: str = "") -> None:
        """Say a paragraph."""
        self.lines(wrapped(text, self.width) or [""])

    def lines(self, lines: Iterable[str]) -> None:
        """Say lines as they are, harmless."""
        self._target.write("".join(f"{harmless(line)}\n" for line in lines))
        self._target.flush()

    def ask(self, prompt: str) -> str:
        """The next answer, stripped.

        Raises:
            Ended: if there is none.
            NoSense: if a pipe was told too often that its answers mean nothing.
        """
        if self._wrong >= PATIENCE:
            raise NoSense(f"{PATIENCE} answers in a row made no sense here ({one_line(prompt)}); see what is asked")
        told = "\n".join(wrapped(prompt, self.width))
        self._target.write(f"\n{told} ")
        self._target.flush()
        if self._held is not None:
            line, self._held = self._held, None
        else:
            line = self._read()
        if not self.is_person:
            # A terminal shows what is typed; without one, the answer must be told for the record to make sense.
            self._target.write(f"{harmless(line)}\n")
        return line

    def hold(self, line: str) -> None:
        """Give an answer back: it was meant for what is asked next."""
        self._held = line

    def peek(self) -> str | None:
        """The next answer of a pipe, left where it is; None at the end."""
        if self._held is None:
            try:
                self._held = self._read()
            except Ended:
                return None
        return self._held

    def wrong(self, text: str) -> None:
        """Say why an answer means nothing here."""
        if not self.is_person:
            self._wrong += 1
        self.say(text)

    def made_sense(self) -> None:
        """The last answer was understood."""
        self._wrong = 0

    def _read(self) -> str:
        line = self._from_person() if self.is_person else self._source.readline(MAX_LINE)
        if not line:
            raise Ended
        if len(line) >= MAX_LINE and not line.endswith("\n"):
            self._drop_rest()
        return one_line(line)

    def _from_person(self) -> str:
        # input() gives the arrow keys and the line's history where the system has them; its prompt is already written.
        if self._source is sys.stdin and self._target is sys.stdout and os.name == "posix":
            try:
                return f"{input()}\n"
            except EOFError:
                return ""
        return self._source.readline(MAX_LINE)

    def _drop_rest(self) -> None:
        dropped = 0
        while rest := self._source.readline(1 << 16):
            dropped += len(rest)
            if rest.endswith("\n"):
                return
            if dropped > MAX_DROPPED:
                raise NoSense("the input holds a line without end; give one answer a line")
