"""The plain engine, played one future at a time: what the simulator is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from game.content.prove import Policy
from game.engine import (
    Run,
    State,
    Step,
    campaign_run,
    chance,
    computer_pick,
    current,
    decide,
    history_pick,
    open_choices,
)
from game.engine.model import CHANCE, Choice, Ending, EndingId, Pack
from game.explore.lockstep import Lockstep
from game.explore.luck import Luck
from game.explore.plan import BY_WEIGHT, plan_of
from tests.worlds import conditions, packs, say

WHO = st.sampled_from(Policy)
pickers = st.fixed_dictionaries({"east": WHO, "west": WHO})


@dataclass(frozen=True)
class Taken:
    """A decision and the state right after it, before the story moves on."""

    crisis: int
    beat: int
    choice: int
    meters: tuple[int, ...]
    flags: frozenset[str]


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Any small world's campaign; its endings may come early or not at all, its weights may not count."""
    pack = draw(packs())
    if draw(st.booleans()):
        pack = _with_first_weights_alone(pack)
    endings = [
        Ending(EndingId(f"end-{number}"), f"End {number}", when, say("It ended."), early=draw(st.booleans()))
        for number, when in enumerate(draw(st.lists(conditions, max_size=3)))
    ]
    if draw(st.booleans()):
        endings.append(Ending(EndingId("curtain"), "Curtain", None, say("Curtain.")))
    lens = draw(st.sampled_from(("balanced", "bent")))
    return replace(campaign_run(pack, "all", lens=lens), endings=tuple(endings))


def _with_first_weights_alone(pack: Pack) -> Pack:
    """Content sees to it that a choice's last weight always counts; the engine does without."""
    crises = []
    for crisis in pack.crises:
        beats = []
        for beat in crisis.beats:
            choices = tuple(replace(choice, weights=choice.weights[:1]) for choice in beat.choices)
            beats.append(replace(beat, choices=choices))
        crises.append(replace(crisis, beats=tuple(beats)))
    return replace(pack, crises=tuple(crises))


def pick(run: Run, state: State, who: Mapping[str, Policy]) -> Choice:
    """What is picked, by the engine's own words."""
    beat = current(run, state)
    assert beat is not None
    policy = Policy.COMPUTER if beat.actor == CHANCE else who.get(beat.actor, Policy.COMPUTER)
    if policy is Policy.HISTORY:
        return history_pick(run, state)
    if policy is Policy.COMPUTER:
        return computer_pick(run, state)
    choices = open_choices(run, state)
    return choices[chance.pick(run.seed, beat.stream ^ chance.stream("uniform"), [1] * len(choices))]


def played(run: Run, state: State, seed: int, who: Mapping[str, Policy] = BY_WEIGHT) -> list[Step]:
    """One future of a state, to its end."""
    mine = replace(run, seed=seed)
    steps: list[Step] = []
    while not state.ended:
        steps.append(decide(mine, state, pick(mine, state, who).id))
        state = steps[-1].after
    return steps


def taken(run: Run, steps: Sequence[Step]) -> list[Taken]:
    """The decisions of a future. The story moves on without touching meters or flags."""
    found = []
    for step in steps:
        assert step.beat is not None and step.choice is not None
        choice = step.beat.choices.index(step.choice)
        found.append(Taken(step.before.crisis, step.before.beat, choice, step.after.meters, step.after.flags))
    return found


def side_by_side(
    run: Run, starts: Sequence[State], seeds: Sequence[int], who: Mapping[str, Policy] = BY_WEIGHT
) -> tuple[list[list[Taken]], list[State]]:
    """The same by the simulator: for each lane its decisions, and where it ended."""
    world = Lockstep(plan_of(run, who), starts, Luck(seeds))
    found: list[list[Taken]] = [[] for _ in range(world.lanes)]
    for moment in world.walk():
        for choice, lanes in enumerate(moment.takers):
            for lane in range(world.lanes):
                if lanes >> 8 * lane & 255:
                    meters = tuple(column[lane] for column in world.meters)
                    flags = frozenset(flag for flag, raised in world.flags.items() if raised >> 8 * lane & 255)
                    found[lane].append(Taken(moment.crisis, moment.beat, choice, meters, flags))
    return found, [world.state(lane) for lane in range(world.lanes)]


def agree(run: Run, starts: Sequence[State], seeds: Sequence[int], who: Mapping[str, Policy] = BY_WEIGHT) -> None:
    """See that both come to the same, decision by decision and state for state."""
    decisions, ends = side_by_side(run, starts, seeds, who)
    lanes = [(start, seed) for start in starts for seed in seeds]
    for (start, seed), mine, end in zip(lanes, decisions, ends, strict=True):
        steps = played(run, start, seed, who)
        assert mine == taken(run, steps)
        assert end == (steps[-1].after if steps else start)
