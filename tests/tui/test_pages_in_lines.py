"""Text set in lines: nothing is lost, nothing sticks out, nothing commands the terminal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from game.harmless import harmless_line
from game.play.page import (
    Bullets,
    CallOut,
    Chart,
    Heading,
    Kind,
    MeterRow,
    Meters,
    OptionRow,
    Options,
    Page,
    Para,
    Piece,
    Speech,
    Table,
    Tone,
    line,
)
from game.play.pages import page_of
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale
from game.tui.flow import Bit, Target, To, bare, fitted, padded, width_of, wrap
from game.tui.layout import MIN_WIDTH, bar, lay_page
from game.tui.marks import ASCII, UNICODE, Marks, only_ascii
from game.tui.widgets.page_view import links_of
from tests.tui.driving import small, tutorial

TEXTS = st.text(max_size=200)
BOTH = pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])


def nasty_page(text: str) -> Page:
    """A page with the text wherever text can stand."""
    rich = (Piece(text), Piece(text, Tone.LINK, "somewhere"), Piece(text, Tone.CITE, "work"))
    return Page(
        text,
        text,
        (
            Heading(text),
            Para(rich),
            Bullets((rich, rich), numbered=True),
            Speech(text, text, "person", rich, text),
            *(CallOut(kind, text, (rich,)) for kind in Kind),
            Meters((MeterRow("m", text, 40, text, -7, 55, text),)),
            Table((text, "Change"), ((text, "+7"), ("", "-"))),
            Chart(text, text, (date(1950, 1, 1), date(1951, 1, 1)), (40, 60), (40, 20), ((0, text), (1, text))),
            Options(text, (OptionRow(1, "a", text, rich, text),)),
            Heading(text, 2),
        ),
    )


def every_page(seat: str) -> list[Page]:
    """The pages of a whole game of the tutorial, first choices taken."""
    pack = tutorial()
    game = Playthrough(pack, new_tree(pack, Wish(crisis=pack.crises[0].id, seat=seat), 3))
    pages = [page_of(game)]
    while not isinstance(game.stage, Finale):
        stage = game.stage
        if isinstance(stage, Decision):
            game.choose(stage.options[0].choice.id)
        else:
            game.proceed()
        pages.append(page_of(game))
    return pages


@BOTH
@pytest.mark.parametrize("width", [16, 23, 40, 56, 76, 100])
def test_every_page_of_a_game_fits_every_width(width: int, marks: Marks) -> None:
    """No line is wider than it was set for."""
    for page in every_page("britain"):
        for each in lay_page(page, width, marks).lines:
            assert width_of(each) <= width, bare(each)


def test_in_ascii_every_page_is_ascii() -> None:
    """A terminal that knows only ASCII is sent nothing else, be it signs or letters."""
    for page in every_page("france"):
        for each in lay_page(page, 76, ASCII).lines:
            assert bare(each).isascii(), bare(each)


@BOTH
@given(text=TEXTS, width=st.integers(2, 90))
def test_any_text_anywhere_on_a_page_stays_text(marks: Marks, text: str, width: int) -> None:
    """Brackets, escapes, wide and unseen characters: nothing raises, sticks out, or commands the terminal."""
    for each in lay_page(nasty_page(text), width, marks).lines:
        assert bare(each).isprintable() or set(bare(each)) & set("\u200c\u200d")
        assert width_of(each) <= max(width, MIN_WIDTH)


@given(text=TEXTS, width=st.integers(2, 60))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    """What goes in comes out, but for the spaces at the breaks."""
    lines = wrap([Bit(text)], width, UNICODE)
    assert "".join(bare(each) for each in lines).replace(" ", "") == harmless_line(text).replace(" ", "")


@given(text=TEXTS, width=st.integers(0, 40))
def test_what_is_padded_has_exactly_its_width(text: str, width: int) -> None:
    """Columns stand below each other whatever is in them."""
    assert cell_len(padded(text, width, UNICODE)) == width
    assert cell_len(fitted(text, width, ASCII)) <= width


def test_markup_is_shown_as_it_is_written() -> None:
    """Nothing in brackets is swallowed, obeyed or a reason to crash."""
    wild = "[/nope] [red]x[/red] [@click=app.screenshot('a','b')]y [Enter] [[ ]] \\[z]"
    shown = " ".join(bare(each) for each in lay_page(Page("", "", (Para(line(wild)),)), 200, UNICODE).lines)
    assert wild in shown


def test_an_escape_loses_its_teeth() -> None:
    """The control character goes; the rest is only letters."""
    shown = "\n".join(
        bare(each) for each in lay_page(nasty_page("a\x1b]52;c;AAAA\x07b\x9b2J\u202ec"), 80, UNICODE).lines
    )
    assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "a]52;c;AAAAb2Jc" in shown


def test_a_bar_shows_history_by_a_sign_of_its_own() -> None:
    """Not by colour: the sign is there in plain text, at both ends, too."""
    for history in (0, 50, 100):
        shown = bare(bar(70, history, 20, UNICODE))
        assert shown.count(UNICODE.here) == 1
        assert cell_len(shown) == 20
    assert bare(bar(50, None, 10, ASCII)) == "#####....."


def test_a_link_broken_over_two_lines_is_one_link() -> None:
    """So that stepping from link to link does not stop twice."""
    page = Page("", "t", (Para((Piece("x " * 9), Piece("the very long name", Tone.LINK, "name"), Piece(" x"))),))
    links = links_of(lay_page(page, 24, UNICODE).lines)
    assert [target for target, _ in links] == [Target(To.CODEX, "name")]
    assert len({y for y, _ in links[0][1]}) == 2


def test_a_page_ends_with_its_sources_numbered_as_in_the_text() -> None:
    """[1] in the text is [1] in the list, and both lead to the work."""
    pack = small()
    game = Playthrough(pack, new_tree(pack, Wish(crisis="1900-bridge", seat="north"), 3))
    lines = lay_page(page_of(game), 76, UNICODE).lines
    leading = [bare(each) for each in lines for bit in each if bit.target == Target(To.CODEX, "ledger-1900")]
    assert any(shown.startswith("[1] The parish, Ledger of the bridge") for shown in leading)
    assert any(shown.rstrip().endswith("[1]") for shown in leading)


@pytest.mark.parametrize(
    ("environ", "ascii_only"),
    [
        ({}, False),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # Python's own doing
        ({"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_CTYPE": "de_DE.ISO-8859-1", "LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
    ],
)
def test_the_locale_decides_between_signs_and_ascii(environ: dict[str, str], ascii_only: bool) -> None:
    """As the user has set it, not as Python has mended it."""
    assert only_ascii(environ) is ascii_only
