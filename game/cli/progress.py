"""How far a long answer has come, on standard error: only for somebody who sits before a terminal and has to wait."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Final

_PATIENCE: Final = 1.0
"""Seconds after which somebody wonders."""
_REST: Final = 0.2
"""Seconds between two looks."""


class Progress:
    """One line that is written over and over, and gone when the answer comes."""

    def __init__(self, whole: int, what: str) -> None:
        self._whole = whole
        self._what = what
        self._began = monotonic()
        self._next = self._began + _PATIENCE
        self._shown = 0

    def tell(self, done: int) -> None:
        """So much is done of the whole."""
        now = monotonic()
        if now < self._next or not 0 < done < self._whole or not sys.stderr.isatty():
            return
        self._next = now + _REST
        left = (now - self._began) / done * (self._whole - done)
        self._show(f"{done:,} of {self._whole:,} {self._what}, {_time(left)} left")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._show("")
            self._shown = 0
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _show(self, line: str) -> None:
        # Noted before it is written: an interrupt may come in between, and the line must still be taken away.
        before, self._shown = self._shown, max(self._shown, len(line))
        sys.stderr.write(f"\r{line:{before}}")
        sys.stderr.flush()


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"
