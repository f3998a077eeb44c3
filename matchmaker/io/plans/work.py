"""Work in a folder of plans: one run at a time, and first what a killed one left is put right.

Whatever is half-written stands in a folder of its own until it is whole, and is then renamed; all
of that under the lock. So what is half-written when a run has just got the lock was left behind,
and can be removed at once.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from matchmaker.io.plans.disk import rename
from matchmaker.io.plans.forgetting import finish
from matchmaker.io.plans.lock import LOCK, Busy, alone_in

PARTIAL, OLD = ".partial-", ".old-"
"""In names: what is being written, and what it takes the place of."""
PROBE = ".probe-"
"""Begins the name of a folder that is only made to see whether one can be."""


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Be the only one at work in a folder of plans, and mend what was left behind.

    Raises
    ------
    OSError
        If the folder cannot be written to, or another run is at work for too long (`Busy`).
    """
    with alone_in(folder):
        _mend(folder)
        yield


def tidy(folder: Path) -> bool:
    """Mend what was left behind, before a folder is read; tell whether another run is at work.

    Then, and where nobody may write, it is left to whoever works there next.
    """
    if not (folder / LOCK).exists():
        return False
    try:
        with alone_in(folder, patience=0):
            _mend(folder)
    except OSError as error:
        return isinstance(error, Busy)
    return False


def _mend(folder: Path) -> None:
    finish(folder)
    for version in folder.glob("[vV][0-9]*/"):
        _put_back(version)
        _remove(version, f".*{PARTIAL}*")
        for file in version.glob(".*.partial"):
            file.unlink(missing_ok=True)
    for file in folder.glob(".by-hand*.partial"):
        file.unlink(missing_ok=True)
    _remove(folder, f".v*{PARTIAL}*")
    _remove(folder, f"{PROBE}*")


def _put_back(version: Path) -> None:
    """Give a folder its name again that was renamed away and not replaced; else it is gone."""
    left = version.glob(f".*{OLD}*")
    for old in sorted(left, key=lambda path: path.stat().st_ctime, reverse=True):
        target = version / old.name[1:].rpartition(OLD)[0]
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            rename(old, target)


def _remove(folder: Path, pattern: str) -> None:
    for path in folder.glob(pattern):
        shutil.rmtree(path, ignore_errors=True)


def probe(folder: Path) -> None:
    """Find out whether folders can be made in a folder; call it at work there."""
    _unlike_any(folder, PROBE).rmdir()


def partial_of(target: Path) -> Path:
    """Make the folder in which something is written until it is whole; call it at work there."""
    return _unlike_any(target.parent, f".{target.name}{PARTIAL}")


def _unlike_any(parent: Path, beginning: str) -> Path:
    path = parent / f"{beginning}{_token()}"
    path.mkdir()
    return path


def _token() -> str:
    return uuid4().hex[:8]


@contextmanager
def replace_folder(target: Path, *, keeps_rest: bool = False) -> Iterator[Path]:
    """Let a folder be written that takes the place of `target`, as a whole, when the block is left.

    If the block fails or is interrupted, the folder that was there stays. Call it at work in the
    folder of plans.

    Parameters
    ----------
    target : Path
        The folder, which need not be there.
    keeps_rest : bool
        Whether what is in it and not written anew is kept.
    """
    fresh = partial_of(target)
    try:
        if keeps_rest and target.exists():
            shutil.copytree(target, fresh, dirs_exist_ok=True)
        yield fresh
        _swap_in(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap_in(fresh: Path, target: Path) -> None:
    """Rename the old folder away first: Windows renames nothing over a folder that exists."""
    if not target.exists():
        rename(fresh, target)
        return
    old = target.with_name(f".{target.name}{OLD}{_token()}")
    rename(target, old)
    try:
        rename(fresh, target)
    finally:
        if not target.exists():
            rename(old, target)
    shutil.rmtree(old, ignore_errors=True)
