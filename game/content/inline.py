"""The few marks that a text may hold: links, citations, curriculum marks, stress.

Everything else, every other bracket included, stands for itself. Faces build their own kind of rich text from the
spans; no text ever passes through a terminal library's markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final


class SpanKind(Enum):
    """What a stretch of text is."""

    TEXT = "text"
    LINK = "link"
    CITE = "cite"
    STRESS = "stress"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. ``ref``: the id it points to; ``text``: what to show ('' for 'its own name')."""

    kind: SpanKind
    text: str
    ref: str = ""


_ID: Final = r"[a-z0-9][a-z0-9-]*"
_POINT: Final = r"[A-Z]{2,5}-[0-9]{2,3}"
_TOKEN: Final = re.compile(
    rf"\[\[(?P<link>{_ID})(?:\|(?P<shown>[^\[\]|]+))?\]\]"
    rf"|\[@(?P<cite>{_ID}(?:;\s*@{_ID})*)\]"
    rf"|\[#(?P<mark>{_POINT}(?:;\s*#{_POINT})*)\]"
    # Stress may not swallow another mark: it ends before one, or is none. (Every alternative begins with a character of
    # its own, so that the search can skip to the next of them.)
    r"|\*(?<![\w*]\*)(?P<stress>(?=[^\s*])(?:(?!\[[\[@#])[^*\n])*(?<=[^\s*]))\*(?![\w*])"
)
_BREAKS: Final = re.compile(r"\n+")
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
_OPENERS: Final = re.compile(r"\[[\[@#]")
_STRESS_ACROSS: Final = re.compile(r"\*(?<![\w*]\*)(?=[^\s*])[^*\n]*\[[\[@#][^*\n]*(?<=[^\s*])\*(?![\w*])")
_REF: Final = re.compile(rf"[@#]?({_POINT}|{_ID})")


@lru_cache(maxsize=4096)
def spans(body: str) -> tuple[Span, ...]:
    """Split one paragraph into spans. Several citations in one bracket become a span each."""
    return tuple(_spans(body))


def _spans(body: str) -> Iterator[Span]:
    at = 0
    for match in _TOKEN.finditer(body):
        if match.start() > at:
            yield Span(SpanKind.TEXT, body[at : match.start()])
        if match.lastgroup == "stress":
            yield Span(SpanKind.STRESS, match["stress"])
        else:
            yield from _pointing(match)
        at = match.end()
    if at < len(body):
        yield Span(SpanKind.TEXT, body[at:])


def _pointing(match: re.Match[str]) -> Iterator[Span]:
    """The spans of one link, or of one bracket of citations or marks."""
    if match["link"]:
        yield Span(SpanKind.LINK, match["shown"] or "", match["link"])
    elif match["cite"]:
        for ref in re.split(r";\s*@", match["cite"]):
            yield Span(SpanKind.CITE, "", ref)
    else:
        for ref in re.split(r";\s*#", match["mark"]):
            yield Span(SpanKind.MARK, "", ref)


def paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a body, as ``tidy`` left them."""
    return tuple(body.split("\n\n")) if body else ()


def tidy(raw: str, *, folded: bool = False) -> str:
    """Paragraphs divided by one blank line, white space within them collapsed.

    A folded block (``>``) has lost its blank lines to single line breaks; there each break is a paragraph's end.
    """
    if "\n" not in raw:
        return " ".join(raw.split())
    parts = (_BREAKS if folded else _BLANK_LINES).split(raw.strip())
    return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())


def broken(body: str) -> list[int]:
    """Where marks open that are not well formed."""
    found: list[int] = []
    at = 0
    for match in _TOKEN.finditer(body):
        found += [opener.start() for opener in _OPENERS.finditer(body, at, match.start())]
        at = match.end()
    return found + [opener.start() for opener in _OPENERS.finditer(body, at)]


def stress_across(body: str) -> list[int]:
    """Where stars enclose a link, a citation or a mark, and therefore stand for themselves."""
    return [match.start() for match in _STRESS_ACROSS.finditer(body)]


def survey(body: str) -> tuple[list[tuple[SpanKind, str]], bool]:
    """Where a whole body points to, as kind and id, and whether every mark in it is well formed.

    The quick way through a text in which, as in most, nothing is wrong: one look, and no spans built.
    """
    found: list[tuple[SpanKind, str]] = []
    marks = 0
    for match in _TOKEN.finditer(body):
        if match.lastgroup == "stress":
            continue
        marks += 1
        if link := match["link"]:
            found.append((SpanKind.LINK, link))
            if "\n" in match[0]:  # its words run over paragraphs
                return refs_of(body), False
        elif cite := match["cite"]:
            found += [(SpanKind.CITE, ref.strip()) for ref in cite.replace("@", "").split(";")]
        else:
            found += [(SpanKind.MARK, ref.strip()) for ref in match["mark"].replace("#", "").split(";")]
    return found, marks == len(_OPENERS.findall(body))


def refs_of(body: str) -> list[tuple[SpanKind, str]]:
    """The references of a body as kind and id."""
    return [(span.kind, span.ref) for span in refs(body)]


def located(raw: str) -> list[tuple[SpanKind, str, int]]:
    """Links, citations and marks of a text as it stands in its file: kind, id and offset of the id."""
    found: list[tuple[SpanKind, str, int]] = []
    for match in _TOKEN.finditer(raw):
        if match["link"]:
            found.append((SpanKind.LINK, match["link"], match.start("link")))
        for kind, group in ((SpanKind.CITE, "cite"), (SpanKind.MARK, "mark")):
            if match[group]:
                refs_here = _REF.finditer(raw, match.start(group), match.end(group))
                found += [(kind, ref[1], ref.start(1)) for ref in refs_here]
    return found


def refs(body: str) -> list[Span]:
    """Only the links, citations and marks of a whole body."""
    return [
        span
        for part in paragraphs(body)
        for match in _TOKEN.finditer(part)
        if match.lastgroup != "stress"
        for span in _pointing(match)
    ]


def plain(body: str, names: dict[str, str] | None = None) -> str:
    """The body as bare words: links by their name, citations and marks left out."""
    known = names or {}
    shown: list[str] = []
    for part in paragraphs(body):
        text = "".join(
            span.text or known.get(span.ref, span.ref) if span.kind is SpanKind.LINK else span.text
            for span in spans(part)
        )
        shown.append(re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"  +", " ", text)).strip())
    return "\n\n".join(shown)
