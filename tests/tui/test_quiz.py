"""The quiz on the screen: opened by a key that is shown, one question at a time, left at any time, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.errors import SaveError
from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.play.stages import Debrief, Decision, Finale
from game.saves import Asked, Tree
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.screens.quiz import QuizWindow
from game.tui.settings import Settings, Signs
from game.tui.widgets.menu import Menu
from game.tui.widgets.page_view import PageView
from tests.play.asking import BOTH, WATCH, asking, game_of, play_on
from tests.tui.driving import (
    click_text,
    drive,
    lines,
    make_app,
    match_golden,
    press,
    settled,
    small,
    stage_name,
    text,
    texts,
)


def app_at(folder: Path, game: Playthrough, settings: Settings | None = None) -> GameApp:
    """The app on a save that stands where a game stands."""
    SaveStore(folder / "saves").create("kept", game.tree).close()
    return make_app(asking(), folder, save="kept", settings=settings)


def asked(app: GameApp) -> tuple[Asked, ...]:
    """What was asked, as it lies on disk."""
    assert app.session is not None
    return app.session.kept.tree.quiz


def outcomes(app: GameApp) -> list[bool | None]:
    """Of each question, whether it was right."""
    return [each.right for each in asked(app)]


def said(pilot: Pilot[int]) -> str:
    """All that the present screen holds, in one line."""
    return " ".join(texts(pilot).split())


def is_open(pilot: Pilot[int]) -> bool:
    """Whether the quiz lies on top."""
    return isinstance(pilot.app.screen, QuizWindow)


def window(pilot: Pilot[int]) -> str:
    """The quiz's frame and what is in it, as text."""
    region = pilot.app.screen.query_one(".window").region
    return "\n".join(line[region.x : region.right] for line in lines(pilot)[region.y : region.bottom])


SIZES = [(60, 24), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_question_and_its_answer_look_as_they_did(tmp_path: Path, size: tuple[int, int]) -> None:
    """Options below the question, the cursor where it does no harm; then the reason and its source."""
    app = make_app(small(), tmp_path, wish=Wish(crisis="1900-bridge", seat="north"))

    async def script(pilot: Pilot[int]) -> None:
        while stage_name(app) != "Debrief":
            keys = {"Decision": ("1", "enter", "enter"), "Foresee": ("s",)}
            await press(pilot, *keys.get(stage_name(app), ("enter",)))
        await press(pilot, "z")
        match_golden(f"quiz-{size[0]}x{size[1]}", text(pilot))
        await press(pilot, "1")
        match_golden(f"quiz-answer-{size[0]}x{size[1]}", text(pilot))

    drive(app, script, size)


def test_the_debrief_shows_the_key_and_the_quiz_goes_from_question_to_tally(tmp_path: Path) -> None:
    """Right, not right, passed over; then the page below shows the answers, where the reader was."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        assert "[ Quiz ] z" in text(pilot)
        assert "asks you these one by one" in said(pilot) and "East did." not in said(pilot)
        page = pilot.app.screen.query_one("#page", PageView)
        page.go_to_line(10)
        await settled(pilot)
        top = page.scroll_offset.y
        await press(pilot, "z")
        assert "Question 1 of 3" in text(pilot) and "Who built the weir?" in text(pilot)
        await press(pilot, "2")
        assert "Right" in said(pilot) and "East did. [1]" in said(pilot) and "An old book" in said(pilot)
        assert outcomes(app) == [True]
        await press(pilot, "enter", "up", "up", "up", "down", "up", "enter")
        assert "Not right" in said(pilot) and "The wall" in said(pilot) and "The answer: The water" in said(pilot)
        await press(pilot, "space")
        assert "Question 3 of 3" in text(pilot)
        await press(pilot, "enter")
        assert "3 questions: 1 right, 1 missed and 1 left open." in said(pilot)
        assert "It comes back after a later crisis:" in said(pilot)
        await press(pilot, "enter")
        assert not is_open(pilot)
        assert stage_name(app) == "Debrief"
        assert "East did." in said(pilot) and "Not answered yet." in said(pilot)
        assert top > 0 and page.scroll_offset.y == top
        assert outcomes(app) == [True, False, None]

    drive(app, script)


def test_enter_alone_answers_nothing_however_often_it_is_pressed(tmp_path: Path) -> None:
    """It passes everything over, comes to the tally, and closes."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "z", *["enter"] * 3)
        assert "3 questions, all left open." in said(pilot)
        await press(pilot, "enter")
        assert not is_open(pilot) and stage_name(app) == "Debrief"
        assert outcomes(app) == [None] * 3
        await press(pilot, "z", "2", "enter", "0", "escape")
        assert outcomes(app) == [None, True, None]

    drive(app, script)


def test_escape_leaves_the_quiz_and_it_goes_on_from_there(tmp_path: Path) -> None:
    """Before an answer and after one; what was answered is kept, and nothing blocks the way on."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "z", "escape")
        assert not is_open(pilot) and asked(app) == ()
        await press(pilot, "z", "1", "escape")
        assert outcomes(app) == [False]
        await press(pilot, "z")
        assert "Question 1 of 2" in text(pilot) and "What fell?" in text(pilot)
        await press(pilot, "escape", "enter")
        assert stage_name(app) == "Briefing"

    drive(app, script)


def test_what_was_missed_comes_back_and_the_end_asks_the_seminars_questions(tmp_path: Path) -> None:
    """From the list of ways on, by number."""
    game = play_on(game_of(), Debrief)
    for question in ("1901-weir/00", "1901-weir/01"):  # of another wording, long gone
        game.asked(question, "1901-weir", right=False)
    app = app_at(tmp_path, play_on(game, Finale))

    async def script(pilot: Pilot[int]) -> None:
        while stage_name(app) != "Finale":
            await press(pilot, "enter")
        await press(pilot, "tab")
        row = next(row for row in text(pilot).splitlines() if "Take the quiz" in row)
        await press(pilot, row.strip("› ")[0], "enter")
        assert "Whose tent?" in text(pilot)
        await press(pilot, "2", "enter")
        assert "On the whole story." in text(pilot)
        await press(pilot, "1", "enter")
        assert "Back from The weir is raised, 1901." in text(pilot)
        await press(pilot, "escape")
        assert outcomes(app)[-2:] == [True, True]

    drive(app, script, (100, 40))


def test_sources_and_words_open_from_an_answer_and_the_quiz_stays(tmp_path: Path) -> None:
    """One comes back to the answer, and Enter leads on."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "z", "2", "enter", "2")
        assert "See Wheel. [1][2]" in said(pilot)
        await press(pilot, "l", "enter")
        assert "It turns." in text(pilot)
        await press(pilot, "escape")
        assert is_open(pilot) and "The answer: The water" in said(pilot)
        await press(pilot, "question_mark")
        assert "nothing of it counts in the score" in said(pilot)
        await press(pilot, "escape", "enter")
        assert "Question 3 of 3" in text(pilot)
        assert outcomes(app) == [True, True]

    drive(app, script)


def test_everything_in_a_quiz_can_be_clicked(tmp_path: Path) -> None:
    """The button below the page, an option, the way on, and the way out."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        await click_text(pilot, "Quiz ]")
        await click_text(pilot, "2 East", within="#options")
        await click_text(pilot, "Next", within=".window")
        await click_text(pilot, "0 Pass over", within="#options")
        await click_text(pilot, "Leave", within=".window")
        assert not is_open(pilot)
        assert outcomes(app) == [True, None]

    drive(app, script, (100, 30))


def test_the_palette_knows_the_quiz_and_says_why_there_is_none(tmp_path: Path) -> None:
    """Also in the middle of the next crisis, where what is thought over stays thought over."""
    app = app_at(tmp_path, play_on(play_on(game_of(), Debrief), Decision))

    async def script(pilot: Pilot[int]) -> None:
        while stage_name(app) != "Decision":
            await press(pilot, "enter")
        await press(pilot, "1")
        await press(pilot, "ctrl+p", *"quiz", "enter")
        assert "Question 1 of 3" in text(pilot)
        await press(pilot, "2", "escape")
        assert stage_name(app) == "Decision" and outcomes(app) == [True]
        assert pilot.app.screen.query_one("#choices", Menu).cursor == 0
        await press(pilot, "z", "0", "0", "escape", "u")
        await press(pilot, "z")
        assert not is_open(pilot)
        assert "none has been yet" in " ".join(text(pilot).split())

    drive(app, script, toasts=True)


def test_who_watches_sees_the_answers_and_between_two_players_there_is_no_quiz(tmp_path: Path) -> None:
    """The one has nothing to prove; the others have the keyboard in the air."""
    watched = app_at(tmp_path / "watched", play_on(game_of(WATCH), Debrief))

    async def watching(pilot: Pilot[int]) -> None:
        assert "East did." in said(pilot) and "[ Quiz ]" not in text(pilot)

    drive(watched, watching)
    between = app_at(tmp_path / "between", game_of(BOTH))

    async def playing(pilot: Pilot[int]) -> None:
        assert stage_name(between) == "Handover"
        await press(pilot, "z")
        assert not is_open(pilot) and "changing hands" in text(pilot)

    drive(between, playing, toasts=True)


def test_an_answer_that_cannot_be_saved_is_tried_again_before_it_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before it is on disk is anybody told whether it was right."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        assert app.session is not None
        kept, keep, refusals = app.session.kept, app.session.kept.keep, [2]

        def full(tree: Tree) -> None:
            if refusals[0]:
                refusals[0] -= 1
                raise SaveError("no space left on [device]")
            keep(tree)

        monkeypatch.setattr(kept, "keep", full)
        monkeypatch.setattr(app.session.game, "_keep", full)
        await press(pilot, "z", "2")
        assert "no space left on [device]" in text(pilot) and "East did." not in said(pilot)
        await press(pilot, "1")
        assert "no space left on [device]" in text(pilot) and asked(app) == ()
        await press(pilot, "1")
        assert is_open(pilot) and "East did." in said(pilot)
        assert outcomes(app) == [True]
        await press(pilot, "enter")
        assert "Question 2 of 3" in text(pilot)

    drive(app, script)


def test_leaving_because_nothing_can_be_saved_leaves_no_quiz_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next game's quiz is its own."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        assert app.session is not None

        def full(_tree: Tree) -> None:
            raise SaveError("no space left")

        monkeypatch.setattr(app.session.game, "_keep", full)
        await press(pilot, "z", "2", "2")
        assert app.session is None
        app.resume_game("kept")
        await settled(pilot)
        assert stage_name(app) == "Debrief"
        await press(pilot, "z", "2")
        assert "East did." in said(pilot)
        assert outcomes(app) == [True]

    drive(app, script)


@pytest.mark.parametrize("signs", [Signs.TERMINAL, Signs.ASCII])
def test_a_quiz_survives_every_size(tmp_path: Path, signs: Signs) -> None:
    """From one cell to a wall, with a question, an answer and the tally in sight; then it is whole again."""
    app = app_at(tmp_path, play_on(game_of(), Debrief), Settings(signs=signs, motion=False))

    async def script(pilot: Pilot[int]) -> None:
        for keys in (("z",), ("2",), ("enter", "1"), ("enter", "0")):
            await press(pilot, *keys)
            before = window(pilot)
            for size in ((1, 1), (20, 5), (33, 9), (400, 120), (2, 40)):
                await pilot.resize_terminal(*size)
                await settled(pilot)
            await pilot.resize_terminal(80, 24)
            await settled(pilot)
            assert window(pilot) == before
            assert signs is Signs.TERMINAL or before.isascii()
        assert "1 right, 1 missed and 1 left open" in said(pilot)

    drive(app, script)


def test_on_a_low_screen_the_options_can_be_reached(tmp_path: Path) -> None:
    """The one under the cursor is always in sight."""
    app = app_at(tmp_path, play_on(game_of(), Debrief))

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "z", "0", "0")
        for option in ("A year", "A month", "A week", "A day"):
            await press(pilot, "up")
            assert option in text(pilot)
            assert "How long?" in said(pilot)

    drive(app, script, (40, 10))
