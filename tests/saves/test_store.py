"""A save is somebody's own, under a name that can be one, and comes back as it was kept."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.errors import SaveBusy, SaveDamaged, SaveError, UsageError
from game.saves import Picker, Root, SaveStore, Tree, encode
from game.saves._disk import FileLock
from game.saves.codec import cleaned
from tests.saves.folders import another_game, heard, inside, put, sentence
from tests.saves.trees import NEW, OLD, calm, plain_tree, trees

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


def test_a_file_that_turns_up_at_the_last_moment_is_not_written_over(
    store: SaveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking whether a name is free and having its lock, another may have used it."""
    real = FileLock.take

    def late(path: Path, *said: str) -> FileLock:
        if path.name == "1958-quemoy-china.lock":
            put(store, "1958-quemoy-china.json", "somebody's")
        return real(path, *said)

    monkeypatch.setattr(FileLock, "take", late)
    with pytest.raises(UsageError, match="already"):
        store.create("1958-quemoy-china", OLD)
    (store.folder / "1958-quemoy-china.json").unlink()
    with store.create(None, OLD) as kept:
        assert kept.name == "1958-quemoy-china-2"
    assert (store.folder / "1958-quemoy-china.json").read_text(encoding="utf-8") == "somebody's"


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
        with pytest.raises(UsageError, match="already"):
            store.create("game", NEW)
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
