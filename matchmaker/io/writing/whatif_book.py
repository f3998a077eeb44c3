"""What scenarios would bring, as a workbook: what is short with a picture of it, and a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.events import Event
from matchmaker.io.plans.disk import replace_bytes
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.page import book_called, fit_heights, put, saved, set_up_page
from matchmaker.io.writing.styles import ACCENT, Form, add_styles
from matchmaker.prospects import bottleneck_line, prospect_lines, prospect_notes, scenario_line
from matchmaker.scenarios import Bottleneck, Figures, Prospect
from matchmaker.text import Words


@dataclass(frozen=True)
class WhatIfs:
    """What was found of the scenarios of an event, the event as it is first."""

    event: Event
    prospects: tuple[Prospect, ...]
    bottleneck: Bottleneck


COLUMNS = (
    *(("scenario", 32), ("points_change", 11), ("points_most", 11), ("points_plan", 11)),
    *(("wishes_most", 13), ("wishes_plan", 13), ("below_most", 13), ("below_plan", 13)),
    *(("name", 18), ("note", 60)),
)
"""The columns of the list, and how wide each is."""
SENTENCES = frozenset({"scenario", "name", "note"})
CHANGES = 2
"""The column that the picture is of."""
HEADING_HEIGHT = 44
"""Of three lines, in points."""
ROW_OF_CHART = 0.55
"""Height of a bar and its gap, in centimetres."""


def write_what_ifs(found: WhatIfs, path: Path, words: Words) -> None:
    """Write the workbook, as a whole or not at all."""
    book = book_called(found.event.name)
    add_styles(book, words)
    front = book.create_sheet(words("whatif.sheet.bottleneck"))
    listed = _write_list(book, found, words)
    _write_front(front, listed, found, words)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(path, saved(book), is_shared=True)


def _write_list(book: Workbook, found: WhatIfs, words: Words) -> Worksheet:
    sheet: Worksheet = book.create_sheet(words("whatif.sheet.scenarios"))
    for column, (key, width) in enumerate(COLUMNS, 1):
        form = Form.HEADING if key in SENTENCES else Form.NUMBER_HEADING
        put(sheet, 1, column, words(f"whatif.sheet.{key}"), form)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, prospect in enumerate(found.prospects, 2):
        values = _values(prospect, found.prospects[0].most, words)
        for column, (key, _width) in enumerate(COLUMNS, 1):
            form = Form.SENTENCE if key in SENTENCES else Form.NUMBER
            put(sheet, row, column, values.get(key), form)
    fit_heights(sheet)
    sheet.row_dimensions[1].height = HEADING_HEIGHT
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, is_landscape=True)
    return sheet


def _values(prospect: Prospect, as_is: Figures | None, words: Words) -> dict[str, Value]:
    """Give what a row has; what was not worked out is empty."""
    values: dict[str, Value] = {
        "name": str(prospect.scenario),
        "scenario": scenario_line(prospect.scenario, words),
        "note": "; ".join(prospect_notes(prospect, words)),
    }
    for kind, figures in (("most", prospect.most), ("plan", prospect.plan)):
        for key in ("points", "wishes", "below") if figures else ():
            values[f"{key}_{kind}"] = getattr(figures, key)
    if prospect.most and as_is and prospect.scenario.alterations:
        values["points_change"] = prospect.most.points - as_is.points
    return values


def _write_front(sheet: Worksheet, listed: Worksheet, found: WhatIfs, words: Words) -> None:
    """Say what is short, show it, and say what the figures mean."""
    sheet.column_dimensions["A"].width = 110
    put(sheet, 1, 1, found.event.name, Form.HEADING)
    for row, line in enumerate(_lines(found, words), 2):
        put(sheet, row, 1, line, Form.SENTENCE)
    fit_heights(sheet)
    if any(p.most and p.scenario.alterations for p in found.prospects):
        sheet.add_chart(_chart(listed, words), f"A{sheet.max_row + 2}")
    set_up_page(sheet, is_landscape=False)


def _lines(found: WhatIfs, words: Words) -> Iterator[str]:
    yield bottleneck_line(found.bottleneck, found.event, words)
    yield words("whatif.bounds")
    yield from prospect_lines(found.prospects, found.event, words)


def _chart(listed: Worksheet, words: Words) -> BarChart:
    """Draw a bar of each change, in the order of the list; what has no figures has none."""
    chart = BarChart()
    chart.type, chart.legend, chart.gapWidth = "bar", None, 40
    chart.title = words("whatif.sheet.chart")
    last = listed.max_row
    chart.add_data(Reference(listed, min_col=CHANGES, min_row=3, max_row=last))
    chart.set_categories(Reference(listed, min_col=1, min_row=3, max_row=last))
    chart.series[0].graphicalProperties.solidFill = ACCENT
    chart.series[0].invertIfNegative = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = 20, 4 + ROW_OF_CHART * last
    return chart
