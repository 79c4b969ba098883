"""The kinds of value that a scenario's keys may hold.

Each kind reads a node of the tree into a plain value, saying what is wrong where it stands, and describes itself as
JSON Schema, so that the checker and the editors' schema cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from game.content.problems import Problem, Severity, nearest
from game.content.source import Map, Node, Seq, Word

JsonSchema = dict[str, Any]

MAX_LINE: Final = 240
MAX_TEXT: Final = 20_000
RESERVED: Final = frozenset({"and", "or", "not", "year", "all", "chance", "world", "full", "short", "when", "text"})


@dataclass(slots=True)
class Reader:
    """Gathers problems while a pack is read, and knows the pack's seats."""

    problems: list[Problem]
    seats: tuple[str, ...] = ()

    def say(self, node: Node, code: str, message: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem where a node stands."""
        self.problems.append(Problem(node.path, node.line, node.column, code, message, mend, severity))


class Kind(Protocol):
    """What a key may hold."""

    def read(self, node: Node, reader: Reader) -> Any:
        """The value, or None after saying what is wrong."""

    def schema(self) -> JsonSchema:
        """The same as JSON Schema."""


def _is_a(node: Node) -> str:
    if isinstance(node, Map):
        return "a map"
    return "a list" if isinstance(node, Seq) else f"'{node[:30]}'" if node else "nothing"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    most: int = MAX_LINE

    def read(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not node.strip():
            reader.say(
                node,
                "wrong-type",
                f"a line of text should stand here, not {_is_a(node)}",
                "write it, in quotes if need be",
            )
            return None
        if len(node) > self.most or "\n" in node.strip():
            reader.say(
                node, "out-of-range", f"a line of at most {self.most} characters should stand here", "shorten it"
            )
            return None
        return node

    def schema(self) -> JsonSchema:
        return {"type": "string", "minLength": 1, "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Scrap:
    """A year, a range of years or a like scrap that may look like a number to YAML."""

    def read(self, node: Node, reader: Reader) -> Word | None:
        return Line(60).read(node, reader)

    def schema(self) -> JsonSchema:
        return {"type": ["string", "integer"]}


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id: with hyphens, or (``names=True``) with underscores, for whatever conditions can name."""

    names: bool = False

    @property
    def pattern(self) -> str:
        return r"[a-z][a-z0-9_]{0,47}" if self.names else r"[a-z0-9][a-z0-9-]{0,63}"

    def read(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not re.fullmatch(self.pattern, node):
            use = "small letters, digits and underscores" if self.names else "small letters, digits and hyphens"
            reader.say(node, "bad-id", f"{_is_a(node)} is no id here", f"use {use}")
            return None
        if self.names and node in RESERVED - {"chance", "all"}:
            reader.say(node, "bad-id", f"'{node}' has a meaning of its own", "choose another id")
            return None
        return node

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True, slots=True)
class PointId:
    """A curriculum id, as the teaching notes write it."""

    def read(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not re.fullmatch(r"[A-Z]{2,5}-\d{2,3}", node):
            reader.say(node, "bad-id", f"{_is_a(node)} is no curriculum id", "write it like TAI-01")
            return None
        return node

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": r"^[A-Z]{2,5}-\d{2,3}$"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in a range."""

    least: int
    most: int

    def read(self, node: Node, reader: Reader) -> int | None:
        if not isinstance(node, Word) or not node.is_plain or not re.fullmatch(r"[+-]?\d{1,9}", node):
            reader.say(
                node,
                "wrong-type",
                f"a whole number should stand here, not {_is_a(node)}",
                f"write one from {self.least} to {self.most}",
            )
            return None
        value = int(node)
        if not self.least <= value <= self.most:
            reader.say(
                node, "out-of-range", f"{value} is out of range", f"write a number from {self.least} to {self.most}"
            )
            return None
        return value

    def schema(self) -> JsonSchema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Hundredths:
    """A number from 0 to 4 with at most two decimals, kept as whole hundredths."""

    def read(self, node: Node, reader: Reader) -> int | None:
        match = re.fullmatch(r"(\d)(?:\.(\d{1,2}))?", node) if isinstance(node, Word) and node.is_plain else None
        if match is None or int(match[1]) > 4:
            reader.say(
                node,
                "wrong-type",
                f"a weight should stand here, not {_is_a(node)}",
                "write 0 to 4, two decimals at most",
            )
            return None
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))

    def schema(self) -> JsonSchema:
        return {"type": "number", "minimum": 0, "maximum": 4.99}


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``, nothing else."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, Word) and node.is_plain and node in ("true", "false"):
            return node == "true"
        reader.say(node, "wrong-type", f"{_is_a(node)} is neither true nor false", "write true or false")
        return None

    def schema(self) -> JsonSchema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, 1958-08-23."""

    def read(self, node: Node, reader: Reader) -> date | None:
        if isinstance(node, Word) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", node):
            try:
                return date.fromisoformat(node)
            except ValueError:
                pass
        reader.say(node, "bad-date", f"{_is_a(node)} is no date", "write it like 1958-08-23")
        return None

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class When:
    """A condition; bound to meters and flags later, when all are known."""

    def read(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not node.strip():
            reader.say(
                node,
                "bad-condition",
                f"a condition should stand here, not {_is_a(node)}",
                "write for instance: trust < 30",
            )
            return None
        return node

    def schema(self) -> JsonSchema:
        return {
            "type": "string",
            "maxLength": 300,
            "description": "A condition, for instance: trust < 30 and not advisers_gone",
        }


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> Word | None:
        if isinstance(node, Word) and node in self.words:
            return node
        mend = f"write one of {', '.join(self.words)}"
        if isinstance(node, Word):
            mend = nearest(node, self.words, mend)
        reader.say(node, "wrong-type", f"{_is_a(node)} does not belong here", mend)
        return None

    def schema(self) -> JsonSchema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    of: Kind
    least: int = 0
    most: int = 200

    def read(self, node: Node, reader: Reader) -> list[Any] | None:
        if not isinstance(node, Seq):
            reader.say(node, "wrong-type", f"a list should stand here, not {_is_a(node)}", "begin each line with '- '")
            return None
        if not self.least <= len(node.items) <= self.most:
            reader.say(
                node, "out-of-range", f"a list of {len(node.items)} stands here", f"give it {self.least} to {self.most}"
            )
        read = [self.of.read(item, reader) for item in node.items]
        return [value for value in read if value is not None]

    def schema(self) -> JsonSchema:
        found: JsonSchema = {"type": "array", "items": self.of.schema(), "maxItems": self.most}
        if self.least:
            found["minItems"] = self.least
        return found


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from ids to values."""

    key: Identifier | PointId
    of: Kind
    least: int = 0

    def read(self, node: Node, reader: Reader) -> dict[Word, Any] | None:
        if not isinstance(node, Map):
            reader.say(node, "wrong-type", f"a map should stand here, not {_is_a(node)}", "write 'id: value' lines")
            return None
        if len(node.entries) < self.least:
            reader.say(
                node, "out-of-range", f"a map of {len(node.entries)} stands here", f"give it at least {self.least}"
            )
        found: dict[Word, Any] = {}
        for key, value in node.entries.items():
            if "\x00" in key:
                continue
            name = self.key.read(key, reader)
            read = self.of.read(value, reader)
            if name is not None and read is not None:
                found[name] = read
        return found

    def schema(self) -> JsonSchema:
        pattern = self.key.schema()["pattern"]
        return {"type": "object", "patternProperties": {pattern: self.of.schema()}, "additionalProperties": False}


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
            body = self._body(node, reader)
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
        for item in node.items:
            read = _VARIANT.read(item, reader)
            if read is not None and read["text"] is not None:
                found.append(RawVariant(read["when"], read["text"]))
        if not found:
            reader.say(node, "viewpoint", "an empty list of wordings", "write at least one")
            return None
        if found[-1].when is not None:
            reader.say(node, "viewpoint", "the last wording has a condition", "add a last one without 'when'")
        for early in found[:-1]:
            if early.when is None:
                reader.say(
                    early.body,
                    "viewpoint",
                    "a wording without 'when' stands before others, which are never read",
                    "move it to the end",
                )
        return found

    def _body(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not node.strip():
            reader.say(node, "wrong-type", f"a text should stand here, not {_is_a(node)}", "write it")
            return None
        if len(node) > MAX_TEXT:
            reader.say(node, "out-of-range", f"a text of {len(node)} characters", f"keep it under {MAX_TEXT}")
            return None
        return node

    def schema(self) -> JsonSchema:
        return {"$ref": "#/$defs/text"}


@dataclass(frozen=True, slots=True)
class Body:
    """A wording."""

    def read(self, node: Node, reader: Reader) -> Word | None:
        return Prose()._body(node, reader)

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
        return next((value for name, value in self.node.entries.items() if name == key), self.node)


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

    def read(self, node: Node, reader: Reader) -> Read | None:
        if not isinstance(node, Map):
            reader.say(
                node,
                "wrong-type",
                f"a {self.name} should stand here, not {_is_a(node)}",
                f"it is a map with {self._keys()}",
            )
            return None
        values: dict[str, Any] = {}
        for key, value in node.entries.items():
            if "\x00" in key:
                continue
            known = self._by_key.get(key)
            if known is None:
                mend = nearest(key, self._by_key, f"a {self.name} has {self._keys()}")
                reader.say(key, "unknown-key", f"unknown key '{key}' in a {self.name}", mend)
            else:
                values[known.key] = known.kind.read(value, reader)
        for known in self.fields:
            if known.needed and known.key not in values:
                reader.say(node, "missing-key", f"a {self.name} without '{known.key}'", f"add it: {known.about}")
        return Read(node, values)

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
