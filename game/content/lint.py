"""The deeper checks of a pack that loads: what is no mistake of form, and yet most likely none of the author's wishes.

    loaded = read_pack(folder)
    warnings = lint(loaded.pack, loaded.places)

Each is a warning with its place. What only play can tell, ``game.content.prove`` finds.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from game.content.desk import Desk
from game.content.lint_choices import dominated_choices, idle_choices
from game.content.lint_flags import hollow_conditions, idle_flags
from game.content.lint_history import missed_checkpoints
from game.content.lint_people import empty_chairs, late_words
from game.content.lint_texts import long_texts, one_sided_texts, short_forms, sides, unsourced_texts
from game.content.lint_unused import idle_numbers, unlinked_entries, untaught_points
from game.content.problems import Places, Problem
from game.engine.model import Pack

_NO_PLACES: Final[Places] = MappingProxyType({})

RULES: Final = (
    idle_choices,
    dominated_choices,
    idle_flags,
    hollow_conditions,
    unsourced_texts,
    sides,
    one_sided_texts,
    short_forms,
    long_texts,
    empty_chairs,
    late_words,
    unlinked_entries,
    untaught_points,
    idle_numbers,
    missed_checkpoints,
)


def lint(pack: Pack, places: Places = _NO_PLACES) -> list[Problem]:
    """Every warning about a pack, in the order of its files.

    Args:
        pack: a compiled pack.
        places: where its things stand (``Loaded.places``); without them a warning is named by its thing.
    """
    desk = Desk(pack, places)
    for rule in RULES:
        rule(desk)
    return sorted(set(desk.problems))
