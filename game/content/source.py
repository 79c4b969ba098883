"""From bytes on disk to a small tree that knows where everything stands.

YAML is read as a stream of events, so that size, depth, number and kind are checked before anything is built:
no alias is ever followed and no tag ever obeyed. Scalars stay text; the schema decides what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from game.content.problems import Problem, note

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 24
MAX_NODES: Final = 100_000
MAX_INVISIBLE: Final = 20
"""A file with more forbidden characters than this is no text file."""

_MANY: Final = 1000
"""In a map of so many keys nobody looks for the first of two by hand, and we do not look a thousand times."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# C0 and C1 controls but tab and newline, marks that turn the writing direction or join words unseen, line separators,
# byte-order marks, lone surrogates, annotation and tag characters, and what is no character at all.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
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
    """One file: its name as told to people, its text (lines ended by ``\\n``) and its tree."""

    path: str
    text: str
    root: Node | None


class _Refused(Exception):
    """Reading must stop here."""


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of an offset into a text."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def read_source(file: Path, shown: str, problems: list[Problem]) -> Source | None:
    """Read one YAML file.

    Args:
        file: where it is.
        shown: how to call it in problems.
        problems: what is wrong is added here.

    Returns:
        The source, or None if it cannot be used at all.
    """
    # A pipe or a device must not even be opened: it might never end.
    if file.exists() and not file.is_file():
        note(problems, Problem(shown, 0, 0, "unreadable", "this is no file", "put a file of that name there"))
        return None
    try:
        with file.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"cannot be read: {error.strerror or 'the system refuses'}"
        note(problems, Problem(shown, 0, 0, "unreadable", what, "check the file"))
        return None
    if len(data) > MAX_BYTES:
        note(
            problems,
            Problem(shown, 0, 0, "too-large", "the file is larger than 1 MiB", "split it into several files"),
        )
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        note(problems, Problem(shown, 1, 1, "not-utf8", "the file is UTF-16", "save it as UTF-8"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte-order mark, in its own copy of the bytes.
        before = _newlines(error.object[: error.start].decode("utf-8"))
        line, column = line_and_column(before, len(before))
        note(problems, Problem(shown, line, column, "not-utf8", "the file is not UTF-8", "save it as UTF-8"))
        return None
    return parse_source(text, shown, problems)


def parse_source(text: str, shown: str, problems: list[Problem]) -> Source | None:
    """Read YAML text; like ``read_source`` without the disk."""
    text = _newlines(text)
    visible = _visible(text, shown, problems)
    if visible is None:
        return None
    builder = _Builder(shown, problems)
    try:
        root = builder.build(visible)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else builder.reached
        what = error.problem or error.context or "cannot be read"
        note(
            problems,
            Problem(shown, line, column, "yaml-syntax", f"this is not YAML: {what}", "look here and just above"),
        )
        return None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        # The parser has its own limits (an escape beyond Unicode, a version of five thousand digits).
        line, column = builder.reached
        note(
            problems,
            Problem(
                shown, line, column, "yaml-syntax", "this is not YAML: it cannot be read", "look here and just below"
            ),
        )
        return None
    except _Refused:
        return None
    if root is None:
        note(problems, Problem(shown, 1, 1, "wrong-type", "the file is empty", "see docs/scenario-format.md"))
        return None
    return Source(shown, visible, root)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _visible(text: str, shown: str, problems: list[Problem]) -> str | None:
    """The text with every forbidden character named and blanked out; None if it is no text at all."""
    found = [match.start() for match in islice(FORBIDDEN.finditer(text), MAX_INVISIBLE + 1)]
    if not found:
        return text
    if len(found) > MAX_INVISIBLE or "\x00" in text:
        line, column = line_and_column(text, found[0])
        what = (
            f"the file holds invisible characters (the first is U+{ord(text[found[0]]):04X}) and may be no text at all"
        )
        note(problems, Problem(shown, line, column, "control-character", what, "save it as plain text in UTF-8"))
        return None
    for at in found:
        line, column = line_and_column(text, at)
        what = f"the text holds the invisible character U+{ord(text[at]):04X}"
        note(problems, Problem(shown, line, column, "control-character", what, "take it out"))
    return FORBIDDEN.sub(" ", text)


class _Builder:
    """Builds the tree from parser events with a stack of its own, so that depth costs no recursion."""

    def __init__(self, shown: str, problems: list[Problem]) -> None:
        self._shown = shown
        self._problems = problems
        self._nodes = 0
        self.reached = (1, 1)
        """The line and column up to which the file could be read."""

    def build(self, text: str) -> Node | None:
        root: Node | None = None
        stack: list[Seq | Map] = []
        keys: list[Word | None] = []
        documents = 0
        # The typing stubs know events only by their base class. Names are looked up once: half of all loading is here.
        parser: Any = yaml.parse(text, Loader=_Loader)
        scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        for event in parser:
            kind = type(event)
            mark = event.start_mark
            if kind is scalar:
                node: Node = self._scalar(event, mark)
            elif kind is mapping or kind is sequence:
                self._check(event)
                if len(stack) >= MAX_DEPTH:
                    self._refuse(mark, "too-deep", f"nested more than {MAX_DEPTH} deep", "flatten it")
                if kind is mapping:
                    node = Map({}, self._shown, mark.line + 1, mark.column + 1)
                else:
                    node = Seq([], self._shown, mark.line + 1, mark.column + 1)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            elif kind is yaml.AliasEvent:
                self._refuse(mark, "alias", f"an alias (*{event.anchor})", "write the value out")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(mark, "wrong-type", "a second document", "remove the line '---'")
                continue
            else:
                continue
            self.reached = (node.line, node.column)
            self._nodes += 1
            if self._nodes > MAX_NODES:
                self._refuse(mark, "too-many-nodes", f"more than {MAX_NODES} values", "split the file")
            if not stack:
                root = node
            elif isinstance(parent := stack[-1], Seq):
                parent.items.append(node)
            else:
                keys[-1] = self._entry(parent, keys[-1], node, mark)
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
        if node == "<<" and node.is_plain:
            self._refuse(mark, "alias", "a merge key (<<)", "write the values out")
        if node in parent.entries:
            what = f"the key '{node[:60]}' stands here twice"
            if len(parent.entries) < _MANY:
                what += f" (first on line {next(known for known in parent.entries if known == node).line})"
            self._say(node.line, node.column, "duplicate-key", what, "keep one of them")
            # The value still needs a home, where it hides nothing.
            return Word.at(f"{node}\x00{self._nodes}", self._shown, node.line, node.column)
        return node

    def _scalar(self, event: Any, mark: Any) -> Word:
        if event.anchor is not None or event.tag is not None:
            self._check(event)
        value, style = event.value, event.style
        # What stood there unescaped has been named and blanked already; only "\x1b" and its like can bring more.
        bad = FORBIDDEN.search(value) if style == '"' else None
        if bad is not None:
            self._say(
                mark.line + 1,
                mark.column + 1,
                "control-character",
                f"the text holds the invisible character U+{ord(bad.group()):04X}",
                "take it out",
            )
            value = FORBIDDEN.sub("", value)
        word = Word(value)
        word.path, word.line, word.column = self._shown, mark.line + 1, mark.column + 1
        word.start, word.end, word.style = mark.index, event.end_mark.index, style or None
        return word

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event.start_mark, "alias", f"an anchor (&{event.anchor})", "write the value where it is used")
        if event.tag is not None:
            self._refuse(event.start_mark, "alias", f"a tag ({event.tag})", "take it out")

    def _say(self, line: int, column: int, code: str, message: str, mend: str) -> None:
        note(self._problems, Problem(self._shown, line, column, code, message, mend))

    def _refuse(self, mark: Any, code: str, message: str, mend: str) -> NoReturn:
        self._say(mark.line + 1, mark.column + 1, code, message, mend)
        raise _Refused
