"""The story of taking in: from exports of any services to people and wishes of a new workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from matchmaker.figures import number
from matchmaker.io.intake.answers import wish_columns
from matchmaker.io.intake.export import Export, cell_of, export_in, is_failed
from matchmaker.io.intake.people import Cells, Roster, read_people, tell_unknown
from matchmaker.io.intake.tally import Tally, shortened
from matchmaker.io.intake.unread import MOST_LETTERS, Unread
from matchmaker.io.intake.wishes import Wishes, WishRow, merged
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of
from matchmaker.io.reading.files import files_of, raw_sheets
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.header import note_letters
from matchmaker.io.reading.one_column import find_one_column
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.wording import read_wording
from matchmaker.issues import Issue, Place, Severity
from matchmaker.text import Words, recognise


@dataclass(frozen=True)
class Arrival:
    """What came of one export.

    Parameters
    ----------
    file, service : str
        Its name, and whose it is; empty for a list of no service.
    sheet : str
        Whether it lists `participants` or `interests`.
    rows, people, wishes : int
        How many rows it has, how many people are new in it, and how many wishes it has.
    """

    file: str
    service: str
    sheet: str
    rows: int
    people: int
    wishes: int

    def line(self, words: Words) -> str:
        """Say it in a line."""
        lists = {"participants": "cli.no_service", "interests": "cli.list_of_meetings"}
        service = self.service or words(lists[self.sheet])
        counts = {key: number(getattr(self, key), words) for key in ("rows", "people", "wishes")}
        return words("cli.taken", file=self.file, service=service, **counts)


@dataclass(frozen=True)
class Intake:
    """What came of taking in exports.

    Parameters
    ----------
    people, wishes : tuple of dict
        The rows of the sheets Participants and Interests.
    told : tuple of Arrival
        What came of each export.
    issues : tuple of Issue
        What was left out and why; after an error there is nothing to write.
    """

    people: tuple[Cells, ...]
    wishes: tuple[Cells, ...]
    told: tuple[Arrival, ...]
    issues: tuple[Issue, ...]

    @property
    def is_sound(self) -> bool:
        """Whether a workbook can be made of it."""
        return all(issue.severity is not Severity.ERROR for issue in self.issues)


def take_in(paths: Iterable[Path]) -> Intake:
    """Read exports: files, or folders of them."""
    paths = tuple(dict.fromkeys(paths))
    tally, findings = Tally(), Findings()
    exports = [export for path in paths for export in _exports_of(path, tally, findings)]
    issues = (*findings.issues, *tally.issues())
    intake = Intake((), (), (), issues)
    if not intake.is_sound:
        return intake
    for export in exports:
        _tell_failed(export, tally)
    roster = read_people(exports, tally)
    if not roster.people:
        tally.error("export_without_people", Place(file=", ".join(map(name_of, paths))))
        return Intake((), (), (), (*findings.issues, *tally.issues()))
    return _taken(exports, roster, tally, findings)


def _exports_of(path: Path, tally: Tally, findings: Findings) -> Iterator[Export]:
    """Find the exports in a file, or in a folder; every file must have one."""
    wording = read_wording(path, findings)
    for file in files_of(path):
        sheets = raw_sheets(file)
        if isinstance(sheets, CellFault):
            findings.fault(sheets, Place(file=name_of(file)))
            continue
        if not any(sheet.lines for sheet in sheets):
            findings.fault(CellFault("empty_file", {"file": name_of(file)}), Place(name_of(file)))
        known = [(sheet, export_in(sheet, wording)) for sheet in sheets if sheet.lines]
        found = [export for _, export in known if export]
        yield from found
        for sheet, export in known:
            if export is None:
                _tell_unknown(sheet, tally, findings, is_alone=not found)
            else:
                note_letters(sheet, findings)


def _tell_unknown(sheet: Sheet, tally: Tally, findings: Findings, *, is_alone: bool) -> None:
    """Say why a sheet is not read; where a file has nothing else, that is an error."""
    if find_one_column(sheet, findings):
        return
    if is_alone:
        listed = "; ".join(str(cell) for cell in sheet.header.cells if cell)
        headings = shortened(listed, MOST_LETTERS)
        tally.error("not_an_export", sheet.place(), headings=headings, file=sheet.file)
    elif not recognise("sheet", sheet.title) and not recognise("aside", sheet.title):
        tally.warning("unknown_sheet", sheet.place(), sheet=sheet.title)


def _taken(exports: Iterable[Export], roster: Roster, tally: Tally, findings: Findings) -> Intake:
    reader = Wishes(roster, roster.directory(), tally)
    wishes: list[WishRow] = []
    told = []
    for export in exports:
        columns = wish_columns(export, reader.directory, tally)
        found = list(reader.of(export, columns))
        wishes += found
        new = sum(person.export is export for person in roster.people)
        told.append(_told(export, new, len(found)))
        Unread(roster, reader.directory, tally).tell(export, columns)
    people = tuple({"id": person.id, **person.cells} for person in roster.people)
    rows = tuple(wish.cells() for wish in merged(wishes))
    return Intake(people, rows, tuple(told), (*findings.issues, *tally.issues()))


def _told(export: Export, people: int, wishes: int) -> Arrival:
    service, rows = export.service, len(export.rows)
    return Arrival(export.sheet.file, service.name, service.sheet, rows, people, wishes)


def _tell_failed(export: Export, tally: Tally) -> None:
    """Say where a formula has failed in a column that is read."""
    columns = sorted({column for several in export.columns.values() for column in several})
    for line in export.rows:
        for column in columns:
            if is_failed(cell_of(line, column)):
                tell_unknown(export, line, column, tally)
