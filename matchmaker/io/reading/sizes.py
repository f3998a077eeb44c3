"""Who comes from a small or medium-sized enterprise, where only the organisation says so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matchmaker.events import Organisation, Participant
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Rows
from matchmaker.text import recognise


def with_sizes(
    people: Sequence[Participant], organisations: Organisations, rows: Rows, findings: Findings
) -> tuple[Participant, ...]:
    """Fill in for everyone whose cell is empty what their organisation or its type says.

    Parameters
    ----------
    people : sequence of Participant
        Everyone, with what stands in their own cell.
    organisations : Organisations
        Those of the event.
    rows : tuple of Row
        The rows of the sheet Participants; without a column for it, types stay types.
    findings : Findings
        Takes how many were told by their type.
    """
    listed = {organisation.name: organisation for organisation in organisations.all}
    known = [_by_organisation(person, listed) for person in people]
    if not rows or "sme" not in rows[0].sheet.numbers:
        return tuple(known)
    told = [_by_type(person, listed) for person in known]
    count = sum(one != other for one, other in zip(known, told, strict=True))
    if count:
        sheet = rows[0].sheet
        findings.note("sme_by_type", sheet.place(sheet.header.row, "sme"), count=count)
    return tuple(told)


def _by_organisation(person: Participant, listed: Mapping[str, Organisation]) -> Participant:
    if person.is_sme is not None:
        return person
    sizes = (listed[name].is_sme for name in person.organisations if name in listed)
    return replace(person, is_sme=next((size for size in sizes if size is not None), None))


def _by_type(person: Participant, listed: Mapping[str, Organisation]) -> Participant:
    if person.is_sme is not None:
        return person
    types = [listed[name].type for name in person.organisations if name in listed]
    is_sme = any(recognise("value.sme_type", each) for each in (person.organisation_type, *types))
    return replace(person, is_sme=True) if is_sme else person
