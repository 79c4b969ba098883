"""Why is this number what it is? Every meter and every part of the score answers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.widget import Widget

from game.errors import GameError
from game.play.page import Page
from game.play.pages import why_meter_page, why_score_page
from game.play.pages.rhythm import meters_now
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.helping import MENU_KEYS, help_page
from game.tui.screens.window import CLOSE, HELP, Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.told import meter_title

TITLE = "Meters, and why"
PARTS = (
    ("foresight", "Foresight", "What your forecasts were worth."),
    ("statecraft", "Statecraft", "Your side's aims beside where history had them."),
    ("likeness", "Likeness", "How close you came to history: a distance, not a grade."),
    ("divergence", "Divergence", "How far the world has moved from history's: a distance, too."),
    ("causes", "Causes", "What broke, or kept, what both sides share."),
)
WATCHED = frozenset({"causes"})
"""The parts that tell something of history's own run."""
ABOUT = (
    (
        "Every meter that your side can read, with history's mark, and the parts of the score. Choose one to see every "
        "decision that moved it, by which cause, by which rule and by how much."
    ),
)
KEYS = (*MENU_KEYS, ("Esc", "close"))


class Why(Window[None]):
    """A list of what can be asked about."""

    TITLE_TEXT = TITLE
    HINTS = (Hint("Enter", "Why?", "choose", 5), HELP, CLOSE)

    def inside(self) -> Sequence[Widget]:
        """The list."""
        return (Menu(id="numbers"),)

    def body(self) -> LineView:
        """The list."""
        return self.query_one(Menu)

    def come_up(self) -> None:
        """The numbers of this moment."""
        session = host(self).session
        if session is None:
            return
        menu = self.query_one(Menu)
        marks = host(self).marks
        meters = meters_now(session.game).rows
        width = min(24, max((cell_len(marks.read(each.title)) for each in meters), default=0))
        rows = [
            Row(
                f"meter {each.id}",
                meter_title(each, marks, width),
                [[Bit(each.words, "faint")]],
                number,
                told_always=True,
            )
            for number, each in enumerate(meters, 1)
        ]
        for part, name, told in PARTS:
            if session.game.persons or part in WATCHED:
                rows.append(
                    Row(f"score {part}", [Bit(name, "strong")], [[Bit(told, "faint")]], len(rows) + 1, told_always=True)
                )
        menu.show_rows(rows, menu.cursor)
        self.fit()
        menu.focus()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        kind, _, key = event.row.id.partition(" ")
        ask_why(self, key, of_score=kind == "score")

    def action_choose(self) -> None:
        """Ask about what the cursor is on."""
        self.query_one(Menu).action_choose()

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)


def ask_why(node: Widget, key: str, *, of_score: bool = False) -> None:
    """Show why a meter, or a part of the score, is what it is."""
    app = host(node)
    session = app.session
    if session is None:
        return
    game = session.game
    make = why_score_page if of_score else why_meter_page
    try:
        make(game, key)
    except GameError as error:
        app.tell_error(error)
        return
    app.read(lambda: make(game, key), session.pack)
