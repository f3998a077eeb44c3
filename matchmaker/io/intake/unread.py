"""Columns that nothing is read from: named, and told apart where they say what a plan needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.io.intake.answers import WishColumns, filled, names_in
from matchmaker.io.intake.export import Export, cell_of
from matchmaker.io.intake.people import Roster, known_status
from matchmaker.io.intake.tally import Tally, shortened
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.services import NOT_VALIDATED
from matchmaker.io.reading.values import is_blank, read_choice, read_text, read_yes_no
from matchmaker.text import is_question

MOST_HEADINGS = 8
"""How many headings that are not read are named."""
MOST_LETTERS = 100
MOST_WORDS, LONGEST_WORD = 30, 60
"""Of how many words, and letters of each, a column has at most in which one is chosen."""
LOOKED_AT, LONGEST_LIST = 30, 200
"""Cells, and letters of each, among which others are looked for: prose names nobody."""
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
        words = _words(export, number)
        states = [known_status(export, word) for word in words]
        if all(states) and not GONE.isdisjoint(states):
            gone = next(at for at, state in enumerate(states) if state in GONE)
            yield "export_status_unread", words[gone]
        ways = [read_choice("attendance", word) for word in words]
        if "online" in ways and not any(map(_is_fault, ways)):
            yield "export_attendance_unread", words[ways.index("online")]
        lines = [line for line in export.rows if not is_blank(cell_of(line, number))]
        named = [each for each in lines[:LOOKED_AT] if self._names_another(export, each, number)]
        if len(named) > 1 and 2 * len(named) > len(lines[:LOOKED_AT]):
            yield "export_wishes_unread", read_text(cell_of(named[0], number))

    def _names_another(self, export: Export, line: Line, number: int) -> bool:
        """Whether a cell names people or organisations, and not just those of its row."""
        person, cell = self.roster.in_row(export, line), cell_of(line, number)
        if person is None or len(read_text(cell)) > LONGEST_LIST:
            return False
        own = self.directory.whom(str(person.cells.get("organisation", "")))
        itself = {person.id, own.name if isinstance(own, Meant) else ""}
        named = [each.found for each in names_in(cell, self.directory, export.service.mark)]
        return bool(named) and all(isinstance(m, Meant) and m.name not in itself for m in named)


def _words(export: Export, number: int) -> list[str]:
    """List the words of a column in which one is chosen, without yes and no; none of another."""
    said = list(dict.fromkeys(map(read_text, filled(export, number))))
    if len(said) > MOST_WORDS or max(map(len, said), default=0) > LONGEST_WORD:
        return []
    return [word for word in said if _is_fault(read_yes_no(word))]


def _is_fault(read: object) -> bool:
    return isinstance(read, CellFault)
