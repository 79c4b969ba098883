"""Texts: by viewpoint, by condition, in paragraphs, and with the few marks that they may hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content import load_pack
from game.content.inline import SpanKind, broken, paragraphs, plain, refs, spans, tidy
from game.engine.text import EVERYBODY, Facts, Text
from tests.worlds import LAMP, break_pack, calm

COLD = Facts((10, 40, 30), frozenset(), 1900)
LIT = Facts((60, 40, 30), frozenset({"lit"}), 1900)
WARM = Facts((60, 40, 30), frozenset(), 1900)


def told(folder: Path, written: str) -> Text:
    """What the loader makes of a text, written where it follows ``short:`` in a briefing."""
    root, _ = break_pack(folder, (LAMP, "      short: They ask.\n", f"      short: {written}\n"))
    briefing = load_pack(root).crises[0].beats[2].briefing
    assert briefing.short is not None
    return briefing.short


def test_a_plain_text_is_read_by_everybody(tmp_path: Path) -> None:
    """One string, for all."""
    text = told(tmp_path, "They ask us.")
    assert [text.read(view, COLD) for view in ("east", "west", EVERYBODY)] == ["They ask us."] * 3
    assert text.is_shared


def test_each_seat_reads_its_own_and_whoever_is_not_named_reads_alls(tmp_path: Path) -> None:
    """What one side could not know, it is not shown."""
    text = told(tmp_path, "{west: They ask., all: Somebody asks.}")
    assert (text.read("west", COLD), text.read("east", COLD)) == ("They ask.", "Somebody asks.")
    assert not text.is_shared
    text = told(tmp_path, "{west: They ask., east: We ask.}")
    assert (text.read("west", COLD), text.read("east", COLD), text.read(EVERYBODY, COLD)) == (
        "They ask.",
        "We ask.",
        "",
    )


def test_the_first_wording_that_holds_is_the_one(tmp_path: Path) -> None:
    """And the last, which has no condition, where none does."""
    text = told(
        tmp_path, "[{when: lit, text: It shines.}, {when: warmth > 50, text: It is warm.}, {text: It is dark.}]"
    )
    assert [text.read("west", facts) for facts in (LIT, WARM, COLD)] == ["It shines.", "It is warm.", "It is dark."]


def test_conditions_stand_inside_viewpoints(tmp_path: Path) -> None:
    """Viewpoint outside, conditions inside."""
    text = told(tmp_path, "{west: [{when: lit, text: A light!}, {text: No light.}], all: So.}")
    assert [text.read("west", LIT), text.read("west", COLD), text.read("east", LIT)] == ["A light!", "No light.", "So."]


@pytest.mark.parametrize(
    "written",
    [
        "|\n        One line\n        and its end.\n\n        Another.\n",
        "|-\n        One line\n           and its end.\n\n\n\n        Another.",
        "|\n        One line and its end.\n        \n          Another.\n",
        ">\n        One line\n        and its end.\n\n        Another.\n",
        ">-\n        One line and\n        its end.\n\n        Another.",
        "One line\n        and its end.\n\n        Another.",
        '"One line\n        and its end.\n\n        Another."',
        "'One line\n        and its end.\n\n        Another.'",
        '"One line and its end.\\n\\nAnother."',
    ],
)
def test_a_blank_line_starts_a_paragraph_however_the_text_is_written(tmp_path: Path, written: str) -> None:
    """Literal, folded, plain or quoted; single line breaks are only for the writer's comfort."""
    assert told(tmp_path, written).read("west", COLD) == "One line and its end.\n\nAnother."


def test_a_passage_is_read_at_the_length_asked_for(tmp_path: Path) -> None:
    """Where there is no short form, the full one is read."""
    root, _ = break_pack(tmp_path, (LAMP, "{full: They shrug and turn away., short: Shrugs.}", "They shrug."))
    crisis = load_pack(root).crises[0]
    outcome = crisis.beats[2].choices[0].outcome
    assert outcome.short is None
    assert outcome.at_length(short=True).read("west", COLD) == "They shrug."
    assert crisis.briefing.at_length(short=True).read("west", COLD) == "A lamp is wanted."
    assert crisis.briefing.at_length(short=False).read("west", COLD).startswith("A lamp is wanted at the")


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("Plain words, [brackets] and 2 * 3 * 4.", ["text"]),
        ("To [[mao-zedong]] and [[mao-zedong|the Chairman]].", ["text", "link", "text", "link", "text"]),
        ("So it was. [@luthi-2008; @chen-jian-2001]", ["text", "cite", "cite"]),
        ("So. [#TAI-01] [#TAI-02; #INT-003]", ["text", "mark", "text", "mark", "mark"]),
        ("A *very* cold *war*.", ["text", "stress", "text", "stress", "text"]),
        ("*All of it*", ["stress"]),
        ("snake*case*word, 5*4, ** and *", ["text"]),
        ("* not a list", ["text"]),
        ("*an [[id]] inside*", ["text", "link", "text"]),
        ("[bold red]no[/bold red] [@click=app.quit('x')]", ["text"]),
        ("[[Not-An-Id]] [@Nor This]", ["text"]),
    ],
)
def test_a_text_is_split_into_what_its_marks_mean(body: str, kinds: list[str]) -> None:
    """Links, citations, curriculum marks, stress; every other bracket stands for itself."""
    found = spans(body)
    assert [span.kind.value for span in found] == kinds
    assert found[0].kind is not SpanKind.TEXT or body.startswith(found[0].text)


def test_references_are_found_over_paragraphs() -> None:
    """In the order in which they are read."""
    body = "See [[anna|her]]. [@log-east; @log-west]\n\nAnd [[boris]]. [#SEA-01]"
    assert [(span.kind.value, span.ref, span.text) for span in refs(body)] == [
        ("link", "anna", "her"),
        ("cite", "log-east", ""),
        ("cite", "log-west", ""),
        ("link", "boris", ""),
        ("mark", "SEA-01", ""),
    ]


def test_bare_words_keep_names_and_drop_citations() -> None:
    """For whoever reads aloud, counts words or exports."""
    body = "To [[anna]] and [[boris|the other]]. [@log-east] It was *cold*. [#SEA-01]\n\nSo [@log-west], it was."
    assert plain(body, {"anna": "Anna"}) == "To Anna and the other. It was cold.\n\nSo, it was."
    assert plain("[[anna]]") == "anna"


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("All [[is-well]] here. [@a; @b]", []),
        ("A [[link] here", ["[[link] here"]),
        ("A [[link|with [brackets]]] here", ["[[link|with [brackets]]]"]),
        ("[@ Luthi 2008] says, [@b] says", ["[@ Luthi 2008] says, [@b"]),
        ("[#tai-01]", ["[#tai-01]"]),
        ("[[a]][[b] [@c", ["[[b] [@c", "[@c"]),
    ],
)
def test_marks_that_are_not_well_formed_are_found(body: str, faults: list[str]) -> None:
    """So that no reader ever sees one."""
    assert [body[at : at + 24] for at in broken(body)] == faults


_marked = st.lists(st.sampled_from(["[[", "]]", "[@", "[#", "]", "|", "a-1", "SEA-01", "; @", "*", " ", "\n\n"])).map(
    "".join
)


@calm
@given(st.text(max_size=60) | _marked)
def test_no_word_is_lost_between_the_marks(body: str) -> None:
    """Text spans and the rest, put together again, are the paragraph; and tidying twice is tidying once."""
    tidied = tidy(body)
    assert tidy(tidied) == tidied
    for part in paragraphs(tidied):
        bare = [span.text for span in spans(part) if span.kind is SpanKind.TEXT]
        at = 0
        for text in bare:
            at = part.index(text, at) + len(text)
        if len(spans(part)) == 1 and bare:
            assert bare == [part]
