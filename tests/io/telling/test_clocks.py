from dataclasses import replace

import pytest

from matchmaker.events import Attendance
from matchmaker.io.telling.clocks import span, span_of_meeting
from matchmaker.io.telling.timeline import days, report_for
from tests.builders import at, event, meeting, person, plan, slot, wishes

MEI = person(
    "M", attendance=Attendance.ONLINE, time_zone="Asia/Taipei", agenda_language="en", times=at(3)
)
ANNA = person("A", agenda_language="de")
FAIR = event((MEI, ANNA), slots=20, language="en")


def told(reader, number=3, table=None, fair=FAIR):
    """Say when the one meeting is, as one of the two reads it."""
    made = plan(fair, meeting("A M", number, table))
    return span_of_meeting(report_for(made, reader), made.schedule.meetings[0], by_id(fair, reader))


def by_id(fair, reader):
    return fair.participant[reader]


def test_clocks_of_somebody_elsewhere_come_first():
    said = told("M")

    assert said.time == "16:30–17:00"
    assert said.places == said.whole == "16:30–17:00 in Taipei (10:30–11:00 in Berlin)"


def test_online_meeting_says_the_zone_to_those_on_site():
    assert (told("A").time, told("A").places) == ("10:30–11:00", "10:30–11:00 in Berlin")


def test_meeting_at_a_table_has_no_zone():
    said = told("A", table="T1")

    assert (said.whole, said.places) == ("10:30–11:00", "")


def test_day_of_the_event_is_named_where_it_is_another():
    assert told("M", 18).whole == "00:00–00:30 in Taipei (Wed 16 Jun, 18:00–18:30 in Berlin)"


def test_agenda_is_by_the_days_of_whoever_reads_it():
    made = plan(FAIR, meeting("A M", 17, None), meeting("A M", 18, None))

    dates = {
        one: [(str(day.first), len(day.entries)) for day in days(report_for(made, one), one)]
        for one in "AM"
    }

    assert dates == {"A": [("2027-06-16", 2)], "M": [("2027-06-16", 1), ("2027-06-17", 1)]}


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Etc/GMT+5", "03:30–04:00 GMT-05:00 (10:30–11:00 in Berlin)"),
        ("UTC", "08:30–09:00 GMT+00:00 (10:30–11:00 in Berlin)"),
        ("EST5EDT", "04:30–05:00 GMT-04:00 (10:30–11:00 in Berlin)"),
        ("America/Argentina/Ushuaia", "05:30–06:00 in Ushuaia (10:30–11:00 in Berlin)"),
    ],
)
def test_zone_that_is_called_after_no_place_says_how_far_it_is(zone, said):
    fair = replace(FAIR, participants=(replace(MEI, time_zone=zone), ANNA))

    assert told("M", fair=fair).whole == said


def test_cities_are_in_the_language_of_the_reader():
    fair = replace(FAIR, participants=(replace(MEI, agenda_language="de"), ANNA))

    assert told("M", fair=fair).whole == "16:30–17:00 in Taipeh (10:30–11:00 in Berlin)"


@pytest.mark.parametrize("zone", ["", "Europe/Paris"])
def test_clocks_that_show_the_same_are_told_once(zone):
    fair = replace(FAIR, participants=(replace(MEI, time_zone=zone), ANNA))

    assert told("M", fair=fair).whole == "10:30–11:00 in Berlin"


def test_on_site_nobody_lives_by_the_clocks_of_home():
    fair = replace(FAIR, participants=(replace(MEI, attendance=Attendance.ON_SITE), ANNA))

    assert told("M", table="T1", fair=fair).whole == "10:30–11:00"


def test_rest_of_an_agenda_is_told_by_the_same_clocks():
    report = report_for(plan(FAIR), "M")
    start, end = report.local(slot(2).start), report.local(slot(2).end)

    assert span(report, start, end, MEI).whole == "16:00–16:30 in Taipei (10:00–10:30 in Berlin)"
    assert span(report, start, end, ANNA).whole == "10:00–10:30"


HERS, HIS = "https://meet.example/mei", "https://meet.example/anna"


@pytest.mark.parametrize(
    ("wished", "mei", "anna", "link"),
    [
        ("A>M", HERS, HIS, HERS),
        ("M>A", HERS, HIS, HIS),
        ("M>A", HERS, "", HERS),
        ("A>M", "", HIS, HIS),
        ("M>A A>M", HERS, "", HERS),
        ("", HERS, HIS, HIS),
        ("A>M", "", "", ""),
    ],
)
def test_link_is_that_of_who_is_wished_or_else_the_others(wished, mei, anna, link):
    people = (replace(MEI, link=mei), replace(ANNA, link=anna))
    made = plan(event(people, wishes(wished), slots=20), meeting("A M", 3, None))

    assert [report_for(made, who).link(made.schedule.meetings[0]) for who in "AM"] == [link] * 2


def test_meeting_at_a_table_has_no_link():
    people = (replace(MEI, link=HERS, attendance=Attendance.ON_SITE), ANNA)
    made = plan(event(people, wishes("A>M"), slots=20), meeting("A M", 3, "T1"))

    assert report_for(made, "A").link(made.schedule.meetings[0]) == ""
