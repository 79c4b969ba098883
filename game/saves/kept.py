"""One save that is open: the only one who may write its file, and the way from a tree to bytes and back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import TracebackType

from game.errors import SaveDamaged, SaveError
from game.saves._checks import plain
from game.saves._disk import MAX_BYTES, FileLock, read_whole, told, write_whole
from game.saves.codec import cleaned, decode, encode
from game.saves.timeline import Tree


class Kept:
    """A save that is open here and nowhere else, until it is closed."""

    def __init__(self, name: str, path: Path, tree: Tree, data: bytes, lock: FileLock) -> None:
        self.name = name
        self.path = path
        self._tree = tree
        self._lock: FileLock | None = lock
        self._one_by_one = Lock()
        self._ours = {_digest(data)}

    @property
    def tree(self) -> Tree:
        """The tree that is safe on disk."""
        return self._tree

    def keep(self, tree: Tree) -> None:
        """Put a tree on disk in place of the one before. It is safe there when this returns.

        Raises:
            SaveError: if that cannot be done: ``self.tree`` stays what it was, and the file whole.
        """
        with self._one_by_one:
            if self._lock is None:
                raise SaveError(f"the save '{self.name}' is closed; open it again")
            tree = cleaned(tree)
            data = bytes_of(tree)
            self._refuse_what_others_wrote()
            # Were we stopped between replacing the file and saying so here, either could be found on disk.
            self._ours.add(_digest(data))
            with told(f"the save '{self.name}' cannot be written"):
                write_whole(self.path, temporary_of(self.path), data)
            self._ours = {_digest(data)}
            self._tree = tree

    def close(self) -> None:
        """Let others open it. Once more does no harm."""
        with self._one_by_one:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Kept:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _refuse_what_others_wrote(self) -> None:
        """The lock keeps games out, not editors or programs that synchronise folders: theirs may be all there is."""
        try:
            found = _digest(read_whole(self.path, shown_path(self.path)))
        except FileNotFoundError:
            return
        if found not in self._ours:
            raise SaveError(
                f"the save '{self.name}' was changed by another program while it was open here; "
                "keep this playthrough under another name"
            )


def bytes_of(tree: Tree) -> bytes:
    """What a file of this tree holds, if one file can."""
    data = encode(tree).encode("utf-8")
    if len(data) > MAX_BYTES:
        raise SaveError(
            f"this playthrough has grown past {MAX_BYTES >> 20} MiB, the most that a save may hold; begin another, "
            "what was saved before is untouched"
        )
    return data


def tree_of(data: bytes, file: Path) -> Tree:
    """The tree in what a file holds."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SaveDamaged(
            f"{shown_path(file)}: this is not text in UTF-8 (see byte {error.start}), and every save is; "
            "restore a copy, the file is left as it is"
        ) from error
    return decode(text, where=str(file))


def take_lock(path: Path) -> FileLock:
    """The lock of a save, by the save's path."""
    name = path.stem
    return FileLock.take(
        path.with_name(f"{name}.lock"),
        f"the save '{name}' is open in another game; close it there, or play under another name",
        f"the save '{name}' cannot be opened",
    )


def temporary_of(path: Path) -> Path:
    """Where a save is written before it takes its place."""
    # No save's name begins with a dot or holds a tilde, so this is litter of this save or nothing.
    return path.with_name(f".{path.stem}~.tmp")


def shown_path(path: Path) -> str:
    """A path in a message."""
    return plain(str(path), 400)


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()
