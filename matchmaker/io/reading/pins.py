"""The sheet Fixed: meetings that must stand."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.events import Pair, Pin, Slot, Table
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.people import read_pair
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.tables import find_table
from matchmaker.io.reading.timetable import Timetable

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
    if slot is None and timetable.is_supposed:
        return nearest(start, timetable.slots)
    if timetable.knows(day) and not timetable.is_cut_at(start):
        findings.fault(without_slot(start, timetable.slots), row.place("time"))
    return slot


def nearest(start: datetime, slots: tuple[Slot, ...]) -> Slot | None:
    """Find the slot of the same day that begins next to a moment, before or after it."""
    same_day = [slot for slot in slots if slot.day == start.date()]
    return min(same_day, key=lambda slot: (abs(slot.start - start), slot.start), default=None)


def without_slot(start: datetime, slots: tuple[Slot, ...]) -> CellFault:
    """Say that no slot begins then, and name the nearest that do, of the same day if there are."""
    same_day = [slot for slot in slots if slot.day == start.date()] or slots
    suggested = sorted(same_day, key=lambda slot: abs(slot.start - start))[:SUGGESTED_SLOTS]
    times = ", ".join(f"{slot.start:%Y-%m-%d %H:%M}" for slot in sorted(suggested))
    return CellFault("pin_without_slot", {"time": f"{start:%H:%M}", "times": times})


def _table(row: Row, tables: tuple[Table, ...], findings: Findings) -> str | CellFault | None:
    written = row.cells["table"]
    found = find_table(written, tables) if written else None
    if isinstance(found, CellFault):
        findings.fault(found, row.place("table"))
    return found
