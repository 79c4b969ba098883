"""The timeline: a tree of all that was decided. Go to any node, read it, go back, ask what if, name, compare.

It holds nothing of the game but where the viewer looks. Nothing is ever lost here: what is asked grows a branch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from game.errors import GameError, UsageError
from game.explore.whatif import WhatIf
from game.harmless import harmless_line
from game.play import exploring
from game.play.branches import OPENING, Branch, Branches, Kind, Stop, branches_of
from game.play.page import Page
from game.play.pages.again import stop_page
from game.play.pages.compared import compared_page, what_if_page
from game.play.pages.timeline import label, meters_at, sentence, told
from game.play.playthrough import Playthrough
from game.play.setup import title_of
from game.saves.timeline import MAX_NAME
from game.tui.flow import Bit, To
from game.tui.host import host
from game.tui.lanes import HEAD_LINES, LOOKS, Cursor, short, sign_name, signs_of
from game.tui.layout import bits
from game.tui.screens import timeline_words as words
from game.tui.screens.timeline_asks import choose_beside, decide_otherwise
from game.tui.screens.window import Window
from game.tui.widgets.lanes_view import Detail, LanesView
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.told import Divider

MAP_WIDTH: Final = 72
"""From this width on the timelines are drawn; below it they are listed."""
MAP_HEIGHT: Final = 16
FRAME: Final = 5
"""Lines and cells that the frame and the keys take."""


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
        Binding("space", "words", show=False),
        Binding("b", "back", show=False),
        Binding("w", "what_if", show=False),
        Binding("c", "compare", show=False),
        Binding("n", "name", show=False),
        Binding("p", "play_on", show=False),
        Binding("t", "close", show=False),
    ]
    AUTO_FOCUS = ""
    """The keyboard is nowhere but where ``fit`` puts it: the list, while it is hidden, may not have it."""
    TITLE_TEXT = words.TITLE

    def __init__(self) -> None:
        super().__init__()
        self._cursor = Cursor()
        self._of: tuple[Playthrough, int | None] | None = None
        """The game that was looked at last, and where it stood."""
        self._branches: Branches | None = None

    def inside(self) -> Sequence[Widget]:
        """Lines and words, or a list; and a field that is there only while a name is asked for."""
        field = Input(placeholder=host(self).marks.read(words.NAME_IT), compact=True, max_length=MAX_NAME, id="field")
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
        here = (self._game, self._game.tree.head)
        if here != self._of:
            self._of, self._branches = here, branches_of(self._game)
            self._cursor = Cursor(0, len(self._branches.branches[0].stops) - 1)
        else:
            self._look()
        self.fit()

    def _look(self) -> None:
        """See what there is now, and stay at the same decision if it is still there."""
        stop, node = self._stop, None if self._stop is None else self._stop.node
        self._branches = branches_of(self._game)
        place = self._branches.place(node.id) if node is not None else None
        if place is not None:
            self._cursor = Cursor(*place)
            return
        at = min(self._cursor.branch, len(self._branches.branches) - 1)
        last = len(self._branches.branches[at].stops) - 1
        self._cursor = Cursor(at, max(self._first(at), min(self._cursor.stop, last) if stop is not None else OPENING))

    def fit(self) -> None:
        """Share the room between the lines and the words; where there is too little, list them."""
        if self._branches is None:
            return
        for part in ("#lanes", "#divider", "#detail"):
            self.query_one(part).display = self._is_drawn
        menu = self.query_one(Menu)
        menu.display = menu.can_focus = not self._is_drawn
        self.keys(*(words.HINTS if self._is_drawn else (*words.HINTS, words.OTHERS)))
        if not self._is_naming:
            if self._is_drawn:
                self.set_focus(None)
            else:
                menu.focus()
        self._show()

    def _show(self) -> None:
        """Show where the cursor stands."""
        if self._is_drawn:
            self._draw()
            self.retitle(f"{words.TITLE}: {title_of(self._game.pack, self._game.root)}")
            return
        first = self._first(self._cursor.branch)
        rows = [self._row(at) for at in range(first, len(self._branch.stops))]
        self.query_one(Menu).show_rows(rows, self._cursor.stop - first)
        self.retitle(f"{words.TITLE}: {short(self._branch)} ({self._cursor.branch + 1} of {len(self._shown.branches)})")

    def _draw(self) -> None:
        branches, game = self._shown, self._game
        titles = {crisis.id: crisis.title for crisis in game.run.crises}
        crises = [titles[game.pack.beats[beat].crisis] for beat in branches.columns]
        lanes = self.query_one(LanesView)
        lanes.show_lanes(branches, crises, self._cursor)
        wanted = lanes.lines_wanted(self.size.width - FRAME, self.size.height)
        lanes.styles.height = max(HEAD_LINES + 2, min(wanted, (self.size.height - FRAME) * 3 // 5))
        at = self._cursor.stop
        self.query_one(Detail).show(told(game, branches, self._branch, at), meters_at(game, self._branch, at))

    def _row(self, at: int) -> Row:
        """A stop in the list."""
        branch, marks = self._branch, host(self).marks
        name = sign_name(branch, at)
        sign = Bit(f"{getattr(signs_of(marks), name)} ", LOOKS[name])
        heading, *rest = told(self._game, self._shown, branch, at)
        meters = " · ".join(f"{row.title} {row.value}" for row in meters_at(self._game, branch, at))
        paragraphs = [bits(rich) for rich in rest]
        if meters:
            paragraphs.append([Bit(meters, "faint")])
        return Row(str(at), [sign, *bits(heading)], paragraphs)

    @staticmethod
    def _first(branch: int) -> int:
        """The first place of a branch: only the first has the opening."""
        return OPENING if branch == 0 else 0

    # -- moving ----------------------------------------------------------------------------------------------------

    def _go(self, branch: int, stop: int) -> None:
        if Cursor(branch, stop) != self._cursor:
            self._cursor = Cursor(branch, stop)
            self._show()

    def action_along(self, by: int) -> None:
        """Along the line, and from its beginning to the line that it left; in the list, to another line."""
        if not self._is_drawn:
            self._change_line(by)
            return
        stop = self._cursor.stop + by
        if stop < self._first(self._cursor.branch):
            leaves = self._branch.leaves
            self._go(*(leaves or (self._cursor.branch, self._cursor.stop)))
        elif stop < len(self._branch.stops):
            self._go(self._cursor.branch, stop)

    def action_across(self, by: int) -> None:
        """To the line above or below, at the nearest decision."""
        if self._is_drawn:
            self._change_line(by)

    def _change_line(self, by: int) -> None:
        at = self._cursor.branch + by
        if not 0 <= at < len(self._shown.branches):
            return
        columns = self._shown.columns
        here = OPENING if self._stop is None else columns[self._stop.beat.id]
        stops = self._shown.branches[at].stops
        places = [(abs(columns[stop.beat.id] - here), index) for index, stop in enumerate(stops)]
        if at == 0:
            places.append((abs(OPENING - here), OPENING))
        self._go(at, min(places)[1])

    def action_edge(self, end: int) -> None:
        """To the beginning or the end of the line."""
        first = self._first(self._cursor.branch)
        self._go(self._cursor.branch, max(first, len(self._branch.stops) - 1) if end else first)

    def action_crisis(self, by: int) -> None:
        """To the first decision of the next crisis, or of the one before."""
        stops = self._branch.stops
        begins = [at for at, stop in enumerate(stops) if at == 0 or stops[at - 1].beat.crisis != stop.beat.crisis]
        found = [at for at in begins if (at > self._cursor.stop if by > 0 else at < self._cursor.stop)]
        if found:
            self._go(self._cursor.branch, found[0] if by > 0 else found[-1])

    @on(LineView.Followed)
    def _followed(self, event: LineView.Followed) -> None:
        event.stop()
        if event.target.to is not To.ROW:
            return
        branch, _, stop = event.target.ref.partition(",")
        if Cursor(int(branch), int(stop)) == self._cursor:
            self.action_read()
        else:
            self._go(int(branch), int(stop))

    @on(Menu.Moved)
    def _moved(self, event: Menu.Moved) -> None:
        event.stop()
        self._cursor = Cursor(self._cursor.branch, int(event.row.id))
        if isinstance(event, Menu.Chosen):
            self.action_read()

    # -- what is done ----------------------------------------------------------------------------------------------

    def _refuse(self, error: GameError) -> None:
        """Say why something may not be done now."""
        self.notify(f"{sentence(str(error))}.", markup=False)

    def action_read(self) -> None:
        """The pages of a decision again."""
        game, branch, at = self._game, self._branch, self._cursor.stop
        page = stop_page(game, branch, at)
        host(self).read(lambda: page, game.pack)

    def action_words(self) -> None:
        """The rest of the words, where there is no room for all; then the first again."""
        detail = self.query_one(Detail)
        height = detail.scrollable_content_region.height
        detail.scroll_to(y=0 if detail.at_end else detail.scroll_target_y + height, animate=False, force=True)

    def action_back(self) -> None:
        """Go back to the decision, to play on from there."""
        self._stand(lambda: exploring.back_to(self._game, self._stop))

    def action_play_on(self) -> None:
        """Go to the end of the line, to play on from there."""
        self._stand(lambda: exploring.play_on(self._branch))

    def _stand(self, where: Callable[[], int | None]) -> None:
        try:
            node = where()
        except UsageError as error:
            self._refuse(error)
            return
        self.close_with(None)
        host(self).stand_at(node)

    def action_what_if(self) -> None:
        """Ask for another choice; then who decides what cannot stand, if anything."""
        branch, stop = self._branch, self._stop
        try:
            if stop is None:
                raise UsageError(words.NOT_A_DECISION)
            decide_otherwise(host(self), self._game, self._shown, branch, stop, lambda found: self._keep(branch, found))
        except UsageError as error:
            self._refuse(error)

    def _keep(self, branch: Branch, found: WhatIf) -> None:
        """Let the other timeline grow, go to where it parts, and lay it beside the one that was changed."""
        try:
            explored = exploring.keep(self._game, branch, found)
        except GameError as error:
            host(self).tell_error(error)
            return
        self._look()
        self._cursor = Cursor(*exploring.place_of(self._shown, explored))
        self.fit()
        page = what_if_page(self._game, self._shown, explored, label(self._branch))
        host(self).read(lambda: page, self._game.pack)

    def action_compare(self) -> None:
        """Lay this line beside another, or history's."""
        if self._shown.hidden:
            self._refuse(UsageError(self._shown.hidden))
            return
        mine = self._branch
        if not choose_beside(host(self), self._shown, mine, lambda other: self._lay_beside(mine, other)):
            self.notify(words.NOTHING_BESIDE, markup=False)

    def _lay_beside(self, mine: Branch, other: Branch) -> None:
        page = compared_page(self._game, self._shown, mine, other)
        host(self).read(lambda: page, self._game.pack)

    # -- names -----------------------------------------------------------------------------------------------------

    @property
    def _is_naming(self) -> bool:
        return bool(self.query_one("#field").display)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a name is typed, keys are letters."""
        typing = bool(self.children) and self._is_naming and action != "close"
        return not typing and super().check_action(action, parameters)

    def action_name(self) -> None:
        """Ask for a name."""
        if self._branch.kind is Kind.HISTORY or self._branch.tip is None:
            kind = exploring.NO_NAME if self._branch.kind is Kind.HISTORY else exploring.NOTHING_YET
            self._refuse(UsageError(kind))
            return
        field = self.query_one(Input)
        field.value = self._branch.name
        field.display = True
        field.focus()

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        name = harmless_line(event.value).strip()
        try:
            exploring.name_it(self._game, self._branch, name)
        except GameError as error:
            host(self).tell_error(error)
        self._put_field_away()

    def _put_field_away(self) -> None:
        self.query_one(Input).display = False
        self._look()
        self.fit()

    def action_close(self) -> None:
        """Out of the field; else close."""
        if self._is_naming:
            self._put_field_away()
        else:
            super().action_close()

    def help_page(self) -> Page:
        """What this screen is, its keys and its signs."""
        return words.timeline_help(signs_of(host(self).marks))
