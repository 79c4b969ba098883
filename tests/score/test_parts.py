"""The parts of the score, against examples worked by hand (the same as in docs/scoring.md)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.content import load_pack
from game.engine import Run, Step, begin, crisis_run, decide, historical_run
from game.engine.meters import fairmath
from game.engine.model import Pack
from game.saves import Node, Picker, Root, Tree
from game.score import (
    HistorysMark,
    by_cause,
    causes,
    divergence,
    foresight,
    ledger,
    likeness,
    score,
    statecraft,
    the_bond,
    tracks,
    under_lenses,
    widest,
)
from game.score.parts import rounded

PACK = """
pack: duel
title: A duel
about: Two sides and little else.
seats:
  red: {name: Red, adjective: Red, aims: [power, -fear], leaders: [{person: rosa, from: 1900-01-01}]}
  blue: {name: Blue, adjective: Blue, aims: [power], leaders: [{person: rosa, from: 1900-01-01}]}
meters:
  power: {title: Power, owner: world, start: 62, about: Power., bands: [{below: 101, say: some}]}
  fear: {title: Fear, owner: world, start: 40, about: Fear., bands: [{below: 101, say: some}]}
causes:
  pride: {title: Pride, about: Pride.}
  need: {title: Need, about: Need.}
lenses:
  balanced: {title: Balanced, about: As written., weights: {pride: 1, need: 1}}
  pride: {title: Pride, about: Pride doubled., weights: {pride: 2, need: 0.5}}
campaigns:
  all: {title: All, about: All., seats: [red, blue], crises: [1901-duel]}
endings:
  - {id: calm, title: Calm, when: fear < 50, text: Calm.}
  - {id: storm, title: Storm, text: Storm.}
people:
  rosa: {name: Rosa, text: She lived.}
"""
CRISIS = """
crisis: 1901-duel
title: The duel
dates: {from: 1901-01-01, until: 1901-12-31}
briefing: Stand there.
beats:
  - id: first
    title: First
    actor: red
    date: 1901-01-02
    importance: 5
    briefing: Now.
    question: What?
    happened: It did.
    choices:
      - {id: hold, title: Hold, history: true, evidence: None., effects: {pride: {power: -8}}, outcome: Held.}
      - {id: hit, title: Hit, plausibility: argued, evidence: None., rewrite: Much., likeness: 10,
         effects: {pride: {power: 20}, need: {fear: 30}}, outcome: Hit.}
  - id: second
    title: Second
    actor: blue
    date: 1901-02-02
    importance: 2
    briefing: Now.
    question: What?
    happened: It did.
    choices:
      - {id: bow, title: Bow, history: true, evidence: None., outcome: Bowed.}
      - {id: spit, title: Spit, plausibility: argued, evidence: None., rewrite: Much., outcome: Spat.}
  - id: third
    title: Third
    actor: red
    date: 1901-03-02
    importance: 3
    briefing: Now.
    question: What?
    happened: It did.
    forecast: {ask: Will Blue spit?, because: Blue did., beat: fourth, choices: [spit]}
    choices:
      - {id: wait, title: Wait, history: true, evidence: None., effects: {need: {fear: -10}}, outcome: Waited.}
      - {id: nudge, title: Nudge, plausibility: argued, evidence: None., rewrite: Much., likeness: 40, outcome: Nudged.}
  - id: fourth
    title: Fourth
    actor: blue
    date: 1901-04-02
    briefing: Now.
    question: What?
    happened: It did.
    choices:
      - {id: bow, title: Bow, history: true, evidence: None., outcome: Bowed.}
      - {id: spit, title: Spit, plausibility: argued, evidence: None., rewrite: Much., outcome: Spat.}
happened: It happened.
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A duel of four beats."""
    folder = tmp_path_factory.mktemp("packs") / "duel"
    (folder / "crises").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "crises" / "1901-duel.yaml").write_text(CRISIS, "utf-8")
    return load_pack(folder)


def nodes(*decisions: tuple[str, str], by: Picker = Picker.PERSON) -> tuple[Node, ...]:
    """A single line of decisions."""
    return tuple(
        Node(index, index - 1 if index else None, f"1901-duel/{beat}", choice, by, seen=True)
        for index, (beat, choice) in enumerate(decisions)
    )


def tree_of(pack: Pack, line: tuple[Node, ...]) -> Tree:
    """A tree that holds just one line."""
    root = Root(pack.id, pack.digest, 1, "balanced", {"red": Picker.PERSON, "blue": Picker.PERSON}, crisis="1901-duel")
    return Tree(root, line, len(line) - 1)


@pytest.mark.parametrize(
    ("value", "percent", "weight", "after"),
    [(62, -8, 100, 57), (62, -8, 200, 52), (50, 3, 100, 52), (98, 30, 100, 99), (0, -50, 100, 0), (40, 60, 400, 100)],
)
def test_fairmath_as_worked_by_hand(value: int, percent: int, weight: int, after: int) -> None:
    """The meter's arithmetic, rounded once, halves away from the old value."""
    assert fairmath(value, percent, weight) == after


@pytest.mark.parametrize(
    ("top", "bottom", "out"), [(5, 2, 3), (-5, 2, -3), (7, 3, 2), (-7, 3, -2), (0, 4, 0), (620, 8, 78)]
)
def test_quotients_are_rounded_halves_away_from_zero(top: int, bottom: int, out: int) -> None:
    """So that a gain and a loss of the same size look the same."""
    assert rounded(top, bottom) == out


def test_likeness_is_the_mean_closeness_weighed_by_importance(pack: Pack) -> None:
    """(5 × 100 + 3 × 40) ÷ 8 = 77.5, rounded to 78; Blue's decisions are not Red's."""
    run = crisis_run(pack, "1901-duel")
    steps = [begin(run)]
    for choice in ("hold", "spit", "nudge", "spit"):
        steps.append(decide(run, steps[-1].after, choice))
    found = likeness(steps, ["red"], HistorysMark(run))
    assert found.value == 78
    assert [(part.closeness, part.importance) for part in found.parts] == [(100, 5), (40, 3)]
    assert likeness(steps[:1], ["red"], HistorysMark(run)).value is None


def test_statecraft_is_the_mean_gain_in_the_direction_each_aim_wants(pack: Pack) -> None:
    """Red hits: power 62 → 70 (history 57), fear 40 → 58 → 52 (history 36): (+13 − 16) ÷ 2 = −1.5, rounded to −2."""
    run = crisis_run(pack, "1901-duel")
    steps = [begin(run)]
    for choice in ("hit", "bow", "wait", "bow"):
        steps.append(decide(run, steps[-1].after, choice))
    red, blue = pack.seats
    found = statecraft(run, steps, red, HistorysMark(run))
    assert [(part.yours, part.historys, part.gain) for part in found.parts] == [(70, 57, 13), (52, 36, -16)]
    assert found.value == -2
    assert statecraft(run, steps, blue, HistorysMark(run)).value == 13


def test_historys_own_run_scores_likeness_100_and_statecraft_0(pack: Pack) -> None:
    """History measured against itself."""
    run = crisis_run(pack, "1901-duel")
    steps = historical_run(run)
    line = nodes(("first", "hold"), ("second", "bow"), ("third", "wait"), ("fourth", "bow"))
    parts = score(run, steps, tree_of(pack, line), line, ["red", "blue"])
    assert parts.likeness.value == 100
    assert [part.value for part in parts.statecraft] == [0, 0]
    assert parts.ending is not None
    assert parts.ending.id == "calm"


def hitting(run: Run) -> list[Step]:
    """Red hits, and all else is history's."""
    steps = [begin(run)]
    for choice in ("hit", "bow", "wait", "bow"):
        steps.append(decide(run, steps[-1].after, choice))
    return steps


def test_divergence_is_the_mean_distance_of_the_meters_after_each_decision(pack: Pack) -> None:
    """The blow: power 13 off, fear 18: 15.5, rounded to 16; after the wait 13 and 16: 14.5, rounded to 15."""
    run = crisis_run(pack, "1901-duel")
    found = divergence(hitting(run), HistorysMark(run))
    assert [point.distance for point in found.points] == [16, 16, 15, 15]
    assert (found.value, found.height) == (15, 16)
    assert found.parted is pack.beats["1901-duel/first"]
    power, fear = tracks(pack, found)
    assert (power.yours, power.historys) == ((70, 70, 70, 70), (57, 57, 57, 57))
    assert (fear.yours, fear.historys) == ((58, 58, 52, 52), (40, 40, 36, 36))
    assert widest(pack, found) == ("fear", "power")


def test_historys_own_run_has_not_moved_from_history(pack: Pack) -> None:
    """Divergence 0 all along, and no place where it parted."""
    run = crisis_run(pack, "1901-duel")
    found = divergence(historical_run(run), HistorysMark(run))
    assert (found.value, found.height, found.parted) == (0, 0, None)
    assert widest(pack, found) == ()
    assert divergence([begin(run)], HistorysMark(run)).value is None


def test_causes_tell_what_each_gave_and_took_and_which_explain_the_outcome(pack: Pack) -> None:
    """Need gave fear 18 and took 6: all 24 points. Pride alone moved power."""
    run = crisis_run(pack, "1901-duel")
    power, fear = pack.meters
    assert the_bond(pack) is power
    found = causes(pack, hitting(run), fear)
    assert [(item.cause.id, item.gave, item.took, item.net, item.share) for item in found.shares] == [
        ("pride", 0, 0, 0, 0),
        ("need", 18, -6, 12, 100),
    ]
    assert (found.start, found.end) == (40, 52)
    assert [cause.id for cause in found.leading] == ["need"]
    assert [entry.choice.id for entry in found.blows] == ["wait"]
    assert [entry.choice.id for entry in found.gifts] == ["hit"]
    fell = causes(pack, historical_run(run), power)
    assert [cause.id for cause in fell.leading] == ["pride"]
    assert causes(pack, [begin(run)], power).leading == ()


def test_the_same_decisions_end_elsewhere_under_another_lens(pack: Pack) -> None:
    """Pride doubled, need halved: power 62 → 77, fear 40 → 49 → 47, so a calm and no storm; 7 and 5 points off: 6."""
    run = crisis_run(pack, "1901-duel")
    plain, proud = under_lenses(run, hitting(run))
    assert (plain.lens.id, plain.end.meters, plain.distance, plain.forced) == ("balanced", (70, 52), 0, ())
    assert plain.ending is not None
    assert plain.ending.id == "storm"
    assert (proud.lens.id, proud.end.meters, proud.distance, proud.forced) == ("pride", (77, 47), 6, ())
    assert proud.ending is not None
    assert proud.ending.id == "calm"


def test_a_timeline_that_is_not_over_is_weighed_as_far_as_it_goes(pack: Pack) -> None:
    """No lens decides what the player has not."""
    run = crisis_run(pack, "1901-duel")
    plain, proud = under_lenses(run, hitting(run)[:2])
    assert (plain.end.meters, plain.ending) == ((70, 58), None)
    assert proud.end.meters == (77, 49)
    assert under_lenses(run, [begin(run)])[0].end == begin(run).after


def test_foresight_is_a_hundred_less_the_mean_brier_score(pack: Pack) -> None:
    """80 % on what came true costs 0.04, 30 % 0.49: mean 0.265, so Foresight is 100 − 27 = 73."""
    line = list(nodes(("first", "hold"), ("second", "bow"), ("third", "wait"), ("fourth", "spit")))
    line[0] = replace(line[0], forecast=80)
    line[2] = replace(line[2], forecast=30)
    path = tuple(line)
    found = foresight(pack, tree_of(pack, path), path, ["red"])
    assert [part.penalty for part in found.parts] == [400, 4900]
    assert found.value == 100 - rounded(5300, 200)
    assert found.value == 73


def test_a_forecast_about_a_later_beat_is_open_until_that_beat_is_decided(pack: Pack) -> None:
    """Red asked whether Blue would spit; Blue has not decided yet."""
    line = list(nodes(("first", "hold"), ("second", "bow"), ("third", "wait")))
    line[2] = replace(line[2], forecast=90)
    path = tuple(line)
    found = foresight(pack, tree_of(pack, path), path, ["red"])
    assert found.value is None
    assert [part.came_true for part in found.parts] == [None]


def test_a_second_look_at_the_same_beat_does_not_count(pack: Pack) -> None:
    """Who goes back has seen the answer: the forecast is kept, and not scored."""
    first = replace(nodes(("first", "hold"))[0], forecast=10)
    again = Node(1, None, "1901-duel/first", "hit", Picker.PERSON, forecast=100, seen=True)
    tree = replace(tree_of(pack, (first,)), nodes=(first, again), head=1)
    found = foresight(pack, tree, tree.path(), ["red"])
    assert [part.counted for part in found.parts] == [False]
    assert found.value is None


def test_declined_and_other_seats_forecasts_do_not_count(pack: Pack) -> None:
    """Only numbers that this seat gave."""
    line = list(nodes(("first", "hold"), ("second", "bow")))
    line[0] = replace(line[0], forecast="skipped")
    line[1] = replace(line[1], forecast=100)
    path = tuple(line)
    assert foresight(pack, tree_of(pack, path), path, ["red"]).parts == ()


def test_calibration_waits_for_twenty_forecasts(pack: Pack) -> None:
    """Nineteen say nothing yet; the twentieth opens the table."""
    line: list[Node] = []
    for index in range(20):
        line.append(Node(index, None, "1901-duel/first", "hold" if index % 4 else "hit", Picker.PERSON, forecast=90))
    path = tuple(line)
    tree = replace(tree_of(pack, path), head=None)
    assert foresight(pack, tree, path[:19], ["red"]).calibration == ()
    table = foresight(pack, tree, path, ["red"]).calibration
    assert [(item.low, item.forecasts, item.came_true) for item in table] == [(81, 20, 15)]


def test_the_ledger_names_every_movement_and_adds_up(pack: Pack) -> None:
    """Start plus all changes is where the meter stands, and the causes' shares add up to the same."""
    run = crisis_run(pack, "1901-duel", lens="pride")
    steps = [begin(run)]
    for choice in ("hit", "bow", "wait", "spit"):
        steps.append(decide(run, steps[-1].after, choice))
    for meter in pack.meters:
        entries = ledger(steps, meter.id)
        end = steps[-1].after.meters[meter.index]
        assert meter.start + sum(entry.move.change for entry in entries) == end
        assert sum(by_cause(steps, meter.id).values()) == end - meter.start
    assert [entry.move.weight for entry in ledger(steps, "power")] == [200]


def test_historys_mark_stands_still_at_beats_that_history_never_reached(pack: Pack) -> None:
    """Beside any point stands the last state that history had by then."""
    run = crisis_run(pack, "1901-duel")
    mark = HistorysMark(run)
    first, *_, fourth = run.crises[0].beats
    assert mark.after(None).meters == (62, 40)
    assert mark.after(first).meters == (57, 40)
    assert mark.after(fourth) == mark.end
