"""A run as data and as text: what ``history`` and ``replay`` print. docs/json.md describes the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.content.checkpoints import Stand, stands
from game.content.dates import day
from game.engine import Run, State, Step, find_ending
from game.engine.model import CHANCE, Beat, Pack
from game.plain.render import WIDEST, wrapped
from game.play.pages.common import leader_name, signed
from game.score import HistorysMark, likeness, statecraft


def as_data(run: Run, steps: Sequence[Step], campaign: str | None) -> dict[str, Any]:
    """A run in the form that ``replay`` reads and writes.

    Args:
        run: its terms.
        steps: the opening and every decision.
        campaign: its campaign's id; None where a single crisis is played.
    """
    pack = run.pack
    data: dict[str, Any] = {"pack": pack.id, "digest": pack.digest}
    if campaign is not None:
        data["campaign"] = campaign
    else:
        data["crisis"] = run.crises[0].id
    data["lens"] = run.lens.id
    data["seed"] = run.seed
    taken = [(step, step.beat, step.choice) for step in steps if step.beat is not None and step.choice is not None]
    data["decisions"] = [{"beat": beat.id, "choice": choice.id} for _, beat, choice in taken]
    data["opening"] = _state(pack, steps[0].after)
    data["steps"] = [
        {"beat": beat.id, "actor": beat.actor, "choice": choice.id, **_state(pack, step.after)}
        for step, beat, choice in taken
    ]
    end = steps[-1].after
    if end.ended:
        mark = HistorysMark(run)
        data["ending"] = end.ending
        data["score"] = {
            seat.id: {
                "likeness": likeness(steps, [seat.id], mark).value,
                "statecraft": statecraft(run, steps, seat, mark).value,
            }
            for seat in pack.seats
        }
        data["checkpoints"] = _checkpoints(run, steps)
    return data


def as_text(run: Run, steps: Sequence[Step], title: str) -> list[str]:
    """A run as lines: each decision with its date, who took it, and what it moved."""
    pack = run.pack
    lines = wrapped(f"{title}. Lens: {run.lens.title}.", WIDEST)
    lines += ["", "At the opening:"]
    lines += wrapped(_all_meters(pack, steps[0].after), WIDEST, first="  ", rest="  ")
    at = None
    for step in steps:
        beat, choice = step.beat, step.choice
        if beat is None or choice is None:
            continue
        if beat.crisis != at:
            at = beat.crisis
            crisis = pack.crisis(beat.crisis)
            lines += ["", "", *wrapped(crisis.title if crisis else beat.crisis, WIDEST)]
        lines += ["", *wrapped(f"{day(beat.date)}. {beat.title}", WIDEST)]
        lines += wrapped(f"{_who(pack, beat)}: {choice.title}", WIDEST, first="  ", rest="  ")
        lines += wrapped(_moved(pack, step), WIDEST, first="  ", rest="  ")
    end = steps[-1].after
    if end.ended:
        ending = find_ending(run, end.ending)
        lines += ["", ""]
        lines += wrapped(f"The end: {ending.title}" if ending else "The end.", WIDEST)
        lines += wrapped(_all_meters(pack, end), WIDEST, first="  ", rest="  ")
    return lines


def _checkpoints(run: Run, steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "from": stand.checkpoint.since.isoformat(),
            "until": stand.checkpoint.until.isoformat(),
            "meter": stand.meter,
            "extreme": stand.extreme or None,
            "value": stand.value,
            "least": stand.least,
            "most": stand.most,
            "kept": stand.kept,
        }
        for stand in stands(run, steps)
    ]


def checkpoints_as_text(kept: Sequence[Stand]) -> list[str]:
    """Where a run stands at the pack's checkpoints, as lines; none where there are none."""
    if not kept:
        return []
    lines = ["", "", f"Checkpoints: {sum(stand.kept for stand in kept)} of {len(kept)} kept."]
    for stand in kept:
        point = stand.checkpoint
        if stand.extreme:
            limit = stand.most if stand.extreme == "lowest" else stand.least
            told = (
                f"{day(point.since)} to {day(point.until)}: {stand.meter} {stand.extreme}, {stand.value} ({limit} ever)"
            )
        else:
            told = f"{day(point.since)}: {stand.meter} {stand.value} ({stand.least} to {stand.most})"
        lines += wrapped(told if stand.kept else f"{told}: MISSED", WIDEST, first="  ", rest="    ")
    return lines


def _state(pack: Pack, state: State) -> dict[str, Any]:
    return {
        "meters": {meter.id: state.meters[meter.index] for meter in pack.meters},
        "flags": sorted(state.flags),
    }


def _who(pack: Pack, beat: Beat) -> str:
    if beat.actor == CHANCE:
        return "What happened"
    seat = pack.seat(beat.actor)
    assert seat is not None
    return f"{seat.name}, {leader_name(pack, seat.leader_on(beat.date))}"


def _all_meters(pack: Pack, state: State) -> str:
    return "; ".join(f"{meter.title} {state.meters[meter.index]}" for meter in pack.meters) + "."


def _moved(pack: Pack, step: Step) -> str:
    parts = []
    for meter in pack.meters:
        before, after = step.before.meters[meter.index], step.after.meters[meter.index]
        if before != after:
            parts.append(f"{meter.title} {before} to {after} ({signed(after - before)})")
    return ("; ".join(parts) or "No meter moved") + "."
