"""Columns that nothing is read from: named, and told apart where they say what a plan needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.io.intake.answers import WishColumns, filled, names_in
from matchmaker.io.intake.export import Export, cell_of
from matchmaker.io.intake.people import Person, Roster, known_status
from matchmaker.io.intake.tally import Tally, shortened
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.services import NOT_VALIDATED
from matchmaker.io.reading.values import is_blank, read_choice, read_text, read_yes_no
from matchmaker.text import is_question

MOST_HEADINGS = 8
"""How many headings that are not read are named."""
MOST_LETTERS = 100
GONE = frozenset({"cancelled", "absent", NOT_VALIDATED})


@dataclass(frozen=True)
class Unread:
    """Tells of the columns of exports that are not read.

    Parameters
    ----------
    roster : Roster
        Everybody.
    directory : Directory
        The same, to be looked up.
    tally : Tally
        Takes what is said.
    """

    roster: Roster
    directory: Directory
    tally: Tally

    def tell(self, export: Export, wishes: WishColumns) -> None:
        """Name them, questions first; warn of those in which something is said that is needed."""
        left = [number for number in export.unread if number not in wishes.numbers]
        others = [number for number in left if not self._warned(export, number)]
        headings = [shortened(export.heading(number), MOST_LETTERS) for number in others]
        headings.sort(key=lambda heading: not is_question(heading))
        if headings:
            shown = "; ".join(headings[:MOST_HEADINGS])
            more = f" (+ {len(headings) - MOST_HEADINGS})" if len(headings) > MOST_HEADINGS else ""
            self.tally.note("export_columns_not_read", export.place(), headings=shown + more)

    def _warned(self, export: Export, number: int) -> bool:
        code, said = next(self._needed(export, number), ("", ""))
        if code:
            place, heading = export.place(number=number), export.heading(number)
            self.tally.warning(code, place, heading=heading, value=said)
        return bool(code)

    def _needed(self, export: Export, number: int) -> Iterator[tuple[str, str]]:
        """Find what is said in a column: that somebody is gone or online, or whom they wish."""
        if export.service.sheet != "participants":
            return
        cells = [cell for cell in filled(export, number) if _is_fault(read_yes_no(cell))]
        gone = [cell for cell in cells if known_status(export, cell) in GONE]
        if gone and all(known_status(export, cell) for cell in cells):
            yield "export_status_unread", read_text(gone[0])
        online = [cell for cell in cells if read_choice("attendance", cell) == "online"]
        if online and not any(_is_fault(read_choice("attendance", cell)) for cell in cells):
            yield "export_attendance_unread", read_text(online[0])
        named = self._others_named(export, number)
        if len(named) > 1 and 2 * len(named) > len(cells):
            yield "export_wishes_unread", named[0]

    def _others_named(self, export: Export, number: int) -> list[str]:
        """Collect the cells that name people or organisations, and not just those of the row."""
        found = []
        for line in export.rows:
            person, cell = self.roster.in_row(export, line), cell_of(line, number)
            if person and not is_blank(cell) and self._names_another(export, cell, person):
                found.append(read_text(cell))
        return found

    def _names_another(self, export: Export, cell: object, person: Person) -> bool:
        own = self.directory.whom(str(person.cells.get("organisation", "")))
        itself = {person.id, own.name if isinstance(own, Meant) else ""}
        named = [each.found for each in names_in(cell, self.directory, export.service.mark)]
        return bool(named) and all(isinstance(m, Meant) and m.name not in itself for m in named)


def _is_fault(read: object) -> bool:
    return isinstance(read, CellFault)
