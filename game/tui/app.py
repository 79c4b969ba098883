"""The app: it wires screens, saves, settings and signals together, and decides nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from game.errors import GameError, SaveForeign
from game.play.setup import Wish
from game.tui.host import Answered, Host, unawaited
from game.tui.marks import ASCII, UNICODE, only_ascii
from game.tui.screens.title import Title
from game.tui.session import Packs, Session, adopt, begin, resume
from game.tui.settings import Settings, Signs, keep_settings, load_settings
from game.tui.themes import PLAIN, THEMES, theme_name
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import row

if TYPE_CHECKING:
    from game.engine.model import Pack
    from game.play.page import Page
    from game.saves.store import SaveStore
    from game.tui.screens.desk import Desk
    from game.tui.screens.new_game import NewGame
    from game.tui.screens.reader import Reader
    from game.tui.screens.window import Window
    from game.tui.widgets.menu import Row

INTERRUPTED: Final = 130
GRACE: Final = 5.0
"""Seconds that an orderly end may take after a signal."""
ERROR = "That cannot be done"
FOREIGN = "Made with other content"
FOREIGN_TOLD = (
    "Some decisions in this save do not fit the content that is here. What still fits can be played on, as a new save; "
    "this one stays as it is."
)
ADOPT, LET_BE = "Play on with what fits", "Let it be"
ADOPTED = "{left} left behind. This is the save {name}."
ONE_DECISION, DECISIONS, NONE = "One decision was", "{count} decisions were", "No decision had to be"
SETTINGS_NOT_KEPT = "The settings hold until you leave, but could not be kept: {error}"
COPIED = "Copied."


class GameApp(Host):
    """The game on a screen."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("ctrl+c", "stop", show=False, priority=True),
        Binding("ctrl+q", "stop_quietly", show=False, priority=True),
        Binding("ctrl+p", "palette", show=False, priority=True),
    ]

    def __init__(
        self,
        pack: Pack,
        store: SaveStore,
        packs: Packs,
        settings_file: Path,
        *,
        first: Callable[[GameApp], None] | None = None,
    ) -> None:
        """Make the app.

        Args:
            pack: what is played.
            store: where saves are.
            packs: loads other packs, for saves and the tutorial.
            settings_file: where preferences are.
            first: what to do once the title is up.
        """
        super().__init__()
        self.title = pack.title
        self.pack = pack
        self.store = store
        self.packs = packs
        self.settings = load_settings(settings_file)
        self.marks = UNICODE
        self.session: Session | None = None
        self._settings_file = settings_file
        self._first = first
        self._began_at_terminal = _at_terminal()
        self._title = Title()
        self._windows: dict[str, Window[None]] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = PLAIN.name
        self._take_on(self.settings)

    def on_mount(self) -> None:
        """The title; then whatever was asked for."""
        self.install_screen(self._title, "title")
        self._mind_signals()
        unawaited(self.push_screen("title"))
        if self._first is not None:
            self.call_later(self._first, self)

    # -- screens, each made once, when it is first wanted: the title does not wait for them ---------------------------

    @cached_property
    def _desk(self) -> Desk:
        from game.tui.screens.desk import Desk

        desk = Desk()
        self.install_screen(desk, "desk")
        return desk

    @cached_property
    def _set_up(self) -> NewGame:
        from game.tui.screens.new_game import NewGame

        set_up = NewGame()
        self.install_screen(set_up, "set-up")
        return set_up

    @cached_property
    def _reader(self) -> Reader:
        from game.tui.screens.reader import Reader

        reader = Reader()
        self.install_screen(reader, "reader")
        return reader

    # -- signals ---------------------------------------------------------------------------------------------------

    def _mind_signals(self) -> None:
        """A request to stop ends the app in order, so that the terminal is given back as it was."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self._stop_for, int(number))
            except (NotImplementedError, RuntimeError, ValueError):
                return  # no such thing here, or not the main thread: whoever runs that one minds the signals

    def _stop_for(self, number: int) -> None:
        code = 128 + number
        if self.session is not None:
            self.session.close()  # everything is on disk; what is typed from here on does not count
        if self._began_at_terminal and not _at_terminal():
            os._exit(code)  # nobody to give a terminal back to, and writing to it would wait for ever
        last = threading.Timer(GRACE, os._exit, (code,))
        last.daemon = True
        last.start()
        self.exit(return_code=code)

    def action_stop(self) -> None:
        """Copy what is marked; if nothing is, leave."""
        marked = self.screen.get_selected_text()
        if marked:
            self.copy_to_clipboard(marked)
            self.screen.clear_selection()
            self.notify(COPIED, markup=False)
        else:
            self.exit(return_code=INTERRUPTED)

    def action_palette(self) -> None:
        """All commands by name. A question that is open comes first."""
        if not self.screen.is_modal:
            self.open_window("palette")

    def action_stop_quietly(self) -> None:
        """Leave."""
        self.exit(0)

    def on_unmount(self) -> None:
        """Let go of the save."""
        if self.session is not None:
            self.session.close()

    # -- what the screens ask for ----------------------------------------------------------------------------------

    def read(self, make: Callable[[], Page], pack: Pack | None = None) -> None:
        """Show a page to read over the present screen; its links lead into the pack."""
        if self.screen is self._reader:
            self._reader.open(make, pack)
        elif self._reader not in self.screen_stack:
            self._reader.begin(make, pack)
            unawaited(self.push_screen("reader"))

    def ask(
        self, title: str, told: Sequence[str], rows: Sequence[Row] = (), then: Answered | None = None, cursor: int = 0
    ) -> None:
        """Say something in a window, and ask what to do about it."""
        from game.tui.screens.message import Message

        unawaited(self.push_screen(Message(title, told, rows, cursor), then))

    def tell_error(self, error: GameError) -> None:
        """Say what went wrong."""
        self.ask(ERROR, tuple(str(error).splitlines()))

    def open_window(self, name: str) -> None:
        """Open one of the windows over the present screen."""
        window = self._windows.get(name)
        if window is None:
            window = self._windows[name] = _make_window(name)
            self.install_screen(window, name)
        if window not in self.screen_stack:
            unawaited(self.push_screen(name))

    def play(self, session: Session) -> None:
        """Show a game that has been begun or taken up."""
        if self.session is not None and self.session is not session:
            self.session.close()
        self.session = session
        self._desk.stale = True
        self._down_to_title()
        unawaited(self.push_screen("desk"))

    def begin_game(self, pack: Pack, wish: Wish, seed: int | None = None, name: str | None = None) -> None:
        """Begin a new game and show it."""
        self._try(lambda: self.play(begin(self.store, pack, wish, seed, name)))

    def resume_game(self, name: str) -> None:
        """Take up a save and show it; where it does not fit the content, offer what still does."""
        try:
            self.play(resume(self.store, name, self.packs))
        except SaveForeign as error:
            self.offer_rest(name, error)
        except GameError as error:
            self.tell_error(error)

    def offer_rest(self, name: str, error: SaveForeign) -> None:
        """Offer what still fits of a save made with other content."""

        def answered(answer: str | None) -> None:
            if answer == "adopt":
                self._try(lambda: self._adopt(name))

        rows = (row("adopt", ADOPT, number=1), row("", LET_BE, number=2))
        self.ask(FOREIGN, (str(error), FOREIGN_TOLD), rows, answered)

    def _adopt(self, name: str) -> None:
        session, left = adopt(self.store, name, self.packs)
        many = NONE if not left else ONE_DECISION if left == 1 else DECISIONS.format(count=left)
        session.notice = ADOPTED.format(left=many, name=session.name)
        self.play(session)

    def stand_at(self, node: int | None) -> None:
        """Go to another place in the tree of the present game."""
        session = self.session
        if session is not None:
            self._desk.act(lambda: session.game.go_to(node))

    def leave_game(self) -> None:
        """Let go of the game and show the title."""
        session, self.session = self.session, None
        self._down_to_title()
        if session is not None:
            session.close()

    def set_up(
        self,
        pack: Pack,
        *,
        wish: Wish | None = None,
        watch: bool = False,
        short_way: bool = False,
        seed: int | None = None,
        name: str | None = None,
    ) -> None:
        """Ask for the terms of a new game."""
        from game.tui.screens.new_game import asked_from

        asked = asked_from(pack, wish, watch=watch, short_way=short_way, reading=self.settings.reading)
        self._set_up.begin(asked.with_keys(seed, name))
        unawaited(self.push_screen("set-up"))

    def change_settings(self, settings: Settings) -> None:
        """Take on other settings, and keep them."""
        self._take_on(settings)
        try:
            keep_settings(self._settings_file, settings)
        except OSError as error:
            self.notify(SETTINGS_NOT_KEPT.format(error=error.strerror), markup=False, severity="warning")

    def dress(self, seat: int | None) -> None:
        """Put on the colours for the seat through whose eyes the game shows, by its place in the pack."""
        self._seat = seat
        name = theme_name(self.settings.looks, seat)
        if self.theme != name:
            self.theme = name

    # -- within ----------------------------------------------------------------------------------------------------

    _seat: int | None = None

    def _take_on(self, settings: Settings) -> None:
        self.settings = settings
        self.animation_level = "full" if settings.motion else "none"
        marks = ASCII if settings.signs is Signs.ASCII or only_ascii() else UNICODE
        self.dress(self._seat)
        self.set_class(marks.ascii, "-ascii")
        if marks is not self.marks:
            self.marks = marks
            if self.is_running:
                for screen in self.screen_stack:
                    for view in screen.query(LineView):
                        view.relay()

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except GameError as error:
            self.tell_error(error)

    def _down_to_title(self) -> None:
        while self.screen is not self._title and len(self.screen_stack) > 2:
            unawaited(self.pop_screen())


def _at_terminal() -> bool:
    """Whether standard input is a terminal that is still there."""
    stdin = sys.__stdin__
    try:
        return stdin is not None and stdin.isatty()
    except (OSError, ValueError):
        return False


def _make_window(name: str) -> Window[None]:
    """A window by its name."""
    match name:
        case "codex":
            from game.tui.screens.codex import Codex

            return Codex()
        case "palette":
            from game.tui.screens.palette import Palette

            return Palette()
        case "quiz":
            from game.tui.screens.quiz import QuizWindow

            return QuizWindow()
        case "why":
            from game.tui.screens.why import Why

            return Why()
        case "journal":
            from game.tui.screens.journal import Journal

            return Journal()
        case "saves":
            from game.tui.screens.saves import Saves

            return Saves()
        case "timeline":
            from game.tui.screens.timeline import Timeline

            return Timeline()
        case _:
            from game.tui.screens.settings import SettingsWindow

            return SettingsWindow()
