"""The German manual, command by command, as somebody types who reads it."""

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from typer.main import get_command

from matchmaker.cli import app
from matchmaker.io.plans.versions import newest_published, versions
from matchmaker.text import words
from tests.test_cli import EXAMPLES, edit

MANUAL = Path(__file__).parent.parent / "docs" / "de"


def section(page: str, heading: str) -> str:
    """What stands under a heading of a page."""
    text = (MANUAL / f"{page}.md").read_text("utf-8")
    return text.split(f"\n## {heading}")[1].split("\n## ")[0]


def commands(text: str) -> list[list[str]]:
    """What a text tells to type, in blocks of their own."""
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("matchmaker ")]


def choices(text: str) -> list[list[str]]:
    """What a table of a text tells to type."""
    return [shlex.split(line) for line in re.findall(r"\| `(matchmaker [^`]+)` \|", text)]


def typed_quickly(found: list[list[str]]) -> None:
    """Type commands, and see that each of them is done."""
    assert found
    for _, command, *rest in found:
        seconds = ["--time", "5"] if command == "plan" else []
        left = get_command(app).main([command, *rest, *seconds], standalone_mode=False)
        assert left in {None, 0}


@pytest.fixture
def walk(tmp_path, monkeypatch):
    """Type the commands of a section beside a copy of the German example."""
    shutil.copy(EXAMPLES / "small-fair" / "messe.xlsx", tmp_path)
    monkeypatch.chdir(tmp_path)

    return lambda page, heading: typed_quickly(commands(section(page, heading)))


@pytest.fixture
def published(walk, tmp_path):
    """The German example, planned and published; the folder of its plans."""
    walk("README", "Auf einen Blick")
    return tmp_path / "messe-plans"


def register_late(sheet) -> None:
    sheet.append(["P90", "Ada", "Spät", "ada@spaet.example", "Spät GmbH", *[""] * 4, "de; en"])


def cancel(sheet) -> None:
    sheet.cell(row_of(sheet, "P03"), column_of(sheet, "Status"), "storniert")


def row_of(sheet, person: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == person)


def column_of(sheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def lock_first_and_delete_last(path: Path) -> tuple[str, str]:
    """Edit a schedule as the manual says; tell which meetings."""
    book = openpyxl.load_workbook(path)
    sheet = book["Treffen"]
    locked = column_of(sheet, "Fixiert")
    sheet.cell(2, locked, "ja")
    free = [row for row in range(3, sheet.max_row + 1) if not sheet.cell(row, locked).value]
    names = sheet.cell(2, 1).value, sheet.cell(free[-1], 1).value
    sheet.delete_rows(free[-1])
    book.save(path)
    return names


def test_first_planning(walk, tmp_path, capsys):
    page, plans = "erste-planung", tmp_path / "messe-plans"
    walk(page, "1.")
    walk(page, "2.")
    assert "1 Warnung\n" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {
        "messe.xlsx",
        "neu.xlsx",
        "probe.xlsx",
        "messe-markiert.xlsx",
    }

    walk(page, "3.")
    quoted = "Bei der Wahl der Treffen geht es nicht besser: Das ist bewiesen."
    assert quoted in " ".join(capsys.readouterr().out.split())
    assert quoted in " ".join(section(page, "3.").split())
    shutil.copy(plans / "v01" / "schedule.xlsx", tmp_path / "von-hand.xlsx")
    locked, deleted = lock_first_and_delete_last(tmp_path / "von-hand.xlsx")
    walk(page, "4.")
    made = versions(plans)[-1].plan()
    assert deleted not in {meeting.id for meeting in made.schedule.meetings}
    assert locked in {meeting.id for meeting in made.schedule.meetings if meeting.locked}

    walk(page, "5.")
    assert newest_published(plans) is None
    walk(page, "6.")
    assert newest_published(plans) == versions(plans)[-1]
    mails = versions(plans)[-1].path / "mail"
    assert [len(list(mails.glob(one))) for one in ("*.eml", "mails.csv", "*")] == [12, 1, 13]


def test_late_registrations(walk, published, tmp_path, capsys):
    workbook, page = tmp_path / "messe.xlsx", "nachmeldungen"
    edit(workbook, "Teilnehmer", register_late)
    edit(workbook, "Teilnehmer", cancel)
    edit(workbook, "Wünsche", lambda sheet: sheet.append(["P90", "P05", "hoch"]))
    walk(page, "1.")
    said = " ".join(capsys.readouterr().out.split())
    assert "Ausgehend von v01 (veröffentlicht" in said
    assert "jedes Treffen, das bleiben kann, behält Zeit und Tisch." in said
    first, second = (version.plan() for version in versions(published)[:2])
    unmoved = {m.id for m in first.schedule.meetings if "P03" not in m.participants}
    assert unmoved <= {m.id for m in second.schedule.meetings}

    walk(page, "2.")
    walk(page, "3.")
    newest = newest_published(published)
    assert {"P03", "P90"} <= set(newest.published.to)
    signs = PdfReader(newest.path / "print" / "check-in-list.pdf")
    assert "GEÄNDERT" in "".join(sheet.extract_text() for sheet in signs.pages)

    shutil.copy(newest.path / "schedule.xlsx", tmp_path / "geaendert.xlsx")
    locked, deleted = lock_first_and_delete_last(tmp_path / "geaendert.xlsx")
    walk(page, "4.")
    edited = versions(published)[-1].plan()
    assert deleted not in {meeting.id for meeting in edited.schedule.meetings}
    assert locked in {meeting.id for meeting in edited.schedule.meetings if meeting.locked}

    walk(page, "6.")
    assert versions(published)[-1].plan().base == "v01"


def test_choices_of_what_is_kept(published, tmp_path):
    edit(tmp_path / "messe.xlsx", "Teilnehmer", register_late)
    edit(tmp_path / "messe.xlsx", "Wünsche", lambda sheet: sheet.append(["P90", "P05", "hoch"]))

    typed_quickly(choices(section("nachmeldungen", "1.")))

    assert [version.plan().options.keep for version in versions(published)[1:]] == [
        "all",
        "pairs",
        "pairs",
        "none",
    ]


def rename(sheet) -> None:
    row = row_of(sheet, "P05")
    for column, value in enumerate(("Karel", "Novotný", "karel.novotny@labe.example"), start=2):
        sheet.cell(row, column, value)


def renumber_tables(sheet) -> None:
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 1, f"Tisch {row - 1}")


def pin_at_new_name(sheet) -> None:
    sheet.cell(2, column_of(sheet, "Tisch"), "Tisch 4")


def test_what_the_manual_quotes_of_reruns_is_said(published, tmp_path, capsys):
    """A colleague stands in, and tables are renamed."""
    workbook = tmp_path / "messe.xlsx"
    edit(workbook, "Teilnehmer", rename)
    edit(workbook, "Tische", renumber_tables)
    edit(workbook, "Festtermine", pin_at_new_name)

    typed_quickly([["matchmaker", "plan", str(workbook)]])

    assert versions(published)[-1].plan().base == "v01"
    said = " ".join(capsys.readouterr().out.split())
    text = " ".join(section("nachmeldungen", "5.").split())
    assert "Tische haben neue Namen: T1 ist Tisch 1" in said
    assert "Tische haben neue Namen: T1 ist Tisch 1" in text
    assert "P05 war Eva Svobodová, ist Karel Novotný (gleiche Organisation):" in said
    assert "P05 war Eva Svobodová, ist Karel Novotný (gleiche Organisation):" in text
    assert words("de")("summary.shift.all", minutes="+10") in text


def test_the_day_itself(walk, published):
    walk("am-tag", "Jemand hat die Agenda verloren")
    assert newest_published(published).name == "v01"

    walk("am-tag", "Jemand kommt nicht")
    newest = newest_published(published)
    assert (newest.name, newest.plan().options.absent) == ("v02", ("P02",))
    assert (newest.path / "print" / "some-agendas.pdf").exists()

    walk("am-tag", "Jemand kommt doch noch")
    assert versions(published)[-1].plan().options.absent == ()

    walk("am-tag", "Jemand muss früher gehen")


def test_printing_and_mails(walk, published, tmp_path):
    walk("drucken-und-mails", "Was wo liegt")
    agendas = PdfReader(published / "v01" / "print" / "all-agendas.pdf")
    assert len(agendas.pages) == 24

    template = re.findall(
        r"```\n(.*?)```", section("drucken-und-mails", "Mails in Ihren"), re.DOTALL
    )
    (tmp_path / "branding").mkdir()
    (tmp_path / "branding" / "mail.de.txt").write_text(template[0], "utf-8")
    typed_quickly(commands(section("am-tag", "Jemand hat die Agenda verloren")))
    (draft,) = (published / "v01" / "mail").glob("agenda_P02_*.eml")
    assert "Subject: Ihre Treffen bei Kleine Sensor-Messe 2027\n" in draft.read_text("utf-8")


def test_every_document_is_named():
    text = section("drucken-und-mails", "Was wo liegt")

    names = {"all-agendas.pdf", "check-in-list.pdf", "table-signs.pdf", "grid.pdf", "catalogue.pdf"}
    assert set(re.findall(r"`print/([\w-]+\.pdf)`", text)) == names


def test_quoted_reasons_are_what_the_program_says():
    rows = re.findall(r"^\| „(?:… )?(.*?)“ \|", section("fragen", "Warum"), re.MULTILINE)
    known = [said[0] for key, said in words("de").entries.items() if key.startswith("reason.")]

    assert len(rows) == 6
    assert [row for row in rows if not any(row in said for said in known)] == []
