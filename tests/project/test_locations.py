"""Folders: where packs are found, and where saves and settings go."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from game import locations
from game.errors import GameError, UsageError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests decides nothing here."""
    monkeypatch.delenv("TWO_TIGERS_SAVES", raising=False)
    monkeypatch.delenv("TWO_TIGERS_CONFIG", raising=False)


def test_saves_go_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A school points ``TWO_TIGERS_SAVES`` at a share; the folder need not exist yet."""
    monkeypatch.setenv("TWO_TIGERS_SAVES", str(tmp_path / "share" / "saves"))
    assert locations.saves_folder() == tmp_path / "share" / "saves"
    assert not (tmp_path / "share").exists()


def test_settings_go_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And ``TWO_TIGERS_CONFIG`` names the file of settings."""
    monkeypatch.setenv("TWO_TIGERS_CONFIG", str(tmp_path / "mine.json"))
    assert locations.settings_file() == tmp_path / "mine.json"


def test_a_tilde_in_the_environment_is_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every shell or service file expands it."""
    monkeypatch.setenv("TWO_TIGERS_SAVES", "~/tigers")
    assert locations.saves_folder() == Path.home() / "tigers"


def test_an_empty_variable_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """``TWO_TIGERS_SAVES=`` means the usual place, not the current folder."""
    monkeypatch.setenv("TWO_TIGERS_SAVES", "")
    assert locations.saves_folder() == ROOT / "saves"


def test_a_checkout_keeps_its_saves_beside_the_game(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wherever it is started from."""
    monkeypatch.chdir(tmp_path)
    assert locations.checkout() == ROOT
    assert locations.saves_folder() == ROOT / "saves"
    assert locations.scenarios_folder() == ROOT / "scenarios"


def test_a_checkout_that_cannot_be_written_leaves_saves_to_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """A teacher may put the game on a read-only share for everyone."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert ROOT not in locations.saves_folder().parents


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What an installer leaves behind: the package with its packs in it, no checkout around it."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "game", site / "game", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "scenarios" / "tutorial", site / "game" / "_scenarios" / "tutorial")
    return site


def ask(site: Path, code: str) -> str:
    """What the installed game answers, started from another folder."""
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"from game import locations\n{code}"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


def test_an_installed_game_brings_its_packs(site: Path) -> None:
    """A wheel plays without the project around it."""
    assert ask(site, "print(*locations.shipped_packs())") == "tutorial"
    assert ask(site, "print(locations.find_pack('tutorial'))") == str(site / "game" / "_scenarios" / "tutorial")


def test_an_installed_game_keeps_saves_and_settings_with_the_user(site: Path) -> None:
    """Never among the packages, never wherever one happens to stand."""
    saves = Path(ask(site, "print(locations.saves_folder())"))
    settings = Path(ask(site, "print(locations.settings_file())"))
    for place in (saves, settings):
        assert place.is_absolute()
        assert site.parent not in place.parents
        assert any("two-tigers" in part for part in place.parts)
    assert saves.name == "saves"


def test_another_projects_folder_is_no_checkout(site: Path) -> None:
    """A ``scenarios`` or ``saves`` beside the package that is somebody else's is left alone."""
    (site / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    (site / "scenarios" / "theirs").mkdir(parents=True)
    (site / "scenarios" / "theirs" / "pack.yaml").write_text("pack: theirs\n", encoding="utf-8")
    assert ask(site, "print(locations.checkout(), *locations.shipped_packs())") == "None tutorial"


def test_an_install_without_packs_says_so(site: Path) -> None:
    """A copy that lost its data gets a sentence."""
    shutil.rmtree(site / "game" / "_scenarios")
    code = """
from game.errors import GameError
try:
    locations.shipped_packs()
except GameError as error:
    print(error)
"""
    assert "install the game again" in ask(site, code)


def test_the_shipped_packs_are_found_by_their_ids() -> None:
    """The game's own and the tutorial are there, and each id leads to its folder."""
    shipped = locations.shipped_packs()
    assert {"sino-soviet", "tutorial"} <= set(shipped)
    assert locations.DEFAULT_PACK in shipped
    for pack in shipped:
        assert (locations.find_pack(pack) / "pack.yaml").is_file()


def test_a_pack_is_found_by_its_folder_or_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers name the folder, or the file that their editor has open."""
    pack = tmp_path / "mine"
    pack.mkdir()
    (pack / "pack.yaml").write_text("pack: mine\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert locations.find_pack(str(pack)) == pack
    assert locations.find_pack(pack) == pack
    assert locations.find_pack("mine") == Path("mine")
    assert locations.find_pack("mine/pack.yaml") == Path("mine")


def test_a_shipped_id_wins_over_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standing beside a folder called ``tutorial`` changes nothing; ``./tutorial`` asks for it."""
    (tmp_path / "tutorial").mkdir()
    monkeypatch.chdir(tmp_path)
    assert locations.find_pack("tutorial") == ROOT / "scenarios" / "tutorial"
    assert locations.find_pack("./tutorial") == Path("tutorial")


@pytest.mark.parametrize("name", ["no-such", "", "a\0b", "x" * 5000, "~no-such-user-here/pack", "red\x1b[31m\rink"])
def test_any_other_name_is_answered_with_the_packs_there_are(name: str) -> None:
    """Whatever is typed, the answer is one printable line that helps."""
    with pytest.raises(UsageError) as caught:
        locations.find_pack(name)
    said = str(caught.value)
    assert "sino-soviet, tutorial" in said
    assert said.isprintable()
    assert len(said) < 400
    assert isinstance(caught.value, GameError)
