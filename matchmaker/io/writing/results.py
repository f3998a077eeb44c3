"""Results as a workbook: each figure a formula over the tables it is counted from, and charts.

It is written with XlsxWriter, which keeps the value of a formula beside it: so figures are there
also where nothing is calculated, as in a preview or on a telephone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from matchmaker.indicators import (
    Cell,
    Count,
    Distinct,
    Evenly,
    Indicator,
    Line,
    Measure,
    Ratings,
    Share,
    Subject,
    Sum,
)
from matchmaker.io.telling.results import Figure, ResultsReport, is_share
from matchmaker.io.writing.cells import as_kept
from matchmaker.io.writing.styles import ACCENT, LINE, QUIET

LONGEST_TITLE = 31
"""Letters that Excel allows in the name of a sheet."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
FUNNEL = ("possible", "planned", "held", "followed_up", "agreed")
"""What the chart of the funnel shows."""
WIDEST = 40


def results_workbook(report: ResultsReport) -> bytes:
    """Make the workbook, in the language of the report."""
    content = BytesIO()
    book = Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    _Writer(report, book).write()
    book.close()
    return content.getvalue()


@dataclass(frozen=True)
class _Ranges:
    """Where the columns of a table stand."""

    title: str
    letters: Mapping[str, str]
    rows: int

    def of(self, column: str) -> str:
        """Name the cells of a column."""
        letter = self.letters[column]
        return f"'{self.title}'!${letter}$2:${letter}${max(2, self.rows + 1)}"

    @property
    def first(self) -> str:
        """Name the cells of the first column, in which every row has something."""
        return self.of(next(iter(self.letters)))


class _Writer:
    def __init__(self, report: ResultsReport, book: Workbook) -> None:
        self._report, self._book = report, book
        self._below = 0
        say = report.words
        tables = report.results.tables
        self._rows = {sheet: report.rows(tables.of(sheet)) for sheet in Subject}
        self._ranges = {
            sheet: _Ranges(say(f"results.sheet.{sheet}"), _letters(rows), len(rows))
            for sheet, rows in self._rows.items()
        }
        plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self._forms = {
            "title": book.add_format(
                {**plain, "bold": True, "font_size": 16, "font_color": f"#{ACCENT}"}
            ),
            "quiet": book.add_format({**plain, "font_color": f"#{QUIET}", "text_wrap": True}),
            "head": book.add_format(
                {
                    **plain,
                    "bold": True,
                    "font_color": "white",
                    "bg_color": f"#{ACCENT}",
                    "text_wrap": True,
                }
            ),
            "section": book.add_format(
                {**plain, "bold": True, "bottom": 1, "bottom_color": f"#{LINE}"}
            ),
            "text": book.add_format({**plain, "text_wrap": True}),
            "number": book.add_format({**plain, "num_format": "#,##0"}),
            "mark": book.add_format({**plain, "num_format": "0.00"}),
            "share": book.add_format({**plain, "num_format": "0.0%"}),
        }

    def write(self) -> None:
        """Write every sheet: the figures first, what they are counted from last."""
        rows = self._write_figures()
        charts = self._add(self._report.words("results.sheet.charts"))
        self._draw(charts, self._report.words("results.section.funnel"), self._funnel(rows))
        for column in self._report.by:
            people = self._write_matrix(column)
            title = self._report.words("results.people_by", column=self._report.dimension(column))
            self._draw(charts, title, people)
        self._write_quality()
        for sheet in Subject:
            self._write_table(sheet)

    def _write_figures(self) -> Mapping[str, int]:
        """Write every indicator with its formula; tell in which row each is."""
        report, say = self._report, self._report.words
        sheet = self._add(say("results.sheet.figures"))
        self._figures = sheet
        sheet.write_string(0, 0, as_kept(report.title), self._forms["title"])
        is_answered = report.results.is_answered
        basis = say("results.basis" if is_answered else "results.basis_planned")
        sheet.merge_range(1, 0, 1, 4, basis, self._forms["quiet"])
        sheet.set_row(1, 30)
        heads = ("indicator", "value", "share", "target", "definition")
        for number, key in enumerate(heads):
            sheet.write_string(3, number, say(f"results.head.{key}"), self._forms["head"])
        rows, row = dict[str, int](), 4
        for section, told in report.sections.items():
            sheet.write_string(row, 0, say(f"results.section.{section}"), self._forms["section"])
            for each in told:
                row += 1
                rows[each.key] = row
                self._write_indicator(sheet, row, each)
            row += 1
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 3, 11)
        sheet.set_column(4, 4, 70)
        sheet.freeze_panes(4, 1)
        return rows

    def _write_indicator(self, sheet: Worksheet, row: int, told: Figure) -> None:
        measure, results = told.indicator.measure, self._report.results
        form = _form(told.indicator)
        value, share = results.value(told.indicator), results.share(told.indicator)
        sheet.write_string(row, 0, told.label, self._forms["text"])
        sheet.write_formula(row, 1, f"={self._formula(measure)}", self._forms[form], _cached(value))
        if told.indicator.of is not None:
            whole = self._formula(told.indicator.of)
            formula = f'=IF({whole}=0,"",{self._formula(measure)}/{whole})'
            sheet.write_formula(row, 2, formula, self._forms["share"], _cached(share))
        if told.target is not None:
            sheet.write_number(row, 3, told.target, self._forms["number"])
        sheet.write_string(row, 4, told.definition, self._forms["quiet"])

    def _formula(self, measure: Measure) -> str:
        """Say a measure as Excel counts it."""
        match measure:
            case Count(sheet, where):
                return self._count(sheet, where)
            case Sum(sheet, column):
                return f"SUM({self._ranges[sheet].of(column)})"
            case Distinct(sheet, column):
                cells = self._ranges[sheet].of(column)
                return f'SUMPRODUCT(({cells}<>"")/COUNTIF({cells},{cells}&""))'
            case Share(part, whole):
                return f"{self._formula(part)}/{self._formula(whole)}"
            case Evenly(what):
                return self._evenly(what)
            case Ratings(what, columns):
                return self._marks(what, columns)

    def _count(self, sheet: Subject, where: tuple[tuple[str, Cell], ...]) -> str:
        ranges = self._ranges[sheet]
        if not where:
            return f"COUNTA({ranges.first})"
        told = (
            f"{ranges.of(column)},{_criterion(self._report.shown(column, value))}"
            for column, value in where
        )
        return f"COUNTIFS({','.join(told)})"

    def _evenly(self, what: str) -> str:
        cells = self._ranges[Subject.PEOPLE].of("share")
        if what == "gini":
            ranks = f'ROW(INDIRECT("1:"&COUNT({cells})))'
            ranked = f"SUMPRODUCT((2*{ranks}-COUNT({cells})-1)*SMALL({cells},{ranks}))"
            return f"IF(SUM({cells})=0,0,{ranked}/(COUNT({cells})*SUM({cells})))"
        formulas = {"least": f"MIN({cells})", "median": f"MEDIAN({cells})"}
        return f'IF(COUNT({cells})=0,"",{formulas.get(what, f"QUARTILE({cells},1)")})'

    def _marks(self, what: str, columns: tuple[str, ...]) -> str:
        cells = ",".join(self._ranges[Subject.MEETINGS].of(column) for column in columns)
        name = {"mean": "AVERAGE", "spread": "STDEVP"}.get(what, "COUNT")
        return f"COUNT({cells})" if what == "n" else f'IF(COUNT({cells})=0,"",{name}({cells}))'

    def _write_matrix(self, column: str) -> "_Series":
        """Write how many meetings there were between each two groups, and how many people.

        Each two groups have one cell, above the diagonal, so that all together are all meetings.
        """
        report, forms = self._report, self._forms
        counts = report.results.matrix(column)
        groups = sorted({report.group(column, value) for pair in counts for value in pair})
        shown = {
            tuple(sorted((report.group(column, one), report.group(column, other)))): count
            for (one, other), count in counts.items()
        }
        sheet = self._add(report.dimension(column))
        title = report.words("results.matrix", column=report.dimension(column))
        sheet.write_string(0, 0, as_kept(title), forms["section"])
        sheet.write_formula(1, 0, self._total(len(groups)), forms["number"], sum(counts.values()))
        for number, group in enumerate(groups, 1):
            sheet.write_string(2, number, as_kept(group), forms["head"])
            sheet.write_string(number + 2, 0, as_kept(group), forms["head"])
        for across, other in enumerate(groups, 1):
            for down, one in enumerate(groups[:across], 1):
                formula = self._cell_of_matrix(column, down, across)
                value = shown.get((one, other), 0)
                sheet.write_formula(down + 2, across, formula, forms["number"], value)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, max(1, len(groups)), 12)
        sheet.freeze_panes(3, 1)
        return self._write_groups(sheet, column, len(groups) + 5)

    def _write_groups(self, sheet: Worksheet, column: str, top: int) -> "_Series":
        """Write how many people each group has, the largest first."""
        report, cells = self._report, self._ranges[Subject.PEOPLE].of(column)
        title = report.words("results.people_by", column=report.dimension(column))
        sheet.write_string(top, 0, as_kept(title), self._forms["section"])
        groups = report.results.groups(column)
        order = sorted(groups, key=lambda group: (-groups[group], report.group(column, group)))
        for row, group in enumerate(order, top + 1):
            sheet.write_string(row, 0, as_kept(report.group(column, group)), self._forms["text"])
            criterion = f"$A{row + 1}" if group else '""'
            formula = f"=SUMPRODUCT(--({cells}={criterion}))"
            sheet.write_formula(row, 1, formula, self._forms["number"], groups[group])
        return _Series(sheet.get_name(), tuple(range(top + 1, top + 1 + len(order))))

    def _total(self, groups: int) -> str:
        last = xl_col_to_name(max(1, groups))
        return f"=SUM(B4:{last}{max(4, groups + 3)})"

    def _cell_of_matrix(self, column: str, down: int, across: int) -> str:
        """Count the meetings of two groups, whichever of the two is A."""
        ranges = self._ranges[Subject.MEETINGS]
        counted, a, b = (ranges.of(c) for c in ("counted", f"{column}_a", f"{column}_b"))
        one, other = f"$A{down + 3}", f"{xl_col_to_name(across)}$3"
        there, back = f"({a}={one})*({b}={other})", f"({a}={other})*({b}={one})"
        either = there if down == across else f"({there}+{back})"
        return f"=SUMPRODUCT(({counted}=1)*{either})"

    def _write_quality(self) -> None:
        """Write how good each plan was, and what is proven of it."""
        say, forms = self._report.words, self._forms
        sheet = self._add(say("results.sheet.quality"))
        heads = ("event", "points", "bound", "people", "below_floor")
        for number, key in enumerate(heads):
            sheet.write_string(0, number, say(f"results.quality.{key}"), forms["head"])
        for row, one in enumerate(self._report.results.quality, 1):
            sheet.write_string(row, 0, as_kept(one.event), forms["text"])
            for number, value in enumerate((one.points, one.bound, one.people, one.below_floor), 1):
                sheet.write_number(row, number, value, forms["number"])
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 4, 16)

    def _write_table(self, key: Subject) -> None:
        report, rows = self._report, self._rows[key]
        sheet = self._add(self._ranges[key].title)
        for number, column in enumerate(_columns(rows)):
            values = [row[column] for row in rows]
            sheet.write_string(0, number, as_kept(report.heading(column)), self._forms["head"])
            for row, value in enumerate(values, 1):
                _write_cell(sheet, row, number, value, self._forms)
            longest = max((len(str(value or "")) for value in values), default=0)
            sheet.set_column(number, number, min(WIDEST, max(10, longest + 2)))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(_columns(rows)) - 1))

    def _add(self, title: str) -> Worksheet:
        """Add a sheet whose title no other has."""
        clean = " ".join(title.translate(FORBIDDEN).split())[:LONGEST_TITLE] or "-"
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        names = chain([clean], (f"{clean[: LONGEST_TITLE - 4]} {n}" for n in range(2, 100)))
        name = next(name for name in names if name.casefold() not in taken)
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(
            f"&L{name}&R{self._report.words('output.page.footer', page='&P', pages='&N')}"
        )
        return sheet

    def _funnel(self, rows: Mapping[str, int]) -> "_Series":
        """Give the way from wishes to agreements, as far as it is known."""
        return _Series(self._figures.get_name(), tuple(rows[key] for key in FUNNEL if key in rows))

    def _draw(self, sheet: Worksheet, title: str, series: "_Series") -> None:
        """Draw a chart of bars, the first on top, below those that are there."""
        chart = self._book.add_chart({"type": "bar"})
        look = {"fill": {"color": f"#{ACCENT}"}, "data_labels": {"value": True}, "gap": 50}
        chart.add_series({"categories": series.cells("A"), "values": series.cells("B"), **look})
        chart.set_title({"name": title, "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        height = CHART + BAR * len(series.rows)
        chart.set_size({"width": CHART_WIDTH, "height": height})
        sheet.insert_chart(self._below // ROW, 0, chart, {"description": title})
        self._below += height + ROW


CHART_WIDTH, CHART, BAR, ROW = 640, 110, 24, 20
"""Pixels: of a chart, of what is around its bars, of a bar, and of a row of a sheet."""


@dataclass(frozen=True)
class _Series:
    """What a chart is drawn of: names in column A, figures in column B.

    Parameters
    ----------
    sheet : str
        The name of the sheet.
    rows : tuple of int
        Its rows, from 0.
    """

    sheet: str
    rows: tuple[int, ...]

    def cells(self, letter: str) -> str:
        """Name the cells of a column."""
        cells = (f"'{self.sheet}'!${letter}${row + 1}" for row in self.rows)
        first, last = self.rows[0], self.rows[-1]
        if last - first == len(self.rows) - 1:
            return f"='{self.sheet}'!${letter}${first + 1}:${letter}${last + 1}"
        return f"=({','.join(cells)})"


def _letters(rows: Sequence[Line]) -> Mapping[str, str]:
    return {column: xl_col_to_name(number) for number, column in enumerate(_columns(rows))}


def _columns(rows: Sequence[Line]) -> tuple[str, ...]:
    return tuple(rows[0]) if rows else ("person",)


def _form(indicator: Indicator) -> str:
    """Tell how a figure is written."""
    measure = indicator.measure
    if is_share(indicator):
        return "share"
    is_mark = isinstance(measure, Ratings | Evenly) and measure.what != "n"
    return "mark" if is_mark else "number"


def _criterion(value: Cell) -> str:
    if isinstance(value, str):
        escaped = value.replace('"', '""')
        return f'"{escaped}"'
    return str(value)


def _cached(value: Any) -> Any:  # noqa: ANN401 - whatever a figure is
    return "" if value is None else float(value)


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: Cell, forms: Mapping[str, Any]
) -> None:
    if isinstance(value, float):
        sheet.write_number(row, column, value, forms["share"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, forms["number"])
    elif value:
        sheet.write_string(row, column, as_kept(value), forms["text"])


def results_csv(report: ResultsReport) -> str:
    """Make `indicator;group;value` of everything: figures, shares, groups and matrices."""
    lines = [
        ";".join(report.words(f"results.csv.{key}") for key in ("indicator", "group", "value"))
    ]
    lines += [";".join(map(csv_cell, line)) for line in _flat(report)]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _flat(report: ResultsReport) -> Iterator[tuple[str, str, str]]:
    small = report.words("results.fewer")
    for told in chain.from_iterable(report.sections.values()):
        yield told.label, "", told.value.replace("\u00a0", " ")
        if told.share:
            yield told.label, "%", told.share.removesuffix(" %")
    for column in report.by:
        people = report.words("results.people_by", column=report.dimension(column))
        for group, count in report.public_groups(column).items():
            yield people, group, small if count is None else str(count)
        meetings = report.words("results.matrix", column=report.dimension(column))
        for (one, other), count in report.public_matrix(column).items():
            yield meetings, f"{one} × {other}", str(count)


def csv_cell(cell: str) -> str:
    """Write a cell that is no formula, whatever program opens it."""
    text = " ".join(cell.split())
    text = f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
    return f'"{text.replace(chr(34), 2 * chr(34))}"' if {";", '"'} & set(text) else text
