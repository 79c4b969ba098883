"""Two timelines of a save side by side: one that was changed and what came of it, or any two, or one and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from game.content.dates import day
from game.engine import Step, find_ending
from game.engine.model import CHANCE, Beat, Choice, Crisis, Meter
from game.errors import UsageError
from game.explore.whatif import Forced, Reason, first_difference, places_of
from game.play.branches import Branch, Branches, Kind
from game.play.exploring import Explored
from game.play.page import Block, Bullets, CallOut, Heading, Page, Para, Piece, Rich, Table, Tone, line
from game.play.page import Kind as Tells
from game.play.pages.common import counted, decider, listed
from game.play.pages.timeline import label, reaches, stopped
from game.play.pages.why import readable
from game.play.playthrough import Playthrough
from game.play.staging import CLOSED
from game.saves import Picker
from game.score.compare import Comparison, Moment, Relation, Timeline, compare

WHAT_IF: Final = "What if?"
ONLY_THIS: Final = "What if only this had been different?"
WAS: Final = "As it was"
NOW: Final = "What if"
APART: Final = "Apart"
KEPT: Final = "It is kept in this save beside all that was there: {name}."
HAD_TO: Final = "What had to change"
NOTHING_HAD_TO: Final = "Nothing of what people decided had to change."
AT_OTHER_HANDS: Final = "What followed at other hands"
NOTHING_FOLLOWED: Final = "Nothing that you know of."
SAME_LUCK: Final = (
    "The luck is the same in both: chance, and whoever is no person, decided anew from the same draw. This is one "
    "story, not the odds. With other luck it may go otherwise; and what one has looked at always seems likelier than "
    "it was."
)
SIDE_BY_SIDE: Final = "Side by side"
WITH_ITSELF: Final = "a timeline beside itself shows nothing; choose another"
NOTHING_SHARED: Final = "Nothing lies behind both yet."
TOGETHER: Final = 3
"""Meters in one table of crises."""


def what_if_page(game: Playthrough, branches: Branches, explored: Explored, name: str) -> Page:
    """The timeline as it was beside the other: how both end, every meter, what had to change and what followed.

    Args:
        game: after the other timeline has been kept.
        branches: what the viewer may see of it.
        explored: both timelines.
        name: what the other is called.
    """
    found, was, now = explored.found, explored.was.steps, explored.found.steps
    changed, before = now[found.at], was[found.at]
    assert changed.beat is not None and changed.choice is not None and before.choice is not None
    lines: tuple[Rich, ...] = (
        (Piece(f"{WAS}: ", Tone.FAINT), Piece(stopped(before.choice.title), Tone.STRONG)),
        (Piece(f"{NOW}: ", Tone.FAINT), Piece(stopped(changed.choice.title), Tone.STRONG)),
        line(KEPT.format(name=name), Tone.FAINT),
    )
    meters = readable(game)
    rows = _apart(meters, was[-1].after.meters, now[-1].after.meters)
    blocks: list[Block] = [
        CallOut(Tells.YOURS, f"{_dateline(changed.beat)}: {changed.beat.title}", lines),
        _ends((WAS, NOW), (reaches(explored.was), _reaches(game, now))),
        Table(("", WAS, NOW, APART), rows),
        Para(line(_first(game, branches, explored, meters))),
        Heading(HAD_TO, 2),
        *_had_to(game, explored),
        Heading(AT_OTHER_HANDS, 2),
        *_followed(game, branches, explored),
        Para(line(SAME_LUCK, Tone.FAINT)),
    ]
    return Page(WHAT_IF, ONLY_THIS, tuple(blocks))


def compared_page(game: Playthrough, branches: Branches, a: Branch, b: Branch) -> Page:
    """Two branches, one of which may be history: where they part, how they end, meter by meter and beat by beat.

    Raises:
        UsageError: for a branch beside itself, or while other timelines may not be looked at.
    """
    if branches.hidden:
        raise UsageError(branches.hidden)
    if a.number == b.number:
        raise UsageError(WITH_ITSELF)
    found = compare(_timeline(game, branches, a, b), _timeline(game, branches, b, a))
    names = (label(a), label(b))
    blocks: list[Block] = [CallOut(Tells.NOTE, "Where they part", (line(_parts(game, found, names)),))]
    if not found.beats:
        return Page(SIDE_BY_SIDE, " · ".join(names), (*blocks, Para(line(NOTHING_SHARED))))
    meters = readable(game)
    last = found.levels[-1]
    rows = _apart(meters, last.a.state.meters, last.b.state.meters)
    blocks += [_ends(names, (reaches(a), reaches(b))), Table(("", *names, APART), rows)]
    if found.until is not None and last.moment is Moment.STAND:
        blocks.append(Para(line(f"So they stood where both have been: after {_dateline(found.until)}.", Tone.FAINT)))
    blocks += _by_crisis(found, meters)
    blocks += [Heading("Beat by beat", 2), *_by_beat(game, found, names)]
    for flags, whose in ((found.flags_a, names[0]), (found.flags_b, names[1])):
        if flags:
            blocks.append(Heading(f"True only in: {whose}", 2))
            blocks.append(Bullets(tuple(line(game.pack.flags[flag]) for flag in flags)))
    return Page(SIDE_BY_SIDE, " · ".join(names), tuple(blocks))


# -- what if -----------------------------------------------------------------------------------------------------------


def _reaches(game: Playthrough, steps: Sequence[Step]) -> str:
    ending = find_ending(game.run, steps[-1].after.ending)
    last = steps[-1].beat
    if ending is not None:
        return f"ended: {ending.title}"
    return f"to {_dateline(last)}" if last is not None else ""


def _first(game: Playthrough, branches: Branches, explored: Explored, meters: Sequence[Meter]) -> str:
    """Where the meters that the viewer can read differ first."""
    found = first_difference(game.run, explored.was.steps, explored.found.steps, [meter.index for meter in meters])
    if found is None:
        return "No meter that you can read ever differs."
    apart = [
        f"{meter.title} {found.now.meters[meter.index]} (it was {found.was.meters[meter.index]})"
        for meter in meters
        if found.now.meters[meter.index] != found.was.meters[meter.index]
    ]
    is_told = branches.sight.is_closed(found.beat) or found.beat.actor == CHANCE or _is_viewers(game, found.beat)
    moment = f": {found.beat.title.rstrip('.')}" if is_told else ""
    return f"The meters differ first after {_dateline(found.beat)}{moment}. {listed(apart)}."


def _had_to(game: Playthrough, explored: Explored) -> list[Block]:
    """Every decision of a person that could not stand, and why; and how many could."""
    found = explored.found
    viewer = game.viewer
    yours = [each for each in found.forced if viewer is None or each.beat.actor == viewer.id]
    blocks: list[Block] = []
    if yours:
        blocks.append(Bullets(tuple(_change(game, each, found.otherwise) for each in yours)))
    else:
        blocks.append(Para(line(NOTHING_HAD_TO)))
    kept = [beat for beat in found.kept if viewer is None or beat.actor == viewer.id]
    stand = "stands as it was" if len(kept) == 1 else "stand as they were"
    whose = " of yours" if viewer is not None else ""
    blocks.append(Para(line(f"{counted(len(kept), 'later decision')}{whose} {stand}.", Tone.FAINT)))
    return blocks


def _change(game: Playthrough, change: Forced, otherwise: Picker) -> Rich:
    who = "history" if otherwise is Picker.HISTORY else "the computer"
    if change.beat.actor not in {seat.id for seat in game.persons}:
        who = decider(game.pack, change.beat)
    head = Piece(f"{_dateline(change.beat)}, {change.beat.title.rstrip('.')}. ", Tone.FAINT)
    was, now = change.was, change.now
    match change.reason:
        case Reason.CLOSED if was is not None and now is not None:
            said = f"{stopped(was.title)} This is closed now: {change.said or CLOSED} Instead {who} decides: "
            return (head, Piece(said), Piece(stopped(now.title), Tone.STRONG))
        case Reason.NEVER_CAME if was is not None:
            return (head, Piece(f"{stopped(was.title)} It no longer comes to this."))
        case _:
            said = f"It never came to this before. Here {who} decides: "
            return (head, Piece(said), Piece(stopped(now.title) if now is not None else "", Tone.STRONG))


def _followed(game: Playthrough, branches: Branches, explored: Explored) -> list[Block]:
    """What others, and chance, did otherwise, as far as the viewer may know it of both timelines."""
    sight, at = branches.sight, explored.found.at
    was = {node.beat: node for node in explored.was.path[at:]}
    now = {node.beat: node for node in explored.path[at:]}
    places = places_of(game.run)
    mine = {beat.id for beat in explored.found.kept} | {change.beat.id for change in explored.found.forced}
    items: list[Rich] = []
    for beat_id in sorted({*was, *now}, key=lambda beat: places[beat]):
        old, new = was.get(beat_id), now.get(beat_id)
        if beat_id in mine or (old is not None and new is not None and old.choice == new.choice):
            continue
        if not all(sight.tells(node) for node in (old, new) if node is not None):
            continue
        beat = game.pack.beats[beat_id]
        if (old is None or new is None) and not (sight.is_closed(beat) or beat.actor == CHANCE):
            continue
        items.append(_otherwise(game, beat, *(beat.choice(node.choice) if node else None for node in (old, new))))
    return [Bullets(tuple(items)) if items else Para(line(NOTHING_FOLLOWED))]


def _otherwise(game: Playthrough, beat: Beat, was: Choice | None, now: Choice | None) -> Rich:
    who = beat.title.rstrip(".") if beat.actor == CHANCE else decider(game.pack, beat)
    head = Piece(f"{_dateline(beat)}, {who}. ", Tone.FAINT)
    if now is None:
        return (head, Piece(f"{stopped(was.title) if was else ''} It no longer comes to this."))
    instead = f" Before: {stopped(was.title)}" if was is not None else " It never came to this before."
    return (head, Piece(stopped(now.title), Tone.STRONG), Piece(instead))


# -- side by side ------------------------------------------------------------------------------------------------------


def _timeline(game: Playthrough, branches: Branches, branch: Branch, other: Branch) -> Timeline:
    """A branch, and what of it may be told beside another."""
    sight = branches.sight
    if branch.kind is Kind.HISTORY:
        return Timeline(game.run, _historys(game, branches, branch, other), sight.tells_history)
    nodes = {node.beat: node for node in branch.path}
    theirs: Mapping[str, object] = {step.beat.id: step for step in other.steps if step.beat is not None}

    def tells(beat: Beat) -> bool:
        # That the other never came to it would itself be told.
        is_open = beat.id in theirs or sight.is_closed(beat) or beat.actor == CHANCE or _is_viewers(game, beat)
        return is_open and beat.id in nodes and sight.tells(nodes[beat.id])

    return Timeline(game.run, branch.steps, tells)


def _historys(game: Playthrough, branches: Branches, history: Branch, other: Branch) -> tuple[Step, ...]:
    """History's own run: no further than a timeline has come, unless the story has been read to an end."""
    if branches.sight.tells_all_history:
        return history.steps
    places = places_of(game.run)
    last = max((places[step.beat.id] for step in other.steps if step.beat is not None), default=(-1, -1))
    return tuple(step for step in history.steps if step.beat is None or places[step.beat.id] <= last)


def _parts(game: Playthrough, found: Comparison, names: tuple[str, str]) -> str:
    pair = found.parted
    if pair is None:
        return "As far as you know, both did the same." if found.sealed_before else "Both did the same."
    told = f"{_dateline(pair.beat)}, {_who(game, pair.beat)}: {pair.beat.title.rstrip('.')}. "
    told += " ".join(f"{name}: {_did(choice)}" for name, choice in zip(names, (pair.a, pair.b), strict=True))
    if found.sealed_before:
        told += " Something that is sealed lies before it: they may have parted there already."
    return told


def _did(choice: Choice | None) -> str:
    return stopped(choice.title) if choice is not None else "it never came to this."


def _by_beat(game: Playthrough, found: Comparison, names: tuple[str, str]) -> list[Block]:
    """What was decided otherwise; and how much was not."""
    apart = [pair for pair in found.beats if pair.relation in (Relation.DIFFERENT, Relation.ONLY_A, Relation.ONLY_B)]
    rows = tuple((day(pair.beat.date), _who(game, pair.beat), _cell(pair.a), _cell(pair.b)) for pair in apart)
    blocks: list[Block] = [Table(("When", "Who", *names), rows)] if rows else []
    told = [f"{counted(found.count(Relation.SAME), 'decision')} the same in both"]
    if found.count(Relation.SEALED):
        told.append(f"{counted(found.count(Relation.SEALED), 'decision')} sealed as yet")
    return [*blocks, Para(line(f"{'; '.join(told)}.", Tone.FAINT))]


def _cell(choice: Choice | None) -> str:
    return choice.title if choice is not None else "(never came to it)"


def _by_crisis(found: Comparison, meters: Sequence[Meter]) -> list[Block]:
    """The meters that ever differ, at the end of each crisis, a few in each table."""
    levels = [level for level in found.levels if level.moment is Moment.CRISIS and any(level.differences)]
    shown = [meter for meter in meters if any(level.differences[meter.index] for level in levels)]
    blocks: list[Block] = []
    for first in range(0, len(shown), TOGETHER):
        some = shown[first : first + TOGETHER]
        rows = tuple(
            (
                _in_its_year(level.crisis),
                *(f"{level.a.state.meters[each.index]} | {level.b.state.meters[each.index]}" for each in some),
            )
            for level in levels
        )
        blocks.append(Table(("By the end of", *(meter.title for meter in some)), rows))
    return [Heading("Meter by meter", 2), *blocks] if blocks else []


def _in_its_year(crisis: Crisis) -> str:
    """A crisis's title, with the year unless it says that itself."""
    year = str(crisis.until.year)
    return crisis.title if year in crisis.title or year[2:] in crisis.title else f"{year} {crisis.title}"


def _ends(names: tuple[str, str], ends: tuple[str, str]) -> Bullets:
    """How far both go, or how they end."""
    return Bullets(
        tuple((Piece(f"{name}: ", Tone.FAINT), Piece(stopped(end))) for name, end in zip(names, ends, strict=True))
    )


def _apart(meters: Sequence[Meter], a: Sequence[int], b: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Each meter in both, and how far it is apart."""
    return tuple(
        (meter.title, str(a[meter.index]), str(b[meter.index]), str(abs(a[meter.index] - b[meter.index])))
        for meter in meters
    )


def _who(game: Playthrough, beat: Beat) -> str:
    return "Chance" if beat.actor == CHANCE else decider(game.pack, beat)


def _is_viewers(game: Playthrough, beat: Beat) -> bool:
    viewer = game.viewer
    return viewer is not None and viewer.id == beat.actor


def _dateline(beat: Beat) -> str:
    return beat.dateline or day(beat.date)
