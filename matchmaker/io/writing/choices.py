"""Drop-downs: words to choose from."""

from collections.abc import Iterable

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.text import Words


def words_of(section: str, say: Words) -> tuple[str, ...]:
    """List the words of a section of `text`, as we write them."""
    return tuple(
        spellings[0]
        for key, spellings in say.entries.items()
        if section and key.rpartition(".")[0] == section
    )


def offer_words(sheet: Worksheet, cells: str, choices: Iterable[str]) -> None:
    """Offer words; others may be typed all the same, since many are understood."""
    listed = ",".join(choices)
    if listed:
        offer(sheet, cells, f'"{listed}"')


def offer(sheet: Worksheet, cells: str, formula: str) -> None:
    """Offer what a formula gives."""
    offered = DataValidation(type="list", formula1=formula, allow_blank=True)
    offered.showErrorMessage = False
    offered.add(cells)
    sheet.add_data_validation(offered)
