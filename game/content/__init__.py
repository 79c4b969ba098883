"""YAML in, a typed immutable pack out, or every mistake with its place and its mend."""

from game.content.loader import Loaded, load_pack, read_pack
from game.content.problems import CODES, ContentError, Problem, Severity

__all__ = ["CODES", "ContentError", "Loaded", "Problem", "Severity", "load_pack", "read_pack"]
