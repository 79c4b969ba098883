"""Looking back: a note to a decision, and the ways on from the end: the seminar, the other seat, another lens."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.engine.model import CHANCE
from game.errors import UsageError
from game.play.pages import schools_of, seminar_page
from game.play.playthrough import Playthrough
from game.play.quiz import offers, quiz_now
from game.play.setup import Wish
from game.play.stages import Debrief, Reveal
from game.saves import Node, Picker, Reading
from game.tui.host import Host
from game.tui.widgets.menu import Row, row

AGAIN_AS: Final = "Play the other side: {seat}"
MIRROR: Final = "The other side, against your own decisions"
AGAIN_LENS: Final = "Play it under another lens"
UNDO_LAST: Final = "Undo the last decision"
SEE_JOURNAL: Final = "Go back to any decision"
SEMINAR: Final = "Hold the seminar"
QUIZ: Final = "Take the quiz"
TO_TITLE: Final = "To the title"
OTHER_LENS: Final = "Another lens"
OTHER_LENS_TOLD: Final = (
    "The same story and seat, weighed by another theory of why things happen. A new game begins; this one is kept."
)
RANK_FIRST: Final = "Before you read on: which cause weighs most?"
RANK_NEXT: Final = "And which comes next? So far: {so_far}."
RANK_TOLD: Final = "Your order is kept nowhere. The seminar lays it beside your run."
READ_ON: Final = "Read on"


def ways_on(game: Playthrough) -> list[Row]:
    """What may be done at the end. Ids such as ``undo`` and ``seminar`` are the desk's own actions."""
    rows: list[tuple[str, str]] = []
    wish = other_seat(game)
    if len(game.persons) == 1 and wish.seat is not None and (seat := game.pack.seat(wish.seat)):
        rows.append(("other", AGAIN_AS.format(seat=seat.name)))
        rows.append(("mirror", MIRROR))
    if game.persons and len(game.pack.lenses) > 1:
        rows.append(("lens", AGAIN_LENS))
    if game.can_undo:
        rows += [("undo", UNDO_LAST), ("journal", SEE_JOURNAL)]
    if game.pack.seminar is not None:
        rows.append(("seminar", SEMINAR))
    if offers(game):
        rows.append(("quiz", QUIZ))
    rows.append(("title", TO_TITLE))
    return [row(key, title, number=number, look="") for number, (key, title) in enumerate(rows, 1)]


def begin_again(app: Host, game: Playthrough, *, other_side: bool) -> None:
    """Begin the same story with the same luck: from the other side, or under a lens that is asked for."""
    if other_side:
        app.begin_game(game.pack, other_seat(game), game.root.seed)
        return
    others = [lens for lens in game.pack.lenses if lens.id != game.root.lens]
    rows = [row(lens.id, lens.title, number=number) for number, lens in enumerate(others, 1)]

    def answered(answer: str | None) -> None:
        if answer:
            app.begin_game(game.pack, same_again(game, answer), game.root.seed)

    app.ask(OTHER_LENS, (OTHER_LENS_TOLD,), rows, answered)


def begin_mirrored(app: Host, game: Playthrough) -> None:
    """Begin the same story from the other side; what one decided before is what that side has to live with."""
    app.begin_game(game.pack, mirrored(game), game.root.seed)


def mirrored(game: Playthrough) -> Wish:
    """The wish of the same story from the other side, against the decisions of this timeline."""
    wish = replace(other_seat(game), against_history=False)
    decided = {node.beat: node.choice for node in game.path if game.pack.beats[node.beat].actor != wish.seat}
    chance = {beat for beat in decided if game.pack.beats[beat].actor == CHANCE}
    return replace(wish, earlier={beat: choice for beat, choice in decided.items() if beat not in chance})


def same_again(game: Playthrough, lens: str) -> Wish:
    """The wish that the present game was, under a lens."""
    root = game.root
    pickers = set(root.seats.values())
    return Wish(
        campaign=root.campaign,
        crisis=root.crisis,
        seat=game.persons[0].id if len(game.persons) == 1 else None,
        hot_seat=len(game.persons) > 1,
        watch=not game.persons,
        against_history=Picker.HISTORY in pickers and bool(game.persons),
        lens=lens,
        reading=root.reading,
        on_record_only=root.on_record_only,
    )


def other_seat(game: Playthrough) -> Wish:
    """The wish that the present game was, from the other side; without a seat where no other side may play it."""
    wish = same_again(game, game.root.lens)
    campaign = game.pack.campaign(game.root.campaign) if game.root.campaign else None
    may = campaign.seats if campaign else tuple(seat.id for seat in game.pack.seats)
    other = next((seat for seat in may if seat != wish.seat), None)
    return replace(wish, seat=other)


def noting(game: Playthrough) -> Node | None:
    """The decision that a note would be written to now: the one just revealed; in a debrief, the crisis's last."""
    stage = game.stage
    if isinstance(stage, Reveal):
        return stage.node
    last = game.last_decision
    if last is None or not isinstance(stage, Debrief) or game.pack.beats[last.beat].crisis != stage.crisis.id:
        return None
    return last


def take_quiz(app: Host, game: Playthrough) -> None:
    """Open the quiz, or say why there is none."""
    try:
        quiz_now(game)
    except UsageError as error:
        why = str(error)
        app.notify(f"{why[:1].upper()}{why[1:]}.", markup=False)
    else:
        app.open_window("quiz")


def hold_seminar(app: Host, game: Playthrough) -> None:
    """Ask for an order of the causes, one after the other, as far as somebody likes to; then read the seminar."""
    pack, short = game.pack, game.root.reading is Reading.SHORT
    causes = schools_of(pack)
    assert pack.seminar is not None, "a pack whose causes are weighed has a seminar"
    title, question = pack.seminar.title, pack.seminar.ask

    def read(ranking: tuple[str, ...]) -> None:
        app.read(lambda: seminar_page(pack, short=short, game=game, ranking=ranking), pack)

    def ask(ranked: tuple[str, ...]) -> None:
        left = [cause for cause in causes if cause.id not in ranked]
        if len(left) < 2:
            read((*ranked, *(cause.id for cause in left)))
            return
        so_far = "; ".join(cause.title for name in ranked for cause in causes if cause.id == name)
        told = (RANK_NEXT.format(so_far=so_far),) if ranked else (question, RANK_FIRST, RANK_TOLD)
        rows = [row(cause.id, cause.title, number=number, look="") for number, cause in enumerate(left, 1)]

        def answered(answer: str | None) -> None:
            if answer is not None:
                ask((*ranked, answer)) if answer else read(ranked)

        app.ask(title, told, [*rows, row("", READ_ON, number=len(rows) + 1)], answered)

    ask(())
