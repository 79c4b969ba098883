"""One crisis, from what was read to what the engine runs.

Found here are the faults that need a whole crisis to see: beats that jump back, a beat with two histories, an adviser
who leans to a choice that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from game.content.binding import Binder
from game.content.compile_choice import ChoiceCompiler
from game.content.compile_endings import endings
from game.content.compile_reference import differences, quiz
from game.content.dates import day as in_words
from game.content.places import field
from game.content.problems import nearest
from game.content.records import Read
from game.content.taught import taught_points
from game.engine.chance import stream
from game.engine.model import (
    CHANCE,
    END,
    Adviser,
    Beat,
    BeatId,
    ChoiceId,
    Crisis,
    CrisisId,
    Force,
    Forecast,
    Meter,
    Opening,
    SeatId,
)
from game.engine.text import Text

MOST_CHOICES: Final = 5
"""Of a seat's beat: more than a screen shows, and than anybody weighs."""


@dataclass(slots=True)
class CrisisCompiler:
    """Compiles crises of one pack."""

    to: Binder
    meters: tuple[Meter, ...]

    def crisis(self, read: Read) -> Crisis | None:
        """A crisis, or None where too little of it could be read; what is wrong has been said."""
        to = self.to
        dates, name = read["dates"], read["crisis"]
        since, until = (dates["from"], dates["until"]) if dates is not None else (None, None)
        # Without a name or dates there will be no crisis; yet all else that is wrong with it is still to be said.
        usable = name is not None and since is not None and until is not None
        key = str(name or "?")
        since, until = since or date.min, until or date.max
        if name is not None:
            to.place(key, name)
        for field_name in ("title", "dates", "opening", "when", "sources", "terms", "teaches"):
            to.place(field(key, field_name), read.at(field_name))
        if until < since:
            to.say(read.at("dates"), "order", "the crisis ends before it begins", "exchange the dates")
        beats = self._beats(read, CrisisId(key), since, until)
        crisis = Crisis(
            id=CrisisId(key),
            title=str(read["title"] or key),
            tagline=str(read["tagline"] or ""),
            since=since,
            until=until,
            place=str(read["place"] or ""),
            minutes=read["minutes"] or 10,
            when=to.condition(read["when"]),
            instead=to.own_passage(read["instead"], key, "instead"),
            opening=self._opening(read),
            content_note=str(read["content_note"] or ""),
            briefing=to.own_passage(read["briefing"], key, "briefing"),
            forces=tuple(
                Force(str(force["title"] or ""), to.own_text(force["text"], key, f"forces.{index}"))
                for index, force in enumerate(read["forces"] or [])
            ),
            beats=beats,
            endings=tuple(endings(to, read["endings"], field(key, "endings."), read.at("endings"))),
            happened=to.own_passage(read["happened"], key, "happened"),
            human_cost=tuple(
                to.own_text(text, key, f"human_cost.{index}") for index, text in enumerate(read["human_cost"] or [])
            ),
            differs=differences(to, read["differs"], key),
            teaches=tuple(to.point(point) for point in read["teaches"] or []),
            terms=tuple(to.term(term) for term in read["terms"] or []),
            questions=tuple(
                to.own_text(text, key, f"questions.{index}") for index, text in enumerate(read["questions"] or [])
            ),
            quiz=quiz(to, read["quiz"], key),
            sources=tuple(to.work(work) for work in read["sources"] or []),
        )
        if read["when"] is not None and read["instead"] is None:
            to.say(read.node, "missing-key", "a crisis with 'when' but without 'instead'", "say what happened instead")
        taught = taught_points(crisis, to.seats)
        for point in read["teaches"] or []:
            if point not in taught:
                to.say(
                    point,
                    "untaught",
                    f"'{point}' is marked in no text that every player meets",
                    f"put [#{point}] behind the sentence that teaches it, in 'happened', 'differs', 'forces' "
                    "or a beat's 'happened'",
                )
        return crisis if usable and beats else None

    def _opening(self, read: Read) -> Opening:
        values = [meter.start for meter in self.meters]
        opening = read["opening"]
        if opening is None:
            return Opening(tuple(values), frozenset())
        known = self.to.names.meters
        for key, value in (opening["meters"] or {}).items():
            if key in known:
                values[known[key]] = value
            else:
                self.to.unknown(key, "meter", key, known)
        return Opening(tuple(values), frozenset(self.to.flag(flag) for flag in opening["flags"] or []))

    def _beats(self, read: Read, crisis: CrisisId, since: date, until: date) -> tuple[Beat, ...]:
        to = self.to
        reads: list[Read] = [beat for beat in read["beats"] or [] if beat["id"] is not None]
        order: dict[str, int] = {}
        for index, beat in enumerate(reads):
            if beat["id"] in order:
                to.say(beat["id"], "duplicate-id", f"a second beat '{beat['id']}'", "rename one of them")
            if beat["id"] == END:
                to.say(beat["id"], "bad-id", "'end' has a meaning of its own", "choose another id")
            order[str(beat["id"])] = index
        found: list[Beat] = []
        last = since
        for index, beat in enumerate(reads):
            day: date = beat["date"] or last
            if beat["date"] is not None:
                if day < last and day >= since:
                    to.say(
                        beat.at("date"), "order", f"{day} lies before the beat above ({last})", "order beats by date"
                    )
                elif not since <= day <= until:
                    to.say(
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
        to = self.to
        qualified = f"{crisis}/{read['id']}"
        to.place(qualified, read["id"])
        for key in ("title", "date", "question", "when", "choices", "forecast", "actor"):
            to.place(field(qualified, key), read.at(key))
        actor = read["actor"]
        if actor is not None and actor not in (*to.seats, CHANCE):
            to.unknown(actor, "seat", actor, (*to.seats, CHANCE))
            actor = None
        of_seat = actor in to.seats
        if of_seat:
            for key in ("briefing", "question", "happened"):
                if key not in read.values:
                    to.say(read.node, "missing-key", f"a seat's beat without '{key}'", "every decision needs it")
        choices = ChoiceCompiler(to, qualified, index, order, of_seat).choices(read)
        if of_seat and choices and not 2 <= len(choices) <= MOST_CHOICES:
            single = len(choices) == 1
            to.say(
                read.at("choices"),
                "out-of-range",
                "a seat's beat with a single choice" if single else f"a seat's beat with {len(choices)} choices",
                "give the seat something to decide, or let chance do it" if single else f"keep {MOST_CHOICES} at most",
            )
        briefing = to.own_passage(read["briefing"], qualified, "briefing")
        if of_seat and read["briefing"] is not None:
            for form in (briefing.full, briefing.short):
                if form is not None and not _reads(form, str(actor)):
                    to.say(
                        read.at("briefing"),
                        "viewpoint",
                        f"there is no {'' if form is briefing.full else 'short '}briefing for '{actor}', who decides",
                        f"add '{actor}:'",
                    )
        advisers = self._advisers(read, qualified, {str(choice.id) for choice in choices}, str(actor or ""))
        forecast = self._forecast(read["forecast"], crisis, qualified, index, order, reads)
        when, happened = to.condition(read["when"]), to.own_text(read["happened"], qualified, "happened")
        if not choices or actor is None:
            return None
        return Beat(
            id=BeatId(qualified),
            crisis=crisis,
            stream=stream(qualified),
            title=str(read["title"] or read["id"]),
            actor=SeatId(str(actor)),
            date=day,
            dateline=str(read["dateline"] or in_words(day)),
            when=when,
            importance=read["importance"] or 1,
            briefing=briefing,
            question=str(read["question"] or ""),
            advisers=advisers,
            forecast=forecast,
            choices=choices,
            happened=happened,
        )

    def _advisers(self, read: Read, beat: str, choices: set[str], actor: str) -> tuple[Adviser, ...]:
        to = self.to
        found: list[Adviser] = []
        for index, item in enumerate(read["advisers"] or []):
            leans = item["leans"]
            if leans is not None and choices and leans not in choices:
                mend = nearest(leans, choices, "name one of its choices")
                to.say(leans, "leans", f"the beat has no choice '{leans}'", mend)
            key = field(beat, f"advisers.{index}")
            to.place(key, item.node)
            says = to.text(item["says"], key)
            if actor in to.seats and says.views and not _reads(says, actor):
                to.say(item.at("says"), "viewpoint", f"the adviser says nothing to '{actor}'", f"add '{actor}:'")
            if item["who"] is not None:
                found.append(Adviser(to.person(item["who"]), says, ChoiceId(str(leans)) if leans else None))
        return tuple(found)

    def _forecast(
        self,
        read: Read | None,
        crisis: CrisisId,
        owner: str,
        index: int,
        order: Mapping[str, int],
        reads: list[Read],
    ) -> Forecast | None:
        if read is None:
            return None
        to = self.to
        ask = to.own_text(read["ask"], owner, "forecast.ask")
        because = to.own_text(read["because"], owner, "forecast.because")
        beat, choices = read["beat"], read["choices"]
        if ("answer" in read.values) == ("beat" in read.values):
            to.say(
                read.node,
                "missing-key",
                "a forecast needs an 'answer', or a 'beat' with 'choices'",
                "give it the one or the other",
            )
            return None
        if "answer" in read.values:
            if "choices" in read.values:
                to.say(
                    read.at("choices"),
                    "missing-key",
                    "a forecast with 'choices' but without their 'beat'",
                    "name the beat instead of an answer, or take the choices out",
                )
            return Forecast(ask, because, read["answer"])
        if beat is None:
            return None
        if order.get(beat, -1) <= index:
            later = [name for name, at in order.items() if at > index]
            mend = nearest(beat, later, "name a later beat")
            to.say(beat, "jump", f"'{beat}' is no later beat of this crisis", mend)
            return None
        known = [str(choice["id"]) for choice in reads[order[beat]]["choices"] or [] if choice["id"] is not None]
        for choice in choices or []:
            if choice not in known:
                to.unknown(choice, "choice", choice, known)
        if not choices and "choices" not in read.values:
            to.say(
                read.node, "missing-key", "a forecast about a beat without 'choices'", "name the choices that mean yes"
            )
        return Forecast(
            ask, because, None, BeatId(f"{crisis}/{beat}"), frozenset(ChoiceId(str(c)) for c in choices or [])
        )


def _reads(text: Text, view: str) -> bool:
    return bool({view, "all"} & set(text.views))
