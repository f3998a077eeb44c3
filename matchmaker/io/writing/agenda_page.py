"""The agenda of one person as a page of A4: who they are, then a timeline of each day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.events import Item, Participant
from matchmaker.io.telling.clocks import span, span_of_meeting
from matchmaker.io.telling.marks import Marks
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import Day, Entry, days, label
from matchmaker.io.writing.cells import put_text
from matchmaker.io.writing.page import lines_of, set_up_page
from matchmaker.io.writing.styles import ACCENT, INK, LINE, QUIET, WARNING, WHITE, arial
from matchmaker.schedule import Meeting
from matchmaker.summary import version_line

WIDTHS = {"A": 15, "B": 24, "C": 52}
"""Time, place and partner; together as wide as the page."""
WIDTH = sum(WIDTHS.values())
PAGE_HEIGHT = 740
"""Points of height there are on A4 between the margins."""
MARK_LINE = 16
"""Points of height of a line that says what is new."""
TIGHTEST = 0.68
"""How far the rows of a full agenda may be squeezed before their text is."""


@dataclass(frozen=True)
class Look:
    """How a text looks."""

    font: Font
    alignment: Alignment
    fill: PatternFill | None = None


def look(
    size: float,
    color: str = INK,
    *,
    vertical: str = "center",
    fill: PatternFill | None = None,
    is_bold: bool = False,
    indent: int = 0,
) -> Look:
    """Describe a look; text too long for its place is shrunk rather than cut."""
    return Look(
        arial(size, is_bold=is_bold, color=color),
        Alignment(vertical=vertical, horizontal="left", indent=indent, shrink_to_fit=True),
        fill,
    )


EVENT = look(10, ACCENT)
NAME = look(20, is_bold=True)
ORIGIN = look(11, QUIET)
DRAFT = look(11, WHITE, is_bold=True, indent=1, fill=PatternFill("solid", fgColor=WARNING))
DAY = look(13, ACCENT, is_bold=True)
TIME = look(11, ACCENT, vertical="bottom", is_bold=True)
PLACE = look(11, vertical="bottom")
PARTNER = look(11, vertical="bottom", is_bold=True)
DETAIL = look(9, QUIET, vertical="top")
MARK = Look(
    arial(9, is_bold=True, color=WARNING),
    Alignment(vertical="bottom", horizontal="left", wrap_text=True),
)
NEWS = Look(
    arial(10, is_bold=True, color=WARNING),
    Alignment(vertical="center", horizontal="left", wrap_text=True),
)
ITEM = look(10, QUIET)
VERSION = look(8, QUIET)
NOTE = Look(arial(11), Alignment(vertical="center", wrap_text=True))

DAY_RULE = Border(bottom=Side(style="medium", color=ACCENT))
ENTRY_RULE = Border(bottom=Side(style="thin", color=LINE))


@dataclass(frozen=True)
class PageLine:
    """A row of the page: texts from the left, the last of which takes the rest of the width."""

    height: float
    texts: tuple[tuple[str, Look], ...] = ()
    rule: Border | None = None
    starts_page: bool = False
    link: str = ""
    """Where a click on the last text leads."""


@dataclass(frozen=True)
class AgendaPage:
    """The agenda of one person, in their language."""

    report: Report
    participant: str
    is_draft: bool
    marks: Marks = field(default_factory=Marks)

    def write(self, sheet: Worksheet, row: int = 1) -> int:
        """Write the page from a row on; returns its last row."""
        squeeze = min(1, max(TIGHTEST, PAGE_HEIGHT / tallest(self.lines)))
        for number, line in enumerate(self.lines, row):
            sheet.row_dimensions[number].height = round(line.height * squeeze, 1)
            write_line(sheet, number, line)
        return row + len(self.lines) - 1

    @cached_property
    def lines(self) -> tuple[PageLine, ...]:
        """Everything from top to bottom, on one page if it can be squeezed into one."""
        lines = tuple(self._lines(is_long=False))
        is_long = tallest(lines) * TIGHTEST > PAGE_HEIGHT
        return tuple(self._lines(is_long=True)) if is_long else lines

    def _lines(self, *, is_long: bool) -> Iterator[PageLine]:
        """Give everything; a long agenda has each day on a page of its own, under the name."""
        yield from self._head()
        yield from self._news()
        yield from self._note()
        for number, day in enumerate(days(self.report, self.participant)):
            if is_long and number:
                yield PageLine(24, ((self._person.name, ORIGIN),), starts_page=True)
            yield from self._day(day)
        yield PageLine(24, ((version_line(self.report.plan, self.report.words), VERSION),))

    @property
    def _person(self) -> Participant:
        return self.report.person(self.participant)

    def _head(self) -> Iterator[PageLine]:
        """Say whose agenda it is, of what, and whether it holds."""
        words, person = self.report.words, self._person
        event = words("agenda.of", event=self.report.plan.event.name)
        yield PageLine(18, ((event, EVENT),))
        yield PageLine(32, ((person.name, NAME),))
        yield PageLine(18, ((f"{self.report.origin(person)} · {person.id}", ORIGIN),))
        if self.is_draft:
            yield PageLine(8)
            yield PageLine(26, ((words("agenda.draft"), DRAFT),))
        yield PageLine(12)

    def _news(self) -> Iterator[PageLine]:
        """Say since when there are changes, and which meetings are no more."""
        for line in (*self.marks.head, *(mark.line for mark in self.marks.gone)):
            yield PageLine(MARK_LINE * lines_of(line, WIDTH), ((line, NEWS),))
        if self.marks.head:
            yield PageLine(12)

    def _note(self) -> Iterator[PageLine]:
        """Say whom else they represent, and so kindly where there are no meetings."""
        also = self.report.also(self.participant)
        if also:
            yield PageLine(32, ((also, NOTE),))
        if not self.report.has_meetings(self.participant):
            yield PageLine(44, ((self.report.no_meetings(self.participant), NOTE),))

    def _day(self, day: Day) -> Iterator[PageLine]:
        yield PageLine(26, ((day.title(self.report.words), DAY),), DAY_RULE)
        for entry in day.entries:
            yield from self._entry(entry)
        yield PageLine(14)

    def _entry(self, entry: Entry) -> Iterator[PageLine]:
        if isinstance(entry.what, Item):
            yield from self._item(entry, entry.what)
        else:
            yield from self._meeting(entry.what, entry.participant)

    def _item(self, entry: Entry, item: Item) -> Iterator[PageLine]:
        """Take a row, and one more that says where the clocks are, for somebody online."""
        when = span(self.report, entry.start, entry.end, self._person)
        yield PageLine(
            22, ((when.time, ITEM), (label(item, self.report), ITEM)), _rule(when.places)
        )
        yield from _details(when.places)

    def _meeting(self, meeting: Meeting, participant: str) -> Iterator[PageLine]:
        """Take two rows: when, where and whom, and below the area and where they come from.

        Further ones say for whom it is, where somebody is there for several organisations; of a
        meeting online where the clocks are, and its link; the address of somebody's own place.
        """
        report = self.report
        partner = report.person(meeting.partner_of(participant))
        behalf = report.on_behalf(participant)
        when = span_of_meeting(report, meeting, self._person)
        if mark := self.marks.of(meeting):
            height = MARK_LINE * lines_of(mark.line, WIDTH - WIDTHS["A"])
            yield PageLine(height, (("", MARK), (mark.line, MARK)))
        link, detail = report.link(meeting), report.detail(meeting)
        area, address = ("", detail) if meeting.table is None else (detail, "")
        more = tuple(filter(None, (address, when.places, link)))
        yield PageLine(
            20, ((when.time, TIME), (report.place(meeting), PLACE), (partner.name, PARTNER))
        )
        below = (("", DETAIL), (area, DETAIL), (report.origin(partner), DETAIL))
        yield PageLine(18, below, _rule(behalf, *more))
        if behalf:
            behalf_line = (("", DETAIL), ("", DETAIL), (behalf, DETAIL))
            yield PageLine(18, behalf_line, _rule(*more))
        yield from _details(*more, link=link)


def _details(*texts: str, link: str = "") -> Iterator[PageLine]:
    """Give further rows of an entry, each beside the time; one of them may be a link."""
    there = tuple(filter(None, texts))
    for number, text in enumerate(there, 1):
        rule, leads_to = _rule(*there[number:]), link if text == link else ""
        yield PageLine(18, (("", DETAIL), (text, DETAIL)), rule, link=leads_to)


def _rule(*following: str) -> Border | None:
    """Draw a line below the last row of an entry: one that nothing follows."""
    return None if any(following) else ENTRY_RULE


def tallest(lines: Iterable[PageLine]) -> float:
    """Compute the height in points of the tallest page that lines make."""
    heights = [0.0]
    for line in lines:
        if line.starts_page:
            heights.append(0.0)
        heights[-1] += line.height
    return max(heights)


def write_line(sheet: Worksheet, row: int, line: PageLine) -> None:
    """Write a row of a page."""
    if line.starts_page:
        sheet.row_breaks.append(Break(id=row - 1))
    looks = [appearance for _, appearance in line.texts]
    for column, (text, _) in enumerate(line.texts, 1):
        put_text(sheet.cell(row, column), text)
    if line.link:
        sheet.cell(row, len(line.texts)).hyperlink = line.link
    if looks:
        # The rest of the row belongs to the last text.
        looks += looks[-1:] * (len(WIDTHS) - len(looks))
        merge(sheet, row, len(line.texts))
    for column, appearance in enumerate(looks, 1):
        paint(sheet.cell(row, column), appearance, line.rule)


def paint(cell: Cell | MergedCell, appearance: Look, rule: Border | None) -> None:
    """Give a cell its look."""
    cell.font, cell.alignment = appearance.font, appearance.alignment
    if rule:
        cell.border = rule
    if appearance.fill:
        cell.fill = appearance.fill


def merge(sheet: Worksheet, row: int, first: int) -> None:
    """Merge the cells of a row from a column to the right edge of the page."""
    if first < len(WIDTHS):
        area = CellRange(min_col=first, min_row=row, max_col=len(WIDTHS), max_row=row)
        # `Worksheet.merge_cells` asks every earlier one first whether they overlap.
        sheet.merged_cells.ranges.add(area)


def add_sheet(book: Workbook, title: str) -> Worksheet:
    """Add an empty sheet whose columns are as wide as a page of A4."""
    sheet: Worksheet = book.create_sheet(title)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    set_up_page(sheet, is_landscape=False)
    # Excel passes over page breaks where a sheet is to fit the page.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.sheet_view.showGridLines = False
    sheet.print_options.horizontalCentered = True
    return sheet
