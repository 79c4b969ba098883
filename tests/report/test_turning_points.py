"""A place for the decisions that turned the story, for whoever has looked for them."""

from __future__ import annotations

from game.play.pages import TurningPoint
from game.play.setup import Wish
from game.play.stages import Decision
from game.report import as_data, as_html, as_markdown, make_report
from tests.report.plays import Document, markdown_tables, new_game, played, shipped, until

FASHODA = Wish(crisis="1898-fashoda", seat="france")


def by_hand() -> tuple[TurningPoint, ...]:
    """Two decisions of the tutorial, with odds made up for the test."""
    beats = shipped("tutorial").beats
    first, second = beats["1898-fashoda/the-orders"], beats["1898-fashoda/the-answer"]
    return (
        TurningPoint(first, first.choices[1], 41, "Most went to war."),
        TurningPoint(second, second.choices[0], 7),
    )


def test_turning_points_are_told_in_every_form_that_has_room() -> None:
    """In the order in which they came, with what followed."""
    game = played(shipped("tutorial"), FASHODA)
    report = make_report(game, "x", turning_points=by_hand())
    data = as_data(report)["turning_points"]
    assert [(each["beat"], each["moved"], each["said"]) for each in data] == [
        ("1898-fashoda/the-orders", 41, "Most went to war."),
        ("1898-fashoda/the-answer", 7, ""),
    ]
    (table,) = [each for each in markdown_tables(as_markdown(report)) if "Moved the odds by" in each[0]]
    assert [row[-2:] for row in table[1:]] == [["41 %", "Most went to war."], ["7 %", ""]]
    assert "The decisions that turned it" in Document(as_html(report)).told


def test_without_them_there_is_no_empty_section() -> None:
    """Nor where the story is not over: they would tell how it may close."""
    assert "turned it" not in as_html(make_report(played(shipped("tutorial"), FASHODA), "x"))
    game = until(new_game(shipped("tutorial"), FASHODA), lambda at: isinstance(at.stage, Decision))
    assert make_report(game, "x", turning_points=by_hand()).turning_points == ()
