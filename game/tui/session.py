"""A save being played: beginning one, taking one up, and saying where it stands. Nothing here knows Textual."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from game.content.dates import day
from game.engine import find_ending
from game.engine.model import Crisis, Pack
from game.play.pages.common import leader_name
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree, players_of, title_of
from game.play.stages import (
    Briefing,
    Debrief,
    Decision,
    Finale,
    Foresee,
    Handover,
    News,
    PassedOver,
    Reveal,
    Stage,
)
from game.play.terms import refit
from game.saves import Tree
from game.saves.store import Kept, SaveStore

Packs = Callable[[str], Pack]
"""Loads a pack by its id; raises GameError if that cannot be done."""

SEED_BITS = 32
_TOLD = Briefing | PassedOver | Debrief | Handover | News
OTHER_CONTENT = "The content has changed since this save was made. Every decision in it still fits."


@dataclass(slots=True)
class Session:
    """A pack, a save that is open, and the game that it holds."""

    pack: Pack
    kept: Kept
    game: Playthrough
    notice: str = ""
    """Something to tell the player once."""

    @property
    def name(self) -> str:
        """The save's name."""
        return self.kept.name

    def take_up_again(self, before: Stage) -> bool:
        """Forget what is in memory and go on from what is on disk: after a save that failed, that alone is true.

        Args:
            before: where the game stood before the step that failed.

        Returns:
            Whether the game stands there again, so that the step is still to be done.

        Raises:
            SaveError: if it still cannot be kept.
        """
        self.game = Playthrough(self.pack, self.kept.tree, self.kept.keep)
        if isinstance(before, Decision | _TOLD):
            # What was only told is not on disk; it is not told a second time.
            while self.game.stage != before and isinstance(self.game.stage, _TOLD):
                self.game.proceed()
        return self.game.stage == before

    def close(self) -> None:
        """Let go of the save."""
        self.kept.close()


def begin(store: SaveStore, pack: Pack, wish: Wish, seed: int | None, name: str | None = None) -> Session:
    """Begin a new game in a save of its own.

    Raises:
        UsageError: if the wish makes no sense, or the name cannot be had.
        SaveError: if it cannot be kept.
    """
    tree = new_tree(pack, wish, secrets.randbits(SEED_BITS) if seed is None else seed)
    return _opened(pack, store.create(name, tree))


def resume(store: SaveStore, name: str, packs: Packs) -> Session:
    """Take up a save where it stands.

    Raises:
        SaveForeign: if decisions in it do not fit the content; ``adopt`` is the way on.
        GameError: if it or its pack cannot be had.
    """
    kept = store.open(name)
    try:
        pack = packs(kept.tree.root.pack)
        session = _opened(pack, kept)
    except BaseException:
        kept.close()
        raise
    if kept.tree.root.digest != pack.digest:
        session.notice = OTHER_CONTENT
    return session


def adopt(store: SaveStore, name: str, packs: Packs) -> tuple[Session, int]:
    """Take up what still fits of a save made with other content, as a new save; the old one stays as it is.

    Returns:
        The game, and how many decisions were left behind.
    """
    old = store.read(name)
    pack = packs(old.root.pack)
    tree, left = refit(pack, old)
    return _opened(pack, store.create(None, tree)), left


def _opened(pack: Pack, kept: Kept) -> Session:
    try:
        return Session(pack, kept, Playthrough(pack, kept.tree, kept.keep))
    except BaseException:
        kept.close()
        raise


def what_is_played(pack: Pack, tree: Tree) -> str:
    """A save's story and seat."""
    return f"{title_of(pack, tree.root)}, {players_of(pack, tree.root)}"


def where_it_stands(pack: Pack, tree: Tree) -> str:
    """The date and the moment at which a save stands, in words.

    Raises:
        SaveForeign: if it does not fit the pack.
    """
    game = Playthrough(pack, tree)
    stage = game.stage
    match stage:
        case Briefing():
            return f"{_crisis(tree, stage.crisis, stage.crisis.since.year)}: the briefing"
        case PassedOver():
            return f"{_crisis(tree, stage.crisis, stage.crisis.since.year)}: passed over"
        case Handover():
            return f"{stage.seat.name} takes the keyboard"
        case Decision():
            return f"{day(stage.beat.date)}, {stage.beat.title}: to be decided"
        case Foresee():
            return f"{day(stage.beat.date)}, {stage.beat.title}: a forecast is asked for"
        case Reveal():
            return f"{day(stage.beat.date)}, {stage.beat.title}: what came of it"
        case News():
            return f"{day(stage.beat.date)}: news"
        case Debrief():
            return f"{_crisis(tree, stage.crisis, stage.crisis.until.year)}: the debrief"
        case Finale():
            ending = find_ending(game.run, game.state.ending)
            return f"finished: {ending.title}" if ending else "finished"
    assert_never(stage)


def _crisis(tree: Tree, crisis: Crisis, year: int) -> str:
    """The year, and the crisis's title unless the save is of that crisis alone."""
    return str(year) if tree.root.crisis else f"{year}, {crisis.title}"


def who_looks(game: Playthrough) -> str:
    """Through whose eyes the game shows now."""
    viewer = game.viewer
    if viewer is None:
        return "both sides" if game.persons else "watching history"
    beat = game.steps[-1].beat
    stage = game.stage
    if isinstance(stage, Decision | Foresee | Reveal | Handover):
        leader = stage.leader
    else:
        leader = viewer.leader_on(beat.date if beat is not None else game.crisis.since)
    return leader_name(game.pack, leader)


def when_it_is(game: Playthrough) -> str:
    """The date of what is shown."""
    stage = game.stage
    match stage:
        case Decision() | Foresee() | Reveal() | News():
            return stage.beat.dateline or day(stage.beat.date)
        case Briefing() | PassedOver() | Debrief():
            return str(stage.crisis.since.year)
        case Handover() | Finale():
            return str(game.crisis.since.year)
    assert_never(stage)
