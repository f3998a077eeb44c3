"""The sheets Meetings and Grid of a schedule.xlsx, made one: either may have been edited by hand.

A meeting that was changed in one of them is as it stands there. Changed in both, they must agree.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matchmaker.events import Pair
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.grid_sheet import GridEdits, Spot
from matchmaker.io.reading.schedule_sheet import ScheduleEntry
from matchmaker.schedule import Meeting


def is_moved(meeting: Meeting, before: Meeting) -> bool:
    """Whether a meeting has another time or table; the end of a slot may have changed since."""
    return meeting.slot.start != before.slot.start or meeting.table != before.table


@dataclass(frozen=True)
class BothSheets:
    """What stands in both, and what stood there.

    Parameters
    ----------
    entries : sequence of ScheduleEntry
        The meetings of the sheet Meetings.
    grid : GridEdits
        What was changed in the sheet Grid.
    before : mapping of Pair to Meeting
        The meeting of each pair as it was written.
    findings : Findings
        Takes where the two contradict each other.
    """

    entries: Sequence[ScheduleEntry]
    grid: GridEdits
    before: Mapping[Pair, Meeting]
    findings: Findings

    def as_one(self) -> tuple[ScheduleEntry, ...]:
        """List the meetings that are meant."""
        return (*self._of_rows(), *self._of_grid_alone())

    def _of_rows(self) -> Iterator[ScheduleEntry]:
        rows = Counter(entry.meeting.participants for entry in self.entries)
        for entry in self.entries:
            pair = entry.meeting.participants
            if rows[pair] > 1:  # one of the two is too many, whatever stands in the grid
                yield entry
            elif pair in self.grid.placed:
                yield self._placed(entry, self.grid.placed[pair])
            elif pair not in self.grid.gone or not self._is_deleted(entry):
                yield entry

    def _placed(self, entry: ScheduleEntry, spot: Spot) -> ScheduleEntry:
        """Take a meeting to where it stands in the grid, unless its row was moved elsewhere."""
        if self._contradicts(entry.meeting, spot):
            self.findings.error("grid_contradicts", spot.place, other=entry.place())
        meeting = replace(entry.meeting, slot=spot.slot, table=spot.table)
        return replace(entry, meeting=meeting, cell=spot.place)

    def _contradicts(self, meeting: Meeting, spot: Spot) -> bool:
        before = self.before.get(meeting.participants)
        same_time = meeting.slot.start == spot.slot.start
        if before is None:
            return not same_time or meeting.table not in {None, spot.table}
        time_moved = meeting.slot.start != before.slot.start
        table_moved = meeting.table != before.table
        return (time_moved and not same_time) or (table_moved and meeting.table != spot.table)

    def _is_deleted(self, entry: ScheduleEntry) -> bool:
        """Whether a meeting that left the grid is no more: its row must not say otherwise."""
        pair = entry.meeting.participants
        before, place, other = self.before[pair], self.grid.gone[pair], entry.place()
        is_new_lock = entry.meeting.locked and not before.locked
        if is_moved(entry.meeting, before) or is_new_lock:
            self.findings.error("grid_contradicts", place, other=other)
        elif pair in self.grid.covered:
            self.findings.error("grid_covered", place, pair=" – ".join(pair), other=other)
        elif pair in self.grid.lost:
            self.findings.error("grid_lost", place, pair=" – ".join(pair), other=other)
        return True

    def _of_grid_alone(self) -> Iterator[ScheduleEntry]:
        """Add who has no row: added in the grid; who was deleted in Meetings cannot move there."""
        rows = {entry.meeting.participants for entry in self.entries}
        for pair, spot in self.grid.placed.items():
            if pair in rows:
                continue
            if pair in self.before:
                self.findings.error("grid_deleted", spot.place, pair=" – ".join(pair))
            yield ScheduleEntry(Meeting(pair, spot.slot, spot.table), cell=spot.place)
