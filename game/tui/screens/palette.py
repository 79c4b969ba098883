"""All commands by name: those of the screen beneath, then those of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.play.page import Page
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.finder import F1, KEYS, Finder
from game.tui.screens.helping import help_page
from game.tui.screens.window import CLOSE
from game.tui.widgets.key_line import Hint
from game.tui.widgets.menu import Row

TITLE = "Commands"
PLACEHOLDER = "Search commands"
ABOUT = ("Everything that can be done here, by name. Type a part of it.",)
OF_THE_SCREEN: Final = (
    ("Help", "What this screen is, and every key", "help"),
    ("Undo", "Back to the last decision", "undo"),
    ("Meters and why", "Why each number is what it is", "why"),
    ("Codex", "People, terms and sources", "codex"),
    ("Journal", "What has been decided; go back to any decision", "journal"),
    ("Timeline", "Every decision and branch; go back, ask what if, compare", "timeline"),
    ("Seminar", "The closing debate, once the story is over; put its causes in your order first", "seminar"),
    ("Quiz", "Questions on the last crisis that was looked back on; what was missed comes back", "quiz"),
    ("Note", "Write down what you would now explain differently", "note"),
    ("Leave", "To the title; everything is saved", "leave"),
)
"""Name, what it does, and the action; offered where the screen beneath has it."""
OF_THE_PROGRAM: Final = (
    ("Settings", "Colours, signs, motion, length of texts", "settings"),
    ("Saves", "Every game so far", "saves"),
    ("Quit", "Leave the program; everything is saved", "quit"),
)


class Palette(Finder):
    """A list of what can be done."""

    TITLE_TEXT = TITLE
    PLACEHOLDER = PLACEHOLDER
    HINTS = (Hint("Enter", "Do it", "choose", 5), F1, CLOSE)

    def found(self, query: str) -> Sequence[Row]:
        """Commands by a part of their name or of what they do; by name first."""
        beneath = self.app.screen_stack[-2]
        known = [
            *(each for each in OF_THE_SCREEN if hasattr(beneath, f"action_{each[2]}")),
            *OF_THE_PROGRAM,
        ]
        wanted = query.casefold()
        named = [each for each in known if wanted in each[0].casefold()]
        told = [each for each in known if each not in named and wanted in each[1].casefold()]
        return [
            Row(action, [Bit(name, "strong"), Bit(f"  {about}", "faint")]) for name, about, action in (*named, *told)
        ]

    def chosen(self, key: str) -> None:
        """Close, then do it to what was beneath."""
        beneath = self.app.screen_stack[-2]
        self.close_with(None)
        if key == "quit":
            self.app.exit(0)
        elif key in {each[2] for each in OF_THE_PROGRAM}:
            host(self).open_window(key)
        else:
            getattr(beneath, f"action_{key}")()

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)
