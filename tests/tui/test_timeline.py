"""The timeline on the screen: moving, reading again, going back, what if, names, side by side; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.play.branches import branches_of
from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.play.stages import Decision, Finale, Foresee, Reveal
from game.saves import Picker
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.screens.timeline import Timeline
from game.tui.settings import Settings, Signs
from game.tui.widgets.menu import Menu
from tests.play.exploring import BOTH, EAST, WEST, begun, explore, on, river
from tests.play.weir import over, weir
from tests.tui.driving import click_text, drive, make_app, match_golden, press, small, stage_name, text, texts


def app_at(folder: Path, game: Playthrough, settings: Settings | None = None) -> GameApp:
    """The app on a save that stands where a game stands."""
    SaveStore(folder / "saves").create("kept", game.tree).close()
    return make_app(game.pack, folder, save="kept", settings=settings, packs=lambda _name: game.pack)


async def to_timeline(pilot: Pilot[int]) -> None:
    """Past the last debrief, which is shown again when a save is taken up, to the timeline."""
    app = pilot.app
    assert isinstance(app, GameApp)
    while stage_name(app) != "Finale":
        await press(pilot, "enter")
    await press(pilot, "t")
    assert isinstance(app.screen, Timeline)


def said(pilot: Pilot[int]) -> str:
    """All that the screen holds, in sight or not, as one line of words."""
    return " ".join(texts(pilot).split())


def tree_of(app: GameApp, folder: Path) -> Playthrough:
    """The game as it lies on disk, played again from the file."""
    assert app.session is not None
    tree = SaveStore(folder / "saves").read("kept")
    assert tree == app.session.game.tree
    return Playthrough(app.session.pack, tree)


SIZES = [(60, 24), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_game_that_forks_twice_and_compares_looks_as_it_did(tmp_path: Path, size: tuple[int, int]) -> None:
    """The lines, a what-if beside what was, the tree after two of them, and two timelines side by side."""
    app = app_at(tmp_path, over())
    name = f"{size[0]}x{size[1]}"

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        match_golden(f"timeline-{name}", text(pilot))
        await press(pilot, "home", *(("right",) if size[0] >= 72 else ("down",)), "w")
        match_golden(f"timeline-ask-{name}", text(pilot))
        await press(pilot, "2")
        match_golden(f"timeline-what-if-{name}", text(pilot))
        await press(pilot, "escape", "n", *"Held", "enter")
        await press(pilot, *(("up", "up", "end") if size[0] >= 72 else ("left", "left", "end")), "w", "1", "escape")
        match_golden(f"timeline-forked-{name}", text(pilot))
        await press(pilot, "c", "1")
        match_golden(f"timeline-compared-{name}", text(pilot))

    drive(app, script, size)
    game = tree_of(app, tmp_path)
    assert len(branches_of(game).timelines) == 3
    assert list(game.tree.names.values()) == ["Held"]


def test_in_ascii_it_is_ascii(tmp_path: Path) -> None:
    """Lines, forks and signs."""
    app = app_at(tmp_path, over(), Settings(signs=Signs.ASCII, motion=False))

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "home", "right", "w", "1", "escape")
        match_golden("timeline-ascii-80x24", text(pilot))
        assert text(pilot).isascii() and texts(pilot).isascii()

    drive(app, script)


def test_arrows_go_along_lines_and_across_them(tmp_path: Path) -> None:
    """At the beginning of a line, back to the one that it left; up and down to the nearest; crisis by crisis."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        assert "The flour You decided: Keep it." in said(pilot)
        await press(pilot, "right")
        assert "The flour" in said(pilot)
        await press(pilot, "down")
        assert "Ada decided: Share. In your timeline: Keep it." in said(pilot)
        await press(pilot, "down", "home")
        assert "Ada decided: Hold." in said(pilot)
        await press(pilot, "left")
        assert "Here it began." in said(pilot)
        await press(pilot, "left", "up")
        assert "Here it began." in said(pilot)
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "The flour" in said(pilot)
        await press(pilot, "left_square_bracket")
        assert "The stones" in said(pilot)
        await press(pilot, "end")
        assert "The flour" in said(pilot)
        await press(pilot, "escape")
        assert stage_name(app) == "Finale" and not app.screen.is_modal

    drive(app, script)


def test_the_mouse_goes_to_a_sign_and_reads_it(tmp_path: Path) -> None:
    """A click goes there, a second one reads; the name of a line goes to its beginning; keys can be clicked."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await click_text(pilot, "◆", within="#lanes")
        assert "Ada decided: Hold." in said(pilot)
        await click_text(pilot, "◆", within="#lanes")
        assert "History: Ada" in said(pilot)
        await press(pilot, "escape")
        await click_text(pilot, "Now")
        assert "Here it began." in said(pilot)
        await click_text(pilot, "What if")
        assert app.screen_stack[-1].is_modal and isinstance(app.screen, Timeline)

    drive(app, script)


def test_a_node_s_pages_can_be_read_again(tmp_path: Path) -> None:
    """The moment, its choices and what came of it; the opening, too; links lead to the codex."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "home", "right", "enter")
        shown = said(pilot)
        assert "Stones." in shown and "What came of it" in shown and "You decided ▌ Hit." in shown
        await press(pilot, "l", "enter")
        assert "Source" in text(pilot)
        await press(pilot, "q", "left", "enter")
        assert "You are Ada." in said(pilot)

    drive(app, script)


def test_b_goes_back_and_the_branch_that_is_left_is_kept(tmp_path: Path) -> None:
    """Play stands at the decision again; deciding otherwise makes a second line; undo is still one key."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "b")
        assert app.session is not None
        game = app.session.game
        assert isinstance(game.stage, Decision) and game.stage.beat.id == "1902-mill/flour"
        await click_text(pilot, "Share.")
        await press(pilot, "enter", "enter")
        assert isinstance(game.stage, Reveal)
        await press(pilot, "t")
        assert len(branches_of(game).timelines) == 2
        await press(pilot, "escape", "u")
        assert isinstance(game.stage, Decision) and len(game.tree.nodes) == 4
        await press(pilot, "t", "down", "down", "p")
        assert isinstance(game.stage, Finale) and game.path[-1].choice == "keep"

    drive(app, script, (80, 30))
    tree_of(app, tmp_path)


def test_what_cannot_stand_is_decided_by_whom_one_says(tmp_path: Path) -> None:
    """The two are offered, the change is marked and explained, and both can be kept beside each other."""
    app = app_at(tmp_path, on(begun(WEST)))

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "home", "right", "w")
        await click_text(pilot, "SECRET-REFUSAL")
        assert "Who decides where your decision cannot stand?" in text(pilot)
        await press(pilot, "3")
        assert app.session is not None and len(app.session.game.tree.tips()) == 1
        await press(pilot, "w")
        await click_text(pilot, "SECRET-REFUSAL")
        await press(pilot, "1")
        assert "This is closed now: There is no dam. Instead history decides: Talk." in said(pilot).replace("▌ ", "")
        assert "It no longer comes to this." in said(pilot)
        await press(pilot, "escape", "right", "right")
        assert "History decided for you: Talk." in said(pilot)
        assert "□" in text(pilot)

    drive(app, script, (100, 40))
    game = tree_of(app, tmp_path)
    assert [node.by for node in game.tree.path(game.tree.tips()[-1].id)][2] is Picker.HISTORY


def test_asking_can_be_let_be(tmp_path: Path) -> None:
    """Esc or the last row change nothing."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "w", "escape")
        await press(pilot, "w", "end", "enter")
        await press(pilot, "n", *"Not kept", "escape")
        assert isinstance(app.screen, Timeline)
        assert app.session is not None and not app.session.game.tree.names
        assert len(app.session.game.tree.nodes) == 3

    drive(app, script)


def test_a_name_stays_text(tmp_path: Path) -> None:
    """Whatever is typed: no markup, no commands to the terminal, and gone again when it is emptied."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "n", *"[red]b", "enter")
        assert "[red]b" in text(pilot)
        assert app.session is not None and app.session.game.tree.names == {2: "[red]b"}
        await press(pilot, "n", *["backspace"] * 6, "enter")
        assert not app.session.game.tree.names

    drive(app, script)


def test_comparing_goes_straight_to_history_where_there_is_nothing_else(tmp_path: Path) -> None:
    """And says so where there is nothing at all."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "c")
        assert "The present timeline · History" in said(pilot)

    drive(app, script)
    again = make_app(small(), tmp_path / "again", wish=Wish(crisis="1900-bridge", seat="north"))

    async def alone(pilot: Pilot[int]) -> None:
        await press(pilot, "t", "c")
        assert "There is nothing to compare with yet" in said_of_toasts(pilot)

    drive(again, alone, toasts=True)


def said_of_toasts(pilot: Pilot[int]) -> str:
    """What was said in passing."""
    return " ".join(note.message for note in pilot.app._notifications)


def test_what_may_not_be_done_is_refused_with_a_line(tmp_path: Path) -> None:
    """History's row, the present end, the opening: each says why not."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "p", "home", "w", "down", "w", "n", "p", "b")
        told = said_of_toasts(pilot)
        for why in ("that you are playing", "nothing was decided at the opening", "stays as it was", "needs no name"):
            assert why in told.lower()
        assert told.count("History's own decisions are there to be read") == 2
        assert isinstance(app.screen, Timeline)

    drive(app, script, toasts=True)


def test_before_a_forecast_nothing_is_given_away(tmp_path: Path) -> None:
    """The line ends with one's own decision; asking and comparing wait."""
    game = on(begun(EAST), Foresee)
    app = app_at(tmp_path, game)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "t", "w", "c")
        assert "What came of it is not known yet." in said(pilot)
        assert said_of_toasts(pilot).count("First the forecast") == 2

    drive(app, script, toasts=True)


def test_two_people_at_one_keyboard_see_only_their_own(tmp_path: Path) -> None:
    """Nothing while the keyboard changes hands; then no other timeline, and no decision of the other's."""
    game = begun(BOTH)
    while not (isinstance(game.stage, Decision) and game.stage.seat.id == "west"):
        if isinstance(game.stage, Decision):
            game.choose("yes-build")
        elif isinstance(game.stage, Foresee):
            game.forecast(40)
        else:
            game.proceed()
    app = app_at(tmp_path, game)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "t")
        assert not isinstance(app.screen, Timeline)
        while stage_name(app) != "Decision":
            await press(pilot, "enter")
        await press(pilot, "t", "home", "right")
        assert "Ada decided. What, is sealed until the crisis is looked back on." in said(pilot)
        await press(pilot, "b", "w", "c")
        told = said_of_toasts(pilot)
        assert "only they can go back to it" in told and told.count("Two people play here") == 2
        assert "SECRET" not in said(pilot)

    drive(app, script, toasts=True)


def test_where_there_is_no_room_it_is_a_list(tmp_path: Path) -> None:
    """Arrows choose a decision, left and right another line, and every key does what it does elsewhere."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        menu = app.screen.query_one(Menu)
        assert menu.display and len(menu.rows) == 4
        await press(pilot, "up", "right")
        assert "Bo decided: Bow." in said(pilot) and "As in your timeline." in said(pilot)
        await press(pilot, "left", "home", "enter")
        assert "You are Ada." in said(pilot)
        await press(pilot, "escape", "down", "b")
        assert stage_name(app) == "Decision"

    drive(app, script, (40, 16))


def test_any_size_is_survived_and_the_place_is_kept(tmp_path: Path) -> None:
    """From the list to the lines and back, at one decision."""
    game = over()
    explore(game, "1901-weir/stones", "hold")
    app = app_at(tmp_path, game)

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "left")
        shown = text(pilot)
        for size in ((20, 5), (60, 24), (200, 60), (1, 1), (71, 24), (72, 15), (100, 16)):
            await pilot.resize_terminal(*size)
            await press(pilot, "question_mark", "escape")
        await pilot.resize_terminal(80, 24)
        await press(pilot, "right", "left")
        assert text(pilot) == shown

    drive(app, script)


def test_it_is_among_the_commands_and_explains_itself(tmp_path: Path) -> None:
    """By name from the palette; its help tells every key and every sign."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        await press(pilot, "escape", "ctrl+p", *"timel", "enter")
        assert isinstance(app.screen, Timeline)
        await press(pilot, "question_mark")
        told = said(pilot)
        assert "what if only this had been different" in told and "here a line parts" in told

    drive(app, script)


def test_a_disk_that_is_full_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window says so, the tree is as it was, and one may try again."""
    app = app_at(tmp_path, over())

    async def script(pilot: Pilot[int]) -> None:
        await to_timeline(pilot)
        assert app.session is not None
        before = app.session.game.tree

        def refuse(*_given: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr("game.saves.kept.write_whole", refuse)
            await press(pilot, "home", "right", "w", "1")
            assert "the disk is full" in said(pilot)
            await press(pilot, "escape", "n", "x", "enter")
            assert "the disk is full" in said(pilot)
        assert app.session.game.tree == before
        await press(pilot, "escape", "w", "1")
        assert "What if only this had been different?" in said(pilot)

    drive(app, script)
    assert len(tree_of(app, tmp_path).tree.tips()) == 2


def test_the_packs_of_these_tests_are_the_ones_meant() -> None:
    """A river and a weir, each small enough to be known by heart."""
    assert (river().id, weir().id) == ("river", "weir")
