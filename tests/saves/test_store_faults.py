"""A save on disk is whole, whatever happens to the game or the disk."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from itertools import count
from pathlib import Path

import pytest

from game.errors import SaveBusy, SaveError
from game.saves import SaveStore, _disk, encode
from tests.saves.faults import at_every_call
from tests.saves.folders import another_game, heard, inside, only_where_forked, put, sentence
from tests.saves.trees import NEW, OLD, plain_tree

REFUSALS = [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EINTR]


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
    for number in count(1):
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
    for number in count(1):
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
            assert "replace" in made
            break
    assert store.read("other") == OLD


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_a_save_that_cannot_be_opened_says_why_and_stays_free(store: SaveStore, code: int) -> None:
    """A refusal while opening or reading touches nothing and blocks nobody."""
    path = put(store, "game.json", encode(OLD))
    for number in count(1):
        with at_every_call(_refuse(number, code)) as made:
            try:
                store.open("game").close()
            except SaveError as error:
                sentence(error)
        assert path.read_text(encoding="utf-8") == encode(OLD)
        store.open("game").close()
        if len(made) < number:
            assert "read" in made
            break


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


@only_where_forked
@pytest.mark.parametrize(
    ("code", "matters"), [(errno.EIO, True), (errno.ENOSPC, True), (errno.EINVAL, False), (errno.EACCES, False)]
)
@pytest.mark.parametrize("refused", ["open", "fsync"])
def test_a_folder_that_cannot_be_synchronised_matters_only_where_that_is_a_fault(
    store: SaveStore, code: int, matters: bool, refused: str
) -> None:
    """Some systems cannot do it at all, and a save there is as good as it gets; a fault of the disk is told."""
    replaced = False

    def refuse_folder(name: str, _: int) -> None:
        nonlocal replaced
        if replaced and name == refused:
            raise OSError(code, os.strerror(code))
        replaced = replaced or name == "replace"

    with store.create("game", OLD) as kept:
        with at_every_call(refuse_folder), pytest.raises(SaveError) if matters else nullcontext():
            kept.keep(NEW)
        assert kept.tree == (OLD if matters else NEW)
        assert store.read("game") == NEW


def test_an_interrupt_in_the_middle_of_a_keep_leaves_a_whole_save(store: SaveStore) -> None:
    """Ctrl+C is no refusal: it goes on its way, and the save can still be kept after it."""
    for number in count(1):

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
            assert "replace" in made
            break


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


@only_where_forked
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


@pytest.mark.parametrize("code", REFUSALS, ids=errno.errorcode.get)
def test_an_export_that_is_refused_leaves_nothing_or_all(store: SaveStore, tmp_path: Path, code: int) -> None:
    """As everywhere."""
    store.create("game", OLD).close()
    there = tmp_path / "there"
    for number in count(1):
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
            assert "replace" in made
            break
