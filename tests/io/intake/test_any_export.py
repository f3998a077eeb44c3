"""Whatever stands in an export comes in, is told or refused; the workbook can always be read."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.intake.intake import take_in
from matchmaker.io.reading.services import SERVICES
from matchmaker.issues import Severity
from matchmaker.text import words
from matchmaker.workflow import begin

HEADINGS = sorted(
    {
        *(word for s in SERVICES for words in (*s.signs, *s.columns.values()) for word in words),
        *("Name", "Vorname", "Nachname", "Firma", "ID", "Wunsch 1", "Wish 2", "Sprachen", "KMU"),
        *("Verfügbar", "Max. Treffen", "Alpha", "Wen möchten Sie treffen? [Alpha]", "", "=1+1"),
        *("Wen möchten Sie treffen?", "Whom would you like to meet?", "Von", "An", "Stufe"),
    }
)
CELLS = st.one_of(
    st.sampled_from(
        [
            *("", "Anna Ahorn", "Ahorn, Anna", "Béla", "Alpha", "Alpha; Beta", "Beta, Alpha", "x"),
            *("anna@a.example", "mailto:anna@a.example", "Registered", "Canceled", "Accepted"),
            *("No", "ja", "1", "3", "=cmd()", "@x", "9-12", "17.06.2027", "muss", ";;", ","),
        ]
    ),
    st.text(max_size=8),
)
PEOPLE = [("Anna", "Ahorn", "anna@a.example", "Alpha"), ("Béla", "Birke", "bela@b.example", "Beta")]
LISTED = [["Vorname", "Nachname", "E-Mail", "Organisation"], *map(list, PEOPLE)]


@st.composite
def tables(draw):
    """Draw a table under some headings of one service, and of others."""
    service = draw(st.sampled_from(SERVICES))
    signs = [draw(st.sampled_from(words)) for words in service.signs]
    known = sorted({word for words in service.columns.values() for word in words})
    others = draw(st.lists(st.sampled_from([*known, *HEADINGS]), max_size=8))
    head = draw(st.permutations([*signs, *others]))
    row = st.lists(CELLS, min_size=len(head), max_size=len(head))
    return [head, *draw(st.lists(row, min_size=1, max_size=5))]


EXPECTED = {
    *("missing_cell", "no_tables", "export_without_people", "not_an_export"),
    *("ambiguous_person", "text_in_one_column", "min_over_max"),
}
"""What cannot be filled in, what an organiser wrote against themselves, and what is no export."""


def as_csv(table):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(table)
    return text.getvalue().encode("utf-8", errors="replace")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    drawn=st.lists(tables(), min_size=1, max_size=2),
    has_list=st.booleans(),
    language=st.sampled_from(["en", "de"]),
)
def test_any_export_ends_in_a_workbook_that_is_read_or_in_a_reason(drawn, has_list, language):
    written = [*([LISTED] if has_list else []), *drawn]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.csv" for number, _ in enumerate(written)]
        for path, table in zip(paths, written, strict=True):
            path.write_bytes(as_csv(table))
        intake = take_in(paths)
        for issue in intake.issues:
            assert words(language)(f"issue.{issue.code}", **issue.parameters)
            assert words(language)(f"advice.{issue.code}", **issue.parameters)
        issues = list(intake.issues)
        if intake.is_sound:
            begin(Path(folder) / "fair.xlsx", intake, language)
            issues += read_event(Path(folder) / "fair.xlsx").issues

    assert intake.is_sound == bool(intake.people)
    errors = {issue.code for issue in issues if issue.severity is Severity.ERROR}
    assert errors <= EXPECTED, errors - EXPECTED
