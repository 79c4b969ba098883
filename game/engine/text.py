"""Text that differs by who reads it and by what has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.engine.conditions import Condition

EVERYBODY = "all"
"""The viewpoint of whoever is not named."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions can see: meters in the pack's order, raised flags, the year."""

    meters: tuple[int, ...]
    flags: frozenset[str]
    year: int

    def satisfy(self, condition: Condition | None) -> bool:
        """Whether the condition holds; no condition always does."""
        return condition is None or condition.test(self.meters, self.flags, self.year)


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording, and when it is the one."""

    when: Condition | None
    body: str


@dataclass(frozen=True, slots=True)
class Text:
    """Wordings by viewpoint; for each, the first whose condition holds is read.

    The last wording of each viewpoint has no condition (content checks it), so a text always says something.
    """

    views: Mapping[str, tuple[Variant, ...]]

    def read(self, view: str, facts: Facts) -> str:
        """The wording for a seat, or for everybody; '' where this viewpoint has none."""
        for variant in self.views.get(view) or self.views.get(EVERYBODY) or ():
            if facts.satisfy(variant.when):
                return variant.body
        return ""

    @property
    def is_shared(self) -> bool:
        """Whether every viewpoint reads the same."""
        return set(self.views) <= {EVERYBODY}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with, where the author wrote one, a short form."""

    full: Text
    short: Text | None = None

    def at_length(self, *, short: bool) -> Text:
        """The short form if asked for and written, else the full one."""
        return self.short if short and self.short is not None else self.full


NOTHING = Text({})
