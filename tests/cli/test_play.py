"""``two-tigers play`` from pipes and shells: what is taken is kept, and a save is gone on with on its own terms."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game.saves import Picker, SaveStore
from tests.cli.running import ROOT, Command, environment, start

FRANCE = ("--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--seat", "france")


def test_a_game_is_played_to_its_end_from_a_pipe(saves: Path) -> None:
    """Without a terminal the plain face opens by itself."""
    said = start(*FRANCE[1:], "--seed", "5", "--save", "mine", saves=saves, text="ask-for-the-report\nleave\n")
    assert (said.code, said.err) == (0, "")
    assert "The score, part by part" in said.out
    tree = SaveStore(saves).read("mine")
    assert tree.root.seed == 5
    assert [node.choice for node in tree.path() if node.by is Picker.PERSON] == [
        "ask-for-the-report",
        "leave",
    ]


def test_input_that_ends_early_is_told_and_resumed(saves: Path) -> None:
    """Exit 0, a line on how to go on, and that very line works."""
    said = start(*FRANCE, "--save", "my game", saves=saves, text="\n\n\nask-for-the-report\nSo that time passes.\n")
    assert said.code == 0
    assert said.err.count("\n") == 1 and said.err.startswith("two-tigers: the input ended before the game did")
    assert said.err.rstrip().endswith("two-tigers --plain --resume 'my game'")
    again = start("--plain", "--resume", "my game", saves=saves, text="")
    assert "Before you see what came of it, a forecast." in again.out
    assert SaveStore(saves).read("my game").path()[-1].reason == "So that time passes."
    latest = start("--resume", "--plain", saves=saves, text="80\n")
    assert "You decided" in latest.out
    assert SaveStore(saves).read("my game").path()[-1].forecast == 80


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("until", ["Before you see what came of it", "What changed"])
def test_a_killed_game_loses_nothing_that_was_shown(saves: Path, until: str) -> None:
    """What is shown as decided, or as foreseen, is on disk by then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "game", *FRANCE, "--save", "mine"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(saves),
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b"\n\n\nstand-on-our-rights\nOurs by treaty.\n" + (b"35\n" if until == "What changed" else b""))
    process.stdin.flush()
    heard = b""
    after = b"You decided"
    while (after not in heard or until.encode() not in heard.partition(after)[2]) and (
        more := os.read(process.stdout.fileno(), 4096)
    ):
        heard += more
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.stdin.close()
    process.stdout.close()
    node = SaveStore(saves).read("mine").path()[-1]
    assert (node.choice, node.reason) == ("stand-on-our-rights", "Ours by treaty.")
    assert node.forecast == (35 if until == "What changed" else None)
    again = start("--plain", "--save", "mine", saves=saves)
    assert until in again.out and "could not" not in again.err


def test_a_pipe_that_makes_no_sense_is_stopped(saves: Path) -> None:
    """With exit code 2 and a sentence."""
    said = start(*FRANCE, saves=saves, text="\n" * 100)
    assert said.code == 2
    assert "made no sense" in said.err and said.err.count("\n") == 1


def test_a_save_is_found_with_its_pack(command: Command, saves: Path) -> None:
    """--resume needs no --pack for what the game ships."""
    assert command(*FRANCE, "--save", "mine").code == 0
    said = command("--plain", "--resume", "mine")
    assert said.code == 0 and "Two flags at Fashoda" in said.out


@pytest.mark.parametrize(
    "other",
    [
        ["--seat", "britain"], ["--hot-seat"], ["--watch"], ["--against-history"], ["--lens", "map_room"],
        ["--campaign", "fashoda"], ["--seed", "4"], ["--short"], ["--on-record-only"],
    ],
)  # fmt: skip
def test_other_terms_for_a_save_are_refused_rather_than_passed_over(command: Command, other: list[str]) -> None:
    """A save keeps the terms on which it was begun."""
    assert command(*FRANCE, "--save", "mine", "--seed", "3").code == 0
    said = command("--plain", "--save", "mine", *other)
    assert said.code == 2
    assert other[0] in said.err and "other terms" in said.err
    assert command("--plain", "--save", "mine", "--seat", "france", "--seed", "3").code == 0


def test_terms_of_a_new_game_are_kept(command: Command, saves: Path) -> None:
    """Each option means what it says."""
    said = command(
        "--plain", "--pack", "tutorial", "--campaign", "fashoda", "--seat", "britain", "--against-history", "--short",
        "--on-record-only", "--lens", "front_page", "--seed", "77", "--save", "mine",
    )  # fmt: skip
    assert said.code == 0
    root = SaveStore(saves).read("mine").root
    assert (root.campaign, root.crisis, root.lens, root.seed) == ("fashoda", None, "front_page", 77)
    assert root.seats == {"britain": Picker.PERSON, "france": Picker.HISTORY}
    assert (root.reading, root.on_record_only) == ("short", True)


def test_the_other_side_of_a_save_is_played_against_what_was_decided_there(command: Command, saves: Path) -> None:
    """Same story, same luck, the other chair."""
    start(*FRANCE, "--save", "mine", "--seed", "3", saves=saves, text="ask-for-the-report\nleave\n")
    tree = SaveStore(saves).read("mine")
    first = {node.beat: node.choice for node in tree.path() if node.by is Picker.PERSON}
    assert command("--plain", "--against", "mine", "--save", "theirs").code == 0
    root = SaveStore(saves).read("theirs").root
    assert root.seats == {"britain": Picker.PERSON, "france": Picker.EARLIER}
    assert (root.crisis, root.seed, root.earlier) == (tree.root.crisis, 3, first)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--against", "nothing"], "nothing"),
        (["--against", "mine", "--campaign", "fashoda"], "leave the story out"),
        (["--against", "mine", "--seat", "france"], "decides nothing"),
        (["--against", "mine", "--watch"], "not allowed with"),
    ],
)
def test_what_cannot_be_played_against_is_said(command: Command, more: list[str], says: str) -> None:
    """One line, and nothing is begun."""
    assert command(*FRANCE, "--save", "mine", "--seed", "3").code == 0
    said = command("--plain", *more)
    assert said.code == 2
    assert says in said.err


def test_a_seed_is_thrown_and_kept(command: Command, saves: Path) -> None:
    """So that any game can be had again."""
    said = command(*FRANCE, "--save", "one")
    seed = SaveStore(saves).read("one").root.seed
    assert f"seed {seed}." in " ".join(said.out.split())
    assert 0 <= seed < 2**32


def test_a_pack_in_a_folder_is_named_in_the_way_back(command: Command, tmp_path: Path) -> None:
    """Or the line would not work."""
    assert command("new", "pack", "mine", "--in", tmp_path).code == 0
    said = command("--plain", "--pack", tmp_path / "mine", "--crisis", "first-crisis", "--seat", "north")
    assert said.code == 0
    assert f"two-tigers --plain --pack {tmp_path / 'mine'} --resume first-crisis-north" in said.err
    assert command("--plain", "--pack", tmp_path / "mine", "--resume", "first-crisis-north").code == 0
    assert "there is no pack 'mine'" in command("--plain", "--resume", "first-crisis-north").err
    latest = command("--plain", "--pack", tmp_path / "mine", "--resume")
    assert (latest.code, "--resume first-crisis-north" in latest.err) == (0, True)
