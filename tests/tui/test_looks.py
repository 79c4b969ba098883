"""Settings and colours: a damaged preference costs nothing but itself, and every theme can be read."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import Theme

from game.saves import Reading
from game.tui.settings import Looks, Settings, Signs, keep_settings, load_settings
from game.tui.themes import CONTRAST, COOL, PLAIN, THEMES, WARM, theme_name
from tests.tui.driving import ROOT

INKS = ("faint", "link", "mark", "cost")


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    """Also in a folder that is not there yet."""
    file = tmp_path / "deep" / "settings.json"
    wanted = Settings(Looks.LIGHT, Signs.ASCII, motion=False, reading=Reading.SHORT)
    keep_settings(file, wanted)
    assert load_settings(file) == wanted
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 9000, b'{"looks": 7, "motion": "no", "reading": [], "x": 1}'],
)
def test_damaged_settings_are_as_at_first(tmp_path: Path, content: bytes) -> None:
    """The game starts all the same."""
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert load_settings(file) == Settings()


def test_one_bad_value_does_not_cost_the_others(tmp_path: Path) -> None:
    """Each setting stands for itself."""
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"looks": "purple", "motion": False}), encoding="utf-8")
    assert load_settings(file) == Settings(motion=False)


@given(st.dictionaries(st.sampled_from(["looks", "signs", "motion", "reading"]), st.none() | st.text() | st.booleans()))
def test_any_settings_file_gives_settings(found: dict[str, object]) -> None:
    """Whatever is in it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "s.json"
        file.write_text(json.dumps(found), encoding="utf-8")
        settings = load_settings(file)
    assert settings.looks in Looks and settings.signs in Signs and isinstance(settings.motion, bool)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as the web's accessibility guidelines reckon it."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_theme_can_be_read(theme: Theme) -> None:
    """Text on each of its grounds has the contrast that accessibility guidelines ask for."""
    least = 7.0 if theme.name == CONTRAST.name else 4.5
    for ground in (theme.background, theme.surface, theme.panel):
        for ink in (theme.foreground, theme.primary, *(theme.variables[name] for name in INKS)):
            assert ink and ground
            assert contrast(ink, ground) >= least, f"{ink} on {ground}: {contrast(ink, ground):.1f}"


def test_seats_are_dressed_by_their_order() -> None:
    """The first warm, the second cool, whoever they are; a liking goes before a seat."""
    assert [theme_name(Looks.SEAT, seat) for seat in (None, 0, 1)] == [PLAIN.name, WARM.name, COOL.name]
    assert theme_name(Looks.CONTRAST, 1) == CONTRAST.name


def test_importing_the_entry_does_not_load_textual() -> None:
    """The command line asks for ``run`` before it knows whether there is a screen."""
    code = "import sys, game.tui; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
