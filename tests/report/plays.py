"""Games for the tests of the report, played by rule; and the reports of them read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random

from markdown_it import MarkdownIt
from markdown_it.token import Token

from game.content import load_pack
from game.engine.model import Pack
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee, Reveal

ROOT = Path(__file__).parents[2]
HOSTILE = "</p><script>alert(1)</script> <b onload=x>&amp; | `a` *b* [c](http://d.example) \x1b[31m\u202e = =1+1"
VOID = {"meta", "br"}


@cache
def shipped(name: str) -> Pack:
    """A shipped pack, read once."""
    return load_pack(ROOT / "scenarios" / name)


def new_game(pack: Pack, wish: Wish, seed: int = 3) -> Playthrough:
    """A game that nobody keeps."""
    return Playthrough(pack, new_tree(pack, wish, seed))


def stages(game: Playthrough, luck: Random, *, words: str = "") -> Iterator[Playthrough]:
    """Play to the end by luck, stopping at everything that is met; ``words`` are given as reasons and notes."""
    for _ in range(2000):
        yield game
        match game.stage:
            case Finale():
                return
            case Decision(options=options):
                game.choose(luck.choice([each.choice.id for each in options if each.is_open]), words)
            case Foresee():
                game.forecast(luck.randrange(101))
            case Reveal():
                if words:
                    game.note(words)
                game.proceed()
            case _:
                game.proceed()
    raise AssertionError("the game did not end")


def played(pack: Pack, wish: Wish, luck: int = 1, *, words: str = "") -> Playthrough:
    """A game at its end."""
    game = new_game(pack, wish)
    for _ in stages(game, Random(luck), words=words):
        pass
    return game


def until(game: Playthrough, reached: Callable[[Playthrough], bool], luck: int = 1) -> Playthrough:
    """Play until something is so."""
    for at in stages(game, Random(luck)):
        if reached(at):
            return at
    raise AssertionError("it never came to that")


def watched(pack: Pack, campaign: str) -> Playthrough:
    """History's own run."""
    return played(pack, Wish(campaign=campaign, watch=True))


@dataclass
class Document(HTMLParser):
    """An HTML document read strictly: its elements in order, its words, its tables; any fault is an assertion."""

    text: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    style: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, f"{tag} closes what is not open"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
        elif "tr" in self._open:
            self.tables[-1][-1][-1] += data
            self.words.append(data)
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def told(self) -> str:
        """Every word of it."""
        return squeezed(" ".join(self.words))


def read_markdown(text: str) -> list[Token]:
    """Markdown as CommonMark with tables reads it; raw HTML is allowed there, and must not occur."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def markdown_tables(text: str) -> list[list[list[str]]]:
    """The tables of a Markdown document, head first."""
    tables: list[list[list[str]]] = []
    in_cell = False
    for token in read_markdown(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            in_cell = True
        elif token.type == "inline" and in_cell:
            tables[-1][-1].append(spoken(token))
            in_cell = False
    return tables


def spoken(token: Token) -> str:
    """The words of an inline token."""
    found = (" " if each.type in ("softbreak", "hardbreak") else each.content for each in token.children or ())
    return squeezed("".join(found))


def squeezed(text: str) -> str:
    """Text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
