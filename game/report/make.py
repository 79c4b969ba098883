"""From a game to its report: one timeline, told to one reader."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine import find_ending
from game.engine.model import Seat
from game.play.pages import TurningPoint
from game.play.pages.common import leader_name
from game.play.playthrough import Playthrough
from game.play.setup import title_of
from game.report.citing import Citing
from game.report.course import course
from game.report.debriefs import closing, debriefs
from game.report.known import Known, known
from game.report.log import decisions
from game.report.model import Course, Decision, Head, Held, Parting, Report
from game.report.weighing import lens_rows, weighing
from game.saves import Picker
from game.score import divergence, score


def make_report(
    game: Playthrough, save: str, seat: str | None = None, turning_points: Sequence[TurningPoint] = ()
) -> Report:
    """The report of the timeline on which a game stands.

    Args:
        game: the game; nothing in it is changed.
        save: what its save is called.
        seat: whose report it is; None for the seat that a person holds, or for both sides.
        turning_points: the decisions that turned the story, where somebody has looked for them. Before the end they
            are left out: they would tell how it may close.

    Raises:
        UsageError: when nobody plays that seat here.
    """
    reader = known(game, seat)
    parts = score(game.run, reader.steps, game.tree, reader.nodes, [each.id for each in reader.seats])
    # The order of the document, so that its sources are numbered as one meets them.
    citing = Citing(game.pack)
    end, borne_out = closing(reader, citing)
    log = decisions(reader, parts.foresight, citing)
    looking_back = debriefs(reader, citing)
    way = course(reader, log)
    return Report(
        pack=game.pack,
        head=_head(reader, save, log),
        ending=parts.ending if reader.is_finished else None,
        history_ending=find_ending(game.run, game.mark.end.ending) if reader.is_finished else None,
        closing=end,
        borne_out=borne_out,
        foresight=parts.foresight,
        likeness=parts.likeness,
        statecraft=parts.statecraft,
        divergence=_parting(reader, way, log),
        course=way,
        weighing=weighing(reader),
        lenses=lens_rows(reader),
        turning_points=tuple(turning_points) if reader.is_finished else (),
        decisions=log,
        debriefs=looking_back,
        works=citing.works,
    )


def _head(reader: Known, save: str, log: Sequence[Decision]) -> Head:
    game, root = reader.game, reader.game.root
    return Head(
        save=save,
        title=title_of(game.pack, root),
        campaign=root.campaign,
        crisis=root.crisis,
        since=game.run.crises[0].since,
        until=game.run.crises[-1].until,
        lens=game.run.lens,
        seed=root.seed,
        reading=root.reading,
        on_record_only=root.on_record_only,
        made_with=root.digest,
        held=tuple(_held(reader, seat) for seat in game.pack.seats),
        viewer=reader.viewer,
        is_watched=not game.persons,
        timelines=max(1, len(game.tree.tips())),
        node=game.path[-1].id if game.path else None,
        is_finished=reader.is_finished,
        decided=len(log),
        own=sum(decision.by is Picker.PERSON for decision in log),
        last=log[-1] if log else None,
    )


def _held(reader: Known, seat: Seat) -> Held:
    """A seat with everybody who sat in it while the story ran."""
    game = reader.game
    days = [day for crisis in game.run.crises for day in (crisis.since, *(beat.date for beat in crisis.beats))]
    names = dict.fromkeys(leader_name(game.pack, seat.leader_on(day)) for day in sorted(days))
    return Held(seat, tuple(names), game.root.seats.get(seat.id, Picker.COMPUTER))


def _parting(reader: Known, way: Course, log: Sequence[Decision]) -> Parting:
    """The divergence, as far as every meter may be laid beside history's."""
    part = divergence(reader.compared_steps(), reader.game.mark)
    parted = next((each for each in log if part.parted is not None and each.beat is part.parted), None)
    return Parting(part.value, part.height, parted)
