"""Keys for the places of a pack's things.

    1958-quemoy                          a crisis
    1958-quemoy/guns-at-xiamen           a beat
    1958-quemoy/guns-at-xiamen/shell     a choice
    1958-quemoy/guns-at-xiamen#briefing  a key of any of these; parts follow dots: #forces.0, #endings.war
    people:mao-zedong                    an entry of one of the pack's sections
    endings:split#text                   and a key of it
    (the empty key)                      the pack itself

A compiled pack is rules and words only; the loader keeps the places beside it, for whoever has something to say about
a thing.
"""

from __future__ import annotations

from game.content.problems import Place, Places

NOWHERE = Place("", 0, 0)


def field(owner: str, key: str) -> str:
    """The key of a thing's own key: ``field("1958-quemoy", "briefing")``."""
    return f"{owner}#{key}"


def entry(section: str, name: str) -> str:
    """The key of an entry of a pack's section: ``entry("people", "mao-zedong")``."""
    return f"{section}:{name}"


def find(places: Places, key: str) -> Place:
    """The place of a thing; where it has none of its own, that of the nearest thing around it.

    A choice's key without a place gives the choice's, that the beat's, that the crisis's; in the end the pack's own.
    """
    while key and key not in places:
        key = key[: max(0, *(key.rfind(mark) for mark in "#./:"))]
    return places.get(key, NOWHERE)
