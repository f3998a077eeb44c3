"""The whole grid on large pages: tables down, times across, a page for each day or all stays."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from matchmaker.events import Slot, Table
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting
from matchmaker.whereabouts import days_of, side_by_side, title_of_slots

TABLES_PER_PAGE = 250
"""As many as go on a page that is no taller than a PDF page can be."""

Meetings = Mapping[tuple[str | None, Slot], Sequence[Meeting]]
"""Who meets at a table (None: at none) in a slot."""


def grid_pdf(edition: Edition) -> bytes:
    """Set the grid, in the language of the event."""
    report = edition.report
    title = report.words("document.grid", event=report.plan.event.name)
    return edition.typeset("grid", report, title, {"pages": list(_pages(report))})


def meetings_at(report: Report) -> Meetings:
    """Find the meetings by table and slot."""
    found = defaultdict(list)
    for meeting in report.plan.schedule.meetings:
        found[meeting.table, meeting.slot].append(meeting)
    return found


def _pages(report: Report) -> Iterator[Data]:
    event, at = report.plan.event, meetings_at(report)
    for slots in side_by_side(event):
        rows = [_row(report, table, slots, at) for table in event.tables]
        if title := report.without_table(slots):
            rows.append(_row_without_table(report, title, slots, at))
        for first in range(0, len(rows), TABLES_PER_PAGE):
            yield {
                "day": title_of_slots(slots, report.words),
                "times": [time_of(report, slot) for slot in slots],
                "rows": rows[first : first + TABLES_PER_PAGE],
            }


def _row(report: Report, table: Table, slots: Sequence[Slot], at: Meetings) -> Data:
    return {
        "table": report.sign(table.name),
        "area": report.online if table.is_room else table.area,
        "cells": [
            {
                "is-open": table.times.allows(slot),
                "pairs": pairs(report, at.get((table.name, slot), ())),
            }
            for slot in slots
        ],
    }


def _row_without_table(report: Report, title: str, slots: Sequence[Slot], at: Meetings) -> Data:
    cells = [{"is-open": True, "pairs": pairs(report, at.get((None, slot), ()))} for slot in slots]
    return {"table": title, "area": "", "cells": cells}


def pairs(report: Report, meetings: Sequence[Meeting]) -> list[list[Data]]:
    """Name the two people of each meeting, with their organisations."""
    return [
        [
            {"name": person.name, "organisation": person.organisation}
            for person in map(report.person, meeting.participants)
        ]
        for meeting in meetings
    ]


def time_of(report: Report, slot: Slot) -> str:
    """Write the time of a slot by the clocks of the event, or the days of a stay."""
    if slot.is_stay:
        return days_of(slot, report.words)
    start, end = report.local(slot.start), report.local(slot.end)
    return report.words("agenda.time", start=start, end=end)
