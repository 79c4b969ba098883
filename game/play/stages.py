"""Where a game in progress stands, as a person meets it. Faces match on these and end with ``assert_never``."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine import Step
from game.engine.model import Beat, Choice, Crisis, Leader, Seat
from game.saves import Node


@dataclass(frozen=True, slots=True)
class Settled:
    """A forecast whose answer is known now."""

    beat: Beat
    node: Node
    percent: int
    came_true: bool


@dataclass(frozen=True, slots=True)
class Briefing:
    """A crisis opens: read the situation. No viewer: somebody watches both sides."""

    crisis: Crisis
    viewer: Seat | None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A crisis did not come to pass in this timeline."""

    crisis: Crisis
    viewer: Seat | None


@dataclass(frozen=True, slots=True)
class Handover:
    """The keyboard goes to the other seat; nobody else may look."""

    seat: Seat
    leader: Leader


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as offered. ``why_closed`` is '' where it is open."""

    number: int
    choice: Choice
    why_closed: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it may be taken."""
        return not self.why_closed


@dataclass(frozen=True, slots=True)
class Decision:
    """A seat decides."""

    beat: Beat
    seat: Seat
    leader: Leader
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Foresee:
    """Decided, not yet revealed: say how likely something is."""

    beat: Beat
    seat: Seat
    leader: Leader
    node: Node


@dataclass(frozen=True, slots=True)
class Reveal:
    """What came of one's own decision, beside history."""

    step: Step
    beat: Beat
    choice: Choice
    node: Node
    seat: Seat
    leader: Leader
    settled: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What was learnt of somebody else's decision, or of chance. No viewer: somebody watches both sides."""

    step: Step
    beat: Beat
    choice: Choice
    node: Node
    viewer: Seat | None
    settled: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """A crisis is over: look back on it."""

    crisis: Crisis
    ending: str | None
    viewer: Seat | None


@dataclass(frozen=True, slots=True)
class Finale:
    """The whole run is over."""

    viewer: Seat | None


Stage = Briefing | PassedOver | Handover | Decision | Foresee | Reveal | News | Debrief | Finale
