"""Texts of fact without a source, passages without a short form, and texts too long for a screen or a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.content.desk import Desk
from game.content.inline import SpanKind, plain, refs
from game.content.places import field
from game.content.texts import texts_of
from game.engine.text import EVERYBODY, Passage, Text

FACTUAL: Final = frozenset({"happened", "beat.happened", "evidence", "human_cost", "differs.scholarship"})
"""Roles of texts that state what happened, and so must say who says so."""

WORDS: Final = {
    "briefing": 450,
    "briefing.short": 150,
    "outcome": 250,
    "outcome.short": 80,
    "advisers": 120,
    "text": 80,
    "evidence": 160,
    "rewrite": 100,
    "happened": 700,
    "happened.short": 220,
    "beat.happened": 300,
    "forces": 180,
    "ending": 220,
}
"""How many words a wording of each role may have: about twice what a writer should aim at."""
SHORT_ENOUGH: Final = 60
"""Words up to which a passage needs no short form: it is one."""
MAX_TITLE: Final = 90
MAX_QUESTION: Final = 160


def unsourced_texts(desk: Desk) -> None:
    """A text of fact in which nothing is cited."""
    for placed in texts_of(desk.pack):
        if placed.role in FACTUAL and not _cites(placed.text):
            key = placed.key.partition("#")[2].split(".")[0]
            desk.warn(placed.key, "unsourced", f"'{key}' cites no source", "cite one: [@id]")
    # A death that history records has a source; one that only this timeline knows has none.
    for beat in desk.pack.beats.values():
        for choice in beat.choices:
            if choice.history and choice.human_cost.views and not _cites(choice.human_cost):
                key = field(f"{beat.id}/{choice.id}", "human_cost")
                desk.warn(key, "unsourced", "'human_cost' of history's choice cites no source", "cite one: [@id]")


def sides(desk: Desk) -> None:
    """A crisis that cites no record of one of its seats."""
    pack = desk.pack
    cited: dict[str, set[str]] = {crisis.id: set(crisis.sources) for crisis in pack.crises}
    for placed in texts_of(pack):
        if placed.moment.crisis is not None:
            cited[pack.crises[placed.moment.crisis].id] |= set(_citations(placed.text))
    for crisis in pack.crises:
        records = {pack.bibliography[work].side for work in cited[crisis.id] if work in pack.bibliography}
        for seat in pack.seats:
            if seat.id not in records:
                what = f"the crisis cites no record whose side is '{seat.id}'"
                desk.warn(field(crisis.id, "sources"), "unsourced", what, f"cite a document of {seat.name}'s side")


def one_sided_texts(desk: Desk) -> None:
    """A text of the pack itself, which is read from no seat, without words for everybody."""
    for placed in texts_of(desk.pack):
        if placed.moment.crisis is None and EVERYBODY not in placed.text.views:
            what = "a text that is read from no seat has words only for the seats"
            desk.warn(placed.key, "viewpoint", what, f"add '{EVERYBODY}:'")


def short_forms(desk: Desk) -> None:
    """A passage of some length without a short form, or with one that is no shorter."""
    for key, passage in _passages(desk):
        if not passage.full.views:
            continue
        if passage.short is None:
            if (words := _longest(passage.full)) > SHORT_ENOUGH:
                what = f"{words} words, and there is no short form"
                desk.warn(key, "short-form", what, "write 'full:' and 'short:'")
        elif _longest(passage.short) >= _longest(passage.full):
            desk.warn(f"{key}.short", "short-form", "the short form is no shorter than the full one", "shorten it")


def long_texts(desk: Desk) -> None:
    """A text beyond what fits."""
    for placed in texts_of(desk.pack):
        most = WORDS.get(placed.role)
        if most is not None and (words := _longest(placed.text)) > most:
            desk.warn(placed.key, "too-long", f"a text of {words} words", f"keep it under {most}, or split it")
    for beat in desk.pack.beats.values():
        if len(beat.question) > MAX_QUESTION:
            what = f"a question of {len(beat.question)} characters"
            desk.warn(field(beat.id, "question"), "too-long", what, f"keep it under {MAX_QUESTION}")
        for choice in beat.choices:
            if len(choice.title) > MAX_TITLE:
                key = field(f"{beat.id}/{choice.id}", "title")
                what = f"a choice's title of {len(choice.title)} characters"
                desk.warn(key, "too-long", what, f"keep it under {MAX_TITLE}, and say the rest in 'text'")


def _passages(desk: Desk) -> Iterator[tuple[str, Passage]]:
    for crisis in desk.pack.crises:
        yield field(crisis.id, "briefing"), crisis.briefing
        yield field(crisis.id, "instead"), crisis.instead
        yield field(crisis.id, "happened"), crisis.happened
        for beat in crisis.beats:
            yield field(beat.id, "briefing"), beat.briefing
            for choice in beat.choices:
                yield field(f"{beat.id}/{choice.id}", "outcome"), choice.outcome


def _citations(text: Text) -> Iterator[str]:
    for variants in text.views.values():
        for variant in variants:
            yield from (span.ref for span in refs(variant.body) if span.kind is SpanKind.CITE)


def _cites(text: Text) -> bool:
    return next(_citations(text), None) is not None


def _longest(text: Text) -> int:
    """Words in the longest wording."""
    return max(
        (len(plain(variant.body).split()) for variants in text.views.values() for variant in variants), default=0
    )
