"""``two-tigers history``: what really happened, as a run of the game."""

from __future__ import annotations

import argparse
from typing import Any

from game.cli.exits import Exit
from game.cli.output import say_json, say_lines
from game.cli.packs import add_pack, add_terms, longest_campaign, named_pack

_EXAMPLES = """\
examples:
  two-tigers history                              the longest campaign, beat by beat
  two-tigers history --crisis 1958-quemoy
  two-tigers history --json > run.json            the same as data; 'replay run.json' reads it

Where the pack has checkpoints and the run is history's under the balanced lens, they are told at the end; exit code 1
if one is missed. The data are described in docs/json.md."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "history",
        help="what really happened, as a run",
        description="Tell history's own run: every decision as it was taken, and what it moved.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    add_terms(parser)
    parser.add_argument("--json", action="store_true", help="as JSON, in the form that 'replay' reads")
    add_pack(parser)


def run(arguments: argparse.Namespace) -> int:
    """Tell it."""
    from game.cli.runs import as_data, as_text, checkpoints_as_text
    from game.content.checkpoints import stands
    from game.engine import historical_run
    from game.engine.model import BALANCED
    from game.play.setup import title_of
    from game.play.terms import run_of
    from game.saves import Root

    pack = named_pack(arguments.pack)
    campaign = arguments.campaign
    if campaign is None and arguments.crisis is None:
        campaign = longest_campaign(pack)
    root = Root(pack.id, pack.digest, 0, arguments.lens or BALANCED, {}, campaign=campaign, crisis=arguments.crisis)
    terms = run_of(pack, root)
    steps = historical_run(terms)
    kept = stands(terms, steps)
    if arguments.json:
        say_json(as_data(terms, steps, campaign))
    else:
        say_lines(as_text(terms, steps, f"{title_of(pack, root)}: what history did"))
        say_lines(checkpoints_as_text(kept))
    return Exit.DONE if all(stand.kept for stand in kept) else Exit.NO
