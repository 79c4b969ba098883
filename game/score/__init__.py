"""A timeline against history: the parts of the score, and the ledger behind every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.engine import Run, Step, find_ending
from game.engine.model import Ending
from game.saves import Node, Tree
from game.score.ledger import Entry, HistorysMark, by_cause, last_beat, ledger
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
    "Entry",
    "ForecastPart",
    "Foresight",
    "HistorysMark",
    "Likeness",
    "LikenessPart",
    "Score",
    "Statecraft",
    "by_cause",
    "foresight",
    "last_beat",
    "ledger",
    "likeness",
    "score",
    "settle",
    "statecraft",
]


@dataclass(frozen=True, slots=True)
class Score:
    """The parts side by side; there is no sum."""

    foresight: Foresight
    statecraft: tuple[Statecraft, ...]
    likeness: Likeness
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
        find_ending(run, steps[-1].after.ending),
    )
