"""Timelines, and their keeping on disk."""

from game.saves.timeline import SKIPPED, ForecastGiven, Node, Picker, Reading, Root, Tree

__all__ = ["SKIPPED", "ForecastGiven", "Node", "Picker", "Reading", "Root", "Tree"]
