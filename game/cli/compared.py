"""Two timelines beside each other as data: what ``compare --json`` answers. docs/json.md describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from game.cli.named import HISTORY, Source
from game.cli.saved import story
from game.cli.sides import Side, history_beside, may_tell, side_of
from game.engine import find_ending
from game.engine.model import Choice, Ending, Meter, Pack
from game.errors import UsageError
from game.play.setup import title_of
from game.report.log import sealed, who
from game.saves import Picker
from game.score.compare import BeatPair, Comparison, Level, Moment, Relation, Stand, Timeline, compare, marks

_TERMS: Final = ("lens", "seed", "seats", "on_record_only", "begun_with")


def compared(pack: Pack, first: Source | None, second: Source | None, beats: str = "all") -> dict[str, Any]:
    """Two timelines of a pack beside each other, as data; None for history's, on the terms of the other.

    Raises:
        UsageError: if their stories have nothing in common, or one does not fit the pack.
    """
    sides = [side_of(source, pack) for source in (first, second) if source is not None]
    a = sides[0] if first is not None else history_beside(sides[0])
    b = sides[-1] if second is not None else history_beside(sides[-1])
    found = compare(Timeline(a.run, a.steps, may_tell(a, b)), Timeline(b.run, b.steps, may_tell(b, a)))
    if not found.crises:
        raise UsageError(f"'{a.name}' and '{b.name}' have no crisis in common; compare stories that overlap")
    return _data(pack, a, b, found, beats)


def _data(pack: Pack, a: Side, b: Side, found: Comparison, beats: str) -> dict[str, Any]:
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
        **story(root),
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
        "ending": ending_data(ending),
        "score": {
            seat: {"likeness": scored.likeness[seat], "statecraft": scored.statecraft[seat]} for seat in scored.likeness
        },
        "divergence": scored.divergence,
    }


def _differing(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """The terms that are known to differ; 'story' is the campaign or the crisis."""
    stories = [(side.get("campaign"), side.get("crisis")) for side in (a, b)]
    apart = ["story"] if stories[0] != stories[1] else []
    return apart + [key for key in _TERMS if differs(a[key], b[key])]


def differs(a: object, b: object) -> bool:
    """Whether two terms are known to differ."""
    return a is not None and b is not None and a != b


def _pair_data(pack: Pack, pair: BeatPair) -> dict[str, Any]:
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


def _level_data(level: Level, meters: Sequence[Meter]) -> dict[str, Any]:
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


def _stand_data(stand: Stand, meters: Sequence[Meter]) -> dict[str, Any]:
    return {
        "came_to_pass": stand.came_to_pass,
        "ending": ending_data(stand.ending),
        "meters": {meter.id: stand.state.meters[meter.index] for meter in meters},
    }


def ending_data(ending: Ending | None) -> dict[str, str] | None:
    """An ending, if one was reached that may be told."""
    return {"id": ending.id, "title": ending.title} if ending else None
