"""Futures, odds, influence and years, against the same worked out by the plain engine one future at a time."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import load_pack
from game.content.prove import Policy, walk
from game.engine import Run, State, begin, campaign_run, crisis_run, decide, facts, historical_run, open_choices
from game.engine.model import BeatId, Choice, ChoiceId, Effect, Ending, EndingId, MeterId
from game.engine.text import NOTHING
from game.explore import (
    Tally,
    batches,
    by_year,
    by_year_so_far,
    futures,
    futures_so_far,
    influence,
    influence_so_far,
    odds,
    odds_so_far,
)
from game.explore.luck import seeds_of
from game.explore.plan import last_beats
from tests.explore.playing import pickers, played, runs
from tests.worlds import few, play, seeds, write_pack

N = 25


@pytest.fixture(scope="module")
def coasts(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two coasts, a lamp and a storm."""
    return campaign_run(load_pack(write_pack(tmp_path_factory.mktemp("pack"))), "years")


def endings(run: Run, state: State, n: int, seed: int) -> Counter[str]:
    """How often futures end how, the slow way."""
    found: Counter[str] = Counter()
    for number in seeds_of(seed, 0, n):
        steps = played(run, state, number)
        found[(steps[-1].after if steps else state).ending or ""] += 1
    return found


@few
@given(runs(), seeds, pickers)
def test_a_tally_counts_what_the_engine_plays(run: Run, seed: int, who: Mapping[str, Policy]) -> None:
    """Endings, and where each meter ends."""
    opening = begin(run).after
    tally = futures(run, opening, N, seed, who)
    ends = [([opening] + [step.after for step in played(run, opening, s, who)])[-1] for s in seeds_of(seed, 0, N)]
    assert tally.futures == N
    assert tally.endings == Counter(end.ending or "" for end in ends)
    for meter in run.pack.meters:
        counted = Counter(end.meters[meter.index] for end in ends)
        assert {value: count for value, count in enumerate(tally.levels[meter.index]) if count} == counted


def test_futures_have_the_luck_of_the_packs_proof(coasts: Run) -> None:
    """What `check` tells of a story and what `simulate` tells of it are one."""
    opening = begin(coasts).after
    for proved in walk(coasts.pack, coasts, 60, 9).tallies:
        who = {str(seat.id): proved.policy for seat in coasts.pack.seats}
        if proved.policy is Policy.HISTORY:
            continue  # proved once, without luck even for chance
        found = futures(coasts, opening, 60, 9, who)
        assert {key.rpartition(":")[2]: count for key, count in proved.endings.items()} == found.endings


def test_how_the_work_is_cut_changes_nothing(coasts: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither batches nor processes have a say in what is found."""
    opening = begin(coasts).after
    whole = futures(coasts, opening, 300, 5, means=True)
    assert futures(coasts, opening, 300, 5, means=True, jobs=2) == whole
    monkeypatch.setattr(batches, "LANES", 64)
    grown = list(futures_so_far(coasts, opening, 300, 5, means=True))
    assert [tally.futures for tally in grown] == [64, 128, 192, 256, 300]
    assert grown[-1] == whole


def test_whoever_stops_early_leaves_nothing_running(coasts: Run) -> None:
    """A screen that is closed takes its processes with it."""
    with closing(futures_so_far(coasts, begin(coasts).after, 1_000_000, jobs=2)) as growing:
        first = next(growing)
    assert 0 < first.futures < 1_000_000
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(("n", "jobs"), [(0, 1), (1, 0)])
def test_nothing_cannot_be_played(coasts: Run, n: int, jobs: int) -> None:
    """Nor by nobody."""
    with pytest.raises(ValueError, match="at least one"):
        futures(coasts, begin(coasts).after, n, jobs=jobs)
    with pytest.raises(ValueError, match="at least one"):
        influence(coasts, historical_run(coasts), n, jobs=jobs)


@few
@given(runs(), seeds)
def test_means_are_those_at_the_close_of_each_year(run: Run, seed: int) -> None:
    """A year is over at the last beat, in the order of play, that is dated in it or before."""
    opening = begin(run).after
    tally = futures(run, opening, N, seed, means=True)
    closes = {year: place for place, years in last_beats(run).items() for year in years}
    for year, place in closes.items():
        if place < (opening.crisis, opening.beat):
            continue
        then = []
        for number in seeds_of(seed, 0, N):
            steps = played(run, opening, number)
            by_then = [step for step in steps if (step.before.crisis, step.before.beat) <= place]
            then.append((by_then[-1].after if by_then else opening).meters)
        if year in tally.sums:
            assert tally.sums[year] == tuple(map(sum, zip(*then, strict=True)))
        else:
            assert opening.ended
    dated = [beat.date.year for crisis in run.crises for beat in crisis.beats]
    assert set(closes) == set(range(min(dated), max(dated) + 1))


@few
@given(runs(), seeds, st.data())
def test_odds_are_the_futures_after_each_choice(run: Run, seed: int, data: st.DataObject) -> None:
    """Of every choice that is open, with the same luck, and the weight that the computer gives it."""
    steps = play(run, data.draw(st.lists(st.integers(0, 3), min_size=12, max_size=12)))
    state = data.draw(st.sampled_from([step.after for step in steps]))
    found = odds(run, state, N, seed)
    known = facts(run, state)
    assert tuple(each.choice for each in found) == open_choices(run, state)
    for each in found:
        assert each.tally == futures(run, decide(run, state, each.choice.id).after, N, seed)
        assert each.weight == next((w.value for w in each.choice.weights if known.satisfy(w.when)), 0)


def moved(run: Run, state: State, taken: Choice, n: int, seed: int) -> float:
    """Half the sum of the differences between the choice taken and the mean of the others, in percent."""
    known = facts(run, state)
    others = [choice for choice in open_choices(run, state) if choice is not taken]
    if not others:
        return 0.0
    weights = [next((w.value for w in choice.weights if known.satisfy(w.when)), 0) for choice in others]
    weights = weights if any(weights) else [1] * len(others)
    mine = endings(run, decide(run, state, taken.id).after, n, seed)
    theirs = [endings(run, decide(run, state, choice.id).after, n, seed) for choice in others]
    total = 0.0
    for name in set(mine).union(*theirs):
        mean = sum(weight * each[name] / n for weight, each in zip(weights, theirs, strict=True)) / sum(weights)
        total += abs(mine[name] / n - mean)
    return 100 * total / 2


@few
@given(runs(), seeds, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_influence_is_by_how_much_a_decision_moved_the_odds(run: Run, seed: int, decisions: list[int]) -> None:
    """Each decision of a timeline, whoever took it, against what else was open."""
    steps = play(run, decisions)
    found = influence(run, steps, 8, seed)
    assert [(each.beat, each.choice) for each in found] == [(step.beat, step.choice) for step in steps[1:]]
    for each, step in zip(found, steps[1:], strict=True):
        assert step.choice is not None
        assert each.moved == pytest.approx(moved(run, step.before, step.choice, 8, seed))
        assert 0 <= each.moved <= 100.0001
        assert each.futures == (8 if len(each.odds) > 1 else 0)


def switched(coasts: Run, warm: int, cold: int) -> Run:
    """One beat of two choices that move warmth by so many percent, and another beat whose choices move nothing."""
    first = coasts.crises[1].beats[0]
    push = first.choices[0].effects[0]

    def choice(name: str, percent: int, history: bool) -> Choice:
        effect = Effect(push.cause, MeterId("warmth"), coasts.pack.meters[0].index, percent)
        return replace(
            first.choices[0], id=ChoiceId(name), history=history, effects=(effect,), sets=(), when=None, next=None,
            weights=first.choices[0].weights[-1:], human_cost=NOTHING,
        )  # fmt: skip

    beats = (
        replace(first, choices=(choice("thaw", warm, True), choice("freeze", cold, False))),
        replace(first, id=BeatId("1901-storm/idle"), choices=(choice("one", 0, True), choice("other", 0, False))),
    )
    by_warmth = tuple(Ending(EndingId(each.id), each.title, each.when, each.text) for each in coasts.endings)
    return replace(coasts, crises=(replace(coasts.crises[1], beats=beats),), endings=by_warmth)


def test_a_decision_that_settles_all_moves_all_and_an_idle_one_nothing(coasts: Run) -> None:
    """The two ends of the scale, without any luck."""
    run = replace(switched(coasts, 100, -100), crises=(replace(switched(coasts, 100, -100).crises[0], endings=()),))
    settled, idle = influence(run, historical_run(run), 10)
    assert (settled.moved, idle.moved) == (100.0, 0.0)
    assert (settled.taken, settled.instead) == ({"thaw": 1.0}, {"frost": 1.0})
    assert settled.noise == pytest.approx(50 * 2 * (2 / 3.141592653589793) ** 0.5 * (2 * 0.25 / 10) ** 0.5)


def test_whatever_grows_can_be_looked_at_on_the_way(coasts: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen shows what there is so far; the last look is the whole."""
    monkeypatch.setattr(batches, "LANES", 60)
    opening = begin(coasts).after
    steps = historical_run(coasts)
    choices = list(odds_so_far(coasts, opening, 100))
    assert choices[0][0].tally == Tally() and choices[-1] == odds(coasts, opening, 100)
    weighed = list(influence_so_far(coasts, steps, 600))
    assert not any(each.futures for each in weighed[0])
    assert len(weighed) == 1 + 2 * sum(len(each.odds) > 1 for each in weighed[0])
    assert {each.futures for each in weighed[-2]} == {512, 600}
    assert weighed[-1] == influence(coasts, steps, 600, jobs=2)
    years = list(by_year_so_far(coasts, 100, coasts.pack.meters[0]))
    assert [each.futures for each in years[0]] == [0, 0]
    assert [each.futures for each in years[1]] == [60, 0]
    assert years[-1] == by_year(coasts, 100, coasts.pack.meters[0], jobs=2)


@pytest.mark.parametrize("at_least", [0, 40, 55, 101])
def test_a_bond_holds_where_its_meter_stands_high_enough_at_the_close_of_the_year(coasts: Run, at_least: int) -> None:
    """Under each lens of the pack, with the same luck, from the opening or from a later state."""
    meter = coasts.pack.meters[0]
    opening = begin(coasts).after
    later = historical_run(coasts)[2].after
    for start in (opening, later):
        found = by_year(coasts, N, meter, at_least, 4, state=start)
        assert [each.lens for each in found] == list(coasts.pack.lenses)
        for each in found:
            bent = replace(coasts, lens=each.lens)
            held: Counter[int] = Counter()
            for number in seeds_of(4, 0, N):
                steps = played(bent, start, number)
                for year in (1900, 1901):
                    by_then = [step for step in steps if step.beat is not None and step.beat.date.year <= year]
                    value = (by_then[-1].after if by_then else start).meters[meter.index]
                    held[year] += value >= at_least
            assert each.holding == {1900: held[1900], 1901: held[1901]}
            assert each.share(1901) == held[1901] / N


def test_where_a_story_is_over_nothing_is_left_to_choose(coasts: Run) -> None:
    """All futures of its last state are that state."""
    end = historical_run(coasts)[-1].after
    assert odds(coasts, end, N) == ()
    assert futures(coasts, end, N).endings == {end.ending: N}


def test_a_story_that_may_end_without_an_ending_is_counted_so(tmp_path: Path) -> None:
    """'' stands for none, as in a proof."""
    pack = load_pack(write_pack(tmp_path))
    run = replace(crisis_run(pack, "1901-storm"), endings=())
    bare = replace(run, crises=tuple(replace(crisis, endings=()) for crisis in run.crises))
    assert futures(bare, begin(bare).after, N).endings == {"": N}
