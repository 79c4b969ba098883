"""A comparison as text, made from its data alone: it cannot tell more than ``--json`` does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from game.cli.columns import WIDTH, beside, folded, row, said
from game.cli.compared import differs
from game.cli.named import HISTORY
from game.content import dates
from game.play.pages.common import signed

_DATE, _WHO, _SIDE = 10, 15, 25
_MARKS: Final = {"same": "=", "different": "≠", "only_a": "A", "only_b": "B", "sealed": "?"}


def as_text(data: dict[str, Any]) -> Iterator[str]:
    """Lines of at most 80 columns."""
    sides = ("A", data["a"], "B"), ("B", data["b"], "A")
    for letter, side, other in sides:
        yield from said(f"{letter}: {_named(side, other)}", rest="   ")
    yield from ("", *_terms_lines(data), "")
    if data["until"] is None:
        yield "No beat lies behind both yet: there is nothing to lay side by side."
    else:
        yield from (*_parting_lines(data), "", *_beats_lines(data), *_meters_lines(data), *_flags_lines(data))
    yield from ("", "Endings")
    for letter, side, other in sides:
        yield from said(f"{letter}: {_ending(side, other)}", first="  ", rest="     ")
    yield from ("", *_score_lines(data))


def _named(side: dict[str, Any], other: str) -> str:
    if side["kind"] == HISTORY:
        return f"history, on the terms of {other}"
    if side["kind"] == "run":
        return f"{side['name']}, a run"
    where = "at its opening" if side["node"] is None else f"up to #{side['node']}"
    return f"{side['name']}, a save, {where}" + (f" ('{side['branch']}')" if side["branch"] else "")


def _far(side: dict[str, Any]) -> str:
    if side["decided"] is None:
        return "as far as the other"
    return f"{side['decided']}, {'to the end' if side['finished'] else 'not over yet'}"


def _ending(side: dict[str, Any], other: str) -> str:
    if side["ending"]:
        return str(side["ending"]["title"])
    if side["decided"] is None:
        return f"told when {other} is over"
    return "none" if side["finished"] else "not over yet"


def _terms_lines(data: dict[str, Any]) -> Iterator[str]:
    """What each was played with; only a term that is known of both can be marked as differing."""
    a, b = data["a"], data["b"]
    named = [("Story", "title"), ("Lens", "lens_title"), ("Seed", "seed")]
    if a["on_record_only"] or b["on_record_only"]:
        named.append(("On record only", "on_record_only"))
    rows: list[tuple[str, Any, Any]] = [(label, a[key], b[key]) for label, key in named]
    for seat, name in data["seats"].items():
        rows.append((name, *((side["seats"] or {}).get(seat) for side in (a, b))))
    yield from row(("", 1), ("Terms", 18), ("A", 29), ("B", 29))
    for label, *both in rows:
        mine, theirs = ("not told" if each is None else str(each) for each in both)
        yield from row(("≠" if differs(*both) else "", 1), (label, 18), (mine, 29), (theirs, 29))
    yield from row(("", 1), ("Decisions", 18), (_far(a), 29), (_far(b), 29))
    for letter, side in (("A", a), ("B", b)):
        if side["begun_with"] not in (None, data["digest"]):
            yield from said(f"{letter} was begun with another version of this pack; its decisions still fit.")


def _parting_lines(data: dict[str, Any]) -> Iterator[str]:
    counts, parted = data["counts"], data["parted"]
    if parted is None:
        yield from said(f"As far as can be told they do not part. Decided the same: {counts['same']}.")
    else:
        yield from said(f"They part first on {_day(parted['date'])}, at '{parted['title']}' ({parted['who']}):")
        for letter in "ab":
            yield from said(f"{letter.upper()}: {_choice(parted, letter)}", first="  ", rest="     ")
        told = f"Decided the same: {counts['same']}; otherwise: {counts['different']}; "
        told += f"only A came to it: {counts['only_a']}; only B: {counts['only_b']}"
        yield from said(f"{told}; sealed: {counts['sealed']}." if counts["sealed"] else f"{told}.")
    if data["sealed_before"]:
        yield from said("What is still sealed may hide an earlier parting.")
    yield from said(f"Beats up to {_day(data['until'])} lie behind both.")


def _beats_lines(data: dict[str, Any]) -> Iterator[str]:
    yield from said("= the same, ≠ another choice, A or B: only one came to it, ? sealed until the crisis is over")
    titles = {crisis["id"]: crisis["title"] for crisis in data["crises"]}
    yield from ("", *row(("", 1), ("Date", _DATE), ("Who", _WHO), ("A", _SIDE), ("B", _SIDE)))
    crisis = None
    for beat in data["beats"]:
        if beat["crisis"] != crisis:
            crisis = beat["crisis"]
            yield from ("", *said(titles[crisis]))
        if beat == data["parted"]:
            yield "-- here they part ".ljust(WIDTH, "-")
        right = [*folded(beat["title"], 2 * _SIDE + 1)]
        mine, theirs = _choice(beat, "a"), _choice(beat, "b")
        right += row((mine, _SIDE), ("the same" if beat["relation"] == "same" else theirs, _SIDE))
        left = row((_MARKS[beat["relation"]], 1), (beat["date"], _DATE), (beat["who"], _WHO))
        yield from beside((left, 1 + 1 + _DATE + 1 + _WHO), (right, 2 * _SIDE + 1))
    if not data["beats"]:
        yield "None to show."


def _choice(beat: dict[str, Any], letter: str) -> str:
    if beat[letter]:
        return str(beat[letter]["title"])
    return "(sealed)" if beat["relation"] == "sealed" else "(did not come to it)"


def _meters_lines(data: dict[str, Any]) -> Iterator[str]:
    titles = {meter["id"]: meter["title"] for meter in data["meters"]}
    *early, last = data["levels"]
    yield from ("", "", "Meters on the way, A beside B, where they differ")
    for level in early:
        yield from said(f"{_when(level)}:", first="  ", rest="    ")
        for letter in "ab":
            stand = level[letter]
            how = "" if stand["came_to_pass"] else "it did not come to pass"
            if how or stand["ending"]:
                told = how or stand["ending"]["title"]
                yield from said(f"{letter.upper()}: {told}", first="    ", rest="       ")
        apart = [
            f"{titles[meter]} {level['a']['meters'][meter]} and {level['b']['meters'][meter]} ({signed(gap)})"
            for meter, gap in level["difference"].items()
            if gap
        ]
        is_last = level is early[-1] and all(level[side]["meters"] == last[side]["meters"] for side in "ab")
        yield from said("as below" if is_last else "; ".join(apart) or "all the same", first="    ", rest="    ")
    yield from ("", *row(("", 1), (_when(last), 48), ("A", 7), ("B", 7), ("A − B", 9)))
    for meter, gap in last["difference"].items():
        values = (str(last[letter]["meters"][meter]) for letter in "ab")
        yield from row(
            ("≠" if gap else "=", 1), (titles[meter], 48), *((value, 7) for value in values), (signed(gap), 9)
        )


def _when(level: dict[str, Any]) -> str:
    match level["moment"]:
        case "opening":
            return f"As {level['title']} begins, {_day(level['date'])}"
        case "crisis":
            return f"As {level['title']} ends, {_day(level['date'])}"
        case "end":
            return f"At the end, {_day(level['date'])}"
        case _:
            return f"After the last of these beats, {_day(level['date'])}"


def _flags_lines(data: dict[str, Any]) -> Iterator[str]:
    for letter in "ab":
        if data["flags"][letter]:
            yield from ("", f"At some time so in {letter.upper()} alone")
        for flag in data["flags"][letter]:
            yield from said(flag["says"], first="  - ", rest="    ")


def _score_lines(data: dict[str, Any]) -> Iterator[str]:
    yield from row(("", 1), ("Scores, each against history on its terms", 48), ("A", 7), ("B", 7))
    rows = [
        (f"{part.title()}, {name}", *(data[side]["score"].get(seat, {}).get(part) for side in "ab"))
        for part in ("likeness", "statecraft")
        for seat, name in data["seats"].items()
    ]
    for label, *both in (*rows, ("Divergence", data["a"]["divergence"], data["b"]["divergence"])):
        if both != [None, None]:
            told = ("-" if each is None else signed(each) if "Statecraft" in label else str(each) for each in both)
            yield from row(("", 1), (label, 48), *((each, 7) for each in told))


def _day(iso: str) -> str:
    return dates.day(date.fromisoformat(iso))
