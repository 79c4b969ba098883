"""One list of sources for a whole report: every page numbers its own, and here they are numbered anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from game.engine.model import Pack
from game.engine.reference import Work
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Meters,
    OptionRow,
    Options,
    Para,
    Piece,
    Rich,
    Speech,
    Table,
    Tone,
)


class Citing:
    """Numbers the works of a pack in the order in which a report comes to cite them."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._numbers: dict[str, int] = {}

    @property
    def works(self) -> tuple[Work, ...]:
        """Every work cited so far, once; the first bears the number 1."""
        return tuple(self._pack.bibliography[work_id] for work_id in self._numbers)

    def number(self, work_id: str) -> int:
        """The number of a work of the pack."""
        return self._numbers.setdefault(work_id, len(self._numbers) + 1)

    def rests_on(self, works: Iterable[Work]) -> None:
        """Take in works that a page names without citing them in its text."""
        for work in works:
            self.number(work.id)

    def rich(self, rich: Rich) -> Rich:
        """Rich text with its citations numbered anew."""
        return tuple(self._piece(piece) for piece in rich)

    def riches(self, riches: Iterable[Rich]) -> tuple[Rich, ...]:
        """Several stretches of rich text."""
        return tuple(self.rich(rich) for rich in riches)

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks with their citations numbered anew."""
        return tuple(self._block(block) for block in blocks)

    def _piece(self, piece: Piece) -> Piece:
        if piece.tone is Tone.CITE and piece.ref in self._pack.bibliography:
            return replace(piece, text=f"[{self.number(piece.ref)}]")
        return piece

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Meters() | Table() | Chart():
                return block
            case Para() | Speech():
                return replace(block, rich=self.rich(block.rich))
            case Bullets():
                return replace(block, items=self.riches(block.items))
            case CallOut():
                return replace(block, paragraphs=self.riches(block.paragraphs))
            case Options():
                return replace(block, rows=tuple(self._row(row) for row in block.rows))
        assert_never(block)

    def _row(self, row: OptionRow) -> OptionRow:
        return replace(row, rich=self.rich(row.rich))


def cited_in(pack: Pack, riches: Sequence[Rich]) -> tuple[Work, ...]:
    """The works that rich text cites, each once."""
    refs = dict.fromkeys(piece.ref for rich in riches for piece in rich if piece.tone is Tone.CITE)
    return tuple(pack.bibliography[ref] for ref in refs if ref in pack.bibliography)
