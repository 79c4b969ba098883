"""The weir with a third year, and a quiz for each year: for the tests of the quiz, in lines and on the screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from game.content import load_pack
from game.engine.model import Pack
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Foresee
from game.saves import Tree
from tests.play.weir import MILL, PACK, WEIR

SEMINAR_QUIZ = """\
  quiz:
    - {ask: Who was right?, answer: Both, others: [Neither], because: "It says so. [@both-book]"}
glossary:
  wheel: {term: Wheel, text: It turns.}
"""
WEIR_QUIZ = """
quiz:
  - {ask: Who built the weir?, answer: East, others: [West, Nobody], because: "East did. [@old-book]"}
  - {ask: What fell?, answer: The water, others: [The wall], because: "See [[wheel]]. [@old-book; @both-book]"}
  - {ask: How long?, answer: A year, others: [A day, A week, A month], because: So it is told.}
"""
MILL_QUIZ = """
quiz:
  - {ask: Who ground?, answer: West, others: [East], because: West did.}
"""
MILL_WHEN = """
when: bond > 50
instead: No mill.
"""
FAIR = """
crisis: 1903-fair
title: The fair
dates: {from: 1903-01-01, until: 1903-12-31}
briefing: A fair.
beats:
  - id: tent
    title: The tent
    actor: east
    date: 1903-01-05
    briefing: Canvas.
    question: Whose?
    happened: East's.
    choices:
      - {id: east, title: East's., history: true, evidence: None., weight: 1, effects: {need: {bond: -5}}, outcome: Ok.}
      - {id: west, title: West's., plausibility: argued, evidence: None., rewrite: Rain., weight: 1, outcome: Ok.}
happened: East's.
quiz:
  - {ask: Whose tent?, answer: East's, others: [West's], because: It says so.}
"""
EAST = Wish(campaign="years", seat="east", against_history=True)
BOTH = Wish(campaign="years", hot_seat=True)
WATCH = Wish(campaign="years", watch=True)
BUILT, FELL, LONG, GROUND, TENT, WHO = (
    *("Who built the weir?", "What fell?", "How long?"), *("Who ground?", "Whose tent?", "Who was right?")
)  # fmt: skip


@cache
def asking() -> Pack:
    """The pack."""
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "weir"
        (folder / "crises").mkdir(parents=True)
        pack = PACK.replace("1902-mill]", "1902-mill, 1903-fair]") + SEMINAR_QUIZ
        (folder / "pack.yaml").write_text(pack, "utf-8")
        for name, text in (
            ("1901-weir", WEIR + WEIR_QUIZ),
            ("1902-mill", MILL + MILL_QUIZ + MILL_WHEN),
            ("1903-fair", FAIR),
        ):
            (folder / "crises" / f"{name}.yaml").write_text(text, "utf-8")
        return load_pack(folder)


def game_of(wish: Wish = EAST, kept: list[Tree] | None = None) -> Playthrough:
    """A fresh game; what it keeps is added to a list."""
    return Playthrough(asking(), new_tree(asking(), wish, 5), kept.append if kept is not None else lambda _tree: None)


def play_on(game: Playthrough, until: type[object]) -> Playthrough:
    """Play on to the next stage of a kind, as in history; the one where the game stands does not count."""
    while True:
        stage = game.stage
        if isinstance(stage, Decision):
            game.choose(stage.beat.history.id)
        elif isinstance(stage, Foresee):
            game.forecast(80)
        else:
            game.proceed()
        if isinstance(game.stage, until):
            return game
