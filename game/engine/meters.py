"""The one arithmetic of the game: fairmath in whole numbers."""

from __future__ import annotations

from typing import Final

HIGHEST: Final = 100
FULL_WEIGHT: Final = 100
"""A lens weight of 1.00, in hundredths."""
WHOLE: Final = 10_000
"""The whole of the room: a hundred percent at full weight."""


def fairmath(value: int, percent: int, weight: int = FULL_WEIGHT) -> int:
    """Move a meter by a share of the room left to it.

    ``+20`` adds a fifth of what is missing to 100; ``-20`` takes a fifth of what is there. The share is
    scaled by ``weight`` (hundredths; 100 leaves it alone), capped at the whole of the room, and rounded once, halves
    away from the old value. The rule is ChoiceScript's fairmath, kept to integers so that every machine agrees.

    Args:
        value: the meter now, 0-100.
        percent: -100 to 100.
        weight: 0 or more.

    Returns:
        The meter after, 0-100.
    """
    share = abs(percent) * weight
    if share > WHOLE:
        share = WHOLE
    if percent > 0:
        return value + ((HIGHEST - value) * share + WHOLE // 2) // WHOLE
    return value - (value * share + WHOLE // 2) // WHOLE
