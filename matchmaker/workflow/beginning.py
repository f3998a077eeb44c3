"""A workbook made of the exports of registration services."""

from pathlib import Path

from matchmaker.io.intake.intake import Intake
from matchmaker.io.writing.template import Beginning, missing_line, write_template
from matchmaker.text import words


def begin(path: Path, intake: Intake, language: str) -> None:
    """Write a workbook with the people and wishes of exports filled in, and the gaps marked."""
    write_template(path, language, beginning=_beginning(intake))


def still_missing(intake: Intake, language: str) -> str:
    """Say what no export told, so that the organiser fills it in."""
    return missing_line(_beginning(intake), words(language))


def _beginning(intake: Intake) -> Beginning:
    rows = {"participants": intake.people, "interests": intake.wishes}
    files = dict.fromkeys(told.file for told in intake.told)
    return Beginning(rows, tuple(files))
