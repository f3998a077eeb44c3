"""The sheet Participants: one person a row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.event import Attendance, Participant, Status
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.values import is_email
from matchmaker.text import recognise


@dataclass(frozen=True)
class Registration:
    """A row, and who stands there."""

    row: Row
    participant: Participant


def read_participants(
    rows: Rows, organisations: Organisations, clock: Clock, findings: Findings
) -> tuple[Registration, ...]:
    """Read everyone; where an id is there twice, both rows have that of the first.

    Parameters
    ----------
    rows : tuple of Row
        The rows of the sheet.
    organisations : Organisations
        Those of the event.
    clock : Clock
        The days of the event.
    findings : Findings
        Takes what is wrong.
    """
    first: dict[str, Registration] = {}
    registrations = []
    for row in rows:
        participant = _participant(row, organisations, clock, findings)
        known = first.setdefault(participant.id.casefold(), Registration(row, participant))
        if known.row is not row:
            number = known.row.number
            findings.error("duplicate_id", row.place("id"), id=participant.id, row=number)
        registrations.append(Registration(row, replace(participant, id=known.participant.id)))
        _check(row, findings)
    return tuple(registrations)


def _participant(
    row: Row, organisations: Organisations, clock: Clock, findings: Findings
) -> Participant:
    cells = row.cells
    # nothing is planned without an id or organisation, but no other faults should come of that
    stand_in = f"?{row.number}"
    return Participant(
        id=cells["id"] or stand_in,
        first_name=cells["first_name"],
        last_name=cells["last_name"],
        email=cells["email"],
        organisation=organisations.name_of(cells["organisation"]) or stand_in,
        organisation_type=cells["organisation_type"],
        participation_type=cells["participation_type"],
        cluster=cells["cluster"],
        country=cells["country"],
        languages=cells["languages"],
        areas=cells["areas"],
        offers=cells["offers"],
        seeks=cells["seeks"],
        times=clock.times(row, findings),
        max_meetings=cells["max_meetings"],
        min_meetings=cells["min_meetings"],
        attendance=Attendance(cells["attendance"]),
        status=Status(cells["status"]),
        agenda_language=recognise("value.language", cells["agenda_language"]) or "",
    )


def _check(row: Row, findings: Findings) -> None:
    email, language = row.cells["email"], row.cells["agenda_language"]
    least, most = row.cells["min_meetings"], row.cells["max_meetings"]
    if email and not is_email(email):
        findings.warning("bad_email", row.place("email"), value=email)
    if language and recognise("value.language", language) is None:
        findings.warning("unknown_language", row.place("agenda_language"), value=language)
    if least is not None and most is not None and least > most:
        findings.error("min_over_max", row.place("min_meetings"), least=least, most=most)


def first_of_each(registrations: Iterable[Registration]) -> tuple[Registration, ...]:
    """Leave out the later rows of an id that is there twice."""
    first: dict[str, Registration] = {}
    for registration in registrations:
        first.setdefault(registration.participant.id, registration)
    return tuple(first.values())
