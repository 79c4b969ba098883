"""What a pack holds beside its rules: who and what may be looked up, what history must show, what a class may debate.

Nothing here decides anything; the engine carries it for those who show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from game.engine.text import Passage, Text


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the teaching notes and the scholarship part."""

    claim: str
    notes: Text
    scholarship: Text


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with one right answer and some wrong ones."""

    ask: str
    answer: str
    others: tuple[str, ...]
    because: Text


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody was from a day on."""

    since: date
    role: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who lived. ``role`` is what they were over all; ``offices``, in order of date, what they were when."""

    id: str
    name: str
    native: str
    also: tuple[str, ...]
    born: str
    died: str
    side: str
    role: str
    text: Text
    offices: tuple[Office, ...] = ()

    def role_on(self, day: date) -> str:
        """What they were that day: the last office begun by then, else the role over all."""
        held = [office.role for office in self.offices if office.since <= day]
        return held[-1] if held else self.role


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a place or an institution worth explaining."""

    id: str
    term: str
    native: str
    also: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Work:
    """A book, article or document that the text rests on."""

    id: str
    kind: str
    author: str
    title: str
    year: str
    where: str
    side: str
    note: str

    @property
    def short(self) -> str:
        """How it is cited in running text: 'Chen Jian 2001'."""
        who = self.author.split(",")[0] if self.author else self.title
        return f"{who} {self.year}".strip()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the curriculum, in the pack's words, with the scholars' correction."""

    id: str
    text: Text
    correction: Text


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a meter must stand: from ``least`` to ``most``, both within."""

    meter: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What history's own run must show.

    On a day (``since`` is ``until``): each meter of ``bounds`` within them. Over a span: the lowest and the highest
    that the meters named ever come to in the whole story fall within it.
    """

    since: date
    until: date
    bounds: tuple[Bounds, ...]
    lowest: tuple[str, ...]
    highest: tuple[str, ...]
    because: Text


@dataclass(frozen=True, slots=True)
class School:
    """What one cause explains and what it does not: for the closing debate."""

    cause: str
    explains: Text
    leaves: Text


@dataclass(frozen=True, slots=True)
class Voice:
    """A historian, and what they argued in our words. ``causes``: those that they lay most weight on."""

    name: str
    work: str
    causes: tuple[str, ...]
    says: Text


@dataclass(frozen=True, slots=True)
class Seminar:
    """The closing debate of a story: one question, the causes, the historians."""

    title: str
    ask: str
    about: Passage
    schools: tuple[School, ...]
    voices: tuple[Voice, ...]
    grid: Mapping[str, Mapping[str, str]]
    """Crisis -> cause -> what that crisis says for or against it, in a few words."""
    differs: tuple[Difference, ...]
    teaches: tuple[str, ...]
    terms: tuple[str, ...]
    questions: tuple[Text, ...]
    quiz: tuple[Quiz, ...]
    sources: tuple[str, ...]
