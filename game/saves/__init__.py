"""Timelines, and their keeping on disk."""

from game.saves.codec import FORMAT, VERSION, decode, encode
from game.saves.kept import Kept
from game.saves.store import Listed, SaveStore
from game.saves.timeline import SKIPPED, Asked, ForecastGiven, Node, Picker, Reading, Root, Tree

__all__ = [
    "FORMAT",
    "SKIPPED",
    "VERSION",
    "Asked",
    "ForecastGiven",
    "Kept",
    "Listed",
    "Node",
    "Picker",
    "Reading",
    "Root",
    "SaveStore",
    "Tree",
    "decode",
    "encode",
]
