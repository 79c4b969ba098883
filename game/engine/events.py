"""What a step did, one class for each kind of thing. Faces match on these; nothing else tells them."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.model import BeatId, CauseId, CrisisId, EndingId, FlagId, MeterId


@dataclass(frozen=True, slots=True)
class CrisisOpened:
    """A crisis came to pass."""

    crisis: CrisisId


@dataclass(frozen=True, slots=True)
class CrisisPassedOver:
    """A crisis did not come to pass in this timeline."""

    crisis: CrisisId


@dataclass(frozen=True, slots=True)
class BeatPassedOver:
    """A beat did not come to pass: its condition was false, or a choice led past it."""

    beat: BeatId


@dataclass(frozen=True, slots=True)
class MeterMoved:
    """An effect, as it came out: ``percent`` as written, ``weight`` of its cause under the lens in hundredths."""

    meter: MeterId
    cause: CauseId
    percent: int
    weight: int
    before: int
    after: int

    @property
    def change(self) -> int:
        """By how many points the meter moved."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class FlagRaised:
    """A fact became true."""

    flag: FlagId


@dataclass(frozen=True, slots=True)
class FlagLowered:
    """A fact ceased to be true."""

    flag: FlagId


@dataclass(frozen=True, slots=True)
class CrisisClosed:
    """A crisis is over, and how; ``ending`` is None where the crisis has no endings of its own."""

    crisis: CrisisId
    ending: EndingId | None


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The run is over, and how."""

    ending: EndingId | None


Event = (
    CrisisOpened | CrisisPassedOver | BeatPassedOver | MeterMoved | FlagRaised | FlagLowered | CrisisClosed | RunEnded
)
