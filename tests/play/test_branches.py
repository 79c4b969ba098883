"""The timelines of a save as branches: each decision once, history beside them, and no secret told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import open_choices
from game.errors import SaveError, UsageError
from game.play import exploring
from game.play.branches import FORECAST_FIRST, OPENING, SEALED, TWO_PLAY, Beside, Kind, Who, branches_of
from game.play.page import Block, Para, Rich, Speech
from game.play.pages.again import stop_page
from game.play.pages.compared import compared_page, what_if_page
from game.play.pages.timeline import branches_page, label, timeline_page
from game.play.playthrough import Playthrough
from game.play.setup import new_tree
from game.play.stages import Debrief, Decision, Finale, Foresee, Handover, News, Reveal
from game.saves import Picker, Tree, decode, encode
from tests.play.exploring import BOTH, EAST, WATCH, WEST, begun, explore, on, river, said, stop_at
from tests.play.weir import DEPARTS, game_of, over
from tests.play.weir import play as play_weir
from tests.worlds import few


def signs(game: Playthrough) -> list[list[str]]:
    """The decisions of each branch, as they are drawn; '?' where they are sealed."""
    return [
        [stop.choice.id if stop.choice is not None else "?" for stop in branch.stops]
        for branch in branches_of(game).branches
    ]


# -- the shape ---------------------------------------------------------------------------------------------------------


def test_history_has_a_row_of_its_own_from_where_the_two_part() -> None:
    """It leaves at the opening, for the first decision was not history's; it tells what only history came to."""
    found = branches_of(over())
    present, history = found.branches
    assert [stop.choice.id for stop in present.stops if stop.choice] == ["hit", "bow", "keep"]
    assert [stop.choice.id for stop in history.stops if stop.choice] == ["hold", "bow", "share", "sulk"]
    assert [stop.left for stop in history.stops] == [
        Beside.OTHERWISE,
        Beside.SAME,
        Beside.OTHERWISE,
        Beside.NEVER,
    ]
    assert history.leaves == (0, OPENING)
    assert [stop.history for stop in present.stops] == [Beside.OTHERWISE, Beside.SAME, Beside.OTHERWISE]
    assert present.ending is not None and present.ending.title == "Broken"
    assert history.ending is not None and history.ending.title == "Held"


def test_history_s_row_leaves_where_they_part_and_not_before() -> None:
    """What both decided alike is drawn once."""
    game = play_weir(game_of(), Finale, {"1902-mill/flour": "keep"})
    found = branches_of(game)
    history = found.history
    assert history is not None and history.leaves == (0, 1)
    assert [stop.beat.id for stop in history.stops] == ["1902-mill/flour", "1902-mill/sulk"]


def test_where_all_is_as_in_history_there_is_no_second_row() -> None:
    """Nothing parts."""
    assert branches_of(play_weir(game_of(), Finale, {})).history is None


def test_a_branch_stands_from_where_it_leaves_the_other() -> None:
    """Going back and deciding otherwise draws only what is new; the old end is kept as a branch."""
    game = over()
    game.go_to(None)
    play_weir(game, Finale, {"1901-weir/stones": "hit"})
    found = branches_of(game)
    present, _history, other = found.branches
    assert [stop.choice.id for stop in present.stops if stop.choice] == ["hit", "bow", "share", "sulk"]
    assert other.leaves == (0, 1) and other.kind is Kind.OTHER and other.number == 2
    assert [(stop.beat.id, stop.left) for stop in other.stops] == [("1902-mill/flour", Beside.OTHERWISE)]
    assert found.leaving(0, 1) == (other,)
    assert [len(branch.steps) for branch in (present, other)] == [5, 4]


def test_columns_are_in_the_order_of_the_story() -> None:
    """A beat has the same column on every line."""
    found = branches_of(over())
    assert list(found.columns) == ["1901-weir/stones", "1901-weir/answer", "1902-mill/flour", "1902-mill/sulk"]
    assert sorted(found.columns.values()) == list(range(4))


@few
@given(st.data())
def test_every_decision_of_a_save_stands_exactly_once_however_it_was_explored(data: st.DataObject) -> None:
    """Playing, going anywhere, asking what if and naming at random: nothing is lost, and every branch adds up."""
    game = begun(data.draw(st.sampled_from((WEST, EAST, WATCH))), seed=data.draw(st.integers(0, 99)))
    for _ in range(data.draw(st.integers(1, 30))):
        before = game.tree
        step(game, data)
        assert game.tree.holds(before)
    if isinstance(game.stage, Foresee):
        game.forecast(None)
    found = branches_of(game)
    ids = [stop.node.id for branch in found.branches for stop in branch.stops if stop.node is not None]
    assert sorted(ids) == [node.id for node in game.tree.nodes]
    for branch in found.timelines:
        assert [step.choice.id for step in branch.steps if step.choice] == [node.choice for node in branch.path]
        for stop in branch.stops:
            assert branch.steps[branch.at(stop)] is stop.step
        if branch.leaves is not None:
            left, at = branch.leaves
            parent = found.branches[left].stops[at].node if at != OPENING else None
            first = branch.stops[0].node
            assert first is not None and first.parent == (parent.id if parent else None)
    assert [branch.number for branch in found.timelines] == list(range(1, len(found.timelines) + 1))
    again = Playthrough(river(), decode(encode(game.tree), where="here"))
    assert again.tree.holds(game.tree)


def step(game: Playthrough, data: st.DataObject) -> None:
    """One thing that a player may do."""
    stage = game.stage
    deed = data.draw(st.sampled_from(("on", "on", "on", "go", "ask", "name")))
    if deed == "go" and not isinstance(stage, Foresee):
        game.go_to(data.draw(st.sampled_from([None, *(node.id for node in game.tree.nodes)])))
    elif deed in {"ask", "name"} and game.path and not isinstance(stage, Foresee):
        found = branches_of(game)
        branch = data.draw(st.sampled_from(found.timelines))
        if deed == "name":
            exploring.name_it(game, branch, data.draw(st.text(max_size=5)))
            return
        told = [stop for stop in branch.stops if stop.choice is not None and stop.is_met]
        if told:
            stop = data.draw(st.sampled_from(told))
            choice = data.draw(st.sampled_from(open_choices(game.run, stop.step.before)))
            picker = data.draw(st.sampled_from((Picker.HISTORY, Picker.COMPUTER)))
            exploring.keep(game, branch, exploring.ask(game, branch, stop, choice.id, picker))
    elif isinstance(stage, Decision):
        options = [option for option in stage.options if option.is_open]
        game.choose(data.draw(st.sampled_from(options)).choice.id)
    elif isinstance(stage, Foresee):
        game.forecast(50)
    else:
        game.proceed()


# -- secrets -----------------------------------------------------------------------------------------------------------


def everything(game: Playthrough) -> str:
    """All that can be read of the timeline at a moment, whatever is pressed."""
    found = branches_of(game)
    told = [said(timeline_page(game)), said(branches_page(game))]
    for branch in found.branches:
        told += [said(stop_page(game, branch, at)) for at in range(-1, len(branch.stops))]
        for other in found.branches:
            if other is not branch and not found.hidden:
                told.append(said(compared_page(game, found, branch, other)))
    return "\n".join(told)


def ask_all(game: Playthrough) -> str:
    """Every what-if that may be asked of the present timeline, grown and told."""
    told: list[str] = []
    present = branches_of(game).branches[0]
    for stop in present.stops:
        try:
            options = exploring.options_at(game, branches_of(game), present, stop)
        except UsageError:
            continue
        for option in options:
            if option.is_open and option.choice is not stop.choice:
                kept = exploring.keep(game, present, exploring.ask(game, present, stop, option.choice.id))
                told.append(said(what_if_page(game, branches_of(game), kept, "a name")))
    return "\n".join(told)


def test_what_the_other_side_decided_is_sealed_until_the_crisis_is_looked_back_on() -> None:
    """West never reads of East's secret order before the debrief: on no page of the timeline, by no what-if."""
    game = begun(WEST)
    met: set[str] = set()
    while not isinstance(game.stage, Debrief):
        met.add(type(game.stage).__name__)
        told = ask_all(game) + everything(game)
        for secret in ("SECRET-ORDER", "SECRET-REFUSAL", "EAST-SAW", "EAST-SITUATION", "ADVICE", "EAST-HEARS"):
            assert secret not in told, f"{secret} at {met}"
        one_on(game)
    assert {"Briefing", "News", "Decision", "Foresee", "Reveal"} <= met
    assert len(branches_of(game).timelines) > 2
    assert "SECRET-ORDER" in said(timeline_page(game))
    assert "SECRET-ORDER" in said(stop_page(game, branches_of(game).branches[0], 0))


def one_on(game: Playthrough) -> None:
    stage = game.stage
    if isinstance(stage, Decision):
        game.choose("talk" if stage.beat.id == "1901-dam/answer" else stage.beat.history.id)
    elif isinstance(stage, Foresee):
        game.forecast(40)
    else:
        game.proceed()


def test_history_is_not_told_where_the_viewer_has_not_been() -> None:
    """Neither of beats to come, nor of the other side's in a crisis that is open; a debrief tells all of its own."""
    game = on(begun(WEST), Reveal, {"1901-dam/answer": "talk"})
    found = branches_of(game)
    assert found.history is not None
    assert [stop.beat.id for stop in found.history.stops] == ["1901-dam/answer"]
    assert found.history.ending is None
    assert [stop.history for stop in found.branches[0].stops] == [Beside.UNTOLD, Beside.UNTOLD, Beside.OTHERWISE]
    on(game, Debrief)
    assert branches_of(game).branches[0].stops[0].history is Beside.SAME


def test_a_what_if_that_closes_a_crisis_opens_no_books() -> None:
    """Nobody has looked back on it: what history did later in it stays untold, and so does what is sealed."""
    game = play_weir(game_of(), Decision, {})
    while not (isinstance(game.stage, Reveal) and game.stage.beat.id == "1902-mill/flour"):
        one_on(game)
    _found, other, kept = explore(game, "1902-mill/flour", "keep")
    assert kept.found.steps[-1].after.ended
    found = branches_of(game)
    assert not found.sight.tells_all_history
    assert not found.sight.tells_history(game.pack.beats["1902-mill/sulk"])
    assert "Sulk" not in everything(game)
    assert other.ending is not None and other.ending.title == "Held"


def test_before_the_forecast_neither_outcome_nor_other_timelines_are_told() -> None:
    """One's own decision is; and what would give the answer away is refused with a clear line."""
    game = on(begun(EAST), Foresee)
    found = branches_of(game)
    assert found.hidden == FORECAST_FIRST
    (stop,) = found.branches[0].stops
    assert stop.choice is not None and not stop.is_met and stop.history is Beside.UNTOLD
    page = said(stop_page(game, found.branches[0], 0))
    assert "EAST-SITUATION" in page and "EAST-SAW" not in page and "In 1901 they built" not in page
    with pytest.raises(UsageError, match="first the forecast"):
        exploring.options_at(game, found, found.branches[0], stop)
    with pytest.raises(UsageError, match="first the forecast"):
        compared_page(game, found, found.branches[0], found.branches[0])


def test_an_outcome_that_was_left_unread_stays_unread() -> None:
    """Undone before the forecast: on the branch that was left, the decision is told, what came of it is not."""
    game = on(begun(EAST), Foresee)
    game.undo()
    found = branches_of(game)
    left = found.branches[-1]
    assert not left.stops[0].is_met
    assert "EAST-SAW" not in said(stop_page(game, left, 0))
    with pytest.raises(UsageError, match="first see what came of it"):
        exploring.options_at(game, found, left, left.stops[0])


def test_two_people_keep_their_secrets_until_they_look_back_together() -> None:
    """While the keyboard changes hands nothing is shown; then one's own; other timelines only in a debrief."""
    game = begun(BOTH)
    assert isinstance(game.stage, Handover)
    with pytest.raises(UsageError, match="changing hands"):
        branches_of(game)
    on(game, Reveal)
    assert branches_of(game).hidden == TWO_PLAY
    while not (isinstance(game.stage, Decision) and game.stage.seat.id == "west"):
        if isinstance(game.stage, Handover):
            with pytest.raises(UsageError, match=SEALED.split(";")[0]):
                timeline_page(game)
        game.proceed()
    found = branches_of(game)
    assert signs(game)[0] == ["?", "dry"]
    assert "SECRET" not in everything(game)
    for stop in (found.branches[0].stops[0], None):
        with pytest.raises(UsageError, match="the other side's"):
            exploring.back_to(game, stop)
    with pytest.raises(UsageError, match="two people play here"):
        exploring.options_at(game, found, found.branches[0], found.branches[0].stops[1])
    on(game, Debrief)
    found = branches_of(game)
    assert not found.hidden and signs(game)[0] == ["yes-build", "dry", "break-it"]
    explore(game, "1901-dam/build", "no-build")
    assert "SECRET-REFUSAL" in everything(game)


def test_watching_shows_all_that_has_been_watched() -> None:
    """Nobody holds anything back, and nothing beyond is told."""
    game = on(begun(WATCH), News)
    found = branches_of(game)
    assert signs(game) == [["yes-build"]] and found.history is None
    assert found.branches[0].stops[0].who is Who.OWN


# -- what can be done --------------------------------------------------------------------------------------------------


def test_a_what_if_grows_a_branch_and_play_stands_where_it_stood() -> None:
    """Without the dam West cannot break it, no ice comes, and each change is told with its reason."""
    game = on(begun(WEST))
    before, stage = game.tree, game.stage
    found, other, kept = explore(game, "1901-dam/build", "no-build")
    assert game.stage == stage and game.tree.head == before.head and game.tree.holds(before)
    assert [stop.choice.id for stop in other.stops if stop.choice] == ["no-build", "dry", "talk", "raise"]
    assert [(change.beat.id, str(change.reason)) for change in kept.found.forced] == [
        ("1901-dam/answer", "closed"),
        ("1902-ice/cut", "never_came"),
    ]
    forced = stop_at(found, "1901-dam/answer", -1)
    assert forced.is_forced and forced.node is not None and forced.node.by is Picker.HISTORY
    page = said(what_if_page(game, found, kept, label(other)))
    assert "Break it. This is closed now: There is no dam. Instead history decides: Talk." in page
    assert "Cut. It no longer comes to this." in page
    assert "0 later decisions of yours stand as they were." in page


def test_who_decides_what_cannot_stand_is_asked_only_where_somebody_must() -> None:
    """The computer and history may differ; where all stands, neither is needed."""
    game = on(begun(WEST))
    present = branches_of(game).branches[0]
    stop = stop_at(branches_of(game), "1901-dam/build")
    assert exploring.needs_another(exploring.ask(game, present, stop, "no-build"))
    toll = stop_at(branches_of(game), "1903-toll/toll")
    assert not exploring.needs_another(exploring.ask(game, present, toll, "lower"))


def test_the_other_sides_known_decision_and_chance_can_be_asked_about_too() -> None:
    """They are set by hand for that branch, and stay so when it is taken up."""
    game = on(begun(EAST))
    assert game.path[1].choice == "dry"
    _found, other, _kept = explore(game, "1901-dam/rain", "wet")
    assert other.stops[0].who is Who.CHANCE
    game.go_to(exploring.play_on(other))
    assert [node.choice for node in game.path][:2] == ["yes-build", "wet"]
    game.undo()
    assert [node.choice for node in game.path][:2] == ["yes-build", "wet"]


def test_a_taken_up_branch_plays_on() -> None:
    """From its end, as far as the old one had come; the game then decides nothing for the player."""
    game = on(begun(EAST), Debrief)
    on(game, Decision)
    assert isinstance(game.stage, Decision) and game.stage.beat.id == "1903-toll/toll"
    _found, other, _kept = explore(game, "1901-dam/build", "half-build")
    game.go_to(exploring.play_on(other))
    on(game, Decision)
    assert game.stage.beat.id == "1903-toll/toll"
    assert game.path[0].choice == "half-build"
    on(game)
    assert game.path[-1].by is Picker.PERSON


def test_going_back_stands_before_ones_own_decision_and_after_anothers() -> None:
    """So that one decides again, or reads on from there."""
    game = on(begun(EAST))
    found = branches_of(game)
    build, rain = stop_at(found, "1901-dam/build"), stop_at(found, "1901-dam/rain")
    assert rain.node is not None
    assert exploring.back_to(game, build) is None
    assert exploring.back_to(game, rain) == rain.node.id
    assert exploring.back_to(game, None) is None
    game.go_to(exploring.back_to(game, build))
    assert isinstance(game.stage, Decision) and game.stage.beat.id == "1901-dam/build"


def test_what_cannot_be_done_is_refused_with_a_reason() -> None:
    """History's row stays as it was, the present timeline is being played already, and so on."""
    game = over()
    found = branches_of(game)
    present, history = found.branches
    for deed, why in (
        (lambda: exploring.options_at(game, found, history, history.stops[0]), "stays as it was"),
        (lambda: exploring.back_to(game, history.stops[0]), "there to be read"),
        (lambda: exploring.play_on(history), "there to be read"),
        (lambda: exploring.play_on(present), "that you are playing"),
        (lambda: exploring.name_it(game, history, "x"), "needs no name"),
        (lambda: exploring.name_it(game, present, "x" * 81), "at most 80"),
        (lambda: exploring.name_it(game_of(), branches_of(game_of()).branches[0], "x"), "nothing is decided yet"),
        (lambda: found.numbered(2), "there is only 1"),
        (lambda: compared_page(game, found, present, present), "beside itself"),
    ):
        with pytest.raises(UsageError, match=why):
            deed()


def test_what_is_sealed_cannot_be_asked_about() -> None:
    """Its choices alone would tell what was at stake."""
    game = on(begun(WEST), Decision)
    found = branches_of(game)
    with pytest.raises(UsageError, match="sealed until"):
        exploring.options_at(game, found, found.branches[0], found.branches[0].stops[0])


def test_a_name_stands_at_the_end_of_its_timeline_and_can_be_changed() -> None:
    """It stays when the timeline is played on, and another takes its place."""
    game = on(begun(EAST), Debrief)
    exploring.name_it(game, branches_of(game).branches[0], "  Dam  ")
    on(game)
    assert branches_of(game).branches[0].name == "Dam"
    exploring.name_it(game, branches_of(game).branches[0], "Wall")
    assert list(game.tree.names.values()) == ["Wall"]
    exploring.name_it(game, branches_of(game).branches[0], "")
    assert not game.tree.names


def test_a_disk_that_refuses_leaves_everything_as_it_was() -> None:
    """No branch, no name."""
    full = [False]

    def guard(_tree: Tree) -> None:
        if full[0]:
            raise SaveError("the disk is full")

    game = on(Playthrough(river(), new_tree(river(), EAST, 5), guard))
    before, full[0] = game.tree, True
    with pytest.raises(SaveError):
        explore(game, "1901-dam/build", "no-build")
    with pytest.raises(SaveError):
        exploring.name_it(game, branches_of(game).branches[0], "x")
    assert game.tree == before


def test_a_save_takes_in_only_what_holds_all_of_it() -> None:
    """Nothing is ever lost by exploring, whoever made the tree."""
    game = over()
    for other in (
        Tree(game.root),
        play_weir(game_of(), Finale, {}).tree,
        game.tree.rewind(None),
        Tree(game.root, (*game.tree.nodes[:-1],), game.tree.head),
    ):
        with pytest.raises(UsageError, match="only ever grows"):
            game.take_in(other)


def test_a_branch_that_no_longer_fits_the_content_is_shown_as_far_as_it_goes() -> None:
    """A save may hold timelines that other content made: the present one fits, and the rest says so."""
    game = over()
    foreign = game.tree.rewind(0).grow("1901-weir/answer", "dance", Picker.PERSON).rewind(game.tree.head)
    foreign = foreign.rewind(1).grow("1902-mill/flour", "burn", Picker.PERSON).rewind(game.tree.head)
    found = branches_of(Playthrough(game.pack, foreign))
    assert [branch.kind for branch in found.branches] == [Kind.PRESENT, Kind.HISTORY]


# -- pages -------------------------------------------------------------------------------------------------------------


def test_the_list_tells_each_decision_in_words() -> None:
    """Who decided what, what history did, why, and what only history came to."""
    game = over()
    page = said(timeline_page(game))
    assert "It parts from history at 1 February 1901: The stones." in page
    assert "You decided: Hit. In history: Hold." in page
    assert "Bo decided: Bow. As in history." in page
    assert "1 February 1902. Bo decided: Sulk." in page
    assert "The present timeline: 3 decisions, ended: Broken." in page


def test_a_reason_and_a_note_are_told_to_whoever_wrote_them() -> None:
    """Beside the decision."""
    game = on(begun(EAST), Reveal)
    game.note("I would not.")
    page = said(timeline_page(game))
    assert "You said why: Why: Build." in page and "You noted later: I would not." in page


def test_a_decision_reads_as_it_did_with_its_outcome_and_its_sources_counted_through() -> None:
    """The moment, what came of it, history beside it; every number leads to its own work."""
    game = over()
    page = stop_page(game, branches_of(game).branches[0], 0)
    told = said(page)
    for words in ("Stones.", "Sing.", "What came of it", "Hit", "They held."):
        assert words in told
    pieces = [piece for block in page.blocks for rich in riches(block) for piece in rich if piece.ref]
    cited = [piece for piece in pieces if piece.text.startswith("[")]
    assert cited and all(page.works[int(piece.text[1:-1]) - 1].id == piece.ref for piece in cited)


def riches(block: Block) -> list[Rich]:
    """The rich texts of a block."""
    found: list[Rich] = [*getattr(block, "paragraphs", ()), *getattr(block, "items", ())]
    return [*found, block.rich] if isinstance(block, Para | Speech) else found


def test_history_s_own_decision_can_be_read() -> None:
    """What was done, and how we know."""
    game = over()
    history = branches_of(game).history
    assert history is not None
    told = said(stop_page(game, history, 3))
    assert "History: Bo" in told and "Sulk." in told and "They sulked." in told


def test_two_timelines_stand_side_by_side_meter_by_meter_and_beat_by_beat() -> None:
    """One and history: where they part, how they end, what differs and what does not."""
    game = over()
    found = branches_of(game)
    assert found.history is not None
    told = said(compared_page(game, found, found.branches[0], found.history))
    assert "1 February 1901, Ada: The stones. The present timeline: Hit. History: Hold." in told
    assert "The present timeline: ended: Broken." in told and "History: ended: Held." in told
    table = compared_page(game, found, found.branches[0], found.history).blocks[2]
    assert getattr(table, "rows", ()) == (("Bond", "44", "45", "1"), ("Grain", "70", "40", "30"))
    assert "(never came to it)" in told and "1 decision the same in both." in told


def test_two_branches_of_one_save_are_compared_likewise() -> None:
    """By whatever they are called."""
    game = over()
    _found, other, kept = explore(game, "1901-weir/stones", "hold")
    exploring.name_it(game, other, "[b]Calm[/b]")
    found = branches_of(game)
    told = said(compared_page(game, found, found.branches[-1], found.branches[0]))
    assert "[b]Calm[/b]: Hold. The present timeline: Hit." in told
    page = said(what_if_page(game, found, kept, "[b]Calm[/b]"))
    assert "The meters differ first after 1 February 1901: The stones. Bond 54 (it was 30)." in page
    assert "1 later decision of yours stands as it was." in page
    assert DEPARTS["1902-mill/flour"] == kept.path[-1].choice
