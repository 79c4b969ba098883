"""Turning points: the decisions of a finished game that moved its ending most, by futures with the same luck."""

from __future__ import annotations

from game.engine import find_ending
from game.engine.model import CHANCE
from game.explore import Influence, influence
from game.play.pages.finale import MOST_TURNING, TurningPoint
from game.play.playthrough import Playthrough

PLAYS = 60_000
"""Futures in all that are worth the wait: about a second for forty years, and no time at all for one crisis."""
FEWEST, MOST = 60, 600
"""Futures after each choice: with fewer luck speaks, more say nothing new."""
_CLEAR = 1.5
"""How far above what luck alone would show a movement must be, to be told."""


def turning_points(game: Playthrough) -> tuple[TurningPoint, ...]:
    """The decisions of both seats that moved the odds of the endings most, the greatest first; at most five.

    After each choice that was open, futures are played by the computer for both seats. The same game always gives the
    same answer. Empty before the end.
    """
    if not game.state.ended:
        return ()
    steps = [step for step in game.steps if step.beat is not None and step.beat.actor != CHANCE]
    choices = sum(len(step.beat.choices) for step in steps if step.beat is not None)
    each = max(FEWEST, min(MOST, PLAYS // max(1, choices)))
    found = influence(game.run, steps, each, game.root.seed)
    clear = [item for item in found if item.moved > item.noise * _CLEAR and item.moved >= 1]
    clear.sort(key=lambda item: -item.moved)
    return tuple(
        TurningPoint(item.beat, item.choice, round(item.moved), _said(game, item)) for item in clear[:MOST_TURNING]
    )


def _said(game: Playthrough, item: Influence) -> str:
    """How often the ending that came followed this choice, and how often the others."""
    ending = game.state.ending
    known = find_ending(game.run, ending)
    if ending is None or known is None:
        return ""
    after, instead = _share(item.taken, ending), _share(item.instead, ending)
    return f"“{known.title}” followed in {after} of the futures from here, and in {instead} had another been taken."


def _share(shares: dict[str, float], ending: str) -> str:
    found = shares.get(ending, 0.0)
    return "under 1 %" if 0 < found < 0.005 else f"{round(100 * found)} %"
