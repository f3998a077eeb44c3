"""Files of others: only ordinary ones are opened, and no more is read of them than allowed."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""A pipe that took the place of a file in between does not keep us waiting."""


class NotAFile(OSError):  # noqa: N818 - says what it is
    """Something that is no ordinary file: a folder, a device, a pipe."""


class TooLong(Exception):  # noqa: N818 - nothing went wrong
    """A file is longer than what is read of it."""


def name_of(path: Path) -> str:
    """Name a file in letters that can be written; of a name that is none, what can be read."""
    return os.fsencode(path.name).decode("utf-8", errors="replace")


def read_foreign(path: Path, most: int) -> bytes:
    """Read a file; what it says of its length is not believed.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        The most bytes it may have.

    Raises
    ------
    NotAFile
        If it is no ordinary file.
    TooLong
        If it has more.
    OSError
        If it is not there, or may not be read.
    """
    with open_foreign(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLong
    return content


def open_foreign(path: Path) -> BinaryIO:
    """Open a file; `NotAFile` is raised of anything else, and before it is opened."""
    _check(path.stat().st_mode, path)
    file = os.fdopen(os.open(path, READ), "rb")
    try:
        _check(os.fstat(file.fileno()).st_mode, path)
    except NotAFile:
        file.close()
        raise
    return file


def _check(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        raise NotAFile(errno.EINVAL, "not an ordinary file", str(path))
