"""The few marks that a text may hold: links, citations, curriculum marks, stress.

Everything else, every other bracket included, stands for itself. Faces build their own kind of rich text from the spans;
no text ever passes through a terminal library's markup.
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
_TOKEN: Final = re.compile(
    rf"\[\[(?P<link>{_ID})(?:\|(?P<shown>[^\[\]|]+))?\]\]"
    rf"|\[@(?P<cite>{_ID}(?:;\s*@{_ID})*)\]"
    r"|\[#(?P<mark>[A-Z]{2,5}-\d{2,3}(?:;\s*#[A-Z]{2,5}-\d{2,3})*)\]"
    r"|(?<![\w*])\*(?P<stress>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
)
_OPENERS: Final = re.compile(r"\[\[|\[@|\[#")


@lru_cache(maxsize=4096)
def spans(body: str) -> tuple[Span, ...]:
    """Split one paragraph into spans. Several citations in one bracket become a span each."""
    return tuple(_spans(body))


def _spans(body: str) -> Iterator[Span]:
    at = 0
    for match in _TOKEN.finditer(body):
        if match.start() > at:
            yield Span(SpanKind.TEXT, body[at : match.start()])
        if match["link"]:
            yield Span(SpanKind.LINK, match["shown"] or "", match["link"])
        elif match["cite"]:
            for ref in re.split(r";\s*@", match["cite"]):
                yield Span(SpanKind.CITE, "", ref)
        elif match["mark"]:
            for ref in re.split(r";\s*#", match["mark"]):
                yield Span(SpanKind.MARK, "", ref)
        else:
            yield Span(SpanKind.STRESS, match["stress"])
        at = match.end()
    if at < len(body):
        yield Span(SpanKind.TEXT, body[at:])


def paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a body, as ``tidy`` left them."""
    return tuple(body.split("\n\n")) if body else ()


def tidy(raw: str, *, folded: bool = False) -> str:
    """Paragraphs divided by one blank line, white space within them collapsed.

    A folded block (``>``) has lost its blank lines to single line breaks; there each break is a paragraph's end.
    """
    parts = re.split(r"\n+" if folded else r"\n[ \t]*\n\s*", raw.strip())
    return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())


def unclosed(body: str) -> str | None:
    """The first mark that opens but is not well formed, as it stands there; None if all is well."""
    rest = _TOKEN.sub("", body)
    match = _OPENERS.search(rest)
    return rest[match.start() : match.start() + 24] if match else None


def refs(body: str) -> list[Span]:
    """Only the links, citations and marks of a whole body."""
    return [
        span
        for part in paragraphs(body)
        for span in spans(part)
        if span.kind in (SpanKind.LINK, SpanKind.CITE, SpanKind.MARK)
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
