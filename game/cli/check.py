"""``two-tigers check``: everything that is wrong with a pack, and what a walk through it found."""

from __future__ import annotations

import argparse
from typing import Any

from game.cli.exits import Exit
from game.cli.output import say, say_json, say_lines
from game.cli.packs import pack_folder
from game.errors import UsageError

_EXAMPLES = """\
examples:
  two-tigers check                                every pack that the game ships
  two-tigers check scenarios/my-pack --strict
  two-tigers check --explain markup               what a code means

Each problem is one line: file:line:column: what is wrong; the mend. Errors stand before warnings.
Exit code 1 if there is an error (or, with --strict, a warning)."""
_MOST_WALKS = 1_000_000


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "check",
        help="look for mistakes in packs",
        description="Read packs, say everything that is wrong with them, and walk through their stories.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "packs", metavar="PACK", nargs="*", help="a shipped pack's id or a folder (default: all shipped)"
    )
    parser.add_argument(
        "--walks", metavar="N", type=_walks, default=200, help="random walks through each story (default: 200; 0: none)"
    )
    parser.add_argument("--strict", action="store_true", help="let warnings fail too")
    parser.add_argument("--json", action="store_true", help="as JSON; docs/json.md describes it")
    parser.add_argument("--explain", metavar="CODE", help="say what a problem's code means, and stop")


def _walks(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= _MOST_WALKS:
        return int(text)
    raise argparse.ArgumentTypeError(f"a number of walks is from 0 to {_MOST_WALKS:,}, not '{text[:40]}'")


def run(arguments: argparse.Namespace) -> int:
    """Check."""
    if arguments.explain is not None:
        return _explain(arguments.explain)
    from game.cli.checking import Checked, check_pack
    from game.locations import shipped_packs

    checked = [check_pack(pack_folder(named), arguments.walks) for named in arguments.packs or shipped_packs()]
    errors, warnings = sum(each.errors for each in checked), sum(each.warnings for each in checked)
    fails = errors > 0 or (arguments.strict and warnings > 0)
    if arguments.json:
        data = {"ok": not fails, "errors": errors, "warnings": warnings, "packs": [each.as_data() for each in checked]}
        say_json(data)
        return Exit.NO if fails else Exit.DONE
    for each in checked:
        say_lines(each.as_lines())
    say(Checked.counts(checked))
    return Exit.NO if fails else Exit.DONE


def _explain(code: str) -> int:
    from game.content.problems import CODES, nearest

    if code not in CODES:
        raise UsageError(f"no problem has the code '{code}'; {nearest(code, CODES, 'codes are ' + ', '.join(CODES))}")
    say(f"{code}: {CODES[code]}")
    return Exit.DONE
