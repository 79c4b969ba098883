"""``two-tigers simulate``: futures by the thousand, and the odds of history."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from game.cli.exits import Exit
from game.cli.output import say_json, say_lines
from game.cli.packs import add_pack, add_terms, longest_campaign, named_pack, seed, shipped_pack
from game.cli.progress import Progress
from game.errors import UsageError

if TYPE_CHECKING:
    from game.cli.simulated import Asked, Simulated
    from game.content.prove import Policy
    from game.engine.model import Meter, Pack

MOST: Final = 10_000_000
_MOST_JOBS: Final = 64
_EXAMPLES: Final = """\
examples:
  two-tigers simulate                             how the longest campaign ends, played by the computer 2,000 times
  two-tigers simulate --save mine --choices       what would follow from each choice that is open in a save
  two-tigers simulate --save mine --influence     which decisions of a save moved the odds of the ending most
  two-tigers simulate --by-year --n 10000         how long trust holds under each lens
  two-tigers simulate --crisis 1958-quemoy --picker china=history --json

The same seed gives the same luck, whatever is compared. Ctrl-C prints what there is so far, marked as such (exit code
130). Intervals are Wilson's, 95 %. docs/json.md describes the data."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "simulate",
        help="play thousands of futures, and tell the odds",
        description="Play a story on by the computer, thousands of times, and tell how often it ends how.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    add_terms(parser)
    parser.add_argument("--save", metavar="NAME", help="begin where a save stands, on its terms")
    parser.add_argument("--from-start", action="store_true", help="with --save: begin at its opening instead")
    parser.add_argument(
        "-n", "--n", metavar="N", type=_number("futures", MOST), default=2_000, help="how many futures (default: 2000)"
    )
    parser.add_argument("--seed", metavar="S", type=seed, default=0, help="what their luck follows from (default: 0)")
    parser.add_argument(
        "--picker",
        metavar="SEAT=WHO",
        action="append",
        default=[],
        help="who decides for a seat: computer (by weight, the default), history, or uniform (any open choice)",
    )
    parser.add_argument("--choices", action="store_true", help="what follows from each choice that is open there")
    parser.add_argument("--by-year", action="store_true", help="how long a meter holds, under each lens")
    parser.add_argument("--meter", metavar="ID", help="the meter of --by-year (default: the world's first)")
    parser.add_argument(
        "--at-least", metavar="V", type=_level, help="from which value on it holds, 0 to 100 (default: 40)"
    )
    parser.add_argument(
        "--influence", action="store_true", help="which decisions of the save, or of history, moved the odds most"
    )
    parser.add_argument(
        "--jobs", metavar="J", type=_number("jobs", _MOST_JOBS), default=1, help="processes to play in (default: 1)"
    )
    parser.add_argument("--json", action="store_true", help="tell it as JSON")
    add_pack(parser)


def _number(what: str, most: int) -> Any:
    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"a number of {what} is from 1 to {most:,}, not '{text[:40]}'")

    return read


def _level(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100:
        return int(text)
    raise argparse.ArgumentTypeError(f"a meter's value is from 0 to 100, not '{text[:40]}'")


def run(arguments: argparse.Namespace) -> int:
    """Simulate."""
    from game.cli.simulated import as_data, as_text

    asked = _asked(arguments)
    found = asked.nothing()
    progress = Progress(asked.futures, "futures")
    try:
        for found in _played(asked, arguments.jobs):
            progress.tell(found.futures)
    except KeyboardInterrupt:
        found = found.stopped()
    finally:
        progress.clear()
    if arguments.json:
        say_json(as_data(asked, found))
    else:
        say_lines(as_text(asked, found))
    return Exit.INTERRUPTED if found.partial else Exit.DONE


def _played(asked: Asked, jobs: int) -> Iterator[Simulated]:
    """What is found, as it grows; whatever happens, no process is left playing."""
    from dataclasses import replace

    from game.explore import by_year_so_far, futures_so_far, influence_so_far, odds_so_far

    found = asked.nothing()
    run, state, n, luck = asked.run, asked.state, asked.n, asked.seed
    if not state.ended:
        with closing(futures_so_far(run, state, n, luck, asked.pickers, jobs=jobs)) as growing:
            for tally in growing:
                yield (found := replace(found, tally=tally))
    if found.choices is not None:
        with closing(odds_so_far(run, state, n, luck, asked.pickers, jobs=jobs)) as odds:
            for choices in odds:
                yield (found := replace(found, choices=choices))
    if asked.watched is not None:
        meter, at_least = asked.watched
        with closing(by_year_so_far(run, n, meter, at_least, luck, asked.pickers, state=state, jobs=jobs)) as lenses:
            for years in lenses:
                yield (found := replace(found, years=years))
    if found.influence is not None:
        with closing(influence_so_far(run, asked.timeline, n, luck, jobs=jobs)) as weighed:
            for influence in weighed:
                yield (found := replace(found, influence=influence))


def _asked(arguments: argparse.Namespace) -> Asked:
    """What is to be played, from where.

    Raises:
        UsageError: if that makes no sense.
    """
    from dataclasses import replace

    from game.cli.packs import known_terms
    from game.cli.simulated import Asked
    from game.engine import historical_run
    from game.engine.model import BALANCED
    from game.play.terms import replay, run_of
    from game.saves import Root

    for given, option, needed in (
        (arguments.from_start, "--from-start", "--save"),
        (arguments.meter is not None, "--meter", "--by-year"),
        (arguments.at_least is not None, "--at-least", "--by-year"),
    ):
        if given and getattr(arguments, needed[2:].replace("-", "_")) in (None, False):
            raise UsageError(f"{option} goes with {needed}")
    if arguments.save is None:
        pack = named_pack(arguments.pack)
        campaign = arguments.campaign
        if campaign is None and arguments.crisis is None:
            campaign = longest_campaign(pack)
        root = Root(pack.id, pack.digest, 0, arguments.lens or BALANCED, {}, campaign=campaign, crisis=arguments.crisis)
        terms = run_of(pack, root)
        timeline = historical_run(terms)
        standing = timeline[:1]
    else:
        if arguments.campaign or arguments.crisis:
            raise UsageError("a save has its own story; leave --campaign and --crisis out")
        tree = _store_read(arguments.save)
        root = tree.root
        pack = _pack_of(arguments.pack, root.pack)
        terms = run_of(pack, root)
        timeline = replay(terms, tree.path())
        standing = timeline[:1] if arguments.from_start else timeline
        if arguments.lens is not None:
            known_terms(pack, None, None, arguments.lens)
            lens = pack.lens(arguments.lens)
            assert lens is not None
            terms = replace(terms, lens=lens)
    state = standing[-1].after
    if state.ended and not arguments.influence:
        raise UsageError(f"the story of '{arguments.save}' is over; ask with --from-start, or for its --influence")
    return Asked(
        run=terms,
        root=root,
        save=arguments.save,
        state=state,
        decided=len(standing) - 1,
        timeline=tuple(timeline),
        n=arguments.n,
        seed=arguments.seed,
        pickers=_pickers(pack, arguments.picker),
        choices=arguments.choices,
        watched=_watched(pack, arguments) if arguments.by_year else None,
        influence=arguments.influence,
    )


def _store_read(name: str) -> Any:
    from game.locations import saves_folder
    from game.saves import SaveStore

    return SaveStore(saves_folder()).read(name)


def _pack_of(named: str | None, wanted: str) -> Pack:
    pack = named_pack(named) if named else shipped_pack(wanted)
    if pack.id != wanted:
        raise UsageError(f"the save was made with the pack '{wanted}', and '{pack.id}' was named")
    return pack


def _pickers(pack: Pack, given: list[str]) -> dict[str, Policy]:
    from game.content.prove import Policy

    found: dict[str, Policy] = {}
    for text in given:
        seat, _, who = text.partition("=")
        if pack.seat(seat) is None or who not in tuple(Policy):
            seats = ", ".join(seat.id for seat in pack.seats)
            raise UsageError(
                f"'{text[:60]}' names no picker; write SEAT=WHO with a seat of {seats} and one of {', '.join(Policy)}"
            )
        found[seat] = Policy(who)
    return found


def _watched(pack: Pack, arguments: argparse.Namespace) -> tuple[Meter, int]:
    from game.explore import HOLDS
    from game.score import the_bond

    meter = the_bond(pack) if arguments.meter is None else pack.meter(arguments.meter)
    if meter is None:
        named = "no meter of the world; name one with --meter"
        if arguments.meter is not None:
            named = f"no meter '{arguments.meter}'; it has {', '.join(meter.id for meter in pack.meters)}"
        raise UsageError(f"the pack '{pack.id}' has {named}")
    return meter, HOLDS if arguments.at_least is None else arguments.at_least
