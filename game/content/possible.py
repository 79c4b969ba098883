"""What a condition can ever be, judged from outside: without playing, and without ever being wrong about 'never'.

Meters may be anything from 0 to 100; a flag may be up wherever something before that point could have raised it. So
"it cannot hold" is certain, and "it can" is only not excluded; what walks really reach, ``game.content.prove`` tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.engine.conditions import YEAR, AllOf, AnyOf, Compare, Expr, Name, Not, Number

Range = tuple[int, int]
"""From, to, both included."""

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may be so where a condition is asked."""

    raised: frozenset[str]
    """Flags that may be up."""
    years: Range


@dataclass(frozen=True, slots=True)
class Possible:
    """Whether a condition can hold, and whether it can fail."""

    true: bool
    false: bool


def possible(expr: Expr, where: Surroundings) -> Possible:
    """What a condition can be there."""
    match expr:
        case Name(id=flag):
            return Possible(flag in where.raised, True)
        case Compare(op=op, left=left, right=right):
            return _compare(op, _range(left, where), _range(right, where))
        case Not(inner=inner):
            found = possible(inner, where)
            return Possible(found.false, found.true)
        case AllOf(parts=parts):
            each = [possible(part, where) for part in parts]
            return Possible(all(one.true for one in each) and not _contradict(parts), any(one.false for one in each))
        case AnyOf(parts=parts):
            each = [possible(part, where) for part in parts]
            return Possible(any(one.true for one in each), all(one.false for one in each))


def _range(term: Number | Name, where: Surroundings) -> Range:
    if isinstance(term, Number):
        return term.value, term.value
    return where.years if term.id == YEAR else (0, 100)


def _compare(op: str, left: Range, right: Range) -> Possible:
    match op:
        case "<":
            return Possible(left[0] < right[1], left[1] >= right[0])
        case "<=":
            return Possible(left[0] <= right[1], left[1] > right[0])
        case ">":
            return _compare("<", right, left)
        case ">=":
            return _compare("<=", right, left)
        case "==":
            apart = left[1] < right[0] or right[1] < left[0]
            return Possible(not apart, not left[0] == left[1] == right[0] == right[1])
        case _:
            found = _compare("==", left, right)
            return Possible(found.false, found.true)


def _contradict(parts: Iterable[Expr]) -> bool:
    """Whether parts exclude each other: a flag up and down, a meter in two places."""
    up: set[str] = set()
    down: set[str] = set()
    rooms: dict[str, Range] = {}
    for part in parts:
        match part:
            case Name(id=flag):
                up.add(flag)
            case Not(inner=Name(id=flag)):
                down.add(flag)
            case Compare(op=op, left=Name(id=meter), right=Number(value=value)):
                rooms[meter] = _narrow(rooms.get(meter, (0, 9999)), op, value)
            case Compare(op=op, left=Number(value=value), right=Name(id=meter)):
                rooms[meter] = _narrow(rooms.get(meter, (0, 9999)), _FLIPPED[op], value)
            case _:
                pass
    return bool(up & down) or any(low > high for low, high in rooms.values())


def _narrow(room: Range, op: str, value: int) -> Range:
    low, high = room
    match op:
        case "<":
            return low, min(high, value - 1)
        case "<=":
            return low, min(high, value)
        case ">":
            return max(low, value + 1), high
        case ">=":
            return max(low, value), high
        case "==":
            return max(low, value), min(high, value)
        case _:
            return room
