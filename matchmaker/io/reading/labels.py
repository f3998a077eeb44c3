"""Clusters, types and areas: values that differ only in what does not count are one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from matchmaker.io.reading.alike import Groups, similar
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, Rows, heading_of
from matchmaker.text import fold_value

SHARED = (
    (("organisations", "cluster"), ("participants", "cluster")),
    (("organisations", "type"), ("participants", "organisation_type")),
    (("participants", "participation_type"),),
    (("participants", "areas"),),
)
"""The columns, by sheet and key, that hold values of one kind."""
SIGNS = {"++": "plusplus", "#": "sharp"}
"""Signs that tell two values apart: `C`, `C++` and `C#`."""

Sheets = Mapping[str, Rows]


@dataclass(frozen=True)
class Labelled:
    """A value, and a cell where it stands."""

    value: str
    row: Row
    column: str


def with_one_spelling(
    organisations: Rows, participants: Rows, findings: Findings
) -> tuple[Rows, Rows]:
    """Write each value as it is first written, and warn of those that are nearly the same.

    Parameters
    ----------
    organisations, participants : tuple of Row
        The rows of the two sheets.
    findings : Findings
        Takes the warnings.

    Returns
    -------
    tuple of Rows, tuple of Rows
        The same rows; values that differ in case, accents, spaces or in signs that tell
        nothing are one.
    """
    sheets: dict[str, Rows] = {"organisations": organisations, "participants": participants}
    for columns in SHARED:
        written = [w for sheet, key in columns for w in _written(sheets[sheet], key)]
        first: dict[str, str] = {}
        for each in written:
            first.setdefault(key_of(each.value), each.value)
        for sheet, key in columns:
            sheets[sheet] = tuple(_rewritten(row, key, first) for row in sheets[sheet])
        _find_similar(written, first, findings)
    return sheets["organisations"], sheets["participants"]


def _written(rows: Rows, column: str) -> Iterator[Labelled]:
    for row in rows:
        cell = row.cells[column]
        for value in cell if isinstance(cell, tuple) else (cell,) if cell else ():
            yield Labelled(value, row, column)


def key_of(value: str) -> str:
    """Reduce a value to what counts when it is compared."""
    return fold_value(value) or value


def _spelt(value: str) -> str:
    for sign, word in SIGNS.items():
        value = value.replace(sign, word)
    return value.casefold()


def _rewritten(row: Row, column: str, first: Mapping[str, str]) -> Row:
    cell = row.cells[column]
    if isinstance(cell, tuple):
        value: object = tuple(dict.fromkeys(first[key_of(each)] for each in cell))
    else:
        value = first[key_of(cell)] if cell else cell
    return row if value == cell else replace(row, cells={**row.cells, column: value})


def _find_similar(written: list[Labelled], first: Mapping[str, str], findings: Findings) -> None:
    """Warn once of all values that may be meant to be one, at the first cell of a rarer one."""
    counts = Counter(first[key_of(each.value)] for each in written)
    by_name = {_spelt(value): value for value in counts}
    groups = Groups()
    for one, other in similar(by_name, by_name):
        groups.join(by_name[one], by_name[other])
    for name, *rest in groups.all(sorted(counts, key=lambda value: -counts[value])):
        at = next(each for each in written if first[key_of(each.value)] in rest)
        findings.warning(
            "similar_values",
            at.row.place(at.column),
            heading=heading_of(at.row.sheet, at.column),
            names="; ".join((name, *rest)),
        )
