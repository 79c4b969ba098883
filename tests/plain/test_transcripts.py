"""Games told in lines, word for word: answers in ``transcripts/NAME.in``, what is said in ``transcripts/NAME.out``.

The first line of an ``.in`` file names the terms, as on the command line; each further line is an answer. When the
texts of the tutorial change, ``REWRITE_TRANSCRIPTS=1 pytest tests/plain`` writes the ``.out`` files anew, to be read
before they are kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.play.setup import Wish
from game.saves import Reading, SaveStore
from tests.plain.talking import BOTH, BRITAIN, CRISIS, FRANCE, WATCH, talk_to

FOLDER = Path(__file__).parent / "transcripts"
TERMS = {
    "--seat britain": BRITAIN,
    "--seat france": FRANCE,
    "--hot-seat": BOTH,
    "--watch": WATCH,
    "--seat france --against-history --short": Wish(
        crisis=CRISIS, seat="france", against_history=True, reading=Reading.SHORT
    ),
    "nothing": None,
}


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.in")))
def test_a_game_is_told_word_for_word(name: str, tmp_path: Path) -> None:
    """The same answers on the same terms are met with the same words, wherever and whenever they are given."""
    terms, *answers = (FOLDER / f"{name}.in").read_text("utf-8").splitlines()
    store = SaveStore(tmp_path / "saves")
    told = talk_to(store, answers, TERMS[terms])
    told = told.replace(str(store.folder), "SAVES").replace("\\", "/")
    expected = FOLDER / f"{name}.out"
    if os.environ.get("REWRITE_TRANSCRIPTS"):
        expected.write_text(told, "utf-8", newline="\n")
    assert told == expected.read_text("utf-8")


def test_there_are_transcripts_of_every_way_to_play() -> None:
    """Both seats, two players, watching, and being asked everything."""
    used = {file.read_text("utf-8").splitlines()[0] for file in FOLDER.glob("*.in")}
    assert used == set(TERMS)
