"""The sheet Participants: one person a row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matchmaker.events import Attendance, Participant, Status
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.countries import country_of, find_unknown_countries
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.languages import is_language, little_of
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Row, Rows, heading_of
from matchmaker.io.reading.sizes import with_sizes
from matchmaker.io.reading.values import is_email, is_phone
from matchmaker.io.reading.zones import with_zones
from matchmaker.names import address_of, name_of
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
        _note_organisations(row, participant, findings)
    find_unknown_countries(rows, findings)
    _find_same_people(first.values(), findings)
    people = tuple(registration.participant for registration in registrations)
    people = with_sizes(people, organisations, rows, findings)
    people = with_zones(people, rows, organisations, clock, findings)
    _find_homeless(people, rows, organisations, findings)
    return tuple(
        replace(registration, participant=person)
        for registration, person in zip(registrations, people, strict=True)
    )


def _find_same_people(registrations: Iterable[Registration], findings: Findings) -> None:
    """Find people who registered twice, and those who are there for several organisations."""
    by_email: dict[str, list[Registration]] = defaultdict(list)
    by_name: dict[tuple[tuple[str, ...], str], Registration] = {}
    for registration in registrations:
        person, row = registration.participant, registration.row
        if person.status is not Status.REGISTERED:
            continue
        address = address_of(person.email)
        earlier = by_email[address] if address else []
        namesake = _namesake(registration, by_name)
        if earlier:
            _report_same_email(registration, earlier, findings)
        elif namesake:
            findings.warning(
                "same_name",
                row.place("last_name"),
                participant=person.name,
                organisation=namesake.participant.organisation,
                row=namesake.row.number,
            )
        earlier.append(registration)


def _namesake(
    registration: Registration, by_name: dict[tuple[tuple[str, ...], str], Registration]
) -> Registration | None:
    """Find an earlier one of the same name and an organisation; by one name alone nobody."""
    person = registration.participant
    keys = [(name_of(person), name) for name in person.organisations if person.first_name]
    found = next((by_name[key] for key in keys if key in by_name), None)
    for key in keys:
        by_name.setdefault(key, registration)
    return found


def _report_same_email(
    registration: Registration, earlier: Sequence[Registration], findings: Findings
) -> None:
    """Say of an address that is there already whether it is one person's, and for whom."""
    person, place = registration.participant, registration.row.place("email")
    same = [e for e in earlier if name_of(e.participant) == name_of(person)]
    twice = [e for e in same if set(e.participant.organisations) & set(person.organisations)]
    known = (twice or same or earlier)[0]
    other, row = f"{known.participant.id} {known.participant.name}".strip(), known.row.number
    if same and not twice:
        name = f"{person.id} {person.name}".strip()
        findings.note("one_person", place, participant=name, other=other, row=row)
    else:
        findings.warning("same_email", place, value=person.email, other=other, row=row)


def _participant(
    row: Row, organisations: Organisations, clock: Clock, findings: Findings
) -> Participant:
    cells = row.cells
    # nothing is planned without an id or organisation, but no other faults should come of that
    stand_in = f"?{row.number}"
    names = organisations.names_of(cells["organisation"])
    email = cells["email"].casefold() if row.sheet.has_email_as_id else ""
    return Participant(
        id=cells["id"] or email or stand_in,
        first_name=cells["first_name"],
        last_name=cells["last_name"],
        email=cells["email"],
        phone=cells["phone"],
        organisation="; ".join(names) or stand_in,
        belongs_to=names if len(names) > 1 else (),
        organisation_type=cells["organisation_type"],
        is_sme=cells["sme"],
        participation_type=cells["participation_type"],
        cluster=cells["cluster"],
        delegation=cells["delegation"],
        country=country_of(row),
        languages=cells["languages"],
        areas=cells["areas"],
        offers=cells["offers"],
        seeks=cells["seeks"],
        times=clock.times(row, findings),
        max_meetings=cells["max_meetings"],
        min_meetings=cells["min_meetings"],
        attendance=Attendance(cells["attendance"]),
        time_zone=cells["time_zone"],
        link=cells["link"],
        place=cells["place"] if cells["attendance"] == Attendance.OWN_PLACE else "",
        status=Status(cells["status"]) if cells["validated"] else Status.ABSENT,
        agenda_language=recognise("value.language", cells["agenda_language"]) or "",
    )


def _find_homeless(
    people: Iterable[Participant], rows: Rows, organisations: Organisations, findings: Findings
) -> None:
    """Find everyone who is at their own place, and nobody knows where that is."""
    known = {organisation.name for organisation in organisations.all if organisation.place}
    for person, row in zip(people, rows, strict=True):
        is_host = person.is_at_own_place and person.status is Status.REGISTERED
        if is_host and not person.place and known.isdisjoint(person.organisations):
            findings.warning("no_place", row.place("place"), participant=person.name)


def _note_organisations(row: Row, participant: Participant, findings: Findings) -> None:
    """Say where a cell was taken for several organisations without a semicolon between them."""
    written = row.cells["organisation"]
    if participant.belongs_to and ";" not in written:
        names = participant.organisation
        findings.note(
            "several_organisations", row.place("organisation"), value=written, names=names
        )


def _check(row: Row, findings: Findings) -> None:
    if not row.cells["validated"]:
        findings.warning("not_validated", row.place("validated"))
    if row.sheet.has_email_as_id and not row.cells["email"]:
        findings.error("missing_cell", row.place("email"), heading=heading_of(row.sheet, "email"))
    email, language = row.cells["email"], row.cells["agenda_language"]
    phone = row.cells["phone"]
    least, most = row.cells["min_meetings"], row.cells["max_meetings"]
    if email and not is_email(email):
        findings.warning("bad_email", row.place("email"), value=email)
    if phone and not is_phone(phone):
        findings.warning("bad_phone", row.place("phone"), value=phone)
    if language and recognise("value.language", language) is None:
        findings.warning("unknown_language", row.place("agenda_language"), value=language)
    _check_languages(row, findings)
    if least is not None and most is not None and least > most:
        findings.error("min_over_max", row.place("min_meetings"), least=least, most=most)


def _check_languages(row: Row, findings: Findings) -> None:
    written, place = row.written("languages"), row.place("languages")
    for spoken in row.cells["languages"]:
        if not is_language(spoken):
            all_of_it = {} if spoken == written else {"whole": written}
            findings.warning("unknown_spoken", place, value=spoken, **all_of_it)
    for little in little_of(written):
        findings.warning("little_spoken", place, value=little)


def first_of_each(registrations: Iterable[Registration]) -> tuple[Registration, ...]:
    """Leave out the later rows of an id that is there twice."""
    first: dict[str, Registration] = {}
    for registration in registrations:
        first.setdefault(registration.participant.id, registration)
    return tuple(first.values())
