"""A game in progress: the rhythm, the secrets, the saving, and going back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content import load_pack
from game.engine.model import Pack
from game.errors import ChoiceNotOpen, SaveError, SaveForeign, UsageError
from game.play.page import Bullets, CallOut, Meters, OptionRow, Options, Page, Para, Speech, Table, words
from game.play.pages import codex_page, journal_page, page_of, why_meter_page, why_score_page
from game.play.pages.rhythm import meters_now
from game.play.pages.why import PARTS
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Briefing, Debrief, Decision, Finale, Foresee, Handover, News, PassedOver, Reveal
from game.play.terms import refit, replay
from game.saves import Picker, Tree
from tests.worlds import write_pack

PACK = """
pack: river
title: Two banks
about: Two sides of a river.
seats:
  east: {name: East, adjective: Eastern, aims: [grain], leaders: [{person: ada, from: 1900-01-01, title: Reeve}]}
  west: {name: West, adjective: Western, aims: [mills], leaders: [{person: bo, from: 1900-01-01}]}
meters:
  peace:
    {title: Peace, owner: world, start: 50, about: Peace., bands: [{below: 50, say: uneasy}, {below: 101, say: easy}]}
  grain: {title: Grain, owner: east, start: 40, about: Grain., bands: [{below: 101, say: some}]}
  mills: {title: Mills, owner: west, start: 40, about: Mills., bands: [{below: 101, say: some}]}
causes: {need: {title: Need, about: Need.}}
lenses: {balanced: {title: Balanced, about: As written., weights: {need: 1}}}
campaigns:
  river: {title: The river, about: Both., seats: [east, west], crises: [1901-dam, 1902-ice, 1903-toll]}
endings:
  - {id: quiet, title: Quiet, when: peace >= 40, text: {east: East sleeps., west: West sleeps.}}
  - {id: loud, title: Loud, text: Nobody sleeps.}
people:
  ada:
    name: Ada
    role: Of the east bank
    offices: [{from: 1899-01-01, role: Miller}, {from: 1902-01-01, role: Reeve}]
    text: She lived on the east bank.
  bo: {name: Bo, text: He lived on the west bank.}
glossary: {dam: {term: Dam, text: A wall across water.}}
bibliography: {rolls: {kind: document, title: The rolls, year: 1901}}
"""
DAM = """
crisis: 1901-dam
title: The dam
dates: {from: 1901-01-01, until: 1901-12-31}
flags: {dam_built: East built the dam in secret.}
briefing: {east: "EAST-BRIEF [[dam]].", west: WEST-BRIEF.}
beats:
  - id: build
    title: Build
    actor: east
    date: 1901-02-01
    briefing: EAST-SITUATION.
    question: Do you build?
    advisers: [{who: ada, says: ADVICE., leans: yes-build}]
    forecast: {ask: Will West break it?, because: "It was high. [@rolls]", beat: answer, choices: [break-it]}
    happened: In 1901 they built. [@rolls]
    choices:
      - {id: yes-build, title: SECRET-ORDER, history: true, evidence: "Rolls. [@rolls]", weight: 60, sets: [dam_built],
         effects: {need: {grain: 20, peace: -10}}, outcome: {east: EAST-SAW-BUILD., west: WEST-SAW-LOW-WATER.}}
      - {id: no-build, title: SECRET-REFUSAL, plausibility: speculative, evidence: None., rewrite: Rain., weight: 40,
         outcome: {east: EAST-SAW-NOTHING., west: WEST-SAW-NOTHING.}}
      - {id: half-build, title: Half a dam, plausibility: argued, evidence: None., rewrite: Less rain., likeness: 50,
         outcome: {east: EAST-SAW-HALF., west: WEST-SAW-HALF.}}
  - id: rain
    title: Rain
    actor: chance
    date: 1901-03-01
    choices:
      - {id: wet, title: It rains, history: true, weight: 1, outcome: RAIN.}
      - {id: dry, title: It does not, weight: 1, outcome: NO-RAIN.}
  - id: answer
    title: The answer
    actor: west
    date: 1901-04-01
    briefing: WEST-SITUATION.
    question: And now?
    happened: They broke it. [@rolls]
    choices:
      - {id: break-it, title: Break it, history: true, when: dam_built, closed: There is no dam., evidence: None.,
         weight: 50, effects: {need: {peace: -30}}, outcome: {east: EAST-HEARS-CRASH., west: WEST-BREAKS.}}
      - {id: talk, title: Talk, plausibility: argued, evidence: None., rewrite: Calm., weight: 50,
         effects: {need: {mills: 10}}, outcome: {east: EAST-HEARS-TALK., west: WEST-TALKS.}}
      - {id: wait, title: Wait, plausibility: argued, evidence: None., rewrite: Calm., weight: 0,
         outcome: {east: EAST-HEARS-NOTHING., west: WEST-WAITS.}}
endings:
  - {id: dry-mills, title: Dry mills, when: dam_built, text: The mills stand still.}
  - {id: as-ever, title: As ever, text: The river runs.}
happened: They built and broke.
"""
ICE = """
crisis: 1902-ice
title: The ice
dates: {from: 1902-01-01, until: 1902-12-31}
when: dam_built
instead: {east: EAST-NO-ICE., west: WEST-NO-ICE.}
briefing: {east: E., west: W.}
beats:
  - id: cut
    title: Cut
    actor: west
    date: 1902-01-05
    briefing: Ice.
    question: Cut it?
    happened: They cut. [@rolls]
    choices:
      - {id: cut-it, title: Cut, history: true, evidence: None., outcome: {east: Cutting., west: We cut.}}
      - {id: leave, title: Leave, plausibility: argued, evidence: None., rewrite: Much.,
         outcome: {east: Still., west: We wait.}}
happened: THE-ICE-WAS-CUT.
"""
TOLL = """
crisis: 1903-toll
title: The toll
dates: {from: 1903-01-01, until: 1903-12-31}
briefing: {east: E3., west: W3.}
beats:
  - id: toll
    title: Toll
    actor: east
    date: 1903-01-05
    briefing: Toll.
    question: Raise it?
    happened: They did. [@rolls]
    choices:
      - {id: raise, title: Raise, history: true, evidence: None., outcome: {east: Raised., west: Higher.}}
      - {id: lower, title: Lower, plausibility: argued, evidence: None., rewrite: Much.,
         outcome: {east: Lowered., west: Lower.}}
happened: The toll rose.
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Two banks of a river, three crises."""
    folder = tmp_path_factory.mktemp("packs") / "river"
    (folder / "crises").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    for name, text in (("1901-dam", DAM), ("1902-ice", ICE), ("1903-toll", TOLL)):
        (folder / "crises" / f"{name}.yaml").write_text(text, "utf-8")
    return load_pack(folder)


def game_of(pack: Pack, wish: Wish, seed: int = 5, kept: list[Tree] | None = None) -> Playthrough:
    """A fresh game; ``kept`` collects what was put in a safe place."""
    return Playthrough(pack, new_tree(pack, wish, seed), kept.append if kept is not None else lambda _tree: None)


EAST = Wish(crisis="1901-dam", seat="east")


def text_of(page: Page) -> str:
    """All the words of a page."""
    parts: list[str] = [page.kicker, page.title]
    for block in page.blocks:
        match block:
            case Para(rich=rich):
                parts.append(words(rich))
            case Speech():
                parts += [block.name, words(block.rich), block.leans]
            case CallOut():
                parts += [block.label, *(words(rich) for rich in block.paragraphs)]
            case Table(rows=rows):
                parts += [cell for row in rows for cell in row]
            case Options(rows=options):
                parts += [f"{row.title} {row.closed}" for row in options]
            case Meters(rows=meters):
                parts += [f"{row.title} {row.value} {row.because}" for row in meters]
            case _:
                parts.append(str(block))
    return "\n".join(parts)


def finish(game: Playthrough, pick: int = 0) -> list[str]:
    """Play to the end, taking always the same number; the names of the stages met."""
    met: list[str] = []
    for _ in range(200):
        stage = game.stage
        met.append(type(stage).__name__)
        match stage:
            case Finale():
                return met
            case Decision():
                open_now = [option for option in stage.options if option.is_open]
                game.choose(open_now[min(pick, len(open_now) - 1)].choice.id)
            case Foresee():
                game.forecast(80)
            case _:
                game.proceed()
    raise AssertionError("the game did not end")


def test_the_rhythm_is_commit_forecast_reveal_news_debrief(pack: Pack) -> None:
    """Solo as East: every page comes, in order."""
    met = finish(game_of(pack, EAST))
    assert met == ["Briefing", "Decision", "Foresee", "Reveal", "News", "News", "Debrief", "Finale"]


def test_an_adviser_is_called_what_they_were_that_day(pack: Pack) -> None:
    """In 1901 Ada is still the miller; what she became is told in the codex alone."""
    game = game_of(pack, EAST)
    game.proceed()
    (speech,) = [block for block in page_of(game).blocks if isinstance(block, Speech)]
    assert speech.role == "Miller"
    assert pack.people["ada"].role_on(date(1890, 1, 1)) == "Of the east bank"
    assert pack.people["ada"].role_on(date(1902, 1, 1)) == "Reeve"
    codex = "".join(
        words(item) for block in codex_page(pack, "ada").blocks if isinstance(block, Bullets) for item in block.items
    )
    assert codex == "From 1 January 1899: MillerFrom 1 January 1902: Reeve"


def test_a_decision_is_kept_before_its_outcome_can_be_seen(pack: Pack) -> None:
    """When the forecast is asked, the decision is already in the last tree that was kept."""
    kept: list[Tree] = []
    game = game_of(pack, EAST, kept=kept)
    game.proceed()
    game.choose("yes-build", "Grain is short")
    assert isinstance(game.stage, Foresee)
    assert kept[-1].nodes[-1].choice == "yes-build"
    assert kept[-1].nodes[-1].reason == "Grain is short"
    assert kept[-1].nodes[-1].forecast is None


def test_a_save_that_fails_leaves_the_game_where_it_was(pack: Pack) -> None:
    """If the disk refuses, nothing was decided, and one can try again."""
    broken = [True]

    def keep(_tree: Tree) -> None:
        if broken[0]:
            raise SaveError("the disk is full")

    game = Playthrough(pack, new_tree(pack, EAST, 5), keep)
    game.proceed()
    with pytest.raises(SaveError):
        game.choose("yes-build")
    assert isinstance(game.stage, Decision)
    assert game.tree.nodes == ()
    broken[0] = False
    assert isinstance(game.choose("yes-build"), Foresee)


def test_a_save_that_fails_while_the_computer_decides_shows_the_same_page_again(pack: Pack) -> None:
    """The disk fills up between one's own decision and the other side's: one may try again, and nothing is lost."""
    room = [100]

    def keep(_tree: Tree) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise SaveError("the disk is full")

    for left in range(4):
        room[0] = 100
        game = Playthrough(pack, new_tree(pack, EAST, 5), keep)
        game.proceed()
        game.choose("yes-build")
        game.forecast(50)
        shown = text_of(page_of(game))
        room[0] = left
        try:
            game.proceed()
        except SaveError:
            assert text_of(page_of(game)) == shown
            room[0] = 100
            game.proceed()
        assert isinstance(game.stage, News)


def test_going_back_hands_the_keyboard_over_before_it_shows_another_sides_page(pack: Pack) -> None:
    """West undoes East's decision: East's briefing stays sealed until East sits down."""
    game = game_of(pack, Wish(crisis="1901-dam", hot_seat=True))
    game.proceed()
    game.proceed()
    game.choose("no-build")
    game.forecast(50)
    game.proceed()
    assert isinstance(game.stage, Handover)
    while not isinstance(game.stage, Decision):
        game.proceed()
    assert game.viewer is not None
    assert game.viewer.id == "west"
    stage = game.undo()
    assert isinstance(stage, Handover)
    assert stage.seat.id == "east"
    assert "EAST-" not in text_of(page_of(game))


def test_every_stage_resumes_where_it_was(pack: Pack) -> None:
    """Whatever was kept last, a new game over it stands at the same kind of page."""
    kept: list[Tree] = []
    game = game_of(pack, EAST, kept=kept)
    game.proceed()
    acts: tuple[Callable[[], object], ...] = (
        lambda: game.choose("yes-build"),
        lambda: game.forecast(40),
        lambda: game.proceed(),
        lambda: game.proceed(),
        lambda: game.proceed(),
    )
    for act in acts:
        act()
        again = Playthrough(pack, kept[-1])
        assert type(again.stage) is type(game.stage)
        assert again.state == game.state


def test_one_side_never_reads_the_others_secrets(pack: Pack) -> None:
    """West learns of East's decision only what West's outcome says; the journal and the ledger keep the secret too."""
    for seed in range(12):
        game = game_of(pack, Wish(crisis="1901-dam", seat="west"), seed)
        for _ in range(20):
            if isinstance(game.stage, Debrief):
                break
            with pytest.raises(UsageError, match="other side"):
                why_meter_page(game, "grain")
            seen = "\n".join(
                (text_of(page_of(game)), text_of(journal_page(game)), text_of(why_meter_page(game, "peace")))
            )
            for secret in ("EAST-", "SECRET-", "Grain"):
                assert secret not in seen
            stage = game.stage
            if isinstance(stage, Decision):
                game.choose("talk")
            else:
                game.proceed()


def test_the_score_so_far_keeps_the_other_players_secrets(pack: Pack) -> None:
    """With two people, each is told of their own seat alone until the books are opened."""
    game = game_of(pack, Wish(crisis="1901-dam", hot_seat=True))
    told = ""
    for _ in range(40):
        viewer, stage = game.viewer, game.stage
        told = "\n".join(text_of(why_score_page(game, part)) for part in PARTS)
        if isinstance(stage, Finale):
            break
        if viewer is not None and viewer.id == "west":
            assert "SECRET-" not in told and "Grain" not in told and "Build" not in told
        if isinstance(stage, Decision):
            game.choose("yes-build" if stage.seat.id == "east" else "talk")
        elif isinstance(stage, Foresee):
            game.forecast(30)
        else:
            game.proceed()
    assert isinstance(game.stage, Finale)
    assert "SECRET-ORDER" in told and "Grain" in told and "Mills" in told


def test_the_other_side_is_named_by_who_led_it_then(tmp_path: Path) -> None:
    """Not by who leads it at the end of a long campaign."""
    game = game_of(load_pack(write_pack(tmp_path)), Wish(campaign="years", seat="west"))
    for _ in range(40):
        if isinstance(game.stage, Finale):
            break
        if isinstance(game.stage, Decision):
            game.choose(next(option.choice.id for option in game.stage.options if option.is_open))
        else:
            game.proceed()
    assert "Anna decided" in text_of(journal_page(game))


def test_the_debrief_tells_both_sides_and_beats_that_never_came(pack: Pack) -> None:
    """Afterwards everything is open, and history is taught whatever was chosen."""
    game = game_of(pack, EAST)
    for _ in range(20):
        if isinstance(game.stage, Debrief):
            break
        stage = game.stage
        if isinstance(stage, Decision):
            game.choose("no-build", "No rain")
        elif isinstance(stage, Foresee):
            game.forecast(20)
        else:
            game.proceed()
    text = text_of(page_of(game))
    for expected in ("SECRET-REFUSAL", "SECRET-ORDER", "No rain", "They built and broke.", "They broke it.", "As ever"):
        assert expected in text
    assert "The dam" in text


def test_a_forecast_about_the_other_side_is_settled_when_they_decide(pack: Pack) -> None:
    """Said at East's decision, judged at West's."""
    for seed in range(8):
        game = game_of(pack, EAST, seed)
        game.proceed()
        game.choose("yes-build")
        game.forecast(70)
        reveal = game.stage
        assert isinstance(reveal, Reveal)
        assert reveal.settled == ()
        game.proceed()
        game.proceed()
        news = game.stage
        assert isinstance(news, News)
        assert [(item.percent, item.came_true) for item in news.settled] == [(70, news.choice.id == "break-it")]
        assert "You said 70 %" in text_of(page_of(game))


def test_no_number_gives_the_outcome_away_while_a_forecast_is_due(pack: Pack) -> None:
    """Neither the meters nor the ledger move before the reveal."""
    game = game_of(pack, EAST)
    game.proceed()

    def numbers() -> tuple[object, ...]:
        return (meters_now(game), why_meter_page(game, "grain"), *(why_score_page(game, part) for part in PARTS))

    before = numbers()
    game.choose("yes-build")
    assert isinstance(game.stage, Foresee)
    assert numbers() == before
    game.forecast(50)
    assert meters_now(game) != before[0]
    assert "SECRET-ORDER" in text_of(why_meter_page(game, "grain"))


def test_undo_keeps_the_branch_and_asks_no_second_forecast(pack: Pack) -> None:
    """Going back loses nothing, and whoever has seen the answer is not asked again."""
    game = game_of(pack, EAST)
    game.proceed()
    game.choose("yes-build")
    game.forecast(70)
    game.proceed()
    assert game.can_undo
    assert isinstance(game.undo(), Decision)
    stage = game.choose("no-build")
    assert isinstance(stage, Reveal)
    assert {node.choice for node in game.tree.nodes if node.beat == "1901-dam/build"} == {"yes-build", "no-build"}
    game.undo()
    game.choose("yes-build")
    assert game.path[0].forecast == 70


def test_undo_before_the_first_decision_says_that_there_is_nothing(pack: Pack) -> None:
    """Not a crash, a sentence."""
    with pytest.raises(UsageError, match="nothing to undo"):
        game_of(pack, EAST).undo()


def test_closed_and_unknown_choices_are_refused_and_change_nothing(pack: Pack) -> None:
    """A choice that is closed in this timeline is shown with its reason, and cannot be taken."""
    game = game_of(pack, Wish(crisis="1901-dam", hot_seat=True))
    game.proceed()
    game.proceed()
    game.choose("no-build")
    game.forecast(None)
    while not isinstance(game.stage, Decision):
        game.proceed()
    rows = next(block.rows for block in page_of(game).blocks if isinstance(block, Options))
    closed: list[OptionRow] = [row for row in rows if row.closed]
    assert [(row.id, row.closed) for row in closed] == [("break-it", "There is no dam.")]
    before = game.tree
    for bad in ("break-it", "sing"):
        with pytest.raises(ChoiceNotOpen):
            game.choose(bad)
    assert game.tree == before


def test_two_people_at_one_keyboard_get_their_own_briefings(pack: Pack) -> None:
    """Handover, then what this side alone knows, then what it missed."""
    game = game_of(pack, Wish(crisis="1901-dam", hot_seat=True))
    met: list[tuple[str, str]] = []
    for _ in range(40):
        stage = game.stage
        met.append((type(stage).__name__, game.viewer.id if game.viewer else ""))
        if game.viewer and not isinstance(stage, Debrief | Finale):
            other = "WEST-" if game.viewer.id == "east" else "EAST-"
            assert other not in text_of(page_of(game))
        match stage:
            case Finale():
                break
            case Decision():
                game.choose(next(option.choice.id for option in stage.options if option.is_open))
            case Foresee():
                game.forecast(50)
            case _:
                game.proceed()
    assert [name for name, _ in met] == [
        "Handover", "Briefing", "Decision", "Foresee", "Reveal",
        "Handover", "Briefing", "News", "News", "Decision", "Foresee", "Reveal",
        "Debrief", "Finale",
    ]  # fmt: skip


def test_watching_history_takes_historys_choice_at_every_beat(pack: Pack) -> None:
    """Chance included, whatever the seed."""
    for seed in (1, 2, 3, 4):
        game = game_of(pack, Wish(campaign="river", watch=True), seed)
        finish(game)
        assert all(game.pack.beats[node.beat].history.id == node.choice for node in game.path)
        assert game.score().likeness.value == 100


def test_a_crisis_that_does_not_come_to_pass_says_what_came_instead_and_still_teaches(pack: Pack) -> None:
    """No dam, no ice: East reads what happened instead, and what history did."""
    game = game_of(pack, Wish(campaign="river", seat="east"))
    seen: list[str] = []
    for _ in range(60):
        stage = game.stage
        if isinstance(stage, PassedOver):
            seen.append(text_of(page_of(game)))
        match stage:
            case Finale():
                break
            case Decision():
                game.choose("no-build" if stage.beat.id.endswith("build") else stage.options[0].choice.id)
            case Foresee():
                game.forecast(50)
            case _:
                game.proceed()
    assert len(seen) == 1
    assert "EAST-NO-ICE." in seen[0]
    assert "WEST-" not in seen[0]
    assert "THE-ICE-WAS-CUT." in seen[0]


def test_speculative_choices_can_be_left_out_but_never_below_two(pack: Pack) -> None:
    """Only what was on the table: the third choice is speculative and goes."""
    game = game_of(pack, replace(EAST, on_record_only=True))
    game.proceed()
    stage = game.stage
    assert isinstance(stage, Decision)
    assert [option.choice.id for option in stage.options] == ["yes-build", "half-build"]


def test_a_save_of_other_content_is_refused_and_what_fits_can_be_kept(pack: Pack) -> None:
    """The foreign save names the decision; refit keeps the rest and counts what it left."""
    kept: list[Tree] = []
    game = game_of(pack, EAST, kept=kept)
    game.proceed()
    game.choose("yes-build")
    game.forecast(10)
    game.proceed()
    tree = kept[-1]
    foreign = replace(tree, nodes=(*tree.nodes[:1], replace(tree.nodes[1], choice="snow"), *tree.nodes[2:]))
    with pytest.raises(SaveForeign, match="snow"):
        Playthrough(pack, foreign)
    fitted, lost = refit(pack, foreign)
    assert lost == len(tree.nodes) - 1
    assert fitted.path()[0].choice == "yes-build"
    assert fitted.path()[0].forecast == 10
    Playthrough(pack, fitted)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(crisis="1901-dam"), "choose a seat"),
        (Wish(crisis="1901-dam", seat="north"), "no seat 'north'"),
        (Wish(crisis="1999-sea", seat="east"), "no crisis '1999-sea'"),
        (Wish(campaign="sea", seat="east"), "no campaign 'sea'"),
        (Wish(crisis="1901-dam", seat="east", lens="rose"), "no lens 'rose'"),
        (Wish(seat="east"), "campaign or a crisis"),
        (Wish(crisis="1901-dam", hot_seat=True, watch=True), "not both"),
        (Wish(crisis="1901-dam", hot_seat=True, seat="east"), "one of the three"),
        (Wish(crisis="1901-dam", watch=True, seat="east"), "one of the three"),
    ],
)
def test_wishes_that_make_no_sense_are_answered_with_what_to_ask_for(pack: Pack, wish: Wish, says: str) -> None:
    """One sentence each."""
    with pytest.raises(UsageError, match=says):
        new_tree(pack, wish, 1)


def test_a_seed_beyond_64_bits_is_refused(pack: Pack) -> None:
    """Luck is the same everywhere only for seeds that fit."""
    with pytest.raises(UsageError, match="seed"):
        new_tree(pack, EAST, 1 << 64)


def test_pages_that_answer_questions_name_what_they_do_not_know(pack: Pack) -> None:
    """Codex and why, for things that are not there."""
    game = game_of(pack, EAST)
    assert codex_page(pack, "dam").title == "Dam"
    assert codex_page(pack, "ada").title == "Ada"
    assert codex_page(pack, "peace").title == "Peace"
    calls: tuple[Callable[[], Page], ...] = (
        lambda: codex_page(pack, "moon"),
        lambda: why_meter_page(game, "moon"),
        lambda: why_score_page(game, "moon"),
    )
    for call in calls:
        with pytest.raises(UsageError, match="moon"):
            call()


@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.integers(0, (1 << 64) - 1))
def test_any_play_can_be_left_at_any_moment_and_replays_to_the_same_states(
    pack: Pack, data: st.DataObject, seed: int
) -> None:
    """Random plays with undo and going to any node: what was kept always replays to what was shown."""
    wish = data.draw(
        st.sampled_from(
            [
                EAST,
                Wish(crisis="1901-dam", hot_seat=True),
                Wish(campaign="river", seat="west"),
                Wish(campaign="river", watch=True),
            ]
        )
    )
    kept: list[Tree] = []
    game = game_of(pack, wish, seed, kept)
    for _ in range(data.draw(st.integers(0, 40))):
        for page in pages_here(game):
            assert page.title
        match data.draw(st.sampled_from(["on", "on", "on", "on", "undo", "go"])):
            case "undo" if game.can_undo:
                game.undo()
            case "go" if game.tree.nodes:
                game.go_to(data.draw(st.sampled_from([None, *(node.id for node in game.tree.nodes)])))
            case _:
                stage = game.stage
                match stage:
                    case Decision():
                        open_now = [option for option in stage.options if option.is_open]
                        assert open_now
                        game.choose(data.draw(st.sampled_from(open_now)).choice.id)
                    case Foresee():
                        game.forecast(data.draw(st.one_of(st.none(), st.integers(0, 100))))
                    case _:
                        game.proceed()
    if kept:
        again = replay(game.run, kept[-1].path())
        assert again[-1].after == game.state
        assert all(node.parent is None or node.parent < node.id for node in game.tree.nodes)
        assert all(node.by is not Picker.PERSON or node.beat in pack.beats for node in game.tree.nodes)


def pages_here(game: Playthrough) -> Iterator[Page]:
    """Every page that can be asked for now."""
    yield page_of(game)
    yield journal_page(game)
    yield why_meter_page(game, "peace")
    for part in PARTS:
        yield why_score_page(game, part)


def test_handover_and_briefing_stages_carry_their_seat(pack: Pack) -> None:
    """A face can tell whose eyes the page is for."""
    game = game_of(pack, Wish(crisis="1901-dam", hot_seat=True))
    assert isinstance(game.stage, Handover)
    assert game.viewer is not None
    game.proceed()
    assert isinstance(game.stage, Briefing)
    assert game.viewer.id == "east"
