"""A save on disk is whole and somebody's own, whatever happens to the game, the disk or the file."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.errors import SaveBusy, SaveDamaged, SaveError, SaveForeign, UsageError
from game.saves import Picker, Root, SaveStore, Tree, _disk, encode
from game.saves.codec import cleaned
from tests.saves.faults import at_every_call
from tests.saves.trees import calm, plain_tree, trees

ROOT = Path(__file__).parents[2]
OLD, NEW = plain_tree(5), plain_tree(9)
REFUSALS = [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EINTR]

only_where_forked = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, signals or links")


@pytest.fixture
def store(tmp_path: Path) -> SaveStore:
    """A folder for saves that is not there yet."""
    return SaveStore(tmp_path / "my" / "saves")


def inside(store: SaveStore) -> list[str]:
    """The names of all files in the folder, whatever they are."""
    return sorted(path.name for path in store.folder.iterdir())


def put(store: SaveStore, name: str, data: bytes | str) -> Path:
    """A file that somebody else wrote."""
    store.folder.mkdir(parents=True, exist_ok=True)
    path = store.folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def sentence(error: BaseException) -> str:
    """What is told of a refusal: on one line, without a word of Python."""
    message = str(error)
    assert message and "\n" not in message and "Errno" not in message and "Traceback" not in message
    return message


# Keeping and opening


@calm
@given(trees(), trees())
def test_what_is_kept_is_what_is_opened(first: Tree, second: Tree) -> None:
    """Any tree, over any other."""
    with tempfile.TemporaryDirectory() as folder:
        store = SaveStore(Path(folder))
        with store.create("game", first) as kept:
            assert kept.tree == cleaned(first)
            kept.keep(second)
            assert kept.tree == cleaned(second)
        with store.open("game") as again:
            assert again.tree == kept.tree == store.read("game")


def test_the_folder_is_made_when_it_is_needed_and_only_then(store: SaveStore) -> None:
    """To look at saves makes nothing."""
    assert store.names() == () and store.listing() == ()
    assert not store.folder.exists()
    store.create("game", OLD).close()
    assert inside(store) == ["game.json"]


def test_a_save_is_found_under_what_is_played_and_as_whom(store: SaveStore) -> None:
    """Without a name the game finds one, and never takes one that is taken."""
    names = []
    for _ in range(3):
        with store.create(None, OLD) as kept:
            names.append(kept.name)
            assert kept.path == store.folder / f"{kept.name}.json"
    assert names == ["1958-quemoy-china", "1958-quemoy-china-2", "1958-quemoy-china-3"]
    assert store.names() == tuple(names)


def test_a_found_name_is_free_even_while_the_one_before_is_being_written(store: SaveStore) -> None:
    """Many games that begin at once all get a save of their own."""
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: store.create(None, OLD), range(16)))
    assert len({each.name for each in kept}) == 16
    for each in kept:
        each.close()
    assert set(store.names()) == {each.name for each in kept}


@calm
@given(trees())
def test_a_found_name_can_always_be_opened(tree: Tree) -> None:
    """However long the pack's ids are."""
    with tempfile.TemporaryDirectory() as folder:
        store = SaveStore(Path(folder))
        for _ in range(2):
            with store.create(None, tree) as kept:
                pass
            assert store.read(kept.name) == cleaned(tree)


def test_long_ids_still_make_names_that_differ(store: SaveStore) -> None:
    """The number at the end is not what is cut off."""
    tree = Tree(Root("p", "d", 1, "balanced", {"china": Picker.PERSON}, campaign="the-longest-quarrel-" * 6))
    for _ in range(3):
        store.create(None, tree).close()
    assert len(store.names()) == 3


def test_a_name_that_is_taken_is_refused(store: SaveStore) -> None:
    """Nothing is ever written over."""
    store.create("game", OLD).close()
    with pytest.raises(UsageError, match="already"):
        store.create("game", NEW)
    assert store.read("game") == OLD
    assert inside(store) == ["game.json"]


def test_a_save_that_is_not_there_is_named_and_a_near_one_offered(store: SaveStore) -> None:
    """A slip of the pen is a usage error, and leaves no file behind."""
    store.create("quemoy", OLD).close()
    for ask in (store.open, store.read, store.delete, lambda name: store.export(name, store.folder / "x.json")):
        with pytest.raises(UsageError, match="did you mean 'quemoy'"):
            ask("quemoi")
    assert inside(store) == ["quemoy.json"]


def test_a_closed_save_cannot_be_kept(store: SaveStore) -> None:
    """It may be another's by now."""
    with store.create("game", OLD) as kept:
        pass
    kept.close()
    with pytest.raises(SaveError, match="closed"):
        kept.keep(NEW)
    assert store.read("game") == OLD


def test_a_tree_that_cannot_be_written_makes_no_file(store: SaveStore) -> None:
    """Neither a new one nor in place of the old."""
    with pytest.raises(SaveError, match="head"):
        store.create("game", OLD.rewind(99))
    assert not store.folder.exists()
    with store.create("game", OLD) as kept:
        with pytest.raises(SaveError, match="head"):
            kept.keep(NEW.rewind(99))
        assert kept.tree == OLD == store.read("game")


def test_a_save_never_grows_past_what_can_be_read(store: SaveStore) -> None:
    """The limit is told while the old save is still good."""
    tree = plain_tree(0)
    for number in range(1_500):
        tree = tree.grow("c/b", f"x{number}", Picker.PERSON, reason="毛" * 2_000)
    with store.create("game", OLD) as kept:
        with pytest.raises(SaveError, match="grown past 8 MiB"):
            kept.keep(tree)
        assert store.read("game") == OLD


# Names


@pytest.mark.parametrize("name", ["a", "1958-quemoy", "My game 2", "v1.2_final", "console", "a" * 60, "game.json"])
def test_plain_words_can_be_names(store: SaveStore, name: str) -> None:
    """And come back as they were given."""
    store.create(name, OLD).close()
    assert store.names() == (name,)
    assert store.read(name) == OLD
    store.delete(name)
    assert inside(store) == []


def _is_refused_everywhere(store: SaveStore, name: str) -> None:
    outside = store.folder.parent
    before = sorted(outside.rglob("*"))
    source = outside / "source.json"
    for ask in (
        lambda: store.create(name, OLD),
        lambda: store.open(name),
        lambda: store.read(name),
        lambda: store.delete(name),
        lambda: store.export(name, outside / "copy.json"),
        lambda: store.import_(source, name),
    ):
        with pytest.raises(UsageError, match="cannot be a save's name") as caught:
            ask()
        sentence(caught.value)
    assert sorted(outside.rglob("*")) == before


@calm
@given(st.text(st.characters(exclude_categories=["L", "N"]), max_size=8) | st.from_regex(r"\A\W\w*|\w*[./\\:~]\Z"))
@example("")
@example("..")
@example("../other")
@example("a/b")
@example("a\\b")
@example("C:game")
@example("/etc/passwd")
@example("CON")
@example("nul.old")
@example("com1")
@example("aux .x")
@example("game.")
@example("game ")
@example("game\n")
@example("a\0b")
@example("-rf")
@example(".hidden")
@example("a" * 61)
@example("größe")
@example("毛")
@example("\x1b[2J")
@example("\ud800")
def test_what_is_no_name_is_refused_before_anything_is_touched(name: str) -> None:
    """A path, a device, an option, a control character: none gets near the disk."""
    with tempfile.TemporaryDirectory() as folder:
        store = SaveStore(Path(folder) / "saves")
        (Path(folder) / "source.json").write_text(encode(OLD), encoding="utf-8")
        _is_refused_everywhere(store, name)


# One holder


def test_a_save_that_is_open_cannot_be_opened_again(store: SaveStore) -> None:
    """Nor deleted, nor made; but it can be looked at and copied, and is free once closed."""
    with store.create("game", OLD) as kept:
        for ask in (store.open, store.delete):
            with pytest.raises(SaveBusy, match="open in another game") as caught:
                ask("game")
            sentence(caught.value)
        assert store.read("game") == OLD
        assert store.listing()[0].tree == OLD
        kept.keep(NEW)
    store.open("game").close()
    assert inside(store) == ["game.json"]


def test_other_saves_are_free_meanwhile(store: SaveStore) -> None:
    """The lock is for one save, even where one name begins with another."""
    with store.create("game", OLD), store.create("game.lock", NEW), store.create("game 2", OLD):
        assert store.names() == ("game", "game 2", "game.lock")


def test_an_error_while_opening_leaves_the_save_free(store: SaveStore) -> None:
    """A damaged save that was mended can be opened at once."""
    path = put(store, "game.json", "{")
    with pytest.raises(SaveDamaged):
        store.open("game")
    path.write_text(encode(OLD), encoding="utf-8")
    store.open("game").close()


def test_many_games_that_open_one_save_in_turn_never_hold_it_together(store: SaveStore) -> None:
    """Taking the lock's file away as one closes does not let two others in."""
    store.create("game", plain_tree(0)).close()

    def play(player: int) -> int:
        kept_decisions = 0
        while kept_decisions < 5:
            try:
                with store.open("game") as kept:
                    number = len(kept.tree.nodes)
                    kept.keep(kept.tree.grow(f"c/b{number}", f"p{player}", Picker.PERSON))
                    kept_decisions += 1
            except SaveBusy:
                continue
        return kept_decisions

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(play, range(4))) == 20
    assert [node.beat for node in store.read("game").path()] == [f"c/b{number}" for number in range(20)]


@contextmanager
def another_game(does: str, store: SaveStore) -> Iterator[subprocess.Popen[str]]:
    """Another process at the same folder."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.saves.killed", does, str(store.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    """The next line that a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_processes_cannot_have_one_save_open(store: SaveStore) -> None:
    """The second is told so, and gets it when the first has closed it, though that one lives on."""
    store.create("game", OLD).close()
    with another_game("hold", store) as other:
        assert heard(other) == "open"
        with pytest.raises(SaveBusy):
            store.open("game")
        assert other.stdin is not None
        other.stdin.write("close\n")
        other.stdin.flush()
        assert heard(other) == "closed"
        with store.open("game") as kept:
            kept.keep(NEW)
    assert store.read("game") == NEW


# Death and refusal


@only_where_forked
@pytest.mark.parametrize("decisions", [1, 4, 17])
def test_a_game_killed_while_it_plays_leaves_all_it_had_told_of(store: SaveStore, decisions: int) -> None:
    """After SIGKILL the save is whole, holds every decision that was acknowledged, and is free."""
    store.create("game", plain_tree(0)).close()
    with another_game("loop", store) as other:
        assert [int(heard(other)) for _ in range(decisions)] == list(range(1, decisions + 1))
        other.kill()
        other.wait()
        with store.open("game") as kept:
            assert [node.beat for node in kept.tree.path()] == [f"c/beat-{n}" for n in range(len(kept.tree.nodes))]
            assert len(kept.tree.nodes) >= decisions
            kept.keep(NEW)
    assert inside(store) == ["game.json"]


@only_where_forked
def test_a_game_killed_at_any_call_of_a_keep_leaves_a_whole_save(store: SaveStore) -> None:
    """The old tree up to the replacement, the new one after it; no litter outlives the next opening."""
    with another_game("every", store) as other:
        lines, _ = other.communicate()
    told = lines.splitlines()
    assert told[-1] == "new alive"
    assert set(told[:-1]) == {"old killed", "new killed"}
    assert told[:-1] == sorted(told[:-1], reverse=True)
    assert len(told) > 12


def _refuse(number: int, code: int) -> Callable[[str, int], None]:
    def before(_: str, call: int) -> None:
        if call == number:
            raise OSError(code, os.strerror(code))

    return before


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_a_keep_that_is_refused_at_any_call_leaves_a_whole_save(store: SaveStore, code: int) -> None:
    """The game goes on with the tree that it had, the file is whole, nothing lies about, and the next keep succeeds."""
    refused: list[str] = []
    for number in range(1, 100):
        kept = store.create("game", OLD)
        told = False
        with at_every_call(_refuse(number, code)) as made:
            try:
                kept.keep(NEW)
            except SaveError as error:
                sentence(error)
                told = True
        fired = len(made) >= number
        replaced = "replace" in made[: number - 1] if fired else True
        assert kept.tree == (OLD if told else NEW)
        assert store.read("game") == (NEW if replaced else OLD)
        assert inside(store) == ["game.json", "game.lock"]
        kept.keep(NEW)
        kept.close()
        assert store.read("game") == NEW
        store.delete("game")
        if not fired:
            break
        if told:
            refused.append(made[number - 1])
    assert refused.count("write") > 3
    assert {"open", "write", "fsync", "close", "replace"} <= set(refused)


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_a_save_that_cannot_be_begun_leaves_nothing_or_all(store: SaveStore, code: int) -> None:
    """No half a file under its name, no litter, and the name is free or the save is good."""
    store.create("other", OLD).close()
    made: list[str] = []
    for number in range(1, 100):
        with at_every_call(_refuse(number, code)) as made:
            try:
                store.create("game", NEW).close()
            except SaveError as error:
                sentence(error)
        assert set(inside(store)) <= {"game.json", "game.lock", "other.json"}
        if "game" not in store.names():
            store.create("game", NEW).close()
        assert inside(store) == ["game.json", "other.json"]
        assert store.read("game") == NEW
        store.delete("game")
        if len(made) < number:
            break
    assert "replace" in made
    assert store.read("other") == OLD


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_a_save_that_cannot_be_opened_says_why_and_stays_free(store: SaveStore, code: int) -> None:
    """A refusal while opening or reading touches nothing and blocks nobody."""
    path = put(store, "game.json", encode(OLD))
    made: list[str] = []
    for number in range(1, 100):
        with at_every_call(_refuse(number, code)) as made:
            try:
                store.open("game").close()
            except SaveError as error:
                sentence(error)
        assert path.read_text(encoding="utf-8") == encode(OLD)
        store.open("game").close()
        if len(made) < number:
            break
    assert "read" in made


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full; make room"),
        (errno.EACCES, "not permitted here; choose another folder"),
        (errno.EROFS, "nothing can be written on this disk; choose another folder"),
        (errno.EIO, "the disk reports a fault; copy your saves"),
    ],
)
def test_a_refusal_is_told_with_its_mend(store: SaveStore, code: int, says: str) -> None:
    """What went wrong with which save, and what to do."""

    def refuse_to_write(name: str, _: int) -> None:
        if name == "write":
            raise OSError(code, os.strerror(code))

    with store.create("game", OLD) as kept, at_every_call(refuse_to_write), pytest.raises(SaveError) as caught:
        kept.keep(NEW)
    assert sentence(caught.value).startswith("the save 'game' cannot be written: ")
    assert says in sentence(caught.value)


def test_an_interrupt_in_the_middle_of_a_keep_leaves_a_whole_save(store: SaveStore) -> None:
    """Ctrl+C is no refusal: it goes on its way, and the save can still be kept after it."""
    made: list[str] = []
    for number in range(1, 100):

        def interrupt(_: str, call: int, at: int = number) -> None:
            if call == at:
                raise KeyboardInterrupt

        with store.create("game", OLD) as kept:
            with at_every_call(interrupt) as made, suppress(KeyboardInterrupt):
                kept.keep(NEW)
            assert store.read("game") in (OLD, NEW)
            assert inside(store) == ["game.json", "game.lock"]
            kept.keep(NEW)
        store.delete("game")
        if len(made) < number:
            break
    assert "replace" in made


def test_litter_that_could_not_be_taken_away_goes_with_the_next_opening(
    store: SaveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the disk refused that too; and it stands in nobody's way until then."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    kept = store.create("game", OLD)
    for _ in range(2):
        with monkeypatch.context() as broken:
            broken.setattr(os, "replace", refuse)
            broken.setattr(Path, "unlink", refuse)
            with pytest.raises(SaveError):
                kept.keep(NEW)
        assert inside(store) == [".game~.tmp", "game.json", "game.lock"]
        kept.keep(OLD)
        assert inside(store) == ["game.json", "game.lock"]
    kept.close()
    for litter in (".game~.tmp", ".game 2~.tmp"):
        put(store, litter, "half a sa")
    store.open("game").close()
    assert inside(store) == [".game 2~.tmp", "game.json"]
    assert store.names() == ("game",)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file in its place, of all things."""
    (tmp_path / "saves").write_text("not a folder", encoding="utf-8")
    for folder in (tmp_path / "saves", tmp_path / "saves" / "deeper"):
        store = SaveStore(folder)
        for name in ("game", None):
            with pytest.raises(SaveError, match="cannot be made: a file stands where the folder should be"):
                store.create(name, OLD)
    with pytest.raises(SaveError, match="cannot be read"):
        SaveStore(tmp_path / "saves").listing()


def test_a_folder_taken_away_in_the_middle_of_a_game_is_told(store: SaveStore) -> None:
    """The game can go on, and keep again once the folder is back."""
    kept = store.create("game", OLD)
    away = store.folder.rename(store.folder.with_name("away"))
    with pytest.raises(SaveError, match="the folder is not there"):
        kept.keep(NEW)
    assert kept.tree == OLD
    away.rename(store.folder)
    kept.keep(NEW)
    kept.close()
    assert store.read("game") == NEW


def test_a_scanner_that_reads_the_file_only_delays_a_keep_on_windows(
    store: SaveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that another process reads; it is tried again, and then told."""
    pauses: list[float] = []
    real = os.replace
    left = 3

    def busy(*paths: Path) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise PermissionError(errno.EACCES, "in use")
        real(*paths)

    monkeypatch.setattr(_disk, "_WINDOWS", True)
    monkeypatch.setattr(time, "sleep", pauses.append)
    with store.create("game", OLD) as kept:
        monkeypatch.setattr(os, "replace", busy)
        kept.keep(NEW)
        assert len(pauses) == 3
        left = 99
        with pytest.raises(SaveError, match="not permitted"):
            kept.keep(OLD)
    assert store.read("game") == NEW
    assert inside(store) == ["game.json"]


def test_a_disk_without_locks_is_told(store: SaveStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Better no game than two that write one save."""
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(SaveError, match="cannot tell whether another game has it open") as caught:
        store.create("game", OLD)
    assert not isinstance(caught.value, SaveBusy)


# Files that are not what they should be

BAD: dict[str, tuple[bytes, type[SaveError]]] = {
    "empty": (b"", SaveDamaged),
    "binary": (bytes(range(256)), SaveDamaged),
    "utf16": (encode(OLD).encode("utf-16"), SaveDamaged),
    "cut": (encode(OLD).encode()[:-40], SaveDamaged),
    "deep": (b"[" * 100_000, SaveDamaged),
    "other": (b'{"score": 7}', SaveDamaged),
    "newer": (encode(OLD).replace('"version": 1', '"version": 2').encode(), SaveForeign),
    "huge": (encode(OLD).encode() + b" " * (8 << 20), SaveDamaged),
}


def _with_bad_files(store: SaveStore) -> dict[Path, bytes]:
    store.create("good", OLD).close()
    return {put(store, f"{name}.json", data): data for name, (data, _) in BAD.items()}


def test_damaged_and_foreign_files_are_listed_beside_the_good(store: SaveStore) -> None:
    """Each by its name with what is wrong; one bad file hides no other."""
    before = _with_bad_files(store)
    assert set(store.names()) == {"good", *BAD}
    for listed in store.listing():
        assert listed.path == store.folder / f"{listed.name}.json"
        assert listed.modified == listed.path.stat().st_mtime
        if listed.name == "good":
            assert (listed.tree, listed.error) == (OLD, None)
        else:
            assert listed.tree is None
            assert type(listed.error) is BAD[listed.name][1]
            assert f"{listed.name}.json" in sentence(listed.error)
    assert {path: path.read_bytes() for path in before} == before


def test_damaged_and_foreign_files_are_never_altered(store: SaveStore) -> None:
    """Whatever is tried; only to delete one by name takes it away."""
    before = _with_bad_files(store)
    for name, (_, kind) in BAD.items():
        for ask in (store.open, store.read, lambda name: store.export(name, store.folder.parent / "copy.json")):
            with pytest.raises(kind) as caught:
                ask(name)
            sentence(caught.value)
        with pytest.raises(UsageError, match="already"):
            store.create(name, OLD)
        with pytest.raises(UsageError, match="already"):
            store.import_(store.folder / "good.json", name)
    assert {path: path.read_bytes() for path in before} == before
    assert inside(store) == sorted([*(path.name for path in before), "good.json"])
    for name in BAD:
        store.delete(name)
    assert inside(store) == ["good.json"]


@pytest.mark.parametrize("data", [b"", b"{", encode(plain_tree(1)).encode(), BAD["newer"][0], BAD["huge"][0]])
def test_what_another_program_wrote_under_an_open_save_is_not_overwritten(store: SaveStore, data: bytes) -> None:
    """An editor, or a folder that is synchronised, heeds no lock; its version is kept, and ours can go elsewhere."""
    with store.create("game", OLD) as kept:
        kept.path.write_bytes(data)
        with pytest.raises(SaveError) as caught:
            kept.keep(NEW)
        sentence(caught.value)
        assert kept.path.read_bytes() == data
        assert kept.tree == OLD
        store.create("game 2", NEW).close()
    assert store.read("game 2") == NEW


def test_a_save_removed_while_it_is_open_is_written_anew(store: SaveStore) -> None:
    """There is nothing to protect, and a game to save."""
    with store.create("game", OLD) as kept:
        kept.path.unlink()
        kept.keep(NEW)
    assert store.read("game") == NEW


def test_only_files_that_look_like_saves_are_listed(store: SaveStore) -> None:
    """A folder by such a name is told of; notes, locks and litter are not."""
    store.create("game", OLD).close()
    for name in ("README.md", "game.lock", ".game~.tmp", ".hidden.json", "game.json.bak"):
        put(store, name, "x")
    (store.folder / "folder.json").mkdir()
    put(store, "größe\u202e.json", encode(OLD))
    listed = {each.name: each for each in store.listing()}
    assert set(listed) == {"game", "folder", "größe"}
    assert "not a file" in sentence(listed["folder"].error or SaveError())
    assert "give the file another" in sentence(listed["größe"].error or SaveError())
    assert store.names() == ("folder", "game")


def test_the_latest_save_is_listed_first(store: SaveStore) -> None:
    """So that going on is one key."""
    for age, name in enumerate(["new", "middle", "old"]):
        store.create(name, OLD).close()
        os.utime(store.folder / f"{name}.json", (1_000_000 - age, 1_000_000 - age))
    assert [listed.name for listed in store.listing()] == ["new", "middle", "old"]


@only_where_forked
def test_a_pipe_among_the_saves_stops_nobody(store: SaveStore) -> None:
    """The listing does not wait for somebody to write into it."""
    store.create("game", OLD).close()
    os.mkfifo(store.folder / "pipe.json")
    assert {listed.name: listed.error is None for listed in store.listing()} == {"game": True, "pipe": False}


@only_where_forked
def test_a_link_out_of_the_folder_is_refused(store: SaveStore, tmp_path: Path) -> None:
    """A save cannot be used to read, write or take away a file elsewhere."""
    outside = tmp_path / "outside.json"
    outside.write_text(encode(OLD), encoding="utf-8")
    store.create("good", OLD).close()
    (store.folder / "link.json").symlink_to(outside)
    (store.folder / "nowhere.json").symlink_to(tmp_path / "nowhere")
    for name in ("link", "nowhere"):
        for ask in (store.open, store.read, lambda name: store.export(name, tmp_path / "copy.json")):
            with pytest.raises(SaveError, match="link to another place"):
                ask(name)
        with pytest.raises(UsageError, match="already"):
            store.create(name, NEW)
    assert {listed.name for listed in store.listing() if listed.error} == {"link", "nowhere"}
    store.delete("link")
    assert outside.read_text(encoding="utf-8") == encode(OLD)
    assert not (tmp_path / "nowhere").exists()


@only_where_forked
def test_links_in_place_of_the_games_own_files_write_nothing_elsewhere(store: SaveStore, tmp_path: Path) -> None:
    """Neither the lock nor the temporary file is followed out of the folder."""
    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    with store.create("game", OLD) as kept:
        (store.folder / ".game~.tmp").symlink_to(outside)
        kept.keep(NEW)
    (store.folder / "game.lock").symlink_to(outside)
    with pytest.raises(SaveError, match="link to another place"):
        store.open("game")
    assert outside.read_text(encoding="utf-8") == "mine"
    assert store.read("game") == NEW


@only_where_forked
def test_a_link_put_in_place_of_an_open_save_is_not_written_over(store: SaveStore, tmp_path: Path) -> None:
    """Somebody meant something by it."""
    with store.create("game", OLD) as kept:
        kept.path.rename(tmp_path / "elsewhere.json")
        kept.path.symlink_to(tmp_path / "elsewhere.json")
        with pytest.raises(SaveError, match="link to another place"):
            kept.keep(NEW)
        assert kept.path.is_symlink()


@calm
@given(st.binary(max_size=64) | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_at_all_do_worse_than_be_refused(data: bytes) -> None:
    """Listed with an error, refused with the same, left as they are."""
    with tempfile.TemporaryDirectory() as folder:
        store = SaveStore(Path(folder))
        path = put(store, "game.json", data)
        (listed,) = store.listing()
        assert isinstance(listed.error, SaveDamaged)
        with pytest.raises(SaveDamaged):
            store.open("game")
        with pytest.raises(SaveDamaged):
            store.import_(path, "copy")
        assert inside(store) == ["game.json"] and path.read_bytes() == data


# From and to other places


def test_a_save_travels_to_another_folder_and_back(store: SaveStore, tmp_path: Path) -> None:
    """The copy is the same to the last byte, and nothing lies about."""
    store.create("game", OLD).close()
    there = tmp_path / "there"
    there.mkdir()
    assert store.export("game", there) == there / "game.json"
    assert store.export("game", there / "copy.txt") == there / "copy.txt"
    assert sorted(path.name for path in there.iterdir()) == ["copy.txt", "game.json"]
    assert (there / "copy.txt").read_bytes() == (store.folder / "game.json").read_bytes()
    assert store.import_(there / "game.json") == "game-2"
    assert store.import_(there / "game.json", "from a friend") == "from a friend"
    assert SaveStore(tmp_path / "fresh").import_(there / "copy.txt") == "copy"
    assert store.names() == ("from a friend", "game", "game-2")
    assert {str(store.read(name)) for name in store.names()} == {str(OLD)}
    store.open("game-2").close()


def test_a_save_is_imported_under_what_is_played_if_its_file_has_no_good_name(store: SaveStore, tmp_path: Path) -> None:
    """As it comes out of a mail."""
    source = tmp_path / "größe (1).json"
    source.write_text(encode(OLD), encoding="utf-8")
    assert store.import_(source) == "1958-quemoy-china"


def test_an_export_overwrites_nothing(store: SaveStore, tmp_path: Path) -> None:
    """Not even another save."""
    store.create("game", OLD).close()
    store.create("other", NEW).close()
    for target in (store.folder / "other.json", store.folder / "game.json", store.folder):
        with pytest.raises(UsageError, match="is there already"):
            store.export("game", target)
    with pytest.raises(SaveError, match="the folder is not there"):
        store.export("game", tmp_path / "no" / "where.json")
    assert store.read("other") == NEW


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_an_export_that_is_refused_leaves_nothing_or_all(store: SaveStore, tmp_path: Path, code: int) -> None:
    """As everywhere."""
    store.create("game", OLD).close()
    there = tmp_path / "there"
    made: list[str] = []
    for number in range(1, 100):
        there.mkdir()
        with at_every_call(_refuse(number, code)) as made:
            try:
                store.export("game", there / "copy.json")
            except SaveError as error:
                sentence(error)
        for path in there.iterdir():
            assert path.name == "copy.json" and path.read_text(encoding="utf-8") == encode(OLD)
            path.unlink()
        there.rmdir()
        if len(made) < number:
            break
    assert "replace" in made


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_is_no_save_is_not_imported(store: SaveStore, tmp_path: Path, name: str) -> None:
    """It is judged before it is copied."""
    data, kind = BAD[name]
    source = tmp_path / "source.json"
    source.write_bytes(data)
    with pytest.raises(kind, match=r"source\.json"):
        store.import_(source)
    assert not store.folder.exists()


def test_an_import_of_nothing_is_told(store: SaveStore, tmp_path: Path) -> None:
    """A missing file is a slip, a folder is no save."""
    with pytest.raises(UsageError, match="no file"):
        store.import_(tmp_path / "missing.json")
    with pytest.raises(SaveError):
        store.import_(tmp_path)
    with pytest.raises(SaveError, match="no file can have such a name"):
        store.import_(tmp_path / "a\0b")


def test_an_imported_save_keeps_what_a_newer_game_added(store: SaveStore, tmp_path: Path) -> None:
    """Until it is played on here, it is the file that it was."""
    document = json.loads(encode(OLD)) | {"mood": "grim"}
    source = tmp_path / "game.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    store.import_(source)
    assert json.loads((store.folder / "game.json").read_text(encoding="utf-8"))["mood"] == "grim"
    with store.open("game") as kept:
        kept.keep(NEW)
    assert store.read("game") == NEW
