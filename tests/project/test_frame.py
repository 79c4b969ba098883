"""The project's own files: what they must not contain, and what must agree."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import game
import game.__main__ as start

ROOT = Path(__file__).parents[2]


def project_files() -> list[Path]:
    """Every file of the project: what git knows or would add; without git, all but what hides or was made here."""
    if (ROOT / ".git").exists():
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    made = re.compile(
        r"(^|/)(\.venv|\.\w+_cache|\.hypothesis|\.git|__pycache__|dist|build|[^/]+\.egg-info|uv\.lock)(/|$)"
    )
    return [path for path in ROOT.rglob("*") if path.is_file() and not made.search(path.relative_to(ROOT).as_posix())]


def project() -> dict[str, Any]:
    """pyproject.toml, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# Written with brackets, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w./-])/(?:work|root|home/\w+|Users/\w+|opt/\w+)/"),
    "a package registry's host": re.compile(
        r"[p]ypi\.org|[p]ythonhosted\.|[r]egistry\.npmjs|[c]rates\.io|[a]naconda\.org"
    ),
    "a conflict left unmended": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds_what_belongs_to_one_machine(what: str) -> None:
    """A clone works anywhere: no file names a folder of the machine it was written on, or a registry to fetch from."""
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
            for match in FORBIDDEN[what].finditer(text)
        ]
    assert not found, f"{what}: {found}"


def test_the_version_stands_in_one_place() -> None:
    """``game.__version__`` is the version; the packaging reads it from there."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", game.__version__)
    assert project()["project"]["dynamic"] == ["version"]
    assert "version" not in project()["project"]
    try:
        installed = version("two-tigers")
    except PackageNotFoundError:
        return  # run from a checkout that was never installed
    assert installed == game.__version__, "install again: the version has changed since"


def test_the_oldest_python_is_the_same_everywhere() -> None:
    """What the packaging demands is what the game tells those who have less."""
    oldest = ".".join(str(part) for part in start.OLDEST)
    settings = project()
    assert settings["project"]["requires-python"] == f">={oldest}"
    assert settings["tool"]["mypy"]["python_version"] == oldest
    assert settings["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def pins() -> dict[str, str]:
    """The lock: each package and the one version of it."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    stated = [Requirement(line.partition("#")[0]) for line in lines if line.partition("#")[0].strip()]
    assert all(re.fullmatch(r"==[\w.]+", str(pin.specifier)) for pin in stated)
    assert all(pin.url is None for pin in stated)
    return {pin.name.lower(): str(pin.specifier)[2:] for pin in stated}


def test_the_lock_fits_what_the_project_asks_for() -> None:
    """Every package that the project names is pinned, at a version that it accepts."""
    settings = project()["project"]
    asked = [Requirement(text) for text in (*settings["dependencies"], *settings["optional-dependencies"]["dev"])]
    locked = pins()
    for wanted in asked:
        assert wanted.name.lower() in locked
        assert wanted.specifier.contains(locked[wanted.name.lower()]), wanted


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md speaks of each package that the project names."""
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    settings = project()["project"]
    for text in (*settings["dependencies"], *settings["optional-dependencies"]["dev"]):
        assert f"`{Requirement(text).name}`" in reasons, text


def test_the_readme_gives_the_lines_that_the_game_gives() -> None:
    """The line in the README and the one that a bare ``python -m game`` prints cannot drift apart."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "<!-- test-command -->" in readme
    for line in (start.POSIX_LINE, start.WINDOWS_LINE, start.UV_LINE):
        assert line in readme


LINK = re.compile(r"\[[^\]\[]+\]\(([^)\s]+)\)")
PAGES = sorted(path for path in project_files() if path.suffix == ".md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(page: Path) -> None:
    """Every link from one page of the project to another file of it arrives, at its heading where it names one."""
    missing = []
    for target in LINK.findall(re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, heading = target.partition("#")
        file = (page.parent / place) if place else page
        if not file.exists() or (heading and heading not in headings(file)):
            missing.append(target)
    assert not missing


def headings(page: Path) -> set[str]:
    """The names by which a page's headings can be linked to."""
    titles = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_page_of_the_docs_is_in_their_index() -> None:
    """A page that nobody can find might as well not be there."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, page.name
