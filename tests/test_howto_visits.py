"""The page about visits of days: its rows, copied into a workbook, come to the figures it names."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.main import get_command

from matchmaker.aims import AimName
from matchmaker.cli import app
from matchmaker.io.plans.plan_file import read_plan
from matchmaker.library.reading import read
from matchmaker.text import words
from matchmaker.whereabouts import title_of

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"en": DOCS / "howto" / "visits.md", "de": DOCS / "de" / "besuche.md"}
SHEETS = ("timetable", "participants", "meeting_rules", "interests")


def tables(text):
    """Give the rows of every table of a page."""
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
        ]
        yield [rows[0], *rows[2:]]


def workbook(text, language, path):
    """Make the workbook that a page tells of."""
    say, book = words(language), Workbook()
    event = book.active
    event.title = say("sheet.event")
    for row in (
        [say("column.event.setting"), say("column.event.value")],
        [say("setting.name"), "ClusterXchange"],
        [say("setting.organiser_email"), "office@example.org"],
    ):
        event.append(row)
    for key, rows in zip(SHEETS, tables(text), strict=True):
        sheet = book.create_sheet(say(f"sheet.{key}"))
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(path)
    return path


@pytest.mark.parametrize("language", PAGES)
def test_rows_of_the_page_come_to_its_figures(language, tmp_path, monkeypatch):
    text = PAGES[language].read_text(encoding="utf-8")
    path = workbook(text, language, tmp_path / "visits.xlsx")
    monkeypatch.chdir(tmp_path)

    get_command(app).main(["plan", path.name, "--time", "5"], standalone_mode=False)

    made = read_plan(tmp_path / "visits-plans" / "v01" / "plan.json")
    told = re.search(r"(\d+) (?:stays|Aufenthalte) (?:and|und) (\d+)", text)
    points = next(aim for aim in made.aims if aim.name is AimName.POINTS)
    meetings = made.schedule.meetings
    assert [len(meetings), points.value, points.bound] == [*map(int, (told[1], told[2], told[2]))]
    assert [(m.table, m.slot.is_stay) for m in meetings] == [(None, True)] * len(meetings)
    first = made.event.slots[0]
    assert title_of(first.day, first.last_day, words(language)) in text.replace("\n", " ")


def test_both_pages_are_of_one_event(tmp_path):
    one, other = (
        read(str(workbook(page.read_text("utf-8"), language, tmp_path / f"{language}.xlsx"))).event
        for language, page in PAGES.items()
    )

    assert one.slots == other.slots
    assert one.interests == other.interests
    assert one.free_slots == other.free_slots
