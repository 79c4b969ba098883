"""Whoever stands near an early ending is told so in time, and only about what their side can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import load_pack
from game.engine.model import Pack
from game.play.page import CallOut, words
from game.play.pages import page_of
from game.play.pages.warnings import LABEL
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from tests.worlds import PACK, break_pack

EARLY = "endings:\n  - {{id: fall, title: The warden falls, early: true, when: {when}, text: Others have the keys.}}\n"


def told(folder: Path, when: str, seat: str) -> list[str]:
    """What the first page of a game of both years warns of."""
    pack: Pack = load_pack(break_pack(folder, (PACK, "endings:\n", EARLY.format(when=when)))[0])
    game = Playthrough(pack, new_tree(pack, Wish(campaign="years", seat=seat), 7))
    calls = [block for block in page_of(game).blocks if isinstance(block, CallOut) and block.label == LABEL]
    return [words(rich) for call in calls for rich in call.paragraphs]


@pytest.mark.parametrize(
    ("when", "limit"),
    [
        ("warmth < 45", "below 45"),
        ("warmth <= 44", "below 45"),
        ("warmth > 55", "above 55"),
        ("warmth >= 56", "above 55"),
        ("paid and (warmth < 40 or year > 1950)", "below 40"),
    ],
)
def test_a_meter_near_the_edge_is_told_with_the_edge(tmp_path: Path, when: str, limit: str) -> None:
    """Warmth stands at 50."""
    (warning,) = told(tmp_path, when, "east")
    assert "Warmth stands at 50" in warning
    assert limit in warning


@pytest.mark.parametrize("when", ["warmth < 30", "warmth > 70", "paid", "not warmth < 60"])
def test_what_is_far_off_is_left_alone(tmp_path: Path, when: str) -> None:
    """A warning that always stands there is none."""
    assert told(tmp_path, when, "east") == []


def test_nobody_is_told_what_only_the_other_side_can_read(tmp_path: Path) -> None:
    """Fear is the West's own."""
    assert told(tmp_path, "fear > 35", "east") == []
    assert len(told(tmp_path / "west", "fear > 35", "west")) == 1
