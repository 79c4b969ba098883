"""What ``check`` finds out about one pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.content import Problem, Severity, read_pack
from game.content.lint import lint
from game.content.prove import Policy, Proof, prove, unreached
from game.content.taught import teaching
from game.plain.render import WIDEST, wrapped


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack's problems, and what walking through it found."""

    folder: str
    pack: str | None
    beats: int
    problems: tuple[Problem, ...]
    proofs: tuple[Proof, ...]
    curriculum: Mapping[str, tuple[str, ...]]
    """Each point to be taught, and where every player meets it."""

    @property
    def errors(self) -> int:
        """How many keep it from loading."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many do not."""
        return len(self.problems) - self.errors

    def as_data(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "pack": self.pack,
            "folder": self.folder,
            "errors": self.errors,
            "warnings": self.warnings,
            "problems": [
                {
                    "severity": str(problem.severity),
                    "code": problem.code,
                    "path": problem.path,
                    "line": problem.line,
                    "column": problem.column,
                    "message": problem.message,
                    "mend": problem.mend,
                }
                for problem in self.problems
            ],
            "runs": [proof.as_json() for proof in self.proofs],
            "curriculum": [{"point": point, "places": list(places)} for point, places in self.curriculum.items()],
        }

    def as_lines(self) -> list[str]:
        """For people and editors."""
        lines = [_line(problem) for problem in self.problems]
        for proof in self.proofs:
            lines += wrapped(_found(proof), WIDEST, rest="  ")
        return lines + self._coverage()

    def _coverage(self) -> list[str]:
        """The curriculum as a table: how many points each place teaches, and which."""
        if not self.curriculum:
            return []
        taught = sum(bool(places) for places in self.curriculum.values())
        lines = [f"Curriculum of {self.pack}: {taught} of {len(self.curriculum)} points taught to every player."]
        by_place: dict[str, list[str]] = {}
        for point, places in self.curriculum.items():
            for place in places or ("(nowhere)",):
                by_place.setdefault(place, []).append(point)
        wide = max(map(len, by_place))
        for place in sorted(by_place):
            points = sorted(by_place[place])
            head = f"  {place:{wide}}  {len(points):3}  "
            lines += wrapped(", ".join(points), WIDEST, first=head, rest=" " * len(head))
        return lines

    @staticmethod
    def counts(checked: Sequence[Checked]) -> str:
        """The closing line."""
        errors, warnings = sum(each.errors for each in checked), sum(each.warnings for each in checked)
        beats = sum(each.beats for each in checked)
        broken = sum(1 for each in checked if each.errors)
        walked = f"{broken} of them not to be played" if broken else _count(beats, "beat")
        return f"{_count(len(checked), 'pack')}, {walked}: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def check_pack(folder: Path, walks: int) -> Checked:
    """Check one pack.

    Args:
        folder: where it is.
        walks: random walks through each of its stories, for each policy; 0 for none, and no proof either.
    """
    loaded = read_pack(folder, str(folder))
    pack = loaded.pack
    found = set(loaded.problems)
    proofs: tuple[Proof, ...] = ()
    if pack is not None:
        found.update(lint(pack, loaded.places))
        if walks:
            proofs = prove(pack, walks, places=loaded.places)
            found.update(unreached(pack, proofs, loaded.places))
    problems = sorted(found, key=lambda problem: (problem.severity is not Severity.ERROR, problem))
    beats = len(pack.beats) if pack else 0
    curriculum = teaching(pack) if pack else {}
    return Checked(str(folder), pack.id if pack else None, beats, tuple(problems), proofs, curriculum)


def _line(problem: Problem) -> str:
    kind = problem.code if problem.severity is Severity.ERROR else f"warning: {problem.code}"
    return f"{problem} [{kind}]"


def _found(proof: Proof) -> str:
    """'1958-quemoy: every state looked at (…). The computer's walks end: noose-and-grudge 44 %, …. History: …'"""
    name = proof.name.rpartition(":")[2]
    seen = (
        f"every state looked at ({_count(proof.states, 'state')}, {proof.plays:,} ways to play)"
        if proof.whole
        else f"{proof.walks:,} walks made, too large to look at whole"
    )
    told = [f"{name}: {seen}."]
    for tally in proof.tallies:
        if tally.policy is Policy.COMPUTER:
            often = sorted(tally.endings, key=lambda key: (-tally.endings[key], key))
            shares = ", ".join(f"{_ending(key)} {_percent(tally.share(key))}" for key in often)
            told.append(f"The computer's {tally.walks:,} walks end: {shares}.")
        elif tally.policy is Policy.HISTORY:
            told.append(f"History ends: {', '.join(map(_ending, tally.endings))}.")
    return " ".join(told)


def _percent(share: float) -> str:
    """A share that was seen is never told as 0 %."""
    return f"{100 * share:.0f} %" if share >= 0.005 else "under 1 %"


def _ending(key: str) -> str:
    """An ending by its own id."""
    return key.rpartition("#")[2].removeprefix("endings").lstrip(".:") or "no ending"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
