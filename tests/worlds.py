"""Small worlds for tests: random ones built straight from the engine's types, and a good pack of YAML to break.

    pack = draw(packs())                                    # any small world, as the engine sees it
    folder = write_pack(tmp_path)                           # a good pack on disk
    folder, where = break_pack(tmp_path, (LAMP, "actor: east", "actor: ▸north"))

In an edit ``▸`` marks the place where a problem is expected; it is taken out before the file is written.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from game.engine import Run, State, Step, begin, decide, open_choices
from game.engine.chance import stream
from game.engine.conditions import Condition, bind
from game.engine.model import (
    CHANCE,
    WORLD,
    Aim,
    Beat,
    BeatId,
    Campaign,
    CampaignId,
    Cause,
    CauseId,
    Choice,
    ChoiceId,
    Crisis,
    CrisisId,
    Effect,
    Ending,
    EndingId,
    FlagId,
    Leader,
    Lens,
    LensId,
    Meter,
    MeterId,
    Opening,
    Pack,
    Seat,
    SeatId,
    Weight,
)
from game.engine.text import NOTHING, Passage, Text, Variant

# How long one example takes says nothing about the game.
calm = settings(deadline=None)
# A world is large: a few dozen of them say as much as a hundred, and making one takes as long as it takes.
few = settings(calm, max_examples=40, suppress_health_check=[HealthCheck.too_slow])

# -- conditions as trees of our own, so that nothing is judged by the parser that is under test -----------------------

Tree = tuple[Any, ...]
"""('flag', name), ('compare', op, term, term), ('not', tree), ('and' | 'or', trees); a term is a name or a number."""

METERS = ("warmth", "grain", "fear")
FLAGS = ("lit", "sunk", "paid")
INDEX = {meter: index for index, meter in enumerate(METERS)}


def trees(depth: int = 3) -> st.SearchStrategy[Tree]:
    """Any condition, at most so deep."""
    numbers = st.integers(0, 110)
    names = st.sampled_from((*METERS, "year"))
    compare = st.tuples(
        st.just("compare"), st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), names, st.one_of(numbers, names)
    )
    years = st.tuples(st.just("compare"), st.sampled_from(("<", ">=", "==")), st.just("year"), st.integers(1899, 1903))
    turned = st.tuples(st.just("compare"), st.sampled_from(("<", ">")), numbers, names)
    leaves = st.one_of(st.tuples(st.just("flag"), st.sampled_from(FLAGS)), compare, years, turned)
    if depth == 0:
        return leaves
    inner = trees(depth - 1)
    many = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        leaves,
        st.tuples(st.just("not"), inner),
        st.tuples(st.just("and"), many),
        st.tuples(st.just("or"), many),
    )


def spell(tree: Tree, spacing: random.Random | None = None) -> str:
    """The condition as an author would write it, with parentheses wherever they may stand."""
    gap = " " if spacing is None else spacing.choice((" ", "  ", "\n", "\t"))
    match tree:
        case ("flag", name):
            return str(name)
        case ("compare", op, left, right):
            return f"{left}{gap if spacing else ' '}{op} {right}"
        case ("not", inner):
            return f"not ({spell(inner, spacing)})"
        case (joint, parts):
            return f"{gap}{joint}{gap}".join(f"({spell(part, spacing)})" for part in parts)
    raise AssertionError(tree)


def holds(tree: Tree, meters: Sequence[int], flags: frozenset[str], year: int) -> bool:
    """The condition judged the slow and obvious way."""
    match tree:
        case ("flag", name):
            return name in flags
        case ("compare", op, left, right):
            one, two = (_value(term, meters, year) for term in (left, right))
            return {
                "<": one < two,
                "<=": one <= two,
                ">": one > two,
                ">=": one >= two,
                "==": one == two,
                "!=": one != two,
            }[op]
        case ("not", inner):
            return not holds(inner, meters, flags, year)
        case ("and", parts):
            return all(holds(part, meters, flags, year) for part in parts)
        case ("or", parts):
            return any(holds(part, meters, flags, year) for part in parts)
    raise AssertionError(tree)


def _value(term: str | int, meters: Sequence[int], year: int) -> int:
    if isinstance(term, int):
        return term
    return year if term == "year" else meters[INDEX[term]]


def condition(source: str) -> Condition:
    """A condition over the random worlds' meters and flags."""
    return bind(source, INDEX, set(FLAGS))


conditions = trees(2).map(spell).filter(lambda source: len(source) <= 300).map(condition)

# -- random worlds ----------------------------------------------------------------------------------------------------

CAUSES = ("pride", "hunger")
_levels = st.integers(0, 100)
_effects = st.builds(
    lambda cause, meter, percent: Effect(CauseId(cause), MeterId(meter), INDEX[meter], percent),
    st.sampled_from(CAUSES),
    st.sampled_from(METERS),
    st.integers(-100, 100),
)
_flags = st.lists(st.sampled_from(FLAGS).map(FlagId), max_size=2, unique=True).map(tuple)


def say(body: str) -> Text:
    """A text that everybody reads."""
    return Text({"all": (Variant(None, body),)})


@st.composite
def _choices(draw: st.DrawFn, index: int, beats: int) -> tuple[Choice, ...]:
    count = draw(st.integers(1, 4))
    history = draw(st.integers(0, count - 1))
    found: list[Choice] = []
    for number in range(count):
        last = Weight(None, draw(st.integers(0, 9)))
        weights = [Weight(draw(conditions), draw(st.integers(0, 9)))] if draw(st.booleans()) else []
        sets = draw(_flags)
        found.append(
            Choice(
                id=ChoiceId(f"c{number}"),
                title=f"Choice {number}",
                text=NOTHING,
                history=number == history,
                # One choice of each beat is always open, as content makes sure.
                when=draw(st.none() | conditions) if number else None,
                closed="",
                plausibility=None,
                evidence=NOTHING,
                rewrite=NOTHING,
                likeness=100 if number == history else draw(st.integers(0, 99)),
                weights=(*weights, last),
                effects=tuple(draw(st.lists(_effects, max_size=4))),
                sets=sets,
                clears=tuple(flag for flag in draw(_flags) if flag not in sets),
                next=draw(st.none() | st.integers(index + 1, beats)),
                outcome=Passage(say("It was done.")),
            )
        )
    return tuple(found)


@st.composite
def _crises(draw: st.DrawFn, number: int) -> Crisis:
    crisis = CrisisId(f"{1900 + number}-crisis")
    since = date(1900 + number, 1, 1)
    count = draw(st.integers(1, 4))
    beats: list[Beat] = []
    for index in range(count):
        name = f"{crisis}/b{index}"
        beats.append(
            Beat(
                id=BeatId(name),
                crisis=crisis,
                stream=stream(name),
                title=f"Beat {index}",
                actor=draw(st.sampled_from((SeatId("east"), SeatId("west"), CHANCE))),
                date=since + timedelta(days=index),
                dateline="Then",
                when=draw(st.none() | conditions),
                importance=1,
                briefing=Passage(say("So it stands.")),
                question="What now?",
                advisers=(),
                forecast=None,
                choices=draw(_choices(index, count)),
                happened=say("So it was."),
            )
        )
    return Crisis(
        id=crisis,
        title=f"Crisis {number}",
        tagline="",
        since=since,
        until=since + timedelta(days=300),
        place="",
        minutes=5,
        when=draw(st.none() | conditions),
        instead=Passage(NOTHING),
        opening=Opening(tuple(draw(_levels) for _ in METERS), frozenset(draw(_flags))),
        content_note="",
        briefing=Passage(say("So it began.")),
        forces=(),
        beats=tuple(beats),
        endings=draw(_endings(crisis)),
        happened=Passage(say("So it was.")),
        human_cost=(),
        differs=(),
        teaches=(),
        terms=(),
        questions=(),
        quiz=(),
        sources=(),
    )


@st.composite
def _endings(draw: st.DrawFn, owner: str) -> tuple[Ending, ...]:
    whens: list[Condition | None] = [*draw(st.lists(conditions, max_size=2)), None]
    return tuple(
        Ending(EndingId(f"{owner}-{index}"), f"Ending {index}", when, say("It ended."), final=draw(st.booleans()))
        for index, when in enumerate(whens)
    )


@st.composite
def packs(draw: st.DrawFn, *, crises: int = 3) -> Pack:
    """Any small world: three meters, three flags, two seats, up to three crises."""
    about = say("About.")
    built = tuple(draw(_crises(number)) for number in range(draw(st.integers(1, crises))))
    leaders = (Leader("anna", date(1900, 1, 1), None, ""),)
    bent = {CauseId(cause): draw(st.integers(0, 400)) for cause in CAUSES}
    curtain = (Ending(EndingId("curtain"), "Curtain", None, say("Curtain.")),)
    return Pack(
        id="random",
        title="Random",
        about=about,
        language="en",
        digest="",
        seats=tuple(Seat(SeatId(seat), seat, seat, (Aim(MeterId("grain")),), leaders) for seat in ("east", "west")),
        meters=tuple(Meter(MeterId(name), INDEX[name], name, WORLD, 50, about, ()) for name in METERS),
        flags={FlagId(flag): flag for flag in FLAGS},
        causes=tuple(Cause(CauseId(cause), cause, about) for cause in CAUSES),
        lenses=(
            Lens(LensId("balanced"), "Balanced", about, {CauseId(cause): 100 for cause in CAUSES}),
            Lens(LensId("ones"), "Ones", about, {CauseId(cause): 100 for cause in CAUSES}),
            Lens(LensId("bent"), "Bent", about, bent),
        ),
        campaigns=(
            Campaign(
                CampaignId("all"),
                "All",
                about,
                (SeatId("east"), SeatId("west")),
                tuple(crisis.id for crisis in built),
                curtain,
            ),
        ),
        endings=curtain,
        crises=built,
        people={},
        glossary={},
        bibliography={},
        curriculum={},
        beats={beat.id: beat for crisis in built for beat in crisis.beats},
    )


seeds = st.integers(0, 2**64 - 1)
picks = st.lists(st.integers(0, 3), min_size=12, max_size=12)
"""Decisions: at the n-th one the open choice of that number, counted round."""


def play(run: Run, decisions: Sequence[int]) -> list[Step]:
    """Play a run by numbers; past the last of them the first open choice is taken."""
    steps = [begin(run)]
    while not steps[-1].after.ended:
        state = steps[-1].after
        choices = open_choices(run, state)
        number = decisions[len(steps) - 1] if len(steps) <= len(decisions) else 0
        steps.append(decide(run, state, choices[number % len(choices)].id))
    return steps


def states(steps: Sequence[Step]) -> list[State]:
    """The state after each step."""
    return [step.after for step in steps]


# -- a good pack on disk, to be broken --------------------------------------------------------------------------------

PACK, PEOPLE, LAMP, STORM = "pack.yaml", "people.yaml", "crises/1900-lamp.yaml", "crises/1901-storm.yaml"
MARK = "▸"


Edit = tuple[str, str, str]
"""A file, what stands there exactly once ('' for all of it), and what shall stand there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a problem is expected: a file of the pack, line and column."""

    file: str
    line: int
    column: int


def good_files() -> dict[str, str]:
    """The files of a good pack, which has no problem and no warning: two coasts, a lamp and a storm."""
    return dict(_GOOD)


def write_pack(folder: Path, files: Mapping[str, str | bytes] | None = None, *, name: str = "coasts") -> Path:
    """Write a pack's files into a folder and answer with the pack's folder."""
    root = folder / name
    for file, text in (files if files is not None else _GOOD).items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return root


def break_pack(folder: Path, *edits: Edit) -> tuple[Path, tuple[Spot, ...]]:
    """Write the good pack with some edits.

    Returns:
        The pack's folder, and the places marked in it.
    """
    files = good_files()
    for file, old, new in edits:
        text = files.get(file, "")
        if old and text.count(old) != 1:
            raise AssertionError(f"{file} holds {text.count(old)} times: {old}")
        files[file] = text.replace(old, new) if old else new
    spots: list[Spot] = []
    for file, text in files.items():
        while MARK in text:
            before, _, rest = text.partition(MARK)
            line = before.count("\n") + 1
            spots.append(Spot(file, line, len(before) - (before.rfind("\n") + 1) + 1))
            text = before + rest
        files[file] = text
    return write_pack(folder, files), tuple(spots)


_GOOD = {
    PACK: """\
pack: coasts
title: Two coasts
about: A strait with a coast on either side. [#SEA-01]
seats:
  east:
    name: East
    adjective: Eastern
    aims: [grain, -fear]
    leaders:
      - {person: anna, from: 1900-01-01, until: 1900-12-31, title: Warden}
      - {person: boris, from: 1901-01-01, title: Warden}
  west:
    name: West
    adjective: Western
    aims: [fear, grain]
    leaders:
      - {person: carla, from: 1899-01-01, until: 1910-12-31}
meters:
  warmth:
    title: Warmth
    owner: world
    start: 50
    about: How warm.
    bands: [{below: 50, say: cold}, {below: 101, say: warm}]
  grain: {title: Grain, owner: east, start: 40, about: How much., bands: [{below: 101, say: some}]}
  fear: {title: Fear, owner: west, start: 30, about: How much., bands: [{below: 101, say: some}]}
flags:
  paid: Somebody has paid.
causes:
  pride: {title: Pride, about: They were proud.}
  hunger: {title: Hunger, about: They were hungry.}
lenses:
  balanced: {title: Balanced, about: As written., weights: {pride: 1, hunger: 1}}
  proud: {title: Proud, about: Pride above all., weights: {pride: 2.5, hunger: 0}}
campaigns:
  years: {title: Years, about: Both years., seats: [east, west], crises: [1900-lamp, 1901-storm]}
endings:
  - {id: thaw, title: A thaw, when: warmth >= 50, text: It is warm.}
  - {id: frost, title: A frost, text: It is cold.}
glossary:
  strait: {term: The strait, text: Water between two coasts.}
bibliography:
  log-east: {kind: document, title: Log of the East, year: 1900, side: east}
  log-west: {kind: document, title: Log of the West, year: 1901, side: west}
curriculum:
  SEA-01: {text: A strait divides and joins.}
""",
    PEOPLE: """\
anna: {name: Anna, born: 1850, died: 1930, text: Warden of the East.}
boris: {name: Boris, text: "Warden after [[anna]]."}
carla: {name: Carla, text: Warden of the West.}
""",
    LAMP: """\
crisis: 1900-lamp
title: The lamp
dates: {from: 1900-03-01, until: 1900-04-30}
flags:
  lit: The lamp is lit.
briefing:
  full: A lamp is wanted at the [[strait]]. Nobody has said who is to pay for it.
  short: A lamp is wanted.
beats:
  - id: light
    title: The lamp
    actor: east
    date: 1900-03-01
    question: Light it?
    briefing:
      full:
        east: The oil is dear, and so is the wood. [[carla|The other warden]] waits and watches.
      short: The oil is dear.
    advisers:
      - {who: boris, says: Light it., leans: light-it}
    forecast:
      ask: Will the West pay?
      beat: answer
      choices: [pay]
      because: It was poor. [@log-west]
    choices:
      - id: light-it
        title: Light it.
        history: true
        evidence: The log has it. [@log-east]
        effects:
          hunger: {grain: -6}
          pride: {warmth: +8, fear: -10}
        sets: [lit]
        outcome: {full: The lamp burns all night., short: It burns.}
      - id: leave-it
        title: Leave it dark.
        plausibility: argued
        likeness: 20
        evidence: Some would. [@log-east]
        rewrite: Dearer oil.
        effects:
          hunger: {grain: +4}
        outcome: {full: It stays dark on the water., short: Dark.}
    happened: It was lit. [@log-east; @log-west]
  - id: wind
    title: Wind
    actor: chance
    date: 1900-03-10
    choices:
      - id: calm
        title: Calm.
        history: true
        weight: 3
        effects:
          pride: {warmth: +2}
        outcome: {full: No wind at all came., short: Calm.}
      - id: gale
        title: A gale.
        weight: [{when: lit, weight: 1}, {weight: 2}]
        effects:
          hunger: {grain: -10}
        outcome: {full: It blew for three days., short: Wind.}
  - id: answer
    title: The answer
    actor: west
    date: 1900-03-20
    when: lit or fear > 20
    question: Pay for it?
    briefing:
      full:
        - when: lit
          text: Their lamp shines into your windows at night.
        - text: Their coast is dark, and ships go by.
      short: They ask.
    forecast:
      ask: Will it rain?
      answer: true
      because: It did. [@log-east]
    choices:
      - id: refuse
        title: Refuse.
        history: true
        evidence: The log has it. [@log-west]
        effects:
          pride: {warmth: -10, fear: +5}
        next: end
        outcome: {full: They shrug and turn away., short: Shrugs.}
      - id: pay
        title: Pay.
        plausibility: documented
        when: lit
        closed: There is no lamp to pay for.
        evidence: A purse was counted. [@log-west]
        rewrite: A better year.
        effects:
          pride: {warmth: +12}
          hunger: {fear: +12, grain: -4}
        sets: [paid]
        outcome: {full: They smile across the water., short: Smiles.}
    happened: It was refused. [@log-west]
  - id: night
    title: Night
    actor: chance
    date: 1900-04-01
    when: paid
    choices:
      - {id: fall, title: It falls., history: true, outcome: {full: Night falls on both coasts., short: Night.}}
endings:
  - {id: friends, title: Friends, when: paid, text: They are friends.}
  - {id: strangers, title: Strangers, text: They are strangers.}
happened:
  full: A lamp was lit, and was not paid for. [@log-east; @log-west] [#SEA-01]
  short: It was not paid for.
human_cost:
  - Nobody died. [@log-east]
teaches: [SEA-01]
terms: [strait]
""",
    STORM: """\
crisis: 1901-storm
title: The storm
dates: {from: 1901-09-01, until: 1901-09-30}
when: not paid or warmth < 70
instead: {full: No quarrel came of the storm., short: None.}
briefing: {full: "A ship is lost in the [[strait]], at night.", short: A wreck.}
sources: [log-east, log-west]
beats:
  - id: wreck
    title: The wreck
    actor: west
    date: 1901-09-02
    question: Whose is it?
    briefing: {full: The wreck lies on your side of it., short: A wreck.}
    choices:
      - id: keep
        title: Keep it.
        history: true
        evidence: It was kept. [@log-west]
        effects:
          pride: {warmth: -15, fear: +9}
        outcome: {full: You keep it and say nothing., short: Kept.}
      - id: share
        title: Share it.
        plausibility: speculative
        evidence: Nothing is on record. [@log-west]
        rewrite: Other people.
        effects:
          pride: {warmth: +10}
          hunger: {grain: +5, fear: +4}
        outcome: {full: You share it and they are surprised., short: Shared.}
    happened: It was kept. [@log-west]
happened: {full: "The ship was kept by those who found it. [@log-west]", short: Kept.}
""",
}
