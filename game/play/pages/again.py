"""A decision read again: the moment as it was, what came of it, and what history did there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, assert_never

from game.content.dates import day
from game.engine.model import Pack, Seat
from game.play.branches import Branch, Stop
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Kind,
    Meters,
    Options,
    Page,
    Para,
    Piece,
    Rich,
    Speech,
    Table,
    Tone,
    line,
)
from game.play.pages.common import decider, pen_for
from game.play.pages.rhythm import briefing_page, decision_page, news_page, reveal_page
from game.play.playthrough import Playthrough
from game.play.stages import Briefing, Decision, News, Reveal
from game.play.staging import offered, settled_at

CAME_OF_IT: Final = "What came of it"
DECIDED_THERE: Final = "What was decided there"
SEALED: Final = "What was decided there, and what came of it, is sealed until the crisis is looked back on."


def stop_page(game: Playthrough, branch: Branch, at: int) -> Page:
    """A stop of a branch, or before the first of them the opening, as far as the viewer may read it."""
    if at < 0:
        return _opening(game)
    stop = branch.stops[at]
    if stop.node is None:
        return _historys(game, stop)
    if stop.choice is None and game.viewer is None:
        return Page(_when(stop), decider(game.pack, stop.beat), (Para(line(SEALED)),))
    seat = _seat(game, stop)
    if seat is None:
        return _news(game, branch, stop)
    then = Playthrough(game.pack, game.tree.rewind(stop.node.parent))
    beat, choice, leader = stop.beat, stop.choice, seat.leader_on(stop.beat.date)
    options = offered(game.run, stop.step.before, beat, on_record_only=game.root.on_record_only)
    moment = decision_page(then, Decision(beat, seat, leader, options))
    if not stop.is_met or choice is None:
        return moment
    settled = settled_at(game.pack, branch.path, branch.at(stop) - 1, seat)
    outcome = reveal_page(game, Reveal(stop.step, beat, choice, stop.node, seat, leader, settled))
    return _together(game.pack, moment, Heading(CAME_OF_IT), outcome)


def _seat(game: Playthrough, stop: Stop) -> Seat | None:
    """The person's seat whose decision it was, if the viewer may read what that seat read."""
    seat = next((seat for seat in game.persons if seat.id == stop.beat.actor), None)
    viewer = game.viewer
    return seat if viewer is None or (seat is not None and seat.id == viewer.id) else None


def _opening(game: Playthrough) -> Page:
    start = Playthrough(game.pack, game.tree.rewind(None))
    return briefing_page(start, Briefing(game.run.crises[0], game.viewer))


def _news(game: Playthrough, branch: Branch, stop: Stop) -> Page:
    """What was learnt of somebody else's decision; and once the books are open, what it was."""
    assert stop.node is not None and stop.step.choice is not None
    viewer = game.viewer
    settled = settled_at(game.pack, branch.path, branch.at(stop) - 1, viewer)
    page = news_page(game, News(stop.step, stop.beat, stop.step.choice, stop.node, viewer, settled))
    if viewer is None or stop.choice is None or game.pack.seat(stop.beat.actor) is None:
        return page
    who = decider(game.pack, stop.beat)
    said = (Piece(f"{who}: ", Tone.FAINT), Piece(stop.choice.title, Tone.STRONG))
    return replace(page, blocks=(CallOut(Kind.NOTE, DECIDED_THERE, (said,)), *page.blocks))


def _historys(game: Playthrough, stop: Stop) -> Page:
    """History's own decision."""
    assert stop.step.choice is not None
    pen = pen_for(game, game.viewer, game.facts_after(stop.step))
    title = (line(stop.step.choice.title, Tone.STRONG),)
    who = decider(game.pack, stop.beat) if game.pack.seat(stop.beat.actor) else "what happened"
    blocks: list[Block] = [CallOut(Kind.HISTORY, f"History: {who}", title)]
    blocks += pen.paras(stop.beat.happened)
    evidence = pen.text(stop.step.choice.evidence)
    if evidence:
        blocks.append(CallOut(Kind.NOTE, "How we know", evidence))
    return Page(_when(stop), stop.beat.title, tuple(blocks), tuple(pen.works))


def _when(stop: Stop) -> str:
    return stop.beat.dateline or day(stop.beat.date)


def _together(pack: Pack, first: Page, between: Heading, second: Page) -> Page:
    """Two pages as one, their sources numbered together."""
    works = tuple(dict.fromkeys(work.id for work in (*first.works, *second.works)))
    numbers = {work_id: at for at, work_id in enumerate(works, 1)}
    blocks = (*first.blocks, between, *(_renumbered(block, numbers) for block in second.blocks))
    return replace(first, blocks=blocks, works=tuple(pack.bibliography[work_id] for work_id in works))


def _renumbered(block: Block, numbers: dict[str, int]) -> Block:
    def rich(pieces: Rich) -> Rich:
        return tuple(
            replace(piece, text=f"[{numbers[piece.ref]}]")
            if piece.tone is Tone.CITE and piece.ref in numbers
            else piece
            for piece in pieces
        )

    def each(riches: Iterable[Rich]) -> tuple[Rich, ...]:
        return tuple(map(rich, riches))

    match block:
        case Heading() | Meters() | Table() | Chart():
            return block
        case Para() | Speech():
            return replace(block, rich=rich(block.rich))
        case Bullets():
            return replace(block, items=each(block.items))
        case CallOut():
            return replace(block, paragraphs=each(block.paragraphs))
        case Options():
            return replace(block, rows=tuple(replace(row, rich=rich(row.rich)) for row in block.rows))
    assert_never(block)
