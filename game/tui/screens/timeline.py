"""The timeline: a tree of all that was decided. Go to any node, read it, go back, ask what if, name, compare.

It holds nothing of the game but where the viewer looks. Nothing is ever lost here: what is asked grows a branch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events, on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from game.errors import GameError, UsageError
from game.harmless import harmless_line
from game.play import exploring
from game.play.branches import OPENING, Branch, Branches, Kind, Stop, branches_of
from game.play.page import Page
from game.play.pages.again import stop_page
from game.play.pages.compared import compared_page, what_if_page
from game.play.pages.timeline import heading_of, label, meters_at, sentence, told
from game.play.playthrough import Playthrough
from game.play.setup import title_of
from game.saves import Picker
from game.saves.timeline import MAX_NAME
from game.tui.flow import Bit, To
from game.tui.host import host
from game.tui.lanes import Cursor, short, sign_name, signs_of
from game.tui.layout import bits
from game.tui.screens.helping import help_page
from game.tui.screens.window import HELP, Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lanes_view import Detail, LanesView
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row, row
from game.tui.widgets.told import Divider

TITLE: Final = "The timeline"
MAP_WIDTH: Final = 72
"""From this width on the timelines are drawn; below it they are listed."""
MAP_HEIGHT: Final = 16
NAME_IT: Final = "A name for this timeline; empty takes it away"
"""What the field for a name says."""
DECIDE: Final = "What if only this had been different?"
LET_BE: Final = "Let it be"
WHO_ELSE: Final = "Who decides where your decision cannot stand?"
WHO_ELSE_TOLD: Final = "Not all of your later decisions can stand there. The list of them, with the reasons, comes next."
BY_HISTORY: Final = "History: what was done, or what is most like it"
BY_COMPUTER: Final = "The computer: by weight, with the luck of this game"
BESIDE_WHAT: Final = "Compare {name} with"
NOTHING_BESIDE: Final = "There is nothing to compare with yet: go back and decide otherwise, or ask what if."
NAMED: Final = "Named."
GROWN: Final = "Kept as {name}. p plays on there."
ABOUT: Final = (
    "Every decision as a sign, in the order of the story, the years above. The first line is the timeline that you "
    "play; history's own hangs below it from where the two are known to part; then the other timelines of this save, "
    "each from where it leaves another.",
    "What is sealed from you is a question mark. Nothing is ever lost here: going back, deciding otherwise and asking "
    "what if only ever add a line.",
)
KEYS: Final = (
    ("← →", "along a line; at its beginning, back to the line that it left"),
    ("↑ ↓", "to the line above or below; in the list, along it"),
    ("[ and ]", "the crisis before, the next one"),
    ("Home, End", "the beginning and the end of a line"),
    ("Enter", "read it again: the moment, what came of it, what history did"),
    ("b", "go back to it and play on from there; the timeline that you leave is kept"),
    ("w", "what if only this had been different: another line grows, with all else kept where it can be"),
    ("c", "compare this line with another, or with history"),
    ("n", "name this line"),
    ("p", "play on at the end of this line"),
    ("Esc", "close"),
)


class Timeline(Window[None]):
    """Lines, or where there is no room for them a list; and what stands at the cursor."""

    BINDINGS = [
        Binding("left", "along(-1)", show=False),
        Binding("right", "along(1)", show=False),
        Binding("up", "across(-1)", show=False),
        Binding("down", "across(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("left_square_bracket,pageup", "crisis(-1)", show=False),
        Binding("right_square_bracket,pagedown", "crisis(1)", show=False),
        Binding("enter", "read", show=False),
        Binding("b", "back", show=False),
        Binding("w", "what_if", show=False),
        Binding("c", "compare", show=False),
        Binding("n", "name", show=False),
        Binding("p", "play_on", show=False),
        Binding("t", "close", show=False),
    ]
    TITLE_TEXT = TITLE
    HINTS = (
        Hint("Enter", "Read", "read", 8),
        Hint("b", "Go back", "back", 7),
        Hint("w", "What if", "what_if", 7),
        Hint("c", "Compare", "compare", 5),
        Hint("n", "Name", "name", 3),
        Hint("p", "Play on", "play_on", 4),
        HELP,
        Hint("Esc", "Close", "close", 9),
    )

    def __init__(self) -> None:
        super().__init__()
        self._cursor = Cursor()
        self._of: Playthrough | None = None
        self._branches: Branches | None = None

    def inside(self) -> Sequence[Widget]:
        """Lines and words, or a list; and a field that is there only while a name is asked for."""
        field = Input(placeholder=host(self).marks.read(NAME_IT), compact=True, max_length=MAX_NAME, id="field")
        field.cursor_blink = False
        field.display = False
        stops = Menu(id="stops", numbers_choose=False, click_chooses=False)
        return (LanesView(id="lanes"), Divider(id="divider"), Detail(id="detail"), stops, field)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def _game(self) -> Playthrough:
        session = host(self).session
        assert session is not None, "the timeline is shown without a game"
        return session.game

    @property
    def _shown(self) -> Branches:
        assert self._branches is not None, "nothing is asked of the timeline before it is shown"
        return self._branches

    @property
    def _branch(self) -> Branch:
        return self._shown.branches[self._cursor.branch]

    @property
    def _stop(self) -> Stop | None:
        """The stop under the cursor; None at the opening."""
        return None if self._cursor.stop == OPENING else self._branch.stops[self._cursor.stop]

    @property
    def _is_drawn(self) -> bool:
        return self.size.width >= MAP_WIDTH and self.size.height >= MAP_HEIGHT

    def come_up(self) -> None:
        """The timelines of this moment, from where play stands; from the same place after a window has closed."""
        if host(self).session is None:
            return
        if self._game is not self._of:
            self._of = self._game
            self._look()
            self._cursor = Cursor(0, len(self._shown.branches[0].stops) - 1)
        else:
            self._look()
        self.retitle(f"{TITLE}: {title_of(self._game.pack, self._game.root)}")
        self.fit()

    def _look(self) -> None:
        """See what there is now, and stay at the same node if it is still there."""
        stop = self._stop if self._branches is not None and self._of is self._game else None
        self._branches = branches_of(self._game)
        place = self._branches.place(stop.node.id) if stop is not None and stop.node is not None else None
        at = min(self._cursor.branch, len(self._branches.branches) - 1)
        here = self._branches.branches[at]
        least = OPENING if at == 0 else 0
        self._cursor = Cursor(*place) if place else Cursor(at, max(least, min(self._cursor.stop, len(here.stops) - 1)))

    def fit(self) -> None:
        """Share the room between the lines and the words; where there is too little, list them."""
        if self._branches is None:
            return
        is_drawn = self._is_drawn
        for part in ("#lanes", "#divider", "#detail"):
            self.query_one(part).display = is_drawn
        menu = self.query_one(Menu)
        menu.display = not is_drawn
        if is_drawn:
            room = self.size.height - 5
            lanes = self.query_one(LanesView)
            wanted = lanes.lines_wanted(self.size.width - 5, self.size.height)
            lanes.styles.height = max(4, min(wanted or 4, room * 3 // 5))
            if not self._is_naming:
                self.set_focus(None)
        elif not self._is_naming:
            menu.focus()
        self.keys(*self.HINTS)
        self._show()

    def _show(self) -> None:
        """Draw where the cursor stands."""
        branches, game, marks = self._shown, self._game, host(self).marks
        if not self._is_drawn:
            first = self._first(self._cursor.branch)
            stops = range(first, len(self._branch.stops))
            self.query_one(Menu).show_rows([self._row(at) for at in stops], self._cursor.stop - first)
            self.retitle(f"{TITLE}: {short(self._branch)}")
            return
        titles = {crisis.id: crisis.title for crisis in game.run.crises}
        crises = [titles[game.pack.beats[beat].crisis] for beat in sorted(branches.columns, key=branches.columns.get)]
        lanes = self.query_one(LanesView)
        lanes.show_lanes(branches, crises, self._cursor)
        if lanes.styles.height is not None:
            lanes.styles.height = max(4, min(lanes.lines_wanted(self.size.width - 5, self.size.height), self._most))
        words = told(game, branches, self._branch, self._cursor.stop)
        self.query_one(Detail).show(words, meters_at(game, self._branch, self._cursor.stop))
        del marks
