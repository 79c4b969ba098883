"""The folder of saves: one ``name.json`` each, and beside it ``name.lock`` while a game has it open.

A save on disk is always whole: the old tree until the new one has replaced it. What is damaged, or made with a newer
game, is shown as such and left alone.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.content.problems import nearest
from game.errors import SaveBusy, SaveDamaged, SaveError, UsageError
from game.saves._checks import plain
from game.saves._disk import is_there, read_whole, sweep, told, write_whole
from game.saves.codec import cleaned
from game.saves.kept import Kept, bytes_of, shown_path, take_lock, temporary_of, tree_of
from game.saves.timeline import Picker, Tree

__all__ = ["MAX_LETTERS", "SUFFIX", "Kept", "Listed", "SaveStore"]

SUFFIX: Final = ".json"
MAX_LETTERS: Final = 60
"""Characters in the name of a save."""

_MOST_ALIKE: Final = 9_999
_NAME: Final = re.compile(rf"[A-Za-z0-9][A-Za-z0-9 _.-]{{0,{MAX_LETTERS - 1}}}")
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))})
"""What Windows takes for a device, whatever follows the first dot."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the folder: its tree, or why there is none."""

    name: str
    path: Path
    modified: float
    """Seconds since 1970."""
    tree: Tree | None
    error: SaveError | None


class SaveStore:
    """The saves in one folder. The folder is made when the first is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The names of all saves, whole or not, in order."""
        return tuple(sorted((file.stem for file in self._files() if _is_name(file.stem)), key=_by_letters))

    def listing(self) -> tuple[Listed, ...]:
        """Every save, whole or not, the latest first."""
        found = [listed for file in self._files() if (listed := _listed(file)) is not None]
        return tuple(sorted(found, key=lambda listed: (-listed.modified, _by_letters(listed.name))))

    def create(self, name: str | None, tree: Tree) -> Kept:
        """Begin a save, and leave it open.

        Args:
            name: what to call it; None for a free name after what is played.
            tree: what to keep first.

        Raises:
            UsageError: if the name cannot be one, or is taken.
            SaveError: if the tree cannot be kept here.
        """
        tree = cleaned(tree)
        return self._begin(name, _slug(tree), tree, bytes_of(tree))

    def open(self, name: str) -> Kept:
        """Open a save to play on.

        Raises:
            UsageError: if there is no such save.
            SaveBusy: if another game has it open.
            SaveError: if it cannot be read, or is damaged or foreign.
        """
        path = self._known(name)
        lock = take_lock(path)
        try:
            sweep(temporary_of(path))
            data = self._data(name)
            return Kept(name, path, tree_of(data, path), data, lock)
        except BaseException:
            lock.release()
            raise

    def read(self, name: str) -> Tree:
        """The tree of a save as it lies on disk, to look at: nothing is locked, and a game may have it open.

        Raises:
            UsageError: if there is no such save.
            SaveError: if it cannot be read, or is damaged or foreign.
        """
        return tree_of(self._data(name), self._path(name))

    def delete(self, name: str) -> None:
        """Take a save away for good, whole or not.

        Raises:
            UsageError: if there is no such save.
            SaveBusy: if a game has it open.
            SaveError: if it cannot be done.
        """
        path = self._known(name)
        lock = take_lock(path)
        try:
            with told(f"the save '{name}' cannot be deleted"):
                path.unlink(missing_ok=True)
            sweep(temporary_of(path))
        finally:
            lock.release()

    def export(self, name: str, target: Path) -> Path:
        """Copy a save to another place, as it is.

        Args:
            name: the save.
            target: a new file, or a folder to put it into.

        Returns:
            The new file.

        Raises:
            UsageError: if there is no such save, or the target is there already.
            SaveError: if it is damaged, or cannot be written there.
        """
        data = self._data(name)
        tree_of(data, self._path(name))
        with told(f"{shown_path(target)} cannot be written"):
            target = target / f"{name}{SUFFIX}" if target.is_dir() else target
            if is_there(target):
                raise UsageError(f"{shown_path(target)} is there already; choose another file")
            write_whole(target, target.with_name(f".two-tigers~{secrets.token_hex(4)}.tmp"), data)
        return target

    def import_(self, source: Path, name: str | None = None) -> str:
        """Take in a save from another place, as it is, if it is one.

        Args:
            source: the file.
            name: what to call it here; None for a free name after the file's.

        Returns:
            The save's name.

        Raises:
            UsageError: if there is no such file, or the name cannot be one or is taken.
            SaveError: if it is damaged or foreign, or cannot be written here.
        """
        try:
            data = read_whole(source, shown_path(source), follow=True)
        except FileNotFoundError:
            raise UsageError(f"there is no file {shown_path(source)}; check the name") from None
        tree = tree_of(data, source)
        with self._begin(name, source.stem if _is_name(source.stem) else _slug(tree), tree, data) as kept:
            return kept.name

    def _begin(self, name: str | None, wish: str, tree: Tree, data: bytes) -> Kept:
        """Write a new file under a name, or else under the first free one like the wish."""
        if name is not None:
            self._path(name)
        with told(f"the folder for saves, {shown_path(self.folder)}, cannot be made"):
            self.folder.mkdir(parents=True, exist_ok=True)
        for candidate in _like(wish) if name is None else (name,):
            path = self._path(candidate)
            if is_there(path):
                continue
            try:
                lock = take_lock(path)
            except SaveBusy:
                if name is None:
                    continue
                raise
            try:
                if not is_there(path):
                    with told(f"the save '{candidate}' cannot be written"):
                        write_whole(path, temporary_of(path), data)
                    return Kept(candidate, path, tree, data, lock)
            except BaseException:
                lock.release()
                raise
            lock.release()
        if name is None:
            raise SaveError(f"there are {_MOST_ALIKE:,} saves like '{wish}'; choose a name")
        raise UsageError(f"there is a save '{name}' already; choose another name")

    def _path(self, name: str) -> Path:
        if not _is_name(name):
            raise UsageError(
                f"'{plain(name)}' cannot be a save's name; use 1 to {MAX_LETTERS} letters A to Z, digits, spaces and "
                "the marks _ . - with a letter or digit first, none of . and space last, and no name of a device"
            )
        return self.folder / f"{name}{SUFFIX}"

    def _known(self, name: str) -> Path:
        """The path of a save that is there."""
        path = self._path(name)
        if not is_there(path):
            raise UsageError(self._unknown(name))
        return path

    def _data(self, name: str) -> bytes:
        path = self._path(name)
        try:
            return read_whole(path, shown_path(path))
        except FileNotFoundError:
            raise UsageError(self._unknown(name)) from None

    def _unknown(self, name: str) -> str:
        return f"there is no save '{name}'; {nearest(name, self.names(), 'look at the list of saves')}"

    def _files(self) -> list[Path]:
        """Whatever in the folder looks like a save."""
        with told(f"the folder for saves, {shown_path(self.folder)}, cannot be read"):
            try:
                return [file for file in self.folder.iterdir() if file.suffix == SUFFIX and file.name[0] != "."]
            except FileNotFoundError:
                return []


def _listed(file: Path) -> Listed | None:
    """A line of the listing; None if the file went away meanwhile."""
    tree: Tree | None = None
    error: SaveError | None = None
    modified = 0.0
    try:
        with told(f"{shown_path(file)} cannot be read"), suppress(FileNotFoundError):
            modified = file.lstat().st_mtime
        if not _is_name(file.stem):
            raise SaveDamaged(f"{shown_path(file)} has a name that no save can have; give the file another")
        tree = tree_of(read_whole(file, shown_path(file)), file)
    except FileNotFoundError:
        return None
    except SaveError as fault:
        error = fault
    return Listed(plain(file.stem), file, modified, tree, error)


def _is_name(name: str) -> bool:
    if not _NAME.fullmatch(name) or name[-1] in ". ":
        return False
    return name.partition(".")[0].rstrip(" ").lower() not in _DEVICES


def _by_letters(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _slug(tree: Tree) -> str:
    """What is played, and as whom: ``1958-quemoy-china``."""
    root = tree.root
    persons = [seat for seat, picker in sorted(root.seats.items()) if picker is Picker.PERSON]
    return "-".join([root.crisis or root.campaign or root.pack, *(persons or ["watched"])])


def _like(wish: str) -> Iterator[str]:
    """The wish, then ``wish-2``, ``wish-3`` and on, each short enough to be a name."""
    for number in range(1, _MOST_ALIKE + 1):
        tail = "" if number == 1 else f"-{number}"
        yield wish[: MAX_LETTERS - len(tail)].rstrip(". -") + tail
