"""``simulate``: the odds as text and as data, from the opening and from a save, whole and in part."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import game.explore
from game.content import load_pack
from game.engine import begin, crisis_run, historical_run
from game.engine.model import Pack
from game.explore import HOLDS, Tally, by_year, futures, influence, odds
from game.locations import find_pack
from tests.cli.running import ROOT, Command, environment, start
from tests.cli.test_docs import JSON_PAGE, keys_of

FASHODA = ("--pack", "tutorial", "--crisis", "1898-fashoda")


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The small pack that the game ships."""
    return load_pack(find_pack("tutorial"))


def counts(endings: list[dict[str, Any]]) -> dict[str, int]:
    """Each ending that came, and how often."""
    return {each["ending"]: each["count"] for each in endings if each["count"]}


def test_the_data_are_what_the_simulator_finds(command: Command, pack: Pack) -> None:
    """Endings with their intervals, meters, choices, years, influence: figure for figure."""
    said = command("simulate", *FASHODA, "--n", "200", "--seed", "5", "--json", "--choices", "--by-year", "--influence")
    assert (said.code, said.err) == (0, "")
    data = said.data
    run = crisis_run(pack, "1898-fashoda")
    opening = begin(run).after
    tally = futures(run, opening, 200, 5)
    assert (data["asked"], data["futures"], data["partial"], data["seed"]) == (200, 200, False, 5)
    assert counts(data["endings"]) == tally.endings
    assert {each["ending"] for each in data["endings"]} == {ending.id for ending in run.endings}
    for each in data["endings"]:
        assert (each["low"], each["high"]) == tuple(round(end, 5) for end in tally.interval(each["ending"]))
        assert each["low"] <= each["share"] <= each["high"]
    for meter in pack.meters:
        spread = data["meters"][meter.id]
        assert [spread["low"], spread["middle"], spread["high"]] == [
            tally.quantile(meter.index, share) for share in (0.1, 0.5, 0.9)
        ]
    found = odds(run, opening, 200, 5)
    assert [(each["choice"], each["weight"], counts(each["endings"])) for each in data["choices"]] == [
        (each.choice.id, each.weight, each.tally.endings) for each in found
    ]
    years = by_year(run, 200, pack.meters[0], HOLDS, 5)
    assert (data["by_year"]["meter"], data["by_year"]["at_least"]) == (pack.meters[0].id, 40)
    assert [{year["year"]: year["count"] for year in each["years"]} for each in data["by_year"]["lenses"]] == [
        each.holding for each in years
    ]
    weighed = influence(run, historical_run(run), 200, 5)
    assert [(each["beat"], each["choice"], each["moved"]) for each in data["influence"]] == [
        (each.beat.id, each.choice.id, round(each.moved, 2)) for each in weighed
    ]


def test_the_same_question_has_the_same_answer(saves: Path, command: Command) -> None:
    """Byte for byte, in any process and by any number of them; another seed is another luck."""
    asked = ("simulate", *FASHODA, "--n", "500", "--choices", "--by-year", "--influence", "--json")
    once = command(*asked)
    assert command(*asked, "--jobs", "2").out == once.out
    assert start(*asked, saves=saves, env={"PYTHONHASHSEED": "77"}).out == once.out
    assert counts(command(*asked, "--seed", "1").data["endings"]) != counts(once.data["endings"])


def test_the_text_tells_endings_meters_choices_years_and_turning_points(command: Command) -> None:
    """In lines that can be read aloud, none wider than a page."""
    said = command("simulate", *FASHODA, "-n", "300", "--choices", "--by-year", "--influence")
    assert (said.code, said.err) == (0, "")
    out = " ".join(said.out.split())
    assert "Fashoda: 300 futures from the opening. Lens: " in out
    assert re.search(r"The flag comes down: \d+\.\d % \(\d+\.\d to \d+\.\d\)", out)
    assert re.search(r"Danger of war: \d+ \(\d+ to \d+\)", out)
    assert re.search(r"\(the computer takes it \d+\.\d % of the time\)", out)
    assert re.search(r"Danger of war at 40 or above: .* year balanced .* 1898 +\d+\.\d", out)
    assert "each decision of history moved the odds of the ending" in out
    assert "What is not well above" in out
    assert all(len(line) <= 88 for line in said.out.splitlines())


def test_endings_that_never_came_are_named(command: Command) -> None:
    """With how rare they must be."""
    out = " ".join(command("simulate", *FASHODA, "-n", "1").out.split())
    assert re.search(r"Not once \(each at most 79\.3 %\): [A-Z].*; [A-Z]", out)


def test_without_terms_it_is_the_longest_campaign(command: Command) -> None:
    """As for history."""
    assert command("simulate", "-n", "1", "--json").data["campaign"] == command("history", "--json").data["campaign"]


def test_a_seat_may_do_what_it_did_or_anything(command: Command, pack: Pack) -> None:
    """What if only the other side had acted otherwise?"""
    said = command("simulate", *FASHODA, "-n", "50", "--picker", "france=history", "--picker", "britain=uniform")
    out = " ".join(said.out.split())
    assert "France does what it did in history." in out
    assert "Britain takes any choice that is open, each as likely as another." in out
    data = command("simulate", *FASHODA, "-n", "50", "--picker", "france=history", "--json").data
    assert data["seats"] == {"britain": "computer", "france": "history"}


def test_another_lens_bends_the_odds(command: Command) -> None:
    """And is named."""
    data = command("simulate", *FASHODA, "-n", "50", "--lens", "map_room", "--json").data
    assert data["lens"] == "map_room"


def test_another_meter_and_threshold_may_be_watched(command: Command) -> None:
    """Everything holds at 0."""
    asked = ("simulate", *FASHODA, "-n", "50", "--by-year", "--meter", "goodwill", "--at-least", "0", "--json")
    found = command(*asked).data["by_year"]
    assert (found["meter"], found["at_least"]) == ("goodwill", 0)
    assert {year["share"] for lens in found["lenses"] for year in lens["years"]} == {1.0}


@pytest.fixture
def saved(saves: Path) -> Callable[[str], None]:
    """Plays the small crisis from France's seat and keeps it as 'mine'."""

    def play(text: str) -> None:
        start("--plain", *FASHODA, "--seat", "france", "--seed", "7", "--save", "mine", saves=saves, text=text)

    return play


def test_a_save_is_played_on_from_where_it_stands(command: Command, saved: Callable[[str], None]) -> None:
    """On its own terms; or from its opening, if that is asked for."""
    saved("stand-on-our-rights\n")
    stands = command("simulate", "--save", "mine", "-n", "100", "--choices", "--json").data
    assert (stands["save"], stands["crisis"], stands["lens"]) == ("mine", "1898-fashoda", "balanced")
    assert stands["decided"] > 0
    told = " ".join(command("simulate", "--save", "mine", "-n", "100").out.split())
    assert "100 futures from 'mine' at '" in told
    again = command("simulate", "--save", "mine", "--from-start", "-n", "100", "--json").data
    plain = command("simulate", *FASHODA, "-n", "100", "--json").data
    assert again["decided"] == 0 and again["endings"] == plain["endings"]


def test_a_save_that_is_over_can_be_weighed(command: Command, saved: Callable[[str], None]) -> None:
    """What is done is done, but what it did can be asked."""
    saved("stand-on-our-rights\nleave\n")
    said = command("simulate", "--save", "mine", "-n", "50")
    assert said.code == 2 and "the story of 'mine' is over; ask with --from-start" in said.err
    said = command("simulate", "--save", "mine", "-n", "50", "--influence")
    assert said.code == 0
    assert "the story is over." in said.out and "each decision of 'mine' moved the odds" in " ".join(said.out.split())
    data = command("simulate", "--save", "mine", "-n", "50", "--influence", "--json").data
    assert (data["beat"], data["futures"], data["endings"][0]["count"], data["meters"]) == (None, 0, 0, {})
    path = command("saves", "show", "mine", "--json").data["path"]
    assert [each["beat"] for each in data["influence"]] == [node["beat"] for node in path]
    assert command("simulate", "--save", "mine", "-n", "50", "--from-start").code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("--n 0", "a number of futures is from 1 to 10,000,000, not '0'"),
        ("--n many", "a number of futures"),
        ("--jobs 0", "a number of jobs is from 1 to 64"),
        ("--seed -1", "--seed"),
        ("--at-least 101 --by-year", "a meter's value is from 0 to 100"),
        ("--meter goodwill", "--meter goes with --by-year"),
        ("--at-least 50", "--at-least goes with --by-year"),
        ("--from-start", "--from-start goes with --save"),
        ("--by-year --meter warmth --pack tutorial", "has no meter 'warmth'; it has war_danger, goodwill"),
        ("--picker mars=history --pack tutorial", "'mars=history' names no picker; write SEAT=WHO with a seat of brit"),
        ("--picker france=me --pack tutorial", "one of computer, uniform, history"),
        ("--crisis nowhere", "there is no crisis 'nowhere'"),
        ("--lens pink", "there is no lens 'pink'"),
        ("--save gone", "there is no save 'gone'"),
    ],
)
def test_a_mistake_is_one_line_and_code_2(command: Command, given: str, told: str) -> None:
    """Before anything is played."""
    said = command("simulate", *given.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("two-tigers: ") and said.err.count("\n") == 1
    assert told in said.err


def test_what_a_save_settles_cannot_be_asked_otherwise(command: Command, saved: Callable[[str], None]) -> None:
    """Its story and its pack; the lens may be another one."""
    saved("")
    assert "a save has its own story" in command("simulate", "--save", "mine", "--crisis", "1898-fashoda").err
    assert "made with the pack 'tutorial'" in command("simulate", "--save", "mine", "--pack", "sino-soviet").err
    assert "no lens 'pink'" in command("simulate", "--save", "mine", "--lens", "pink").err
    assert command("simulate", "--save", "mine", "--lens", "map_room", "-n", "9", "--json").data["lens"] == "map_room"


def test_an_interrupt_prints_what_there_is(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marked as being a part, as text and as data."""
    whole = game.explore.futures_so_far

    def interrupted(*given: Any, **more: Any) -> Iterator[Tally]:
        monkeypatch.setattr("game.explore.batches.LANES", 100)
        yield from list(whole(*given, **more))[:2]
        raise KeyboardInterrupt

    monkeypatch.setattr("game.explore.futures_so_far", interrupted)
    said = command("simulate", *FASHODA, "-n", "1000", "--choices", "--json")
    assert said.code == 130
    assert (said.data["partial"], said.data["asked"], said.data["futures"]) == (True, 1000, 200)
    assert sum(each["count"] for each in said.data["endings"]) == 200
    assert said.data["choices"] == []
    said = command("simulate", *FASHODA, "-n", "1000")
    assert said.code == 130
    assert "Stopped early, in part only: 200 of 1,000 futures" in " ".join(said.out.split())


@pytest.mark.skipif(sys.platform == "win32", reason="terminals and signals of POSIX")
def test_who_waits_at_a_terminal_sees_how_long_and_may_stop(saves: Path) -> None:
    """Progress on standard error only; Ctrl-C ends every process, without a word of Python's."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "game", "simulate", *FASHODA, "--n", "10000000", "--jobs", "2", "--json"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env=environment(saves),
        start_new_session=True,
    )
    os.close(theirs)
    heard = b""
    while b" left" not in heard and (more := os.read(ours, 4096)):
        heard += more
    assert re.search(rb"\r[\d,]+ of 10,000,000 futures, \d+ (s|min) left", heard)
    # As a terminal does: to all processes of the group.
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    with contextlib.suppress(OSError):  # what a terminal answers when nobody is left on the other end
        while more := os.read(ours, 4096):
            heard += more
    os.close(ours)
    assert process.returncode == 130
    data = json.loads(out)
    assert data["partial"] and 0 < data["futures"] < data["asked"]
    assert b"Traceback" not in heard and b"Error" not in heard
    # The line is gone: nothing but blanks since the last return.
    assert not heard.split(b"\r")[-2].strip() and not heard.split(b"\r")[-1]


def test_without_a_terminal_nothing_is_said_of_progress(saves: Path) -> None:
    """However long it takes."""
    said = start("simulate", *FASHODA, "--n", "1000000", saves=saves)
    assert (said.code, said.err) == (0, "")


def test_every_key_is_documented(command: Command) -> None:
    """Whoever reads the page knows all that can come."""
    data = command("simulate", *FASHODA, "-n", "9", "--choices", "--by-year", "--influence", "--json").data
    seen = keys_of({**data, "all_endings": data["endings"]}) - {"all_endings"}
    assert {"share", "low", "high", "noise"} <= seen
    for key in seen:
        assert re.search(rf'[`."]{key}\??[`"]', JSON_PAGE), f"{key} is on no page"
