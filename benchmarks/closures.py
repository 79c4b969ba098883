"""A baseline: the story as closures, each made once for what it has to do, over lists of meters and sets of flags.

It keeps no log, checks nothing and changes its one state in place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from benchmarks.naive import Played
from game.engine import Run, chance
from game.engine.conditions import YEAR, AllOf, AnyOf, Compare, Condition, Expr, Name, Not, Number
from game.engine.meters import fairmath
from game.engine.model import Beat, Choice, Crisis, Ending

Meters = list[int]
Flags = set[str]
Test = Callable[[Meters, Flags], bool]
Act = Callable[[Meters, Flags], None]
BeatPlay = Callable[[Meters, Flags, int], int]
"""(meters, flags, mixed seed) -> index of the beat to go on with."""


def player(run: Run) -> Callable[[int], Played]:
    """A function from a seed to a play, all sides by the computer."""
    index = {str(meter.id): meter.index for meter in run.pack.meters}
    opening = list(run.opening.meters)
    raised = set(map(str, run.opening.flags))
    last = len(run.crises) - 1
    early = [ending for ending in run.endings if ending.early]
    crises = [_crisis(run, crisis, index, early if at < last else [], at == 0) for at, crisis in enumerate(run.crises)]
    closing = [(str(each.id), _test(each.when, index, run.crises[last].until.year)) for each in run.endings]

    def play(seed: int) -> Played:
        meters, flags, luck = opening.copy(), raised.copy(), chance.mix(seed)
        for crisis in crises:
            ending = crisis(meters, flags, luck)
            if ending is not None:
                return tuple(meters), frozenset(flags), ending
        for name, test in closing:
            if test is None or test(meters, flags):
                return tuple(meters), frozenset(flags), name
        return tuple(meters), frozenset(flags), None

    return play


def _crisis(
    run: Run, crisis: Crisis, index: dict[str, int], early: Sequence[Ending], opens: bool
) -> Callable[[Meters, Flags, int], str | None]:
    when = None if opens else _test(crisis.when, index, crisis.since.year)
    beats = [_beat(run, beat, number, index) for number, beat in enumerate(crisis.beats)]
    count = len(beats)
    year = crisis.until.year
    own = [(str(each.id), _test(each.when, index, year), each.final) for each in crisis.endings]
    others = [(str(each.id), _test(each.when, index, year)) for each in early]

    def play(meters: Meters, flags: Flags, luck: int) -> str | None:
        if when is not None and not when(meters, flags):
            return None
        at = 0
        while at < count:
            at = beats[at](meters, flags, luck)
        for name, test, final in own:
            if test is None or test(meters, flags):
                if final:
                    return name
                break
        for name, test in others:
            if test is None or test(meters, flags):
                return name
        return None

    return play


def _beat(run: Run, beat: Beat, number: int, index: dict[str, int]) -> BeatPlay:
    year = beat.date.year
    when = _test(beat.when, index, year)
    acts = [_act(run, choice) for choice in beat.choices]
    onward = [number + 1 if choice.next is None else choice.next for choice in beat.choices]
    key, mix = beat.stream, chance.mix
    if all(choice.when is None and choice.weights[0].when is None for choice in beat.choices):
        weights = [choice.weights[0].value for choice in beat.choices]
        weights = weights if any(weights) else [1] * len(weights)
        total, limits = sum(weights), list(accumulate(weights))

        def plain(meters: Meters, flags: Flags, luck: int) -> int:
            if when is not None and not when(meters, flags):
                return number + 1
            taken = bisect_right(limits, mix(luck ^ key) * total >> 64)
            acts[taken](meters, flags)
            return onward[taken]

        return plain
    open_at = [_test(choice.when, index, year) for choice in beat.choices]
    weighed = [_weight(choice, index, year) for choice in beat.choices]

    def play(meters: Meters, flags: Flags, luck: int) -> int:
        if when is not None and not when(meters, flags):
            return number + 1
        there = [test is None or test(meters, flags) for test in open_at]
        weights = [weigh(meters, flags) if here else 0 for here, weigh in zip(there, weighed, strict=True)]
        total = sum(weights)
        if not total:
            weights = [1 if here else 0 for here in there]
            total = sum(weights)
        taken = bisect_right(list(accumulate(weights)), mix(luck ^ key) * total >> 64)
        acts[taken](meters, flags)
        return onward[taken]

    return play


def _weight(choice: Choice, index: dict[str, int], year: int) -> Callable[[Meters, Flags], int]:
    cases = [(_test(weight.when, index, year), weight.value) for weight in choice.weights]
    if cases[0][0] is None:
        only = cases[0][1]
        return lambda _m, _f: only

    def weigh(meters: Meters, flags: Flags) -> int:
        for test, value in cases:
            if test is None or test(meters, flags):
                return value
        return 0

    return weigh


def _act(run: Run, choice: Choice) -> Act:
    tables = [
        (effect.index, tuple(fairmath(level, effect.percent, run.lens.weights[effect.cause]) for level in range(101)))
        for effect in choice.effects
    ]
    sets, clears = set(map(str, choice.sets)), set(map(str, choice.clears))

    def act(meters: Meters, flags: Flags) -> None:
        for meter, table in tables:
            meters[meter] = table[meters[meter]]
        if sets:
            flags |= sets
        if clears:
            flags -= clears

    return act


def _test(condition: Condition | None, index: dict[str, int], year: int) -> Test | None:
    return None if condition is None else _bound(condition.expr, index, year)


def _bound(expr: Expr, index: dict[str, int], year: int) -> Test:
    match expr:
        case Name(id=flag):
            return lambda _m, flags: flag in flags
        case Not(inner=inner):
            test = _bound(inner, index, year)
            return lambda m, f: not test(m, f)
        case AllOf(parts=(first, second)):
            one, other = _bound(first, index, year), _bound(second, index, year)
            return lambda m, f: one(m, f) and other(m, f)
        case AnyOf(parts=(first, second)):
            one, other = _bound(first, index, year), _bound(second, index, year)
            return lambda m, f: one(m, f) or other(m, f)
        case AllOf(parts=parts):
            tests = [_bound(part, index, year) for part in parts]
            return lambda m, f: all(test(m, f) for test in tests)
        case AnyOf(parts=parts):
            tests = [_bound(part, index, year) for part in parts]
            return lambda m, f: any(test(m, f) for test in tests)
        case Compare():
            return _compared(expr, index, year)


def _compared(expr: Compare, index: dict[str, int], year: int) -> Test:
    number = _fixed(expr.right, year)
    if number is None or _fixed(expr.left, year) is not None:
        condition = expr
        left, right = (_getter(term, index, year) for term in (condition.left, condition.right))
        return _by_op(condition.op, left, right)
    assert isinstance(expr.left, Name)
    meter, limit = index[expr.left.id], number
    match expr.op:
        case "<":
            return lambda m, _f: m[meter] < limit
        case "<=":
            return lambda m, _f: m[meter] <= limit
        case ">":
            return lambda m, _f: m[meter] > limit
        case ">=":
            return lambda m, _f: m[meter] >= limit
        case "==":
            return lambda m, _f: m[meter] == limit
    return lambda m, _f: m[meter] != limit


def _by_op(op: str, left: Callable[[Meters], int], right: Callable[[Meters], int]) -> Test:
    match op:
        case "<":
            return lambda m, _f: left(m) < right(m)
        case "<=":
            return lambda m, _f: left(m) <= right(m)
        case ">":
            return lambda m, _f: left(m) > right(m)
        case ">=":
            return lambda m, _f: left(m) >= right(m)
        case "==":
            return lambda m, _f: left(m) == right(m)
    return lambda m, _f: left(m) != right(m)


def _getter(term: Number | Name, index: dict[str, int], year: int) -> Callable[[Meters], int]:
    number = _fixed(term, year)
    if number is not None:
        value = number
        return lambda _m: value
    assert isinstance(term, Name)
    meter = index[term.id]
    return lambda m: m[meter]


def _fixed(term: Number | Name, year: int) -> int | None:
    if isinstance(term, Number):
        return term.value
    return year if term.id == YEAR else None
