"""Starting the game where something is missing: a sentence that says what to type, never a traceback."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import game.__main__ as start
import game.cli

ROOT = Path(__file__).parents[2]


def run_bare(*arguments: str) -> subprocess.CompletedProcess[str]:
    """``python -m game`` from the checkout by a Python that has no packages at all."""
    return subprocess.run(
        [sys.executable, "-S", "-E", "-s", "-m", "game", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("arguments", [[], ["check"], ["history", "--json"], ["play", "--plain"]])
def test_without_the_packages_it_says_what_to_type(arguments: list[str]) -> None:
    """Whoever clones the project and types the obvious is told the line that works here, on stderr."""
    done = run_bare(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert (start.WINDOWS_LINE if os.name == "nt" else start.POSIX_LINE) in done.stderr
    assert start.UV_LINE in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_needs_no_packages() -> None:
    """``--version`` answers even where nothing is installed."""
    done = run_bare("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert game.__version__ in done.stdout


@pytest.mark.parametrize(("imported", "installed"), [("textual", "textual"), ("yaml", "PyYAML"), ("rich", "rich")])
def test_a_missing_package_is_called_by_the_name_that_installs_it(
    imported: str, installed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A package may go missing late, when a command first needs it; the answer is the same."""

    def needs(argv: list[str] | None = None) -> int:
        raise ModuleNotFoundError(f"No module named {imported!r}", name=imported)

    monkeypatch.setattr(game.cli, "main", needs)
    assert start.main([]) == 2
    assert f"needs the package {installed}," in capsys.readouterr().err


@pytest.mark.parametrize("name", ["game.nonsense", "textual.nonsense", "json5", None])
def test_a_defect_still_shows(name: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of our own that is missing is our mistake, and no newcomer's: it must not be dressed up as advice."""

    def broken(argv: list[str] | None = None) -> int:
        raise ModuleNotFoundError("No module", name=name)

    monkeypatch.setattr(game.cli, "main", broken)
    with pytest.raises(ModuleNotFoundError):
        start.main([])


def test_the_exit_code_and_the_arguments_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry adds nothing of its own."""
    seen: list[list[str] | None] = []

    def answer(argv: list[str] | None = None) -> int:
        seen.append(argv)
        return 130

    monkeypatch.setattr(game.cli, "main", answer)
    assert start.main(["check", "x"]) == 130
    assert seen == [["check", "x"]]


def test_an_old_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The version is looked at before anything is imported that an old Python could not read."""
    monkeypatch.setattr(start, "OLDEST", (99, 1))
    assert start.main([]) == 2
    said = capsys.readouterr().err
    assert "needs Python 99.1 or newer" in said
    assert start.UV_LINE in said


@pytest.mark.parametrize("file", ["game/__init__.py", "game/__main__.py"])
def test_an_old_python_can_read_what_speaks_to_it(file: str) -> None:
    """Nothing newer than Python 2.7 stands in the two files that run before the version is known."""
    source = (ROOT / file).read_bytes()
    source.decode("ascii")
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match, ast.AsyncFunctionDef, ast.Nonlocal, ast.Starred)
    for node in ast.walk(ast.parse(source, feature_version=(3, 7))):
        assert not isinstance(node, newer), f"{file}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            assert node.returns is None
            assert not arguments.kwonlyargs
            assert not arguments.posonlyargs
            assert all(argument.annotation is None for argument in arguments.args)
        if isinstance(node, ast.ImportFrom):
            assert node.module != "__future__"


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after running the code."""
    probe = f"import sys\n{code}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import game.cli", id="import game.cli"),
        pytest.param("import game.locations", id="import game.locations"),
        pytest.param(
            "from game.__main__ import main\ntry: main(['--version'])\nexcept SystemExit: pass", id="--version"
        ),
        pytest.param("from game.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass", id="--help"),
    ],
)
def test_what_needs_no_screen_loads_none(code: str) -> None:
    """The command answers at once because it loads the screen and the YAML reader only when a command needs them."""
    loaded = loaded_by(code)
    assert "game" in loaded
    assert not loaded & {"textual", "yaml", "platformdirs"}


def test_the_engine_loads_only_the_standard_library() -> None:
    """The rules can be read, tested and reused without anything installed."""
    before = loaded_by("")
    assert loaded_by("import game.engine") - before - set(sys.stdlib_module_names) == {"game"}
