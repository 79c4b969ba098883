"""The pages of a game, the same for every face."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from game.play.page import Page
from game.play.pages.debrief import debrief_page
from game.play.pages.finale import TurningPoint, finale_page
from game.play.pages.quiz import answered_page, question_page, tally_page
from game.play.pages.reference import codex_page, journal_page
from game.play.pages.rhythm import (
    briefing_page,
    decision_page,
    foresee_page,
    handover_page,
    news_page,
    passed_over_page,
    reveal_page,
)
from game.play.pages.seminar import ranking_page, schools_of, seminar_page
from game.play.pages.why import why_meter_page, why_score_page
from game.play.playthrough import Playthrough
from game.play.stages import (
    Briefing,
    Debrief,
    Decision,
    Finale,
    Foresee,
    Handover,
    News,
    PassedOver,
    Reveal,
    Stage,
)

__all__ = [
    "TurningPoint",
    "answered_page",
    "codex_page",
    "journal_page",
    "page_of",
    "question_page",
    "ranking_page",
    "schools_of",
    "seminar_page",
    "tally_page",
    "why_meter_page",
    "why_score_page",
]


def page_of(
    game: Playthrough,
    stage: Stage | None = None,
    *,
    turning: Sequence[TurningPoint] = (),
    hold_answers: bool = False,
) -> Page:
    """The page of a stage.

    Args:
        game: the game.
        stage: the stage; None for the present one.
        turning: what the last page is to tell of turning points.
        hold_answers: whether a debrief waits with the answers of its quiz until somebody has been asked.
    """
    stage = stage if stage is not None else game.stage
    match stage:
        case Briefing():
            return briefing_page(game, stage)
        case PassedOver():
            return passed_over_page(game, stage)
        case Handover():
            return handover_page(game, stage)
        case Decision():
            return decision_page(game, stage)
        case Foresee():
            return foresee_page(game, stage)
        case Reveal():
            return reveal_page(game, stage)
        case News():
            return news_page(game, stage)
        case Debrief():
            return debrief_page(game, stage, hold_answers=hold_answers)
        case Finale():
            return finale_page(game, stage, turning)
    assert_never(stage)
