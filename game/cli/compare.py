"""``two-tigers compare``: two timelines side by side, and the first place where they part.

What is printed is made from what ``--json`` answers, so neither can tell more than the other. What an unfinished game
still hides from its player is left out before either is made.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.cli.exits import Exit
from game.cli.output import say_json, say_lines
from game.cli.packs import add_pack, named_pack, shipped_pack
from game.errors import SaveForeign, UsageError
from game.harmless import one_line

if TYPE_CHECKING:
    from game.engine import Run, Step
    from game.engine.model import Beat, Choice, Meter, Pack
    from game.report.known import Known
    from game.saves import Root, Tree
    from game.score.compare import BeatPair, Comparison, Level, Stand

HISTORY: Final = "history"
_WIDTH: Final = 80
_DATE, _WHO, _SIDE = 10, 15, 25
_MARKS: Final = {"same": "=", "different": "≠", "only_a": "A", "only_b": "B", "sealed": "?"}
_TERMS: Final = ("lens", "seed", "seats", "on_record_only", "begun_with")
_EXAMPLES: Final = """\
examples:
  two-tigers compare quemoy-mao                   a save beside what history did on its terms
  two-tigers compare quemoy-mao class/anna.json   beside a classmate's exported save
  two-tigers compare quemoy-mao --branches        the timelines that a save holds
  two-tigers compare quemoy-mao#3 quemoy-mao#bold --beats different

A and B are saves by name, files (a save, or what 'history --json' and 'replay --json' write), - for standard input,
SAVE#NODE or SAVE#NAME for another timeline of a save, or the word history. Of a game that is not over, what its player
has not learnt yet is left out. docs/json.md describes the data."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was named, as it was read: a save with a place in it, or a run's decisions."""

    name: str
    root: Root
    tree: Tree | None = None
    decisions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two timelines. A save has its tree, and what its player may know of it."""

    name: str
    kind: str
    root: Root
    run: Run
    steps: tuple[Step, ...]
    tree: Tree | None = None
    known: Known | None = None
    beside: Side | None = None
    """For history, whose terms it is on."""

    @property
    def hides(self) -> Known | None:
        """What may be known of it, where that is not everything."""
        return self.known if self.known is not None and not self.known.is_open else None

    @property
    def is_held_back(self) -> bool:
        """Whether it is history beside a game that has still to come to its end."""
        return self.beside is not None and self.beside.known is not None and not self.beside.known.is_finished


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
    if arguments.branches:
        data = _branches(arguments)
        lines = _branch_lines
    else:
        data = _compared(arguments)
        lines = _lines
    if arguments.json:
        say_json(data)
    else:
        say_lines(lines(data))
    return Exit.DONE


# -- what is meant ----------------------------------------------------------------------------------------------------


def _compared(arguments: argparse.Namespace) -> dict[str, Any]:
    """The data of the comparison that was asked for.

    Raises:
        UsageError: where there is nothing to compare.
    """
    named = (arguments.a, HISTORY if arguments.b is None else arguments.b)
    if named == (HISTORY, HISTORY):
        raise UsageError("history beside history shows nothing; name a save or a run")
    if named == ("-", "-"):
        raise UsageError("only one of the two can come from standard input")
    given = named_pack(arguments.pack) if arguments.pack else None
    sources = [None if each == HISTORY else _source(each, given.id if given else None) for each in named]
    pack = _pack(given, [source for source in sources if source is not None])
    return compared(pack, sources[0], sources[1], arguments.beats)


def compared(pack: Pack, first: Source | None, second: Source | None, beats: str = "all") -> dict[str, Any]:
    """Two timelines of a pack beside each other, as data; None for history's, on the terms of the other.

    Raises:
        UsageError: if their stories have nothing in common, or one does not fit the pack.
    """
    from game.score.compare import Timeline, compare

    sides = [_side(source, pack) for source in (first, second) if source is not None]
    a = sides[0] if first is not None else _history(sides[0])
    b = sides[-1] if second is not None else _history(sides[-1])
    found = compare(Timeline(a.run, a.steps, _tells(a, b)), Timeline(b.run, b.steps, _tells(b, a)))
    if not found.crises:
        raise UsageError(f"'{a.name}' and '{b.name}' have no crisis in common; compare stories that overlap")
    return _data(pack, a, b, found, beats)


def _source(named: str, pack: str | None) -> Source:
    """What a word on the command line means: a save, a file, or with a # a timeline of one.

    Raises:
        UsageError: if there is no such thing.
        SaveError: if it is no save that can be read.
    """
    from game.cli.documents import parse, read_text
    from game.cli.replay import read_run
    from game.cli.report import tip
    from game.locations import DEFAULT_PACK, saves_folder
    from game.saves import FORMAT, SaveStore, decode

    store = SaveStore(saves_folder())
    names = store.names()
    file, branch = next(
        ((left, right) for left, right in _splits(named) if left in names or left == "-" or _is_file(left)),
        (named.partition("#")[0], None),
    )
    name = one_line(named)
    if file in names or not (file == "-" or _is_file(file) or "/" in file or file.endswith(".json")):
        tree = store.read(file)
    else:
        text, shown = read_text(file)
        document = parse(text, shown)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            if branch is not None:
                raise UsageError(f"{shown} is a run, not a save: it has one timeline; leave '#{one_line(branch)}' out")
            asked = read_run(text, shown, pack or DEFAULT_PACK)
            return Source(shown, asked.root, decisions=asked.decisions)
        tree, name = decode(text, where=shown), name if file != "-" else name.replace("-", shown, 1)
    return Source(name, tree.root, tree.rewind(tip(tree, branch)))


def _splits(named: str) -> Iterator[tuple[str, str | None]]:
    """Every way to read a word as a save and a place in it; names of both may hold a #."""
    yield named, None
    for at, letter in enumerate(named):
        if letter == "#":
            yield named[:at], named[at + 1 :]


def _is_file(named: str) -> bool:
    try:
        return Path(named).is_file()
    except (OSError, ValueError):
        return False


def _pack(given: Pack | None, sources: list[Source]) -> Pack:
    """The pack of all that was named.

    Raises:
        UsageError: if that is not one.
    """
    first = sources[0]
    wanted = given.id if given else first.root.pack
    for source in sources:
        if source.root.pack != wanted:
            other = f"and '{wanted}' was named" if given else f"'{first.name}' with '{wanted}'"
            raise UsageError(f"'{source.name}' was made with the pack '{source.root.pack}', {other}")
    return given or shipped_pack(wanted)


def _side(source: Source, pack: Pack) -> Side:
    """A timeline on its terms, as far as it may be known.

    Raises:
        GameError: if it does not fit the pack, saying whose fault it is.
    """
    from game.cli.replay import replayed
    from game.play.playthrough import Playthrough
    from game.play.terms import run_of
    from game.report.known import known

    try:
        terms = run_of(pack, source.root)
        game = Playthrough(pack, source.tree) if source.tree is not None else None
    except (SaveForeign, UsageError) as error:
        raise type(error)(f"'{source.name}': {error}") from None
    if game is None:
        steps = replayed(terms, source.decisions, source.name)
        return Side(source.name, "run", source.root, terms, tuple(steps))
    reader = known(game)
    return Side(source.name, "save", source.root, terms, reader.steps, source.tree, reader)


def _history(of: Side) -> Side:
    """What history did on a side's terms: no further than that side has come, if there is a game to be spoilt."""
    from game.engine import historical_run

    steps = of.known.historys_steps() if of.known is not None else tuple(historical_run(of.run))
    return Side(HISTORY, HISTORY, of.root, of.run, steps, beside=of)


def _tells(own: Side, other: Side) -> Callable[[Beat], bool]:
    """Which of a side's decisions may be told beside the other's: those that neither's player has still to learn of."""
    from game.engine.events import CrisisPassedOver

    readers = [(side, side.hides) for side in (own, other)]
    looked_back = {
        # The page of a crisis that did not come to pass tells what history did, as a debrief does.
        id(reader): reader.closed.union(
            event.crisis for step in reader.steps for event in step.events if isinstance(event, CrisisPassedOver)
        )
        for _, reader in readers
        if reader is not None
    }

    def tells(beat: Beat) -> bool:
        for side, reader in readers:
            if reader is None or beat.crisis in looked_back[id(reader)]:
                continue
            if side is own:
                may = reader.tells(beat)
            elif own.beside is not None:
                may = reader.tells_history(beat)
            else:
                may = beat.id in reader.decided and reader.tells(beat)
            if not may:
                return False
        return True

    return tells


# -- as data ----------------------------------------------------------------------------------------------------------


def _data(pack: Pack, a: Side, b: Side, found: Comparison, beats: str) -> dict[str, Any]:
    from game.score.compare import Relation

    readable = [side.hides.meters if side.hides else pack.meters for side in (a, b)]
    meters = [meter for meter in pack.meters if all(meter in each for each in readable)]
    shown = [pair for pair in found.beats if beats == "all" or pair.relation is not Relation.SAME]
    sides = [_side_data(pack, side) for side in (a, b)]
    return {
        "pack": pack.id,
        "digest": pack.digest,
        "seats": {str(seat.id): seat.name for seat in pack.seats},
        "a": sides[0],
        "b": sides[1],
        "differ": _differing(*sides),
        "crises": [{"id": crisis.id, "title": crisis.title} for crisis in found.crises],
        "until": found.until.date.isoformat() if found.until else None,
        "parted": _pair_data(pack, found.parted) if found.parted else None,
        "sealed_before": found.sealed_before,
        "counts": {str(relation): found.count(relation) for relation in Relation},
        "beats": [_pair_data(pack, pair) for pair in shown],
        "meters": [{"id": meter.id, "title": meter.title, "owner": meter.owner} for meter in meters],
        "levels": [_level_data(level, meters) for level in found.levels],
        "flags": {
            side: [{"flag": flag, "says": pack.flags[flag]} for flag in flags]
            for side, flags in (("a", found.flags_a), ("b", found.flags_b))
        },
    }


def _side_data(pack: Pack, side: Side) -> dict[str, Any]:
    from game.engine import find_ending
    from game.play.setup import title_of
    from game.saves import Picker
    from game.score.compare import marks

    root, tree = side.root, side.tree
    end = side.steps[-1].after
    is_over = end.ended and not side.is_held_back
    ending = find_ending(side.run, end.ending) if is_over else None
    seats = [seat.id for seat in (side.known.seats if side.hides and side.known else pack.seats)]
    scored = marks(side.run, side.steps, seats, side.known.compared_steps() if side.known else side.steps)
    last = side.steps[-1].beat
    held = {str(seat.id): str(root.seats.get(seat.id, Picker.COMPUTER)) for seat in pack.seats}
    return {
        "name": side.name,
        "kind": side.kind,
        "node": tree.head if tree else None,
        "branch": tree.names.get(tree.head) if tree and tree.head is not None else None,
        **({"campaign": root.campaign} if root.campaign is not None else {"crisis": root.crisis}),
        "title": title_of(pack, root),
        "lens": side.run.lens.id,
        "lens_title": side.run.lens.title,
        "seed": side.run.seed,
        # A run's file does not say who decided; where history is meant, it did.
        "seats": dict.fromkeys(held, HISTORY) if side.kind == HISTORY else held if side.kind == "save" else None,
        "on_record_only": root.on_record_only if side.kind == "save" else None,
        "begun_with": root.digest if side.kind == "save" else None,
        "finished": is_over,
        # Beside an unfinished game even the number of history's decisions would tell of some that are sealed.
        "decided": None if side.is_held_back else len(side.steps) - 1,
        "reached": last.date.isoformat() if last and not side.is_held_back else None,
        "ending": {"id": ending.id, "title": ending.title} if ending else None,
        "score": {
            seat: {"likeness": scored.likeness[seat], "statecraft": scored.statecraft[seat]} for seat in scored.likeness
        },
        "divergence": scored.divergence,
    }


def _differing(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """The terms that are known to differ; 'story' is the campaign or the crisis."""
    stories = [(side.get("campaign"), side.get("crisis")) for side in (a, b)]
    apart = ["story"] if stories[0] != stories[1] else []
    return apart + [key for key in _TERMS if _differs(a[key], b[key])]


def _differs(a: object, b: object) -> bool:
    """Whether two terms are known to differ."""
    return a is not None and b is not None and a != b


def _pair_data(pack: Pack, pair: BeatPair) -> dict[str, Any]:
    from game.report.log import sealed, who

    # Even the title of a beat tells what another capital was deciding.
    is_told = pair.a is not None or pair.b is not None
    return {
        "crisis": pair.beat.crisis,
        "date": pair.beat.date.isoformat(),
        "actor": str(pair.beat.actor),
        "who": who(pack, pair.beat),
        "relation": str(pair.relation),
        "beat": pair.beat.id if is_told else None,
        "title": pair.beat.title if is_told else sealed(pack, pair.beat),
        "a": _choice_data(pair.a),
        "b": _choice_data(pair.b),
    }


def _choice_data(choice: Choice | None) -> dict[str, str] | None:
    return {"id": choice.id, "title": choice.title} if choice else None


def _level_data(level: Level, meters: list[Meter]) -> dict[str, Any]:
    from game.score.compare import Moment

    match level.moment:
        case Moment.OPENING:
            when = level.crisis.since
        case Moment.STAND if level.beat is not None:
            when = level.beat.date
        case _:
            when = level.crisis.until
    return {
        "moment": str(level.moment),
        "crisis": level.crisis.id,
        "title": level.crisis.title,
        "date": when.isoformat(),
        "a": _stand_data(level.a, meters),
        "b": _stand_data(level.b, meters),
        "difference": {meter.id: level.differences[meter.index] for meter in meters},
    }


def _stand_data(stand: Stand, meters: list[Meter]) -> dict[str, Any]:
    return {
        "came_to_pass": stand.came_to_pass,
        "ending": {"id": stand.ending.id, "title": stand.ending.title} if stand.ending else None,
        "meters": {meter.id: stand.state.meters[meter.index] for meter in meters},
    }


# -- for people -------------------------------------------------------------------------------------------------------


def _lines(data: dict[str, Any]) -> Iterator[str]:
    sides = ("A", data["a"], "B"), ("B", data["b"], "A")
    for letter, side, other in sides:
        yield from _said(f"{letter}: {_named(side, other)}", rest="   ")
    yield from ("", *_terms_lines(data), "")
    if data["until"] is None:
        yield "No beat lies behind both yet: there is nothing to lay side by side."
    else:
        yield from (*_parting_lines(data), "", *_beats_lines(data), *_meters_lines(data), *_flags_lines(data))
    yield from ("", "Endings")
    for letter, side, other in sides:
        yield from _said(f"{letter}: {_ending(side, other)}", first="  ", rest="     ")
    yield from ("", *_score_lines(data))


def _named(side: dict[str, Any], other: str) -> str:
    if side["kind"] == HISTORY:
        return f"history, on the terms of {other}"
    if side["kind"] == "run":
        return f"{side['name']}, a run"
    where = "at its opening" if side["node"] is None else f"up to #{side['node']}"
    return f"{side['name']}, a save, {where}" + (f" ('{side['branch']}')" if side["branch"] else "")


def _far(side: dict[str, Any]) -> str:
    if side["decided"] is None:
        return "as far as the other"
    return f"{side['decided']}, {'to the end' if side['finished'] else 'not over yet'}"


def _ending(side: dict[str, Any], other: str) -> str:
    if side["ending"]:
        return str(side["ending"]["title"])
    if side["decided"] is None:
        return f"told when {other} is over"
    return "none" if side["finished"] else "not over yet"


def _terms_lines(data: dict[str, Any]) -> Iterator[str]:
    """What each was played with; only a term that is known of both can be marked as differing."""
    a, b = data["a"], data["b"]
    named = [("Story", "title"), ("Lens", "lens_title"), ("Seed", "seed")]
    if a["on_record_only"] or b["on_record_only"]:
        named.append(("On record only", "on_record_only"))
    rows: list[tuple[str, Any, Any]] = [(label, a[key], b[key]) for label, key in named]
    for seat, name in data["seats"].items():
        rows.append((name, *((side["seats"] or {}).get(seat) for side in (a, b))))
    yield from _row(("", 1), ("Terms", 18), ("A", 29), ("B", 29))
    for label, *both in rows:
        mine, theirs = ("not told" if each is None else str(each) for each in both)
        yield from _row(("≠" if _differs(*both) else "", 1), (label, 18), (mine, 29), (theirs, 29))
    yield from _row(("", 1), ("Decisions", 18), (_far(a), 29), (_far(b), 29))
    for letter, side in (("A", a), ("B", b)):
        if side["begun_with"] not in (None, data["digest"]):
            yield from _said(f"{letter} was begun with another version of this pack; its decisions still fit.")


def _parting_lines(data: dict[str, Any]) -> Iterator[str]:
    counts, parted = data["counts"], data["parted"]
    if parted is None:
        yield from _said(f"As far as can be told they do not part. Decided the same: {counts['same']}.")
    else:
        yield from _said(f"They part first on {_day(parted['date'])}, at '{parted['title']}' ({parted['who']}):")
        for letter in "ab":
            yield from _said(f"{letter.upper()}: {_choice(parted, letter)}", first="  ", rest="     ")
        told = f"Decided the same: {counts['same']}; otherwise: {counts['different']}; "
        told += f"only A came to it: {counts['only_a']}; only B: {counts['only_b']}"
        yield from _said(f"{told}; sealed: {counts['sealed']}." if counts["sealed"] else f"{told}.")
    if data["sealed_before"]:
        yield from _said("What is still sealed may hide an earlier parting.")
    yield from _said(f"Beats up to {_day(data['until'])} lie behind both.")


def _beats_lines(data: dict[str, Any]) -> Iterator[str]:
    yield from _said("= the same, ≠ another choice, A or B: only one came to it, ? sealed until the crisis is over")
    titles = {crisis["id"]: crisis["title"] for crisis in data["crises"]}
    yield from ("", *_row(("", 1), ("Date", _DATE), ("Who", _WHO), ("A", _SIDE), ("B", _SIDE)))
    crisis = None
    for beat in data["beats"]:
        if beat["crisis"] != crisis:
            crisis = beat["crisis"]
            yield from ("", *_said(titles[crisis]))
        if beat == data["parted"]:
            yield "-- here they part ".ljust(_WIDTH, "-")
        right = [*_fold(beat["title"], 2 * _SIDE + 1)]
        mine, theirs = _choice(beat, "a"), _choice(beat, "b")
        right += _row((mine, _SIDE), ("the same" if beat["relation"] == "same" else theirs, _SIDE))
        left = _row((_MARKS[beat["relation"]], 1), (beat["date"], _DATE), (beat["who"], _WHO))
        yield from _beside((left, 1 + 1 + _DATE + 1 + _WHO), (right, 2 * _SIDE + 1))
    if not data["beats"]:
        yield "None to show."


def _choice(beat: dict[str, Any], letter: str) -> str:
    if beat[letter]:
        return str(beat[letter]["title"])
    return "(sealed)" if beat["relation"] == "sealed" else "(did not come to it)"


def _meters_lines(data: dict[str, Any]) -> Iterator[str]:
    titles = {meter["id"]: meter["title"] for meter in data["meters"]}
    *early, last = data["levels"]
    yield from ("", "", "Meters on the way, A beside B, where they differ")
    for level in early:
        yield from _said(f"{_when(level)}:", first="  ", rest="    ")
        for letter in "ab":
            stand = level[letter]
            how = "" if stand["came_to_pass"] else "it did not come to pass"
            if how or stand["ending"]:
                told = how or stand["ending"]["title"]
                yield from _said(f"{letter.upper()}: {told}", first="    ", rest="       ")
        apart = [
            f"{titles[meter]} {level['a']['meters'][meter]} and {level['b']['meters'][meter]} ({_signed(gap)})"
            for meter, gap in level["difference"].items()
            if gap
        ]
        is_last = level is early[-1] and all(level[side]["meters"] == last[side]["meters"] for side in "ab")
        yield from _said("as below" if is_last else "; ".join(apart) or "all the same", first="    ", rest="    ")
    yield from ("", *_row(("", 1), (_when(last), 48), ("A", 7), ("B", 7), ("A − B", 9)))
    for meter, gap in last["difference"].items():
        values = (str(last[letter]["meters"][meter]) for letter in "ab")
        yield from _row(
            ("≠" if gap else "=", 1), (titles[meter], 48), *((value, 7) for value in values), (_signed(gap), 9)
        )


def _when(level: dict[str, Any]) -> str:
    match level["moment"]:
        case "opening":
            return f"As {level['title']} begins, {_day(level['date'])}"
        case "crisis":
            return f"As {level['title']} ends, {_day(level['date'])}"
        case "end":
            return f"At the end, {_day(level['date'])}"
        case _:
            return f"After the last of these beats, {_day(level['date'])}"


def _flags_lines(data: dict[str, Any]) -> Iterator[str]:
    for letter in "ab":
        if data["flags"][letter]:
            yield from ("", f"At some time so in {letter.upper()} alone")
        for flag in data["flags"][letter]:
            yield from _said(flag["says"], first="  - ", rest="    ")


def _score_lines(data: dict[str, Any]) -> Iterator[str]:
    yield from _row(("", 1), ("Scores, each against history on its terms", 48), ("A", 7), ("B", 7))
    rows = [
        (f"{part.title()}, {name}", *(data[side]["score"].get(seat, {}).get(part) for side in "ab"))
        for part in ("likeness", "statecraft")
        for seat, name in data["seats"].items()
    ]
    for label, *both in (*rows, ("Divergence", data["a"]["divergence"], data["b"]["divergence"])):
        if both != [None, None]:
            told = ("-" if each is None else _signed(each) if "Statecraft" in label else str(each) for each in both)
            yield from _row(("", 1), (label, 48), *((each, 7) for each in told))


def _said(text: str, *, first: str = "", rest: str = "") -> list[str]:
    lines = _fold(text, _WIDTH - max(len(first), len(rest)))
    return [f"{rest if at else first}{line}" for at, line in enumerate(lines)]


def _day(iso: str) -> str:
    from game.content.dates import day

    return day(date.fromisoformat(iso))


def _signed(number: int) -> str:
    from game.play.pages.common import signed

    return signed(number)


def _row(*columns: tuple[str, int]) -> list[str]:
    """A row of a table: each cell folded to its width."""
    return _beside(*((_fold(text, width), width) for text, width in columns))


def _beside(*blocks: tuple[Sequence[str], int]) -> list[str]:
    """Blocks of lines side by side, a space between."""
    from game.plain.render import cells

    return [
        " ".join(line + " " * (width - cells(line)) for line, (_, width) in zip(lines, blocks, strict=True)).rstrip()
        for lines in zip_longest(*(lines for lines, _ in blocks), fillvalue="")
    ]


def _fold(text: str, width: int) -> list[str]:
    """Text as lines that fit a column, however long its words."""
    from game.plain.render import cells

    lines = [""]
    for word in one_line(text).split(" "):
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while cells(lines[-1]) > width:
            most = max(at for at in range(1, len(lines[-1]) + 1) if at == 1 or cells(lines[-1][:at]) <= width)
            lines[-1:] = [lines[-1][:most], lines[-1][most:]]
    return lines


# -- the timelines of a save ------------------------------------------------------------------------------------------


def _branches(arguments: argparse.Namespace) -> dict[str, Any]:
    """Every timeline of a save, by its last decision.

    Raises:
        UsageError: where no save was named.
    """
    if arguments.b is not None:
        raise UsageError("--branches lists the timelines of one save; leave B out")
    if arguments.a == HISTORY:
        raise UsageError("history has one timeline; name a save")
    given = named_pack(arguments.pack) if arguments.pack else None
    source = _source(arguments.a, None)
    if source.tree is None:
        raise UsageError(f"'{source.name}' is a run, and has one timeline; name a save")
    pack, tree = _pack(given, [source]), source.tree
    root = tree.root
    return {
        "name": source.name,
        "pack": pack.id,
        **({"campaign": root.campaign} if root.campaign is not None else {"crisis": root.crisis}),
        "node": tree.head,
        "branches": [_branch(source, pack, tree.rewind(tip.id), tree.head) for tip in tree.tips()],
    }


def _branch(source: Source, pack: Pack, tree: Tree, head: int | None) -> dict[str, Any]:
    from game.engine import find_ending
    from game.report.log import sealed
    from game.saves import Picker

    path = tree.path()
    last = path[-1]
    data: dict[str, Any] = {
        "node": last.id,
        "name": tree.names.get(last.id),
        "names": [{"node": node.id, "name": tree.names[node.id]} for node in path if node.id in tree.names],
        "present": any(node.id == head for node in path),
        "decided": len(path),
        "decided_by_people": sum(node.by is Picker.PERSON for node in path),
    }
    try:
        reader = _side(Source(source.name, tree.root, tree), pack).known
    except SaveForeign as error:
        return data | {"error": str(error)}
    assert reader is not None
    beat, end = pack.beats[last.beat], reader.steps[-1].after
    ending = find_ending(reader.game.run, end.ending) if reader.is_finished else None
    is_told = reader.tells(beat)
    return data | {
        "last": {
            "beat": beat.id if is_told else None,
            "title": beat.title if is_told else sealed(pack, beat),
            "date": beat.date.isoformat(),
        },
        "finished": reader.is_finished,
        "ending": {"id": ending.id, "title": ending.title} if ending else None,
    }


def _branch_lines(data: dict[str, Any]) -> Iterator[str]:
    here = "its opening" if data["node"] is None else f"#{data['node']}"
    yield from _said(f"{data['name']} stands at {here}. Its timelines, by the number of the last decision:")
    yield ""
    widths = 1, 6, 18, 9, 22, 19
    yield from _row(*zip(("", "Last", "Names", "Decisions", "Last beat", "Ending"), widths, strict=True))
    for branch in data["branches"]:
        names = ", ".join(
            each["name"] + (f" (at #{each['node']})" if each["node"] != branch["node"] else "")
            for each in branch["names"]
        )
        if "error" in branch:
            last, ending = branch["error"], "-"
        else:
            last = f"{branch['last']['date']} {branch['last']['title']}"
            ending = branch["ending"]["title"] if branch["ending"] else "none" if branch["finished"] else "not over yet"
        told = f"#{branch['node']}", names or "-", str(branch["decided"]), last, ending
        yield from _row(*zip(("*" if branch["present"] else "", *told), widths, strict=True))
