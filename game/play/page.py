"""What a page is made of. The terminal screens and the plain mode draw the same pages, each in its own way.

Nothing here knows a terminal. A ``Piece`` is text as data: no face may read markup into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from game.content.dates import MONTHS
from game.content.inline import SpanKind, paragraphs, plain, spans
from game.engine.model import Pack
from game.engine.reference import Work
from game.engine.text import EVERYBODY, Facts, Text


class Tone(Enum):
    """How a stretch of text is meant; never told by colour alone."""

    PLAIN = "plain"
    STRONG = "strong"
    STRESS = "stress"
    FAINT = "faint"
    LINK = "link"
    CITE = "cite"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. ``ref`` is the person, term or work that it leads to, or ''."""

    text: str
    tone: Tone = Tone.PLAIN
    ref: str = ""


Rich = tuple[Piece, ...]


class Kind(Enum):
    """What a call-out speaks of."""

    YOURS = "yours"
    HISTORY = "history"
    FORECAST = "forecast"
    COST = "cost"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 divides a page into parts, level 2 a part."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    rich: Rich


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Rich, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """What an adviser argues, in our words."""

    name: str
    role: str
    ref: str
    rich: Rich
    leans: str


@dataclass(frozen=True, slots=True)
class CallOut:
    """A framed remark with a label that says whose it is."""

    kind: Kind
    label: str
    paragraphs: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter as shown: ``change`` since the last decision, ``history`` at the same point, None where not known."""

    id: str
    title: str
    value: int
    words: str
    change: int = 0
    history: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Meters:
    """Meters, one a row."""

    rows: tuple[MeterRow, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One meter over the years, 0-100, yours beside history's: one value for each date, the dates never falling.

    Whoever draws it shows ``table``, too; who cannot draw shows the table alone.
    """

    title: str
    ref: str
    """The meter's id."""
    dates: tuple[date, ...]
    yours: tuple[int, ...]
    historys: tuple[int, ...]
    ends: tuple[tuple[int, str], ...]
    """Where each crisis ends: the place of its last value, and its title."""

    @property
    def table(self) -> Table:
        """The values at the end of each crisis."""
        rows = tuple(
            (
                f"{MONTHS[self.dates[at].month - 1]} {self.dates[at].year}",
                title,
                str(self.yours[at]),
                str(self.historys[at]),
            )
            for at, title in self.ends
        )
        return Table(("When", "At the end of", "Yours", "History"), rows)


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A choice as offered."""

    number: int
    id: str
    title: str
    rich: Rich
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of a decision."""

    question: str
    rows: tuple[OptionRow, ...]


Block = Heading | Para | Bullets | Speech | CallOut | Meters | Table | Chart | Options


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where and when, a title, blocks, and the works cited on it (``[1]`` is the first)."""

    kicker: str
    title: str
    blocks: tuple[Block, ...]
    works: tuple[Work, ...] = ()


@dataclass(slots=True)
class Pen:
    """Writes the texts of one page: chooses wordings, names links, numbers citations."""

    pack: Pack
    view: str
    facts: Facts
    short: bool = False
    works: list[Work] = field(default_factory=list)

    def read(self, text: Text, *, facts: Facts | None = None) -> str:
        """The wording of a text for this page's reader."""
        return text.read(self.view, facts or self.facts)

    def text(self, text: Text, *, facts: Facts | None = None) -> tuple[Rich, ...]:
        """A text as rich paragraphs."""
        return self.body(self.read(text, facts=facts))

    def body(self, body: str) -> tuple[Rich, ...]:
        """A tidy body as rich paragraphs."""
        return tuple(self._rich(part) for part in paragraphs(body))

    def paras(self, text: Text, *, facts: Facts | None = None) -> list[Block]:
        """A text as paragraph blocks."""
        return [Para(rich) for rich in self.text(text, facts=facts)]

    def joined(self, text: Text, *, facts: Facts | None = None) -> Rich:
        """A text run together into one rich line."""
        found: list[Piece] = []
        for rich in self.text(text, facts=facts):
            if found:
                found.append(Piece(" "))
            found.extend(rich)
        return tuple(found)

    def name_of(self, ref: str) -> str:
        """What a person, term or work is called."""
        return name_of(self.pack, ref)

    def cite(self, work_id: str) -> Piece:
        """The number of a work on this page."""
        work = self.pack.bibliography.get(work_id)
        if work is None:
            return Piece(f"[{work_id}]", Tone.CITE)
        if work not in self.works:
            self.works.append(work)
        return Piece(f"[{self.works.index(work) + 1}]", Tone.CITE, work_id)

    def _rich(self, part: str) -> Rich:
        pieces: list[Piece] = []
        for span in spans(part):
            match span.kind:
                case SpanKind.TEXT:
                    pieces.append(Piece(span.text))
                case SpanKind.STRESS:
                    pieces.append(Piece(span.text, Tone.STRESS))
                case SpanKind.LINK:
                    pieces.append(Piece(span.text or self.name_of(span.ref), Tone.LINK, span.ref))
                case SpanKind.CITE:
                    pieces.append(self.cite(span.ref))
                case SpanKind.MARK:
                    pass
        return tidied(pieces)


def tidied(pieces: list[Piece]) -> Rich:
    """Close the gap that a mark left before a full stop, and the space at the end."""
    found: list[Piece] = []
    for piece in pieces:
        text = piece.text
        if found and text[:1] in ".,;:!?)" and found[-1].text.endswith(" "):
            found[-1] = Piece(found[-1].text.rstrip(), found[-1].tone, found[-1].ref)
        if found and text.startswith(" ") and found[-1].text.endswith(" "):
            text = text.lstrip()
        if text:
            found.append(Piece(text, piece.tone, piece.ref))
    if found:
        found[-1] = Piece(found[-1].text.rstrip(), found[-1].tone, found[-1].ref)
    return tuple(found)


_ENDS: Final = re.compile(r"(?<!\b\w)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?][\"”’')]*(?=\s+[^a-z\s]|\s*$)")
"""Where a sentence ends: not after an initial or a title, and not where the next word goes on in small letters."""


def opening(rich: Rich, sentences: int) -> Rich:
    """The first sentences of rich text, with the citations that stand behind them."""
    kept: list[Piece] = []
    left = sentences
    for piece in rich:
        if not left:
            if piece.tone is not Tone.CITE and piece.text.strip():
                break
            kept.append(piece)
            continue
        ends = [] if piece.tone is Tone.CITE else [match.end() for match in _ENDS.finditer(piece.text)]
        if len(ends) < left:
            kept.append(piece)
            left -= len(ends)
            continue
        rest = piece.text[ends[left - 1] :]
        cut = piece.text[: ends[left - 1]]
        left = 0
        kept.append(Piece(cut if rest.strip() else piece.text, piece.tone, piece.ref))
        if rest.strip():
            break
    return tidied(kept)


def name_of(pack: Pack, ref: str) -> str:
    """What a person, term or work is called; the id itself where the pack has none."""
    if ref in pack.people:
        return pack.people[ref].name
    if ref in pack.glossary:
        return pack.glossary[ref].term
    if ref in pack.bibliography:
        return pack.bibliography[ref].short
    return ref


def at_start(pack: Pack) -> Facts:
    """What a text sees that is read outside of any game."""
    return Facts(tuple(meter.start for meter in pack.meters), frozenset(), 0)


def bare(pack: Pack, text: Text) -> list[str]:
    """The paragraphs of a text that is read outside of any game, as bare words."""
    names = {key: person.name for key, person in pack.people.items()}
    names |= {key: term.term for key, term in pack.glossary.items()}
    return plain(text.read(EVERYBODY, at_start(pack)), names).split("\n\n")


def words(rich: Rich) -> str:
    """Rich text as bare words."""
    return "".join(piece.text for piece in rich)


def line(text: str, tone: Tone = Tone.PLAIN) -> Rich:
    """One stretch of text as rich text."""
    return (Piece(text, tone),)
