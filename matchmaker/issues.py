"""What is wrong in the input: data with a place, never a sentence.

Sentences are made at the edges, from `code` and `parameters`, by `matchmaker.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters."""

    ERROR = "error"
    """Nothing is planned until this is corrected."""
    WARNING = "warning"
    """The row is passed over, or used with care."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True)
class Place:
    """Where an issue stands, as Excel names it; in a DataFrame, as pandas does.

    Parameters
    ----------
    file : str
        Name of the file, without its folder; empty for DataFrames.
    sheet : str
        The sheet's own title, in the organiser's language and spelling; empty for the whole file.
    row : int, str or None
        Row as Excel counts it (from 1), or its label in a DataFrame; None for the whole sheet.
    column : str or None
        Column letter, or the heading in a DataFrame; None for the whole row.
    """

    file: str = ""
    sheet: str = ""
    row: int | str | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Give the place as Excel writes it: `Teilnehmer!F14`, `Teilnehmer!14:14`, `Teilnehmer`.

        Of one of many files in a folder, such as the wishes of each person, it names the file:
        `[wishes/P017.xlsx]Wünsche!B3`.
        """
        if not self.sheet:
            return self.file
        if not self.file:
            return self._in_a_frame
        return f"[{self.file}]{self._in_a_sheet}" if "/" in self.file else self._in_a_sheet

    @property
    def _in_a_sheet(self) -> str:
        if self.row is None:
            return (
                self.sheet if self.column is None else f"{self.sheet}!{self.column}:{self.column}"
            )
        cell = f"{self.row}:{self.row}" if self.column is None else f"{self.column}{self.row}"
        return f"{self.sheet}!{cell}"

    @property
    def _in_a_frame(self) -> str:
        """The place as pandas takes it: `Teilnehmer[14, E-Mail]`, `Teilnehmer[14]`."""
        row = ":" if self.row is None else str(self.row)
        if self.column is not None:
            return f"{self.sheet}[{row}, {self.column}]"
        return self.sheet if self.row is None else f"{self.sheet}[{row}]"


@dataclass(frozen=True)
class Issue:
    """Something wrong in the input.

    Parameters
    ----------
    code : str
        What is wrong, e.g. `unknown_person`; the key of its sentence in `matchmaker.text`.
    severity : Severity
        How much it matters.
    place : Place
        Where it stands.
    parameters : mapping of str to str
        What the sentence has to name.
    """

    code: str
    severity: Severity
    place: Place
    parameters: Mapping[str, str] = field(default_factory=dict)
