"""The timelines of a save as branches: every decision in its column, as one viewer may know it.

Branches of one save share what they have in common: a decision stands once, on the first branch that comes to it. The
present timeline is the first; history's own row follows where the two part; then the others, the oldest first. What
the viewer may not know yet, a sealed decision or what history did where they have not been, is not in here at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from game.engine import Step, current, decide, find_ending
from game.engine.model import CHANCE, Beat, Choice, Ending
from game.errors import ChoiceNotOpen, UsageError
from game.explore.whatif import places_of
from game.play.playthrough import Playthrough
from game.play.sight import Sight
from game.play.stages import Foresee, Handover
from game.saves import Node, Picker

SEALED: Final = "the keyboard is changing hands; the timeline can be seen when somebody has it"
TWO_PLAY: Final = (
    "two people play here, and other timelines would tell what the other side decided; they open when a crisis is "
    "looked back on, or the story is over"
)
FORECAST_FIRST: Final = "first the forecast: other timelines would tell what it asks for"
OPENING: Final = -1
"""The place before the first stop."""


class Kind(Enum):
    """What a branch is."""

    PRESENT = "present"
    HISTORY = "history"
    OTHER = "other"


class Who(Enum):
    """Who decided, to the viewer."""

    OWN = "own"
    """The viewer's side; either side, to somebody who watches both."""
    OTHER = "other"
    CHANCE = "chance"


class Beside(Enum):
    """How a decision stands to another timeline: history's, or that of the branch that was left."""

    SAME = "same"
    OTHERWISE = "otherwise"
    NEVER = "never"
    """The other timeline never came to it."""
    UNTOLD = "untold"
    """There is nothing to compare, or it may not be told."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A decision on a branch. ``choice`` is None where the viewer may not know what was decided."""

    beat: Beat
    step: Step
    node: Node | None
    """None on history's own row."""
    choice: Choice | None
    who: Who
    history: Beside
    left: Beside = Beside.UNTOLD
    """Beside the branch that this one left."""
    was: Choice | None = None
    """What was decided there, where that may be told."""
    is_forced: bool = False
    """Whether a decision of a person's seat was taken for them."""
    is_met: bool = True
    """Whether its outcome may be told."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A timeline, its ``stops`` only from where it leaves another."""

    kind: Kind
    number: int
    """From 1, the present one; history has 0."""
    name: str
    stops: tuple[Stop, ...]
    leaves: tuple[int, int] | None
    """The branch that it leaves, and the stop after which it does; None for the first."""
    path: tuple[Node, ...]
    steps: tuple[Step, ...]
    """The opening and every decision, those before it left the other included."""
    ending: Ending | None = None
    is_whole: bool = True
    """False where the rest of it does not fit the content that is here."""

    @property
    def tip(self) -> int | None:
        """The node at its end; None for history, and for a timeline in which nothing is decided."""
        return self.path[-1].id if self.path else None

    def at(self, stop: Stop) -> int:
        """Which of the steps a stop is."""
        return next(at for at, step in enumerate(self.steps) if step.beat is not None and step.beat.id == stop.beat.id)


@dataclass(frozen=True, slots=True)
class Branches:
    """All that a viewer may see of a save."""

    branches: tuple[Branch, ...]
    columns: Mapping[str, int]
    """Where each beat stands at which something is shown, in the order of the story."""
    hidden: str
    """Why other timelines are not shown; '' where they are."""
    sight: Sight

    @property
    def timelines(self) -> tuple[Branch, ...]:
        """Without history's row."""
        return tuple(branch for branch in self.branches if branch.kind is not Kind.HISTORY)

    @property
    def history(self) -> Branch | None:
        """History's row, where it is known to part from the present timeline."""
        return next((branch for branch in self.branches if branch.kind is Kind.HISTORY), None)

    def numbered(self, number: int) -> Branch:
        """The timeline of a number.

        Raises:
            UsageError: if there is none.
        """
        found = self.timelines
        if not 1 <= number <= len(found):
            known = "there is only 1" if len(found) == 1 else f"there are 1 to {len(found)}"
            raise UsageError(f"there is no timeline {number}; {known}")
        return found[number - 1]

    def place(self, node_id: int) -> tuple[int, int] | None:
        """The branch and the stop at which a node stands."""
        for at, branch in enumerate(self.branches):
            for index, stop in enumerate(branch.stops):
                if stop.node is not None and stop.node.id == node_id:
                    return at, index
        return None

    def leaving(self, at: int, stop: int) -> tuple[Branch, ...]:
        """The branches that leave a branch right after a stop."""
        return tuple(branch for branch in self.branches if branch.leaves == (at, stop))


def branches_of(game: Playthrough) -> Branches:
    """The timelines of a game, as whoever is at the keyboard may know them.

    Raises:
        UsageError: while the keyboard changes hands.
    """
    if isinstance(game.stage, Handover):
        raise UsageError(SEALED)
    hidden = hidden_for(game)
    tree, path = game.tree, game.path
    drawing = _Drawing(game, _replayed(game))
    drawing.add(path)
    drawing.add_history()
    if not hidden:
        here = {node.id for node in path}
        for tip in tree.tips():
            if tip.id not in here:
                drawing.add(tree.path(tip.id))
    return drawing.done(hidden)


def hidden_for(game: Playthrough) -> str:
    """Why other timelines may not be looked at now; '' where they may."""
    if isinstance(game.stage, Foresee):
        return FORECAST_FIRST
    return TWO_PLAY if len(game.persons) > 1 and game.viewer is not None else ""


def _replayed(game: Playthrough) -> dict[int, Step]:
    """The step of every node that fits the content that is here."""
    found: dict[int, Step] = {}
    opening = game.steps[0].after
    for node in game.tree.nodes:
        if node.parent is not None and node.parent not in found:
            continue
        state = opening if node.parent is None else found[node.parent].after
        beat = current(game.run, state)
        if beat is None or beat.id != node.beat:
            continue
        try:
            found[node.id] = decide(game.run, state, node.choice)
        except ChoiceNotOpen:
            continue
    return found


class _Drawing:
    """Lays branches beside each other, one after the other."""

    def __init__(self, game: Playthrough, steps: Mapping[int, Step]) -> None:
        self._game = game
        self._steps = steps
        self._sight = Sight(game, steps)
        self._places = places_of(game.run)
        self._persons = {seat.id for seat in game.persons}
        self._branches: list[Branch] = []
        self._where: dict[int | None, tuple[int, int]] = {None: (0, OPENING)}
        self._number = 0

    def add(self, whole: Sequence[Node]) -> None:
        """A timeline, from where it leaves those that are there already."""
        path = tuple(node for node in whole if node.id in self._steps)
        own = [node for node in path if node.id not in self._where]
        if self._branches and not own:
            return
        at = len(self._branches)
        leaves = self._where[own[0].parent] if self._branches else None
        before = {} if leaves is None else {node.beat: node for node in self._branches[leaves[0]].path}
        stops = tuple(self._stop(node, before, is_first=leaves is None) for node in own)
        self._where |= {node.id: (at, index) for index, node in enumerate(own)}
        steps = (self._game.steps[0], *(self._steps[node.id] for node in path))
        names = self._game.tree.names
        named = [names[node.id] for node in own if node.id in names]
        is_told = not path or self._sight.is_past(path[-1]) or (at > 0 and self._sight.meets(path[-1]))
        self._number += 1
        self._branches.append(
            Branch(
                Kind.OTHER if at else Kind.PRESENT,
                self._number,
                named[-1] if named else "",
                stops,
                leaves,
                path,
                steps,
                find_ending(self._game.run, steps[-1].after.ending) if is_told else None,
                len(path) == len(whole),
            )
        )

    def add_history(self) -> None:
        """What history did from where the present timeline is known to part from it, as far as that may be told."""
        present = self._branches[0]
        apart = (Beside.OTHERWISE, Beside.NEVER)
        parted = next((at for at, stop in enumerate(present.stops) if stop.history in apart), None)
        if parted is None:
            return
        since = self._places[present.stops[parted].beat.id]
        mine = {stop.beat.id: stop for stop in present.stops}
        mark = self._game.mark
        stops = tuple(
            self._historys(step, mine.get(step.beat.id))
            for step in mark.steps
            if step.beat is not None and self._places[step.beat.id] >= since and self._sight.tells_history(step.beat)
        )
        if stops:
            ending = find_ending(self._game.run, mark.end.ending) if self._sight.tells_all_history else None
            row = Branch(Kind.HISTORY, 0, "", stops, (0, parted - 1), (), mark.steps, ending)
            self._branches.append(row)

    def done(self, hidden: str) -> Branches:
        """All of them, and their columns."""
        beats = {str(stop.beat.id) for branch in self._branches for stop in branch.stops}
        columns = {beat: at for at, beat in enumerate(sorted(beats, key=lambda beat: self._places[beat]))}
        return Branches(tuple(self._branches), columns, hidden, self._sight)

    def _stop(self, node: Node, before: Mapping[str, Node], *, is_first: bool) -> Stop:
        beat = self._game.pack.beats[node.beat]
        sight, step = self._sight, self._steps[node.id]
        choice = step.choice if sight.tells(node) else None
        left, was = Beside.UNTOLD, None
        if not is_first and choice is not None:
            other = before.get(node.beat)
            if other is None:
                left = Beside.NEVER
            elif sight.tells(other):
                left = Beside.SAME if other.choice == node.choice else Beside.OTHERWISE
                was = beat.choice(other.choice)
        is_met = sight.meets(node)
        history = self._beside_history(beat, choice) if is_met else Beside.UNTOLD
        is_forced = beat.actor in self._persons and node.by is not Picker.PERSON
        return Stop(beat, step, node, choice, self._who(beat), history, left, was, is_forced, is_met)

    def _historys(self, step: Step, mine: Stop | None) -> Stop:
        assert step.beat is not None
        left = Beside.NEVER if mine is None else Beside.UNTOLD
        was = mine.choice if mine is not None else None
        if was is not None:
            left = Beside.SAME if was is step.choice else Beside.OTHERWISE
        return Stop(step.beat, step, None, step.choice, self._who(step.beat), Beside.SAME, left, was)

    def _beside_history(self, beat: Beat, choice: Choice | None) -> Beside:
        if choice is None or not self._sight.tells_history(beat):
            return Beside.UNTOLD
        if beat.id not in self._game.mark.beats:
            return Beside.NEVER
        return Beside.SAME if choice is beat.history else Beside.OTHERWISE

    def _who(self, beat: Beat) -> Who:
        if beat.actor == CHANCE:
            return Who.CHANCE
        viewer = self._sight.viewer
        return Who.OWN if viewer is None or beat.actor == viewer.id else Who.OTHER
