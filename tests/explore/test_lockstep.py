"""The simulator is the engine run fast: decision by decision and state for state the same."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import load_pack
from game.content.prove import Policy
from game.engine import Run, State, begin, campaign_run, crisis_run, historical_run
from game.engine.conditions import Condition, bind
from game.engine.model import FlagId, Pack
from game.explore.lockstep import Lockstep
from game.explore.luck import Luck, seeds_of
from game.explore.plan import Plan, plan_of
from game.explore.questions import YES, question
from game.locations import DEFAULT_PACK, find_pack, shipped_packs
from tests.explore.playing import agree, pickers, played, runs
from tests.worlds import FLAGS, INDEX, METERS, calm, conditions, few, packs, seeds

luck = st.lists(seeds, min_size=1, max_size=12)


@few
@given(runs(), luck, pickers)
def test_whoever_picks_each_future_is_the_engines(run: Run, drawn: list[int], who: Mapping[str, Policy]) -> None:
    """In any world, under any lens, from the opening."""
    agree(run, [begin(run).after], drawn, who)


@few
@given(runs(), luck, st.data())
def test_futures_may_begin_anywhere_and_several_places_at_once(run: Run, drawn: list[int], data: st.DataObject) -> None:
    """In the middle of a crisis, or where the story is over already."""
    opening = begin(run).after
    met = [opening, *(step.after for seed in drawn[:3] for step in played(run, opening, seed))]
    starts = data.draw(st.lists(st.sampled_from(met), min_size=1, max_size=4))
    agree(run, starts, drawn)


@few
@given(packs(), luck)
def test_a_crisis_played_alone_is_the_engines_too(pack: Pack, drawn: list[int]) -> None:
    """It opens in its own historical state, and closes by its own endings."""
    for crisis in pack.crises:
        run = crisis_run(pack, crisis.id, lens="bent")
        agree(run, [begin(run).after], drawn)


@pytest.mark.parametrize("name", shipped_packs())
def test_shipped_stories_are_played_as_the_engine_plays_them(name: str) -> None:
    """Each campaign under each lens."""
    pack = load_pack(find_pack(name))
    for campaign in pack.campaigns:
        for number, lens in enumerate(pack.lenses):
            run = campaign_run(pack, campaign.id, lens=lens.id)
            agree(run, [begin(run).after], seeds_of(number, 0, 3))


def test_many_lanes_are_as_one() -> None:
    """So many that draws are met whose first byte settles nothing, from several states of a shipped story."""
    pack = load_pack(find_pack(DEFAULT_PACK))
    run = campaign_run(pack, max(pack.campaigns, key=lambda campaign: len(campaign.crises)).id)
    starts = [step.after for step in historical_run(run)[:-1:60]]
    drawn = seeds_of(3, 0, 500)
    world = Lockstep(plan_of(run), starts, Luck(drawn))
    for _ in world.walk():
        pass
    for number, start in enumerate(starts):
        for lane in range(0, len(drawn), 10):
            steps = played(run, start, drawn[lane])
            assert world.state(number * len(drawn) + lane) == steps[-1].after


levels = st.tuples(*(st.integers(0, 100) for _ in METERS))
raised = st.frozensets(st.sampled_from(FLAGS))


@calm
@given(conditions, st.lists(st.tuples(levels, raised), min_size=1, max_size=20), st.integers(1898, 1904))
def test_a_condition_asked_of_many_is_the_one_asked_of_each(
    condition: Condition, lanes: list[tuple[tuple[int, ...], frozenset[str]]], year: int
) -> None:
    """Whatever it compares."""
    asked = question(condition, INDEX, year)
    assert asked is not None
    starts = [State(meters, frozenset(map(FlagId, flags)), 0, 0, ended=True) for meters, flags in lanes]
    world = Lockstep(Plan(len(METERS), (), ()), starts, Luck([0]))
    answer = asked.ask(world).to_bytes(world.lanes, "little")
    assert list(answer) == [YES if condition.holds(meters, flags, year) else 0 for meters, flags in lanes]


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_meters_are_compared_with_each_other_and_with_numbers_on_either_side(op: str) -> None:
    """Right where they are equal, and at both ends of the scale."""
    values = (0, 1, 49, 50, 51, 99, 100)
    pairs = [(one, other, 0) for one in values for other in values]
    starts = [State(meters, frozenset(), 0, 0, ended=True) for meters in pairs]
    world = Lockstep(Plan(len(METERS), (), ()), starts, Luck([0]))
    for source in (f"{METERS[0]} {op} {METERS[1]}", f"50 {op} {METERS[0]}", f"{METERS[1]} {op} 50"):
        condition = bind(source, INDEX, set(FLAGS))
        asked = question(condition, INDEX, 1900)
        assert asked is not None
        answer = asked.ask(world).to_bytes(world.lanes, "little")
        assert list(answer) == [YES if condition.holds(pair, frozenset(), 1900) else 0 for pair in pairs]
