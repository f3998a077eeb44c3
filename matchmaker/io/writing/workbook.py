"""A plan as a workbook for the organiser: `schedule.xlsx`."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.io.telling.report import Report
from matchmaker.io.writing.grid import write_grid
from matchmaker.io.writing.listing import Listing
from matchmaker.io.writing.meeting_sheets import AGENDA_LIST, CHANGES, MEETINGS, TO_TELL
from matchmaker.io.writing.page import finish, fit_heights, new_workbook, put, saved
from matchmaker.io.writing.people_sheets import ISSUES, PARTICIPANTS, UNMET
from matchmaker.io.writing.styles import LEFT, Form, add_styles
from matchmaker.record import Plan
from matchmaker.summary import Fact, facts
from matchmaker.text import words

LISTINGS: Mapping[str, Listing[Any]] = {
    listing.name: listing
    for listing in (MEETINGS, AGENDA_LIST, PARTICIPANTS, UNMET, CHANGES, TO_TELL, ISSUES)
}
"""The sheets that are lists, whatever the plan."""
SHEETS = (
    *("summary", "meetings", "agenda_list", "grid", "participants", "unmet"),
    *("changes", "to_tell", "issues"),
)
"""Every sheet, in order."""


def write_schedule(plan: Plan, path: Path) -> None:
    """Write a plan as a workbook, in the language of its event."""
    report = Report(plan, words(plan.event.language))
    book = new_workbook(report)
    book.properties.subject = plan.version
    add_styles(book, report.words)
    write_summary(book, report)
    for name in SHEETS[1:]:
        if name == "grid":
            write_grid(book, report)
        else:
            LISTINGS[name].write(book, report)
    path.write_bytes(saved(book))


def write_summary(book: Workbook, report: Report) -> None:
    """Add the sheet Summary: what the plan is, how good it is, and who is short of meetings."""
    sheet = book.create_sheet(report.words("output.sheet.summary"))
    put(sheet, 1, 1, report.words("output.summary.item"), Form.HEADING)
    put(sheet, 1, 2, report.words("output.summary.value"), Form.HEADING)
    for row, fact in enumerate(facts(report.plan, report.words), 2):
        put(sheet, row, 1, fact.label, Form.TEXT)
        write_fact(sheet, row, fact, report)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 74
    fit_heights(sheet)
    finish(sheet, report, is_landscape=False)


def write_fact(sheet: Worksheet, row: int, fact: Fact, report: Report) -> None:
    """Write the value of a fact, numbers and moments too on the left, beside their label."""
    if isinstance(fact.value, datetime):
        put(sheet, row, 2, report.local(fact.value), Form.MOMENT)
    else:
        put(
            sheet, row, 2, fact.value, Form.NUMBER if isinstance(fact.value, int) else Form.SENTENCE
        )
    sheet.cell(row, 2).alignment = LEFT
