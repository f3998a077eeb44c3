"""The folder of one fair's plans: `v01`, `v02`, ..., each there as a whole or not at all.

A version is written into a hidden folder beside the others and renamed when it is complete.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from matchmaker.io.package.naming import beside
from matchmaker.io.plans.disk import rename, replace_file, save, save_entries
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.plan_file import read_event_id, read_plan
from matchmaker.io.plans.publication_file import Published, read_publication, written
from matchmaker.io.plans.work import at_work, partial_of, probe
from matchmaker.record import Plan

PLAN = "plan.json"
PUBLISHED = "published.json"
SCHEDULE = "schedule.xlsx"
REPORT = "report.html"


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
        return read_publication(path) if path.exists() else None


@dataclass(frozen=True)
class Draft:
    """A version that is being written: its name to be, and the folder its files go into."""

    name: str
    path: Path


def folder_of(workbook: Path) -> Path:
    """Name the folder of plans beside a workbook (file or folder): `FAIR-plans`."""
    return beside(workbook, "plans")


def versions(folder: Path) -> tuple[Version, ...]:
    """List the versions in order; there are none where there is no folder."""
    found = [Version(path) for path in _entries(folder) if _is_version(path)]
    return tuple(sorted(found, key=lambda version: version.number))


def _entries(folder: Path) -> tuple[Path, ...]:
    """List what is in a folder; it may be gone again, if another run only tried to make it."""
    try:
        return tuple(folder.iterdir())
    except FileNotFoundError:
        return ()


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
    numbers = (_number(path.name) for path in _entries(folder)) if folder.is_dir() else ()
    newest = max(numbers, default=0)
    if newest > (found[-1].number if found else 0):
        raise NotAPlan("plan_damaged", file=str(folder / _name(newest) / PLAN))
    return found[-1] if found else None


def newest_published(folder: Path) -> Version | None:
    """Find the version that people were told last; None if there is none."""
    return next(reversed(published_versions(folder)), None)


def published_versions(folder: Path) -> tuple[Version, ...]:
    """List the versions that people were told, in the order in which they were.

    That is the order of the versions, whatever the clock said: only one after the last can be
    published. Before publications were numbered, an older one could be published after it; of those
    nothing but the clock tells the order.
    """
    told = [(version, record) for version in versions(folder) if (record := version.published)]
    numbered = [version for version, record in told if record.number > 0]
    others = [(record.published_at, v.number, v) for v, record in told if record.number <= 0]
    return (*(version for _, _, version in sorted(others)), *numbered)


def event_id_of(folder: Path) -> str:
    """Get the Event ID that is kept with the plans; empty if there is none.

    It is the one that people were told last; without a publication, that of the newest version.
    """
    found = newest_published(folder) or next(reversed(versions(folder)), None)
    return read_event_id(found.path / PLAN) if found else ""


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
    if not missing:
        with at_work(folder):
            probe(folder)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    finally:
        for path in missing:
            with suppress(OSError):  # it could not be made, or another run is in it by now
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
    with at_work(folder):
        draft = _draft_in(folder)
        try:
            yield draft
            save(draft.path)
            rename(draft.path, folder / draft.name)
            save_entries(folder)
        finally:
            shutil.rmtree(draft.path, ignore_errors=True)


def _draft_in(folder: Path) -> Draft:
    """Begin the version after the highest; a folder without a plan takes up its name, too."""
    numbers = (_number(path.name) for path in folder.iterdir())
    name = _name(max(numbers, default=0) + 1)
    return Draft(name, partial_of(folder / name))


class Obsolete(Exception):  # noqa: N818 - nobody did wrong
    """A version cannot be published, since people have been told a later one.

    Parameters
    ----------
    version : Version
        Which.
    last : Version
        What people were told last.
    """

    def __init__(self, version: Version, last: Version) -> None:
        super().__init__(version, last)
        self.version = version
        self.last = last


def check_current(version: Version) -> None:
    """Find out whether a version can be published; raise `Obsolete` if it cannot."""
    last = newest_published(version.path.parent)
    if last and not is_current(version, last):
        raise Obsolete(version, last)


def is_current(version: Version, last: Version | None) -> bool:
    """Whether a version can be published: the last one again, or one after it."""
    is_later = last is None or (version.number > last.number and not version.published)
    return version == last or is_later


def publish(version: Version, participants: Iterable[str], at: datetime) -> Published:
    """Record that these participants were told a version; call it at work in the folder.

    A record that is there already keeps its moment, and names those who were not told yet, too.

    Raises
    ------
    Obsolete
        If people have been told a later version.
    """
    check_current(version)
    number = _next_number(version.path.parent)
    earlier = version.published or Published(version.name, at, (), number)
    record = replace(earlier, to=tuple(dict.fromkeys((*earlier.to, *participants))))
    if record != version.published:
        replace_file(version.path / PUBLISHED, written(record))
    return record


def _next_number(folder: Path) -> int:
    told = [record.number for version in versions(folder) if (record := version.published)]
    return max(len(told), *told, 0) + 1
