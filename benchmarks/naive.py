"""A baseline: the story as nested dictionaries, looked up and interpreted afresh at every step.

It keeps no log, checks nothing and changes its one state in place.
"""

from __future__ import annotations

from typing import Any

from game.engine import Run, chance
from game.engine.conditions import AllOf, AnyOf, Compare, Condition, Expr, Name, Not, Number

Played = tuple[tuple[int, ...], frozenset[str], str | None]
"""Meters, flags and ending of a play that is over."""


def story_of(run: Run) -> dict[str, Any]:
    """A run as plain dictionaries and lists."""
    return {
        "meters": {meter.id: run.opening.meters[meter.index] for meter in run.pack.meters},
        "flags": list(run.opening.flags),
        "lens": dict(run.lens.weights),
        "endings": [_ending(ending) for ending in run.endings],
        "crises": [
            {
                "since": crisis.since.year,
                "until": crisis.until.year,
                "when": _condition(crisis.when),
                "endings": [_ending(ending) for ending in crisis.endings],
                "beats": [
                    {
                        "id": beat.id,
                        "year": beat.date.year,
                        "when": _condition(beat.when),
                        "choices": [
                            {
                                "when": _condition(choice.when),
                                "weights": [
                                    {"when": _condition(weight.when), "weight": weight.value}
                                    for weight in choice.weights
                                ],
                                "effects": [
                                    {"cause": effect.cause, "meter": effect.meter, "percent": effect.percent}
                                    for effect in choice.effects
                                ],
                                "sets": list(choice.sets),
                                "clears": list(choice.clears),
                                "next": choice.next,
                            }
                            for choice in beat.choices
                        ],
                    }
                    for beat in crisis.beats
                ],
            }
            for crisis in run.crises
        ],
    }


def play(story: dict[str, Any], seed: int) -> Played:
    """One play, all sides by the computer."""
    state: dict[str, Any] = {"meters": dict(story["meters"]), "flags": set(story["flags"])}
    ending = _run(story, state, seed)
    return tuple(state["meters"].values()), frozenset(state["flags"]), ending


def _run(story: dict[str, Any], state: dict[str, Any], seed: int) -> str | None:
    crises = story["crises"]
    for at, crisis in enumerate(crises):
        if at and not _holds(crisis["when"], state, crisis["since"]):
            continue
        _crisis(story, crisis, state, seed)
        ending = _first(crisis["endings"], state, crisis["until"])
        if ending is not None and ending["final"]:
            return str(ending["id"])
        if at + 1 < len(crises):
            early = [each for each in story["endings"] if each["early"]]
            ending = _first(early, state, crisis["until"])
            if ending is not None:
                return str(ending["id"])
    ending = _first(story["endings"], state, crises[-1]["until"])
    return None if ending is None else str(ending["id"])


def _crisis(story: dict[str, Any], crisis: dict[str, Any], state: dict[str, Any], seed: int) -> None:
    index = 0
    while index < len(crisis["beats"]):
        beat = crisis["beats"][index]
        index += 1
        if not _holds(beat["when"], state, beat["year"]):
            continue
        choices = [choice for choice in beat["choices"] if _holds(choice["when"], state, beat["year"])]
        weights = []
        for choice in choices:
            found = [each["weight"] for each in choice["weights"] if _holds(each["when"], state, beat["year"])]
            weights.append(found[0] if found else 0)
        if "key" not in beat:
            beat["key"] = chance.stream(beat["id"])
        choice = choices[chance.pick(seed, beat["key"], weights)]
        for effect in choice["effects"]:
            meter = effect["meter"]
            before = state["meters"][meter]
            share = min(abs(effect["percent"]) * story["lens"][effect["cause"]], 10_000)
            if effect["percent"] > 0:
                state["meters"][meter] = before + ((100 - before) * share + 5_000) // 10_000
            else:
                state["meters"][meter] = before - (before * share + 5_000) // 10_000
        state["flags"].update(choice["sets"])
        state["flags"].difference_update(choice["clears"])
        if choice["next"] is not None:
            index = choice["next"]


def _first(endings: list[dict[str, Any]], state: dict[str, Any], year: int) -> dict[str, Any] | None:
    for ending in endings:
        if _holds(ending["when"], state, year):
            return ending
    return None


def _holds(when: dict[str, Any] | None, state: dict[str, Any], year: int) -> bool:
    if when is None:
        return True
    kind = when["kind"]
    if kind == "flag":
        return when["flag"] in state["flags"]
    if kind == "not":
        return not _holds(when["inner"], state, year)
    if kind == "and":
        return all(_holds(part, state, year) for part in when["parts"])
    if kind == "or":
        return any(_holds(part, state, year) for part in when["parts"])
    left, right = _value(when["left"], state, year), _value(when["right"], state, year)
    match when["op"]:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right
    return left != right


def _value(term: int | str, state: dict[str, Any], year: int) -> int:
    if isinstance(term, int):
        return term
    return year if term == "year" else int(state["meters"][term])


def _ending(ending: Any) -> dict[str, Any]:
    when = _condition(ending.when)
    return {"id": ending.id, "when": when, "final": ending.final, "early": ending.early}


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    return None if condition is None else _tree(condition.expr)


def _tree(expr: Expr) -> dict[str, Any]:
    match expr:
        case Name(id=flag):
            return {"kind": "flag", "flag": flag}
        case Not(inner=inner):
            return {"kind": "not", "inner": _tree(inner)}
        case AllOf(parts=parts):
            return {"kind": "and", "parts": [_tree(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"kind": "or", "parts": [_tree(part) for part in parts]}
        case Compare(op=op, left=left, right=right):
            return {"kind": "compare", "op": op, "left": _term(left), "right": _term(right)}


def _term(term: Number | Name) -> int | str:
    return term.value if isinstance(term, Number) else term.id
