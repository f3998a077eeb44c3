"""What is handed out of a plan, by format: to add one is to write one row here."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matchmaker.io.documents.agenda import write_agenda_pdfs
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.print_pack import (
    write_print_pack,
    write_some_agendas,
    write_update,
)
from matchmaker.io.mail.drafts import write_mails
from matchmaker.io.mail.outbox import write_merge_list
from matchmaker.io.mail.templates import Templates
from matchmaker.io.writing.agendas import ALL_AGENDAS, SINGLE, write_agendas, write_all
from matchmaker.io.writing.calendar import write_whole_calendar
from matchmaker.paper import Paper
from matchmaker.record import Plan
from matchmaker.text import words
from matchmaker.told import Publication

AGENDAS, PRINT, MAIL = "agendas", "print", "mail"
"""The folders of a version for what is handed out."""


@dataclass(frozen=True)
class Order:
    """What is to be written, and for whom.

    Parameters
    ----------
    formats : tuple of str
        Names of `FORMATS`; empty: all but those on request.
    only : tuple of str
        Ids of those whose agendas are to be written; empty: everyone's. What is not about single
        people is left out then.
    copies : int
        How often each agenda is in the document for printing.
    also : tuple of str
        Ids of those who left, and must be told so, where it is for everyone.
    is_update : bool
        Whether what is about everyone is written too, though only some get an agenda.
    paper : Paper
        What is printed on.
    """

    formats: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    copies: int = 1
    also: tuple[str, ...] = ()
    is_update: bool = False
    paper: Paper = Paper.A4

    @property
    def is_whole(self) -> bool:
        """Whether nothing older is to be left."""
        return not self.formats and (self.is_update or not self.only)

    @property
    def wanted(self) -> tuple["Format", ...]:
        """The formats asked for; without any named, those that can be for some people only."""
        if self.formats:
            return tuple(FORMATS[name] for name in self.formats)
        about_everyone = self.is_update or not self.only
        usual = (kind for kind in FORMATS.values() if not kind.is_on_request)
        return tuple(kind for kind in usual if kind.is_per_person or about_everyone)

    @property
    def has_attachments(self) -> bool:
        """Whether what goes with mails is written."""
        return any(kind.folder == AGENDAS and not kind.is_on_request for kind in self.wanted)

    @property
    def by_folder(self) -> Mapping[str, list["Format"]]:
        """The formats asked for, by the folder they are written to."""
        folders: dict[str, list[Format]] = {}
        for kind in self.wanted:
            folders.setdefault(kind.folder, []).append(kind)
        return folders

    def people(self, plan: Plan) -> tuple[str, ...]:
        """Whose agendas are to be written."""
        return self.only or (*plan.event.registered, *self.also)

    def strangers(self, plan: Plan) -> tuple[str, ...]:
        """Who is asked for, but does not take part."""
        registered = set(plan.event.registered)
        return tuple(person for person in self.only if person not in registered)

    def steps(self, plan: Plan) -> int:
        """How often progress is told."""
        people = len(self.people(plan))
        return sum(people if kind.is_per_person else 1 for kind in self.wanted)


@dataclass(frozen=True)
class Batch:
    """An order with what is needed to carry it out.

    Parameters
    ----------
    edition : Edition
        The plan, and how it is to look.
    order : Order
        What is to be written.
    advance : callable
        Called at every step.
    templates : Templates
        What mails say.
    """

    edition: Edition
    order: Order
    advance: Callable[[], None]
    templates: Templates

    @property
    def people(self) -> tuple[str, ...]:
        """Whose agendas are to be written."""
        return self.order.people(self.edition.plan)

    @property
    def earlier(self) -> Sequence[Publication]:
        """What was handed out before."""
        return self.edition.earlier


@dataclass(frozen=True)
class Format:
    """One kind of file that is handed out.

    Parameters
    ----------
    name : str
        As it is typed: `pdf`.
    folder : str
        The folder of a version that it is written to.
    write : callable
        Writes it into that folder.
    is_per_person : bool
        Whether it is one file a person: then it tells progress as often.
    is_on_request : bool
        Whether it is only written where it is named.
    """

    name: str
    folder: str
    write: Callable[[Batch, Path], None]
    is_per_person: bool = True
    is_on_request: bool = False


def _write_sheets(batch: Batch, folder: Path) -> None:
    _write_with(batch, folder, ("xlsx",))
    if not batch.order.only:
        edition = batch.edition
        path = folder / ALL_AGENDAS
        write_all(edition.plan, path, is_draft=edition.is_draft, earlier=batch.earlier)


def _write_calendars(batch: Batch, folder: Path) -> None:
    _write_with(batch, folder, ("ics",))
    if batch.order.is_update or not batch.order.only:
        edition = batch.edition
        write_whole_calendar(edition.plan, folder, is_draft=edition.is_draft, earlier=batch.earlier)


def _write_singles(batch: Batch, folder: Path) -> None:
    _write_with(batch, folder, (SINGLE,))


def _write_with(batch: Batch, folder: Path, formats: Collection[str]) -> None:
    write_agendas(
        batch.edition.plan,
        folder,
        is_draft=batch.edition.is_draft,
        formats=formats,
        people=batch.people,
        earlier=batch.earlier,
        progress=batch.advance,
    )


def _write_pdfs(batch: Batch, folder: Path) -> None:
    write_agenda_pdfs(batch.edition, batch.people, folder, batch.advance)


def _write_prints(batch: Batch, folder: Path) -> None:
    copies = batch.order.copies
    if batch.order.only:
        write_some_agendas(batch.edition, batch.people, folder, copies=copies)
        if batch.order.is_update:
            write_update(batch.edition, folder)
    else:
        write_print_pack(batch.edition, folder, copies=copies)
    batch.advance()


def _write_mails(batch: Batch, folder: Path) -> None:
    """Write to those asked for; else to whoever was not told this, or anything, before."""
    plan = batch.edition.plan
    changes = {one: batch.edition.last_told.changes_for(one) for one in batch.people}
    concerned = [o for o, theirs in changes.items() if theirs is None or theirs or batch.order.only]
    for _ in range(len(batch.people) - len(concerned)):
        batch.advance()
    write_mails(
        plan,
        folder.parent / AGENDAS,
        folder,
        templates=batch.templates,
        people=concerned,
        changes={one: theirs for one in concerned if (theirs := changes[one])},
        is_draft=batch.edition.is_draft,
        progress=batch.advance,
    )
    write_merge_list(folder, words(plan.event.language))


FORMATS: Mapping[str, Format] = {
    kind.name: kind
    for kind in (
        Format("xlsx", AGENDAS, _write_sheets),
        Format("pdf", AGENDAS, _write_pdfs),
        Format("ics", AGENDAS, _write_calendars),
        Format(SINGLE, AGENDAS, _write_singles, is_on_request=True),
        Format("eml", MAIL, _write_mails),
        Format("print", PRINT, _write_prints, is_per_person=False),
    )
}
"""Every format, in the order in which they are written."""
