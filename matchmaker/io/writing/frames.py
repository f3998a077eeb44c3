"""The sheets of a plan as DataFrames: the same headings, with dates and numbers as such."""

from datetime import datetime
from typing import Any

import pandas as pd

from matchmaker.io.telling.report import Report
from matchmaker.io.writing.grid import grid_listing
from matchmaker.io.writing.styles import Form
from matchmaker.io.writing.workbook import LISTINGS, SHEETS
from matchmaker.record import Plan
from matchmaker.summary import facts
from matchmaker.text import Words

TYPES = {Form.DATE: "datetime64[s]", Form.NUMBER: "Int64", Form.SHARE: "Float64"}
"""What the values of a column are, where that is not plain text or a time of day."""


def frame_of(plan: Plan, name: str, words: Words) -> pd.DataFrame:
    """Give a sheet of a plan as a DataFrame.

    Parameters
    ----------
    plan : Plan
        The plan.
    name : str
        One of `SHEETS`.
    words : Words
        The language of headings and sentences.
    """
    report = Report(plan, words)
    if name == "summary":
        return _summary(report)
    listing = grid_listing(report) if name == "grid" else LISTINGS[name]
    rows = list(listing.rows(report))
    needed = listing.needed(report)
    columns = [_column([column.value(r) for r in rows], column.form) for column in needed]
    frame: pd.DataFrame = pd.concat(columns, axis="columns")
    frame.columns = pd.Index([listing.heading(column, report) for column in needed])
    return frame


def _column(values: Any, form: Form) -> Any:  # noqa: ANN401 - pandas has a type for each kind
    if form is Form.DATE:
        values = pd.to_datetime(pd.Series(values, dtype=object))
    return pd.Series(values, dtype=TYPES.get(form, "object"))


def _summary(report: Report) -> pd.DataFrame:
    """List what the plan is and how good it is; moments are by the clocks of the event."""
    told = facts(report.plan, report.words)
    values = [report.local(f.value) if isinstance(f.value, datetime) else f.value for f in told]
    item, value = (report.words(f"output.summary.{key}") for key in ("item", "value"))
    return pd.DataFrame(
        {item: [fact.label for fact in told], value: pd.Series(values, dtype=object)}
    )


__all__ = ["SHEETS", "frame_of"]
