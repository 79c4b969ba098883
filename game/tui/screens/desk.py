"""The desk: the one screen on which a game is played. Every stage is shown here; none gets a screen of its own.

It holds nothing of the game. What it shows is read from the playthrough after every step; what it remembers is where
the keyboard is and which choice is being thought over.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import assert_never

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from game.errors import GameError, SaveError
from game.harmless import harmless_line
from game.play.page import MeterRow, Options, Page
from game.play.pages import page_of
from game.play.pages.rhythm import meters_now
from game.play.quiz import offers
from game.play.setup import title_of
from game.play.stages import Debrief, Finale, Foresee, Handover, Stage
from game.saves import Asked
from game.tui.flow import To
from game.tui.host import host
from game.tui.screens import desk_words as words
from game.tui.screens.desk_dock import Dock, Mode
from game.tui.screens.desk_ends import begin_again, begin_mirrored, hold_seminar, noting, take_quiz, ways_on
from game.tui.screens.desk_room import share_room
from game.tui.screens.desk_trouble import not_kept
from game.tui.screens.desk_turning import Weighing
from game.tui.screens.face import Face
from game.tui.screens.why import ask_why
from game.tui.session import Session, when_it_is, who_looks
from game.tui.widgets.key_line import KeyLine
from game.tui.widgets.lines import LineView
from game.tui.widgets.page_view import PageView
from game.tui.widgets.scale import Scale
from game.tui.widgets.sections import Sections
from game.tui.widgets.told import Divider, Gauges, Strip, TitleLine


class Desk(Face[None]):
    """Page, meters, and what may be done."""

    BINDINGS = [
        Binding("question_mark,f1", "help", show=False),
        Binding("u", "undo", show=False),
        Binding("m,w", "why", show=False),
        Binding("c", "codex", show=False),
        Binding("j", "journal", show=False),
        Binding("t", "timeline", show=False),
        Binding("n", "note", show=False),
        Binding("z", "quiz", show=False),
        Binding("s", "skip", show=False),
        Binding("q", "leave", show=False),
        Binding("tab,shift+tab", "other_part", show=False, priority=True),
        Binding("escape", "back", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("right_square_bracket", "heading(1)", show=False),
        Binding("left_square_bracket", "heading(-1)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Everything that any stage needs; what it does not need is hidden."""
        yield TitleLine(id="header")
        yield Strip(id="strip")
        with Horizontal(id="body"):
            page = PageView(id="page", skip_options=True)
            yield Sections(page, id="sections")
            with Vertical(id="column"):
                yield page
                yield Divider(id="divider")
                yield Dock(id="dock")
            yield Gauges(id="panel")
        yield KeyLine(id="keys")

    # -- what is shown ---------------------------------------------------------------------------------------------

    @cached_property
    def _weighing(self) -> Weighing:
        """What the last page is to tell of turning points."""
        return Weighing(self.app, self._weighed)

    def _weighed(self) -> None:
        """The turning points are known: show them, where the reader is."""
        session = host(self).session
        if session is not None and isinstance(session.game.stage, Finale):
            self.show_stage(stay=True)

    @property
    def session(self) -> Session:
        """The game that is played."""
        session = host(self).session
        assert session is not None, "the desk is shown without a game"
        return session

    @property
    def _page(self) -> PageView:
        return self.query_one("#page", PageView)

    @property
    def _dock(self) -> Dock:
        return self.query_one(Dock)

    stale = True
    """Whether the game has changed while the desk was not looked at."""
    _quiz: tuple[Asked, ...] = ()
    """What had been asked when the page was made."""

    @property
    def _was_asked(self) -> bool:
        """Whether a quiz was taken meanwhile, and the page has answers to show that it held back."""
        game = self.session.game
        return isinstance(game.stage, Debrief | Finale) and game.tree.quiz != self._quiz

    def come_up(self) -> None:
        """The game may be another, or stand elsewhere; or only the settings have changed in a window."""
        if host(self).session is not None and (self.stale or self._was_asked):
            self.show_stage(stay=not self.stale)
        else:
            self.fit()

    def show_stage(self, *, stay: bool = False) -> None:
        """Show where the game stands now, from the top of its page, or (``stay``) where the reader is."""
        self.stale = False
        session = self.session
        game, stage = session.game, session.game.stage
        self._quiz = game.tree.quiz
        viewer = game.viewer
        host(self).dress(game.pack.seats.index(viewer) if viewer else None)
        self.query_one("#header", TitleLine).tell(
            (title_of(game.pack, game.root), who_looks(game), when_it_is(game)), words.SAVED.format(name=session.name)
        )
        meters = self._meters(stage)
        self.query_one(Gauges).show_meters(meters)
        self.query_one(Strip).show_meters(meters)
        page = page_of(game, stage, turning=self._weighing.of(game), hold_answers=True)
        self._page.show_page(page, stay=stay)
        options = next((block for block in page.blocks if isinstance(block, Options)), None)
        self._dock.show_stage(stage, options, ways_on(game), can_note=noting(game) is not None, has_quiz=offers(game))
        self.query_one("#keys", KeyLine).show_hints(words.key_hints(stage, can_undo=game.can_undo))
        self.fit()
        self.query_one(Sections).list_page()
        (self._dock.scale if isinstance(stage, Foresee) else self._page).focus()
        self._tell_progress()
        if session.notice:
            self.notify(session.notice, timeout=8, markup=False)
            session.notice = ""

    def _meters(self, stage: Stage) -> tuple[MeterRow, ...]:
        """What the viewer may read; nothing while the keyboard changes hands."""
        return () if isinstance(stage, Handover) else meters_now(self.session.game).rows

    # -- the room that each part gets ------------------------------------------------------------------------------

    def fit(self) -> None:
        """Share the room: the text's head always stays in sight, and what may be done stays below it."""
        if host(self).session is None or self._page.page is None:
            return
        stage = self.session.game.stage
        width, height = self.size
        room = share_room(
            width,
            height,
            meters=not isinstance(stage, Handover),
            long_page=isinstance(stage, Debrief | Finale),
            dock_has_keyboard=self._dock.has_focus_within,
            dock_lines=self._dock.lines_for,
            page_lines=self._page.height_for,
        )
        for part, shown in (
            ("#panel", room.panel > 0), ("#sections", room.sections > 0), ("#strip", room.strip),
            ("#header", room.header), ("#keys", room.keys), ("#divider", room.divider),
        ):  # fmt: skip
            self.query_one(part).display = shown
        self.query_one("#panel").styles.width = max(1, room.panel)
        self.query_one("#column").styles.width = room.column
        self.query_one("#body").styles.margin = (1 if room.air else 0, 0, 0, 0)
        self._dock.fit(room.dock, room.column)
        self._page.styles.height = room.page

    def _tell_progress(self) -> None:
        page = self._page
        seen = page.scroll_target_y + page.scrollable_content_region.height
        total = len(page.lines)
        more = total > 0 and not page.at_end and page.max_scroll_y > 0
        self.query_one(Divider).tell(min(99, round(100 * seen / total)) if more else None)
        self.query_one(Sections).follow()

    @on(PageView.Scrolled)
    def _scrolled(self) -> None:
        self._tell_progress()

    @on(Dock.Reshaped)
    def _reshaped(self) -> None:
        self.fit()

    # -- what is done ----------------------------------------------------------------------------------------------

    def act(self, deed: Callable[[], object], *, stay: bool = False) -> None:
        """Do something to the game and show where it stands then; what fails is said, and play goes on."""
        before = self.session.game.stage
        try:
            deed()
        except SaveError as error:
            not_kept(host(self), error, deed, before, self.show_stage)
        except GameError as error:
            host(self).tell_error(error)
        else:
            self.show_stage(stay=stay)

    def go_on(self) -> None:
        """Leave the page that has been read."""
        self.act(self.session.game.proceed)

    @on(PageView.Ended)
    def _read_on(self, event: PageView.Ended) -> None:
        """The end of a text leads on, and so does Enter from a page that offers no choice."""
        event.stop()
        if event.page is not self._page.page or host(self).session is None:
            return  # a second key, meant for a page that has gone: the new one is not passed over unread
        if self._dock.mode is Mode.GO_ON:
            self.go_on()
        elif isinstance(event, PageView.Entered):
            self._page.action_forward()
        else:
            self._dock.take_focus()
            self.fit()

    @on(Dock.Decided)
    def _decided(self, event: Dock.Decided) -> None:
        event.stop()
        reason = harmless_line(event.reason).strip()
        self.act(lambda: self.session.game.choose(event.choice, reason))

    @on(Dock.Noted)
    def _noted(self, event: Dock.Noted) -> None:
        event.stop()
        note = harmless_line(event.text).strip()
        self.act(lambda: self.session.game.note(note), stay=True)

    @on(Scale.Said)
    def _said(self, event: Scale.Said) -> None:
        event.stop()
        if isinstance(self.session.game.stage, Foresee):
            self.act(lambda: self.session.game.forecast(event.percent))

    @on(Dock.Finished)
    def _finished(self, event: Dock.Finished) -> None:
        event.stop()
        game = self.session.game
        match event.what:
            case "other" | "lens":
                begin_again(host(self), game, other_side=event.what == "other")
            case "mirror":
                begin_mirrored(host(self), game)
            case "undo":
                self.action_undo()
            case "journal":
                self.action_journal()
            case "seminar":
                self.action_seminar()
            case "quiz":
                self.action_quiz()
            case _:
                host(self).leave_game()

    # -- keys and clicks -------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A digit means a choice, wherever the keyboard is."""
        if self.children and event.character in tuple("123456789") and not isinstance(self.focused, Input):
            dock = self._dock
            if dock.mode in (Mode.CHOICES, Mode.FINALE) and dock.menu.press_number(int(event.character)):
                event.stop()
                dock.menu.focus()

    @on(LineView.Followed)
    def _followed(self, event: LineView.Followed) -> None:
        event.stop()
        target = event.target
        match target.to:
            case To.CODEX:
                from game.play.pages import codex_page

                pack = self.session.pack
                try:
                    codex_page(pack, target.ref)
                except GameError:
                    return
                host(self).read(lambda: codex_page(pack, target.ref), pack)
            case To.WHY if target.ref:
                if not self._unrevealed():
                    ask_why(self, target.ref)
            case To.WHY:
                self.action_why()
            case To.HEADING:
                self._page.action_page(1)
            case To.ROW:
                pass

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        event.stop()
        await self.run_action(event.hint.action)

    def on_descendant_focus(self) -> None:
        """The part that the keyboard is in gets more room."""
        self.fit()

    def action_go_on(self) -> None:
        """What the button of this stage does."""
        match self._dock.mode:
            case Mode.GO_ON:
                self.go_on()
            case Mode.FORECAST:
                if self._dock.scale.percent is None:
                    self.notify(words.NO_FIGURE, markup=False)
                else:
                    self._dock.scale.action_say()
            case Mode.CHOICES | Mode.FINALE:
                if self._dock.menu.has_focus:
                    self._dock.menu.action_choose()
                else:
                    self._dock.take_focus()
            case Mode.CONFIRM | Mode.NOTE:
                self._dock.submit()
            case other:
                assert_never(other)

    def action_page(self, by: int) -> None:
        """Page the text while the keyboard is below it."""
        if by > 0:
            if not self._page.at_end:
                self._page.action_page(by)
        else:
            self._page.action_page(by)

    def action_heading(self, by: int) -> None:
        """The same for headings."""
        self._page.action_heading(by)

    def action_other_part(self) -> None:
        """From the text to what may be done, and back."""
        if self._page.has_focus:
            self._dock.take_focus()
        else:
            self._page.focus()
        self.fit()

    def action_back(self) -> None:
        """Out of a question, then back to the text."""
        if self._dock.step_back():
            self.fit()
        elif not self._page.has_focus:
            self._page.focus()
            self.fit()
        else:
            self.notify(words.HOW_TO_LEAVE, markup=False)

    def action_skip(self) -> None:
        """No forecast."""
        if self._dock.mode is Mode.FORECAST:
            self.act(lambda: self.session.game.forecast(None))

    def action_note(self) -> None:
        """Write down what one would now explain differently."""
        node = noting(self.session.game)
        if node is None:
            self.notify(words.NO_NOTE, markup=False)
        else:
            self._dock.ask_note(node.note)
            self.fit()

    def action_undo(self) -> None:
        """Back to the last decision."""
        game = self.session.game
        last = game.last_decision
        if isinstance(game.stage, Handover) or last is None:
            self.notify(words.NOTHING_TO_UNDO, markup=False)
            return
        viewer = game.viewer
        if len(game.persons) > 1 and viewer is not None and game.pack.beats[last.beat].actor != viewer.id:
            self.notify(words.NOT_YOURS, markup=False)
            return
        self.act(game.undo)
        self.notify(words.UNDONE, markup=False)

    def _sealed(self) -> bool:
        """Whether the keyboard is changing hands: then nobody is shown anything."""
        if isinstance(self.session.game.stage, Handover):
            self.notify(words.SEALED, markup=False)
            return True
        return False

    def _unrevealed(self) -> bool:
        """Whether a forecast is still due: then the numbers would give the answer away."""
        if isinstance(self.session.game.stage, Foresee):
            self.notify(words.FORECAST_FIRST, markup=False)
            return True
        return False

    def action_why(self) -> None:
        """The meters, and why."""
        if not self._sealed() and not self._unrevealed():
            host(self).open_window("why")

    def action_journal(self) -> None:
        """What has been decided."""
        if not self._sealed():
            host(self).open_window("journal")

    def action_timeline(self) -> None:
        """Every decision and every other timeline."""
        if not self._sealed():
            host(self).open_window("timeline")

    def action_seminar(self) -> None:
        """The closing debate, once the story is over."""
        game = self.session.game
        if isinstance(game.stage, Finale) and game.pack.seminar is not None:
            hold_seminar(host(self), game)
        else:
            self.notify(words.NO_SEMINAR, markup=False)

    def action_quiz(self) -> None:
        """The questions on the last crisis that was looked back on, and what comes back."""
        if not self._sealed():
            take_quiz(host(self), self.session.game)

    def action_codex(self) -> None:
        """People, terms, sources."""
        host(self).open_window("codex")

    def action_leave(self) -> None:
        """To the title. Nothing is left to save."""
        name = self.session.name
        host(self).leave_game()
        self.app.notify(words.LEFT.format(name=name), markup=False)

    def action_help(self) -> None:
        """Help for this stage."""
        host(self).read(self.help_page)

    def help_page(self) -> Page:
        """What this stage is, and its keys."""
        return words.stage_help(self.session.game.stage)
