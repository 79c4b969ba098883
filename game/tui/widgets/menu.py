"""A list to choose from: by arrows and Enter, by number, or by mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.message import Message

from game.tui.flow import Bit, Line, Target, To, wrap
from game.tui.marks import Marks
from game.tui.widgets.lines import LineView


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose. ``told`` are paragraphs that explain it."""

    id: str
    title: Sequence[Bit]
    told: Sequence[Sequence[Bit]] = field(default=())
    number: int | None = None
    told_always: bool = False
    """Whether the explanation stands there even when the cursor does not."""


def row(id: str, title: str, *told: str, number: int | None = None, look: str = "strong", always: bool = False) -> Row:  # noqa: A002
    """A row of plain words."""
    return Row(id, (Bit(title, look),), tuple((Bit(text, "faint"),) for text in told if text), number, always)


class Menu(LineView, can_focus=True):
    """Rows, one of them under the cursor."""

    BINDINGS = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, menu: Menu, row: Row) -> None:
            super().__init__()
            self.menu = menu
            self.row = row

        @property
        def control(self) -> Menu:
            """The menu, for ``@on`` selectors."""
            return self.menu

    class Chosen(Moved):
        """A row was chosen."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        numbers_choose: bool = True,
        click_chooses: bool = True,
        cursor_at_rest: bool = True,
    ) -> None:
        """Make an empty menu.

        Args:
            id: for CSS.
            numbers_choose: whether a digit chooses at once, or only moves the cursor.
            click_chooses: the same for a click; a second click on the row chooses in any case.
            cursor_at_rest: whether the cursor shows while the keyboard is elsewhere.
        """
        super().__init__(id=id)
        self.rows: tuple[Row, ...] = ()
        self.cursor = 0
        self._numbers_choose = numbers_choose
        self._click_chooses = click_chooses
        self._cursor_at_rest = cursor_at_rest
        self._row_of: list[int] = []
        self._clicked: int | None = None

    def show_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Offer other rows."""
        self.rows = tuple(rows)
        self._clicked = None
        self.cursor = max(0, min(cursor, len(self.rows) - 1))
        self.relay()
        self._show_cursor()

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def put_cursor(self, at: int) -> None:
        """Move the cursor to a row."""
        self._clicked = at
        if self.rows and at != self.cursor and 0 <= at < len(self.rows):
            self.cursor = at
            self.relay()
            self._show_cursor()
            self.post_message(self.Moved(self, self.rows[at]))

    def choose(self, at: int) -> None:
        """Choose a row. A second key before the screen could change chooses nothing more."""
        if self.screen.is_active and 0 <= at < len(self.rows):
            self.put_cursor(at)
            self.post_message(self.Chosen(self, self.rows[at]))

    # -- setting and painting --------------------------------------------------------------------------------------

    @property
    def _cursor_shows(self) -> bool:
        return self._cursor_at_rest or self.has_focus

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """The rows at a width."""
        return [line for laid in self._laid_rows(width, marks) for line in laid]

    def relay(self) -> None:
        """Set the rows anew, and note which line belongs to which."""
        super().relay()
        if self.laid_for >= 0:
            laid = self._laid_rows(self.laid_for, self.marks)
            self._row_of = [at for at, lines in enumerate(laid) for _ in lines]

    def _laid_rows(self, width: int, marks: Marks) -> list[list[Line]]:
        found: list[list[Line]] = []
        figures = max((len(str(row.number)) for row in self.rows if row.number is not None), default=0)
        for at, row in enumerate(self.rows):
            here = at == self.cursor and self._cursor_shows
            target = Target(To.ROW, str(at))
            number = " " * (figures + 1) if figures else ""
            if row.number is not None:
                number = f"{row.number:>{figures}} "
            lead = (Bit(f"{marks.cursor} " if here else "  ", "number", target), Bit(number, "number", target))
            rest = (Bit(" " * (2 + cell_len(number)), "", target),)
            laid = wrap(_aimed(row.title, target), width, marks, first=lead, rest=rest)
            if here or row.told_always:
                for told in row.told:
                    laid += wrap(_aimed(told, target), width, marks, first=rest, rest=rest)
            found.append(laid)
        return found

    def backdrop(self, y: int) -> str:
        """A band behind the row under the cursor, besides the sign before it."""
        return "cursor" if self._cursor_shows and self._row_of[y : y + 1] == [self.cursor] else ""

    def look_of(self, y: int, index: int, bit: Bit) -> str:
        """Rows do not light up stretch by stretch."""
        del y, index
        return bit.look

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor may show only while the keyboard is here."""
        super().watch_has_focus(has_focus)
        self.relay()
        if has_focus:
            self._show_cursor()

    def _show_cursor(self) -> None:
        mine = [y for y, at in enumerate(self._row_of) if at == self.cursor]
        if not mine:
            return
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if mine[0] < top or mine[-1] - mine[0] >= height:
            self.scroll_to(y=mine[0], animate=False, force=True)
        elif mine[-1] >= top + height:
            self.scroll_to(y=mine[-1] - height + 1, animate=False, force=True)

    # -- keys and mouse --------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move the cursor; past an end it stays there."""
        self.put_cursor(max(0, min(self.cursor + by, len(self.rows) - 1)))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or the last row."""
        self.put_cursor(len(self.rows) - 1 if end else 0)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        self.choose(self.cursor)

    def on_key(self, event: events.Key) -> None:
        """A digit means the row of that number."""
        if event.character and event.character.isdigit() and self.press_number(int(event.character)):
            event.stop()

    def press_number(self, number: int) -> bool:
        """Go to the row of a number, or choose it; whether there is one."""
        at = next((at for at, row in enumerate(self.rows) if row.number == number), None)
        if at is None:
            return False
        if self._numbers_choose:
            self.choose(at)
        else:
            self.put_cursor(at)
        return True

    def on_click(self, event: events.Click) -> None:
        """A click means the row under it."""
        event.prevent_default()  # the base would follow a stretch
        if self.screen.get_selected_text():
            return
        target = self.target_at(event.get_content_offset_capture(self))
        y = event.get_content_offset_capture(self).y + self.scroll_offset.y
        at = int(target.ref) if target else self._row_of[y] if 0 <= y < len(self._row_of) else None
        if at is None:
            return
        event.stop()
        # The press of the button has brought the keyboard here already, so the cursor says nothing of a first click.
        if self._click_chooses or at == self._clicked:
            self.choose(at)
        else:
            self._clicked = at
            self.put_cursor(at)
            self.post_message(self.Moved(self, self.rows[at]))


def _aimed(bits: Sequence[Bit], target: Target) -> list[Bit]:
    return [Bit(bit.text, bit.look, target) for bit in bits]
