"""What a viewer may know, over all the timelines of a save: theirs, what a debrief has opened, and no more."""

from __future__ import annotations

from collections.abc import Mapping

from game.engine import Step
from game.engine.events import CrisisClosed, CrisisPassedOver, RunEnded
from game.engine.model import CHANCE, Beat, Seat
from game.play.playthrough import Playthrough
from game.play.stages import Foresee, News, Reveal
from game.saves import Node, Picker, Tree


class Sight:
    """Made for one moment of a game; what has been learnt on one timeline is known on all."""

    def __init__(self, game: Playthrough, steps: Mapping[int, Step]) -> None:
        """Look through a save.

        Args:
            game: as it stands, with whoever is at the keyboard.
            steps: what each node came to, as far as they can be replayed.
        """
        self.viewer: Seat | None = game.viewer
        self._watches = not game.persons
        self._pack = game.pack
        self._opened: set[int] = set()
        self._crises: set[str] = set()
        self._is_finished = False
        tree, stage = game.tree, game.stage
        left = {node.parent for node in tree.nodes}
        awaited = {node.id for node in tree.nodes if _awaits_forecast(node) and node.id not in left}
        if not isinstance(stage, Foresee):
            awaited.discard(-1 if tree.head is None else tree.head)
        self._met = {node.id for node in tree.nodes if node.id not in awaited}
        # What a decision closed is looked back on only after its outcome has been read. Two people read in turns, and
        # nobody writes down when both have: with them, going on is enough.
        self._past = {node.id for node in tree.nodes if node.seen or (len(game.persons) > 1 and node.id in left)}
        if tree.head is not None and not isinstance(stage, Foresee | Reveal | News):
            self._past.add(tree.head)
        for node in tree.nodes:
            if node.id in steps and node.id in self._past:
                self._look_back(tree, node, steps[node.id])
        self._playing = {node.id for node in game.path if node.id not in self._opened}
        self._decided = {
            node.beat for node in tree.nodes if node.id in self._met and (self._watches or self._is_mine(node))
        }

    def tells(self, node: Node) -> bool:
        """Whether it may be told what was decided."""
        beat = self._pack.beats[node.beat]
        if self._watches or beat.actor == CHANCE or self._is_mine(node) or node.id in self._opened:
            return True
        # Who has looked back on a crisis may see it all on any timeline, but for the one that is being played.
        return beat.crisis in self._crises and node.id not in self._playing

    def meets(self, node: Node) -> bool:
        """Whether it may be told what came of it."""
        return node.id in self._met

    def is_past(self, node: Node) -> bool:
        """Whether it may be told what it closed and ended."""
        return node.id in self._past

    def tells_history(self, beat: Beat) -> bool:
        """Whether it may be told what history did there."""
        return self.tells_all_history or beat.crisis in self._crises or beat.id in self._decided

    @property
    def tells_all_history(self) -> bool:
        """Whether the story has been read to an end."""
        return self._is_finished

    def is_closed(self, beat: Beat) -> bool:
        """Whether nothing is sealed any more of the beat's crisis."""
        return self._watches or self._is_finished or beat.crisis in self._crises

    def _look_back(self, tree: Tree, last: Node, step: Step) -> None:
        for event in step.events:
            if isinstance(event, CrisisClosed | CrisisPassedOver):
                self._crises.add(event.crisis)
                inside = (node for node in tree.path(last.id) if self._pack.beats[node.beat].crisis == event.crisis)
                self._opened.update(node.id for node in inside)
            elif isinstance(event, RunEnded):
                self._is_finished = True

    def _is_mine(self, node: Node) -> bool:
        return self.viewer is not None and self._pack.beats[node.beat].actor == self.viewer.id


def _awaits_forecast(node: Node) -> bool:
    return node.by is Picker.PERSON and node.forecast is None and not node.seen
