"""What play can reach: all of it told, and nothing called unreachable that is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from game.content import Loaded, Severity, read_pack
from game.content.coverage import Coverage, Whole, ending_key, exhaust, pickable, things_of
from game.content.prove import Gap, Policy, Proof, prove, unreached, walk
from game.engine import Run, State, begin, campaign_run, crisis_run, current, decide
from game.engine.model import Pack
from game.engine.text import Passage, Text, Variant
from tests.worlds import LAMP, PACK, STORM, Edit, Spot, break_pack, few, packs, seeds


def loaded_with(folder: Path, *edits: Edit) -> tuple[Pack, Loaded, tuple[Spot, ...]]:
    """The good pack with some edits, which must load."""
    root, spots = break_pack(folder, *edits)
    loaded = read_pack(root, "coasts")
    assert loaded.pack is not None, loaded.problems
    return loaded.pack, loaded, spots


def test_a_small_crisis_is_looked_at_whole_and_counted(tmp_path: Path) -> None:
    """By hand: the wind doubles three plays (refused, paid, dark); at the beats stand 1, 2, 4 and 2 states."""
    pack, _, _ = loaded_with(tmp_path)
    proof = walk(pack, crisis_run(pack, "1900-lamp"), 20)
    assert (proof.name, proof.whole, proof.states, proof.plays) == ("1900-lamp", True, 9, 6)
    assert proof.reached.beats == {f"1900-lamp/{beat}" for beat in ("light", "wind", "answer", "night")}
    assert proof.reached.endings == {"1900-lamp#endings.friends", "1900-lamp#endings.strangers"}
    assert proof.gaps == ()
    assert proof.problems == ()


def test_a_well_made_pack_is_proved_without_a_word(tmp_path: Path) -> None:
    """Every campaign, then every crisis."""
    pack, loaded, _ = loaded_with(tmp_path)
    proofs = prove(pack, 20, places=loaded.places)
    assert [proof.name for proof in proofs] == ["campaigns:years", "1900-lamp", "1901-storm"]
    assert unreached(pack, proofs, loaded.places) == []
    assert proofs[0].reached.endings >= {"endings:thaw", "endings:frost"}


GAPS = [
    (
        "a beat that asks too much",
        (LAMP, "    when: paid\n", "    when: paid and fear > 99\n"),
        (LAMP, "- id: night", "- id: ▸night"),
        Gap("beat", "1900-lamp/night", True),
        "the beat '1900-lamp/night' is unreachable",
    ),
    (
        "a choice that is never open",
        (LAMP, "        when: lit\n", "        when: lit and warmth < 40\n"),
        (LAMP, "- id: pay", "- id: ▸pay"),
        Gap("choice", "1900-lamp/answer/pay", True),
        "the choice '1900-lamp/answer/pay' can never be taken",
    ),
    (
        "a choice that chance gives no chance",
        (LAMP, "weight: [{when: lit, weight: 1}, {weight: 2}]", "weight: 0"),
        (LAMP, "- id: gale", "- id: ▸gale"),
        Gap("choice", "1900-lamp/wind/gale", True),
        "the choice '1900-lamp/wind/gale' can never be taken",
    ),
    (
        "an ending that nobody comes to",
        (
            LAMP,
            "{id: friends, title: Friends, when: paid,",
            "{id: ▸friends, title: Friends, when: paid and warmth < 9,",
        ),
        (LAMP, "title: Strangers", "title: Strangers"),
        Gap("ending", "1900-lamp#endings.friends", True),
        "the ending 'friends' is unreachable",
    ),
]


@pytest.mark.parametrize(
    ("first", "second", "gap", "says"), [case[1:] for case in GAPS], ids=[case[0].replace(" ", "-") for case in GAPS]
)
def test_what_no_play_reaches_is_unreachable_and_that_is_certain(
    tmp_path: Path, first: Edit, second: Edit, gap: Gap, says: str
) -> None:
    """Every state was looked at: it is said in so many words, at the thing's own place."""
    pack, loaded, (spot,) = loaded_with(tmp_path, first, second)
    proof = walk(pack, crisis_run(pack, "1900-lamp"), 5, places=loaded.places)
    assert gap in proof.gaps
    problem = next(problem for problem in proof.problems if says in problem.message)
    assert problem.message == f"{says} when the crisis is played alone"
    assert (problem.path, problem.line, problem.column) == (f"coasts/{spot.file}", spot.line, spot.column)
    assert (problem.code, problem.severity) == ("dead-end", Severity.WARNING)
    # The campaign begins with this crisis, so it is certain for the whole pack too.
    assert says in {found.message for found in unreached(pack, prove(pack, 5), {})}


def test_what_an_unreached_beat_holds_is_not_told_again(tmp_path: Path) -> None:
    """One warning for a beat, none for its choices."""
    pack, loaded, _ = loaded_with(tmp_path, (LAMP, "    when: lit or fear > 20\n", "    when: lit and warmth < 9\n"))
    proof = walk(pack, crisis_run(pack, "1900-lamp"), 5)
    assert [gap.key for gap in proof.gaps if gap.kind != "ending"] == ["1900-lamp/answer", "1900-lamp/night"]
    found = unreached(pack, prove(pack, 5, places=loaded.places), loaded.places)
    assert [problem.message for problem in found if "choice" in problem.message] == []


def test_where_there_are_only_walks_nothing_is_called_unreachable(tmp_path: Path) -> None:
    """'Not reached in N walks' is all that is known, and N is told."""
    pack, _, _ = loaded_with(tmp_path, (LAMP, "    when: paid\n", "    when: paid and fear > 99\n"))
    proof = walk(pack, crisis_run(pack, "1900-lamp"), 7, most=6)
    assert (proof.whole, proof.states, proof.plays, proof.walks) == (False, 0, 0, 15)
    assert Gap("beat", "1900-lamp/night", False) in proof.gaps
    (problem,) = (problem for problem in proof.problems if "night" in problem.message)
    assert problem.message == "the beat '1900-lamp/night' is not reached in 15 walks when the crisis is played alone"
    walks = {found.message for found in unreached(pack, prove(pack, 7, most=0))}
    assert "the beat '1900-lamp/night' is not reached in 30 walks" in walks


def test_the_limit_on_states_is_exact(tmp_path: Path) -> None:
    """Nine states are whole at nine."""
    pack, _, _ = loaded_with(tmp_path)
    run = crisis_run(pack, "1900-lamp")
    assert exhaust(Coverage(run), 9) == Whole(9, 6)
    assert exhaust(Coverage(run), 8) is None


def test_what_is_certain_of_a_crisis_alone_is_not_certain_of_a_campaign_that_was_only_walked(tmp_path: Path) -> None:
    """The whole of the crisis has seven states; the campaign has more than nine."""
    pack, _, _ = loaded_with(tmp_path, (LAMP, "    when: paid\n", "    when: paid and fear > 99\n"))
    campaign, lamp, _ = proofs = prove(pack, 5, most=9)
    assert (campaign.whole, lamp.whole) == (False, True)
    told = [problem.message for problem in unreached(pack, proofs) if "night" in problem.message]
    assert told == ["the beat '1900-lamp/night' is not reached in 22 walks"]


def test_campaigns_of_the_same_crises_are_walked_once(tmp_path: Path) -> None:
    """They differ in who plays, not in what can happen; and their walks are counted once."""
    more = "  again: {title: Again, about: Again., seats: [east], crises: [1900-lamp, 1901-storm]}\n"
    pack, _, _ = loaded_with(
        tmp_path,
        (PACK, "endings:\n", f"{more}endings:\n"),
        (LAMP, "    when: paid\n", "    when: paid and fear > 99\n"),
    )
    first, second, *_ = proofs = prove(pack, 7, most=0)
    assert (first.name, second.name) == ("campaigns:years", "campaigns:again")
    assert first.tallies is second.tallies
    assert any("in 30 walks" in problem.message for problem in unreached(pack, proofs))


def test_a_beat_that_only_a_campaign_leads_to_is_no_dead_end(tmp_path: Path) -> None:
    """Alone the storm opens after history, where nobody had paid."""
    beat = (
        "  - id: thanks\n    title: Thanks\n    actor: chance\n    date: 1901-09-03\n    when: paid\n"
        "    choices:\n      - {id: so, title: So., history: true, outcome: Thanks.}\n"
    )
    pack, loaded, _ = loaded_with(tmp_path, (STORM, 'happened: {full: "The ship', f'{beat}happened: {{full: "The ship'))
    proofs = prove(pack, 10, places=loaded.places)
    alone = next(proof for proof in proofs if proof.name == "1901-storm")
    assert alone.gaps == (Gap("beat", "1901-storm/thanks", True),)
    assert unreached(pack, proofs, loaded.places) == []


def test_history_may_do_what_chance_never_would(tmp_path: Path) -> None:
    """A thing so unlikely that nobody would simulate it is still reached by watching history."""
    pack, _, _ = loaded_with(tmp_path, (LAMP, "        weight: 3\n", "        weight: 0\n"))
    proof = walk(pack, crisis_run(pack, "1900-lamp"), 10)
    assert "1900-lamp/wind/calm" in proof.reached.choices
    assert proof.gaps == ()


def test_a_pack_has_its_shares_of_endings_by_policy(tmp_path: Path) -> None:
    """The computer as often as the weights say, uniform walks evenly, history once."""
    pack, _, _ = loaded_with(tmp_path, (LAMP, "        title: Pay.\n", "        title: Pay.\n        weight: 0\n"))
    computer, uniform, history = walk(pack, crisis_run(pack, "1900-lamp"), 400, 3).tallies
    friends, strangers = "1900-lamp#endings.friends", "1900-lamp#endings.strangers"
    assert [tally.policy for tally in (computer, uniform, history)] == list(Policy)
    assert computer.endings == {strangers: 400}
    # Light it, then pay: one in four. Five standard deviations of 400 walks are 43.
    assert abs(uniform.endings[friends] - 100) < 43
    assert uniform.share(friends) + uniform.share(strangers) == 1
    assert (history.walks, history.endings) == (1, {strangers: 1})
    assert history.share("nothing") == 0


def test_the_same_seed_gives_the_same_proof_and_another_another(tmp_path: Path) -> None:
    """So that a failed check can be looked at again."""
    pack, _, _ = loaded_with(tmp_path)
    run = campaign_run(pack, "years")
    assert walk(pack, run, 50, 1) == walk(pack, run, 50, 1)
    assert walk(pack, run, 50, 1).tallies != walk(pack, run, 50, 2).tallies
    assert walk(pack, replace(run, seed=9), 50, 1).tallies == walk(pack, run, 50, 1).tallies


def test_a_text_that_says_nothing_to_somebody_is_told(tmp_path: Path) -> None:
    """A pack that was built by hand, past the loader's checks, is still looked at with each seat's eyes."""
    pack, _, _ = loaded_with(tmp_path)
    lamp = pack.crises[0]
    only_east = Passage(Text({"east": (Variant(None, "It burns."),)}))
    choice = replace(lamp.beats[0].choices[0], outcome=only_east)
    beat = replace(lamp.beats[0], choices=(choice, lamp.beats[0].choices[1]))
    empty = Text({"all": (Variant(None, ""),)})
    crisis = replace(lamp, beats=(beat, *lamp.beats[1:]), instead=Passage(NOWHERE), happened=Passage(empty))
    broken = replace(pack, crises=(crisis, pack.crises[1]))
    proof = walk(broken, crisis_run(broken, "1900-lamp"), 3)
    assert {(problem.path, problem.message) for problem in proof.problems if problem.code == "viewpoint"} == {
        ("1900-lamp/light/light-it#outcome", "the text is blank for 'west'"),
        ("1900-lamp#happened", "the text is blank for 'east'"),
        ("1900-lamp#happened", "the text is blank for 'west'"),
    }
    assert any(problem.code == "viewpoint" for problem in unreached(broken, (proof,)))


NOWHERE = Text({})


def test_a_proof_can_be_written_as_json(tmp_path: Path) -> None:
    """For scripts: plain data, the same every time."""
    pack, _, _ = loaded_with(tmp_path, (LAMP, "    when: paid\n", "    when: paid and fear > 99\n"))
    proof = walk(pack, crisis_run(pack, "1900-lamp"), 10)
    written = json.loads(json.dumps(proof.as_json()))
    assert written["run"] == "1900-lamp"
    assert written["whole"] is True
    assert written["gaps"][0] == {"kind": "beat", "key": "1900-lamp/night", "certain": True}
    assert [policy["policy"] for policy in written["policies"]] == ["computer", "uniform", "history"]
    assert sum(written["policies"][0]["endings"].values()) == 10


def every_play(run: Run, state: State, met: set[str]) -> int:
    """Every way to play on from a state, the slow and obvious way; what is met is added."""
    beat = current(run, state)
    if beat is None:
        met.add(ending_key(run, state))
        return 1
    met.add(beat.id)
    plays = 0
    for choice in pickable(run, state):
        met.add(f"{beat.id}/{choice.id}")
        plays += every_play(run, decide(run, state, choice.id).after, met)
    return plays


@few
@given(packs(crises=2))
def test_looking_at_every_state_meets_what_every_play_meets(pack: Pack) -> None:
    """No less and no more, and the plays are counted right without being walked."""
    run = campaign_run(pack, "all")
    coverage = Coverage(run)
    whole = exhaust(coverage, 5_000)
    if whole is None or whole.plays > 5_000:
        return
    met: set[str] = set()
    assert every_play(run, begin(run).after, met) == whole.plays
    assert coverage.beats | coverage.choices == {key for key in met if "/" in key}
    assert coverage.endings >= {key for key in met if "/" not in key}
    assert whole.states <= 5_000


@few
@given(packs(), seeds)
def test_no_walk_meets_what_a_whole_look_has_not(pack: Pack, seed: int) -> None:
    """And what was met is never called a gap."""
    run = campaign_run(pack, "all", lens="bent")
    walked: Proof = walk(pack, run, 6, seed, most=0)
    coverage = Coverage(run)
    whole: Whole | None = exhaust(coverage, 3_000)
    met = walked.reached.beats | walked.reached.choices | walked.reached.endings
    history = {key for key in walked.reached.choices if key not in coverage.choices}
    if whole is not None and not history:
        assert met - coverage.endings - {""} <= coverage.beats | coverage.choices
    known = {key for _, key in things_of(run)}
    assert {gap.key for gap in walked.gaps} <= known - met
    assert all(not gap.certain for gap in walked.gaps) or whole == Whole(0, 1)
