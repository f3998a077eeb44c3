"""Forms with wishes, or answers to wishes, that came back: read as rows of the sheet Interests."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of
from matchmaker.io.package.naming import beside, without_copy_marks
from matchmaker.io.reading.files import is_of_the_system, is_xlsx, raw_sheets, subject_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.sheet import ReturnedForm, Sheet
from matchmaker.io.reading.values import is_blank, read_cross, read_text
from matchmaker.issues import Place
from matchmaker.text import Words, fold, languages, recognise, words

FOLDER, RETURNED = "wish-forms", "returned"
"""The end of the name of the folder of forms, and in it of the folder of those that came back."""
HEADINGS = "column.wish_form"
WITHIN = 12
"""Rows among which the headings of a form are."""
MARK = "matchmaker"


class FormKind(StrEnum):
    """What a form asks."""

    WISHES = "wishes"
    """Whom somebody wishes to meet."""
    ANSWERS = "answers"
    """What somebody says to those who wish to meet them."""

    @property
    def column(self) -> str:
        """The column in which it is said."""
        return "wish" if self is FormKind.WISHES else "answer"


def subject_for(kind: FormKind, person: str, event: str, event_id: str) -> str:
    """Write into the properties of a form whose it is, and of what: mail programs leave that."""
    return f"{MARK} {kind} {_stamp(event)}.{_stamp(event_id)} {person}"


def _stamp(word: str) -> str:
    return sha256(fold(word).encode()).hexdigest()[:8] if word else "-"


EMPTY = {FormKind.WISHES: "form_empty", FormKind.ANSWERS: "form_unanswered"}
STAMPS = re.compile(r"([0-9a-f]{8}|-)\.([0-9a-f]{8}|-)")
"""By the name and the id of its event a form is known to be of it."""


def find_forms_of_others(
    sheets: Iterable[Sheet], event: str, event_id: str, findings: Findings
) -> None:
    """Find forms that were made for another event, in which ids are those of others.

    Parameters
    ----------
    sheets : iterable of Sheet
        What was read, forms among it.
    event, event_id : str
        The name and the id of this event.
    findings : Findings
        Takes which they are.
    """
    for sheet in sheets:
        made_for = STAMPS.fullmatch(sheet.form.event) if sheet.form else None
        if made_for and not _is_same(made_for[1], made_for[2], event, event_id):
            findings.error("form_other_event", Place(file=sheet.file))


def _is_same(name: str, known_id: str, event: str, event_id: str) -> bool:
    """Whether an event is the same: by its id, or by its name where either has none."""
    if event_id and known_id != "-":
        return known_id == _stamp(event_id)
    return name == _stamp(event)


def folder_of_forms(workbook: Path) -> Path:
    """Name the folder of forms beside a workbook (a file or a folder): `FAIR-wish-forms`."""
    return beside(workbook, FOLDER)


def returned_forms(workbook: Path) -> tuple[Path, ...]:
    """List the forms that came back."""
    folder = folder_of_forms(workbook) / RETURNED
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(file for file in files if file.is_file() and not is_of_the_system(file))


def read_forms(workbook: Path, findings: Findings) -> Iterator[Sheet]:
    """Read the forms that came back, each as a sheet of wishes; what is none is named."""
    folder = folder_of_forms(workbook)
    owners: dict[tuple[FormKind, str], str] = {}
    for file in returned_forms(workbook):
        name = f"{name_of(folder)}/{RETURNED}/{name_of(file)}"
        sheet = _read(file, name, findings)
        if sheet is None or sheet.form is None:
            continue
        key = FormKind(sheet.form.kind), sheet.source.casefold()
        if key in owners:
            findings.error("form_twice", Place(file=name), other=owners[key])
            continue
        owners[key] = name
        yield sheet


def owners_of_returned(workbook: Path, kind: FormKind) -> frozenset[str]:
    """Tell whose forms of a kind came back: their ids, in small letters."""
    forms = read_forms(workbook, Findings())
    return frozenset(one.source.casefold() for one in forms if one.form and one.form.kind == kind)


def _read(file: Path, name: str, findings: Findings) -> Sheet | None:
    sheets = raw_sheets(file, contents=findings.contents)
    if isinstance(sheets, CellFault):
        findings.fault(sheets, Place(file=name))
        return None
    for sheet in sheets:
        for line in sheet.lines[:WITHIN]:
            columns = _columns(line)
            kind = next((kind for kind in FormKind if kind.column in columns), None)
            if kind and columns.keys() & {"id", "name"}:
                found = _as_wishes(replace(sheet, file=name), line, columns, kind, _owner(file))
                if len(found.lines) == 1:
                    findings.warning(EMPTY[kind], Place(file=name))
                return found
    findings.error("form_unknown", Place(file=name))
    return None


def _columns(line: Line) -> Mapping[str, int]:
    """Find the columns of a form, by key."""
    found: dict[str, int] = {}
    for number, cell in enumerate(line.cells):
        key = recognise(HEADINGS, read_text(cell)) if not is_blank(cell) else None
        if key:
            found.setdefault(key, number)
    return found


def _language(header: Line, columns: Mapping[str, int]) -> str:
    """Tell the language of most of its headings."""
    written = {key: fold(read_text(header.cells[at])) for key, at in columns.items()}
    said = {
        language: sum(
            fold(word) == written[key]
            for key in written
            for word in words(language).entries[f"{HEADINGS}.{key}"]
        )
        for language in languages()
    }
    return max(said, key=lambda language: said[language])


def _owner(file: Path) -> tuple[str, str]:
    """Tell whose form it is, by what was written into it, or else by its name; and of what."""
    said = subject_of(file).split(" ", 2) if is_xlsx(file) else []
    if len(said) == len((MARK, "kind", "person")) and said[0] == MARK:
        event, _, person = said[2].partition(" ")
        return (person, event) if STAMPS.fullmatch(event) else (said[2], "")
    stem = without_copy_marks(file.stem)
    parts = stem.split("_")
    return (parts[1] if len(parts) > 1 and parts[0] in set(FormKind) else stem), ""


def _as_wishes(
    sheet: Sheet, header: Line, columns: Mapping[str, int], kind: FormKind, made: tuple[str, str]
) -> Sheet:
    """Give the rows in which something is chosen, under the headings of the sheet Interests."""
    owner, event = made
    say, width = words(_language(header, columns)), len(header.cells)
    person, chosen = columns.get("id", columns.get("name", 0)), columns[kind.column]
    own = {person: "to", chosen: "level"}
    more: tuple[tuple[str, object], ...] = ()
    if kind is FormKind.ANSWERS:
        own = {person: "from", chosen: "answer"}
        more = (("to", owner), ("level", say("value.level.low")))
    headings = [say(f"column.interests.{own[at]}") if at in own else None for at in range(width)]
    below = [_told(line, columns, kind, say) for line in sheet.lines if line.row > header.row]
    listed = tuple(read_text(_at(line, person) or "") for line in below)
    filled = [line for line in below if not is_blank(_at(line, chosen))]
    lines = (
        Line(line.row, (*_cells(line, width), *(value for _, value in more))) for line in filled
    )
    top = Line(header.row, (*headings, *(say(f"column.interests.{key}") for key, _ in more)))
    names = {}
    if {"id", "name"} <= columns.keys():
        names = {line.row: read_text(_at(line, columns["name"]) or "") for line in filled}
    return replace(
        sheet,
        lines=(top, *lines),
        key="interests",
        section="column.interests",
        source=owner,
        form=ReturnedForm(str(kind), names, listed, event),
    )


def _told(line: Line, columns: Mapping[str, int], kind: FormKind, say: Words) -> Line:
    """Give a row as we would write it: who is meant by name alone, and a wish by a cross alone."""
    cells = [*line.cells, *[None] * (1 + max(columns.values()) - len(line.cells))]
    if {"id", "name"} <= columns.keys() and is_blank(cells[columns["id"]]):
        cells[columns["id"]] = cells[columns["name"]]
    if kind is FormKind.WISHES:
        crossed = {"yes": say("value.level.normal"), "no": None}
        chosen = cells[columns[kind.column]]
        said = "" if is_blank(chosen) else read_cross(chosen)
        if isinstance(said, str) and said in crossed:
            cells[columns[kind.column]] = crossed[said]
    return replace(line, cells=tuple(cells))


def _at(line: Line, number: int) -> object:
    return line.cells[number] if number < len(line.cells) else None


def _cells(line: Line, width: int) -> tuple[object, ...]:
    """Give the cells of a row, as many as there are headings."""
    return tuple(_at(line, number) for number in range(width))
