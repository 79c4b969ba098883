"""The pages of looking back, as the game shows them, each as it stood when its crisis closed.

What the report tells elsewhere, and more fully, is left out of them; the answers of each quiz are set apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from game.play.page import Block, Bullets, Heading
from game.play.pages import page_of
from game.play.pages.finale import BORNE_OUT, CHARTS, DECISIONS, LENSES, ONWARD, TURNING
from game.play.pages.scored import PARTS
from game.play.playthrough import Playthrough
from game.play.stages import Debrief, Finale, PassedOver
from game.play.staging import announced
from game.report.citing import Citing
from game.report.known import Known
from game.report.model import Debriefed

ANSWERS: Final = "Answers"
IN_THE_LOG: Final = frozenset({"What was decided, beside history", "Your log"})
"""Headings of a debrief whose matter stands, with more of it, among the report's decisions."""
OF_THE_WHOLE: Final = frozenset({"Where things stand", PARTS})
"""Headings of a debrief that say nothing new where the crisis is the whole story."""
TOLD_AT_LENGTH: Final = frozenset({CHARTS, PARTS, LENSES, DECISIONS, TURNING, ONWARD})
"""Headings of the finale that the report tells at greater length, or that only make sense in the game."""


def closing(known: Known, citing: Citing) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What the game's last page says of the ending, and of what it bears out; nothing before the end."""
    if not known.is_finished:
        return (), ()
    page = page_of(known.game, Finale(known.viewer))
    told: list[Block] = []
    borne_out: list[Block] = []
    for part in divided(page.blocks):
        within = next((at for at, block in enumerate(part) if block == Heading(BORNE_OUT, 2)), None)
        if within is not None:
            borne_out += part[within:]  # the causes before it stand in the report's own table, history's beside them
        elif not _begins(part, TOLD_AT_LENGTH):
            told += part
    numbered = citing.blocks(told), citing.blocks(borne_out)
    citing.rests_on(page.works)
    return numbered


def divided(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks in parts, each begun by a heading of the first level; what stands before the first is a part too."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or (isinstance(block, Heading) and block.level == 1):
            parts.append([])
        parts[-1].append(block)
    return parts


def debriefs(known: Known, citing: Citing) -> tuple[Debriefed, ...]:
    """Every crisis that has closed, or did not come to pass, in order."""
    found: list[Debriefed] = []
    left_out = IN_THE_LOG | OF_THE_WHOLE if len(known.game.run.crises) == 1 else IN_THE_LOG
    for at, step in enumerate(known.steps):
        for stage in announced(known.game.run, step, known.viewer, with_briefings=False):
            if not isinstance(stage, Debrief | PassedOver):
                continue
            # Texts that depend on how things stand must see how they stood then.
            page = page_of(_as_it_stood(known.game, at), stage)
            kept = [block for part in divided(page.blocks) if not _begins(part, left_out) for block in part]
            blocks, answers = _answers_apart(citing.blocks(kept))
            citing.rests_on(page.works)
            found.append(Debriefed(stage.crisis, page.kicker, page.title, isinstance(stage, Debrief), blocks, answers))
    return tuple(found)


def _as_it_stood(game: Playthrough, at: int) -> Playthrough:
    """The game after so many decisions of its timeline. Nothing is kept, and nobody decides anything."""
    path = game.path
    return Playthrough(game.pack, game.tree.rewind(path[at - 1].id if at else None))


def _begins(part: Sequence[Block], headings: Collection[str]) -> bool:
    """Whether a part stands under one of some headings."""
    return isinstance(part[0], Heading) and part[0].text in headings


def _answers_apart(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Bullets | None]:
    """The blocks without the answers of the quiz, and the answers."""
    for at, block in enumerate(blocks[:-1]):
        answers = blocks[at + 1]
        if isinstance(block, Heading) and block.text == ANSWERS and isinstance(answers, Bullets):
            return (*blocks[:at], *blocks[at + 2 :]), answers
    return tuple(blocks), None
