"""Other people's words for ours, by a file `columns.toml` that stands beside the workbook.

It names their sheets, headings and values, and what each of them is here. `matchmaker check --map`
proposes one with `accepted = false`; the organiser corrects and accepts it. One without that line
was written by hand, and holds.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matchmaker.io.package.foreign import TooLong, read_foreign
from matchmaker.io.reading.columns import COLUMNS, column_key
from matchmaker.io.reading.findings import Findings
from matchmaker.issues import Place
from matchmaker.text import fold, recognise

FILE = "columns.toml"
ACCEPTED = "accepted"
NOT_ACCEPTED = re.compile(rf"^(?P<start>\s*{ACCEPTED}\s*=\s*)false\b", re.MULTILINE)
"""The line by which a mapping is but a proposal."""


@dataclass(frozen=True)
class Wording:
    """What others call what we know.

    Parameters
    ----------
    sheets : mapping of str to str
        The key of a sheet by its folded title.
    headings : mapping of (str, str) to str
        The key of a column by the key of its sheet and its folded heading; empty: not read.
    values : mapping of (str, str, str) to str
        Our word by the keys of sheet and column and the folded value.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    values: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


def wording_file(path: Path) -> Path:
    """Tell where the file stands: in the folder of the sheets, or beside the workbook."""
    return (path if path.is_dir() else path.parent) / FILE


def read_wording(
    path: Path, findings: Findings, *, titles: str = "sheet", headings: str = "column"
) -> Wording:
    """Read the file that belongs to a workbook or folder, if there is one.

    Parameters
    ----------
    path : Path
        The workbook or folder.
    findings : Findings
        Takes what is wrong with the file, and that it is used.
    titles, headings : str
        The sections of `text` with our titles, and with the headings of each.
    """
    file = wording_file(path)
    if not file.exists():
        return Wording()
    try:
        content = findings.keep(file, read_foreign(file, LONGEST))
        written = content.decode("utf-8-sig")
        _refuse_depth(written)
        told = tomllib.loads(written)
    except TooLong:
        findings.error("mapping_too_long", Place(file=FILE))
        return Wording()
    except (ValueError, RecursionError, OSError) as error:  # numbers too long to be read, too
        findings.error("bad_mapping", Place(file=FILE), reason=_reason(error)[:LONGEST_REASON])
        return Wording()
    if not _is_accepted(told, findings):
        return Wording()
    findings.note("mapping_used", Place(file=FILE))
    return _Reader(findings, titles, headings).read(told)


def _is_accepted(told: Mapping[str, Any], findings: Findings) -> bool:
    """Whether the organiser has said that a mapping holds."""
    accepted = told.get(ACCEPTED, True)
    if accepted is False:
        findings.warning("mapping_proposed", Place(file=FILE))
    elif accepted is not True:
        findings.error("bad_accepted", Place(file=FILE))
    return accepted is True


def accept(file: Path) -> bool:
    """Write into a mapping that it holds; False where it has no such line to change."""
    written = read_foreign(file, LONGEST).decode("utf-8-sig")
    changed, count = NOT_ACCEPTED.subn(r"\g<start>true", written)
    if count:
        file.write_text(changed, encoding="utf-8")
    return bool(count)


LONGEST, LONGEST_REASON = 1_000_000, 100
"""Bytes that are read of the file, and letters that are said of what is wrong with it."""
DEEPEST = 50
"""Dots of one line outside of texts; keys have two. With thousands a reader is busy for hours."""
TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


def _refuse_depth(written: str) -> None:
    for number, line in enumerate(written.splitlines(), 1):
        bare, _, _comment = TEXT.sub("", line).partition("#")
        if bare.count(".") > DEEPEST:
            raise ValueError(f"too many dots (at line {number})")


def _reason(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)


class _Reader:
    def __init__(self, findings: Findings, titles: str, headings: str) -> None:
        self._findings, self._titles, self._headings = findings, titles, headings

    def read(self, told: Mapping[str, Any]) -> Wording:
        sheets = {
            fold(theirs): key
            for theirs, ours in self._entries(told, "sheets")
            if (key := self._known(recognise(self._titles, str(ours)), ours))
        }
        headings: dict[tuple[str, str], str] = {}
        for title, columns in self._entries(told, "columns"):
            sheet = self._known(recognise(self._titles, title), title)
            for theirs, ours in columns.items() if sheet and isinstance(columns, dict) else ():
                known = self._column(sheet, ours)
                if known is not None:
                    headings[sheet, fold(theirs)] = known
        return Wording(sheets, headings, dict(self._values(told)))

    def _values(self, told: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], str]]:
        for title, columns in self._entries(told, "values"):
            sheet = self._known(recognise(self._titles, title), title)
            for heading, values in columns.items() if sheet and isinstance(columns, dict) else ():
                key = self._column(sheet, heading) or ""
                for theirs, ours in values.items() if key and isinstance(values, dict) else ():
                    if ours != "":
                        yield (sheet, key, fold(theirs)), str(ours)

    def _entries(self, told: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
        table = told.get(name, {})
        if isinstance(table, dict):
            yield from table.items()
        else:
            self._findings.error("unknown_in_mapping", Place(file=FILE), value=name)

    def _column(self, sheet: str, ours: object) -> str | None:
        """Find the key of our heading; empty for none."""
        if ours == "":
            return ""
        section = f"{self._headings}.{sheet}"
        key = column_key(section, str(ours)) if section in COLUMNS else None
        return self._known(key, ours) or None

    def _known(self, key: str | None, written: object) -> str:
        if not key:
            self._findings.error("unknown_in_mapping", Place(file=FILE), value=written)
        return key or ""
