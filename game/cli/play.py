"""``two-tigers [play]``: the game itself, on the screen or in plain lines."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from typing import TYPE_CHECKING, Any

from game.cli.exits import Exit
from game.cli.output import say
from game.cli.packs import add_pack, add_terms, known_terms, named_pack, seed, shipped_pack
from game.errors import UsageError

if TYPE_CHECKING:
    from game.engine.model import Pack
    from game.play.setup import Wish
    from game.saves import Root, SaveStore

_EXAMPLES = """\
examples:
  two-tigers --crisis 1958-quemoy --seat china    as Mao, against the computer
  two-tigers --campaign the-long-quarrel --hot-seat
                                                  two players at one keyboard
  two-tigers --crisis 1962-cuba --watch           watch what history did
  two-tigers --against my-cuba                    the other side of a save, against your own decisions
  two-tigers --resume                             go on with the latest save
  two-tigers --plain < answers.txt                answers from a file, one a line

Whatever is left out is asked. Every decision is saved at once; saves lie in saves/ of a checkout,
else in your data folder, or wherever TWO_TIGERS_SAVES says."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("play", help="play (the default)", description="Play the game.", epilog=_EXAMPLES)
    parser.set_defaults(run=run)
    parser.add_argument("--seat", metavar="S", help="the side that you take, such as china or ussr")
    add_terms(parser)
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--hot-seat", action="store_true", help="two players take turns at one keyboard")
    who.add_argument("--watch", action="store_true", help="nobody plays: watch what history did")
    who.add_argument("--against-history", action="store_true", help="the other side does what it did, whatever you do")
    who.add_argument("--against", metavar="SAVE", help="the other side does what was decided in a save")
    parser.add_argument("--plain", action="store_true", help="plain lines instead of the screen")
    parser.add_argument("--short", action="store_true", help="the short form of texts")
    parser.add_argument("--on-record-only", action="store_true", help="leave speculative choices out")
    parser.add_argument("--seed", metavar="N", type=seed, help="the luck of the game (default: thrown, and kept)")
    keep = parser.add_mutually_exclusive_group()
    keep.add_argument("--save", metavar="NAME", help="what to call the save; one that is there is gone on with")
    keep.add_argument(
        "--resume", metavar="NAME", nargs="?", const="", help="go on with a save (without NAME: the latest)"
    )
    add_pack(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open the game."""
    from game.locations import saves_folder, shipped_packs
    from game.saves import SaveStore

    store = SaveStore(saves_folder())
    named = named_pack(arguments.pack) if arguments.pack else None
    save = _save_named(arguments, store, named)
    going_on = save is not None and save in store.names()
    root = store.read(save).root if save is not None and going_on else None
    if root is not None and save is not None:
        _same_terms(arguments, save, root)
    if root is None and arguments.against is not None and named is None:
        named = shipped_pack(store.read(arguments.against).root.pack)
    pack = named or (shipped_pack(root.pack) if root is not None else named_pack(None))
    wish = None if going_on else _wish(arguments) if arguments.against is None else _mirrored(arguments, store, pack)
    if wish is not None:
        known_terms(pack, wish.campaign, wish.crisis, wish.lens)
    if not going_on and wish is None and save is not None:
        from game.play.setup import Wish

        wish = Wish()
    if arguments.plain or not _has_screen():
        from game.plain.face import run as run_plain

        if wish is None and save is None and arguments.pack is None:
            say("New to the game? two-tigers --plain --pack tutorial teaches it in five minutes.\n")
        come_back = "two-tigers --plain"
        if arguments.pack and arguments.pack not in shipped_packs():
            come_back += f" --pack {shlex.quote(arguments.pack)}"
        run_plain(pack, store, wish=wish, save=save, seed=arguments.seed, come_back=come_back)
        return Exit.DONE
    from game.tui import run as run_screens

    return run_screens(pack, store, wish=wish, save=save, seed=arguments.seed)


def _has_screen() -> bool:
    """Whether all ends are a terminal that screens can be drawn on."""
    # Textual draws on the error stream, so that it counts as well.
    tied = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in tied) and os.environ.get("TERM") != "dumb"


def _save_named(arguments: argparse.Namespace, store: SaveStore, pack: Pack | None) -> str | None:
    """The save that is meant, there or yet to be."""
    if arguments.resume is None:
        return str(arguments.save) if arguments.save is not None else None
    if arguments.resume:
        if arguments.resume not in store.names():
            store.read(arguments.resume)  # says that there is none, and which is like it
        return str(arguments.resume)
    for listed in store.listing():
        if listed.tree is not None and (pack is None or pack.id == listed.tree.root.pack):
            return listed.name
    raise UsageError("there is no save to go on with yet; begin a game: two-tigers")


def _wish(arguments: argparse.Namespace) -> Wish | None:
    """The terms of a new game; None if the command names none of them."""
    from game.engine.model import BALANCED
    from game.play.setup import Wish
    from game.saves import Reading

    wish = Wish(
        campaign=arguments.campaign,
        crisis=arguments.crisis,
        seat=arguments.seat,
        hot_seat=arguments.hot_seat,
        watch=arguments.watch,
        against_history=arguments.against_history,
        lens=arguments.lens or BALANCED,
        reading=Reading.SHORT if arguments.short else Reading.FULL,
        on_record_only=arguments.on_record_only,
    )
    return None if wish == Wish() and arguments.seed is None else wish


def _mirrored(arguments: argparse.Namespace, store: SaveStore, pack: Pack) -> Wish:
    """The terms of a save from the other side, against what was decided there; options may change the rest.

    Raises:
        UsageError: where nobody's decisions are there to play against.
    """
    from game.engine.model import CHANCE
    from game.play.playthrough import Playthrough
    from game.play.setup import Wish
    from game.saves import Picker, Reading

    tree = store.read(arguments.against)
    root = tree.root
    if (arguments.campaign or root.campaign, arguments.crisis or root.crisis) != (root.campaign, root.crisis):
        raise UsageError(f"'{arguments.against}' plays {root.campaign or root.crisis}: leave the story out")
    persons = [str(seat.id) for seat in pack.seats if root.seats.get(seat.id) is Picker.PERSON]
    others = [str(seat.id) for seat in pack.seats if seat.id not in persons]
    seat = arguments.seat or (others[0] if len(persons) == 1 and others else None)
    if seat is None:
        raise UsageError("say whose seat you take: --seat NAME")
    path = Playthrough(pack, tree).path
    decided = {node.beat: node.choice for node in path if pack.beats[node.beat].actor not in (CHANCE, seat)}
    if not decided:
        raise UsageError(f"the other side decides nothing in '{arguments.against}' yet")
    if arguments.seed is None:
        arguments.seed = root.seed
    return Wish(
        campaign=root.campaign,
        crisis=root.crisis,
        seat=seat,
        earlier=decided,
        lens=arguments.lens or root.lens,
        reading=Reading.SHORT if arguments.short else root.reading,
        on_record_only=arguments.on_record_only or root.on_record_only,
    )


def _same_terms(arguments: argparse.Namespace, save: str, root: Root) -> None:
    """A save keeps the terms that it was begun on: asking for others would be passed over in silence.

    Raises:
        UsageError: naming the first that differs.
    """
    from game.saves import Picker

    persons = {seat for seat, picker in root.seats.items() if picker is Picker.PERSON}
    others = {picker for picker in root.seats.values() if picker is not Picker.PERSON}
    asked = (
        ("--campaign", arguments.campaign, root.campaign),
        ("--crisis", arguments.crisis, root.crisis),
        ("--lens", arguments.lens, root.lens),
        ("--seed", arguments.seed, root.seed),
        ("--seat", arguments.seat, arguments.seat if persons == {arguments.seat} else ", ".join(sorted(persons))),
        ("--hot-seat", arguments.hot_seat or None, len(persons) > 1),
        ("--watch", arguments.watch or None, not persons),
        ("--against-history", arguments.against_history or None, others == {Picker.HISTORY}),
        ("--short", arguments.short or None, root.reading == "short"),
        ("--on-record-only", arguments.on_record_only or None, root.on_record_only),
    )
    for option, wanted, kept in asked:
        if wanted is not None and wanted != kept:
            raise UsageError(
                f"the save '{save}' was begun on other terms ({option} differs); leave {option} out to go on with it, "
                "or choose another name"
            )
