"""Conditions asked of many timelines at once.

An answer is one large integer with a byte for each timeline ("lane"): 255 where the condition holds, 0 where it does
not. So ``and``, ``or`` and ``not`` are ``&``, ``|`` and ``^`` of whole integers. A question is made for the year in
which it is asked, holds nothing but ids, indices and tables, and can be sent to another process.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from game.engine.conditions import YEAR, AllOf, AnyOf, Compare, Condition, Expr, Name, Not, Number
from game.engine.meters import HIGHEST

YES: Final = 255
_COMPARE: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Lanes(Protocol):
    """What can be asked of timelines that stand side by side."""

    @property
    def everywhere(self) -> int:
        """Every lane."""

    def raised(self, flag: str) -> int:
        """Where a flag is raised."""

    def within(self, meter: int, table: bytes) -> int:
        """Where a meter's value is one to which the table says yes."""

    def not_below(self, one: int, other: int) -> int:
        """Where one meter is at least as high as another."""


class Question(Protocol):
    """A condition, bound to its year."""

    def ask(self, lanes: Lanes) -> int:
        """Where it holds."""


@dataclass(frozen=True, slots=True)
class _Always:
    holds: bool

    def ask(self, lanes: Lanes) -> int:
        return lanes.everywhere if self.holds else 0


@dataclass(frozen=True, slots=True)
class _Raised:
    flag: str

    def ask(self, lanes: Lanes) -> int:
        return lanes.raised(self.flag)


@dataclass(frozen=True, slots=True)
class _Within:
    meter: int
    table: bytes

    def ask(self, lanes: Lanes) -> int:
        return lanes.within(self.meter, self.table)


@dataclass(frozen=True, slots=True)
class _Between:
    """One meter against another."""

    op: str
    one: int
    other: int

    def ask(self, lanes: Lanes) -> int:
        no_less, no_more = lanes.not_below(self.one, self.other), lanes.not_below(self.other, self.one)
        match self.op:
            case ">=":
                return no_less
            case "<=":
                return no_more
            case ">":
                return lanes.everywhere ^ no_more
            case "<":
                return lanes.everywhere ^ no_less
            case "==":
                return no_less & no_more
        return lanes.everywhere ^ (no_less & no_more)


@dataclass(frozen=True, slots=True)
class _Not:
    inner: Question

    def ask(self, lanes: Lanes) -> int:
        return lanes.everywhere ^ self.inner.ask(lanes)


@dataclass(frozen=True, slots=True)
class _AllOf:
    parts: tuple[Question, ...]

    def ask(self, lanes: Lanes) -> int:
        found = self.parts[0].ask(lanes)
        for part in self.parts[1:]:
            if not found:
                break
            found &= part.ask(lanes)
        return found


@dataclass(frozen=True, slots=True)
class _AnyOf:
    parts: tuple[Question, ...]

    def ask(self, lanes: Lanes) -> int:
        found = self.parts[0].ask(lanes)
        for part in self.parts[1:]:
            found |= part.ask(lanes)
        return found


def question(condition: Condition | None, meters: Mapping[str, int], year: int) -> Question | None:
    """A condition as a question of one year; None for no condition, which always holds."""
    return None if condition is None else _bound(condition.expr, meters, year)


@lru_cache(maxsize=4096)
def holds_table(op: str, value: int) -> bytes:
    """For each value of a meter, whether it compares so with a number."""
    compare = _COMPARE[op]
    return bytes(YES if level <= HIGHEST and compare(level, value) else 0 for level in range(256))


def _bound(expr: Expr, meters: Mapping[str, int], year: int) -> Question:
    match expr:
        case Name(id=flag):
            return _Raised(flag)
        case Compare():
            return _compared(expr, meters, year)
        case Not(inner=inner):
            return _Not(_bound(inner, meters, year))
        case AllOf(parts=parts):
            return _AllOf(tuple(_bound(part, meters, year) for part in parts))
        case AnyOf(parts=parts):
            return _AnyOf(tuple(_bound(part, meters, year) for part in parts))


def _compared(expr: Compare, meters: Mapping[str, int], year: int) -> Question:
    left, right = _number(expr.left, year), _number(expr.right, year)
    if left is not None and right is not None:
        return _Always(_COMPARE[expr.op](left, right))
    if right is not None:
        return _Within(_meter(expr.left, meters), holds_table(expr.op, right))
    if left is not None:
        return _Within(_meter(expr.right, meters), holds_table(_TURNED[expr.op], left))
    return _Between(expr.op, _meter(expr.left, meters), _meter(expr.right, meters))


def _number(term: Number | Name, year: int) -> int | None:
    if isinstance(term, Number):
        return term.value
    return year if term.id == YEAR else None


def _meter(term: Number | Name, meters: Mapping[str, int]) -> int:
    assert isinstance(term, Name)
    return meters[term.id]
