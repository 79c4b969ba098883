"""The command line: one parser, one place where errors become a line and an exit code.

Commands live in modules of their own and import what is heavy only when they run, so that ``--help`` and ``--version``
answer at once and on any terminal.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any, Final, NoReturn

from game import __version__
from game.cli import check, compare, history, new, play, replay, report, saves, schema, simulate
from game.cli.exits import Exit
from game.cli.output import complain, complain_lines, hush, prepare
from game.errors import GameError, UsageError

COMMANDS: Final = (play, history, replay, simulate, compare, report, saves, check, new, schema)
"""The modules of the commands, in the order of the help. Each has ``add(subparsers)``, which sets ``run``."""

PROGRAM: Final = "two-tigers"
_EXAMPLES: Final = """\
examples:
  two-tigers                                      open the game
  two-tigers --pack tutorial                      learn to play in five minutes
  two-tigers --plain --crisis 1958-quemoy --seat china
  two-tigers history --campaign the-long-quarrel  what really happened
  two-tigers check my-pack                        look for mistakes in scenarios

Without a command, two-tigers plays: all options of 'play' may stand right after it.
Each command has its own help: two-tigers COMMAND --help. Exit codes: 0 done, 1 the answer is no,
2 bad usage or input, 130 interrupted."""


class Parser(argparse.ArgumentParser):
    """argparse, with its faults told in our one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # An option cut short would mean another one as soon as a new option begins like it.
        kwargs |= {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print and exit for."""
        raise UsageError(f"{message}; see '{self.prog} --help'")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog=PROGRAM,
        description="Two Tigers: a text game of the Sino-Soviet alliance and split, 1949–1989.",
        epilog=_EXAMPLES,
    )
    top.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    for module in COMMANDS:
        module.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Answers the exit code; nothing that a user can cause escapes."""
    prepare()
    given = list(sys.argv[1:] if argv is None else argv)
    before = _stop_cleanly()
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        hush()
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except OSError as error:
        # What the game reads and keeps has errors of its own: this is the output, such as a disk that is full.
        hush(both=False)
        complain(f"the answer cannot be written: {error.strerror or error}")
        return Exit.USAGE
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(given: list[str]) -> int:
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given = ["play", *given]
    try:
        arguments = parser().parse_args(given)
        return int(arguments.run(arguments))
    except SystemExit as stop:
        # argparse leaves so after --help and --version, and the handlers below after a signal.
        return stop.code if isinstance(stop.code, int) else Exit.DONE
    except GameError as error:
        _tell(error)
        return Exit.USAGE


def _tell(error: GameError) -> None:
    sys.stdout.flush()
    problems = getattr(error, "problems", None)
    if problems is None:
        complain(str(error))
    else:
        complain_lines(str(problem) for problem in problems)


def _stop_cleanly() -> dict[int, Any]:
    """Let a request to stop unwind the program, so that saves are let go and nothing is half written."""
    before: dict[int, Any] = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            before[number] = signal.signal(number, _leave)
        except ValueError:  # not the main thread: whoever runs that one minds the signals
            return before
    return before


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
