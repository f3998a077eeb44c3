"""A lock on a folder; the system lets go of it when a run ends, however it ends."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

LOCK = ".lock"

PATIENCE = 600.0
"""Seconds to wait for another run that is at work in the same folder: agendas take a while."""


class Busy(OSError):  # noqa: N818 - nobody did wrong
    """Another run is at work in a folder.

    Parameters
    ----------
    folder : Path
        Which.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(errno.EBUSY, os.strerror(errno.EBUSY), str(folder))


@contextmanager
def alone_in(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the folder's lock, as soon as no other run does.

    Parameters
    ----------
    folder : Path
        The folder; it is made if it is not there.
    patience : float, optional
        Seconds to wait for another run; `PATIENCE`.

    Raises
    ------
    Busy
        If another run held it all that time.
    OSError
        If the folder cannot be written to.
    """
    with _opened(folder) as file:
        give_up = time.monotonic() + (PATIENCE if patience is None else patience)
        while not _lock(file):
            if time.monotonic() > give_up:
                raise Busy(folder)
            time.sleep(0.05)
        try:
            yield
        finally:
            _unlock(file)


def _opened(folder: Path) -> TextIO:
    """Open the lock; a folder just made is gone again if another run only tried to make it."""
    for _attempt in range(ATTEMPTS):
        with suppress(FileNotFoundError):
            folder.mkdir(parents=True, exist_ok=True)
            return (folder / LOCK).open("a", encoding="utf-8")
    return (folder / LOCK).open("a", encoding="utf-8")


ATTEMPTS = 100
"""How often a folder is made that others remove."""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: TextIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(file: TextIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: TextIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: TextIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
