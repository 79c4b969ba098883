"""The terms of a save, and what fits of it: from a root to the engine's run, from a path to its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from game.engine import Run, State, Step, begin, campaign_run, chance, crisis_run, current, decide
from game.engine.chance import MAX_SEED
from game.engine.model import Beat, Pack
from game.errors import ChoiceNotOpen, SaveForeign, UsageError
from game.saves import Node, Root, Tree

T = TypeVar("T")


def run_of(pack: Pack, root: Root) -> Run:
    """The engine's run for a save's terms.

    Raises:
        UsageError: naming what the pack has not.
    """
    if not 0 <= root.seed <= MAX_SEED:
        raise UsageError("a seed is a whole number from 0 to 2^64 - 1")
    for seat in root.seats:
        if pack.seat(seat) is None:
            raise UsageError(f"there is no seat '{seat}'; there are {', '.join(seat.id for seat in pack.seats)}")
    if pack.lens(root.lens) is None:
        raise UsageError(f"there is no lens '{root.lens}'; there are {', '.join(lens.id for lens in pack.lenses)}")
    if root.campaign is not None:
        if pack.campaign(root.campaign) is None:
            known = ", ".join(campaign.id for campaign in pack.campaigns)
            raise UsageError(f"there is no campaign '{root.campaign}'; there are {known}")
        return campaign_run(pack, root.campaign, lens=root.lens, seed=root.seed)
    if root.crisis is None or pack.crisis(root.crisis) is None:
        known = ", ".join(crisis.id for crisis in pack.crises)
        raise UsageError(f"there is no crisis '{root.crisis}'; there are {known}")
    return crisis_run(pack, root.crisis, lens=root.lens, seed=root.seed)


def replay(run: Run, path: Sequence[Node]) -> list[Step]:
    """The steps of a path.

    Raises:
        SaveForeign: naming the first decision that does not fit.
    """
    steps = [begin(run)]
    for node in path:
        beat = current(run, steps[-1].after)
        if beat is None or beat.id != node.beat:
            stands = f"the story stands at {beat.id}" if beat else "the story is over"
            raise SaveForeign(f"the save decides {node.beat}, but in this content {stands}")
        try:
            steps.append(decide(run, steps[-1].after, node.choice))
        except ChoiceNotOpen as error:
            raise SaveForeign(f"the save's decision does not fit this content: {error}") from error
    return steps


def refit(pack: Pack, tree: Tree) -> tuple[Tree, int]:
    """What still fits of a save made with other content.

    Returns:
        A new tree for this pack, and how many decisions had to be left behind.
    """
    root = tree.root
    run = run_of(pack, root)
    fitted = Tree(replace(root, pack=pack.id, digest=pack.digest), quiz=tree.quiz)
    moved: dict[int | None, int | None] = {None: None}
    states: dict[int | None, State] = {None: begin(run).after}
    for node in tree.nodes:
        if node.parent not in moved:
            continue
        state = states[moved[node.parent]]
        beat = current(run, state)
        if beat is None or beat.id != node.beat:
            continue
        try:
            step = decide(run, state, node.choice)
        except ChoiceNotOpen:
            continue
        grown = fitted.rewind(moved[node.parent]).grow(node.beat, node.choice, node.by, reason=node.reason)
        assert grown.head is not None
        fitted = grown.amend(grown.head, forecast=node.forecast, note=node.note, seen=node.seen)
        moved[node.id] = fitted.head
        states[fitted.head] = step.after
    at = tree.head
    while at is not None and at not in moved:
        at = tree.nodes[at].parent
    return fitted.rewind(moved[at]), len(tree.nodes) - len(fitted.nodes)


def scattered(beat: Beat, items: Sequence[T], name: Callable[[T], str]) -> list[T]:
    """The same things in an order that tells nothing: authors tend to put history's choice first.

    The order depends on names alone, so it is the same for everybody, in every play.
    """
    return sorted(items, key=lambda item: chance.mix(chance.stream(f"{beat.id}/{name(item)}")))
