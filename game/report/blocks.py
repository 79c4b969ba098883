"""The blocks of any page as data: what a report's closing and its debriefs hold. docs/json.md describes every key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from game.harmless import one_line
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Meters,
    Options,
    Para,
    Rich,
    Speech,
    Table,
    words,
)

Data = dict[str, Any]


def blocks_data(blocks: Iterable[Block]) -> list[Data]:
    """Page blocks as data; one renderer for every page of the game. Citations stand in the texts, as ``[3]``."""
    return [{"block": type(block).__name__.lower(), **_block(block)} for block in blocks]


def rich_text(rich: Rich) -> str:
    """Rich text as one plain line."""
    return one_line(words(rich))


def _block(block: Block) -> Data:
    match block:
        case Heading():
            return {"level": block.level, "text": one_line(block.text)}
        case Para():
            return {"text": rich_text(block.rich)}
        case Bullets():
            return {"numbered": block.numbered, "items": [rich_text(item) for item in block.items]}
        case Speech():
            return {
                "name": one_line(block.name),
                "role": one_line(block.role),
                "text": rich_text(block.rich),
                "leans": one_line(block.leans),
            }
        case CallOut():
            return {
                "about": block.kind.value,
                "label": one_line(block.label),
                "paragraphs": [rich_text(rich) for rich in block.paragraphs],
            }
        case Meters():
            return {
                "rows": [
                    {
                        "meter": row.id,
                        "value": row.value,
                        "change": row.change,
                        "history": row.history,
                        "words": one_line(row.words),
                        "because": one_line(row.because),
                    }
                    for row in block.rows
                ]
            }
        case Table():
            return _table(block)
        case Chart():
            return {"title": one_line(block.title), **_table(block.table)}
        case Options():
            return {
                "text": one_line(block.question),
                "items": [one_line(f"{row.title} {words(row.rich)}") for row in block.rows],
            }
    assert_never(block)


def _table(table: Table) -> Data:
    return {"head": list(map(one_line, table.head)), "cells": [list(map(one_line, row)) for row in table.rows]}
