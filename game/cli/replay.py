"""``two-tigers replay``: decisions in, the state after every one of them out."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from game.cli.documents import Fault, a_list, a_word, an_object, parse, read_text, told, whole
from game.cli.exits import Exit
from game.cli.output import say_json, say_lines
from game.cli.packs import add_pack, named_pack, shipped_pack
from game.errors import UsageError

if TYPE_CHECKING:
    from game.engine import Run, Step
    from game.saves import Root

MAX_DECISIONS: Final = 20_000
_READ: Final = ("pack", "campaign", "crisis", "seed", "lens", "decisions")
_WRITTEN: Final = ("digest", "opening", "steps", "ending", "score", "checkpoints")
"""Keys that ``replay`` and ``history`` write, and pass over when they read: what they wrote can be read again."""
_EXAMPLES: Final = """\
examples:
  two-tigers replay run.json
  two-tigers history --json | two-tigers replay - --json

FILE holds {"crisis": ID or "campaign": ID, "seed": N, "decisions": [{"beat": "crisis/beat", "choice": ID}, ...]}
with every decision in order, those of both seats and of chance; "pack" and "lens" may be added.
A save is read too: the timeline that it stands on. Where the decisions stop, so does the run.
docs/json.md describes all of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A run to be replayed: its terms, and decisions as (beat, choice)."""

    root: Root
    decisions: tuple[tuple[str, str], ...]


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "replay",
        help="decisions in, state after every beat out",
        description="Replay decisions from a file, and tell the state after each.",
        epilog=_EXAMPLES,
    )
    parser.set_defaults(run=run)
    parser.add_argument("file", metavar="FILE", help="a JSON file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="tell it as JSON")
    add_pack(parser)


def run(arguments: argparse.Namespace) -> int:
    """Replay."""
    from game.cli.runs import as_data, as_text
    from game.locations import DEFAULT_PACK
    from game.play.setup import title_of
    from game.play.terms import run_of

    text, shown = read_text(arguments.file)
    named = named_pack(arguments.pack) if arguments.pack else None
    asked = read_run(text, shown, named.id if named else DEFAULT_PACK)
    pack = named or shipped_pack(asked.root.pack)
    if asked.root.pack != pack.id:
        raise UsageError(f"{shown}: it was made with the pack '{asked.root.pack}', and '{pack.id}' was named")
    try:
        terms = run_of(pack, asked.root)
    except UsageError as error:
        raise UsageError(f"{shown}: {error}") from None
    steps = replayed(terms, asked.decisions, shown)
    if arguments.json:
        say_json(as_data(terms, steps, asked.root.campaign))
    else:
        say_lines(as_text(terms, steps, f"{title_of(pack, asked.root)}: a replay"))
        if not steps[-1].after.ended:
            say_lines(["", "The decisions stop here, before the end."])
    return Exit.DONE


def read_run(text: str, shown: str, default_pack: str) -> Asked:
    """The run that a text tells of; where it names no pack, of the default one."""
    document = parse(text, shown)
    from game.saves import FORMAT, decode

    if isinstance(document, dict) and document.get("format") == FORMAT:
        tree = decode(text, where=shown)
        return Asked(tree.root, tuple((node.beat, node.choice) for node in tree.path()))
    try:
        return _checked(an_object(document, "a run"), default_pack)
    except Fault as fault:
        raise Fault(f"{shown}: {fault}") from None


def _checked(document: dict[str, Any], default_pack: str) -> Asked:
    from game.content.problems import nearest
    from game.engine.chance import MAX_SEED
    from game.engine.model import BALANCED
    from game.saves import Root

    for key in document:
        if key not in (*_READ, *_WRITTEN):
            raise Fault(f"the key {told(key)} means nothing here; {nearest(key, _READ, 'take it out')}")
    campaign, crisis = document.get("campaign"), document.get("crisis")
    if (campaign is None) == (crisis is None):
        raise Fault('name either a "campaign" or a "crisis"')
    for key in ("seed", "decisions"):
        if key not in document:
            raise Fault(f'"{key}" is missing')
    listed = a_list(document["decisions"], "decisions")
    if len(listed) > MAX_DECISIONS:
        raise Fault(f"decisions holds {len(listed):,}, and there is room for {MAX_DECISIONS:,}")
    root = Root(
        pack=a_word(document.get("pack", default_pack), "pack"),
        digest="",
        seed=whole(document["seed"], "seed", MAX_SEED),
        lens=a_word(document.get("lens", BALANCED), "lens"),
        seats={},
        campaign=None if campaign is None else a_word(campaign, "campaign"),
        crisis=None if crisis is None else a_word(crisis, "crisis"),
    )
    return Asked(root, tuple(_decision(value, f"decisions[{index}]") for index, value in enumerate(listed)))


def _decision(value: Any, place: str) -> tuple[str, str]:
    found = an_object(value, place)
    for key in ("beat", "choice"):
        if key not in found:
            raise Fault(f'{place}: "{key}" is missing')
    for key in found:
        if key not in ("beat", "choice"):
            raise Fault(f'{place}: the key {told(key)} means nothing here; a decision has "beat" and "choice"')
    return a_word(found["beat"], f"{place}.beat"), a_word(found["choice"], f"{place}.choice")


def replayed(run: Run, decisions: tuple[tuple[str, str], ...], shown: str) -> list[Step]:
    """The steps.

    Raises:
        UsageError: naming the first decision that was not open then, and what was.
    """
    from game.engine import begin, current, decide, open_choices

    steps = [begin(run)]
    for index, (beat_id, choice_id) in enumerate(decisions):
        place = f"{shown}: decisions[{index}]"
        state = steps[-1].after
        beat = current(run, state)
        if beat is None:
            raise UsageError(f"{place} decides {told(beat_id)}, but the story is over after {index} decisions")
        if beat.id != beat_id:
            raise UsageError(
                f"{place} decides {told(beat_id)}, but what is to be decided then is '{beat.id}', by {beat.actor}; "
                "give the decisions of every actor, in order"
            )
        if not any(choice.id == choice_id for choice in open_choices(run, state)):
            what = "is closed" if beat.choice(choice_id) else "is no choice"
            known = ", ".join(choice.id for choice in open_choices(run, state))
            raise UsageError(f"{place}: {told(choice_id)} {what} at '{beat.id}' in this timeline; open are {known}")
        steps.append(decide(run, state, choice_id))
    return steps
