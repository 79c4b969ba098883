"""The codex: people, terms and sources, found by name; what the present page names comes first."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from game.engine.model import Pack
from game.errors import GameError
from game.play.page import Page, name_of
from game.play.pages import codex_page
from game.play.pages.reference import search_codex
from game.tui.flow import Bit, To
from game.tui.host import host
from game.tui.screens.helping import help_page
from game.tui.screens.window import CLOSE, Window
from game.tui.widgets.key_line import Hint
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.page_view import PageView

TITLE = "Codex"
PLACEHOLDER = "Search people, terms, sources"
ON_THIS_PAGE = "on this page"
PERSON, TERM, SOURCE = "person", "term", "source"
NOTHING = "Nothing of that name."
MOST = 200
ABOUT = (
    (
        "People, terms and sources. What the page beneath names comes first; type a part of a name to search. "
        "Any underlined word and any number in brackets in a text leads here, too."
    ),
)
KEYS = (
    ("letters", "search"),
    ("↑ ↓", "move in the list"),
    ("Enter", "open the entry"),
    ("F1", "this help"),
    ("Esc", "close"),
)


class Codex(Window[None]):
    """A field to search with, and what is found."""

    BINDINGS = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(5)", show=False, priority=True),
        Binding("pageup", "move(-5)", show=False, priority=True),
    ]
    TITLE_TEXT = TITLE
    HINTS = (Hint("Enter", "Open", "choose", 5), Hint("F1", "Help", "help", 4), CLOSE)

    def __init__(self) -> None:
        super().__init__()
        self._here: tuple[str, ...] = ()

    def inside(self) -> Sequence[Widget]:
        """The field and the list."""
        field = Input(placeholder=host(self).marks.read(PLACEHOLDER), compact=True, id="query")
        field.cursor_blink = False
        return (field, Menu(numbers_choose=False, id="found"))

    def on_screen_resume(self) -> None:
        """Search anew: the page beneath may be another."""
        pack = self._pack
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        pages = beneath.query(PageView) if beneath is not None else ()
        refs = [target.ref for view in pages for target in view.targets if target.to is To.CODEX]
        self._here = tuple(ref for ref in refs if ref in pack.people or ref in pack.glossary)
        self._search()
        self.query_one(Input).focus()

    @property
    def _pack(self) -> Pack:
        app = host(self)
        return app.session.pack if app.session else app.pack

    @on(Input.Changed)
    def _search(self) -> None:
        pack, query = self._pack, self.query_one(Input).value
        rows: list[Row] = []
        if not query.strip():
            rows = [_row(pack, ref, ON_THIS_PAGE) for ref in self._here]
        seen = {each.id for each in rows}
        rows += [_row(pack, ref, _kind(pack, ref)) for ref, _ in search_codex(pack, query)[:MOST] if ref not in seen]
        self.query_one(Menu).show_rows(rows or [Row("", [Bit(NOTHING, "faint")])])

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Menu).action_choose()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        pack, ref = self._pack, event.row.id
        try:
            codex_page(pack, ref)
        except GameError:
            return
        host(self).read(lambda: codex_page(pack, ref), pack)

    def action_move(self, by: int) -> None:
        """Move in the list while the keyboard stays in the field."""
        self.query_one(Menu).action_move(by)

    def action_choose(self) -> None:
        """Open what the cursor is on."""
        self.query_one(Menu).action_choose()

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)


def _kind(pack: Pack, ref: str) -> str:
    return PERSON if ref in pack.people else TERM if ref in pack.glossary else SOURCE


def _row(pack: Pack, ref: str, kind: str) -> Row:
    return Row(ref, [Bit(name_of(pack, ref), "strong"), Bit(f"  {kind}", "faint")])
