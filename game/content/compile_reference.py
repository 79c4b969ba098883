"""What a pack holds beside its rules: people, terms, works, points to be taught, checkpoints, the closing seminar."""

from __future__ import annotations

from game.content.binding import Binder
from game.content.places import entry
from game.content.records import Read
from game.content.source import Word
from game.content.taught import SEMINAR, seminar_points
from game.engine.reference import (
    Bounds,
    Checkpoint,
    Difference,
    Office,
    Person,
    Point,
    Quiz,
    School,
    Seminar,
    Term,
    Voice,
    Work,
)


def people(to: Binder, reads: dict[Word, Read] | None) -> dict[str, Person]:
    """The people of a pack, by id."""
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
            to.own_text(read["text"], entry("people", key), "text"),
            _offices(to, read),
        )
        for key, read in (reads or {}).items()
    }


def _offices(to: Binder, person: Read) -> tuple[Office, ...]:
    found: list[Office] = []
    for read in person["offices"] or []:
        if read["from"] is None or read["role"] is None:
            continue
        if found and read["from"] <= found[-1].since:
            to.say(read.node, "order", "offices do not follow each other", "order them by 'from'")
        found.append(Office(read["from"], str(read["role"])))
    return tuple(found)


def glossary(to: Binder, reads: dict[Word, Read] | None) -> dict[str, Term]:
    """The glossary, by id."""
    return {
        str(key): Term(
            str(key),
            str(read["term"] or key),
            str(read["native"] or ""),
            tuple(map(str, read["also"] or [])),
            to.own_text(read["text"], entry("glossary", key), "text"),
        )
        for key, read in (reads or {}).items()
    }


def bibliography(to: Binder, reads: dict[Word, Read] | None) -> dict[str, Work]:
    """The bibliography, by id."""
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
        for key, read in (reads or {}).items()
    }


def curriculum(to: Binder, reads: dict[Word, Read] | None) -> dict[str, Point]:
    """The points to be taught, by id."""
    return {
        str(key): Point(
            str(key),
            to.own_text(read["text"], entry("curriculum", key), "text"),
            to.own_text(read["correction"], entry("curriculum", key), "correction"),
        )
        for key, read in (reads or {}).items()
    }


def differences(to: Binder, reads: list[Read] | None, owner: str) -> tuple[Difference, ...]:
    """Where the notes and the scholarship part, of a crisis or of the seminar."""
    return tuple(
        Difference(
            to.point(item["claim"]),
            to.own_text(item["notes"], owner, f"differs.{index}.notes"),
            to.own_text(item["scholarship"], owner, f"differs.{index}.scholarship"),
        )
        for index, item in enumerate(reads or [])
    )


def quiz(to: Binder, reads: list[Read] | None, owner: str) -> tuple[Quiz, ...]:
    """Questions with answers, of a crisis or of the seminar."""
    return tuple(
        Quiz(
            str(item["ask"] or ""),
            str(item["answer"] or ""),
            tuple(map(str, item["others"] or [])),
            to.own_text(item["because"], owner, f"quiz.{index}.because"),
        )
        for index, item in enumerate(reads or [])
    )


def checkpoints(to: Binder, reads: list[Read] | None) -> tuple[Checkpoint, ...]:
    """What history's own run must show, in order of date."""
    found: list[Checkpoint] = []
    for index, read in enumerate(reads or []):
        key = entry("checkpoints", str(index))
        to.place(key, read.node)
        because = to.own_text(read["because"], key, "because")
        on, since, until = read["on"], read["from"], read["until"]
        named = [*(read["lowest"] or []), *(read["highest"] or [])]
        for meter in (*(read["meters"] or {}), *named):
            if meter not in to.names.meters:
                to.unknown(meter, "meter", meter, to.names.meters)
        on_a_day = "on" in read.values and "meters" in read.values
        over_a_span = {"from", "until"} <= set(read.values) and bool({"lowest", "highest"} & set(read.values))
        if on_a_day == over_a_span or {"on", "from"} <= set(read.values):
            what = "a checkpoint is 'on' a day with 'meters', or 'from' … 'until' with 'lowest' or 'highest'"
            to.say(read.node, "missing-key", what, "give it the one or the other")
            continue
        first, last = (on, on) if on_a_day else (since, until)
        if first is None or last is None:
            continue
        if last < first:
            to.say(read.node, "order", "the span ends before it begins", "exchange the dates")
        bounds: list[Bounds] = []
        for meter, bound in (read["meters"] or {}).items():
            least, most = (0 if bound["least"] is None else bound["least"]), bound["most"]
            most = 100 if most is None else most
            if most < least:
                to.say(bound.node, "order", f"'{meter}' could be nothing between {least} and {most}", "exchange them")
            bounds.append(Bounds(str(meter), least, most))
        lowest, highest = tuple(map(str, read["lowest"] or [])), tuple(map(str, read["highest"] or []))
        found.append(Checkpoint(first, last, tuple(bounds), lowest, highest, because))
    for read, before, after in zip(reads[1:] if reads else (), found, found[1:], strict=False):
        if after.since < before.since:
            to.say(read.node, "order", "the checkpoints do not follow each other in time", "order them by date")
    return tuple(found)


def seminar(to: Binder, read: Read | None, crises: set[str]) -> Seminar | None:
    """The closing debate, if the pack has one.

    Args:
        to: what binds it.
        read: the seminar as read.
        crises: the ids of all crises of the pack.
    """
    if read is None:
        return None
    to.place(SEMINAR, read.node)
    schools: list[School] = []
    for cause, school in (read["schools"] or {}).items():
        _cause(to, cause)
        key = f"schools.{cause}"
        explains = to.own_text(school["explains"], SEMINAR, f"{key}.explains")
        schools.append(School(str(cause), explains, to.own_text(school["leaves"], SEMINAR, f"{key}.leaves")))
    for cause in to.names.causes:
        if cause not in (read["schools"] or {}):
            what = f"the seminar says nothing for '{cause}'"
            to.say(read.at("schools"), "balance", what, "give every cause its school")
    voices: list[Voice] = []
    for index, voice in enumerate(read["voices"] or []):
        if voice["work"] is not None:
            to.work(voice["work"])
        for cause in voice["causes"] or []:
            _cause(to, cause)
        says = to.own_text(voice["says"], SEMINAR, f"voices.{index}")
        weighed = tuple(map(str, voice["causes"] or []))
        voices.append(Voice(str(voice["name"] or ""), str(voice["work"] or ""), weighed, says))
    grid: dict[str, dict[str, str]] = {}
    for crisis, row in (read["grid"] or {}).items():
        if crisis not in crises:
            to.unknown(crisis, "crisis", crisis, sorted(crises))
        for cause in row or {}:
            _cause(to, cause)
        grid[str(crisis)] = {str(cause): str(words) for cause, words in (row or {}).items()}
    done = Seminar(
        title=str(read["title"] or ""),
        ask=str(read["ask"] or ""),
        about=to.own_passage(read["about"], SEMINAR, "about"),
        schools=tuple(schools),
        voices=tuple(voices),
        grid=grid,
        differs=differences(to, read["differs"], SEMINAR),
        teaches=tuple(to.point(point) for point in read["teaches"] or []),
        terms=tuple(to.term(term) for term in read["terms"] or []),
        questions=tuple(
            to.own_text(text, SEMINAR, f"questions.{index}") for index, text in enumerate(read["questions"] or [])
        ),
        quiz=quiz(to, read["quiz"], SEMINAR),
        sources=tuple(to.work(work) for work in read["sources"] or []),
    )
    taught = seminar_points(done, to.seats)
    for point in read["teaches"] or []:
        if point not in taught:
            what = f"'{point}' is marked in no text of the seminar that everybody reads"
            to.say(point, "untaught", what, f"put [#{point}] behind the sentence that teaches it")
    return done


def _cause(to: Binder, word: Word) -> None:
    if word not in to.names.causes:
        to.unknown(word, "cause", word, to.names.causes)
