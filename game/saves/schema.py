"""The form of a save as JSON Schema, for whoever reads or writes saves with other tools.

``game.saves.codec`` is what decides; this says the same in another language, except what only a look at the whole can
tell: that ids count up, that parents stand before children, that head and names are of nodes that are there, that the
quiz tells of a question after a crisis once.
"""

from __future__ import annotations

from typing import Any, Final

from game.engine.chance import MAX_SEED
from game.saves.codec import FORMAT, MAX_ASKED, MAX_NODES, VERSION
from game.saves.timeline import MAX_NAME, MAX_WORDS, SKIPPED, Picker, Reading

_ID: Final = "[A-Za-z0-9][A-Za-z0-9_-]{0,119}"


def save_schema() -> dict[str, Any]:
    """A self-contained JSON Schema (2020-12) of a save. Keys that it does not name are passed over by the game."""
    node_id = {"type": "integer", "minimum": 0, "maximum": MAX_NODES - 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A save of Two Tigers",
        "description": "A tree of timelines. State is not kept: it is replayed from the root along a path.",
        "type": "object",
        "required": ["format", "version", "root", "nodes", "head"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
            "root": _root(),
            "nodes": {
                "description": "Every decision, by id; those of one timeline follow each other by 'parent'.",
                "type": "array",
                "maxItems": MAX_NODES,
                "items": _node(node_id),
            },
            "head": {"description": "The decision that play stands after; null is the opening.", **_or_null(node_id)},
            "names": {
                "description": "Names that the player gave to decisions, by id.",
                "type": "object",
                "propertyNames": {"pattern": "^(0|[1-9][0-9]{0,5})$"},
                "additionalProperties": {"type": "string", "maxLength": MAX_NAME},
            },
            "quiz": {
                "description": "The quiz's questions that were asked, the latest last; they are of no timeline.",
                "type": "array",
                "maxItems": MAX_ASKED,
                "items": _asked(),
            },
        },
    }


def _root() -> dict[str, Any]:
    an_id = {"type": "string", "pattern": f"^{_ID}$"}
    return {
        "description": "The terms of the game.",
        "type": "object",
        "required": ["pack", "digest", "seed", "lens", "seats"],
        "properties": {
            "pack": an_id,
            "digest": {
                "description": "A fingerprint of the pack's rules.",
                "type": "string",
                "pattern": "^[!-~]{1,200}$",
            },
            "campaign": {"description": "Either this or 'crisis'.", **_or_null(an_id)},
            "crisis": _or_null(an_id),
            "seed": {"type": "integer", "minimum": 0, "maximum": MAX_SEED},
            "lens": an_id,
            "seats": {
                "description": "Who decides for each seat.",
                "type": "object",
                "maxProperties": 16,
                "propertyNames": {"pattern": f"^{_ID}$"},
                "additionalProperties": {"enum": [str(picker) for picker in Picker]},
            },
            "reading": {"enum": [str(reading) for reading in Reading]},
            "on_record_only": {"type": "boolean"},
            "earlier": {
                "description": "What an earlier game decided, beat by beat, for seats held by 'earlier'.",
                "type": "object",
                "maxProperties": MAX_NODES,
                "propertyNames": {"pattern": f"^{_ID}(/{_ID})?$"},
                "additionalProperties": an_id,
            },
        },
        "oneOf": [
            {"required": [one], "properties": {one: {"type": "string"}, other: {"type": "null"}}}
            for one, other in (("campaign", "crisis"), ("crisis", "campaign"))
        ],
    }


def _node(node_id: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", "parent", "beat", "choice", "by"],
        "properties": {
            "id": node_id,
            "parent": {"description": "The decision before it; null for a first one.", **_or_null(node_id)},
            "beat": {"type": "string", "pattern": f"^{_ID}(/{_ID})?$"},
            "choice": {"type": "string", "pattern": f"^{_ID}$"},
            "by": {"enum": [str(picker) for picker in Picker]},
            "forecast": {
                "description": "In percent; null where it was not asked yet.",
                "anyOf": [{"type": "integer", "minimum": 0, "maximum": 100}, {"enum": [SKIPPED, None]}],
            },
            "reason": {"type": "string", "maxLength": MAX_WORDS},
            "note": {"type": "string", "maxLength": MAX_WORDS},
            "seen": {"description": "Whether its outcome has been read.", "type": "boolean"},
        },
    }


def _asked() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["question", "after", "right"],
        "properties": {
            "question": {
                "description": "A crisis's id, or 'seminar', and a fingerprint of the question's wording.",
                "type": "string",
                "pattern": f"^{_ID}/{_ID}$",
            },
            "after": {
                "description": "The crisis after which it was asked.",
                "type": "string",
                "pattern": f"^{_ID}$",
            },
            "right": {"description": "Null where it was passed over.", "type": ["boolean", "null"]},
        },
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
