"""The engine and the loader bring nothing along that does not belong to them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import game.engine

ENGINE = Path(game.engine.__file__).parent


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after a statement, and did not hold before."""
    program = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ENGINE.parent.parent
    )
    return set(done.stdout.split())


def test_the_engine_loads_nothing_but_the_standard_library_and_the_errors() -> None:
    """No screen, no YAML, no dice: whoever imports the engine gets the engine."""
    loaded = loaded_by("import game.engine")
    ours = {name for name in loaded if name.split(".")[0] == "game"}
    assert all(name in ("game", "game.errors") or name.startswith("game.engine") for name in ours)
    assert "game.engine.run" in ours
    others = {name.split(".")[0] for name in loaded - ours}
    assert others <= set(sys.stdlib_module_names) | {"_datetime"}
    assert others.isdisjoint({"yaml", "textual", "rich", "random", "time", "secrets", "socket", "tempfile", "pathlib"})


@pytest.mark.parametrize("module", sorted(path.name for path in ENGINE.glob("*.py")))
def test_no_module_of_the_engine_reads_clock_dice_or_files(module: str) -> None:
    """Whatever the standard library loads for itself, the engine's own code names only what is pure."""
    tree = ast.parse((ENGINE / module).read_text(encoding="utf-8"))
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Name):
            assert node.id not in {"open", "eval", "exec", "compile", "__import__", "input", "print"}
    allowed = {
        "__future__",
        "collections",
        "dataclasses",
        "datetime",
        "difflib",
        "enum",
        "game",
        "operator",
        "re",
        "typing",
    }
    assert {name.split(".")[0] for name in named} <= allowed
    assert {name for name in named if name.startswith("datetime")} <= {"datetime.date"}
    assert {name for name in named if name.startswith("game")} <= {
        name for name in named if name.startswith(("game.engine", "game.errors"))
    }


@pytest.mark.parametrize("module", ["game.content", "game.content.lint", "game.content.prove", "game.content.schema"])
def test_the_loader_loads_no_screen(module: str) -> None:
    """A pack can be read, checked and proved where no terminal is."""
    loaded = {name.split(".")[0] for name in loaded_by(f"import {module}")}
    assert "yaml" in loaded
    assert loaded.isdisjoint({"textual", "rich", "platformdirs", "jsonschema", "hypothesis"})
