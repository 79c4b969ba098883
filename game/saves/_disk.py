"""Whole files or none: reading, writing and locking, with every failure told in a sentence.

Nothing here knows what a save is. Where a step fails, the file that was there before is still there, and whole.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from game.errors import SaveBusy, SaveDamaged, SaveError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MAX_BYTES: Final = 8 << 20

_WINDOWS: Final = sys.platform == "win32"
_EXACT: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
# A pipe that somebody named like a save must not stop the game while it waits for a writer.
_READ: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_UNSYNCABLE: Final = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF}
_TRIES: Final = 20
_ELSEWHERE: Final = "choose another folder with TWO_TIGERS_SAVES, or change what may be done in this one"
_TELL: Final = {
    errno.ENOSPC: "the disk is full; make room and try again",
    errno.EDQUOT: "your share of the disk is used up; make room and try again",
    errno.EACCES: f"that is not permitted here; {_ELSEWHERE}",
    errno.EPERM: f"that is not permitted here; {_ELSEWHERE}",
    errno.EROFS: f"nothing can be written on this disk; {_ELSEWHERE}",
    errno.EIO: "the disk reports a fault; copy your saves to another one",
    errno.ELOOP: "it is a link to another place; put the file itself there",
    errno.ENOENT: "the folder is not there; make it and try again",
    errno.EEXIST: "a file stands where the folder should be; move it away",
    errno.ENOTDIR: "a file stands where the folder should be; move it away",
    errno.EISDIR: "it is a folder; move it away",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


@contextmanager
def told(what: str) -> Iterator[None]:
    """Tell a refusal by the system as a ``SaveError``: what could not be done, why, and the mend."""
    try:
        yield
    except OSError as error:
        why = _TELL.get(error.errno or 0) or f"{error.strerror or 'the system refuses'}; try again"
        raise SaveError(f"{what}: {why}") from error
    except ValueError as error:
        raise SaveError(f"{what}: no file can have such a name; choose another") from error


def is_there(path: Path) -> bool:
    """Whether anything has this name, be it a link to nowhere."""
    return os.path.lexists(path)


def read_whole(path: Path, shown: str, *, follow: bool = False) -> bytes:
    """What a file holds.

    Args:
        path: where it is.
        shown: how to call it in errors.
        follow: whether a link may stand for the file.

    Raises:
        FileNotFoundError: if nothing is there.
        SaveError: if it cannot be read, or is too large or no file at all.
    """
    with told(f"{shown} cannot be read"):
        try:
            if not follow and path.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            descriptor = os.open(path, _READ if follow else _READ | _EXACT)
        except FileNotFoundError:
            found = None
        else:
            try:
                found = _read(descriptor, shown)
            finally:
                os.close(descriptor)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return found


def _read(descriptor: int, shown: str) -> bytes:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise SaveDamaged(f"{shown} is not a file; move it away")
    parts: list[bytes] = []
    size = 0
    while size <= MAX_BYTES and (part := os.read(descriptor, 1 << 20)):
        parts.append(part)
        size += len(part)
    if size > MAX_BYTES:
        raise SaveDamaged(f"{shown} is larger than {MAX_BYTES >> 20} MiB, and no save is; the file is left as it is")
    return b"".join(parts)


def write_whole(target: Path, temporary: Path, data: bytes) -> None:
    """Put a file in its place, whole or not at all, over what was there.

    Args:
        target: where it shall be.
        temporary: a name in the same folder for the while of writing; whatever has it is litter.
        data: what it shall hold.

    Raises:
        OSError: if it cannot be done; nothing is left lying about.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _EXACT
    try:
        descriptor = os.open(temporary, flags, 0o666)
    except FileExistsError:
        temporary.unlink()
        descriptor = os.open(temporary, flags, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _replace(temporary, target)
    except BaseException:
        sweep(temporary)
        raise
    _sync_folder(target.parent)


def sweep(temporary: Path) -> None:
    """Take away what a game that died left behind."""
    with suppress(OSError):
        temporary.unlink()


def _replace(temporary: Path, target: Path) -> None:
    # On Windows no file can be replaced while another process, such as a virus scanner, reads it.
    for pause in (0.01, 0.02, 0.05, 0.1, 0.2) if _WINDOWS else ():
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that at all."""
    if _WINDOWS:
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _UNSYNCABLE:
            raise


class FileLock:
    """One holder for each file, over all processes. The system frees it when the holder dies, however it dies."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path, busy: str, refused: str) -> FileLock:
        """Take the lock at once or not at all.

        Args:
            path: the lock's own file, made if need be and taken away on release.
            busy: what to say if another holds it.
            refused: what to say could not be done if the system refuses.

        Raises:
            SaveBusy: if another holds it.
            SaveError: if this folder cannot be used.
        """
        for _ in range(_TRIES):
            with told(refused):
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _EXACT, 0o666)
                try:
                    _lock(descriptor, busy, refused)
                    if _is_at(descriptor, path):
                        return cls(path, descriptor)
                except BaseException:
                    os.close(descriptor)
                    raise
                # The holder before took the file away between the two steps: this lock would guard nothing.
                os.close(descriptor)
        raise SaveBusy(busy)

    def release(self) -> None:
        """Let go. Once more does no harm."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        if not _WINDOWS:
            sweep(self._path)
        with suppress(OSError):  # the descriptor is gone all the same, and with it the lock
            os.close(descriptor)
        if _WINDOWS:  # which takes no open file away
            sweep(self._path)


def _is_at(descriptor: int, path: Path) -> bool:
    if _WINDOWS:  # where no file that is open can be taken away
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _lock(descriptor: int, busy: str, refused: str) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
            raise SaveBusy(busy) from error
        raise SaveError(
            f"{refused}: this disk cannot tell whether another game has it open; "
            "choose a folder on this computer with TWO_TIGERS_SAVES"
        ) from error
