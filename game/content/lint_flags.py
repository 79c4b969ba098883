"""Flags that nobody reads or raises, and conditions that cannot hold or cannot fail."""

from __future__ import annotations

from collections.abc import Iterator

from game.content.desk import Desk
from game.content.places import entry
from game.content.possible import Surroundings, possible
from game.content.texts import Moment, conditions_of, texts_of
from game.engine.conditions import Condition, names_of
from game.engine.model import Pack


def idle_flags(desk: Desk) -> None:
    """A flag that nothing reads, or that nothing raises."""
    pack = desk.pack
    read = {name.id for condition in _conditions(pack) for name, role in names_of(condition.expr) if role == "flag"}
    raised = _raised(pack)
    for flag in pack.flags:
        key = entry("flags", flag)
        if flag not in read and flag not in raised:
            desk.warn(key, "unused", f"nothing raises or reads the flag '{flag}'", "use it, or take it out")
        elif flag not in read:
            desk.warn(key, "unused", f"no condition reads the flag '{flag}'", "let something depend on it")
        elif flag not in raised:
            desk.warn(key, "dead-end", f"nothing ever raises the flag '{flag}'", "let a choice set it")


def hollow_conditions(desk: Desk) -> None:
    """A condition that can never hold where it stands, or can never fail, or repeats the one above it."""
    pack = desk.pack
    known = _raised(pack)
    for placed in conditions_of(pack):
        _judge(desk, placed.key, placed.condition, _around(pack, placed.moment, known))
    for text in texts_of(pack):
        around = _around(pack, text.moment, known)
        for variants in text.text.views.values():
            above: set[str] = set()
            for variant in variants:
                if variant.when is None:
                    continue
                if variant.when.source in above:
                    what = f"a wording has the same condition as one above it: {variant.when.source}"
                    desk.warn(text.key, "dead-end", what, "only the first is ever read; change or remove it")
                above.add(variant.when.source)
                _judge(desk, text.key, variant.when, around)


def _judge(desk: Desk, key: str, condition: Condition, around: Surroundings) -> None:
    found = possible(condition.expr, around)
    if not found.true:
        what = f"the condition can never hold here: {condition.source}"
        desk.warn(key, "dead-end", what, "mend it, or let something before this raise what it asks for")
    elif not found.false:
        what = f"the condition always holds here: {condition.source}"
        desk.warn(key, "dead-end", what, "leave it out, or mend it")


def _around(pack: Pack, moment: Moment, known: frozenset[str]) -> Surroundings:
    """What may be so at a moment. A flag that nothing ever raises has its own warning, and is let pass here."""
    never = frozenset(flag for flag in pack.flags if flag not in known)
    years = (moment.since, moment.until)
    if moment.crisis is None:
        return Surroundings(known | never, years)
    here = pack.crises[moment.crisis]
    raised = set(never)
    for crisis in pack.crises[: moment.crisis]:
        raised |= crisis.opening.flags
        raised |= {flag for beat in crisis.beats for choice in beat.choices for flag in choice.sets}
    raised |= here.opening.flags
    raised |= {flag for beat in here.beats[: moment.beats] for choice in beat.choices for flag in choice.sets}
    return Surroundings(frozenset(raised), years)


def _raised(pack: Pack) -> frozenset[str]:
    found = {str(flag) for crisis in pack.crises for flag in crisis.opening.flags}
    found |= {str(flag) for beat in pack.beats.values() for choice in beat.choices for flag in choice.sets}
    return frozenset(found)


def _conditions(pack: Pack) -> Iterator[Condition]:
    yield from (placed.condition for placed in conditions_of(pack))
    for placed in texts_of(pack):
        for variants in placed.text.views.values():
            yield from (variant.when for variant in variants if variant.when is not None)
