"""The report as a sheet: a row for each decision, and no formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.harmless import one_line
from game.play.setup import Wish
from game.report import as_csv, make_report
from game.report.sheet import BYTE_ORDER_MARK, COLUMNS, guarded
from tests.report.plays import played, shipped
from tests.worlds import calm


def rows_of(text: str) -> list[dict[str, str]]:
    """A sheet read as a program reads one."""
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_it_is_a_sheet_as_the_standard_says() -> None:
    """Lines end as they must, quotes are doubled, and what was written comes back whole."""
    reason = 'He said "no", and left;\nthen came back'
    game = played(shipped("tutorial"), Wish(crisis="1898-fashoda", seat="france"), words=reason)
    text = as_csv(make_report(game, "x"))
    assert "\n" not in text.replace("\r\n", "") and text.endswith("\r\n")
    rows = rows_of(text)
    assert len(rows) == len(game.path)
    meters = [name for meter in game.pack.meters for name in (meter.id, f"history {meter.id}")]
    assert list(rows[0]) == [*COLUMNS, *meters]
    own = [row for row in rows if row["by"] == "person"]
    assert own and all(row["reason"] == row["note"] == one_line(reason) for row in own)
    for row, step in zip(rows, game.steps[1:], strict=True):
        assert step.beat and step.choice
        assert (row["beat"], row["choice"]) == (step.beat.id, step.choice.id)
        assert [int(row[meter.id]) for meter in game.pack.meters] == list(step.after.meters)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "  =1", "\x00=1", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_calculate_is_marked_as_text(text: str) -> None:
    """With an apostrophe before it."""
    game = played(shipped("tutorial"), Wish(crisis="1898-fashoda", seat="france"), words=text)
    own = [row for row in rows_of(as_csv(make_report(game, "x"))) if row["by"] == "person"]
    assert all(row["reason"] == f"'{one_line(text)}" for row in own)


@calm
@given(st.text())
@example("−5")
def test_no_cell_begins_like_a_formula(text: str) -> None:
    """And every other cell is left as it is."""
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in (one_line(text), f"'{one_line(text)}")


def test_no_figure_of_ours_needs_the_mark() -> None:
    """So that numbers stay numbers."""
    for wish in (Wish(campaign="fashoda", watch=True), Wish(crisis="1898-fashoda", seat="britain")):
        text = as_csv(make_report(played(shipped("tutorial"), wish), "x"))
        assert not any(cell.startswith("'") for row in rows_of(text) for cell in row.values())
