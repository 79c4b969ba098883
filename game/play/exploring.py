"""Exploring a save: going back, asking what if, playing on from another timeline, giving it a name.

Every deed either answers with something to show or raises ``UsageError`` saying why it may not be done now. Nothing is
ever lost by any of them: a branch is grown beside what is there, and play stands where it stood until somebody moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.errors import UsageError
from game.explore.whatif import Reason, WhatIf, grown, what_if
from game.play.branches import Branch, Branches, Kind, Stop, Who
from game.play.playthrough import Playthrough
from game.play.stages import Option
from game.play.staging import offered
from game.saves import Node, Picker
from game.saves.timeline import MAX_NAME

HISTORYS: Final = "what history did stays as it was; ask it of a decision of your own timeline"
NOT_THERE: Final = "history's own decisions are there to be read; go back to one of your own timeline"
IS_SEALED: Final = "what was decided there is sealed until the crisis is looked back on"
NOT_MET: Final = "first see what came of it"
NOTHING_ELSE: Final = "nothing else was open there"
NOT_YOURS: Final = "that was the other side's to decide; only they can go back to it"
THERE_ALREADY: Final = "this is the timeline that you are playing"
NO_NAME: Final = "history needs no name; name a timeline of your own"
NOTHING_YET: Final = "nothing is decided yet, so there is nothing to name"


@dataclass(frozen=True, slots=True)
class Explored:
    """A what-if that has been grown in the save: the timeline that was changed, and the other one."""

    found: WhatIf
    was: Branch
    path: tuple[Node, ...]
    """The other timeline's nodes."""

    @property
    def tip(self) -> int:
        """The node at the other timeline's end."""
        return self.path[-1].id


def options_at(game: Playthrough, branches: Branches, branch: Branch, stop: Stop) -> tuple[Option, ...]:
    """What could have been decided at a stop, closed choices included, numbered as they were offered.

    Raises:
        UsageError: when it may not be asked, or nothing else was open.
    """
    if branches.hidden:
        raise UsageError(branches.hidden)
    if branch.kind is Kind.HISTORY:
        raise UsageError(HISTORYS)
    if stop.choice is None:
        raise UsageError(IS_SEALED)
    if not stop.is_met:
        raise UsageError(NOT_MET)
    options = offered(game.run, stop.step.before, stop.beat, on_record_only=game.root.on_record_only)
    if not any(option.is_open and option.choice is not stop.choice for option in options):
        raise UsageError(NOTHING_ELSE)
    return options


def ask(game: Playthrough, branch: Branch, stop: Stop, choice_id: str, otherwise: Picker = Picker.HISTORY) -> WhatIf:
    """What if only this had been different? Nothing is kept yet."""
    root, at = game.root, branch.at(stop)
    return what_if(game.run, branch.steps, at, choice_id, otherwise, seats=root.seats, earlier=root.earlier)


def needs_another(found: WhatIf) -> bool:
    """Whether somebody else has to decide for a person, so that it matters who."""
    return any(change.reason is not Reason.NEVER_CAME for change in found.forced)


def keep(game: Playthrough, branch: Branch, found: WhatIf) -> Explored:
    """Grow a what-if as a branch of the save.

    Raises:
        SaveError: if it cannot be kept; then nothing has changed.
    """
    tree = grown(game.tree, branch.path, found)
    game.take_in(tree.rewind(game.tree.head))
    return Explored(found, branch, tree.path())


def place_of(branches: Branches, explored: Explored) -> tuple[int, int]:
    """Where the decision that was changed stands on the other timeline."""
    place = branches.place(explored.path[explored.found.at - 1].id)
    return place or (0, 0)


def back_to(game: Playthrough, stop: Stop | None) -> int | None:
    """The node to stand after, to go back to a stop (None: to the opening): before one's own decision, after others'.

    Raises:
        UsageError: when it is not the viewer's to go back to.
    """
    two_play = len(game.persons) > 1 and game.viewer is not None
    if stop is None:
        if two_play:
            raise UsageError(NOT_YOURS)
        return None
    if stop.node is None:
        raise UsageError(NOT_THERE)
    if any(seat.id == stop.beat.actor for seat in game.persons) and stop.who is Who.OWN:
        return stop.node.parent
    if two_play:
        raise UsageError(NOT_YOURS)
    return stop.node.id


def play_on(branch: Branch) -> int | None:
    """The node to stand after, to take up another timeline where it was left.

    Raises:
        UsageError: when it is none, or the present one.
    """
    if branch.kind is Kind.HISTORY:
        raise UsageError(NOT_THERE)
    if branch.kind is Kind.PRESENT:
        raise UsageError(THERE_ALREADY)
    return branch.tip


def name_it(game: Playthrough, branch: Branch, words: str) -> None:
    """Give a timeline a name in place of the one that it has, or take it away with ''.

    Raises:
        UsageError: when it can have none.
        SaveError: if it cannot be kept.
    """
    if branch.kind is Kind.HISTORY:
        raise UsageError(NO_NAME)
    if branch.tip is None:
        raise UsageError(NOTHING_YET)
    if len(words) > MAX_NAME:
        raise UsageError(f"a name has at most {MAX_NAME} characters; this one has {len(words)}")
    tree = game.tree
    for stop in branch.stops:
        if stop.node is not None and stop.node.id in tree.names:
            tree = tree.named(stop.node.id, "")
    game.take_in(tree.named(branch.tip, words.strip()))
