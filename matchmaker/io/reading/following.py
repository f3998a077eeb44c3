"""What follows in a schedule.xlsx from the rest of a row: changed by hand, it counts for nothing.

Nobody changes an area, an organisation or a status without wanting something: so it is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.io.package.characters import printable
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, heading_of
from matchmaker.io.reading.schedule_sheet import ScheduleEntry, Written, check_area
from matchmaker.io.reading.values import read_text
from matchmaker.io.telling.meetings import MeetingRow
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.text import fold, words


def check_following(
    entries: Sequence[ScheduleEntry], written: Written, plan: Plan, findings: Findings
) -> None:
    """Tell what was changed by hand though it follows from the rest of its row.

    Parameters
    ----------
    entries : sequence of ScheduleEntry
        The rows as they are now.
    written : Written
        The meetings as they were written.
    plan : Plan
        The plan they were written of.
    findings : Findings
        Takes what was changed.
    """
    report = Report(plan, words(plan.event.language))
    for entry in entries:
        if entry.row:
            _Follower(entry, entry.row, written, report, findings).check()


@dataclass(frozen=True)
class _Follower:
    """A row, and what follows in it."""

    entry: ScheduleEntry
    row: Row
    written: Written
    report: Report
    findings: Findings

    def check(self) -> None:
        """Find each cell that was changed."""
        before = self.written.as_written.get(self.entry.meeting.participants)
        if before is None:
            check_area(self.entry, self.written.event, self.findings)
            return
        if self._is_other("area", [self._area, self.report.area(before)]):
            place, value = self.row.place("area"), self.row.written("area")
            self.findings.error("edit_area", place, value=value)
        for column, right in self._as_written(before).items():
            if self._is_other(column, right):
                self._tell(column)
        self._check_last_day(before)

    @property
    def _area(self) -> str:
        """Where the table is that is written now."""
        table = self.written.event.table.get(self.entry.meeting.table or "")
        return table.area if table else ""

    def _as_written(self, before: Meeting) -> Mapping[str, Sequence[str]]:
        row = MeetingRow(self.report, before)
        organisations = [row.a.organisation, row.b.organisation]
        return {
            "meeting": [before.id],
            "a_organisation": organisations,
            "b_organisation": organisations,
            "language": [row.language],
            "points": [str(row.points)],
            "status": [row.status],
        }

    def _is_other(self, column: str, right: Iterable[str]) -> bool:
        """Whether a cell has something else; an empty one wants nothing."""
        value = self.row.written(column)
        return bool(value) and fold(value) not in {fold(read_text(printable(r))) for r in right}

    def _tell(self, column: str) -> None:
        heading, value = heading_of(self.row.sheet, column), self.row.written(column)
        place = self.row.place(column)
        self.findings.warning("edit_follows", place, heading=heading, value=value)

    def _check_last_day(self, before: Meeting) -> None:
        """Tell a last day that was emptied, though the stay is where it was."""
        is_emptied = "to_date" in self.row.sheet.numbers and not self.row.cells["to_date"]
        if is_emptied and before.slot.is_stay and before.slot == self.entry.meeting.slot:
            place, last = self.row.place("to_date"), str(before.slot.last_day)
            self.findings.warning("edit_last_day_emptied", place, right=last)
