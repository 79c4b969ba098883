"""A baseline: the whole story as one long function of Python, written out and compiled.

Meters and flags are its local variables, effects are tables, limits of draws that never change are numbers in its text.
It keeps no log and checks nothing: what Python can do at most, one play at a time.

Only whole numbers and names made from indices go into the text, never a word of the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from itertools import accumulate
from typing import Any

from benchmarks.naive import Played
from game.engine import Run, chance
from game.engine.conditions import YEAR, AllOf, AnyOf, Compare, Condition, Expr, Name, Not, Number
from game.engine.meters import fairmath
from game.engine.model import Beat, Choice, Crisis, Ending

_OPS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!="}


Bare = Callable[[int], tuple[tuple[int, ...], tuple[bool, ...], int]]
"""From a seed to meters, flags in the pack's order, and the number of an ending."""


def player(run: Run) -> Callable[[int], Played]:
    """A function from a seed to a play, all sides by the computer."""
    writer = _Writer(run)
    written = _compiled(writer)
    flags, endings = list(writer.flags), writer.endings

    def play(seed: int) -> Played:
        meters, raised, ending = written(seed)
        held = frozenset(flag for flag, here in zip(flags, raised, strict=True) if here)
        return meters, held, endings[ending]

    return play


def bare_player(run: Run) -> Bare:
    """The same without naming flags and endings: what is timed."""
    return _compiled(_Writer(run))


def _compiled(writer: _Writer) -> Bare:
    names: dict[str, Any] = {f"T{number}": table for table, number in writer.tables.items()}
    # The text was written here, from whole numbers alone.
    exec(compile("\n".join(writer.lines), "<straight line>", "exec"), names)  # noqa: S102  see above
    written: Bare = names["play"]
    return written


class _Writer:
    def __init__(self, run: Run) -> None:
        self._run = run
        self._index = {str(meter.id): meter.index for meter in run.pack.meters}
        self.flags = {str(flag): number for number, flag in enumerate(run.pack.flags)}
        self.tables: dict[tuple[int, ...], int] = {}
        self.endings: list[str | None] = [None]
        self.lines = list(self._play())

    def _play(self) -> Iterator[str]:
        run = self._run
        yield "def play(seed):"
        yield from _mixed("s", "seed", 1)
        for number, level in enumerate(run.opening.meters):
            yield f" m{number} = {int(level)}"
        for flag, number in self.flags.items():
            yield f" f{number} = {flag in run.opening.flags}"
        last = run.crises[-1]
        for crisis in run.crises:
            yield from self._crisis(crisis, opens=crisis is run.crises[0], last=crisis is last)
        for ending in run.endings:
            yield f" if {self._when(ending.when, last.until.year)}: {self._out(ending)}"
        yield f" {self._out(None)}"

    def _out(self, ending: Ending | None) -> str:
        meters = ", ".join(f"m{number}" for number in range(len(self._index)))
        flags = ", ".join(f"f{number}" for number in self.flags.values())
        number = 0
        if ending is not None:
            self.endings.append(str(ending.id))
            number = len(self.endings) - 1
        return f"return ({meters},), ({flags}{',' if flags else ''}), {number}"

    def _crisis(self, crisis: Crisis, *, opens: bool, last: bool) -> Iterator[str]:
        yield " if True:" if opens else f" if {self._when(crisis.when, crisis.since.year)}:"
        jumps = any(
            choice.next not in (None, number + 1) for number, beat in enumerate(crisis.beats) for choice in beat.choices
        )
        if jumps:
            yield "  to = 0"
        for number, beat in enumerate(crisis.beats):
            yield from self._beat(beat, number, jumps=jumps)
        yield "  if True:"
        word = "if"
        for ending in crisis.endings:
            does = self._out(ending) if ending.final else "pass"
            yield f"   {word} {self._when(ending.when, crisis.until.year)}: {does}"
            word = "elif"
        yield "   pass"
        for ending in () if last else [each for each in self._run.endings if each.early]:
            yield f"  if {self._when(ending.when, crisis.until.year)}: {self._out(ending)}"

    def _beat(self, beat: Beat, number: int, *, jumps: bool) -> Iterator[str]:
        year = beat.date.year
        asked = [f"to <= {number}"] if jumps and number else []
        asked += [self._when(beat.when, year)] if beat.when else []
        yield f"  if {' and '.join(asked) or 'True'}:"
        limits: list[str]
        if len(beat.choices) == 1:
            limits = [""]
        elif all(choice.when is None and choice.weights[0].when is None for choice in beat.choices):
            yield from _mixed("h", f"s ^ {int(beat.stream)}", 3)
            weights = [choice.weights[0].value for choice in beat.choices]
            weights = weights if any(weights) else [1] * len(weights)
            limits = [f"h < {-(-(upto << 64) // sum(weights))}" for upto in accumulate(weights)]
        else:
            limits = yield from self._weighed(beat, year)
        word = "if"
        for at, choice in enumerate(beat.choices):
            yield f"   {word} {limits[at]}:" if at + 1 < len(beat.choices) else "   else:" if at else "   if True:"
            word = "elif"
            yield from self._act(choice, number)

    def _weighed(self, beat: Beat, year: int) -> Generator[str, None, list[str]]:
        """Weights that look at the world; answers the tests of the draw."""
        for at, choice in enumerate(beat.choices):
            text = "0"
            for weight in reversed(choice.weights):
                value = str(int(weight.value))
                text = value if weight.when is None else f"({value} if {self._when(weight.when, year)} else {text})"
            yield f"   w{at} = {text if choice.when is None else f'{text} if {self._when(choice.when, year)} else 0'}"
        total = " + ".join(f"w{at}" for at in range(len(beat.choices)))
        yield f"   w = {total}"
        yield "   if not w:"
        for at, choice in enumerate(beat.choices):
            yield f"    w{at} = 1 if {self._when(choice.when, year)} else 0"
        yield f"    w = {total}"
        yield from _mixed("h", f"s ^ {int(beat.stream)}", 3)
        yield "   t = h * w >> 64"
        # The last is taken where no test before it holds; what weighs nothing adds nothing to the sums.
        return [f"t < {' + '.join(f'w{each}' for each in range(at + 1))}" for at in range(len(beat.choices))]

    def _act(self, choice: Choice, number: int) -> Iterator[str]:
        yield "    pass"
        for effect in choice.effects:
            weight = self._run.lens.weights[effect.cause]
            table = tuple(fairmath(level, effect.percent, weight) for level in range(101))
            name = self.tables.setdefault(table, len(self.tables))
            yield f"    m{effect.index} = T{name}[m{effect.index}]"
        for flag in choice.sets:
            yield f"    f{self.flags[flag]} = True"
        for flag in choice.clears:
            yield f"    f{self.flags[flag]} = False"
        if choice.next not in (None, number + 1):
            yield f"    to = {int(choice.next or 0)}"

    def _when(self, condition: Condition | None, year: int) -> str:
        return "True" if condition is None else self._text(condition.expr, year)

    def _text(self, expr: Expr, year: int) -> str:
        match expr:
            case Name(id=flag):
                return f"f{self.flags[flag]}"
            case Not(inner=inner):
                return f"(not {self._text(inner, year)})"
            case AllOf(parts=parts):
                return f"({' and '.join(self._text(part, year) for part in parts)})"
            case AnyOf(parts=parts):
                return f"({' or '.join(self._text(part, year) for part in parts)})"
            case Compare(op=op, left=left, right=right):
                return f"({self._term(left, year)} {_OPS[op]} {self._term(right, year)})"

    def _term(self, term: Number | Name, year: int) -> str:
        if isinstance(term, Number):
            return str(int(term.value))
        return str(int(year)) if term.id == YEAR else f"m{self._index[term.id]}"


def _mixed(into: str, value: str, deep: int) -> Iterator[str]:
    """``chance.mix``, written out."""
    mask = chance.MAX_SEED
    indent = " " * deep
    yield f"{indent}{into} = ({value}) + {0x9E3779B97F4A7C15} & {mask}"
    yield f"{indent}{into} = ({into} ^ {into} >> 30) * {0xBF58476D1CE4E5B9} & {mask}"
    yield f"{indent}{into} = ({into} ^ {into} >> 27) * {0x94D049BB133111EB} & {mask}"
    yield f"{indent}{into} ^= {into} >> 31"
