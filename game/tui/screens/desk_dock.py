"""The dock below the text: choices, a confirmation with room for a reason, a forecast, a note, or simply the way on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, assert_never

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from game.harmless import harmless_line
from game.play.page import Options
from game.play.stages import Briefing, Debrief, Decision, Finale, Foresee, Handover, News, PassedOver, Reveal, Stage
from game.saves.timeline import MAX_WORDS
from game.tui.flow import Bit
from game.tui.layout import CLOSED, bits
from game.tui.widgets.key_line import Hint, KeyLine
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.scale import Scale
from game.tui.widgets.told import Told

GO_ON: Final = Hint("Enter", "Go on", "go_on", 9)
NOTE: Final = Hint("n", "Write a note", "note", 5)
QUIZ: Final = Hint("z", "Quiz", "quiz", 4)
HERE: Final = Hint("Enter", "I am here", "go_on", 9)
TO_CHOICES: Final = Hint("Tab", "To the choices", "other_part", 9)
CHOOSE: Final = Hint("Enter", "Choose this", "go_on", 9)
TO_TEXT: Final = Hint("Tab", "Back to the text", "other_part", 5)
DECIDE: Final = Hint("Enter", "Decide", "go_on", 9)
BACK: Final = Hint("Esc", "Back", "back", 5)
PUT_DOWN: Final = Hint("Enter", "Put it down", "go_on", 9)
SKIP: Final = Hint("s", "Skip", "skip", 8)
KEEP_NOTE: Final = Hint("Enter", "Keep the note", "go_on", 9)

YOU_DECIDE = "You decide: "
WHY = "Why? One line, if you like"
WHY_TOLD = "A reason is for the debrief, and for you. Enter alone decides without one."
NOTE_ASK = "What would you now explain differently?"
NOTE_HINT = "It will stand in the debrief, beside what you decided"
WAYS_ON = "What now?"
IS_CLOSED = "This is closed: "


class Mode(Enum):
    """What the dock is for now."""

    GO_ON = "go on"
    CHOICES = "choices"
    CONFIRM = "confirm"
    FORECAST = "forecast"
    NOTE = "note"
    FINALE = "finale"


class Dock(Vertical):
    """Holds every part that any stage needs; what it does not need is hidden."""

    class Decided(Message):
        """A choice is final."""

        def __init__(self, choice: str, reason: str) -> None:
            super().__init__()
            self.choice = choice
            self.reason = reason

    class Noted(Message):
        """A note is written."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Finished(Message):
        """A way on from the end is chosen."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    class Reshaped(Message):
        """The dock wants another share of the room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.mode = Mode.GO_ON
        self._stage: Stage | None = None
        self._options: Options | None = None
        self._picked: str = ""
        self._can_note = False
        self._has_quiz = False

    def compose(self) -> ComposeResult:
        """Question, choices, a line to write in, the scale, the buttons."""
        yield Told(id="ask")
        yield Menu(id="choices", numbers_choose=False, click_chooses=False, cursor_at_rest=False)
        field = Input(compact=True, id="field", max_length=MAX_WORDS)
        field.cursor_blink = False
        yield field
        yield Scale(id="scale")
        yield KeyLine(buttons=True, id="buttons")

    @property
    def ask(self) -> Told:
        """The question."""
        return self.query_one("#ask", Told)

    @property
    def menu(self) -> Menu:
        """The choices, or the ways on."""
        return self.query_one("#choices", Menu)

    @property
    def field(self) -> Input:
        """The line to write in."""
        return self.query_one("#field", Input)

    @property
    def scale(self) -> Scale:
        """The forecast."""
        return self.query_one(Scale)

    @property
    def has_focus_within(self) -> bool:
        """Whether the keyboard is in the dock."""
        focused = self.screen.focused
        return focused is not None and self in focused.ancestors

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_stage(
        self,
        stage: Stage,
        options: Options | None,
        ways_on: Sequence[Row],
        *,
        can_note: bool = False,
        has_quiz: bool = False,
    ) -> None:
        """Be what a stage needs. ``options``: the choices as its page words them."""
        self._can_note = can_note
        self._has_quiz = has_quiz
        self._stage = stage
        self._options = options
        match stage:
            case Decision():
                self._show_choices(0)
            case Foresee():
                self.scale.clear()
                self._become(Mode.FORECAST)
            case Finale():
                self.menu.show_rows(ways_on)
                self._become(Mode.FINALE, (Bit(WAYS_ON, "strong"),))
            case Briefing() | PassedOver() | Handover() | Reveal() | News() | Debrief():
                self._become(Mode.GO_ON)
            case _:
                assert_never(stage)

    def _show_choices(self, cursor: int) -> None:
        assert self._options is not None, "a decision's page offers choices"
        self.menu.show_rows(choice_rows(self._options), cursor)
        self._become(Mode.CHOICES, (Bit(self._options.question, "strong"),))

    def ask_note(self, note: str) -> None:
        """Ask for a note, beginning with the one that is there."""
        self.field.value = note
        self._become(Mode.NOTE, (Bit(NOTE_ASK, "strong"),))
        self.field.focus()

    def _become(self, mode: Mode, *question: Sequence[Bit]) -> None:
        self.mode = mode
        self.ask.tell(*question)
        self.menu.display = mode in (Mode.CHOICES, Mode.FINALE)
        self.field.display = mode in (Mode.CONFIRM, Mode.NOTE)
        self.field.placeholder = WHY if mode is Mode.CONFIRM else NOTE_HINT
        self.scale.display = mode is Mode.FORECAST
        self.ask.display = bool(question)
        self._show_buttons()

    def _show_buttons(self) -> None:
        match self.mode:
            case Mode.GO_ON:
                first = HERE if isinstance(self._stage, Handover) else GO_ON
                hints = [first, *((QUIZ,) if self._has_quiz else ()), *((NOTE,) if self._can_note else ())]
            case Mode.CHOICES | Mode.FINALE:
                hints = [CHOOSE, TO_TEXT] if self.menu.has_focus else [TO_CHOICES]
            case Mode.CONFIRM:
                hints = [DECIDE, BACK]
            case Mode.FORECAST:
                hints = [PUT_DOWN, SKIP]
            case Mode.NOTE:
                hints = [KEEP_NOTE, BACK]
            case _:
                assert_never(self.mode)
        self.query_one("#buttons", KeyLine).show_hints(hints)

    # -- room ------------------------------------------------------------------------------------------------------

    def lines_for(self, width: int) -> int:
        """The lines that everything would take."""
        lines = 1  # the buttons
        if self.ask.display:
            lines += self.ask.height_for(width)
        if self.menu.display:
            lines += self.menu.height_for(max(1, width - 1))
        if self.field.display:
            lines += 1
        if self.scale.display:
            lines += 2
        return lines

    def fit(self, height: int, width: int) -> None:
        """Share the lines that there are: the list scrolls, then the question is cut."""
        self.styles.height = height
        left = height - 1
        self.query_one("#buttons").display = height > 1 or not (self.menu.display or self.field.display)
        if height == 1 and not self.query_one("#buttons").display:
            left = 1
        if self.field.display:
            left -= 1
        if self.scale.display:
            self.scale.styles.height = max(1, min(2, left))
            left -= 2
        if self.ask.display:
            wanted = self.ask.height_for(width)
            least = 1 if self.menu.display else 0
            self.ask.styles.height = max(0, min(wanted, left - least))
            left -= max(0, min(wanted, left - least))
        if self.menu.display:
            self.menu.styles.height = max(1, left)

    # -- what is done ----------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """The keyboard comes here."""
        match self.mode:
            case Mode.CHOICES | Mode.FINALE:
                self.menu.focus()
            case Mode.CONFIRM | Mode.NOTE:
                self.field.focus()
            case Mode.FORECAST:
                self.scale.focus()
            case Mode.GO_ON:
                pass
            case _:
                assert_never(self.mode)

    def on_descendant_focus(self) -> None:
        """The buttons say what Enter does now."""
        self._show_buttons()

    def on_descendant_blur(self) -> None:
        """And now."""
        self.call_after_refresh(self._show_buttons)

    @on(Menu.Moved, "#choices")
    def _moved(self, event: Menu.Moved) -> None:
        event.stop()
        self.menu.focus()
        self.post_message(self.Reshaped())

    @on(Menu.Chosen, "#choices")
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        if self.mode is Mode.FINALE:
            self.post_message(self.Finished(event.row.id))
            return
        stage = self._stage
        assert isinstance(stage, Decision)
        option = next(option for option in stage.options if option.choice.id == event.row.id)
        if not option.is_open:
            self.notify(IS_CLOSED + harmless_line(option.why_closed), markup=False)
            return
        self._picked = option.choice.id
        self.field.value = ""
        self._become(
            Mode.CONFIRM, (Bit(YOU_DECIDE, "faint"), Bit(option.choice.title, "strong")), (Bit(WHY_TOLD, "faint"),)
        )
        self.field.focus()
        self.post_message(self.Reshaped())

    @on(Input.Submitted, "#field")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    def submit(self) -> None:
        """What is written is final."""
        if self.mode is Mode.CONFIRM and self._picked:
            picked, self._picked = self._picked, ""  # once
            self.post_message(self.Decided(picked, self.field.value))
        elif self.mode is Mode.NOTE:
            self.post_message(self.Noted(self.field.value))

    def step_back(self) -> bool:
        """Out of a question; whether there was one."""
        if self.mode is Mode.CONFIRM:
            self._show_choices(self.menu.cursor)
            self.menu.focus()
            return True
        if self.mode is Mode.NOTE:
            self._become(Mode.GO_ON)
            return False
        return False


def choice_rows(options: Options) -> list[Row]:
    """The choices as rows; the one under the cursor says what it means, and why it is closed."""
    rows: list[Row] = []
    for option in options.rows:
        title = [Bit(option.title, "faint" if option.closed else "")]
        told = [bits(option.rich, "faint")] if option.rich else []
        if option.closed:
            title.append(Bit(f" ({CLOSED})", "faint"))
            told.append([Bit(option.closed, "stress")])
        rows.append(Row(option.id, title, told, option.number))
    return rows
