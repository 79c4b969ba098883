"""From bytes on disk to a small tree that knows where everything stands.

YAML is read as a stream of events, so that size, depth, number and kind are checked before anything is built:
no alias is ever followed and no tag ever obeyed. Scalars stay text; the schema decides what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from game.content.problems import Problem

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 24
MAX_NODES: Final = 100_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# C0 and C1 controls but tab and newline, bidi controls, line separators, byte-order marks, lone surrogates.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


class Word(str):
    """A scalar that knows its place: lines and columns from 1, ``start`` and ``end`` as offsets into the file."""

    path: str
    line: int
    column: int
    start: int
    end: int
    style: str | None

    @classmethod
    def at(
        cls, text: str, path: str, line: int, column: int, start: int = 0, end: int = 0, style: str | None = None
    ) -> Word:
        """A word at a place."""
        word = cls(text)
        word.path, word.line, word.column = path, line, column
        word.start, word.end, word.style = start, end, style
        return word

    @property
    def is_plain(self) -> bool:
        """Whether it stood there without quotes."""
        return self.style is None


@dataclass(slots=True)
class Seq:
    """A list."""

    items: list[Node]
    path: str
    line: int
    column: int


@dataclass(slots=True)
class Map:
    """A mapping, in the order of the file; keys are unique."""

    entries: dict[Word, Node]
    path: str
    line: int
    column: int


Node = Word | Seq | Map


@dataclass(slots=True)
class Source:
    """One file: its name as told to people, its text and its tree."""

    path: str
    text: str
    root: Node | None


class _Refused(Exception):
    """Reading must stop here."""


def read_source(file: Path, shown: str, problems: list[Problem]) -> Source | None:
    """Read one YAML file.

    Args:
        file: where it is.
        shown: how to call it in problems.
        problems: what is wrong is added here.

    Returns:
        The source, or None if it cannot be used at all.
    """
    try:
        with file.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(Problem(shown, 0, 0, "unreadable", f"cannot be read: {error.strerror}", "check the file"))
        return None
    if len(data) > MAX_BYTES:
        problems.append(
            Problem(shown, 0, 0, "too-large", "the file is larger than 1 MiB", "split it into several files")
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        problems.append(Problem(shown, line, column, "not-utf8", "the file is not UTF-8", "save it as UTF-8"))
        return None
    return parse_source(text, shown, problems)


def parse_source(text: str, shown: str, problems: list[Problem]) -> Source | None:
    """Read YAML text; like ``read_source`` without the disk."""
    try:
        root = _Builder(shown, problems).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = error.problem or error.context or "cannot be read"
        problems.append(
            Problem(shown, line, column, "yaml-syntax", f"this is not YAML: {what}", "look here and just above")
        )
        return None
    except yaml.YAMLError as error:
        what = getattr(error, "reason", None) or "cannot be read"
        position = getattr(error, "position", 0) or 0
        line = text.count("\n", 0, position) + 1
        column = position - (text.rfind("\n", 0, position) + 1) + 1
        problems.append(
            Problem(shown, line, column, "control-character", f"a character that YAML refuses ({what})", "take it out")
        )
        return None
    except (_Refused, RecursionError, ValueError):
        return None
    if root is None:
        problems.append(Problem(shown, 1, 1, "wrong-type", "the file is empty", "see docs/scenario-format.md"))
        return None
    return Source(shown, text, root)


class _Builder:
    """Builds the tree from parser events with a stack of its own, so that depth costs no recursion."""

    def __init__(self, shown: str, problems: list[Problem]) -> None:
        self._shown = shown
        self._problems = problems
        self._nodes = 0

    def build(self, text: str) -> Node | None:
        root: Node | None = None
        stack: list[Seq | Map] = []
        keys: list[Word | None] = []
        documents = 0
        parser = yaml.parse(text, Loader=_Loader)
        for event in parser:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node: Node = self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                self._check(event)
                if len(stack) >= MAX_DEPTH:
                    self._refuse(mark, "too-deep", f"nested more than {MAX_DEPTH} deep", "flatten it")
                if kind is yaml.MappingStartEvent:
                    node = Map({}, self._shown, mark.line + 1, mark.column + 1)
                else:
                    node = Seq([], self._shown, mark.line + 1, mark.column + 1)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            elif kind is yaml.AliasEvent:
                self._refuse(event.start_mark, "alias", f"an alias (*{event.anchor})", "write the value out")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event.start_mark, "wrong-type", "a second document", "remove the line '---'")
                continue
            else:
                continue
            self._nodes += 1
            if self._nodes > MAX_NODES:
                self._refuse(event.start_mark, "too-many-nodes", f"more than {MAX_NODES} values", "split the file")
            if not stack:
                root = node
            elif isinstance(stack[-1], Seq):
                stack[-1].items.append(node)
            else:
                keys[-1] = self._entry(stack[-1], keys[-1], node, event.start_mark)
            if not isinstance(node, Word):
                stack.append(node)
                keys.append(None)
        return root

    def _entry(self, parent: Map, key: Word | None, node: Node, mark: Any) -> Word | None:
        """Take a node as the parent's next key, or as the value of the key before."""
        if key is not None:
            parent.entries[key] = node
            return None
        if not isinstance(node, Word):
            self._refuse(mark, "wrong-type", "a key is a list or a map", "use a word as the key")
            raise AssertionError("unreachable")
        if node == "<<" and node.is_plain:
            self._refuse(mark, "alias", "a merge key (<<)", "write the values out")
        if node in parent.entries:
            first = next(known for known in parent.entries if known == node)
            self._problems.append(
                Problem(
                    self._shown,
                    node.line,
                    node.column,
                    "duplicate-key",
                    f"the key '{node}' stands here twice (first on line {first.line})",
                    "keep one of them",
                )
            )
            # The value still needs a home, where it hides nothing.
            return Word.at(f"{node}\x00{self._nodes}", self._shown, node.line, node.column)
        return node

    def _scalar(self, event: Any) -> Word:
        self._check(event)
        mark = event.start_mark
        bad = FORBIDDEN.search(event.value)
        if bad is not None:
            self._problems.append(
                Problem(
                    self._shown,
                    mark.line + 1,
                    mark.column + 1,
                    "control-character",
                    f"the text holds the invisible character U+{ord(bad.group()):04X}",
                    "take it out",
                )
            )
        return Word.at(
            FORBIDDEN.sub("", event.value) if bad else event.value,
            self._shown,
            mark.line + 1,
            mark.column + 1,
            mark.index,
            event.end_mark.index,
            event.style or None,
        )

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event.start_mark, "alias", f"an anchor (&{event.anchor})", "write the value where it is used")
        if event.tag is not None:
            self._refuse(event.start_mark, "alias", f"a tag ({event.tag})", "take it out")

    def _refuse(self, mark: Any, code: str, message: str, mend: str) -> None:
        self._problems.append(Problem(self._shown, mark.line + 1, mark.column + 1, code, message, mend))
        raise _Refused
