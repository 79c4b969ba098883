"""YAML in, a typed immutable pack out, or every mistake with its place and its mend.

The deeper checks of a pack that loads are in ``game.content.lint`` and ``game.content.prove``; nobody pays for them
who only plays.
"""

from game.content.loader import Loaded, load_pack, read_pack
from game.content.problems import CODES, ContentError, Place, Places, Problem, Severity

__all__ = [
    "CODES",
    "ContentError",
    "Loaded",
    "Place",
    "Places",
    "Problem",
    "Severity",
    "load_pack",
    "read_pack",
]
