"""The commands as an organiser types them: what they write, say and answer."""

import itertools
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from html import unescape
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from rich.console import Console
from typer.main import get_command

import matchmaker
from matchmaker import cli, solver, workflow
from matchmaker.answers import headline
from matchmaker.io.plans.plan_file import read_plan
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.text import words
from tests.test_fulfilment import say_the_same
from tests.workbooks.messy_fair import write_messy_fair

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command as typed; give exit code and everything printed, on one line a message."""

    def typed(*arguments):
        monkeypatch.setattr(sys, "argv", ["matchmaker", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "300")
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        printed = capsys.readouterr()
        return leaving.value.code, printed.out + printed.err

    return typed


@pytest.fixture
def fair(tmp_path):
    """A copy of the small fair, English and German."""
    folder = tmp_path / "small fair"
    shutil.copytree(EXAMPLES / "small-fair", folder, ignore=shutil.ignore_patterns("*.py"))
    return folder / "fair.xlsx"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The small fair, planned, and the same published; to be copied."""
    folder = tmp_path_factory.mktemp("kept") / "small fair"
    shutil.copytree(EXAMPLES / "small-fair", folder, ignore=shutil.ignore_patterns("*.py"))
    get_command(cli.app).main(["plan", str(folder / "fair.xlsx")], standalone_mode=False)
    told = shutil.copytree(folder, folder.with_name("told"))
    get_command(cli.app).main(["publish", str(told / "fair-plans")], standalone_mode=False)
    return folder


@pytest.fixture
def planned(kept, tmp_path):
    """The small fair, planned."""
    return shutil.copytree(kept, tmp_path / "small fair") / "fair.xlsx"


def edit(path: Path, sheet: str, change) -> None:
    """Let somebody edit a sheet by hand."""
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)


def schedule_of(workbook: Path, version: str = "v01") -> Path:
    return workbook.with_name(f"{workbook.stem}-plans") / version / "schedule.xlsx"


def test_version_is_said_without_a_command(run):
    assert run("--version") == (0, f"{matchmaker.__version__}\n")


def test_check_names_warnings_and_goes_on(fair, run):
    code, said = run("check", fair)

    assert code == 0
    assert "Interests!B5" in said
    assert "1 warning\n" in said


def test_check_speaks_the_language_of_the_event(fair, run):
    code, said = run("check", fair.with_name("messe.xlsx"))

    assert code == 0
    assert "Wünsche!B5" in said
    assert "1 Warnung\n" in said


def test_check_speaks_another_language_when_asked(fair, run):
    _, said = run("check", fair, "--language", "de")

    assert "1 Warnung\n" in said


def test_places_are_whole_on_a_narrow_terminal(fair, run, monkeypatch):
    monkeypatch.setattr("matchmaker.cli.inputs.Console", Narrow)

    _, said = run("check", fair)

    assert "Interests!B5\n" in said


class Narrow(Console):
    def __init__(self, **fields):
        super().__init__(**{**fields, "width": 8})


class Wide80(Console):
    def __init__(self, **fields):
        super().__init__(**{**fields, "width": 80})


def test_check_of_a_messy_fair_fits_on_a_screen(tmp_path, run, monkeypatch):
    """It was 415 lines, in which the one error had scrolled away."""
    monkeypatch.setattr("matchmaker.cli.inputs.Console", Wide80)

    code, said = run("check", write_messy_fair(tmp_path / "messe.xlsx"))

    lines = [max(1, math.ceil(len(line) / 80)) for line in said.splitlines()]
    assert (code, sum(lines) <= 40) == (3, True)
    assert said.startswith("1 Fehler, ")


def test_check_ends_with_the_next_step(fair, run):
    _, said = run("check", fair)
    assert said.endswith(f'Next:\n  matchmaker plan "{fair}"\n')
    assert "fair-marked.xlsx" in said

    _, said = run("check", fair, "--skip-bad-wishes", "--all")
    assert said.endswith(f'  matchmaker plan "{fair}" --skip-bad-wishes\n')
    assert "--annotate" not in said


@pytest.mark.parametrize("folder", [".", "..", "sheets", "sheets/"])
def test_marked_copy_is_proposed_beside_whatever_is_checked(folder, fair, run, monkeypatch):
    """Inside a folder of sheets it would be read as one of them."""
    sheets = fair.with_name("sheets")
    (sheets / "inner").mkdir(parents=True)
    shutil.copy(fair, sheets)
    monkeypatch.chdir({".": sheets, "..": sheets / "inner"}.get(folder, fair.parent))

    code, said = run("check", folder)

    proposed = re.search(r"--annotate (\S+|\"[^\"]+\"): a copy", said).group(1).strip('"')
    assert (code, Path(proposed).resolve()) == (0, fair.with_name("sheets-marked.xlsx").resolve())


def test_marked_copy_is_proposed_under_a_name_that_is_free(fair, run):
    shutil.copy(fair, fair.with_name("fair-marked.xlsx"))

    assert "fair-marked-2.xlsx" in run("check", fair)[1]
    assert "fair-marked-2.xlsx" in run("check", fair.with_name("fair-marked.xlsx"))[1]


def test_no_copy_is_proposed_of_what_cannot_be_read(tmp_path, run):
    (tmp_path / "fair.xlsx").write_text("no workbook", encoding="utf-8")

    code, said = run("check", tmp_path / "fair.xlsx")

    assert (code, "--annotate" in said) == (3, False)


def test_check_with_errors_ends_with_what_to_correct(fair, run):
    edit(fair, "Interests", lambda sheet: sheet.cell(2, 1, "P99"))
    copy = fair.with_name("copy.xlsx")

    code, said = run("check", fair)
    assert (code, f'then:\n  matchmaker check "{fair}"\n' in said) == (3, True)

    code, said = run("check", fair, "--annotate", copy)
    assert (code, f'then:\n  matchmaker check "{copy}"\n' in said) == (3, True)


def test_plan_counts_warnings_and_ends_with_the_next_step(fair, run):
    code, said = run("plan", fair, "--time", "10")

    plans = fair.with_name("fair-plans")
    assert (code, f'1 warning (Interests!B5): see matchmaker check "{fair}"\n' in said) == (0, True)
    assert "does not take part." not in said
    assert said.endswith(f'report.html, then:\n  matchmaker publish "{plans}"\n')


def test_rerun_ends_with_publishing_what_changed(published, run):
    late(published)

    _, said = run("plan", published, "--time", "5")

    assert said.endswith(" --changed\n")


def test_every_number_about_wishes_is_the_same(fair, run):
    _, checked = run("check", fair)
    _, said = run("plan", fair, "--time", "10")

    made = read_plan(schedule_of(fair).with_name("plan.json"))
    wishes, headed = made.fulfilment, headline(made, words("en"))
    loaded = matchmaker.load(fair.with_name("fair-plans"))
    say_the_same(made)
    assert f"wishes: {wishes.all}\n" in checked
    assert f"wishes: {wishes.all}\n" in said
    assert f"\n{headed}\n" in said
    assert f" {wishes.met} of {wishes.all} wishes met>" in repr(loaded)
    assert headed in unescape((schedule_of(fair).parent / "report.html").read_text("utf-8"))


def test_errors_stop_the_plan_and_write_nothing(fair, run):
    def spoil(sheet):
        sheet["A2"] = "P99"

    edit(fair, "Interests", spoil)

    code, said = run("plan", fair)

    assert code == 3
    assert "Interests!A2" in said
    assert not fair.with_name("fair-plans").exists()


def test_bad_wishes_can_be_passed_over(fair, run):
    edit(fair, "Interests", lambda sheet: sheet.cell(2, 1, "P99"))

    code, _ = run("plan", fair, "--skip-bad-wishes", "--time", "10")

    assert code == 0


def late(workbook: Path) -> None:
    """Let somebody register late."""
    row = ["P90", "Ada", "Late", "", "Late GmbH", *[""] * 4, "en; de"]
    edit(workbook, "Participants", lambda sheet: sheet.append(row))
    for partner in ("P02", "P05", "P06", "P08", "P09"):
        wish = ["P90", partner]
        edit(workbook, "Interests", lambda sheet, wish=wish: sheet.append(wish))


def test_plan_writes_a_version_and_the_next(planned, run):
    late(planned)

    code, _ = run("plan", planned, "--time", "10")

    assert code == 0
    assert [schedule_of(planned, version).exists() for version in ("v01", "v02", "v03")] == [
        True,
        True,
        False,
    ]


def test_event_id_is_kept_with_the_plans(planned, run):
    edit(planned, "Event", lambda sheet: sheet.delete_rows(row_of(sheet, "Event ID")))
    shutil.rmtree(planned.with_name("fair-plans"))

    for _ in range(2):
        run("plan", planned, "--time", "10")
        late(planned)

    plans = planned.with_name("fair-plans")
    ids = [json.loads((plans / v / "plan.json").read_text("utf-8"))["event_id"] for v in VERSIONS]
    assert ids[0] == ids[1] != ""


VERSIONS = ("v01", "v02")


def row_of(sheet, value) -> int:
    return next(row[0].row for row in sheet.iter_rows() if value in [cell.value for cell in row])


def test_plan_goes_where_it_is_told(fair, run, tmp_path):
    code, said = run("plan", fair, "-o", tmp_path / "here", "--time", "10")

    assert code == 0
    assert (tmp_path / "here" / "v01" / "plan.json").exists()
    assert str(tmp_path / "here") in said


def test_verify_accepts_what_was_planned(planned, run):
    code, said = run("verify", planned, schedule_of(planned))

    assert (code, "keeps every rule" in said) == (0, True)


def test_schedule_reads_back_as_it_was_written(planned):
    plan = read_plan(schedule_of(planned).with_name("plan.json"))

    schedule, issues = read_schedule(schedule_of(planned), plan.event)

    assert (schedule, issues) == (plan.schedule, ())


def test_german_and_english_workbooks_give_the_same_plan(planned, run):
    run("plan", planned.with_name("messe.xlsx"), "--time", "20")

    english, german = (
        read_plan(planned.with_name(f"{name}-plans") / "v01" / "plan.json")
        for name in ("fair", "messe")
    )

    assert english.schedule == german.schedule
    assert [(a.name, a.value, a.bound) for a in english.aims] == [
        (a.name, a.value, a.bound) for a in german.aims
    ]


def test_german_schedule_is_verified(planned, run):
    messe = planned.with_name("messe.xlsx")
    run("plan", messe, "--time", "20")

    code, said = run("verify", messe, schedule_of(messe))

    assert (code, "hält jede Regel ein" in said) == (0, True)


def column(sheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def test_meeting_moved_onto_a_busy_person_is_refused(planned, run):
    def clash(sheet):
        person = sheet.cell(2, column(sheet, "A")).value
        rows = range(3, sheet.max_row + 1)
        a, b = column(sheet, "A"), column(sheet, "B")
        other = next(r for r in rows if person in {sheet.cell(r, a).value, sheet.cell(r, b).value})
        for heading in ("Date", "Start", "End"):
            at = column(sheet, heading)
            sheet.cell(other, at).value = sheet.cell(2, at).value

    edit(schedule_of(planned), "Meetings", clash)

    code, said = run("verify", planned, schedule_of(planned))

    assert (code, "has two meetings at the same time" in said) == (4, True)


def test_table_used_twice_is_refused(planned, run):
    def share(sheet):
        start, table = column(sheet, "Start"), column(sheet, "Table")
        seated = [r for r in range(2, sheet.max_row + 1) if sheet.cell(r, table).value]
        one, other = next(
            (r, s)
            for r in seated
            for s in seated
            if r < s and sheet.cell(r, start).value == sheet.cell(s, start).value
        )
        for row in (one, other):
            sheet.cell(row, table).value = "T1"

    edit(schedule_of(planned), "Meetings", share)

    code, said = run("verify", planned, schedule_of(planned))

    assert (code, "Table T1 has 2 meetings at the same time" in said) == (4, True)


def test_blocked_pair_is_refused(planned, run):
    def block(sheet):
        blocked = openpyxl.load_workbook(planned)["Blocked"]
        sheet.cell(2, column(sheet, "A")).value = blocked["A2"].value
        sheet.cell(2, column(sheet, "B")).value = blocked["B2"].value

    edit(schedule_of(planned), "Meetings", block)

    code, said = run("verify", planned, schedule_of(planned))

    assert (code, "blocked from meeting" in said) == (4, True)


def test_deleted_fixed_appointment_is_missed(planned, run):
    fixed = openpyxl.load_workbook(planned)["Fixed"]
    pair = {fixed["A2"].value, fixed["B2"].value}

    def forget(sheet):
        a, b = column(sheet, "A"), column(sheet, "B")
        rows = range(2, sheet.max_row + 1)
        sheet.delete_rows(
            next(r for r in rows if {sheet.cell(r, a).value, sheet.cell(r, b).value} == pair)
        )

    edit(schedule_of(planned), "Meetings", forget)

    code, said = run("verify", planned, schedule_of(planned))

    assert (code, "The fixed appointment of" in said) == (4, True)


def test_agendas_are_drafts_until_published(planned, run):
    plans = planned.with_name("fair-plans")

    assert run("agendas", plans)[0] == 0
    draft = first_agenda(plans)
    assert run("publish", plans, "v01")[0] == 0
    published = first_agenda(plans)

    assert ("ENTWURF" in draft, "ENTWURF" in published) == (True, False)
    assert (plans / "v01" / "published.json").exists()


def test_agendas_of_a_published_version_are_no_drafts(planned, run):
    plans = planned.with_name("fair-plans")
    run("publish", plans)

    run("agendas", plans)

    assert "ENTWURF" not in first_agenda(plans)


def test_publishing_again_keeps_the_first_record(planned, run):
    plans = planned.with_name("fair-plans")
    run("publish", plans)
    record = (plans / "v01" / "published.json").read_bytes()

    code, said = run("publish", plans)

    assert (code, "already" in said) == (0, True)
    assert (plans / "v01" / "published.json").read_bytes() == record


@pytest.mark.parametrize("command", ["agendas", "publish"])
def test_lines_are_as_wide_as_a_terminal_or_a_path(planned, run, monkeypatch, command):
    monkeypatch.setattr("matchmaker.cli.handing_out.Console", Wide80)
    plans = planned.with_name("fair-plans")

    _, said = run(command, plans)

    narrow = [line for line in said.splitlines() if str(plans) not in line]
    assert len(narrow) > 1
    assert max(map(len, narrow)) <= 80
    assert said.count(str(plans / "v01")) >= 2


def test_publishing_writes_mail_drafts(planned, run):
    plans = planned.with_name("fair-plans")

    code, said = run("publish", plans)

    assert (code, "Mail drafts: 12, in " in said) == (0, True)
    assert len(list((plans / "v01" / "mail").glob("*.eml"))) == 12
    assert (plans / "v01" / "report.html").exists()


@pytest.mark.parametrize("command", ["agendas", "publish"])
def test_mail_template_that_is_wrong_stops_before_anything_is_written(command, planned, run):
    plans, own = planned.with_name("fair-plans"), planned.parent / "branding" / "mail.de.txt"
    own.parent.mkdir()
    own.write_text("Betreff: Hallo {nome}\n\nText", encoding="utf-8")

    code, said = run(command, plans)

    assert code == 3
    assert f"{own} asks for {{nome}} in line 1, which is not known." in said
    assert not (plans / "v01" / "agendas").exists()
    assert not (plans / "v01" / "published.json").exists()


def test_mails_without_agendas_are_refused(planned, run):
    code, said = run("agendas", planned.with_name("fair-plans"), "--formats", "eml")

    assert (code, "There are no agendas in" in said) == (2, True)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_agendas_are_written_in_every_format(planned, run):
    run("agendas", planned)

    version = planned.with_name("fair-plans") / "v01"
    assert {path.suffix for path in (version / "agendas").iterdir()} == {".xlsx", ".pdf", ".ics"}
    assert "check-in-list.pdf" in files(version / "print")


def test_calendar_files_of_single_meetings_are_written_on_request_only(planned, run):
    plans = planned.with_name("fair-plans")
    agendas = plans / "v01" / "agendas"

    run("agendas", plans, "--formats", "ics")
    assert not (agendas / "single").exists()
    run("agendas", plans, "--only", "P02", "--formats", "single")

    whole = next(agendas.glob("agenda_P02_*.ics"))
    singles = sorted((agendas / "single").iterdir())
    assert [path.name for path in singles] == [
        f"{whole.stem}_{number:02}.ics"
        for number in range(1, whole.read_bytes().count(b"BEGIN:VEVENT") + 1)
    ]


def test_agendas_in_some_formats(planned, run):
    code, _ = run("agendas", planned, "--formats", "pdf, ics")

    version = planned.with_name("fair-plans") / "v01"
    assert code == 0
    assert {path.suffix for path in (version / "agendas").iterdir()} == {".pdf", ".ics"}
    assert not (version / "print").exists()


def test_one_agenda_made_again_is_no_publication_and_keeps_the_others(planned, run):
    run("publish", planned)
    version = planned.with_name("fair-plans") / "v01"
    record, before = (version / "published.json").read_bytes(), files(version / "agendas")
    for path in (version / "agendas").glob("agenda_P01_*"):
        path.unlink()

    code, said = run("agendas", planned, "--only", "P01")

    after = files(version / "agendas")
    pdfs = [name for name in before if name.endswith((".pdf", ".ics"))]
    assert (code, "v01 is published" in said) == (0, True)
    assert after.keys() == before.keys()
    assert {name: after[name] for name in pdfs} == {name: before[name] for name in pdfs}
    assert (version / "published.json").read_bytes() == record


def test_some_agendas_for_printing(planned, run):
    run("agendas", planned, "--only", "P01,P02", "--formats", "print", "--copies", "2")

    assert [*files(planned.with_name("fair-plans") / "v01" / "print")] == ["some-agendas.pdf"]


@pytest.mark.parametrize(("options", "width"), [((), 210), (("--paper", "letter"), 216)])
def test_agendas_are_on_the_paper_that_is_asked_for(planned, run, options, width):
    run("agendas", planned, "--formats", "print", *options)

    version = planned.with_name("fair-plans") / "v01"
    page = PdfReader(version / "print" / "check-in-list.pdf").pages[0].mediabox
    assert round(float(page.width) / 72 * 25.4) == width


def test_unknown_format_is_wrong_usage(planned, run):
    code, said = run("agendas", planned, "--formats", "docx")

    assert (code, "docx" in said) == (2, True)


def test_agenda_of_somebody_who_does_not_take_part_is_wrong_usage(planned, run):
    code, said = run("agendas", planned, "--only", "P01,P77")

    assert (code, "P77" in said, "P01" in said) == (2, True, False)
    assert not (planned.with_name("fair-plans") / "v01" / "agendas").exists()


def test_agendas_of_a_group(planned, run):
    run("agendas", planned, "--only", "Country: Poland", "--formats", "pdf")

    agendas = files(planned.with_name("fair-plans") / "v01" / "agendas")
    assert {name.split("_")[1] for name in agendas} == {"P03"}


def test_agendas_of_nobody_are_wrong_usage(planned, run):
    code, said = run("agendas", planned, "--only", "Country: Marsland")

    assert (code, "Marsland" in said) == (2, True)


def test_logo_is_kept_with_the_version(fair, run):
    (fair.parent / "ours.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    edit(fair, "Event", lambda sheet: sheet.append(["Logo", "ours.svg"]))

    run("plan", fair, "--time", "10")

    assert [*files(fair.with_name("fair-plans") / "v01" / "branding")] == ["ours.svg"]


def test_logo_that_cannot_be_printed_is_told(planned, run):
    (planned.parent / "branding").mkdir()
    (planned.parent / "branding" / "logo.png").write_bytes(b"no picture")

    code, said = run("agendas", planned)

    assert (code, "logo.png" in said) == (3, True)
    assert not (planned.with_name("fair-plans") / "v01" / "agendas").exists()


def first_agenda(plans: Path) -> str:
    path = min((plans / "v01" / "agendas").glob("agenda_P01_*.xlsx"))
    cells = (cell.value for row in openpyxl.load_workbook(path).active for cell in row)
    return " ".join(str(cell) for cell in cells if cell)


def test_later_plan_says_what_changed_since_it_was_published(planned, run):
    run("publish", planned.with_name("fair-plans"))
    edit(planned, "Participants", lambda sheet: cancel(sheet, "P05"))

    code, _ = run("plan", planned, "--time", "10")

    plan = read_plan(schedule_of(planned, "v02").with_name("plan.json"))
    assert (code, plan.base) == (0, "v01")
    assert {"P05"} <= {p for change in plan.changes for p in change.participants}


def cancel(sheet, participant: str) -> None:
    sheet.cell(row_of(sheet, participant), column(sheet, "Status")).value = "cancelled"


def test_meeting_moved_by_hand_takes_its_end_along(planned, run):
    """Somebody moves a meeting of the last slot to another start, and forgets its end."""

    def move(sheet):
        a, b = column(sheet, "A"), column(sheet, "B")
        row = sheet.max_row
        for other in range(2, row):
            if {sheet.cell(other, a).value, sheet.cell(other, b).value}.isdisjoint(
                {sheet.cell(row, a).value, sheet.cell(row, b).value}
            ):
                sheet.cell(row, column(sheet, "Start")).value = sheet.cell(
                    other, column(sheet, "Start")
                ).value
                return

    edit(schedule_of(planned), "Meetings", move)

    _, said = run("verify", planned, schedule_of(planned))

    assert "Not of this event" not in said


@pytest.mark.parametrize("command", ["agendas", "publish"])
def test_agendas_are_not_made_of_a_schedule_that_was_edited(command, planned, run):
    edit(schedule_of(planned), "Meetings", lambda sheet: sheet.delete_rows(2))

    code, said = run(command, planned.with_name("fair-plans"))

    assert (code, "was edited" in said) == (4, True)
    assert not (planned.with_name("fair-plans") / "v01" / "agendas").exists()


def test_newest_version_without_its_plan_is_not_passed_over(planned, run):
    late(planned)
    run("plan", planned, "--time", "5")
    (planned.with_name("fair-plans") / "v02" / "plan.json").unlink()

    code, said = run("publish", planned.with_name("fair-plans"))

    assert (code, "v02" in said) == (3, True)


def test_damaged_publication_is_told_before_the_search(planned, run, monkeypatch):
    record = planned.with_name("fair-plans") / "v01" / "published.json"
    record.write_text("{", encoding="utf-8")
    monkeypatch.setattr(solver, "solve", lambda *_: pytest.fail("searched in vain"))

    code, said = run("plan", planned)

    assert (code, "published.json" in said) == (3, True)


def test_wishes_on_a_sheet_of_another_name_are_not_passed_over_silently(fair, run):
    book = openpyxl.load_workbook(fair)
    book["Interests"].title = "Interests 2027"
    book.save(fair)

    _, said = run("plan", fair, "--time", "5")

    assert "Interests 2027" in said


@pytest.mark.parametrize("folder", ["fair-plans/v01", "fair-plans", "fair.xlsx"])
@pytest.mark.parametrize("version", [[], ["v01"], ["V1"], ["1"]])
def test_version_is_found_by_whatever_names_it(folder, version, planned, run):
    code, said = run("agendas", planned.parent / folder, *version)

    assert (code, "v01" in said) == (0, True)


@pytest.mark.parametrize(
    "option",
    [
        ("--time", "0"),
        ("--time", "inf"),
        ("--time", "soon"),
        ("--workers", "0"),
        ("--workers", "100000"),
        ("--seed", "-1"),
        ("--seed", "99999999999999999999"),
    ],
)
def test_silly_option_is_wrong_usage(option, fair, run):
    code, said = run("plan", fair, *option)

    assert (code, option[0] in said) == (2, True)


@pytest.mark.parametrize("command", ["check", "plan", "agendas", "publish"])
def test_missing_input_is_wrong_usage(command, run, tmp_path):
    code, said = run(command, tmp_path / "none.xlsx")

    assert (code, "none.xlsx" in said) == (2, True)


def test_missing_schedule_is_wrong_usage(fair, run, tmp_path):
    code, said = run("verify", fair, tmp_path / "none.xlsx")

    assert (code, "none.xlsx" in said) == (2, True)


def test_unknown_version_is_wrong_usage(planned, run):
    code, said = run("agendas", planned.with_name("fair-plans"), "v07")

    assert (code, "v07" in said) == (2, True)


def test_workbook_stands_for_its_folder_of_plans(planned, run):
    code, said = run("agendas", planned)

    assert (code, "fair-plans" in said) == (0, True)


def test_unknown_language_is_wrong_usage(fair, run):
    code, said = run("check", fair, "--language", "xx")

    assert (code, "xx" in said) == (2, True)


BAD_FILES = {
    "text.xlsx": b"not a workbook",
    "empty.xlsx": b"",
    "protected.xlsx": bytes.fromhex("d0cf11e0a1b11ae1")
    + bytes(600)
    + "EncryptedPackage".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_told_in_a_line(name, run, tmp_path):
    (tmp_path / name).write_bytes(BAD_FILES[name])

    code, said = run("plan", tmp_path / name)

    assert (code, name in said, "Traceback" in said) == (3, True, False)


def test_folder_without_sheets_is_told(run, tmp_path):
    code, said = run("plan", tmp_path)

    assert (code, "Traceback" in said) == (3, False)


def test_output_that_cannot_be_written_is_told_before_the_search(fair, run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    monkeypatch.setattr(solver, "solve", lambda *_: pytest.fail("searched in vain"))

    code, said = run("plan", fair, "-o", tmp_path / "file" / "plans", "--time", "5")

    assert (code, str(tmp_path / "file") in said) == (2, True)


def test_damaged_plan_is_told(planned, run):
    schedule_of(planned).with_name("plan.json").write_text("{", encoding="utf-8")

    code, said = run("agendas", planned.with_name("fair-plans"))

    assert (code, "damaged" in said) == (3, True)


def test_nobody_who_may_meet_is_no_plan(fair, run):
    def nobody(sheet):
        at = column(sheet, "Status")
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, at).value = "cancelled"

    edit(fair, "Participants", nobody)
    edit(fair, "Fixed", lambda sheet: sheet.delete_rows(2, sheet.max_row))

    code, _ = run("plan", fair, "--time", "5")

    assert code == 4
    assert not fair.with_name("fair-plans").exists()


def test_fault_of_ours_is_one_line_and_names_nobody(fair, run, monkeypatch):
    def fail(*_arguments, **_fields):
        raise ZeroDivisionError("P01 Änne Müller-Klein")

    monkeypatch.setattr(workflow, "plan", fail)

    code, said = run("plan", fair)

    assert (code, "ZeroDivisionError" in said, "Müller" in said) == (1, True, False)


def test_solver_that_breaks_its_word_is_never_written(fair, run, monkeypatch):
    monkeypatch.setattr("matchmaker.workflow.saving.verify", lambda *_: ("a fault",))

    code, said = run("plan", fair, "--time", "5")

    plans = fair.with_name("fair-plans")
    assert (code, "bug-" in said) == (1, True)
    assert [path.name[:4] for path in plans.glob("[!.]*")] == ["bug-"]


def seconds_of_search(run, monkeypatch, *arguments) -> float:
    """Run a plan; give the seconds that the search may take."""
    given = []

    class Timed(workflow.Watch):
        def __init__(self, seconds, **more):
            given.append(seconds)
            super().__init__(min(seconds, 1.0), **more)

    monkeypatch.setattr(workflow, "Watch", Timed)
    run("plan", *arguments)
    return given[0]


@pytest.mark.parametrize(("option", "most"), [(("--time", "30"), 24), ((), 48)])
def test_search_ends_early_enough_to_write_the_plan_in_time(option, most, fair, run, monkeypatch):
    seconds = seconds_of_search(run, monkeypatch, fair, *option)

    assert most / 2 < seconds <= most


def test_time_that_is_spent_before_the_search_counts(fair, run, monkeypatch):
    monkeypatch.setattr("matchmaker.cli.planning.timer", lambda: lambda: 10.0)

    assert seconds_of_search(run, monkeypatch, fair, "--time", "30") == 14.0


def test_trades_take_as_long_as_a_first_plan(published, run, monkeypatch):
    seconds = seconds_of_search(run, monkeypatch, published, "--frontier")

    assert 24 < seconds <= 48


def test_rerun_takes_less_time(published, run, monkeypatch):
    edit(published, "Tables", lambda sheet: sheet.append(["One more"]))

    seconds = seconds_of_search(run, monkeypatch, published)

    assert 8 < seconds <= 16


@pytest.mark.parametrize(("stage", "name"), [("shorten_breaks", "breaks"), ("slot", "slot")])
def test_stage_that_fails_costs_no_plan(stage, name, fair, run, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError("P01 Änne Müller-Klein")

    monkeypatch.setattr(import_module("matchmaker.solver.solve"), stage, fail)

    code, said = run("plan", fair, "--time", "5")

    plans = fair.with_name("fair-plans")
    instance = next(plans.glob("bug-*.json"))
    assert (code, instance.name.startswith(f"bug-{name}-")) == (0, True)
    assert "ZeroDivisionError at test_cli.py" in said
    assert instance.name in said
    assert "Müller" not in said
    assert read_plan(instance).schedule == read_plan(plans / "v01" / "plan.json").schedule
    assert run("verify", fair, schedule_of(fair))[0] == 0


def test_another_try_in_which_a_stage_fails_says_so(planned, run, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(import_module("matchmaker.solver.solve"), "seat", fail)

    code, said = run("plan", planned, "--time", "5", "--again")

    assert (code, "found no better plan" in said, "ZeroDivisionError" in said) == (0, True, True)


def test_bound_of_a_looser_rerun_that_fails_costs_no_plan(planned, run, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(workflow.planning, "most_points", fail)
    run("publish", planned.with_name("fair-plans"))
    edit(planned, "Tables", lambda sheet: sheet.append(["One more"]))

    code, said = run("plan", planned, "--time", "5")

    assert (code, "ZeroDivisionError" in said, "bug-select-" in said) == (0, True, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is sent to a whole console")
def test_interrupt_keeps_the_best_plan(tmp_path):
    # Started behind a shell, tests ignore Ctrl-C, and so would what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    workbook = shutil.copy(EXAMPLES / "silicon-saxony-day" / "event.xlsx", tmp_path)
    command = [sys.executable, "-m", "matchmaker", "plan", workbook, "--time", "120"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, cwd=os.curdir
    ) as process:
        time.sleep(12)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=40)

    assert process.returncode == 0
    assert b"best plan so far" in said
    assert schedule_of(Path(workbook)).exists()


def test_new_makes_a_workbook_that_can_be_planned(tmp_path, run):
    path = tmp_path / "fair.xlsx"

    assert run("new", path, "--language", "en", "--example")[0] == 0

    code, said = run("check", path)
    assert (code, "error" in said or "warning" in said) == (0, False)


def test_new_never_overwrites(tmp_path, run):
    path = tmp_path / "fair.xlsx"
    path.write_bytes(b"precious")

    code, said = run("new", path, "--language", "en")

    assert (code, "already" in said) == (2, True)
    assert path.read_bytes() == b"precious"


def test_new_is_an_excel_workbook(tmp_path, run):
    assert run("new", tmp_path / "fair.docx")[0] == 2
    assert run("new", tmp_path / "messe", "--language", "de")[0] == 0
    assert (tmp_path / "messe.xlsx").exists()


def test_check_proposes_a_mapping_once(fair, run):
    edit(fair, "Participants", lambda sheet: sheet.cell(1, 3, "Name of family"))

    code, said = run("check", fair, "--map")

    assert (code, "columns.toml" in said) == (0, True)
    assert "Name of family" in fair.with_name("columns.toml").read_text("utf-8")
    assert run("check", fair, "--map")[0] == 2


def test_check_writes_a_marked_copy_once(fair, run, tmp_path):
    code, _ = run("check", fair, "--annotate", tmp_path / "marked.xlsx")

    assert code == 0
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx")["Interests"]["B5"].comment
    assert run("check", fair, "--annotate", tmp_path / "marked.xlsx")[0] == 2
    assert run("check", fair, "--annotate", tmp_path / "marked.pdf")[0] == 2


@pytest.fixture
def published(kept, tmp_path):
    """The small fair, planned and published."""
    return shutil.copytree(kept.with_name("told"), tmp_path / "told") / "fair.xlsx"


def test_nothing_changed_is_said_and_nothing_written(published, run):
    code, said = run("plan", published)

    assert (code, "Nothing has changed since v01" in said) == (0, True)
    assert not schedule_of(published, "v02").exists()


def test_another_try_is_kept_only_if_it_is_better(planned, run):
    code, said = run("plan", planned, "--again", "--time", "5")

    assert code == 0
    assert ("no better plan than v01" in said) != schedule_of(planned, "v02").exists()


def test_rerun_keeps_what_is_published_and_says_so(published, run):
    late(published)

    code, said = run("plan", published, "--time", "10")

    assert code == 0
    assert "Starting from v01 (published" in said
    assert "Every published meeting keeps its time." in said
    assert "Since v01:" in said
    old, new = (read_plan(schedule_of(published, v).with_name("plan.json")) for v in VERSIONS)
    assert set(old.schedule.meetings) <= set(new.schedule.meetings)


def test_verify_knows_what_was_promised(published, run):
    """Who withdraws a wish still meets; the workbook alone would not say why."""
    made = read_plan(schedule_of(published).with_name("plan.json"))
    one = next(m for m in made.schedule.meetings if not m.locked)

    def withdraw(sheet):
        for row in reversed(range(2, sheet.max_row + 1)):
            if {sheet.cell(row, 1).value, sheet.cell(row, 2).value} == set(one.participants):
                sheet.delete_rows(row)

    edit(published, "Interests", withdraw)
    run("plan", published, "--time", "10")

    code, said = run("verify", published, schedule_of(published, "v02"))

    assert (code, "keeps every rule" in said) == (0, True)


def test_why_tells_of_two_people_by_whatever_they_are_called(planned, run):
    plans = planned.with_name("fair-plans")
    record = read_plan(plans / "v01" / "plan.json")
    one = next(each for each in record.unmet if each.price)
    names = [record.event.participant[p] for p in (one.interest.source, one.interest.target)]

    by_id = run("why", plans, names[0].id, names[1].id)

    assert by_id[0] == 0
    assert "It would cost" in by_id[1]
    assert run("why", planned, names[0].name, names[1].id, "v01") == by_id
    assert "Das würde" in run("why", plans, names[0].id, names[1].id, "--language", "de")[1]


@pytest.mark.parametrize(
    ("people", "complaint"),
    [
        (("P01", "P99"), "“P99” is nobody we know."),
        (("P01", "P01"), "was named twice: name two people."),
        (("P01",), "missing"),
    ],
)
def test_why_of_somebody_unknown_is_refused(planned, run, people, complaint):
    code, said = run("why", planned.with_name("fair-plans"), *people)

    assert (code, complaint in said) == (2, True)


def test_force_makes_two_meet_and_is_kept_until_somebody_forgets_it(planned, run):
    plans = planned.with_name("fair-plans")
    record = read_plan(plans / "v01" / "plan.json")
    wish = next(each for each in record.unmet if each.price).interest
    pair = tuple(sorted((wish.source, wish.target)))

    run("plan", planned, "--time", "5", "--force", *pair)
    run("publish", plans)
    run("plan", planned, "--time", "5", "--again")
    forgotten = run("plan", planned, "--time", "5", "--no-force", "--keep", "none")

    told = {v: read_plan(plans / v / "plan.json") for v in ("v02", "v03") if (plans / v).exists()}
    assert forgotten[0] == 0
    assert told["v02"].options.forced == (pair,)
    assert pair in told["v02"].schedule.pairs
    assert told["v03"].options.forced == ()


def test_verify_knows_who_must_meet(planned, run):
    plans = planned.with_name("fair-plans")
    record = read_plan(plans / "v01" / "plan.json")
    wish = next(each for each in record.unmet if each.price).interest
    pair = tuple(sorted((wish.source, wish.target)))
    run("plan", planned, "--time", "5", "--force", *pair)
    schedule = plans / "v02" / "schedule.xlsx"
    assert run("verify", planned, schedule)[0] == 0

    edit(schedule, "Meetings", lambda sheet: delete_meeting(sheet, pair))
    code, said = run("verify", planned, schedule)

    assert (code, "although they must (--force)" in said) == (4, True)


def delete_meeting(sheet, pair):
    for row in range(sheet.max_row, 1, -1):
        if set(pair) <= {str(cell.value) for cell in sheet[row]}:
            sheet.delete_rows(row)


@pytest.mark.parametrize(
    ("forced", "code", "complaint"),
    [
        (("P04", "P09"), 3, "has declined the meeting"),
        (("P01", "P13"), 3, "does not take part"),
        (("P01", "P01"), 2, "was named twice"),
        (("P01", "P99"), 2, "nobody we know"),
        (("P01",), 2, "--force needs two people"),
        ((), 2, "missing"),
    ],
)
def test_force_that_contradicts_something_is_refused(fair, run, forced, code, complaint):
    ended, said = run("plan", fair, "--force", *forced)

    assert (ended, complaint in said) == (code, True)


def test_force_of_more_than_somebody_can_have_is_refused(fair, run):
    others = [f"P{number:02d}" for number in range(3, 10)]
    words = [word for other in others for word in ("--force", "P01", other)]

    code, said = run("plan", fair, *words)

    assert (code, "meetings at most" in said) == (3, True)


def test_force_beside_what_leaves_no_time_ends_without_a_plan(fair, run):
    """Each could meet; but there is one time at which all of them are there."""
    book = openpyxl.load_workbook(fair)
    people = book["Participants"]
    column = next(cell.column for cell in people[1] if cell.value == "Available")
    for row in range(2, people.max_row + 1):
        if people.cell(row, 1).value in {"P05", "P06"}:
            people.cell(row, column).value = "2027-06-17 10:50-11:10"
    book.save(fair)

    code, said = run("plan", fair, "--force", "P01", "P05", "--force", "P01", "P06")

    assert (code, "they find no times" in said) == (4, True)


def test_status_lists_the_versions(published, run):
    late(published)
    run("plan", published, "--time", "5")

    code, said = run("status", published.with_name("fair-plans"))

    assert code == 0
    assert ["published" in said, "a draft" in said, "fair.xlsx is as it was for v02" in said] == [
        True
    ] * 3


def test_compare_takes_a_folder_or_stands_in_it(published, run, monkeypatch):
    late(published)
    run("plan", published, "--time", "5")
    plans = published.with_name("fair-plans")

    said = run("compare", plans, "v01", "v02")
    monkeypatch.chdir(plans)

    assert "Ada Late is new" in said[1]
    assert run("compare", "v01", "v02") == said
    assert run("compare", plans, "v07")[0] == 2


def test_publish_of_changes_tells_only_those_concerned(published, run):
    late(published)
    run("plan", published, "--time", "5")
    plans = published.with_name("fair-plans")

    code, _ = run("publish", plans, "--changed")

    made = read_plan(plans / "v02" / "plan.json")
    concerned = set(made.difference.to_tell)
    record = json.loads((plans / "v02" / "published.json").read_text("utf-8"))
    assert (code, set(record["to"])) == (0, concerned)
    assert "P90" in concerned < set(made.event.registered)
    written = (plans / "v02" / "agendas").glob("agenda_*")
    assert {path.name.split("_")[1] for path in written} == concerned


def signs_of(path):
    """Name the table of each sign."""
    texts = (page.extract_text() for page in PdfReader(path).pages)
    return [re.search(r"(?m)^Table T\d+", text)[0] for text in texts]


@pytest.mark.parametrize("command", ["agendas", "publish"])
def test_changed_prints_only_signs_that_changed_and_says_which(published, run, command):
    late(published)
    run("plan", published, "--time", "5")
    plans = published.with_name("fair-plans")

    code, said = run(command, plans, "--changed")

    made = read_plan(plans / "v02" / "plan.json")
    sides = [side for change in made.difference.changes for side in (change.before, change.after)]
    tables = {side.table for side in sides if side and side.table}
    signs = signs_of(plans / "v02" / "print" / "table-signs.pdf")
    assert (code, set(signs)) == (0, {f"Table {name}" for name in tables})
    assert set(signs) < {f"Table {table.name}" for table in made.event.tables}
    line = " ".join(said.split()).partition("Table signs: ")[2]
    assert line.startswith(f"{len(signs)} of {len(made.event.tables)} ha")
    assert "; ".join(signs) in line


def test_agendas_of_changes_are_drafts_and_tell_nobody(published, run):
    late(published)
    run("plan", published, "--time", "5")
    plans = published.with_name("fair-plans")

    code, said = run("agendas", plans, "--changed", "--formats", "pdf")

    made = read_plan(plans / "v02" / "plan.json")
    written = [*(plans / "v02" / "agendas").glob("agenda_*")]
    assert (code, "to proof-read" in said, "Table signs" in said) == (0, True, False)
    assert {path.name.split("_")[1] for path in written} == set(made.difference.to_tell)
    assert "DRAFT" in PdfReader(written[0]).pages[0].extract_text()
    assert not (plans / "v02" / "published.json").exists()


def test_agendas_of_changes_writes_nothing_where_nobody_is_concerned(published, run):
    row = ["P91", "Udo", "Unwished", "", "Unwished GmbH", *[""] * 4, "en; de"]
    edit(published, "Participants", lambda sheet: sheet.append(row))
    run("plan", published, "--time", "5")
    plans = published.with_name("fair-plans")

    code, said = run("agendas", plans, "--changed")

    assert (code, "v02 needs no new agendas" in said) == (0, True)
    assert not (plans / "v02" / "agendas").exists()


def test_changed_and_only_exclude_each_other(published, run):
    code, said = run("agendas", published.with_name("fair-plans"), "--changed", "--only", "P01")

    assert (code, "either --changed or --only" in said) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--from", "tomorrow"), "--from"),
        (("--absent", "P77"), "P77"),
        (("--moves", "3"), "--keep pairs"),
        (("--base", "v77"), "v77"),
        (("--edited", "nowhere.xlsx"), "nowhere.xlsx"),
    ],
)
def test_what_a_rerun_cannot_mean_is_refused(published, run, arguments, word):
    code, said = run("plan", published, *arguments)

    assert (code, word in said) == (2, True)


@pytest.mark.parametrize(
    "option", ["--keep=all", "--keep=pairs", "--frontier", "--from=17.06.2027 10:30"]
)
def test_what_speaks_of_publications_needs_one(planned, run, option):
    code, said = run("plan", planned, option)

    assert (code, "Publish a version" in said) == (2, True)


def test_edits_that_contradict_each_other_are_named_with_their_row(published, run):
    edited = published.with_name("edited.xlsx")
    shutil.copy(schedule_of(published), edited)

    def to_one_time(sheet):
        column = {cell.value: cell.column for cell in sheet[1]}
        rows = [r for r in range(2, sheet.max_row + 1) if "P01" in sheet.cell(r, 1).value][:2]
        for row in rows:
            sheet.cell(row, column["Locked"], "x")
            for heading in ("Date", "Start", "End"):
                first = sheet.cell(rows[0], column[heading]).value
                sheet.cell(row, column[heading], first)

    edit(edited, "Meetings", to_one_time)

    code, said = run("plan", published, "--edited", edited)

    assert (code, "Meetings!" in said, "at this time" in said) == (3, True, True)


def test_edited_file_that_is_no_schedule_is_named(published, run):
    broken = published.with_name("broken.xlsx")
    broken.write_bytes(b"PK no workbook")

    assert run("plan", published, "--edited", broken)[0] == 3
    assert run("plan", published, "--edited", published)[0] == 3


@pytest.fixture
def edited(published):
    """A copy of the published schedule, to be edited."""
    return Path(shutil.copy(schedule_of(published), published.with_name("edited.xlsx")))


def cell_of(book, row):
    """Find the cell of the grid in which the meeting of a row stands."""
    meetings = book["Meetings"]
    names = (meetings.cell(row, column(meetings, f"{side} name")).value for side in "AB")
    text = "\n".join(names)
    return next(cell for line in book["Grid"].iter_rows() for cell in line if cell.value == text)


def loose_row(book):
    """Find a meeting at a table that is not locked."""
    sheet = book["Meetings"]
    columns = [column(sheet, heading) for heading in ("Table", "Locked")]
    rows = ([sheet.cell(row, c).value for c in columns] for row in range(2, sheet.max_row))
    return next(n for n, (table, locked) in enumerate(rows, 2) if table and not locked)


def clear_in_grid(path):
    """Delete a meeting in the grid; give the names of the two."""
    book = openpyxl.load_workbook(path)
    cell = cell_of(book, loose_row(book))
    names, cell.value = cell.value.split("\n"), None
    book.save(path)
    return " – ".join(names)


def test_meeting_deleted_in_the_grid_is_not_planned_and_told_ever_after(published, edited, run):
    names = clear_in_grid(edited)

    code, said = run("plan", published, "--edited", edited, "--time", "5")

    line = f"Deleted by hand, and not planned again: {names}."
    assert (code, line in said) == (0, True)
    assert line in run("status", published)[1]
    book = openpyxl.load_workbook(schedule_of(published, "v02"))
    assert line in [cell.value for cell in book["Summary"]["B"]]
    reasons = [cell.value for cell in book["Unmet"]["H"]]
    assert "The organiser deleted this meeting by hand." in reasons


def test_verify_sees_a_change_in_the_grid(published, edited, run):
    before = run("verify", published, edited)[1]
    clear_in_grid(edited)

    code, said = run("verify", published, edited)

    assert (code, "21 meetings" in before, "20 meetings" in said) == (0, True, True)


def test_verify_and_plan_name_what_the_grid_cannot_mean(published, edited, run):
    book = openpyxl.load_workbook(edited)
    cell = cell_of(book, loose_row(book))
    cell.value = cell.value.split("\n")[0]
    book.save(edited)

    for arguments in (("verify", published, edited), ("plan", published, "--edited", edited)):
        code, said = run(*arguments)

        assert (code, f"Grid!{cell.coordinate}" in said) == (3, True)


@pytest.mark.parametrize("command", ["agendas", "publish"])
def test_agendas_are_not_made_of_a_grid_that_was_edited(command, planned, run):
    clear_in_grid(schedule_of(planned))

    code, said = run(command, planned.with_name("fair-plans"))

    assert (code, "was edited" in said) == (4, True)


def test_agendas_are_made_of_a_schedule_that_was_only_filtered(planned, run):
    edit(schedule_of(planned), "Meetings", lambda sheet: hide(sheet, 3))

    assert run("agendas", planned.with_name("fair-plans"), "--formats", "xlsx")[0] == 0


def hide(sheet, row):
    sheet.row_dimensions[row].hidden = True


def test_lock_that_is_let_go_is_told_before_the_search(published, edited, run):
    made = read_plan(schedule_of(published).with_name("plan.json"))
    pair = next(m for m in made.schedule.meetings if m.locked).participants

    def free(sheet):
        for row in reversed(range(2, sheet.max_row + 1)):
            if {sheet.cell(row, 1).value, sheet.cell(row, 2).value} == set(pair):
                sheet.delete_rows(row)

    edit(published, "Fixed", free)

    code, said = run("plan", published, "--edited", edited, "--absent", pair[1], "--time", "5")

    assert (code, "its lock is let go" in said) == (0, True)


@pytest.mark.parametrize("is_copy", [True, False])
def test_plan_without_somebody_fixed_is_made_and_verified(planned, run, is_copy):
    made = read_plan(schedule_of(planned).with_name("plan.json"))
    fixed = next(m for m in made.schedule.meetings if m.locked).participants

    assert run("plan", planned, "--absent", fixed[1], "--time", "3")[0] == 0
    written = schedule_of(planned, "v02")
    schedule = shutil.copy(written, planned.with_name("copy.xlsx")) if is_copy else written

    assert run("verify", planned, schedule)[0] == 0


def test_schedule_that_does_not_tell_its_version_is_told_so(published, edited, run):
    book = openpyxl.load_workbook(edited)
    book.properties.subject = None
    book.save(edited)

    _, planned = run("plan", published, "--edited", edited, "--time", "2")
    _, verified = run("verify", published, edited)

    assert ("compared with v01" in planned, "Grid" in verified) == (True, True)


HAND = [
    ("C", "7:77"),
    ("C", "10:01"),
    ("B", "soon"),
    ("E", "T9"),
    ("E", None),
    ("E", "T4"),
    ("C", "13:45"),
    ("P", "yes"),
    ("G", "P99"),
    ("J", "P01"),
]


@pytest.mark.parametrize("edits", list(itertools.combinations(HAND, 2))[::3])
@pytest.mark.parametrize(
    "options", [(), ("--from", "2027-06-17 11:00"), ("--keep", "all", "--absent", "P06")]
)
def test_any_edits_end_in_a_plan_or_an_error_with_its_place(published, edited, run, edits, options):
    book = openpyxl.load_workbook(edited)
    for row, (letter, value) in zip((5, 7), edits, strict=True):
        book["Meetings"][f"{letter}{row}"].value = value
    book.save(edited)

    code, said = run("plan", published, "--edited", edited, "--time", "1", *options)

    assert code in {0, 3}
    assert code == 0 or "Meetings!" in said


@pytest.mark.parametrize("more", [(), ("--keep", "pairs"), ("--from", "17.06.2027 09:30")])
def test_who_does_not_come_takes_their_fixed_appointment_along(published, run, more):
    code, said = run("plan", published, "--absent", "P01", "--time", "5", *more)

    made = read_plan(schedule_of(published, "v02").with_name("plan.json"))
    assert (code, "Fixed!2:2" in said, "falls away" in said) == (0, True, True)
    assert {pin.pair for pin in made.event.pins} == {("P04", "P10")}
    assert [issue.code for issue in made.issues if issue.place.sheet == "Fixed"] == ["pin_absent"]
    assert run("verify", published, schedule_of(published, "v02"))[0] == 0


def test_what_a_rerun_warns_of_is_told_once(published, run):
    _, said = run("plan", published, "--absent", "P01", "--time", "2")

    assert said.count("falls away") == 1


def test_fixed_appointment_that_took_place_stands_though_somebody_left(published, run):
    since = ("--from", "17.06.2027 11:00")
    code, said = run("plan", published, "--absent", "P01", "--time", "5", *since)

    made = read_plan(schedule_of(published, "v02").with_name("plan.json"))
    assert (code, "falls away" in said) == (0, False)
    assert ("P01", "P07") in made.schedule.pairs


def test_who_cancels_takes_their_fixed_appointment_along(published, run):
    def cancel(sheet):
        sheet.cell(2, column(sheet, "Status")).value = "cancelled"

    edit(published, "Participants", cancel)

    code, said = run("plan", published, "--time", "5")

    made = read_plan(schedule_of(published, "v02").with_name("plan.json"))
    assert (code, "Fixed!A2" in said) == (0, True)
    assert ("P01", "P07") not in made.schedule.pairs


def all_locked(published: Path) -> Path:
    """Give a copy of the schedule in which every meeting is locked."""
    edited = Path(shutil.copy(schedule_of(published), published.with_name("edited.xlsx")))

    def lock(sheet):
        locked = column(sheet, "Locked")
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, locked, "x")

    edit(edited, "Meetings", lock)
    return edited


def test_lock_of_somebody_who_does_not_come_falls_away(published, run):
    edited = all_locked(published)

    code, said = run("plan", published, "--edited", edited, "--absent", "P01", "--time", "5")

    made = read_plan(schedule_of(published, "v02").with_name("plan.json"))
    before = read_plan(schedule_of(published).with_name("plan.json"))
    assert (code, "Meetings!" in said) == (0, True)
    assert {m.participants for m in made.schedule.meetings if m.locked} == {
        pair for pair in before.schedule.pairs if "P01" not in pair
    }


def test_lock_of_an_earlier_version_falls_away_alone(published, run):
    """A fixed appointment of somebody absent does not take other locks along."""
    edited = all_locked(published)
    run("plan", published, "--edited", edited, "--time", "5")
    run("publish", published.with_name("fair-plans"))

    code, _ = run("plan", published, "--absent", "P01", "--time", "5")

    made = read_plan(schedule_of(published, "v03").with_name("plan.json"))
    before = read_plan(schedule_of(published, "v02").with_name("plan.json"))
    assert code == 0
    assert {pin.pair for pin in made.event.pins} == {
        pair for pair in before.schedule.pairs if "P01" not in pair
    }


EXPORTS = EXAMPLES / "exports"
B2MATCH = [EXPORTS / "b2match-participants.csv", EXPORTS / "b2match-meetings.csv"]


@pytest.mark.parametrize("are_apart", [False, True])
def test_new_from_exports_says_what_came_in_and_what_is_missing(tmp_path, run, are_apart):
    path = tmp_path / "fair.xlsx"
    given = ["--from", B2MATCH[0], *(["--from"] if are_apart else []), B2MATCH[1]]

    code, said = run("new", path, *given, "--language", "en")

    lines = " ".join(said.split())
    assert code == 0
    assert "b2match-participants.csv · b2match · rows: 6 · new people: 6 · wishes: 0" in lines
    assert "b2match-meetings.csv · b2match · rows: 6 · new people: 0 · wishes: 4" in lines
    assert "Cancelled meetings, which become no wishes: 1" in lines
    assert "people: 6 · wishes: 4" in lines
    assert "Event: Name; Timetable: Date, From, To; Tables: Table." in lines
    assert openpyxl.load_workbook(path)["Participants"]["B2"].value == "Anna"
    assert run("check", path)[0] == 3


OUTLINE = (
    *("--name", "Spring fair", "--date", "17.6.2097", "--date", "18.6.2097"),
    *("--hours", "9-17 Uhr", "--break", "12:00-13:00 Lunch", "--tables", "3"),
    *("--length", "30", "--changeover", "10", "--email", "fair@example.org"),
)


@pytest.mark.parametrize("given", [("--from", *B2MATCH), ()])
def test_new_with_times_and_tables_lacks_nothing_of_them(tmp_path, run, given):
    path = tmp_path / "fair.xlsx"

    code, said = run("new", path, *given, *OUTLINE, "--language", "en")

    book = openpyxl.load_workbook(path)
    assert (code, "Still missing" in said) == (0, False)
    assert [row[4].value for row in book["Timetable"]][1:] == [None, "Lunch", None] * 2
    assert [row[0].value for row in book["Tables"]][1:] == ["1", "2", "3"]
    assert run("check", path)[0] == (0 if given else 3)


@pytest.mark.parametrize(
    ("breaks", "rows"),
    [
        ((), [(17, "22:00", "02:00")]),
        (
            ("23:30-00:30",),
            [(17, "22:00", "23:30"), (17, "23:30", "00:30"), (18, "00:30", "02:00")],
        ),
        (("0-1",), [(17, "22:00", "00:00"), (18, "00:00", "01:00"), (18, "01:00", "02:00")]),
    ],
)
def test_new_understands_hours_into_the_next_day_as_a_workbook_does(tmp_path, run, breaks, rows):
    path = tmp_path / "night.xlsx"
    given = [word for each in breaks for word in ("--break", each)]
    night = ("--name", "Night", "--date", "17.6.2097", "--hours", "22:00-02:00", "--tables", "3")

    assert run("new", path, "--from", *B2MATCH, *night, *given, "--language", "en")[0] == 0

    sheet = openpyxl.load_workbook(path)["Timetable"]
    assert [
        (row[0].value.day, f"{row[1].value:%H:%M}", f"{row[2].value:%H:%M}") for row in [*sheet][1:]
    ] == rows
    assert run("check", path)[0] == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--hours", "9-17"), "--date: "),
        (("--date", "17.6.2097"), "--hours: "),
        (("--date", "17.6.2097", "--hours", "17-9"), "--hours: The end (09:00)"),
        (("--date", "17.6.2020", "--hours", "9-17"), "--date: This day is over."),
        (("--date", "17.6.2097", "--hours", "9-17", "--break", "12"), "--break: "),
        (
            ("--date", "17.6.2097", "--hours", "9-17", "--break", "8-18"),
            "--break: This break leaves",
        ),
        (
            ("--date", "17.6.2097", "--hours", "9-17", "--break", "9-17"),
            "--break: This break leaves",
        ),
        (
            ("--date", "17.6.2097", "--date", "2097-06-17", "--hours", "9-17"),
            "--date: 2097-06-17 is there twice.",
        ),
        (
            ("--date", "17.6.2097", "--hours", "9-17", "--break", "12-13", "--break", "12:30-14"),
            "--break: This break overlaps another one.",
        ),
        (
            ("--date", "17.6.2097", "--date", "18.6.2097", "--hours", "22-2", "--break", "2-3"),
            "--break: This break is not within",
        ),
        (("--tables", "0"), "--tables: “0” is not a whole number from 1 to 1000."),
        (("--length", "long"), "--length: "),
        (("--email", "me"), "--email: "),
        (("--example", "--tables", "3"), "--example"),
    ],
)
def test_new_with_wrong_times_or_tables_makes_nothing(tmp_path, run, given, said):
    path = tmp_path / "fair.xlsx"

    code, told = run("new", path, *given, "--language", "en")

    assert (code, said in " ".join(told.split()), path.exists()) == (2, True, False)


def test_new_from_exports_never_overwrites_and_writes_nothing_after_an_error(tmp_path, run):
    path, bad = tmp_path / "fair.xlsx", tmp_path / "bad.csv"
    path.write_bytes(b"precious")
    assert run("new", path, "--from", B2MATCH[0])[0] == 2
    assert path.read_bytes() == b"precious"

    bad.write_text("Colour,Size\nred,3\n", encoding="utf-8")
    code, said = run("new", tmp_path / "other.xlsx", "--from", B2MATCH[0], bad)
    assert (code, "Colour; Size" in " ".join(said.split())) == (3, True)
    assert not (tmp_path / "other.xlsx").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "gone.csv"),
        ("--example", "--from", B2MATCH[0]),
        (B2MATCH[0],),
        ("--from",),
    ],
)
def test_new_from_exports_that_cannot_be_is_wrong_usage(tmp_path, run, words):
    assert run("new", tmp_path / "fair.xlsx", *words)[0] == 2
    assert not (tmp_path / "fair.xlsx").exists()


def test_check_accepts_the_mapping_that_was_corrected(fair, run):
    edit(fair, "Participants", lambda sheet: sheet.cell(1, 3, "Name of family"))
    mapping = fair.with_name("columns.toml")

    code, said = run("check", fair, "--map")
    assert (code, '"Name of family" = "' in said) == (0, True)
    assert "accepted = false" in mapping.read_text("utf-8")
    assert run("check", fair)[0] == 3
    assert run("check", fair, "--map", "--accept")[0] == 0
    assert "accepted = true" in mapping.read_text("utf-8")
    assert run("check", fair)[0] == 0
    assert run("check", fair, "--accept")[0] == 2


def test_check_accepts_a_mapping_at_once(fair, run):
    edit(fair, "Participants", lambda sheet: sheet.cell(1, 3, "Name of family"))

    assert run("check", fair, "--map", "--accept")[0] == 0
    assert "accepted = true" in fair.with_name("columns.toml").read_text("utf-8")
