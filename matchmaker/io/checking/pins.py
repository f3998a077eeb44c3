"""Whether fixed meetings can stand, each by itself and all together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matchmaker.events import Event, Pair
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.pins import Appointment
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
