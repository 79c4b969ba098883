"""A tree as JSON text, and back: the form in which a save lies on disk.

What is read was written by anybody. It is data: checked by hand, value by value, before a tree is made of it, and every
fault names its place. Keys that mean nothing here are passed over, so that an older game reads what a newer one adds.
What is written is put through the same checks, so a tree that could not be read again never reaches a file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from game.engine.chance import MAX_SEED
from game.errors import SaveDamaged, SaveError, SaveForeign
from game.saves._checks import (
    Fault,
    a_forecast,
    an_object,
    matching,
    need,
    node_id,
    one_line,
    one_of,
    plain,
    shown,
    text_of,
    under,
    whole,
    words,
    yes_or_no,
)
from game.saves.timeline import MAX_NAME, MAX_WORDS, Asked, Node, Picker, Reading, Root, Tree

FORMAT: Final = "two-tigers-save"
VERSION: Final = 1
"""Goes up when an older game could not read a save rightly; not for a new key that may be passed over."""
MAX_NODES: Final = 20_000
MAX_ASKED: Final = 20_000

_MAX_SEATS: Final = 16
_MAX_DIGITS: Final = 20
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
_BEAT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}(/[A-Za-z0-9][A-Za-z0-9_-]{0,119})?")
_QUESTION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}/[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
_DIGEST: Final = re.compile(r"[!-~]{1,200}")
_MEND: Final = "put it right in a text editor or restore a copy; the file is left as it is"


class _Newer(Exception):
    """The format is one that this game cannot know yet."""


def encode(tree: Tree) -> str:
    """A tree as text: one line for each node, the same text for equal trees.

    Raises:
        SaveError: if the tree breaks the rules of a save, and so could not be read again.
    """
    tree = cleaned(tree)
    try:
        document = _document(tree)
        _tree(document)
    except Fault as fault:
        raise SaveError(f"this playthrough cannot be saved: {fault}; what was saved before is untouched") from fault
    parts = [
        f'  "format": {_json(FORMAT)}',
        f'  "version": {VERSION}',
        f'  "root": {_block("{", (f"{_json(key)}: {_json(value)}" for key, value in document["root"].items()), "}")}',
        f'  "nodes": {_block("[", map(_json, document["nodes"]), "]")}',
        f'  "head": {_json(tree.head)}',
        f'  "names": {_block("{", (f"{_json(key)}: {_json(value)}" for key, value in document["names"].items()), "}")}',
    ]
    if tree.quiz:  # a save in which nobody was asked anything is the same text as ever
        parts.append(f'  "quiz": {_block("[", map(_json, document["quiz"]), "]")}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def decode(text: str, *, where: str) -> Tree:
    """The tree that a text tells of.

    Args:
        text: what the file holds.
        where: how to call the file in errors.

    Raises:
        SaveDamaged: if it is not a save or breaks a rule, with the place.
        SaveForeign: if it was made with a newer game.
    """
    where = plain(where, 400)
    try:
        return _tree(_parse(text, where))
    except Fault as fault:
        raise SaveDamaged(f"{where}: {fault}; {_MEND}") from fault
    except _Newer as newer:
        raise SaveForeign(f"{where}: {newer}") from newer


def cleaned(tree: Tree) -> Tree:
    """The tree with the player's words as they are kept: without control characters and no longer than allowed."""
    nodes = tuple(_cleaned_node(node) for node in tree.nodes)
    names = {key: name for key, given in tree.names.items() if (name := one_line(given)[:MAX_NAME].rstrip())}
    same = all(new is old for new, old in zip(nodes, tree.nodes, strict=True)) and names == tree.names
    return tree if same else replace(tree, nodes=nodes, names=names)


def _cleaned_node(node: Node) -> Node:
    if not node.reason and not node.note:
        return node
    reason, note = words(node.reason)[:MAX_WORDS], words(node.note)[:MAX_WORDS]
    if (reason, note) == (node.reason, node.note):
        return node
    return replace(node, reason=reason, note=note)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _block(opening: str, lines: Iterator[str], closing: str) -> str:
    body = ",\n".join(f"    {line}" for line in lines)
    return f"{opening}\n{body}\n  {closing}" if body else f"{opening}{closing}"


def _document(tree: Tree) -> dict[str, Any]:
    """The tree as plain maps and lists, keys in the order of the file."""
    root = tree.root
    return {
        "format": FORMAT,
        "version": VERSION,
        "root": {
            "pack": root.pack,
            "digest": root.digest,
            "campaign": root.campaign,
            "crisis": root.crisis,
            "seed": root.seed,
            "lens": root.lens,
            "seats": dict(sorted(root.seats.items())),
            "reading": root.reading,
            "on_record_only": root.on_record_only,
            **({"earlier": dict(sorted(root.earlier.items()))} if root.earlier else {}),
        },
        "nodes": [
            {
                "id": node.id,
                "parent": node.parent,
                "beat": node.beat,
                "choice": node.choice,
                "by": node.by,
                "forecast": node.forecast,
                "reason": node.reason,
                "note": node.note,
                "seen": node.seen,
            }
            for node in tree.nodes
        ],
        "head": tree.head,
        "names": {str(key): name for key, name in sorted(tree.names.items())},
        "quiz": [{"question": each.question, "after": each.after, "right": each.right} for each in tree.quiz],
    }


def _parse(text: str, where: str) -> Any:
    """JSON, stricter than the standard library's: no NaN, no key twice, no endless number."""
    twice: dict[int, tuple[dict[str, Any], str]] = {}

    def together(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            twice[id(found)] = found, next(key for key, count in counted.items() if count > 1)
        return found

    if not text.strip("\ufeff \t\r\n"):
        raise Fault("the file is empty")
    try:
        document = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=together, parse_constant=_constant, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        place = f"{where}:{error.lineno}:{error.colno}"
        raise SaveDamaged(f"{place}: this is not JSON ({plain(error.msg)}); {_MEND}") from error
    except RecursionError as error:
        raise Fault("lists and objects are nested too deep for a save") from error
    if twice:
        raise Fault(_place_of_double(document, twice))
    return document


def _constant(word: str) -> Any:
    raise Fault(f"it holds {word}, which is no number of JSON")


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS + 1:
        raise Fault(f"it holds a number of {len(digits)} digits")
    return int(digits)


def _place_of_double(document: Any, twice: Mapping[int, tuple[object, str]]) -> str:
    """Where a key stands twice: the parser does not tell, so look for it."""
    stack: list[tuple[str, Any]] = [("", document)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            if id(value) in twice:
                return f"{under(place, twice[id(value)][1])} stands there twice"
            stack.extend((under(place, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            stack.extend((f"{place}[{index}]", inner) for index, inner in enumerate(value))
    return "a key stands there twice"


def _tree(document: Any) -> Tree:
    """Check a parsed document and make a tree of it."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Fault(f'this is not a save of Two Tigers ("format" must be "{FORMAT}")')
    version = whole(need(document, "version", ""), "version", 1, None)
    if version > VERSION:
        raise _Newer(
            f"this save was made with a newer Two Tigers (format {version}; this one reads up to {VERSION}); "
            "update the game, the file is left as it is"
        )
    root = _root(an_object(need(document, "root", ""), "root"))
    listed = need(document, "nodes", "")
    if not isinstance(listed, list):
        raise Fault(f"nodes must be a list, not {shown(listed)}")
    if len(listed) > MAX_NODES:
        raise Fault(f"nodes holds {len(listed):,} decisions, and a save has room for {MAX_NODES:,}")
    nodes = tuple(_node(value, index) for index, value in enumerate(listed))
    head = need(document, "head", "")
    if head is not None:
        node_id(head, "head", len(nodes))
    names: dict[int, str] = {}
    for key, value in an_object(document.get("names", {}), "names").items():
        place = under("names", key)
        if not re.fullmatch(r"0|[1-9][0-9]{0,5}", key) or int(key) >= len(nodes):
            raise Fault(f"{place} names a decision that is not there")
        if name := one_line(text_of(value, place, MAX_NAME)):
            names[int(key)] = name
    return Tree(root, nodes, head, names, _quiz(document.get("quiz", [])))


def _root(value: dict[str, Any]) -> Root:
    campaign, crisis = value.get("campaign"), value.get("crisis")
    if (campaign is None) == (crisis is None):
        raise Fault("root must have exactly one of campaign and crisis")
    seats = an_object(need(value, "seats", "root"), "root.seats")
    if len(seats) > _MAX_SEATS:
        raise Fault(f"root.seats holds {len(seats)} seats, and there is room for {_MAX_SEATS}")
    return Root(
        pack=matching(_ID, need(value, "pack", "root"), "root.pack"),
        digest=matching(_DIGEST, need(value, "digest", "root"), "root.digest"),
        seed=whole(need(value, "seed", "root"), "root.seed", 0, MAX_SEED),
        lens=matching(_ID, need(value, "lens", "root"), "root.lens"),
        seats={
            matching(_ID, seat, "root.seats: a seat"): one_of(Picker, picker, under("root.seats", seat))
            for seat, picker in seats.items()
        },
        campaign=None if campaign is None else matching(_ID, campaign, "root.campaign"),
        crisis=None if crisis is None else matching(_ID, crisis, "root.crisis"),
        reading=one_of(Reading, value.get("reading", Reading.FULL), "root.reading"),
        on_record_only=yes_or_no(value.get("on_record_only", False), "root.on_record_only"),
        earlier=_earlier(an_object(value.get("earlier", {}), "root.earlier")),
    )


def _earlier(value: dict[str, Any]) -> dict[str, str]:
    if len(value) > MAX_NODES:
        raise Fault(f"root.earlier holds {len(value)} decisions, and there is room for {MAX_NODES}")
    return {
        matching(_BEAT, beat, "root.earlier: a beat"): matching(_ID, choice, under("root.earlier", beat))
        for beat, choice in value.items()
    }


def _node(value: Any, index: int) -> Node:
    place = f"nodes[{index}]"
    found = an_object(value, place)
    if whole(need(found, "id", place), f"{place}.id", 0, None) != index:
        raise Fault(f"{place}.id must be {index}: ids count up from 0")
    parent = need(found, "parent", place)
    if parent is not None:
        node_id(parent, f"{place}.parent", index)
    return Node(
        id=index,
        parent=parent,
        beat=matching(_BEAT, need(found, "beat", place), f"{place}.beat"),
        choice=matching(_ID, need(found, "choice", place), f"{place}.choice"),
        by=one_of(Picker, need(found, "by", place), f"{place}.by"),
        forecast=a_forecast(found.get("forecast"), f"{place}.forecast"),
        reason=words(text_of(found.get("reason", ""), f"{place}.reason", MAX_WORDS)),
        note=words(text_of(found.get("note", ""), f"{place}.note", MAX_WORDS)),
        seen=yes_or_no(found.get("seen", False), f"{place}.seen"),
    )


def _quiz(listed: Any) -> tuple[Asked, ...]:
    if not isinstance(listed, list):
        raise Fault(f"quiz must be a list, not {shown(listed)}")
    if len(listed) > MAX_ASKED:
        raise Fault(f"quiz holds {len(listed):,} questions, and a save has room for {MAX_ASKED:,}")
    first: dict[tuple[str, str], int] = {}
    found: list[Asked] = []
    for index, value in enumerate(listed):
        place = f"quiz[{index}]"
        asked = _asked(an_object(value, place), place)
        other = first.setdefault((asked.question, asked.after), index)
        if other != index:
            raise Fault(f"{place} tells of the same question after the same crisis as quiz[{other}]")
        found.append(asked)
    return tuple(found)


def _asked(found: dict[str, Any], place: str) -> Asked:
    question, right = need(found, "question", place), need(found, "right", place)
    if not isinstance(question, str) or not _QUESTION.fullmatch(question):
        raise Fault(f"{place}.question must be two ids with a slash between them, not {shown(question)}")
    if right is not None and not isinstance(right, bool):
        raise Fault(f"{place}.right must be true, false or null, not {shown(right)}")
    return Asked(question, matching(_ID, need(found, "after", place), f"{place}.after"), right)
