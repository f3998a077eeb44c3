"""A sheet as it was typed: which it is, where its columns stand, and how places in it are named."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter

from matchmaker.io.reading.columns import MATRIX, column_key
from matchmaker.io.reading.csv_file import Decoded
from matchmaker.io.reading.raw import Line, Merged
from matchmaker.io.reading.times import read_day_heading, read_stretch
from matchmaker.io.reading.values import is_blank, read_text
from matchmaker.io.reading.wording import Wording
from matchmaker.issues import Place
from matchmaker.text import DEFAULT, fold, languages, recognise, words

DAY_COLUMN = "day_"
IN_OTHER_WORDS = frozenset(
    [
        *("first_name", "last_name", "email", "organisation", "country", "languages"),
        *("available", "not_available", "attendance"),
    ]
)
"""The columns of people that are known by what forms call them, too, where nothing else is."""
TIMETABLES = frozenset({"column.timetable", "dates.column"})
"""The sheets in which both ends of a time may stand in one column."""


@dataclass(frozen=True)
class ReturnedForm:
    """What is known of a form that came back.

    Parameters
    ----------
    kind : str
        What it asks: `wishes` or `answers`.
    names : mapping of int to str
        The names that stand beside the ids, by row; they must be those of the same people.
    listed : tuple of str
        Everybody on it, chosen or not, as they are named there.
    event : str
        What tells its event from others; empty where that is lost.
    """

    kind: str
    names: Mapping[int, str]
    listed: tuple[str, ...]
    event: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was typed.

    Parameters
    ----------
    file, title : str
        Name of the file, and the sheet's own title.
    lines : tuple of Line
        The rows in which there is anything; the first is the header.
    key : str
        Which sheet it is, e.g. `participants`; empty for one we do not know.
    titles, section : str
        The sections of `text` with its title, e.g. `sheet`, and with its headings, e.g.
        `column.participants`.
    hidden : tuple of int
        The rows that are not shown.
    merged : tuple of Merged
        Its merged cells.
    is_hidden : bool
        Whether the sheet is not shown.
    decoded : Decoded or None
        How sure we are of its letters; None where there is no doubt.
    source : str
        Whose wishes these are, where all of a sheet are of one person.
    wording : Wording
        What the organiser's words are here.
    form : ReturnedForm or None
        Of a form that came back; None: it is none.
    """

    file: str
    title: str
    lines: tuple[Line, ...]
    key: str = ""
    titles: str = "sheet"
    section: str = ""
    hidden: tuple[int, ...] = ()
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False
    decoded: Decoded | None = field(default=None, compare=False)
    source: str = ""
    wording: Wording = field(default=Wording(), compare=False)
    form: ReturnedForm | None = None

    @property
    def header(self) -> Line:
        """The first row in which there is anything."""
        return self.lines[0] if self.lines else Line(1, ())

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the title is one of this sheet."""
        spellings = {
            language: words(language).entries.get(f"{self.titles}.{self.key}", ())
            for language in languages()
        }
        return tuple(
            language
            for language, known in spellings.items()
            if fold(self.title) in {fold(word) for word in known}
        )

    @cached_property
    def language(self) -> str:
        """The language of the title, or else that of most headings."""
        if len(self.languages) == 1:
            return self.languages[0]
        said = {language: self._headings_in(language) for language in languages()}
        most = [language for language, count in said.items() if count == max(said.values())]
        return most[0] if len(most) == 1 else next(iter(self.languages), DEFAULT)

    def _headings_in(self, language: str) -> int:
        """Count the headings that are a language's own words."""
        entries, section = words(language).entries, self.section
        ours = {
            fold(word)
            for key in self.numbers
            for word in entries.get(f"{section}.{key.rstrip('_0123456789')}", ())
        }
        written = (fold(read_text(cell)) for cell in self.header.cells if not is_blank(cell))
        return sum(word.rstrip("0123456789") in ours for word in written)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each column stands, from 0, by its key."""
        if self.section == MATRIX:
            return _matrix_numbers(self.header)
        numbers: dict[str, int] = {}
        for number, heading in enumerate(self.header.cells):
            key = self.key_of(heading)
            if key:
                numbers.setdefault(key, number)
        if "to" not in numbers and self._has_both_ends(numbers.get("from")):
            numbers["to"] = numbers["from"]
        return numbers

    def _has_both_ends(self, number: int | None) -> bool:
        """Whether both ends of a time stand in one column of a timetable: `9:00-10:30`."""
        if self.section not in TIMETABLES or number is None:
            return False
        cells = (line.cells[number] for line in self.lines[1:] if number < len(line.cells))
        return any(map(read_stretch, cells))

    @property
    def has_stretches(self) -> bool:
        """Whether one column of a timetable serves for `From` and `To`."""
        ends = [self.numbers.get(key) for key in ("from", "to")]
        return self.section in TIMETABLES and ends[0] is not None and ends[0] == ends[1]

    def key_of(self, heading: object) -> str | None:
        """Tell which column a heading names; empty for one that is not to be read."""
        written = read_text(heading)
        theirs = self.wording.headings.get((self.key, fold(written)))
        ours = column_key(self.section, written) if theirs is None else theirs
        if ours is None and self.section == "column.participants":
            ours = self._in_other_words.get(fold(written)) or self._day_key(written)
        return ours

    @cached_property
    def _in_other_words(self) -> Mapping[str, str]:
        """The headings in words of forms, `Institution`, each the only one of its column."""
        written = [read_text(cell) for cell in self.header.cells if not is_blank(cell)]
        named = {column_key(self.section, heading) for heading in written}
        others = {fold(heading): recognise("export.heading", heading) for heading in written}
        counts = Counter(others.values())
        return {
            heading: key
            for heading, key in others.items()
            if key in IN_OTHER_WORDS and key not in named and counts[key] == 1
        }

    def _day_key(self, heading: str) -> str | None:
        """Tell the key of a column that has a day as its heading, under which people say when."""
        if read_day_heading(heading) is None:
            return None
        return f"{DAY_COLUMN}{fold(heading)}"

    @property
    def day_columns(self) -> tuple[str, ...]:
        """The columns with a day as their heading, by key."""
        return tuple(key for key in self.numbers if key.startswith(DAY_COLUMN))

    @cached_property
    def has_email_as_id(self) -> bool:
        """Whether e-mail addresses serve as ids, since no column has these under any heading."""
        if self.key != "participants" or "id" in self.numbers or "email" not in self.numbers:
            return False
        known = set(self.numbers.values())
        return not any(
            self._has_ids(number) for number in range(len(self.header.cells)) if number not in known
        )

    def _has_ids(self, number: int) -> bool:
        """Whether a column has something else in every row."""
        cells = [line.cells[number : number + 1] for line in self.lines]
        texts = [read_text(cell[0]) for cell in cells if cell and not is_blank(cell[0])]
        return len(texts) == len(self.lines) == len(set(texts))

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter of each column by its key."""
        return {key: get_column_letter(number + 1) for key, number in self.numbers.items()}

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Name a place by row and column key."""
        return Place(self.file, self.title, row, self.letters.get(column) if column else None)


def _matrix_numbers(header: Line) -> dict[str, int]:
    """Number the columns of a matrix: who wishes, and each who is wished."""
    crosses = [number for number, cell in enumerate(header.cells) if number and not is_blank(cell)]
    return {"from": 0} | {f"cross_{number + 1}": number for number in crosses}
