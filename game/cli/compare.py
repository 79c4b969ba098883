"""``two-tigers compare``: two timelines side by side, and the first place where they part.

What is printed is made from what ``--json`` answers, so neither can tell more than the other. What an unfinished game
still hides from its player is left out before either is made.
"""

from __future__ import annotations

import argparse
from typing import Any, Final

from game.cli.exits import Exit
from game.cli.named import HISTORY, pack_of, read_source
from game.cli.output import say_json, say_lines
from game.cli.packs import add_pack, named_pack
from game.errors import UsageError

_EXAMPLES: Final = """\
examples:
  two-tigers compare quemoy-mao                   a save beside what history did on its terms
  two-tigers compare quemoy-mao class/anna.json   beside a classmate's exported save
  two-tigers compare quemoy-mao --branches        the timelines that a save holds
  two-tigers compare quemoy-mao#3 quemoy-mao#bold --beats different

A and B are saves by name, files (a save, or what 'history --json' and 'replay --json' write), - for standard input,
SAVE#NODE or SAVE#NAME for another timeline of a save, or the word history. Of a game that is not over, what its player
has not learnt yet is left out. docs/json.md describes the data."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "compare",
        help="two timelines side by side: where they part, and what came of it",
        description="Lay two timelines beside each other, or one beside history.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    parser.add_argument("a", metavar="A", help="a save, a file, SAVE#NODE or SAVE#NAME, or -")
    parser.add_argument("b", metavar="B", nargs="?", help="the same, or history (the default): history on A's terms")
    parser.add_argument(
        "--beats", choices=("all", "different"), default="all", help="which beats to list (default: all)"
    )
    parser.add_argument("--branches", action="store_true", help="list the timelines of the save A instead")
    parser.add_argument("--json", action="store_true", help="tell it as JSON")
    add_pack(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare."""
    return _branches(arguments) if arguments.branches else _compared(arguments)


def _compared(arguments: argparse.Namespace) -> int:
    """Tell the comparison that was asked for.

    Raises:
        UsageError: where there is nothing to compare.
    """
    from game.cli.compared import compared
    from game.cli.compared_text import as_text

    named = (arguments.a, HISTORY if arguments.b is None else arguments.b)
    if named == (HISTORY, HISTORY):
        raise UsageError("history beside history shows nothing; name a save or a run")
    if named == ("-", "-"):
        raise UsageError("only one of the two can come from standard input")
    given = named_pack(arguments.pack) if arguments.pack else None
    first, second = (None if each == HISTORY else read_source(each, given.id if given else None) for each in named)
    pack = pack_of(given, [each for each in (first, second) if each is not None])
    data = compared(pack, first, second, arguments.beats)
    if arguments.json:
        say_json(data)
    else:
        say_lines(as_text(data))
    return Exit.DONE


def _branches(arguments: argparse.Namespace) -> int:
    """Tell every timeline of a save.

    Raises:
        UsageError: where no save was named.
    """
    from game.cli.branches import as_data, as_text

    if arguments.b is not None:
        raise UsageError("--branches lists the timelines of one save; leave B out")
    if arguments.a == HISTORY:
        raise UsageError("history has one timeline; name a save")
    given = named_pack(arguments.pack) if arguments.pack else None
    found = read_source(arguments.a, None)
    if found.tree is None:
        raise UsageError(f"'{found.name}' is a run, and has one timeline; name a save")
    data = as_data(found.name, found.tree, pack_of(given, [found]))
    if arguments.json:
        say_json(data)
    else:
        say_lines(as_text(data))
    return Exit.DONE
