from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from matchmaker.events import Attendance, Slot, Table, by_clocks, pair_of
from matchmaker.io.writing.calendar import (
    uid,
    write_calendars,
    write_single_calendars,
    write_whole_calendar,
)
from matchmaker.schedule import Meeting
from matchmaker.told import Publication
from tests.builders import event, meeting, person, plan, slot

ANNA = person(
    "P1",
    "Elbblick GmbH",
    first_name="Anna",
    country="Deutschland",
    email="anna@secret.example",
    agenda_language="de",
)
LIAM = person("P2", "Łódź, Sons; Ltd", first_name="Liam", country="Ireland", email="l@secret.ex")
HANNA = person("P3", "Дністер", first_name="Ганна", email="h@secret.example")
TABLES = (Table(name="3", area="Hall A"), Table(name="4"))
FAIR = event((ANNA, LIAM, HANNA), slots=6, tables=TABLES)


def written(of, participant, folder, *, is_draft=False):
    (path,) = write_calendars(of, participant, folder, is_draft=is_draft)
    return path.read_bytes()


def events(of, participant, folder, *, is_draft=False):
    return Calendar.from_ical(written(of, participant, folder, is_draft=is_draft)).events


def only_event(of, participant, folder, *, is_draft=False):
    (found,) = events(of, participant, folder, is_draft=is_draft)
    return found


def test_calendar_of_one_meeting(tmp_path):
    text = written(plan(FAIR, meeting("P1 P2", 0, "3")), "P1", tmp_path).decode()

    origin, version = r"Łódź\, Sons\; Ltd\, Irland", r"Version 3\, Stand 12.06.2027 14:05"
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[:6] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//matchmaker//matchmaker//EN",
        "METHOD:PUBLISH",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
    ]
    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        r"SUMMARY:Liam P2 (Łódź\, Sons\; Ltd)",
        "DTSTART;TZID=Europe/Berlin:20270616T090000",
        "DTEND;TZID=Europe/Berlin:20270616T093000",
        "DTSTAMP:20270612T120500Z",
        "UID:407b1b84-9e15-5835-a649-f78b7d144e80@matchmaker",
        "SEQUENCE:0",
        rf"DESCRIPTION:Treffen mit Liam P2\n{origin}\nTisch 3\, Hall A\nFair\n{version}",
        "LAST-MODIFIED:20270612T120500Z",
        r"LOCATION:Tisch 3\, Hall A",
        "ORGANIZER;CN=Fair:mailto:nobody@organiser.invalid",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_same_plan_gives_the_same_bytes(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P1 P3", 1, "4"))

    assert written(made, "P1", tmp_path) == written(made, "P1", tmp_path)


def test_draft_is_tentative_and_says_so(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"))

    german = only_event(made, "P1", tmp_path, is_draft=True)
    english = only_event(made, "P2", tmp_path, is_draft=True)

    assert (german["status"], german["summary"]) == (
        "TENTATIVE",
        "[Entwurf] Liam P2 (Łódź, Sons; Ltd)",
    )
    assert (english["status"], english["summary"]) == (
        "TENTATIVE",
        "[Draft] Anna P1 (Elbblick GmbH)",
    )


def test_description_in_the_language_of_the_recipient(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "4"))

    assert only_event(made, "P2", tmp_path)["description"] == (
        "Meeting with Anna P1\nElbblick GmbH, Germany\nTable 4\nFair\n"
        "Version 3, as of 12 Jun 2027 14:05"
    )


def test_language_there_are_no_words_for_is_the_events(tmp_path):
    french = replace(LIAM, agenda_language="fr")
    made = plan(event((ANNA, french), language="de"), meeting("P1 P2", 0, "T1"))

    assert only_event(made, "P2", tmp_path)["location"] == "Tisch T1"


def test_online_meeting_is_at_no_table(tmp_path):
    fair = event((ANNA, replace(LIAM, attendance=Attendance.ONLINE)))

    assert only_event(plan(fair, meeting("P1 P2", 0, None)), "P1", tmp_path)["location"] == "online"


@pytest.mark.parametrize("text", ["Ґалина Łoś", "Doğan O'Brien", "a\\b;c,d", "new\nline", "ä" * 90])
def test_names_come_back_as_they_were(tmp_path, text):
    fair = event((ANNA, replace(LIAM, first_name="", last_name=text)))

    found = only_event(plan(fair, meeting("P1 P2")), "P1", tmp_path)

    assert found["summary"] == f"{text} (Łódź, Sons; Ltd)"


def test_control_characters_are_left_out(tmp_path):
    fair = event((ANNA, replace(LIAM, first_name="", last_name="Li\x00a\x0bm\ud800")))

    found = only_event(plan(fair, meeting("P1 P2")), "P1", tmp_path)

    assert found["summary"] == "Liam (Łódź, Sons; Ltd)"


def test_lines_are_short_and_end_with_crlf(tmp_path):
    fair = event((ANNA, replace(LIAM, organisation="Ł" * 200)))

    lines = written(plan(fair, meeting("P1 P2")), "P1", tmp_path).split(b"\r\n")

    assert max(map(len, lines)) == 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_uids_are_unique(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P1 P3", 1, "3"), meeting("P2 P3", 2, "3"))

    uids = [found["uid"] for who in ("P1", "P2", "P3") for found in events(made, who, tmp_path)]

    assert len(uids) == len(set(uids)) == 6


def test_uid_stays_when_a_meeting_moves(tmp_path):
    before = plan(FAIR, meeting("P1 P2", 0, "3"))
    after = plan(FAIR, meeting("P2 P1", 5, "4"), version="v04")

    one, other = (only_event(made, "P1", tmp_path) for made in (before, after))

    assert one["uid"] == other["uid"]
    assert one["dtstart"] != other["dtstart"]


def test_uid_of_another_event_differs():
    assert uid("fair-2027", meeting("P1 P2"), "P1") != uid("fair-2028", meeting("P1 P2"), "P1")


def test_uid_of_ids_that_read_the_same_joined():
    one, other = (Meeting(pair_of(*ids), slot(0)) for ids in (("A", "B,C"), ("A,B", "C")))

    assert uid("fair", one, "A") != uid("fair", other, "A")


def test_times_with_fixed_offsets_are_in_the_zone_of_the_event(tmp_path):
    summer = timezone(timedelta(hours=2))
    slots = tuple(Slot(s.start.astimezone(summer), s.end.astimezone(summer)) for s in FAIR.slots)
    fair = replace(FAIR, slots=slots)

    made = plan(fair, Meeting(("P1", "P2"), slots[0], "3"))

    assert b"DTSTART;TZID=Europe/Berlin:20270616T090000\r\n" in written(made, "P1", tmp_path)


def test_zone_of_an_event_elsewhere(tmp_path):
    fair = replace(FAIR, time_zone="America/New_York")

    found = only_event(plan(fair, meeting("P1 P2", 0, "3")), "P1", tmp_path)

    assert found.start == datetime(2027, 6, 16, 3, tzinfo=ZoneInfo("America/New_York"))
    assert found["dtstart"].params["TZID"] == "America/New_York"


def test_zone_is_defined_with_its_changes_of_clocks(tmp_path):
    text = written(plan(FAIR, meeting("P1 P2", 0, "3")), "P1", tmp_path)

    (zone,) = Calendar.from_ical(text).timezones
    offsets = [str(part["tzoffsetto"].to_ical()) for part in zone.subcomponents]
    assert zone.tz_name == "Europe/Berlin"
    assert offsets == ["+0100", "+0200", "+0100"]


def test_hour_that_clocks_show_twice_is_told_in_utc(tmp_path):
    times = [datetime(2027, 10, 31, hour, tzinfo=UTC) for hour in (0, 1, 2)]
    first, second, third = (by_clocks(time, ZoneInfo("Europe/Berlin")) for time in times)
    slots = (Slot(first, second), Slot(second, third))
    meetings = (Meeting(pair_of("P1", "P2"), slots[1], "3"),)

    found = only_event(plan(replace(FAIR, slots=slots), *meetings), "P1", tmp_path)

    assert found["dtstart"].to_ical() == b"20271031T010000Z"
    assert found.end == datetime(2027, 10, 31, 3, tzinfo=ZoneInfo("Europe/Berlin"))


def test_stamp_is_when_the_plan_was_made(tmp_path):
    found = only_event(plan(FAIR, meeting("P1 P2", 0, "3")), "P1", tmp_path)

    made_at = datetime(2027, 6, 12, 12, 5, tzinfo=UTC)
    assert (found["dtstamp"].dt, found["last-modified"].dt) == (made_at, made_at)


def test_organiser_is_whom_to_ask(tmp_path):
    fair = replace(FAIR, organiser="Silicon; Saxony", organiser_email="events@fair.example")

    found = only_event(plan(fair, meeting("P1 P2", 0, "3")), "P1", tmp_path)

    assert found["organizer"] == "mailto:events@fair.example"
    assert found["organizer"].params["cn"] == "Silicon; Saxony"


def test_everything_told_has_an_organiser(tmp_path):
    before = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P1 P3", 1, "4"), version="v01")
    now = plan(FAIR, meeting("P1 P3", 1, "4"))
    earlier = [Publication(before, frozenset(["P1"]))]

    paths = [
        *write_calendars(now, "P1", tmp_path, is_draft=False, earlier=earlier),
        *write_whole_calendar(now, tmp_path, is_draft=False, earlier=earlier),
    ]

    assert [path.name for path in paths] == [
        "agenda_P1_p1-anna.ics",
        "agenda_P1_p1-anna_abgesagt.ics",
        "all-meetings.ics",
        "all-meetings_cancelled.ics",
    ]
    found = [one for path in paths for one in Calendar.from_ical(path.read_bytes()).events]
    assert ["organizer" in one for one in found] == [True] * 4


@pytest.mark.parametrize("email", ["see the website", "", "a@b.example\r\nX-EVIL:1"])
def test_where_there_is_no_address_the_organiser_has_that_of_nobody(tmp_path, email):
    fair = replace(FAIR, organiser="Silicon\r\nX-EVIL:1", organiser_email=email)

    content = written(plan(fair, meeting("P1 P2", 0, "3")), "P1", tmp_path)

    assert (
        b'ORGANIZER;CN="Silicon X-EVIL:1":mailto:nobody@organiser.invalid\r\n'
        in content.replace(b"\r\n ", b"")
    )
    assert b"\nX-EVIL" not in content


def test_addresses_of_participants_stay_private(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P1 P3", 1, "4"))

    for participant in ("P1", "P2", "P3"):
        assert b"secret" not in written(made, participant, tmp_path)


def test_visit_is_at_the_address_of_the_host(tmp_path):
    liam = replace(
        LIAM, attendance=Attendance.OWN_PLACE, place="Quay 4, Cork", link="https://l.example"
    )

    found = only_event(plan(event((ANNA, liam)), meeting("P1 P2", 0, None)), "P1", tmp_path)

    assert found["location"] == f"{liam.organisation}, Quay 4, Cork"
    assert "url" not in found


def test_link_of_an_online_meeting_is_its_place_and_address(tmp_path):
    liam = replace(LIAM, attendance=Attendance.ONLINE, link="https://meet.example/liam")

    found = only_event(plan(event((ANNA, liam)), meeting("P1 P2", 0, None)), "P1", tmp_path)

    assert found["location"] == "online, https://meet.example/liam"
    assert found["url"] == "https://meet.example/liam"
    assert found["sequence"] == 0


def test_single_calendars_are_the_meetings_of_the_whole_one(tmp_path):
    before = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P1 P3", 1, "4"))
    after = plan(FAIR, meeting("P1 P3", 2, "4"), version="v04")
    told = {"is_draft": False, "earlier": [Publication(before, frozenset(["P1"]))]}

    whole = write_calendars(after, "P1", tmp_path, **told)
    singles = write_single_calendars(after, "P1", tmp_path, **told)

    one, other = (
        [
            event.to_ical()
            for path in paths
            for event in Calendar.from_ical(path.read_bytes()).events
        ]
        for paths in (whole, singles)
    )
    assert sorted(one) == sorted(other)
    assert [path.name for path in singles] == [
        "agenda_P1_p1-anna_01_abgesagt.ics",
        "agenda_P1_p1-anna_02.ics",
    ]
