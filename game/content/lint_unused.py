"""What is declared and never met: people, terms, works, curriculum points, meters, causes."""

from __future__ import annotations

from game.content.desk import Desk
from game.content.inline import SpanKind, refs
from game.content.places import entry
from game.content.taught import teaching
from game.content.texts import conditions_of, texts_of
from game.engine.conditions import names_of


def unlinked_entries(desk: Desk) -> None:
    """A person, a term or a work that nothing points to."""
    pack = desk.pack
    met: dict[SpanKind, set[str]] = {kind: set() for kind in SpanKind}
    for placed in texts_of(pack):
        own = placed.key.partition("#")[0].partition(":")[2]
        for variants in placed.text.views.values():
            for variant in variants:
                for span in refs(variant.body):
                    # An entry that only names itself is still met by nobody.
                    if span.ref != own:
                        met[span.kind].add(span.ref)
    people = met[SpanKind.LINK] | {leader.person for seat in pack.seats for leader in seat.leaders}
    people |= {adviser.person for beat in pack.beats.values() for adviser in beat.advisers}
    terms = met[SpanKind.LINK] | {term for crisis in pack.crises for term in crisis.terms}
    works = met[SpanKind.CITE] | {work for crisis in pack.crises for work in crisis.sources}
    if pack.seminar is not None:
        terms |= set(pack.seminar.terms)
        works |= {*pack.seminar.sources, *(voice.work for voice in pack.seminar.voices)}
    for section, what, declared, used in (
        ("people", "person", pack.people, people),
        ("glossary", "term", pack.glossary, terms),
        ("bibliography", "work", pack.bibliography, works),
    ):
        for name in declared:
            if name not in used:
                mend = f"link it, or take it out of {section}" if what != "work" else "cite it, or take it out"
                desk.warn(entry(section, name), "unused", f"nothing points to the {what} '{name}'", mend)


def untaught_points(desk: Desk) -> None:
    """A curriculum point that no player is sure to meet."""
    for point, places in teaching(desk.pack).items():
        if not places:
            what = f"nothing that every player reads teaches the curriculum point '{point}'"
            desk.warn(entry("curriculum", point), "unused", what, f"mark a sentence with [#{point}]")


def idle_numbers(desk: Desk) -> None:
    """A meter that nothing moves, or a cause that no effect speaks to."""
    pack = desk.pack
    effects = [effect for beat in pack.beats.values() for choice in beat.choices for effect in choice.effects]
    moved = {effect.meter for effect in effects}
    spoken = {effect.cause for effect in effects}
    read = {name.id for placed in conditions_of(pack) for name, _ in names_of(placed.condition.expr)}
    for meter in pack.meters:
        if meter.id not in moved:
            asked = ", though conditions ask for it" if meter.id in read else ""
            what = f"no effect moves the meter '{meter.id}'{asked}"
            desk.warn(entry("meters", meter.id), "unused", what, "let choices move it, or take it out")
    for cause in pack.causes:
        if cause.id not in spoken:
            what = f"no effect speaks to the cause '{cause.id}'"
            desk.warn(entry("causes", cause.id), "unused", what, "group effects under it, or take it out")
