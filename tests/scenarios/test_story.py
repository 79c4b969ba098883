"""The game's own pack as one story: what is taught, what travels, how it closes, and where history must stand."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from game.content import load_pack
from game.content.checkpoints import historys_stands
from game.content.taught import teaching
from game.content.texts import conditions_of, texts_of
from game.engine import (
    Run,
    State,
    begin,
    campaign_run,
    chance,
    computer_pick,
    current,
    decide,
    historical_run,
    open_choices,
)
from game.engine.conditions import names_of
from game.engine.model import CHANCE, Pack, Plausibility
from game.score import HistorysMark, divergence, likeness, statecraft, under_lenses

PACK = Path(__file__).parents[2] / "scenarios" / "sino-soviet"
POINTS = 155
"""Claims of the teaching notes that the game is built from."""


@cache
def story() -> Pack:
    """The pack, read once."""
    return load_pack(PACK)


def declared() -> dict[str, int]:
    """Each flag, and the place in the story of the crisis that declares it; -1 for the pack's own."""
    found: dict[str, int] = {}
    for number, crisis in enumerate(story().crises):
        for beat in crisis.beats:
            for choice in beat.choices:
                for flag in choice.sets:
                    found.setdefault(flag, number)
    return found


def test_all_points_of_the_notes_are_taught_to_every_player() -> None:
    """Each has at least one place that nobody can miss."""
    found = teaching(story())
    assert len(found) == POINTS
    assert [point for point, places in found.items() if not places] == []


def test_history_keeps_every_checkpoint() -> None:
    """On twenty dates and more; trust's height, its lowest point and the border's worst hour fall where they did."""
    kept = historys_stands(story())
    assert len({stand.checkpoint.since for stand in kept}) >= 20
    assert [stand for stand in kept if not stand.kept] == []
    extremes = {(stand.meter, stand.extreme): stand.checkpoint.since.year for stand in kept if stand.extreme}
    assert extremes[("trust", "highest")] == 1954
    assert extremes[("trust", "lowest")] == 1969
    assert extremes[("tension", "highest")] == 1969


def test_history_never_falls_back_on_something_like_its_own_choice() -> None:
    """In no campaign is history's own road closed by history."""
    for campaign in story().campaigns:
        for step in historical_run(campaign_run(story(), campaign.id))[1:]:
            assert step.choice is not None
            assert step.choice.history, f"{campaign.id}: {step.choice.id}"


def test_what_was_decided_travels_from_crisis_to_crisis() -> None:
    """At least sixty conditions read what an earlier crisis set, and every crisis but the first has four of them."""
    pack, home = story(), declared()
    reads: Counter[int] = Counter()
    for placed in conditions_of(pack):
        if placed.moment.crisis is not None:
            reads[placed.moment.crisis] += _reads_earlier(placed.condition.expr, placed.moment.crisis, home)
    for text in texts_of(pack):
        if text.moment.crisis is None:
            continue
        for variants in text.text.views.values():
            for variant in variants:
                if variant.when is not None:
                    reads[text.moment.crisis] += _reads_earlier(variant.when.expr, text.moment.crisis, home)
    assert sum(reads.values()) >= 60
    short = [pack.crises[number].id for number in range(1, len(pack.crises)) if reads[number] < 4]
    assert short == []


def _reads_earlier(expr: object, crisis: int, home: dict[str, int]) -> bool:
    return any(role == "flag" and home.get(name.id, crisis) < crisis for name, role in names_of(expr))  # type: ignore[arg-type]


def test_within_the_record_every_seat_still_has_something_to_decide() -> None:
    """Without speculative choices each beat leaves two that are always open, and most leave three."""
    left: list[int] = []
    for beat in story().beats.values():
        if beat.actor == CHANCE:
            continue
        on_record = [choice for choice in beat.choices if choice.plausibility is not Plausibility.SPECULATIVE]
        open_always = [choice for choice in on_record if choice.when is None]
        assert len(on_record) >= 2, beat.id
        assert open_always, beat.id
        left.append(len(on_record))
    assert sum(count >= 3 for count in left) * 2 > len(left)


def test_the_whole_story_has_ten_to_sixteen_endings() -> None:
    """From war to an alliance that held, those that end it early included."""
    campaign = story().campaign("the-long-quarrel")
    assert campaign is not None
    final = [ending for crisis in story().crises for ending in crisis.endings if ending.final]
    assert 10 <= len(campaign.endings) + len(final) <= 16


@pytest.mark.parametrize("campaign", ["the-long-quarrel", "after-the-founders"])
def test_no_single_cause_leads_history_to_its_own_ending(campaign: str) -> None:
    """History's decisions, weighed by one theory above all others, end somewhere else."""
    run = campaign_run(story(), campaign)
    balanced, *others = under_lenses(run, historical_run(run))
    assert others
    assert balanced.ending is not None
    for other in others:
        assert other.ending is not None
        assert other.ending.id != balanced.ending.id, other.lens.id


def test_historys_own_run_is_like_itself() -> None:
    """Likeness 100, Divergence 0 and Statecraft 0, in every campaign and from both seats."""
    for campaign in story().campaigns:
        run = campaign_run(story(), campaign.id)
        steps = historical_run(run)
        mark = HistorysMark(run)
        assert likeness(steps, [seat.id for seat in story().seats], mark).value == 100
        assert divergence(steps, mark).height == 0
        assert [statecraft(run, steps, seat, mark).value for seat in story().seats] == [0, 0]


def play(run: Run, *, wildly: bool) -> State:
    """Computer against computer, or two who take anything that is open."""
    state = begin(run).after
    while not state.ended:
        beat = current(run, state)
        assert beat is not None
        choice = computer_pick(run, state)
        if wildly and beat.actor != CHANCE:
            known = open_choices(run, state)
            choice = known[chance.pick(run.seed, beat.stream ^ 1, [1] * len(known))]
        state = decide(run, state, choice.id).after
    return state


@pytest.mark.slow
def test_every_ending_of_every_campaign_comes_in_some_play() -> None:
    """Over some thousand runs: half by the computer's weights, half by any open choice."""
    for campaign in story().campaigns:
        wanted = {ending.id for ending in campaign.endings}
        for seed in range(12_000):
            state = play(campaign_run(story(), campaign.id, seed=seed), wildly=seed % 2 == 1)
            wanted.discard(state.ending or "")
            if not wanted:
                break
        assert not wanted, f"{campaign.id}: {wanted}"
