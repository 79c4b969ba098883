"""From what was read to what the engine runs: names resolved, conditions bound, texts tidied.

Every fault that needs more than one place to see is found here and in the modules beside it: names that nothing
declares, leaders who overlap, a lens that forgets a cause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.content.binding import Binder, Names
from game.content.compile_crisis import CrisisCompiler
from game.content.compile_endings import asked_as_listed, chosen, endings
from game.content.compile_reference import bibliography, checkpoints, curriculum, glossary, people, seminar
from game.content.places import entry, field
from game.content.problems import nearest
from game.content.records import Read
from game.content.source import Word
from game.engine.model import (
    BALANCED,
    CHANCE,
    WORLD,
    Aim,
    Band,
    Campaign,
    CampaignId,
    Cause,
    CauseId,
    Crisis,
    CrisisId,
    Ending,
    FlagId,
    Leader,
    Lens,
    LensId,
    Meter,
    MeterId,
    Opening,
    Pack,
    Seat,
    SeatId,
)
from game.engine.run import Run, historical_run
from game.engine.text import EVERYBODY

__all__ = ["Binder", "Compiler", "Names", "with_historical_openings"]


@dataclass(slots=True)
class Compiler:
    """Compiles one pack."""

    to: Binder

    def pack(self, head: Read, crises: list[Read], unread: frozenset[str] = frozenset()) -> Pack | None:
        """The whole pack, or None where too little of it could be read.

        Args:
            head: pack.yaml with its sections.
            crises: the crisis files.
            unread: the ids of crises whose files could not be read at all, and of which enough has been said.
        """
        to = self.to
        self._gather(head, crises)
        meters = self._meters(head)
        seats = self._seats(head)
        compiler = CrisisCompiler(to, meters)
        built = [compiler.crisis(read) for read in crises]
        done = sorted((crisis for crisis in built if crisis is not None), key=lambda c: (c.since, c.until, c.id))
        declared = {str(read["crisis"]) for read in crises if read["crisis"] is not None}
        listed = asked_as_listed((head["campaigns"] or {}).values(), crises)
        story = endings(to, head["endings"], entry("endings", ""), head.at("endings") if listed else None)
        to.place("", head.node)
        pack = Pack(
            id=str(head["pack"]),
            title=str(head["title"] or ""),
            about=to.own_text(head["about"], "", "about"),
            language=str(head["language"] or "en"),
            digest="",
            seats=seats,
            meters=meters,
            flags={FlagId(flag): sentence for flag, sentence in to.names.flags.items()},
            causes=self._causes(head),
            lenses=self._lenses(head),
            campaigns=self._campaigns(head, done, declared | unread, tuple(story)),
            endings=tuple(story),
            crises=tuple(done),
            people=people(to, head["people"]),
            glossary=glossary(to, head["glossary"]),
            bibliography=bibliography(to, head["bibliography"]),
            curriculum=curriculum(to, head["curriculum"]),
            checkpoints=checkpoints(to, head["checkpoints"]),
            seminar=seminar(to, head["seminar"], declared | unread),
            beats={beat.id: beat for crisis in done for beat in crisis.beats},
        )
        self._final_endings(pack, crises)
        return pack if meters and seats and head["pack"] is not None else None

    def _gather(self, head: Read, crises: list[Read]) -> None:
        to, names = self.to, self.to.names
        names.meters = {str(key): index for index, key in enumerate(head["meters"] or {})}
        names.causes = [str(key) for key in head["causes"] or {}]
        names.people = {str(key) for key in head["people"] or {}}
        names.terms = {str(key) for key in head["glossary"] or {}}
        names.works = {str(key) for key in head["bibliography"] or {}}
        names.points = {str(key) for key in head["curriculum"] or {}}
        for section in ("seats", "meters", "causes", "lenses", "campaigns", "people", "glossary", "bibliography"):
            for key in head[section] or {}:
                to.place(entry(section, key), key)
        for key in head["curriculum"] or {}:
            to.place(entry("curriculum", key), key)
        for key in head["glossary"] or {}:
            if key in names.people:
                to.say(key, "duplicate-id", f"'{key}' is both a person and a term", "rename one of them")
        for read in (head, *crises):
            for flag, sentence in (read["flags"] or {}).items():
                if flag in names.flags:
                    to.say(flag, "duplicate-id", f"the flag '{flag}' is declared twice", "declare it once")
                elif flag in names.meters:
                    to.say(flag, "duplicate-id", f"'{flag}' is a meter already", "rename the flag")
                to.place(entry("flags", flag), flag)
                names.flags[str(flag)] = str(sentence)

    def _meters(self, head: Read) -> tuple[Meter, ...]:
        to = self.to
        found: list[Meter] = []
        for key, read in (head["meters"] or {}).items():
            owner = read["owner"]
            known = (WORLD, *to.seats)
            if owner is not None and owner not in known:
                mend = nearest(owner, known, f"owners are {', '.join(known)}")
                to.say(owner, "unknown-name", f"'{owner}' owns no meters", mend)
            bands = tuple(
                Band(band["below"], str(band["say"])) for band in read["bands"] or [] if band["below"] and band["say"]
            )
            climb = [band.below for band in bands]
            if bands and len(bands) == len(read["bands"]) and (climb[-1] != 101 or climb != sorted(set(climb))):
                to.say(
                    read.at("bands"),
                    "order",
                    "the bands do not climb to 101",
                    "order them by 'below'; the last is 101",
                )
            name = str(key)
            found.append(
                Meter(
                    MeterId(name),
                    len(found),
                    str(read["title"] or name),
                    str(owner or WORLD),
                    read["start"] or 0,
                    to.own_text(read["about"], entry("meters", name), "about"),
                    bands,
                )
            )
        return tuple(found)

    def _seats(self, head: Read) -> tuple[Seat, ...]:
        to = self.to
        found: list[Seat] = []
        for key, read in (head["seats"] or {}).items():
            if key in (CHANCE, EVERYBODY):
                to.say(key, "bad-id", f"'{key}' has a meaning of its own", "choose another id")
            aims: list[Aim] = []
            for aim in read["aims"] or []:
                meter = aim.removeprefix("-")
                if meter in to.names.meters:
                    aims.append(Aim(MeterId(meter), not aim.startswith("-")))
                else:
                    to.unknown(aim, "meter", meter, to.names.meters)
            leaders = self._leaders(read["leaders"] or [])
            if leaders:
                name, adjective = str(read["name"] or key), str(read["adjective"] or key)
                found.append(Seat(SeatId(str(key)), name, adjective, tuple(aims), leaders))
        return tuple(found)

    def _leaders(self, reads: list[Read]) -> tuple[Leader, ...]:
        to = self.to
        found: list[Leader] = []
        for index, read in enumerate(reads):
            person, since, until = read["person"], read["from"], read["until"]
            if person is None or since is None:
                continue
            to.person(person)
            if found and found[-1].since >= since:
                to.say(read.node, "order", "leaders do not follow each other", "order them by 'from'")
            elif found and found[-1].until is not None and found[-1].until > since:
                to.say(read.at("from"), "order", f"{found[-1].person} still sits there", "let one leave first")
            if until is not None and until < since:
                to.say(read.at("until"), "order", "the leader leaves before coming", "exchange the dates")
            if "until" not in read.values and index < len(reads) - 1:
                to.say(read.node, "missing-key", "a leader without 'until' before others", "say when they left")
            found.append(Leader(str(person), since, until, str(read["title"] or "")))
        return tuple(found)

    def _causes(self, head: Read) -> tuple[Cause, ...]:
        return tuple(
            Cause(
                CauseId(str(key)),
                str(read["title"] or key),
                self.to.own_text(read["about"], entry("causes", key), "about"),
            )
            for key, read in (head["causes"] or {}).items()
        )

    def _lenses(self, head: Read) -> tuple[Lens, ...]:
        to = self.to
        found: list[Lens] = []
        lenses = head["lenses"] or {}
        for key, read in lenses.items():
            weights = read["weights"] or {}
            given = {str(name) for name in getattr(read.at("weights"), "entries", {})}
            for cause in weights:
                if cause not in to.names.causes:
                    to.unknown(cause, "cause", cause, to.names.causes)
            for cause in to.names.causes:
                if cause not in given and "weights" in read.values:
                    to.say(
                        read.at("weights"),
                        "balance",
                        f"the lens '{key}' gives no weight to '{cause}'",
                        "weigh every cause",
                    )
            if key == BALANCED and any(weight != 100 for weight in weights.values()):
                to.say(read.at("weights"), "balance", "'balanced' weighs a cause other than 1", "make every weight 1")
            found.append(
                Lens(
                    LensId(str(key)),
                    str(read["title"] or key),
                    to.own_text(read["about"], entry("lenses", key), "about"),
                    {CauseId(cause): weights.get(Word(cause), 100) for cause in to.names.causes},
                )
            )
        if lenses and BALANCED not in lenses:
            to.say(head.at("lenses"), "balance", "there is no lens 'balanced'", "add it, with every weight 1")
        return tuple(found)

    def _campaigns(
        self, head: Read, crises: list[Crisis], declared: set[str], story: tuple[Ending, ...]
    ) -> tuple[Campaign, ...]:
        to = self.to
        found: list[Campaign] = []
        known = [crisis.id for crisis in crises]
        for key, read in (head["campaigns"] or {}).items():
            listed = [CrisisId(str(crisis)) for crisis in read["crises"] or [] if crisis in known]
            for crisis in read["crises"] or []:
                # A crisis that is there but broken has been spoken of where it is broken.
                if crisis not in declared:
                    to.unknown(crisis, "crisis", crisis, sorted(declared))
            if [known.index(crisis) for crisis in listed] != sorted({known.index(crisis) for crisis in listed}):
                to.say(
                    read.at("crises"),
                    "order",
                    "the crises do not follow each other in time",
                    "order them by date, each once",
                )
            for seat in read["seats"] or []:
                if seat not in to.seats:
                    to.unknown(seat, "seat", seat, to.seats)
            found.append(
                Campaign(
                    CampaignId(str(key)),
                    str(read["title"] or key),
                    to.own_text(read["about"], entry("campaigns", key), "about"),
                    tuple(SeatId(str(seat)) for seat in read["seats"] or [] if seat in to.seats),
                    tuple(listed),
                    chosen(to, read["endings"], story, read.at("endings")) if read["endings"] else story,
                )
            )
        return tuple(found)

    def _final_endings(self, pack: Pack, crises: list[Read]) -> None:
        """An ending that ends the whole run is known by its id alone, so that id must be the only one of its kind."""
        taken = {str(ending.id): "the pack" for ending in pack.endings}
        for crisis in pack.crises:
            for ending in crisis.endings:
                if ending.final and ending.id in taken:
                    place = self.to.places[field(crisis.id, f"endings.{ending.id}")]
                    at = Word.at(str(ending.id), *place)
                    what = f"the final ending '{ending.id}' has its name from {taken[ending.id]}"
                    self.to.say(at, "duplicate-id", what, "rename it")
            taken.update({str(ending.id): str(crisis.id) for ending in crisis.endings if ending.final})


def with_historical_openings(pack: Pack, given: frozenset[str]) -> Pack:
    """Give each crisis without an opening the state that history's own run of those before it leads to.

    Args:
        pack: a pack without errors.
        given: the crises whose file names an opening.
    """
    lens = pack.lens(BALANCED)
    assert lens is not None
    done: list[Crisis] = []
    state: Opening | None = None
    for crisis in pack.crises:
        opened = replace(crisis, opening=state) if crisis.id not in given and state is not None else crisis
        after = historical_run(Run(pack, (opened,), (), lens, 0))[-1].after
        state = Opening(after.meters, after.flags)
        done.append(opened)
    return replace(pack, crises=tuple(done))
