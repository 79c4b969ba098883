"""The small language of ``when:``, parsed once into closures.

    when: trust < 30 and not advisers_gone

Comparisons of meters, ``year`` and whole numbers; flags by name; ``and``, ``or``, ``not`` and parentheses.
Nothing else parses, nothing is ever evaluated as Python, and length and depth are capped, so a
condition from a stranger's file can do no more than be true or false.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from game.errors import ConditionError

MAX_LENGTH: Final = 300
MAX_DEPTH: Final = 16
MAX_DIGITS: Final = 6
YEAR: Final = "year"


Test = Callable[[tuple[int, ...], frozenset[str], int], bool]
"""(meters, flags, year) -> does it hold?"""
_Term = Callable[[tuple[int, ...], int], int]

_COMPARE: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+)|(?P<name>[A-Za-z_]\w*)|(?P<op><=|>=|==|!=|<|>|\(|\)))", re.ASCII)
_WORDS = frozenset({"and", "or", "not"})
_SPACE: Final = " \t\n\r\f\v"
"""What the tokens take for white space; a no-break space is a character out of place, and is named."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Name:
    """A meter, ``year`` or a flag, with where it stands in the source."""

    id: str
    offset: int


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right``."""

    op: str
    left: Number | Name
    right: Number | Name


@dataclass(frozen=True, slots=True)
class Not:
    """``not inner``."""

    inner: Expr


@dataclass(frozen=True, slots=True)
class AllOf:
    """``a and b and ...``."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``a or b or ...``."""

    parts: tuple[Expr, ...]


Expr = Name | Compare | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition bound to a pack's meters and flags. Two with the same source are equal."""

    source: str
    expr: Expr = field(compare=False, repr=False)
    test: Test = field(compare=False, repr=False)

    def holds(self, meters: tuple[int, ...], flags: frozenset[str], year: int) -> bool:
        """Whether it is true of these meters (in the pack's order), raised flags and year."""
        return self.test(meters, flags, year)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def parse(source: str) -> Expr:
    """Read a condition.

    Raises:
        ConditionError: naming what does not parse, and where.
    """
    if len(source) > MAX_LENGTH:
        raise ConditionError(
            f"the condition is {len(source)} characters long", f"keep it under {MAX_LENGTH}, or set a flag", 0
        )
    return _Parser(_tokens(source)).whole()


def bind(source: str, meters: Mapping[str, int], flags: frozenset[str] | set[str]) -> Condition:
    """Parse and compile a condition for a pack.

    Args:
        source: the text after ``when:``.
        meters: meter id -> its index in a state's ``meters``.
        flags: every declared flag.

    Raises:
        ConditionError: for the first thing wrong with it.
    """
    expr = parse(source)
    for name, role in names_of(expr):
        if role == "number" and name.id != YEAR and name.id not in meters:
            if name.id in flags:
                raise ConditionError(
                    f"'{name.id}' is a flag and cannot be compared", f"write just '{name.id}'", name.offset
                )
            raise ConditionError(f"there is no meter '{name.id}'", _nearest(name.id, [*meters, YEAR]), name.offset)
        if role == "flag" and name.id not in flags:
            if name.id in meters or name.id == YEAR:
                raise ConditionError(
                    f"'{name.id}' is a number and needs a comparison",
                    f"write for instance '{name.id} > {1900 if name.id == YEAR else 50}'",
                    name.offset,
                )
            mend = _nearest(name.id, flags)
            raise ConditionError(f"there is no flag '{name.id}'", mend, name.offset, unknown_flag=True)
    return Condition(source, expr, _compile(expr, meters))


def names_of(expr: Expr) -> list[tuple[Name, str]]:
    """Every name in the condition with its role, ``number`` or ``flag``, in order."""
    match expr:
        case Name():
            return [(expr, "flag")]
        case Compare():
            return [(side, "number") for side in (expr.left, expr.right) if isinstance(side, Name)]
        case Not():
            return names_of(expr.inner)
        case AllOf() | AnyOf():
            return [found for part in expr.parts for found in names_of(part)]


def _nearest(name: str, among: Mapping[str, int] | set[str] | frozenset[str] | list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, sorted(among), n=1)
    return f"did you mean '{close[0]}'?" if close else "declare it in the pack, or mend the name"


def _tokens(source: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    end = len(source.rstrip(_SPACE))
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            start = end - len(source[at:end].lstrip(_SPACE))
            raise ConditionError(
                f"'{source[start]}' does not belong in a condition",
                "use names, whole numbers, < <= > >= == !=, and, or, not, ( )",
                start,
            )
        kind = str(match.lastgroup)
        text = match.group(kind)
        start = match.start(kind)
        if kind == "number" and len(text) > MAX_DIGITS:
            raise ConditionError("the number is too long", "meters run from 0 to 100", start)
        if kind == "name" and text in _WORDS:
            kind = text
        found.append(_Token(kind, text, start))
        at = match.end()
    if not found:
        raise ConditionError("the condition is empty", "write one, or leave the key out", 0)
    found.append(_Token("end", "", end))
    return found


class _Parser:
    """Recursive descent over a handful of tokens; ``depth`` keeps it from recursing far."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Expr:
        expr = self._any()
        if self._here.kind != "end":
            raise ConditionError(
                f"'{self._here.text}' does not fit here", "join two tests with 'and' or 'or'", self._here.offset
            )
        return expr

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._here
        self._at += 1
        return token

    def _any(self) -> Expr:
        parts = [self._all()]
        while self._here.kind == "or":
            self._take()
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self) -> Expr:
        parts = [self._not()]
        while self._here.kind == "and":
            self._take()
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _not(self) -> Expr:
        if self._here.kind == "not":
            token = self._take()
            return Not(self._deeper(self._not, token))
        if self._here.text == "(":
            token = self._take()
            inner = self._deeper(self._any, token)
            if self._here.text != ")":
                raise ConditionError("a parenthesis is not closed", "add ')'", token.offset)
            self._take()
            return inner
        return self._test()

    def _deeper(self, read: Callable[[], Expr], token: _Token) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ConditionError("the condition is nested too deeply", "set a flag, and test that", token.offset)
        expr = read()
        self._depth -= 1
        return expr

    def _test(self) -> Expr:
        start = self._here.offset
        left = self._term()
        if self._here.text in _COMPARE:
            op = self._take().text
            right = self._term()
            if isinstance(left, Number) and isinstance(right, Number):
                raise ConditionError("two numbers are compared", "name a meter on one side", start)
            if self._here.text in _COMPARE:
                raise ConditionError(
                    "comparisons cannot be chained", "write 'trust > 20 and trust < 60'", self._here.offset
                )
            return Compare(op, left, right)
        if isinstance(left, Number):
            raise ConditionError("a number stands alone", "compare it with a meter", start)
        return left

    def _term(self) -> Number | Name:
        token = self._here
        if token.kind == "number":
            self._take()
            return Number(int(token.text))
        if token.kind == "name":
            self._take()
            return Name(token.text, token.offset)
        what = f"'{token.text}' stands" if token.text else "the condition ends"
        raise ConditionError(
            f"{what} where a name or a number should be", "name a flag, a meter or 'year'", token.offset
        )


def _compile(expr: Expr, meters: Mapping[str, int]) -> Test:
    match expr:
        case Name(id=flag):
            return lambda _m, flags, _y: flag in flags
        case Compare():
            return _compile_compare(expr, meters)
        case Not(inner=inner):
            test = _compile(inner, meters)
            return lambda m, f, y: not test(m, f, y)
        case AllOf(parts=parts):
            tests = tuple(_compile(part, meters) for part in parts)
            return lambda m, f, y: all(test(m, f, y) for test in tests)
        case AnyOf(parts=parts):
            tests = tuple(_compile(part, meters) for part in parts)
            return lambda m, f, y: any(test(m, f, y) for test in tests)


def _compile_compare(expr: Compare, meters: Mapping[str, int]) -> Test:
    compare = _COMPARE[expr.op]
    left, right = expr.left, expr.right
    # The form authors write nine times in ten gets a closure of its own.
    if isinstance(left, Name) and left.id != YEAR and isinstance(right, Number):
        index, value = meters[left.id], right.value
        return lambda m, _f, _y: compare(m[index], value)
    one, two = _term(left, meters), _term(right, meters)
    return lambda m, _f, y: compare(one(m, y), two(m, y))


def _term(term: Number | Name, meters: Mapping[str, int]) -> _Term:
    if isinstance(term, Number):
        value = term.value
        return lambda _m, _y: value
    if term.id == YEAR:
        return lambda _m, y: y
    index = meters[term.id]
    return lambda m, _y: m[index]
