"""The walk through an event with people online, in both languages."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.main import get_command

from matchmaker.cli import app
from matchmaker.io.plans.versions import versions
from tests.io.documents.pdfs import words_of
from tests.test_cli import EXAMPLES

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"fair.xlsx": "howto/online.md", "messe.xlsx": "de/online.md"}
SHEETS = {"fair.xlsx": ("Participants", "Tables"), "messe.xlsx": ("Teilnehmer", "Tische")}


def section(page: str, number: int) -> str:
    text = (DOCS / page).read_text("utf-8")
    return text.split(f"## {number}. ")[1].split("\n## ")[0]


def rows_of(page: str, number: int) -> list[list[str]]:
    """The first table of a section, heading first."""
    lines = re.findall(r"^\| (.*) \|$", section(page, number), re.MULTILINE)
    return [line.split(" | ") for line in lines]


def fill_in(sheet, header: list[str], row: list[str]) -> None:
    """Write a row of the page into the row of its name, or below all others."""
    known = {cell.value: cell.column for cell in sheet[1]}
    names = [cell.value for cell in sheet["A"]]
    at = names.index(row[0]) + 1 if row[0] in names else len(names) + 1
    for heading, value in zip(header, row, strict=True):
        column = known.setdefault(heading, max(known.values()) + 1)
        sheet.cell(1, column, heading)
        sheet.cell(at, column, value)


@pytest.mark.parametrize("name", PAGES)
def test_walk_through_people_online(name, tmp_path, monkeypatch, capsys):
    shutil.copy(EXAMPLES / "small-fair" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    book, page = load_workbook(name), PAGES[name]
    for number, sheet in zip((1, 3), SHEETS[name], strict=True):
        header, row = rows_of(page, number)
        fill_in(book[sheet], header, row)
    book.save(name)

    for line in re.findall(r"^matchmaker (.*)$", section(page, 3), re.MULTILINE):
        rest = ["--time", "6"] if line.startswith("plan") else []
        get_command(app).main([*line.split(), *rest], standalone_mode=False)
    folder = f"{Path(name).stem}-plans"
    get_command(app).main(["agendas", folder], standalone_mode=False)

    said = " ".join(capsys.readouterr().out.split())
    plan = versions(Path(folder))[-1].plan()
    online = [m for m in plan.schedule.meetings if plan.event.is_online(m.participants)]
    assert "America/New_York" in said
    assert {meeting.table for meeting in online} == {"Video 1"}
    assert max(Counter(meeting.slot for meeting in online).values()) == 1
    told = words_of(
        (tmp_path / folder / "v01" / "agendas" / "agenda_P06_obrien-liam.pdf").read_bytes()
    )
    assert re.search(r"\d\d:\d\d–\d\d:\d\d in New York \(\d\d:\d\d–\d\d:\d\d in Berlin\)", told)
    assert "https://video.example.org/video-1" in told


@pytest.mark.parametrize("page", PAGES.values())
def test_quoted_time_is_that_of_both_places(page):
    own, here = re.search(r"(\d\d:\d\d)–\S+ in New York \((\d\d:\d\d)", section(page, 1)).groups()

    assert (int(here[:2]) - int(own[:2]), here[2:]) == (6, own[2:])
