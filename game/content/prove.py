"""What play can reach: every state of a small crisis, or many walks through a large one.

    proof = walk(pack, crisis_run(pack, "1958-quemoy"), n=500, seed=1, places=loaded.places)
    proofs = prove(pack, n=500, seed=1, places=loaded.places)

Where every state was looked at, what was not met is called unreachable, and that is certain. Where only walks were
made, it is called 'not reached in N walks', which is all that is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from game.content.coverage import Coverage, Reached, ending_key, exhaust, things_of
from game.content.desk import Desk
from game.content.places import entry
from game.content.problems import Places, Problem
from game.engine import chance
from game.engine.model import BALANCED, CHANCE, Choice, Pack
from game.engine.run import (
    Run,
    State,
    begin,
    campaign_run,
    computer_pick,
    crisis_run,
    current,
    decide,
    history_pick,
    open_choices,
)

MOST_STATES: Final = 20_000
"""States up to which a run is looked at whole."""
_NO_PLACES: Final[Places] = MappingProxyType({})
_UNIFORM: Final = chance.stream("uniform")


class Policy(StrEnum):
    """Who decides for the seats on a walk; chance always decides by its weights, but in history's own run."""

    COMPUTER = "computer"
    UNIFORM = "uniform"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Tally:
    """How the walks of one policy ended: key of the ending -> how often; '' stands for no ending at all."""

    policy: Policy
    walks: int
    endings: Mapping[str, int]

    def share(self, ending: str) -> float:
        """The share of walks with that ending, 0 to 1."""
        return self.endings.get(ending, 0) / self.walks if self.walks else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not reached: a beat, a choice that could never be taken, or an ending."""

    kind: str
    key: str
    certain: bool
    """Whether every state was looked at; else only walks were made."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of one run."""

    name: str
    """The crisis's id, or ``campaigns:id``."""
    lens: str
    whole: bool
    """Whether every state was looked at."""
    states: int
    """Distinct states at which something is decided; 0 where only walks were made."""
    plays: int
    """Different ways to play from beginning to end; 0 where only walks were made."""
    tallies: tuple[Tally, ...]
    reached: Reached
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    """The gaps as warnings, and what else was found."""

    @property
    def walks(self) -> int:
        """How many walks were made, over all policies."""
        return sum(tally.walks for tally in self.tallies)

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, without the problems."""
        return {
            "run": self.name,
            "lens": self.lens,
            "whole": self.whole,
            "states": self.states,
            "plays": self.plays,
            "walks": self.walks,
            "policies": [
                {
                    "policy": tally.policy.value,
                    "walks": tally.walks,
                    "endings": {key: tally.endings[key] for key in sorted(tally.endings)},
                }
                for tally in self.tallies
            ],
            "gaps": [{"kind": gap.kind, "key": gap.key, "certain": gap.certain} for gap in self.gaps],
        }


def walk(
    pack: Pack,
    run: Run,
    n: int = 200,
    seed: int = 0,
    *,
    places: Places = _NO_PLACES,
    most: int = MOST_STATES,
    name: str = "",
) -> Proof:
    """Find out what a run can reach.

    Args:
        pack: the pack of the run.
        run: a campaign or a crisis; its own seed is not used.
        n: walks for each policy that has luck in it; history is walked once.
        seed: what the walks' luck follows from.
        places: where the pack's things stand (``Loaded.places``).
        most: states up to which the run is looked at whole, besides the walks.
        name: what to call the run (default: its crisis, or the first campaign that has its crises).
    """
    called = name or _name(run)
    coverage = Coverage(run)
    tallies = tuple(_tally(coverage, policy, 1 if policy is Policy.HISTORY else n, seed) for policy in Policy)
    whole = exhaust(coverage, most)
    gaps = tuple(_gaps(coverage, certain=whole is not None))
    desk = Desk(pack, places)
    walks = sum(tally.walks for tally in tallies)
    alone = " when the crisis is played alone" if called == run.crises[0].id else ""
    for gap in gaps:
        _warn(desk, gap, walks, alone)
    for key, seat in sorted(coverage.blanks):
        desk.warn(key, "viewpoint", f"the text is blank for '{seat}'", f"add '{seat}:' or 'all:'")
    return Proof(
        name=called,
        lens=str(run.lens.id),
        whole=whole is not None,
        states=whole.states if whole else 0,
        plays=whole.plays if whole else 0,
        tallies=tallies,
        reached=coverage.reached,
        gaps=gaps,
        problems=tuple(sorted(set(desk.problems))),
    )


def prove(
    pack: Pack,
    n: int = 200,
    seed: int = 0,
    *,
    lens: str = BALANCED,
    places: Places = _NO_PLACES,
    most: int = MOST_STATES,
) -> tuple[Proof, ...]:
    """Prove every campaign and every crisis of a pack, campaigns first."""
    proofs: list[Proof] = []
    for campaign in pack.campaigns:
        # Campaigns that differ only in their seats are one and the same run.
        same = next((other for other in pack.campaigns if other.crises == campaign.crises), campaign)
        known = next((proof for proof in proofs if proof.name == entry("campaigns", same.id)), None)
        called = entry("campaigns", campaign.id)
        run = campaign_run(pack, campaign.id, lens=lens)
        proofs.append(
            replace(known, name=called)
            if known is not None
            else walk(pack, run, n, seed, places=places, most=most, name=called)
        )
    for crisis in pack.crises:
        run = crisis_run(pack, crisis.id, lens=lens)
        proofs.append(walk(pack, run, n, seed, places=places, most=most, name=str(crisis.id)))
    return tuple(proofs)


def unreached(pack: Pack, proofs: tuple[Proof, ...], places: Places = _NO_PLACES) -> list[Problem]:
    """What is wrong with a pack by all its proofs together.

    A beat that only a campaign leads to is no dead end, so a gap counts where no proof filled it; it is certain where
    each of the runs that could have filled it was looked at whole.
    """
    filled = {key for proof in proofs for key in proof.reached.beats | proof.reached.choices | proof.reached.endings}
    gaps: dict[str, Gap] = {}
    walks: Counter[str] = Counter()
    counted: set[int] = set()
    for proof in proofs:
        # Campaigns that are one and the same run share their walks.
        fresh = id(proof.tallies) not in counted
        counted.add(id(proof.tallies))
        for gap in proof.gaps:
            known = gaps.get(gap.key, gap)
            gaps[gap.key] = Gap(gap.kind, gap.key, known.certain and gap.certain)
            walks[gap.key] += proof.walks if fresh else 0
    desk = Desk(pack, places)
    for key, gap in gaps.items():
        owner = key.rpartition("/")[0]
        # What an unreached beat holds goes without saying.
        if key not in filled and not (gap.kind == "choice" and owner in gaps and owner not in filled):
            _warn(desk, gap, walks[key], "")
    desk.problems += [problem for proof in proofs for problem in proof.problems if problem.code != "dead-end"]
    return sorted(set(desk.problems))


def _tally(coverage: Coverage, policy: Policy, n: int, seed: int) -> Tally:
    """Walk ``n`` times by one policy."""
    start = chance.mix(seed & chance.MAX_SEED)
    endings: Counter[str] = Counter()
    for number in range(n):
        run = replace(coverage.run, seed=chance.mix((start + number) & chance.MAX_SEED))
        step = begin(run)
        coverage.step(step)
        while not step.after.ended:
            coverage.stand(step.after)
            choice = _pick(run, step.after, policy)
            coverage.take(step.after, choice)
            step = decide(run, step.after, choice.id)
            coverage.step(step)
        endings[ending_key(run, step.after)] += 1
    return Tally(policy, n, dict(endings))


def _pick(run: Run, state: State, policy: Policy) -> Choice:
    if policy is Policy.HISTORY:
        return history_pick(run, state)
    beat = current(run, state)
    if policy is Policy.COMPUTER or beat is None or beat.actor == CHANCE:
        return computer_pick(run, state)
    choices = open_choices(run, state)
    return choices[chance.pick(run.seed, beat.stream ^ _UNIFORM, [1] * len(choices))]


def _gaps(coverage: Coverage, *, certain: bool) -> list[Gap]:
    met = coverage.reached.beats | coverage.reached.choices | coverage.reached.endings
    found: list[Gap] = []
    for kind, key in things_of(coverage.run):
        # What an unreached beat holds goes without saying.
        if key not in met and not (kind == "choice" and key.rpartition("/")[0] not in met):
            found.append(Gap(kind, key, certain))
    return found


def _warn(desk: Desk, gap: Gap, walks: int, alone: str) -> None:
    how = "is unreachable" if gap.certain else f"is not reached in {walks} walks"
    if gap.kind == "choice":
        how = "can never be taken" if gap.certain else f"is never open in {walks} walks"
    mend = "mend its condition, or what leads to it" if gap.certain else "see whether its condition asks too much"
    shown = re.split("[.:]", gap.key)[-1] if gap.kind == "ending" else gap.key
    desk.warn(gap.key, "dead-end", f"the {gap.kind} '{shown}' {how}{alone}", mend)


def _name(run: Run) -> str:
    if len(run.crises) == 1:
        return str(run.crises[0].id)
    ids = tuple(crisis.id for crisis in run.crises)
    return next((entry("campaigns", campaign.id) for campaign in run.pack.campaigns if campaign.crises == ids), "")
