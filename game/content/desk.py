"""Where the deeper checks write down what they find."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.content.places import find
from game.content.problems import Places, Problem, Severity
from game.engine.model import Pack


@dataclass(slots=True)
class Desk:
    """A compiled pack, the places of its things, and the warnings so far."""

    pack: Pack
    places: Places
    problems: list[Problem] = field(default_factory=list)

    def warn(self, key: str, code: str, message: str, mend: str, severity: Severity = Severity.WARNING) -> None:
        """Write down what is doubtful about a thing; it is named by its key where its place is not known."""
        place = find(self.places, key)
        self.problems.append(Problem(place.path or key, place.line, place.column, code, message, mend, severity))
