"""The tables of results as DataFrames."""

from fractions import Fraction

import pandas as pd

from matchmaker.indicators import Subject
from matchmaker.io.telling.results import ResultsReport


def results_frame(report: ResultsReport, name: str) -> pd.DataFrame:
    """Give a table of results as a DataFrame.

    Parameters
    ----------
    report : ResultsReport
        The results in the words of a language.
    name : str
        `figures`, `people`, `meetings`, or a column by which meetings are told apart.
    """
    if name == "figures":
        return _figures(report)
    if name in list(Subject):
        rows = report.rows(report.results.tables.of(Subject(name)))
        frame = pd.DataFrame(list(rows))
        return frame.rename(columns={column: report.heading(column) for column in frame.columns})
    return _matrix(report, name)


def _figures(report: ResultsReport) -> pd.DataFrame:
    figures = [figure for section in report.sections.values() for figure in section]
    values = [report.results.value(figure.indicator) for figure in figures]
    shares = [report.results.share(figure.indicator) for figure in figures]
    columns = {
        "indicator": pd.Series([figure.label for figure in figures], dtype="object"),
        "value": pd.Series([_plain(value) for value in values], dtype="Float64"),
        "share": pd.Series([_plain(share) for share in shares], dtype="Float64"),
        "target": pd.Series([figure.target for figure in figures], dtype="Int64"),
        "definition": pd.Series([figure.definition for figure in figures], dtype="object"),
    }
    return pd.DataFrame(
        {report.words(f"results.head.{key}"): column for key, column in columns.items()}
    )


def _plain(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


def _matrix(report: ResultsReport, column: str) -> pd.DataFrame:
    """Count the meetings between groups, each two in one cell: above the diagonal."""
    cells: dict[tuple[str, str], int] = {}
    for pair, count in report.results.matrix(column).items():
        one, other = sorted(report.group(column, value) for value in pair)
        cells[one, other] = cells.get((one, other), 0) + count
    groups = sorted({group for pair in cells for group in pair})
    rows = [[cells.get((one, other), 0) for other in groups] for one in groups]
    return pd.DataFrame(rows, index=pd.Index(groups), columns=pd.Index(groups), dtype="Int64")
