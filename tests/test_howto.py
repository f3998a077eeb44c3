"""The walk through late registrations, as it is written, command by command."""

import re
import shlex
import shutil
from datetime import time
from pathlib import Path

import openpyxl
import pytest
from typer.main import get_command

from matchmaker.cli import app
from matchmaker.io.plans.versions import newest_published, versions
from tests.test_cli import EXAMPLES, edit

PAGE = Path(__file__).parent.parent / "docs" / "howto" / "late-registrations.md"


def commands(section: str) -> list[list[str]]:
    """What a section of the page tells to type."""
    text = PAGE.read_text("utf-8").split(f"## {section}")[1].split("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


@pytest.fixture
def walk(tmp_path, monkeypatch):
    """Type the commands of a section, quickly."""
    shutil.copy(EXAMPLES / "small-fair" / "fair.xlsx", tmp_path)
    monkeypatch.chdir(tmp_path)

    def typed(section: str) -> None:
        for program, command, *rest in commands(section):
            assert program == "matchmaker"
            seconds = ["--time", "6"] if command == "plan" else []
            get_command(app).main([command, *rest, *seconds], standalone_mode=False)

    return typed


def register_late(sheet) -> None:
    sheet.append(["P90", "Ada", "Late", "ada@late.example", "Late GmbH", *[""] * 4, "en; de"])


def cancel(sheet) -> None:
    status = next(cell.column for cell in sheet[1] if cell.value == "Status")
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "P03")
    sheet.cell(row, status, "cancelled")


def test_walk_through_late_registrations(walk, tmp_path):
    plans = tmp_path / "fair-plans"
    walk("1.")
    assert newest_published(plans).name == "v01"

    edit(tmp_path / "fair.xlsx", "Participants", register_late)
    edit(tmp_path / "fair.xlsx", "Participants", cancel)
    edit(tmp_path / "fair.xlsx", "Interests", lambda sheet: sheet.append(["P90", "P05", "high"]))
    walk("2.")
    first, second = (version.plan() for version in versions(plans))
    unmoved = {m.participants for m in first.schedule.meetings if "P03" not in m.participants}
    assert unmoved <= second.schedule.pairs
    assert {change.kind for change in second.changes if "P03" in change.participants} == {
        "cancelled"
    }
    assert second.base == "v01"

    walk("3.")
    record = newest_published(plans)
    assert record.name == "v02"
    assert "P03" in record.published.to
    agendas = {path.name for path in (plans / "v02" / "agendas").iterdir()}
    assert any(name.startswith("agenda_P03") and "_cancelled.ics" in name for name in agendas)

    shutil.copy(plans / "v02" / "schedule.xlsx", tmp_path / "edited.xlsx")
    locked, deleted = by_hand(tmp_path / "edited.xlsx")
    walk("4.")
    third = versions(plans)[-1].plan()
    assert deleted not in {m.id for m in third.schedule.meetings}
    assert locked in {m.id for m in third.schedule.meetings if m.locked}

    walk("5.")
    fourth = versions(plans)[-2].plan()
    now = time(10, 30)
    had = {m.id for m in second.schedule.meetings if m.slot.start.time() < now}
    assert had <= {m.id for m in fourth.schedule.meetings}
    assert not [m for m in fourth.schedule.of("P02") if m.slot.start.time() >= now]
    assert second.schedule.of("P02")

    assert fourth.options.absent == ("P02",)
    assert versions(plans)[-1].plan().options.absent == ()

    walk("7.")
    fifth = versions(plans)[-1]
    assert fifth.number <= 7
    assert {m.id for m in first.schedule.meetings if "P03" not in m.participants} <= {
        m.id for m in fifth.plan().schedule.meetings
    }


def by_hand(path: Path) -> tuple[str, str]:
    """Lock the first meeting and delete the last that is not fixed; tell which."""
    book = openpyxl.load_workbook(path)
    sheet = book["Meetings"]
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["Locked"], "yes")
    free = [
        row for row in range(3, sheet.max_row + 1) if not sheet.cell(row, column["Locked"]).value
    ]
    names = sheet.cell(2, 1).value, sheet.cell(free[-1], 1).value
    sheet.delete_rows(free[-1])
    book.save(path)
    return names
