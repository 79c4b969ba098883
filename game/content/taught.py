"""Which points of the curriculum are taught where: proved from the marks in texts that nobody can miss."""

from __future__ import annotations

from collections.abc import Iterable

from game.content.inline import SpanKind, refs
from game.engine.model import Crisis, Pack
from game.engine.reference import Seminar
from game.engine.text import EVERYBODY, Text

ABOUT = "about"
CAUSES = "causes"
SEMINAR = "seminar"


def taught_points(crisis: Crisis, seats: tuple[str, ...]) -> set[str]:
    """The curriculum points marked in texts that every player of a crisis meets, whatever they choose.

    These are what the debrief always shows (what happened, in the crisis and at each beat; where notes and scholarship
    part; the forces; the human cost), and the crisis's briefing where every seat's has the mark.
    """
    always: list[Text] = [crisis.happened.full, *crisis.human_cost, *(force.text for force in crisis.forces)]
    always += [text for item in crisis.differs for text in (item.notes, item.scholarship)]
    always += [beat.happened for beat in crisis.beats]
    always.append(crisis.briefing.full)
    return marked(always, seats)


def seminar_points(seminar: Seminar, seats: tuple[str, ...]) -> set[str]:
    """The curriculum points marked in the closing debate."""
    always: list[Text] = [seminar.about.full, *(voice.says for voice in seminar.voices)]
    always += [text for school in seminar.schools for text in (school.explains, school.leaves)]
    always += [text for item in seminar.differs for text in (item.notes, item.scholarship)]
    return marked(always, seats)


def marked(texts: Iterable[Text], seats: tuple[str, ...]) -> set[str]:
    """The points marked in every wording of one of these texts, from every seat."""
    found: set[str] = set()
    for text in texts:
        per_view: list[set[str]] = []
        for view in (EVERYBODY,) if text.is_shared else seats:
            variants = text.views.get(view) or text.views.get(EVERYBODY) or ()
            marks = [{span.ref for span in refs(variant.body) if span.kind is SpanKind.MARK} for variant in variants]
            per_view.append(set.intersection(*marks) if marks else set())
        found |= set.intersection(*per_view) if per_view else set()
    return found


def teaching(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Every point of the curriculum, and where every player meets it.

    The places are ids of crises, ``"seminar"``, ``"causes"`` (told of a cause wherever it is explained) and ``"about"``
    (told of the pack before anything else); none where nothing teaches a point.
    """
    seats = tuple(str(seat.id) for seat in pack.seats)
    found: dict[str, list[str]] = {point: [] for point in pack.curriculum}
    by_place: list[tuple[str, set[str]]] = [
        (ABOUT, marked([pack.about], seats)),
        (CAUSES, marked([cause.about for cause in pack.causes], seats)),
    ]
    for crisis in pack.crises:
        differing = {item.claim for item in crisis.differs}
        by_place.append((str(crisis.id), taught_points(crisis, seats) | differing))
    if pack.seminar is not None:
        differing = {item.claim for item in pack.seminar.differs}
        by_place.append((SEMINAR, seminar_points(pack.seminar, seats) | differing))
    for place, points in by_place:
        for point in points & found.keys():
            found[point].append(place)
    return {point: tuple(places) for point, places in found.items()}
