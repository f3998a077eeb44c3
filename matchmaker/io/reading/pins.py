"""The sheet Fixed: meetings that must stand, and whether they can."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.events import Event, Pair, Pin, Slot, Table
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.people import read_pair
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.tables import find_table
from matchmaker.io.reading.timetable import Timetable
from matchmaker.io.reading.values import CellFault
from matchmaker.rulebook import Fault, Rule, unseated, verify_pins
from matchmaker.wishes import wished_pairs

CODES = {Rule.REGISTERED: "pin_cancelled", Rule.AVAILABLE: "pin_unavailable"}
"""The codes that are not named after their rule."""
COLUMNS = {
    Rule.AVAILABLE: "time",
    Rule.ONE_MEETING_A_SLOT: "time",
    Rule.ONE_PLACE: "time",
    Rule.ONLINE: "table",
    Rule.TABLE_OPEN: "table",
    Rule.TABLE_CAPACITY: "table",
    Rule.TABLE_RESERVED: "table",
    Rule.OWNER_AT_TABLE: "table",
}
"""Where a broken rule stands, if it is not a matter of the whole row."""
SUGGESTED_SLOTS = 3


@dataclass(frozen=True)
class Appointment:
    """A row, and the pin that stands there."""

    row: Row
    pin: Pin


def read_pins(
    rows: Rows,
    directory: Directory,
    timetable: Timetable,
    tables: tuple[Table, ...],
    findings: Findings,
) -> tuple[Appointment, ...]:
    """Read the pins, at most one a pair; rows with faults are passed over.

    Parameters
    ----------
    rows : tuple of Row
        The rows of the sheet.
    directory, timetable, tables
        What they may name.
    findings : Findings
        Takes what is wrong.
    """
    found: dict[Pair, Appointment] = {}
    for row in rows:
        pair = read_pair(row, directory, findings)
        slot = _slot(row, timetable, findings)
        table = _table(row, tables, findings)
        if pair is None or slot is None or isinstance(table, CellFault):
            continue
        first = found.setdefault(pair, Appointment(row, Pin(pair, slot, table)))
        if first.row is not row:
            findings.error("pin_no_pair_twice", row.place(), row=first.row.number)
    return tuple(a for a in found.values() if _takes_place(a, directory, findings))


def _takes_place(appointment: Appointment, directory: Directory, findings: Findings) -> bool:
    """Whether both take part; if not, the appointment falls away."""
    for column in ("a", "b"):
        person = directory.person(appointment.row.cells[column])
        if not isinstance(person, CellFault) and not directory.takes_part(person):
            place = appointment.row.place(column)
            findings.warning("pin_cancelled", place, participant=directory.label(person))
            return False
    return True


def _slot(row: Row, timetable: Timetable, findings: Findings) -> Slot | None:
    day, at = row.cells["date"], row.cells["time"]
    if day is None or at is None or not timetable.slots:
        return None
    start = timetable.clock.moment(day, at)
    slot = next((slot for slot in timetable.slots if slot.start == start), None)
    if slot is None and timetable.knows(day):
        findings.fault(without_slot(start, timetable.slots), row.place("time"))
    return slot


def without_slot(start: datetime, slots: tuple[Slot, ...]) -> CellFault:
    """Say that no slot begins then, and name the nearest that do, of the same day if there are."""
    same_day = [slot for slot in slots if slot.day == start.date()] or slots
    nearest = sorted(same_day, key=lambda slot: abs(slot.start - start))[:SUGGESTED_SLOTS]
    times = ", ".join(f"{slot.start:%Y-%m-%d %H:%M}" for slot in sorted(nearest))
    return CellFault("pin_without_slot", {"time": f"{start:%H:%M}", "times": times})


def _table(row: Row, tables: tuple[Table, ...], findings: Findings) -> str | CellFault | None:
    written = row.cells["table"]
    found = find_table(written, tables) if written else None
    if isinstance(found, CellFault):
        findings.fault(found, row.place("table"))
    return found


def check_pins(
    event: Event,
    appointments: Iterable[Appointment],
    directory: Directory,
    findings: Findings,
    *,
    has_all_tables: bool,
    has_all_wishes: bool,
) -> None:
    """Find pins that break a hard rule, alone or together.

    Parameters
    ----------
    event : Event
        With these pins.
    appointments : iterable of Appointment
        The pins and their rows.
    directory : Directory
        Who is who.
    findings : Findings
        Takes what is wrong.
    has_all_tables, has_all_wishes : bool
        Whether all could be read; if not, nothing is said about pins that have none.
    """
    by_pair = {appointment.pin.pair: appointment for appointment in appointments}
    if not by_pair:
        return
    faults = verify_pins(event)
    for fault in faults:
        _report(fault, by_pair, directory, findings)
    faulty = {meeting.participants for fault in faults for meeting in fault.meetings}
    sound = [appointment for pair, appointment in by_pair.items() if pair not in faulty]
    if has_all_tables:
        _check_tables(event, sound, findings)
    if has_all_wishes:
        _note_unwished(event, sound, findings)


def _report(
    fault: Fault, by_pair: Mapping[Pair, Appointment], directory: Directory, findings: Findings
) -> None:
    """Report a broken rule at the last of the rows that break it."""
    rows = sorted((by_pair[m.participants].row for m in fault.meetings), key=lambda r: r.number)
    parameters = dict(fault.parameters)
    parameters["rows"] = ", ".join(str(row.number) for row in rows)
    column = COLUMNS.get(fault.rule)
    for name in parameters.keys() & {"a", "b"}:
        parameters[name] = directory.label(parameters[name])
    if "participant" in parameters:
        parameters["participant"] = directory.label(parameters["participant"])
    code = CODES.get(fault.rule, f"pin_{fault.rule}")
    findings.error(code, rows[-1].place(column), **parameters)


def _check_tables(event: Event, appointments: list[Appointment], findings: Findings) -> None:
    """Check that pins without a table find one beside those that have theirs."""
    pins = tuple(appointment.pin for appointment in appointments)
    lost = set(unseated(replace(event, pins=pins)))
    for appointment in appointments:
        if appointment.pin in lost:
            findings.error("pin_without_table", appointment.row.place("table"))


def _note_unwished(event: Event, appointments: list[Appointment], findings: Findings) -> None:
    """Note pins that nobody wished: they stand, but bring no points."""
    wished = wished_pairs(event)
    for appointment in appointments:
        if appointment.pin.pair not in wished:
            findings.note("pin_unwished", appointment.row.place())
