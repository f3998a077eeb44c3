"""The workbook of results: every figure a formula that gives what was counted; and the table."""

import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from matchmaker.indicators import Account, Outcome
from matchmaker.io.telling.results import ResultsReport
from matchmaker.io.writing.results import results_csv, results_workbook
from matchmaker.text import words
from tests.builders import meeting, plan
from tests.test_indicators import ANSWERS, FAIR, MADE

LANGUAGES = ("en", "de")
OFFICE = shutil.which("soffice")


FEW = plan(FAIR, meeting("P1 P2", 0), meeting("P1 P3", 1))
"""The same event with most wishes unmet."""


def report(language, answers=ANSWERS, made=MADE):
    return ResultsReport(Account((Outcome(made, answers, "DE"),)), words(language))


def cells(path, *, formulas=False):
    """Every cell in which a formula stands, or its value, by sheet and place."""
    book = load_workbook(path, data_only=not formulas)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet
        for cell in row
        if cell.value is not None
    }


@pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("made", [MADE, FEW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_gives_what_was_counted(tmp_path, language, made):
    path = tmp_path / "results.xlsx"
    path.write_bytes(results_workbook(report(language, made=made)))
    kept, formulas = cells(path), cells(path, formulas=True)
    places = [at for at, value in formulas.items() if str(value).startswith("=")]

    # openpyxl leaves out the values, so LibreOffice has nothing but the formulas.
    load_workbook(path).save(tmp_path / "bare.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx"]
    there = ["--outdir", tmp_path / "again", tmp_path / "bare.xlsx"]
    subprocess.run([*command, *there], check=True, capture_output=True)  # noqa: S603
    again = cells(tmp_path / "again" / "bare.xlsx")

    assert len(places) > 60
    found = {at: again[at] for at in places if kept.get(at) not in {None, ""}}
    assert found == pytest.approx({at: kept[at] for at in found}, abs=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_its_definition_and_its_value(tmp_path, language):
    path = tmp_path / "results.xlsx"
    path.write_bytes(results_workbook(report(language)))
    told = report(language)

    there = load_workbook(path, data_only=True).worksheets[0]
    rows = {row[0]: row for row in there.values if row[0]}
    for figure in (each for section in told.sections.values() for each in section):
        row = rows[figure.label]
        assert row[1] == pytest.approx(float(told.results.value(figure.indicator)))
        assert row[4] == figure.definition


def test_nobodys_name_is_in_the_workbook_or_the_table(tmp_path):
    told = report("en")
    path = tmp_path / "results.xlsx"
    path.write_bytes(results_workbook(told))

    written = [str(value) for value in cells(path).values()] + [results_csv(told)]
    names = {person.last_name for person in MADE.event.participants}
    assert not any(name in text.split() for name in names for text in written)


def test_groups_of_fewer_than_three_people_have_no_number_in_the_table():
    lines = results_csv(report("en")).splitlines()

    assert "People by Country;Germany;3" in lines
    assert "People by Country;Poland;fewer than 3" in lines
    assert not any("Poland ×" in line or "× Poland" in line for line in lines)
    assert "Meetings between fields;;2" in lines
    assert "Meetings between fields;%;50.0" in lines


def test_table_before_any_answer_tells_what_is_planned():
    from matchmaker.feedback import Feedback  # noqa: PLC0415

    lines = results_csv(report("en", Feedback())).splitlines()

    assert "Meetings planned;;6" in lines
    assert not any(line.startswith(("Meetings held", "Rating", "Agreements")) for line in lines)
