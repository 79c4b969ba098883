"""What a compiled pack is made of. ``game.content`` builds these; nothing changes them afterwards.

Ids of beats are qualified (``1958-quemoy/guns-at-xiamen``), so that one string names a beat anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NewType

from game.engine.conditions import Condition
from game.engine.reference import Checkpoint, Difference, Person, Point, Quiz, Seminar, Term, Work
from game.engine.text import NOTHING, Passage, Text

MeterId = NewType("MeterId", str)
FlagId = NewType("FlagId", str)
SeatId = NewType("SeatId", str)
CauseId = NewType("CauseId", str)
LensId = NewType("LensId", str)
CrisisId = NewType("CrisisId", str)
BeatId = NewType("BeatId", str)
"""Qualified: ``crisis/beat``."""
ChoiceId = NewType("ChoiceId", str)
EndingId = NewType("EndingId", str)
CampaignId = NewType("CampaignId", str)

CHANCE: Final = SeatId("chance")
"""The actor of beats that nobody decides."""
WORLD: Final = "world"
"""The owner of meters that belong to no seat."""
BALANCED: Final = LensId("balanced")
END: Final = "end"
"""``next: end``: the crisis closes here."""


class Plausibility(StrEnum):
    """How thinkable a road not taken was."""

    DOCUMENTED = "documented"
    ARGUED = "argued"
    SPECULATIVE = "speculative"


@dataclass(frozen=True, slots=True)
class Band:
    """Words for meter values under ``below``."""

    below: int
    say: str


@dataclass(frozen=True, slots=True)
class Meter:
    """An integer 0-100 with words for its bands."""

    id: MeterId
    index: int
    title: str
    owner: str
    start: int
    about: Text
    bands: tuple[Band, ...]

    def say(self, value: int) -> str:
        """The words for a value."""
        return next((band.say for band in self.bands if value < band.below), "")


@dataclass(frozen=True, slots=True)
class Leader:
    """Who sits in a seat, between two dates (the last has no end)."""

    person: str
    since: date
    until: date | None
    title: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A meter that a seat wants high, or low."""

    meter: MeterId
    high: bool = True


@dataclass(frozen=True, slots=True)
class Seat:
    """One side of the rivalry."""

    id: SeatId
    name: str
    adjective: str
    aims: tuple[Aim, ...]
    leaders: tuple[Leader, ...]

    def leader_on(self, day: date) -> Leader:
        """Who held the seat that day; before the first, the first; after the last, the last."""
        held = [leader for leader in self.leaders if leader.since <= day]
        return held[-1] if held else self.leaders[0]


@dataclass(frozen=True, slots=True)
class Cause:
    """One interpretation of why things happen."""

    id: CauseId
    title: str
    about: Text


@dataclass(frozen=True, slots=True)
class Lens:
    """Scales the effects of each cause; weights in hundredths, 100 being 'as written'."""

    id: LensId
    title: str
    about: Text
    weights: Mapping[CauseId, int]


@dataclass(frozen=True, slots=True)
class Effect:
    """A push on one meter for one cause, in fairmath percent (-100 to 100)."""

    cause: CauseId
    meter: MeterId
    index: int
    percent: int


@dataclass(frozen=True, slots=True)
class Weight:
    """How likely the computer is to pick a choice, where the condition holds."""

    when: Condition | None
    value: int


@dataclass(frozen=True, slots=True)
class Adviser:
    """Someone in the room, what they argue, and the choice they lean to."""

    person: str
    says: Text
    leans: ChoiceId | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A yes-or-no question with a later answer: from the record, or from a beat still to come."""

    ask: Text
    because: Text
    answer: bool | None
    beat: BeatId | None = None
    choices: frozenset[ChoiceId] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing an actor may do, and what follows from it."""

    id: ChoiceId
    title: str
    text: Text
    history: bool
    when: Condition | None
    closed: str
    plausibility: Plausibility | None
    evidence: Text
    rewrite: Text
    likeness: int
    weights: tuple[Weight, ...]
    effects: tuple[Effect, ...]
    sets: tuple[FlagId, ...]
    clears: tuple[FlagId, ...]
    next: int | None
    """Index of the beat to go on with, past the last for the end; None is the next one down."""
    outcome: Passage
    human_cost: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Beat:
    """A moment at which an actor decides."""

    id: BeatId
    crisis: CrisisId
    stream: int
    title: str
    actor: SeatId
    date: date
    dateline: str
    when: Condition | None
    importance: int
    briefing: Passage
    question: str
    advisers: tuple[Adviser, ...]
    forecast: Forecast | None
    choices: tuple[Choice, ...]
    happened: Text

    @property
    def history(self) -> Choice:
        """What was done in history."""
        return next(choice for choice in self.choices if choice.history)

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of that id, if the beat has it."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a crisis, or the whole story, closes; the first whose condition holds is the one."""

    id: EndingId
    title: str
    when: Condition | None
    text: Text
    final: bool = False
    """A crisis's ending that ends the whole run."""
    early: bool = False
    """An ending of the story that may come at the close of any crisis, and not only of the last."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The state in which a crisis opens when it is played alone."""

    meters: tuple[int, ...]
    flags: frozenset[FlagId]


@dataclass(frozen=True, slots=True)
class Force:
    """Something that no leader chose."""

    title: str
    text: Text


@dataclass(frozen=True, slots=True)
class Crisis:
    """A sequence of beats, and what is taught around it."""

    id: CrisisId
    title: str
    tagline: str
    since: date
    until: date
    place: str
    minutes: int
    when: Condition | None
    instead: Passage
    opening: Opening
    content_note: str
    briefing: Passage
    forces: tuple[Force, ...]
    beats: tuple[Beat, ...]
    endings: tuple[Ending, ...]
    happened: Passage
    human_cost: tuple[Text, ...]
    differs: tuple[Difference, ...]
    teaches: tuple[str, ...]
    terms: tuple[str, ...]
    questions: tuple[Text, ...]
    quiz: tuple[Quiz, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Crises in order, and the seats from which they may be played."""

    id: CampaignId
    title: str
    about: Text
    seats: tuple[SeatId, ...]
    crises: tuple[CrisisId, ...]
    endings: tuple[Ending, ...]
    """How it may close, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that one game knows."""

    id: str
    title: str
    about: Text
    language: str
    digest: str
    seats: tuple[Seat, ...]
    meters: tuple[Meter, ...]
    flags: Mapping[FlagId, str]
    causes: tuple[Cause, ...]
    lenses: tuple[Lens, ...]
    campaigns: tuple[Campaign, ...]
    endings: tuple[Ending, ...]
    crises: tuple[Crisis, ...]
    """In order of date."""
    people: Mapping[str, Person]
    glossary: Mapping[str, Term]
    bibliography: Mapping[str, Work]
    curriculum: Mapping[str, Point]
    checkpoints: tuple[Checkpoint, ...] = ()
    """Where history's own run must stand, in order of date."""
    seminar: Seminar | None = None
    beats: Mapping[str, Beat] = field(default_factory=dict, repr=False)
    """Every beat by its qualified id."""

    def seat(self, seat_id: str) -> Seat | None:
        """The seat of that id, if there is one."""
        return next((seat for seat in self.seats if seat.id == seat_id), None)

    def meter(self, meter_id: str) -> Meter | None:
        """The meter of that id, if there is one."""
        return next((meter for meter in self.meters if meter.id == meter_id), None)

    def cause(self, cause_id: str) -> Cause | None:
        """The cause of that id, if there is one."""
        return next((cause for cause in self.causes if cause.id == cause_id), None)

    def lens(self, lens_id: str) -> Lens | None:
        """The lens of that id, if there is one."""
        return next((lens for lens in self.lenses if lens.id == lens_id), None)

    def crisis(self, crisis_id: str) -> Crisis | None:
        """The crisis of that id, if there is one."""
        return next((crisis for crisis in self.crises if crisis.id == crisis_id), None)

    def campaign(self, campaign_id: str) -> Campaign | None:
        """The campaign of that id, if there is one."""
        return next((campaign for campaign in self.campaigns if campaign.id == campaign_id), None)
