"""The kinds of value that a scenario's keys may hold.

Each kind reads a node of the tree into a plain value, saying what is wrong where it stands, and describes itself as
JSON Schema, so that the checker and the editors' schema cannot drift apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from game.content.problems import Problem, Severity, nearest, note
from game.content.source import Map, Node, Seq, Word

JsonSchema = dict[str, Any]

MAX_LINE: Final = 240
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
RESERVED: Final = frozenset({"and", "or", "not", "year", "all", "chance", "world", "full", "short", "when", "text"})


@dataclass(slots=True)
class Reader:
    """Gathers problems while a pack is read, and knows the pack's seats."""

    problems: list[Problem]
    seats: tuple[str, ...] = ()

    def say(self, node: Node, code: str, message: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem where a node stands."""
        note(self.problems, Problem(node.path, node.line, node.column, code, message, mend, severity))


class Kind(Protocol):
    """What a key may hold."""

    def read(self, node: Node, reader: Reader) -> Any:
        """The value, or None after saying what is wrong."""

    def schema(self) -> JsonSchema:
        """The same as JSON Schema."""


def is_a(node: Node) -> str:
    """What stands there, for a message."""
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
                f"a line of text should stand here, not {is_a(node)}",
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
            reader.say(node, "bad-id", f"{is_a(node)} is no id here", f"use {use}")
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
        if not isinstance(node, Word) or not re.fullmatch(r"[A-Z]{2,5}-[0-9]{2,3}", node):
            reader.say(node, "bad-id", f"{is_a(node)} is no curriculum id", "write it like TAI-01")
            return None
        return node

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": r"^[A-Z]{2,5}-[0-9]{2,3}$"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in a range."""

    least: int
    most: int

    def read(self, node: Node, reader: Reader) -> int | None:
        if not isinstance(node, Word) or not node.is_plain or not re.fullmatch(r"[+-]?(0|[1-9][0-9]{0,8})", node):
            reader.say(
                node,
                "wrong-type",
                f"a whole number should stand here, not {is_a(node)}",
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
        mend = "write 0 to 4, two decimals at most"
        pattern = r"([0-9]{1,9})(?:\.([0-9]{1,2}))?"
        match = re.fullmatch(pattern, node) if isinstance(node, Word) and node.is_plain else None
        if match is None:
            reader.say(node, "wrong-type", f"a weight should stand here, not {is_a(node)}", mend)
            return None
        value = int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))
        if value > 400:
            reader.say(node, "out-of-range", f"{match[0]} is out of range", mend)
            return None
        return value

    def schema(self) -> JsonSchema:
        return {"type": "number", "minimum": 0, "maximum": 4}


@dataclass(frozen=True, slots=True)
class Truth:
    """``true`` or ``false``, nothing else."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, Word) and node.is_plain and node in ("true", "false"):
            return node == "true"
        reader.say(node, "wrong-type", f"{is_a(node)} is neither true nor false", "write true or false")
        return None

    def schema(self) -> JsonSchema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, 1958-08-23."""

    def read(self, node: Node, reader: Reader) -> date | None:
        if isinstance(node, Word) and re.fullmatch(_DATE, node):
            try:
                return date.fromisoformat(node)
            except ValueError:
                pass
        reader.say(node, "bad-date", f"{is_a(node)} is no date", "write it like 1958-08-23")
        return None

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": f"^{_DATE}$"}


@dataclass(frozen=True, slots=True)
class When:
    """A condition; bound to meters and flags later, when all are known."""

    def read(self, node: Node, reader: Reader) -> Word | None:
        if not isinstance(node, Word) or not node.strip():
            reader.say(
                node,
                "bad-condition",
                f"a condition should stand here, not {is_a(node)}",
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
        reader.say(node, "wrong-type", f"{is_a(node)} does not belong here", mend)
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
            reader.say(node, "wrong-type", f"a list should stand here, not {is_a(node)}", "begin each line with '- '")
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
            mend = "write 'id: value' lines"
            if isinstance(self.of, Whole):
                mend = "write 'cause: {meter: percent}': every push stands under its cause"
            reader.say(node, "wrong-type", f"a map should stand here, not {is_a(node)}", mend)
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
        found: JsonSchema = {
            "type": "object",
            "patternProperties": {pattern: self.of.schema()},
            "additionalProperties": False,
        }
        if self.least:
            found["minProperties"] = self.least
        return found
