"""Pages as lines: nothing is drawn, nothing is wider than the window, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.harmless import harmless, one_line
from game.plain.render import NARROWEST, WIDEST, cells, meter_line, page_lines, table_rows, wrapped
from game.play.page import (
    Bullets,
    CallOut,
    Chart,
    Heading,
    Kind,
    MeterRow,
    Meters,
    OptionRow,
    Options,
    Page,
    Para,
    Piece,
    Speech,
    Table,
    Tone,
    line,
)
from tests.plain.talking import tutorial
from tests.worlds import calm


def test_every_kind_of_block_is_told_in_words() -> None:
    """A page with one of each, as it reads."""
    work = tutorial().bibliography["bates-1984"]
    page = Page(
        "May 1898 · London",
        "A title",
        (
            Para((Piece("Words, "), Piece("stressed", Tone.STRESS), Piece(" and cited "), Piece("[1]", Tone.CITE))),
            Heading("A heading"),
            Bullets((line("one"), line("two")), numbered=True),
            Speech("Lord Cromer", "agent", "lord-cromer", line("It costs money."), "Stay"),
            Speech("Nobody", "", "nobody", line("Hm."), ""),
            CallOut(Kind.HISTORY, "History", (line("So it was."),)),
            CallOut(Kind.NOTE, "Is it so?", (line("Yes."), line("No."))),
            Meters((MeterRow("trust", "Trust", 52, "cool", -8, 60, "pride −8"),)),
            Table(("When", "What", "Change"), (("1898", "A deed.", "+1"),)),
            Options("Well?", (OptionRow(1, "a", "Go.", line("Now.")), OptionRow(2, "b", "Stay.", (), "Too late."))),
        ),
        (work,),
    )
    told = "\n".join(page_lines(tutorial(), page, 79))
    assert told.startswith(
        "May 1898 · London. A title\n\nWords, stressed and cited [1]\n\n\nA heading\n\n1. one\n2. two\n\n"
        "Lord Cromer, agent: It costs money. (Leans to: Stay)\n\nNobody: Hm.\n\nHistory: So it was.\n\n"
        "Is it so?\n  Yes.\n  No.\n\n- Trust: 52 (−8; history 60), cool. Because of: pride −8.\n\n"
        "- 1898; What: A deed; Change: +1\n\n"
        "Well?\n\n1. Go.\n   Now.\n\n2. Closed: Stay.\n   Why closed: Too late.\n\nSources:\n[1] Darrell Bates, "
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (MeterRow("a", "A", 5, ""), "A: 5."),
        (MeterRow("a", "A", 5, "low", 3), "A: 5 (+3), low."),
        (MeterRow("a", "A", 5, "low", 0, 5), "A: 5 (history 5), low."),
    ],
)
def test_a_meter_says_what_is_known_and_no_more(row: MeterRow, told: str) -> None:
    """No change and no history are not told as zero."""
    assert meter_line(row) == told


def test_a_table_of_two_columns_is_a_list_of_pairs() -> None:
    """Its head would only be in the way."""
    assert table_rows(Table(("At", "In words"), (("below 20", "cold"),))) == ["below 20: cold"]


def chart(crises: int) -> Chart:
    """A meter that falls by ten a year, where history's rises."""
    years = range(crises + 1)
    return Chart(
        "Trust",
        "trust",
        tuple(date(1950 + year, 3, 1) for year in years),
        tuple(70 - 10 * year for year in years),
        tuple(10 * year for year in years),
        tuple((year, f"Crisis {year}") for year in years if year),
    )


def test_a_chart_is_told_as_its_table() -> None:
    """A line for each crisis; nothing is drawn."""
    assert page_lines(tutorial(), Page("", "T", (chart(2),)), 79)[2:] == [
        "Trust, yours beside history's:",
        "- March 1951, Crisis 1: 60 (history 10)",
        "- March 1952, Crisis 2: 50 (history 20)",
    ]


def test_a_chart_of_many_crises_is_told_in_a_paragraph() -> None:
    """Or the meters of a long story would take a hundred lines each."""
    lines = page_lines(tutorial(), Page("", "T", (chart(7),)), 60)[2:]
    assert lines[0] == "Trust, yours beside history's: March 1951 60 (10); March"
    assert " ".join(line.strip() for line in lines).endswith("March 1956 10 (60); March 1957 0 (70).")


@calm
@given(st.text(max_size=300), st.integers(-5, 400), st.sampled_from(["", "- ", "    "]))
def test_lines_fit_the_window_and_lose_no_word(text: str, width: int, first: str) -> None:
    """Only a word wider than the window stands out of it."""
    lines = wrapped(text, width, first=first, rest=" " * len(first))
    assert " ".join(" ".join(lines).split()) == " ".join(f"{first if one_line(text) else ''}{one_line(text)}".split())
    most = max(NARROWEST, min(width, WIDEST))
    for told in lines:
        assert cells(told) <= most or len(told[len(first) :].split()) == 1


def test_chinese_characters_count_two_columns() -> None:
    """Or a line of them would run out of the window."""
    assert cells("毛泽东 é e\u0301") == 10
    assert wrapped("毛泽东 " * 6, 24) == ["毛泽东 毛泽东 毛泽东", "毛泽东 毛泽东 毛泽东"]


@calm
@given(st.text())
def test_what_reaches_a_terminal_commands_nothing(text: str) -> None:
    """Whatever was in it; and what was harmless stays as it was."""
    told = harmless(text)
    assert all(character.isprintable() or character in "\n\u200c\u200d" for character in told)
    assert harmless(told) == told
    if text.isprintable():
        assert told == text
