"""The issues found while reading, collected in one pass."""

from collections.abc import Mapping
from pathlib import Path

from matchmaker.io.package.characters import printable
from matchmaker.io.package.faults import CellFault
from matchmaker.issues import Issue, Place, Severity


class Findings:
    """Every issue found so far, and every file that was read, with its bytes."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.contents: dict[Path, bytes] = {}
        self._noted: set[tuple[str, str, str, str | None]] = set()

    def keep(self, file: Path, content: bytes) -> bytes:
        """Keep what was read of a file."""
        self.contents[file] = content
        return content

    def has_errors(self, sheet: Place) -> bool:
        """Whether anything was found in a sheet that must be corrected."""
        where = (sheet.file, sheet.sheet)
        return any(
            issue.severity is Severity.ERROR and (issue.place.file, issue.place.sheet) == where
            for issue in self.issues
        )

    def error(self, code: str, place: Place, **parameters: object) -> None:
        """Find something that must be corrected before anything is planned."""
        self._add(code, Severity.ERROR, place, parameters)

    def warning(self, code: str, place: Place, **parameters: object) -> None:
        """Find something that is passed over, or used with care."""
        self._add(code, Severity.WARNING, place, parameters)

    def note(self, code: str, place: Place, **parameters: object) -> None:
        """Find something that is good to know."""
        self._add(code, Severity.NOTE, place, parameters)

    def note_once(self, code: str, place: Place, **parameters: object) -> None:
        """Find something that is good to know, and once is enough for a column."""
        key = (code, place.file, place.sheet, place.column)
        if key not in self._noted:
            self._noted.add(key)
            self.note(code, place, **parameters)

    def withdraw(self, code: str, place: Place) -> None:
        """Take back what turned out to be none."""
        self.issues = [each for each in self.issues if (each.code, each.place) != (code, place)]

    def fault_once(self, fault: CellFault, place: Place) -> None:
        """Find what is wrong with a heading, however many rows it spoils."""
        if all((issue.code, issue.place) != (fault.code, place) for issue in self.issues):
            self.fault(fault, place)

    def fault(self, fault: CellFault, place: Place) -> None:
        """Find a cell that says nothing, or nothing that could be meant."""
        self._add(fault.code, Severity.ERROR, place, fault.parameters)

    def doubt(self, doubt: CellFault, place: Place) -> None:
        """Find a cell that is read, but hardly says what was meant."""
        self._add(doubt.code, Severity.WARNING, place, doubt.parameters)

    def _add(
        self, code: str, severity: Severity, place: Place, parameters: Mapping[str, object]
    ) -> None:
        words = {name: printable(str(value)) for name, value in parameters.items()}
        self.issues.append(Issue(code, severity, place, words))
