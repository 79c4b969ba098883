"""What the screens may ask of the app. It keeps them from knowing each other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import App
from textual.dom import DOMNode

from game.errors import GameError
from game.play.setup import Wish
from game.tui.marks import Marks
from game.tui.settings import Settings

if TYPE_CHECKING:
    from game.engine.model import Pack
    from game.play.page import Page
    from game.saves.store import SaveStore
    from game.tui.session import Packs, Session
    from game.tui.widgets.menu import Row

Answered = Callable[[str | None], None]
"""What to do with an answer; None means that nothing was chosen."""


class Host(App[int]):
    """The app, as the screens see it."""

    pack: Pack
    store: SaveStore
    packs: Packs
    settings: Settings
    marks: Marks
    session: Session | None
    """The game being played, if one is."""

    @abstractmethod
    def read(self, make: Callable[[], Page], pack: Pack | None = None) -> None:
        """Show a page to read over the present screen; its links lead into the pack."""

    @abstractmethod
    def ask(
        self, title: str, told: Sequence[str], rows: Sequence[Row] = (), then: Answered | None = None, cursor: int = 0
    ) -> None:
        """Say something in a window, and ask what to do about it."""

    @abstractmethod
    def tell_error(self, error: GameError) -> None:
        """Say what went wrong."""

    @abstractmethod
    def play(self, session: Session) -> None:
        """Show a game that has been begun or taken up."""

    @abstractmethod
    def begin_game(self, pack: Pack, wish: Wish, seed: int | None = None, name: str | None = None) -> None:
        """Begin a new game and show it."""

    @abstractmethod
    def resume_game(self, name: str) -> None:
        """Take up a save and show it; where it does not fit the content, offer what still does."""

    @abstractmethod
    def stand_at(self, node: int | None) -> None:
        """Go to another place in the tree of the present game."""

    @abstractmethod
    def leave_game(self) -> None:
        """Let go of the game and show the title."""

    @abstractmethod
    def set_up(self, pack: Pack, *, wish: Wish | None = None, watch: bool = False, short_way: bool = False) -> None:
        """Ask for the terms of a new game."""

    @abstractmethod
    def open_window(self, name: str) -> None:
        """Open one of the windows over the present screen."""

    @abstractmethod
    def change_settings(self, settings: Settings) -> None:
        """Take on other settings, and keep them."""

    @abstractmethod
    def dress(self, seat: int | None) -> None:
        """Put on the colours for the seat through whose eyes the game shows, by its place in the pack."""


def unawaited(_doing: object) -> None:
    """What Textual has been asked to do goes on by itself; a handler may not wait for its own screen to close."""


def host(node: DOMNode) -> Host:
    """The app of a screen or widget."""
    app = node.app
    assert isinstance(app, Host)
    return app
