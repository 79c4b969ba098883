"""A report as data: all of its figures and all of its texts. docs/json.md describes every key."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine import State
from game.engine.model import Beat, Choice, Ending, Meter
from game.engine.reference import Work
from game.harmless import harmless, one_line
from game.report.blocks import Data, blocks_data, rich_text
from game.report.model import (
    RULES,
    Blow,
    Bond,
    Debriefed,
    Decision,
    Forecast,
    Head,
    History,
    Report,
    Stand,
    Under,
    Weighing,
)


def as_data(report: Report) -> Data:
    """The whole report, keys in the order of the page."""
    return {
        **_head(report),
        "ending": _ending(report.ending),
        "history_ending": _ending(report.history_ending),
        "closing": blocks_data(report.closing),
        "score": _score(report),
        "meters": [{"id": meter.id, "title": meter.title, "owner": meter.owner} for meter in report.course.meters],
        "course": [_stand(report, stand) for stand in report.course.yours],
        "history_course": [_stand(report, stand) for stand in report.course.historys],
        "levels": [
            {
                "after": level.label,
                "date": level.day.isoformat(),
                "meters": _meters(report.course.meters, level.state),
                "history": _meters(report.course.meters, level.history),
            }
            for level in report.course.levels
        ],
        "causes": _weighing(report.weighing) if report.weighing else None,
        "borne_out": blocks_data(report.borne_out),
        "lenses": [
            {
                "lens": row.lens.id,
                "title": row.lens.title,
                "yours": _under(row.yours),
                "history": _under(row.historys),
            }
            for row in report.lenses
        ],
        "turning_points": [
            {
                "beat": point.beat.id,
                "title": point.beat.title,
                "date": point.beat.date.isoformat(),
                "choice": _choice(point.choice),
                "moved": point.moved,
                "said": one_line(point.said),
            }
            for point in report.turning_points
        ],
        "decisions": [_decision(decision) for decision in report.decisions],
        "debriefs": [_debrief(each) for each in report.debriefs],
        "sources": [_work(number, work) for number, work in enumerate(report.works, 1)],
    }


def _head(report: Report) -> Data:
    head = report.head
    return {
        "title": head.title,
        "save": head.save,
        "pack": report.pack.id,
        "pack_title": report.pack.title,
        "digest": report.pack.digest,
        "begun_with": head.made_with,
        **({"campaign": head.campaign} if head.campaign is not None else {"crisis": head.crisis}),
        "from": head.since.isoformat(),
        "until": head.until.isoformat(),
        "lens": head.lens.id,
        "lens_title": head.lens.title,
        "seed": head.seed,
        "seats": [
            {"seat": held.seat.id, "name": held.seat.name, "leaders": list(held.leaders), "by": str(held.picker)}
            for held in head.held
        ],
        "seat": head.viewer.id if head.viewer else None,
        "reading": str(head.reading),
        "on_record_only": head.on_record_only,
        "timelines": head.timelines,
        "node": head.node,
        "finished": head.is_finished,
        **_how_far(head),
    }


def _how_far(head: Head) -> Data:
    return {
        "decided": head.decided,
        "decided_by_people": head.own,
        "reached": head.last.day.isoformat() if head.last else None,
    }


def _ending(ending: Ending | None) -> Data | None:
    return {"id": ending.id, "title": ending.title} if ending else None


# -- figures ----------------------------------------------------------------------------------------------------------


def _score(report: Report) -> Data:
    parting = report.divergence
    return {
        "ending": {"rule": RULES["ending"]},
        "foresight": {
            "rule": RULES["foresight"],
            "value": report.foresight.value,
            "calibration": [
                {"low": part.low, "high": part.high, "forecasts": part.forecasts, "came_true": part.came_true}
                for part in report.foresight.calibration
            ],
        },
        "statecraft": {
            "rule": RULES["statecraft"],
            "seats": [
                {
                    "seat": part.seat.id,
                    "value": part.value,
                    "aims": [
                        {
                            "meter": item.meter.id,
                            "wanted": "high" if item.wants_high else "low",
                            "value": item.yours,
                            "history": item.historys,
                            "gain": item.gain,
                        }
                        for item in part.parts
                    ],
                }
                for part in report.statecraft
            ],
        },
        "likeness": {"rule": RULES["likeness"], "value": report.likeness.value},
        "divergence": {
            "rule": RULES["divergence"],
            "value": parting.value,
            "height": parting.height,
            "parted": parting.parted.number if parting.parted else None,
        },
    }


def _meters(meters: Sequence[Meter], state: State) -> dict[str, int]:
    return {meter.id: state.meters[meter.index] for meter in meters}


def _stand(report: Report, stand: Stand) -> Data:
    found: Data = {"date": stand.day.isoformat(), "meters": _meters(report.course.meters, stand.state)}
    if stand.beside is not None:
        found["history"] = _meters(report.course.meters, stand.beside)
    if stand.decision is not None:
        found["decision"] = stand.decision.number
    if stand.distance is not None:
        found["distance"] = stand.distance
    return found


def _weighing(weighing: Weighing) -> Data:
    return {
        "meter": weighing.meter.id,
        "yours": _bond(weighing.yours),
        "history": _bond(weighing.historys),
    }


def _bond(bond: Bond) -> Data:
    return {
        "start": bond.start,
        "end": bond.end,
        "leading": [cause.id for cause in bond.leading],
        "shares": [
            {
                "cause": share.cause.id,
                "title": share.cause.title,
                "gave": share.gave,
                "took": share.took,
                "net": share.net,
                "share": share.share,
            }
            for share in bond.shares
        ],
        "blows": [_blow(blow) for blow in bond.blows],
        "gifts": [_blow(blow) for blow in bond.gifts],
        "moved": [
            {"meter": meter, "cause": cause, "change": change}
            for meter, causes in bond.moved.items()
            for cause, change in causes.items()
        ],
    }


def _blow(blow: Blow) -> Data:
    return {
        "date": blow.day.isoformat(),
        "who": blow.who,
        "beat": _beat(blow.beat),
        "what": one_line(blow.what),
        "cause": blow.cause.id,
        "change": blow.change,
    }


def _under(under: Under) -> Data:
    return {
        "ending": _ending(under.ending),
        "bond": under.bond,
        "distance": under.distance,
        "forced": [beat.id for beat in under.forced],
    }


# -- the log ----------------------------------------------------------------------------------------------------------


def _decision(decision: Decision) -> Data:
    return {
        "number": decision.number,
        "node": decision.node,
        "crisis": decision.crisis.id,
        "date": decision.day.isoformat(),
        "dateline": one_line(decision.dateline),
        "actor": decision.actor,
        "who": decision.who,
        "by": str(decision.by),
        "beat": _beat(decision.beat),
        "title": one_line(decision.title),
        "choice": _choice(decision.choice) if decision.choice else None,
        "reason": harmless(decision.reason),
        "note": harmless(decision.note),
        "forecast": _forecast(decision.forecast) if decision.forecast else None,
        "awaited": decision.is_awaited,
        "moved": [{"meter": move.meter.id, "cause": move.cause.id, "change": move.change} for move in decision.moves],
        "history": _history(decision.history) if decision.history else None,
        "beyond_history": decision.is_beyond_history,
    }


def _beat(beat: Beat | None) -> str | None:
    return None if beat is None else str(beat.id)


def _choice(choice: Choice) -> Data:
    plausibility = None if choice.plausibility is None else str(choice.plausibility)
    return {"id": choice.id, "title": one_line(choice.title), "plausibility": plausibility}


def _forecast(forecast: Forecast) -> Data:
    return {
        "question": rich_text(forecast.question),
        "percent": forecast.percent,
        "came_true": forecast.came_true,
        "cost": None if forecast.cost is None else forecast.cost / 10_000,
        "counted": forecast.is_counted,
    }


def _history(history: History) -> Data:
    return {
        "choice": _choice(history.choice),
        "same": history.is_same,
        "evidence": [rich_text(rich) for rich in history.evidence],
        "sources": [work.id for work in history.works],
        "closeness": history.closeness,
        "weight": history.weight,
    }


# -- texts ------------------------------------------------------------------------------------------------------------


def _debrief(each: Debriefed) -> Data:
    return {
        "crisis": each.crisis.id,
        "title": one_line(each.title),
        "kicker": one_line(each.kicker),
        "came_to_pass": each.came_to_pass,
        "blocks": blocks_data(each.blocks),
        "answers": [rich_text(item) for item in each.answers.items] if each.answers else [],
    }


def _work(number: int, work: Work) -> Data:
    return {
        "number": number,
        "id": work.id,
        "kind": work.kind,
        "author": one_line(work.author),
        "title": one_line(work.title),
        "where": one_line(work.where),
        "year": one_line(work.year),
        "side": work.side,
        "checked": one_line(work.note),
    }
