"""The same decisions under every lens: how far does each theory alone get?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.engine import Run, State, Step, begin, current, decide, find_ending, history_pick, open_choices
from game.engine.model import BALANCED, Beat, Ending, Lens
from game.score.divergence import distance


@dataclass(frozen=True, slots=True)
class UnderLens:
    """A timeline's decisions under one lens.

    ``forced`` are the beats at which the lens closed what had been decided, or came to where nothing had been decided.
    ``distance`` is how far it ends from the same decisions under the balanced lens, in points.
    """

    lens: Lens
    end: State
    ending: Ending | None
    forced: tuple[Beat, ...]
    distance: int


def under_lenses(run: Run, steps: Sequence[Step]) -> tuple[UnderLens, ...]:
    """Play a timeline's decisions again under each lens of the pack, the balanced one first, then in the pack's order.

    What a lens closes, history decides; a beat that the timeline never came to is decided by history too. A timeline
    that is not over is played as far as it goes.

    Args:
        run: the timeline's terms; its lens is one of those answered.
        steps: the opening and every decision.
    """
    taken = {step.beat.id: step.choice.id for step in steps if step.beat is not None and step.choice is not None}
    last = steps[-1].beat
    finished = steps[-1].after.ended
    found: list[UnderLens] = []
    first: State | None = None
    for lens in sorted(run.pack.lenses, key=lambda lens: lens.id != BALANCED):
        bent = replace(run, lens=lens)
        state = begin(bent).after
        forced: list[Beat] = []
        while (beat := current(bent, state)) is not None and (finished or not _beyond(bent, beat, last)):
            wanted = taken.get(beat.id)
            if wanted is None or all(choice.id != wanted for choice in open_choices(bent, state)):
                forced.append(beat)
                wanted = history_pick(bent, state).id
            state = decide(bent, state, wanted).after
        first = first if first is not None else state
        ending = find_ending(bent, state.ending)
        found.append(UnderLens(lens, state, ending, tuple(forced), distance(state, first)))
    return tuple(found)


def _beyond(run: Run, beat: Beat, last: Beat | None) -> bool:
    """Whether a beat lies behind the last that was decided."""
    if last is None:
        return True
    order = [known.id for crisis in run.crises for known in crisis.beats]
    return order.index(beat.id) > order.index(last.id)
