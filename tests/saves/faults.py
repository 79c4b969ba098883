"""A system that refuses at a place of one's choice, for the tests of saves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

CALLS = ("open", "fstat", "read", "write", "fsync", "close", "replace")
PIECE = 400
"""Bytes that one write takes at most here, so that a file can also break in its middle."""


@contextmanager
def at_every_call(before: Callable[[str, int], None]) -> Iterator[list[str]]:
    """Have ``before`` called with the name and the number, from 1, of each call to the system.

    What it raises comes from the call. Yields the list of the calls made.
    """
    made: list[str] = []

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            made.append(name)
            if name == "close":
                # A descriptor is gone even when closing it tells of a fault.
                real(*args)
                before(name, len(made))
                return None
            before(name, len(made))
            if name == "write":
                return real(args[0], args[1][:PIECE])
            return real(*args, **kwargs)

        return call

    patches = [patch.object(os, name, watched(name, getattr(os, name))) for name in CALLS]
    for each in patches:
        each.start()
    try:
        yield made
    finally:
        for each in patches:
            each.stop()
