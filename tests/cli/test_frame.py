"""What holds for every command: help, version, exit codes, one line for an error, and nothing a terminal might obey."""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import __version__
from game.cli.exits import Exit
from game.cli.main import COMMANDS, parser
from tests.cli.running import ROOT, Command, environment, start

only_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


def subparsers(of: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command, and the commands within."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield name, inner
                for word, deeper in subparsers(inner):
                    yield f"{name} {word}", deeper


@pytest.mark.parametrize("name", [name for name, _ in subparsers(parser())])
def test_the_help_of_a_command_names_every_option_and_gives_examples(command: Command, name: str) -> None:
    """Whoever asks for help learns all there is."""
    said = command(*name.split(), "--help")
    assert (said.code, said.err) == (Exit.DONE, "")
    inner = dict(subparsers(parser()))[name]
    for action in inner._actions:
        for option in action.option_strings:
            assert option in said.out
        assert action.help or isinstance(action, argparse._SubParsersAction) or not action.option_strings
    if " " not in name:
        assert f"two-tigers {name}" in said.out
        assert "examples:\n  two-tigers " in said.out


def test_the_help_lists_every_command(command: Command) -> None:
    """With a line on each."""
    said = command("--help")
    assert said.code == Exit.DONE
    for module in COMMANDS:
        assert re.search(rf"^    {module.__name__.rpartition('.')[2]} +\w", said.out, re.MULTILINE)


def test_the_version_is_told(command: Command) -> None:
    """As other programs tell theirs."""
    assert command("--version").out == f"two-tigers {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "--version", "play --help", "check --help"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    """They answer on any terminal, and at once."""
    program = (
        "import sys; from game.cli import main; code = main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'yaml', 'platformdirs', 'game.content', 'game.play'} & set(sys.modules);"
        "sys.exit(code or sorted(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program, *option.split()], capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("play --crisis nowhere --seat china --plain", "has no crisis 'nowhere'"),
        ("--crisis 1898-fashoda --campaign fashoda --pack tutorial", "not allowed with argument"),
        (
            "--pack tutorial --crisis 1898-fashoda --seat mars --plain",
            "there is no seat 'mars'; there are britain, france",
        ),
        ("--pack no-such-pack", "there is no pack 'no-such-pack'"),
        ("--seed -1", "--seed"),
        ("--seed 99999999999999999999", "a seed is a whole number"),
        ("--save ../up --pack tutorial --plain --crisis 1898-fashoda --seat france", "cannot be a save's name"),
        ("--resume", "there is no save to go on with yet"),
        ("--resume gone", "there is no save 'gone'"),
        ("nonsense", "invalid choice: 'nonsense'"),
        ("history --lens pink", "there is no lens 'pink'"),
        ("history --campaign nothing", "there is no campaign 'nothing'"),
        ("replay no/such/file.json", "no/such/file.json cannot be read"),
        ("check no/such/pack", "there is no pack 'no/such/pack'"),
        ("check --walks many", "a number of walks"),
        ("check --explain marcup", "did you mean 'markup'?"),
        ("schema poem", "invalid choice: 'poem'"),
        ("new pack Ärger", "is no id"),
        ("new crisis a-b --in no/such/folder", "is no pack"),
        ("saves show gone", "there is no save 'gone'"),
        ("saves delete gone --yes", "there is no save 'gone'"),
        ("saves export gone", "there is no save 'gone'"),
        ("saves import no/such/file", "there is no file"),
    ],
)
def test_a_mistake_is_one_line_and_code_2(command: Command, given: str, told: str) -> None:
    """On standard error, with a name before it; standard output stays clean."""
    said = command(*given.split())
    assert said.code == Exit.USAGE
    assert said.out == ""
    assert said.err.startswith("two-tigers: ") and said.err.count("\n") == 1
    assert told in said.err


@pytest.mark.parametrize("given", [["--pack", "\x1b[31mred"], ["saves", "show", "\x1b]0;x\x07"], ["\x9b2J"]])
def test_no_message_repeats_what_a_terminal_would_obey(command: Command, given: list[str]) -> None:
    """Names come from anywhere."""
    said = command(*given)
    assert said.code == Exit.USAGE
    assert said.err.rstrip("\n").isprintable()


def test_a_broken_pack_is_told_problem_by_problem(command: Command, tmp_path: Path) -> None:
    """Each on its line, with its place."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("pack: broken\ntitel: Broken\n", "utf-8")
    said = command("play", "--plain", "--pack", tmp_path / "broken")
    assert said.code == Exit.USAGE
    lines = said.err.splitlines()
    assert len(lines) > 3
    assert any(re.search(r"pack\.yaml:2:1: .*'titel'", line) for line in lines)
    assert all(re.match(r".*pack\.yaml:\d+:\d+: ", line) for line in lines)


@only_posix
def test_nobody_listening_is_no_error(saves: Path) -> None:
    """``two-tigers history | head -1`` ends quietly."""
    for given in (
        ["history", "--json"],
        ["play", "--plain", "--watch", "--crisis", "1898-fashoda", "--pack", "tutorial"],
    ):
        process = subprocess.Popen(
            [sys.executable, "-m", "game", *given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(saves),
        )
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""
        process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_closed_streams_and_full_disks_are_told_in_a_sentence(saves: Path) -> None:
    """Whatever a shell connects the game to."""
    play = f"{sys.executable} -m game --plain --pack tutorial --crisis 1898-fashoda --seat france"
    for line, code, told in (
        (f"{play} <&-", 0, "the input ended before the game did"),
        (f"{play} </dev/null >&-", 0, "the input ended"),
        (f"{play} </dev/null 2>&-", 0, ""),
        (f"{sys.executable} -m game history --pack tutorial > /dev/full", 2, "the answer cannot be written: No space"),
    ):
        done = subprocess.run(line, shell=True, cwd=ROOT, env=environment(saves), capture_output=True, check=False)
        err = done.stderr.decode()
        assert (done.returncode, "Traceback" in err, "Exception ignored" in err) == (code, False, False), (line, err)
        assert told in err and err.count("\n") == bool(told)


@only_posix
@pytest.mark.parametrize(("number", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_request_to_stop_lets_go_of_the_save(saves: Path, number: str, code: int) -> None:
    """Nothing is printed that is no sentence, and the save can be opened at once."""
    process = subprocess.Popen(
        [sys.executable, "-m", "game", "--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--seat", "france"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(saves),
    )
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    heard = b""
    while b"Enter to go on" not in heard and (more := os.read(process.stdout.fileno(), 4096)):
        heard += more
    process.send_signal(getattr(signal, number))
    out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert b"Traceback" not in out + err
    assert sorted(path.name for path in saves.iterdir()) == ["1898-fashoda-france.json"]


def test_output_is_utf_8_in_a_locale_without_it(saves: Path) -> None:
    """Names keep their accents, and nothing fails for want of an encoding."""
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = start("history", "--pack", "tutorial", saves=saves, env=poor)
    assert said.code == 0 and "Théophile Delcassé" in said.out
    said = start(
        "--plain", "--pack", "tutorial", "--crisis", "1898-fashoda", "--seat", "france", saves=saves, env=poor,
        text=b"\n\n\nleave\nm\xfc\xdfte \xe4\n",
    )  # fmt: skip
    assert said.code == 0 and "Traceback" not in said.err


def test_no_colour_ever(saves: Path) -> None:
    """Plain is plain, whatever the environment asks for."""
    for env in ({}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
        said = start("--plain", "--pack", "tutorial", "--watch", "--crisis", "1898-fashoda", saves=saves, env=env)
        assert said.code == 0 and "\x1b" not in said.out + said.err
