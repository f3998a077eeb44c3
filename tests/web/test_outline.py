"""When and where: asked for on one form, told at its field, written cell by cell."""

import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape

import openpyxl
import pytest

from matchmaker.text import languages, words
from matchmaker.workflow import Dossier
from tests.web.conftest import Visitor
from tests.web.test_corrections import parts
from tests.web.test_start import exports

SAY = words("en")
ANSWERS = {
    "name": "Spring fair",
    "organiser": "Fair Ltd",
    "organiser_email": "fair@example.org",
    "language": "en",
    "time_zone": "Berlin",
    "meeting_length": "20",
    "changeover": "5",
    "date_0": "2097-06-17",
    "from_0": "09:00",
    "to_0": "17:00",
    "break_label_0": "Lunch",
    "break_from_0": "12:00",
    "break_to_0": "13:00",
    "tables": "3",
    "meetings_at_once": "1",
}


@pytest.fixture
def begun(tmp_path):
    """A browser with an event made of exports, and the address of its form."""
    visitor = Visitor(tmp_path)
    files = exports("b2match-participants.csv", "b2match-meetings.csv")
    visitor.post("/from-exports", {"name": "Spring fair"}, files=files)
    return visitor, f"/events/{visitor.key('Spring fair')}/outline"


def workbook_of(visitor):
    return visitor.desk.folder / "Spring fair.xlsx"


def answered(visitor, url, **answers):
    """Send the form as the page shows it, with these answers."""
    seen = re.search(r'name="seen" value="(\w+)"', visitor.get(url).text)[1]
    return visitor.post(f"{url}/write", {"seen": seen} | ANSWERS | answers)


def rows_of(path, sheet):
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True)
    return [row[:5] for row in rows if any(row)]


@pytest.mark.parametrize("language", languages())
def test_form_asks_for_what_no_export_tells(begun, language):
    visitor, url = begun
    say = words(language)

    text = unescape(visitor.get(url, headers={"accept-language": language}).text)

    form = text[text.index('name="seen"') :]
    asked = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', form)
    assert asked == [
        *("name", "organiser", "organiser_email", "date_0", "from_0", "to_0"),
        *("break_label_0", "break_from_0", "break_to_0", "meeting_length", "changeover"),
        *("tables", "meetings_at_once", "language", "time_zone"),
    ]
    assert say("web.outline.tables_help", people="3", n="2") in text
    assert 'id="name" name="name" value="Spring fair"' in text


def test_answers_make_an_event_that_can_be_planned(begun):
    visitor, url = begun

    answer = answered(visitor, url)

    event = Dossier(workbook_of(visitor)).lists().event
    assert answer.headers["location"] == url.replace("outline", "lists")
    assert (event.name, event.organiser_email, event.time_zone) == (
        *("Spring fair", "fair@example.org", "Europe/Berlin"),
    )
    assert [table.name for table in event.tables] == ["1", "2", "3"]
    assert len(event.slots) == 7 + 9
    assert event.slots[7].start.time() == time(13)
    assert [item.label for item in event.programme] == ["Lunch"]
    lists = unescape(visitor.get(answer.headers["location"]).text)
    assert SAY("web.outline.written") in lists


def test_only_the_sheets_concerned_are_written_and_taken_back(begun):
    visitor, url = begun
    before = workbook_of(visitor).read_bytes()

    answered(visitor, url)
    after = workbook_of(visitor).read_bytes()
    visitor.post(url.replace("outline", "lists/undo"))

    changed = {name for name, part in parts(before).items() if parts(after)[name] != part}
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4)}
    assert changed - {"xl/styles.xml"} == sheets
    assert workbook_of(visitor).read_bytes() == before


def test_dates_and_times_are_true_ones(begun):
    visitor, url = begun

    answered(visitor, url)

    day = datetime.combine(date(2097, 6, 17), time())
    assert rows_of(workbook_of(visitor), "Timetable") == [
        (day, time(9), time(12), "meetings", None),
        (day, time(12), time(13), "break", "Lunch"),
        (day, time(13), time(17), "meetings", None),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "key", "named"),
    [
        ("name", "", "outline.missing", {}),
        (
            "name",
            "x" * 400,
            "issue.too_long",
            {"value": "x" * 40 + "…", "count": "400", "most": "300"},
        ),
        ("date_0", "", "outline.missing", {}),
        ("date_0", "soon", "issue.bad_date", {"value": "soon"}),
        ("date_0", "2020-06-17", "outline.over", {}),
        ("to_0", "08:00", "issue.end_before_start", {"start": "09:00", "end": "08:00"}),
        ("to_0", "09:00", "issue.end_before_start", {"start": "09:00", "end": "09:00"}),
        ("from_0", "25:00", "issue.bad_time", {"value": "25:00"}),
        ("break_to_0", "11:00", "issue.end_before_start", {"start": "12:00", "end": "11:00"}),
        ("break_to_0", "", "outline.missing", {}),
        ("tables", "0", "issue.bad_number", {"value": "0", "least": "1", "most": "1000"}),
        ("tables", "-3", "issue.bad_number", {"value": "-3", "least": "1", "most": "1000"}),
        ("tables", "9999", "issue.bad_number", {"value": "9999", "least": "1", "most": "1000"}),
        ("tables", "", "outline.missing", {}),
        ("tables", "A", "issue.bad_number", {"value": "A", "least": "1", "most": "1000"}),
        ("tables", ",;", "outline.no_names", {"value": ",;"}),
        ("tables", "A1, A2, a1", "outline.no_names", {"value": "a1"}),
        ("tables", "A5-A1", "outline.no_names", {"value": "A5-A1"}),
        ("tables", "A1-B5", "outline.no_names", {"value": "A1-B5"}),
        ("tables", "12 tables, 3 large ones", "outline.no_names", {"value": "12 tables"}),
        ("tables", "1-1001", "outline.no_names", {"value": "1-1001"}),
        ("tables", "1-900, A1-A900", "outline.no_names", {"value": "1-900, A1-A900"}),
        (
            "tables",
            f"A, 1-{'9' * 5000}",
            "issue.too_long",
            {"value": f"1-{'9' * 38}…", "count": "5002", "most": "300"},
        ),
        ("meetings_at_once", "x", "issue.bad_number", {"value": "x", "least": "1"}),
        ("meeting_length", "", "outline.missing", {}),
        ("meeting_length", "9" * 50, "issue.bad_number", {"value": "9" * 50, "least": "1"}),
        ("changeover", "-5", "issue.bad_number", {"value": "-5", "least": "0"}),
        ("time_zone", "Mars", "issue.bad_time_zone", {"value": "Mars"}),
        ("language", "xx", "issue.unknown_language", {"value": "xx"}),
        ("organiser_email", "me", "issue.bad_email", {"value": "me"}),
    ],
)
def test_mistake_is_told_at_its_field(begun, field, typed, key, named):
    visitor, url = begun
    before = workbook_of(visitor).read_bytes()

    answer = answered(visitor, url, **{field: typed})

    text = unescape(answer.text)
    told = re.search(rf'<p class="bad" id="{field}-wrong">(.*?)</p>', text)[1]
    assert told == SAY(key, **{"most": "10000"} | named)
    assert re.search(rf'<li><a href="#{field}">[^<]+: {re.escape(told)}</a></li>', text)
    assert workbook_of(visitor).read_bytes() == before


def test_break_outside_the_meetings_is_told(begun):
    visitor, url = begun

    text = answered(visitor, url, break_from_0="18:00", break_to_0="19:00").text

    assert SAY("outline.outside") in text


def test_break_that_leaves_no_room_is_told(begun):
    visitor, url = begun

    text = answered(visitor, url, break_from_0="09:10", break_to_0="12:00").text

    assert SAY("outline.no_room", start="09:00", end="09:10", minutes="20") in text


def test_days_and_breaks_are_added_and_kept(begun):
    visitor, url = begun

    day = answered(visitor, url, more="day", tables="7").text
    pause = answered(visitor, url, more="break").text

    assert 'name="date_1" value=""' in day
    assert 'name="from_1" value="09:00"' in day
    assert 'name="tables" value="7"' in day
    assert 'name="break_from_1" value=""' in pause


def test_several_days_and_breaks_are_written(begun):
    visitor, url = begun
    second = {"date_1": "2097-06-18", "from_1": "10:00", "to_1": "00:00"}
    pauses = {"break_label_1": "Tea", "break_from_1": "15:00", "break_to_1": "15:30"}

    answered(visitor, url, **second, **pauses, break_label_2="", break_from_2="", break_to_2="")

    event = Dossier(workbook_of(visitor)).lists().event
    assert [item.label for item in event.programme] == ["Lunch", "Tea"] * 2
    assert event.slots[-1].end.time() == time(23, 45)


def test_same_day_twice_is_told(begun):
    visitor, url = begun
    again = {"date_1": ANSWERS["date_0"], "from_1": "16:00", "to_1": "18:00"}

    assert SAY("outline.overlap") in answered(visitor, url, **again).text


def test_more_days_than_fit_are_not_taken(begun):
    visitor, url = begun
    days = {f"{name}_{n}": "" for n in range(14) for name in ("date", "from", "to")}

    text = answered(visitor, url, more="day", **days).text

    assert "date_13" in text
    assert "date_14" not in text
    assert SAY("web.outline.one_more_day") not in text


def test_what_is_in_the_workbook_is_not_asked_again(visitor):
    url = f"/events/{visitor.key('fair')}/outline"

    text = visitor.get(url).text

    assert SAY("web.outline.timetable_there", n="6") in text
    assert "date_0" not in text
    assert 'name="tables"' not in text


def test_setting_is_changed_where_the_rest_is_there(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    url = f"/events/{visitor.key('fair')}/outline"
    tables = rows_of(path, "Tables")

    answer = answered(visitor, url, meeting_length="15")

    event = Dossier(path).lists().event
    assert answer.status_code == 303
    assert event.slots[0].end - event.slots[0].start == timedelta(minutes=15)
    assert rows_of(path, "Tables") == tables


def test_workbook_that_is_open_in_excel_is_said_and_the_answers_kept(begun):
    visitor, url = begun
    path = workbook_of(visitor)
    path.with_name(f"~${path.name}").write_bytes(b"")
    before = path.read_bytes()

    answer = answered(visitor, url)

    assert answer.status_code == 409
    assert SAY("web.correct.held_open") in answer.text
    assert 'name="date_0" value="2097-06-17"' in answer.text
    assert path.read_bytes() == before


def test_stale_window_writes_nothing(begun):
    visitor, url = begun

    answer = answered(visitor, url, seen="0" * 64)

    assert answer.status_code == 409
    assert SAY("web.correct.kept_meanwhile") in answer.text
    assert rows_of(workbook_of(visitor), "Tables") == []


def test_stale_window_shows_what_is_there_and_what_was_typed(begun):
    visitor, url = begun
    stale = re.search(r'name="seen" value="(\w+)"', visitor.get(url).text)[1]
    answered(visitor, url, name="From the first window")

    text = answered(visitor, url, seen=stale, name="From the second").text

    assert SAY("web.outline.there", text="From the first window") in text
    assert 'name="name" value="From the second"' in text
    assert SAY("web.outline.tables_there", n="3") in text


def test_language_is_switched_where_the_form_is(begun):
    visitor, url = begun

    assert f'name="back" value="{url}"' in answered(visitor, url, name="").text


def test_hostile_answers_are_text(begun):
    visitor, url = begun
    hostile = "\"><script>alert('x')</script>=1+1"

    refused = answered(visitor, url, **dict.fromkeys(ANSWERS, hostile)).text
    answered(visitor, url, name=hostile, organiser=hostile, break_label_0=hostile)

    event = Dossier(workbook_of(visitor)).lists().event
    assert "<script>alert" not in refused
    assert (event.name, event.programme[0].label) == (hostile, hostile)


def test_new_event_leads_to_the_form(visitor):
    answer = visitor.post("/new", {"name": "Autumn fair", "kind": "template"})

    url = f"/events/{visitor.key('Autumn fair')}/outline"
    assert answer.headers["location"] == url
    assert answered(visitor, url, name="Autumn fair").status_code == 303
    path = visitor.desk.folder / "Autumn fair.xlsx"
    assert len(rows_of(path, "Timetable")) == 3
    assert [row[0] for row in rows_of(path, "Tables")] == ["1", "2", "3"]


def test_lists_without_times_or_tables_lead_to_the_form(begun):
    visitor, url = begun
    lists = url.replace("outline", "lists")

    assert SAY("web.lists.outline_first") in visitor.get(lists).text
    answered(visitor, url)
    assert SAY("web.lists.outline_first") not in visitor.get(lists).text


def test_folder_of_sheets_has_no_form(folder):
    (folder / "sheets").mkdir()
    (folder / "sheets" / "Teilnehmer.csv").write_text("ID;Name")
    visitor = Visitor(folder)

    assert visitor.get(f"/events/{visitor.key('sheets')}/outline").status_code == 404


def test_day_that_is_today_where_the_event_is_may_be_written(begun):
    visitor, url = begun
    there = datetime.now(UTC) + timedelta(hours=14)

    answer = answered(visitor, url, time_zone="Pacific/Kiritimati", date_0=f"{there:%Y-%m-%d}")

    assert answer.status_code == 303


def test_stale_correction_is_not_undone_after_the_form(begun):
    """What is undone is what was written last, whichever page wrote it."""
    visitor, url = begun
    answered(visitor, url)
    cell = url.replace("outline", "lists/cell")
    page = visitor.get(f"{cell}?sheet=Tables&cell=A2").text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    visitor.post(cell, {"sheet": "Tables", "cell": "A2", "text": "Window", "seen": seen})

    for _ in range(2):
        visitor.post(url.replace("outline", "lists/undo"))

    assert rows_of(workbook_of(visitor), "Timetable") == [(None, None, None, "meetings", None)]


def test_time_is_exact_so_that_no_program_shows_a_minute_less(begun):
    visitor, url = begun

    answered(visitor, url)

    sheet = parts(workbook_of(visitor).read_bytes())["xl/worksheets/sheet3.xml"]
    assert f"<v>{17 / 24!r}</v>".encode() in sheet


def test_list_of_people_alone_gets_the_sheets_that_are_missing(folder):
    """What somebody hands in has a list and wishes; the rest is added beside it."""
    path = folder / "Spring fair.xlsx"
    book = openpyxl.load_workbook(folder / "fair.xlsx")
    for title in ("Event", "Timetable", "Tables", "Fixed"):
        del book[title]
    book.save(path)
    before = parts(path.read_bytes())
    visitor = Visitor(folder)
    url = f"/events/{visitor.key('Spring fair')}/outline"

    answer = answered(visitor, url)

    event, after = Dossier(path).lists().event, parts(path.read_bytes())
    assert answer.status_code == 303
    assert (event.name, len(event.tables), len(event.slots)) == ("Spring fair", 3, 16)
    lists = [name for name in before if "worksheets/sheet" in name]
    assert [name for name in lists[1:] if after[name] != before[name]] == []


def test_file_that_is_no_workbook_is_left_as_it_is(folder):
    path = folder / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 300)
    visitor = Visitor(folder)

    answer = answered(visitor, f"/events/{visitor.key('broken')}/outline")

    assert answer.status_code == 409
    assert SAY("web.correct.unreadable") in answer.text
    assert path.read_bytes() == b"PK\x03\x04" + b"x" * 300


def test_day_that_was_added_and_left_empty_is_none(begun):
    visitor, url = begun
    added = {"date_1": "", "from_1": ANSWERS["from_0"], "to_1": ANSWERS["to_0"]}

    changed = answered(visitor, url, **added | {"to_1": "18:00"}).text
    answer = answered(visitor, url, **added)

    assert 'id="date_1-wrong"' in changed
    assert answer.status_code == 303
    assert len(rows_of(workbook_of(visitor), "Timetable")) == 3


def test_settings_that_stay_as_they_are_are_not_written(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    url = f"/events/{visitor.key('fair')}/outline"
    rewritten = openpyxl.load_workbook(path)
    rewritten["Event"]["B6"] = "15 min"
    rewritten.save(path)
    page = visitor.get(url).text
    shown = dict(re.findall(r'<input type="\w+" id="(\w+)" name="\w+" value="([^"]*)"', page))

    answered(visitor, url, **shown | {"name": "Other"})

    settings = {row[0]: row[1] for row in rows_of(path, "Event")}
    assert shown["meeting_length"] == "15"
    assert settings["Name"] == "Other"
    assert "15 min" in settings.values()


def test_form_that_is_put_together_by_somebody_is_told_what_is_wrong(begun):
    visitor, url = begun

    answer = answered(visitor, url, date_3="2097-06-18", break_from_5="x", date_99="x")

    assert answer.status_code == 200
    assert SAY("web.outline.not_written") in answer.text


@pytest.mark.parametrize("field", ["time_zone", "changeover"])
def test_setting_that_is_emptied_is_asked_for(begun, field):
    visitor, url = begun

    assert f'id="{field}-wrong"' in answered(visitor, url, **{field: ""}).text


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("2", "1 2"),
        ("A1-A3, B1", "A1 A2 A3 B1"),
        ("A8-10; Foyer", "A8 A9 A10 Foyer"),
        ("T08 – T10", "T08 T09 T10"),
        ("1-3", "1 2 3"),
        ("3, 5,7,", "3 5 7"),
    ],
)
def test_tables_are_as_many_as_told_or_have_the_names_that_are_told(begun, typed, names):
    visitor, url = begun

    answered(visitor, url, tables=typed)

    event = Dossier(workbook_of(visitor)).lists().event
    assert [table.name for table in event.tables] == names.split()


@pytest.mark.parametrize("language", languages())
def test_form_says_how_tables_are_named(begun, language):
    visitor, url = begun

    text = unescape(visitor.get(url, headers={"accept-language": language}).text)

    assert words(language)("web.outline.table_names_help") in text


def test_meetings_may_go_on_past_midnight(begun):
    visitor, url = begun

    answered(visitor, url, from_0="22:00", to_0="02:00", break_from_0="", break_to_0="")

    day = datetime.combine(date(2097, 6, 17), time())
    assert rows_of(workbook_of(visitor), "Timetable") == [
        (day, time(22), time(2), "meetings", None)
    ]
