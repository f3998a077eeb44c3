"""A workbook made of the exports of registration services."""

from dataclasses import replace
from pathlib import Path

from matchmaker.io.intake.intake import Intake
from matchmaker.io.plans.disk import whole_or_not_at_all
from matchmaker.io.writing.template import Beginning, missing_line, write_template
from matchmaker.text import words
from matchmaker.workflow.outlining import Outline, fill_in


def begin(path: Path, intake: Intake, language: str, outline: Outline | None = None) -> None:
    """Write a workbook with the people and wishes of exports filled in, and the gaps marked."""
    with whole_or_not_at_all(path):
        write_template(path, language, beginning=_beginning(intake))
        if outline:
            fill_in(path, outline)


def still_missing(intake: Intake, language: str, outline: Outline | None = None) -> str:
    """Say what neither an export nor the organiser told; empty: nothing is missing."""
    known = _beginning(intake)
    if outline:
        rows = {**known.rows, **outline.rows}
        known = replace(known, rows=rows, settings=frozenset(outline.settings))
    return missing_line(known, words(language))


def _beginning(intake: Intake) -> Beginning:
    rows = {"participants": intake.people, "interests": intake.wishes}
    files = dict.fromkeys(told.file for told in intake.told)
    return Beginning(rows, tuple(files))
