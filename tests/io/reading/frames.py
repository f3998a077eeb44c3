"""Workbooks as DataFrames: `frames(fair())` gives what `m.event` takes."""

import pandas as pd

from matchmaker.text import recognise


def frame(rows):
    """Make a DataFrame of rows, the first of which is the header; labels are as Excel counts."""
    headings, *rest = rows
    cells = [[*row, *[None] * (len(headings) - len(row))] for row in rest]
    return pd.DataFrame(cells, columns=headings, index=pd.RangeIndex(2, len(cells) + 2))


def frames(sheets):
    """Make DataFrames and settings of the sheets of a workbook, by the key of each."""
    by_key = {recognise("sheet", title): rows for title, rows in sheets.items()}
    settings = dict(row[:2] for row in by_key.pop("event")[1:])
    return {key: frame(rows) for key, rows in by_key.items()}, settings
