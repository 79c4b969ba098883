"""Where each thing of a compiled pack stands in its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import Place, read_pack
from game.content.places import NOWHERE, entry, field, find
from game.content.texts import conditions_of, texts_of
from tests.worlds import LAMP, PACK, PEOPLE, STORM, break_pack, write_pack

THINGS = [
    ("", PACK, "pack: coasts", "▸pack: coasts"),
    ("1900-lamp", LAMP, "crisis: 1900-lamp", "crisis: ▸1900-lamp"),
    ("1900-lamp/light", LAMP, "- id: light\n    title: The lamp", "- id: ▸light\n    title: The lamp"),
    ("1900-lamp/light/light-it", LAMP, "- id: light-it", "- id: ▸light-it"),
    ("1900-lamp/light/light-it#effects", LAMP, "hunger: {grain: -6}", "▸hunger: {grain: -6}"),
    ("1900-lamp/light/leave-it#evidence", LAMP, "evidence: Some would.", "evidence: ▸Some would."),
    ("1900-lamp/light#advisers.0", LAMP, "- {who: boris", "- ▸{who: boris"),
    ("1900-lamp/light#forecast.ask", LAMP, "ask: Will the West", "ask: ▸Will the West"),
    ("1900-lamp/answer#when", LAMP, "when: lit or fear", "when: ▸lit or fear"),
    ("1900-lamp/answer#briefing.short", LAMP, "short: They ask.", "short: ▸They ask."),
    ("1900-lamp#endings.friends", LAMP, "{id: friends", "{id: ▸friends"),
    ("1900-lamp#human_cost.0", LAMP, "- Nobody died.", "- ▸Nobody died."),
    ("1901-storm#instead", STORM, "{full: No quarrel", "{full: ▸No quarrel"),
    ("flags:lit", LAMP, "  lit: The lamp", "  ▸lit: The lamp"),
    ("flags:paid", PACK, "  paid: Somebody", "  ▸paid: Somebody"),
    ("people:boris", PEOPLE, "boris: {name", "▸boris: {name"),
    ("meters:grain", PACK, "  grain: {title", "  ▸grain: {title"),
    ("bibliography:log-east", PACK, "  log-east: {kind", "  ▸log-east: {kind"),
    ("curriculum:SEA-01", PACK, "  SEA-01: {text", "  ▸SEA-01: {text"),
    ("curriculum:SEA-01#text", PACK, "  SEA-01: {text: A", "  SEA-01: {text: ▸A"),
    ("endings:thaw", PACK, "{id: thaw", "{id: ▸thaw"),
    ("campaigns:years#about", PACK, "about: Both", "about: ▸Both"),
]


@pytest.mark.parametrize(("key", "file", "old", "new"), THINGS, ids=[key or "the-pack" for key, *_ in THINGS])
def test_a_thing_is_found_where_it_stands(tmp_path: Path, key: str, file: str, old: str, new: str) -> None:
    """File, line and column, by its key."""
    folder, (spot,) = break_pack(tmp_path, (file, old, new))
    loaded = read_pack(folder, "coasts")
    assert loaded.places[key] == Place(f"coasts/{spot.file}", spot.line, spot.column)


@pytest.mark.parametrize("pack", ["coasts", "tutorial"])
def test_every_text_and_every_condition_has_a_place_of_its_own(pack: str, tmp_path: Path) -> None:
    """So that whoever has something to say about one can say where."""
    shipped = Path(__file__).parents[2] / "scenarios" / pack
    loaded = read_pack(write_pack(tmp_path) if pack == "coasts" else shipped)
    assert loaded.pack is not None
    keys = [placed.key for placed in texts_of(loaded.pack)] + [placed.key for placed in conditions_of(loaded.pack)]
    assert len(keys) > 40
    assert [key for key in keys if key not in loaded.places] == []
    texts = [placed.key for placed in texts_of(loaded.pack)]
    assert len(texts) == len(set(texts))
    assert all(place.line > 0 and place.column > 0 for place in loaded.places.values())


def test_what_has_no_place_is_looked_for_around_it(tmp_path: Path) -> None:
    """A choice's key, the choice, its beat, its crisis, the pack; and without any places, nowhere."""
    places = read_pack(write_pack(tmp_path), "coasts").places
    choice = places["1900-lamp/light/light-it"]
    assert find(places, "1900-lamp/light/light-it#rewrite") == choice
    assert find(places, "1900-lamp/light/dance#text") == places["1900-lamp/light"]
    assert find(places, "1900-lamp#forces.3.title") == places["1900-lamp"]
    assert find(places, "people:zoe#text") == places[""]
    assert find({}, "1900-lamp/light") == NOWHERE
    assert (field("a", "b"), entry("people", "c")) == ("a#b", "people:c")


def test_places_cannot_be_changed(tmp_path: Path) -> None:
    """What was loaded is a value."""
    places = read_pack(write_pack(tmp_path)).places
    with pytest.raises(TypeError):
        places["1900-lamp"] = NOWHERE  # type: ignore[index]
