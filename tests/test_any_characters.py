"""The whole way of a workbook with characters in it that no file may hold: nothing ends early."""

import os
import shutil
import sys

import openpyxl
import pytest

from matchmaker import cli
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans import versions
from matchmaker.issues import Severity
from tests.io.reading.spreadsheets import fair, write, write_folder

ESCAPED = "_x0001__xD83D__xFFFE__x009B_"
"""As Excel keeps them: a control character, half of an emoji, no character, the start of a code."""
WRITTEN = "\x00\x01\x7f\x9b\ufdd0\ufffe\uffff"
"""As they may stand in a CSV file."""


def broken(junk):
    """A sound workbook with such characters in every text, at its start, in it and at its end."""
    return {
        title: [rows[0], *([spoilt(cell, junk) for cell in row] for row in rows[1:])]
        for title, rows in fair().items()
    }


def spoilt(cell, junk):
    if not isinstance(cell, str) or not cell:
        return cell
    return junk + cell[: len(cell) // 2] + junk + cell[len(cell) // 2 :] + junk


@pytest.fixture(params=["xlsx", "csv"])
def workbook(request, tmp_path):
    if request.param == "xlsx":
        return write(tmp_path / "fair.xlsx", broken(ESCAPED))
    path = write_folder(tmp_path / "fair", broken(WRITTEN), encoding="utf-8")
    (path / "wishes").mkdir()
    (path / "wishes" / "P5.csv").write_text(f"{WRITTEN}P2{WRITTEN}\n", encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command as typed, in a terminal that is strict; give the exit code."""

    def typed(*arguments):
        monkeypatch.setattr(sys, "argv", ["matchmaker", *map(str, arguments)])
        sys.stdout.reconfigure(errors="strict")
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        capsys.readouterr()
        return leaving.value.code

    return typed


def test_characters_that_no_file_may_hold_are_left_out(workbook, tmp_path):
    (tmp_path / "sound").mkdir()
    sound = read_event(write(tmp_path / "sound" / "fair.xlsx", fair())).event

    found = read_event(workbook)

    assert found.event is not None
    assert found.event.participants == sound.participants
    assert found.event.tables == sound.tables
    assert (found.event.name, found.event.blocked) == (sound.name, sound.blocked)


def test_characters_left_out_are_named_in_ids_and_addresses(tmp_path):
    sheets = fair()
    sheets["Event"][-1:] = [
        ["Organiser e-mail", "office\ufdd0@fair.example"],
        ["Contact", "Hall\ufdd0"],
    ]
    sheets["Participants"][1][0] = "P\ufdd01"
    sheets["Participants"][2][3] = "zofia\ufdd0@alpha.example"
    sheets["Participants"][3][1] = sheets["Participants"][4][1] = "De\ufdd0niz"
    sheets["Interests"][1][1] = "P\ufdd03"

    issues = read_event(write(tmp_path / "fair.xlsx", sheets)).issues

    found = {
        (str(issue.place), issue.severity, issue.parameters["value"])
        for issue in issues
        if issue.code == "broken_characters"
    }
    assert found == {
        ("Event!B6", Severity.WARNING, "office@fair.example"),
        ("Event!B7", Severity.NOTE, "Hall"),
        ("Participants!A2", Severity.WARNING, "P1"),
        ("Participants!D3", Severity.WARNING, "zofia@alpha.example"),
        ("Participants!B4", Severity.NOTE, "Deniz"),
        ("Interests!B2", Severity.WARNING, "P3"),
    }


def test_characters_left_out_are_named_in_the_headings_of_a_matrix(tmp_path):
    sheets = fair(Interests=None)
    sheets["Interests"] = [[None, "P\ufdd01", "P2"], ["P3", "x", ""], ["P4", "x", "x"]]

    issues = read_event(write(tmp_path / "fair.xlsx", sheets)).issues

    found = [str(issue.place) for issue in issues if issue.code == "broken_characters"]
    assert found == ["Interests!B1"]


LATIN = os.fsdecode(b"f\xffair")
"""A name in an encoding of old, as Linux keeps it."""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")


@on_linux
@pytest.mark.parametrize("name", [f"{LATIN}.xlsx", f"{LATIN}/fair.xlsx", LATIN])
def test_workbook_whose_name_is_of_an_old_encoding_is_planned(tmp_path, name, run):
    (tmp_path / LATIN).mkdir()
    workbook = tmp_path / name
    write(workbook / "fair.xlsx" if workbook.is_dir() else workbook, fair())

    assert run("plan", workbook, "--time", 2) == 0
    assert run("check", tmp_path / f"{LATIN}.ods") == 2


@on_linux
def test_name_that_cannot_be_read_of_another_file_does_not_matter(tmp_path, run):
    write(tmp_path / "fair.xlsx", fair())
    (tmp_path / f"{LATIN}.docx").touch()

    assert run("plan", tmp_path, "-o", tmp_path / "plans" / LATIN, "--time", "1") == 0


def test_whole_way_from_plan_to_publication(workbook, tmp_path, run):
    plans = versions.folder_of(workbook)
    schedule, copy = plans / "v01" / "schedule.xlsx", tmp_path / "copy.xlsx"

    assert run("check", workbook, "--annotate", tmp_path / "marked.xlsx") == 0
    assert run("plan", workbook, "--time", "2") == 0
    shutil.copy(schedule, copy)
    book = openpyxl.load_workbook(copy)
    for row in range(2, book["Meetings"].max_row + 1):
        for heading in range(1, 17):
            cell = book["Meetings"].cell(row, heading)
            cell.value = spoilt(cell.value, ESCAPED)
    book.save(copy)
    assert run("verify", workbook, schedule) == 0
    assert run("verify", workbook, copy) == 0
    assert run("agendas", plans) == 0
    assert run("publish", plans) == 0
    assert run("plan", workbook, "--time", "2", "--edited", copy, "--again") == 0
    assert run("check", tmp_path / "marked.xlsx") == 0
