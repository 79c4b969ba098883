"""A timeline against history: the parts of the score, and the ledger behind every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.engine import Run, Step, find_ending
from game.engine.model import Ending
from game.saves import Node, Tree
from game.score.causes import Causes, CauseShare, causes, the_bond
from game.score.divergence import Divergence, Point, Track, distance, divergence, tracks, widest
from game.score.ledger import Entry, HistorysMark, by_cause, last_beat, ledger
from game.score.lenses import UnderLens, under_lenses
from game.score.parts import (
    CALIBRATION_FROM,
    AimPart,
    Bin,
    ForecastPart,
    Foresight,
    Likeness,
    LikenessPart,
    Statecraft,
    foresight,
    likeness,
    settle,
    statecraft,
)

__all__ = [
    "CALIBRATION_FROM",
    "AimPart",
    "Bin",
    "CauseShare",
    "Causes",
    "Divergence",
    "Entry",
    "ForecastPart",
    "Foresight",
    "HistorysMark",
    "Likeness",
    "LikenessPart",
    "Point",
    "Score",
    "Statecraft",
    "Track",
    "UnderLens",
    "by_cause",
    "causes",
    "distance",
    "divergence",
    "foresight",
    "last_beat",
    "ledger",
    "likeness",
    "score",
    "settle",
    "statecraft",
    "the_bond",
    "tracks",
    "under_lenses",
    "widest",
]


@dataclass(frozen=True, slots=True)
class Score:
    """The parts side by side; there is no sum."""

    foresight: Foresight
    statecraft: tuple[Statecraft, ...]
    likeness: Likeness
    divergence: Divergence
    causes: Causes | None
    """None where the pack has no meter of the world's."""
    ending: Ending | None


def score(run: Run, steps: Sequence[Step], tree: Tree, path: Sequence[Node], seats: Sequence[str]) -> Score:
    """Score a timeline for some seats.

    Args:
        run: its terms.
        steps: the opening and every decision along it.
        tree: the save that it belongs to.
        path: its nodes, in order.
        seats: the seats to score.
    """
    mark = HistorysMark(run)
    return Score(
        foresight(run.pack, tree, path, seats),
        tuple(statecraft(run, steps, seat, mark) for seat in run.pack.seats if seat.id in seats),
        likeness(steps, seats, mark),
        divergence(steps, mark),
        causes(run.pack, steps, bond) if (bond := the_bond(run.pack)) is not None else None,
        find_ending(run, steps[-1].after.ending),
    )
