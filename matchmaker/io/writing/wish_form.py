"""Forms on which people say whom they wish to meet, and answer those who wish to meet them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.countries import country_in
from matchmaker.events import Event, Participant
from matchmaker.io.reading.wish_forms import FormKind, subject_for
from matchmaker.io.writing.cells import put as put_value
from matchmaker.io.writing.choices import offer_words
from matchmaker.io.writing.listing import ListColumn, write_column
from matchmaker.io.writing.page import book_called, fit_heights, saved, set_up_page
from matchmaker.io.writing.styles import ACCENT, INK, QUIET, add_styles, arial
from matchmaker.names import shown_id
from matchmaker.text import Words

TO_FILL_IN = PatternFill("solid", start_color="FFF8E1", end_color="FFF8E1")
"""The fill of cells in which something may be written."""
HEAD_ROWS, HEAD_WIDTH = 4, 8
"""Rows above the list, and over how many columns they reach."""
CHOICES = {
    FormKind.WISHES: [("value.level", level) for level in ("high", "normal", "low")],
    FormKind.ANSWERS: [("value.answer", answer) for answer in ("accepted", "declined")],
}
"""The words to choose from; that two must meet is for the organiser to say."""


@dataclass(frozen=True)
class Offered:
    """Somebody on a form.

    Parameters
    ----------
    person : Participant
        Who.
    chosen : str
        What is chosen of them already, in the words of the form; empty: nothing.
    told : str
        What is to be known of their wish; empty: nothing.
    """

    person: Participant
    chosen: str = ""
    told: str = ""


@dataclass(frozen=True)
class WishForm:
    """The form of one person.

    Parameters
    ----------
    kind : FormKind
        What is asked.
    event : Event
        Of what.
    person : Participant
        Whose form.
    offered : tuple of Offered
        Those who may be chosen, or answered.
    words : Words
        The language of the person.
    until : str
        By when it is to be sent back, in words.
    """

    kind: FormKind
    event: Event
    person: Participant
    offered: tuple[Offered, ...]
    words: Words
    until: str

    @property
    def head(self) -> tuple[tuple[str, int, str], ...]:
        """Say what it is, whose, and what to do with it: text, size and colour of each line."""
        say, event = self.words, self.event
        reply = event.organiser_email or event.organiser or event.name
        return (
            (say(f"wishform.{self.kind}.title", event=event.name), 16, ACCENT),
            (f"{self.person.name}, {self.person.organisation}", 11, INK),
            (say(f"wishform.{self.kind}.how"), 10, QUIET),
            (say("wishform.reply", reply=reply, until=self.until), 10, QUIET),
        )


def write_wish_form(form: WishForm, path: Path) -> None:
    """Write the form of one person."""
    book = book_called(form.event.name)
    book.properties.subject = subject_for(
        form.kind, form.person.id, form.event.name, form.event.event_id
    )
    add_styles(book, form.words)
    sheet = book.create_sheet(form.words(f"wishform.{form.kind}.sheet"))
    _write_list(sheet, form.kind, form.offered, form.words)
    fit_heights(sheet)
    _write_head(sheet, form.head)
    sheet.freeze_panes = sheet.cell(HEAD_ROWS + 2, 3)
    set_up_page(sheet, is_landscape=True)
    path.write_bytes(saved(book))


def _write_list(sheet: Worksheet, kind: FormKind, offered: Sequence[Offered], words: Words) -> None:
    top = HEAD_ROWS + 1
    columns = [column for column in _columns(words) if _is_needed(column, offered)]
    for number, column in enumerate(columns, 1):
        heading = words(f"column.wish_form.{_heading(column.key, kind)}")
        write_column(sheet, number, column, heading, offered, top=top)
    asked = next(at for at, column in enumerate(columns, 1) if column.key == "chosen")
    letter = get_column_letter(asked)
    sheet.column_dimensions[letter].width = 16
    for row in range(top + 1, top + 1 + len(offered)):
        sheet.cell(row, asked).fill = TO_FILL_IN
    choices = [words(f"{section}.{word}") for section, word in CHOICES[kind]]
    offer_words(sheet, f"{letter}{top + 1}:{letter}{top + len(offered)}", choices)
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(columns))}{top + len(offered)}"


def _columns(words: Words) -> Iterable[ListColumn[Offered]]:
    return (
        ListColumn("id", lambda row: shown_id(row.person.id), widest=12),
        ListColumn("name", lambda row: row.person.name, widest=24),
        ListColumn("chosen", lambda row: row.chosen or None, widest=16),
        ListColumn("told", lambda row: row.told or None, widest=20),
        ListColumn("organisation", lambda row: row.person.organisation, widest=26),
        ListColumn(
            "country", lambda row: country_in(row.person.country, words.language), widest=16
        ),
        ListColumn("cluster", lambda row: row.person.cluster, widest=18),
        ListColumn("areas", lambda row: "; ".join(row.person.areas), widest=26),
        ListColumn("offers", lambda row: row.person.offers, widest=34),
        ListColumn("seeks", lambda row: row.person.seeks, widest=34),
    )


ALWAYS = frozenset({"id", "name", "chosen", "organisation"})


def _is_needed(column: ListColumn[Offered], offered: Sequence[Offered]) -> bool:
    """Whether a column is there: those in which nothing stands are not."""
    return column.key in ALWAYS or any(column.value(row) for row in offered)


def _heading(key: str, kind: FormKind) -> str:
    return kind.column if key == "chosen" else key


def _write_head(sheet: Worksheet, head: Iterable[tuple[str, int, str]]) -> None:
    for number, (text, size, color) in enumerate(head, 1):
        cell = sheet.cell(number, 1)
        put_value(cell, text)
        cell.font = arial(size, is_bold=number <= 2, color=color)  # noqa: PLR2004
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=HEAD_WIDTH)
        sheet.row_dimensions[number].height = 24 if size > 11 else 17  # noqa: PLR2004


def write_missing(event: Event, people: Iterable[str], words: Words, path: Path) -> None:
    """List for the organiser whose form has not come back, with their addresses."""
    book = book_called(event.name)
    add_styles(book, words)
    sheet = book.create_sheet(words("wishform.missing"))
    rows = [event.participant[person] for person in people]
    for number, column in enumerate(MISSING, 1):
        heading = words(f"column.participants.{column.key}")
        write_column(sheet, number, column, heading, rows)
    fit_heights(sheet)
    sheet.freeze_panes = "A2"
    set_up_page(sheet, is_landscape=True)
    path.write_bytes(saved(book))


MISSING: tuple[ListColumn[Participant], ...] = (
    ListColumn("id", lambda person: person.id, widest=16),
    ListColumn("first_name", lambda person: person.first_name),
    ListColumn("last_name", lambda person: person.last_name),
    ListColumn("organisation", lambda person: person.organisation),
    ListColumn("email", lambda person: person.email),
)
