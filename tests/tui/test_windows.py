"""The windows: help, codex, why, journal, saves, settings, the palette. Each opens, answers and closes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.content import load_pack
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.saves import Picker, Root, Tree
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.settings import Looks, Settings, Signs, load_settings
from game.tui.widgets.menu import Menu, Row
from tests.tui.driving import SMALL, click_text, drive, make_app, press, small, stage_name, text, texts

NORTH = Wish(crisis="1900-bridge", seat="north")
HELP_TITLES = {
    "Briefing": "A briefing",
    "Decision": "A decision",
    "Foresee": "A forecast",
    "Reveal": "What came of it",
    "News": "News",
    "Debrief": "The debrief",
    "Finale": "The end",
}


def said(pilot: Pilot[int]) -> str:
    """The screen as one line of words."""
    return " ".join(text(pilot).split())


def test_help_says_where_one_stands_at_every_stage(tmp_path: Path) -> None:
    """Each stage of a game has its own, by either key, and closing it changes nothing."""
    app = make_app(small(), tmp_path, wish=NORTH)
    seen: dict[str, str] = {}

    async def script(pilot: Pilot[int]) -> None:
        assert app.session is not None
        while True:
            before = app.session.game.stage
            name = type(before).__name__
            if name not in seen:
                await press(pilot, "f1" if len(seen) % 2 else "question_mark")
                seen[name] = texts(pilot)
                await press(pilot, "escape")
                assert app.session.game.stage == before
            if isinstance(before, Finale):
                return
            match before:
                case Decision():
                    await press(pilot, "1", "enter", "enter")
                case Foresee():
                    await press(pilot, "s")
                case _:
                    await press(pilot, "enter")

    drive(app, script)
    assert set(seen) == set(HELP_TITLES)
    for name, shown in seen.items():
        assert HELP_TITLES[name] in shown
        assert "Ctrl+P" in shown


def test_a_link_opens_its_entry_and_escape_leads_back(tmp_path: Path) -> None:
    """By click on a name, on a number in brackets, and by keys; an entry's own links lead further."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await click_text(pilot, "The toll")
        assert "A penny a cart." in text(pilot)
        await press(pilot, "escape")
        await click_text(pilot, "[1]")
        assert "Ledger of the bridge" in text(pilot) and "Source" in text(pilot)
        await press(pilot, "escape")
        await press(pilot, "l", "enter")
        assert "Treasurer of South" in text(pilot)
        await press(pilot, "l", "enter")
        assert "A penny a cart." in text(pilot)
        await press(pilot, "escape")
        assert "Slow to pay." in text(pilot)
        await press(pilot, "escape")
        assert not app.screen.is_modal
        assert stage_name(app) == "Briefing"

    drive(app, script)


def test_text_can_be_marked_and_copied(tmp_path: Path) -> None:
    """With the mouse and Ctrl+C, as in any program; a second Ctrl+C then leaves."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        y = next(y for y, line in enumerate(text(pilot).splitlines()) if "A cart falls through." in line)
        await pilot.mouse_down(offset=(3, y))
        await pilot.hover(offset=(12, y))
        await pilot.mouse_up(offset=(12, y))
        await press(pilot, "ctrl+c")
        assert app.clipboard == "cart falls"
        assert app.return_code is None
        await press(pilot, "ctrl+c")

    drive(app, script)
    assert app.return_code == 130


def test_the_codex_finds_by_name_and_knows_the_page_beneath(tmp_path: Path) -> None:
    """What is typed is searched for; before that, what the page names stands first."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "c")
        assert "Bo on this page" in said(pilot)
        await press(pilot, *"toll")
        assert "The toll term" in said(pilot)
        assert "Ada" not in "\n".join("".join(bit.text for bit in line) for line in app.screen.query_one(Menu).lines)
        await press(pilot, "enter")
        assert "A penny a cart." in text(pilot)
        await press(pilot, "escape", *"[/x", "enter")
        assert "Nothing of that name." in text(pilot)
        await press(pilot, "escape")
        assert not app.screen.is_modal

    drive(app, script)


def test_every_number_says_why(tmp_path: Path) -> None:
    """From the list, and by a click on a meter beside the text; the parts of the score, too."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        await press(pilot, *"1", "enter", "enter", "s")
        await press(pilot, "w")
        assert "Meters, and why" in text(pilot)
        await press(pilot, "1")
        assert "It began at 40 and stands at" in said(pilot)
        await press(pilot, "escape")
        await click_text(pilot, "Likeness")
        assert "Closeness" in text(pilot)
        await press(pilot, "q")
        await click_text(pilot, "Divergence")
        assert "told at the debrief" in said(pilot) and "Apart" in text(pilot)
        await press(pilot, "q")
        await click_text(pilot, "Causes")
        assert "What lowered it most" in text(pilot) and "Share" in text(pilot)
        await press(pilot, "q", "escape")
        await click_text(pilot, "Pride", within="#panel")
        assert "What North thinks of itself." in text(pilot)

    drive(app, script, (110, 36))


def test_saves_are_listed_resumed_and_deleted_after_asking(tmp_path: Path) -> None:
    """Damaged ones, and those of a newer game, are named with what is wrong; nothing crashes on them."""
    folder = tmp_path / "saves"
    store = SaveStore(folder)
    pack = small()
    store.create("good", new_tree(pack, NORTH, 1)).close()
    (folder / "broken.json").write_text("[/red] {", encoding="utf-8")
    newer = json.loads((folder / "good.json").read_text(encoding="utf-8"))
    newer["version"] = 99
    (folder / "newer.json").write_text(json.dumps(newer), encoding="utf-8")
    app = make_app(pack, tmp_path)

    async def script(pilot: Pilot[int]) -> None:
        await click_text(pilot, "Saves")
        shown = said(pilot)
        assert "The rotten plank, North good" in shown
        assert "broken cannot be played" in shown and "newer cannot be played" in shown
        rows = [row.title[0].text for row in app.screen.query_one(Menu).rows]
        await press(pilot, str(rows.index("broken") + 1))
        assert "this is not JSON" in said(pilot)
        await press(pilot, "escape", "d")
        assert "Delete the save 'broken' for good?" in said(pilot)
        await press(pilot, "enter")
        assert (folder / "broken.json").exists()
        await press(pilot, "d", "2")
        assert not (folder / "broken.json").exists()
        await press(
            pilot, "home", *["down"] * [row.title[0].text for row in menu_rows(app)].index("The rotten plank, North")
        )
        await press(pilot, "enter")
        assert stage_name(app) == "Briefing"

    drive(app, script)


def menu_rows(app: GameApp) -> tuple[Row, ...]:
    """The rows of the window's list."""
    return app.screen.query_one(Menu).rows


def test_a_save_made_with_other_content_is_played_on_as_far_as_it_fits(tmp_path: Path) -> None:
    """As a new save; the old one is left as it is."""
    store = SaveStore(tmp_path / "saves")
    tree = new_tree(small(), NORTH, 1).grow("1900-bridge/the-answer", "sell-the-mule", Picker.PERSON)
    tree = Tree(replace(tree.root, digest="0" * len(tree.root.digest)), tree.nodes, tree.head)
    store.create("old", tree).close()
    before = (tmp_path / "saves" / "old.json").read_bytes()
    app = make_app(small(), tmp_path, save="old")

    async def script(pilot: Pilot[int]) -> None:
        assert "Made with other content" in text(pilot)
        await press(pilot, "1")
        assert app.session is not None
        assert app.session.name != "old"
        assert stage_name(app) == "Briefing"
        assert "One decision was left behind" in said(pilot)

    drive(app, script, toasts=True)
    assert (tmp_path / "saves" / "old.json").read_bytes() == before


def test_a_save_of_the_same_story_with_other_numbers_plays_on_with_a_line_about_it(tmp_path: Path) -> None:
    """Where every decision still fits, there is nothing to ask."""
    shutil.copytree(SMALL, tmp_path / "small")
    crisis = tmp_path / "small" / "crises" / "1900-bridge.yaml"
    crisis.write_text(crisis.read_text(encoding="utf-8").replace("quarrel: +30", "quarrel: +31"), encoding="utf-8")
    SaveStore(tmp_path / "saves").create("mine", new_tree(small(), NORTH, 1)).close()
    app = make_app(load_pack(tmp_path / "small"), tmp_path, save="mine")

    async def script(pilot: Pilot[int]) -> None:
        assert "The content has changed" in said(pilot)
        assert stage_name(app) == "Briefing"

    drive(app, script, toasts=True)


def test_a_save_of_a_pack_that_is_not_here_is_listed_and_says_so(tmp_path: Path) -> None:
    """A name from a save is never taken for a path, and never crashes the list."""
    root = Root("elsewhere", "0" * 64, 1, "balanced", {"north": Picker.PERSON}, crisis="1900-bridge")
    SaveStore(tmp_path / "saves").create("far", Tree(root)).close()
    from game.tui.start import _shipped

    app = make_app(small(), tmp_path, packs=_shipped)

    async def script(pilot: Pilot[int]) -> None:
        assert "Resume" not in text(pilot)
        await click_text(pilot, "Saves")
        assert "made with other content" in said(pilot)
        await press(pilot, "enter")
        assert "the pack 'elsewhere' is not here" in said(pilot)

    drive(app, script)


def test_settings_hold_at_once_and_for_the_next_time(tmp_path: Path) -> None:
    """Colours, signs and the rest; the signs change on every screen that is open."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        assert app.theme == "first-seat"
        assert "░" in texts(pilot)
        app.open_window("settings")
        await press(pilot, "1", "2")
        assert app.theme == "high-contrast"
        await press(pilot, "escape")
        assert text(pilot).isascii() and texts(pilot).isascii()

    drive(app, script, (120, 40))
    kept = load_settings(tmp_path / "settings.json")
    assert kept == Settings(Looks.CONTRAST, Signs.ASCII, motion=False)


def test_the_palette_offers_only_what_the_game_can_do(tmp_path: Path) -> None:
    """By name, in fixed words, and nothing that the present screen cannot do."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "ctrl+p")
        commands = {row.title[0].text for row in app.screen.query_one(Menu).rows}
        assert {"Help", "Undo", "Codex", "Journal", "Leave", "Settings", "Quit"} <= commands
        await press(pilot, *"journ", "enter")
        assert "Nothing is decided yet." in said(pilot)
        await press(pilot, "escape", "q", "ctrl+p")
        assert "Undo" not in {row.title[0].text for row in app.screen.query_one(Menu).rows}
        await press(pilot, *"quit", "enter")

    drive(app, script)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
def test_there_is_always_a_way_out(tmp_path: Path, key: str) -> None:
    """Even with a window open; and the save is free for the next game."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "c", *"abc", key)

    drive(app, script)
    assert app.return_code == (130 if key == "ctrl+c" else 0)
    SaveStore(tmp_path / "saves").open("1900-bridge-north").close()
