"""Everyone's personal agenda: a workbook and a calendar file each, and all of them for printing."""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.file_names import agenda_name
from matchmaker.io.telling.marks import marks_for
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import report_for
from matchmaker.io.writing.agenda_page import AgendaPage, add_sheet
from matchmaker.io.writing.calendar import write_calendars, write_single_calendars
from matchmaker.io.writing.page import new_workbook, saved, set_up_page
from matchmaker.record import Plan
from matchmaker.text import words
from matchmaker.told import LastTold, Publication

ALL_AGENDAS = "all-agendas.xlsx"
SINGLE = "single"
"""The folder of calendar files of one meeting each, and the name of that format."""
AGENDAS_PER_SHEET = 500
"""Excel keeps 1,023 page breaks in a sheet, and a long agenda has one of its own."""


def write_agendas(
    plan: Plan,
    folder: Path,
    *,
    is_draft: bool,
    formats: Collection[str] = ("xlsx", "ics"),
    people: Sequence[str] = (),
    earlier: Sequence[Publication] = (),
    progress: Callable[[], None] | None = None,
) -> tuple[Path, ...]:
    """Write the agendas of some people, or of everyone who takes part.

    Parameters
    ----------
    plan : Plan
        Whose meetings to tell.
    folder : Path
        Where to; made if it is missing. What is there by the same name is written anew.
    is_draft : bool
        Mark everything as not yet confirmed.
    formats : collection of str
        What to write: `xlsx`, `ics`, `single` (an `.ics` a meeting, in a folder `single`).
    people : sequence of str
        Ids of those to write for; empty: everyone.
    earlier : sequence of Publication
        What was handed out before.
    progress : callable or None
        Called once a person.

    Returns
    -------
    tuple of Path
        Everything that was written: for each person `.xlsx` and, if they have meetings or lost
        some, `.ics`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last_told = LastTold(plan, earlier)
    written: list[Path] = []
    for participant in people or plan.event.registered:
        if "xlsx" in formats:
            name = agenda_name(plan.event.participant[participant])
            written.append(folder / f"{name}.xlsx")
            write_page(agenda_page(last_told, participant, is_draft=is_draft), written[-1])
        if "ics" in formats:
            written += write_calendars(
                plan, participant, folder, is_draft=is_draft, earlier=earlier
            )
        if SINGLE in formats:
            (folder / SINGLE).mkdir(exist_ok=True)
            written += write_single_calendars(
                plan, participant, folder / SINGLE, is_draft=is_draft, earlier=earlier
            )
        if progress:
            progress()
    return tuple(written)


def write_page(page: AgendaPage, path: Path) -> None:
    """Write the agenda of one person, on one printed page."""
    book = new_workbook(page.report)
    sheet = add_sheet(book, page.report.words("agenda.sheet"))
    page.write(sheet)
    set_up_page(sheet, is_landscape=False)
    sheet.page_setup.fitToHeight = 1
    path.write_bytes(saved(book))


def write_all(
    plan: Plan, path: Path, *, is_draft: bool, earlier: Sequence[Publication] = ()
) -> None:
    """Write one workbook of all who have meetings, by last name, each on a new printed page."""
    report, last_told = Report(plan, words(plan.event.language)), LastTold(plan, earlier)
    people = sorted(map(report.person, plan.schedule.by_participant), key=by_last_name)
    pages = [agenda_page(last_told, person.id, is_draft=is_draft) for person in people]
    book = new_workbook(report)
    # A workbook has at least one sheet, even if there is nobody to print for.
    for first in range(0, max(1, len(pages)), AGENDAS_PER_SHEET):
        sheet = add_sheet(book, report.words("agenda.sheet"))
        write_pages(pages[first : first + AGENDAS_PER_SHEET], sheet)
    path.write_bytes(saved(book))


def write_pages(pages: Iterable[AgendaPage], sheet: Worksheet) -> None:
    """Write agendas below each other, with a page break between two."""
    last = 0
    for page in pages:
        if last:
            sheet.row_breaks.append(Break(id=last))
        last = page.write(sheet, last + 1)


def agenda_page(last_told: LastTold, participant: str, *, is_draft: bool) -> AgendaPage:
    """Lay out the agenda of one person, and mark what is not as they were told last."""
    report = report_for(last_told.plan, participant)
    marks = marks_for(report, participant, last_told)
    return AgendaPage(report, participant, is_draft=is_draft, marks=marks)
