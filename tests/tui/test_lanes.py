"""Timelines drawn as lines: at any size the cursor is in sight, nothing sticks out, and signs stand in columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.branches import OPENING, Branches, branches_of
from game.play.exploring import ask, keep, name_it, options_at
from game.play.playthrough import Playthrough
from game.tui.flow import Line, Target, To, bare, width_of
from game.tui.lanes import ASCII as ASCII_SIGNS
from game.tui.lanes import HEAD_LINES, UNICODE, Cursor, lay_lanes, lay_legend, short, signs_of
from game.tui.marks import ASCII
from game.tui.marks import UNICODE as MARKS
from tests.play.exploring import EAST, begun, on
from tests.play.weir import over
from tests.worlds import calm


def grown() -> Playthrough:
    """A game from which every what-if has been asked, with names of every kind."""
    game = on(begun(EAST))
    for _ in range(2):
        found = branches_of(game)
        for branch in found.timelines:
            for stop in branch.stops:
                for option in options_at(game, found, branch, stop):
                    if option.is_open and option.choice is not stop.choice:
                        keep(game, branch, ask(game, branch, stop, option.choice.id))
    for branch, name in zip(branches_of(game).timelines, ("中文", "[b]x", "A very long name indeed"), strict=False):
        name_it(game, branch, name)
    return game


GROWN = branches_of(grown())
WEIR = branches_of(over())


def drawn(branches: Branches, cursor: Cursor, width: int, height: int, *, ascii_only: bool = False) -> list[Line]:
    """The lines, each beat in a crisis of its own name."""
    return lay_lanes(branches, list(branches.columns), cursor, width, height, ASCII if ascii_only else MARKS)


@calm
@given(st.data(), st.integers(24, 220), st.integers(HEAD_LINES + 1, 40), st.booleans())
def test_the_cursor_is_in_sight_and_nothing_sticks_out(
    data: st.DataObject, width: int, height: int, ascii_only: bool
) -> None:
    """At any place of any size."""
    at = data.draw(st.integers(0, len(GROWN.branches) - 1))
    stop = data.draw(st.integers(0 if at else OPENING, len(GROWN.branches[at].stops) - 1))
    lines = drawn(GROWN, Cursor(at, stop), width, height, ascii_only=ascii_only)
    assert len(lines) <= height
    assert all(width_of(line) <= width for line in lines)
    marked = [bit for line in lines for bit in line if bit.look == "on"]
    assert marked[0].text.startswith("[") and marked[-1].text.endswith("]")
    assert any(bit.target == Target(To.ROW, f"{at},{stop}") for bit in marked)
    if ascii_only:
        assert all(bare(line).isascii() for line in lines)


def test_a_beat_stands_in_one_column_on_every_line() -> None:
    """Where lines are alike, signs stand below each other."""
    lines = drawn(WEIR, Cursor(0, OPENING), 100, 20)
    columns: dict[int, set[int]] = {}
    for at, line in enumerate(lines[HEAD_LINES:]):
        x = 0
        for bit in line:
            if bit.target is not None and bit.text in "●○◇◆=▲":
                _branch, _, stop = bit.target.ref.partition(",")
                beat = WEIR.branches[at].stops[int(stop)].beat.id
                columns.setdefault(WEIR.columns[beat], set()).add(x)
            x += len(bit.text)
    assert len(columns) == 4 and all(len(places) == 1 for places in columns.values())
    assert [min(columns[at]) for at in range(4)] == sorted(min(places) for places in columns.values())


def test_the_lines_of_a_game_known_by_heart() -> None:
    """The opening, the fork, what is the same and what is not, and how each ends."""
    shown = [bare(line).rstrip() for line in drawn(WEIR, Cursor(0, 0), 60, 10)]
    assert shown[2:] == [
        "› Now      ■┬─[●]──○───●  Broken",
        "  History   ╰──◆───=───◆───◆  Held",
    ]
    assert shown[0].split() == ["1901", "1902"]


def test_every_sign_has_its_words_and_none_is_told_that_is_not_there() -> None:
    """The legend holds what is drawn."""
    told = " ".join(bare(line) for line in lay_legend(WEIR, 200, MARKS))
    assert "● yours" in told and "◆ history, otherwise" in told and "□" not in told and "?" not in told
    assert all(width_of(line) <= 72 for line in lay_legend(GROWN, 72, MARKS))


def test_an_unplayed_game_is_an_opening() -> None:
    """And nothing else."""
    found = branches_of(begun(EAST))
    assert [bare(line).rstrip() for line in drawn(found, Cursor(), 40, 5)][2:] == ["› Now [■] →"]


@pytest.mark.parametrize("signs", [UNICODE, ASCII_SIGNS])
def test_every_sign_is_one_cell_and_its_own(signs: object) -> None:
    """So that columns stay columns, and no two things look alike."""
    names = ("opening", "own", "other", "chance", "sealed", "same", "parts", "forced", "history")
    found = [getattr(signs, name) for name in names]
    assert len(set(found)) == len(found) and all(len(sign) == 1 for sign in found)
    assert signs_of(MARKS) is UNICODE


def test_a_branch_is_called_by_its_name() -> None:
    """With its number, unless it is the present one."""
    branch = GROWN.branches[-1]
    assert short(replace(branch, name="")) == f"Timeline {branch.number}"
    assert short(replace(branch, name="x")) == f"{branch.number} x"
