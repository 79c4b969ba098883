"""How a crisis or the story may close: endings as written, and whether each list of them can be asked in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from game.content.binding import Binder
from game.content.records import Read
from game.content.source import Node, Word
from game.engine.model import Ending, EndingId


def endings(to: Binder, reads: list[Read] | None, key: str, at: Node | None) -> list[Ending]:
    """The endings of a crisis or of the pack.

    Args:
        to: what binds them.
        reads: the endings as read.
        key: what stands before their ids in the places.
        at: where the list stands, if it is asked as it stands; None where others choose from it.
    """
    found: list[Ending] = []
    for read in reads or []:
        name: Word | None = read["id"]
        if name is None:
            continue
        if any(str(name) == known.id for known in found):
            to.say(name, "duplicate-id", f"a second ending '{name}'", "rename one of them")
        if at is not None and found and found[-1].when is None:
            to.say(read.node, "order", "an ending stands behind one without 'when' and is never reached", "move it up")
        to.place(f"{key}{name}", name)
        found.append(
            Ending(
                EndingId(str(name)),
                str(read["title"] or name),
                to.condition(read["when"]),
                to.text(read["text"], f"{key}{name}.text"),
                bool(read["final"]),
                bool(read["early"]),
            )
        )
    if at is not None and found and found[-1].when is not None:
        to.say(at, "missing-key", "the last ending has a condition", "add a last one without 'when'")
    return found


def chosen(to: Binder, words: list[Word], among: Iterable[Ending], at: Node) -> tuple[Ending, ...]:
    """The endings that a campaign names, in its order; what cannot be asked in that order is said."""
    known: dict[str, Ending] = {str(ending.id): ending for ending in among}
    found: list[Ending] = []
    for word in words:
        ending = known.get(word)
        if ending is None:
            to.unknown(word, "ending", word, known)
            continue
        if ending in found:
            to.say(word, "duplicate-id", f"the ending '{word}' is named twice", "name it once")
            continue
        if found and found[-1].when is None:
            to.say(word, "order", "an ending stands behind one without 'when' and is never reached", "move it up")
        found.append(ending)
    if found and all(ending.when is not None for ending in found):
        to.say(at, "missing-key", "the last ending has a condition", "add a last one without 'when'")
    return tuple(found)


def asked_as_listed(campaigns: Iterable[Any], crises: Iterable[Any]) -> bool:
    """Whether anything closes by all of the pack's endings as they stand: a campaign or a crisis that names none."""
    return any(not read["endings"] for read in (*campaigns, *crises))
