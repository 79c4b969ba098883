"""Asking what to play, where the command did not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.engine.model import Pack
from game.plain.answers import Verb, command, number
from game.plain.session import Left
from game.plain.talk import Talk
from game.play.page import bare
from game.play.pages.common import leader_name, span
from game.play.setup import Wish, players_of, title_of
from game.saves import Listed, Picker, SaveStore

MOST_SAVES = 9


@dataclass(frozen=True, slots=True)
class Resumed:
    """Go on with a save of this name."""

    name: str


def ask_all(talk: Talk, pack: Pack, store: SaveStore) -> Wish | Resumed:
    """Everything, from the first question on: a game kept before, or a new one.

    Raises:
        Left: if the player does not want to.
        Ended: if the input ends first.
    """
    talk.lines([pack.title])
    for part in bare(pack, pack.about):
        talk.lines([""])
        talk.say(part)
    saves = [listed for listed in store.listing() if listed.tree is not None and listed.tree.root.pack == pack.id]
    if saves:
        items = [f"Go on: {_told(pack, listed)}" for listed in saves[:MOST_SAVES]]
        if len(saves) > MOST_SAVES:
            talk.lines([""])
            talk.say(f"The latest {MOST_SAVES} of {len(saves)} saves; two-tigers saves lists them all.")
        chosen = _choose(talk, "What would you like to do?", [*items, "Begin a new game"])
        if chosen < len(items):
            return Resumed(saves[chosen].name)
    return ask_rest(talk, pack, Wish())


def ask_rest(talk: Talk, pack: Pack, wish: Wish) -> Wish:
    """What a wish leaves open: what to play, and from which seat.

    Raises:
        Left: if the player does not want to.
        Ended: if the input ends first.
    """
    if wish.campaign is None and wish.crisis is None:
        campaigns = [
            campaign for campaign in pack.campaigns if wish.seat is None or wish.hot_seat or wish.seat in campaign.seats
        ]
        items = [f"{campaign.title}: {' '.join(bare(pack, campaign.about))}" for campaign in campaigns]
        items += [
            f"{crisis.title} ({span(crisis.since, crisis.until)}, about {crisis.minutes} minutes). {crisis.tagline}"
            for crisis in pack.crises
        ]
        chosen = _choose(talk, "What would you like to play?", items)
        if chosen < len(campaigns):
            wish = replace(wish, campaign=campaigns[chosen].id)
        else:
            wish = replace(wish, crisis=pack.crises[chosen - len(campaigns)].id)
    if wish.seat is None and not wish.hot_seat and not wish.watch:
        wish = _seated(talk, pack, wish)
    return wish


def _seated(talk: Talk, pack: Pack, wish: Wish) -> Wish:
    campaign = pack.campaign(wish.campaign) if wish.campaign else None
    first = pack.crisis(campaign.crises[0] if campaign else wish.crisis or "")
    seats = [seat for seat in pack.seats if campaign is None or seat.id in campaign.seats]
    items = [
        f"{seat.name}, as {leader_name(pack, seat.leader_on(first.since))}" if first else seat.name for seat in seats
    ]
    items += ["Two players at one keyboard", "Nobody: watch what history did"]
    chosen = _choose(talk, "Who are you?", items)
    if chosen < len(seats):
        return replace(wish, seat=seats[chosen].id)
    return replace(wish, hot_seat=True) if chosen == len(seats) else replace(wish, watch=True)


def _choose(talk: Talk, question: str, items: Sequence[str]) -> int:
    """The index of the item chosen by its number."""
    lines = ["", question]
    talk.lines(lines)
    for index, item in enumerate(items, 1):
        talk.say(f"{index}. {item}")
    while True:
        answer = talk.ask(f"A number from 1 to {len(items)}, or q to leave:")
        chosen = number(answer)
        if chosen is not None and 1 <= chosen <= len(items):
            talk.went_on()
            return chosen - 1
        found = command(answer)
        if found and found[0] is Verb.QUIT:
            raise Left
        if found and found[0] is Verb.HELP:
            talk.say("Type the number of a line above, then Enter. q leaves. Nothing is kept yet.")
        elif answer:
            talk.wrong(f"'{answer}' is none of them: type a number from 1 to {len(items)}.")
        else:
            talk.wrong(f"Type a number from 1 to {len(items)}, then Enter.")


def _told(pack: Pack, listed: Listed) -> str:
    tree = listed.tree
    assert tree is not None
    taken = sum(1 for node in tree.path() if node.by is Picker.PERSON)
    count = f"{taken} {'decision' if taken == 1 else 'decisions'} taken"
    return f"{listed.name} ({title_of(pack, tree.root)}, {players_of(pack, tree.root)}, {count})"
