"""The list of saves: resume one, or delete it. Damaged ones are named with what is wrong, and left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from game.content.dates import day
from game.errors import GameError
from game.play.page import Page
from game.saves.store import Listed
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.helping import MENU_KEYS, help_page
from game.tui.screens.window import CLOSE, HELP, Window
from game.tui.session import what_is_played, where_it_stands
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row, row

TITLE = "Saves"
EMPTY = "No saves yet. Every game that you begin is kept here."
DAMAGED = "cannot be played"
OTHER_CONTENT = "made with other content"
DELETE_TITLE = "Delete a save"
DELETE_ASK = "Delete the save '{name}' for good? It cannot be brought back."
DELETE_YES, DELETE_NO = "Delete it", "Keep it"
ABOUT = (
    (
        "Every game so far, the newest first: who plays what, when it was last played, and where it stands. A save "
        "that is damaged, or made with a newer game, is named with what is wrong with it, and left as it is."
    ),
)
KEYS = (*MENU_KEYS, ("d or Del", "delete, after asking"), ("Esc", "close"))


class Saves(Window[None]):
    """Saves, whole or not."""

    BINDINGS = [Binding("d,delete", "delete", show=False)]
    TITLE_TEXT = TITLE
    HINTS = (Hint("Enter", "Resume", "choose", 5), Hint("d", "Delete", "delete", 4), HELP, CLOSE)

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[Listed, ...] = ()

    def inside(self) -> Sequence[Widget]:
        """The list."""
        return (Menu(id="saves"),)

    def body(self) -> LineView:
        """The list."""
        return self.query_one(Menu)

    def come_up(self) -> None:
        """Saves may have come or gone since."""
        self._show()
        self.query_one(Menu).focus()

    def _show(self) -> None:
        app = host(self)
        menu = self.query_one(Menu)
        try:
            self._listed = app.store.listing()
        except GameError as error:
            self._listed = ()
            menu.show_rows([Row("", [Bit(str(error), "error")])])
            return
        rows = [self._row(number, listed) for number, listed in enumerate(self._listed, 1)]
        menu.show_rows(rows or [Row("", [Bit(EMPTY, "faint")])], menu.cursor)
        self.fit()

    def _row(self, number: int, listed: Listed) -> Row:
        app = host(self)
        when = datetime.fromtimestamp(listed.modified).astimezone()
        played = f"{day(when.date())}, {when:%H:%M}"
        shown = number if number < 10 else None
        if listed.tree is None:
            title = [Bit(listed.name, "strong"), Bit(f"  {DAMAGED}", "error")]
            return Row(str(number), title, [[Bit(str(listed.error), "faint")]], shown, told_always=True)
        told = played
        try:
            pack = app.packs(listed.tree.root.pack)
            what = what_is_played(pack, listed.tree)
            told = f"{where_it_stands(pack, listed.tree)} · {played}"
        except GameError as error:
            what = f"{listed.tree.root.campaign or listed.tree.root.crisis}, {OTHER_CONTENT}"
            told = f"{error} · {played}"
        title = [Bit(what, "strong"), Bit(f"  {listed.name}", "faint")]
        return Row(str(number), title, [[Bit(told, "faint")]], shown, told_always=True)

    @property
    def _current(self) -> Listed | None:
        at = self.query_one(Menu).cursor
        return self._listed[at] if at < len(self._listed) else None

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        listed = self._current
        if listed is None:
            return
        if listed.error is not None:
            host(self).tell_error(listed.error)
            return
        self.close_with(None)
        host(self).resume_game(listed.name)

    def action_choose(self) -> None:
        """Resume what the cursor is on."""
        self.query_one(Menu).action_choose()

    def action_delete(self) -> None:
        """Ask, then delete."""
        listed = self._current
        if listed is None:
            return
        rows = (row("no", DELETE_NO, number=1), row("yes", DELETE_YES, number=2))

        def answered(answer: str | None) -> None:
            if answer != "yes":
                return
            try:
                host(self).store.delete(listed.name)
            except GameError as error:
                host(self).tell_error(error)
            self._show()

        host(self).ask(DELETE_TITLE, (DELETE_ASK.format(name=listed.name),), rows, answered)

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)
