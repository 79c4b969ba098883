"""The packs that ship, walked whole: every page reads well for both seats, and history keeps its course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from game.content import Loaded, read_pack
from game.content.inline import plain
from game.content.taught import teaching
from game.content.texts import texts_of
from game.engine import crisis_run, historical_run
from game.engine.model import CHANCE, Pack
from game.play.page import Block, Bullets, CallOut, Chart, Meters, Options, Para, Speech, Table, words
from game.play.pages import codex_page, page_of
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PACKS = sorted(path.parent.name for path in SCENARIOS.glob("*/pack.yaml"))


@cache
def loaded(name: str) -> Loaded:
    """A shipped pack, read once."""
    return read_pack(SCENARIOS / name, name)


def pack_of(name: str) -> Pack:
    """A shipped pack."""
    pack = loaded(name).pack
    assert pack is not None, "\n".join(map(str, loaded(name).problems))
    return pack


CRISES = [(name, crisis.id) for name in PACKS for crisis in pack_of(name).crises]
SEATS = [(name, crisis, seat.id) for name, crisis in CRISES for seat in pack_of(name).seats]


def shown(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every string that a page puts before a reader."""
    for block in blocks:
        match block:
            case Para(rich=rich):
                yield words(rich)
            case Speech():
                yield from (block.name, block.role, words(block.rich), block.leans)
            case CallOut():
                yield block.label
                yield from (words(rich) for rich in block.paragraphs)
            case Bullets(items=items):
                yield from (words(rich) for rich in items)
            case Table(rows=rows):
                yield from (cell for row in rows for cell in row)
            case Meters(rows=meters):
                yield from (text for row in meters for text in (row.title, row.words, row.because))
            case Options(question=question, rows=options):
                yield question
                yield from (text for row in options for text in (row.title, words(row.rich), row.closed))
            case Chart(title=title, table=table):
                yield title
                yield from (cell for row in table.rows for cell in row)
            case _:
                yield block.text


@pytest.mark.parametrize("name", PACKS)
def test_a_shipped_pack_has_no_errors(name: str) -> None:
    """What ships loads."""
    assert [str(problem) for problem in loaded(name).problems] == []


@pytest.mark.parametrize(("name", "crisis", "seat"), SEATS)
def test_every_page_of_many_plays_reads_well(name: str, crisis: str, seat: str) -> None:
    """Over some seeds and every position of choice: no empty page, no stray mark, no id instead of a name."""
    pack = pack_of(name)
    for turn in range(12):
        wish = Wish(crisis=crisis, seat=seat)
        game = Playthrough(pack, new_tree(pack, wish, turn))
        for _ in range(120):
            page = page_of(game)
            assert page.title
            assert page.blocks
            for text in shown(page.blocks):
                assert not re.search(r"\[\[|\]\]|\[@|\[#", text), text
                assert "  " not in text.replace("   ", ""), text
                assert not re.search(r"\s[.,;:!?](\s|$)", text), text
            stage = game.stage
            if isinstance(stage, Finale):
                break
            if isinstance(stage, Decision):
                open_now = [option for option in stage.options if option.is_open]
                assert len(open_now) >= 2, f"{stage.beat.id} leaves nothing to decide"
                game.choose(open_now[turn % len(open_now)].choice.id)
            elif isinstance(stage, Foresee):
                game.forecast(turn * 9)
            else:
                game.proceed()
        assert isinstance(game.stage, Finale)


@pytest.mark.parametrize(("name", "crisis"), CRISES)
def test_historys_choice_is_open_all_along_historys_own_run(name: str, crisis: str) -> None:
    """Watching history never falls back on something like it."""
    pack = pack_of(name)
    for step in historical_run(crisis_run(pack, crisis))[1:]:
        assert step.choice is not None
        assert step.choice.history


@pytest.mark.parametrize(("name", "crisis"), CRISES)
def test_both_seats_decide_at_least_twice(name: str, crisis: str) -> None:
    """Both seats are worth playing."""
    pack = pack_of(name)
    deciding = [step.beat.actor for step in historical_run(crisis_run(pack, crisis))[1:] if step.beat]
    for seat in pack.seats:
        assert deciding.count(seat.id) >= 2, f"{seat.id} decides {deciding.count(seat.id)} times in {crisis}"


@pytest.mark.parametrize("name", PACKS)
def test_every_person_term_and_work_has_a_page(name: str) -> None:
    """Whatever a text links to, opens."""
    pack = pack_of(name)
    for ref in (
        *pack.people,
        *pack.glossary,
        *pack.bibliography,
        *(m.id for m in pack.meters),
        *(c.id for c in pack.causes),
    ):
        page = codex_page(pack, ref)
        assert page.title
        assert page.blocks, ref


@pytest.mark.parametrize("name", PACKS)
def test_every_curriculum_point_is_taught(name: str) -> None:
    """A point that is listed is taught in a text that every player meets."""
    assert [point for point, places in teaching(pack_of(name)).items() if not places] == []


@pytest.mark.parametrize("name", PACKS)
def test_no_text_speaks_of_the_game_that_told_it(name: str) -> None:
    """Bare words only: no stray markup of another kind, no escape, no leftover of an author's note."""
    pack = pack_of(name)
    for placed in texts_of(pack):
        for variants in placed.text.views.values():
            for variant in variants:
                said = plain(variant.body)
                assert not re.search(r"TODO|FIXME|XXX|lorem|\bTBD\b|</?[a-z]+>|\x1b|\*\*", said), said[:80]


def test_chance_never_holds_a_seat() -> None:
    """No pack calls a seat by the name that belongs to luck."""
    for name in PACKS:
        assert all(seat.id != CHANCE for seat in pack_of(name).seats)
