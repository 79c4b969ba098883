"""The end of a run: every figure on it worked out by hand (see ``weir.py``), the most telling first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from game.content import load_pack
from game.engine.model import Aim
from game.errors import UsageError
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Page,
    Para,
    Piece,
    Speech,
    Table,
    Tone,
    opening,
    words,
)
from game.play.pages import TurningPoint, page_of, why_score_page
from game.play.pages.causes import is_unwanted
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Debrief, Decision
from tests.play.weir import WATCH, game_of, over, play, weir
from tests.worlds import write_pack


def heads(page: Page) -> list[str]:
    """The headings of the first level."""
    return [block.text for block in page.blocks if isinstance(block, Heading) and block.level == 1]


def under(page: Page, heading: str) -> list[Block]:
    """What stands under a heading, up to the next of its level or above."""
    found: list[Block] = []
    level = 0
    for block in page.blocks:
        if isinstance(block, Heading) and level and block.level <= level:
            break
        if level:
            found.append(block)
        if isinstance(block, Heading) and block.text == heading:
            level = block.level
    assert level, f"there is no heading '{heading}'"
    return found


def told(blocks: list[Block]) -> str:
    """The words of call-outs and paragraphs."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case CallOut():
                lines += [block.label, *map(words, block.paragraphs)]
            case Para():
                lines.append(words(block.rich))
            case Speech():
                lines.append(f"{block.name}: {words(block.rich)}")
            case Bullets():
                lines += map(words, block.items)
            case _:
                pass
    return "\n".join(lines)


def tables(blocks: list[Block]) -> list[Table]:
    """The tables among blocks."""
    return [block for block in blocks if isinstance(block, Table)]


def test_the_most_telling_comes_first() -> None:
    """The ending, what made it, the causes; then the meters, the score, the lenses, every decision, and the ways on."""
    assert heads(page_of(over())) == [
        "What made it so",
        "Bond: what broke it, or kept it",
        "Every meter over the years",
        "The score, part by part",
        "The same decisions under each lens",
        "Every decision, beside history",
        "What now?",
    ]


def test_what_made_the_ending_is_dated_and_has_a_name() -> None:
    """Blows and gifts to the bond, each with its day, whose decision it was, and its cause."""
    text = told(under(page_of(over()), "What made it so"))
    assert "Bond fell from 60 to 44." in text
    assert "What lowered it most\n−30 on 1 February 1901, by Ada: Hit (Pride)" in text
    assert "What raised it most\n+14 on 1 March 1901, by Bo: Bow (Pride)" in text
    assert "History closed otherwise: Held." in text
    assert "There Bond fell from 60 to 45. What lowered it most: Need (−19)." in text
    assert "It parted from history on 1 February 1901: The stones (Ada)." in text


def test_each_cause_stands_beside_historys() -> None:
    """What it gave, what it took, its share of all points moved."""
    (table,) = tables(under(page_of(over()), "Bond: what broke it, or kept it"))
    assert table.rows == (("Pride", "+14", "−30", "100 %", "+9 −5, 42 %"), ("Need", "0", "0", "0 %", "0 −19, 58 %"))


def test_the_historians_of_the_leading_cause_answer_and_one_who_disagrees() -> None:
    """Nearest first; of each a few sentences and one source; who lays no weight on it comes last."""
    page = page_of(over())
    blocks = under(page, "What this timeline bears out")
    assert "What lowered it most: Pride (−30). So far as it goes, this timeline speaks for this" in told(blocks)
    assert "told by the same rules, what lowered it most: Need (−19)." in told(blocks)
    voices = [block for block in blocks if isinstance(block, Speech)]
    assert [(voice.name, voice.leans) for voice in voices] == [
        ("A. Proud", "Pride"),
        ("B. Both", "Pride, Need"),
        ("C. Hungry", "Need"),
    ]
    assert words(voices[0].rich) == "It was pride. Mr. J. Ada said so. So did Bo. [1]"
    assert [work.id for work in page.works] == ["proud-book", "both-book", "hungry-book"]
    assert "answer otherwise" in told(blocks[blocks.index(voices[1]) : blocks.index(voices[2])])


def test_every_meter_is_a_line_beside_historys() -> None:
    """From the opening over every decision; history goes on where this timeline ended."""
    charts = [block for block in under(page_of(over()), "Every meter over the years") if isinstance(block, Chart)]
    assert [(chart.title, chart.yours, chart.historys) for chart in charts] == [
        ("Bond", (60, 30, 44, 44, 44), (60, 54, 63, 50, 45)),
        ("Grain", (40, 40, 40, 70, 70), (40, 40, 40, 40, 40)),
    ]
    assert charts[0].dates == (
        date(1901, 1, 1), date(1901, 2, 1), date(1901, 3, 1), date(1902, 1, 5), date(1902, 12, 31),
    )  # fmt: skip
    assert charts[0].table.rows == (
        ("March 1901", "The weir is raised", "44", "63"),
        ("January 1902", "The mill", "44", "50"),
        ("December 1902", "History's own end", "44", "45"),
    )


def test_divergence_is_a_part_of_the_score() -> None:
    """Its rule, its value and height, where one parted, and what stands furthest off."""
    text = told(under(page_of(over()), "The score, part by part"))
    assert "Divergence\n18 of 100. How far all meters stand from history's, on the mean." in text
    assert "At its height it was 18." in text
    assert "Furthest apart, at the same place in the story: Grain 70 (history 40) and Bond 44 (history 50)." in text


def test_the_same_decisions_are_played_under_every_lens() -> None:
    """Yours and history's; and how far each theory alone gets with history's."""
    blocks = under(page_of(over()), "The same decisions under each lens")
    yours, historys = tables(blocks)
    assert yours.head == ("Lens", "Ending", "Bond", "Distance")
    assert yours.rows == (("Balanced (as played)", "Broken", "44", "0"), ("All pride", "Broken", "40", "10"))
    assert historys.rows == (("Balanced (as played)", "Held", "45", "0"), ("All pride", "Held", "54", "5"))
    assert "Bond moves by −15 under Balanced. Alone: All pride −6." in told(blocks)


def test_turning_points_are_shown_where_somebody_has_found_them() -> None:
    """The heaviest first, five at most; nothing at all where there are none."""
    game = over()
    steps = [step for step in game.steps if step.beat is not None and step.choice is not None]
    found = [
        TurningPoint(step.beat, step.choice, moved, f"said {moved}")
        for step, moved in zip(steps * 2, (3, 40, 12, 7, 1, 20), strict=True)
        if step.beat is not None and step.choice is not None
    ]
    page = page_of(game, turning=found)
    (table,) = tables(under(page, "Turning points"))
    assert [row[3] for row in table.rows] == ["40 %", "20 %", "12 %", "7 %", "3 %"]
    assert table.rows[0] == ("1 March 1901", "Bo", "Bow.", "40 %", "said 40")
    assert heads(page)[-2:] == ["Turning points", "What now?"]
    bare = page_of(game, turning=[TurningPoint(found[0].beat, found[0].choice, 3)])
    assert tables(under(bare, "Turning points"))[0].head == ("When", "Who", "Decision", "Moved")
    assert "Turning points" not in heads(page_of(game))


def test_history_watched_is_not_compared_with_itself() -> None:
    """One table of lenses, no parting, and the historians of its own causes."""
    page = page_of(over(WATCH))
    assert "Beside history" not in [block.label for block in page.blocks if isinstance(block, CallOut)]
    assert len(tables(under(page, "The same decisions under each lens"))) == 1
    text = told(list(page.blocks))
    assert "0 of 100. How far all meters stand" in text
    assert "Every decision was history's." in text
    assert "told by the same rules" not in text
    charts = [block for block in page.blocks if isinstance(block, Chart)]
    assert all(chart.yours == chart.historys and len(chart.ends) == 2 for chart in charts)


def test_a_danger_is_raised_or_lowered_not_broken() -> None:
    """What some seat wants low, and none high, is no bond."""
    pack = weir()
    bond, grain = pack.meters
    east, west = pack.seats
    assert not is_unwanted(pack, bond)
    assert not is_unwanted(pack, grain)  # the one wants it high, the other low
    feared = replace(pack, seats=(replace(east, aims=(Aim(bond.id, high=False),)), west))
    assert is_unwanted(feared, bond)
    game = play(Playthrough(feared, over().tree))
    assert "Bond: what raised it, or lowered it" in heads(page_of(game))


def test_why_divergence_and_why_causes_show_what_they_are_made_of() -> None:
    """At the end, with every meter and every year."""
    game = over()
    page = why_score_page(game, "divergence")
    (made, years) = tables(list(page.blocks))
    assert made.rows == (("Bond", "44", "50", "6"), ("Grain", "70", "40", "30"))
    assert years.rows == (("March 1901", "The weir is raised", "10"), ("January 1902", "The mill", "18"))
    assert "Divergence: 18" in told(list(page.blocks))
    page = why_score_page(game, "causes")
    assert page.title == "Causes: Bond"
    assert "Bond fell from 60 to 44\nWhat lowered it most: Pride (−30)." in told(list(page.blocks))
    assert "Bond fell from 60 to 45. What lowered it most: Need (−19)." in told(list(page.blocks))


def test_before_a_debrief_neither_tells_what_a_side_has_not_learnt() -> None:
    """No number of the other side's meters, no decision of theirs, nothing of history still to come."""
    game = play(game_of(Wish(campaign="years", seat="west", against_history=True)), Decision, {})
    assert isinstance(game.stage, Decision)
    page = why_score_page(game, "divergence")
    assert "told at the debrief" in told(list(page.blocks))
    (made,) = tables(list(page.blocks))
    assert [row[0] for row in made.rows] == ["Bond"]
    text = told(list(why_score_page(game, "causes").blocks))
    assert "−6 on 1 February 1901, by Ada (Need)" in text and "Hold" not in text
    assert "Bond fell from 60 to 54. What lowered it most: Need (−6)." in text  # history, up to here
    play(game, Debrief, {})
    assert "Hold (Need)" in told(list(why_score_page(game, "causes").blocks))
    assert "Divergence: 0" in told(list(why_score_page(game, "divergence").blocks))


def test_an_unknown_part_of_the_score_is_named_with_those_that_there_are() -> None:
    """As a sentence."""
    with pytest.raises(UsageError, match=r"no part 'luck' of the score; there are foresight, .*divergence and causes"):
        why_score_page(game_of(), "luck")


def test_a_seat_whose_leaders_change_is_told_from_the_first_to_the_last(tmp_path: Path) -> None:
    """Nobody played one of them alone."""
    pack = load_pack(write_pack(tmp_path))
    game = play(Playthrough(pack, new_tree(pack, Wish(campaign="years", seat="east"), 1)), decide={})
    assert page_of(game).kicker == "You played East, from Anna to Boris"
    assert page_of(over()).kicker == "You played Ada"


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("One. Two. Three.", 2, "One. Two."),
        ("One. Two.", 2, "One. Two."),
        ("No end", 1, "No end"),
        ('He said "no." Then he went.', 1, 'He said "no."'),
        ("About 1,400 men, e.g. smiths, left. They were missed.", 1, "About 1,400 men, e.g. smiths, left."),
        ("J. F. Kennedy spoke. Dr. Hu wrote.", 1, "J. F. Kennedy spoke."),
        ("", 1, ""),
    ],
)
def test_the_opening_of_a_text_ends_with_a_sentence(text: str, most: int, kept: str) -> None:
    """Not at an initial, a title or an abbreviation."""
    assert words(opening((Piece(text),), most)) == kept


def test_the_opening_of_a_text_keeps_what_it_cites() -> None:
    """The citation behind the last sentence stays, what follows goes."""
    rich = (Piece("One "), Piece("two", Tone.LINK, "two"), Piece(". "), Piece("[1]", Tone.CITE, "w"), Piece(" Three."))
    assert words(opening(rich, 1)) == "One two. [1]"
