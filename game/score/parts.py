"""The parts of the score. They are never mixed into one number; each keeps what it was made of.

Rules, ranges and worked examples: ``docs/scoring.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.engine import Run, Step
from game.engine.model import Beat, BeatId, Choice, Meter, Pack, Seat
from game.saves import Node, Tree
from game.score.ledger import HistorysMark, last_beat


def rounded(numerator: int, denominator: int) -> int:
    """A quotient rounded to the nearest whole number, halves away from 0."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    top, bottom = abs(numerator), abs(denominator)
    return sign * ((2 * top + bottom) // (2 * bottom))


# -- Likeness ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LikenessPart:
    """One decision beside history's: ``closeness`` 0-100, counted ``importance`` times."""

    beat: Beat
    choice: Choice
    history: Choice
    closeness: int
    importance: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How close one's decisions came to history's, 0-100; None before the first. A distance, not a grade."""

    value: int | None
    parts: tuple[LikenessPart, ...]


def likeness(steps: Iterable[Step], seats: Iterable[str], mark: HistorysMark) -> Likeness:
    """The mean closeness of the seats' decisions, weighed by the beats' importance.

    Beats that history never came to are left out: there is nothing there to be like.
    """
    mine = frozenset(seats)
    parts = tuple(
        LikenessPart(step.beat, step.choice, step.beat.history, step.choice.likeness, step.beat.importance)
        for step in steps
        if step.beat is not None and step.choice is not None and step.beat.actor in mine and step.beat.id in mark.beats
    )
    weight = sum(part.importance for part in parts)
    value = rounded(sum(part.closeness * part.importance for part in parts), weight) if weight else None
    return Likeness(value, parts)


# -- Statecraft -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AimPart:
    """One aim: where it stands, where history's counterpart stood, and by how much the seat is better off."""

    meter: Meter
    wants_high: bool
    yours: int
    historys: int

    @property
    def gain(self) -> int:
        """Points in the direction that the seat wants."""
        return (self.yours - self.historys) * (1 if self.wants_high else -1)


@dataclass(frozen=True, slots=True)
class Statecraft:
    """How a seat's aims stand against its historical counterpart's, -100 to 100; 0 is as history had it."""

    seat: Seat
    value: int
    parts: tuple[AimPart, ...]


def statecraft(run: Run, steps: Sequence[Step], seat: Seat, mark: HistorysMark) -> Statecraft:
    """The mean gain over the seat's aims, against history at the same point of the story."""
    state = steps[-1].after
    history = mark.end if state.ended else mark.after(last_beat(steps))
    parts: list[AimPart] = []
    for aim in seat.aims:
        meter = run.pack.meter(aim.meter)
        if meter is not None:
            parts.append(AimPart(meter, aim.high, state.meters[meter.index], history.meters[meter.index]))
    value = rounded(sum(part.gain for part in parts), len(parts)) if parts else 0
    return Statecraft(seat, value, tuple(parts))


# -- Foresight --------------------------------------------------------------------------------------------------

CALIBRATION_FROM = 20
"""Forecasts before calibration is shown: with fewer, chance speaks louder than judgement."""


@dataclass(frozen=True, slots=True)
class ForecastPart:
    """One forecast. ``came_true`` is None while it is open, or if its question never arose."""

    node: Node
    beat: Beat
    percent: int
    came_true: bool | None
    about: BeatId | None
    counted: bool
    """False for a second look: the answer had been shown before, on another branch."""

    @property
    def penalty(self) -> int | None:
        """Its Brier score in ten-thousandths: the square of the distance to what came true (0 right, 10,000 wrong)."""
        if self.came_true is None:
            return None
        return (self.percent - (100 if self.came_true else 0)) ** 2


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same confidence, and how often they came true."""

    low: int
    high: int
    forecasts: int
    came_true: int


@dataclass(frozen=True, slots=True)
class Foresight:
    """100 less the mean Brier score in percent: 100 is certainty that was right, 75 is what '50 %' always earns."""

    value: int | None
    parts: tuple[ForecastPart, ...]
    calibration: tuple[Bin, ...]


def settle(pack: Pack, node: Node, path: Sequence[Node]) -> bool | None:
    """Whether what a node's forecast asked came true along a path; None while open, or never asked."""
    beat = pack.beats[node.beat]
    forecast = beat.forecast
    if forecast is None:
        return beat.choice(node.choice) is beat.history
    if forecast.beat is None:
        return forecast.answer
    settled = next((later for later in path if later.beat == forecast.beat and later.id > node.id), None)
    return None if settled is None else settled.choice in forecast.choices


def foresight(pack: Pack, tree: Tree, path: Sequence[Node], seats: Iterable[str]) -> Foresight:
    """Score the forecasts given along a path. Only the first look at a beat counts."""
    mine = frozenset(seats)
    parts: list[ForecastPart] = []
    for node in path:
        beat = pack.beats[node.beat]
        if not isinstance(node.forecast, int) or beat.actor not in mine:
            continue
        counted = not any(other.beat == node.beat and other.seen and other.id < node.id for other in tree.nodes)
        about = beat.forecast.beat if beat.forecast else None
        parts.append(ForecastPart(node, beat, node.forecast, settle(pack, node, path), about, counted))
    penalties = [part.penalty for part in parts if part.counted and part.penalty is not None]
    value = 100 - rounded(sum(penalties), 100 * len(penalties)) if penalties else None
    return Foresight(value, tuple(parts), _calibration(parts) if len(penalties) >= CALIBRATION_FROM else ())


def _calibration(parts: Iterable[ForecastPart]) -> tuple[Bin, ...]:
    known = [part for part in parts if part.counted and part.came_true is not None]
    found: list[Bin] = []
    for low, high in ((0, 19), (20, 39), (40, 60), (61, 80), (81, 100)):
        inside = [part for part in known if low <= part.percent <= high]
        if inside:
            found.append(Bin(low, high, len(inside), sum(1 for part in inside if part.came_true)))
    return tuple(found)
