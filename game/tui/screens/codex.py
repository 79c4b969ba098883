"""The codex: people, terms and sources, found by name; what the present page names comes first."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.model import Pack
from game.play.page import Page, name_of
from game.play.pages import codex_page
from game.play.pages.reference import search_codex
from game.tui.flow import Bit, To
from game.tui.host import host
from game.tui.screens.finder import KEYS, Finder
from game.tui.screens.helping import help_page
from game.tui.widgets.menu import Row
from game.tui.widgets.page_view import PageView

TITLE = "Codex"
PLACEHOLDER = "Search people, terms, sources"
ON_THIS_PAGE = "on this page"
PERSON, TERM, SOURCE = "person", "term", "source"
MOST = 200
ABOUT = (
    (
        "People, terms and sources. What the page beneath names comes first; type a part of a name to search. "
        "Any underlined word and any number in brackets in a text leads here, too."
    ),
)


class Codex(Finder):
    """Everything that the pack explains."""

    TITLE_TEXT = TITLE
    PLACEHOLDER = PLACEHOLDER

    @property
    def _pack(self) -> Pack:
        app = host(self)
        return app.session.pack if app.session else app.pack

    def found(self, query: str) -> Sequence[Row]:
        """Entries by a part of their name; before anything is typed, those of the page beneath first."""
        pack = self._pack
        here = () if query else self._on_the_page_beneath(pack)
        rows = [_row(pack, ref, ON_THIS_PAGE) for ref in here]
        rows += [_row(pack, ref, _kind(pack, ref)) for ref, _ in search_codex(pack, query)[:MOST] if ref not in here]
        return rows

    def _on_the_page_beneath(self, pack: Pack) -> tuple[str, ...]:
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        pages = beneath.query(PageView) if beneath is not None else ()
        refs = [target.ref for view in pages for target in view.targets if target.to is To.CODEX]
        return tuple(ref for ref in refs if ref in pack.people or ref in pack.glossary)

    def chosen(self, key: str) -> None:
        """Open the entry."""
        pack = self._pack
        host(self).read(lambda: codex_page(pack, key), pack)

    def help_page(self) -> Page:
        """What this window is."""
        return help_page(TITLE, ABOUT, KEYS)


def _kind(pack: Pack, ref: str) -> str:
    return PERSON if ref in pack.people else TERM if ref in pack.glossary else SOURCE


def _row(pack: Pack, ref: str, kind: str) -> Row:
    return Row(ref, [Bit(name_of(pack, ref), "strong"), Bit(f"  {kind}", "faint")])
