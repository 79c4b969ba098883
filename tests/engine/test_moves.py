"""Jumps, beats and crises that do not come to pass, endings, and history where its own road is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from game.content import load_pack
from game.engine import (
    Run,
    State,
    Step,
    begin,
    campaign_run,
    crisis_run,
    current,
    decide,
    facts,
    find_ending,
    historical_run,
    history_pick,
)
from game.engine.events import (
    BeatPassedOver,
    CrisisClosed,
    CrisisOpened,
    CrisisPassedOver,
    FlagLowered,
    FlagRaised,
    MeterMoved,
    RunEnded,
)
from game.engine.model import Pack
from tests.worlds import LAMP, PACK, STORM, Edit, break_pack, write_pack


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Two coasts, a lamp and a storm."""
    return load_pack(write_pack(tmp_path))


def after(run: Run, *choices: str) -> Step:
    """The last step of some decisions."""
    step = begin(run)
    for choice in choices:
        step = decide(run, step.after, choice)
    return step


def at(run: Run, state: State) -> str | None:
    """The beat at which a state stands."""
    beat = current(run, state)
    return beat.id if beat else None


def test_a_run_opens_with_its_first_crisis_at_its_first_beat(pack: Pack) -> None:
    """The opening is a step without a beat or a choice."""
    run = campaign_run(pack, "years")
    opening = begin(run)
    assert (opening.beat, opening.choice) == (None, None)
    assert opening.events == (CrisisOpened(pack.crises[0].id),)
    assert at(run, opening.after) == "1900-lamp/light"
    assert opening.after.meters == (50, 40, 30)


def test_a_decision_tells_each_effect_with_its_cause_before_and_after(pack: Pack) -> None:
    """Light it: grain 40 - 6 % of 40 = 38; warmth 50 + 8 % of 50 = 54; fear 30 - 10 % of 30 = 27."""
    run = campaign_run(pack, "years")
    step = after(run, "light-it")
    assert [(move.meter, move.cause, move.percent, move.before, move.after) for move in step.moves] == [
        ("grain", "hunger", -6, 40, 38),
        ("warmth", "pride", 8, 50, 54),
        ("fear", "pride", -10, 30, 27),
    ]
    assert [move.change for move in step.moves] == [-2, 4, -3]
    assert [event for event in step.events if not isinstance(event, MeterMoved)] == [FlagRaised(step.choice.sets[0])]  # type: ignore[union-attr]


def test_a_lens_scales_what_is_told_too(pack: Pack) -> None:
    """Under 'proud' pride counts two and a half times, and hunger nothing."""
    step = after(campaign_run(pack, "years", lens="proud"), "light-it")
    assert [(move.meter, move.weight, move.after) for move in step.moves] == [
        ("grain", 0, 40),
        ("warmth", 250, 60),
        ("fear", 250, 22),  # a quarter of 30 is 7.5, and halves go away from it
    ]


def test_a_beat_whose_condition_fails_is_passed_over(pack: Pack) -> None:
    """The lamp is dark and fear is low: nobody asks the West."""
    run = campaign_run(pack, "years")
    state = replace(after(run, "leave-it").after, meters=(50, 40, 20))
    step = decide(run, state, "calm")
    assert step.events[-4:] == (
        BeatPassedOver(pack.crises[0].beats[2].id),
        BeatPassedOver(pack.crises[0].beats[3].id),
        CrisisClosed(pack.crises[0].id, pack.crises[0].endings[1].id),
        CrisisOpened(pack.crises[1].id),
    )
    assert at(run, step.after) == "1901-storm/wreck"


def test_a_jump_passes_over_what_lies_between(pack: Pack) -> None:
    """'next: end' leads past every beat below, and each of them is told once."""
    run = campaign_run(pack, "years")
    step = after(run, "light-it", "calm", "refuse")
    night = pack.crises[0].beats[3].id
    assert [event for event in step.events if isinstance(event, BeatPassedOver)] == [BeatPassedOver(night)]
    assert step.events[-1] == CrisisOpened(pack.crises[1].id)


def test_a_jump_to_a_beat_that_does_not_come_to_pass_goes_on_from_there(tmp_path: Path) -> None:
    """The target's own condition still counts."""
    folder, _ = break_pack(
        tmp_path,
        (LAMP, "        sets: [lit]\n", "        sets: [lit]\n        next: answer\n"),
        (LAMP, "when: lit or fear > 20", "when: fear > 90"),
        (LAMP, "when: lit\n        closed", "when: fear > 90\n        closed"),
        (LAMP, "weight: [{when: lit, weight: 1}, {weight: 2}]", "weight: [{when: paid, weight: 1}, {weight: 2}]"),
    )
    run = campaign_run(load_pack(folder), "years")
    step = after(run, "light-it")
    assert [event.beat for event in step.events if isinstance(event, BeatPassedOver)] == [
        "1900-lamp/wind",
        "1900-lamp/answer",
        "1900-lamp/night",
    ]
    assert at(run, step.after) == "1901-storm/wreck"


def test_a_crisis_whose_condition_fails_is_passed_over_without_its_beats(pack: Pack) -> None:
    """Paid and warm: no quarrel comes of the storm, and the story is over."""
    run = campaign_run(pack, "years")
    state = replace(after(run, "light-it", "calm", "pay").after, meters=(90, 40, 30))
    step = decide(run, state, "fall")
    lamp, storm = pack.crises
    assert step.events == (
        CrisisClosed(lamp.id, lamp.endings[0].id),
        CrisisPassedOver(storm.id),
        RunEnded(pack.endings[0].id),
    )
    assert step.after.ended
    assert step.after.ending == "thaw"
    assert facts(run, step.after).year == 1901


def test_the_same_crisis_played_alone_comes_to_pass_whatever_its_condition(pack: Pack) -> None:
    """Alone it opens in the state to which history led."""
    lamp = historical_run(crisis_run(pack, "1900-lamp"))[-1].after
    step = begin(crisis_run(pack, "1901-storm"))
    assert step.events == (CrisisOpened(pack.crises[1].id),)
    assert (step.after.meters, step.after.flags) == (lamp.meters, lamp.flags)


def test_a_final_ending_of_a_crisis_ends_the_whole_run(tmp_path: Path) -> None:
    """After a war that ends the world there is no storm."""
    folder, _ = break_pack(tmp_path, (LAMP, "title: Strangers,", "title: Strangers, final: true,"))
    pack = load_pack(folder)
    run = campaign_run(pack, "years")
    step = after(run, "light-it", "calm", "refuse")
    assert step.events[-2:] == (
        CrisisClosed(pack.crises[0].id, pack.crises[0].endings[1].id),
        RunEnded(pack.crises[0].endings[1].id),
    )
    assert (step.after.ended, step.after.ending) == (True, "strangers")
    ending = find_ending(run, "strangers")
    assert ending is not None
    assert ending.final
    # The other ending of the same crisis lets the run go on.
    assert not after(run, "light-it", "calm", "pay", "fall").after.ended


def test_a_final_ending_is_found_although_another_crisis_has_one_of_its_name(tmp_path: Path) -> None:
    """Ids of endings that end nothing may be used again; the one that ended the run is meant."""
    other = "endings:\n  - {id: strangers, title: At last, final: true, text: It is over.}\n"
    folder, _ = break_pack(tmp_path, (STORM, "sources:", f"{other}sources:"))
    run = campaign_run(load_pack(folder), "years")
    step = after(run, "light-it", "calm", "refuse", "keep")
    ending = find_ending(run, step.after.ending)
    assert ending is not None
    assert ending.title == "At last"
    assert find_ending(run, None) is None
    assert find_ending(run, "nowhere") is None


FALL = "endings:\n  - {id: fall, title: The warden falls, early: true, when: fear > 35, text: Others have the keys.}\n"


def test_an_early_ending_of_the_story_may_come_at_the_close_of_any_crisis(tmp_path: Path) -> None:
    """The warden who has lost the house plays no second year."""
    folder, _ = break_pack(tmp_path, (PACK, "endings:\n", FALL))
    pack = load_pack(folder)
    run = campaign_run(pack, "years")
    state = replace(after(run, "light-it", "calm", "pay").after, meters=(50, 40, 90))
    step = decide(run, state, "fall")
    assert step.events[-1] == RunEnded(pack.endings[0].id)
    assert (step.after.ended, step.after.ending, facts(run, step.after).year) == (True, "fall", 1900)
    calm = decide(run, replace(state, meters=(50, 40, 10)), "fall")
    assert not calm.after.ended


def test_an_early_ending_does_not_cut_short_a_crisis_played_alone(tmp_path: Path) -> None:
    """Alone a crisis closes by its own endings."""
    folder, _ = break_pack(tmp_path, (PACK, "endings:\n", FALL))
    run = crisis_run(load_pack(folder), "1900-lamp")
    state = replace(after(run, "light-it", "calm", "pay").after, meters=(50, 40, 90))
    assert decide(run, state, "fall").after.ending in {ending.id for ending in run.crises[0].endings}


def test_a_campaign_may_close_by_endings_of_its_own(tmp_path: Path) -> None:
    """Only those that it names are asked, in its order."""
    own = "crises: [1900-lamp, 1901-storm], endings: [frost]}"
    folder, _ = break_pack(tmp_path, (PACK, "crises: [1900-lamp, 1901-storm]}", own))
    pack = load_pack(folder)
    run = campaign_run(pack, "years")
    assert [ending.id for ending in run.endings] == ["frost"]
    assert pack.digest != load_pack(write_pack(tmp_path / "whole")).digest


def test_a_crisis_alone_without_endings_of_its_own_closes_with_the_packs(pack: Pack) -> None:
    """Every run ends somehow."""
    step = after(crisis_run(pack, "1901-storm"), "keep")
    assert step.after.ending in {ending.id for ending in pack.endings}


@pytest.mark.parametrize(
    ("likeness", "taken"),
    [((30, 60), "far"), ((60, 30), "near"), ((40, 40), "near"), ((0, 0), "near")],
)
def test_where_its_own_choice_is_closed_history_takes_the_likest_that_is_open(
    tmp_path: Path, likeness: tuple[int, int], taken: str
) -> None:
    """Of two that are equally like, the author's first."""
    more = "".join(
        f"      - {{id: {name}, title: So., plausibility: argued, likeness: {like}, "
        'evidence: "None. [@log-west]", rewrite: Much., outcome: So.}\n'
        for name, like in zip(("near", "far"), likeness, strict=True)
    )
    folder, _ = break_pack(
        tmp_path,
        (STORM, "        history: true\n", "        history: true\n        when: paid\n"),
        (STORM, "      - id: share\n", f"{more}      - id: share\n"),
        (STORM, "        plausibility: speculative\n", "        plausibility: speculative\n        when: paid\n"),
    )
    run = crisis_run(load_pack(folder), "1901-storm")
    state = begin(run).after
    assert history_pick(run, state).id == taken
    # Where it is open, it is history's own.
    paid = replace(state, flags=state.flags | {run.pack.crises[0].beats[2].choices[1].sets[0]})
    assert history_pick(run, paid).id == "keep"


def test_flags_are_told_only_where_they_really_change(tmp_path: Path) -> None:
    """A flag that is up already is not raised again, nor one lowered that is not up."""
    folder, _ = break_pack(
        tmp_path,
        (LAMP, "        sets: [paid]\n", "        sets: [lit, paid, paid]\n        clears: []\n"),
        (
            STORM,
            "        rewrite: Other people.\n",
            "        rewrite: Other people.\n        clears: [lit, paid, lit]\n",
        ),
    )
    pack = load_pack(folder)
    run = campaign_run(pack, "years")
    lit, paid = (next(flag for flag in pack.flags if flag == name) for name in ("lit", "paid"))
    step = after(run, "light-it", "calm", "pay")
    assert [event for event in step.events if isinstance(event, FlagRaised)] == [FlagRaised(paid)]
    step = after(run, "light-it", "calm", "refuse", "share")
    assert [event for event in step.events if isinstance(event, FlagLowered)] == [FlagLowered(lit)]
    assert step.after.flags == frozenset()


def test_a_choice_that_raises_and_lowers_one_flag_leaves_it_down_and_tells_nothing(pack: Pack) -> None:
    """The loader refuses such a choice; the engine still tells only what is so."""
    lamp = pack.crises[0]
    both = replace(lamp.beats[0].choices[0], clears=lamp.beats[0].choices[0].sets)
    beat = replace(lamp.beats[0], choices=(both, lamp.beats[0].choices[1]))
    run = crisis_run(replace(pack, crises=(replace(lamp, beats=(beat, *lamp.beats[1:])),)), "1900-lamp")
    step = after(run, "light-it")
    assert [event for event in step.events if isinstance(event, FlagRaised | FlagLowered)] == []
    assert step.after.flags == frozenset()


@pytest.mark.parametrize(
    ("edit", "holds"),
    [
        ((LAMP, "when: paid\n    choices", "when: year == 1902\n    choices"), True),
        ((LAMP, "when: paid\n    choices", "when: year == 1900\n    choices"), False),
        ((LAMP, "title: Friends, when: paid", "title: Friends, when: year == 1903"), True),
        ((LAMP, "title: Friends, when: paid", "title: Friends, when: year == 1900"), False),
        ((STORM, "when: not paid or warmth < 70", "when: year == 1904"), True),
        ((STORM, "when: not paid or warmth < 70", "when: year == 1905"), False),
        ((PACK, "when: warmth >= 50", "when: year == 1905"), True),
        ((PACK, "when: warmth >= 50", "when: year == 1904"), False),
    ],
)
def test_the_year_in_conditions_is_that_of_the_moment(tmp_path: Path, edit: Edit, holds: bool) -> None:
    """Of a beat its date's (1902), of a crisis its first day's (1904), of an ending its last (1903, 1905)."""
    folder, _ = break_pack(
        tmp_path,
        edit,
        (LAMP, "until: 1900-04-30", "until: 1903-04-30"),
        (LAMP, "date: 1900-04-01", "date: 1902-04-01"),
        (STORM, "{from: 1901-09-01, until: 1901-09-30}", "{from: 1904-09-01, until: 1905-02-01}"),
        (STORM, "date: 1901-09-02", "date: 1904-09-02"),
        (LAMP, "        next: end\n", ""),
    )
    run = campaign_run(load_pack(folder), "years")
    step = after(run, "leave-it", "calm", "refuse")
    events = list(step.events)
    while not step.after.ended:
        step = decide(run, step.after, history_pick(run, step.after).id)
        events += step.events
    file, _, new = edit
    if "choices" in new:
        came = BeatPassedOver(run.crises[0].beats[3].id) not in events
    elif "Friends" in new:
        came = CrisisClosed(run.crises[0].id, run.crises[0].endings[0].id) in events
    elif file == STORM:
        came = CrisisOpened(run.crises[1].id) in events
    else:
        came = step.after.ending == "thaw"
    assert came is holds


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda pack: campaign_run(pack, "none"), "none"),
        (lambda pack: campaign_run(pack, "years", lens="pink"), "pink"),
        (lambda pack: crisis_run(pack, "none"), "none"),
        (lambda pack: crisis_run(pack, "1900-lamp", lens="pink"), "pink"),
    ],
)
def test_a_run_of_what_is_not_there_is_refused(pack: Pack, make: Callable[[Pack], Run], name: str) -> None:
    """A campaign, a crisis or a lens that the pack has not is a KeyError that names it."""
    with pytest.raises(KeyError, match=name):
        make(pack)
