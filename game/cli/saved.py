"""A save as data and as text: what ``saves`` prints."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from game.plain.render import WIDEST, wrapped
from game.saves import Listed, Node, Picker, Root, Tree


def summary(listed: Listed) -> dict[str, Any]:
    """A save in a list."""
    data: dict[str, Any] = {"name": listed.name, "path": str(listed.path), "modified": _when(listed)}
    if listed.tree is None:
        data["error"] = str(listed.error)
        return data
    return data | _terms(listed.tree)


def summary_line(listed: Listed) -> str:
    """'quemoy-china: 1958-quemoy as china, 3 decisions, 2026-11-23 15:02 UTC'."""
    if listed.tree is None:
        return f"{listed.name}: cannot be used. {listed.error}"
    root = listed.tree.root
    taken = len(_own(listed.tree))
    count = f"{taken} {'decision' if taken == 1 else 'decisions'}"
    return f"{listed.name}: {_what(root)}, {_who(root)}, {count}, {_when(listed)[:16].replace('T', ' ')} UTC"


def full(name: str, tree: Tree) -> dict[str, Any]:
    """A save with the decisions of the timeline that it stands on."""
    return {"name": name} | _terms(tree) | {"path": [_decision(node) for node in tree.path()]}


def full_lines(name: str, tree: Tree) -> list[str]:
    """The same for people."""
    root = tree.root
    lines = wrapped(f"{name}: {_what(root)}, {_who(root)}. Lens {root.lens}, seed {root.seed}.", WIDEST)
    timelines = len(tree.tips())
    lines += wrapped(
        f"It holds {len(tree.nodes)} decisions in {timelines} {'timeline' if timelines == 1 else 'timelines'}; "
        "the present one:",
        WIDEST,
    )
    for node in tree.path():
        lines += wrapped(f"{node.beat}: {node.choice} ({node.by})", WIDEST, first="  ", rest="    ")
        if isinstance(node.forecast, int):
            lines += wrapped(f"Forecast: {node.forecast} %", WIDEST, first="    ", rest="    ")
        if node.reason:
            lines += wrapped(f"Reason: {node.reason}", WIDEST, first="    ", rest="    ")
        if node.note:
            lines += wrapped(f"Note: {node.note}", WIDEST, first="    ", rest="    ")
    return lines


def story(root: Root) -> dict[str, Any]:
    """What a save plays: its campaign, or its single crisis."""
    return {"campaign": root.campaign} if root.campaign is not None else {"crisis": root.crisis}


def _terms(tree: Tree) -> dict[str, Any]:
    root = tree.root
    return {
        "pack": root.pack,
        "digest": root.digest,
        **story(root),
        "lens": root.lens,
        "seed": root.seed,
        "seats": {seat: str(picker) for seat, picker in sorted(root.seats.items())},
        "reading": str(root.reading),
        "on_record_only": root.on_record_only,
        "decisions": len(_own(tree)),
        "timelines": len(tree.tips()),
    }


def _decision(node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {"beat": node.beat, "choice": node.choice, "by": str(node.by)}
    if node.forecast is not None:
        data["forecast"] = node.forecast
    if node.reason:
        data["reason"] = node.reason
    if node.note:
        data["note"] = node.note
    return data


def _own(tree: Tree) -> list[Node]:
    """The decisions of people on the present timeline."""
    return [node for node in tree.path() if node.by is Picker.PERSON]


def _what(root: Root) -> str:
    return f"{root.crisis or root.campaign} ({root.pack})"


def _who(root: Root) -> str:
    persons = [seat for seat, picker in sorted(root.seats.items()) if picker is Picker.PERSON]
    if not persons:
        return "watched"
    return f"as {persons[0]}" if len(persons) == 1 else "both seats"


def _when(listed: Listed) -> str:
    return datetime.fromtimestamp(int(listed.modified), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
