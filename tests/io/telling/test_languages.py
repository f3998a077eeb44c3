"""In which language somebody reads, and what tables are called in it."""

import pytest

from matchmaker.io.telling.timeline import report_for
from matchmaker.text import words
from matchmaker.whereabouts import sign
from tests.builders import event, meeting, person, plan
from tests.io.documents.pdfs import edition_of


@pytest.mark.parametrize(
    ("asked", "spoken", "read"),
    [
        ("de", ("en",), "de"),
        ("", ("de", "en"), "de"),
        ("", ("pl", "DE", "en"), "de"),
        ("fr", ("pl", "de"), "de"),
        ("", ("pl", "uk"), "en"),
        ("", (), "en"),
        ("en", ("de",), "en"),
    ],
)
def test_agenda_is_in_the_language_asked_for_or_else_spoken(asked, spoken, read):
    reader = person("A", agenda_language=asked, languages=spoken)
    made = plan(event((reader, person("B")), language="en"), meeting("A B"))

    with edition_of(made) as edition:
        found = report_for(made, "A"), edition.report_for(reader)

    assert [report.words.language for report in found] == [read, read]


@pytest.mark.parametrize(
    ("name", "english", "german"),
    [
        ("5", "Table 5", "Tisch 5"),
        ("Table 5", "Table 5", "Tisch 5"),
        ("Tisch 5", "Table 5", "Tisch 5"),
        ("tisch5", "Table 5", "tisch5"),
        ("TISCH 12b", "Table 12b", "TISCH 12b"),
        ("Table A-3", "Table A-3", "Tisch A-3"),
        ("Tisch B", "Table B", "Tisch B"),
        ("Tisch Ü2", "Table Ü2", "Tisch Ü2"),
        ("Table of experts", "Table of experts", "Table of experts"),
        ("Tischlerei 2", "Tischlerei 2", "Tischlerei 2"),
        ("Tabletop", "Tabletop", "Tabletop"),
        ("Foyer", "Table Foyer", "Tisch Foyer"),
    ],
)
def test_tables_are_called_as_the_reader_speaks(name, english, german):
    assert [sign(name, words(language)) for language in ("en", "de")] == [english, german]
