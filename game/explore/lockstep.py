"""Thousands of timelines walked side by side, beat by beat: the engine's rules, each applied to all of them at once.

Every meter is a column of bytes, one for each timeline ("lane"); every flag, and every set of lanes, is one large
integer with 255 in the lane's byte or 0. An effect is ``bytes.translate`` with a table; who takes a choice is a mask.
Python does each of these for thousands of lanes in about a microsecond, so the time of a beat hardly depends on how
much of it is interpreted. Nothing is generated, compiled or evaluated, and no package is needed.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from game.engine import State
from game.engine.model import FlagId
from game.explore.luck import UNDECIDED, Drawing, Draws, Luck, drawing
from game.explore.plan import Plan, PlannedBeat, PlannedCrisis, PlannedEnding
from game.explore.questions import YES, Question

_ORDER: Final[Literal["little"]] = "little"
_ONLY: Final = tuple(bytes(YES if value == number else 0 for value in range(256)) for number in range(256))
"""For each value, the table that says yes to it alone."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A beat that now lies behind: ``takers`` has for each of its choices the lanes that took it.

    ``crisis`` and ``beat`` are indices; the takers are empty where nobody came by.
    """

    crisis: int
    beat: int
    years: tuple[int, ...]
    takers: tuple[int, ...]


class Lockstep:
    """Timelines from some states on, each of them with each seed of some luck: lane ``start * seeds + seed``."""

    def __init__(self, plan: Plan, starts: Sequence[State], luck: Luck) -> None:
        self._plan = plan
        self._luck = luck
        self._starts = len(starts)
        each = luck.count
        self.lanes = each * len(starts)
        self.everywhere = int.from_bytes(bytes((YES,)) * self.lanes, _ORDER)
        self.meters = [
            b"".join(bytes((state.meters[meter],)) * each for state in starts) for meter in range(plan.meters)
        ]
        """For each meter its value in every lane."""
        self._levels = [int.from_bytes(column, _ORDER) for column in self.meters]
        self.flags: dict[str, int] = {}
        self.ended: dict[tuple[int, int, str | None], int] = {}
        """For each crisis, beat and ending, as a state has them, the lanes that ended so."""
        self._due: dict[tuple[int, int], int] = {}
        self._asked: dict[tuple[int, bytes], int] = {}
        segment = int.from_bytes(bytes((YES,)) * each, _ORDER)
        for number, state in enumerate(starts):
            mine = segment << 8 * each * number
            for flag in state.flags:
                self.flags[flag] = self.flags.get(flag, 0) | mine
            if state.ended:
                self._end(mine, (state.crisis, state.beat, state.ending))
            else:
                place = (state.crisis, state.beat)
                self._due[place] = self._due.get(place, 0) | mine

    # -- what questions ask -----------------------------------------------------------------------------------------

    def raised(self, flag: str) -> int:
        """Where a flag is raised."""
        return self.flags.get(flag, 0)

    def within(self, meter: int, table: bytes) -> int:
        """Where a meter's value is one to which the table says yes; remembered until a meter moves."""
        found = self._asked.get((meter, table))
        if found is None:
            found = int.from_bytes(self.meters[meter].translate(table), _ORDER)
            self._asked[meter, table] = found
        return found

    def not_below(self, one: int, other: int) -> int:
        """Where one meter is at least as high as another: no value reaches 128, so the eighth bit is free to borrow."""
        ones = self.everywhere // YES
        kept = ((self._levels[one] | ones << 7) - self._levels[other]) >> 7 & ones
        return kept * YES

    # -- the walk ---------------------------------------------------------------------------------------------------

    def walk(self) -> Iterator[Moment]:
        """Play every timeline to its end; answers each beat once it lies behind all of them."""
        afoot = 0
        crises = self._plan.crises
        first = min((crisis for crisis, _ in self._due), default=len(crises))
        for at, crisis in enumerate(crises[first:], first):
            opened = self._where(crisis.when, afoot)
            afoot ^= opened
            closing = yield from self._through(at, crisis, opened)
            # The crisis's own ending comes first; where that ends the run, no other is asked for.
            going_on = self._close(crisis.endings, closing, at, len(crisis.beats))
            afoot |= self._close(crisis.early, going_on, at, len(crisis.beats))
        rest = self._close(self._plan.endings, afoot, len(crises), 0)
        self._end(rest, (len(crises), 0, None))

    def state(self, lane: int) -> State:
        """Where one timeline stands; once the walk is over, where it ended."""
        bit = 1 << 8 * lane
        flags = frozenset(FlagId(flag) for flag, lanes in self.flags.items() if lanes & bit)
        meters = tuple(column[lane] for column in self.meters)
        for (crisis, beat, ending), lanes in self.ended.items():
            if lanes & bit:
                return State(meters, flags, crisis, beat, ended=True, ending=ending)
        return State(meters, flags, -1, -1)

    def _through(self, at: int, crisis: PlannedCrisis, walking: int) -> Generator[Moment, None, int]:
        """Walk through a crisis; answers with the lanes that come to its close."""
        jumping: dict[int, int] = {}
        for index, beat in enumerate(crisis.beats):
            walking |= jumping.pop(index, 0)
            here = self._where(beat.when, walking)
            walking ^= here
            # Who begins here has come to pass already: nothing is asked again.
            here |= self._due.pop((at, index), 0)
            takers: tuple[int, ...] = ()
            if here:
                takers = self._decide(beat, here)
                self._apply(beat, takers)
                for choice, lanes in zip(beat.choices, takers, strict=True):
                    if choice.next == index + 1:
                        walking |= lanes
                    elif lanes:
                        jumping[choice.next] = jumping.get(choice.next, 0) | lanes
            yield Moment(at, index, beat.years, takers)
        return walking | jumping.pop(len(crisis.beats), 0)

    def _close(self, endings: Sequence[PlannedEnding], lanes: int, crisis: int, beat: int) -> int:
        """Find the first ending that holds for each lane; answers with those whose run does not end by it."""
        for_none_yet, going_on = lanes, lanes
        for ending in endings:
            if not for_none_yet:
                break
            found = self._where(ending.when, for_none_yet)
            for_none_yet ^= found
            if ending.ends:
                going_on ^= found
                self._end(found, (crisis, beat, ending.id))
        return going_on

    def _end(self, lanes: int, how: tuple[int, int, str | None]) -> None:
        if lanes:
            self.ended[how] = self.ended.get(how, 0) | lanes

    def _where(self, when: Question | None, among: int) -> int:
        return among if when is None or not among else among & when.ask(self)

    # -- a beat -----------------------------------------------------------------------------------------------------

    def _decide(self, beat: PlannedBeat, here: int) -> tuple[int, ...]:
        """For each choice, who takes it."""
        if len(beat.choices) == 1:
            return (here,)
        open_at = [self._where(choice.when, here) for choice in beat.choices]
        if beat.order is None:
            return self._drawn(beat, here, open_at)
        takers = [0] * len(open_at)
        left = here
        for number in beat.order:
            takers[number] = left & open_at[number]
            left ^= takers[number]
        return tuple(takers)

    def _drawn(self, beat: PlannedBeat, here: int, open_at: Sequence[int]) -> tuple[int, ...]:
        """Let luck pick: the lanes of the same weights, None for a choice that is closed, share a table."""
        alike: dict[tuple[int | None, ...], int] = {(): here}
        for choice, lanes in zip(beat.choices, open_at, strict=True):
            cases: list[tuple[int | None, int]] = [(None, here ^ lanes)] if lanes != here else []
            for when, value in choice.weights:
                found = self._where(when, lanes)
                lanes ^= found
                cases.append((value, found))
            cases.append((0, lanes))
            alike = _split(alike, [(weight, lanes) for weight, lanes in cases if lanes])
        kinds = [(drawing(weights), lanes) for weights, lanes in alike.items()]
        draws = self._luck.at(beat.key)
        tops = draws.tops * self._starts
        drawn = 0
        for kind, lanes in kinds:
            drawn |= int.from_bytes(tops.translate(kind.table), _ORDER) & lanes
        column = drawn.to_bytes(self.lanes, _ORDER)
        if UNDECIDED in column:
            column = self._look_closer(column, draws, kinds)
        return tuple(
            int.from_bytes(column.translate(_ONLY[number]), _ORDER) for number in range(1, len(beat.choices) + 1)
        )

    def _look_closer(self, column: bytes, draws: Draws, kinds: Sequence[tuple[Drawing, int]]) -> bytes:
        """Settle the few draws whose highest byte leaves them undecided."""
        settled = bytearray(column)
        sides = [(kind, lanes.to_bytes(self.lanes, _ORDER)) for kind, lanes in kinds]
        lane = settled.find(UNDECIDED)
        while lane >= 0:
            kind = next(kind for kind, lanes in sides if lanes[lane])
            settled[lane] = kind.choice(draws.whole(lane % self._luck.count)) + 1
            lane = settled.find(UNDECIDED, lane + 1)
        return bytes(settled)

    def _apply(self, beat: PlannedBeat, takers: Sequence[int]) -> None:
        """Move what the choices move, each where it was taken."""
        for push in beat.pushes:
            column, kept, moved = self.meters[push.meter], self.everywhere, 0
            for number, table in push.tables:
                if lanes := takers[number]:
                    kept ^= lanes
                    moved |= int.from_bytes(column.translate(table), _ORDER) & lanes
            if kept != self.everywhere:
                level = self._levels[push.meter] & kept | moved
                self._levels[push.meter] = level
                self.meters[push.meter] = level.to_bytes(self.lanes, _ORDER)
        for choice, lanes in zip(beat.choices, takers, strict=True):
            if lanes:
                for flag in choice.sets:
                    self.flags[flag] = self.flags.get(flag, 0) | lanes
                for flag in choice.clears:
                    self.flags[flag] = self.flags.get(flag, 0) & ~lanes
        self._asked.clear()


def _split(
    alike: dict[tuple[int | None, ...], int], cases: Sequence[tuple[int | None, int]]
) -> dict[tuple[int | None, ...], int]:
    """Add one choice's weight to what is known of the lanes that are alike so far."""
    if len(cases) == 1:
        weight = cases[0][0]
        return {(*weights, weight): lanes for weights, lanes in alike.items()}
    found: dict[tuple[int | None, ...], int] = {}
    for weights, lanes in alike.items():
        for weight, where in cases:
            if both := lanes & where:
                # A weight may be written twice, for two conditions.
                key = (*weights, weight)
                found[key] = found.get(key, 0) | both
    return found
