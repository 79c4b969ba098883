"""``two-tigers saves``: list, look at, delete, export and import saves."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.cli.exits import Exit
from game.cli.output import say, say_json, say_lines
from game.errors import UsageError

if TYPE_CHECKING:
    from game.saves import SaveStore

_EXAMPLES = """\
examples:
  two-tigers saves                                every save, the latest first
  two-tigers saves show quemoy-mao
  two-tigers saves export quemoy-mao ~/mine.json
  two-tigers saves import mine.json --name second-try
  two-tigers saves delete quemoy-mao --yes

Where saves lie: saves/ of a checkout, else your data folder, or wherever TWO_TIGERS_SAVES says."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "saves",
        help="list, show, delete, export or import saves",
        description="Keep order among saves. Without a further word it lists them.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=_list)
    json_help = "as JSON; docs/json.md describes it"
    parser.add_argument("--json", action="store_true", help=json_help)
    does = parser.add_subparsers(title="what to do", metavar="DO")

    listing = does.add_parser("list", help="every save, the latest first", description="List the saves.")
    listing.set_defaults(run=_list)
    show = does.add_parser("show", help="one save in full", description="Show a save: its terms and its decisions.")
    show.set_defaults(run=_show)
    show.add_argument("name", metavar="NAME")
    delete = does.add_parser("delete", help="take a save away for good", description="Take a save away for good.")
    delete.set_defaults(run=_delete)
    delete.add_argument("name", metavar="NAME")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    export = does.add_parser("export", help="copy a save to a file", description="Copy a save to a file.")
    export.set_defaults(run=_export)
    export.add_argument("name", metavar="NAME")
    export.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="a new file or a folder, - for standard output (default: NAME.json here)",
    )
    take = does.add_parser("import", help="take in a save from a file", description="Take in a save from a file.")
    take.set_defaults(run=_import)
    take.add_argument("file", metavar="FILE")
    take.add_argument("--name", metavar="N", help="what to call it here (default: after the file)")
    for each in (listing, show, delete, export, take):
        # Either place is natural; a default here must not undo what stood before the word.
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=json_help)


def _store() -> SaveStore:
    from game.locations import saves_folder
    from game.saves import SaveStore

    return SaveStore(saves_folder())


def _list(arguments: argparse.Namespace) -> int:
    from game.cli.saved import summary, summary_line

    store = _store()
    found = store.listing()
    if arguments.json:
        say_json({"folder": str(store.folder), "saves": [summary(listed) for listed in found]})
        return Exit.DONE
    say_lines(summary_line(listed) for listed in found)
    if not found:
        say(f"There are no saves in {store.folder} yet.")
    return Exit.DONE


def _show(arguments: argparse.Namespace) -> int:
    from game.cli.saved import full, full_lines

    tree = _store().read(arguments.name)
    if arguments.json:
        say_json(full(arguments.name, tree))
    else:
        say_lines(full_lines(arguments.name, tree))
    return Exit.DONE


def _delete(arguments: argparse.Namespace) -> int:
    store = _store()
    if arguments.name not in store.names():
        store.read(arguments.name)  # says that there is none, and which is like it
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise UsageError(f"'{arguments.name}' would be gone for good; say so with --yes")
        sys.stdout.write(f"Delete '{arguments.name}' for good? Type yes: ")
        sys.stdout.flush()
        if sys.stdin.readline(100).strip().lower() != "yes":
            say("Nothing was deleted.")
            return Exit.NO
    store.delete(arguments.name)
    _done(arguments, f"Deleted '{arguments.name}'.", {"deleted": arguments.name})
    return Exit.DONE


def _export(arguments: argparse.Namespace) -> int:
    store = _store()
    if arguments.file == "-":
        from game.saves import encode

        sys.stdout.write(encode(store.read(arguments.name)))
        return Exit.DONE
    target = store.export(arguments.name, Path(arguments.file or f"{arguments.name}.json"))
    _done(arguments, f"Exported '{arguments.name}' to {target}.", {"exported": arguments.name, "file": str(target)})
    return Exit.DONE


def _import(arguments: argparse.Namespace) -> int:
    name = _store().import_(Path(arguments.file), arguments.name)
    _done(arguments, f"Imported as '{name}'.", {"imported": name})
    return Exit.DONE


def _done(arguments: argparse.Namespace, text: str, data: dict[str, str]) -> None:
    if arguments.json:
        say_json(data)
    else:
        say(text)
