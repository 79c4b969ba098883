"""Begins a pack or a crisis: files that pass ``check`` as they stand, for an author to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from game.authoring.templates import CRISIS, PACK
from game.content import load_pack
from game.engine.model import Pack, Seat
from game.errors import UsageError

FIRST_CRISIS: Final = "first-crisis"
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LENGTH: Final = timedelta(days=30)
_FIRST_DAY: Final = date(1950, 6, 1)


@dataclass(frozen=True, slots=True)
class _Side:
    """A seat as the template names it: id, name, its aims (a meter, and whether it is wanted high), a work to cite."""

    id: str
    name: str
    aims: tuple[tuple[str, bool], ...]
    work: str | None


def new_pack(pack_id: str, parent: Path) -> tuple[Path, ...]:
    """Begin a pack.

    Args:
        pack_id: its id, which will be its folder's name too.
        parent: the folder to make its folder in.

    Returns:
        The files written.

    Raises:
        UsageError: if the id cannot be one, or something is in the way.
    """
    _check_id(pack_id)
    folder = parent / pack_id
    if folder.exists():
        raise UsageError(f"{folder} is there already; choose another id or folder")
    sides = (
        _Side("north", "the North", (("north_strength", True), ("trust", True)), "northern-record"),
        _Side("south", "the South", (("south_strength", True), ("trust", True)), "southern-record"),
    )
    crisis = _crisis_text(FIRST_CRISIS, sides, ("interests", "people"), ("trust",), _FIRST_DAY, set())
    head = PACK.substitute(id=pack_id, title=_quoted(_title(pack_id)), crisis=FIRST_CRISIS, folder=pack_id)
    return _written(((folder / "pack.yaml", head), (folder / "crises" / f"{FIRST_CRISIS}.yaml", crisis)))


def new_crisis(crisis_id: str, folder: Path) -> tuple[Path, ...]:
    """Begin a crisis in a pack that loads.

    Args:
        crisis_id: its id, which will be its file's name too.
        folder: the pack's folder.

    Returns:
        The files written.

    Raises:
        UsageError: if the id cannot be one, is taken, or the folder is no pack.
        ContentError: if the pack has mistakes.
    """
    _check_id(crisis_id)
    if not (folder / "pack.yaml").is_file():
        raise UsageError(f"{folder} is no pack: it has no pack.yaml; name the pack's folder with --in")
    target = folder / "crises" / f"{crisis_id}.yaml"
    if target.exists():
        raise UsageError(f"{target} is there already; choose another id")
    pack = load_pack(folder)
    sides = tuple(_side(pack, seat) for seat in pack.seats[:2])
    if pack.crisis(crisis_id) is not None:
        raise UsageError(f"the pack has a crisis '{crisis_id}' already; choose another id")
    causes = tuple(str(cause.id) for cause in pack.causes)
    meters = tuple(str(meter.id) for meter in pack.meters)
    taken = {*map(str, pack.flags), *meters}
    return _written(((target, _crisis_text(crisis_id, sides, causes, meters, _free_day(pack), taken)),))


def _crisis_text(
    crisis_id: str, sides: Sequence[_Side], causes: Sequence[str], meters: Sequence[str], since: date, taken: set[str]
) -> str:
    first, second = sides
    flag = _flag(crisis_id, taken)
    return CRISIS.substitute(
        id=crisis_id,
        title=_quoted(_title(crisis_id)),
        since=since.isoformat(),
        answered=(since + _LENGTH / 3).isoformat(),
        until=(since + _LENGTH).isoformat(),
        flag=flag,
        offer=_quoted(f"{first.name[:1].upper()}{first.name[1:]} has made an offer."),
        first=first.id,
        first_name=first.name,
        second=second.id,
        second_name=second.name,
        cite_first=f"[@{first.work}]" if first.work else "",
        cite_second=f"[@{second.work}]" if second.work else "",
        effects_one=_effects(first, causes, meters, yields=True),
        effects_two=_effects(first, causes, meters, yields=False),
        effects_three=_effects(second, causes, meters, yields=True),
        effects_four=_effects(second, causes, meters, yields=False),
    )


def _effects(side: _Side, causes: Sequence[str], meters: Sequence[str], *, yields: bool) -> str:
    """Effects that serve the side no better than its neighbour's in everything: something is won, something lost."""
    sign = -1 if yields else 1
    pushes = [(meter, sign * (6 if high else -6) * (-1) ** index) for index, (meter, high) in enumerate(side.aims[:2])]
    if len(pushes) < 2:
        # One aim alone would make one of the two choices the better one; what is nobody's aim tells them apart.
        free = [meter for meter in meters if meter not in {aim for aim, _ in side.aims}]
        pushes = [((free or list(meters))[0], sign * 6)]
    lines = ["        effects:"]
    # Two causes where there are two: the first push speaks to one, the second to the other.
    for index, (meter, percent) in enumerate(pushes):
        cause = causes[index % len(causes)]
        if f"          {cause}:" not in lines:
            lines.append(f"          {cause}:")
        lines.append(f"            {meter}: {percent:+d}")
    return "\n".join(lines)


def _side(pack: Pack, seat: Seat) -> _Side:
    work = next((work.id for work in pack.bibliography.values() if work.side == seat.id), None)
    if work is None:
        work = next(iter(pack.bibliography), None)
    return _Side(str(seat.id), seat.name, tuple((str(aim.meter), aim.high) for aim in seat.aims), work)


def _free_day(pack: Pack) -> date:
    """A day after the last crisis on which both sides have a leader, and keep them; else some day when they do."""
    latest = max((crisis.until for crisis in pack.crises), default=date.min)
    sitting = [[(leader.since, leader.until or date.max) for leader in seat.leaders] for seat in pack.seats[:2]]
    starts = [latest + timedelta(days=1)] if latest is not date.min else []
    starts += [since for leaders in sitting for since, _ in leaders]
    for start in starts:
        if all(any(since <= start and start + _LENGTH <= until for since, until in leaders) for leaders in sitting):
            return start
    return starts[0]


def _flag(crisis_id: str, taken: set[str]) -> str:
    stem = re.sub(r"^[0-9_]+", "", crisis_id.replace("-", "_"))[:30].strip("_")
    wish = f"{stem}_offer" if stem else "offer"
    return next(name for number in range(1, 1000) if (name := wish if number == 1 else f"{wish}_{number}") not in taken)


def _check_id(wanted: str) -> None:
    if not _ID.fullmatch(wanted):
        raise UsageError(f"'{wanted}' is no id; use small letters, digits and hyphens, such as 1961-berlin")


def _title(wanted: str) -> str:
    """Words from an id, to be replaced: '1961-the-wall' is 'The wall'."""
    words = wanted.lstrip("0123456789-").replace("-", " ").strip() or wanted
    return words[:1].upper() + words[1:]


def _quoted(text: str) -> str:
    """A line as YAML reads it back, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def _written(files: Iterable[tuple[Path, str]]) -> tuple[Path, ...]:
    done: list[Path] = []
    for file, text in files:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as handle:
                handle.write("".join(f"{line.rstrip()}\n" for line in text.splitlines()))
        except FileExistsError:
            raise UsageError(f"{file} is there already; choose another id or folder") from None
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror or 'the system refuses'}") from None
        done.append(file)
    return tuple(done)
