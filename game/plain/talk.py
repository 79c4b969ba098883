"""Lines in and lines out, whoever is at the other end: a person at a terminal, or a pipe.

A pipe has two ways to speak. Either it gives every line as at the keyboard, blank lines for Enter; or it gives nothing
but choices, and then pages turn by themselves and neither reason nor forecast is asked. Its first lines show which.
Nothing is ever read before it was asked for: a program at the other end may wait for the prompt.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import Final, TextIO

from game.errors import UsageError
from game.harmless import harmless, one_line
from game.plain.render import NARROWEST, WIDEST, wrapped

MAX_LINE: Final = 10_000
"""Characters of one answer that are read; what comes after them on the line is dropped."""
MAX_DROPPED: Final = 1 << 22
"""A line longer than this is no answer at all."""
PATIENCE: Final = 20
"""Answers of a pipe to one question that may mean nothing, before it is taken to mean nothing by any."""
MAX_LOOKS: Final = 300
"""Answers of a pipe that may look things up without the game going on."""


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
        self._asked = 0

    @classmethod
    def standard(cls) -> Talk:
        """The conversation over standard input and output."""
        return cls(sys.stdin, sys.stdout, is_person=sys.stdin.isatty())

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
        """The next answer, on one line and harmless.

        Raises:
            Ended: if there is none.
            NoSense: if a pipe was told too often that its answers mean nothing.
        """
        self._asked += 1
        if not self.is_person and (self._wrong >= PATIENCE or self._asked > MAX_LOOKS):
            raise NoSense(
                f"the input answers nothing that is asked: {PATIENCE} lines in a row made no sense at "
                f"'{one_line(prompt)}'"
                if self._wrong >= PATIENCE
                else f"the input looks things up without end; the game has stood still for {MAX_LOOKS} lines"
            )
        self._target.write("\n{} ".format("\n".join(wrapped(prompt, self.width))))
        self._target.flush()
        if self._held is not None:
            line, self._held = self._held, None
        else:
            line = self._read()
        if not self.is_person:
            # A terminal shows what is typed; without one, the answer must be told for the record to make sense.
            self.lines((line,))
        return line

    def hold(self, line: str) -> None:
        """Give an answer back: it was meant for what is asked next."""
        self._held = line

    def wrong(self, text: str) -> None:
        """Say why an answer means nothing here."""
        self._wrong += 1
        self.say(text)

    def went_on(self) -> None:
        """The game went on: what was answered made sense."""
        self._wrong = self._asked = 0

    def _read(self) -> str:
        try:
            line = self._source.readline(MAX_LINE)
        except OSError:
            # A folder as input, or a terminal that has gone: nothing more will come from there.
            raise Ended from None
        if not line:
            raise Ended
        if not line.endswith("\n") and len(line) >= MAX_LINE:
            self._drop_rest()
        return one_line(line)

    def _drop_rest(self) -> None:
        dropped = 0
        while rest := self._source.readline(1 << 16):
            dropped += len(rest)
            if rest.endswith("\n"):
                return
            if dropped > MAX_DROPPED:
                raise NoSense("the input holds a line without end; give one answer a line")
