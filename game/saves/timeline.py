"""A save is a tree of timelines: a root that fixes the terms, and one node for each decision.

State is never kept: it is replayed from the root along a path. Going back moves the head; deciding otherwise from there
grows a branch, and nothing is ever lost by exploring. All of it is values; ``Tree``'s methods answer with a new tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Literal

MAX_WORDS: Final = 2_000
"""Characters in a reason or a note."""
MAX_NAME: Final = 80
"""Characters in a name that a player gave to a node."""

SKIPPED: Final = "skipped"
ForecastGiven = int | Literal["skipped"] | None
"""A forecast in percent (0-100), declined, or not asked yet."""


class Picker(StrEnum):
    """Who decides for a seat. Chance's beats are always decided by ``CHANCE``."""

    PERSON = "person"
    COMPUTER = "computer"
    HISTORY = "history"
    EARLIER = "earlier"
    """As it was decided in an earlier game (``Root.earlier``); by weight where that is closed or never came up."""
    CHANCE = "chance"


class Reading(StrEnum):
    """How much there is to read."""

    FULL = "full"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Root:
    """The terms of a playthrough. Exactly one of ``campaign`` and ``crisis`` is set."""

    pack: str
    digest: str
    seed: int
    lens: str
    seats: Mapping[str, Picker]
    campaign: str | None = None
    crisis: str | None = None
    reading: Reading = Reading.FULL
    on_record_only: bool = False
    """Whether speculative choices are left out."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Beat -> choice: what an earlier game decided, for seats that ``EARLIER`` holds."""


@dataclass(frozen=True, slots=True)
class Node:
    """One decision. ``parent`` is the node before it, None for the first; ids count up from 0 and never change."""

    id: int
    parent: int | None
    beat: str
    choice: str
    by: Picker
    forecast: ForecastGiven = None
    reason: str = ""
    note: str = ""
    seen: bool = False
    """Whether its outcome has been shown and left."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A quiz's question that was put to whoever sat there."""

    question: str
    """Whose it is and a fingerprint of its wording: ``1958-quemoy/8d2f…``."""
    after: str
    """The crisis whose looking back it was asked at."""
    right: bool | None
    """None where it was passed over."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Every timeline of a save. ``head`` is the node that play stands after; None is the opening."""

    root: Root
    nodes: tuple[Node, ...] = ()
    head: int | None = None
    names: Mapping[int, str] = field(default_factory=dict)
    """Names that the player gave to nodes, by id."""
    quiz: tuple[Asked, ...] = ()
    """What was asked, the latest last; of one question after one crisis only the last time. It is of no timeline."""

    def path(self, node_id: int | None = None) -> tuple[Node, ...]:
        """The nodes from the opening to a node (default: the head), in order of play."""
        at = self.head if node_id is None else node_id
        found: list[Node] = []
        while at is not None:
            node = self.nodes[at]
            found.append(node)
            at = node.parent
        return tuple(reversed(found))

    def children(self, node_id: int | None) -> tuple[Node, ...]:
        """The decisions taken right after a node, over all timelines."""
        return tuple(node for node in self.nodes if node.parent == node_id)

    def grow(self, beat: str, choice: str, by: Picker, *, reason: str = "") -> Tree:
        """Decide at the head. Where the same was decided there before, that branch is taken up again."""
        for known in self.children(self.head):
            if known.beat == beat and known.choice == choice:
                tree = replace(self, head=known.id)
                return tree.amend(known.id, reason=reason) if reason else tree
        node = Node(len(self.nodes), self.head, beat, choice, by, reason=reason[:MAX_WORDS])
        return replace(self, nodes=(*self.nodes, node), head=node.id)

    def amend(
        self,
        node_id: int,
        *,
        forecast: ForecastGiven = None,
        reason: str | None = None,
        note: str | None = None,
        seen: bool | None = None,
    ) -> Tree:
        """Write something down about a decision; what is None is left as it was. The decision itself never changes."""
        node = self.nodes[node_id]
        node = replace(
            node,
            forecast=node.forecast if forecast is None else forecast,
            reason=node.reason if reason is None else reason[:MAX_WORDS],
            note=node.note if note is None else note[:MAX_WORDS],
            seen=node.seen if seen is None else seen,
        )
        return replace(self, nodes=(*self.nodes[:node_id], node, *self.nodes[node_id + 1 :]))

    def rewind(self, node_id: int | None) -> Tree:
        """Move the head. Nothing is lost: the nodes after it stay, as a branch."""
        return replace(self, head=node_id)

    def named(self, node_id: int, name: str) -> Tree:
        """Give a node a name, or take it away with ''."""
        names = {key: value for key, value in self.names.items() if key != node_id}
        if name:
            names[node_id] = name[:MAX_NAME]
        return replace(self, names=names)

    def asked(self, question: str, after: str, right: bool | None) -> Tree:
        """Write down what came of a question. Its answer after one crisis is the first that was given; it stays."""
        known = next((each for each in self.quiz if (each.question, each.after) == (question, after)), None)
        if known is not None and known.right is not None:
            right = known.right
        rest = tuple(each for each in self.quiz if each is not known)
        return replace(self, quiz=(*rest, Asked(question, after, right)))

    def tips(self) -> tuple[Node, ...]:
        """The last node of each timeline."""
        parents = {node.parent for node in self.nodes}
        return tuple(node for node in self.nodes if node.id not in parents)

    def holds(self, other: Tree) -> bool:
        """Whether every decision of another tree of the same terms stands in this one, at the same place."""
        mine = self.nodes[: len(other.nodes)]
        return self.root == other.root and [(node.parent, node.beat, node.choice) for node in mine] == [
            (node.parent, node.beat, node.choice) for node in other.nodes
        ]
