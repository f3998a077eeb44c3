"""Stays: meetings that go on for days, as everything tells them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from matchmaker.compare import compare
from matchmaker.events import Attendance, Slot, Table
from matchmaker.identity.passage import Passage
from matchmaker.identity.slots import which_is_which
from matchmaker.io.documents.check_in import check_in_pdf
from matchmaker.io.documents.grid import grid_pdf
from matchmaker.io.documents.signs import signs_pdf
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.reading.edited import read_edits
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.io.report.grid import Grid
from matchmaker.io.telling.clocks import span_of_meeting
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import days
from matchmaker.io.writing.calendar import write_calendars
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.news import carried_lines
from matchmaker.record import passage_between
from matchmaker.scenarios import Alteration, Scenario, What, altered, usual_scenarios
from matchmaker.schedule import Meeting
from matchmaker.text import words
from matchmaker.told import Publication
from matchmaker.whereabouts import when_and_where
from tests.builders import BERLIN, event, people, person, plan, wishes
from tests.io.documents.pdfs import edition_of, pages
from tests.io.reading.spreadsheets import found


def stay(first, last, start=9, end=17):
    """Go on from one day to another."""
    edges = ((first, time(start)), (last, time(end)))
    return Slot(*(datetime.combine(day, at, tzinfo=BERLIN) for day, at in edges))


WEEK = stay(date(2027, 9, 6), date(2027, 9, 10))
TWO_MONTHS = stay(date(2027, 9, 27), date(2027, 10, 1))
OVER = stay(date(2027, 10, 29), date(2027, 11, 2))
"""Over a weekend, in which the clocks are changed."""
HOST = person("H", "Elbe Lab", attendance=Attendance.OWN_PLACE, place="Elbring 20")
STAYS = event((*people("V W"), HOST), wishes("V>H W>H"), slots=(WEEK, TWO_MONTHS, OVER), tables=0)
MADE = plan(STAYS, Meeting(("H", "V"), WEEK), Meeting(("H", "W"), OVER))


@pytest.mark.parametrize(
    ("language", "slot", "short", "full"),
    [
        ("en", WEEK, "Mon 6 – Fri 10 Sep", "Mon 6 – Fri 10 September 2027"),
        ("de", WEEK, "Mo 6. – Fr 10. Sept.", "Mo 6. – Fr 10. September 2027"),
        ("en", TWO_MONTHS, "Mon 27 Sep – Fri 1 Oct", "Mon 27 September – Fri 1 October 2027"),
        ("de", OVER, "Fr 29. Okt. – Di 2. Nov.", "Fr 29. Oktober – Di 2. November 2027"),
    ],
)
def test_days_in_words(language, slot, short, full):
    say = words(language)
    made = plan(replace(STAYS, language=language), Meeting(("H", "V"), slot))

    (day,) = days(Report(made, say), "V")

    assert when_and_where(Meeting(("H", "V"), slot), STAYS, say) == f"{short}, Elbe Lab, Elbring 20"
    assert day.title(say) == full


def test_stay_over_a_new_year_names_both_years():
    slot = stay(date(2027, 12, 27), date(2028, 1, 2), end=0)

    (day,) = days(Report(plan(replace(STAYS, slots=(slot,)), Meeting(("H", "V"), slot)), EN), "V")

    assert day.title(EN) == "Mon 27 December 2027 – Sat 1 January 2028"


EN, DE = words("en"), words("de")


def test_agenda_says_how_many_days_and_from_when_to_when():
    spans = [
        span_of_meeting(Report(MADE, DE), meeting, STAYS.participant[meeting.participants[1]])
        for meeting in MADE.schedule.meetings
    ]

    assert [(span.time, span.places) for span in spans] == [
        ("5 Tage", "Mo 09:00 – Fr 17:00"),
        ("5 Tage", "Fr 09:00 – Di 17:00"),
    ]


def test_agenda_of_a_stay_online_says_by_which_clocks():
    online = replace(HOST, attendance=Attendance.ONLINE, time_zone="Asia/Taipei")
    fair = replace(STAYS, participants=(*people("V W"), online), time_zone="Europe/Berlin")
    (met,) = plan(fair, Meeting(("H", "V"), WEEK)).schedule.meetings
    report = Report(plan(fair, met), EN)

    places = {span_of_meeting(report, met, fair.participant[who]).places for who in "HV"}

    assert places == {"Mon 09:00 – Fri 17:00 in Berlin"}


def test_calendar_shows_days_and_no_hours(tmp_path):
    first, last = (
        Calendar.from_ical(write_calendars(MADE, one, tmp_path, is_draft=False)[0].read_bytes())
        for one in ("V", "W")
    )

    assert [(str(e["dtstart"].dt), str(e["dtend"].dt)) for e in (*first.events, *last.events)] == [
        ("2027-09-06", "2027-09-11"),
        ("2027-10-29", "2027-11-03"),
    ]
    (one,) = first.events
    assert one["dtstart"].params["value"] == "DATE"
    assert (one["transp"], one["location"]) == ("OPAQUE", "Elbe Lab, Elbring 20")
    assert "Mon 09:00 – Fri 17:00" in one["description"]


def test_stay_that_moves_keeps_its_name_in_the_calendar(tmp_path):
    late = plan(STAYS, Meeting(("H", "V"), OVER), version="v04")
    told = [Publication(MADE, frozenset("VW"))]

    before = Calendar.from_ical(
        write_calendars(MADE, "V", tmp_path, is_draft=False)[0].read_bytes()
    ).events[0]
    after = Calendar.from_ical(
        write_calendars(late, "V", tmp_path, is_draft=False, earlier=told)[0].read_bytes()
    ).events[0]

    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert str(after["dtstart"].dt) == "2027-10-29"


def test_sheets_name_the_last_day(tmp_path):
    write_schedule(MADE, tmp_path / "schedule.xlsx")

    book = load_workbook(tmp_path / "schedule.xlsx")

    for title in ("Meetings", "Agenda list", "Grid"):
        headings = [cell.value for cell in book[title][1]]
        column = headings.index("To date")
        assert headings[column - 2 : column + 2] == ["Date", "Start", "To date", "End"]
        assert str(book[title].cell(2, column + 1).value.date()) == "2027-09-10"
    assert book["Grid"].freeze_panes == "E2"


@pytest.mark.parametrize("now", [STAYS, event(people("V W"), tables=0)])
def test_sheets_of_changes_name_the_last_day_and_the_address(tmp_path, now):
    late = plan(now, version="v04", base="v03")
    difference = compare(MADE.schedule, late.schedule, passage_between(MADE, late))
    write_schedule(replace(late, difference=difference), tmp_path / "schedule.xlsx")
    book = load_workbook(tmp_path / "schedule.xlsx")

    for title in ("Changes", "To tell"):
        headings, first, *_ = book[title].values
        row = dict(zip(headings, first, strict=True))
        assert str(row["Date before"].date()) == "2027-09-06"
        assert str(row["To date before"].date()) == "2027-09-10"
        assert row["Table before"] == "Elbe Lab, Elbring 20"
        assert row["To date now"] is None


def test_grid_shows_stays_side_by_side():
    (shown,) = Grid(Report(MADE, EN)).days

    assert shown.title == "Mon 6 September – Tue 2 November 2027"
    assert shown.times == ("Mon 6 – Fri 10 Sep", "Mon 27 Sep – Fri 1 Oct", "Fri 29 Oct – Tue 2 Nov")
    assert [line.place for line in shown.lines] == ["at own place"]


def test_day_of_meetings_between_stays_is_shown_by_itself():
    talks = Slot(*(datetime(2027, 9, 13, hour, tzinfo=BERLIN) for hour in (9, 10)))
    mixed = replace(STAYS, slots=(WEEK, talks, OVER))

    titles = [day.title for day in Grid(Report(plan(mixed), EN)).days]

    assert titles == ["Mon 6 September – Tue 2 November 2027", "Monday, 13 September 2027"]


def test_table_signs_are_one_for_each_table():
    hall = replace(STAYS, tables=(Table(name="1"), Table(name="2")))
    made = plan(hall, Meeting(("V", "W"), WEEK, "1"))

    with edition_of(made) as edition:
        signs, grid = pages(signs_pdf(edition)), pages(grid_pdf(edition))

    assert (len(signs), len(grid)) == (2, 1)
    assert "Mon 6 – Fri 10 Sep" in " ".join(signs[0])


def test_check_in_list_of_stays_has_no_boxes():
    with edition_of(MADE) as edition:
        (page,) = pages(check_in_pdf(edition))

    assert "Fri 29 Oct – Tue 2 Nov" in " ".join(page)
    assert "6 Sep" not in page


def test_plan_read_back_knows_the_same_slots(tmp_path):
    """Over a change of the clocks too: a file has offsets, a workbook the name of the zone."""
    write_plan(MADE, tmp_path / "plan.json")
    again = read_plan(tmp_path / "plan.json").event

    passage = which_is_which(again, STAYS)

    assert passage.slots == {slot: slot for slot in STAYS.slots}
    assert not passage.shift


@st.composite
def any_stays(draw):
    """Draw up to four stays of a year, in any zone, over weekends and changes of the clocks."""
    zone = ZoneInfo(draw(st.sampled_from(("Europe/Berlin", "Europe/Lisbon", "America/New_York"))))
    found, day = [], date(2027, 1, 1)
    for _ in range(draw(st.integers(1, 4))):
        day += timedelta(days=draw(st.integers(1, 60)))
        last = day + timedelta(days=draw(st.integers(1, 30)))
        start, end = (time(draw(st.sampled_from((0, 8, 9, 18)))) for _ in "ab")
        edges = datetime.combine(day, start, tzinfo=zone), datetime.combine(last, end, tzinfo=zone)
        found.append(Slot(*edges))
        day = last
    return replace(STAYS, time_zone=zone.key, slots=tuple(slot for slot in found if slot.is_stay))


@settings(max_examples=40, deadline=None)
@given(any_stays())
def test_any_stays_come_back_from_every_file(any_event):
    slots = any_event.slots
    assume(slots)
    made = plan(any_event, Meeting(("H", "V"), slots[0]), Meeting(("H", "W"), slots[-1]))
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_plan(made, folder / "plan.json")
        write_schedule(made, folder / "schedule.xlsx")
        (calendar, *_) = write_calendars(made, "V", folder, is_draft=False)
        again = read_plan(folder / "plan.json")
        read_back = read_schedule(folder / "schedule.xlsx", any_event)
        (shown,) = Calendar.from_ical(calendar.read_bytes()).events

    assert which_is_which(again.event, any_event).slots == {slot: slot for slot in slots}
    assert read_back == (made.schedule, ())
    assert shown["dtstart"].dt == slots[0].day
    assert shown["dtend"].dt == slots[0].last_day + timedelta(days=1)
    assert not compare(again.schedule, made.schedule, passage_between(again, made))


def test_stays_that_all_move_by_a_week_are_told_by_their_days():
    slots = (stay(date(2027, 10, 22), date(2027, 10, 26)), OVER)
    later = (OVER, stay(date(2027, 11, 5), date(2027, 11, 9)))
    before, now = (replace(STAYS, slots=each) for each in (slots, later))

    passage = which_is_which(before, now)

    assert passage.slots == dict(zip(slots, later, strict=True))
    assert {day.length for day in passage.shift.days} == {None}


def test_stay_that_takes_a_day_more_is_told():
    before, now = STAYS, replace(STAYS, slots=(stay(date(2027, 9, 6), date(2027, 9, 11)),))
    earlier = plan(replace(before, slots=(WEEK,)), Meeting(("H", "V"), WEEK))
    passage = Passage(grid=which_is_which(earlier.event, now))

    difference = compare(
        earlier.schedule, plan(now, Meeting(("H", "V"), now.slots[0])).schedule, passage
    )

    assert carried_lines(difference, EN) == ("A stay takes 6 days now.",)


def written_by_hand(tmp_path, **cells):
    """Write the plan, change cells of its first meeting by their headings, and read it again."""
    write_schedule(MADE, tmp_path / "schedule.xlsx")
    book = load_workbook(tmp_path / "schedule.xlsx")
    headings = [cell.value for cell in book["Meetings"][1]]
    for heading, value in cells.items():
        column = headings.index(heading.replace("_", " ")) + 1
        book["Meetings"].cell(2, column).value = value
    book.save(tmp_path / "schedule.xlsx")
    return read_schedule(tmp_path / "schedule.xlsx", STAYS)


def test_schedule_is_read_back(tmp_path):
    assert written_by_hand(tmp_path) == (MADE.schedule, ())


def test_stay_is_moved_by_its_first_day(tmp_path):
    moved, issues = written_by_hand(tmp_path, Date=TWO_MONTHS.day, To_date=TWO_MONTHS.last_day)

    assert issues == ()
    assert moved.of("V") == (Meeting(("H", "V"), TWO_MONTHS),)


def test_stay_is_no_longer_by_hand(tmp_path):
    _, issues = written_by_hand(tmp_path, To_date=date(2027, 9, 12))

    assert found(issues) == [("edit_last_day", "Meetings!D2")]


def test_last_day_that_was_emptied_is_told(tmp_path):
    write_schedule(MADE, tmp_path / "schedule.xlsx")
    book = load_workbook(tmp_path / "schedule.xlsx")
    book["Meetings"]["D2"].value = None
    book.save(tmp_path / "schedule.xlsx")

    edits = read_edits(tmp_path / "schedule.xlsx", STAYS, MADE)

    assert found(edits.issues) == [("edit_last_day_emptied", "Meetings!D2")]
    assert (edits.entries, edits.deleted) == ((), ())


def test_further_stays_are_on_the_same_days_of_the_weeks_to_come():
    scenario = Scenario((Alteration(What.SLOTS, 2),))

    more = altered(replace(STAYS, slots=(stay(date(2027, 10, 22), date(2027, 10, 26)),)), scenario)

    assert more.slots[1:] == (OVER, stay(date(2027, 11, 5), date(2027, 11, 9)))


def test_what_if_asks_nothing_of_lengths_and_tables_that_are_not():
    asked = {one.what for scenario in usual_scenarios(STAYS) for one in scenario.alterations}

    assert asked.isdisjoint({What.LENGTH, What.TABLES})


def test_whoever_is_visited_is_not_awaited_at_the_desk():
    talks = Slot(*(datetime(2027, 9, 13, hour, tzinfo=BERLIN) for hour in (9, 10)))
    made = plan(replace(STAYS, slots=(WEEK, talks)), Meeting(("H", "V"), WEEK))

    with edition_of(made) as edition:
        (page,) = pages(check_in_pdf(edition))

    assert " ".join(page).count("at own place") == 1
