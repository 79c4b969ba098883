"""A fault in a pack is a value: where it is, what is wrong, and the mend.

The loader gathers every one before it gives up, so an author mends a file in one round.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from game.errors import GameError

MAX_PROBLEMS: Final = 1000
"""After so many, reading stops: nobody reads further, and a hostile file must not make us write a book."""
MAX_MESSAGE: Final = 400
MAX_COMPARED: Final = 80
"""A name longer than this is like no other: looking would only cost time."""


class Place(NamedTuple):
    """Where something stands: lines and columns count from 1; 0 where the whole file is meant."""

    path: str
    line: int
    column: int


Places = Mapping[str, Place]
"""Places of a compiled pack's things by key; ``game.content.places`` says how keys are made."""


class Severity(StrEnum):
    """An error keeps the pack from loading; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. Lines and columns count from 1; 0 where the whole file is meant.

    Path, message and mend are single lines without control characters, whatever the file and its name hold.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    mend: str
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        for name in ("path", "message", "mend"):
            text = getattr(self, name)
            if len(text) > MAX_MESSAGE or not text.isprintable():
                object.__setattr__(self, name, _one_line(text))

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.message}"
        return f"{text}; {self.mend}" if self.mend else text

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.path, self.line, self.column)


class ContentError(GameError):
    """A pack that cannot be loaded, with every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TooManyProblems(Exception):
    """Reading stops here; the loader turns it into one more problem."""


def note(problems: list[Problem], problem: Problem) -> None:
    """Add a problem.

    Raises:
        TooManyProblems: where there are enough of them already.
    """
    if len(problems) >= MAX_PROBLEMS:
        raise TooManyProblems
    problems.append(problem)


CODES: Final[dict[str, str]] = {
    "unreadable": "The file cannot be opened, or the folder is not a pack.",
    "too-large": "A file is at most 1 MiB, a pack 16 MiB and 400 crises. Split it into several.",
    "not-utf8": "Every file is UTF-8. Save it again in that encoding.",
    "yaml-syntax": "The file is not YAML. The place named is where reading stopped; the fault is there or just above.",
    "too-deep": "Lists and maps may be nested 24 deep. No real scenario needs more.",
    "too-many-nodes": "A file may hold 100,000 values. No real scenario needs more.",
    "too-many-problems": "There are more mistakes than anybody reads at once. Mend those listed, and look again.",
    "alias": "Anchors (&), aliases (*), merge keys (<<) and tags (!) are refused: a file reads the same everywhere.",
    "control-character": "Text may not hold control characters, or unseen ones that turn the writing direction.",
    "duplicate-key": "A map has the same key twice. YAML readers silently keep the last; this one asks you.",
    "unknown-key": "The key means nothing here. Mostly a slip of the pen: see the suggestion.",
    "missing-key": "A key that this place cannot do without.",
    "wrong-type": "The value is of another kind than its key wants.",
    "out-of-range": "The number or the length is outside what is allowed.",
    "bad-id": "An id of the wrong shape. Meters, flags, seats and causes use underscores, everything else hyphens.",
    "bad-date": "A date is written 1958-08-23 and must exist.",
    "bad-condition": "A condition that does not parse.",
    "unknown-name": "An id that is declared nowhere in the pack.",
    "duplicate-id": "Two things of one kind have the same id.",
    "history": "Exactly one choice of each beat is what history did.",
    "jump": "A choice's `next` names no later beat of its crisis.",
    "viewpoint": "A text has no wording for one of the seats, or no last wording without a condition.",
    "closed-beat": "Every beat needs a choice that is always open.",
    "order": "Dates run backwards, or a beat lies outside its crisis.",
    "balance": "A lens or a weight that cannot work.",
    "contradiction": "A choice sets and clears the same flag.",
    "leans": "An adviser leans to a choice that the beat has not.",
    "office": "Somebody decides who was not in office, or speaks who was not alive.",
    "markup": "A link, citation or mark in a text that is not closed or names nothing.",
    "untaught": "A crisis says that it teaches a point, but no text that every player meets is marked with it.",
    "checkpoint": "History's own run is not where the pack's checkpoint says that it must be.",
    "unused": "Something declared that nothing uses.",
    "dead-end": "Something that no play can reach or see.",
    "no-effect": "A choice that changes nothing the player could see.",
    "dominated": "A choice that serves its own seat worse than another in everything, and better in nothing.",
    "missing-evidence": "A road not taken without its plausibility, evidence or what else must have been different.",
    "unsourced": "A text of fact that cites no source, or a crisis that cites no record of one side.",
    "short-form": "A passage without a short form, or with one that is no shorter.",
    "too-long": "A text beyond what fits a screen and a lesson.",
}
"""Every code with what it means."""


def nearest(name: str, among: Iterable[str], otherwise: str) -> str:
    """'did you mean ...?' for the closest of the known names, or the other mend."""
    if len(name) > MAX_COMPARED:
        return otherwise
    close = difflib.get_close_matches(name, list(among), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else otherwise


def _one_line(text: str) -> str:
    """A single printable line of bounded length, whatever came in."""
    short = text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]}…"
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd" for character in short
    )
