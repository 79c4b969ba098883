"""The report as a page: one file that fetches and runs nothing, well formed, to be read by anybody."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.harmless import one_line
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Chart,
    Heading,
    Kind,
    MeterRow,
    Meters,
    OptionRow,
    Options,
    Para,
    Piece,
    Rich,
    Speech,
    Table,
    Tone,
    line,
    words,
)
from game.play.pages import page_of
from game.play.playthrough import Playthrough
from game.play.setup import Wish
from game.play.stages import Debrief
from game.report import as_html, make_report
from game.report.html import blocks_html
from tests.report.plays import HOSTILE, Document, new_game, played, shipped, squeezed, until, watched
from tests.worlds import calm

QUEMOY = Wish(crisis="1958-quemoy", seat="china")


@pytest.fixture(scope="module")
def hostile() -> str:
    """A play whose every reason and note tries to be something else."""
    return as_html(make_report(played(shipped("sino-soviet"), QUEMOY, words=HOSTILE), HOSTILE))


@pytest.fixture(scope="module")
def campaign() -> str:
    """History's own run of a campaign."""
    return as_html(make_report(watched(shipped("sino-soviet"), "the-hot-years"), "history"))


def test_a_players_script_stays_text(hostile: str) -> None:
    """It can be read, and it does nothing."""
    document = Document(hostile)
    assert "</p><script>alert(1)</script> <b onload=x>&amp; | `a`" in document.told
    assert not {"script", "b", "iframe", "object", "embed", "form", "link", "img"} & {
        tag for tag, _ in document.elements
    }
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", hostile)


def test_nothing_is_fetched_and_nothing_runs(hostile: str, campaign: str) -> None:
    """No address but places within the page, no handler, no style but the one that the policy names."""
    for text in (hostile, campaign):
        document = Document(text)
        for tag, attributes in document.elements:
            assert not {"src", "srcset", "style", "action", "background", "data"} & set(attributes), tag
            assert not any(name.startswith("on") for name in attributes)
            assert (attributes.get("href") or "#").startswith("#")
        assert not re.search(r"@import|url\(|expression", document.style)
        policy = next(each["content"] for tag, each in document.elements if each.get("http-equiv"))
        digest = b64encode(sha256(document.style.encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_arrives_and_no_place_is_named_twice(hostile: str, campaign: str) -> None:
    """Citations lead to their source, and a drawing's title is its own."""
    for text in (hostile, campaign):
        elements = Document(text).elements
        places = [each["id"] for _, each in elements if "id" in each]
        assert len(places) == len(set(places))
        wanted = {(each["href"] or "")[1:] for tag, each in elements if tag == "a"}
        wanted |= {name for _, each in elements for name in (each.get("aria-labelledby") or "").split()}
        assert wanted <= set(places)
        assert any(place and place.startswith("source-") for place in wanted)


def test_headings_go_down_by_single_steps_and_tables_name_their_heads(hostile: str, campaign: str) -> None:
    """So that a screen reader can walk through them."""
    for text in (hostile, campaign):
        document = Document(text)
        levels = [int(tag[1]) for tag, _ in document.elements if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        heads = [each.get("scope") for tag, each in document.elements if tag == "th"]
        assert set(heads) == {"col", "row"}
        assert document.elements[0] == ("html", {"lang": "en"})
        for table in document.tables:
            assert len({len(row) for row in table}) == 1


def test_every_drawing_is_told_in_words_too(campaign: str) -> None:
    """A title and a description for each, and the lines told apart by more than colour."""
    charts = re.findall(r'<svg class="chart".*?</svg>', campaign, re.DOTALL)
    assert len(charts) == len(shipped("sino-soviet").meters) + 1
    for chart in charts:
        assert re.search(
            r"<title id=\S+>\w.*</title>\n<desc id=\S+>This run: from \d+ to \d+.*History: from \d+", chart
        )
        assert [int(value) for value in re.findall(r'text-anchor="end">(\d{1,3})</text>', chart)] == [
            0,
            25,
            50,
            75,
            100,
        ]
    css = Document(campaign).style
    assert "stroke-dasharray" in css.partition("path.history {")[2].partition("}")[0]
    assert "stroke-dasharray" not in css.partition("path.yours {")[2].partition("}")[0]


def test_print_and_dark_and_small_windows_are_thought_of(campaign: str) -> None:
    """The rules are there; how they look is for eyes."""
    css = Document(campaign).style
    for rule in ("@media print", "@page", "prefers-color-scheme: dark", "@media (max-width", "break-before: page"):
        assert rule in css
    assert campaign.count('class="begins-page"') >= 4


def test_a_debriefs_page_is_in_the_report_word_for_word() -> None:
    """Whatever the game shows of a crisis the report shows; what it tells elsewhere, and more of it, is left out."""
    game = until(new_game(shipped("sino-soviet"), QUEMOY), lambda at: isinstance(at.stage, Debrief))
    told = bare(Document(as_html(make_report(game, "x"))).told)
    elsewhere = {"What was decided, beside history", "Your log", "Where things stand", "The score, part by part"}
    under, shown = "", 0
    for block in page_of(game).blocks:
        if isinstance(block, Heading) and block.level == 1:
            under = block.text
        elif under not in elsewhere:
            for rich in spoken_of(block):
                assert bare(words(rich)) in told, words(rich)
                shown += 1
    assert shown > 60


def bare(text: str) -> str:
    """Words without the numbers of their sources and without spaces: pages number sources each for itself."""
    return re.sub(r"\[\d+\]|\s", "", text)


def spoken_of(block: Block) -> tuple[Rich, ...]:
    """What a block says."""
    match block:
        case Para():
            return (block.rich,)
        case Bullets():
            return block.items
        case CallOut():
            return (line(block.label), *block.paragraphs)
        case Heading():
            return (line(block.text),) if block.text != "Answers" else ()
    raise AssertionError(block)


ONE_OF_EACH: tuple[Block, ...] = (
    Heading("A heading"),
    Heading("Another", 2),
    Para(
        (Piece("Words, "), Piece("strong", Tone.STRONG), Piece(" and "), Piece("cited "), Piece("[1]", Tone.CITE, "w"))
    ),
    Bullets((line("one"), line("two   A) three   B) four")), numbered=True),
    Speech("Ada", "reeve", "ada", line("It costs money."), "Stay"),
    CallOut(Kind.COST, "The cost", (line("Many."), line("More."))),
    Meters((MeterRow("trust", "Trust", 52, "cool", -8, 60, "pride −8"),)),
    Table(("When", "What"), (("1898", "A deed."),)),
    Options("Well?", (OptionRow(1, "a", "Go.", line("Now.")), OptionRow(2, "b", "Wait.", (), "Too late."))),
)


def test_every_kind_of_block_is_drawn() -> None:
    """One of each, as it reads."""
    document = Document("\n".join(blocks_html(ONE_OF_EACH)))
    assert document.told == (
        "A heading Another Words, strong and cited [1] one two A) three B) four Ada , reeve: It costs money. "
        "(Leans to: Stay) The cost Many. More. Meter Value Change History In words Because of Trust 52 −8 60 cool "
        "pride −8 When What 1898 A deed. Well? Go. Now. Wait. (Closed: Too late.)"
    )
    assert [tag for tag, _ in document.elements if tag.startswith("h")] == ["h3", "h4"]
    assert "<br>A) three<br>B) four" in "\n".join(blocks_html(ONE_OF_EACH))
    assert 'class="call-out cost"' in "\n".join(blocks_html(ONE_OF_EACH))


def test_a_pages_chart_is_drawn_with_its_table(campaign: str) -> None:
    """Wherever a page of the game has one."""
    assert campaign
    days = tuple(step.beat.date for step in _history().steps if step.beat is not None)
    values = tuple(range(len(days)))
    chart = Chart("Trust", "trust", days, values, values, ((len(days) - 1, "The end of it"),))
    document = Document("\n".join(blocks_html((chart,))))
    assert ("svg" in {tag for tag, _ in document.elements}) and document.tables[0][-1][1] == "The end of it"


def _history() -> Playthrough:
    return watched(shipped("tutorial"), "fashoda")


@calm
@given(st.text(max_size=200), st.sampled_from(Tone))
@example(HOSTILE, Tone.PLAIN)
@example("'\"><svg onload=alert(1)>", Tone.CITE)
def test_any_text_stays_text(text: str, tone: Tone) -> None:
    """In a paragraph, a heading, a cell or a label: the same elements as for a plain word, and the words unharmed."""

    def blocks(said: str) -> tuple[Block, ...]:
        return (
            Para((Piece(said, tone, said),)),
            Heading(said),
            Table((said, said), ((said, said),)),
            CallOut(Kind.NOTE, said, (line(said),)),
            Speech(said, said, said, line(said), said),
        )

    shown, plain = (Document("\n".join(blocks_html(blocks(said)))) for said in (text, "word"))
    if one_line(text):
        figures = [{**each, "class": ""} for _, each in shown.elements]
        assert [tag for tag, _ in shown.elements if tag != "a"] == [tag for tag, _ in plain.elements if tag != "a"]
        assert all(set(each) <= {"class", "tabindex", "role", "aria-label", "scope", "href"} for each in figures)
        assert squeezed(one_line(text)) in shown.told
