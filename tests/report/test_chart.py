"""The drawing of a meter: one scale, stairs, years below, and a description that says the same."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.page import Chart
from game.report.chart import described, svg, ticks
from tests.worlds import calm

DAYS = (date(1949, 1, 1), date(1950, 2, 14), date(1956, 2, 25), date(1963, 3, 1))
CHART = Chart("Trust & <more>", "trust", DAYS, (45, 70, 30, 30), (45, 60, 60, 12), ((3, "The end"),))


def path(drawing: str, kind: str) -> list[tuple[str, float]]:
    """The steps of a line."""
    found = re.search(rf'<path class="{kind}" d="([^"]+)"', drawing)
    assert found
    return [(step, float(size.split()[-1])) for step, size in re.findall(r"([MHV])([\d. ]+)", found[1])]


def test_a_value_holds_until_the_next_and_equal_steps_are_equally_high() -> None:
    """A line never slopes: between two decisions nothing changed."""
    drawing = svg(CHART, "c")
    mine = path(drawing, "yours")
    assert [step for step, _ in mine] == ["M", "H", "V", "H", "V", "H"]
    up, down = mine[2][1] - mine[0][1], mine[4][1] - mine[2][1]
    assert up / -25 == pytest.approx(down / 40, abs=0.02)
    assert mine[-1][1] == path(drawing, "history")[-1][1]
    assert re.findall(r'class="(\w+-value)"[^>]*>(\d+)<', drawing) == [("yours-value", "30"), ("history-value", "12")]


def test_the_description_tells_the_drawing() -> None:
    """Where each line begins and ends, and how far it went between."""
    assert described(CHART) == (
        "You: from 45 to 30, at most 70 (14 February 1950). History: from 45 to 12, at most 60 (14 February 1950). "
        "A table of the values follows."
    )
    assert "Trust &amp; &lt;more&gt;</title>" in svg(CHART, "c")


def test_lines_that_end_together_bear_one_figure_and_close_ones_do_not_touch() -> None:
    """Or they could not be read."""
    same = Chart("A", "a", DAYS, (45, 70, 30, 12), (45, 60, 60, 12), ())
    assert len(re.findall("-value", svg(same, "c"))) == 1
    near = Chart("A", "a", DAYS, (45, 70, 30, 12), (45, 60, 60, 13), ())
    yours, historys = (float(y) for y in re.findall(r'-value" x="\d+" y="([\d.]+)"', svg(near, "c")))
    assert yours - historys >= 11


@pytest.mark.parametrize(
    ("since", "until", "labels"),
    [
        (date(1949, 1, 1), date(1963, 3, 1), ["1950", "1955", "1960"]),
        (date(1958, 7, 1), date(1963, 3, 1), ["1959", "1960", "1961", "1962", "1963"]),
        (date(1958, 8, 17), date(1958, 10, 25), ["Sep 1958", "Oct 1958"]),
        (date(1959, 7, 1), date(1960, 9, 1), ["Jul 1959", "Jan 1960", "Jul 1960"]),
        (date(1900, 3, 2), date(1900, 3, 20), ["2 Mar 1900", "20 Mar 1900"]),
        (date(1900, 3, 2), date(1900, 3, 2), ["2 Mar 1900"]),
    ],
)
def test_the_years_are_marked_and_where_they_are_few_the_months(since: date, until: date, labels: list[str]) -> None:
    """With the year always there."""
    assert [label for _, label in ticks(since, until)] == labels


@calm
@given(st.dates(date(1000, 1, 1), date(2100, 1, 1)), st.dates(date(1000, 1, 1), date(2100, 1, 1)))
def test_there_are_marks_for_any_span_and_never_too_many(one: date, other: date) -> None:
    """And all of them lie in it, in order."""
    since, until = min(one, other), max(one, other)
    marks = [day for day, _ in ticks(since, until)]
    assert 1 <= len(marks) <= 7 and marks == sorted(set(marks))
    assert since <= marks[0] and marks[-1] <= until
