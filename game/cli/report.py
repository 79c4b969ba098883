"""``two-tigers report``: what came of a play, beside history, to be handed in and marked."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.cli.documents import is_file, read_text
from game.cli.exits import Exit
from game.cli.named import Source, pack_of, tip
from game.cli.output import say
from game.cli.packs import add_pack, named_pack
from game.errors import UsageError
from game.harmless import harmless, one_line

if TYPE_CHECKING:
    from game.report import Report
    from game.saves import Tree

FORMATS: Final = ("md", "html", "json", "csv")
_ENDINGS: Final = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json", ".csv": "csv"}
_FIRST_BYTES: Final = 4096
"""A save says what it is among these."""
_EXAMPLES: Final = """\
examples:
  two-tigers report quemoy-mao -o quemoy.html     one file, to read, print or hand in
  two-tigers report quemoy-mao                    the same as Markdown, here
  two-tigers report class/anna.json -o anna.csv   one row for each decision
  two-tigers report both --seat ussr -o moscow.html

SAVE is told as far as it was played. Before the end a report shows what its side has learnt and no more.
The charts are drawn in the HTML; the tables below them stand in every form. docs/json.md describes the JSON."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "report",
        help="what came of a play, to be handed in and marked",
        description="Write the report of one timeline of a save, finished or not.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    parser.add_argument("save", metavar="SAVE", help="a save by its name, a save's file, or - for standard input")
    parser.add_argument(
        "--format", choices=FORMATS, help="what to write (default: what FILE's name ends in; without FILE, md)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write it, over what was there (default: standard output)"
    )
    parser.add_argument(
        "--timeline",
        metavar="NAME_OR_NODE",
        help="another timeline than the present one: a name that you gave, or the number of a decision on it",
    )
    parser.add_argument("--seat", metavar="S", help="whose report it is, where two people play (default: both sides')")
    add_pack(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write it."""
    from game.play.playthrough import Playthrough
    from game.play.turning import turning_points
    from game.report import make_report

    form = _form(arguments.format, arguments.output)
    name, tree = _save(arguments.save)
    _not_over_a_save(arguments.output)
    given = named_pack(arguments.pack) if arguments.pack else None
    pack = pack_of(given, [Source(name, tree.root, tree)])
    game = Playthrough(pack, tree.rewind(tip(tree, arguments.timeline)))
    text = written(make_report(game, name, arguments.seat, turning_points(game)), form)
    if arguments.output in (None, "-"):
        _print(text)
    else:
        say(f"Wrote {_put(Path(arguments.output), text)}.")
    return Exit.DONE


def written(report: Report, form: str) -> str:
    """A report in one of its forms."""
    from game.report import as_csv, as_data, as_html, as_markdown

    match form:
        case "html":
            return as_html(report)
        case "json":
            return harmless(json.dumps(as_data(report), ensure_ascii=False, indent=2, allow_nan=False)) + "\n"
        case "csv":
            return as_csv(report)
        case _:
            return as_markdown(report)


def _form(asked: str | None, output: str | None) -> str:
    if asked is not None:
        return asked
    if output is None or output == "-":
        return "md"
    form = _ENDINGS.get(Path(output).suffix.lower())
    if form is None:
        raise UsageError(f"what to write into '{one_line(output)}'? say so with --format {'|'.join(FORMATS)}")
    return form


def _save(named: str) -> tuple[str, Tree]:
    """A save, by its name or as a file, and what to call it."""
    from game.locations import saves_folder
    from game.saves import SaveStore, decode

    store = SaveStore(saves_folder())
    if named in store.names():
        return named, store.read(named)
    if named == "-" or is_file(named):
        text, shown = read_text(named)
        return (shown if named == "-" else one_line(Path(named).stem)), decode(text, where=shown)
    return named, store.read(named)  # says that there is none, and which is like it


def _not_over_a_save(output: str | None) -> None:
    """A save may hold many hours: no report is written over one, be it damaged.

    Raises:
        UsageError: if the file to be written is a save.
    """
    from game.saves import FORMAT

    if output is None or output == "-" or not is_file(output):
        return
    with suppress(OSError), Path(output).open("rb") as file:
        if f'"{FORMAT}"'.encode() in file.read(_FIRST_BYTES):
            raise UsageError(f"{one_line(output)} is a save; choose another file for the report")


def _put(target: Path, text: str) -> str:
    """Write a file, whole or not at all; answers how to call it.

    Raises:
        UsageError: if it cannot be written.
    """
    shown = one_line(str(target))
    data = text.encode("utf-8")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe: there is nothing to put in its place
            return shown
        temporary = target.with_name(f".two-tigers~{secrets.token_hex(4)}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file can have such a name"
        raise UsageError(f"{shown} cannot be written: {why or 'the system refuses'}") from None
    return shown


def _print(text: str) -> None:
    """To standard output byte for byte: the rows of a sheet end as its format wants, on every system."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        stream.write(text.encode("utf-8"))
        stream.flush()
