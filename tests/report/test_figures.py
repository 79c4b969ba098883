"""The figures of a report: those of the score, and the same in every form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from game.content import load_pack
from game.play.pages.common import signed
from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.report import Report, as_csv, as_data, as_html, as_markdown, make_report
from game.report.parts import Charts
from game.report.tracing import chart_parts
from game.report.wording import number
from game.saves import SKIPPED
from game.score import score, under_lenses
from tests.report.plays import Document, markdown_tables, played, shipped, squeezed, watched
from tests.worlds import LAMP, break_pack

PLAYS = ("watched", "campaign", "crisis", "both")


@cache
def play(name: str) -> Playthrough:
    """Four very different plays."""
    pack = shipped("sino-soviet")
    match name:
        case "watched":
            return watched(pack, "the-hot-years")
        case "campaign":
            return played(pack, Wish(campaign="the-hot-years", seat="ussr"), 5)
        case "crisis":
            return played(pack, Wish(crisis="1958-quemoy", seat="china", lens="personal"), 7, words="Because | so.")
    return played(pack, Wish(crisis="1961-albania", hot_seat=True), 9)


@cache
def report_of(name: str) -> Report:
    """The report of a play."""
    return make_report(play(name), name)


@pytest.mark.parametrize("name", PLAYS)
def test_every_table_is_the_same_in_html_and_in_markdown(name: str) -> None:
    """Cell by cell, in the same order."""
    report = report_of(name)
    html = [[[squeezed(cell) for cell in row] for row in table] for table in Document(as_html(report)).tables]
    assert html == markdown_tables(as_markdown(report))
    assert len(html) > 10


@pytest.mark.parametrize("name", PLAYS)
def test_the_figures_of_the_page_are_those_of_the_data(name: str) -> None:
    """The glance, the aims, the forecasts, the meters, the causes, the lenses: made again from the JSON, and found."""
    report = report_of(name)
    data, tables = as_data(report), markdown_tables(as_markdown(report))
    parts, titles = data["score"], {meter["id"]: meter["title"] for meter in data["meters"]}
    glance = {row[0]: row[1] for row in tables[0][1:]}
    assert glance["Ending"] == data["ending"]["title"]
    assert glance["Likeness"] == number(parts["likeness"]["value"])
    assert glance["Divergence"] == number(parts["divergence"]["value"])
    assert glance.get("Foresight", "–") == number(parts["foresight"]["value"])
    for seat in parts["statecraft"]["seats"]:
        title = next(each["name"] for each in data["seats"] if each["seat"] == seat["seat"])
        assert glance[f"Statecraft: {title}"] == signed(seat["value"])
        wanted = [
            [titles[a["meter"]], a["wanted"], str(a["value"]), str(a["history"]), signed(a["gain"])]
            for a in seat["aims"]
        ]
        assert wanted in [table[1:] for table in tables]
    said = [each for each in data["decisions"] if each["forecast"] and each["forecast"]["percent"] is not None]
    costs = [
        [f"{e['forecast']['percent']} %", f"{e['forecast']['cost']:.2f}"] for e in said if e["forecast"]["counted"]
    ]
    assert not costs or costs in [[[row[2], row[4]] for row in table[1:]] for table in tables if table[0][0] == "No."]
    rebuilt = causes_rows(data)
    assert rebuilt in [table[1:] for table in tables]
    lenses = [
        [row["title"], *(cell for side in ("yours", "history") for cell in _under(row[side]))] for row in data["lenses"]
    ]
    assert lenses in [table[1:] for table in tables]
    for owner in ("world", "china", "ussr"):
        shown = [meter["id"] for meter in data["meters"] if meter["owner"] == owner]
        levels = [
            [level["after"], *(f"{level['meters'][each]} ({level['history'][each]})" for each in shown)]
            for level in data["levels"]
        ]
        assert levels in [table[1:] for table in tables]


def causes_rows(data: Any) -> list[list[str]]:
    """The table of causes, from the data."""
    sides = [data["causes"][side]["shares"] for side in ("yours", "history")]
    rows = []
    for pair in zip(*sides, strict=True):
        cells = [c for s in pair for c in (signed(s["gave"]), signed(s["took"]), signed(s["net"]), f"{s['share']} %")]
        rows.append([pair[0]["title"], *cells])
    return rows


def _under(side: Any) -> list[str]:
    return [side["ending"]["title"] if side["ending"] else "none", str(side["bond"]), str(side["distance"])]


@pytest.mark.parametrize("name", PLAYS)
def test_the_sheet_holds_the_figures_of_the_data(name: str) -> None:
    """Row by row."""
    report = report_of(name)
    data = as_data(report)
    rows = list(csv.DictReader(io.StringIO(as_csv(report)[1:], newline="")))
    assert len(rows) == len(data["decisions"])
    for row, decision, stand in zip(rows, data["decisions"], data["course"][1:], strict=True):
        history, forecast = decision["history"] or {}, decision["forecast"] or {}
        assert row["number"] == str(decision["number"]) and row["date"] == decision["date"]
        assert row["choice title"].removeprefix("'") == decision["choice"]["title"]
        assert row["closeness"] == str(history.get("closeness", "")) and row["weight"] == str(history.get("weight", ""))
        assert row["forecast"] == str(forecast.get("percent", ""))
        assert row["cost"] == (f"{forecast['cost']:.2f}" if forecast.get("cost") is not None else "")
        assert row["distance"] == str(stand["distance"])
        for meter, value in stand["meters"].items():
            assert (row[meter], row[f"history {meter}"]) == (str(value), str(stand["history"][meter]))
        for move in decision["moved"]:
            assert signed(move["change"]) in row["moved"]


@pytest.mark.parametrize("name", PLAYS)
def test_the_figures_are_those_of_the_score(name: str) -> None:
    """Nothing is reckoned anew here."""
    game, data = play(name), as_data(report_of(name))
    seats = [seat.id for seat in game.persons or game.pack.seats]
    parts = score(game.run, game.steps, game.tree, game.path, seats)
    assert data["score"]["likeness"]["value"] == parts.likeness.value
    assert data["score"]["foresight"]["value"] == parts.foresight.value
    assert data["score"]["divergence"]["value"] == parts.divergence.value
    assert data["score"]["divergence"]["height"] == parts.divergence.height
    assert [each["value"] for each in data["score"]["statecraft"]["seats"]] == [each.value for each in parts.statecraft]
    assert data["ending"]["id"] == game.state.ending
    assert parts.causes is not None
    assert data["causes"]["yours"]["end"] == parts.causes.end == data["course"][-1]["meters"][parts.causes.meter.id]
    ends = [each.end.meters[parts.causes.meter.index] for each in under_lenses(game.run, game.steps)]
    assert [row["yours"]["bond"] for row in data["lenses"]] == ends


def test_the_last_row_is_the_end_of_both() -> None:
    """Even where the story ended early, and history went on without it."""
    early = played(shipped("tutorial"), Wish(crisis="1898-fashoda", seat="france"))
    assert early.mark.after(early.steps[-1].beat).meters != early.mark.end.meters
    for game in (early, *map(play, PLAYS)):
        last = as_data(make_report(game, "x"))["levels"][-1]
        assert tuple(last["meters"].values()) == game.state.meters
        assert tuple(last["history"].values()) == game.mark.end.meters


def test_the_lines_run_from_the_first_day_to_the_last_whatever_was_skipped() -> None:
    """Yours holds where it ended, history's goes on; after each decision each stands where it stood."""
    early = played(shipped("tutorial"), Wish(crisis="1898-fashoda", seat="france"))
    for game in (early, play("campaign"), play("both")):
        charts = [c for part in chart_parts(make_report(game, "x")) if isinstance(part, Charts) for c in part.charts]
        assert len(charts) == len(game.pack.meters) + 1
        for chart, meter in zip(charts, game.pack.meters, strict=False):
            assert (chart.dates[0], chart.dates[-1]) == (game.run.crises[0].since, game.run.crises[-1].until)
            assert list(chart.dates) == sorted(chart.dates)
            ends = game.state.meters[meter.index], game.mark.end.meters[meter.index]
            assert (chart.yours[-1], chart.historys[-1]) == ends
            for steps, values in ((game.steps, chart.yours), (game.mark.steps, chart.historys)):
                drawn = dict(zip(chart.dates, values, strict=True))
                after = {step.beat.date: step.after.meters[meter.index] for step in steps if step.beat}
                assert all(drawn[day] == value for day, value in after.items())


def test_a_debrief_reads_as_it_stood_when_the_crisis_closed(tmp_path: Path) -> None:
    """A text that depends on a meter sees the meter of that day, not of the end."""
    old = "{id: strangers, title: Strangers, text: They are strangers.}"
    new = "{id: strangers, title: Strangers, text: [{when: warmth < 46, text: LATER.}, {text: AT THE TIME.}]}"
    folder, _ = break_pack(tmp_path, (LAMP, old, new))
    game = watched(load_pack(folder), "years")
    assert game.state.meters[0] < 46
    text = as_markdown(make_report(game, "x"))
    assert "AT THE TIME." in text and "LATER." not in text


def test_history_beside_itself_is_no_distance_away() -> None:
    """Likeness 100, Divergence 0, Statecraft 0, and both lines the same."""
    data = as_data(report_of("watched"))
    assert data["score"]["likeness"]["value"] == 100
    assert data["score"]["divergence"] == {**data["score"]["divergence"], "value": 0, "height": 0, "parted": None}
    assert [each["value"] for each in data["score"]["statecraft"]["seats"]] == [0, 0]
    assert data["ending"] == data["history_ending"]
    assert all(each["meters"] == each["history"] for each in data["course"])
    assert data["causes"]["yours"] == data["causes"]["history"]
    assert all(each["yours"] == each["history"] for each in data["lenses"])
    assert "Every decision was history's own." in as_markdown(report_of("watched"))


def test_a_players_words_stand_beside_their_decision() -> None:
    """Reason, forecast with what came of it, and the note: in the page, the data and the sheet."""
    game, report = play("crisis"), report_of("crisis")
    data, told = as_data(report), Document(as_html(report)).told
    own = [node for node in game.path if node.by == "person"]
    shown = [each for each in data["decisions"] if each["by"] == "person"]
    assert [each["reason"] for each in shown] == [node.reason for node in own] == ["Because | so."] * len(own)
    assert [each["note"] for each in shown] == [node.note for node in own]
    assert (
        told.count("Why: Because | so.")
        == told.count("What I would now explain differently: Because | so.")
        == len(own)
    )
    for node, each in zip(own, shown, strict=True):
        assert node.forecast != SKIPPED and each["forecast"]["percent"] == node.forecast
        assert f"{node.forecast} %: it " in told


def test_sources_are_numbered_once_for_the_whole_report() -> None:
    """Every number in a text is in the list, every work stands there once, and all that a crisis rests on."""
    for name in PLAYS:
        report, data = report_of(name), as_data(report_of(name))
        ids = [each["id"] for each in data["sources"]]
        assert len(ids) == len(set(ids)) and [each["number"] for each in data["sources"]] == list(
            range(1, len(ids) + 1)
        )
        cited = {
            int(number)
            for each in data["decisions"]
            for number in _numbers((each["history"] or {}).get("evidence", []))
        }
        assert cited and max(cited) <= len(ids)
        for each in data["decisions"]:
            for work in (each["history"] or {}).get("sources", []):
                assert f"[{ids.index(work) + 1}]" in " ".join(each["history"]["evidence"])
        for crisis in play(name).run.crises:
            assert set(crisis.sources) <= set(ids)
        assert f'id="source-{len(ids)}"' in as_html(report)


def _numbers(texts: Sequence[str]) -> list[str]:
    return [number for text in texts for number in re.findall(r"\[(\d+)\]", text)]


def test_the_answers_of_a_quiz_stand_apart_from_its_questions() -> None:
    """A teacher can keep the page; no answer stands in the debrief itself."""
    report = report_of("crisis")
    text = as_markdown(report)
    debrief, answers = text.split("\n## Answers\n")
    quiz = play("crisis").run.crises[0].quiz
    assert quiz
    data = as_data(report)["debriefs"][0]
    assert len(data["answers"]) == len(quiz)
    for item, answer in zip(quiz, data["answers"], strict=True):
        assert item.answer in answer
        assert bare(item.because.read("china", play("crisis").facts_now())) in bare(answers)
        assert bare(item.because.read("china", play("crisis").facts_now())) not in bare(debrief)
        assert bare(item.ask) in bare(debrief)


def bare(text: str) -> str:
    """Letters and figures, without citations."""
    return re.sub(r"\\?\[[^\]]*\]|[^\w]", "", text)


def test_the_same_play_gives_the_same_bytes() -> None:
    """So that two reports can be compared."""
    game = play("both")
    for form in (as_html, as_markdown, as_csv):
        assert form(make_report(game, "both")) == form(make_report(game, "both"))
