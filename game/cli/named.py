"""What a word on the command line names: a save, a timeline of one, or a file that holds either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.cli.documents import is_file, parse, read_text
from game.cli.packs import shipped_pack
from game.errors import UsageError
from game.harmless import one_line

if TYPE_CHECKING:
    from game.engine.model import Pack
    from game.saves import Root, Tree

HISTORY: Final = "history"
"""The word for what history did."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was named, as it was read: a save with a place in it, or a run's decisions."""

    name: str
    root: Root
    tree: Tree | None = None
    decisions: tuple[tuple[str, str], ...] = ()


def read_source(named: str, pack: str | None) -> Source:
    """What a word on the command line means: a save, a file, or with a # a timeline of one.

    Raises:
        UsageError: if there is no such thing.
        SaveError: if it is no save that can be read.
    """
    from game.cli.replay import read_run
    from game.locations import DEFAULT_PACK, saves_folder
    from game.saves import FORMAT, SaveStore, decode

    store = SaveStore(saves_folder())
    names = store.names()
    file, branch = next(
        ((left, right) for left, right in _splits(named) if left in names or left == "-" or is_file(left)),
        (named.partition("#")[0], None),
    )
    name = one_line(named)
    if file in names or not (file == "-" or is_file(file) or "/" in file or file.endswith(".json")):
        tree = store.read(file)
    else:
        text, shown = read_text(file)
        document = parse(text, shown)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            if branch is not None:
                raise UsageError(f"{shown} is a run, not a save: it has one timeline; leave '#{one_line(branch)}' out")
            asked = read_run(text, shown, pack or DEFAULT_PACK)
            return Source(shown, asked.root, decisions=asked.decisions)
        tree, name = decode(text, where=shown), name if file != "-" else name.replace("-", shown, 1)
    return Source(name, tree.root, tree.rewind(tip(tree, branch)))


def tip(tree: Tree, wanted: str | None) -> int | None:
    """The last decision of the timeline that is meant: the present one, or one that goes through a named decision.

    Where several go through it, the present one is meant if it does, else the latest.

    Raises:
        UsageError: if there is none, naming those that there are.
    """
    if wanted is None:
        return tree.head
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= 6 else None
    named = [node for node, name in tree.names.items() if name == wanted]
    at = named[0] if named else number
    if at is None or at >= len(tree.nodes):
        tips = ", ".join(str(node.id) for node in tree.tips()) or "none yet"
        names = ", ".join(f"'{name}'" for name in tree.names.values())
        known = f"timelines end at {tips}{f'; names are {names}' if names else ''}"
        raise UsageError(f"there is no timeline '{one_line(wanted)}' in this save; {known}")
    if any(node.id == at for node in tree.path()):
        return tree.head
    return max(node.id for node in tree.tips() if any(each.id == at for each in tree.path(node.id)))


def pack_of(given: Pack | None, sources: Sequence[Source]) -> Pack:
    """The pack of all that was named.

    Raises:
        UsageError: if that is not one.
    """
    first = sources[0]
    wanted = given.id if given else first.root.pack
    for source in sources:
        if source.root.pack != wanted:
            other = f"and '{wanted}' was named" if given else f"'{first.name}' with '{wanted}'"
            raise UsageError(f"'{source.name}' was made with the pack '{source.root.pack}', {other}")
    return given or shipped_pack(wanted)


def _splits(named: str) -> Iterator[tuple[str, str | None]]:
    """Every way to read a word as a save and a place in it; names of both may hold a #."""
    yield named, None
    for at, letter in enumerate(named):
        if letter == "#":
            yield named[:at], named[at + 1 :]
