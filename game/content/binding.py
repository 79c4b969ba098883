"""What a scenario's words mean: names looked up, conditions bound, texts tidied, and the place of everything noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from game.content.inline import SpanKind, broken, located, paragraphs, stress_across, survey, tidy
from game.content.places import field as field_key
from game.content.problems import Place, Problem, Severity, nearest, note
from game.content.records import RawPassage, RawText
from game.content.source import Node, Word, line_and_column
from game.engine.conditions import Condition, bind, parse
from game.engine.model import FlagId
from game.engine.text import NOTHING, Passage, Text, Variant
from game.errors import ConditionError

NO_PASSAGE = Passage(NOTHING)


def _never(_meters: tuple[int, ...], _flags: frozenset[str], _year: int) -> bool:
    """Stands for a condition whose flag nobody can look up; the pack that holds it is not played."""
    return False


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
    more_flags: bool = False
    """Whether a file that could not be read may declare others: then no flag can be called unknown."""


@dataclass(slots=True)
class Binder:
    """Binds a pack's words; ``texts`` holds each file's text, to place faults inside long strings."""

    seats: tuple[str, ...]
    problems: list[Problem]
    texts: Mapping[str, str]
    names: Names = field(default_factory=Names)
    places: dict[str, Place] = field(default_factory=dict)

    def say(self, node: Node, code: str, message: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Note a problem where a node stands."""
        note(self.problems, Problem(node.path, node.line, node.column, code, message, mend, severity))

    def place(self, key: str, node: Node) -> None:
        """Remember where a thing stands."""
        self.places.setdefault(key, Place(node.path, node.line, node.column))

    # -- names --------------------------------------------------------------------------------------------------

    def unknown(self, at: Node, what: str, name: str, known: Iterable[str]) -> None:
        """Say that a name of a short list (meters, seats, causes, flags) is not known."""
        names = [str(item) for item in known]
        listed = f"there are {', '.join(names[:12])}" if names else f"the pack has no {what} at all"
        self.say(at, "unknown-name", f"there is no {what} '{name}'", nearest(name, names, listed))

    def flag(self, word: Word) -> FlagId:
        """A flag that must be declared."""
        if word not in self.names.flags and not self.names.more_flags:
            self.unknown(word, "flag", word, self.names.flags)
        return FlagId(str(word))

    def person(self, word: Word) -> str:
        """A person who must be among the pack's."""
        return self._known(word, self.names.people, f"there is no person '{word}'", "add them to people")

    def term(self, word: Word) -> str:
        """A term of the glossary."""
        return self._known(word, self.names.terms, f"there is no term '{word}'", "add it to the glossary")

    def work(self, word: Word) -> str:
        """A work of the bibliography."""
        return self._known(word, self.names.works, f"there is no work '{word}'", "add it to the bibliography")

    def point(self, word: Word | None) -> str:
        """A point of the curriculum; '' where none could be read."""
        if word is None:
            return ""
        return self._known(word, self.names.points, f"the curriculum has no '{word}'", "add it to the curriculum")

    def _known(self, word: Word, among: set[str], message: str, mend: str) -> str:
        if word not in among:
            self.say(word, "unknown-name", message, nearest(word, among, mend))
        return str(word)

    # -- conditions ---------------------------------------------------------------------------------------------

    def condition(self, source: Word | None) -> Condition | None:
        """Bind a condition, or say at its place why it does not parse."""
        if source is None:
            return None
        try:
            return bind(str(source), self.names.meters, frozenset(self.names.flags))
        except ConditionError as error:
            if self.names.more_flags and error.unknown_flag:
                return Condition(str(source), parse(str(source)), _never)
            line, column = self._inside(source, error.offset)
            what = f"in '{' '.join(source[:80].split())}': {error.message}"
            note(self.problems, Problem(source.path, line, column, "bad-condition", what, error.mend))
            return None

    def _inside(self, word: Word, offset: int) -> tuple[int, int]:
        """The line and column of a character of a condition.

        A condition may be quoted or run over lines, where white space is not what it was; so the characters before
        it that are none are counted.
        """
        whole = self.texts.get(word.path, "")
        raw = whole[word.start : word.end]
        if not raw:
            return word.line, word.column + offset
        at = raw.find("\n") + 1 if word.style in ("|", ">") else 0 if word.is_plain else 1
        before = sum(not character.isspace() for character in word[:offset])
        while before and at < len(raw):
            before -= not raw[at].isspace()
            at += 1
        if not word[offset : offset + 1].isspace() and offset < len(word):
            while at < len(raw) and raw[at].isspace():
                at += 1
        return line_and_column(whole, word.start + at)

    # -- texts --------------------------------------------------------------------------------------------------

    def passage(self, raw: RawPassage | None, key: str) -> Passage:
        """Compile a passage, whose place is kept under ``key`` (and the short form's under ``key.short``)."""
        if raw is None:
            return NO_PASSAGE
        full = self.text(raw.full, key)
        return Passage(full, self.text(raw.short, f"{key}.short") if raw.short is not None else None)

    def text(self, raw: RawText | None, key: str) -> Text:
        """Compile a text: conditions bound, bodies tidied, every link and citation looked up."""
        if raw is None:
            return NOTHING
        self.place(key, raw.at)
        views: dict[str, tuple[Variant, ...]] = {}
        for view, variants in raw.views.items():
            done: list[Variant] = []
            for variant in variants:
                # Only the literal block keeps its lines: everywhere else YAML makes one line break of a blank line.
                body = tidy(variant.body, folded=variant.body.style != "|")
                if "[" in body:
                    self._check_marks(variant.body, body)
                done.append(Variant(self.condition(variant.when), body))
            views[view] = tuple(done)
        return Text(views)

    def own_text(self, raw: RawText | None, owner: str, key: str) -> Text:
        """Compile the text under a thing's own key."""
        return self.text(raw, field_key(owner, key))

    def own_passage(self, raw: RawPassage | None, owner: str, key: str) -> Passage:
        """Compile the passage under a thing's own key."""
        return self.passage(raw, field_key(owner, key))

    def _check_marks(self, raw: Word, body: str) -> None:
        found, sound = survey(body)
        here = self.texts.get(raw.path, "")[raw.start : raw.end]
        if not sound:
            messages = [
                f"a mark is not well formed: {part[at : at + 24]}" for part in paragraphs(body) for at in broken(part)
            ]
            self._each(raw, messages, broken(here), "write [[id]], [[id|words]], [@id] or [#ID]")
        if "*" in body and (crossed := [part[at : at + 24] for part in paragraphs(body) for at in stress_across(part)]):
            messages = [f"a link or a citation stands within stress: {shown}" for shown in crossed]
            self._each(raw, messages, stress_across(here), "close the stress before it")
        unknown = [(index, *fault) for index, (kind, ref) in enumerate(found) if (fault := self._fault(kind, ref))]
        if not unknown:
            return
        places = located(here)
        same = [(kind, ref) for kind, ref, _ in places] == found
        for index, message, mend in unknown:
            self._in_text(raw, places[index][2] if same else None, message, mend)

    def _fault(self, kind: SpanKind, ref: str) -> tuple[str, str] | None:
        """What is wrong with a reference, and the mend."""
        names = self.names
        match kind:
            case SpanKind.LINK if ref not in names.people and ref not in names.terms:
                mend = nearest(ref, (*names.people, *names.terms), "add it to people or glossary")
                return f"no person or term is called '{ref}'", mend
            case SpanKind.CITE if ref not in names.works:
                return f"no work is called '{ref}'", nearest(ref, names.works, "add it to the bibliography")
            case SpanKind.MARK if ref not in names.points:
                return f"the curriculum has no '{ref}'", nearest(ref, names.points, "add it to the curriculum")
        return None

    def _each(self, raw: Word, messages: list[str], offsets: list[int], mend: str) -> None:
        """Say each message at its own place; where the file's form hides the places, at the text's."""
        for index, message in enumerate(messages):
            self._in_text(raw, offsets[index] if len(offsets) == len(messages) else None, message, mend)

    def _in_text(self, raw: Word, offset: int | None, message: str, mend: str) -> None:
        """Note a problem at an offset into a scalar as it stands in its file."""
        if offset is None:
            self.say(raw, "markup", message, mend)
            return
        line, column = line_and_column(self.texts.get(raw.path, ""), raw.start + offset)
        note(self.problems, Problem(raw.path, line, column, "markup", message, mend))
