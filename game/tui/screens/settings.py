"""What a player likes: colours, signs, motion, the length of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from game.play.page import Page
from game.saves import Reading
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.helping import help_page
from game.tui.screens.window import CLOSE, HELP, Window
from game.tui.settings import Looks, Settings, Signs
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row

TITLE = "Settings"
LOOKS, SIGNS, MOTION, READING = "Colours", "Signs", "Motion", "Texts in new games"
WORDS = {
    Looks.SEAT: ("by seat", "Warm for the first seat, cool for the second."),
    Looks.CONTRAST: ("high contrast", "White on black, nothing dimmed."),
    Looks.LIGHT: ("light", "Dark on light, for a bright room."),
    Signs.TERMINAL: ("as the terminal can", "Drawn bars and lines, unless the locale says ASCII."),
    Signs.ASCII: ("plain ASCII", "For terminals that show drawn bars as question marks."),
    Reading.FULL: ("in full", "Three paragraphs or so before each decision."),
    Reading.SHORT: ("short", "Two or three sentences, with every fact that you need."),
}
MOVES = {True: ("on", "Pages glide when you turn them."), False: ("off", "Nothing moves by itself.")}
ABOUT = ("What you like, kept for the next time. A save keeps the length of texts that it began with.",)
KEYS = (("↑ ↓", "move"), ("Enter, ← →", "the next value"), ("Esc", "close"))


class SettingsWindow(Window[None]):
    """Each setting a row; Enter gives it its next value."""

    BINDINGS = [Binding("left,right,space", "choose", show=False)]
    TITLE_TEXT = TITLE
    HINTS = (Hint("Enter", "Change", "choose", 5), HELP, CLOSE)

    def inside(self) -> Sequence[Widget]:
        """The list."""
        return (Menu(id="settings"),)

    def body(self) -> LineView:
        """The list."""
        return self.query_one(Menu)

    def come_up(self) -> None:
        """As they are now."""
        self._show()
        self.query_one(Menu).focus()

    def _show(self) -> None:
        settings = host(self).settings
        menu = self.query_one(Menu)
        menu.show_rows(
            [
                _row("looks", LOOKS, WORDS[settings.looks], 1),
                _row("signs", SIGNS, WORDS[settings.signs], 2),
                _row("motion", MOTION, MOVES[settings.motion], 3),
                _row("reading", READING, WORDS[settings.reading], 4),
            ],
            menu.cursor,
        )
        self.fit()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        host(self).change_settings(changed(host(self).settings, event.row.id))
        self._show()

    def action_choose(self) -> None:
        """Change what the cursor is on."""
        self.query_one(Menu).action_choose()

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)


def changed(settings: Settings, key: str) -> Settings:
    """The settings with the next value of one."""
    match key:
        case "looks":
            order = tuple(Looks)
            return replace(settings, looks=order[(order.index(settings.looks) + 1) % len(order)])
        case "signs":
            return replace(settings, signs=Signs.ASCII if settings.signs is Signs.TERMINAL else Signs.TERMINAL)
        case "motion":
            return replace(settings, motion=not settings.motion)
        case _:
            return replace(settings, reading=Reading.SHORT if settings.reading is Reading.FULL else Reading.FULL)


def _row(key: str, name: str, words: tuple[str, str], number: int) -> Row:
    value, told = words
    title = [Bit(f"{name}: ", ""), Bit(value, "strong")]
    return Row(key, title, [[Bit(told, "faint")]], number, told_always=True)
