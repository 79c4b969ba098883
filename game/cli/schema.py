"""``two-tigers schema``: JSON Schema, for editors that complete and check while one writes."""

from __future__ import annotations

import argparse
from typing import Any

from game.cli.exits import Exit
from game.cli.output import say_json

_EXAMPLES = """\
examples:
  two-tigers schema crisis > crisis.schema.json
  two-tigers schema save

In an editor with a YAML language server, begin a crisis file with the line
  # yaml-language-server: $schema=../../crisis.schema.json"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "schema",
        help="JSON Schema for editors",
        description="Print the JSON Schema (2020-12) of a kind of file.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "kind", choices=("pack", "crisis", "save"), nargs="?", default="crisis", help="which file (default: crisis)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print it."""
    if arguments.kind == "save":
        from game.saves.schema import save_schema

        say_json(save_schema())
        return Exit.DONE
    from game.content.schema import CRISIS, PACK, json_schema

    record, title = (PACK, "A pack of Two Tigers") if arguments.kind == "pack" else (CRISIS, "A crisis of Two Tigers")
    say_json(json_schema(record, title))
    return Exit.DONE
