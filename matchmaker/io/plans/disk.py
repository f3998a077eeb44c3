"""Files that are on the disk when we say so, should the power fail or a virus scanner hold them."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def whole_or_not_at_all(path: Path) -> Iterator[None]:
    """Let a new file be written; of one that is not finished nothing is left."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def rename(source: Path, target: Path) -> None:
    """Rename; on Windows only where there is no `target`."""
    _patiently(source.rename, target)


def replace(source: Path, target: Path) -> None:
    """Rename a file, over one that is there."""
    _patiently(source.replace, target)


def _patiently(change: Callable[[Path], object], target: Path) -> None:
    """Try a few times: on Windows a virus scanner or a reader may hold a file for a moment."""
    for seconds in (0.1, 0.3, 1.0):
        try:
            change(target)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    change(target)


def save(folder: Path) -> None:
    """Have everything in a folder on the disk, should the power fail."""
    for path in folder.rglob("*"):
        if path.is_dir():
            save_entries(path)
        else:
            save_file(path)
    save_entries(folder)


def save_file(path: Path) -> None:
    """Have the bytes of a file on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def save_entries(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows sees to that itself."""
    if sys.platform == "win32":
        return
    entries = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entries)
    except OSError as error:
        if error.errno not in {errno.EBADF, errno.EINVAL}:  # some network drives know no such thing
            raise
    finally:
        os.close(entries)


def replace_file(path: Path, text: str) -> None:
    """Write a text that is there as a whole or as it was; call it at work there."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes, *, is_shared: bool = False) -> None:
    """Write a file that is there as a whole or as it was.

    Parameters
    ----------
    path : Path
        The file.
    content : bytes
        What is to be in it.
    is_shared : bool
        Whether others may write it at the same time; else call it at work there.
    """
    mark = f"-{uuid4().hex[:8]}" if is_shared else ""
    partial = path.with_name(f".{path.name.removeprefix('.')}{mark}.partial")
    try:
        partial.write_bytes(content)
        save_file(partial)
        replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    save_entries(path.parent)
