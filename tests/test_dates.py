"""The dates of many networks: read, each once, what clashes, and what open ones could be."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import product
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml.html import fromstring

from matchmaker.dates import (
    DateSpan,
    NetworkDate,
    by_half_day,
    clashes,
    free_half_days,
    once,
    weight,
)
from matchmaker.io.reading.network_dates import read_network_dates
from matchmaker.io.report.dates import dates_page
from matchmaker.io.writing.dates_book import DatesReport, dates_calendar, dates_workbook
from matchmaker.solver import Watch
from matchmaker.solver.dating import propose
from matchmaker.text import languages, words
from matchmaker.workflow import dates_lines, read_dates, write_dates
from tests.io.reading.spreadsheets import write
from tests.test_cli import run  # noqa: F401 - a fixture

BERLIN = ZoneInfo("Europe/Berlin")
SEVEN = ("DTSTART:20271012T070000Z", "DTEND:20271012T090000Z")
HOUR = "DURATION:PT1H"
LATER = ("DTSTART:20291012T070000Z", "DTEND:20291012T090000Z")
HEADINGS = ["Network", "Title", "Date", "From", "To", "Place", "For whom", "Open", "Alternatives"]


def stretch(day, start, end):
    return DateSpan(*(datetime(2027, 10, day, hour, tzinfo=BERLIN) for hour in (start, end)))


def dated(network, day, start, end, **fields):
    return NetworkDate(network, f"Forum {network}", stretch(day, start, end), **fields)


def sheet_in(folder, *rows, name="dates.xlsx"):
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for row in rows:
        book.active.append(row)
    book.save(folder / name)


def calendar_in(folder, *lines, name="Netz.ics"):
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *lines, "END:VCALENDAR", ""]
    (folder / name).write_text("\r\n".join(text), encoding="utf-8")


def entry(uid, *lines):
    return ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20270101T000000Z", *lines, "END:VEVENT")


def test_sheet_is_read(tmp_path):
    other = "13.10.2027; 14.10.2027 15-16"
    sheet_in(
        tmp_path,
        [
            "A",
            "Forum",
            "12.10.2027",
            "9:00",
            "11",
            "Hall",
            "KI; Photonik",
            "yes",
            "13.10.2027; 14.10.2027 15-16",
        ],
        ["B", "Night", "12.10.2027", "22:00", "2:00"],
    )

    (one, other), issues = read_network_dates(tmp_path, "Europe/Berlin")

    assert issues == ()
    assert (one.when, one.audience) == (stretch(12, 9, 11), ("KI", "Photonik"))
    assert one.alternatives == (stretch(13, 9, 11), stretch(14, 15, 16))
    assert other.when.end == datetime(2027, 10, 13, 2, tzinfo=BERLIN)


def test_calendar_is_read_in_any_zone(tmp_path):
    nine = ("DTSTART:20271012T070000Z", "DTEND:20271012T090000Z")
    calendar_in(
        tmp_path,
        *entry("1", "SUMMARY:Forum", *nine, "CATEGORIES:KI,Bio"),
        *entry("2", "SUMMARY:Floating", "DTSTART:20271012T090000", "DURATION:PT1H"),
        *entry("3", "SUMMARY:All day", "DTSTART;VALUE=DATE:20271013"),
        *entry("4", "SUMMARY:Gone", "DTSTART:20271012T070000Z", "STATUS:CANCELLED"),
    )

    found, issues = read_network_dates(tmp_path, "Europe/Berlin")

    assert issues == ()
    assert [(one.title, one.when.start.hour, one.when.end - one.when.start) for one in found] == [
        ("Floating", 9, timedelta(hours=1)),
        ("Forum", 9, timedelta(hours=2)),
        ("All day", 0, timedelta(days=1)),
    ]
    assert {one.network for one in found} == {"Netz"}
    assert found[1].audience == ("KI", "Bio")


def test_same_date_of_a_sheet_and_two_calendars_is_one(tmp_path):
    lines = entry("1", "SUMMARY:Forum", "DTSTART:20271012T070000Z", "DTEND:20271012T090000Z")
    calendar_in(tmp_path, *lines)
    calendar_in(tmp_path, *lines, name="other.ics")
    sheet_in(tmp_path, ["netz", "FORUM", "12.10.2027", "9:00", "11:00"])

    found, _ = read_network_dates(tmp_path, "Europe/Berlin")

    assert len(found) == 1


@pytest.mark.parametrize(
    ("head", "times"),
    [
        (["Netzwerk", "Veranstaltung", "Datum", "Uhrzeit"], ["18-20 Uhr"]),
        (["Network", "Event", "Day", "Start", "End"], ["6 pm", "8 pm"]),
        (["Cluster", "Thema", "Tag", "Beginn", "Ende"], ["18-20 Uhr", ""]),
    ],
)
def test_dates_stand_under_headings_as_people_write_them(tmp_path, head, times):
    write(tmp_path / "a.xlsx", {"Termine": [head, ["A", "x", "12.10.2027", *times]]})

    (found,), issues = read_network_dates(tmp_path, "Europe/Berlin")

    when = found.when
    assert (found.network, found.title, issues) == ("A", "x", ())
    assert (when.start.hour, when.end.hour) == (18, 20)


def test_sheets_of_one_name_are_told_apart_by_their_files(tmp_path):
    folder = tmp_path / "networks"
    folder.mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        head = ["Network", "Title", "Date", "From", "To"]
        write(folder / name, {"Dates": [head, ["A", "x", "soon", "9:00", "10:00"]]})

    _, issues = read_network_dates(folder, "Europe/Berlin")

    places = [str(issue.place) for issue in issues]
    assert places == ["[networks/a.xlsx]Dates!C2", "[networks/b.xlsx]Dates!C2"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["A", "x", "12.10.2027", "11:00", "9:00"], "end_before_start"),
        (["A", "x", "32.10.2027", "9:00", "11:00"], "bad_date"),
        (["", "x", "12.10.2027", "9:00", "11:00"], "missing_cell"),
        (["A", "x", "12.10.2027", "9", "11", "", "", "yes", "mornings"], "bad_alternative"),
        (["A", "x", "12.10.2027", "9", "11", "", "", "yes"], "date_without_alternatives"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_place(tmp_path, row, code):
    sheet_in(tmp_path, row)

    _, issues = read_network_dates(tmp_path, "Europe/Berlin")

    assert [(issue.code, issue.place.row) for issue in issues] == [(code, 2)]


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["Network", "Title", "Date", "From"], {"The column “To” is missing."}),
        (["Netzwerk", "Titel", "Von", "Bis"], {"The column “Datum” is missing."}),
        (
            ["Title", "Date", "Place"],
            {f"The column “{name}” is missing." for name in ("Network", "From", "To")},
        ),
    ],
)
def test_missing_column_is_named_in_words(tmp_path, headings, missing):
    book = openpyxl.Workbook()
    book.active.append(headings)
    book.save(tmp_path / "dates.xlsx")

    _, issues = read_network_dates(tmp_path, "Europe/Berlin")

    say = words("en")
    assert {say(f"issue.{issue.code}", **dict(issue.parameters)) for issue in issues} == missing


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (
            entry("1", "SUMMARY:x", "DTSTART:20271012T070000Z", "RRULE:FREQ=DAILY"),
            "date_without_time",
        ),
        (entry("1", "SUMMARY:x", *SEVEN, "RRULE:FREQ=SECONDLY"), "calendar_recurs"),
        (entry("1", "SUMMARY:x", *SEVEN, "RRULE:FREQ=DAILY;X=1"), "calendar_recurs"),
        (entry("1", "SUMMARY:x", "DTSTART;TZID=Nowhere:20271012T070000"), "calendar_zone"),
        (entry("1", "SUMMARY:x"), "date_without_time"),
        (
            entry("1", "SUMMARY:x", "DTSTART:20271012T070000Z", "DTEND:20271012T060000Z"),
            "date_without_time",
        ),
    ],
)
def test_calendar_entry_that_is_none_is_named(tmp_path, lines, code):
    calendar_in(tmp_path, *lines)

    _, issues = read_network_dates(tmp_path, "Europe/Berlin")

    assert [issue.code for issue in issues] == [code]


def starts_of(folder):
    """When the dates of a folder begin, with what is said of them."""
    found, issues = read_network_dates(folder, "Europe/Berlin")
    said = [(one.code, dict(one.parameters)) for one in issues]
    return [(one.title, f"{one.when.start:%Y-%m-%d %H:%M}") for one in found], said


def test_what_is_repeated_without_an_end_goes_as_far_as_the_other_dates(tmp_path):
    sheet_in(
        tmp_path,
        ["A", "First", "12.10.2027", "9:00", "11:00"],
        ["A", "Last", "27.10.2027", "9:00", "11:00"],
    )
    calendar_in(
        tmp_path,
        *entry(
            *("1", "SUMMARY:Stammtisch", "DTSTART;TZID=Europe/Berlin:20260107T180000"),
            *("DURATION:PT2H", "RRULE:FREQ=WEEKLY", "EXDATE:20271020T160000Z"),
        ),
        *entry(
            *("1", "SUMMARY:Stammtisch", "RECURRENCE-ID:20271027T160000Z"),
            *("DTSTART:20271026T160000Z", "DURATION:PT2H"),
        ),
    )

    starts, said = starts_of(tmp_path)

    assert [one for one in starts if one[0] == "Stammtisch"] == [
        ("Stammtisch", "2027-10-13 18:00"),
        ("Stammtisch", "2027-10-26 18:00"),
    ]
    told = {"title": "Stammtisch", "count": "2", "times": "2027-10-13 – 2027-10-26"}
    assert said == [("date_repeated", told)]


def test_what_is_repeated_and_ends_within_a_year_is_taken_whole(tmp_path):
    sheet_in(tmp_path, ["A", "Only", "12.10.2027", "9:00", "11:00"])
    calendar_in(
        tmp_path,
        *entry("1", "SUMMARY:Course", *SEVEN, "RRULE:FREQ=MONTHLY;COUNT=3"),
        *entry("2", "SUMMARY:Talks", *SEVEN, "RDATE:20271114T070000Z"),
    )

    starts, said = starts_of(tmp_path)

    assert sorted(starts) == [
        *[("Course", f"2027-{day}") for day in ("10-12 09:00", "11-12 08:00", "12-12 08:00")],
        ("Only", "2027-10-12 09:00"),
        *[("Talks", f"2027-{day}") for day in ("10-12 09:00", "11-14 08:00")],
    ]
    assert [code for code, _ in said] == ["date_repeated"] * 2


def test_what_is_repeated_alone_is_taken_for_a_year(tmp_path):
    calendar_in(tmp_path, *entry("1", "SUMMARY:Jour fixe", *SEVEN, "RRULE:FREQ=MONTHLY"))

    starts, _ = starts_of(tmp_path)

    assert [start for _, start in starts][::11] == ["2027-10-12 09:00", "2028-09-12 09:00"]


def test_what_is_repeated_at_no_time_of_the_others_is_named(tmp_path):
    sheet_in(tmp_path, ["A", "Only", "12.10.2027", "9:00", "11:00"])
    calendar_in(tmp_path, *entry("1", "SUMMARY:x", *LATER, "RRULE:FREQ=MONTHLY"))

    starts, said = starts_of(tmp_path)

    assert starts == [("Only", "2027-10-12 09:00")]
    assert said == [("date_outside", {"title": "Netz"})]


def test_what_is_repeated_in_two_calendars_is_there_once(tmp_path):
    lines = entry("1", "SUMMARY:Course", *SEVEN, "RRULE:FREQ=WEEKLY;COUNT=3")
    calendar_in(tmp_path, *lines)
    calendar_in(tmp_path, *lines, name="other.ics")

    assert len(starts_of(tmp_path)[0]) == 3


@pytest.mark.parametrize("content", [b"", b"nothing", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_damaged_calendar_is_named(tmp_path, content):
    (tmp_path / "a.ics").write_bytes(content)

    _, issues = read_network_dates(tmp_path, "Europe/Berlin")

    assert {issue.code for issue in issues} <= {"bad_calendar", "no_dates"}
    assert issues


def test_dates_clash_by_moments_and_not_within_a_network():
    here = dated("A", 12, 9, 11)
    utc = replace(here.when, start=here.when.start.astimezone(ZoneInfo("UTC")))
    others = [
        dated("B", 12, 10, 12),
        dated("C", 12, 11, 12),
        replace(dated("D", 12, 9, 11), when=utc),
        replace(here, title="Other"),
    ]

    found = clashes(once([here, *others]))

    pairs = {frozenset((it.one.network, it.other.network)) for it in found}
    assert pairs == {frozenset("AB"), frozenset("AD"), frozenset("BD"), frozenset("BC")}


def test_half_days_that_are_free_are_listed():
    dates = [dated("A", 11, 9, 11), dated("B", 12, 11, 13)]

    assert free_half_days(dates) == ((date(2027, 10, 11), "afternoon"),)
    assert {len(there) for there in by_half_day(dates).values()} == {1}


@st.composite
def networks(draw):
    """Draw a few dates of three networks, some of them open."""
    times = st.tuples(st.integers(11, 13), st.integers(8, 11), st.integers(1, 3))
    spans = times.map(lambda it: stretch(it[0], it[1], it[1] + it[2]))
    found = []
    for number in range(draw(st.integers(1, 5))):
        audience = tuple(draw(st.sets(st.sampled_from(["KI", "Bio"]))))
        alternatives = tuple(draw(st.lists(spans, max_size=2)))
        network = draw(st.sampled_from("ABC"))
        when = draw(spans)
        found.append(
            NetworkDate(network, str(number), when, audience=audience, alternatives=alternatives)
        )
    return found


def cost_of(dates, chosen):
    found = clashes(dates, chosen)
    moves = sum(at != one.when for one, at in zip(dates, chosen, strict=True))
    return sum(weight(it.one, it.other) for it in found), moves


@pytest.mark.parametrize("year", ["0001", "0002", "9998", "9999"])
@pytest.mark.parametrize("rule", ["X-A:1", "RRULE:FREQ=YEARLY", "RRULE:FREQ=DAILY;COUNT=2"])
def test_years_in_which_nothing_is_are_read_or_named(tmp_path, year, rule):
    calendar_in(tmp_path, *entry("1", "SUMMARY:x", f"DTSTART:{year}1230T230000Z", HOUR, rule))

    found, issues = read_network_dates(tmp_path, "Europe/Berlin")

    named = {issue.code for issue in issues} & {"date_without_time", "calendar_recurs"}
    assert bool(found) != bool(named)


@given(networks())
@settings(deadline=None, max_examples=60)
def test_proposal_is_as_good_as_trying_everything(dates):
    proposal = propose(dates, Watch(10))

    best = min(cost_of(dates, chosen) for chosen in product(*(one.choices for one in dates)))
    assert cost_of(dates, proposal.chosen) == best
    assert (proposal.cost, proposal.moves, proposal.is_proven) == (*best, True)


@pytest.mark.parametrize("language", languages())
def test_workbook_and_calendar_say_what_was_found(language):
    dates = once(
        [
            dated("A", 12, 9, 11, alternatives=(stretch(13, 9, 11),), audience=("KI",)),
            dated("B", 12, 10, 12, audience=("ki",), place="Hall"),
        ]
    )
    say = words(language)
    report = DatesReport(dates, propose(dates, Watch(5)), say)

    book = openpyxl.load_workbook(BytesIO(dates_workbook(report)))
    entries = Calendar.from_ical(dates_calendar(dates)).walk("VEVENT")

    names = ("all", "clashes", "calendar", "free", "proposal")
    assert book.sheetnames == [say(f"dates.sheet.{name}") for name in names]
    assert [sheet.max_row for sheet in book][:2] == [3, 2]
    assert book[say("dates.sheet.clashes")]["J2"].value == "KI"
    assert [str(one["SUMMARY"]) for one in entries] == ["A: Forum A", "B: Forum B"]
    assert dates_calendar(dates) == dates_calendar(dates)
    assert len(dates_lines(report)) == 2


@pytest.mark.parametrize("language", languages())
def test_page_says_what_is_at_one_time_and_what_could_move(language):
    dates = once(
        [
            dated("A <b>", 12, 9, 11, alternatives=(stretch(13, 9, 11),)),
            replace(dated("B", 12, 10, 12), place="Hall", link="https://b.example.org"),
            replace(dated("C", 14, 10, 12), link="javascript:alert(1)"),
        ]
    )
    say = words(language)

    page = dates_page(DatesReport(dates, propose(dates, Watch(5)), say), ["Told."])

    root = fromstring(page)
    rows = [" ".join(row.itertext()).split() for row in root.findall(".//table[@class='day']//tr")]
    assert [" ".join(words) for words in rows] == [
        f"09:00–11:00 Forum A <b> A <b> {say('dates.page.beside', others='B: Forum B')}",
        f"10:00–12:00 Forum B B {say('dates.page.beside', others='A <b>: Forum A <b>')} Hall",
        "10:00–12:00 Forum C C",
    ]
    assert [link.get("href") for link in root.iter("a")] == ["https://b.example.org"]
    sections = [section.get("aria-labelledby") for section in root.iter("section")]
    assert sections == ["all", "proposal", "free"]
    assert "Told." in root.text_content()


def test_errors_write_nothing(tmp_path):
    sheet_in(tmp_path, ["A", "x", "12.10.2027", "11:00", "9:00"])

    found = read_dates(tmp_path, "Europe/Berlin", "en")

    assert found.report is None
    assert [issue.code for issue in found.issues] == ["end_before_start"]


def test_command_writes_beside_the_folder(tmp_path, run):  # noqa: F811 - the fixture
    folder = tmp_path / "networks"
    folder.mkdir()
    sheet_in(folder, ["A", "x", "12.10.2027", "9", "11"], ["B", "y", "12.10.2027", "10", "12"])

    code, out = run("dates", folder)

    assert (code, "2 dates of 2 networks; 1 pair of them is" in out) == (0, True)
    assert (tmp_path / "networks-dates.xlsx").exists()
    assert (tmp_path / "networks-dates.html").exists()
    assert (tmp_path / "all-dates.ics").exists()
    assert run("dates", tmp_path / "nowhere")[0] == 2
    assert run("dates", folder, "--time-zone", "Nowhere")[0] == 2
    (folder / "dates.xlsx").unlink()
    assert run("dates", folder)[0] == 3


@pytest.mark.parametrize("named", [".", "..", "networks/."])
def test_command_writes_beside_the_folder_however_it_is_named(tmp_path, run, monkeypatch, named):  # noqa: F811 - the fixture
    folder = tmp_path / "networks"
    (folder / "older").mkdir(parents=True)
    sheet_in(folder, ["A", "x", "12.10.2027", "9", "11"])
    monkeypatch.chdir({".": folder, "..": folder / "older"}.get(named, tmp_path))

    assert run("dates", named)[0] == 0
    assert (tmp_path / "networks-dates.xlsx").exists()


@pytest.mark.parametrize("output", ["all.html", "all", "all-dates.ics"])
def test_output_that_is_no_workbook_is_refused(tmp_path, run, output):  # noqa: F811 - the fixture
    folder = tmp_path / "networks"
    folder.mkdir()
    sheet_in(folder, ["A", "x", "12.10.2027", "9", "11"])

    assert run("dates", folder, "-o", tmp_path / output)[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["networks"]


def test_output_that_is_there_is_never_written_over(tmp_path, run):  # noqa: F811 - the fixture
    folder = tmp_path / "networks"
    folder.mkdir()
    sheet_in(folder, ["A", "x", "12.10.2027", "9", "11"])
    (read,) = folder.iterdir()
    before = read.read_bytes()

    assert run("dates", folder, "-o", read)[0] == 2
    assert read.read_bytes() == before


def test_written_file_is_whole_or_not_there(tmp_path):
    dates = once([dated("A", 12, 9, 11)])
    report = DatesReport(dates, propose(dates, Watch(5)), words("en"))

    write_dates(report, tmp_path / "out" / "all.xlsx")

    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "all-dates.ics",
        "all.html",
        "all.xlsx",
    ]
