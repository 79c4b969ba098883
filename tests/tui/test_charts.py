"""Meters drawn over the years: the drawing is right to the dot, fits everywhere, and needs no colour to be read."""

from __future__ import annotations

from datetime import date
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from game.play.page import Chart, Page
from game.tui.charts import GRID, HIGH, LOW, lay_bands, lay_chart
from game.tui.flow import Target, To, bare, width_of
from game.tui.layout import MIN_WIDTH, ROWS_TO, lay_blocks, lay_page
from game.tui.marks import ASCII, UNICODE, Marks

BOTH = pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])


def chart(yours: list[int], historys: list[int], since: int = 1950, *, title: str = "Trust") -> Chart:
    """A value a year; every year ends a crisis."""
    dates = tuple(date(since + at, 3, 1) for at in range(len(yours)))
    ends = tuple((at, f"Crisis {at}") for at in range(1, len(yours)))
    return Chart(title, "trust", dates, tuple(yours), tuple(historys), ends)


def drawn(shown: Chart, width: int = 60, marks: Marks = UNICODE) -> list[str]:
    """The lines of the drawing alone, from above."""
    return [bare(line) for line in lay_chart(shown, width, marks)][1:-1]


def test_a_line_stands_where_its_value_is() -> None:
    """At the bottom, in the middle and at the top of nine lines; in ASCII, history has a letter of its own."""
    rows = drawn(chart([0, 50, 100], [100, 100, 0]), marks=ASCII)
    assert len(rows) == HIGH
    assert rows[0] == "100 H-H-H-H-H-H-H-H-########"
    assert rows[4][4:] == "--------#########-------"
    assert rows[8] == "  0 #########-------H-H-H-H-"
    assert rows[6][4:12] == "-" * 8 and rows[6][12] == "#"  # the line climbs without a gap


def test_the_same_in_braille_dots() -> None:
    """Yours without a gap, history's a dot in three; where both lie, yours."""
    rows = drawn(chart([0, 0], [100, 100]))
    assert rows[0][4:10] == "⠁⠈─⠁⠈─"
    assert set(rows[8][4:]) == {"⣀"}
    assert set("".join(drawn(chart([40, 40], [40, 40])))) & set("⠁⠂⠄⡀⠈⠐⠠⢀") == set()


def test_grid_lines_stand_at_the_same_values_in_every_chart() -> None:
    """0, 25, 50, 75, 100, however high the drawing."""
    for width, height in ((60, HIGH), (30, LOW)):
        for marks in (UNICODE, ASCII):
            rows = drawn(chart([1, 1], [1, 1]), width, marks)
            assert len(rows) == height
            assert [int(row[:3]) for row in rows if row[:3].strip()] == list(reversed(GRID))


def test_years_stand_below_the_first_decision_of_each() -> None:
    """As far as there is room; in a single year the months."""
    assert bare(lay_chart(chart([1] * 3, [1] * 3), 60, UNICODE)[-1]) == "    1950    1951    1952"
    crowded = bare(lay_chart(chart([1] * 40, [1] * 40), 30, UNICODE)[-1])
    assert crowded.split()[:2] == ["1950", "1958"] and len(crowded) <= 30
    months = Chart("T", "", tuple(date(1958, month, 1) for month in (7, 8, 10)), (1, 1, 1), (1, 1, 1), ())
    assert bare(lay_chart(months, 60, UNICODE)[-1]) == "    Jul 1958        Oct"


def test_the_head_says_what_the_lines_are_and_where_they_end() -> None:
    """In words; a meter that never left history's says so; a click asks why."""
    first = lay_chart(chart([50, 20], [50, 60]), 60, UNICODE)[0]
    assert bare(first) == "Trust   ⠒⠒⠒ you 20   ⠂⠐ ⠂ history 60"
    assert first[0].target == Target(To.WHY, "trust")
    assert bare(lay_chart(chart([50, 60], [50, 60]), 60, ASCII)[0]) == "Trust   ### as in history 60"


def test_the_table_is_always_there() -> None:
    """A row for each crisis; side by side, in bands, where there are many."""
    few = "\n".join(bare(line) for line in lay_blocks((chart([50, 20], [50, 60]),), 60, UNICODE).lines)
    assert "March 1951  Crisis 1          20       60" in few
    many = chart(list(range(50, 70)), list(range(30, 50)))
    assert len(many.ends) > ROWS_TO
    lines = [bare(line) for line in lay_bands(many, 60, UNICODE)]
    assert lines[:4] == [
        "          Mar  Mar  Mar  Mar  Mar  Mar  Mar  Mar  Mar  Mar",
        "         1951 1952 1953 1954 1955 1956 1957 1958 1959 1960",
        "you        51   52   53   54   55   56   57   58   59   60",
        "history    31   32   33   34   35   36   37   38   39   40",
    ]
    assert lines[4] == "" and lines[6].split()[-1] == "1969" and len(lines) == 9


@BOTH
@given(data=st.data(), width=st.integers(2, 120))
def test_any_chart_fits_any_width(marks: Marks, data: st.DataObject, width: int) -> None:
    """One value or four hundred, a title of any letters: nothing sticks out, nothing raises, and all is plain text."""
    values = st.integers(0, 100)
    yours = data.draw(st.lists(values, min_size=1, max_size=400))
    historys = data.draw(st.lists(values, min_size=len(yours), max_size=len(yours)))
    days = data.draw(st.lists(st.integers(0, 500), min_size=len(yours), max_size=len(yours)))
    dates = tuple(date.fromordinal(710_000 + past) for past in accumulate(days))
    ends = tuple(
        (at, data.draw(st.text(max_size=20))) for at in sorted(data.draw(st.sets(st.integers(0, len(yours) - 1))))
    )
    shown = Chart(data.draw(st.text(max_size=40)), "m", dates, tuple(yours), tuple(historys), ends)
    for each in lay_page(Page("", "", (shown,)), width, marks).lines:
        assert width_of(each) <= max(width, MIN_WIDTH), bare(each)
        assert not marks.ascii or bare(each).isascii()


@BOTH
@given(yours=st.lists(st.integers(0, 100), min_size=1, max_size=200))
def test_a_solid_line_has_no_gap(marks: Marks, yours: list[int]) -> None:
    """From the left edge to the right, something of it is in every column of cells, and climbs are joined."""
    shown = chart([50] * len(yours), [50] * len(yours))
    shown = Chart("T", "", shown.dates, tuple(yours), (0,) * len(yours), ())
    looks = [
        [bit.look for bit in line for _ in range(cell_len(bit.text))] for line in lay_chart(shown, 60, marks)[1:-1]
    ]
    columns = list(zip(*(row[4:] for row in looks), strict=True))
    filled = [{at for at, look in enumerate(column) if look == "bar"} for column in columns]
    assert all(filled)
    for left, right in pairwise(filled):
        assert min(abs(one - other) for one in left for other in right) <= 1
