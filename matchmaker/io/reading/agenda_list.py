"""The sheet Agenda list of a schedule.xlsx: it is not read back, but who changed it is told so."""

from collections import Counter
from collections.abc import Iterator

from matchmaker.events import Event
from matchmaker.io.package.characters import printable
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import column_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.rows import read_cell
from matchmaker.io.reading.schedule_sheet import Written
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import read_text
from matchmaker.schedule import Schedule

COLUMNS = ("id", "date", "start", "table", "partner")
Facts = tuple[object, ...]
"""The cells of these columns; None: cannot be read."""


def check_agenda_list(
    sheet: Sheet, written: Written, now: Schedule, event: Event, findings: Findings
) -> None:
    """Warn of what is neither as it was written nor as the meetings are now.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    written : Written
        The meetings as they were written.
    now : Schedule
        The meetings as they are read.
    event : Event
        The event the sheet was written of: it has the names.
    findings : Findings
        Takes the warning, one for the sheet.
    """
    if not set(COLUMNS) <= sheet.numbers.keys():
        return
    before = Counter(_rows(written.before or Schedule(), event, written))
    after = Counter(_rows(now, event, written))
    there = {line.row: _facts(sheet, line) for line in sheet.lines[1:]}
    known = before | after
    strange = [row for row, facts in there.items() if facts not in known]
    if strange or (before & after) - Counter(there.values()):
        findings.warning("agenda_list_edited", sheet.place(next(iter(strange), None)))


def _rows(schedule: Schedule, event: Event, written: Written) -> Iterator[Facts]:
    for meeting in schedule.meetings:
        start = written.local(meeting.slot.start)
        for person in meeting.participants:
            partner = event.participant.get(meeting.partner_of(person))
            name = _plain(partner.name) if partner else None
            yield _plain(person), start.date(), start.time(), _plain(meeting.table or ""), name


def _facts(sheet: Sheet, line: Line) -> Facts:
    found = []
    for key in COLUMNS:
        number = sheet.numbers[key]
        cell = line.cells[number] if number < len(line.cells) else None
        value = read_cell(column_of(sheet.section, key), cell, sheet.language)
        found.append(None if isinstance(value, CellFault) else value)
    return tuple(found)


def _plain(text: str) -> str:
    return read_text(printable(text))
