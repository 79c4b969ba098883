"""Setting a game up: from what a person asked for to the root of a save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.engine.model import BALANCED, Pack
from game.errors import UsageError
from game.play.terms import run_of
from game.saves import Picker, Reading, Root, Tree


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for. ``seat`` None with neither flag set is a mistake that ``new_tree`` names."""

    campaign: str | None = None
    crisis: str | None = None
    seat: str | None = None
    hot_seat: bool = False
    watch: bool = False
    against_history: bool = False
    """Whether the other side does what history did, instead of the computer's picking by weight."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    """Beat -> choice: what the other side decided in an earlier game, and decides again; empty for no such game."""
    lens: str = BALANCED
    reading: Reading = Reading.FULL
    on_record_only: bool = False


def new_tree(pack: Pack, wish: Wish, seed: int) -> Tree:
    """An unplayed tree on the wished terms.

    Raises:
        UsageError: saying what to ask for instead.
    """
    if (wish.campaign is None) == (wish.crisis is None):
        raise UsageError("name a campaign or a crisis, one of the two")
    if wish.earlier and wish.against_history:
        raise UsageError("the other side can do what it did in history or in an earlier game, not both")
    if wish.hot_seat and wish.watch:
        raise UsageError("one can play both seats or watch, not both")
    if wish.seat is not None and (wish.hot_seat or wish.watch):
        raise UsageError("take a seat, play both, or watch: one of the three")
    known = [str(seat.id) for seat in pack.seats]
    if wish.seat is not None and wish.seat not in known:
        raise UsageError(f"there is no seat '{wish.seat}'; there are {', '.join(known)}")
    if wish.watch:
        seats = dict.fromkeys(known, Picker.HISTORY)
    elif wish.hot_seat:
        seats = dict.fromkeys(known, Picker.PERSON)
    elif wish.seat is None:
        raise UsageError(f"choose a seat: {', '.join(known)}")
    else:
        other = Picker.EARLIER if wish.earlier else Picker.HISTORY if wish.against_history else Picker.COMPUTER
        seats = {seat: Picker.PERSON if seat == wish.seat else other for seat in known}
    root = Root(
        pack=pack.id,
        digest=pack.digest,
        seed=seed,
        lens=wish.lens,
        seats=seats,
        campaign=wish.campaign,
        crisis=wish.crisis,
        reading=wish.reading,
        on_record_only=wish.on_record_only,
        earlier=dict(wish.earlier) if wish.seat is not None else {},
    )
    run_of(pack, root)
    if wish.campaign is not None and wish.seat is not None:
        campaign = pack.campaign(wish.campaign)
        if campaign is not None and wish.seat not in campaign.seats:
            allowed = ", ".join(campaign.seats)
            raise UsageError(f"'{campaign.title}' is played from {allowed}; choose that seat or another campaign")
    return Tree(root)


def title_of(pack: Pack, root: Root) -> str:
    """What a save plays: its campaign's or crisis's title."""
    campaign = pack.campaign(root.campaign) if root.campaign else None
    crisis = pack.crisis(root.crisis) if root.crisis else None
    return campaign.title if campaign else crisis.title if crisis else root.campaign or root.crisis or "?"


def players_of(pack: Pack, root: Root) -> str:
    """Who plays in a save, in words."""
    people = [seat.name for seat in pack.seats if root.seats.get(seat.id) is Picker.PERSON]
    if not people:
        return "watching history"
    return people[0] if len(people) == 1 else "both seats"
