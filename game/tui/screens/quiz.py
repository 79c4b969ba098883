"""The quiz, one question at a time: its options below it; then whether it was right, why, and by which sources."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from textual import on
from textual.widget import Widget

from game.errors import GameError, SaveError
from game.play.page import Page
from game.play.pages import answered_page, codex_page, question_page, tally_page
from game.play.quiz import Question, Sitting, answer, quiz_now
from game.tui.flow import To
from game.tui.host import host
from game.tui.screens.desk_trouble import not_kept
from game.tui.screens.helping import help_page
from game.tui.screens.window import HELP, Window
from game.tui.session import Session
from game.tui.widgets.key_line import Hint
from game.tui.widgets.lines import LineView
from game.tui.widgets.menu import Menu, Row, row
from game.tui.widgets.page_view import PageView

TITLE: Final = "Quiz"
SKIP: Final = "Pass over"
SKIP_ID: Final = "skip"
ABOUT: Final = (
    (
        "Questions on the last crisis that was looked back on, and one or two from earlier ones that were missed or "
        "left open. You are told at once whether an answer is right, why, and by which sources."
    ),
    (
        "What is missed or left open comes back after a later crisis, until it was answered rightly on two occasions. "
        "All of it is kept in the save, and nothing of it counts in the score."
    ),
)
KEYS: Final = (
    ("1 to 9", "answer by number"),
    ("↑ ↓ Enter", "move to an answer, and give it"),
    ("0", "pass the question over; so does Enter, until the cursor is moved"),
    ("l and L", "the next link, the link before"),
    ("Space", "a page further; at the end, the next question"),
    ("Esc", "leave the quiz; what you have answered is kept"),
)
LEAVE: Final = Hint("Esc", "Leave", "close", 9)
ANSWER: Final = Hint("Enter", "Answer, or pass over", "choose", 6)
NEXT: Final = Hint("Enter", "Next", "go_on", 8)
TALLY: Final = Hint("Enter", "What it came to", "go_on", 8)
CLOSE: Final = Hint("Enter", "Close", "go_on", 8)
LINK: Final = Hint("l", "Next link", "link", 2)


class _Shows(Enum):
    """What the window shows."""

    QUESTION = "question"
    ANSWER = "answer"
    TALLY = "tally"


class QuizWindow(Window[None]):
    """One quiz, from its first question to what it came to."""

    TITLE_TEXT = TITLE

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._quiz: Sitting | None = None
        self._given: list[bool | None] = []
        self._shows = _Shows.QUESTION

    def inside(self) -> Sequence[Widget]:
        """The page, and the options below it."""
        return (PageView(skip_kicker=True, id="page"), Menu(id="options"))

    # -- what is shown ---------------------------------------------------------------------------------------------

    def come_up(self) -> None:
        """Begin, unless this comes up from under an entry of the codex."""
        session = host(self).session
        if session is None:
            return
        if self._quiz is not None and session is self._session:
            self.query_one(PageView).forget_link()  # Enter leads on again, not into the same entry
            self.fit()
            return
        try:
            self._quiz = quiz_now(session.game)
        except GameError:
            self.close_with(None)
            return
        self._session, self._given = session, []
        self._ask()

    @property
    def _question(self) -> Question | None:
        """The question that is to be answered next."""
        left = self._quiz.questions[len(self._given) :] if self._quiz is not None else ()
        return left[0] if left else None

    def _ask(self) -> None:
        """Show the next question; after the last, what it came to."""
        quiz, question = self._quiz, self._question
        if quiz is None or self._session is None:
            return
        if question is None:
            page = tally_page(self._session.game, quiz, self._given)
            self._show(_Shows.TALLY, page, (), CLOSE)
            return
        page = question_page(question, len(self._given) + 1, len(quiz.questions), with_options=False)
        rows = [row(str(at), option, number=at + 1, look="") for at, option in enumerate(question.options)]
        rows.append(row(SKIP_ID, SKIP, number=0, look="faint"))
        self._show(_Shows.QUESTION, page, rows, ANSWER, HELP, LEAVE)

    def _show(self, what: _Shows, page: Page, rows: Sequence[Row], *hints: Hint) -> None:
        self._shows = what
        view, menu = self.query_one(PageView), self.query_one(Menu)
        view.show_page(page)
        # The cursor waits where Enter does no harm: a key too many must not be taken for an answer.
        menu.show_rows(rows, len(rows) - 1)
        menu.display = bool(rows)
        self.fit()
        (menu if rows else view).focus()
        self.keys(*hints, *((LINK,) if view.targets and not rows else ()))

    def fit(self) -> None:
        """The frame is as high as page and options, as far as there is room; the options come first."""
        view, menu = self.query_one(PageView), self.query_one(Menu)
        width = max(1, min(self.size.width * 9 // 10, 92) - 5)
        most = max(1, self.size.height * 9 // 10 - 4)
        below = min(menu.height_for(width) + 1, most * 2 // 3) if menu.display else 0
        above = max(1, min(view.height_for(width), most - below))
        menu.styles.margin = (1 if below > 1 else 0, 0, 0, 0)
        menu.styles.height = max(1, below - 1)
        view.styles.height = above
        self.query_one(".window").styles.height = max(3, above + below + 4)

    # -- what is done ----------------------------------------------------------------------------------------------

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        question = self._question
        if self._shows is _Shows.QUESTION and question is not None:
            self._give(question, None if event.row.id == SKIP_ID else int(event.row.id))

    def _give(self, question: Question, picked: int | None) -> None:
        """Keep an answer, then tell what it was worth; where it cannot be kept, ask what to do about it."""
        session, quiz = self._session, self._quiz
        if session is None or quiz is None:
            return
        before, at = session.game.stage, len(self._given)

        def deed() -> None:
            self._given.append(answer(session.game, quiz, question, picked))

        def then() -> None:
            if picked is None or len(self._given) == at:
                self._ask()  # the next one, or, where it came to nothing, the same again
                return
            page = answered_page(session.game, question, picked)
            self._show(_Shows.ANSWER, page, (), NEXT if self._question else TALLY, LEAVE)

        try:
            deed()
        except SaveError as error:
            not_kept(host(self), error, deed, before, then)
        else:
            then()

    @on(PageView.Ended)
    def _ended(self, event: PageView.Ended) -> None:
        event.stop()
        if event.page is self.query_one(PageView).page:
            self.action_go_on()

    @on(LineView.Followed)
    def _followed(self, event: LineView.Followed) -> None:
        event.stop()
        session, ref = self._session, event.target.ref
        if event.target.to is not To.CODEX or session is None:
            return
        try:
            codex_page(session.pack, ref)
        except GameError:
            return  # a name that the pack does not know leads nowhere
        host(self).read(lambda: codex_page(session.pack, ref), session.pack)

    def action_go_on(self) -> None:
        """From an answer to the next question; from what it came to, out."""
        match self._shows:
            case _Shows.QUESTION:
                pass
            case _Shows.ANSWER:
                self._ask()
            case _Shows.TALLY:
                self.action_close()

    def action_choose(self) -> None:
        """Give the answer that the cursor is on."""
        self.query_one(Menu).action_choose()

    def action_link(self) -> None:
        """Step to the next link."""
        self.query_one(PageView).action_link(1)

    def action_close(self) -> None:
        """Leave the quiz. What was answered is kept."""
        self._quiz = None
        self.close_with(None)

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)
