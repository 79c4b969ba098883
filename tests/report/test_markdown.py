"""The report as Markdown: whatever a text holds, it is read as text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from game.harmless import one_line
from game.play.page import Block, Bullets, CallOut, Heading, Kind, Para, Piece, Rich, Table, Tone, line
from game.play.setup import Wish
from game.report import as_markdown, make_report
from game.report.markdown import blocks_markdown
from tests.report.plays import HOSTILE, markdown_tables, played, read_markdown, shipped, spoken, squeezed
from tests.report.test_page import ONE_OF_EACH
from tests.worlds import calm

QUIET = {"text", "softbreak"}
STARTS = [
    "# a", "- a", "+ a", "1. a", "12) a", "=", "---", "***", "> a", "```", "~~~", "    a", "<b>", "<!-- a -->",
    "[a]: /b", "| a |", "&amp;", "![a](b)", "<http://a.example>", "a\\", "$a$", "1.", "-", "+", "#", "a #", "a   b",
]  # fmt: skip


def test_every_kind_of_block_reads_as_it_should() -> None:
    """One of each, in full."""
    assert "\n".join(blocks_markdown(ONE_OF_EACH)) == (
        "### A heading\n\n#### Another\n\nWords, **strong** and cited \\[1\\]\n\n"
        "1. one\n2. two\\\n   A) three\\\n   B) four\n\n"
        "> **Ada**, reeve: It costs money. (Leans to: Stay)\n\n"
        "> **The cost**\n>\n> Many.\n>\n> More.\n\n"
        "| Meter | Value | Change | History | In words | Because of |\n| --- | --- | --- | --- | --- | --- |\n"
        "| Trust | 52 | −8 | 60 | cool | pride −8 |\n\n"
        "| When | What |\n| --- | --- |\n| 1898 | A deed. |\n\n"
        "Well?\n\n1. **Go.** Now.\n2. **Wait.** (Closed: Too late.)\n"
    )


def kinds(text: str) -> list[str]:
    """What a Markdown text is made of, inside its lines too."""
    found: list[str] = []
    for token in read_markdown(text):
        found.append(token.type)
        found += [child.type for child in token.children or () if child.type not in QUIET]
    return found


texts = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="\\`*_{}[]()<>#+-.!|~&=:/1a \n\t", max_size=40),
    st.sampled_from(STARTS),
)


@calm
@given(texts)
@example(HOSTILE)
def test_any_text_stays_text(text: str) -> None:
    """As a paragraph, a heading, an item, a label and a cell: what it is made of is what a plain word is made of."""
    said = one_line(text)
    if not said:
        return
    for block in (
        lambda told: Para(line(told)),
        lambda told: Heading(told),
        lambda told: Bullets((line(told), line("x"))),
        lambda told: CallOut(Kind.NOTE, told, (line(told),)),
        lambda told: Table((told, "x"), ((told, told),)),
    ):
        shown = "\n".join(blocks_markdown((_made(block, said),)))
        assert kinds(shown) == kinds("\n".join(blocks_markdown((_made(block, "word"),))))
        words = [spoken(token) for token in read_markdown(shown) if token.type == "inline"]
        assert squeezed(said) in words


def _made(block: object, text: str) -> Block:
    assert callable(block)
    made = block(text)
    assert isinstance(made, Block)
    return made


@calm
@given(st.lists(st.tuples(texts, st.sampled_from((Tone.PLAIN, Tone.LINK, Tone.CITE))), max_size=4))
def test_pieces_together_stay_text(pieces: list[tuple[str, Tone]]) -> None:
    """No mark can be put together from two of them."""
    rich: Rich = tuple(Piece(text, tone) for text, tone in pieces)
    shown = "\n".join(blocks_markdown((Para(rich),)))
    assert set(kinds(shown)) <= {"paragraph_open", "inline", "paragraph_close"}
    assert "".join(spoken(token) for token in read_markdown(shown) if token.type == "inline").replace(" ", "") == (
        "".join(one_line(text) for text, _ in pieces).replace(" ", "")
    )


def test_no_report_holds_html_or_a_link() -> None:
    """Whatever the players wrote."""
    game = played(shipped("tutorial"), Wish(crisis="1898-fashoda", hot_seat=True), words=HOSTILE)
    text = as_markdown(make_report(game, HOSTILE))
    found = set(kinds(text))
    assert not found & {"html_block", "html_inline", "link_open", "image", "code_inline", "fence", "code_block"}
    assert "\x1b" not in text and "\u202e" not in text
    assert all(len({len(row) for row in table}) == 1 for table in markdown_tables(text))
