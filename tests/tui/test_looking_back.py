"""Looking back on the screen: the end of a run, its charts and ways on; the seminar; a note in the debrief."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.engine import Run, Step
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Debrief, Decision, Finale
from game.saves.store import SaveStore
from game.score import UnderLens, under_lenses
from game.tui.app import GameApp
from game.tui.flow import Target, To
from game.tui.settings import Settings, Signs
from game.tui.widgets.menu import Menu
from game.tui.widgets.page_view import PageView
from tests.play.weir import WATCH, game_of, over, play, weir
from tests.tui.driving import drive, make_app, match_golden, press, settled, stage_name, text, texts


def app_at(folder: Path, game: Playthrough, settings: Settings | None = None) -> GameApp:
    """The app on a save that stands where a game stands."""
    SaveStore(folder / "saves").create("kept", game.tree).close()
    return make_app(weir(), folder, save="kept", settings=settings)


async def to_the_end(pilot: Pilot[int]) -> None:
    """Past the last debrief, which is shown again when a save is taken up."""
    app = pilot.app
    assert isinstance(app, GameApp)
    while stage_name(app) != "Finale":
        await press(pilot, "enter")


def rows(pilot: Pilot[int]) -> list[str]:
    """The titles of the list that is open."""
    menu = pilot.app.screen.query(Menu).last()
    return ["".join(bit.text for bit in row.title) for row in menu.rows]


def head_of(pilot: Pilot[int]) -> str:
    """The window's frame, as text."""
    return " ".join(text(pilot).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_end_of_a_run_looks_as_it_did(tmp_path: Path, size: tuple[int, int]) -> None:
    """Its beginning, and where its charts are."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_the_end(pilot)
        match_golden(f"finale-{size[0]}x{size[1]}", text(pilot))
        view = pilot.app.screen.query_one("#page", PageView)
        at = next(at for at, head in enumerate(view.heads) if head.text == "Every meter over the years")
        view.go_to_head(at)
        await settled(pilot)
        match_golden(f"charts-{size[0]}x{size[1]}", text(pilot))

    drive(app, script, size)


def test_the_end_of_a_run_in_ascii_is_ascii(tmp_path: Path) -> None:
    """Its charts, too."""
    app = app_at(tmp_path, over(), Settings(signs=Signs.ASCII, motion=False))

    async def script(pilot: Pilot[int]) -> None:
        await to_the_end(pilot)
        assert "### you 44   H H history 45" in texts(pilot)
        assert texts(pilot).isascii()

    drive(app, script)


def test_a_chart_asks_why(tmp_path: Path) -> None:
    """Its title leads to every movement of its meter."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_the_end(pilot)
        view = pilot.app.screen.query_one("#page", PageView)
        y = next(y for y, line in enumerate(view.lines) if line and line[0].text == "Bond" and line[0].target)
        assert view.lines[y][0].target == Target(To.WHY, "bond")
        view.go_to_line(y)
        await settled(pilot)
        await pilot.click("#page", offset=(1, 0))
        await settled(pilot)
        assert "It began at 60 and stands at 44" in head_of(pilot)

    drive(app, script, (100, 30))


def test_a_finale_is_worked_out_once_however_often_it_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrolling, windows and another size draw the same page again; nothing more is played under any lens."""
    counted = [0]

    def counting(run: Run, steps: Sequence[Step]) -> tuple[UnderLens, ...]:
        counted[0] += 1
        return under_lenses(run, steps)

    monkeypatch.setattr("game.play.pages.finale.under_lenses", counting)
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_the_end(pilot)
        await press(
            pilot, "space", "space", "tab", "down", "escape", "m", "escape", "c", "escape", "question_mark", "escape"
        )
        await pilot.resize_terminal(60, 30)
        await press(pilot, "space", "end")
        assert counted == [4]  # the player's decisions and history's, before and after the turning points are known

    drive(app, script)


def test_the_causes_are_ranked_one_after_the_other_before_the_seminar_is_read(tmp_path: Path) -> None:
    """What is left is asked for; the last one ranks itself; the page answers the order."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_the_end(pilot)
        await press(pilot, "ctrl+p", *"seminar", "enter")
        assert "Was it pride or need?" in head_of(pilot)
        assert rows(pilot) == ["Pride", "Need", "Read on"]
        await press(pilot, "2")
        assert "Your order" in text(pilot)
        assert "Need; Pride." in texts(pilot)
        assert "You and your run agree on no place." in " ".join(texts(pilot).split())
        await press(pilot, "escape")
        assert not app.screen.is_modal

    drive(app, script, (100, 40))


def test_the_ranking_may_be_skipped_or_left(tmp_path: Path) -> None:
    """Read on without it, or close the question: then there is no seminar."""
    app = app_at(tmp_path, over(WATCH))

    async def script(pilot: Pilot[int]) -> None:
        await to_the_end(pilot)
        await press(pilot, "tab")
        number = next(row.split()[0] for row in text(pilot).splitlines() if "Hold the seminar" in row)
        await press(pilot, number.strip("›") or "1", "enter")
        assert "Before you read on" in text(pilot)
        await press(pilot, "escape")
        assert not app.screen.is_modal
        await press(pilot, "enter", "3")
        assert "What historians have argued" in texts(pilot)
        assert "Your order" not in texts(pilot)

    drive(app, script, (100, 40))


def test_a_note_can_be_written_in_the_debrief(tmp_path: Path) -> None:
    """To the crisis's last decision; it takes the place of the question, where the reader is."""
    app = app_at(tmp_path, play(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        assert app.session is not None
        assert stage_name(app) == "Debrief"
        assert "Write a note" in text(pilot)
        assert "What would you now explain differently?" in texts(pilot)
        await press(pilot, "n", *"[/b] hunger", "enter")
        assert stage_name(app) == "Debrief"
        shown = " ".join(texts(pilot).split())
        assert "What you would now explain differently: [/b] hunger" in shown
        assert "What would you now explain differently?" not in shown
        await press(pilot, "n", "escape")
        assert stage_name(app) == "Debrief" and "Go on" in text(pilot)
        await press(pilot, "enter", "n")
        assert stage_name(app) == "Briefing"
        assert "A note is written where" in head_of(pilot)

    drive(app, script, toasts=True)
    tree = SaveStore(tmp_path / "saves").read("kept")
    assert [node.note for node in tree.nodes if node.note] == ["[/b] hunger"]


def test_a_debrief_without_a_decision_of_ones_own_asks_for_no_note(tmp_path: Path) -> None:
    """Who watches has nothing to explain."""
    app = app_at(tmp_path, play(Playthrough(weir(), new_tree(weir(), WATCH, 1)), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        assert stage_name(app) == "Debrief"
        assert "Write a note" not in text(pilot)

    drive(app, script)


def test_who_watches_may_ask_why_by_cause_alone(tmp_path: Path) -> None:
    """The other parts judge somebody, and nobody plays."""
    app = app_at(tmp_path, play(game_of(WATCH), Finale))

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "m")
        assert rows(pilot)[-1] == "Causes" and "Likeness" not in rows(pilot)

    drive(app, script)
    wish = Wish(crisis="1901-weir", seat="east")
    played = make_app(weir(), tmp_path / "other", wish=wish)

    async def playing(pilot: Pilot[int]) -> None:
        assert played.session is not None
        play(played.session.game, Decision)
        await press(pilot, "m")
        assert rows(pilot)[-5:] == ["Foresight", "Statecraft", "Likeness", "Divergence", "Causes"]

    drive(played, playing)
