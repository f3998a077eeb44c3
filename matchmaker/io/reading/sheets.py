"""Files in, the sheets that we know out: one workbook, or a folder of workbooks and CSV files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of
from matchmaker.io.reading.columns import COLUMNS
from matchmaker.io.reading.files import files_of, raw_sheets, wish_files
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.header import ABOVE, from_header, headings_in, note_oddities
from matchmaker.io.reading.interests import wish_columns
from matchmaker.io.reading.one_column import find_one_column
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.rows import read_rows
from matchmaker.io.reading.services import service_of
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, read_text
from matchmaker.io.reading.wish_forms import read_forms
from matchmaker.io.reading.wording import Wording, read_wording
from matchmaker.issues import Place
from matchmaker.text import DEFAULT, fold, languages, recognise, words

NEEDED = ("timetable", "tables", "participants", "interests")
"""The sheets that may be known by their headings alone, if they are missing."""
SURELY = 3
"""Headings of ours that make a sheet one of ours, whatever it is called."""


def read_sheets(
    path: Path, findings: Findings, *, titles: str = "sheet", headings: str = "column"
) -> dict[str, Sheet]:
    """Read the sheets of a workbook, or of a folder.

    Parameters
    ----------
    path : Path
        A workbook or a CSV file, or a folder of these that are named after the sheets, or, in case
        of a workbook, have sheets of these names.
    findings : Findings
        Takes what is wrong with files and titles.
    titles, headings : str
        The sections of `text` with the titles, and with the headings of each.

    Returns
    -------
    dict of str to Sheet
        The sheets we know, by key.
    """
    wording = read_wording(path, findings) if titles == "sheet" else Wording()
    known: dict[str, Sheet] = {}
    strange: list[Sheet] = []
    is_read = True
    for file in files_of(path):
        sheets = _sheets_of(file, titles, findings)
        if isinstance(sheets, CellFault):
            findings.fault(sheets, Place(file=name_of(file)))
            is_read = False
            continue
        for sheet in sheets:
            key = sheet.key or wording.sheets.get(fold(sheet.title), "")
            section = f"{headings}.{key}"
            ours = replace(sheet, key=key, titles=titles, section=section, wording=wording)
            if ours.key or recognise("aside", ours.title):
                _keep(ours, known, findings)
            else:
                strange.append(ours)
    if titles == "sheet":
        known |= dict(_wishes_of_each(path, findings))
        known |= {f"interests {sheet.file}": sheet for sheet in read_forms(path, findings)}
        strange = list(_left_by_headings(strange, known, findings))
    for sheet in strange:
        _tell_strange(sheet, findings, is_needed=not known)
    if is_read and not known and not any(findings.has_errors(s.place()) for s in strange):
        findings.error("no_sheets", Place(file=name_of(path)))
    return known


def _left_by_headings(
    strange: Iterable[Sheet], known: dict[str, Sheet], findings: Findings
) -> Iterator[Sheet]:
    """Take for a sheet that is missing the only one with its headings; give those that are left."""
    missing = [key for key in NEEDED if key not in known]
    if "participants" in known and wish_columns(known["participants"]):
        missing = [key for key in missing if key != "interests"]
    fitting = {key: [s for s in strange if known and _fits(s, key)] for key in missing}
    for sheet in strange:
        keys = [key for key, sheets in fitting.items() if sheet in sheets]
        if len(keys) == 1 and fitting[keys[0]] == [sheet]:
            taken = from_header(_as(sheet, keys[0]))
            ours = words(taken.language)(f"sheet.{keys[0]}")
            findings.note("sheet_by_headings", taken.place(), sheet=taken.title, ours=ours)
            _keep(taken, known, findings)
        else:
            yield sheet


def _fits(sheet: Sheet, key: str) -> bool:
    """Whether a sheet has the headings of ours, and more of them or a title alike."""
    found = from_header(_as(sheet, key)).numbers.keys() if sheet.lines else frozenset[str]()
    required = {column.key for column in COLUMNS[f"column.{key}"] if column.required}
    ours = (fold(title) for one in languages() for title in words(one).entries[f"sheet.{key}"])
    is_alike = any(title[:-1] in fold(sheet.title) for title in ours)
    return required <= found and (len(found) >= SURELY or is_alike) and not sheet.is_hidden


def _as(sheet: Sheet, key: str) -> Sheet:
    return replace(sheet, key=key, section=f"column.{key}")


def _tell_strange(sheet: Sheet, findings: Findings, *, is_needed: bool) -> None:
    """Say of a sheet that is not read what it may be, where there is none that is."""
    service = _service_of(sheet)
    if is_needed and find_one_column(sheet, findings):
        return
    if is_needed and service:
        findings.error("is_an_export", sheet.place(), service=service, file=sheet.file)
    else:
        findings.warning("unknown_sheet", sheet.place(), sheet=sheet.title)


def _service_of(sheet: Sheet) -> str:
    """Tell whose export a sheet is; empty where it is none."""
    for line in sheet.lines[:ABOVE]:
        service = service_of(read_text(cell) for cell in line.cells if not is_blank(cell))
        if service and service.name:
            return service.name
    return ""


def _keep(sheet: Sheet, known: dict[str, Sheet], findings: Findings) -> None:
    if not sheet.key:
        return
    if sheet.key in known:
        _keep_filled(known[sheet.key], from_header(sheet), known, findings)
    else:
        known[sheet.key] = from_header(sheet)
        note_oddities(known[sheet.key], findings)


def _keep_filled(one: Sheet, other: Sheet, known: dict[str, Sheet], findings: Findings) -> None:
    """Take the one of two sheets of a kind that is filled in, if only one is."""
    if _is_empty(one) == _is_empty(other):
        findings.error("duplicate_sheet", other.place(), other=one.title)
        return
    empty, filled = (one, other) if _is_empty(one) else (other, one)
    findings.note("empty_twin", empty.place(), other=filled.title)
    known[filled.key] = filled
    if filled is other:
        note_oddities(filled, findings)


def _is_empty(sheet: Sheet) -> bool:
    """Whether a sheet is as a new workbook has it: headings, and an example at most."""
    if sheet.section not in COLUMNS:
        return not sheet.lines
    rows = read_rows(sheet, Findings())
    if sheet.key == "event":
        return all(is_blank(row.cells["value"]) for row in rows)
    return not rows


def _sheets_of(file: Path, titles: str, findings: Findings) -> tuple[Sheet, ...] | CellFault:
    sheets = raw_sheets(file, contents=findings.contents)
    return sheets if isinstance(sheets, CellFault) else _titled(file, sheets, titles)


def _titled(file: Path, sheets: Iterable[Sheet], titles: str) -> tuple[Sheet, ...]:
    """Tell which sheets these are: by their titles, or the only one by the name of its file."""
    filled = [sheet for sheet in sheets if sheet.lines or recognise(titles, sheet.title)]
    known = [replace(sheet, key=recognise(titles, sheet.title) or "") for sheet in filled]
    key = recognise(titles, file.stem)
    if key and len(known) == 1 and not known[0].key:
        return (replace(known[0], title=Path(name_of(file)).stem, key=key),)
    return tuple(known)


def _wishes_of_each(path: Path, findings: Findings) -> Iterator[tuple[str, Sheet]]:
    """Read the files in a folder `wishes`, each of one person."""
    for file in wish_files(path):
        name, person = f"{name_of(file.parent)}/{name_of(file)}", Path(name_of(file)).stem
        sheets = raw_sheets(file, contents=findings.contents)
        if isinstance(sheets, CellFault):
            findings.fault(sheets, Place(file=name))
            continue
        filled = [sheet for sheet in sheets if sheet.lines]
        for sheet in filled[:1]:
            wishes = replace(
                sheet,
                file=name,
                key="interests",
                section="column.interests",
                source=person,
            )
            wishes = from_header(_with_heading(wishes))
            note_oddities(wishes, findings)
            yield f"interests {name}", wishes


def _with_heading(sheet: Sheet) -> Sheet:
    """Put a heading above a bare list of names."""
    if any(headings_in(line, sheet.section) for line in sheet.lines[:ABOVE]):
        return sheet
    heading = words(DEFAULT)("column.interests.to")
    return replace(sheet, lines=(Line(0, (heading,)), *sheet.lines))
