"""The luck of many futures at once: for thousands of seeds the draws that ``engine.chance`` makes for one.

The numbers of all seeds stand side by side in one large integer, 128 bits to each, so that one addition, shift or
multiplication of Python's works on all of them; the product of two 64-bit numbers never reaches its neighbour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from game.engine import chance

_BYTES: Final = 16
"""What one number takes: 64 bits, and room for what a multiplication adds."""
_HASH: Final = 8
"""Of which a draw is so many bytes."""
UNDECIDED: Final = 255
"""In a table of draws: the first byte does not settle which choice is drawn."""
UNIFORM: Final = chance.stream("uniform")
"""What the key of a beat is crossed with where all open choices are to be as likely as each other."""


def seeds_of(seed: int, first: int, count: int) -> list[int]:
    """The seeds of ``count`` futures from number ``first`` on: each has its luck, whatever is compared."""
    start = chance.mix(seed & chance.MAX_SEED)
    return [chance.mix((start + number) & chance.MAX_SEED) for number in range(first, first + count)]


@dataclass(frozen=True, slots=True)
class Draws:
    """One draw of 64 bits for each seed: ``tops`` has the highest byte of each."""

    tops: bytes
    _wholes: bytes

    def whole(self, index: int) -> int:
        """A draw in full."""
        at = index * _BYTES
        return int.from_bytes(self._wholes[at : at + _HASH], "little")


class Luck:
    """The draws of some seeds at every beat; each is worked out when it is first asked for."""

    def __init__(self, seeds: Sequence[int]) -> None:
        self.count = len(seeds)
        self._ones = int.from_bytes((1).to_bytes(_BYTES, "little") * self.count, "little")
        self._low = self._ones * chance.MAX_SEED
        self._golden = self._ones * 0x9E3779B97F4A7C15
        packed = b"".join(seed.to_bytes(_BYTES, "little") for seed in seeds)
        self._mixed = self._mix(int.from_bytes(packed, "little"))
        self._known: dict[int, Draws] = {}

    def at(self, key: int) -> Draws:
        """The draws from a beat's stream."""
        found = self._known.get(key)
        if found is None:
            wholes = self._mix(self._mixed ^ self._ones * key).to_bytes(_BYTES * self.count, "little")
            found = self._known[key] = Draws(wholes[_HASH - 1 :: _BYTES], wholes)
        return found

    def _mix(self, values: int) -> int:
        """``chance.mix`` of every number; what a shift brings over from a neighbour is masked away."""
        low = self._low
        values = (values + self._golden) & low
        values = ((values ^ (values >> 30 & low)) * 0xBF58476D1CE4E5B9) & low
        values = ((values ^ (values >> 27 & low)) * 0x94D049BB133111EB) & low
        return values ^ (values >> 31 & low)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How draws turn into choices: draw ``d`` means the first choice whose limit lies above it.

    ``table`` answers from a draw's highest byte: the choice's index + 1, or ``UNDECIDED``.
    """

    limits: tuple[int, ...]
    table: bytes

    def choice(self, draw: int) -> int:
        """The index of the choice that a draw means."""
        return bisect_right(self.limits, draw)


@lru_cache(maxsize=4096)
def drawing(weights: tuple[int | None, ...]) -> Drawing:
    """The limits for a beat's weights, None for a choice that is closed: what ``chance.pick`` does with a draw.

    ``draw * total >> 64 < upto`` says the same as ``draw < upto * 2**64 / total``, rounded up.
    """
    shares = [weight or 0 for weight in weights]
    if not any(shares):
        shares = [0 if weight is None else 1 for weight in weights]
    total = sum(shares)
    limits = tuple(-(-(upto << 64) // total) for upto in accumulate(shares))
    table = b""
    for number, limit in enumerate(limits, 1):
        top, within = divmod(limit, 1 << 56)
        table = table.ljust(top, bytes((number,)))
        # Two limits may lie within one highest byte.
        if within and len(table) == top:
            table += bytes((UNDECIDED,))
    return Drawing(limits, table)
