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
TABLES = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=9).flatmap(
    lambda head: st.lists(
        st.lists(CELLS, min_size=len(head), max_size=len(head)), min_size=1, max_size=5
    ).map(lambda rows: [head, *rows])
)
EXPECTED = {
    *("missing_cell", "no_tables", "no_meetings", "export_without_people", "not_an_export"),
    *("ambiguous_person", "text_in_one_column", "empty_file", "not_a_workbook", "no_participants"),
    *("min_over_max", "missing_setting", "self_interest", "bad_period", "day_outside_event"),
}
"""What cannot be filled in, what an organiser wrote against themselves, and what is no export."""


def as_csv(table):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(table)
    return text.getvalue().encode("utf-8", errors="replace")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables=st.lists(TABLES, min_size=1, max_size=2), language=st.sampled_from(["en", "de"]))
def test_any_export_ends_in_a_workbook_that_is_read_or_in_a_reason(tables, language):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.csv" for number, _ in enumerate(tables)]
        for path, table in zip(paths, tables, strict=True):
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
