"""The figures and texts of a report, as values. Every form of it is written from these and from nothing else.

What a reader may not know is not here: sealed decisions have neither beat nor choice, sealed meters are not among the
meters. So no form can give away what another keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from game.engine import State
from game.engine.model import Beat, Cause, CauseId, Choice, Crisis, Ending, Lens, Meter, Pack, Seat
from game.engine.reference import Work
from game.play.page import Block, Bullets, Rich
from game.play.pages import TurningPoint
from game.saves import Picker, Reading
from game.score import CauseShare, Foresight, Likeness, Statecraft

RULES: Final[Mapping[str, str]] = {
    "ending": "The first of the story's endings whose condition held at its close.",
    "likeness": (
        "How close the decisions came to history's own, each counted by its weight: 0 to 100, a distance and not a "
        "grade."
    ),
    "foresight": (
        "100 less the mean cost of the forecasts by Brier's rule: certainty that was right earns 100, always saying "
        "50 % earns 75."
    ),
    "statecraft": (
        "The mean, over the aims of the seat, of how much better they stand than its counterpart had them: −100 to 100."
    ),
    "divergence": (
        "The mean distance of all meters from history's at the same place in the story: 0 to 100 points, a distance "
        "and not a grade."
    ),
}
"""Each part of the score in one sentence; docs/scoring.md has them in full."""


@dataclass(frozen=True, slots=True)
class Held:
    """A seat, who sat in it over the years of the report, and who decided for it."""

    seat: Seat
    leaders: tuple[str, ...]
    picker: Picker


@dataclass(frozen=True, slots=True)
class Head:
    """What was played, by whom, on which terms, and how far."""

    save: str
    title: str
    campaign: str | None
    crisis: str | None
    since: date
    until: date
    lens: Lens
    seed: int
    reading: Reading
    on_record_only: bool
    made_with: str
    """The digest of the content that the save was begun with."""
    held: tuple[Held, ...]
    viewer: Seat | None
    is_watched: bool
    """Whether nobody played: history's own run."""
    timelines: int
    node: int | None
    """The last decision of this timeline, by its number in the save."""
    is_finished: bool
    decided: int
    own: int
    """How many of them people took."""
    last: Decision | None


@dataclass(frozen=True, slots=True)
class Move:
    """By how much a cause moved a meter."""

    meter: Meter
    cause: Cause
    change: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was asked, what was said of it (None: declined), and what came of it (None: open, or it never arose)."""

    question: Rich
    percent: int | None
    came_true: bool | None
    cost: int | None
    """By Brier's rule, in ten-thousandths."""
    is_counted: bool
    """False for a second look: the answer had been shown before, on another branch."""


@dataclass(frozen=True, slots=True)
class History:
    """What history decided at a beat, how that is known, and how close the decision beside it came."""

    choice: Choice
    is_same: bool
    evidence: tuple[Rich, ...]
    works: tuple[Work, ...]
    closeness: int
    weight: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the timeline."""

    number: int
    node: int
    crisis: Crisis
    day: date
    dateline: str
    actor: str
    who: str
    by: Picker
    title: str
    beat: Beat | None
    """None where it is sealed, and so is the choice."""
    choice: Choice | None
    reason: str
    note: str
    forecast: Forecast | None
    is_awaited: bool
    """Whether it has been taken while its outcome waits for a forecast."""
    moves: tuple[Move, ...]
    history: History | None
    """None where it may not be told, or history never came to this."""
    is_beyond_history: bool
    """Whether history never came to this."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where all meters stood from a day on."""

    day: date
    state: State
    decision: Decision | None
    """After which decision; None at the opening, and along history's line."""
    beside: State | None = None
    """Where history's stood at the same place; None along history's own line."""
    distance: int | None = None
    """From it, over all meters; None where that may not be told."""


@dataclass(frozen=True, slots=True)
class Level:
    """A row of the meters' tables: where they stood, and where history's stood at the same place."""

    label: str
    day: date
    state: State
    history: State


@dataclass(frozen=True, slots=True)
class Course:
    """The meters over the years."""

    meters: tuple[Meter, ...]
    since: date
    until: date
    yours: tuple[Stand, ...]
    historys: tuple[Stand, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """The divergence: how far now, at most, and where it began."""

    value: int | None
    height: int | None
    parted: Decision | None


@dataclass(frozen=True, slots=True)
class Blow:
    """A movement of the bond: a blow or a gift."""

    day: date
    who: str
    what: str
    beat: Beat | None
    """None where it is sealed."""
    cause: Cause
    change: int


@dataclass(frozen=True, slots=True)
class Bond:
    """What each cause did to the bond, along one run."""

    start: int
    end: int
    shares: tuple[CauseShare, ...]
    leading: tuple[Cause, ...]
    blows: tuple[Blow, ...]
    gifts: tuple[Blow, ...]
    moved: Mapping[str, Mapping[CauseId, int]]
    """Meter -> cause -> points in all, for every meter of the world's."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What made and unmade the bond, here and in history."""

    meter: Meter
    shared: tuple[Meter, ...]
    """Every meter of the world's."""
    yours: Bond
    historys: Bond


@dataclass(frozen=True, slots=True)
class Under:
    """Where the decisions of one run lead under a lens."""

    ending: Ending | None
    bond: int | None
    distance: int
    forced: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class LensRow:
    """The same decisions under one lens, and history's."""

    lens: Lens
    yours: Under
    historys: Under


@dataclass(frozen=True, slots=True)
class Debriefed:
    """Looking back on a crisis: its page, the answers of its quiz apart."""

    crisis: Crisis
    kicker: str
    title: str
    came_to_pass: bool
    blocks: tuple[Block, ...]
    answers: Bullets | None


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one timeline."""

    pack: Pack
    head: Head
    ending: Ending | None
    history_ending: Ending | None
    """Told at the end only."""
    closing: tuple[Block, ...]
    """The page of the ending; empty before the end."""
    borne_out: tuple[Block, ...]
    """Which interpretations the timeline speaks for, and who would answer how; empty before the end."""
    foresight: Foresight
    likeness: Likeness
    statecraft: tuple[Statecraft, ...]
    divergence: Parting
    course: Course
    weighing: Weighing | None
    lenses: tuple[LensRow, ...]
    """Empty before the end."""
    turning_points: tuple[TurningPoint, ...]
    decisions: tuple[Decision, ...]
    debriefs: tuple[Debriefed, ...]
    works: tuple[Work, ...]
    """Every work cited, once; the first bears the number 1."""
