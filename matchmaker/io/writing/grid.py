"""The sheet Grid: slots down, tables across."""

from collections.abc import Callable
from math import ceil

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from matchmaker.io.telling.grid import GridRow, grid_rows, table_heading, tables_across
from matchmaker.io.telling.meetings import has_stays
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.listing import ListColumn, Listing
from matchmaker.io.writing.styles import Form

TABLES_PER_PAGE = 6


def write_grid(book: Workbook, report: Report) -> None:
    """Add the grid to a workbook; wide ones are printed on several pages side by side."""
    listing = grid_listing(report)
    first = sum(column.is_needed(report) for column in SLOT_COLUMNS) + 1
    tables = len(listing.columns) - len(SLOT_COLUMNS)
    sheet = listing.write(book, report)
    sheet.freeze_panes = f"{get_column_letter(first)}2"
    sheet.print_title_cols = f"A:{get_column_letter(first - 1)}"
    sheet.page_setup.fitToWidth = ceil(tables / TABLES_PER_PAGE) or 1


def grid_listing(report: Report) -> Listing[GridRow]:
    """Give the grid as a list of slots, with a column for each table."""
    return Listing[GridRow]("grid", (*SLOT_COLUMNS, *_table_columns(report)), grid_rows)


SLOT_COLUMNS: tuple[ListColumn[GridRow], ...] = (
    ListColumn("date", lambda row: row.report.local(row.slot.start).date(), Form.DATE),
    ListColumn("start", lambda row: row.report.local(row.slot.start).time(), Form.TIME),
    ListColumn("to_date", lambda row: row.slot.last_day, Form.DATE, is_needed=has_stays),
    ListColumn("end", lambda row: row.report.local(row.slot.end).time(), Form.TIME),
)


def _table_columns(report: Report) -> list[ListColumn[GridRow]]:
    return [
        ListColumn("online", _at(table), Form.SENTENCE, 48, table_heading(report, table))
        if table is None
        else ListColumn("table", _at(table), Form.SENTENCE, 26, table_heading(report, table))
        for table in tables_across(report)
    ]


def _at(table: str | None) -> Callable[[GridRow], str]:
    return lambda row: row.at(table)
