"""The choices of one beat, from what was read to what the engine runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.content.binding import Binder
from game.content.places import field
from game.content.problems import nearest
from game.content.records import Read
from game.content.source import Word
from game.engine.model import END, CauseId, Choice, ChoiceId, Effect, MeterId, Plausibility, Weight

DEFAULT_WEIGHT: Final = 10


@dataclass(slots=True)
class ChoiceCompiler:
    """Compiles the choices of a beat: its qualified id, its index, and the crisis's beats by id."""

    to: Binder
    beat: str
    index: int
    order: Mapping[str, int]
    of_seat: bool

    def choices(self, beat: Read) -> tuple[Choice, ...]:
        """Every choice that could be read; what is wrong has been said."""
        to = self.to
        reads: list[Read] = [choice for choice in beat["choices"] or [] if choice["id"] is not None]
        history = [choice for choice in reads if choice["history"]]
        if reads and not history:
            to.say(beat.at("choices"), "history", "no choice is marked as history's", "add 'history: true' to one")
        for extra in history[1:]:
            to.say(
                extra.at("history"),
                "history",
                f"a second history choice (the first is '{history[0]['id']}')",
                "keep one",
            )
        if reads and all("when" in choice.values for choice in reads):
            to.say(beat.at("choices"), "closed-beat", "every choice has a condition", "leave at least one always open")
        found: list[Choice] = []
        for read in reads:
            if any(read["id"] == known.id for known in found):
                to.say(read["id"], "duplicate-id", f"a second choice '{read['id']}'", "rename one of them")
            found.append(self._choice(read))
        return tuple(found)

    def _choice(self, read: Read) -> Choice:
        to = self.to
        key = f"{self.beat}/{read['id']}"
        to.place(key, read["id"])
        for name in ("title", "when", "weight", "effects", "sets", "clears", "next"):
            to.place(field(key, name), read.at(name))
        if self.of_seat:
            self._card(read)
        for flag in read["clears"] or []:
            if flag in (read["sets"] or []):
                to.say(flag, "contradiction", f"the choice both sets and clears '{flag}'", "keep the one you mean")
        return Choice(
            id=ChoiceId(str(read["id"])),
            title=str(read["title"] or read["id"]),
            text=to.own_text(read["text"], key, "text"),
            history=bool(read["history"]),
            when=to.condition(read["when"]),
            closed=str(read["closed"] or ""),
            plausibility=Plausibility(str(read["plausibility"])) if read["plausibility"] else None,
            evidence=to.own_text(read["evidence"], key, "evidence"),
            rewrite=to.own_text(read["rewrite"], key, "rewrite"),
            likeness=100 if read["history"] else read["likeness"] or 0,
            weights=self._weights(read),
            effects=self._effects(read["effects"] or {}),
            sets=tuple(to.flag(flag) for flag in read["sets"] or []),
            clears=tuple(to.flag(flag) for flag in read["clears"] or []),
            next=self._next(read["next"]),
            outcome=to.own_passage(read["outcome"], key, "outcome"),
            human_cost=to.own_text(read["human_cost"], key, "human_cost"),
        )

    def _card(self, read: Read) -> None:
        """A road not taken carries its plausibility, evidence and what else must have been different."""
        to = self.to
        needed = ["evidence"] if read["history"] else ["evidence", "plausibility", "rewrite"]
        for key in needed:
            if key not in read.values:
                to.say(read.node, "missing-evidence", f"the choice '{read['id']}' has no '{key}'", f"add '{key}:'")
        if read["history"] and read["plausibility"]:
            to.say(
                read.at("plausibility"), "missing-evidence", "history's own choice needs no plausibility", "take it out"
            )

    def _weights(self, read: Read) -> tuple[Weight, ...]:
        value = read["weight"]
        if value is None:
            return (Weight(None, DEFAULT_WEIGHT),)
        if isinstance(value, int):
            return (Weight(None, value),)
        items: list[Read] = value
        for early in items[:-1]:
            if "when" not in early.values:
                self.to.say(
                    early.node,
                    "balance",
                    "a weight without 'when' stands before others, which never count",
                    "move it to the end",
                )
        if items and "when" in items[-1].values:
            self.to.say(
                read.at("weight"), "balance", "the last weight has a condition", "add a last one without 'when'"
            )
        return tuple(Weight(self.to.condition(item["when"]), item["weight"] or 0) for item in items)

    def _effects(self, raw: Mapping[Word, Mapping[Word, int]]) -> tuple[Effect, ...]:
        names = self.to.names
        found: list[Effect] = []
        for cause, pushes in raw.items():
            if cause not in names.causes:
                self.to.unknown(cause, "cause", cause, names.causes)
            for meter, percent in pushes.items():
                if meter not in names.meters:
                    self.to.unknown(meter, "meter", meter, names.meters)
                else:
                    found.append(Effect(CauseId(str(cause)), MeterId(str(meter)), names.meters[meter], percent))
        return tuple(found)

    def _next(self, name: Word | None) -> int | None:
        if name is None:
            return None
        if name == END:
            return len(self.order)
        if name not in self.order:
            later = [known for known, at in self.order.items() if at > self.index]
            self.to.say(
                name,
                "jump",
                f"there is no beat '{name}' in this crisis",
                nearest(name, (*later, END), "name a later beat, or end"),
            )
            return None
        if self.order[name] <= self.index:
            self.to.say(name, "jump", f"'{name}' does not lie further down", "jump forwards only, or end")
            return None
        return self.order[name]
