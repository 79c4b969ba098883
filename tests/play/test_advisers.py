"""Who speaks at a decision: nobody argues for what this timeline has closed, unless nobody else is there."""

from __future__ import annotations

from pathlib import Path

from game.content import load_pack
from game.play.page import Speech
from game.play.pages import page_of
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from tests.worlds import LAMP, Edit, break_pack

SHUT: Edit = (
    LAMP,
    "      - id: leave-it\n        title: Leave it dark.\n",
    "      - id: leave-it\n        title: Leave it dark.\n        when: fear > 90\n        closed: Too late.\n",
)
ALONE = "      - {who: boris, says: Light it., leans: light-it}\n"


def speakers(folder: Path, advisers: str) -> list[str]:
    """Who speaks at the first decision, where it cannot be left dark."""
    choice = "      - {id: ask, title: Ask., plausibility: argued, evidence: Some., rewrite: Time., outcome: Asked.}\n"
    folder, _ = break_pack(
        folder,
        SHUT,
        (LAMP, ALONE, advisers),
        (
            LAMP,
            "    happened: It was lit. [@log-east; @log-west]\n",
            choice + "    happened: It was lit. [@log-east; @log-west]\n",
        ),
    )
    pack = load_pack(folder)
    game = Playthrough(pack, new_tree(pack, Wish(crisis="1900-lamp", seat="east"), 7))
    game.proceed()
    return sorted(block.name for block in page_of(game).blocks if isinstance(block, Speech))


def test_whoever_leans_to_a_closed_choice_is_silent(tmp_path: Path) -> None:
    """Anna would leave it dark, and it is too late for that."""
    assert speakers(tmp_path, ALONE + "      - {who: anna, says: Leave it., leans: leave-it}\n") == ["Boris"]


def test_the_only_adviser_speaks_all_the_same(tmp_path: Path) -> None:
    """An empty table would be stranger."""
    assert speakers(tmp_path, "      - {who: anna, says: Leave it., leans: leave-it}\n") == ["Anna"]
