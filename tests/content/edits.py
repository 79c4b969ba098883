"""Packs broken on purpose, written down as text.

In ``broken/`` and ``doubtful/`` each stands under a sentence, as edits of the good pack: ``-`` what stands there, ``+``
what stands there instead, ``▸`` where the problem is expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.worlds import Edit


@dataclass(frozen=True)
class Broken:
    """A broken pack, and what is to be said of it."""

    sentence: str
    code: str
    says: str
    mend: str
    edits: tuple[Edit, ...]

    @property
    def name(self) -> str:
        """The sentence as the name of a test."""
        return self.sentence.replace(" ", "-")


def written(folder: str) -> list[Broken]:
    """The broken packs of every file of a folder."""
    files = sorted((Path(__file__).parent / folder).glob("*.txt"))
    return [_block(block) for file in files for block in file.read_text(encoding="utf-8").strip().split("\n\n")]


def _block(block: str) -> Broken:
    title, code, says, mend, *rest = block.splitlines()
    edits: list[tuple[str, list[str], list[str]]] = []
    for line in rest:
        if line.startswith("@ "):
            edits.append((line[2:], [], []))
        else:
            edits[-1]["@-+".index(line[0])].append(line[2:])  # type: ignore[union-attr]
    return Broken(
        title.removeprefix("== "),
        code.removeprefix("code: "),
        says.removeprefix("says: "),
        mend.removeprefix("mend: "),
        tuple((file, "\n".join(old), "\n".join(new)) for file, old, new in edits),
    )
