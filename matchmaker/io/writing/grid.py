"""The sheet Grid: slots down, tables across."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from openpyxl import Workbook

from matchmaker.events import Slot
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.listing import Column, Listing
from matchmaker.io.writing.styles import Form
from matchmaker.schedule import Meeting

TABLES_PER_PAGE = 6


@dataclass(frozen=True)
class GridRow:
    """A row of the grid: a slot, and who meets at each table in it (None: online)."""

    report: Report
    slot: Slot
    pairs: Mapping[str | None, list[str]]

    def at(self, table: str | None) -> str:
        """Say who meets at a table, a line for each person; online, a line for each meeting."""
        return ("\n" if table is None else "\n\n").join(self.pairs.get(table, ()))


def write_grid(book: Workbook, report: Report) -> None:
    """Add the grid to a workbook; wide ones are printed on several pages side by side."""
    columns = (*SLOT_COLUMNS, *_table_columns(report))
    sheet = Listing[GridRow]("grid", columns, grid_rows).write(book, report)
    sheet.freeze_panes = "D2"
    sheet.print_title_cols = "A:C"
    sheet.page_setup.fitToWidth = ceil((len(columns) - len(SLOT_COLUMNS)) / TABLES_PER_PAGE) or 1


SLOT_COLUMNS: tuple[Column[GridRow], ...] = (
    Column("date", lambda row: row.report.local(row.slot.start).date(), Form.DATE),
    Column("start", lambda row: row.report.local(row.slot.start).time(), Form.TIME),
    Column("end", lambda row: row.report.local(row.slot.end).time(), Form.TIME),
)


def _table_columns(report: Report) -> list[Column[GridRow]]:
    return [
        Column("online", _at(table), Form.SENTENCE, 48, table_heading(report, table))
        if table is None
        else Column("table", _at(table), Form.SENTENCE, 26, table_heading(report, table))
        for table in tables_across(report)
    ]


def tables_across(report: Report) -> list[str | None]:
    """List the tables, and None for the online meetings if there are any."""
    has_online = any(meeting.table is None for meeting in report.plan.schedule.meetings)
    return [*(table.name for table in report.plan.event.tables), *([None] if has_online else [])]


def table_heading(report: Report, table: str | None) -> str:
    """Say what stands above a table, or above the online meetings."""
    return report.online if table is None else report.sign(table)


def _at(table: str | None) -> Callable[[GridRow], str]:
    return lambda row: row.at(table)


def grid_rows(report: Report) -> list[GridRow]:
    """List the slots, those without meetings too."""
    pairs: dict[Slot, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for meeting in report.plan.schedule.meetings:
        pairs[meeting.slot][meeting.table].append(meeting_text(report, meeting))
    return [GridRow(report, slot, pairs[slot]) for slot in report.plan.event.slots]


def meeting_text(report: Report, meeting: Meeting) -> str:
    """Say who meets: a line for each person; online, one line for both."""
    names = (report.person(participant).name for participant in meeting.participants)
    return (" – " if meeting.table is None else "\n").join(names)
