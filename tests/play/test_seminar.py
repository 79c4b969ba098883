"""The closing seminar: every cause is heard, with what each crisis says of it, and history is not told too early."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import load_pack
from game.content.taught import teaching
from game.engine.model import Pack
from game.errors import UsageError
from game.play.page import Bullets, CallOut, Heading, Page, Para, Speech, Table, words
from game.play.pages import ranking_page, schools_of, seminar_page
from tests.play.weir import WATCH, over, weir
from tests.worlds import PACK, break_pack, write_pack

SEMINAR = """\
seminar:
  title: Why did the lamp go out?
  ask: Was it pride or hunger?
  about: {full: "Nobody asked the keeper, and that is a long story.", short: Nobody asked the keeper.}
  schools:
    pride: {explains: The shouting. [#SEA-01], leaves: The silence.}
    hunger: {explains: The silence., leaves: The shouting.}
  voices:
    - {name: A. Reader, work: log-east, causes: [hunger], says: "It was hunger, says the log. [@log-west]"}
  grid:
    1900-lamp: {pride: A lamp for show., hunger: No oil.}
    1901-storm: {hunger: No grain.}
  quiz:
    - {ask: What failed?, answer: The oil, others: [The wick], because: The log says so.}
glossary:
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Two coasts with a seminar."""
    text = SEMINAR.replace("explains: The shouting. [#SEA-01]", 'explains: "The shouting. [#SEA-01]"')
    return load_pack(break_pack(tmp_path, (PACK, "glossary:\n", text))[0])


def test_every_cause_is_heard_with_what_each_crisis_says_of_it(pack: Pack) -> None:
    """A class weighs the causes by the crises that it has played."""
    page = seminar_page(pack)
    heads = [block.text for block in page.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads[:3] == ["Pride", "Hunger", "What historians have argued"]
    told = [words(item) for block in page.blocks if isinstance(block, Bullets) for item in block.items]
    assert [line for line in told if line.startswith("1900")] == [
        "1900, The lamp: A lamp for show.",
        "1900, The lamp: No oil.",
    ]
    (voice,) = (block for block in page.blocks if isinstance(block, Speech))
    assert (voice.name, voice.leans) == ("A. Reader", "Hunger")
    assert [work.id for work in page.works] == ["log-west"]


def test_the_short_form_is_read_where_it_was_chosen(pack: Pack) -> None:
    """As everywhere."""

    def first(page_short: bool) -> str:
        blocks = seminar_page(pack, short=page_short).blocks
        return next(words(block.rich) for block in blocks if isinstance(block, Para))

    assert first(True) == "Nobody asked the keeper."
    assert first(False).endswith("a long story.")


def test_what_the_seminar_marks_counts_as_taught(pack: Pack) -> None:
    """The checker's table names the seminar."""
    assert "seminar" in teaching(pack)["SEA-01"]


def test_a_pack_without_a_seminar_says_so(tmp_path: Path) -> None:
    """Rather than show an empty page."""
    with pytest.raises(UsageError, match="no closing seminar"):
        seminar_page(load_pack(write_pack(tmp_path)))


# -- with a game that is over (worked out by hand in weir.py) --------------------------------------------------------


MOVED = "% of all points moved."
LOWER = "which your run puts lower than you do. What would you say to it?"


def told_under(page: Page, heading: str) -> list[str]:
    """The words under a heading of the first level."""
    lines: list[str] = []
    inside = False
    for block in page.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text == heading
        elif inside and isinstance(block, CallOut):
            lines.append(f"{block.label}: {' '.join(words(rich) for rich in block.paragraphs)}")
        elif inside and isinstance(block, Para):
            lines.append(words(block.rich))
        elif inside and isinstance(block, Table):
            lines += ["; ".join(row) for row in block.rows]
    return lines


def test_each_cause_is_heard_with_the_evidence_of_the_run_and_historys_beside_it() -> None:
    """What it gave and took, its share, and the heaviest decision under it; before what it explains and leaves."""
    page = seminar_page(weir(), game=over())
    assert told_under(page, "Pride") == [
        "Who bows first.",
        f"Your run: Bond: it gave 14 and took 30, 100 {MOVED} Heaviest: −30 on 1 February 1901, by Ada: Hit.",
        f"History's run: Bond: it gave 9 and took 5, 42 {MOVED} Heaviest: +9 on 1 March 1901, by Bo: Bow.",
        "It explains: The shouting.",
        "It leaves open: The silence.",
    ]
    assert told_under(page, "Need")[1] == "Your run: It did not move Bond."
    assert "Your order, and the run" not in [block.text for block in page.blocks if isinstance(block, Heading)]


def test_a_ranking_is_answered_by_the_shares_of_the_run() -> None:
    """Where they agree, and where they stand furthest apart."""
    assert told_under(seminar_page(weir(), game=over(), ranking=("need", "pride")), "Your order, and the run")[:3] == [
        "1; Need; 2 (0 %); 1 (58 %)",
        "2; Pride; 1 (100 %); 2 (42 %)",
        f"You and your run agree on no place. Furthest apart: Need, {LOWER}",
    ]
    (first, same) = told_under(seminar_page(weir(), game=over(), ranking=("pride",)), "Your order, and the run")[:2]
    assert first == "1; Pride; 1 (100 %); 2 (42 %)"
    assert same == "You and your run put in the same place: Pride."


def test_the_ranking_stands_below_the_question() -> None:
    """In the reader's order, before anything argues with it."""
    page = seminar_page(weir(), game=over(), ranking=("need", "pride"))
    assert [block.label for block in page.blocks[:2] if isinstance(block, CallOut)] == ["The question", "Your order"]
    second = page.blocks[1]
    assert isinstance(second, CallOut) and words(second.paragraphs[0]) == "Need; Pride."


def test_who_watched_ranks_against_historys_run() -> None:
    """It has one run only, and says so."""
    page = seminar_page(weir(), game=over(WATCH), ranking=("need", "pride"))
    assert not any(line.startswith("Your run") for line in told_under(page, "Pride"))
    assert told_under(page, "Your order, and the run")[:3] == [
        "1; Need; 1 (58 %)",
        "2; Pride; 2 (42 %)",
        "You and history's run put in the same place: Need and Pride.",
    ]


def test_before_reading_on_the_causes_are_numbered_as_they_are_ranked() -> None:
    """The numbers that a player types are those of this page."""
    (causes,) = [block for block in ranking_page(weir()).blocks if isinstance(block, Bullets)]
    assert causes.numbered
    assert [words(item) for item in causes.items] == [cause.title for cause in schools_of(weir())] == ["Pride", "Need"]
