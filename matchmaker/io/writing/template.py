"""A workbook to fill in: headings with notes, drop-downs, an example, and a sheet of help."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.io.reading.columns import COLUMNS, SETTINGS, Column
from matchmaker.io.reading.rows import examples_of
from matchmaker.io.writing import example_event
from matchmaker.io.writing.cells import Value, put
from matchmaker.io.writing.choices import offer, offer_words, words_of
from matchmaker.io.writing.page import book_called, fit_heights, saved, set_up_page
from matchmaker.io.writing.styles import ACCENT, QUIET, WHITE, arial
from matchmaker.text import Words, languages, words

WRITTEN_FOR_THEM = frozenset({"column.suggestions"})
"""Sheets that are not filled in, but made of all others."""
SHEETS = tuple(n for n in COLUMNS if n.startswith("column.") and n not in WRITTEN_FOR_THEM)
WISHES = 3
"""How many columns Wish there are."""
LAST_ROW = 5_000
"""Drop-downs and formats reach down to here."""
OPTIONAL = "E3EAF0"
"""The fill of headings that may stay empty."""
MISSING = "FFE699"
"""The fill of a cell that is still to be filled in; it goes when something stands there."""
NARROWEST, WIDEST = 11, 30
VALUE_WIDTH = 44
"""Of the column that holds whatever a setting needs."""
FORMATS = {"date": "date", "time": "time"}
NUMBERS = frozenset({"count", "positive"})
PEOPLE = {
    "interests": ("from", "to"),
    "blocked": ("a", "b"),
    "fixed": ("a", "b"),
    "tables": ("reserved_for",),
}
"""Columns with a drop-down of the participants."""
NOTE_WIDTH, NOTE_LINE, NOTE_LETTERS = 300, 18, 42
"""Of a note beside a heading: pixels, pixels a line, letters a line."""


@dataclass(frozen=True)
class Field:
    """One column of a sheet to fill in, or one setting.

    Parameters
    ----------
    key : str
        That of the column; `wish_2` for the second of a repeated one.
    column : Column
        What stands there.
    heading, note, example : str
        In the language of the workbook; no example: empty.
    """

    key: str
    column: Column
    heading: str
    note: str
    example: str = ""

    @property
    def is_date_or_time(self) -> bool:
        """Whether its cells are real dates or times."""
        return self.column.kind.name in FORMATS

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.column.kind.name in NUMBERS


@dataclass(frozen=True)
class Beginning:
    """What is known already of an event whose workbook is to be filled in.

    Parameters
    ----------
    rows : mapping of str to sequence of mapping
        Rows by sheet, each by column; words to choose from stand as their keys.
    files : tuple of str
        Where they come from.
    settings : frozenset of str
        The settings that are known.
    """

    rows: Mapping[str, Sequence[Mapping[str, example_event.Value]]]
    files: tuple[str, ...]
    settings: frozenset[str] = frozenset()

    def gaps(self) -> Iterator[tuple[str, str, int]]:
        """Tell what must still be filled in: sheet, column or setting, and in how many rows."""
        for setting in SETTINGS:
            is_known = setting.key == "meeting_length" or setting.key in self.settings
            if setting.required and not is_known:
                yield "event", setting.key, 1
        for sheet in ("timetable", "tables", "participants"):
            for column in COLUMNS[f"column.{sheet}"]:
                rows = self.rows.get(sheet, BEGUN.get(sheet, ()))
                count = sum(row.get(column.key) in {None, ""} for row in rows)
                if column.required and count:
                    yield sheet, column.key, count


BEGUN: Mapping[str, Sequence[Mapping[str, example_event.Value]]] = {
    "timetable": ({"kind": "meetings"},),
    "tables": ({},),
}
"""Rows to be filled in of which no export knows anything."""


def missing_line(beginning: Beginning, say: Words) -> str:
    """Say what must still be filled in: `Event: Name; Timetable: Date, From, To; Tables: Table`."""
    named: dict[str, list[str]] = {}
    for sheet, key, count in beginning.gaps():
        section = "setting" if sheet == "event" else f"column.{sheet}"
        shown = f" ({count})" if sheet == "participants" else ""
        named.setdefault(say(f"sheet.{sheet}"), []).append(say(f"{section}.{key}") + shown)
    return "; ".join(f"{sheet}: {', '.join(gaps)}" for sheet, gaps in named.items())


def write_template(
    path: Path,
    language: str,
    *,
    with_example: bool = False,
    beginning: Beginning | None = None,
) -> None:
    """Write a workbook to fill in.

    Parameters
    ----------
    path : Path
        Where; an `.xlsx`.
    language : str
        That of the headings, notes and words.
    with_example : bool
        Whether a small event is filled in.
    beginning : Beginning, optional
        What is filled in already; what is missing is marked.
    """
    say = words(language)
    book = book_called()
    _write_help(book, path.name, beginning, say)
    for section in SHEETS:
        name = section.removeprefix("column.")
        rows = example_event.ROWS.get(name, ()) if with_example else _begun(name, beginning)
        _write_sheet(book, name, rows, say, with_example=with_example)
        if beginning:
            _mark_gaps(book[say(f"sheet.{name}")], name, len(rows or ()), say)
    _write_choices(book, say)
    path.write_bytes(saved(book))


def fields_of(sheet: str, say: Words) -> tuple[Field, ...]:
    """List the columns of a sheet as they are written; of repeated ones the first few."""
    return tuple(_fields(COLUMNS[f"column.{sheet}"], sheet, f"column.{sheet}", say))


def settings(say: Words) -> tuple[Field, ...]:
    """List the settings."""
    return tuple(_fields(SETTINGS, "setting", "setting", say))


def _fields(columns: Iterable[Column], name: str, section: str, say: Words) -> Iterator[Field]:
    for column in columns:
        if column.is_foreign:
            continue
        heading, note = say(f"{section}.{column.key}"), note_of(name, column, say)
        example = f"example.{name}.{column.key}"
        if column.repeated:
            for number in range(1, WISHES + 1):
                yield Field(f"{column.key}_{number}", column, f"{heading} {number}", note)
        else:
            shown = say(example) if example in say else ""
            yield Field(column.key, column, heading, note, shown)


def note_of(name: str, column: Column, say: Words) -> str:
    """Say what belongs into a column, and the words to choose from."""
    note = say(f"note.{name}.{column.key}")
    choices = column.kind.section
    if not choices:
        return note
    return f"{note} {say('template.choices', choices=', '.join(words_of(choices, say)))}"


def _begun(
    name: str, beginning: Beginning | None
) -> Sequence[Mapping[str, example_event.Value]] | None:
    """Get the rows that are known of a sheet, or are to be filled in; None for an example."""
    if beginning is None:
        return None
    return beginning.rows.get(name) or BEGUN.get(name)


def _mark_gaps(sheet: Worksheet, name: str, rows: int, say: Words) -> None:
    """Mark every needed cell as long as it is empty."""
    needed = [number for number, f in enumerate(fields_of(name, say), 1) if f.column.required]
    cells = [(get_column_letter(number), 2, rows + 1) for number in needed] if rows else []
    if name == "event":
        places = [row for row, field in enumerate(settings(say), 2) if field.column.required]
        cells = [("B", row, row) for row in places]
    for letter, first, last in cells:
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            [f"LEN(TRIM({letter}{first}))=0"], fill=_solid(MISSING)
        )
        sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
    if name == "event" or name in BEGUN:
        sheet.sheet_properties.tabColor = MISSING


def _solid(color: str) -> PatternFill:
    return PatternFill("solid", start_color=color, end_color=color)


def _write_sheet(
    book: Workbook,
    name: str,
    rows: Sequence[Mapping[str, example_event.Value]] | None,
    say: Words,
    *,
    with_example: bool,
) -> None:
    sheet = book.create_sheet(say(f"sheet.{name}"))
    fields = fields_of(name, say)
    for number, field in enumerate(fields, 1):
        _head(sheet, number, field, say)
        _set_format(sheet, number, field, say)
    if name == "event":
        _write_settings(sheet, say, with_example=with_example)
    elif rows is not None:
        for row, cells in enumerate(rows, 2):
            _write_row(sheet, row, fields, {k: _worded(v, say) for k, v in cells.items()}, say)
    else:
        _write_examples(sheet, name, fields, say)
    _add_lists(sheet, name, fields, say)
    _fit(sheet, name, fields)
    sheet.freeze_panes = "A2" if name != "participants" else "B2"
    last = get_column_letter(len(fields))
    sheet.auto_filter.ref = f"A1:{last}{max(2, sheet.max_row)}"
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, is_landscape=True)
    sheet.page_setup.fitToWidth = 2 if name == "participants" else 1
    sheet.print_options.gridLines = True
    set_footer(sheet, say)


def _fit(sheet: Worksheet, name: str, fields: Iterable[Field]) -> None:
    """Make columns as wide, and rows as high, as what stands in them."""
    for number, field in enumerate(fields, 1):
        letter = get_column_letter(number)
        texts = (str(cell.value or "") for cell in sheet[letter][1:])
        shown = 0 if field.is_date_or_time else max(map(len, texts), default=0)
        widest = max(NARROWEST, len(field.heading) + 4, shown + 2)
        sheet.column_dimensions[letter].width = min(widest, WIDEST)
        if field.column.kind.name == "anything":
            sheet.column_dimensions[letter].width = VALUE_WIDTH
        elif _chooses_people(name, field):
            sheet.column_dimensions[letter].width = WIDEST
    fit_heights(sheet)


def set_footer(sheet: Worksheet, say: Words) -> None:
    """Print the sheet's title and the number of the page."""
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text = "&A"
        footer.right.text = say("output.page.footer", page="&P", pages="&N")


def _head(sheet: Worksheet, number: int, field: Field, say: Words) -> None:
    is_needed = field.column.required
    cell = sheet.cell(1, number)
    put(cell, field.heading)
    cell.font = arial(is_bold=True, color=WHITE if is_needed else ACCENT)
    cell.fill = PatternFill("solid", fgColor=ACCENT if is_needed else OPTIONAL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    _add_note(cell, f"{field.note} {say('template.is_needed')}" if is_needed else field.note)
    sheet.row_dimensions[1].height = 32


def _add_note(cell: Cell | MergedCell, text: str) -> None:
    lines = 1 + len(text) // NOTE_LETTERS + 1
    note = Comment(text, "matchmaker", width=NOTE_WIDTH, height=NOTE_LINE * lines)
    cell.comment = note


def _set_format(sheet: Worksheet, number: int, field: Field, say: Words) -> None:
    """Format whole columns: text stays text, so that `007` and `1-2` are what was typed."""
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.number_format = _number_format(field, say)
    dimension.font = arial()
    dimension.alignment = Alignment(vertical="top", horizontal="left", wrap_text=True)
    dimension.width = NARROWEST


def _number_format(field: Field, say: Words) -> str:
    if field.is_date_or_time:
        return say(f"template.format.{FORMATS[field.column.kind.name]}")
    is_general = field.is_number or field.column.kind.name in {"anything", "number"}
    return "General" if is_general else "@"


def _write_row(
    sheet: Worksheet, row: int, fields: Iterable[Field], cells: Mapping[str, Value], say: Words
) -> None:
    for number, field in enumerate(fields, 1):
        value = cells.get(field.key)
        if value is None:
            continue
        if field.column.kind.section:
            value = say(f"{field.column.kind.section}.{value}")
        elif field.key == "agenda_language":
            value = say(f"value.language.{value}")
        _put(sheet.cell(row, number), value, field, say)


def _put(cell: Cell | MergedCell, value: Value, field: Field, say: Words) -> None:
    cell.number_format = _number_format(field, say)
    cell.font = arial()
    cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=True)
    put(cell, value)


def _worded(value: example_event.Value, say: Words) -> Value:
    """Word a cell of the example in a language; of others than its own, in English."""
    if not isinstance(value, tuple):
        return value
    known = example_event.LANGUAGES
    return value[known.index(say.language) if say.language in known else 0]


def _write_examples(sheet: Worksheet, name: str, fields: Sequence[Field], say: Words) -> None:
    """Write the rows that reading passes over; they are grey only as long as they say the same.

    So whatever is typed over, below or between them looks like what it is, also when it is sorted.
    """
    for row, section in enumerate(examples_of(name), 2):
        cells = {
            number: _typed(say(f"{section}.{field.key}"), field)
            for number, field in enumerate(fields, 1)
            if f"{section}.{field.key}" in say
        }
        for number, value in cells.items():
            _put(sheet.cell(row, number), value, fields[number - 1], say)
        if cells:
            _show_as_example(sheet, cells, len(fields))


def _show_as_example(sheet: Worksheet, cells: Mapping[int, Value], columns: int) -> None:
    """Make every row grey that says just this and nothing else."""
    last = get_column_letter(columns)
    same = (_says(f"${get_column_letter(number)}2", value) for number, value in cells.items())
    is_example = f"AND(COUNTA($A2:${last}2)={len(cells)},{','.join(same)})"
    rule = FormulaRule([is_example], font=Font(italic=True, color=QUIET))  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"A2:{last}{LAST_ROW}", rule)


def _says(cell: str, value: Value) -> str:
    """Compare a cell with a value, as a formula; times by the minute."""
    if isinstance(value, time):
        return f"ROUND(N({cell})*1440,0)={60 * value.hour + value.minute}"
    if isinstance(value, date):
        return f"{cell}=DATE({value.year},{value.month},{value.day})"
    if isinstance(value, str):
        written = value.replace('"', '""')
        return f'EXACT({cell},"{written}")'
    return f"{cell}={value}"


def _typed(example: str, field: Field) -> Value:
    """Make a real date, time or number of an example."""
    if field.is_date_or_time or field.is_number:
        value: Value = field.column.kind.read(example)  # type: ignore[assignment]
        return value
    return int(example) if field.column.kind.name == "number" else example


def _write_settings(sheet: Worksheet, say: Words, *, with_example: bool) -> None:
    filled = example_event.SETTINGS if with_example else {}
    for row, field in enumerate(settings(say), 2):
        name, value = sheet.cell(row, 1), sheet.cell(row, 2)
        put(name, field.heading)
        name.font = arial(is_bold=field.column.required)
        name.alignment = Alignment(vertical="top")
        _add_note(name, field.note)
        put(value, _setting(field, filled, say))
        value.number_format = "General" if field.is_number else "@"
        value.font = arial()
        value.alignment = Alignment(vertical="top", horizontal="left", wrap_text=True)
        offer_words(sheet, f"B{row}", _words_of_setting(field, say))


def _setting(field: Field, filled: Mapping[str, example_event.Value], say: Words) -> Value:
    """Fill in what everyone has, and what the example has."""
    if field.key in filled:
        return _worded(filled[field.key], say)
    if field.key == "language":
        return say(f"value.language.{say.language}")
    if field.key == "meeting_length":
        return USUAL_LENGTH
    default = field.column.empty
    if isinstance(default, bool):
        return say(f"value.yes_no.{'yes' if default else 'no'}")
    return default if isinstance(default, str | int) and default != "" else None


USUAL_LENGTH = 20
"""Minutes of a meeting, where nobody has said otherwise."""


def _words_of_setting(field: Field, say: Words) -> tuple[str, ...]:
    if field.key == "language":
        return tuple(say(f"value.language.{language}") for language in languages())
    return words_of(field.column.kind.section, say) if field.column.kind.section else ()


def _add_lists(sheet: Worksheet, name: str, fields: Iterable[Field], say: Words) -> None:
    """Add drop-downs: words to choose from, ids of participants, and tables."""
    for number, field in enumerate(fields, 1):
        letter = get_column_letter(number)
        cells = f"{letter}2:{letter}{LAST_ROW}"
        if field.column.kind.section:
            offer_words(sheet, cells, words_of(field.column.kind.section, say))
        elif field.key == "agenda_language":
            offer_words(
                sheet, cells, tuple(say(f"value.language.{language}") for language in languages())
            )
        elif (name, field.key) == ("meeting_rules", "condition"):
            offer_words(sheet, cells, _conditions(say))
        elif _chooses_people(name, field):
            _add_people(sheet, cells, say)
        elif (name, field.key) == ("fixed", "table"):
            _add_names(sheet, cells, "tables", say)


def _chooses_people(name: str, field: Field) -> bool:
    return field.key in PEOPLE.get(name, ()) or field.column.repeated


def _conditions(say: Words) -> tuple[str, ...]:
    """List what rules often compare."""
    return tuple(say(f"template.condition.{key}") for key in CONDITIONS)


CONDITIONS = (
    *("same_organisation", "same_country", "other_country", "same_cluster", "other_cluster"),
    *("same_delegation", "met", "not_met"),
)
"""What the drop-down offers; any other column may be typed."""


def _add_names(sheet: Worksheet, cells: str, name: str, say: Words) -> None:
    """Offer what stands in the first column of a sheet, as far as it is filled."""
    title = say(f"sheet.{name}")
    column = f"'{title}'!$A$2:$A${LAST_ROW}"
    offer(sheet, cells, f"OFFSET('{title}'!$A$2,0,0,MAX(1,COUNTA({column})),1)")


def _add_people(sheet: Worksheet, cells: str, say: Words) -> None:
    """Offer everyone in the sheet of participants: `P017 Müller, Anna`."""
    title = say("aside.choices")
    offer(sheet, cells, f"OFFSET('{title}'!$A$2,0,0,'{title}'!$B$2,1)")


def _write_choices(book: Workbook, say: Words) -> None:
    """Write what drop-downs offer of people, out of sight: a row for each of theirs, and how many.

    It names rows by their number, so that sorting and deleting them does no harm.
    """
    sheet, title = book.create_sheet(say("aside.choices")), say("sheet.participants")
    sheet.sheet_state = "hidden"
    keys = [field.key for field in fields_of("participants", say)]
    letters = {key: get_column_letter(number) for number, key in enumerate(keys, 1)}
    id_, last, first = (
        f"INDEX('{title}'!${letters[key]}:${letters[key]},ROW())"
        for key in ("id", "last_name", "first_name")
    )
    name = f'{last}&IF({first}="","",", "&{first})'
    rows = f"$A$2:$A${LAST_ROW}"
    put(sheet.cell(1, 1), title)
    sheet["B2"] = f'=MAX(1,SUMPRODUCT(MAX(({rows}<>"")*ROW({rows})))-1)'
    for row in range(2, LAST_ROW + 1):
        sheet.cell(row, 1).value = f'=TRIM({id_}&" "&{name})'


def _write_help(book: Workbook, file: str, beginning: Beginning | None, say: Words) -> None:
    sheet = book.create_sheet(say("aside.help"))
    for letter, width in zip("ABCDE", (18, 26, 9, 74, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    put(sheet.cell(1, 1), say("template.title"))
    sheet.cell(1, 1).font = arial(14, is_bold=True, color=ACCENT)
    sheet.row_dimensions[1].height = 24
    lines = _help_lines(file, beginning, say)
    header = len(lines) + 3
    _write_lines(sheet, lines)
    _write_table(sheet, header, say)
    fit_heights(sheet)
    for row in range(2, len(lines) + 2):
        sheet.row_dimensions[row].height = 28
    if beginning:
        sheet.cell(2, 1).fill = _solid(MISSING)
    sheet.freeze_panes = sheet.cell(header + 1, 1)
    sheet.print_title_rows = f"{header}:{header}"
    set_up_page(sheet, is_landscape=True)
    set_footer(sheet, say)


def _help_lines(file: str, beginning: Beginning | None, say: Words) -> list[str]:
    """Say what is to be done; of a workbook made of exports first what is missing."""
    lines = [say(f"template.{key}", file=file) for key in LINES]
    if beginning is None:
        return lines
    missing, files = missing_line(beginning, say), ", ".join(beginning.files)
    return [say("template.missing", missing=missing, files=files), *lines]


def _write_lines(sheet: Worksheet, lines: Sequence[str]) -> None:
    """Write each over the whole width, below the title."""
    for row, line in enumerate(lines, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
        _write_wrapped(sheet.cell(row, 1), line)


def _write_wrapped(cell: Cell | MergedCell, text: str) -> None:
    put(cell, text)
    cell.font = arial()
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_table(sheet: Worksheet, header: int, say: Words) -> None:
    """Write a row for every setting and column, below the headings in this row."""
    for number, key in enumerate(("sheet", "column", "needed", "meaning", "example"), 1):
        cell = sheet.cell(header, number)
        put(cell, say(f"template.{key}"))
        cell.font = arial(is_bold=True, color=WHITE)
        cell.fill = PatternFill("solid", fgColor=ACCENT)
    for row, cells in enumerate(help_rows(say), header + 1):
        for number, value in enumerate(cells, 1):
            _write_wrapped(sheet.cell(row, number), value)


LINES = ("fill_in", "colours", "example_row", "next")
"""What stands above the table of help."""


def help_rows(say: Words) -> Iterator[tuple[str, str, str, str, str]]:
    """Say of every setting and column where it stands, whether it is needed, and what it is."""
    yes = say("value.yes_no.yes")
    for field in settings(say):
        needed = yes if field.column.required else ""
        value = _setting(field, example_event.SETTINGS, say)
        shown = "" if value is None else str(value)
        yield say("sheet.event"), field.heading, needed, field.note, shown
    for section in SHEETS:
        name = section.removeprefix("column.")
        for field in fields_of(name, say) if name != "event" else ():
            if field.key.startswith("wish_") and field.key != "wish_1":
                continue
            heading = say(f"{section}.{field.column.key}")
            if field.column.repeated:
                heading = say("template.numbered", heading=heading)
            needed = yes if field.column.required else ""
            yield say(f"sheet.{name}"), heading, needed, field.note, field.example
