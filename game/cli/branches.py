"""The timelines of a save, as data and as text: what ``compare --branches`` tells. docs/json.md describes the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.cli.columns import row, said
from game.cli.compared import ending_data
from game.cli.named import Source
from game.cli.saved import story
from game.cli.sides import side_of
from game.engine import find_ending
from game.engine.model import Pack
from game.errors import SaveForeign
from game.report.log import sealed
from game.saves import Picker, Tree


def as_data(name: str, tree: Tree, pack: Pack) -> dict[str, Any]:
    """Every timeline of a save, by its last decision."""
    return {
        "name": name,
        "pack": pack.id,
        **story(tree.root),
        "node": tree.head,
        "branches": [_branch(name, tree.rewind(tip.id), tree.head, pack) for tip in tree.tips()],
    }


def as_text(data: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    here = "its opening" if data["node"] is None else f"#{data['node']}"
    yield from said(f"{data['name']} stands at {here}. Its timelines, by the number of the last decision:")
    yield ""
    widths = 1, 6, 18, 9, 22, 19
    yield from row(*zip(("", "Last", "Names", "Decisions", "Last beat", "Ending"), widths, strict=True))
    for branch in data["branches"]:
        names = ", ".join(
            each["name"] + (f" (at #{each['node']})" if each["node"] != branch["node"] else "")
            for each in branch["names"]
        )
        if "error" in branch:
            last, ending = branch["error"], "-"
        else:
            last = f"{branch['last']['date']} {branch['last']['title']}"
            ending = branch["ending"]["title"] if branch["ending"] else "none" if branch["finished"] else "not over yet"
        told = f"#{branch['node']}", names or "-", str(branch["decided"]), last, ending
        yield from row(*zip(("*" if branch["present"] else "", *told), widths, strict=True))


def _branch(name: str, tree: Tree, head: int | None, pack: Pack) -> dict[str, Any]:
    path = tree.path()
    last = path[-1]
    data: dict[str, Any] = {
        "node": last.id,
        "name": tree.names.get(last.id),
        "names": [{"node": node.id, "name": tree.names[node.id]} for node in path if node.id in tree.names],
        "present": any(node.id == head for node in path),
        "decided": len(path),
        "decided_by_people": sum(node.by is Picker.PERSON for node in path),
    }
    try:
        reader = side_of(Source(name, tree.root, tree), pack).known
    except SaveForeign as error:
        return data | {"error": str(error)}
    assert reader is not None
    beat, end = pack.beats[last.beat], reader.steps[-1].after
    ending = find_ending(reader.game.run, end.ending) if reader.is_finished else None
    is_told = reader.tells(beat)
    return data | {
        "last": {
            "beat": beat.id if is_told else None,
            "title": beat.title if is_told else sealed(pack, beat),
            "date": beat.date.isoformat(),
        },
        "finished": reader.is_finished,
        "ending": ending_data(ending),
    }
