"""The packs that ship, walked whole: every page reads well for both seats, and history keeps its course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from game.content import Loaded, read_pack
from game.content.inline import plain
from game.content.texts import texts_of
from game.engine import begin, campaign_run, computer_pick, crisis_run, current, decide, historical_run
from game.engine.model import CHANCE, CrisisId, Pack
from game.play.page import Block, Bullets, CallOut, Meters, Options, Para, Speech, Table, words
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
def test_every_curriculum_point_is_taught_by_a_crisis(name: str) -> None:
    """A point that is listed is taught in a text that every player meets."""
    pack = pack_of(name)
    taught = {point for crisis in pack.crises for point in crisis.teaches}
    told = {point for point in pack.curriculum if point in taught or marked_in_pack(pack, point)}
    assert set(pack.curriculum) - told == set()


def marked_in_pack(pack: Pack, point: str) -> bool:
    """Whether the pack's own words (its introduction, its causes and lenses) teach a point."""
    texts = [pack.about, *(cause.about for cause in pack.causes), *(lens.about for lens in pack.lenses)]
    return any(
        f"#{point}" in variant.body for text in texts for variants in text.views.values() for variant in variants
    )


CHECKPOINTS = {
    "1950-treaty": {"trust": (55, 70), "authority": (60, 80), "standing_ussr": (75, 95)},
    "1950-korea": {"trust": (60, 72), "nuclear_danger": (25, 40)},
    "1953-after-stalin": {"trust": (70, 85), "tension": (5, 15), "standing_ussr": (50, 70)},
    "1957-moscow": {"trust": (58, 70), "economy": (42, 58)},
    "1958-quemoy": {"trust": (40, 52), "independence": (65, 80)},
    "1960-advisers-withdrawn": {"trust": (20, 32), "economy": (20, 34)},
    "1962-cuba": {"trust": (5, 20), "tension": (30, 45), "standing_ussr": (45, 60)},
}
"""Where history's own run stands after a crisis: least and most. From the dossiers' judgement of each crisis."""


def test_history_keeps_its_course_from_alliance_to_quarrel() -> None:
    """Trust climbs to its height after Stalin and falls from crisis to crisis until the quarrel is in the open."""
    pack = pack_of("sino-soviet")
    run = campaign_run(pack, "the-long-quarrel")
    ends = {step.beat.crisis: step.after for step in historical_run(run) if step.beat}
    index = {str(meter.id): meter.index for meter in pack.meters}
    for crisis, meters in CHECKPOINTS.items():
        for meter, (least, most) in meters.items():
            value = ends[CrisisId(crisis)].meters[index[meter]]
            assert least <= value <= most, f"{meter} stands at {value} after {crisis}"
    trust = {crisis: state.meters[index["trust"]] for crisis, state in ends.items()}
    height = max(trust, key=lambda crisis: trust[crisis])
    assert height == "1953-after-stalin"
    falling = list(trust.values())[list(trust).index(height) :]
    assert falling == sorted(falling, reverse=True)


@pytest.mark.parametrize("name", PACKS)
def test_every_ending_of_the_pack_comes_in_some_play(name: str) -> None:
    """Over a thousand computer against computer runs of the longest campaign."""
    pack = pack_of(name)
    longest = max(pack.campaigns, key=lambda campaign: len(campaign.crises))
    seen: set[str | None] = set()
    for seed in range(1000):
        run = campaign_run(pack, longest.id, seed=seed)
        state = begin(run).after
        while not state.ended:
            beat = current(run, state)
            assert beat is not None
            state = decide(run, state, computer_pick(run, state).id).after
        seen.add(state.ending)
    assert {ending.id for ending in pack.endings} <= seen


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
