"""``history`` and ``replay``: one form out and in, the same on every day and machine, and every fault named."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from game.saves import SaveStore
from tests.cli.running import Command, start

RUN: dict[str, Any] = {
    "pack": "tutorial",
    "crisis": "1898-fashoda",
    "seed": 7,
    "decisions": [
        {"beat": "1898-fashoda/the-orders", "choice": "send-a-letter"},
        {"beat": "1898-fashoda/the-flag", "choice": "two-flags"},
        {"beat": "1898-fashoda/the-answer", "choice": "ask-for-the-report"},
    ],
}


def replayed(command: Command, tmp_path: Path, run: object, *more: str) -> Any:
    """What replaying a run answers."""
    file = tmp_path / "run.json"
    file.write_text(run if isinstance(run, str) else json.dumps(run), "utf-8")
    return command("replay", file, *more)


@pytest.mark.parametrize(
    "terms", [[], ["--crisis", "1958-quemoy"], ["--pack", "tutorial"], ["--pack", "tutorial", "--lens", "map_room"]]
)
def test_history_fed_into_replay_comes_out_the_same(command: Command, tmp_path: Path, terms: list[str]) -> None:
    """Byte for byte: the two share one form."""
    history = command("history", *terms, "--json")
    assert history.code == 0
    again = replayed(command, tmp_path, history.out, "--json")
    assert (again.code, again.out) == (0, history.out)
    assert history.data["score"] == {seat: {"likeness": 100, "statecraft": 0} for seat in history.data["score"]}
    assert [step["beat"] for step in history.data["steps"]] == [each["beat"] for each in history.data["decisions"]]


def test_history_is_the_same_on_every_run(saves: Path) -> None:
    """Whatever the order in which a machine keeps its sets."""
    told = {
        start("history", "--json", "--pack", "tutorial", saves=saves, env={"PYTHONHASHSEED": seed}).out
        for seed in ("0", "1", "424242")
    }
    assert len(told) == 1


def test_the_longest_campaign_is_the_default(command: Command) -> None:
    """Nobody need know an id to see what happened."""
    from game.content import load_pack
    from tests.cli.running import ROOT

    longest = max(load_pack(ROOT / "scenarios" / "sino-soviet").campaigns, key=lambda campaign: len(campaign.crises))
    assert command("history", "--json").data["campaign"] == longest.id


def test_history_for_reading_names_who_when_what_and_by_how_much(command: Command) -> None:
    """Each decision in a few lines."""
    out = " ".join(command("history", "--pack", "tutorial").out.split())
    assert "2 August 1898. Orders for the Sirdar Britain, Lord Salisbury: Go " in out
    assert re.search(r"Danger of war \d+ to \d+ \(\+\d+\); ", out)
    assert "The end: The long way to friendship" in out


def test_decisions_that_stop_early_stop_the_replay_there(command: Command, tmp_path: Path) -> None:
    """No ending, no score; the states so far."""
    data = replayed(command, tmp_path, RUN, "--json").data
    assert [step["choice"] for step in data["steps"]] == ["send-a-letter", "two-flags", "ask-for-the-report"]
    assert [step["actor"] for step in data["steps"]] == ["britain", "chance", "france"]
    assert "ending" not in data and "score" not in data
    assert data["steps"][0]["flags"] == ["small_escort"]
    assert set(data["opening"]["meters"]) == set(data["steps"][0]["meters"])
    assert "before the end" in replayed(command, tmp_path, RUN).out


def test_a_save_is_replayed_too(command: Command, saves: Path) -> None:
    """The timeline that it stands on."""
    terms = ("--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--seat", "france", "--save", "mine")
    start(*terms, saves=saves, text="stand-on-our-rights\nleave\n")
    said = command("replay", saves / "mine.json", "--json")
    assert said.code == 0
    assert [step["beat"] for step in said.data["steps"]] == [node.beat for node in SaveStore(saves).read("mine").path()]
    assert "ending" in said.data


def test_standard_input_is_read_for_a_dash(saves: Path) -> None:
    """So that commands can be joined."""
    said = start("replay", "-", "--json", saves=saves, text=json.dumps(RUN))
    assert said.code == 0 and len(said.data["steps"]) == 3


def changed(**keys: Any) -> dict[str, Any]:
    """The run with other values; None takes a key out."""
    run = copy.deepcopy(RUN)
    for key, value in keys.items():
        if value is None:
            del run[key]
        else:
            run[key] = value
    return run


def decided(*decisions: Any) -> dict[str, Any]:
    """The run with other decisions."""
    return changed(decisions=list(decisions))


FIRST, SECOND, THIRD = RUN["decisions"]
FOURTH = {"beat": "1898-fashoda/the-bargain", "choice": "no-bargain"}
FIFTH = {"beat": "1898-fashoda/the-end-of-it", "choice": "leave"}


@pytest.mark.parametrize(
    ("run", "told"),
    [
        ("", "it is empty"),
        ("{", "run.json:1:2: this is not JSON"),
        ("[]", "a run must be an object, not a list"),
        ("[" * 200_000, "nested too deep"),
        ('{"seed": NaN}', "NaN is no number of JSON"),
        ('{"seed": 1, "seed": 2}', 'the key "seed" stands twice'),
        (f'{{"seed": {"9" * 5000}}}', "a number of 5000 digits"),
        (changed(seed=None), '"seed" is missing'),
        (changed(seed=-1), "seed must be a whole number"),
        (changed(seed=1.5), "seed must be a whole number"),
        (changed(seed=True), "seed must be a whole number from 0 to 18446744073709551615, not true"),
        (changed(decisions=None), '"decisions" is missing'),
        (changed(decisions={}), "decisions must be a list, not an object"),
        (changed(decisions=[{"beat": "a/b", "choice": "c"}] * 20_001), "room for 20,000"),
        (changed(crisis=None), 'name either a "campaign" or a "crisis"'),
        (changed(campaign="fashoda"), 'name either a "campaign" or a "crisis"'),
        (changed(crisis=7), "crisis must be an id, not 7"),
        (changed(crisis="nowhere"), "there is no crisis 'nowhere'"),
        (changed(lens="pink"), "there is no lens 'pink'"),
        (changed(pack="atlantis"), "there is no pack 'atlantis'"),
        (changed(decision=[]), "did you mean 'decisions'?"),
        (decided("x"), 'decisions[0] must be an object, not "x"'),
        (decided({"beat": "a"}), 'decisions[0]: "choice" is missing'),
        (decided({"beat": "a", "choice": []}), "decisions[0].choice must be an id, not a list"),
        (decided({**FIRST, "actor": "britain"}), 'decisions[0]: the key "actor" means nothing here'),
        (decided(FIRST, THIRD), "what is to be decided then is '1898-fashoda/the-flag', by chance"),
        (decided(THIRD), "decisions[0] decides \"1898-fashoda/the-answer\""),
        (decided({**FIRST, "choice": "sing"}), '"sing" is no choice at \'1898-fashoda/the-orders\''),
        (
            decided(FIRST, SECOND, THIRD, FOURTH, {**FIFTH, "choice": "leave-for-something"}),
            "decisions[4]: \"leave-for-something\" is closed at '1898-fashoda/the-end-of-it'",
        ),
        (
            decided(FIRST, SECOND, {**THIRD, "choice": "recall-him-now"}, FIRST),
            "the story is over after 3 decisions",
        ),
        (decided({"beat": "\x1b[2J", "choice": "c"}), "decisions[0] decides"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_that_names_its_place(command: Command, tmp_path: Path, run: object, told: str) -> None:
    """And the exit code is 2."""
    said = replayed(command, tmp_path, run, "--json")
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1 and said.err.rstrip("\n").isprintable()
    assert told in said.err


def test_a_pack_that_is_not_the_files_own_is_refused(command: Command, tmp_path: Path) -> None:
    """Numbers of the one would be told as the other's."""
    said = replayed(command, tmp_path, RUN, "--pack", "sino-soviet")
    assert said.code == 2 and "it was made with the pack 'tutorial'" in said.err


def test_a_file_that_is_too_large_or_no_text_is_refused(command: Command, tmp_path: Path) -> None:
    """Before it is read to its end."""
    file = tmp_path / "big.json"
    with file.open("wb") as handle:
        handle.truncate((8 << 20) + 1)
    assert "larger than 8 MiB" in command("replay", file).err
    file.write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8" in command("replay", file).err
    assert "cannot be read" in command("replay", tmp_path).err
