"""Slots down, tables across: what stands in each cell of the grid."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.events import Slot
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting


@dataclass(frozen=True)
class GridRow:
    """A row of the grid: a slot, and who meets at each table in it (None: at none)."""

    report: Report
    slot: Slot
    pairs: Mapping[str | None, list[str]]

    def at(self, table: str | None) -> str:
        """Say who meets at a table, a line for each person; without one, a line for each pair."""
        return ("\n" if table is None else "\n\n").join(self.pairs.get(table, ()))


def tables_across(report: Report) -> list[str | None]:
    """List the tables, and None for the meetings without one if there are any."""
    has_others = any(meeting.table is None for meeting in report.plan.schedule.meetings)
    return [*(table.name for table in report.plan.event.tables), *([None] if has_others else [])]


def table_heading(report: Report, table: str | None) -> str:
    """Say what stands above a table, or above the meetings without one."""
    return report.without_table(report.plan.event.slots) if table is None else report.sign(table)


def grid_rows(report: Report) -> list[GridRow]:
    """List the slots, those without meetings too."""
    pairs: dict[Slot, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for meeting in report.plan.schedule.meetings:
        pairs[meeting.slot][meeting.table].append(meeting_text(report, meeting))
    return [GridRow(report, slot, pairs[slot]) for slot in report.plan.event.slots]


def meeting_text(report: Report, meeting: Meeting) -> str:
    """Say who meets: a line for each person; without a table, one line for both."""
    names = (report.person(participant).name for participant in meeting.participants)
    return (" – " if meeting.table is None else "\n").join(names)
