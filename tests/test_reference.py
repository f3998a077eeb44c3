"""The pages of reference are what the tables say."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
MADE = runpy.run_path(str(DOCS / "reference" / "make_reference.py"))


@pytest.mark.parametrize(("page", "text"), MADE["pages"]().items())
def test_page_is_current(page, text):
    assert (DOCS / page).read_text(encoding="utf-8") == text


def test_severity_is_that_of_the_code():
    severities = MADE["severity_of_codes"]()

    assert severities["similar_organisations"] == "warning"
    assert severities["wish_blocked"] == "warning"
    assert severities["hidden_rows"] == "note"
    assert severities["who_is_who"] == "warning"
    assert severities["other_ids"] == "note"
    assert severities["other_event"] == "error"
    assert severities["duplicate_id"] == "error"
    assert "bad_number" not in severities
