"""Somebody's workbook written to from the page, cell by cell, and what was written taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from matchmaker.events import Event
from matchmaker.io.marking.cells import Uncorrectable
from matchmaker.io.marking.correcting import CellField, corrected, row_of
from matchmaker.io.marking.filling import Filling, NoPlaceFor, filled
from matchmaker.io.marking.suggested import TAKEN, OtherSheet
from matchmaker.io.marking.taking import with_taken
from matchmaker.io.plans.disk import replace_bytes
from matchmaker.suggesting.suggestions import Suggestion
from matchmaker.text import words
from matchmaker.workflow.dossiers import Dossier


class NotCorrected(Exception):  # noqa: N818 - says what is in the way
    """A cell cannot be corrected from here.

    Parameters
    ----------
    code : str
        `no_cell`, `formula`, `heading` or `macros`: as of `Uncorrectable`; `no_sheet` or
        `no_column`: there is no place for it; `other_sheet`: the sheet of suggestions is none.
    sheet, column : str
        The keys of what is missing.
    """

    def __init__(self, code: str, sheet: str = "", column: str = "") -> None:
        super().__init__(code, sheet, column)
        self.code = code
        self.sheet = sheet
        self.column = column


class HeldOpen(Exception):  # noqa: N818 - nobody did wrong
    """The workbook is open in another program, which would save over what is written here."""


class SavedMeanwhile(Exception):  # noqa: N818 - nobody did wrong
    """The workbook is not what it was when it was looked at."""


@dataclass(frozen=True)
class CellRow:
    """The row of a cell, as it is written.

    Parameters
    ----------
    fields : tuple of CellField
        What is in it.
    seen : str
        What is another one as soon as the workbook is.
    """

    fields: tuple[CellField, ...]
    seen: str

    def text_in(self, column: str) -> str:
        """Give what is written in a column."""
        return next((field.text for field in self.fields if field.column == column), "")


@dataclass(frozen=True)
class Writing:
    """What was written into a workbook.

    Parameters
    ----------
    key : str
        The sentence that tells of it.
    parameters : mapping of str to str
        What it names.
    before : bytes
        The workbook as it was.
    after : str
        The SHA-256 of what it is now.
    """

    key: str
    before: bytes
    after: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def can_correct(dossier: Dossier) -> bool:
    """Whether cells of the event can be written: it is an Excel workbook."""
    return dossier.workbook.is_file() and dossier.workbook.suffix.lower() == ".xlsx"


def read_row(dossier: Dossier, sheet: str, cell: str) -> CellRow:
    """Read the row of a cell; raises `NotCorrected`."""
    content = _content(dossier)
    try:
        return CellRow(row_of(content, sheet, cell), _seen(content))
    except Uncorrectable as error:
        raise NotCorrected(error.code) from error


def correct(dossier: Dossier, sheet: str, cell: str, text: str, seen: str) -> Writing:
    """Write a cell, and nothing else.

    Parameters
    ----------
    dossier : Dossier
        The event.
    sheet, cell : str
        The title of the sheet, and the cell: `B7`.
    text : str
        What is to be there.
    seen : str
        What the workbook was when it was looked at.

    Raises
    ------
    NotCorrected
        If it cannot be done without losing anything.
    HeldOpen
        If another program holds the workbook open.
    SavedMeanwhile
        If it was saved since.
    OSError
        If it cannot be written.
    """
    told = {"cell": f"{sheet}!{cell}", "text": text}

    def change(content: bytes) -> bytes:
        return corrected(content, sheet, cell, text)

    return _changed(dossier, change, seen, "web.correct.written", told)


def fill(
    dossier: Dossier, filling: Filling, seen: str, key: str, parameters: Mapping[str, str]
) -> Writing:
    """Write settings and rows, and nothing else.

    Parameters
    ----------
    dossier : Dossier
        The event.
    filling : Filling
        What is to be written.
    seen : str
        What the workbook was when it was looked at.
    key, parameters
        The sentence that tells of it, and what it names.

    Raises
    ------
    As `correct` does.
    """

    def change(content: bytes) -> bytes:
        made = filled(dossier.workbook, filling)
        if made.before != content:
            raise SavedMeanwhile
        return made.content

    return _changed(dossier, change, seen, key, parameters)


def take_suggestion(
    dossier: Dossier, suggestion: Suggestion, event: Event, fingerprint: str
) -> Writing:
    """Make a suggestion a wish, in the sheet of suggestions of the workbook.

    Parameters
    ----------
    dossier : Dossier
        The event.
    suggestion : Suggestion
        Which.
    event : Event
        Who is who, as it was read.
    fingerprint : str
        That of the event then.

    Raises
    ------
    As `correct` does.
    """
    seen, told = seen_now(dossier), {"text": TAKEN}
    if dossier.fingerprint != fingerprint:
        raise SavedMeanwhile

    def change(content: bytes) -> bytes:
        written, told["cell"] = with_taken(content, suggestion, event, words(event.language))
        return written

    return _changed(dossier, change, seen, "web.correct.written", told)


def _changed(
    dossier: Dossier,
    change: Callable[[bytes], bytes],
    seen: str,
    key: str,
    parameters: Mapping[str, str],
) -> Writing:
    content = _content(dossier)
    if _seen(content) != seen:
        raise SavedMeanwhile
    try:
        written = change(content)
    except Uncorrectable as error:
        raise NotCorrected(error.code) from error
    except OtherSheet as error:
        raise NotCorrected("other_sheet") from error
    except NoPlaceFor as error:
        code = "no_column" if error.column else "no_sheet"
        raise NotCorrected(code, error.sheet, error.column) from error
    _write(dossier, written)
    return Writing(key, content, _seen(written), parameters)


def take_back(dossier: Dossier, correction: Writing) -> None:
    """Give the workbook back as it was before a correction; raises as `correct`."""
    if _seen(_content(dossier)) != correction.after:
        raise SavedMeanwhile
    _write(dossier, correction.before)


def seen_now(dossier: Dossier) -> str:
    """Tell what the workbook is now; raises `NotCorrected`."""
    return _seen(_content(dossier))


def _content(dossier: Dossier) -> bytes:
    if not can_correct(dossier):
        raise NotCorrected("no_cell")
    return dossier.workbook.read_bytes()


def _write(dossier: Dossier, content: bytes) -> None:
    """Write the workbook as a whole, or not at all; who may read it stays the same."""
    if dossier.is_open:
        raise HeldOpen
    mode = dossier.workbook.stat().st_mode
    replace_bytes(dossier.workbook, content)
    dossier.workbook.chmod(mode)


def _seen(content: bytes) -> str:
    return sha256(content).hexdigest()
