"""The timeline in words: every decision and how it stands to history, and the other timelines of the save."""

from __future__ import annotations

from typing import Final

from game.content.dates import day
from game.engine.model import CHANCE, Beat
from game.play.branches import Beside, Branch, Branches, Kind, Stop, branches_of
from game.play.page import Block, Bullets, Heading, MeterRow, Page, Para, Piece, Rich, Tone, line
from game.play.pages.common import counted, decider, meter_rows
from game.play.pages.why import readable
from game.play.playthrough import Playthrough
from game.play.setup import title_of
from game.saves import Picker

TITLE: Final = "The timeline"
NOTHING: Final = "Nothing is decided yet. Every decision will stand here, and every road that you leave behind."
AS_HISTORY: Final = "So far as you know, everything was decided as in history."
OPENING: Final = "The opening"
BEGAN: Final = "Here it began."
ONLY_HISTORY: Final = "What only history came to"
OTHERS: Final = "Timelines of this save"
NO_OTHERS: Final = "There is no other timeline yet. Go back and decide otherwise, or ask what if, and there will be."
BROKEN: Final = "the rest does not fit the content that is here"
_FOR_YOU: Final = {Picker.HISTORY: "History decided for you", Picker.COMPUTER: "The computer decided for you"}


def timeline_page(game: Playthrough) -> Page:
    """Every decision of the present timeline, numbered, with all that the viewer may know of it; then the others.

    Raises:
        UsageError: while the keyboard changes hands.
    """
    branches = branches_of(game)
    present, history = branches.branches[0], branches.history
    blocks: list[Block] = []
    if not present.stops:
        blocks.append(Para(line(NOTHING)))
    elif history is None:
        blocks.append(Para(line(AS_HISTORY)))
    else:
        blocks.append(Para(line(parts_at(present, history))))
    if present.stops:
        items = (_joined(told(game, branches, present, at)) for at in range(len(present.stops)))
        blocks.append(Bullets(tuple(items), numbered=True))
    only = [] if history is None else [stop for stop in history.stops if stop.left is Beside.NEVER]
    if only:
        blocks.append(Heading(ONLY_HISTORY, 2))
        blocks.append(Bullets(tuple((_when(stop.beat), Piece(_decided(game, stop))) for stop in only)))
    blocks.append(Heading(OTHERS, 2))
    blocks += _listed(game, branches)
    return Page(TITLE, title_of(game.pack, game.root), tuple(blocks))


def branches_page(game: Playthrough) -> Page:
    """The timelines of the save, numbered.

    Raises:
        UsageError: while the keyboard changes hands.
    """
    return Page(TITLE, OTHERS, tuple(_listed(game, branches_of(game))))


def _listed(game: Playthrough, branches: Branches) -> list[Block]:
    blocks: list[Block] = []
    if branches.hidden:
        blocks.append(Para(line(f"{sentence(branches.hidden)}.")))
    items = tuple((Piece(f"{label(each)}: ", Tone.STRONG), *about(game, branches, each)) for each in branches.timelines)
    blocks.append(Bullets(items, numbered=True))
    if len(items) == 1 and not branches.hidden:
        blocks.append(Para(line(NO_OTHERS, Tone.FAINT)))
    return blocks


def label(branch: Branch) -> str:
    """What a branch is called."""
    match branch.kind:
        case Kind.PRESENT:
            return f"{branch.name} (the present timeline)" if branch.name else "The present timeline"
        case Kind.HISTORY:
            return "History"
        case Kind.OTHER:
            return branch.name or f"Timeline {branch.number}"


def about(game: Playthrough, branches: Branches, branch: Branch) -> Rich:
    """How far a branch goes, how it ends, and where it leaves another."""
    own = sum(1 for stop in branch.stops if stop.choice is not None and stop.beat.actor != CHANCE)
    told_of = [f"{counted(len(branch.steps) - 1, 'decision')}, {reaches(branch)}"]
    if branch.kind is Kind.HISTORY:
        told_of = [f"{counted(own, 'decision')} from where you part, {reaches(branch)}"]
    if branch.kind is Kind.OTHER and branch.leaves is not None and branch.stops:
        other = branches.branches[branch.leaves[0]]
        first = branch.stops[0]
        what = first.choice.title if first.choice is not None else _decided(game, first)
        told_of.append(f"It leaves {_in_a_sentence(other)} at {_dateline(first.beat)}: {what}")
    if not branch.is_whole:
        told_of.append(sentence(BROKEN))
    return (Piece(". ".join(part.rstrip(".") for part in told_of) + "."),)


def reaches(branch: Branch) -> str:
    """How a branch ends, or how far it goes."""
    if branch.ending is not None:
        return f"ended: {branch.ending.title}"
    last = branch.stops[-1].beat if branch.stops else None
    return f"to {_dateline(last)}" if last is not None else "at the opening"


def parts_at(present: Branch, history: Branch) -> str:
    """Where the present timeline is known to part from history."""
    at = history.leaves[1] + 1 if history.leaves else 0
    beat = present.stops[at].beat
    return f"It parts from history at {_dateline(beat)}: {beat.title.rstrip('.')}."


def heading_of(stop: Stop | None) -> Rich:
    """When a stop was, and what was at stake, if that may be told; without one, the opening."""
    if stop is None:
        return line(OPENING, Tone.STRONG)
    if stop.choice is None:
        return line(f"{_dateline(stop.beat)}.", Tone.STRONG)
    return (Piece(f"{_dateline(stop.beat)}. ", Tone.FAINT), Piece(stop.beat.title, Tone.STRONG))


def told(game: Playthrough, branches: Branches, branch: Branch, at: int) -> list[Rich]:
    """A stop: when, who decided what, how that stands to history and to the timeline that was left, and why."""
    if at < 0:
        return [heading_of(None), line(BEGAN), *_leaving(branches, branch, at)]
    stop = branch.stops[at]
    lines: list[Rich] = [heading_of(stop), line(_decided(game, stop))]
    beside = _beside_history(stop) if branch.kind is not Kind.HISTORY else ""
    if beside:
        lines.append(line(beside))
    left = _beside_left(branch, stop)
    if left:
        lines.append(line(left))
    if not stop.is_met:
        lines.append(line("What came of it is not known yet."))
    node = stop.node
    if node is not None and node.by is Picker.PERSON and _is_viewers(game, stop):
        if node.reason:
            lines.append((Piece("You said why: ", Tone.FAINT), Piece(node.reason, Tone.STRESS)))
        if node.note:
            lines.append((Piece("You noted later: ", Tone.FAINT), Piece(node.note, Tone.STRESS)))
    return [*lines, *_leaving(branches, branch, at)]


def meters_at(game: Playthrough, branch: Branch, at: int) -> tuple[MeterRow, ...]:
    """The meters that the viewer may read as they stood after a stop, with history's mark where it is another's row."""
    if at < 0:
        return meter_rows(game.pack, readable(game), game.steps[0].after).rows
    stop = branch.stops[at]
    if not stop.is_met:
        return ()
    history = None if branch.kind is Kind.HISTORY else game.mark.after(stop.beat)
    return meter_rows(game.pack, readable(game), stop.step.after, before=stop.step.before, history=history).rows


def sentence(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def _decided(game: Playthrough, stop: Stop) -> str:
    """Who decided what."""
    beat, choice = stop.beat, stop.choice
    if beat.actor == CHANCE:
        return f"Chance: {stopped(choice.title)}" if choice is not None else "Chance decided."
    mine = _is_viewers(game, stop) and stop.node is not None
    who = "You" if mine else decider(game.pack, beat)
    if choice is None:
        return f"{who} decided. What, is sealed until the crisis is looked back on."
    if stop.is_forced and stop.node is not None and stop.node.by in _FOR_YOU:
        who = _FOR_YOU[stop.node.by] if mine else f"{_FOR_YOU[stop.node.by].removesuffix(' you')} {who}"
        return f"{who}: {stopped(choice.title)}"
    return f"{who} decided: {stopped(choice.title)}"


def _beside_history(stop: Stop) -> str:
    match stop.history:
        case Beside.SAME:
            return "As in history."
        case Beside.OTHERWISE:
            return f"In history: {stopped(stop.beat.history.title)}"
        case Beside.NEVER:
            return "History never came to this."
        case Beside.UNTOLD:
            return ""


def _beside_left(branch: Branch, stop: Stop) -> str:
    there = "your timeline" if branch.kind is Kind.HISTORY else "the timeline that it left"
    match stop.left:
        case Beside.SAME:
            return f"As in {there}."
        case Beside.OTHERWISE if stop.was is not None:
            return f"In {there}: {stopped(stop.was.title)}"
        case Beside.NEVER:
            return f"{sentence(there)} never came to this."
        case _:
            return ""


def _leaving(branches: Branches, branch: Branch, at: int) -> list[Rich]:
    """The other timelines that part right after a stop."""
    here = next(index for index, each in enumerate(branches.branches) if each.number == branch.number)
    others = [label(each) for each in branches.leaving(here, at) if each.kind is Kind.OTHER]
    if not others:
        return []
    return [line(f"After this another parts: {'; '.join(others)}.", Tone.FAINT)]


def _is_viewers(game: Playthrough, stop: Stop) -> bool:
    viewer = game.viewer
    return viewer is not None and stop.beat.actor == viewer.id


def _in_a_sentence(branch: Branch) -> str:
    match branch.kind:
        case Kind.PRESENT:
            return "the present timeline"
        case Kind.HISTORY:
            return "history"
        case Kind.OTHER:
            return f"timeline {branch.number}"


def stopped(title: str) -> str:
    """A title as a sentence."""
    return f"{title.rstrip('.')}."


def _joined(lines: list[Rich]) -> Rich:
    found: list[Piece] = []
    for rich in lines:
        if found:
            found.append(Piece(" "))
        found += rich
        if not found[-1].text.endswith((".", "?", "!", ":")):
            found.append(Piece("."))
    return tuple(found)


def _when(beat: Beat) -> Piece:
    return Piece(f"{_dateline(beat)}. ", Tone.FAINT)


def _dateline(beat: Beat) -> str:
    return beat.dateline or day(beat.date)
