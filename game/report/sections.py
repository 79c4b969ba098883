"""A report laid out: its sections in order, the same for print, screen and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from game.content.dates import day
from game.engine.model import Ending
from game.play.page import (
    Block,
    Bullets,
    CallOut,
    Heading,
    Kind,
    Para,
    Piece,
    Rich,
    Table,
    Tone,
    line,
)
from game.play.pages.common import PLAUSIBLE, signed
from game.play.pages.reference import work_lines
from game.report.log import who
from game.report.model import RULES, Blow, Bond, Decision, LensRow, Report, Under, Weighing
from game.report.parts import Beside, Part, Section
from game.report.tracing import chart_parts
from game.report.wording import AFTERWARDS, closeness, cost, here, moved, number, said, yours
from game.score import Statecraft

ONE_SIDE: Final = (
    "Until the end this report shows what its side has learnt: not what the other side decided in a crisis that is "
    "still open, nor what only the other side can read, nor history's next steps."
)
NEITHER_SIDE: Final = (
    "Until the end this report shows what both sides have learnt: what only one of them knows is sealed, and so are "
    "history's next steps. Each side can have a report of its own."
)


def sections(report: Report) -> tuple[Section, ...]:
    """Every section that has anything to say."""
    found = [
        _closing(report),
        Section("score", "Beside history, in one glance", "", tuple(_score(report))),
        Section("meters", "The meters over the years", "", tuple(chart_parts(report))),
        _causes(report),
        Section("lenses", "The same decisions under each lens", "", tuple(_lenses(report))),
        Section("turning-points", "The decisions that turned it", "", tuple(_turning(report))),
        Section("decisions", "Every decision", "", tuple(_log(report)), begins_page=True),
        *(
            Section(f"debrief-{each.crisis.id}", each.title, each.kicker, each.blocks, begins_page=True)
            for each in report.debriefs
        ),
        Section("answers", "Answers", "To the questions under 'Test yourself'", tuple(_answers(report)), True),
        Section("sources", "Sources", "", tuple(_sources(report)), begins_page=True),
    ]
    return tuple(section for section in found if section.parts)


def _closing(report: Report) -> Section:
    if report.head.is_finished:
        title = report.ending.title if report.ending else "The end"
        return Section("ending", f"The ending: {title}", "", report.closing)
    last = report.head.last
    told = (
        f"The story is not over. It stands after {day(last.day)}: {last.title}." if last else "Nothing is decided yet."
    )
    parts = [Para(line(told))]
    if not report.head.is_watched:
        parts.append(Para(line(ONE_SIDE if report.head.viewer else NEITHER_SIDE, Tone.FAINT)))
    return Section("ending", "Where it stands", "", tuple(parts))


# -- the score -----------------------------------------------------------------------------------------------------


def glance(report: Report) -> Table:
    """You beside history: every part in a row, with its rule."""
    rows = [("Ending", *_endings(report), RULES["ending"])]
    if not report.head.is_watched:
        rows.append(("Foresight", number(report.foresight.value), "–", RULES["foresight"]))
    for part in report.statecraft:
        rows.append((f"Statecraft: {part.seat.name}", signed(part.value), "0", RULES["statecraft"]))
    rows.append(("Likeness", number(report.likeness.value), "100", RULES["likeness"]))
    rows.append(("Divergence", number(report.divergence.value), "0", RULES["divergence"]))
    return Table(("Part", yours(report.head), "History", "Its rule"), tuple(rows))


def _endings(report: Report) -> tuple[str, str]:
    if not report.head.is_finished:
        return "not reached yet", AFTERWARDS
    return _titled(report.ending), _titled(report.history_ending)


def _titled(ending: Ending | None) -> str:
    return ending.title if ending else "none"


def _score(report: Report) -> Iterable[Part]:
    yield glance(report)
    yield Para(line("The parts are never added up: one number would hide what each of them says.", Tone.FAINT))
    parting = report.divergence
    if parting.value is None:
        if report.course.yours[1:]:
            yield Para(line("Divergence counts meters of both sides: it is told when a crisis has closed."))
    elif parting.parted is None:
        yield Para(line("Every decision was history's own."))
    else:
        first = parting.parted
        yield Para(
            line(
                f"The first step away from history: {first.title}, {day(first.day)}. The greatest distance on the way "
                f"was {parting.height}."
            )
        )
    for part in report.statecraft:
        yield Heading(f"Statecraft of {part.seat.name}, aim by aim")
        yield statecraft_table(report, part)
    foreseen = foresight_table(report)
    if foreseen.rows:
        yield Heading("Foresight, forecast by forecast")
        yield foreseen
    if report.foresight.calibration:
        yield Heading("Calibration: how often forecasts of about the same confidence came true")
        yield calibration_table(report)


def statecraft_table(report: Report, part: Statecraft) -> Table:
    """Each aim of a seat beside where history's counterpart had it."""
    rows = tuple(
        (
            item.meter.title,
            "high" if item.wants_high else "low",
            str(item.yours),
            str(item.historys),
            signed(item.gain),
        )
        for item in part.parts
    )
    return Table(("Aim", "Wanted", yours(report.head), "History", "Gain"), rows)


def foresight_table(report: Report) -> Table:
    """Each forecast, what came of it and what it cost."""
    rows: list[tuple[str, ...]] = []
    for decision in report.decisions:
        forecast = decision.forecast
        if forecast is None or forecast.percent is None:
            continue
        came = "open" if forecast.came_true is None else "yes" if forecast.came_true else "no"
        shown = cost(forecast) if forecast.is_counted or forecast.came_true is None else "second look"
        rows.append((str(decision.number), decision.title, f"{forecast.percent} %", came, shown))
    return Table(("No.", "Asked at", "Said", "Came true", "Cost"), tuple(rows))


def calibration_table(report: Report) -> Table:
    """How often forecasts of about the same confidence came true."""
    rows = tuple(
        (f"{part.low} to {part.high} %", str(part.forecasts), str(part.came_true))
        for part in report.foresight.calibration
    )
    return Table(("Said", "Forecasts", "Came true"), rows)


# -- causes and lenses ---------------------------------------------------------------------------------------------


def _causes(report: Report) -> Section:
    weighing = report.weighing
    if weighing is None:
        return Section("causes", "", "", ())
    return Section("causes", f"What made and unmade it: {weighing.meter.title}", "", tuple(_weighed(report, weighing)))


def _weighed(report: Report, weighing: Weighing) -> Iterable[Part]:
    you = yours(report.head)
    for whose, bond in ((you, weighing.yours), ("History", weighing.historys)):
        yield Para((Piece(f"{whose}: ", Tone.STRONG), *line(_from_to(weighing, bond))))
    yield causes_table(report, weighing)
    yield Para(
        line(
            "Points over all decisions of both sides and of chance. Share: of all points moved, in percent.", Tone.FAINT
        )
    )
    mine = (f"in {here(report.head)}", weighing.yours)
    for where, bond in (mine,) if report.head.is_watched else (mine, ("in history", weighing.historys)):
        for title, blows in (("The heaviest blows", bond.blows), ("The largest gifts", bond.gifts)):
            if blows:
                yield Heading(f"{title} {where}")
                yield blows_table(blows)
    if len(weighing.shared) > 1:
        yield Heading("Every shared meter, by cause")
        yield shared_table(report, weighing)
    for block in report.borne_out:
        yield replace(block, level=1) if isinstance(block, Heading) else block


def _from_to(weighing: Weighing, bond: Bond) -> str:
    way = "fell" if bond.end < bond.start else "rose" if bond.end > bond.start else "ended where it began"
    at = f"{way} from {bond.start} to {bond.end}" if bond.end != bond.start else f"{way}, at {bond.end}"
    leading = " and ".join(cause.title for cause in bond.leading)
    because = f" It is explained best by: {leading}." if leading else ""
    return f"{weighing.meter.title} {at}.{because}"


def causes_table(report: Report, weighing: Weighing) -> Table:
    """What each cause gave to the bond and took from it, beside history."""
    you = yours(report.head)
    rows: list[tuple[str, ...]] = []
    for mine, theirs in zip(weighing.yours.shares, weighing.historys.shares, strict=True):
        cells = [
            cell
            for share in (mine, theirs)
            for cell in (signed(share.gave), signed(share.took), signed(share.net), f"{share.share} %")
        ]
        rows.append((mine.cause.title, *cells))
    head = [f"{whose}: {what}" for whose in (you, "History") for what in ("gave", "took", "net", "share")]
    return Table(("Cause", *head), tuple(rows))


def blows_table(blows: Sequence[Blow]) -> Table:
    """Movements of the bond, heaviest first."""
    rows = tuple((day(blow.day), blow.who, blow.what, blow.cause.title, signed(blow.change)) for blow in blows)
    return Table(("When", "Who", "Decision", "Cause", "Points"), rows)


def shared_table(report: Report, weighing: Weighing) -> Table:
    """By how much each cause moved each meter of the world's; history in brackets."""
    rows = tuple(
        (
            cause.title,
            *(
                f"{signed(weighing.yours.moved[meter.id].get(cause.id, 0))} "
                f"({signed(weighing.historys.moved[meter.id].get(cause.id, 0))})"
                for meter in weighing.shared
            ),
        )
        for cause in report.pack.causes
    )
    return Table(("Cause", *(f"{meter.title} (history)" for meter in weighing.shared)), rows)


def _lenses(report: Report) -> Iterable[Part]:
    if not report.lenses:
        yield Para(line("The lenses are laid side by side when the story is over."))
        return
    yield Para(
        line(
            "Each lens lets one interpretation weigh more. The same decisions are played again under each of them; no "
            "lens is right, and what one changes shows what its theory would have to explain."
        )
    )
    yield lens_table(report)
    yield Para(line("Distance: from the same decisions under the first lens, in points over all meters.", Tone.FAINT))
    forced = [(row, side) for row in report.lenses for side in (row.yours, row.historys) if side.forced]
    if forced:
        yield Heading("Where a lens closed what had been decided")
        yield Bullets(tuple(_forced(report, row, side) for row, side in forced))


def lens_table(report: Report) -> Table:
    """Where the decisions lead under each lens, and history's."""
    bond = report.weighing.meter.title if report.weighing else ""
    you = yours(report.head)
    rows = tuple(
        (row.lens.title, *(cell for side in (row.yours, row.historys) for cell in _under(side, bond)))
        for row in report.lenses
    )
    what = ("ending", *((bond,) if bond else ()), "distance")
    return Table(("Lens", *(f"{whose}: {each}" for whose in (you, "History") for each in what)), rows)


def _under(side: Under, bond: str) -> tuple[str, ...]:
    return (_titled(side.ending), *((number(side.bond),) if bond else ()), str(side.distance))


def _forced(report: Report, row: LensRow, side: Under) -> Rich:
    whose = yours(report.head) if side is row.yours else "History"
    at = "; ".join(beat.title for beat in side.forced)
    return (Piece(f"{row.lens.title} ({whose}): ", Tone.FAINT), Piece(f"history decided instead at {at}."))


def _turning(report: Report) -> Iterable[Part]:
    if not report.turning_points:
        return
    yield Para(line("The same story played on from each decision many times, with the same luck."))
    yield turning_table(report)


def turning_table(report: Report) -> Table:
    """The decisions that moved the odds of the endings most, in the order in which they were handed in."""
    with_words = any(point.said for point in report.turning_points)
    rows = tuple(
        (
            day(point.beat.date),
            who(report.pack, point.beat),
            point.beat.title,
            point.choice.title,
            f"{point.moved} %",
            *((point.said,) if with_words else ()),
        )
        for point in report.turning_points
    )
    return Table(("When", "Who", "Asked", "Decided", "Moved the odds by", *(("And then",) if with_words else ())), rows)


# -- the log -------------------------------------------------------------------------------------------------------


def _log(report: Report) -> Iterable[Part]:
    at = None
    for decision in report.decisions:
        if decision.crisis.id != at:
            at = decision.crisis.id
            yield Heading(decision.crisis.title)
        yield Heading(f"{decision.number}. {decision.dateline}: {decision.title}", 2)
        yield Beside(tuple(_decided(report, decision)), tuple(_beside(decision)))


def _decided(report: Report, decision: Decision) -> Iterable[Block]:
    chosen = decision.choice.title if decision.choice else "What was decided there is told when the crisis has closed."
    lines: list[Rich] = [line(chosen, Tone.STRONG if decision.choice else Tone.FAINT)]
    for label, text in (
        ("Why: ", decision.reason),
        ("What I would now explain differently: ", decision.note),
    ):
        if text:
            lines.append((Piece(label, Tone.FAINT), Piece(text)))
    if decision.forecast is not None:
        asked = (Piece("Forecast: ", Tone.FAINT), *decision.forecast.question, Piece(" "))
        lines.insert(2 if decision.reason else 1, (*asked, Piece(said(decision.forecast), Tone.STRONG)))
    if decision.is_awaited:
        lines.append(line("Its outcome waits for a forecast.", Tone.FAINT))
    else:
        lines.append((Piece("What moved: ", Tone.FAINT), Piece(moved(decision.moves))))
    choice = decision.choice
    if decision.history is not None and choice is not None and choice.plausibility is not None:
        lines.append((Piece("How thinkable: ", Tone.FAINT), Piece(f"{PLAUSIBLE[choice.plausibility]}.")))
    if closeness(decision) and any(part.beat is decision.beat for part in report.likeness.parts):
        lines.append((Piece("Closeness to history: ", Tone.FAINT), Piece(f"{closeness(decision)}.")))
    yield CallOut(Kind.YOURS, decision.who, tuple(lines))


def _beside(decision: Decision) -> Iterable[Block]:
    history = decision.history
    if history is not None:
        label = "History: the same" if history.is_same else "History: otherwise"
        yield CallOut(Kind.HISTORY, label, (line(history.choice.title, Tone.STRONG), *history.evidence))
    elif decision.is_beyond_history:
        yield CallOut(Kind.HISTORY, "History", (line("History never came to this."),))


# -- the end of the document ---------------------------------------------------------------------------------------


def _answers(report: Report) -> Iterable[Part]:
    for each in report.debriefs:
        if each.answers is not None:
            yield Heading(each.crisis.title)
            yield each.answers


def _sources(report: Report) -> Iterable[Part]:
    items = []
    for work in report.works:
        told: list[Piece] = []
        for rich in work_lines(report.pack, work):
            told += (
                [Piece(" "), *rich] if told else [replace(piece, tone=Tone.PLAIN) for piece in rich[:1]] + [*rich[1:]]
            )
        items.append(tuple(told))
    if items:
        yield Bullets(tuple(items), numbered=True)
