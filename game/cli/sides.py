"""The two timelines that ``compare`` lays side by side, each as far as it may be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.cli.named import HISTORY, Source
from game.cli.replay import replayed
from game.engine import Run, Step, historical_run
from game.engine.events import CrisisPassedOver
from game.engine.model import Beat, Pack
from game.errors import SaveForeign, UsageError
from game.play.playthrough import Playthrough
from game.play.terms import run_of
from game.report.known import Known, known
from game.saves import Root, Tree


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two timelines. A save has its tree, and what its player may know of it."""

    name: str
    kind: str
    root: Root
    run: Run
    steps: tuple[Step, ...]
    tree: Tree | None = None
    known: Known | None = None
    beside: Side | None = None
    """For history, whose terms it is on."""

    @property
    def hides(self) -> Known | None:
        """What may be known of it, where that is not everything."""
        return self.known if self.known is not None and not self.known.is_open else None

    @property
    def is_held_back(self) -> bool:
        """Whether it is history beside a game that has still to come to its end."""
        return self.beside is not None and self.beside.known is not None and not self.beside.known.is_finished


def side_of(source: Source, pack: Pack) -> Side:
    """A timeline on its terms, as far as it may be known.

    Raises:
        GameError: if it does not fit the pack, saying whose fault it is.
    """
    try:
        terms = run_of(pack, source.root)
        game = Playthrough(pack, source.tree) if source.tree is not None else None
    except (SaveForeign, UsageError) as error:
        raise type(error)(f"'{source.name}': {error}") from None
    if game is None:
        steps = replayed(terms, source.decisions, source.name)
        return Side(source.name, "run", source.root, terms, tuple(steps))
    reader = known(game)
    return Side(source.name, "save", source.root, terms, reader.steps, source.tree, reader)


def history_beside(of: Side) -> Side:
    """What history did on a side's terms: no further than that side has come, if there is a game to be spoilt."""
    steps = of.known.historys_steps() if of.known is not None else tuple(historical_run(of.run))
    return Side(HISTORY, HISTORY, of.root, of.run, steps, beside=of)


def may_tell(own: Side, other: Side) -> Callable[[Beat], bool]:
    """Which of a side's decisions may be told beside the other's: those that neither's player has still to learn of."""
    readers = [(side, side.hides) for side in (own, other)]
    looked_back = {
        # The page of a crisis that did not come to pass tells what history did, as a debrief does.
        id(reader): reader.closed.union(
            event.crisis for step in reader.steps for event in step.events if isinstance(event, CrisisPassedOver)
        )
        for _, reader in readers
        if reader is not None
    }

    def tells(beat: Beat) -> bool:
        for side, reader in readers:
            if reader is None or beat.crisis in looked_back[id(reader)]:
                continue
            if side is own:
                may = reader.tells(beat)
            elif own.beside is not None:
                may = reader.tells_history(beat)
            else:
                may = beat.id in reader.decided and reader.tells(beat)
            if not may:
                return False
        return True

    return tells
