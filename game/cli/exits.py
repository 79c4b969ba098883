"""What an exit code says."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The codes that scripts may rely on."""

    DONE = 0
    NO = 1
    """The answer is no: a check failed."""
    USAGE = 2
    """What was asked or given makes no sense; a line on standard error says why."""
    INTERRUPTED = 130
