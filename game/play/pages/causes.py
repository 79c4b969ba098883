"""What broke, or kept, what the two have in common: the tables and sentences that several pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from game.content.dates import day
from game.engine import Step
from game.engine.model import Cause, Meter, Pack
from game.engine.reference import Voice
from game.play.page import Block, CallOut, Kind, Para, Pen, Piece, Rich, Speech, Table, Tone, line, opening, tidied
from game.play.pages.common import decider, listed, signed
from game.play.playthrough import Playthrough
from game.score import Causes, CauseShare, Entry, causes, last_beat, ledger, the_bond

MOST_MOVES = 3
"""The heaviest movements that are shown each way."""
MOST_VOICES = 4
"""Historians who answer; the seminar hears all of them."""
LOWERED, RAISED = "What lowered it most", "What raised it most"
DOUBT = "The points are an argument, not a finding: what this story's authors thought that each choice would move."
SENTENCES = 3
"""Of what a historian argued: enough for a thought and its point."""


@dataclass(frozen=True, slots=True)
class Both:
    """What moved the bond in a timeline, and in history up to the same place."""

    yours: Causes
    historys: Causes
    historys_steps: tuple[Step, ...]

    @property
    def meter(self) -> Meter:
        """The bond."""
        return self.yours.meter


def both(game: Playthrough) -> Both | None:
    """The causes behind the bond, here and in history; None where the pack has no meter of the world's."""
    bond = the_bond(game.pack)
    if bond is None:
        return None
    steps, historys = game.shown_steps, game.mark.steps
    if not steps[-1].after.ended:
        until = game.mark.after(last_beat(steps))
        historys = historys[: 1 + next(at for at, step in enumerate(historys) if step.after is until)]
    return Both(causes(game.pack, steps, bond), causes(game.pack, historys, bond), historys)


def is_unwanted(pack: Pack, meter: Meter) -> bool:
    """Whether a meter is a danger: some seat wants it low, and none wants it high."""
    wanted = {aim.high for seat in pack.seats for aim in seat.aims if aim.meter == meter.id}
    return wanted == {False}


def shares_table(part: Both) -> Table:
    """What each cause gave and took, and its share of all that moved; history's beside it."""
    rows: list[tuple[str, ...]] = []
    for mine, theirs in zip(part.yours.shares, part.historys.shares, strict=True):
        beside = f"{signed(theirs.gave)} {signed(theirs.took)}, {theirs.share} %"
        rows.append((mine.cause.title, signed(mine.gave), signed(mine.took), f"{mine.share} %", beside))
    return Table(("Cause", "Gave", "Took", "Share", "In history"), tuple(rows))


def move(pack: Pack, entry: Entry, *, sealed: bool = False, with_cause: bool = True) -> Rich:
    """One movement. ``sealed``: what was decided is not for this reader."""
    cause = pack.cause(entry.move.cause) if with_cause else None
    what = "" if sealed else f": {entry.choice.title.rstrip('.')}"
    why = f" ({cause.title})" if cause else ""
    return (
        Piece(signed(entry.move.change), Tone.STRONG),
        Piece(f" on {day(entry.beat.date)}, by {decider(pack, entry.beat)}{what}{why}"),
    )


def extremes(pack: Pack, part: Causes, *, sealed: Iterable[Entry] = ()) -> list[Block]:
    """What lowered a meter most, and what raised it most."""
    hidden = set(map(id, sealed))
    blocks: list[Block] = []
    for label, entries in ((LOWERED, part.blows), (RAISED, part.gifts)):
        if entries:
            shown = tuple(move(pack, entry, sealed=id(entry) in hidden) for entry in entries[:MOST_MOVES])
            blocks.append(CallOut(Kind.NOTE, label, shown))
    return blocks


def went(part: Causes) -> str:
    """Trust fell from 56 to 19."""
    if part.end == part.start:
        return f"{part.meter.title} stands where it began, at {part.end}"
    return f"{part.meter.title} {'fell' if part.end < part.start else 'rose'} from {part.start} to {part.end}"


def leading(part: Causes) -> str:
    """What lowered it most: this cause (−24) and that one (−20)."""
    weighed = {share.cause.id: share for share in part.shares}
    told = [f"{cause.title} ({signed(_weight(part, weighed[cause.id]))})" for cause in part.leading]
    if not told:
        return "Nothing moved it that way"
    return f"{LOWERED if part.end < part.start else RAISED}: {listed(told)}"


def _weight(part: Causes, share: CauseShare) -> int:
    return share.took if part.end < part.start else share.gave


def voices(pen: Pen, led: Sequence[Cause]) -> list[Block]:
    """The historians who lay weight on the leading causes, and one who does not."""
    seminar = pen.pack.seminar
    if seminar is None or not led:
        return []
    wanted = {str(cause.id) for cause in led}
    near = sorted(
        (voice for voice in seminar.voices if wanted & set(voice.causes)), key=lambda each: -_met(each, wanted)
    )
    far = next((voice for voice in seminar.voices if voice.causes and not wanted & set(voice.causes)), None)
    blocks: list[Block] = [_speech(pen, voice) for voice in near[:MOST_VOICES]]
    if far is not None:
        blocks += [Para(line("And one who would answer otherwise:", Tone.FAINT)), _speech(pen, far)]
    return blocks


def _met(voice: Voice, wanted: set[str]) -> int:
    """How far a historian's causes are the wanted ones, in percent."""
    return 100 * len(wanted & set(voice.causes)) // len(wanted | set(voice.causes))


def _speech(pen: Pen, voice: Voice) -> Speech:
    aside = replace(pen, works=[])  # what is cited in the part left out is not cited here
    said = [piece for piece in opening(aside.joined(voice.says), SENTENCES) if piece.tone is not Tone.CITE]
    rich = tidied([*said, Piece(" "), pen.cite(voice.work)])
    return Speech(voice.name, "", voice.work, rich, weight_on(pen.pack, voice))


def weight_on(pack: Pack, voice: Voice) -> str:
    """The causes that a historian lays weight on."""
    return ", ".join(cause.title for cause in pack.causes if cause.id in voice.causes)


def heaviest(steps: Iterable[Step], meter: Meter, cause: Cause) -> Entry | None:
    """The movement of a meter that a cause had most to do with."""
    own = [entry for entry in ledger(steps, meter.id) if entry.move.cause == cause.id]
    return max(own, key=lambda entry: abs(entry.move.change), default=None)
