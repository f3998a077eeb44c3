"""The sheet Grid: slots down, tables across."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from openpyxl import Workbook

from matchmaker.event import Slot
from matchmaker.io.writing.listing import Column, Listing
from matchmaker.io.writing.report import Report
from matchmaker.io.writing.styles import Form

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
    """Make a column of each table, and one of the online meetings if there are any."""
    columns = [
        Column("table", _at(table.name), Form.SENTENCE, 26, report.sign(table.name))
        for table in report.plan.event.tables
    ]
    if any(meeting.table is None for meeting in report.plan.schedule.meetings):
        columns.append(Column("online", _at(None), Form.SENTENCE, 48, report.online))
    return columns


def _at(table: str | None) -> Callable[[GridRow], str]:
    return lambda row: row.at(table)


def grid_rows(report: Report) -> list[GridRow]:
    """List the slots, those without meetings too."""
    pairs: dict[Slot, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for meeting in report.plan.schedule.meetings:
        names = (report.person(participant).name for participant in meeting.participants)
        between = " – " if meeting.table is None else "\n"
        pairs[meeting.slot][meeting.table].append(between.join(names))
    return [GridRow(report, slot, pairs[slot]) for slot in report.plan.event.slots]
