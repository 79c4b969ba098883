"""``two-tigers compare``: two timelines side by side, and nothing that an unfinished game still hides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from game.cli.compared import compared
from game.cli.compared_text import as_text
from game.cli.named import Source
from game.content import load_pack
from game.engine.model import CHANCE, WORLD, Pack
from game.plain.render import cells
from game.play.playthrough import Playthrough
from game.play.setup import Wish, new_tree
from game.play.stages import Decision, Finale, Foresee
from game.saves import Picker, SaveStore, Tree, encode
from tests.cli.running import Command, start
from tests.cli.test_docs import JSON_PAGE, keys_of
from tests.report.plays import new_game, played, shipped, stages, until
from tests.worlds import LAMP, PACK, STORM, good_files, write_pack

FRANCE, BRITAIN = Wish(crisis="1898-fashoda", seat="france"), Wish(crisis="1898-fashoda", seat="britain")
NAME = "[red]a#b[/red] 漢字"
WIDTH = 80


@pytest.fixture
def tutorial() -> Pack:
    """The small pack that the game ships."""
    return shipped("tutorial")


def replayed_otherwise(game: Playthrough) -> Playthrough:
    """Go back to the first decision, decide otherwise, and play to the end."""
    first = next(node for node in game.path if node.by == "person")
    game.go_to(first.parent)
    assert isinstance(game.stage, Decision)
    game.choose(next(each.choice.id for each in game.stage.options if each.is_open and each.choice.id != first.choice))
    for _ in stages(game, Random(1)):
        pass
    return game


@pytest.fixture
def store(saves: Path, tutorial: Pack) -> SaveStore:
    """'mine' with two timelines, the first named; 'hers' from the other side; 'begun' with nothing decided."""
    store = SaveStore(saves)
    game = replayed_otherwise(played(tutorial, FRANCE))
    tree = game.tree.named(game.tree.tips()[0].id, NAME)
    store.create("mine", tree).close()
    store.create("hers", played(tutorial, BRITAIN, 2).tree).close()
    store.create("begun", new_tree(tutorial, FRANCE, 3)).close()
    return store


def tips(store: SaveStore) -> list[int]:
    """The last decisions of the timelines of 'mine'."""
    return [node.id for node in store.read("mine").tips()]


def told(data: dict[str, Any]) -> list[tuple[str, str]]:
    """The beats by name, with how the two stand there."""
    return [(beat["beat"].split("/")[1], beat["relation"]) for beat in data["beats"]]


def test_a_save_is_laid_beside_history_unless_another_is_named(command: Command, store: SaveStore) -> None:
    """On its own terms, and with the figures that the rest of the game gives."""
    data = command("compare", "mine", "--json").data
    path = store.read("mine").path()
    assert (data["a"]["name"], data["b"]["kind"]) == ("mine", "history")
    history = command("history", "--pack", "tutorial", "--crisis", "1898-fashoda", "--json").data
    taken = [(beat["beat"], beat["a"]["id"]) for beat in data["beats"] if beat["a"]]
    assert taken == [(node.beat, node.choice) for node in path]
    assert [(beat["beat"], beat["b"]["id"]) for beat in data["beats"] if beat["b"]] == [
        (each["beat"], each["choice"]) for each in history["decisions"]
    ]
    assert data["b"]["ending"]["id"] == history["ending"]
    assert data["b"]["score"] == history["score"] and data["b"]["divergence"] == 0
    assert data["levels"][-1]["b"]["meters"] == history["steps"][-1]["meters"]
    assert command("compare", "mine", "history", "--json").data == data


def test_history_first_is_the_same_seen_from_the_other_side(command: Command, store: SaveStore) -> None:
    """The word may stand in either place."""
    there, back = (command("compare", *given, "--json").data for given in (["mine"], ["history", "mine"]))
    assert (there["a"], there["b"]) == (back["b"], back["a"])
    assert [beat["a"] for beat in there["beats"]] == [beat["b"] for beat in back["beats"]]
    assert there["flags"] == {"a": back["flags"]["b"], "b": back["flags"]["a"]}


def test_the_first_parting_is_marked_and_told_in_words(command: Command, store: SaveStore) -> None:
    """Not by colour: by a sentence, a line and a sign."""
    data = command("compare", "mine", "hers", "--json").data
    out = command("compare", "mine", "hers").out
    parted = data["parted"]
    assert parted == next(beat for beat in data["beats"] if beat["relation"] != "same")
    assert f"They part first on 2 August 1898, at '{parted['title']}'" in " ".join(out.split())
    marked = out.split("-- here they part -")[1].lstrip("-\n")
    assert marked.startswith(f"≠ {parted['date']} ") and out.count("here they part") == 1
    assert "\x1b" not in out


def test_a_file_and_a_run_are_as_good_as_a_name(command: Command, store: SaveStore, tmp_path: Path) -> None:
    """A classmate's export, what history and replay write, and standard input."""
    export, run, again = (tmp_path / name for name in ("a#b.json", "run.json", "again.json"))
    assert command("saves", "export", "hers", export).code == 0
    by_name = command("compare", "mine", "hers", "--json").data
    by_file = command("compare", "mine", export, "--json").data
    assert by_file["b"].pop("name") == str(export) and by_name["b"].pop("name") == "hers"
    assert by_file == by_name
    again.write_text(command("replay", export, "--json").out, "utf-8")
    by_run = command("compare", "mine", again, "--json").data
    assert by_run["beats"] == by_name["beats"] and by_run["levels"] == by_name["levels"]
    assert (by_run["b"]["kind"], by_run["b"]["seats"]) == ("run", None) and "seats" not in by_run["differ"]
    run.write_text(command("history", "--pack", "tutorial", "--crisis", "1898-fashoda", "--json").out, "utf-8")
    assert (
        command("compare", "mine", run, "--json").data["levels"] == command("compare", "mine", "--json").data["levels"]
    )
    piped = start("compare", "mine", "-", "--json", saves=store.folder, text=again.read_text("utf-8"))
    assert json.loads(piped.out)["beats"] == by_name["beats"]


def test_the_branches_of_a_save_are_listed(command: Command, store: SaveStore) -> None:
    """Each with what it takes to name it, and where it led."""
    data = command("compare", "mine", "--branches", "--json").data
    first, second = tips(store)
    assert [branch["node"] for branch in data["branches"]] == [first, second] and data["node"] == second
    assert [branch["name"] for branch in data["branches"]] == [NAME, None]
    assert all(branch["finished"] and branch["ending"]["title"] for branch in data["branches"])
    assert [branch["decided"] for branch in data["branches"]] == [
        len(store.read("mine").path(node)) for node in (first, second)
    ]
    assert [branch["present"] for branch in data["branches"]] == [False, True]
    fork = store.read("mine").path(first)[0].id
    store.create("back", store.read("mine").rewind(fork)).close()
    again = command("compare", "back", "--branches", "--json").data
    assert (again["node"], [branch["present"] for branch in again["branches"]]) == (fork, [True, True])
    out = command("compare", "mine", "--branches").out
    assert re.search(rf"^  #{first} ", out, re.MULTILINE) and re.search(rf"^\* #{second} ", out, re.MULTILINE)
    assert "[red]a#b[/red]" in out
    assert command("compare", "begun", "--branches", "--json").data["branches"] == []


def test_two_branches_of_a_save_part_where_it_was_decided_otherwise(command: Command, store: SaveStore) -> None:
    """By number and by name; a name may hold a #."""
    first, second = tips(store)
    by_number = command("compare", f"mine#{first}", f"mine#{second}", "--json").data
    by_name = command("compare", f"mine#{NAME}", "mine", "--json").data
    assert by_number["beats"] == by_name["beats"] and by_number["a"]["branch"] == NAME
    assert (by_number["a"]["node"], by_number["b"]["node"]) == (first, second) and by_number["differ"] == []
    tree = store.read("mine")
    a, b = tree.path(first), tree.path(second)
    apart = next(one for one, other in zip(a, b, strict=False) if one.id != other.id)
    assert by_number["parted"]["beat"] == apart.beat
    same = command("compare", f"mine#{first}", f"mine#{NAME}", "--beats", "different", "--json").data
    assert (same["parted"], same["beats"]) == (None, []) and same["counts"]["same"] == len(a)


def test_what_differs_in_the_terms_is_told(command: Command, store: SaveStore, tutorial: Pack) -> None:
    """Campaign beside crisis, lens beside lens, luck beside luck: compared where they overlap."""
    lens = next(lens.id for lens in tutorial.lenses if lens.id != "balanced")
    wish = Wish(campaign=tutorial.campaigns[0].id, seat="france", lens=lens, on_record_only=True)
    game = new_game(tutorial, wish, seed=9)
    for _ in stages(game, Random(1)):
        pass
    store.create("other", game.tree).close()
    data = command("compare", "mine", "other", "--json").data
    assert data["differ"] == ["story", "lens", "seed", "on_record_only"]
    assert [crisis["id"] for crisis in data["crises"]] == ["1898-fashoda"] and data["beats"]
    terms = command("compare", "mine", "other").out.split("\n\n")[1]
    marks = {line[2:21].strip(): line[0] for line in terms.splitlines()}
    assert marks == {"Terms": " ", "Story": "≠", "Lens": "≠", "Seed": "≠", "On record only": "≠"} | dict.fromkeys(
        ("Britain", "France", "Decisions"), " "
    )


def test_only_what_differs_is_listed_when_that_is_asked(command: Command, store: SaveStore) -> None:
    """The counts stay those of all beats."""
    everything, apart = (
        command("compare", "mine", "hers", "--beats", which, "--json").data for which in ("all", "different")
    )
    assert [beat for beat in everything["beats"] if beat["relation"] != "same"] == apart["beats"]
    assert everything["counts"] == apart["counts"] and everything["counts"]["same"]


def test_a_game_that_has_not_begun_can_be_compared(command: Command, store: SaveStore) -> None:
    """There is nothing yet to lay side by side, and nothing is told of what is to come."""
    for given in (["begun"], ["begun", "hers"]):
        said = command("compare", *given)
        assert said.code == 0
    data = command("compare", "begun", "--json").data
    assert data["b"]["ending"] is data["b"]["decided"] is data["parted"] is None


def test_comparing_changes_no_save(command: Command, store: SaveStore) -> None:
    """Not even one that a game has open."""
    before = {path.name: path.read_bytes() for path in store.folder.glob("*.json")}
    with store.open("mine"):
        assert command("compare", "mine", "hers").code == command("compare", "mine", "--branches").code == 0
    assert {path.name: path.read_bytes() for path in store.folder.glob("*.json")} == before


# -- what a game that is not over hides -------------------------------------------------------------------------------


def data_of(pack: Pack, *trees: Tree | None) -> dict[str, Any]:
    """Trees compared, history for None."""
    a, b = (Source("x", tree.root, tree) if tree is not None else None for tree in trees)
    return compared(pack, a, b)


def every_word(value: Any) -> Iterator[str]:
    """Every text in some data, keys too."""
    if isinstance(value, dict):
        yield from (word for pair in value.items() for each in pair for word in every_word(each))
    elif isinstance(value, list):
        yield from (word for each in value for word in every_word(each))
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("seat", ["france", "britain"])
@pytest.mark.parametrize("luck", [1, 2, 3])
def test_at_no_page_of_a_game_is_anything_told_that_it_hides(tutorial: Pack, seat: str, luck: int) -> None:
    """Beside history, and beside somebody who has finished: no beat or choice of the other side's, nor its meters."""
    game = new_game(tutorial, Wish(crisis="1898-fashoda", seat=seat), luck)
    finished = played(tutorial, BRITAIN, 5).tree
    looked_at = 0
    for at in stages(game, Random(luck)):
        if at.state.ended and not isinstance(at.stage, Foresee):
            break
        decided = {node.beat: node for node in at.path}
        waits = at.path[-1].beat if isinstance(at.stage, Foresee) else None
        for other in (None, finished):
            data = data_of(tutorial, at.tree, other)
            beside = {key: value for key, value in data.items() if key not in "ab"}
            words = {*every_word(beside), "\n".join(as_text(data))}
            for beat in game.run.crises[0].beats:
                if beat.id in decided and beat.id != waits and beat.actor in (seat, CHANCE):
                    continue
                for choice in beat.choices:
                    assert not any(choice.title in word for word in words), (beat.id, choice.title)
                assert beat.id not in words and beat.title not in words
                looked_at += 1
            meters = {meter["owner"] for meter in data["meters"]}
            assert meters == {WORLD, seat}
            assert set(data["a"]["score"]) == {seat} and data["a"]["ending"] is data["a"]["divergence"] is None
            assert all(
                set(level[side]["meters"]) == {each["id"] for each in data["meters"]}
                for level in data["levels"]
                for side in "ab"
            )
        beside_history = data_of(tutorial, at.tree, None)["b"]
        assert beside_history["ending"] is beside_history["decided"] is beside_history["reached"] is None
    assert looked_at > 20


def test_what_the_other_side_decided_is_sealed_not_left_out(tutorial: Pack) -> None:
    """One knows that something was decided: who and when, and no more. A parting may hide there."""
    game = until(new_game(tutorial, FRANCE), lambda at: isinstance(at.stage, Decision))
    data = data_of(tutorial, game.tree, None)
    first = data["beats"][0]
    assert (first["relation"], first["actor"]) == ("sealed", "britain")
    assert first["beat"] is first["a"] is first["b"] is None and first["title"] == "Word from the British side"
    assert data["sealed_before"] and data["counts"]["sealed"] >= 1 and data["flags"] == {"a": [], "b": []}
    assert "may hide an earlier parting" in " ".join(as_text(data))


def test_when_it_is_over_everything_is_told(tutorial: Pack) -> None:
    """All meters, both seats, every beat."""
    game = until(new_game(tutorial, FRANCE), lambda at: isinstance(at.stage, Finale))
    data = data_of(tutorial, game.tree, None)
    assert data["counts"]["sealed"] == 0 and len(data["meters"]) == len(tutorial.meters)
    assert data["a"]["ending"] and data["b"]["ending"] and set(data["a"]["score"]) == {"britain", "france"}


def test_two_who_have_not_finished_are_told_what_both_know(tutorial: Pack) -> None:
    """With two people at one keyboard nobody knows who reads this."""
    game = until(
        new_game(tutorial, Wish(crisis="1898-fashoda", hot_seat=True)),
        lambda at: {"britain", "france"} <= {at.pack.beats[node.beat].actor for node in at.path},
        luck=3,
    )
    assert not game.state.ended
    data = data_of(tutorial, game.tree, None)
    assert {beat["relation"] for beat in data["beats"] if beat["actor"] != CHANCE} == {"sealed"}
    assert data["a"]["score"] == {} and {meter["owner"] for meter in data["meters"]} == {WORLD}


def coasts(tmp_path: Path, **edits: str) -> Pack:
    """Two years on two coasts, and a third in which the wreck comes again, whatever was paid."""
    files = good_files()
    files[PACK] = files[PACK].replace("1901-storm]", "1901-storm, 1902-calm]")
    calm = files[STORM].replace("1901-storm", "1902-calm").replace("1901-09", "1902-09")
    files["crises/1902-calm.yaml"] = re.sub("^(when|instead): .*\n", "", calm, flags=re.MULTILINE)
    for old, new in edits.items():
        assert files[LAMP].count(LAMP_TEXTS[old]) == 1
        files[LAMP] = files[LAMP].replace(LAMP_TEXTS[old], new)
    return load_pack(write_pack(tmp_path, files))


LAMP_TEXTS = {
    "wind": "    date: 1900-03-10\n",
    "night": """\
    actor: chance
    date: 1900-04-01
    when: paid
    choices:
      - {id: fall, title: It falls., history: true, outcome: {full: Night falls on both coasts., short: Night.}}
""",
}
WEST_DECIDES_THE_NIGHT = """\
    actor: west
    date: 1900-04-01
    when: paid
    question: Sleep?
    briefing: {full: It is late on your coast tonight., short: Late.}
    choices:
      - {id: sleep, title: Sleep well., history: true, evidence: None., outcome: {full: You sleep., short: Sleep.}}
      - id: wake
        title: Wake and walk.
        plausibility: argued
        evidence: None.
        rewrite: Much.
        outcome: {full: You wake., short: Awake.}
    happened: They slept.
"""


def by_hand(pack: Pack, seat: str, decisions: str, *, lens: str = "balanced", is_news: bool = False) -> Tree:
    """A save of all years from a seat: 'light:light-it wind:calm'; all has been read, unless the last is news."""
    wish = Wish(campaign="years", seat=seat, lens=lens)
    tree = new_tree(pack, wish, 1)
    beats = {beat.id.split("/")[1]: beat for crisis in reversed(pack.crises) for beat in crisis.beats}
    for word in decisions.split():
        name, choice = word.split(":")
        beat = pack.beats.get(name.replace(".", "/")) or beats[name]
        by = Picker.CHANCE if beat.actor == CHANCE else Picker.PERSON if beat.actor == seat else Picker.COMPUTER
        tree = tree.grow(beat.id, choice, by)
        assert tree.head is not None
        tree = tree.amend(tree.head, forecast=50 if by is Picker.PERSON else None, seen=True)
    assert tree.head is not None
    return tree.amend(tree.head, seen=not is_news)


def test_a_crisis_that_is_over_is_open_in_a_story_that_is_not(tmp_path: Path) -> None:
    """What its debrief told is told, of history and of another's play; the crisis that is open is not."""
    pack = coasts(tmp_path)
    mine = by_hand(pack, "west", "light:light-it wind:calm answer:refuse")
    data = data_of(pack, mine, None)
    assert told(data) == [("light", "same"), ("wind", "same"), ("answer", "same")]
    assert data["counts"]["sealed"] == 0 and not data["sealed_before"]
    assert data["levels"][-2]["moment"] == "crisis" and data["levels"][-2]["a"]["ending"]["id"] == "strangers"
    paid = by_hand(pack, "east", "light:light-it wind:gale answer:pay night:fall wreck:keep 1902-calm.wreck:keep")
    assert told(data_of(pack, mine, paid))[-1] == ("night", "only_b")


def test_what_a_page_told_of_a_crisis_that_did_not_come_to_pass_is_told(tmp_path: Path) -> None:
    """All pride and a full purse: no quarrel came of the storm, and the page says what history did in it."""
    pack = coasts(tmp_path)
    tree = by_hand(pack, "west", "light:light-it wind:calm answer:pay night:fall", lens="proud")
    other = by_hand(pack, "east", "light:light-it wind:calm answer:pay night:fall wreck:keep 1902-calm.wreck:keep")
    data = data_of(pack, tree, other)
    assert told(data)[-2:] == [("night", "same"), ("wreck", "only_b")] and not data["sealed_before"]
    assert not data["levels"][-2]["a"]["came_to_pass"] and data["a"]["ending"] is None


def test_that_a_beat_was_passed_over_is_not_told_while_the_crisis_is_open(tmp_path: Path) -> None:
    """The lamp stayed dark, so the wind did not come: whoever plays on does not know that it might have."""
    pack = coasts(tmp_path, wind="    date: 1900-03-10\n    when: lit\n")
    mine = by_hand(pack, "west", "light:leave-it")
    other = by_hand(pack, "east", "light:light-it wind:gale answer:pay night:fall wreck:keep 1902-calm.wreck:keep")
    for trees in ((mine, None), (mine, other)):
        data = data_of(pack, *trees)
        assert [beat["relation"] for beat in data["beats"]] == ["sealed"] and data["sealed_before"]
        assert "gale" not in json.dumps(data["beats"]) and "Wind" not in "\n".join(as_text(data))


def test_historys_ending_waits_for_a_story_that_outlasts_history(tmp_path: Path) -> None:
    """History was over at the answer; a night more lies before whoever paid."""
    pack = coasts(tmp_path, night=WEST_DECIDES_THE_NIGHT)
    root = new_tree(pack, Wish(crisis="1900-lamp", seat="west"), 1).root
    tree = replace(by_hand(pack, "west", "light:light-it wind:calm answer:pay"), root=root)
    data = data_of(pack, tree, None)
    assert data["beats"][-1]["beat"] == "1900-lamp/answer" and not data["a"]["finished"]
    assert data["b"]["ending"] is None and not data["b"]["finished"]
    assert "strangers" not in json.dumps(data)


def test_the_list_of_branches_seals_what_the_other_side_did_last(tmp_path: Path, command: Command, saves: Path) -> None:
    """It waits to be read; its outcome will be told, not its name."""
    pack = coasts(tmp_path)
    tree = by_hand(pack, "east", "light:light-it wind:calm answer:pay", is_news=True)
    SaveStore(saves).create("mine", tree).close()
    (branch,) = command("compare", "mine", "--branches", "--json", "--pack", tmp_path / "coasts").data["branches"]
    assert branch["last"] == {"beat": None, "title": "Word from the Western side", "date": "1900-03-20"}
    assert not branch["finished"]


# -- what is wrong is said in a line ----------------------------------------------------------------------------------

RUN = '{"pack": "tutorial", "crisis": "1898-fashoda", "seed": 1, "decisions": []}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        ("{", "file.json:1:2: this is not JSON"),
        ("[]", "a run must be an object"),
        ("[" * 100_000, "nested too deep"),
        ("\x00\xff", "is not"),
        ('{"format": "two-tigers-save", "version": 1}', "root is missing"),
        ('{"format": "two-tigers-save", "version": 99}', "newer Two Tigers"),
        ('{"finished": true}', 'the key "finished" means nothing here'),
        (RUN.replace("tutorial", "atlantis"), "atlantis"),
        (RUN.replace("tutorial", "sino-soviet"), "was made with the pack"),
        (RUN.replace("1898-fashoda", "1999-nowhere"), "there is no crisis '1999-nowhere'"),
        (RUN.replace("[]", '[{"beat": "a/b", "choice": "c"}]'), "decisions[0] decides"),
    ],
)
def test_a_file_that_is_none_is_named_in_a_line(
    command: Command, store: SaveStore, tmp_path: Path, text: str, said: str
) -> None:
    """In either place, and the exit code is 2."""
    file = tmp_path / "file.json"
    file.write_bytes(text.encode("latin-1"))
    for given in (["mine", file], [file, "mine"], [file]):
        if given == [file] and "sino-soviet" in text:
            continue  # alone it would be told by its own pack, which takes long to read
        answer = command("compare", *given)
        assert (answer.code, answer.out) == (2, ""), given
        assert answer.err.count("\n") == 1 and answer.err.rstrip("\n").isprintable() and said in answer.err
    listed = command("compare", file, "--branches")
    assert (listed.code, listed.out, listed.err.count("\n")) == (2, "", 1)


def test_a_save_of_other_content_is_told_by_its_name(command: Command, store: SaveStore) -> None:
    """And one of its branches that does not fit does not hide the others."""
    text = (store.folder / "mine.json").read_text("utf-8")
    first, _ = tips(store)
    lines = text.split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith(f'    {{"id": {first}, '))
    lines[at] = re.sub(r'"choice": "[^"]*"', '"choice": "sing"', lines[at])
    (store.folder / "foreign.json").write_text("\n".join(lines), "utf-8")
    said = command("compare", f"foreign#{first}", "hers")
    assert said.code == 2 and said.err.startswith(f"two-tigers: 'foreign#{first}': ") and said.err.count("\n") == 1
    bad, good = command("compare", "foreign", "--branches", "--json").data["branches"]
    assert "sing" in bad["error"] and good["finished"]
    assert command("compare", "foreign", "--branches").code == command("compare", "foreign", "hers").code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["min"], "there is no save 'min'; did you mean 'mine'?"),
        (["mine", "nowhere.json"], "nowhere.json cannot be read"),
        (["mine#999"], "there is no timeline '999' in this save"),
        (["mine#"], "there is no timeline ''"),
        (["history"], "history beside history shows nothing"),
        (["-", "-"], "only one of the two can come from standard input"),
        (["mine", "hers", "--branches"], "leave B out"),
        (["history", "--branches"], "name a save"),
        (["mine", "--beats", "some"], "invalid choice"),
        (["mine\x1b[2J"], "cannot be a save's name"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(command: Command, store: SaveStore, given: list[str], said: str) -> None:
    """With the mend."""
    answer = command("compare", *given)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1 and answer.err.rstrip("\n").isprintable() and said in answer.err


def test_stories_that_share_nothing_are_not_compared(command: Command, store: SaveStore, tmp_path: Path) -> None:
    """Two crises of one pack."""
    pack = write_pack(tmp_path)
    files = []
    for crisis in ("1900-lamp", "1901-storm"):
        files.append(tmp_path / f"{crisis}.json")
        files[-1].write_text(command("history", "--pack", pack, "--crisis", crisis, "--json").out, "utf-8")
    said = command("compare", *files, "--pack", pack)
    assert said.code == 2 and "have no crisis in common" in said.err
    said = command("compare", "mine", "--pack", pack)
    assert said.code == 2 and "'mine' was made with the pack 'tutorial', and 'coasts' was named" in said.err


# -- how it looks -----------------------------------------------------------------------------------------------------


def test_no_line_is_wider_than_the_page_and_no_word_commands_the_terminal(
    command: Command, store: SaveStore, tmp_path: Path
) -> None:
    """Whatever a player called things."""
    tree = store.read("mine")
    loud = "\x1b[31m\u202e{loud} [b]漢字漢字漢字[/b]" + "x" * 200
    file = tmp_path / ("漢" * 50 + "y" * 60 + ".json")
    file.write_text(encode(tree.named(tree.tips()[1].id, loud)), "utf-8")
    asked: list[tuple[str | Path, ...]] = [
        ("compare", file),
        ("compare", file, "hers"),
        ("compare", file, "--branches"),
    ]
    for given in asked:
        said = command(*given)
        assert said.code == 0 and "[b]漢" in said.out
        for line in said.out.splitlines():
            assert cells(line) <= WIDTH and line.isprintable() and line == line.rstrip()
        assert "\x1b" not in command(*given, "--json").out


def test_every_line_of_a_long_story_fits_the_page() -> None:
    """Names, titles and meters of a whole campaign are folded, not cut."""
    pack = shipped("sino-soviet")
    campaign = max(pack.campaigns, key=lambda each: len(each.crises))
    game = played(pack, Wish(campaign=campaign.id, seat="china"))
    data = data_of(pack, game.tree, None)
    lines = list(as_text(data))
    assert max(map(cells, lines)) <= WIDTH
    told_words = "".join(lines).replace(" ", "")
    for beat in data["beats"]:
        assert beat["title"].replace(" ", "") in told_words


def test_every_key_of_the_data_is_documented(command: Command, store: SaveStore) -> None:
    """Whoever reads the page knows all that can come."""
    for given in (["compare", "mine"], ["compare", "mine", "hers"], ["compare", "mine", "--branches"]):
        data = command(*given, "--json").data
        for level in data.get("levels", ()):
            del level["difference"]
        for key in keys_of(data) - {"britain", "france"}:
            assert re.search(rf'[`."]{key}\??[`"]', JSON_PAGE), f"{key}, of {' '.join(given)}, is on no page"
    for key in ("difference", "error"):
        assert f"`{key}" in JSON_PAGE
