"""Exploring in lines: the timeline as a numbered list, going back, asking what if, names, branches side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.errors import UsageError
from game.plain.answers import Verb, number
from game.play import exploring
from game.play.branches import Branch, Branches, Stop, branches_of
from game.play.page import Bullets, Page, Para, Piece, Rich, Tone, line
from game.play.page import words as bare
from game.play.pages.compared import compared_page, what_if_page
from game.play.pages.timeline import branches_page, heading_of, label, timeline_page
from game.play.playthrough import Playthrough
from game.play.stages import Option
from game.saves import Picker

Insist = Callable[[Callable[[], object]], None]
_HISTORY: Final = "history"
_PICKERS: Final = {"history": Picker.HISTORY, "computer": Picker.COMPUTER}
_WHICH: Final = "give the number of a decision, as timeline lists them, such as {verb} 3"
_WHICH_BRANCH: Final = "give the number of a timeline, as branches lists them, such as {verb} 2"


def explored(game: Playthrough, verb: Verb, rest: str, insist: Insist, *, may_move: bool = True) -> Page | None:
    """Do what a verb says; the page that it tells, or None where the game stands elsewhere now.

    Args:
        game: the game.
        verb: what to do.
        rest: to what.
        insist: does what is kept, again if the disk refuses.
        may_move: whether the game may go elsewhere now; not while something else is asked.

    Raises:
        UsageError: when it makes no sense, saying what would.
        SaveError: when it cannot be kept.
    """
    if verb in (Verb.BACK, Verb.TAKE) and not may_move:
        raise UsageError("first answer what is asked; u takes your choice back")
    match verb:
        case Verb.TIMELINE:
            return timeline_page(game)
        case Verb.BRANCHES:
            return branches_page(game)
        case Verb.BACK:
            node = exploring.back_to(game, _stop(branches_of(game), rest, "back"))
            insist(lambda: game.go_to(node))
            return None
        case Verb.TAKE:
            node = exploring.play_on(_branch(_explorable(game), rest, "take"))
            insist(lambda: game.go_to(node))
            return None
        case Verb.NAME:
            return _named(game, rest, insist)
        case Verb.WHATIF:
            return _what_if(game, rest, insist)
        case _:
            return _compared(game, rest)


def _explorable(game: Playthrough) -> Branches:
    branches = branches_of(game)
    if branches.hidden:
        raise UsageError(branches.hidden)
    return branches


def _stop(branches: Branches, text: str, verb: str) -> Stop:
    """A decision of the present timeline, by its number."""
    at, stops = number(text), branches.branches[0].stops
    if at is None:
        raise UsageError(_WHICH.format(verb=verb))
    if not 1 <= at <= len(stops):
        known = f"there are 1 to {len(stops)}" if stops else "nothing is decided yet"
        raise UsageError(f"there is no decision {at} in this timeline; {known}")
    return stops[at - 1]


def _branch(branches: Branches, text: str, verb: str) -> Branch:
    """A timeline, by its number."""
    at = number(text)
    if at is None:
        raise UsageError(_WHICH_BRANCH.format(verb=verb))
    return branches.numbered(at)


def _named(game: Playthrough, rest: str, insist: Insist) -> Page:
    which, _, words = rest.partition(" ")
    branch = _branch(branches_of(game), which, "name")
    insist(lambda: exploring.name_it(game, branch, words))
    return branches_page(game)


def _compared(game: Playthrough, rest: str) -> Page:
    """One timeline beside another, or beside history where no other is named."""
    branches = _explorable(game)
    which, _, other = rest.partition(" ")
    mine = _branch(branches, which, "compare")
    other = other.strip() or _HISTORY
    if other.lower() != _HISTORY:
        return compared_page(game, branches, mine, _branch(branches, other, "compare 1"))
    if branches.history is None:
        raise UsageError("the present timeline is not known to part from history; name another timeline by its number")
    return compared_page(game, branches, mine, branches.history)


def _what_if(game: Playthrough, rest: str, insist: Insist) -> Page:
    """Without a choice, what could be chosen; with one, the other timeline beside this."""
    which, _, choice = rest.partition(" ")
    branches = branches_of(game)
    stop, branch = _stop(branches, which, "whatif"), branches.branches[0]
    options = exploring.options_at(game, branches, branch, stop)
    wanted, _, who = choice.strip().partition(" ")
    if not wanted:
        return _options_page(stop, options, which)
    option = _option(options, wanted)
    if who and who.lower() not in _PICKERS:
        raise UsageError("where a decision of yours cannot stand, history or the computer decides: name one of the two")
    if not option.is_open:
        raise UsageError(f"{option.number} was closed there: {option.why_closed}".rstrip("."))
    if option.choice is stop.choice:
        raise UsageError(f"{option.number} is what was decided there; choose another")
    picker = _PICKERS.get(who.lower(), Picker.HISTORY)
    found = exploring.ask(game, branch, stop, option.choice.id, picker)
    kept: list[exploring.Explored] = []
    insist(lambda: kept.append(exploring.keep(game, branch, found)))
    branches = branches_of(game)
    grown = branches.branches[exploring.place_of(branches, kept[-1])[0]]
    return what_if_page(game, branches, kept[-1], f"{label(grown)}; take {grown.number} plays on there")


def _option(options: tuple[Option, ...], wanted: str) -> Option:
    at = number(wanted)
    found = next((option for option in options if option.number == at or option.choice.id == wanted), None)
    if found is None:
        raise UsageError(f"there is no choice '{wanted}' there; there are 1 to {len(options)}")
    return found


def _options_page(stop: Stop, options: tuple[Option, ...], which: str) -> Page:
    """What could have been decided."""

    def told(option: Option) -> Rich:
        if option.choice is stop.choice:
            return (Piece(option.choice.title), Piece(" (this was decided)", Tone.FAINT))
        closed = f" (closed: {option.why_closed})" if not option.is_open else ""
        return (Piece(option.choice.title), Piece(closed, Tone.FAINT))

    hint = f"Type whatif {which} and one of these numbers. Behind it, computer lets the computer decide what cannot "
    hint += "stand of your later decisions, instead of history."
    items = Bullets(tuple(told(option) for option in options), numbered=True)
    return Page("What if?", bare(heading_of(stop)), (items, Para(line(hint))))
