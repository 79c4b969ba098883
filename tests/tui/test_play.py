"""Games played on the screen: by keys, by mouse, left and taken up, undone, by two, and against a full disk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.content import load_pack
from game.errors import SaveError
from game.play.setup import Wish
from game.play.stages import Decision, Finale, Foresee, Handover, Reveal, Stage
from game.saves import Picker, Reading, Tree
from game.saves.store import SaveStore
from game.tui.app import GameApp
from game.tui.screens.desk import Desk
from game.tui.widgets.page_view import PageView
from tests.tui.driving import (
    SMALL,
    click_text,
    drive,
    lines,
    make_app,
    press,
    send_key,
    settled,
    small,
    stage_name,
    text,
    texts,
    tutorial,
)

NORTH = Wish(crisis="1900-bridge", seat="north")
PAY, REFUSE = "Pay for the plank.", "Send him away."


def stage(app: GameApp) -> Stage:
    """Where the game stands."""
    assert app.session is not None
    return app.session.game.stage


def page_text(pilot: Pilot[int]) -> str:
    """The page of the desk, in sight or not."""
    view = pilot.app.screen.query_one("#page", PageView)
    return "\n".join("".join(bit.text for bit in line) for line in view.lines)


async def take(pilot: Pilot[int], title: str) -> None:
    """Take a choice by its number, without a reason."""
    await press(pilot, number_of(pilot, title), "enter", "enter")


def number_of(pilot: Pilot[int], title: str) -> str:
    """The number that a choice has on the screen."""
    return next(found[1] for line in lines(pilot) if (found := re.search(rf"(\d) {re.escape(title)}", line)))


def test_a_game_from_the_title_to_the_end_by_keys_alone(tmp_path: Path) -> None:
    """New game, seat, story, begin; read, choose with a reason, foresee, read, note; to the ways on and back."""
    app = make_app(small(), tmp_path)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "1", "1", "2", "enter")
        assert stage_name(app) == "Briefing"
        assert "A cart from South fell through" in text(pilot)
        await press(pilot, "enter")
        assert "What do you tell them?" in text(pilot)
        await press(pilot, number_of(pilot, REFUSE))
        assert "The plank was rotten when you got it." in text(pilot)
        await press(pilot, "enter", *"[/b]", "enter")
        assert isinstance(stage(app), Foresee)
        await press(pilot, "7", "0")
        assert "70 %" in text(pilot)
        await press(pilot, "right", "enter")
        assert isinstance(stage(app), Reveal)
        assert "Your reason: [/b]" in page_text(pilot)
        assert "You said 75 %. It came true." in page_text(pilot)
        await press(pilot, "n", *"less", "enter")
        await press(pilot, "enter")
        while not isinstance(stage(app), Finale):
            await press(pilot, "enter")
        assert "Beside history" in page_text(pilot)
        await press(pilot, "tab")
        assert "Play the other side: South" in text(pilot)

    drive(app, script)
    tree = SaveStore(tmp_path / "saves").listing()[0].tree
    assert tree is not None
    mine = next(node for node in tree.nodes if node.by is Picker.PERSON)
    assert (mine.choice, mine.reason, mine.forecast, mine.note) == ("refuse", "[/b]", 75, "less")


def test_the_tutorial_by_mouse_alone(tmp_path: Path) -> None:
    """Every step has something to click on."""
    app = make_app(small(), tmp_path)

    async def script(pilot: Pilot[int]) -> None:
        await click_text(pilot, "Tutorial")
        await click_text(pilot, "Britain")
        assert app.session is not None
        assert app.session.pack.id == "tutorial"
        while not isinstance(stage(app), Finale):
            here = stage(app)
            if isinstance(here, Decision):
                title = here.options[0].choice.title[:20]
                await click_text(pilot, title, within="#dock")
                await click_text(pilot, "Choose this")
                await click_text(pilot, "Decide ]")
            elif isinstance(here, Foresee):
                await click_text(pilot, "0 ░░░░░░░░░")
                await pilot.click("Scale", offset=(20, 1))
                await click_text(pilot, "Put it down")
            else:
                await click_text(pilot, "Go on ]")
            assert stage(app) != here
        await click_text(pilot, "To the choices")
        await click_text(pilot, "To the title")
        await click_text(pilot, "To the title")
        assert "Tutorial" in text(pilot)
        await click_text(pilot, "q Quit")

    drive(app, script, (100, 30))
    assert app.return_code == 0


def test_a_game_is_taken_up_at_the_very_stage_where_it_was_left(tmp_path: Path) -> None:
    """At a forecast, then at a reveal: by the title's first row, and by name from the command line."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def to_the_forecast(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        await take(pilot, PAY)
        assert isinstance(stage(app), Foresee)
        await press(pilot, "q")
        assert "The rotten plank, North" in text(pilot)
        assert "a forecast is asked for" in " ".join(text(pilot).split())
        await press(pilot, "1")
        assert isinstance(stage(app), Foresee)
        await press(pilot, "5", "0", "enter", "q")

    drive(app, to_the_forecast)
    (name,) = SaveStore(tmp_path / "saves").names()
    again = make_app(small(), tmp_path, save=name)

    async def at_the_reveal(pilot: Pilot[int]) -> None:
        assert isinstance(stage(again), Reveal)
        assert "You said 50 %." in page_text(pilot)

    drive(again, at_the_reveal)


def test_undo_goes_back_and_the_journal_knows_the_other_timeline(tmp_path: Path) -> None:
    """The other road can be taken, and the first is a row of the journal to take up again."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "enter", "u")
        assert isinstance(stage(app), Decision)  # nothing to undo: said, not done
        await take(pilot, PAY)
        await press(pilot, "s", "u")
        assert isinstance(stage(app), Decision)
        await take(pilot, REFUSE)
        await press(pilot, "s")
        await press(pilot, "j")
        assert "An answer to South: Send him away." in text(pilot)
        assert "Another timeline: An answer to South: Pay for the plank." in text(pilot)
        await press(pilot, "end", "enter")
        assert app.session is not None
        assert [node.choice for node in app.session.game.path][:1] == ["pay"]
        await press(pilot, "j", "home", "enter")
        assert isinstance(stage(app), Decision)
        assert len(app.session.game.tree.tips()) == 2

    drive(app, script)


def test_nothing_of_an_outcome_is_shown_before_the_forecast(tmp_path: Path) -> None:
    """Neither in the meters nor by asking why; afterwards both tell."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        await take(pilot, REFUSE)
        assert isinstance(stage(app), Foresee)
        assert "+18" not in texts(pilot)
        await press(pilot, "m")
        assert isinstance(app.screen.query_one("#page"), PageView)
        assert not app.screen.is_modal
        await press(pilot, "s")
        assert "+18" in texts(pilot)

    drive(app, script, (120, 30))


def test_a_closed_choice_says_why_and_is_not_taken(tmp_path: Path) -> None:
    """It can be looked at like any other."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "enter")
        before = stage(app)
        await press(pilot, number_of(pilot, "Let the priest decide. (closed)"))
        assert "The priest is away until the plank is mended." in text(pilot)
        await press(pilot, "enter", "enter")
        assert stage(app) == before

    drive(app, script)


def test_two_at_one_keyboard_do_not_see_each_others_cards(tmp_path: Path) -> None:
    """Between them the keyboard changes hands, and then neither meters nor journal nor undo give anything away."""
    app = make_app(small(), tmp_path, wish=Wish(crisis="1900-bridge", hot_seat=True))

    async def script(pilot: Pilot[int]) -> None:
        assert isinstance(stage(app), Handover)
        assert "Pride" not in texts(pilot)
        await press(pilot, "enter", "enter")
        assert "Pride" in texts(pilot)
        await take(pilot, PAY)
        await press(pilot, "s", "enter")
        assert isinstance(stage(app), Handover)
        for key in ("m", "j", "u"):
            await press(pilot, key)
            assert isinstance(stage(app), Handover)
            assert not app.screen.is_modal
        await press(pilot, "enter")
        shown = texts(pilot)
        assert "Your cart fell through the bridge" in shown
        assert "Purse" in shown and "Pride" not in shown
        await press(pilot, "u")
        assert app.session is not None
        assert len(app.session.game.path) == 2  # the other side's decision stands

    drive(app, script)


def test_history_can_be_watched(tmp_path: Path) -> None:
    """Nobody decides; both sides' views are shown."""
    app = make_app(small(), tmp_path)

    async def script(pilot: Pilot[int]) -> None:
        await press(pilot, "3", "2")
        assert app.session is not None
        assert set(app.session.game.root.seats.values()) == {Picker.HISTORY}
        assert "As North saw it" in page_text(pilot)
        for _ in range(6):
            if not isinstance(stage(app), Finale):
                await press(pilot, "enter")
        assert isinstance(stage(app), Finale)

    drive(app, script)


def test_the_end_leads_on_to_the_other_seat(tmp_path: Path) -> None:
    """The same story from the other side, with the same luck, in a save of its own."""
    app = make_app(small(), tmp_path, wish=Wish(crisis="1900-bridge", seat="south"), seed=99)

    async def script(pilot: Pilot[int]) -> None:
        while not isinstance(stage(app), Finale):
            if isinstance(here := stage(app), Decision):
                await take(pilot, here.options[0].choice.title)
            else:
                await press(pilot, "s" if isinstance(here, Foresee) else "enter")
        await press(pilot, "tab", "1", "enter")
        assert app.session is not None
        root = app.session.game.root
        assert (root.seats["north"], root.seed) == (Picker.PERSON, 99)

    drive(app, script)
    assert len(SaveStore(tmp_path / "saves").names()) == 2


def test_a_decision_that_cannot_be_saved_is_not_taken_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure is said; trying again goes on from what is on disk; the game is usable all along."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        assert app.session is not None
        await press(pilot, "enter")
        kept = app.session.kept
        keep, tries = kept.keep, 0

        def full(tree: Tree) -> None:
            nonlocal tries
            tries += 1
            if tries <= 2:
                raise SaveError("no space left on [device]")
            keep(tree)

        monkeypatch.setattr(kept, "keep", full)
        monkeypatch.setattr(app.session.game, "_keep", full)
        await take(pilot, PAY)
        assert "no space left on [device]" in text(pilot)
        assert isinstance(stage(app), Decision)
        await press(pilot, "1")
        assert "no space left on [device]" in text(pilot)
        await press(pilot, "1")
        assert isinstance(stage(app), Foresee)
        assert kept.tree.nodes[0].choice == "pay"

    drive(app, script)


def test_a_computers_decision_that_cannot_be_saved_comes_when_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where several things are kept in one go and only the first of them was."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        assert app.session is not None
        await press(pilot, "enter")
        await take(pilot, PAY)
        await press(pilot, "s")
        kept = app.session.kept
        keep, full = kept.keep, True

        def one_then_full(tree: Tree) -> None:
            if full and len(tree.nodes) > 1:
                raise SaveError("no space left")
            keep(tree)

        monkeypatch.setattr(kept, "keep", one_then_full)
        monkeypatch.setattr(app.session.game, "_keep", one_then_full)
        await press(pilot, "enter")
        assert "no space left" in text(pilot)
        full = False
        await press(pilot, "1")
        assert stage_name(app) == "News"
        await press(pilot, "enter")
        assert stage_name(app) == "News"  # the storm, then the railing: neither is passed over
        assert "Word from the Southern side" in page_text(pilot)

    drive(app, script)


def test_what_the_command_line_leaves_out_is_asked(tmp_path: Path) -> None:
    """A seat without a story: only the story and the terms are asked; the save gets the name that was given."""
    app = make_app(small(), tmp_path, wish=Wish(seat="south", reading=Reading.SHORT), save="mine")

    async def script(pilot: Pilot[int]) -> None:
        assert "What do you play?" in text(pilot)
        await press(pilot, "2")
        assert "in their short form" in text(pilot)
        await press(pilot, "2")
        assert "played by: history" in text(pilot)
        await press(pilot, "1")
        assert app.session is not None
        assert app.session.name == "mine"
        assert app.session.game.root.seats == {"north": Picker.HISTORY, "south": Picker.PERSON}

    drive(app, script)


def test_the_text_begins_in_sight_and_the_choices_stay_below_it(tmp_path: Path) -> None:
    """However small the terminal: the head of the briefing, and what may be done."""
    for size in ((80, 24), (60, 24), (40, 16)):
        folder = tmp_path / str(size[0])
        app = make_app(tutorial(), folder, wish=Wish(crisis="1898-fashoda", seat="britain"))

        async def script(pilot: Pilot[int]) -> None:
            await press(pilot, "enter")
            shown = text(pilot)
            assert "Orders for the Sirdar" in shown
            assert "What shall Kitchener do" in shown
            assert pilot.app.focused is pilot.app.screen.query_one("#page")

        drive(app, script, size)


def test_brackets_in_a_pack_are_shown_as_they_are_written_on_every_screen(tmp_path: Path) -> None:
    """Titles, names, choices, meters and what a player types: none is read as markup, none crashes a window."""
    wild = "[/n] [b]x[/b]"
    shutil.copytree(SMALL, tmp_path / "small")
    for file, words in (
        ("pack.yaml", ("The Bridge", "North", "Quarrel", "Ada", "All honour", "The toll", "One summer")),
        ("crises/1900-bridge.yaml", ("The rotten plank", "An answer to South", "Send him away.", "Carts cross")),
    ):
        path = tmp_path / "small" / file
        found = path.read_text(encoding="utf-8")
        for word in words:
            found = re.sub(
                rf"(title|name|term): \"?{re.escape(word)}([^,\"\n}}]*)\"?", rf'\1: "{wild} {word}\2"', found
            )
        path.write_text(found, encoding="utf-8")
    app = make_app(load_pack(tmp_path / "small"), tmp_path)

    async def script(pilot: Pilot[int]) -> None:
        async def shows(word: str, *keys: str) -> None:
            await press(pilot, *keys)
            assert f"{wild} {word}" in " ".join(texts(pilot).split())

        await shows("The Bridge")
        await shows("North", "1")
        await shows("The rotten plank", "1")
        await press(pilot, "2")
        await shows("All honour", "3")
        await press(pilot, "1")
        await shows("Ada")
        await shows("Quarrel")
        await shows("An answer to South", "enter")
        await shows("Send him away.", "1", "enter")
        await press(pilot, *"[/why]", "enter", "s")
        assert "Your reason: [/why]" in page_text(pilot)
        await shows("Quarrel", "m", "1")
        await press(pilot, "escape", "escape")
        await shows("An answer to South", "j")
        await press(pilot, "escape")
        await shows("The toll", "c", *"[/n]")
        await press(pilot, "enter", "escape", "escape", "q")
        await shows("The rotten plank", "5")

    drive(app, script, (120, 50), toasts=True)


def test_keys_that_come_too_fast_pass_over_nothing(tmp_path: Path) -> None:
    """A key struck twice is not taken for an answer to a page that nobody has seen yet."""
    app = make_app(small(), tmp_path, wish=NORTH)

    async def script(pilot: Pilot[int]) -> None:
        async def at_once(*keys: str) -> None:
            for key in keys:
                send_key(pilot, key)
            await settled(pilot)

        await at_once("enter", "enter", "enter")
        assert isinstance(stage(app), Decision)
        await press(pilot, "1", "enter")
        await at_once("enter", "enter")
        assert isinstance(stage(app), Foresee)
        await press(pilot, "5")
        await at_once("enter", "enter")
        assert isinstance(stage(app), Reveal)
        await at_once("j", "escape", "escape", "escape")
        assert isinstance(app.screen, Desk)
        await at_once("q", "1", "1", "1")
        if app.session is None:  # they came before there was a title to take them
            await press(pilot, "1")
        assert isinstance(stage(app), Reveal)
        assert len(SaveStore(tmp_path / "saves").names()) == 1

    drive(app, script)
