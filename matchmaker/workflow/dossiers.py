"""The events of a folder: each a workbook, or a folder of sheets, with its plans beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from matchmaker.events import Event
from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.package.limits import Limits
from matchmaker.io.plans.disk import whole_or_not_at_all
from matchmaker.io.plans.versions import (
    PLAN,
    PUBLISHED,
    SCHEDULE,
    Version,
    find,
    folder_of,
    versions,
)
from matchmaker.io.plans.work import tidy
from matchmaker.io.reading.files import ZIP, calendar_files, files_of, wish_files
from matchmaker.io.reading.wish_forms import returned_forms
from matchmaker.io.reading.wording import wording_file
from matchmaker.io.writing.template import write_template
from matchmaker.issues import Issue
from matchmaker.record import Source
from matchmaker.text import languages, recognise, words

ENDING = ".xlsx"
LONGEST_NAME = 60
UNSAID = re.compile(r"[^\w \-]+")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)", re.IGNORECASE)
"""Names that Windows keeps for itself."""


class NotTakenUp(Exception):  # noqa: N818 - nobody did wrong
    """A file is none that an event could be read from.

    Parameters
    ----------
    code : str
        The sentence that says why, under `web`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Lists:
    """What an event consists of, as it was read, and everything that is wrong with it."""

    reading: Reading

    @property
    def event(self) -> Event | None:
        """The event; None if, and only if, there is an error among the issues."""
        return self.reading.event

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything wrong, by sheet, row and column."""
        return self.reading.issues

    @property
    def source(self) -> Source:
        """What was read: its name, and the fingerprint of its bytes."""
        return self.reading.source


@dataclass(frozen=True)
class Dossier:
    """An event where it lies: its workbook, or folder of sheets, and its plans beside it."""

    workbook: Path

    @property
    def key(self) -> str:
        """What it is chosen by: nothing of its path can be told from it, or be put into it."""
        name = str(self.workbook.resolve()).encode("utf-8", "surrogateescape")
        return sha256(name).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The name of the file, without its ending."""
        return self.workbook.name if self.workbook.is_dir() else self.workbook.stem

    @property
    def plans(self) -> Path:
        """The folder of its plans."""
        return folder_of(self.workbook)

    @property
    def fingerprint(self) -> str:
        """What is another one as soon as the workbook is saved."""
        of_people = (*wish_files(self.workbook), *calendar_files(self.workbook))
        beside = (wording_file(self.workbook), *returned_forms(self.workbook))
        return _stamps((*files_of(self.workbook), *of_people, *beside))

    @property
    def state(self) -> str:
        """What is another one as soon as a version is written, edited or published."""
        names = (PLAN, SCHEDULE, PUBLISHED)
        found = (version.path / name for version in versions(self.plans) for name in names)
        return _stamps(found)

    @property
    def is_open(self) -> bool:
        """Whether Excel or LibreOffice holds the workbook open, and keeps a file beside it."""
        beside = (f"~${self.workbook.name}", f".~lock.{self.workbook.name}#")
        return any(self.workbook.with_name(name).exists() for name in beside)

    def lists(self) -> Lists:
        """Read the event, with everything that is wrong."""
        return Lists(read_event(self.workbook, advise=True))

    def versions(self) -> tuple[Version, ...]:
        """List the versions of its plan, the first first, after a killed run was mended."""
        tidy(self.plans)
        return versions(self.plans)

    def version(self, name: str | None = None) -> Version | None:
        """Find a version of its plan, the newest unless one is named; None if there is none."""
        tidy(self.plans)
        return find(self.plans, name)


def _stamps(files: Iterable[Path]) -> str:
    told = [(str(file.parent), *_stamp(file)) for file in files]
    return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _stamp(file: Path) -> tuple[str, int, int]:
    """Tell when a file was saved, and how large it is; of one that is gone, that it is."""
    try:
        told = file.stat()
    except OSError:
        return file.name, 0, -1
    return file.name, told.st_mtime_ns, told.st_size


def found_at(path: Path) -> tuple[Path, Dossier | None]:
    """Tell the folder whose events are meant, and which of them, if one is."""
    if path.is_dir() and not _is_event(path.resolve()):
        return path, None
    return path.parent, Dossier(path)


def dossiers_in(folder: Path) -> tuple[Dossier, ...]:
    """List the events of a folder by name; no lock files, marked copies, or folders of plans."""
    found = (Dossier(entry) for entry in folder.iterdir() if _is_event(entry))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _is_event(entry: Path) -> bool:
    if entry.name.startswith(("~$", ".")) or _is_marked(entry):
        return False
    if entry.is_dir():
        is_of_plans = entry.name.endswith("-plans")
        sheets = (recognise("sheet", file.stem) for file in files_of(entry))
        return not is_of_plans and "participants" in sheets
    return entry.suffix.lower() == ENDING


def _is_marked(entry: Path) -> bool:
    """Whether it is a copy in which mistakes were marked."""
    return _without_mark(entry.stem) != entry.stem


def _without_mark(stem: str) -> str:
    """Take off a name what says that mistakes were marked in a copy."""
    marks = "|".join(re.escape(words(language)("cli.marked")) for language in languages())
    return re.sub(rf"(-({marks})(-\d+)?)+$", "", stem)


def new_dossier(folder: Path, name: str, language: str, *, with_example: bool) -> Dossier:
    """Make a workbook to fill in, under a name that is free."""
    with free_place(folder, name).open("xb") as file:
        path = Path(file.name)
    with whole_or_not_at_all(path):
        write_template(path, language, with_example=with_example)
    return Dossier(path)


def take_up(folder: Path, name: str, content: bytes) -> Dossier:
    """Put a workbook that somebody hands in into the folder, under a name that is free.

    Raises
    ------
    NotTakenUp
        If it is no `.xlsx`, or larger than what is read.
    """
    if not (content.startswith(ZIP) and name.lower().endswith(ENDING)):
        raise NotTakenUp("not_xlsx")
    if len(content) > Limits.of_environment().bytes:
        raise NotTakenUp("too_large")
    path = free_place(folder, name)
    path.touch(exist_ok=False)
    with whole_or_not_at_all(path):
        path.write_bytes(content)
    return Dossier(path)


def free_place(folder: Path, name: str) -> Path:
    """Find a free place in a folder, under whatever can stay of a name; it is never a path."""
    plain = safe_name(name)
    names = chain([plain], (f"{plain}-{number}" for number in count(2)))
    return next(path for path in _places(folder, names) if not path.exists())


def _places(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    return (folder / f"{name}{ENDING}" for name in names)


def safe_name(name: str) -> str:
    """Keep of a name what every system can keep: letters, digits, blanks, hyphens; no mark.

    A marked copy in which the mistakes are corrected is an event like any other.
    """
    stem = name[: -len(ENDING)] if name.lower().endswith(ENDING) else name
    plain = " ".join(UNSAID.sub(" ", stem).split())[:LONGEST_NAME].strip(" -_")
    plain = _without_mark(plain)
    if not plain or RESERVED.fullmatch(plain):
        return f"event {plain}".strip()
    return plain
