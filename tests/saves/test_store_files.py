"""Files that are not what they should be harm nobody and are left alone; good ones travel."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveDamaged, SaveError, SaveForeign, UsageError
from game.saves import SaveStore, encode
from tests.saves.faults import at_every_call
from tests.saves.folders import inside, only_where_forked, put, sentence
from tests.saves.trees import NEW, OLD, calm, plain_tree

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


def test_no_more_of_a_huge_file_is_read_than_a_save_may_hold(store: SaveStore) -> None:
    """A disk image by the name of a save does not fill the memory."""
    path = put(store, "game.json", "{")
    os.truncate(path, 1 << 30)
    with at_every_call(lambda *_: None) as made:
        assert "larger than 8 MiB" in str(store.listing()[0].error)
    assert made.count("read") < 20


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
