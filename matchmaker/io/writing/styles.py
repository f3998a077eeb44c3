"""The look of everything written to Excel: one accent colour, and number formats by language."""

from enum import StrEnum
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList

from matchmaker.text import Words

ACCENT = "1F5C7A"
INK = "222222"
QUIET = "6B7480"
LINE = "D5DBE1"
WARNING = "B45309"
WHITE = "FFFFFF"


class Form(StrEnum):
    """How the cells of a column look."""

    TEXT = "text"
    SENTENCE = "sentence"
    """Text that nobody edits, of any length."""
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"
    TIME = "time"
    MOMENT = "date_time"
    HEADING = "heading"
    NUMBER_HEADING = "number_heading"
    QUIET = "quiet"

    @property
    def style(self) -> str:
        """Name of the style in a workbook."""
        return f"matchmaker {self}"


UNDERLINED = Border(bottom=Side(style="hair", color=LINE))
LEFT = Alignment(vertical="top", horizontal="left", wrap_text=True)
CENTRED = Alignment(vertical="top", horizontal="center")

ALIGNMENTS = {
    Form.TEXT: LEFT,
    Form.SENTENCE: LEFT,
    Form.NUMBER: CENTRED,
    Form.SHARE: CENTRED,
    Form.DATE: LEFT,
    Form.TIME: LEFT,
    Form.MOMENT: LEFT,
}


def arial(
    size: float = 10, *, is_bold: bool = False, is_italic: bool = False, color: str = INK
) -> Font:
    """Make a font that every computer has, or one as wide: so a page stays a page everywhere."""
    return Font(name="Arial", size=size, bold=is_bold, italic=is_italic, color=color)


def set_font(book: Workbook) -> None:
    """Make Arial the font of a workbook, by whose digits Excel measures the width of columns."""
    # openpyxl has no public way to say so.
    book._fonts = IndexedList([arial()])  # type: ignore[attr-defined] # noqa: SLF001
    book._named_styles["Normal"].font = arial()  # type: ignore[attr-defined] # noqa: SLF001


def add_styles(book: Workbook, words: Words) -> None:
    """Make the styles known to a workbook, with the number formats of a language."""
    for form, alignment in ALIGNMENTS.items():
        style = NamedStyle(form.style, font=arial(), alignment=alignment, border=UNDERLINED)
        style.number_format = number_format(form, words)
        book.add_named_style(style)
    book.add_named_style(_heading(Form.HEADING, "left"))
    book.add_named_style(_heading(Form.NUMBER_HEADING, "center"))
    book.add_named_style(NamedStyle(Form.QUIET.style, font=arial(is_italic=True, color=QUIET)))


def number_format(form: Form, words: Words) -> str:
    """Look up how Excel is to show a value; text stays as it is typed."""
    key = f"output.format.{form}"
    return words(key) if key in words else "@" if form is Form.TEXT else "General"


def _heading(form: Form, horizontal: Literal["left", "center"]) -> NamedStyle:
    return NamedStyle(
        form.style,
        font=arial(is_bold=True, color=WHITE),
        fill=PatternFill("solid", fgColor=ACCENT),
        alignment=Alignment(vertical="center", horizontal=horizontal, wrap_text=True),
    )
