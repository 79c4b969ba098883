"""Records and texts: the kinds that hold other kinds under known keys.

A record reads a map by its list of fields, a text reads viewpoints and conditions. Like every kind they say what is
wrong where it stands, and describe themselves as JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from game.content.kinds import JsonSchema, Kind, ListOf, Reader, When, is_a
from game.content.problems import nearest
from game.content.source import Map, Node, Seq, Word

MAX_TEXT: Final = 20_000


@dataclass(slots=True)
class RawVariant:
    """A wording before its condition is bound."""

    when: Word | None
    body: Word


@dataclass(slots=True)
class RawText:
    """A text as read: viewpoint -> wordings."""

    views: dict[str, list[RawVariant]]
    at: Node


@dataclass(slots=True)
class RawPassage:
    """A passage as read."""

    full: RawText
    short: RawText | None


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, by viewpoint and by condition. ``complete``: every seat must find a wording."""

    complete: bool = True

    def read(self, node: Node, reader: Reader) -> RawText | None:
        if not isinstance(node, Map):
            variants = self._variants(node, reader)
            return None if variants is None else RawText({"all": variants}, node)
        if not node.entries:
            reader.say(node, "wrong-type", "a text should stand here, not an empty map", "write it")
            return None
        views: dict[str, list[RawVariant]] = {}
        allowed = (*reader.seats, "all")
        for key, value in node.entries.items():
            if "\x00" in key:
                continue
            if key not in allowed:
                mend = nearest(key, allowed, f"viewpoints are {', '.join(allowed)}")
                reader.say(key, "viewpoint", f"'{key}' is no viewpoint", mend)
                continue
            variants = self._variants(value, reader)
            if variants is not None:
                views[str(key)] = variants
        if self.complete and "all" not in node.entries:
            for seat in reader.seats:
                if seat not in node.entries:
                    reader.say(node, "viewpoint", f"there is no text for '{seat}'", f"add '{seat}:' or 'all:'")
        return RawText(views, node) if views else None

    def _variants(self, node: Node, reader: Reader) -> list[RawVariant] | None:
        if isinstance(node, Word):
            body = Body().read(node, reader)
            return None if body is None else [RawVariant(None, body)]
        if isinstance(node, Map):
            reader.say(
                node,
                "wrong-type",
                "a text should stand here, not a map",
                "conditions inside a viewpoint are a list of 'when' and 'text'",
            )
            return None
        found: list[RawVariant] = []
        always: list[RawVariant] = []
        for item in node.items:
            read = _VARIANT.read(item, reader)
            if read is not None and read["text"] is not None:
                found.append(RawVariant(read["when"], read["text"]))
                # One whose condition cannot be read is no wording without a condition.
                if "when" not in read.values:
                    always.append(found[-1])
        if not found:
            if not node.items:
                reader.say(node, "viewpoint", "an empty list of wordings", "write at least one")
            return None
        if found[-1].when is not None:
            reader.say(node, "viewpoint", "the last wording has a condition", "add a last one without 'when'")
        for early in always:
            if early is not found[-1]:
                reader.say(
                    early.body,
                    "viewpoint",
                    "a wording without 'when' stands before others, which are never read",
                    "move it to the end",
                )
        return found

    def schema(self) -> JsonSchema:
        return {"$ref": "#/$defs/text"}


@dataclass(frozen=True, slots=True)
class Body:
    """A wording."""

    def read(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not node.strip():
            reader.say(node, "wrong-type", f"a text should stand here, not {is_a(node)}", "write it")
            return None
        if len(node) > MAX_TEXT:
            reader.say(node, "out-of-range", f"a text of {len(node)} characters", f"keep it under {MAX_TEXT}")
            return None
        return node

    def schema(self) -> JsonSchema:
        return {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}


@dataclass(frozen=True, slots=True)
class Story:
    """A passage: a text with a short form, or just a text."""

    complete: bool = True

    def read(self, node: Node, reader: Reader) -> RawPassage | None:
        prose = Prose(self.complete)
        if not (isinstance(node, Map) and "full" in node.entries):
            text = prose.read(node, reader)
            return None if text is None else RawPassage(text, None)
        read = Record(
            "passage", (Field("full", prose, "The full form.", needed=True), Field("short", prose, "The short form."))
        ).read(node, reader)
        if read is None or read["full"] is None:
            return None
        return RawPassage(read["full"], read["short"])

    def schema(self) -> JsonSchema:
        return {"$ref": "#/$defs/passage"}


@dataclass(slots=True)
class Read:
    """A record as read. Missing or unreadable keys are None."""

    node: Map
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    def at(self, key: str) -> Node:
        """Where a key's value stands; where the record stands, if it has none."""
        return self.node.entries.get(Word(key), self.node)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record."""

    key: str
    kind: Kind
    about: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known keys."""

    name: str
    fields: tuple[Field, ...]
    _by_key: dict[str, Field] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key.update({known.key: known for known in self.fields})

    def read(self, node: Node, reader: Reader, absent: frozenset[str] = frozenset()) -> Read | None:
        """The record; ``absent``: keys known to be missing, of which enough has been said."""
        if not isinstance(node, Map):
            reader.say(
                node,
                "wrong-type",
                f"{self._a} should stand here, not {is_a(node)}",
                f"it is a map with {self._keys()}",
            )
            return None
        values: dict[str, Any] = {}
        for key, value in node.entries.items():
            if "\x00" in key:
                continue
            known = self._by_key.get(key)
            if known is None:
                mend = nearest(key, self._by_key, f"{self._a} has {self._keys()}")
                if value == "" and " " in key:
                    # `{about: ships, grain and money.}`: YAML has cut the sentence at its comma.
                    mend = "a comma inside { } divides; put the text before it in quotes"
                reader.say(key, "unknown-key", f"unknown key '{key}' in {self._a}", mend)
            else:
                values[known.key] = known.kind.read(value, reader)
        for known in self.fields:
            if known.needed and known.key not in values and known.key not in absent:
                reader.say(node, "missing-key", f"{self._a} without '{known.key}'", f"add it: {known.about}")
        return Read(node, values)

    @property
    def _a(self) -> str:
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"

    def _keys(self) -> str:
        return ", ".join(known.key for known in self.fields)

    def schema(self) -> JsonSchema:
        properties = {known.key: {"description": known.about, **known.kind.schema()} for known in self.fields}
        found: JsonSchema = {"type": "object", "properties": properties, "additionalProperties": False}
        needed = [known.key for known in self.fields if known.needed]
        if needed:
            found["required"] = needed
        return found


@dataclass(frozen=True, slots=True)
class Either:
    """A single value, or a list of records; told apart by looking."""

    one: Kind
    many: ListOf
    wrap: Callable[[Any], Sequence[Any]]

    def read(self, node: Node, reader: Reader) -> Any:
        if isinstance(node, Seq):
            return self.many.read(node, reader)
        value = self.one.read(node, reader)
        return None if value is None else self.wrap(value)

    def schema(self) -> JsonSchema:
        return {"oneOf": [self.one.schema(), self.many.schema()]}


_VARIANT = Record(
    "wording",
    (
        Field("when", When(), "The condition under which this is the wording."),
        Field("text", Body(), "The wording.", needed=True),
    ),
)


def shared_definitions() -> dict[str, JsonSchema]:
    """The definitions that the other schemas refer to."""
    body = Body().schema()
    variants = {"type": "array", "minItems": 1, "items": _VARIANT.schema()}
    by_view = {
        "type": "object",
        "description": "By viewpoint: each seat, or `all`.",
        "additionalProperties": {"oneOf": [body, variants]},
        "not": {"anyOf": [{"required": ["full"]}, {"required": ["short"]}]},
        "minProperties": 1,
    }
    text: JsonSchema = {"oneOf": [body, variants, by_view]}
    ref = {"$ref": "#/$defs/text"}
    full = {
        "type": "object",
        "properties": {"full": ref, "short": ref},
        "required": ["full"],
        "additionalProperties": False,
    }
    return {"text": text, "passage": {"oneOf": [ref, full]}}
