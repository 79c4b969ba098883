"""What ``check`` finds out about one pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.content import Problem, Severity, read_pack
from game.content.lint import lint


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack's problems, and what walking through it found."""

    folder: str
    pack: str | None
    beats: int
    problems: tuple[Problem, ...]

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
        }

    def as_lines(self) -> list[str]:
        """For people and editors."""
        return [_line(problem) for problem in self.problems]

    @staticmethod
    def counts(checked: Sequence[Checked]) -> str:
        """The closing line."""
        errors, warnings = sum(each.errors for each in checked), sum(each.warnings for each in checked)
        beats = sum(each.beats for each in checked)
        return (
            f"{_count(len(checked), 'pack')}, {_count(beats, 'beat')}: "
            f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."
        )


def check_pack(folder: Path, walks: int | None) -> Checked:
    """Check one pack."""
    loaded = read_pack(folder, str(folder))
    pack = loaded.pack
    found = set(loaded.problems)
    if pack is not None:
        found.update(lint(pack, loaded.places))
    problems = sorted(found, key=lambda problem: (problem.severity is not Severity.ERROR, problem))
    return Checked(str(folder), pack.id if pack else None, len(pack.beats) if pack else 0, tuple(problems))


def _line(problem: Problem) -> str:
    kind = problem.code if problem.severity is Severity.ERROR else f"warning: {problem.code}"
    return f"{problem} [{kind}]"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
