"""The closing seminar: one question, what each cause explains and leaves, and what historians have argued.

With a game that is over, its own run gives evidence for each cause, and the reader's ranking is laid beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.content.taught import SEMINAR
from game.engine.model import Cause, Pack
from game.engine.reference import School, Seminar
from game.engine.text import EVERYBODY
from game.errors import UsageError
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Heading,
    Kind,
    Page,
    Para,
    Pen,
    Piece,
    Rich,
    Speech,
    Table,
    Tone,
    at_start,
    line,
)
from game.play.pages.causes import DOUBT, Both, both, heaviest, move, weight_on
from game.play.pages.common import listed
from game.play.pages.study import ASKED_AT_THE_END, cited, differing, quizzed, to_discuss, worth_knowing
from game.play.playthrough import Playthrough
from game.play.quiz import answered
from game.score import CauseShare

KICKER = "Seminar"
RANK = "Before you read on: which cause weighs most?"
RANK_TOLD = "Put the causes in your order, the weightiest first. It is kept nowhere, and answered further down."
ANSWER = "Your order, and the run"


def schools_of(pack: Pack) -> tuple[Cause, ...]:
    """The causes that the seminar weighs, in its order: what a ranking ranks.

    Raises:
        UsageError: when the pack has no seminar.
    """
    seminar = _seminar(pack)
    return tuple(cause for school in seminar.schools if (cause := pack.cause(school.cause)) is not None)


def ranking_page(pack: Pack) -> Page:
    """The question, and the causes to put in order before reading on.

    Raises:
        UsageError: when the pack has no seminar.
    """
    seminar = _seminar(pack)
    causes = tuple(line(cause.title) for cause in schools_of(pack))
    blocks = (_question(seminar), Heading(RANK, 2), Para(line(RANK_TOLD)), Bullets(causes, numbered=True))
    return Page(KICKER, seminar.title, blocks)


def seminar_page(
    pack: Pack, *, short: bool = False, game: Playthrough | None = None, ranking: Sequence[str] = ()
) -> Page:
    """The seminar of a pack.

    Args:
        pack: the pack.
        short: whether its short form is read.
        game: a run that is over, to give evidence.
        ranking: ids of causes of ``schools_of``, the weightiest first; what is left out was not ranked.

    Raises:
        UsageError: when the pack has none.
    """
    seminar = _seminar(pack)
    pen = Pen(pack, EVERYBODY, at_start(pack), short=short)
    bond = both(game) if game is not None else None
    blocks: list[Block] = [_question(seminar)]
    if ranking:
        titles = [cause.title for name in ranking if (cause := pack.cause(name)) is not None]
        blocks.append(CallOut(Kind.YOURS, "Your order", (line("; ".join(titles) + "."),)))
    blocks += pen.paras(seminar.about.at_length(short=short))
    for school in seminar.schools:
        blocks += _school(pen, seminar, school, game, bond)
    if seminar.voices:
        blocks.append(Heading("What historians have argued"))
        for voice in seminar.voices:
            work = pack.bibliography.get(voice.work)
            said = pen.joined(voice.says)
            blocks.append(Speech(voice.name, work.short if work else "", voice.work, said, weight_on(pack, voice)))
    if game is not None and bond is not None and ranking:
        blocks += [Heading(ANSWER), *_answer(pack, bond, ranking, watched=not game.persons)]
    blocks += differing(pen, seminar.differs)
    blocks += worth_knowing(pen, seminar.terms)
    blocks += to_discuss(pen, seminar.questions)
    may_know = answered(game.tree) if game is not None and game.persons else None
    blocks += quizzed(pen, SEMINAR, seminar.quiz, may_know, held=ASKED_AT_THE_END)
    return Page(KICKER, seminar.title, tuple(blocks), cited(pen, seminar.sources))


def _seminar(pack: Pack) -> Seminar:
    if pack.seminar is None:
        raise UsageError("this pack has no closing seminar")
    return pack.seminar


def _question(seminar: Seminar) -> CallOut:
    return CallOut(Kind.NOTE, "The question", (line(seminar.ask, Tone.STRONG),))


def _school(pen: Pen, seminar: Seminar, school: School, game: Playthrough | None, bond: Both | None) -> list[Block]:
    """One cause: what it claims, what a run shows of it, what it explains and leaves, what each crisis says of it."""
    cause = pen.pack.cause(school.cause)
    blocks: list[Block] = [Heading(cause.title if cause else school.cause)]
    if cause is not None:
        blocks += pen.paras(cause.about)
        if game is not None and bond is not None:
            blocks += _evidence(game, bond, cause)
    blocks.append(Para((Piece("It explains: ", Tone.FAINT), *pen.joined(school.explains))))
    blocks.append(Para((Piece("It leaves open: ", Tone.FAINT), *pen.joined(school.leaves))))
    said = tuple(
        (Piece(f"{crisis.since.year}, {crisis.title}: ", Tone.FAINT), Piece(row[school.cause]))
        for crisis in pen.pack.crises
        if school.cause in (row := seminar.grid.get(crisis.id, {}))
    )
    if said:
        blocks += [Heading("What each crisis says of it", 2), Bullets(said)]
    return blocks


def _evidence(game: Playthrough, bond: Both, cause: Cause) -> list[Block]:
    """What a cause did to the bond, here and in history."""
    found: list[Block] = []
    runs = (
        (Kind.YOURS, "Your run", bond.yours.shares, game.steps),
        (Kind.HISTORY, "History's run", bond.historys.shares, bond.historys_steps),
    )
    for kind, label, shares, steps in runs if game.persons else runs[1:]:
        share = next(each for each in shares if each.cause.id == cause.id)
        lines: list[Rich] = [line(_told(bond.meter.title, share))]
        entry = heaviest(steps, bond.meter, cause)
        if entry is not None:
            lines.append((Piece("Heaviest: ", Tone.FAINT), *move(game.pack, entry, with_cause=False), Piece(".")))
        found.append(CallOut(kind, label, tuple(lines)))
    return found


def _told(bond: str, share: CauseShare) -> str:
    if not share.gave and not share.took:
        return f"It did not move {bond}."
    return f"{bond}: it gave {share.gave} and took {-share.took}, {share.share} % of all points moved."


def _answer(pack: Pack, bond: Both, ranking: Sequence[str], *, watched: bool) -> list[Block]:
    """Where a reader's order and the shares of the run agree or differ; of history's, where nobody played."""
    theirs = {str(share.cause.id): share.share for share in bond.historys.shares}
    mine = theirs if watched else {str(share.cause.id): share.share for share in bond.yours.shares}
    titles = {str(cause.id): cause.title for cause in pack.causes}
    placed = [(place, name, _place(mine, name)) for place, name in enumerate(ranking, 1)]
    rows = tuple(
        (
            str(place),
            titles[name],
            *(() if watched else (f"{here} ({mine[name]} %)",)),
            f"{_place(theirs, name)} ({theirs[name]} %)",
        )
        for place, name, here in placed
    )
    agreed = [titles[name] for place, name, here in placed if place == here]
    run = "history's run" if watched else "your run"
    told = f"You and {run} agree on no place."
    if agreed:
        told = f"You and {run} put in the same place: {listed(agreed)}."
    place, name, here = max(placed, key=lambda each: abs(each[0] - each[2]))
    if place != here:
        where = "lower" if place < here else "higher"
        told += f" Furthest apart: {titles[name]}, which {run} puts {where} than you do. What would you say to it?"
    head = ("Yours", "Cause", *(() if watched else ("In your run",)), "In history's")
    return [Table(head, rows), Para(line(told)), Para(line(DOUBT, Tone.FAINT))]


def _place(shares: Mapping[str, int], name: str) -> int:
    """The place of a cause by its share; equal shares have the same place."""
    return 1 + sum(1 for share in shares.values() if share > shares[name])
