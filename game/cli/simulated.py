"""What ``simulate`` was asked and what it found, as data and as text. docs/json.md describes the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from game.cli.saved import story
from game.content.dates import day
from game.content.prove import Policy
from game.engine import Run, State, Step, current, find_ending
from game.engine.model import CHANCE, Meter
from game.explore import ChoiceOdds, Influence, LensYears, Tally, unplayed, wilson
from game.plain.render import WIDEST, wrapped
from game.play.setup import title_of
from game.saves import Root

_TOLD: Final = 12
"""Decisions that moved the odds, in text; the data have all of them."""
_LOW, _MIDDLE, _HIGH = 0.1, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about futures. ``timeline`` is the save's, or history's; ``decided`` is how far into it they begin."""

    run: Run
    root: Root
    save: str | None
    state: State
    decided: int
    timeline: tuple[Step, ...]
    n: int
    seed: int
    pickers: Mapping[str, Policy]
    choices: bool
    watched: tuple[Meter, int] | None
    influence: bool

    @property
    def futures(self) -> int:
        """How many there are to play in all."""
        each = 0 if self.state.ended else 1
        each += len(unplayed(self.run, self.state)) if self.choices else 0
        each += len(self.run.pack.lenses) if self.watched else 0
        if self.influence:
            taken = [len(unplayed(self.run, step.before)) for step in self.timeline[1:]]
            each += sum(count for count in taken if count > 1)
        return each * self.n

    def nothing(self) -> Simulated:
        """The answer before anything is played; None for what is not asked."""
        return Simulated(
            Tally(), () if self.choices else None, () if self.watched else None, () if self.influence else None
        )


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was found so far."""

    tally: Tally
    choices: tuple[ChoiceOdds, ...] | None
    years: tuple[LensYears, ...] | None
    influence: tuple[Influence, ...] | None
    partial: bool = False

    @property
    def futures(self) -> int:
        """How many were played in all."""
        return (
            self.tally.futures
            + sum(known.tally.futures for known in self.choices or ())
            + sum(known.futures for known in self.years or ())
            + sum(odds.tally.futures for known in self.influence or () for odds in known.odds)
        )

    def stopped(self) -> Simulated:
        """The same, marked as being not all that was asked for."""
        return replace(self, partial=True)


# -- data ---------------------------------------------------------------------------------------------------------


def as_data(asked: Asked, found: Simulated) -> dict[str, Any]:
    """For ``--json``."""
    run, root = asked.run, asked.root
    beat = current(run, asked.state)
    data: dict[str, Any] = {"pack": root.pack, "digest": run.pack.digest}
    data |= story(root) | {
        "lens": run.lens.id,
        "save": asked.save,
        "decided": asked.decided,
        "beat": beat.id if beat else None,
        "seed": asked.seed,
        "seats": {seat.id: str(asked.pickers.get(seat.id, Policy.COMPUTER)) for seat in run.pack.seats},
        "asked": asked.n,
        "futures": found.tally.futures,
        "partial": found.partial,
        "endings": _endings(run, found.tally),
        "meters": _meters(run, found.tally),
    }
    if found.choices is not None:
        data["choices"] = [_choice(run, known) for known in found.choices]
    if found.years is not None and asked.watched is not None:
        meter, at_least = asked.watched
        lenses = [{"lens": known.lens.id, "futures": known.futures, "years": _years(known)} for known in found.years]
        data["by_year"] = {"meter": meter.id, "at_least": at_least, "lenses": lenses}
    if found.influence is not None:
        data["influence"] = [_influence(known) for known in found.influence]
    return data


def _endings(run: Run, tally: Tally) -> list[dict[str, Any]]:
    return [
        {"ending": name or None, "title": _title(run, name), **_share(tally.endings.get(name, 0), tally.futures)}
        for name in (*tally.by_share, *_never(run, tally))
    ]


def _share(count: int, of: int) -> dict[str, Any]:
    low, high = wilson(count, of)
    return {"count": count, "share": _rounded(count / of if of else 0.0), "low": _rounded(low), "high": _rounded(high)}


def _meters(run: Run, tally: Tally) -> dict[str, Any]:
    """Each meter's spread at the end; empty where nothing was played."""
    shares = {"low": _LOW, "middle": _MIDDLE, "high": _HIGH}
    if not tally.futures:
        return {}
    return {
        meter.id: {name: tally.quantile(meter.index, share) for name, share in shares.items()}
        for meter in run.pack.meters
    }


def _choice(run: Run, known: ChoiceOdds) -> dict[str, Any]:
    return {
        "choice": known.choice.id,
        "weight": known.weight,
        "futures": known.tally.futures,
        "endings": _endings(run, known.tally),
    }


def _years(known: LensYears) -> list[dict[str, Any]]:
    return [{"year": year, **_share(count, known.futures)} for year, count in sorted(known.holding.items())]


def _influence(known: Influence) -> dict[str, Any]:
    return {
        "beat": known.beat.id,
        "actor": known.beat.actor,
        "choice": known.choice.id,
        "open": len(known.odds),
        "futures": known.futures,
        "moved": round(known.moved, 2),
        "noise": round(known.noise, 2),
        "taken": _shares(known.taken),
        "instead": _shares(known.instead),
    }


def _shares(shares: Mapping[str, float]) -> list[dict[str, Any]]:
    often = sorted(shares, key=lambda name: (-shares[name], name))
    return [{"ending": name or None, "share": _rounded(shares[name])} for name in often]


def _rounded(share: float) -> float:
    return round(share, 5)


# -- text ---------------------------------------------------------------------------------------------------------


def as_text(asked: Asked, found: Simulated) -> list[str]:
    """For people."""
    lines = wrapped(_opening(asked, found), WIDEST)
    if found.tally.futures:
        lines += ["", *_endings_lines(asked.run, found.tally), "", *_meters_lines(asked.run, found.tally)]
    if found.choices:
        lines += ["", *_choices_lines(asked, found.choices)]
    if found.years and asked.watched:
        lines += ["", *_years_lines(*asked.watched, found.years)]
    if found.influence:
        lines += ["", *_influence_lines(asked, found.influence)]
    return lines


def _opening(asked: Asked, found: Simulated) -> str:
    run = asked.run
    beat = current(run, asked.state)
    if beat is None:
        ending = _title(run, asked.state.ending or "")
        told = f"{title_of(run.pack, asked.root)}: the story is over. {ending}."
    else:
        where = f"'{asked.save}' at '{beat.title}', {day(beat.date)}" if asked.decided else "the opening"
        told = f"{title_of(run.pack, asked.root)}: {found.tally.futures:,} futures from {where}."
    told += f" Lens: {run.lens.title}. Seed {asked.seed}."
    for seat in run.pack.seats:
        match asked.pickers.get(seat.id, Policy.COMPUTER):
            case Policy.HISTORY:
                told += f" {seat.name} does what it did in history."
            case Policy.UNIFORM:
                told += f" {seat.name} takes any choice that is open, each as likely as another."
            case Policy.COMPUTER:
                pass
    if found.partial:
        told += f" Stopped early, in part only: {found.futures:,} of {asked.futures:,} futures were played."
    return told


def _endings_lines(run: Run, tally: Tally) -> list[str]:
    lines = wrapped("How they end, and in brackets where the share would settle, with 95 % confidence:", WIDEST)
    for name in tally.by_share:
        lines += wrapped(f"{_title(run, name)}: {_told(tally, name)}", WIDEST, first="  ", rest="    ")
    if never := _never(run, tally):
        most = _percent(wilson(0, tally.futures)[1])
        told = f"Not once (each at most {most} %): {'; '.join(_title(run, name) for name in never)}"
        lines += wrapped(told, WIDEST, first="  ", rest="    ")
    return lines


def _meters_lines(run: Run, tally: Tally) -> list[str]:
    lines = wrapped("Where the meters end: the middle, and in brackets the range of four futures in five:", WIDEST)
    for meter in run.pack.meters:
        low, middle, high = (tally.quantile(meter.index, share) for share in (_LOW, _MIDDLE, _HIGH))
        lines += wrapped(f"{meter.title}: {middle} ({low} to {high})", WIDEST, first="  ", rest="    ")
    return lines


def _choices_lines(asked: Asked, choices: Iterable[ChoiceOdds]) -> list[str]:
    beat = current(asked.run, asked.state)
    assert beat is not None
    known = tuple(choices)
    each = known[0].tally.futures
    lines = wrapped(
        f"What follows from each choice at '{beat.title}', {day(beat.date)} ({_actor(asked.run, beat.actor)}): "
        f"{each:,} futures each, all with the same luck; each share is within about {_within(known)} % of its mark.",
        WIDEST,
    )
    total = sum(odds.weight for odds in known)
    for odds in known:
        weight = f" (the computer takes it {_percent(odds.weight / total)} % of the time)" if total else ""
        lines += wrapped(f"{odds.choice.title}{weight}", WIDEST, first="  ", rest="    ")
        ends = [f"{_title(asked.run, name)} {_percent(odds.tally.share(name))} %" for name in odds.tally.by_share]
        lines += wrapped("; ".join(ends), WIDEST, first="    ", rest="    ")
    return lines


def _years_lines(meter: Meter, at_least: int, lenses: tuple[LensYears, ...]) -> list[str]:
    played = min(known.futures for known in lenses)
    lines = wrapped(
        f"{meter.title} at {at_least} or above: percent of futures at the close of each year, under each lens, "
        f"{played:,} futures each.",
        WIDEST,
    )
    lines.append("  year" + "".join(f"  {known.lens.id}" for known in lenses))
    for year in sorted({year for known in lenses for year in known.holding}):
        shares = [_percent(known.share(year)) if year in known.holding else "-" for known in lenses]
        cells = (f"  {share:>{len(known.lens.id)}}" for share, known in zip(shares, lenses, strict=True))
        lines.append(f"  {year}{''.join(cells)}")
    return lines


def _influence_lines(asked: Asked, found: tuple[Influence, ...]) -> list[str]:
    weighed = [known for known in found if len(known.odds) > 1 and known.futures]
    most = sorted(weighed, key=lambda known: -known.moved)[:_TOLD]
    whose = f"'{asked.save}'" if asked.save else "history"
    lines = wrapped(
        f"By how many percent each decision of {whose} moved the odds of the ending, "
        f"the {len(most)} greatest of {len(weighed)}:",
        WIDEST,
    )
    for known in most:
        told = (
            f"{known.moved:.1f} %: {day(known.beat.date)}, {known.beat.title} ({_actor(asked.run, known.beat.actor)})"
        )
        lines += wrapped(f"{told}: {known.choice.title}", WIDEST, first="  ", rest="    ")
    if most:
        noise = max(known.noise for known in most)
        lines += wrapped(
            f"{min(known.futures for known in weighed):,} futures after each choice that was open. "
            f"What is not well above {noise:.1f} % may be luck.",
            WIDEST,
        )
    return lines


def _within(choices: Iterable[ChoiceOdds]) -> str:
    """Half of the widest interval among the choices' shares."""
    spans = [odds.tally.interval(name) for odds in choices for name in odds.tally.endings]
    return _percent(max((high - low for low, high in spans), default=1.0) / 2)


def _told(tally: Tally, name: str) -> str:
    low, high = tally.interval(name)
    return f"{_percent(tally.share(name))} % ({_percent(low)} to {_percent(high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _title(run: Run, name: str) -> str:
    ending = find_ending(run, name)
    return ending.title if ending else "No ending"


def _never(run: Run, tally: Tally) -> list[str]:
    """The endings that a run can come to, and that no future came to."""
    closing = [ending for crisis in run.crises for ending in crisis.endings if ending.final]
    ids = dict.fromkeys(str(ending.id) for ending in (*run.endings, *closing))
    return [name for name in ids if name not in tally.endings]


def _actor(run: Run, actor: str) -> str:
    seat = run.pack.seat(actor)
    return "chance" if actor == CHANCE or seat is None else seat.name
