"""The print pack: everything on paper that an organiser needs at the venue."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matchmaker.events import Participant
from matchmaker.io.documents.agenda import agendas_pdf
from matchmaker.io.documents.catalogue import catalogue_pdf
from matchmaker.io.documents.check_in import check_in_pdf
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.grid import grid_pdf
from matchmaker.io.documents.signs import changed_signs_pdf, signs_pdf
from matchmaker.io.telling.alphabet import by_last_name

ALL_AGENDAS = "all-agendas.pdf"
SOME_AGENDAS = "some-agendas.pdf"

SIGNS = "table-signs.pdf"

DOCUMENTS: Mapping[str, Callable[[Edition], bytes | None]] = {
    "check-in-list.pdf": check_in_pdf,
    SIGNS: signs_pdf,
    "grid.pdf": grid_pdf,
    "catalogue.pdf": catalogue_pdf,
}
"""What is about everyone, besides the agendas."""


def with_meetings(edition: Edition, people: Sequence[str]) -> list[Participant]:
    """List those of some people who have meetings, by last name."""
    meetings = edition.plan.schedule.by_participant
    found = (edition.report.person(person) for person in people if person in meetings)
    return sorted(found, key=by_last_name)


def write_print_pack(edition: Edition, folder: Path, *, copies: int = 1) -> None:
    """Write the whole pack, with so many copies of each agenda."""
    people = with_meetings(edition, edition.plan.event.registered)
    if people:  # a document needs at least one page
        (folder / ALL_AGENDAS).write_bytes(agendas_pdf(edition, people, copies=copies))
    _write(DOCUMENTS, edition, folder)


def write_update(edition: Edition, folder: Path) -> None:
    """Write what is about everyone; of the signs those that changed."""
    _write({**DOCUMENTS, SIGNS: changed_signs_pdf}, edition, folder)


def _write(
    documents: Mapping[str, Callable[[Edition], bytes | None]], edition: Edition, folder: Path
) -> None:
    for name, pdf in documents.items():
        if name == SIGNS and not edition.plan.event.standing_tables:
            continue  # nothing to stand a sign on
        edition.press.forget()
        made = pdf(edition)
        if made is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_bytes(made)


def write_some_agendas(
    edition: Edition, only: Sequence[str], folder: Path, *, copies: int = 1
) -> None:
    """Write the agendas of some people as one document to print."""
    people = with_meetings(edition, only)
    if people:
        (folder / SOME_AGENDAS).write_bytes(agendas_pdf(edition, people, copies=copies))
