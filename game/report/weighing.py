"""What made and unmade the bond, by cause; and where the same decisions lead under each lens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from game.engine import Run, Step, historical_run
from game.engine.model import BALANCED, WORLD, Meter
from game.report.known import Known
from game.report.log import sealed, who
from game.report.model import Blow, Bond, LensRow, Under, Weighing
from game.score import Entry, UnderLens, by_cause, causes, the_bond, under_lenses


def weighing(known: Known) -> Weighing | None:
    """The causes behind the bond, here and in history as far as it may be told; None where the pack has no bond."""
    pack = known.game.pack
    bond = the_bond(pack)
    if bond is None:
        return None
    shared = tuple(meter for meter in pack.meters if meter.owner == WORLD)
    yours = _bond(known, known.steps, bond, shared, is_history=False)
    historys = _bond(known, known.historys_steps(), bond, shared, is_history=True)
    return Weighing(bond, shared, yours, historys)


def lens_rows(known: Known) -> tuple[LensRow, ...]:
    """The same decisions under each lens, and history's. Before the end it would tell what is still to come."""
    if not known.is_finished:
        return ()
    game = known.game
    mine = under_lenses(game.run, known.steps)
    # History's own run is the balanced lens's: under another, its leaders would have had other doors open.
    historys = {row.lens.id: row for row in under_lenses(game.run, _historys_decisions(game.run, known))}
    return tuple(LensRow(row.lens, _under(known, row), _under(known, historys[row.lens.id])) for row in mine)


def _historys_decisions(run: Run, known: Known) -> Sequence[Step]:
    balanced = run.pack.lens(BALANCED)
    if balanced is None or run.lens is balanced:
        return known.game.mark.steps
    return historical_run(replace(run, lens=balanced))


def _under(known: Known, row: UnderLens) -> Under:
    bond = the_bond(known.game.pack)
    return Under(row.ending, row.end.meters[bond.index] if bond else None, row.distance, row.forced)


def _bond(known: Known, steps: Sequence[Step], bond: Meter, shared: Sequence[Meter], *, is_history: bool) -> Bond:
    part = causes(known.game.pack, steps, bond)
    return Bond(
        part.start,
        part.end,
        part.shares,
        part.leading,
        tuple(_blow(known, entry, is_history=is_history) for entry in part.blows),
        tuple(_blow(known, entry, is_history=is_history) for entry in part.gifts),
        {meter.id: by_cause(steps, meter.id) for meter in shared},
    )


def _blow(known: Known, entry: Entry, *, is_history: bool) -> Blow:
    pack, beat = known.game.pack, entry.beat
    told = known.tells_history(beat) if is_history else known.tells(beat)
    cause = pack.cause(entry.move.cause)
    assert cause is not None, "content lets no effect name a cause that is not there"
    what = f"{beat.title}: {entry.choice.title}" if told else _unsaid(known, entry)
    return Blow(beat.date, who(pack, beat), what, beat if told else None, cause, entry.move.change)


def _unsaid(known: Known, entry: Entry) -> str:
    seat = known.game.pack.seat(entry.beat.actor)
    return f"({sealed(known.game.pack, entry.beat)})" if seat else "(chance)"
