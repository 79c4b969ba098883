"""Counterfactual cards: what a departure from history rests on, and the six questions to put to it.

The questions follow the criteria of Philip Tetlock and Aaron Belkin (1996). A card answers what its fields can; the
rest is for whoever discusses it.
"""

from __future__ import annotations

from typing import Final

from game.content.dates import day
from game.engine import Step
from game.engine.model import Beat, Choice, Crisis, Pack, Plausibility
from game.play.page import Block, Bullets, CallOut, Heading, Kind, Para, Pen, Piece, Rich, Tone, line
from game.play.pages.common import PLAUSIBLE, listed, signed
from game.play.playthrough import Playthrough

TAKEN = "Your departures from history"
NOT_TAKEN = "Roads not taken"
QUESTIONS = "Six questions to put to a road"
QUESTIONS_FROM = "After Philip Tetlock and Aaron Belkin, who asked them of every what-if in history (1996)."
CRITERIA: Final = (
    ("Clarity", "Is it plain what was changed, and what is said to follow?"),
    ("Logic", "Can the change stand together with all that must have gone before it?"),
    ("Least rewriting", "How much of what had happened by then must be unmade?"),
    ("Theory", "By what cause does the one lead to the other, and who argues for that cause?"),
    ("Statistics", "Which other cases were like it, and how did they mostly go?"),
    ("Projection", "If it is so, what else should we find: in the archives, or in another crisis?"),
)
CLASS = "For you, or the class."
NEVER = "History never came to this decision."
_BRIEF: Final = {
    Plausibility.DOCUMENTED: "documented",
    Plausibility.ARGUED: "argued",
    Plausibility.SPECULATIVE: "speculative",
}


def cards(game: Playthrough, pen: Pen, crisis: Crisis, steps: list[Step]) -> list[Block]:
    """The roads that were taken and are not history's, with all that stands behind them; then the others, shorter."""
    mine = {seat.id for seat in game.persons}
    taken = {
        step.beat.id: step
        for step in steps
        if step.beat is not None and step.choice is not None and step.beat.actor in mine and not step.choice.history
    }
    blocks: list[Block] = []
    if taken:
        blocks.append(Heading(TAKEN))
        for step in taken.values():
            blocks.append(_card(game, pen, step))
    others = [
        (beat, choice)
        for beat in crisis.beats
        if beat.actor in (mine or {seat.id for seat in game.pack.seats})
        for choice in beat.choices
        if not choice.history and choice.plausibility is not None and not _is_taken(choice, taken.get(beat.id))
    ]
    if others:
        blocks.append(Heading(NOT_TAKEN))
        blocks.append(Bullets(tuple(_road(pen, beat, choice) for beat, choice in others)))
    if taken and not pen.short:
        blocks += [Heading(QUESTIONS, 2), Para(line(QUESTIONS_FROM, Tone.FAINT))]
        blocks.append(Bullets(tuple(_question(game.pack, at) for at in range(len(CRITERIA))), numbered=True))
    return blocks


def answered(choice: Choice) -> tuple[int, ...]:
    """The questions (from 1) to which a card has an answer: the others are for the class."""
    has = (True, False, bool(choice.rewrite.views), bool(choice.effects), False, False)
    return tuple(number for number, it_has in enumerate(has, 1) if it_has)


def _is_taken(choice: Choice, step: Step | None) -> bool:
    return step is not None and step.choice is choice


def _card(game: Playthrough, pen: Pen, step: Step) -> CallOut:
    beat, choice = step.beat, step.choice
    assert beat is not None and choice is not None
    instead = f"Instead of: {_stopped(beat.history)}" if beat.id in game.mark.beats else NEVER
    when, what = Piece(f"{day(beat.date)}. ", Tone.FAINT), Piece(_stopped(choice), Tone.STRONG)
    lines: list[Rich] = [(when, what, Piece(f" {instead}"))]
    moved = _moved(game, step)
    if moved:
        lines.append((Piece("What followed at once: ", Tone.FAINT), Piece(moved)))
    rewrite = pen.joined(choice.rewrite)
    if rewrite:
        lines.append((Piece("What else must have been different: ", Tone.FAINT), *rewrite))
    if choice.plausibility:
        lines.append((Piece("How thinkable: ", Tone.FAINT), Piece(PLAUSIBLE[choice.plausibility] + ".")))
    lines += pen.text(choice.evidence)
    known = answered(choice)
    left = [number for number in range(1, len(CRITERIA) + 1) if number not in known]
    said = f"Of the six questions this card answers {listed(map(str, known))}; {listed(map(str, left))} are yours."
    lines.append(line(said, Tone.FAINT))
    return CallOut(Kind.NOTE, beat.title, tuple(lines))


def _moved(game: Playthrough, step: Step) -> str:
    """What a decision moved, and by which cause."""
    told: list[str] = []
    titles = {cause.id: cause.title for cause in game.pack.causes}
    for meter in game.pack.meters:
        change = step.after.meters[meter.index] - step.before.meters[meter.index]
        causes = dict.fromkeys(move.cause for move in step.moves if move.meter == meter.id and move.change)
        if change:
            told.append(f"{meter.title} {signed(change)} ({listed(titles.get(each, each) for each in causes)})")
    return f"{'; '.join(told)}." if told else ""


def _stopped(choice: Choice) -> str:
    """A title as a sentence."""
    return f"{choice.title.rstrip('.')}."


def _road(pen: Pen, beat: Beat, choice: Choice) -> Rich:
    assert choice.plausibility is not None
    told: list[Piece] = [
        Piece(f"{beat.title.rstrip('.')}: ", Tone.FAINT),
        Piece(choice.title.rstrip("."), Tone.STRONG),
        Piece(f" ({_BRIEF[choice.plausibility]}). "),
        *pen.joined(choice.evidence),
    ]
    rewrite = pen.joined(choice.rewrite)
    if rewrite:
        told += [Piece(" It would have needed: ", Tone.FAINT), *rewrite]
    return tuple(told)


def _question(pack: Pack, at: int) -> Rich:
    name, asks = CRITERIA[at]
    by_card = {
        0: "The card names both.",
        1: "The card says what must have been different; whether that hangs together is for you.",
        2: "The card says what, and how thinkable it was.",
        3: "The card names the causes" + ("; the seminar, who argues for them." if pack.seminar else "."),
    }
    return (Piece(f"{name}. ", Tone.STRONG), Piece(f"{asks} "), Piece(by_card.get(at, CLASS), Tone.FAINT))
