"""The laws of a run, on any small world: it ends, it repeats, and one decision changes nobody else's luck."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import (
    Run,
    State,
    Step,
    begin,
    campaign_run,
    computer_pick,
    crisis_run,
    current,
    decide,
    facts,
    find_ending,
    historical_run,
    history_pick,
    open_choices,
)
from game.engine.events import BeatPassedOver, CrisisClosed, CrisisOpened, FlagLowered, FlagRaised, MeterMoved, RunEnded
from game.engine.model import Pack
from game.errors import ChoiceNotOpen
from tests.worlds import few, packs, picks, play, seeds, states


@few
@given(packs(), seeds, picks)
def test_every_walk_ends_within_as_many_steps_as_there_are_beats(pack: Pack, seed: int, decisions: list[int]) -> None:
    """Beats only run downwards, whatever is decided."""
    run = campaign_run(pack, "all", seed=seed)
    steps = play(run, decisions)
    assert len(steps) <= 1 + sum(len(crisis.beats) for crisis in pack.crises)
    places = [(state.crisis, state.beat) for state in states(steps)[:-1]]
    assert places == sorted(set(places))
    assert steps[-1].after.ended
    assert current(run, steps[-1].after) is None
    assert open_choices(run, steps[-1].after) == ()
    assert find_ending(run, steps[-1].after.ending) is not None


@few
@given(packs(), seeds, picks)
def test_until_the_end_there_is_always_something_open_and_every_picker_picks_it(
    pack: Pack, seed: int, decisions: list[int]
) -> None:
    """Nobody is ever stuck: neither a person, nor the computer, nor history."""
    run = campaign_run(pack, "all", seed=seed, lens="bent")
    for state in states(play(run, decisions))[:-1]:
        choices = open_choices(run, state)
        assert choices
        assert computer_pick(run, state) in choices
        picked = history_pick(run, state)
        assert picked in choices
        assert picked.likeness == max(choice.likeness for choice in choices)
        beat = current(run, state)
        assert beat is not None
        assert not beat.history.when or beat.history not in choices or picked is beat.history


@few
@given(packs(), seeds, picks)
def test_the_same_seed_and_decisions_give_the_same_steps(pack: Pack, seed: int, decisions: list[int]) -> None:
    """A save keeps decisions only; the rest must come out as it was."""
    one = play(campaign_run(pack, "all", seed=seed), decisions)
    other = play(campaign_run(copy.deepcopy(pack), "all", seed=seed), decisions)
    assert [(step.before, step.after, step.events) for step in one] == [
        (step.before, step.after, step.events) for step in other
    ]


def _draws(run: Run, steps: Sequence[Step]) -> dict[str, str]:
    """What luck says at each beat that was met."""
    found: dict[str, str] = {}
    for state in states(steps)[:-1]:
        beat = current(run, state)
        assert beat is not None
        found[beat.id] = computer_pick(run, state).id
    return found


@few
@given(packs(crises=2), seeds, picks, st.data())
def test_deciding_otherwise_once_leaves_the_luck_of_every_other_beat_as_it_was(
    pack: Pack, seed: int, decisions: list[int], data: st.DataObject
) -> None:
    """Where the same choices are open at the same odds, the same is drawn, whatever was decided before."""
    # Odds that look at the world may differ with it; luck itself may not. So odds are made plain here.
    plain = replace(
        pack,
        crises=tuple(
            replace(
                crisis,
                beats=tuple(
                    replace(
                        beat,
                        choices=tuple(
                            replace(choice, when=None, weights=choice.weights[-1:]) for choice in beat.choices
                        ),
                    )
                    for beat in crisis.beats
                ),
            )
            for crisis in pack.crises
        ),
    )
    run = campaign_run(plain, "all", seed=seed)
    changed = list(decisions)
    changed[data.draw(st.integers(0, len(decisions) - 1))] += 1
    one, other = _draws(run, play(run, decisions)), _draws(run, play(run, changed))
    assert all(one[beat] == other[beat] for beat in one.keys() & other.keys())


@few
@given(packs(), seeds, picks)
def test_nothing_is_changed_in_place(pack: Pack, seed: int, decisions: list[int]) -> None:
    """Every state stays what it was when it was first seen, and so does the pack."""
    before = copy.deepcopy(pack)
    run = campaign_run(pack, "all", seed=seed)
    step = begin(run)
    seen: list[tuple[State, State]] = []
    for number in decisions:
        state = step.after
        seen.append((state, copy.deepcopy(state)))
        if state.ended:
            break
        choices = open_choices(run, state)
        step = decide(run, state, choices[number % len(choices)].id)
        assert step.before == state
    assert all(now == then for now, then in seen)
    assert pack == before


@few
@given(packs(), seeds, picks)
def test_a_lens_of_all_ones_is_the_balanced_one(pack: Pack, seed: int, decisions: list[int]) -> None:
    """'Balanced' has no magic: it is only the weights that count."""
    balanced = play(campaign_run(pack, "all", seed=seed), decisions)
    ones = play(campaign_run(pack, "all", lens="ones", seed=seed), decisions)
    assert states(balanced) == states(ones)


@few
@given(packs(), seeds, picks)
def test_the_events_tell_all_that_changed_and_nothing_else(pack: Pack, seed: int, decisions: list[int]) -> None:
    """'Why?' works on every number: from the events alone the state after can be worked out."""
    run = campaign_run(pack, "all", seed=seed, lens="bent")
    index = {meter.id: meter.index for meter in pack.meters}
    for step in play(run, decisions):
        meters, flags = list(step.before.meters), set(step.before.flags)
        for event in step.events:
            match event:
                case MeterMoved():
                    assert meters[index[event.meter]] == event.before
                    meters[index[event.meter]] = event.after
                case FlagRaised(flag=flag):
                    assert flag not in flags
                    flags.add(flag)
                case FlagLowered(flag=flag):
                    assert flag in flags
                    flags.remove(flag)
                case _:
                    pass
        assert tuple(meters) == step.after.meters
        assert flags == step.after.flags
        assert all(0 <= level <= 100 for level in meters)
        assert step.after.ended is any(isinstance(event, RunEnded) for event in step.events)


@few
@given(packs(), seeds, picks)
def test_every_crisis_opens_and_closes_or_is_passed_over_in_order(pack: Pack, seed: int, decisions: list[int]) -> None:
    """The first always comes to pass; every beat is met or passed over, once."""
    run = campaign_run(pack, "all", seed=seed)
    steps = play(run, decisions)
    events = [event for step in steps for event in step.events]
    opened = [event.crisis for event in events if isinstance(event, CrisisOpened)]
    closed = [event.crisis for event in events if isinstance(event, CrisisClosed)]
    assert opened == closed
    assert opened[0] == run.crises[0].id
    assert opened == sorted(opened)
    met = {step.beat.id for step in steps if step.beat is not None}
    passed = [event.beat for event in events if isinstance(event, BeatPassedOver)]
    assert len(passed) == len(set(passed))
    assert met.isdisjoint(passed)
    assert met.union(passed) == {beat.id for crisis in run.crises if crisis.id in opened for beat in crisis.beats}


@few
@given(packs(), seeds, picks)
def test_what_is_closed_or_not_there_cannot_be_decided(pack: Pack, seed: int, decisions: list[int]) -> None:
    """A decision that the state does not allow is refused, and the message names it."""
    run = campaign_run(pack, "all", seed=seed)
    for state in states(play(run, decisions)):
        beat = current(run, state)
        if beat is None:
            for attempt in (
                lambda: decide(run, state, "c0"),  # noqa: B023  called at once
                lambda: history_pick(run, state),  # noqa: B023
                lambda: computer_pick(run, state),  # noqa: B023
            ):
                with pytest.raises(ChoiceNotOpen, match="the run has ended"):
                    attempt()
            continue
        with pytest.raises(ChoiceNotOpen, match="no choice 'dance'"):
            decide(run, state, "dance")
        for choice in beat.choices:
            if choice not in open_choices(run, state):
                with pytest.raises(ChoiceNotOpen, match=f"'{choice.id}' is not open at {beat.id}"):
                    decide(run, state, choice.id)


@few
@given(packs(), seeds)
def test_watching_history_takes_its_own_choice_wherever_that_is_open(pack: Pack, seed: int) -> None:
    """History's own playthrough needs no luck."""
    one = historical_run(campaign_run(pack, "all", seed=seed))
    assert states(one) == states(historical_run(campaign_run(pack, "all", seed=0)))
    for step in one:
        if step.beat is not None and step.choice is not None:
            known = facts(campaign_run(pack, "all"), step.before)
            assert step.choice.history or not known.satisfy(step.beat.history.when)


@few
@given(packs(), seeds, picks)
def test_a_crisis_alone_opens_in_its_own_historical_state(pack: Pack, seed: int, decisions: list[int]) -> None:
    """Any crisis can be played alone, even one that a campaign might pass over."""
    for crisis in pack.crises:
        run = crisis_run(pack, crisis.id, seed=seed)
        steps = play(run, decisions)
        assert steps[0].before.meters == crisis.opening.meters
        assert steps[0].before.flags == crisis.opening.flags
        assert steps[0].events[0] == CrisisOpened(crisis.id)
        assert steps[-1].after.ending in {ending.id for ending in crisis.endings}
