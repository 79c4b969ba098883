"""What may end a story before its last page: said in time, so that nobody falls without having been told."""

from __future__ import annotations

from game.engine.conditions import AllOf, AnyOf, Compare, Expr, Name, Not, Number
from game.engine.model import Ending, Seat
from game.play.page import CallOut, Kind, Rich, line
from game.play.pages.common import visible
from game.play.playthrough import Playthrough

NEAR = 10
"""Points from the edge at which somebody should be told."""
LABEL = "Take care"


def take_care(game: Playthrough, viewer: Seat | None) -> list[CallOut]:
    """A word of warning for each of the viewer's meters that stands near an early ending; none where none does."""
    told: list[Rich] = []
    for ending in game.run.endings:
        if ending.early:
            told += [line(words) for words in _near(game, viewer, ending)]
    return [CallOut(Kind.NOTE, LABEL, tuple(told))] if told else []


def _near(game: Playthrough, viewer: Seat | None, ending: Ending) -> list[str]:
    found: list[str] = []
    readable = {meter.id: meter for meter in visible(game.pack, viewer)}
    for name, op, edge in _edges(ending.when.expr) if ending.when else ():
        meter = readable.get(name)  # type: ignore[call-overload]
        if meter is None:
            continue
        value = game.state.meters[meter.index]
        # The last value that is still safe, and how far off it is.
        safe = {"<": edge, "<=": edge + 1, ">": edge, ">=": edge - 1}[op]
        room = value - safe if op in ("<", "<=") else safe - value
        if 0 <= room <= NEAR:
            side = "below" if op in ("<", "<=") else "above"
            found.append(
                f"{meter.title} stands at {value}: {meter.say(value)}. If a crisis closes with it {side} {safe}, "
                "the story may end there."
            )
    return found


def _edges(expr: Expr) -> list[tuple[str, str, int]]:
    """The comparisons of a meter with a number that a condition holds, the meter first."""
    match expr:
        case Compare(op=op, left=Name(id=name), right=Number(value=edge)) if op in ("<", "<=", ">", ">="):
            return [(name, op, edge)]
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return [edge for part in parts for edge in _edges(part)]
        case Not() | Name() | Compare():
            return []
