"""From what was read to what the engine runs: names resolved, conditions bound, texts tidied.

Every fault that needs more than one place to see is found here: names that nothing declares, beats that jump back,
a beat with two histories, a text whose link leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from game.content.inline import SpanKind, paragraphs, refs, tidy, unclosed
from game.content.records import RawPassage, RawText, Read
from game.content.problems import Problem, Severity, nearest
from game.content.source import Node, Word
from game.engine.chance import stream
from game.engine.conditions import Condition, bind
from game.engine.model import (
    CHANCE,
    END,
    WORLD,
    Adviser,
    Aim,
    Band,
    Beat,
    BeatId,
    Campaign,
    CampaignId,
    Cause,
    CauseId,
    Choice,
    ChoiceId,
    Crisis,
    CrisisId,
    Difference,
    Effect,
    Ending,
    EndingId,
    FlagId,
    Force,
    Forecast,
    Leader,
    Lens,
    LensId,
    Meter,
    MeterId,
    Opening,
    Pack,
    Person,
    Plausibility,
    Point,
    Quiz,
    Seat,
    SeatId,
    Term,
    Weight,
    Work,
)
from game.engine.run import Run, historical_run
from game.engine.text import NOTHING, Passage, Text, Variant
from game.errors import ConditionError

DEFAULT_WEIGHT = 10
NO_PASSAGE = Passage(NOTHING)


@dataclass(slots=True)
class Names:
    """Everything that a scenario may name."""

    meters: dict[str, int] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    causes: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    works: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Compiler:
    """Compiles one pack; ``texts`` holds each file's text, to place faults inside long strings."""

    seats: tuple[str, ...]
    problems: list[Problem]
    texts: Mapping[str, str]
    names: Names = field(default_factory=Names)

    def say(self, node: Node, code: str, message: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem where a node stands."""
        self.problems.append(Problem(node.path, node.line, node.column, code, message, mend, severity))

    # -- the pack -----------------------------------------------------------------------------------------------

    def pack(self, head: Read, crises: list[Read], digest: str = "") -> Pack | None:
        """The whole pack, or None where too little of it could be read."""
        self._gather(head, crises)
        meters = self._meters(head)
        seats = self._seats(head)
        if not meters or not seats or head["pack"] is None:
            return None
        built = [self._crisis(read, meters) for read in crises]
        done = sorted((crisis for crisis in built if crisis is not None), key=lambda c: (c.since, c.until, c.id))
        pack = Pack(
            id=str(head["pack"]),
            title=str(head["title"] or ""),
            about=self.text(head["about"]),
            language=str(head["language"] or "en"),
            digest=digest,
            seats=seats,
            meters=meters,
            flags={FlagId(flag): sentence for flag, sentence in self.names.flags.items()},
            causes=tuple(
                Cause(CauseId(str(key)), str(read["title"] or key), self.text(read["about"]))
                for key, read in (head["causes"] or {}).items()
            ),
            lenses=self._lenses(head),
            campaigns=self._campaigns(head, done),
            endings=self._endings(head["endings"], head.at("endings")),
            crises=tuple(done),
            people=self._people(head),
            glossary=self._glossary(head),
            bibliography=self._bibliography(head),
            curriculum={
                str(key): Point(str(key), self.text(read["text"]), self.text(read["correction"]))
                for key, read in (head["curriculum"] or {}).items()
            },
            beats={beat.id: beat for crisis in done for beat in crisis.beats},
        )
        return pack

    def _gather(self, head: Read, crises: list[Read]) -> None:
        names = self.names
        names.meters = {str(key): index for index, key in enumerate(head["meters"] or {})}
        names.causes = [str(key) for key in head["causes"] or {}]
        names.people = {str(key) for key in head["people"] or {}}
        names.terms = {str(key) for key in head["glossary"] or {}}
        names.works = {str(key) for key in head["bibliography"] or {}}
        names.points = {str(key) for key in head["curriculum"] or {}}
        for key in head["glossary"] or {}:
            if key in names.people:
                self.say(key, "duplicate-id", f"'{key}' is both a person and a term", "rename one of them")
        for read in (head, *crises):
            for flag, sentence in (read["flags"] or {}).items():
                if flag in names.flags:
                    self.say(flag, "duplicate-id", f"the flag '{flag}' is declared twice", "declare it once")
                elif flag in names.meters:
                    self.say(flag, "duplicate-id", f"'{flag}' is a meter already", "rename the flag")
                names.flags[str(flag)] = str(sentence)

    def _meters(self, head: Read) -> tuple[Meter, ...]:
        found: list[Meter] = []
        for key, read in (head["meters"] or {}).items():
            owner = read["owner"]
            if owner is not None and owner not in (WORLD, *self.seats):
                known = (WORLD, *self.seats)
                self.say(
                    owner,
                    "unknown-name",
                    f"'{owner}' owns no meters",
                    nearest(owner, known, f"owners are {', '.join(known)}"),
                )
            bands = tuple(
                Band(band["below"], str(band["say"])) for band in read["bands"] or [] if band["below"] and band["say"]
            )
            if bands and (bands[-1].below != 101 or list(bands) != sorted(bands, key=lambda b: b.below)):
                self.say(
                    read.at("bands"), "order", "the bands do not climb to 101", "order them by 'below'; the last is 101"
                )
            found.append(
                Meter(
                    MeterId(str(key)),
                    len(found),
                    str(read["title"] or key),
                    str(owner or WORLD),
                    read["start"] or 0,
                    self.text(read["about"]),
                    bands,
                )
            )
        return tuple(found)

    def _seats(self, head: Read) -> tuple[Seat, ...]:
        found: list[Seat] = []
        for key, read in (head["seats"] or {}).items():
            aims: list[Aim] = []
            for aim in read["aims"] or []:
                meter = aim.removeprefix("-")
                if meter in self.names.meters:
                    aims.append(Aim(MeterId(meter), not aim.startswith("-")))
                else:
                    self._unknown(aim, "meter", meter, self.names.meters)
            leaders: list[Leader] = []
            for leader in read["leaders"] or []:
                person, since, until = leader["person"], leader["from"], leader["until"]
                if person is None or since is None:
                    continue
                self._person(person)
                if leaders and leaders[-1].since >= since:
                    self.say(leader.node, "order", "leaders do not follow each other", "order them by 'from'")
                leaders.append(Leader(str(person), since, until, str(leader["title"] or "")))
            if leaders:
                found.append(
                    Seat(
                        SeatId(str(key)),
                        str(read["name"] or key),
                        str(read["adjective"] or key),
                        tuple(aims),
                        tuple(leaders),
                    )
                )
        return tuple(found)

    def _lenses(self, head: Read) -> tuple[Lens, ...]:
        found: list[Lens] = []
        lenses = head["lenses"] or {}
        for key, read in lenses.items():
            weights = read["weights"] or {}
            for cause in weights:
                if cause not in self.names.causes:
                    self._unknown(cause, "cause", cause, self.names.causes)
            for cause in self.names.causes:
                if cause not in weights:
                    self.say(
                        read.at("weights"),
                        "balance",
                        f"the lens '{key}' gives no weight to '{cause}'",
                        "weigh every cause",
                    )
            if key == "balanced" and any(weight != 100 for weight in weights.values()):
                self.say(read.at("weights"), "balance", "'balanced' weighs a cause other than 1", "make every weight 1")
            found.append(
                Lens(
                    LensId(str(key)),
                    str(read["title"] or key),
                    self.text(read["about"]),
                    {CauseId(cause): weights.get(cause, 100) for cause in self.names.causes},
                )
            )
        if lenses and "balanced" not in lenses:
            self.say(head.at("lenses"), "balance", "there is no lens 'balanced'", "add it, with every weight 1")
        return tuple(found)

    def _campaigns(self, head: Read, crises: list[Crisis]) -> tuple[Campaign, ...]:
        found: list[Campaign] = []
        known = [crisis.id for crisis in crises]
        for key, read in (head["campaigns"] or {}).items():
            listed = [crisis for crisis in read["crises"] or [] if crisis in known]
            for crisis in read["crises"] or []:
                if crisis not in known:
                    self._unknown(crisis, "crisis", crisis, known)
            if [known.index(CrisisId(str(c))) for c in listed] != sorted(
                {known.index(CrisisId(str(c))) for c in listed}
            ):
                self.say(
                    read.at("crises"),
                    "order",
                    "the crises do not follow each other in time",
                    "order them by date, each once",
                )
            for seat in read["seats"] or []:
                if seat not in self.seats:
                    self._unknown(seat, "seat", seat, self.seats)
            if listed:
                found.append(
                    Campaign(
                        CampaignId(str(key)),
                        str(read["title"] or key),
                        self.text(read["about"]),
                        tuple(SeatId(str(seat)) for seat in read["seats"] or [] if seat in self.seats),
                        tuple(CrisisId(str(crisis)) for crisis in listed),
                    )
                )
        return tuple(found)

    def _people(self, head: Read) -> dict[str, Person]:
        return {
            str(key): Person(
                str(key),
                str(read["name"] or key),
                str(read["native"] or ""),
                tuple(map(str, read["also"] or [])),
                str(read["born"] or ""),
                str(read["died"] or ""),
                str(read["side"] or ""),
                str(read["role"] or ""),
                self.text(read["text"]),
            )
            for key, read in (head["people"] or {}).items()
        }

    def _glossary(self, head: Read) -> dict[str, Term]:
        return {
            str(key): Term(
                str(key),
                str(read["term"] or key),
                str(read["native"] or ""),
                tuple(map(str, read["also"] or [])),
                self.text(read["text"]),
            )
            for key, read in (head["glossary"] or {}).items()
        }

    def _bibliography(self, head: Read) -> dict[str, Work]:
        return {
            str(key): Work(
                str(key),
                str(read["kind"] or "book"),
                str(read["author"] or ""),
                str(read["title"] or key),
                str(read["year"] or ""),
                str(read["where"] or ""),
                str(read["side"] or ""),
                str(read["note"] or ""),
            )
            for key, read in (head["bibliography"] or {}).items()
        }

    # -- a crisis -----------------------------------------------------------------------------------------------

    def _crisis(self, read: Read, meters: tuple[Meter, ...]) -> Crisis | None:
        dates = read["dates"]
        crisis_id = read["crisis"]
        if crisis_id is None or dates is None or dates["from"] is None or dates["until"] is None:
            return None
        since, until = dates["from"], dates["until"]
        if until < since:
            self.say(read.at("dates"), "order", "the crisis ends before it begins", "exchange the dates")
        beats = self._beats(read, CrisisId(str(crisis_id)), since, until)
        if not beats:
            return None
        crisis = Crisis(
            id=CrisisId(str(crisis_id)),
            title=str(read["title"] or crisis_id),
            tagline=str(read["tagline"] or ""),
            since=since,
            until=until,
            place=str(read["place"] or ""),
            minutes=read["minutes"] or 10,
            when=self.condition(read["when"]),
            instead=self.passage(read["instead"]),
            opening=self._opening(read, meters),
            content_note=str(read["content_note"] or ""),
            briefing=self.passage(read["briefing"]),
            forces=tuple(Force(str(force["title"] or ""), self.text(force["text"])) for force in read["forces"] or []),
            beats=beats,
            endings=self._endings(read["endings"], read.at("endings")),
            happened=self.passage(read["happened"]),
            human_cost=tuple(self.text(text) for text in read["human_cost"] or []),
            differs=tuple(
                Difference(str(self._point(item["claim"])), self.text(item["notes"]), self.text(item["scholarship"]))
                for item in read["differs"] or []
            ),
            teaches=tuple(str(self._point(point)) for point in read["teaches"] or []),
            terms=tuple(str(self._term(term)) for term in read["terms"] or []),
            questions=tuple(self.text(text) for text in read["questions"] or []),
            quiz=tuple(
                Quiz(
                    str(item["ask"] or ""),
                    str(item["answer"] or ""),
                    tuple(map(str, item["others"] or [])),
                    self.text(item["because"]),
                )
                for item in read["quiz"] or []
            ),
            sources=tuple(str(self._work(work)) for work in read["sources"] or []),
        )
        if read["when"] is not None and read["instead"] is None:
            self.say(
                read.node, "missing-key", "a crisis with 'when' but without 'instead'", "say what happened instead"
            )
        taught = taught_points(crisis, self.seats)
        for point in read["teaches"] or []:
            if point not in taught:
                self.say(
                    point,
                    "untaught",
                    f"'{point}' is marked in no text that every player meets",
                    f"put [#{point}] behind the sentence that teaches it, in 'happened', 'differs', 'forces' or a beat's 'happened'",
                )
        return crisis

    def _opening(self, read: Read, meters: tuple[Meter, ...]) -> Opening:
        values = [meter.start for meter in meters]
        opening = read["opening"]
        if opening is None:
            return Opening(tuple(values), frozenset())
        for key, value in (opening["meters"] or {}).items():
            if key in self.names.meters:
                values[self.names.meters[key]] = value
            else:
                self._unknown(key, "meter", key, self.names.meters)
        flags = [self._flag(flag) for flag in opening["flags"] or []]
        return Opening(tuple(values), frozenset(flags))

    def _beats(self, read: Read, crisis: CrisisId, since: date, until: date) -> tuple[Beat, ...]:
        reads: list[Read] = [beat for beat in read["beats"] or [] if beat["id"] is not None]
        order: dict[str, int] = {}
        for index, beat in enumerate(reads):
            if beat["id"] in order:
                self.say(beat["id"], "duplicate-id", f"a second beat '{beat['id']}'", "rename one of them")
            if beat["id"] == END:
                self.say(beat["id"], "bad-id", "'end' has a meaning of its own", "choose another id")
            order[str(beat["id"])] = index
        found: list[Beat] = []
        last = since
        for index, beat in enumerate(reads):
            day: date = beat["date"] or last
            if beat["date"] is not None:
                if day < last:
                    self.say(
                        beat.at("date"), "order", f"{day} lies before the beat above ({last})", "order beats by date"
                    )
                elif not since <= day <= until:
                    self.say(
                        beat.at("date"), "order", f"{day} lies outside the crisis", f"it runs from {since} to {until}"
                    )
                last = max(last, day)
            built = self._beat(beat, crisis, index, order, reads, day)
            if built is not None:
                found.append(built)
        # Jumps are indices into the list as written: with a beat unreadable they would point astray.
        return tuple(found) if len(found) == len(reads) else ()

    def _beat(
        self, read: Read, crisis: CrisisId, index: int, order: Mapping[str, int], reads: list[Read], day: date
    ) -> Beat | None:
        actor = read["actor"]
        if actor is not None and actor not in (*self.seats, CHANCE):
            known = (*self.seats, CHANCE)
            self._unknown(actor, "seat", actor, known)
            actor = None
        of_seat = actor in self.seats
        if of_seat:
            for key in ("briefing", "question", "happened"):
                if key not in read.values:
                    self.say(read.node, "missing-key", f"a seat's beat without '{key}'", "every decision needs it")
        choices = self._choices(read, index, order, of_seat)
        if not choices or actor is None:
            return None
        if of_seat and len(choices) < 2:
            self.say(
                read.at("choices"),
                "out-of-range",
                "a seat's beat with a single choice",
                "give the seat something to decide, or let chance do it",
            )
        ids = {choice.id for choice in choices}
        advisers = [
            Adviser(
                str(self._person(item["who"])),
                self.text(item["says"]),
                ChoiceId(str(item["leans"])) if item["leans"] else None,
            )
            for item in read["advisers"] or []
            if item["who"] is not None
        ]
        for item in read["advisers"] or []:
            if item["leans"] is not None and item["leans"] not in ids:
                self.say(
                    item["leans"],
                    "leans",
                    f"the beat has no choice '{item['leans']}'",
                    nearest(item["leans"], ids, "name one of its choices"),
                )
        briefing = self.passage(read["briefing"])
        if of_seat and read["briefing"] is not None and not ({str(actor), "all"} & set(briefing.full.views)):
            self.say(
                read.at("briefing"), "viewpoint", f"there is no briefing for '{actor}', who decides", f"add '{actor}:'"
            )
        qualified = f"{crisis}/{read['id']}"
        return Beat(
            id=BeatId(qualified),
            crisis=crisis,
            stream=stream(qualified),
            title=str(read["title"] or read["id"]),
            actor=SeatId(str(actor)),
            date=day,
            dateline=str(read["dateline"] or f"{day.day} {day:%B} {day.year}"),
            when=self.condition(read["when"]),
            importance=read["importance"] or 1,
            briefing=briefing,
            question=str(read["question"] or ""),
            advisers=tuple(advisers),
            forecast=self._forecast(read["forecast"], crisis, index, order, reads),
            choices=choices,
            happened=self.text(read["happened"]),
        )

    def _choices(self, beat: Read, index: int, order: Mapping[str, int], of_seat: bool) -> tuple[Choice, ...]:
        reads: list[Read] = [choice for choice in beat["choices"] or [] if choice["id"] is not None]
        history = [choice for choice in reads if choice["history"]]
        if not history:
            self.say(beat.at("choices"), "history", "no choice is marked as history's", "add 'history: true' to one")
        for extra in history[1:]:
            self.say(
                extra.at("history"),
                "history",
                f"a second history choice (the first is '{history[0]['id']}')",
                "keep one",
            )
        if reads and all(choice["when"] is not None for choice in reads):
            self.say(
                beat.at("choices"), "closed-beat", "every choice has a condition", "leave at least one always open"
            )
        found: list[Choice] = []
        for read in reads:
            if any(read["id"] == known.id for known in found):
                self.say(read["id"], "duplicate-id", f"a second choice '{read['id']}'", "rename one of them")
            if of_seat:
                self._card(read)
            is_history = bool(read["history"])
            found.append(
                Choice(
                    id=ChoiceId(str(read["id"])),
                    title=str(read["title"] or read["id"]),
                    text=self.text(read["text"]),
                    history=is_history,
                    when=self.condition(read["when"]),
                    closed=str(read["closed"] or ""),
                    plausibility=Plausibility(str(read["plausibility"])) if read["plausibility"] else None,
                    evidence=self.text(read["evidence"]),
                    rewrite=self.text(read["rewrite"]),
                    likeness=100 if is_history else read["likeness"] or 0,
                    weights=self._weights(read),
                    effects=self._effects(read["effects"] or {}),
                    sets=tuple(self._flag(flag) for flag in read["sets"] or []),
                    clears=tuple(self._flag(flag) for flag in read["clears"] or []),
                    next=self._next(read["next"], index, order),
                    outcome=self.passage(read["outcome"]),
                    human_cost=self.text(read["human_cost"]),
                )
            )
        return tuple(found)

    def _card(self, read: Read) -> None:
        """A road not taken carries its plausibility, evidence and what else must have been different."""
        needed = ["evidence"] if read["history"] else ["evidence", "plausibility", "rewrite"]
        for key in needed:
            if key not in read.values:
                self.say(read.node, "missing-evidence", f"the choice '{read['id']}' has no '{key}'", f"add '{key}:'")
        if read["history"] and read["plausibility"]:
            self.say(
                read.at("plausibility"), "missing-evidence", "history's own choice needs no plausibility", "take it out"
            )

    def _weights(self, read: Read) -> tuple[Weight, ...]:
        value = read["weight"]
        if value is None:
            return (Weight(None, DEFAULT_WEIGHT),)
        if isinstance(value, int):
            return (Weight(None, value),)
        found = tuple(Weight(self.condition(item["when"]), item["weight"] or 0) for item in value)
        if found and found[-1].when is not None:
            self.say(read.at("weight"), "balance", "the last weight has a condition", "add a last one without 'when'")
        return found

    def _effects(self, raw: Mapping[Word, Mapping[Word, int]]) -> tuple[Effect, ...]:
        found: list[Effect] = []
        for cause, pushes in raw.items():
            if cause not in self.names.causes:
                self._unknown(cause, "cause", cause, self.names.causes)
                continue
            for meter, percent in pushes.items():
                if meter not in self.names.meters:
                    self._unknown(meter, "meter", meter, self.names.meters)
                    continue
                found.append(Effect(CauseId(str(cause)), MeterId(str(meter)), self.names.meters[meter], percent))
        return tuple(found)

    def _next(self, name: Word | None, index: int, order: Mapping[str, int]) -> int | None:
        if name is None:
            return None
        if name == END:
            return len(order)
        if name not in order:
            self.say(
                name,
                "jump",
                f"there is no beat '{name}' in this crisis",
                nearest(name, (*order, END), "name a later beat, or end"),
            )
            return None
        if order[name] <= index:
            self.say(name, "jump", f"'{name}' does not lie further down", "jump forwards only, or end")
            return None
        return order[name]

    def _forecast(
        self, read: Read | None, crisis: CrisisId, index: int, order: Mapping[str, int], reads: list[Read]
    ) -> Forecast | None:
        if read is None:
            return None
        ask, because = self.text(read["ask"]), self.text(read["because"])
        beat, choices = read["beat"], read["choices"]
        if (read["answer"] is None) == (beat is None):
            self.say(
                read.node,
                "missing-key",
                "a forecast needs an 'answer', or a 'beat' with 'choices'",
                "give it the one or the other",
            )
            return None
        if beat is None:
            return Forecast(ask, because, read["answer"])
        if order.get(beat, -1) <= index:
            self.say(
                beat, "jump", f"'{beat}' is no later beat of this crisis", nearest(beat, order, "name a later beat")
            )
            return None
        known = [choice["id"] for choice in reads[order[beat]]["choices"] or []]
        for choice in choices or []:
            if choice not in known:
                self._unknown(choice, "choice", choice, [name for name in known if name])
        if not choices:
            self.say(
                read.node, "missing-key", "a forecast about a beat without 'choices'", "name the choices that mean yes"
            )
        return Forecast(
            ask, because, None, BeatId(f"{crisis}/{beat}"), frozenset(ChoiceId(str(c)) for c in choices or [])
        )

    def _endings(self, reads: list[Read] | None, at: Node) -> tuple[Ending, ...]:
        found: list[Ending] = []
        for read in reads or []:
            if read["id"] is None:
                continue
            if any(read["id"] == known.id for known in found):
                self.say(read["id"], "duplicate-id", f"a second ending '{read['id']}'", "rename one of them")
            if found and found[-1].when is None:
                self.say(
                    read.node, "order", "an ending stands behind one without 'when' and is never reached", "move it up"
                )
            found.append(
                Ending(
                    EndingId(str(read["id"])),
                    str(read["title"] or read["id"]),
                    self.condition(read["when"]),
                    self.text(read["text"]),
                    bool(read["final"]),
                )
            )
        if found and found[-1].when is not None:
            self.say(at, "missing-key", "the last ending has a condition", "add a last one without 'when'")
        return tuple(found)

    # -- names, conditions, texts -------------------------------------------------------------------------------

    def condition(self, source: Word | None) -> Condition | None:
        """Bind a condition, or say at its place why it does not parse."""
        if source is None:
            return None
        try:
            return bind(str(source), self.names.meters, frozenset(self.names.flags))
        except ConditionError as error:
            # A plain or quoted condition stands on one line: count on from its first character.
            quote = 0 if source.is_plain else 1
            column = source.column + (error.offset + quote if source.style not in ("|", ">") else 0)
            self.problems.append(
                Problem(
                    source.path, source.line, column, "bad-condition", f"in '{source}': {error.message}", error.mend
                )
            )
            return None

    def passage(self, raw: RawPassage | None) -> Passage:
        """Compile a passage."""
        if raw is None:
            return NO_PASSAGE
        return Passage(self.text(raw.full), self.text(raw.short) if raw.short is not None else None)

    def text(self, raw: RawText | None) -> Text:
        """Compile a text: conditions bound, bodies tidied, every link and citation looked up."""
        if raw is None:
            return NOTHING
        views: dict[str, tuple[Variant, ...]] = {}
        for view, variants in raw.views.items():
            done: list[Variant] = []
            for variant in variants:
                body = tidy(variant.body, folded=variant.body.style == ">")
                self._check_marks(variant.body, body)
                done.append(Variant(self.condition(variant.when), body))
            views[view] = tuple(done)
        return Text(views)

    def _check_marks(self, raw: Word, body: str) -> None:
        for part in paragraphs(body):
            broken = unclosed(part)
            if broken is not None:
                self._in_text(
                    raw,
                    broken[:2],
                    f"a mark is not well formed: {broken}",
                    "write [[id]], [[id|words]], [@id] or [#ID]",
                )
        for span in refs(body):
            match span.kind:
                case SpanKind.LINK if span.ref not in self.names.people and span.ref not in self.names.terms:
                    known = (*self.names.people, *self.names.terms)
                    mend = nearest(span.ref, known, "add it to people or glossary")
                    self._in_text(raw, span.ref, f"no person or term is called '{span.ref}'", mend)
                case SpanKind.CITE if span.ref not in self.names.works:
                    mend = nearest(span.ref, self.names.works, "add it to the bibliography")
                    self._in_text(raw, span.ref, f"no work is called '{span.ref}'", mend)
                case SpanKind.MARK if span.ref not in self.names.points:
                    mend = nearest(span.ref, self.names.points, "add it to the curriculum")
                    self._in_text(raw, span.ref, f"the curriculum has no '{span.ref}'", mend)

    def _in_text(self, raw: Word, needle: str, message: str, mend: str) -> None:
        """Note a problem at the place of a string inside a scalar."""
        whole = self.texts.get(raw.path, "")
        found = re.search(re.escape(needle), whole[raw.start : raw.end])
        if found is None:
            self.say(raw, "markup", message, mend)
            return
        at = raw.start + found.start()
        line = whole.count("\n", 0, at) + 1
        column = at - (whole.rfind("\n", 0, at) + 1) + 1
        self.problems.append(Problem(raw.path, line, column, "markup", message, mend))

    def _unknown(self, at: Node, what: str, name: str, known: Iterable[str]) -> None:
        names = [str(item) for item in known]
        listed = f"there are {', '.join(names[:12])}" if names else f"the pack has no {what} at all"
        self.say(at, "unknown-name", f"there is no {what} '{name}'", nearest(name, names, listed))

    def _flag(self, word: Word) -> FlagId:
        if word not in self.names.flags:
            self._unknown(word, "flag", word, self.names.flags)
        return FlagId(str(word))

    def _person(self, word: Word) -> Word:
        if word not in self.names.people:
            self.say(
                word,
                "unknown-name",
                f"there is no person '{word}'",
                nearest(word, self.names.people, "add them to people"),
            )
        return word

    def _term(self, word: Word) -> Word:
        if word not in self.names.terms:
            self.say(
                word,
                "unknown-name",
                f"there is no term '{word}'",
                nearest(word, self.names.terms, "add it to the glossary"),
            )
        return word

    def _work(self, word: Word) -> Word:
        if word not in self.names.works:
            self.say(
                word,
                "unknown-name",
                f"there is no work '{word}'",
                nearest(word, self.names.works, "add it to the bibliography"),
            )
        return word

    def _point(self, word: Word | None) -> Word | str:
        if word is not None and word not in self.names.points:
            self.say(
                word,
                "unknown-name",
                f"the curriculum has no '{word}'",
                nearest(word, self.names.points, "add it to the curriculum"),
            )
        return word or ""


def taught_points(crisis: Crisis, seats: tuple[str, ...]) -> set[str]:
    """The curriculum points marked in texts that every player of a crisis meets, whatever they choose.

    These are what the debrief always shows (what happened, in the crisis and at each beat; where notes and scholarship
    part; the forces; the human cost), and the crisis's briefing where every seat's has the mark.
    """
    always: list[Text] = [crisis.happened.full, *crisis.human_cost, *(force.text for force in crisis.forces)]
    always += [text for item in crisis.differs for text in (item.notes, item.scholarship)]
    always += [beat.happened for beat in crisis.beats]
    always.append(crisis.briefing.full)
    found: set[str] = set()
    for text in always:
        per_view: list[set[str]] = []
        for view in ("all",) if text.is_shared else seats:
            variants = text.views.get(view) or text.views.get("all") or ()
            marks = [{span.ref for span in refs(variant.body) if span.kind is SpanKind.MARK} for variant in variants]
            per_view.append(set.intersection(*marks) if marks else set())
        found |= set.intersection(*per_view) if per_view else set()
    return found


def with_historical_openings(pack: Pack, given: frozenset[str]) -> Pack:
    """Give each crisis without an opening the state that history's own run of those before it leads to.

    Args:
        pack: a pack without errors.
        given: the crises whose file names an opening.
    """
    lens = pack.lens("balanced")
    assert lens is not None
    done: list[Crisis] = []
    state: Opening | None = None
    for crisis in pack.crises:
        if crisis.id not in given and state is not None:
            crisis = replace(crisis, opening=state)
        after = historical_run(Run(pack, (crisis,), (), lens, 0))[-1].after
        state = Opening(after.meters, after.flags)
        done.append(crisis)
    return replace(pack, crises=tuple(done))
