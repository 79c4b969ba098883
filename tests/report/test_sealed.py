"""What a side may not know before the end is in no form of its report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest

from game.engine.model import CHANCE, WORLD, Beat, Choice, Seat
from game.errors import UsageError
from game.play.page import words
from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.play.stages import Decision, Finale, Foresee
from game.report import Report, as_csv, as_data, as_html, as_markdown, make_report
from tests.report.plays import Document, new_game, shipped, stages, until
from tests.report.test_page import bare

ENOUGH = 12
"""Letters in a title that cannot stand in another text by chance."""
QUEMOY = Wish(crisis="1958-quemoy", seat="china")


def forms(report: Report) -> list[str]:
    """All that a report says, form by form."""
    data = json.dumps(as_data(report), ensure_ascii=False)
    return [bare(text) for text in (Document(as_html(report)).told, plain(as_markdown(report)), as_csv(report), data)]


def plain(text: str) -> str:
    """Markdown without its escapes."""
    return text.replace("\\", "")


def sealed_beats(game: Playthrough, seat: Seat) -> Iterator[tuple[Beat, list[Choice]]]:
    """The beats of a story of one crisis of which a side may not know what was chosen, and the choices to hide."""
    decided = {node.beat: node.choice for node in game.path}
    for beat in game.run.crises[0].beats:
        if beat.actor == CHANCE:
            continue
        own = decided.get(beat.id) if beat.actor == seat.id else None
        waits = isinstance(game.stage, Foresee) and game.stage.beat is beat
        if own is None or waits:
            yield beat, [choice for choice in beat.choices if choice.id != own]


@pytest.mark.parametrize(
    ("crisis", "seat"), [("1958-quemoy", "china"), ("1958-quemoy", "ussr"), ("1961-albania", "ussr")]
)
@pytest.mark.parametrize("luck", [1, 2])
def test_no_form_tells_what_the_side_has_not_learnt(crisis: str, seat: str, luck: int) -> None:
    """At every page of a game: no choice of the other side's, none still to come, no meter that only it can read."""
    pack = shipped("sino-soviet")
    game = new_game(pack, Wish(crisis=crisis, seat=seat), luck)
    side = pack.seat(seat)
    assert side is not None
    hidden = 0
    for at in stages(game, Random(luck)):
        if at.state.ended and not isinstance(at.stage, Foresee):
            break
        told = forms(make_report(at, "x"))
        for beat, choices in sealed_beats(at, side):
            titles = [bare(choice.title) for choice in choices if len(choice.title) >= ENOUGH]
            happened = bare(beat.happened.read(seat, at.facts_now()))[:60]
            for title in [*titles, *([happened] if "@" not in happened and happened else [])]:
                assert not any(title in form for form in told), (beat.id, title)
                hidden += 1
            assert not any(f'"{choice.id}"' in told[3] for choice in choices if choice.id != "wait")
        for meter in pack.meters:
            if meter.owner not in (WORLD, seat):
                assert not any(bare(meter.title) in form or f'"{meter.id}"' in form for form in told)
    assert hidden > 100


def test_a_decision_that_waits_for_its_forecast_has_no_outcome_yet() -> None:
    """Nothing moved, nothing beside it: else nobody would have to foresee anything."""
    game = until(new_game(shipped("sino-soviet"), QUEMOY), lambda at: isinstance(at.stage, Foresee))
    report = make_report(game, "x")
    last = as_data(report)["decisions"][-1]
    assert (last["awaited"], last["moved"], last["history"], last["forecast"]) == (True, [], None, None)
    assert len(report.course.yours) == len(game.path)  # the opening, and every decision but the last
    assert "waits for a forecast" in Document(as_html(report)).told


def test_before_the_end_nothing_tells_how_the_story_may_close() -> None:
    """No ending of history's, no lenses, no debrief of what is still open; after it, all of them."""
    game = until(
        new_game(shipped("sino-soviet"), QUEMOY), lambda at: isinstance(at.stage, Decision) and len(at.path) > 2
    )
    data = as_data(make_report(game, "x"))
    assert not data["finished"]
    assert data["ending"] is data["history_ending"] is data["score"]["divergence"]["value"] is None
    assert data["closing"] == data["borne_out"] == data["lenses"] == data["debriefs"] == []
    done = as_data(make_report(until(game, lambda at: isinstance(at.stage, Finale)), "x"))
    assert done["finished"] and done["ending"] and done["history_ending"]
    assert len(done["lenses"]) == len(game.pack.lenses) and len(done["debriefs"]) == 1
    assert len(done["meters"]) == len(game.pack.meters)
    assert all(each["beat"] and each["choice"] for each in done["decisions"])


def test_historys_line_stops_where_the_timeline_stands() -> None:
    """Its meters, its causes and its heaviest blows go no further."""
    game = new_game(shipped("sino-soviet"), QUEMOY)
    for at in stages(game, Random(2)):
        report = make_report(at, "x")
        data = as_data(report)
        if data["finished"]:
            break
        here = data["course"][-1]["history"]
        assert data["history_course"][-1]["meters"] == here
        assert data["causes"]["history"]["end"] == here["trust"]
        last = report.decisions[-1].day if report.decisions else at.run.crises[0].since
        assert all(each["date"] <= last.isoformat() for each in data["history_course"])


def test_how_a_departure_is_known_to_be_one_waits_for_the_debrief() -> None:
    """While the crisis is open the report tells of history's choice what the game has told, and no more."""
    seen = set()
    for luck in range(6):
        for at in stages(new_game(shipped("sino-soviet"), QUEMOY), Random(luck)):
            report = make_report(at, "x")
            for decision in report.decisions:
                beat, history = decision.beat, decision.history
                if decision.by != "person" or beat is None or history is None or history.is_same:
                    continue
                wanted = beat.history.evidence if report.head.is_finished else beat.happened
                first = wanted.read("china", at.facts_now()).partition("[")[0]
                assert bare(words(history.evidence[0])).startswith(bare(first.replace("*", "")))
                seen.add(report.head.is_finished)
    assert seen == {True, False}


def test_a_crisis_that_has_closed_is_open_to_both() -> None:
    """What its debrief told is told; what followed it is not."""
    game = new_game(shipped("sino-soviet"), Wish(campaign="the-hot-years", seat="ussr"))
    game = until(
        game, lambda at: isinstance(at.stage, Decision) and len({node.beat.split("/")[0] for node in at.path}) == 2
    )
    data = as_data(make_report(game, "x"))
    first, second = game.run.crises[0].id, game.run.crises[1].id
    for decision in data["decisions"]:
        assert (decision["crisis"] == first) <= (decision["choice"] is not None)
    others = [each for each in data["decisions"] if each["crisis"] == second and each["actor"] == "china"]
    assert others and all(each["choice"] is each["beat"] is each["history"] is None for each in others)
    assert [each["crisis"] for each in data["debriefs"]] == [first]
    assert data["score"]["divergence"]["value"] is not None
    known = [each for each in data["course"] if "decision" in each]
    assert all(("distance" in each) == (data["decisions"][each["decision"] - 1]["crisis"] == first) for each in known)


def test_two_who_have_not_finished_do_not_read_each_other() -> None:
    """Without a seat a report holds what both know; with one, that side's words and meters, and not the other's."""
    game = new_game(shipped("sino-soviet"), Wish(crisis="1958-quemoy", hot_seat=True))
    for at in stages(game, Random(4), words="MY-OWN-WORDS"):
        if isinstance(at.stage, Decision) and {at.pack.beats[node.beat].actor for node in at.path} > {"china", "ussr"}:
            break
    by_seat = {seat: as_data(make_report(game, "x", seat)) for seat in (None, "china", "ussr")}
    for seat, data in by_seat.items():
        assert {meter["owner"] for meter in data["meters"]} == {WORLD, *([seat] if seat else [])}
        for decision in data["decisions"]:
            told = decision["actor"] in (seat, CHANCE)
            assert (decision["choice"] is not None) == told
            assert (decision["reason"] == "MY-OWN-WORDS") == (decision["actor"] == seat)
        assert [part["seat"] for part in data["score"]["statecraft"]["seats"]] == ([seat] if seat else [])
    assert "both sides have learnt" in as_markdown(make_report(game, "x"))
    assert "its side has learnt" in as_markdown(make_report(game, "x", "china"))


def test_a_report_is_for_somebody_who_played() -> None:
    """The other chair was the computer's; where nobody played, either view may be had."""
    game = new_game(shipped("tutorial"), Wish(crisis="1898-fashoda", seat="france"))
    for seat in ("britain", "mars"):
        with pytest.raises(UsageError, match=f"nobody plays '{seat}' in this save; the report can be for france"):
            make_report(game, "x", seat)
    watching = new_game(shipped("tutorial"), Wish(crisis="1898-fashoda", watch=True))
    assert as_data(make_report(watching, "x", "britain"))["seat"] == "britain"


def test_making_a_report_changes_nothing() -> None:
    """The game stands where it stood, and nothing was kept."""
    game = until(new_game(shipped("sino-soviet"), QUEMOY), lambda at: len(at.path) > 3)
    before = game.tree, game.stage, game.steps
    make_report(game, "x")
    assert (game.tree, game.stage, game.steps) == before
