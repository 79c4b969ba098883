"""What if only this had been different? The laws of a single change, and one worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import Run, State, Step, begin, computer_pick, current, decide, facts, history_pick, open_choices
from game.engine.model import CHANCE, Choice
from game.errors import ChoiceNotOpen, UsageError
from game.explore.whatif import Reason, WhatIf, grown, places_of, what_if
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.saves import SKIPPED, Picker, decode, encode
from tests.explore.playing import runs
from tests.play.weir import DEPARTS, EAST, game_of, over, play, weir
from tests.worlds import few, picks, seeds

TABLES: tuple[Mapping[str, Picker], ...] = (
    {"east": Picker.PERSON, "west": Picker.COMPUTER},
    {"east": Picker.HISTORY, "west": Picker.PERSON},
    {"east": Picker.PERSON, "west": Picker.PERSON},
    {"east": Picker.HISTORY, "west": Picker.HISTORY},
)


def by_luck(run: Run, state: State, seats: Mapping[str, Picker]) -> Choice:
    """Who is no person, as a game lets them pick: written down a second time, on purpose."""
    beat = current(run, state)
    assert beat is not None
    watched = all(picker is Picker.HISTORY for picker in seats.values())
    if seats.get(beat.actor) is Picker.HISTORY or (beat.actor == CHANCE and watched):
        return history_pick(run, state)
    return computer_pick(run, state)


def a_game(run: Run, seats: Mapping[str, Picker], decisions: Sequence[int]) -> list[Step]:
    """A timeline as a game leaves it: people by number, all others by their luck."""
    steps = [begin(run)]
    while not steps[-1].after.ended:
        state = steps[-1].after
        beat = current(run, state)
        assert beat is not None
        choices = open_choices(run, state)
        if seats.get(beat.actor) is Picker.PERSON:
            choice = choices[decisions[(len(steps) - 1) % len(decisions)] % len(choices)]
        else:
            choice = by_luck(run, state, seats)
        steps.append(decide(run, state, choice.id))
    return steps


@st.composite
def timelines(draw: st.DrawFn) -> tuple[Run, Mapping[str, Picker], list[Step]]:
    """Any small world, played by any table of people and others, over or broken off."""
    run = replace(draw(runs()), seed=draw(seeds))
    seats = draw(st.sampled_from(TABLES))
    steps = a_game(run, seats, draw(picks))
    if len(steps) > 2 and draw(st.booleans()):
        steps = steps[: draw(st.integers(2, len(steps)))]
    return run, seats, steps


@st.composite
def changes(draw: st.DrawFn) -> tuple[Run, Mapping[str, Picker], list[Step], WhatIf]:
    """Any change of any decision."""
    run, seats, steps = draw(timelines().filter(lambda found: len(found[2]) > 1))
    at = draw(st.integers(1, len(steps) - 1))
    choice = draw(st.sampled_from(open_choices(run, steps[at].before)))
    otherwise = draw(st.sampled_from((Picker.HISTORY, Picker.COMPUTER)))
    return run, seats, steps, what_if(run, steps, at, choice.id, otherwise, seats=seats)


@few
@given(timelines(), st.data())
def test_changing_a_decision_to_itself_changes_nothing(
    found: tuple[Run, Mapping[str, Picker], list[Step]], data: st.DataObject
) -> None:
    """Whoever decided it, and whoever would decide what cannot be kept."""
    run, seats, steps = found
    if len(steps) < 2:
        return
    at = data.draw(st.integers(1, len(steps) - 1))
    choice = steps[at].choice
    assert choice is not None
    same = what_if(
        run, steps, at, choice.id, data.draw(st.sampled_from((Picker.HISTORY, Picker.COMPUTER))), seats=seats
    )
    assert list(same.steps) == steps
    assert (same.forced, same.first) == ((), None)


@few
@given(changes())
def test_everything_before_a_change_stays(found: tuple[Run, Mapping[str, Picker], list[Step], WhatIf]) -> None:
    """The same steps up to it, and it is the first that may differ."""
    _run, _seats, steps, changed = found
    assert list(changed.steps[: changed.at]) == steps[: changed.at]
    assert changed.steps[changed.at].before == steps[changed.at].before


@few
@given(changes())
def test_all_others_have_the_luck_that_they_had(found: tuple[Run, Mapping[str, Picker], list[Step], WhatIf]) -> None:
    """Nobody but people decides otherwise than the same luck would have it in the new state."""
    run, seats, _steps, changed = found
    for step in changed.steps[changed.at + 1 :]:
        assert step.beat is not None
        if seats.get(step.beat.actor) is not Picker.PERSON:
            assert step.choice is by_luck(run, step.before, seats)


@few
@given(changes())
def test_what_people_decided_is_kept_or_its_change_is_explained(
    found: tuple[Run, Mapping[str, Picker], list[Step], WhatIf],
) -> None:
    """Every later decision of a person is either the same, or on the list with a reason that is true."""
    run, seats, steps, changed = found
    was = {step.beat.id: step for step in steps[changed.at + 1 :] if step.beat}
    now = {step.beat.id: step for step in changed.steps[changed.at + 1 :] if step.beat}
    listed = {each.beat.id: each for each in changed.forced}
    kept = {beat.id for beat in changed.kept}
    assert not kept & set(listed)
    for beat in {**was, **now}:
        actor = run.pack.beats[beat].actor
        if seats.get(actor) is not Picker.PERSON:
            assert beat not in listed
            continue
        if beat in kept:
            assert was[beat].choice is now[beat].choice
            continue
        change = listed[beat]
        match change.reason:
            case Reason.CLOSED:
                assert change.was is not None and not facts(run, now[beat].before).satisfy(change.was.when)
                assert change.now is now[beat].choice
            case Reason.NEVER_CAME:
                assert beat not in now and change.now is None
            case Reason.NEW:
                assert beat not in was and change.was is None and change.now is now[beat].choice
    places = [places_of(run)[each.beat.id] for each in changed.forced]
    assert places == sorted(places)


@few
@given(changes())
def test_it_goes_as_far_as_the_timeline_that_it_was_made_from(
    found: tuple[Run, Mapping[str, Picker], list[Step], WhatIf],
) -> None:
    """Nothing is decided for people beyond what they had come to, unless the crisis in which their story ended."""
    run, _seats, steps, changed = found
    places = places_of(run)
    last = steps[-1]
    assert last.beat is not None
    if last.after.ended:
        crisis = last.after.crisis
        assert changed.steps[-1].after.ended or changed.steps[-1].after.crisis > crisis
    else:
        after = changed.steps[-1].after
        assert after.ended or (after.crisis, after.beat) > places[last.beat.id]
        assert all(places[step.beat.id] <= places[last.beat.id] for step in changed.steps if step.beat)


@few
@given(changes())
def test_the_first_difference_is_the_first(found: tuple[Run, Mapping[str, Picker], list[Step], WhatIf]) -> None:
    """Before it the meters of both are alike, wherever one looks."""
    run, _seats, steps, changed = found
    order: list[str] = [beat.id for crisis in run.crises for beat in crisis.beats]

    def stand(of: Sequence[Step], beat: str) -> tuple[int, ...]:
        behind = [step for step in of if step.beat is None or order.index(step.beat.id) <= order.index(beat)]
        return behind[-1].after.meters

    differ = [beat for beat in order if stand(steps, beat) != stand(changed.steps, beat)]
    if changed.first is None:
        assert not differ
    else:
        assert changed.first.beat.id == differ[0]
        assert changed.first.was.meters != changed.first.now.meters


# -- worked out by hand ------------------------------------------------------------------------------------------------


def test_a_change_that_was_worked_out_by_hand() -> None:
    """East hit and kept its flour, and West bowed: 60, 30, 44, 44. Had it only held: 54, 63, 63; West as in history."""
    game = over()
    found = what_if(game.run, game.steps, 1, "hold", seats=game.root.seats)
    assert [step.after.meters[0] for step in found.steps] == [60, 54, 63, 63]
    assert [beat.id for beat in found.kept] == ["1902-mill/flour"]
    assert found.forced == ()
    assert found.first is not None and found.first.beat.id == "1901-weir/stones"
    assert (found.first.was.meters[0], found.first.now.meters[0]) == (30, 54)


def test_a_decision_that_is_closed_by_the_change_is_made_by_somebody_else() -> None:
    """And the author's words say why."""
    game = _river()
    found = what_if(game.run, game.steps, 1, "dry", Picker.HISTORY, seats=game.root.seats)
    closed = next(change for change in found.forced if change.beat.id == "1901-weir/answer")
    assert (closed.reason, closed.said) == (Reason.CLOSED, "There is no water.")
    assert closed.was is not None and closed.now is not None
    assert (closed.was.id, closed.now.id) == ("flood", "bow")
    by_computer = what_if(game.run, game.steps, 1, "dry", Picker.COMPUTER, seats=game.root.seats)
    assert [change.now.id for change in by_computer.forced if change.now] == ["spit"]


def _river() -> Playthrough:
    """A game in which West decides, and floods; that is open only while East holds."""
    from game.engine.conditions import bind
    from game.engine.model import ChoiceId, FlagId

    pack = weir()
    stones, answer = pack.beats["1901-weir/stones"], pack.beats["1901-weir/answer"]
    hold, hit, sing = stones.choices
    bow, spit = answer.choices
    hold = replace(hold, sets=(FlagId("wet"),))
    dry = replace(hit, id=ChoiceId("dry"))
    wet = bind("wet", {"bond": 0, "grain": 1}, {"wet"})
    flood = replace(spit, id=ChoiceId("flood"), when=wet, closed="There is no water.")
    none = tuple(replace(weight, value=0) for weight in bow.weights)
    changed = {
        stones.id: replace(stones, choices=(hold, dry, sing)),
        answer.id: replace(answer, choices=(replace(bow, weights=none), spit, flood)),
    }
    crises = tuple(
        replace(crisis, beats=tuple(changed.get(beat.id, beat) for beat in crisis.beats)) for crisis in pack.crises
    )
    pack = replace(
        pack, crises=crises, flags={FlagId("wet"): "Wet."}, beats={beat.id: beat for c in crises for beat in c.beats}
    )
    game = Playthrough(pack, new_tree(pack, Wish(campaign="years", seat="west", against_history=True), 5))
    return play(game, Finale, {"1901-weir/answer": "flood"})


def test_a_timeline_that_is_not_over_is_replayed_as_far_as_it_came() -> None:
    """Nothing beyond is decided for the player."""
    game = play(game_of(), Decision, {})
    game.choose("hit")
    game.forecast(None)
    game.proceed()
    steps = game.steps
    found = what_if(game.run, steps, 1, "hold", seats=game.root.seats)
    assert len(found.steps) == len(steps) == 3
    assert not found.steps[-1].after.ended


def test_what_makes_no_sense_is_refused() -> None:
    """Another number, a choice that was closed, or a person who should decide by luck."""
    game = over()
    for at in (0, 9, -1):
        with pytest.raises(UsageError, match="there is no decision"):
            what_if(game.run, game.steps, at, "hold", seats=game.root.seats)
    with pytest.raises(UsageError, match="computer or history"):
        what_if(game.run, game.steps, 1, "hold", Picker.PERSON, seats=game.root.seats)
    with pytest.raises(ChoiceNotOpen):
        what_if(game.run, game.steps, 1, "dance", seats=game.root.seats)


# -- grown in a save ---------------------------------------------------------------------------------------------------


def test_a_what_if_comes_to_what_playing_it_would_have_come_to() -> None:
    """The branch holds the same decisions by the same deciders as a game in which they were taken."""
    by_luck_too, again = replace(EAST, against_history=False), {"1901-weir/answer": "spit", "1902-mill/sulk": "laugh"}
    for wish in (
        EAST,
        by_luck_too,
        replace(by_luck_too, earlier=again),
        replace(by_luck_too, earlier={"1901-weir/answer": "dance"}),
        Wish(campaign="years", hot_seat=True),
    ):
        game = over(wish)
        found = what_if(game.run, game.steps, 1, "hold", seats=game.root.seats, earlier=game.root.earlier)
        assert found.forced == ()
        tree = grown(game.tree, game.path, found)
        by_hand = play(game_of(wish), Finale, {**DEPARTS, "1901-weir/stones": "hold"})
        assert [(node.beat, node.choice, node.by) for node in tree.path()] == [
            (node.beat, node.choice, node.by) for node in by_hand.path
        ]


def test_growing_loses_nothing_and_asks_for_no_forecast() -> None:
    """The old nodes are as they were; the new ones keep the reason of what was kept, and are read already."""
    game = game_of()
    while not isinstance(game.stage, Finale):
        stage = game.stage
        if isinstance(stage, Decision):
            game.choose(DEPARTS[stage.beat.id], f"Because of {stage.beat.title}.")
        elif isinstance(stage, Foresee):
            game.forecast(30)
        else:
            game.proceed()
    found = what_if(game.run, game.steps, 1, "sing", seats=game.root.seats)
    tree = grown(game.tree, game.path, found)
    before = game.tree.nodes
    assert tree.nodes[: len(before)] == before
    new = tree.nodes[len(before) :]
    assert [(node.choice, node.reason) for node in new if node.by is Picker.PERSON] == [
        ("sing", ""),
        ("keep", "Because of The flour."),
    ]
    assert [node.seen for node in new] == [True, False, False]  # each of the last two closes a crisis
    assert {node.forecast for node in new} == {SKIPPED, None}
    assert decode(encode(tree), where="here") == tree
    again = grown(tree.rewind(game.tree.head), game.path, found)
    assert again == tree


def test_what_was_set_by_hand_for_the_other_side_stays_set() -> None:
    """A second change elsewhere keeps the first, though nobody holds that seat."""
    game = over()
    first = what_if(game.run, game.steps, 2, "spit", seats=game.root.seats)
    assert [step.choice.id for step in first.steps if step.choice] == ["hit", "spit", "keep"]
    second = what_if(game.run, first.steps, 1, "hold", seats=game.root.seats)
    assert [step.choice.id for step in second.steps if step.choice] == ["hold", "spit", "keep"]
    assert [beat.id for beat in second.kept] == ["1901-weir/answer", "1902-mill/flour"]
