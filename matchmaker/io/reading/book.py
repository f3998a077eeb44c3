"""The workbook as a whole: its rows, its language, what is missing, what must not be missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Participant, Status
from matchmaker.io.reading.columns import COLUMNS
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.interests import wish_columns
from matchmaker.io.reading.rows import Rows, read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.issues import Issue, Place
from matchmaker.text import DEFAULT, words

ORDER = tuple(section.rpartition(".")[2] for section in COLUMNS)
"""The sheets in the order in which their issues are named."""
UNKNOWN_PEOPLE = (
    *("unknown_person", "unknown_who", "unknown_owner", "unknown_heading", "empty_group"),
    *("nobody_meant", "condition_without_values", "nobody_known"),
)
UNKNOWN_TABLES = ("unknown_table",)


@dataclass(frozen=True)
class Book:
    """A workbook.

    Parameters
    ----------
    file : str
        The name of the workbook or folder.
    sheets : dict of str to Sheet
        The sheets by key; at least one.
    findings : Findings
        Takes what is wrong with rows.
    """

    file: str
    sheets: dict[str, Sheet]
    findings: Findings

    def rows(self, key: str) -> Rows:
        """The rows of a sheet; none where the sheet is missing."""
        return tuple(
            row
            for name, sheet in self.sheets.items()
            if sheet.key == key
            for row in self._rows[name]
        )

    @cached_property
    def _rows(self) -> dict[str, Rows]:
        return {key: read_rows(sheet, self.findings) for key, sheet in self.sheets.items()}

    @cached_property
    def language(self) -> str:
        """The language of most titles."""
        sheets = [sheet for sheet in self.sheets.values() if not sheet.source]
        votes = Counter(word for sheet in sheets for word in sheet.languages)
        return max(
            votes, key=lambda language: (votes[language], language == DEFAULT), default=DEFAULT
        )

    def require(self, key: str) -> None:
        """Find out whether a sheet is missing."""
        if all(sheet.key != key for sheet in self.sheets.values()):
            title = words(self.language)(f"sheet.{key}")
            self.findings.error("missing_sheet", Place(file=self.file), sheet=title)

    def require_rows(self, key: str, code: str) -> None:
        """Find out whether a sheet is missing, or empty but for a sound header."""
        self.require(key)
        if self.has_columns(key) and not self.rows(key):
            self.findings.error(code, self.sheets[key].place())

    def has_columns(self, key: str) -> bool:
        """Whether a sheet is there, with all columns it must have."""
        if key not in self.sheets:
            return False
        sheet = self.sheets[key]
        required = {column.key for column in COLUMNS[sheet.section] if column.required}
        if sheet.has_email_as_id:
            required -= {"id"}
        return required <= sheet.numbers.keys()

    def has_errors(self, key: str) -> bool:
        """Whether anything was found in a sheet that must be corrected."""
        return key in self.sheets and self.findings.has_errors(self.sheets[key].place())

    @property
    def has_wish_columns(self) -> bool:
        """Whether the sheet of participants has wishes."""
        sheet = self.sheets.get("participants")
        return sheet is not None and bool(wish_columns(sheet))


def find_missing(book: Book, participants: Iterable[Participant]) -> None:
    """Find the sheets that must not be missing or empty."""
    book.require("event")
    book.require("timetable")
    book.require_rows("participants", "no_participants")
    if not book.has_wish_columns:
        book.require("interests")
    if _need_tables(participants):
        book.require_rows("tables", "no_tables")


def has_tables(book: Book, participants: Iterable[Participant]) -> bool:
    """Whether the tables are those that are meant: all could be read, or none are needed."""
    are_there = book.has_columns("tables") or not _need_tables(participants)
    return are_there and not book.has_errors("tables")


def _need_tables(participants: Iterable[Participant]) -> bool:
    """Whether those on site meet at tables only; where somebody is visited, each wish is asked."""
    people = tuple(participants)
    registered = [person for person in people if person.status is Status.REGISTERED]
    is_visited = any(person.is_at_own_place for person in registered)
    is_on_site = any(not person.is_online for person in registered)
    return not people or (is_on_site and not is_visited)


def in_order(issues: Iterable[Issue], sheets: Mapping[str, Sheet]) -> tuple[Issue, ...]:
    """Sort issues by sheet, row and column; those of whole files come first."""
    titles = [sheets[key].title for key in ORDER if key in sheets]
    numbers = {title: number for number, title in enumerate(titles, start=1)}

    def position(issue: Issue) -> tuple[int, str, int, int, str]:
        place = issue.place
        sheet = numbers.get(place.sheet, len(numbers) + 1 if place.sheet else 0)
        column = place.column or ""
        return sheet, place.sheet, int(place.row or 0), len(column), column

    return tuple(sorted(issues, key=position))


def without_consequences(issues: Iterable[Issue], book: Book) -> tuple[Issue, ...]:
    """Leave out who and what is unknown only because its own sheet or column is missing."""
    people_are_known = book.has_columns("participants")
    tables_are_known = book.has_columns("tables")
    hidden = (
        *(UNKNOWN_PEOPLE if not people_are_known else ()),
        *(UNKNOWN_TABLES if not tables_are_known else ()),
    )
    return tuple(issue for issue in issues if not issue.code.startswith(hidden))
