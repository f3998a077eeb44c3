"""The folder of one fair's plans: `v01`, `v02`, ..., each there as a whole or not at all.

A version is written into a hidden folder beside the others and renamed when it is complete. A lock
keeps two runs apart; the system lets go of it when a run ends, however it ends, so whatever is
half-written while nobody holds the lock was left behind by a crash.
"""

import json
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from matchmaker.io.plans.disk import rename, save, save_entries, save_file
from matchmaker.io.plans.lock import alone_in
from matchmaker.io.plans.plan_file import NotAPlan, read_plan, read_record, reading
from matchmaker.plan import Plan

PLAN = "plan.json"
PUBLISHED = "published.json"
SCHEMA = 1
"""Of `published.json`."""
STALE = 24 * 60 * 60.0
"""Seconds after which a half-made folder of agendas must be from a run that crashed."""


@dataclass(frozen=True)
class Published:
    """The record that people were told a version.

    Parameters
    ----------
    version : str
        Its name.
    published_at : datetime
        When; aware.
    to : tuple of str
        The ids of those who were told.
    """

    version: str
    published_at: datetime
    to: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """One plan in its folder, which never changes but for its agendas and being published."""

    path: Path

    @property
    def name(self) -> str:
        """`v01`, `v02`, ..."""
        return self.path.name

    @property
    def number(self) -> int:
        """1, 2, ..."""
        return int(self.name.removeprefix("v"))

    def plan(self) -> Plan:
        """Read the plan; raises `NotAPlan` if it cannot be."""
        return read_plan(self.path / PLAN)

    @property
    def published(self) -> Published | None:
        """When and to whom it was published, read anew each time; None if it was not."""
        path = self.path / PUBLISHED
        if not path.exists():
            return None
        content = read_record(path, SCHEMA)
        with reading(path):
            at = datetime.fromisoformat(content["published_at"])
            return Published(content["version"], at, tuple(content["to"]))


@dataclass(frozen=True)
class Draft:
    """A version that is being written: its name to be, and the folder its files go into."""

    name: str
    path: Path


def folder_of(workbook: Path) -> Path:
    """Name the folder of plans beside a workbook (a file or a folder): `FAIR-plans`."""
    if workbook.is_dir():
        # Only a folder that is named, not one called `.` or `..`, has anything beside it.
        named = workbook if workbook.name not in {"", ".."} else workbook.resolve()
        return named.with_name(f"{named.name}-plans")
    return workbook.with_name(f"{workbook.stem}-plans")


def versions(folder: Path) -> tuple[Version, ...]:
    """List the versions in order; there are none where there is no folder."""
    if not folder.exists():
        return ()
    found = [Version(path) for path in folder.iterdir() if _is_version(path)]
    return tuple(sorted(found, key=lambda version: version.number))


def _is_version(path: Path) -> bool:
    number = _number(path.name)
    return number > 0 and path.name == _name(number) and (path / PLAN).is_file()


def _name(number: int) -> str:
    return f"v{number:02d}"


def _number(name: str) -> int:
    """Tell the number in a name such as `v07`, or `V7`, which Windows could not tell from `v7`."""
    match = re.fullmatch("v([0-9]+)", name, re.IGNORECASE)
    return int(match[1]) if match else 0


def find(folder: Path, name: str | None = None) -> Version | None:
    """Find a version by its name (`v02`, `V2`, `2`), or the newest; None if there is none.

    Raises
    ------
    NotAPlan
        If the folder of the newest has lost its plan: an older one is not meant then.
    """
    if name is not None:
        wanted = _number(name if name.lower().startswith("v") else f"v{name}")
        return next((version for version in versions(folder) if version.number == wanted), None)
    found = versions(folder)
    numbers = (_number(path.name) for path in folder.iterdir()) if folder.is_dir() else ()
    newest = max(numbers, default=0)
    if newest > (found[-1].number if found else 0):
        raise NotAPlan("plan_damaged", file=str(folder / _name(newest) / PLAN))
    return found[-1] if found else None


def newest_published(folder: Path) -> Version | None:
    """Find the version that people were told last; None if there is none."""
    return next(reversed(published_versions(folder)), None)


def published_versions(folder: Path) -> tuple[Version, ...]:
    """List the versions that people were told, in the order in which they were."""
    told = [(record.published_at, v) for v in versions(folder) if (record := v.published)]
    return tuple(v for _at, v in sorted(told, key=lambda one: (one[0], one[1].number)))


def event_id_of(folder: Path) -> str:
    """Get the Event ID that is kept with the plans: that of the newest; empty if there is none."""
    found = versions(folder)
    return str(read_record(found[-1].path / PLAN).get("event_id", "")) if found else ""


def new_event_id() -> str:
    """Make an Event ID, once for an event whose workbook names none: 12 hexadecimal digits."""
    return uuid4().hex[:12]


def check_writable(folder: Path) -> None:
    """Find out before a long search whether versions can be written; leave nothing behind.

    Raises
    ------
    OSError
        If they cannot.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _new_folder(folder, ".probe").rmdir()
    finally:
        for path in missing:
            path.rmdir()


@contextmanager
def new_version(folder: Path) -> Iterator[Draft]:
    """Let a new version be written into the draft's folder; it is there when the block is left.

    If the block fails or is interrupted, nothing is left of it. The name is the next free one, and
    stays free while the block runs: another run waits until it is done.

    Raises
    ------
    OSError
        If the folder cannot be written to, or another run writes there for longer than `PATIENCE`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder):
        _remove_drafts(folder)
        draft = _draft_in(folder)
        try:
            yield draft
            save(draft.path)
            rename(draft.path, folder / draft.name)
            save_entries(folder)
        finally:
            shutil.rmtree(draft.path, ignore_errors=True)


def _remove_drafts(folder: Path) -> None:
    """Remove what runs left behind that were killed."""
    for path in folder.glob(".v*.partial-*"):
        shutil.rmtree(path, ignore_errors=True)


def _draft_in(folder: Path) -> Draft:
    """Begin the version after the highest; a folder without a plan takes up its name, too."""
    numbers = (_number(path.name) for path in folder.iterdir())
    name = _name(max(numbers, default=0) + 1)
    return Draft(name, _new_folder(folder, f".{name}.partial"))


@contextmanager
def replace_folder(target: Path, *, keeps_rest: bool = False) -> Iterator[Path]:
    """Let a folder be written that takes the place of `target`, as a whole, when the block is left.

    If the block fails or is interrupted, the folder that was there stays. `keeps_rest`: what is in
    it and not written anew is kept.
    """
    fresh = _new_folder(target.parent, f".{target.name}.partial")
    try:
        if keeps_rest and target.exists():
            shutil.copytree(target, fresh, dirs_exist_ok=True)
        yield fresh
        _swap_in(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _remove_stale(target)


def _swap_in(fresh: Path, target: Path) -> None:
    """Rename the old folder away first: Windows renames nothing over a folder that exists."""
    if not target.exists():
        rename(fresh, target)
        return
    old = target.with_name(f".{target.name}.old-{_token()}")
    rename(target, old)
    try:
        rename(fresh, target)
    finally:
        if not target.exists():
            rename(old, target)
    shutil.rmtree(old, ignore_errors=True)


def _remove_stale(target: Path) -> None:
    """Remove what was left behind; there is no lock here, so only what is old enough."""
    for path in target.parent.glob(f".{target.name}.*-*"):
        with suppress(FileNotFoundError):  # another run was faster
            if time.time() - path.stat().st_mtime > STALE:
                shutil.rmtree(path, ignore_errors=True)


def publish(version: Version, participants: Iterable[str], at: datetime) -> Published:
    """Record that these participants were told a version.

    A record that is there already keeps its moment, and names those who were not told yet, too.
    """
    with alone_in(version.path.parent):
        earlier = version.published
        told = dict.fromkeys((*(earlier.to if earlier else ()), *participants))
        if earlier and len(told) == len(earlier.to):
            return earlier
        record = Published(version.name, earlier.published_at if earlier else at, tuple(told))
        _write_at_once(version.path / PUBLISHED, _json_of(record))
        return record


def _json_of(record: Published) -> str:
    content = {
        "schema": SCHEMA,
        "published_at": record.published_at.isoformat(),
        "version": record.version,
        "to": record.to,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _write_at_once(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        save_file(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    save_entries(path.parent)


def _new_folder(parent: Path, name: str) -> Path:
    path = parent / f"{name}-{_token()}"
    path.mkdir()
    return path


def _token() -> str:
    return uuid4().hex[:8]
