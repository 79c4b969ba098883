"""A story of four decisions, small enough to be worked out by hand, with a seminar; and games of it that are over.

History, from a bond of 60: need takes 6 (54), pride gives 9 (63), need takes 13 (50), pride takes 5 (45).
East as played here: pride takes 30 (30), gives 14 (44); then the story ends, and grain stands at 70 instead of 40.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from game.content import load_pack
from game.engine.model import Pack
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.saves import Reading

PACK = """
pack: weir
title: The weir
about: Two banks and a wall of stones.
seats:
  east: {name: East, adjective: Eastern, aims: [grain], leaders: [{person: ada, from: 1900-01-01}]}
  west: {name: West, adjective: Western, aims: [-grain], leaders: [{person: bo, from: 1900-01-01}]}
meters:
  bond: {title: Bond, owner: world, start: 60, about: What they share., bands: [{below: 101, say: some}]}
  grain: {title: Grain, owner: east, start: 40, about: Grain., bands: [{below: 101, say: some}]}
causes:
  pride: {title: Pride, about: Who bows first.}
  need: {title: Need, about: Who eats.}
lenses:
  balanced: {title: Balanced, about: As written., weights: {pride: 1, need: 1}}
  proud: {title: All pride, about: Pride doubled., weights: {pride: 2, need: 0.5}}
campaigns:
  years: {title: Two years, about: Both., seats: [east, west], crises: [1901-weir, 1902-mill]}
endings:
  - {id: broken, title: Broken, when: bond < 45, text: They do not speak.}
  - {id: held, title: Held, text: They speak.}
people:
  ada: {name: Ada, text: She lived.}
  bo: {name: Bo, text: He lived.}
bibliography:
  proud-book: {kind: book, author: A. Proud, title: On pride, year: 1950}
  both-book: {kind: book, author: B. Both, title: On both, year: 1960}
  hungry-book: {kind: book, author: C. Hungry, title: On need, year: 1970}
  old-book: {kind: book, author: D. Old, title: An old book, year: 1940}
seminar:
  title: Why did they fall out?
  ask: Was it pride or need?
  about: {full: A long story., short: A story.}
  schools:
    pride: {explains: The shouting., leaves: The silence.}
    need: {explains: The silence., leaves: The shouting.}
  voices:
    - {name: B. Both, work: both-book, causes: [pride, need], says: "Both, on the whole. [@both-book]"}
    - {name: C. Hungry, work: hungry-book, causes: [need], says: "They were hungry. [@hungry-book]"}
    - name: A. Proud
      work: proud-book
      causes: [pride]
      says: "It was pride. Mr. J. Ada said so. So did Bo. [@proud-book] And so, later, did an older book. [@old-book]"
  grid:
    1901-weir: {pride: Much., need: Little.}
"""
WEIR = """
crisis: 1901-weir
title: The weir is raised
dates: {from: 1901-01-01, until: 1901-12-31}
briefing: Water.
beats:
  - id: stones
    title: The stones
    actor: east
    date: 1901-02-01
    briefing: Stones.
    question: And now?
    happened: They held. [@old-book]
    choices:
      - {id: hold, title: Hold., history: true, evidence: None., weight: 1,
         effects: {need: {bond: -10}}, outcome: Held.}
      - {id: hit, title: Hit., plausibility: argued, evidence: "Some urged it. [@old-book]", rewrite: A shorter temper.,
         likeness: 10, weight: 1, effects: {pride: {bond: -50}}, outcome: Hit.}
      - {id: sing, title: Sing., plausibility: speculative, evidence: Nobody sang., rewrite: A song., weight: 0,
         outcome: La.}
  - id: answer
    title: The answer
    actor: west
    date: 1901-03-01
    briefing: Stones.
    question: And now?
    happened: They bowed.
    choices:
      - {id: bow, title: Bow., history: true, evidence: None., weight: 1, effects: {pride: {bond: 20}}, outcome: Bowed.}
      - {id: spit, title: Spit., plausibility: argued, evidence: None., rewrite: Drink., weight: 1,
         effects: {pride: {bond: -20}}, outcome: Spat.}
happened: They held and bowed.
"""
MILL = """
crisis: 1902-mill
title: The mill
dates: {from: 1902-01-01, until: 1902-12-31}
briefing: A mill.
beats:
  - id: flour
    title: The flour
    actor: east
    date: 1902-01-05
    briefing: Flour.
    question: Share it?
    happened: They shared.
    choices:
      - {id: share, title: Share., history: true, evidence: None., weight: 1,
         effects: {need: {bond: -20}}, outcome: Shared.}
      - {id: keep, title: Keep it., plausibility: documented, evidence: The rolls., rewrite: A good harvest., weight: 1,
         effects: {need: {grain: 50}}, next: end, outcome: Kept.}
  - id: sulk
    title: The sulk
    actor: west
    date: 1902-02-01
    briefing: Nothing.
    question: Well?
    happened: They sulked.
    choices:
      - {id: sulk, title: Sulk., history: true, evidence: None., weight: 1,
         effects: {pride: {bond: -10}}, outcome: Sulked.}
      - {id: laugh, title: Laugh., plausibility: argued, evidence: None., rewrite: Wine., weight: 1, outcome: Laughed.}
happened: They shared and sulked.
"""
EAST = Wish(campaign="years", seat="east", against_history=True)
WATCH = Wish(campaign="years", watch=True)
DEPARTS = {"1901-weir/stones": "hit", "1902-mill/flour": "keep"}
"""East's decisions in the game that was worked out by hand."""


def write_weir(parent: Path) -> Path:
    """The pack on disk."""
    folder = parent / "weir"
    (folder / "crises").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    for name, text in (("1901-weir", WEIR), ("1902-mill", MILL)):
        (folder / "crises" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@cache
def weir() -> Pack:
    """The pack."""
    with TemporaryDirectory() as parent:
        return load_pack(write_weir(Path(parent)))


def game_of(wish: Wish = EAST, *, short: bool = False) -> Playthrough:
    """A fresh game."""
    reading = Reading.SHORT if short else Reading.FULL
    return Playthrough(weir(), new_tree(weir(), replace(wish, reading=reading), 5))


def play(game: Playthrough, until: type = Finale, decide: dict[str, str] | None = None) -> Playthrough:
    """Play on until a kind of stage; what is not in ``decide`` is decided as in history."""
    wanted = DEPARTS if decide is None else decide
    while not isinstance(game.stage, until):
        stage = game.stage
        if isinstance(stage, Decision):
            game.choose(wanted.get(stage.beat.id, stage.beat.history.id))
        elif isinstance(stage, Foresee):
            game.forecast(80)
        else:
            game.proceed()
    return game


def over(wish: Wish = EAST) -> Playthrough:
    """The game that was worked out by hand, or another on other terms, at its end."""
    return play(game_of(wish))
