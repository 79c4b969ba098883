"""The closing seminar: every cause is heard, with what each crisis says of it, and history is not told too early."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import load_pack
from game.content.taught import teaching
from game.engine.model import Pack
from game.errors import UsageError
from game.play.page import Bullets, Heading, Para, Speech, words
from game.play.pages import seminar_page
from tests.worlds import PACK, break_pack, write_pack

SEMINAR = """\
seminar:
  title: Why did the lamp go out?
  ask: Was it pride or hunger?
  about: {full: "Nobody asked the keeper, and that is a long story.", short: Nobody asked the keeper.}
  schools:
    pride: {explains: The shouting. [#SEA-01], leaves: The silence.}
    hunger: {explains: The silence., leaves: The shouting.}
  voices:
    - {name: A. Reader, work: log-east, causes: [hunger], says: "It was hunger, says the log. [@log-west]"}
  grid:
    1900-lamp: {pride: A lamp for show., hunger: No oil.}
    1901-storm: {hunger: No grain.}
  quiz:
    - {ask: What failed?, answer: The oil, others: [The wick], because: The log says so.}
glossary:
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Two coasts with a seminar."""
    text = SEMINAR.replace("explains: The shouting. [#SEA-01]", 'explains: "The shouting. [#SEA-01]"')
    return load_pack(break_pack(tmp_path, (PACK, "glossary:\n", text))[0])


def test_every_cause_is_heard_with_what_each_crisis_says_of_it(pack: Pack) -> None:
    """A class weighs the causes by the crises that it has played."""
    page = seminar_page(pack)
    heads = [block.text for block in page.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads[:3] == ["Pride", "Hunger", "What historians have argued"]
    told = [words(item) for block in page.blocks if isinstance(block, Bullets) for item in block.items]
    assert [line for line in told if line.startswith("1900")] == [
        "1900, The lamp: A lamp for show.",
        "1900, The lamp: No oil.",
    ]
    (voice,) = (block for block in page.blocks if isinstance(block, Speech))
    assert (voice.name, voice.leans) == ("A. Reader", "Hunger")
    assert [work.id for work in page.works] == ["log-west"]


def test_the_short_form_is_read_where_it_was_chosen(pack: Pack) -> None:
    """As everywhere."""

    def first(page_short: bool) -> str:
        blocks = seminar_page(pack, short=page_short).blocks
        return next(words(block.rich) for block in blocks if isinstance(block, Para))

    assert first(True) == "Nobody asked the keeper."
    assert first(False).endswith("a long story.")


def test_what_the_seminar_marks_counts_as_taught(pack: Pack) -> None:
    """The checker's table names the seminar."""
    assert "seminar" in teaching(pack)["SEA-01"]


def test_a_pack_without_a_seminar_says_so(tmp_path: Path) -> None:
    """Rather than show an empty page."""
    with pytest.raises(UsageError, match="no closing seminar"):
        seminar_page(load_pack(write_pack(tmp_path)))
