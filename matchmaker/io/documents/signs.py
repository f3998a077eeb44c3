"""Table signs: for every table and day a page to stand on it, with who meets there and when."""

from collections.abc import Iterator, Sequence

from matchmaker.events import Slot, Table
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.grid import day_of, meetings_at, pairs, time_of
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting


def signs_pdf(edition: Edition) -> bytes:
    """Set the signs of all tables, in the language of the event."""
    report = edition.report
    title = report.words("document.signs", event=report.plan.event.name)
    return edition.typeset("signs", report, title, {"signs": list(_signs(report))})


def _signs(report: Report) -> Iterator[Data]:
    event = report.plan.event
    at = meetings_at(report)
    for table in event.tables:
        for day, slots in event.days.items():
            yield {
                "table": report.sign(table.name),
                "area": table.area,
                "owner": _owner(report, table),
                "day": day_of(report, day),
                "rows": [
                    _row(report, slot, at.get((table.name, slot), ()))
                    for slot in slots
                    if table.times.allows(slot)
                ],
            }


def _owner(report: Report, table: Table) -> str:
    """Say for whom a table is reserved; nothing where they do not come."""
    if not report.plan.event.owners(table):
        return ""
    is_somebody = not table.owner_is_organisation and table.group is None
    owner = report.name(table.owner) if is_somebody else table.owner
    return report.words("document.reserved_for", owner=owner)


def _row(report: Report, slot: Slot, meetings: Sequence[Meeting]) -> Data:
    return {"time": time_of(report, slot), "meetings": pairs(report, meetings)}
