"""One line of what may be done here: each a key and a word, and each can be clicked. It never grows children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message

from game.tui.flow import Bit, Line, Target, To
from game.tui.marks import Marks
from game.tui.widgets.lines import LineView


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that may be done: the key that does it, a word for it, and the name of the screen's action."""

    key: str
    word: str
    action: str
    weight: int = 1
    """Where there is no room for all, the lightest go first."""


class KeyLine(LineView, can_focus=False):
    """Hints in a row."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, line: KeyLine, hint: Hint) -> None:
            super().__init__()
            self.line = line
            self.hint = hint

        @property
        def control(self) -> KeyLine:
            """The line, for ``@on`` selectors."""
            return self.line

    def __init__(self, *, buttons: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.hints: tuple[Hint, ...] = ()
        self._buttons = buttons

    @property
    def allow_select(self) -> bool:
        """A drag over the keys marks nothing."""
        return False

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Offer other things."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.relay()

    def lay(self, width: int, marks: Marks) -> Sequence[Line]:
        """As many hints as fit."""
        shown = list(self.hints)
        gap = 2 if self._buttons else 3
        while shown and sum(self._cells(hint, marks) for hint in shown) + gap * (len(shown) - 1) > width:
            lightest = min(hint.weight for hint in shown)
            del shown[max(at for at, hint in enumerate(shown) if hint.weight == lightest)]
        line: list[Bit] = []
        for hint in shown:
            target = Target(To.ROW, str(self.hints.index(hint)))
            if line:
                line.append(Bit(" " * gap))
            if self._buttons:
                line += [
                    Bit("[", "key", target),
                    Bit(marks.read(f" {hint.word} "), "strong", target),
                    Bit("]", "key", target),
                    Bit(f" {hint.key}", "faint", target),
                ]
            else:
                line += [Bit(hint.key, "key", target), Bit(" " + marks.read(hint.word), "", target)]
        return (tuple(line),)

    def _cells(self, hint: Hint, marks: Marks) -> int:
        return cell_len(hint.key) + cell_len(marks.read(hint.word)) + (5 if self._buttons else 1)

    def on_line_view_followed(self, event: LineView.Followed) -> None:
        """A click on a hint."""
        event.stop()
        self.post_message(self.Pressed(self, self.hints[int(event.target.ref)]))
