"""Calendars of people: whatever a command or the page writes or says, no word of them is in it."""

import re
import shlex
import shutil
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading import calendars
from tests.io.reading.calendar_files import SECRET, entry, write_calendar, zone_of_its_own
from tests.test_cli import EXAMPLES, run  # noqa: F401 - a fixture
from tests.test_forgetting import everything_in
from tests.web.conftest import Visitor

DAY = "20270617"
SECRETIVE = (
    zone_of_its_own(SECRET, "+0100", "+0200"),
    entry("1", f"DTSTART;TZID={SECRET}:20270603T100000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY"),
    entry("1", f"RECURRENCE-ID:{DAY}T080000Z", f"DTSTART:{DAY}T090000Z", "DURATION:PT30M"),
    entry("2", f"DTSTART;TZID=America/New_York:{DAY}T060000", "DURATION:PT30M", f"X-{SECRET}:1"),
    entry("3", f"DTSTART:{DAY}T141500", f"DTEND:{DAY}T143000"),
    entry("4", f"DTSTART;VALUE=DATE:{DAY}", "TRANSP:TRANSPARENT"),
    entry("5", f"DTSTART:{DAY}T070000Z", "DURATION:PT30M", "STATUS:CANCELLED"),
)
HEADS = (f"X-WR-CALDESC:{SECRET}",)


@pytest.fixture
def workbook(tmp_path):
    folder = tmp_path / "event"
    shutil.copytree(EXAMPLES / "small-fair", folder, ignore=shutil.ignore_patterns("*.py"))
    write_calendar(folder / "calendars" / "P01.ics", *SECRETIVE, heads=HEADS)
    tour = entry("1", f"DTSTART:{DAY}T090000Z", "DURATION:PT30M", title="Tour of the fab")
    write_calendar(folder / "calendars" / "Speaker.ics", tour, heads=HEADS)
    return folder / "fair.xlsx"


def texts_of(folder):
    """Everything in a folder but the calendars that were put there, with the text of PDFs."""
    for content in everything_in(folder):
        yield content
        if content.startswith(b"%PDF"):
            reader = PdfReader(BytesIO(content))
            yield repr(reader.metadata).encode()
            yield from (page.extract_text().encode() for page in reader.pages)


def tells(contents, word=SECRET):
    return any(word.lower().encode() in content.lower() for content in contents)


def test_no_word_of_a_calendar_is_in_anything_written_or_said(run, workbook, tmp_path):  # noqa: F811
    plans = workbook.with_name("fair-plans")
    away = entry("9", f"DTSTART:{DAY}T070000Z", "DURATION:PT1H")
    said = [
        run("check", workbook, "--all", "--annotate", tmp_path / "marked.xlsx"),
        run("plan", workbook, "--time", "3"),
        run("agendas", plans),
        run("why", plans, "P01", "P02"),
        run("publish", plans),
    ]
    write_calendar(workbook.parent / "calendars" / "P01.ics", *SECRETIVE, away, heads=HEADS)
    said += [
        run("plan", workbook, "--time", "3"),
        run("status", plans),
        run("compare", plans, "v01", "v02"),
        run("wishes", workbook),
        run("feedback", plans),
    ]
    assert [code for code, _ in said] == [0] * len(said), said

    visitor = Visitor(workbook.parent)
    key = visitor.key("fair")
    people = visitor.get(f"/events/{key}/look/people?q=Änne").text
    anna = re.findall(rf'"(/events/{key}/look/people/[^"?]+)', people)[:1]
    addresses = [*anna, *(f"/events/{key}/{name}" for name in ("look", "plan", "hand-out", "day"))]
    pages = [visitor.get(address) for address in addresses]
    apart = workbook.with_name("calendars").rename(tmp_path.parent / f"{tmp_path.name}-apart")
    shown = [people.encode(), *(page.content for page in pages)]
    assert [page.status_code for page in pages] == [200] * 5
    assert not tells([*shown, *(words.encode() for _, words in said)])
    assert not tells(texts_of(tmp_path))
    assert tells(texts_of(tmp_path), "Tour of the fab")
    assert tells(texts_of(apart))


def test_no_word_of_a_calendar_is_in_the_report_of_a_bug(
    run,  # noqa: F811
    workbook,
    tmp_path,
    monkeypatch,
):
    def fail(*_arguments):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(import_module("matchmaker.solver.solve"), "shorten_breaks", fail)
    code, said = run("plan", workbook, "--time", "3")

    workbook.with_name("calendars").rename(tmp_path.parent / f"{tmp_path.name}-apart")
    assert (code, len(list(workbook.parent.glob("*/bug-*.json")))) == (0, 1)
    assert not tells([said.encode(), *texts_of(tmp_path)])


def test_bug_while_a_calendar_is_read_tells_no_word_of_it(run, workbook, monkeypatch):  # noqa: F811
    def trip(part):
        raise TypeError(f"{part!r} {SECRET}")

    monkeypatch.setattr(calendars, "_together", trip)
    code, said = run("check", workbook)

    assert (code, SECRET in said) == (1, False)
    assert "TypeError" in said


def test_times_are_kept_free_as_if_they_were_typed(workbook):
    event = read_event(workbook).event

    periods = event.participant["P01"].times.unavailable
    busy = [tuple(f"{at:%H:%M}" for at in (period.start, period.end)) for period in periods]
    assert busy == [("11:00", "11:30"), ("12:00", "12:30"), ("14:15", "14:30")]


def test_meetings_put_into_ones_calendar_may_stay(run, workbook):  # noqa: F811
    plans = workbook.with_name("fair-plans")
    run("plan", workbook, "--time", "3")
    run("publish", plans)
    (agenda,) = (plans / "v01" / "agendas").glob("agenda_P01_*.ics")
    own = agenda.read_bytes()
    assert own.count(b"BEGIN:VEVENT") > 1

    (workbook.parent / "calendars" / "P01.ics").write_bytes(own)
    reading = read_event(workbook)

    assert reading.event.participant["P01"].times.unavailable == ()
    notes = [dict(i.parameters) for i in reading.issues if i.code == "calendar_ours"]
    assert notes == [{"count": str(own.count(b"BEGIN:VEVENT"))}]


DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "howto/calendars.md",
            ["P05 Eva Svobodová: busy in 1 of", "P07 Sophie", "Exhibitor: prog"],
        ),
        ("de/kalender.md", ["P05 Eva Svobodová: in 1 von", "P07 Sophie", "Aussteller: Programm"]),
    ],
)
def test_walk_with_calendars(run, tmp_path, monkeypatch, page, said):  # noqa: F811
    blocks = re.findall(r"```\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    workbook, folder, *files = blocks[0].splitlines()
    shutil.copy(EXAMPLES / "small-fair" / workbook, tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in filter(None, map(str.strip, files)):
        hour = entry("1", f"DTSTART:{DAY}T115000Z", "DURATION:PT5M", title="Tour")
        write_calendar(tmp_path / folder.strip("/") / name, hour)

    checked, planned = (run(*shlex.split(block)[1:]) for block in blocks[1:])

    assert (checked[0], planned[0]) == (0, 0)
    assert [text for text in said if text not in checked[1]] == []
