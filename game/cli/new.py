"""``two-tigers new``: a pack or a crisis to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from game.cli.exits import Exit
from game.cli.output import say
from game.cli.packs import shortest

_EXAMPLES = """\
examples:
  two-tigers new pack berlin                      makes the folder berlin/, a pack that plays at once
  two-tigers new crisis 1961-the-wall --in berlin
  two-tigers check berlin                         as often as you like while you write

Nothing that is there is ever written over."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "new",
        help="begin a pack or a crisis",
        description="Write the files of a new pack or crisis: small, valid, and full of remarks.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    parser.add_argument("kind", choices=("pack", "crisis"), help="what to begin")
    parser.add_argument("id", metavar="ID", help="its id: small letters, digits and hyphens")
    parser.add_argument(
        "--in",
        dest="folder",
        metavar="DIR",
        help="for a pack, the folder to make it in; for a crisis, the pack's folder (default: here)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Begin it."""
    from game.authoring import new_crisis, new_pack

    folder = Path(arguments.folder or ".")
    files = new_pack(arguments.id, folder) if arguments.kind == "pack" else new_crisis(arguments.id, folder)
    for file in files:
        say(f"Wrote {shortest(file)}.")
    home = files[0].parent if arguments.kind == "pack" else folder
    say(f"Look for mistakes with: two-tigers check {shortest(home)}")
    return Exit.DONE
