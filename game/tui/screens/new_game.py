"""A new game in two or three steps: whose seat, which story, and the rest with sensible defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from game.engine.model import Crisis, Leader, Pack, Seat
from game.play.page import Page, bare
from game.play.pages.common import leader_name, span
from game.play.setup import Wish
from game.saves import Reading
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.face import Face
from game.tui.screens.helping import MENU_KEYS, help_page
from game.tui.widgets.key_line import Hint, KeyLine
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.told import TitleLine, Told

TITLE = "New game"
WATCH_TITLE = "Watch history"
ASK_SEAT = "Whose chair do you take?"
ASK_STORY = "What do you play?"
ASK_WATCH = "What do you watch?"
ASK_TERMS = "Begin, or change a thing first"
BOTH = "Both, two people at one keyboard"
BOTH_TOLD = "The keyboard changes hands; each side sees only what it knew."
CAMPAIGN = "campaign"
BEGIN = "Begin"
AGAINST = "The other side is played by"
COMPUTER, HISTORY = "the computer", "history"
COMPUTER_TOLD = "It answers what you do, more or less as such a government might have."
HISTORY_TOLD = "It does what it did, whatever you do: what if only you had acted otherwise?"
LENS = "Lens"
READING = "Texts"
FULL, SHORT = "in full", "in their short form"
FULL_TOLD = "Three paragraphs or so before each decision."
SHORT_TOLD = "Two or three sentences, with every fact that you need."
CHOICES = "Choices"
EVERY, ON_RECORD = "all", "only what was on the table"
EVERY_TOLD = "Also roads that are merely thinkable; each says how thinkable it was."
ON_RECORD_TOLD = "What the record does not show on the table or in the mouths of advisers is left out."
CHANGE = "Enter changes it."
ABOUT = (
    (
        "Choose a chair, then a story. A crisis is played alone, from the historical state, in one sitting; a campaign "
        "goes through several crises, and what you did in one is felt in the next."
    ),
    "The last step holds what may stay as it is. Esc goes a step back.",
)
KEYS = (*MENU_KEYS, ("Esc", "a step back"), ("? or F1", "this help"))
HINTS = (Hint("Enter", "Choose", "choose", 5), Hint("?", "Help", "help", 4), Hint("Esc", "Back", "back", 9))


class Step(Enum):
    """What is asked."""

    SEAT = "seat"
    STORY = "story"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Asked:
    """How far the terms are settled."""

    pack: Pack
    wish: Wish
    seat_settled: bool = False
    story_settled: bool = False
    short_way: bool = False
    """Begin as soon as seat and story are settled."""
    seed: int | None = None
    name: str | None = None

    def with_keys(self, seed: int | None, name: str | None) -> Asked:
        """The same, with the luck and the save's name that were asked for."""
        return replace(self, seed=seed, name=name)

    @property
    def step(self) -> Step:
        """What to ask next."""
        if not self.seat_settled:
            return Step.SEAT
        return Step.TERMS if self.story_settled else Step.STORY


def asked_from(pack: Pack, wish: Wish | None, *, watch: bool, short_way: bool, reading: Reading) -> Asked:
    """What is settled by what was asked for already."""
    wish = wish or Wish(reading=reading, watch=watch)
    if short_way and wish.crisis is None and wish.campaign is None and len(pack.crises) == 1:
        wish = replace(wish, crisis=pack.crises[0].id)
    return Asked(
        pack,
        wish,
        seat_settled=wish.seat is not None or wish.hot_seat or wish.watch,
        story_settled=wish.crisis is not None or wish.campaign is not None,
        short_way=short_way or wish.watch,
    )


class NewGame(Face[None]):
    """Asks one thing at a time in one list."""

    BINDINGS = [
        Binding("escape,backspace", "back", show=False),
        Binding("question_mark,f1", "help", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._trail: list[Asked] = []

    def compose(self) -> ComposeResult:
        """The question, the answers, the keys."""
        yield TitleLine(id="header")
        with Horizontal(classes="middle"), Vertical(id="setup-column"):
            yield Told(id="question")
            yield Menu(id="answers")
        yield KeyLine(id="keys")

    def furnish(self) -> None:
        """The keys stay as they are."""
        self.query_one("#keys", KeyLine).show_hints(HINTS)
        if self._trail:
            self._ask()

    def come_up(self) -> None:
        """The keyboard belongs to the list."""
        self.query_one(Menu).focus()

    def begin(self, asked: Asked) -> None:
        """Ask from the first thing that is not settled."""
        self._trail = [asked]
        if self.children:
            self._ask()

    # -- asking ----------------------------------------------------------------------------------------------------

    @property
    def _asked(self) -> Asked:
        return self._trail[-1]

    def _ask(self, cursor: int = 0) -> None:
        asked = self._asked
        watching = asked.wish.watch
        question, rows = {
            Step.SEAT: (ASK_SEAT, self._seat_rows),
            Step.STORY: (ASK_WATCH if watching else ASK_STORY, self._story_rows),
            Step.TERMS: (ASK_TERMS, self._terms_rows),
        }[asked.step]
        settled = [asked.pack.title.partition(": ")[0], WATCH_TITLE if watching else TITLE]
        if asked.wish.seat and (seat := asked.pack.seat(asked.wish.seat)):
            settled.append(seat.name)
        if asked.story_settled:
            settled.append(_story_title(asked))
        self.query_one("#header", TitleLine).tell(settled)
        self.query_one("#question", Told).tell([Bit(question, "title")])
        menu = self.query_one(Menu)
        menu.show_rows(rows(), cursor)
        menu.focus()
        self.fit()

    def fit(self) -> None:
        """The list gets what the question leaves."""
        if not self._trail:
            return
        column = self.query_one("#setup-column")
        width = max(1, min(self.size.width - 2, 84))
        column.styles.width = width
        # 1 line of header, 1 of keys, the question and a blank line
        self.query_one(Menu).styles.height = max(1, self.size.height - 5)

    def _seat_rows(self) -> list[Row]:
        pack = self._asked.pack
        rows = [
            Row(seat.id, [Bit(seat.name, "strong")], _seat_told(pack, seat), number, told_always=True)
            for number, seat in enumerate(pack.seats, 1)
        ]
        both = Row("", [Bit(BOTH, "strong")], [[Bit(BOTH_TOLD, "faint")]], len(rows) + 1, told_always=True)
        return [*rows, both]

    def _story_rows(self) -> list[Row]:
        asked = self._asked
        pack, wish = asked.pack, asked.wish
        rows: list[Row] = []
        for campaign in pack.campaigns:
            if wish.seat is not None and wish.seat not in campaign.seats:
                continue
            if wish.hot_seat and len(campaign.seats) < len(pack.seats):
                continue
            crises = [crisis for each in campaign.crises if (crisis := pack.crisis(each))]
            minutes = sum(crisis.minutes for crisis in crises)
            count = f"{len(crises)} {'crisis' if len(crises) == 1 else 'crises'}"
            title = [Bit(campaign.title, "strong"), Bit(f"  {CAMPAIGN} · {count} · {_minutes(minutes)}", "faint")]
            told = [[Bit(part, "faint")] for part in bare(pack, campaign.about)]
            rows.append(Row(f"campaign {campaign.id}", title, told, len(rows) + 1))
        for crisis in pack.crises:
            title = [Bit(crisis.title, "strong"), Bit(f"  {_when(crisis)} · {_minutes(crisis.minutes)}", "faint")]
            told = [[Bit(crisis.tagline, "faint")]] if crisis.tagline else []
            seat = pack.seat(wish.seat) if wish.seat else None
            if seat is not None:
                leader = seat.leader_on(crisis.since)
                known = ", ".join(part for part in (leader_name(pack, leader), leader.title) if part)
                told.append([Bit(f"You are {known}.", "faint")])
            rows.append(Row(f"crisis {crisis.id}", title, told, len(rows) + 1))
        return rows

    def _terms_rows(self) -> list[Row]:
        asked = self._asked
        wish = asked.wish
        lens = asked.pack.lens(wish.lens)
        rows = [Row("begin", [Bit(BEGIN, "strong")], [[Bit(_story_title(asked), "faint")]])]
        if not wish.hot_seat:
            past = wish.against_history
            rows.append(
                _setting("against", AGAINST, HISTORY if past else COMPUTER, HISTORY_TOLD if past else COMPUTER_TOLD)
            )
        about = " ".join(bare(asked.pack, lens.about)) if lens else ""
        rows.append(_setting("lens", LENS, lens.title if lens else wish.lens, about))
        short = wish.reading is Reading.SHORT
        rows.append(_setting("reading", READING, SHORT if short else FULL, SHORT_TOLD if short else FULL_TOLD))
        strict = wish.on_record_only
        rows.append(
            _setting("record", CHOICES, ON_RECORD if strict else EVERY, ON_RECORD_TOLD if strict else EVERY_TOLD)
        )
        return [replace(each, number=number) for number, each in enumerate(rows, 1)]

    # -- answering -------------------------------------------------------------------------------------------------

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        asked, wish, key = self._asked, self._asked.wish, event.row.id
        match asked.step:
            case Step.SEAT:
                wish = replace(wish, seat=key or None, hot_seat=not key)
                self._go_on(replace(asked, wish=wish, seat_settled=True))
            case Step.STORY:
                kind, _, story = key.partition(" ")
                wish = replace(wish, campaign=story) if kind == "campaign" else replace(wish, crisis=story)
                self._go_on(replace(asked, wish=wish, story_settled=True))
            case Step.TERMS if key == "begin":
                self._begin()
            case Step.TERMS:
                self._trail[-1] = replace(asked, wish=_changed(asked.pack, wish, key))
                self._ask(self.query_one(Menu).cursor)

    def _go_on(self, asked: Asked) -> None:
        self._trail.append(asked)
        if asked.short_way and asked.step is Step.TERMS:
            self._begin()
        else:
            self._ask()

    def _begin(self) -> None:
        asked = self._asked
        if asked.short_way and len(self._trail) > 1:
            self._trail.pop()  # so that Esc after an error leads to the question before
        host(self).begin_game(asked.pack, asked.wish, asked.seed, asked.name)

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        self.query_one(Menu).action_choose()

    def action_back(self) -> None:
        """The question before, or the title."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._ask()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the title."""
        host(self).leave_game()

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.hint.action)

    def help_page(self) -> Page:
        """How a game is set up."""
        return help_page(TITLE, ABOUT, KEYS)

    def action_help(self) -> None:
        """Show the help."""
        host(self).read(self.help_page)


def _changed(pack: Pack, wish: Wish, key: str) -> Wish:
    """The next value of one of the terms."""
    match key:
        case "against":
            return replace(wish, against_history=not wish.against_history)
        case "lens":
            ids = [lens.id for lens in pack.lenses]
            at = next((at for at, known in enumerate(ids) if known == wish.lens), -1)
            return replace(wish, lens=ids[(at + 1) % len(ids)])
        case "reading":
            return replace(wish, reading=Reading.FULL if wish.reading is Reading.SHORT else Reading.SHORT)
        case _:
            return replace(wish, on_record_only=not wish.on_record_only)


def _setting(key: str, name: str, value: str, told: str) -> Row:
    return Row(
        key,
        [Bit(f"{name}: ", ""), Bit(value, "strong")],
        [[Bit(told, "faint")], [Bit(CHANGE, "stress")]] if told else [[Bit(CHANGE, "stress")]],
    )


def _story_title(asked: Asked) -> str:
    campaign = asked.pack.campaign(asked.wish.campaign) if asked.wish.campaign else None
    crisis = asked.pack.crisis(asked.wish.crisis) if asked.wish.crisis else None
    return campaign.title if campaign else crisis.title if crisis else ""


def _seat_told(pack: Pack, seat: Seat) -> Sequence[Sequence[Bit]]:
    """Who sits there, and what the seat wants."""
    leaders = ", ".join(
        f"{leader_name(pack, leader)} ({_years(leader)})"
        for leader in seat.leaders
        if any(each.since <= (leader.until or each.since) and leader.since <= each.until for each in pack.crises)
    )
    wants = ", ".join(
        f"{meter.title}{'' if aim.high else ' (low)'}" for aim in seat.aims if (meter := pack.meter(aim.meter))
    )
    return [[Bit(leaders, "")], [Bit("Wants: ", "faint"), Bit(wants, "faint")]]


def _years(leader: Leader) -> str:
    until = leader.until.year if leader.until else ""
    return str(until) if until == leader.since.year else f"{leader.since.year}–{until}"


def _when(crisis: Crisis) -> str:
    return span(crisis.since, crisis.until)


def _minutes(minutes: int) -> str:
    return f"about {minutes} minutes" if minutes else ""
