"""Luck without a generator: every draw is a pure function of (seed, beat).

No draw depends on another, so going back and changing one decision leaves all other luck as it was.
Only 64-bit integer arithmetic is used (FNV-1a for names, the SplitMix64 finaliser for mixing), so every platform,
every Python and any other language draws the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
MAX_SEED: Final = _MASK


def stream(name: str) -> int:
    """The 64-bit key of a beat's stream: FNV-1a of its qualified id, ``crisis/beat``."""
    key = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        key = ((key ^ byte) * 0x100000001B3) & _MASK
    return key


def mix(value: int) -> int:
    """SplitMix64's finaliser: spreads any change of the input over all 64 bits."""
    value = (value + _GOLDEN) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def pick(seed: int, key: int, weights: Sequence[int]) -> int:
    """Draw an index by weight.

    Args:
        seed: 0 to 2**64 - 1.
        key: a stream's key.
        weights: 0 or more each; where all are 0, every index is as likely as another.

    Returns:
        An index into ``weights``.
    """
    total = sum(weights)
    if total <= 0:
        weights = [1] * len(weights)
        total = len(weights)
    target = (mix(mix(seed & _MASK) ^ key) * total) >> 64
    for index, weight in enumerate(weights):
        target -= weight
        if target < 0:
            return index
    raise AssertionError("a draw lies below the sum of its weights")
