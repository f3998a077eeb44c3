"""DataFrames in, sheets out: what a program has in memory is read like the sheets of a workbook."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Self

import pandas as pd
from openpyxl.utils import column_index_from_string

from matchmaker.io.reading.columns import column_key
from matchmaker.io.reading.header import from_header
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, read_text
from matchmaker.issues import Issue, Place
from matchmaker.record import Source
from matchmaker.text import DEFAULT, fold, languages, recognise, words

Frame = pd.DataFrame
SOURCE = "DataFrames"
"""What a plan of them says that it was made from."""
SETTINGS = "event"
KINDS = (str, bool, int, float, date, time, timedelta)
"""What a cell of a workbook can hold."""


class Label(int):
    """The number of a row that is called by its label: `row 7`, but `row anna` where it is that."""

    def __new__(cls, number: int, label: int | str | None) -> Self:
        """Make one; a label of None is that of the headings."""
        made = super().__new__(cls, number)
        made.label = label
        return made

    label: int | str | None

    def __str__(self) -> str:
        return str(self.label)

    def __format__(self, _spec: str) -> str:
        return str(self)


def sheets_of(
    frames: Mapping[str, pd.DataFrame], settings: Mapping[str, object] | None
) -> dict[str, Sheet]:
    """Make the sheets of DataFrames; their language is that of most of the headings.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        By the key of the sheet: `participants`. An index that has a name is a column, too.
    settings : mapping of str to object, optional
        The sheet Event: the value of each setting by its name.

    Raises
    ------
    TypeError
        If something is no DataFrame, or stands in a cell that no workbook could hold.
    """
    lines = {key: tuple(_lines(key, frame)) for key, frame in frames.items()}
    language = _language(lines, settings or {})
    if settings is not None:
        lines[SETTINGS] = tuple(_settings(settings, language))
    return {
        key: from_header(
            Sheet("", words(language)(f"sheet.{key}"), rows, key=key, section=f"column.{key}")
        )
        for key, rows in lines.items()
    }


def _lines(key: str, frame: object) -> Iterator[Line]:
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{key} must be a pandas DataFrame, not {type(frame).__name__}")
    named = [number for number, name in enumerate(frame.index.names) if name is not None]
    headings = [*(frame.index.names[number] for number in named), *frame.columns]
    if not headings:
        return
    yield Line(Label(1, None), tuple(_cell(heading, key, None, heading) for heading in headings))
    levels = [frame.index.get_level_values(number) for number in named]
    columns = [*levels, *(frame.iloc[:, number] for number in range(frame.shape[1]))]
    labels = _labels(frame.index)
    for number, values in enumerate(zip(*columns, strict=True)):
        label = labels[number]
        row = zip(headings, values, strict=True)
        cells = tuple(_cell(value, key, label, heading) for heading, value in row)
        if not all(map(is_blank, cells)):
            yield Line(Label(number + 2, label), cells)


def _labels(index: pd.Index) -> list[int] | list[str]:
    """Name the rows: by number where they all have one, else by what they are called."""
    if pd.api.types.is_integer_dtype(index.dtype) and not index.hasnans:
        return [int(label) for label in index]
    return [", ".join(map(str, x)) if isinstance(x, tuple) else str(x) for x in index]


def _settings(settings: object, language: str) -> Iterator[Line]:
    if not isinstance(settings, Mapping):
        raise TypeError(f"settings must be a mapping, not {type(settings).__name__}")
    say = words(language)
    yield Line(Label(1, None), tuple(say(f"column.event.{key}") for key in ("setting", "value")))
    for number, (name, value) in enumerate(settings.items(), 2):
        if not isinstance(name, str):
            raise TypeError(f"settings must have names of type str, not {type(name).__name__}")
        yield Line(Label(number, name), (name, _cell(value, "settings", name, "value")))


def _cell(value: object, key: str, row: object, heading: object) -> object:
    """Give a value as a workbook would; nothing is what pandas calls missing."""
    if getattr(value, "ndim", None) == 0:  # a number or moment of numpy
        value = pd.Series([value]).astype(object).iloc[0]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime(warn=False)
    elif isinstance(value, pd.Timedelta):
        value = value.to_pytimedelta()
    elif type(value) is date:
        value = datetime.combine(value, time())  # as Excel keeps a day
    where = f"{key}[{heading}]" if row is None else f"{key}[{row}, {heading}]"
    if not isinstance(value, KINDS):
        raise TypeError(f"{where} holds a {type(value).__name__}, which is no value of a cell")
    if isinstance(value, datetime | time) and value.tzinfo is not None:
        raise TypeError(f"{where} has a time zone; times are by the clocks of the event")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _language(lines: Mapping[str, tuple[Line, ...]], settings: object) -> str:
    """Tell the language of most headings and settings."""
    written = [
        (f"column.{key}", read_text(cell))
        for key, rows in lines.items()
        for cell in (rows[0].cells if rows else ())
        if not is_blank(cell) and column_key(f"column.{key}", read_text(cell))
    ]
    if isinstance(settings, Mapping):
        written += [("setting", name) for name in settings if isinstance(name, str)]
    votes = Counter(
        language for section, word in written for language in _languages_of(section, word)
    )
    return max(languages(), key=lambda language: (votes[language], language == DEFAULT))


def _languages_of(section: str, word: str) -> Iterable[str]:
    """Name the languages in which a word is a heading: `Wunsch 2` counts as `Wunsch`."""
    key = recognise(section, word)
    if key is None:
        word = "".join(letter for letter in word if not letter.isdecimal())
        key = recognise(section, word) or ""
    for language in languages():
        if fold(word) in map(fold, words(language).entries.get(f"{section}.{key}", ())):
            yield language


def source_of_frames(sheets: Mapping[str, Sheet], contents: Iterable[bytes]) -> Source:
    """Take the fingerprint of what was read."""
    digest = hashlib.sha256()
    for key in sorted(sheets):
        digest.update(repr((key, [line.cells for line in sheets[key].lines])).encode())
    for content in contents:
        digest.update(content)
    return Source(SOURCE, digest.hexdigest())


def labelled(issue: Issue, sheets: Mapping[str, Sheet]) -> Issue:
    """Name the place of an issue as pandas does: by the label of the row, and the heading."""
    parameters = issue.parameters
    if issue.code == "duplicate_column":
        heading = _heading(issue.place, parameters["first"], sheets)
        parameters = {**parameters, "first": heading}
    return replace(issue, place=place_in_frames(issue.place, sheets), parameters=parameters)


def place_in_frames(place: Place, sheets: Mapping[str, Sheet]) -> Place:
    """Name a place as pandas does."""
    row = place.row.label if isinstance(place.row, Label) else place.row
    column = _heading(place, place.column, sheets) if place.column else None
    return replace(place, row=row, column=column)


def _heading(place: Place, letter: str, sheets: Mapping[str, Sheet]) -> str:
    sheet = next(sheet for sheet in sheets.values() if sheet.title == place.sheet)
    return read_text(sheet.header.cells[column_index_from_string(letter) - 1])
