"""Workbooks to fill in after the event: one for the desk, and a form for each person."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.events import Pair
from matchmaker.feedback import RATINGS, Word
from matchmaker.indicators import SECTIONS
from matchmaker.io.reading.columns import column_of
from matchmaker.io.reading.feedback import fold_key
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, read_text
from matchmaker.io.telling.feedback import CHOICES, AskedRow
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.results import is_counted
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.cells import put as put_value
from matchmaker.io.writing.choices import offer_words, words_of
from matchmaker.io.writing.listing import ListColumn, write_column
from matchmaker.io.writing.page import (
    LINE_HEIGHT,
    finish,
    fit_heights,
    lines_of,
    new_workbook,
    put,
    saved,
    set_footer,
    set_up_page,
)
from matchmaker.io.writing.styles import ACCENT, QUIET, Form, add_styles, arial
from matchmaker.text import Words

TO_FILL_IN = PatternFill("solid", start_color="FFF8E1", end_color="FFF8E1")
"""The fill of cells in which something may be written."""
LAST_ROW = 5_000
"""Drop-downs reach down to here."""


def _said(column: str) -> Callable[[AskedRow], Value]:
    return lambda row: row.said(column)


def _nothing(_row: AskedRow) -> None:
    """Leave a cell of a form empty."""


DESK: tuple[ListColumn[AskedRow], ...] = (
    ListColumn("meeting", lambda row: row.name, widest=16),
    ListColumn("date", lambda row: row.date, Form.DATE),
    ListColumn("start", lambda row: row.start, Form.TIME),
    ListColumn("table", lambda row: row.place, widest=12),
    ListColumn("a", lambda row: row.a.id, widest=10),
    ListColumn("a_name", lambda row: row.a.name, widest=22),
    ListColumn("a_organisation", lambda row: row.a.organisation, widest=24),
    ListColumn("b", lambda row: row.b.id, widest=10),
    ListColumn("b_name", lambda row: row.b.name, widest=22),
    ListColumn("b_organisation", lambda row: row.b.organisation, widest=24),
    ListColumn("took_place", lambda row: row.took_place, widest=14),
    ListColumn("rating_a", _said("rating_a"), Form.NUMBER, widest=10),
    ListColumn("rating_b", _said("rating_b"), Form.NUMBER, widest=10),
    ListColumn("next_step", _said("next_step"), widest=20),
    ListColumn("agreement", _said("agreement"), widest=18),
    ListColumn("signed", _said("signed"), Form.DATE),
    ListColumn("after_six_months", _said("after_six_months"), widest=20),
    ListColumn("comment", _said("comment"), widest=30),
)
FORM: tuple[ListColumn[AskedRow], ...] = (
    ListColumn("meeting", lambda row: row.name, widest=14),
    ListColumn("date", lambda row: row.date, Form.DATE),
    ListColumn("start", lambda row: row.start, Form.TIME),
    ListColumn("partner", lambda row: row.partner.name, widest=24),
    ListColumn("partner_organisation", lambda row: row.partner.organisation, widest=26),
    ListColumn("took_place", _nothing, widest=24),
    ListColumn("rating", _nothing, Form.NUMBER, widest=12),
    ListColumn("next_step", _nothing, widest=22),
    ListColumn("agreement", _nothing, widest=18),
)
GIVEN = frozenset(
    [
        *("meeting", "date", "start", "table", "a", "a_name", "a_organisation"),
        *("b", "b_name", "b_organisation", "partner", "partner_organisation"),
    ]
)
"""The columns that nobody is asked to fill in."""
MARKS = tuple(map(str, reversed(RATINGS)))
ANSWER_WIDTHS = {"took_place": 20, "next_step": 20, "agreement": 16, "comment": 30, "signed": 16}
"""Cells that are empty yet need room for the longest word."""


def desk_of(
    report: Report, rows: Iterable[AskedRow], targets: Mapping[str, int] | None = None
) -> bytes:
    """Make the workbook of the desk, one row a meeting, and what was aimed at."""
    book = new_workbook(report)
    add_styles(book, report.words)
    sheet = book.create_sheet(report.words("feedback.sheet.meetings"))
    DESK_LIST.write(sheet, list(rows), report.words)
    fit_heights(sheet)
    finish(sheet, report)
    sheet.freeze_panes = "B2"
    _write_targets(book, report, targets or {})
    return saved(book)


def _write_targets(book: Workbook, report: Report, targets: Mapping[str, int]) -> None:
    """Let the organiser say what was aimed at: a row for each figure that is a number."""
    say = report.words
    sheet = book.create_sheet(say("feedback.sheet.targets"))
    for number, key in enumerate(("indicator", "target"), 1):
        put(sheet, 1, number, say(f"feedback.targets.{key}"), Form.HEADING)
    countable = (each for section in SECTIONS.values() for each in section if is_counted(each))
    for row, indicator in enumerate(countable, 2):
        put(sheet, row, 1, say(f"results.label.{indicator.key}"), Form.TEXT)
        put(sheet, row, 2, targets.get(indicator.key), Form.NUMBER)
        sheet.cell(row, 2).fill = TO_FILL_IN
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 44, 12
    finish(sheet, report, is_landscape=False)


@dataclass(frozen=True)
class _Asking:
    """A list with cells to fill in.

    Parameters
    ----------
    section : str
        Its section of headings.
    columns : tuple of ListColumn
        In order.
    """

    section: str
    columns: tuple[ListColumn[AskedRow], ...]

    def write(self, sheet: Worksheet, rows: Sequence[AskedRow], say: Words, top: int = 1) -> None:
        """Write it from a row on, with drop-downs and a fill where answers are asked for."""
        for number, column in enumerate(self.columns, 1):
            heading = say(f"feedback.{self.section}.{column.key}")
            write_column(sheet, number, column, heading, rows, top=top)
            if column.key not in GIVEN:
                self._ask(sheet, number, column.key, (top + 1, top + len(rows)), say)

    def _ask(
        self, sheet: Worksheet, number: int, key: str, rows: tuple[int, int], say: Words
    ) -> None:
        """Let a column be filled in."""
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width = max(dimension.width, ANSWER_WIDTHS.get(key, 0))
        for row in range(rows[0], rows[1] + 1):
            cell = sheet.cell(row, number)
            cell.fill, cell.protection = TO_FILL_IN, Protection(locked=False)
        section = column_of(f"feedback.{self.section}", key).kind.section
        choices = MARKS if key.startswith("rating") else words_of(section, say)
        offer_words(sheet, f"{letter}{rows[0]}:{letter}{LAST_ROW}", choices)


DESK_LIST, FORM_LIST = _Asking("meetings", DESK), _Asking("form", FORM)


def add_to_desk(path: Path, sheet: Sheet, rows: Iterable[AskedRow]) -> tuple[bytes, int]:
    """Add what is new to the workbook of the desk; no cell in which anything stands is touched.

    Parameters
    ----------
    path : Path
        The workbook.
    sheet : Sheet
        Its list, as it was read.
    rows : iterable of AskedRow
        Every meeting to ask about.

    Returns
    -------
    bytes
        The workbook.
    int
        How many meetings were added.
    """
    book = load_workbook(path)
    there, numbers = book[sheet.title], sheet.numbers
    known = {
        fold_key(read_text(line.cells[numbers["meeting"]])): line.row
        for line in sheet.lines[1:]
        if not is_blank(line.cells[numbers["meeting"]])
    }
    last = max(line.row for line in sheet.lines)
    added = 0
    for row in rows:
        at = known.get(fold_key(row.name))
        if at is None:
            added += 1
            at = last + added
            _add_row(there, at, last, sheet, row)
        elif row.took_place and "took_place" in numbers:
            _fill(there, at, sheet, "took_place", row)
    return saved(book), added


def _add_row(there: Worksheet, at: int, last: int, sheet: Sheet, row: AskedRow) -> None:
    """Write a row that looks like the last one."""
    for number in range(1, there.max_column + 1):
        like = there.cell(last, number)
        if isinstance(like, Cell) and last > sheet.header.row:
            there.cell(at, number)._style = copy(like._style)  # type: ignore[union-attr,attr-defined] # noqa: SLF001
    for key in sheet.numbers:
        _fill(there, at, sheet, key, row)


def _fill(there: Worksheet, at: int, sheet: Sheet, key: str, row: AskedRow) -> None:
    """Write what is known into a cell that is empty."""
    column = next((column for column in DESK if column.key == key), None)
    cell = there.cell(at, sheet.numbers[key] + 1)
    if column and is_blank(cell.value):
        put_value(cell, column.value(row))


def write_form(report: Report, person: str, rows: Sequence[AskedRow], path: Path) -> None:
    """Write the form of one person: on one page, protected but for the answers."""
    say = report.words
    book = new_workbook(report)
    book.properties.subject = report.plan.key_of(person).person
    add_styles(book, say)
    sheet = book.create_sheet(say("feedback.sheet.form"))
    head = _head(report, person)
    FORM_LIST.write(sheet, rows, say, len(head) + 2)
    _write_head(sheet, head)
    sheet.row_dimensions[len(head) + 2].height = 32
    sheet.protection.sheet = True
    set_up_page(sheet, is_landscape=True)
    sheet.page_setup.fitToHeight = 1
    set_footer(sheet, report)
    path.write_bytes(saved(book))


def _write_head(sheet: Worksheet, head: Iterable[tuple[str, Font]]) -> None:
    """Write lines as wide as the list below them."""
    letters = map(get_column_letter, range(1, len(FORM) + 1))
    width = sum(sheet.column_dimensions[letter].width for letter in letters)
    for number, (text, font) in enumerate(head, 1):
        cell, size = sheet.cell(number, 1), float(font.size or SIZE) / SIZE
        put_value(cell, text)
        cell.font, cell.alignment = font, Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(FORM))
        lines = lines_of(text, width / size)
        sheet.row_dimensions[number].height = 4 + LINE_HEIGHT * lines * size


SIZE = 10
"""Of letters by which the width of columns is counted, in points."""


def _head(report: Report, person: str) -> tuple[tuple[str, Font], ...]:
    """Say above a form what it is, whose, and what to do with it."""
    say, event, who = report.words, report.plan.event, report.person(person)
    reply = event.organiser_email or event.organiser or event.name
    return (
        (say("feedback.title", event=event.name), arial(16, is_bold=True, color=ACCENT)),
        (f"{who.name}, {report.origin(who)}", arial(11, is_bold=True)),
        (say("feedback.how", reply=reply), arial(10, color=QUIET)),
    )


def answers_of(report: Report, forms: Mapping[Pair, Mapping[str, Word]]) -> bytes:
    """Make one list of what was said on forms, whose cells only say who by their ids."""
    book = new_workbook(report)
    add_styles(book, report.words)
    sheet = book.create_sheet(report.words("feedback.sheet.form"))
    keys = ("who", "partner", "took_place", "rating", *FORM_ONLY)
    for number, key in enumerate(keys, 1):
        put(sheet, 1, number, report.words(f"feedback.form.{key}"), Form.HEADING)
    lines = ((pair, who, word) for pair, said in forms.items() for who, word in said.items())
    for row, (pair, who, word) in enumerate(lines, 2):
        for number, value in enumerate(_answer(report, pair, who, word), 1):
            put(sheet, row, number, value, Form.DATE if isinstance(value, date) else Form.TEXT)
    return saved(book)


FORM_ONLY = ("next_step", "agreement", "signed", "after_six_months")


def _answer(report: Report, pair: Pair, who: str, word: Word) -> Iterator[Value]:
    """Give the cells of an answer, as the one sees it who gave it."""
    say, side = report.words, "ab"[pair.index(who)]
    yield who
    yield pair[0] if pair[1] == who else pair[1]
    missing = {f"{side}_missing": "me_missing"}.get(str(word.took_place), "other_missing")
    key = missing if str(word.took_place).endswith("_missing") else word.took_place
    yield say(f"value.took_place_own.{key}") if key else None
    yield word.rating_a if side == "a" else word.rating_b
    for column in FORM_ONLY:
        value = getattr(word, column)
        yield say(f"{CHOICES[column]}.{value}") if value and column in CHOICES else value
