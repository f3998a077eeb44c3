"""Who wants to meet whom: from lists of meetings, and from the answers of forms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from matchmaker.events import Answer, Level
from matchmaker.io.intake.answers import Crosses, InAnswer, WishColumns, names_in
from matchmaker.io.intake.export import Export, cell_of
from matchmaker.io.intake.people import Cells, Roster, tell_unknown
from matchmaker.io.intake.tally import Tally
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import COLUMNS
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.interests import WEIGHTIEST
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.services import CANCELLED_MEETING
from matchmaker.io.reading.values import is_blank, read_choice, read_text
from matchmaker.text import recognise

LEVEL_OF = {Answer.ACCEPTED: Level.HIGH}
"""What both have agreed to counts more than what one of them asks for."""
WISH = next(c for c in COLUMNS["column.participants"] if c.repeated).key


@dataclass(frozen=True)
class WishRow:
    """One wish; `target` as it is written where it is not clear who is meant."""

    source: str
    target: str
    level: Level = Level.NORMAL
    answer: Answer = Answer.NONE
    comment: str = ""

    def cells(self) -> Cells:
        """Its row in the sheet Interests."""
        told: Cells = {"from": self.source, "to": self.target, "level": self.level.name.lower()}
        if self.answer is not Answer.NONE:
            told["answer"] = self.answer.value
        return told | ({"comment": self.comment} if self.comment else {})


@dataclass(frozen=True)
class Wishes:
    """Reads the wishes of exports.

    Parameters
    ----------
    roster : Roster
        Everybody.
    directory : Directory
        The same, to be looked up.
    tally : Tally
        Takes what is left out.
    """

    roster: Roster
    directory: Directory
    tally: Tally

    def of(self, export: Export, columns: WishColumns) -> Iterator[WishRow]:
        """Read every wish of an export, and of these columns of it."""
        if export.service.sheet == "interests":
            for line in export.rows:
                yield from self._of_meeting(export, line)
        else:
            yield from self._of_answers(export, columns)

    def _of_meeting(self, export: Export, line: Line) -> Iterator[WishRow]:
        answer = self._answer(export, line)
        if answer == CANCELLED_MEETING:
            self.tally.note("export_cancelled_meetings", export.place(line))
            return
        source = next(self._sides(export, line, "from"), None)
        targets = tuple(self._sides(export, line, "to"))
        if not (source and targets):
            self.tally.warning("export_half", export.place(line))
            return
        host = self._host(source, export, line)
        if host:
            level, comment = self._level(export, line, Answer(answer)), _comment(export, line)
            wish = WishRow(host, "", level, Answer(answer), comment)
            yield from (aimed for t in targets for aimed in self._aimed(wish, t, export, line))

    def _answer(self, export: Export, line: Line) -> str:
        for number, cell in export.cells(line, "answer"):
            known = export.service.value("answer", read_text(cell)) or read_choice("answer", cell)
            if not isinstance(known, CellFault):
                return known
            tell_unknown(export, line, number, self.tally)
        return Answer.NONE.value

    def _level(self, export: Export, line: Line, answer: Answer) -> Level:
        for number, cell in export.cells(line, "level"):
            known = recognise("value.level", read_text(cell))
            if known:
                return Level[known.upper()]
            tell_unknown(export, line, number, self.tally)
        return LEVEL_OF.get(answer, Level.NORMAL)

    def _sides(self, export: Export, line: Line, side: str) -> Iterator[InAnswer]:
        """Name one side of a meeting: by address where that is one person's, else by name."""
        address = export.text(line, f"{side}_email")
        by_address = InAnswer(address, self.directory.whom(address))
        names = [
            named
            for _, cell in export.cells(line, side)
            for named in names_in(cell, self.directory, ";")
        ]
        if isinstance(by_address.found, Meant) or (address and not names):
            yield by_address
            return
        organisation = export.text(line, f"{side}_organisation")
        for named in names:
            yield self._exactly(named, organisation)

    def _exactly(self, named: InAnswer, organisation: str) -> InAnswer:
        """Tell namesakes apart by their organisation."""
        if isinstance(named.found, Meant) or not organisation:
            return named
        exact = f"{named.written} ({organisation})"
        return InAnswer(exact, self.directory.whom(exact) or named.found)

    def _host(self, source: InAnswer, export: Export, line: Line) -> str:
        """Get the id of who wishes; empty where that is not one person."""
        if isinstance(source.found, Meant) and not source.found.is_organisation:
            return source.found.name
        if source.found:
            self.tally.warning("export_unclear", export.place(line), source.written)
        else:
            self.tally.warning("export_stranger", export.place(line), source.written)
        return ""

    def _aimed(
        self, wish: WishRow, target: InAnswer, export: Export, line: Line
    ) -> Iterator[WishRow]:
        """Aim a wish at somebody; where it is not clear at whom, check will ask."""
        match target.found:
            case Meant(name) if name == wish.source:
                self.tally.note("export_self", export.place(line), target.written)
            case Meant(name):
                yield replace(wish, target=name)
            case ():
                self.tally.warning("export_stranger", export.place(line), target.written)
            case _:
                self.tally.warning("export_unclear", export.place(line), target.written)
                yield replace(wish, target=target.written)

    def _of_answers(self, export: Export, columns: WishColumns) -> Iterator[WishRow]:
        for line in export.rows:
            person = self.roster.in_row(export, line)
            if person is not None:
                yield from self._named(export, line, person.id, columns.asked)
                yield from self._crossed(export, line, person.id, columns.grid)

    def _named(
        self, export: Export, line: Line, source: str, asked: Iterable[int]
    ) -> Iterator[WishRow]:
        own = sorted((key for key in export.columns if key.startswith(f"{WISH}_")), key=_number)
        numbers = [*(number for key in own for number in export.columns[key]), *asked]
        for at, number in enumerate(numbers):
            is_first = at == 0 and f"{WISH}_1" in own
            cell = cell_of(line, number)
            names = () if is_blank(cell) else names_in(cell, self.directory, export.service.mark)
            for place, target in enumerate(names):
                level = Level.HIGH if is_first and place == 0 else Level.NORMAL
                yield from self._aimed(WishRow(source, "", level), target, export, line)

    def _crossed(self, export: Export, line: Line, source: str, grid: Crosses) -> Iterator[WishRow]:
        for number, meant in grid.columns.items():
            level = grid.level(line, number)
            if level is None:
                tell_unknown(export, line, number, self.tally)
            elif level:
                wish = WishRow(source, "", Level[level.upper()])
                yield from self._aimed(wish, InAnswer(meant.name, meant), export, line)


def _number(key: str) -> int:
    return int(key.rpartition("_")[2])


def _comment(export: Export, line: Line) -> str:
    """Keep when and where a meeting was, for the organiser: times are planned anew."""
    when = ", ".join(read_text(cell) for _, cell in export.cells(line, "when"))
    return " · ".join(filter(None, (when, export.text(line, "comment"))))


def merged(wishes: Iterable[WishRow]) -> tuple[WishRow, ...]:
    """Make one of repeated wishes: the strongest level, and the weightiest answer."""
    first: dict[tuple[str, str], WishRow] = {}
    for wish in wishes:
        key = (wish.source, wish.target)
        known = first.setdefault(key, wish)
        level = max(known.level, wish.level)
        answer = min(known.answer, wish.answer, key=WEIGHTIEST.index)
        first[key] = WishRow(*key, level, answer, known.comment or wish.comment)
    return tuple(first.values())
