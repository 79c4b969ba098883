"""The author's guide is a promise: what it shows must load, pass the check and play."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.content import read_pack
from game.content.schema import CRISIS, json_schema
from game.engine import crisis_run, historical_run
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee

GUIDE = Path(__file__).parents[2] / "docs" / "writing-a-crisis.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The guide's files, written out as a reader would."""
    files = re.findall(
        r"^`(dogger-bank/[^`]+)`:\n\n```yaml\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert [name for name, _ in files] == ["dogger-bank/pack.yaml", "dogger-bank/crises/1904-dogger-bank.yaml"]
    for name, text in files:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return tmp_path / "dogger-bank"


def test_the_worked_crisis_has_no_problems(folder: Path) -> None:
    """Whoever copies the two files gets a pack without a single complaint."""
    loaded = read_pack(folder)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.pack is not None


def test_the_worked_crisis_plays_to_the_end_from_both_seats(folder: Path) -> None:
    """And the pack can be played, whichever side one takes."""
    pack = read_pack(folder).pack
    assert pack is not None
    for seat in ("britain", "russia"):
        game = Playthrough(pack, new_tree(pack, Wish(crisis="1904-dogger-bank", seat=seat), seed=3))
        for _ in range(40):
            stage = game.stage
            match stage:
                case Finale():
                    break
                case Decision():
                    game.choose(stage.options[0].choice.id)
                case Foresee():
                    game.forecast(70)
                case _:
                    game.proceed()
        assert isinstance(game.stage, Finale)


def test_history_ends_the_worked_crisis_in_paris(folder: Path) -> None:
    """The example's own history leads to the inquiry."""
    pack = read_pack(folder).pack
    assert pack is not None
    assert historical_run(crisis_run(pack, "1904-dogger-bank"))[-1].after.ending == "inquiry"


def test_the_guide_names_only_keys_that_exist() -> None:
    """The fragments on the way use the same keys as the whole example."""
    known = set(keys_of(json_schema(CRISIS, "crisis")))
    fragments = re.findall(r"^```yaml\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[:3]
    keys = {key for text in fragments for key in re.findall(r"^(?:- |  )?([a-z_]+):", text, re.MULTILINE)}
    assert keys - known <= {"pride", "britain", "russia", "fleet_shadowed"}


def keys_of(schema: object) -> Iterator[str]:
    """Every key that a JSON Schema knows, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from keys_of(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys_of(value)
