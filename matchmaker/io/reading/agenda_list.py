"""The sheet Agenda list of a schedule.xlsx: it is not read back, but who changed it is told so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from matchmaker.io.telling.meetings import agenda_rows
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.schedule import Schedule
from matchmaker.text import words

COLUMNS = ("id", "date", "start", "table", "partner")
Facts = tuple[object, ...]
"""The cells of these columns; None: cannot be read."""


def check_agenda_list(
    sheet: Sheet, written: Written, now: Schedule, plan: Plan, findings: Findings
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
    plan : Plan
        The plan the sheet was written of: it has the names.
    findings : Findings
        Takes the warning, one for the sheet.
    """
    if not set(COLUMNS) <= sheet.numbers.keys():
        return
    before = Counter(_rows(written.before or Schedule(), plan.event, written))
    after = Counter(_rows(now, plan.event, written))
    there = {line.row: tuple(_cells(sheet, line, COLUMNS)) for line in sheet.lines[1:]}
    known, others = before | after, _others(plan, written)
    strange = [
        line.row
        for line in sheet.lines[1:]
        if there[line.row] not in known or _is_other(sheet, line, others.get(there[line.row], []))
    ]
    if strange or (before & after) - Counter(there.values()):
        findings.warning("agenda_list_edited", sheet.place(next(iter(strange), None)))


def _rows(schedule: Schedule, event: Event, written: Written) -> Iterator[Facts]:
    for meeting in schedule.meetings:
        start = written.local(meeting.slot.start)
        for person in meeting.participants:
            partner = event.participant.get(meeting.partner_of(person))
            name = _plain(partner.name) if partner else None
            yield _plain(person), start.date(), start.time(), _plain(meeting.table or ""), name


def _others(plan: Plan, written: Written) -> Mapping[Facts, list[Mapping[str, object]]]:
    """List what stands in the other columns, by what stands in these."""
    found: dict[Facts, list[Mapping[str, object]]] = defaultdict(list)
    for row in agenda_rows(Report(plan, words(plan.event.language))):
        start = written.local(row.meeting.slot.start)
        table, partner = _plain(row.meeting.table or ""), _plain(row.partner.name)
        facts = _plain(row.who.id), start.date(), start.time(), table, partner
        texts = {
            "last_name": row.who.last_name,
            "first_name": row.who.first_name,
            "organisation": row.who.organisation,
            "area": row.area,
            "partner_organisation": row.partner.organisation,
            "partner_country": row.report.country(row.partner),
            "language": row.language,
        }
        plain = {key: _plain(text) for key, text in texts.items()}
        found[facts].append({**plain, "to_date": row.to_date, "end": row.end})
    return found


def _is_other(sheet: Sheet, line: Line, rows: Sequence[Mapping[str, object]]) -> bool:
    """Whether a row that was not moved has something else in another column."""
    return bool(rows) and not any(
        [*_cells(sheet, line, (key for key in row if key in sheet.numbers))]
        == [value for key, value in row.items() if key in sheet.numbers]
        for row in rows
    )


def _cells(sheet: Sheet, line: Line, keys: Iterable[str]) -> Iterator[object]:
    for key in keys:
        number = sheet.numbers[key]
        cell = line.cells[number] if number < len(line.cells) else None
        value = read_cell(column_of(sheet.section, key), cell, sheet.language)
        yield None if isinstance(value, CellFault) else value


def _plain(text: str) -> str:
    return read_text(printable(text))
