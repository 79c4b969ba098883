"""Two timelines side by side: against an example worked by hand, and by laws that hold in any world."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import load_pack
from game.engine import Run, Step, begin, campaign_run, crisis_run, current, decide, historical_run
from game.engine.model import CHANCE, Beat, Pack
from game.score.compare import BeatPair, Comparison, Moment, Relation, Timeline, compare, marks
from tests.worlds import LAMP, break_pack, few, packs, picks, play, seeds, write_pack

MIRRORED = {Relation.ONLY_A: Relation.ONLY_B, Relation.ONLY_B: Relation.ONLY_A}
PAID = ("light-it", "gale", "pay", "fall", "keep")
HISTORYS = ("light-it", "calm", "refuse", "keep")


@pytest.fixture(scope="module")
def coasts(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A lamp and a storm on two coasts; it opens at warmth 50, grain 40, fear 30."""
    return load_pack(write_pack(tmp_path_factory.mktemp("packs")))


def timeline(run: Run, choices: Iterable[str], tells: Callable[[Beat], bool] | None = None) -> Timeline:
    """A run decided by these choices, in order."""
    steps = [begin(run)]
    for choice in choices:
        steps.append(decide(run, steps[-1].after, choice))
    return Timeline(run, tuple(steps), tells) if tells else Timeline(run, tuple(steps))


def years(pack: Pack, choices: Iterable[str], lens: str = "balanced") -> Timeline:
    """The campaign of both years, decided by these choices."""
    return timeline(campaign_run(pack, "years", lens=lens), choices)


def told(found: Comparison) -> list[tuple[str, str]]:
    """The beats by name, with how the two stand there."""
    return [(pair.beat.id.split("/")[1], str(pair.relation)) for pair in found.beats]


def test_beat_by_beat_as_worked_by_hand(coasts: Pack) -> None:
    """The wind parts them; the night comes only to whoever has paid."""
    found = compare(years(coasts, HISTORYS), years(coasts, PAID))
    assert told(found) == [
        ("light", "same"),
        ("wind", "different"),
        ("answer", "different"),
        ("night", "only_b"),
        ("wreck", "same"),
    ]
    assert found.parted is not None and found.parted.a is not None and found.parted.b is not None
    assert (found.parted.beat.id, found.parted.a.id, found.parted.b.id) == ("1900-lamp/wind", "calm", "gale")
    assert found.until is not None and found.until.id == "1901-storm/wreck"
    assert not found.sealed_before
    assert [found.count(relation) for relation in Relation] == [2, 2, 0, 1, 0]


def test_meters_at_the_end_of_each_crisis_as_worked_by_hand(coasts: Pack) -> None:
    """History: warmth 50, 54, 55, 49, 42; with the gale and the purse: 50, 54, 60, 51. And so on for the others."""
    found = compare(years(coasts, HISTORYS), years(coasts, PAID))
    assert [(level.moment, level.crisis.id, level.a.state.meters, level.b.state.meters) for level in found.levels] == [
        (Moment.OPENING, "1900-lamp", (50, 40, 30), (50, 40, 30)),
        (Moment.CRISIS, "1900-lamp", (49, 38, 31), (60, 33, 36)),
        (Moment.CRISIS, "1901-storm", (42, 38, 37), (51, 33, 42)),
        (Moment.END, "1901-storm", (42, 38, 37), (51, 33, 42)),
    ]
    assert [level.differences for level in found.levels] == [(0, 0, 0), (-11, 5, -5), (-9, 5, -5), (-9, 5, -5)]
    endings = [(level.a.ending, level.b.ending) for level in found.levels]
    assert [[each.id if each else None for each in pair] for pair in endings] == [
        [None, None],
        ["strangers", "friends"],
        [None, None],
        ["frost", "thaw"],
    ]


def test_flags_that_only_one_raised(coasts: Pack) -> None:
    """Both lit the lamp; one was paid for it."""
    found = compare(years(coasts, HISTORYS), years(coasts, PAID))
    assert (found.flags_a, found.flags_b) == ((), ("paid",))
    dark = compare(years(coasts, ("leave-it", "calm", "refuse", "keep")), years(coasts, PAID))
    assert (dark.flags_a, dark.flags_b) == ((), ("paid", "lit"))


def test_the_score_of_each_as_worked_by_hand(coasts: Pack) -> None:
    """Grain 33 for 38 and fear 42 for 37: East (5 + 5) ÷ 2 worse, West even; (9 + 5 + 5) ÷ 3 = 6.3 points away."""
    for choices, likeness, statecraft, divergence in (
        (HISTORYS, {"east": 100, "west": 100}, {"east": 0, "west": 0}, 0),
        (PAID, {"east": 100, "west": 50}, {"east": -5, "west": 0}, 6),
    ):
        side = years(coasts, choices)
        found = marks(side.run, side.steps, [seat.id for seat in coasts.seats], side.steps)
        assert (found.likeness, found.statecraft, found.divergence) == (likeness, statecraft, divergence)
        apart = marks(side.run, side.steps, [coasts.seats[1].id], side.steps[:1])
        assert (dict(apart.likeness), apart.divergence) == ({"west": likeness["west"]}, None)


def test_a_crisis_alone_beside_the_same_in_a_campaign(coasts: Pack) -> None:
    """Only the storm is in both; the campaign comes to it richer in warmth, and with a flag that history had not."""
    alone = timeline(crisis_run(coasts, "1901-storm"), ["share"])
    found = compare(alone, years(coasts, PAID))
    assert told(found) == [("wreck", "different")] and [crisis.id for crisis in found.crises] == ["1901-storm"]
    opening, closing, end = found.levels
    assert (opening.a.state.meters, opening.b.state.meters) == ((49, 38, 31), (60, 33, 36))
    assert (closing.moment, end.moment) == (Moment.CRISIS, Moment.END)
    assert found.flags_b == ("paid",)


def test_a_story_that_ends_earlier_is_compared_up_to_there(coasts: Pack) -> None:
    """The lamp alone is over; the campaign goes on. Its end is no match for an end."""
    alone = timeline(crisis_run(coasts, "1900-lamp"), PAID[:4])
    found = compare(alone, years(coasts, HISTORYS))
    assert [(level.moment, level.a.state.meters, level.b.state.meters) for level in found.levels[1:]] == [
        (Moment.CRISIS, (60, 33, 36), (49, 38, 31)),
        (Moment.STAND, (60, 33, 36), (49, 38, 31)),
    ]


def test_a_crisis_that_only_one_came_to(coasts: Pack) -> None:
    """All pride: paid at warmth 73, so the storm makes no quarrel."""
    proud = years(coasts, ("light-it", "calm", "pay", "fall"), lens="proud")
    assert proud.steps[-1].after.ended
    found = compare(proud, years(coasts, HISTORYS))
    assert told(found)[-2:] == [("night", "only_a"), ("wreck", "only_b")]
    storm = found.levels[2]
    assert (storm.a.came_to_pass, storm.b.came_to_pass) == (False, True)
    assert storm.a.state.meters[0] == 73


def test_what_one_has_not_come_to_yet_is_no_difference(coasts: Pack) -> None:
    """A timeline that stands before the answer is compared up to the wind."""
    found = compare(years(coasts, PAID[:2]), years(coasts, HISTORYS))
    assert told(found) == [("light", "same"), ("wind", "different")]
    assert found.levels[-1].moment is Moment.STAND
    assert (found.levels[-1].a.state.meters, found.levels[-1].b.state.meters) == ((54, 34, 27), (55, 38, 27))
    assert len(found.levels) == 2, "no crisis has ended in both"
    assert compare(years(coasts, HISTORYS), years(coasts, PAID[:2])).levels[-1].moment is Moment.STAND
    nothing = compare(years(coasts, ()), years(coasts, HISTORYS))
    assert (nothing.until, nothing.beats, nothing.parted) == (None, (), None)


def test_a_story_that_ended_before_the_common_crisis_is_still_compared(tmp_path: Path) -> None:
    """Whoever paid made friends, and the story was over; it never came to the storm."""
    folder, _ = break_pack(tmp_path, (LAMP, "when: paid, text: They are", "when: paid, final: true, text: They are"))
    pack = load_pack(folder)
    ended, alone = years(pack, PAID[:4]), timeline(crisis_run(pack, "1901-storm"), ["keep"])
    assert ended.steps[-1].after.ended
    found = compare(ended, alone)
    assert told(found) == [("wreck", "only_b")]
    (level,) = found.levels
    assert (level.moment, level.a.state.meters, level.b.came_to_pass) == (Moment.END, (60, 33, 36), True)


def test_stories_without_a_common_crisis_have_nothing_in_common(coasts: Pack) -> None:
    """And nothing is made up about them."""
    found = compare(timeline(crisis_run(coasts, "1901-storm"), ["keep"]), timeline(crisis_run(coasts, "1900-lamp"), ()))
    assert (found.crises, found.beats, found.levels, found.flags_a, found.flags_b) == ((), (), (), (), ())


def test_what_is_sealed_is_neither_told_nor_counted_as_a_parting(coasts: Pack) -> None:
    """Chance is sealed in B: that they differ there is not told, and the flags stop before it."""
    paid = replace(years(coasts, PAID), tells=lambda beat: beat.actor != CHANCE)
    found = compare(years(coasts, ("leave-it", *HISTORYS[1:])), paid)
    assert told(found) == [("light", "different"), ("wind", "sealed"), ("answer", "different"), ("wreck", "same")]
    wind = found.beats[1]
    assert wind.a is not None and (wind.a.id, wind.b) == ("calm", None)
    assert (found.flags_a, found.flags_b) == ((), ("lit",)), "who paid is told by what comes after the sealed wind"
    assert found.parted is found.beats[0] and not found.sealed_before
    later = compare(years(coasts, HISTORYS), paid)
    assert later.parted is not None and later.parted.beat.id == "1900-lamp/answer" and later.sealed_before


# -- laws -------------------------------------------------------------------------------------------------------------


@st.composite
def timelines(draw: st.DrawFn, pack: Pack) -> Timeline:
    """Any timeline of a pack: a campaign or a crisis, whole or cut short, under any lens and luck."""
    lens, seed = draw(st.sampled_from(pack.lenses)).id, draw(seeds)
    crisis = draw(st.none() | st.sampled_from(pack.crises))
    run = crisis_run(pack, crisis.id, lens=lens, seed=seed) if crisis else campaign_run(pack, "all", lens=lens)
    steps = play(run, draw(picks))
    return Timeline(run, tuple(steps[: draw(st.integers(1, len(steps)))]))


@st.composite
def two(draw: st.DrawFn) -> tuple[Timeline, Timeline]:
    """Two timelines of one random pack."""
    pack = draw(packs())
    return draw(timelines(pack)), draw(timelines(pack))


def mirrored(pair: BeatPair) -> BeatPair:
    """The same, seen from the other side."""
    return BeatPair(pair.beat, pair.b, pair.a, MIRRORED.get(pair.relation, pair.relation))


@few
@given(two())
def test_a_timeline_beside_itself_shows_nothing_different(pair: tuple[Timeline, Timeline]) -> None:
    """Whatever it is."""
    found = compare(pair[0], pair[0])
    assert found.parted is None and not found.sealed_before
    assert all(each.relation is Relation.SAME for each in found.beats)
    assert len(found.beats) == len(pair[0].steps) - 1
    assert not any(gap for level in found.levels for gap in level.differences)
    assert found.flags_a == found.flags_b == ()


@few
@given(two())
def test_from_the_other_side_it_looks_the_same(pair: tuple[Timeline, Timeline]) -> None:
    """A and B change places, and nothing else changes."""
    a, b = pair
    there, back = compare(a, b), compare(b, a)
    assert tuple(map(mirrored, there.beats)) == back.beats
    assert (mirrored(there.parted) if there.parted else None) == back.parted
    assert (there.flags_a, there.flags_b) == (back.flags_b, back.flags_a)
    assert (there.until, there.crises, there.sealed_before) == (back.until, back.crises, back.sealed_before)
    assert [replace(level, a=level.b, b=level.a) for level in there.levels] == list(back.levels)


@few
@given(two())
def test_the_first_parting_is_the_first(pair: tuple[Timeline, Timeline]) -> None:
    """Found by walking both stories together, beat by beat, until they differ or one of them stands."""
    a, b = pair
    found = compare(a, b)
    expected: list[tuple[str, str | None, str | None]] = []
    taken = [{step.beat.id: step.choice.id for step in side.steps if step.beat and step.choice} for side in pair]
    for crisis in a.run.pack.crises:
        for beat in crisis.beats:
            if any(not left_behind(side, beat) for side in pair):
                continue
            one, other = taken[0].get(beat.id), taken[1].get(beat.id)
            if one != other:
                expected.append((beat.id, one, other))
    if not expected:
        assert found.parted is None
    else:
        assert found.parted is not None
        ids = [choice.id if choice else None for choice in (found.parted.a, found.parted.b)]
        assert (found.parted.beat.id, *ids) == expected[0]


def left_behind(side: Timeline, beat: Beat) -> bool:
    """Whether a beat belongs to a timeline's story, and comes before the one that is to be decided now."""
    places = [known.id for crisis in side.run.crises for known in crisis.beats]
    now = current(side.run, side.steps[-1].after)
    return beat.id in places and (now is None or places.index(beat.id) < places.index(now.id))


@few
@given(two(), st.sets(st.sampled_from(("b0", "b1", "b2", "b3"))))
def test_what_may_not_be_told_is_nowhere(pair: tuple[Timeline, Timeline], secret: set[str]) -> None:
    """No choice of a sealed beat, no word that one came to it alone, and no flag that may come from it."""
    a, b = pair

    def tells(beat: Beat) -> bool:
        return beat.id.split("/")[1] not in secret

    open_book, found = compare(a, b), compare(a, replace(b, tells=tells))
    for each in found.beats:
        if not tells(each.beat):
            assert each.b is None and each.relation in (Relation.SEALED, Relation.ONLY_A)
    kept = [each for each in open_book.beats if tells(each.beat)]
    assert [each for each in found.beats if tells(each.beat)] == kept
    first = next((each for each in open_book.beats if not tells(each.beat) and each.b is not None), None)
    if first is not None:
        assert found.sealed_before == (found.parted is None or order(a, first) < order(a, found.parted))
        raised = {flag for step in before(b, first.beat) for flag in step.after.flags}
        assert set(found.flags_b) <= raised


def order(side: Timeline, pair: BeatPair) -> int:
    """Where a beat stands in the pack's story."""
    return [beat.id for crisis in side.run.pack.crises for beat in crisis.beats].index(pair.beat.id)


def before(side: Timeline, beat: Beat) -> list[Step]:
    """The steps of a timeline before a beat."""
    places = [known.id for crisis in side.run.crises for known in crisis.beats]
    return [step for step in side.steps if step.beat is None or places.index(step.beat.id) < places.index(beat.id)]


@few
@given(packs(), seeds)
def test_two_lenses_that_weigh_all_alike_tell_one_story(pack: Pack, seed: int) -> None:
    """Terms that differ are no difference of what was decided."""
    one, other = (campaign_run(pack, "all", lens=lens, seed=seed) for lens in ("balanced", "ones"))
    found = compare(Timeline(one, tuple(historical_run(one))), Timeline(other, tuple(historical_run(other))))
    assert found.parted is None and found.levels[-1].moment is Moment.END
