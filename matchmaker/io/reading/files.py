"""Files in, raw sheets out.

What a file is, its first bytes tell, not its name. What is wrong with a whole file is a fault.
"""

import csv
from dataclasses import replace
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile
from zlib import error as DeflateError  # noqa: N812 - an exception under a small name

from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import NotAFile, TooLong, name_of, read_foreign
from matchmaker.io.package.limits import Limits, TooLarge, Unsafe
from matchmaker.io.package.parts import Parts
from matchmaker.io.reading.csv_file import read_csv
from matchmaker.io.reading.other_books import (
    has_reader,
    is_ods,
    is_xlsb,
    read_other,
    weigh_ods,
)
from matchmaker.io.reading.raw import RawSheet
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.xlsx import read_subject, read_xlsx
from matchmaker.text import recognise

ZIP = b"PK\x03\x04"
"""The first bytes of an `.xlsx`, which is a zip file."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The first bytes of an old `.xls`, and of an `.xlsx` behind a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".xlsb", ".ods"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
CALENDAR = ".ics"
KEPT_BY_WINDOWS = frozenset({"thumbs.db", "desktop.ini"})
DAMAGED = (
    *(expat.ExpatError, BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, OverflowError, StopIteration),
)
"""What reading a workbook that is not sound can end in."""


def files_of(path: Path) -> tuple[Path, ...]:
    """List what to read; `~$` are Excel's lock files, a dot begins the hidden ones of a Mac."""
    entries = _entries(path)
    return (path,) if entries is None else tuple(filter(_is_ours, entries))


def _entries(folder: Path) -> list[Path] | None:
    """List what is in a folder; None where it is none, or may not be read."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else None
    except OSError:
        return None


def is_of_the_system(entry: Path) -> bool:
    """Whether a file is kept in a folder by Office, Windows or macOS, and not by anybody."""
    return entry.name.startswith(("~$", ".")) or entry.name.casefold() in KEPT_BY_WINDOWS


def _is_ours(entry: Path) -> bool:
    """Whether to read a file of a folder; a text only if it is named after a sheet."""
    if is_of_the_system(entry):
        return False
    is_named = entry.suffix.lower() != ".txt" or recognise("sheet", entry.stem) is not None
    return entry.suffix.lower() in SUFFIXES and is_named


def wish_files(path: Path) -> tuple[Path, ...]:
    """List the files with the wishes of one person each, in a folder `wishes` of the folder."""
    folders = _folders_called("sheet", "interests", path)
    return tuple(file for folder in folders for file in files_of(folder))


def _folders_called(section: str, key: str, place: Path) -> list[Path]:
    """Find the folders in a place that are called something, by whatever word is known for it."""
    found = [entry for entry in _entries(place) or () if recognise(section, entry.name) == key]
    return [entry for entry in found if entry.is_dir()]


def calendar_files(path: Path) -> tuple[Path, ...]:
    """List the calendars in a folder `calendars`, beside the workbook or in that of the sheets."""
    entries = (entry for entry in beside_calendars(path) if entry.suffix.lower() == CALENDAR)
    return tuple(entry for entry in entries if entry.is_file())


def beside_calendars(path: Path) -> tuple[Path, ...]:
    """List everything in a folder `calendars`, or itself where it may not be read.

    A dot begins what systems keep there.
    """
    folders = _folders_called("folder", "calendars", path if path.is_dir() else path.parent)
    entries = [entry for folder in folders for entry in _all_in(folder)]
    return tuple(entry for entry in entries if not is_of_the_system(entry))


def _all_in(folder: Path) -> list[Path]:
    found = _entries(folder)
    return [folder] if found is None else found


def raw_sheets(
    file: Path, limits: Limits | None = None, *, contents: dict[Path, bytes] | None = None
) -> tuple[Sheet, ...] | CellFault:
    """Read every sheet of a file, known or not; what is wrong with the whole file is a fault.

    Parameters
    ----------
    file : Path
        The file.
    limits : Limits, optional
        How large it may be; as the environment says.
    contents : dict of Path to bytes, optional
        Takes the bytes that were read.
    """
    limits = limits or Limits.of_environment()
    content = _content(file, limits)
    if isinstance(content, CellFault):
        return content
    if contents is not None:
        contents[file] = content
    return _read(file, content, limits)


def subject_of(file: Path) -> str:
    """Tell the subject that a workbook of today's Excel says it is about; empty where it does not.

    What is wrong with a file that cannot be read is said where its sheets are.
    """
    limits = Limits.of_environment()
    content = _content(file, limits)
    if isinstance(content, CellFault):
        return ""
    try:
        return read_subject(Parts(content, limits))
    except (*DAMAGED, Unsafe, TooLarge):
        return ""


def is_xlsx(file: Path) -> bool:
    """Whether a file is a workbook of today's Excel, as far as its beginning tells."""
    content = _content(file, Limits.of_environment())
    if isinstance(content, CellFault) or not content.startswith(ZIP):
        return False
    try:
        parts = Parts(content, Limits.of_environment())
        return not is_ods(parts) and not is_xlsb(parts)
    except (*DAMAGED, Unsafe, TooLarge):
        return False


def _content(file: Path, limits: Limits) -> bytes | CellFault:
    try:
        return read_foreign(file, limits.bytes)
    except TooLong:
        return TooLarge("megabytes", limits.megabytes).fault(name_of(file))
    except FileNotFoundError:
        return CellFault("no_such_file", {"file": str(file)})
    except NotAFile:
        fault = CellFault("not_a_file", {"file": name_of(file)})
        return replace(fault, code="unreadable_file") if _is_locked(file) else fault
    except OSError:
        return CellFault("unreadable_file", {"file": name_of(file)})


def _is_locked(path: Path) -> bool:
    """Whether this is a folder that may not be read."""
    if not path.is_dir():
        return False
    try:
        list(path.iterdir())
    except OSError:
        return True
    return False


def _read(file: Path, content: bytes, limits: Limits) -> tuple[Sheet, ...] | CellFault:
    fault = CellFault("not_a_workbook", {"file": name_of(file)})
    if not content:
        return replace(fault, code="empty_file")
    if content.startswith(OLE) and ENCRYPTED in content:
        return replace(fault, code="password_protected")
    try:
        sheets = _tables(file, content, limits)
    except TooLarge as too_large:
        return too_large.fault(name_of(file))
    except Unsafe:
        return replace(fault, code="unsafe_file")
    except (*DAMAGED, csv.Error):
        return fault
    return fault if sheets is None else sheets


def _tables(file: Path, content: bytes, limits: Limits) -> tuple[Sheet, ...] | CellFault | None:
    """Read every sheet; None where this is neither a workbook nor a CSV file."""
    if content.startswith(ZIP):
        parts = Parts(content, limits)
        if not is_ods(parts) and not is_xlsb(parts):
            return tuple(_sheet(file, raw) for raw in read_xlsx(parts, limits))
        parts.weigh()
        if is_ods(parts):
            weigh_ods(parts, limits)
        return _others(file, content, limits)
    if content.startswith(OLE):
        return _others(file, content, limits)
    if file.suffix.lower() not in TEXTS:
        return None
    lines, decoded = read_csv(content, limits)
    return (Sheet(name_of(file), Path(name_of(file)).stem, tuple(lines), decoded=decoded),)


def _others(file: Path, content: bytes, limits: Limits) -> tuple[Sheet, ...] | CellFault | None:
    if not has_reader():
        return CellFault("no_reader", {"file": name_of(file)})
    try:
        return tuple(_sheet(file, raw) for raw in read_other(content, limits))
    except (TooLarge, Unsafe, KeyboardInterrupt):
        raise
    except BaseException:  # noqa: BLE001 - the reader is not of Python, and panics in its own way
        return None


def _sheet(file: Path, raw: RawSheet) -> Sheet:
    return Sheet(
        name_of(file),
        raw.title,
        tuple(raw.lines),
        hidden=raw.hidden,
        merged=raw.merged,
        is_hidden=raw.is_hidden,
    )
