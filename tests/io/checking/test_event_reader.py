import random
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from matchmaker.events import (
    Answer,
    Attendance,
    Availability,
    Blocked,
    Interest,
    Item,
    ItemKind,
    Level,
    Organisation,
    Participant,
    Period,
    Pin,
    Rules,
    Slot,
    Status,
    Table,
)
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.tables import find_table
from matchmaker.issues import Severity
from matchmaker.text import words
from tests.io.reading.spreadsheets import (
    DAY,
    HEADINGS,
    ROWS,
    fair,
    faults,
    found,
    in_german,
    read,
    write,
    write_folder,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
BERLIN = ZoneInfo("Europe/Berlin")
NEXT_DAY = date(2027, 6, 18)


def at(hour, minute=0):
    return datetime(2027, 6, 17, hour, minute, tzinfo=BERLIN)


def period(start, end):
    return Period(at(*start), at(*end))


def slot(hour, minute=0):
    return Slot(at(hour, minute), at(hour + minute // 30, 30 - minute))


def test_event_settings_and_slots(tmp_path):
    event = read(write(tmp_path / "fair.xlsx", fair()))

    hours = [(9, 0), (9, 30), (10, 0), (10, 30), (12, 0), (12, 30), (13, 0), (13, 30)]
    assert (event.name, event.event_id) == ("Small Fair", "small-fair")
    assert (event.time_zone, event.language) == ("Europe/Berlin", "en")
    assert event.slots == tuple(slot(*start) for start in hours)
    assert event.rules == Rules(max_in_a_row=3)
    assert event.programme == (
        Item(kind=ItemKind.BREAK, start=at(11), end=at(12), label="Lunch"),
        Item(
            kind=ItemKind.PROGRAMME,
            start=at(12),
            end=at(12, 30),
            label="Talk",
            who=frozenset({"P1", "P4"}),
        ),
    )


def test_event_participants_and_organisations(tmp_path):
    event = read(write(tmp_path / "fair.xlsx", fair()))

    assert event.participants[2] == Participant(
        id="P3",
        first_name="Deniz",
        last_name="Yağmur",
        email="deniz@beta.example",
        organisation="Beta GmbH",
        participation_type="Visitor",
        languages=("tr", "en"),
        times=Availability(available=(period((9,), (13,)),)),
        max_meetings=4,
        min_meetings=1,
        agenda_language="de",
    )
    assert event.participants[3].attendance is Attendance.ONLINE
    assert event.participants[3].times == Availability(unavailable=(period((13,), (14,)),))
    assert event.participants[5].status is Status.CANCELLED
    assert [person.organisation for person in event.participants] == [
        *("Alpha GmbH", "Alpha GmbH", "Beta GmbH", "Gamma", "Delta Ltd", "Gamma")
    ]
    assert event.organisations == (
        Organisation(
            name="Alpha GmbH", also_written=("Alpha", "ALF"), type="Company", country="NA"
        ),
        Organisation(name="Beta GmbH", type="Start-up"),
        Organisation(name="Delta Ltd"),
        Organisation(name="Gamma"),
    )


def test_event_tables_wishes_and_rules_for_pairs(tmp_path):
    event = read(write(tmp_path / "fair.xlsx", fair()))

    assert event.tables == (
        Table(name="T1", area="Foyer"),
        Table(
            name="T2",
            area="Foyer",
            owner="Beta GmbH",
            owner_is_organisation=True,
            meetings_at_once=2,
        ),
        Table(
            name="3",
            area="Hall",
            times=Availability(
                available=(period((9,), (14,)),), unavailable=(period((12,), (12, 30)),)
            ),
        ),
    )
    assert event.interests == (
        Interest(source="P1", target="P3", level=Level.MUST, answer=Answer.ACCEPTED),
        Interest(source="P1", target="P4", level=Level.HIGH),
        Interest(source="P2", target="Delta Ltd", target_is_organisation=True),
        Interest(source="P3", target="Alpha GmbH", target_is_organisation=True),
        Interest(source="P3", target="P1", level=Level.HIGH),
        Interest(source="P4", target="P2", level=Level.LOW, answer=Answer.PENDING),
        Interest(source="P5", target="P1", level=Level.HIGH, answer=Answer.DECLINED),
    )
    assert event.blocked == (Blocked(("P3", "P5"), "Rivals"),)
    assert event.pins == (Pin(("P1", "P3"), slot(9), "T2"), Pin(("P2", "P5"), slot(9, 30)))


def test_event_in_german_is_the_same(tmp_path):
    english = read(write(tmp_path / "fair.xlsx", fair()))

    german = read(write(tmp_path / "messe.xlsx", in_german(fair())))

    assert german.language == "de"
    assert replace(german, language="en") == english


def test_event_from_a_folder_of_csv_is_the_same(tmp_path):
    workbook = read(write(tmp_path / "fair.xlsx", fair()))

    assert read(write_folder(tmp_path / "fair", fair())) == workbook


def test_event_does_not_depend_on_the_order_of_rows(tmp_path):
    expected = read(write(tmp_path / "fair.xlsx", fair()))
    sheets = fair()
    shuffle = random.Random(7).shuffle
    for rows in sheets.values():
        body = rows[1:]
        shuffle(body)
        rows[1:] = body

    event = read(write(tmp_path / "shuffled.xlsx", sheets))

    assert set(event.participants) == set(expected.participants)
    assert set(event.tables) == set(expected.tables)
    same_order = {"participants": expected.participants, "tables": expected.tables}
    assert replace(event, **same_order) == expected


def test_event_does_not_depend_on_the_order_of_columns(tmp_path):
    sheets = {
        title: [list(reversed(_filled(row, rows[0]))) for row in rows]
        for title, rows in fair().items()
    }

    assert read(write(tmp_path / "b.xlsx", sheets)) == read(write(tmp_path / "a.xlsx", fair()))


def _filled(row, headings):
    return [*row, *[None] * (len(headings) - len(row))]


def test_names_of_every_kind_survive(tmp_path):
    names = [("Łucja", "Gökçe-Şahin"), ("Дмитро", "Об'єднаний"), ("Ænne", "O’Neill"), ("ß", "Øst")]
    rows = [[f"P{n}", *name, None, f"Org {n} – ğ"] for n, name in enumerate(names)]
    sheets = fair(Participants=rows, Interests=[], Blocked=[], Fixed=[], Tables=[["T1"]])
    sheets["Timetable"].pop()

    for path in (write(tmp_path / "a.xlsx", sheets), write_folder(tmp_path / "a", sheets)):
        people = read(path).participants
        assert [(p.first_name, p.last_name) for p in people] == names


@pytest.mark.parametrize("name", ["small-fair/fair.xlsx", "small-fair/messe.xlsx"])
def test_small_example_has_but_one_warning(name):
    reading = read_event(EXAMPLES / name)

    assert [issue.code for issue in reading.issues] == ["wish_cancelled"]


def test_small_examples_are_the_same_event():
    fair, messe = (
        read_event(EXAMPLES / "small-fair" / f"{n}.xlsx").event for n in ("fair", "messe")
    )

    assert (fair.language, messe.language) == ("en", "de")
    same = ("slots", "interests", "pins", "rules", "event_id", "time_zone", "organiser_email")
    assert [getattr(fair, field) for field in same] == [getattr(messe, field) for field in same]
    assert [_untranslated(p) for p in fair.participants] == [
        _untranslated(p) for p in messe.participants
    ]
    assert [replace(t, area="") for t in fair.tables] == [replace(t, area="") for t in messe.tables]
    assert [item.who for item in fair.programme] == [item.who for item in messe.programme]
    assert [blocked.pair for blocked in fair.blocked] == [b.pair for b in messe.blocked]
    assert [o.name for o in fair.organisations] == [o.name for o in messe.organisations]


def _untranslated(person):
    texts = ("organisation_type", "participation_type", "country", "offers", "seeks")
    return replace(person, **dict.fromkeys(texts, ""), areas=len(person.areas))


def test_large_example_has_no_error():
    reading = read_event(EXAMPLES / "silicon-saxony-day" / "event.xlsx")

    assert [i for i in reading.issues if i.severity is Severity.ERROR] == []
    assert reading.event is not None


def test_language_without_the_setting_is_that_of_most_titles(tmp_path):
    german = in_german(fair())
    english = fair()
    english["Wünsche"] = german["Wünsche"]
    del english["Interests"]

    assert read(write(tmp_path / "a.xlsx", english)).language == "en"
    assert read_event(write(tmp_path / "b.xlsx", {"Teilnehmer": []})).language == "de"


def test_language_is_that_of_the_setting(tmp_path):
    sheets = in_german(fair(Event=[*ROWS["Event"], ["Language", "English"]]))

    assert read(write(tmp_path / "a.xlsx", sheets)).language == "en"


def test_branding_of_the_event(tmp_path):
    (tmp_path / "ours.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    rows = [["Logo", "ours.svg"], ["Color", "0B5FA5"], ["Contact", "Desk in the foyer"]]

    event = read(write(tmp_path / "fair.xlsx", fair(Event=[*ROWS["Event"], *rows])))

    assert (event.logo, event.colour, event.contact) == (
        *("ours.svg", "#0b5fa5", "Desk in the foyer"),
    )


def test_logo_in_a_folder_of_sheets(tmp_path):
    folder = write_folder(tmp_path / "fair", fair(Event=[*ROWS["Event"], ["Logo", "ours.svg"]]))
    (folder / "ours.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")

    assert read(folder).logo == "ours.svg"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Logo", "gone.svg"], "no_logo"),
        (["Logo", "../fair.xlsx"], "no_logo"),
        (["Logo", "fair.xlsx"], "unreadable_logo"),
        (["Colour", "sky"], "unknown_colour"),
    ],
)
def test_bad_branding_is_named_at_its_cell_and_stops_nothing(tmp_path, row, code):
    reading = read_event(write(tmp_path / "fair.xlsx", fair(Event=[*ROWS["Event"], row])))

    assert found(reading.issues) == [(code, "Event!B6")]
    assert (reading.event.logo, reading.event.colour) == ("", "")


def test_language_where_nothing_can_be_read(tmp_path):
    reading = read_event(tmp_path / "none.xlsx")

    assert (reading.event, reading.language) == (None, "")


def test_required_sheets_that_are_missing(tmp_path):
    assert faults(tmp_path, {"Zeitplan": [["Datum", "Von", "Bis", "Art"]]}) == [
        ("missing_sheet", "fair.xlsx"),
        ("missing_sheet", "fair.xlsx"),
        ("missing_sheet", "fair.xlsx"),
        ("missing_sheet", "fair.xlsx"),
        ("no_meetings", "Zeitplan"),
    ]


def test_required_sheets_are_named_in_the_language_of_the_workbook(tmp_path):
    sheets = {"Zeitplan": [["Datum", "Von", "Bis", "Art"]], "Tische": [["Tisch"]]}

    reading = read_event(write(tmp_path / "messe.xlsx", sheets))

    missing = [i.parameters["sheet"] for i in reading.issues if i.code == "missing_sheet"]
    assert missing == ["Veranstaltung", "Teilnehmer", "Wünsche"]


MISSED = {"Organisations": [("similar_organisations", "Participants!E3")]}
"""What nobody says without a sheet: that `ALF`, of the same e-mail domain, is Alpha GmbH."""


@pytest.mark.parametrize("title", ["Organisations", "Blocked", "Fixed", "Interests"])
def test_optional_sheets_may_be_missing(tmp_path, title):
    sheets = fair(Fixed=[]) | {title: None}
    del sheets[title]

    assert faults(tmp_path, sheets) == MISSED.get(title, [])


@pytest.mark.parametrize("title", ["Organisations", "Blocked", "Fixed"])
def test_optional_sheets_may_be_empty(tmp_path, title):
    assert faults(tmp_path, {**fair(Fixed=[]), title: []}) == MISSED.get(title, [])


def test_interests_are_needed_without_wish_columns(tmp_path):
    sheets = fair(Interests=None)
    sheets["Participants"] = [row[:-2] for row in sheets["Participants"]]
    sheets["Participants"][0] = sheets["Participants"][0][:14]

    assert faults(tmp_path, sheets)[0] == ("missing_sheet", "fair.xlsx")


def test_tables_are_not_needed_where_all_are_online(tmp_path):
    people = [[f"P{n}", "", "Name", "", f"Org {n}", *[""] * 6, "online"] for n in (1, 2)]
    sheets = fair(Tables=None, Participants=people, Interests=[["P1", "P2"]], Blocked=[], Fixed=[])
    sheets["Timetable"].pop()

    assert faults(tmp_path, sheets) == []


OWN = "am eigenen Ort"
VISITED = ["ID", "Last name", "Organisation", "Attendance", "Place"]


def visits(*people, wishes=(["V1", "H1"],), **sheets):
    """Make a workbook without tables, in which hosts are visited."""
    visitors = [["V1", "Müller", "Alpha"], ["V2", "Łukasik", "Hive"]]
    made = fair(
        Tables=None, Participants=[], Interests=list(wishes), Blocked=[], Fixed=[], **sheets
    )
    made["Timetable"].pop()
    made["Participants"] = [VISITED, *visitors, *people]
    return made


def test_tables_are_not_needed_where_hosts_are_visited(tmp_path):
    sheets = visits(["H1", "Yağmur", "Lab", "at own place", "Quay 4"])

    event = read(write(tmp_path / "fair.xlsx", sheets))

    host = event.participant["H1"]
    assert (host.attendance, event.address_of(host)) == (Attendance.OWN_PLACE, "Quay 4")


def test_address_of_a_host_is_that_of_the_organisation(tmp_path):
    sheets = visits(["H1", "Yağmur", "Lab", OWN])
    sheets["Organisations"] = [["Name", "Ort"], ["Lab", "Quay 4"]]

    event = read(write(tmp_path / "fair.xlsx", sheets))

    assert event.address_of(event.participant["H1"]) == "Quay 4"


def test_host_without_an_address(tmp_path):
    assert faults(tmp_path, visits(["H1", "Yağmur", "Lab", OWN])) == [
        ("no_place", "Participants!E4")
    ]


def test_address_of_those_who_are_not_visited_is_not_kept(tmp_path):
    sheets = visits(["H1", "Yağmur", "Lab", OWN, "Quay 4"])
    sheets["Participants"][1] += ["on site", "Home 1"]

    assert read(write(tmp_path / "fair.xlsx", sheets)).participant["V1"].place == ""


def test_wish_of_two_who_would_need_a_table_where_there_is_none(tmp_path):
    hosts = (["H1", "Yağmur", "Lab", OWN, "Quay 4"], ["H2", "Nowak", "Hub", OWN, "Elbring 2"])
    sheets = visits(*hosts, wishes=(["V1", "H1"], ["H1", "H2"], ["V1", "V2"]))

    assert faults(tmp_path, sheets) == [
        ("wish_no_table", "Interests!B3"),
        ("wish_no_table", "Interests!B4"),
    ]


def test_fixed_appointment_of_two_who_would_need_a_table_where_there_is_none(tmp_path):
    sheets = visits(["H1", "Yağmur", "Lab", OWN, "Quay 4"])
    sheets["Fixed"] = [HEADINGS["Fixed"], ["V1", "V2", DAY, time(9)], ["V1", "H1", DAY, time(10)]]

    assert ("pin_without_table", "Fixed!E2") in faults(tmp_path, sheets)


LINK = "https://video.example.org/room?id=1"


def test_table_with_a_link_is_a_room_online(tmp_path):
    sheets = fair(Fixed=[])
    sheets["Tables"] = [["Table", "Link", "Meetings at once"], ["T3"], ["Video", LINK, 2]]

    event = read_event(write(tmp_path / "fair.xlsx", sheets)).event

    assert [(table.name, table.link) for table in event.rooms] == [("Video", LINK)]
    assert [table.name for table in event.standing_tables] == ["T3"]
    assert event.rooms[0].meetings_at_once == 2


@pytest.mark.parametrize(
    ("link", "area", "expected"),
    [
        ("http://video.example.org", None, [("bad_link", "Tables!B3")]),
        ("room 3", None, [("bad_link", "Tables!B3")]),
        (LINK, "Hall A", [("room_in_area", "Tables!C3")]),
        (LINK, None, []),
    ],
)
def test_link_of_a_table_that_is_none_or_stands_on_site(tmp_path, link, area, expected):
    sheets = fair(Fixed=[])
    sheets["Tables"] = [["Table", "Link", "Area"], ["T3", None, "Hall A"], ["Video", link, area]]

    assert faults(tmp_path, sheets) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["1-12"], ["Tables!A2"]),
        (["Tisch 1 bis 12", "Bar"], ["Tables!A2"]),
        (["T1 – T5", "T6-T9"], ["Tables!A2", "Tables!A3"]),
        (["12 Tische"], ["Tables!A2"]),
        (["Halle 1-2", "Halle 1-3"], []),
        (["1-1", "1-2", "2-1"], []),
        (["T12", "2. Etage", "1 Tisch", "Raum 9-3"], []),
    ],
)
def test_table_whose_name_may_mean_several_is_a_warning(tmp_path, names, expected):
    sheets = fair(Fixed=[], Tables=[[name] for name in names])

    found = faults(tmp_path, sheets)

    assert [place for code, place in found if code == "tables_in_one_row"] == expected


def test_tables_that_are_none(tmp_path):
    assert faults(tmp_path, fair(Tables=[], Fixed=[])) == [("no_tables", "Tables")]


def test_participants_that_are_none(tmp_path):
    sheets = fair(Participants=[], Interests=[], Blocked=[], Fixed=[], Tables=[["T1"]])
    sheets["Timetable"].pop()

    assert faults(tmp_path, sheets) == [("no_participants", "Participants")]


def test_column_that_is_missing_is_named_once(tmp_path):
    sheets = in_german(fair())
    sheets["Teilnehmer"][0][0] = "Kennung"

    reading = read_event(write(tmp_path / "messe.xlsx", sheets))

    assert found(reading.issues) == [
        ("missing_column", "Teilnehmer"),
        ("unknown_column", "Teilnehmer!A1"),
    ]
    assert reading.issues[0].parameters == {"heading": "ID"}


def test_column_of_organisations_that_is_missing_is_named_once(tmp_path):
    sheets = fair(Interests=[["P1", "P3"], ["P2", "Beta GmbH"]])
    sheets["Participants"][0][4] = "Oranisation"

    assert faults(tmp_path, sheets) == [
        ("missing_column", "Participants"),
        ("unknown_column", "Participants!E1"),
    ]


def test_tables_that_are_missing_are_named_once(tmp_path):
    sheets = fair(Tables=None)

    assert faults(tmp_path, sheets) == [("missing_sheet", "fair.xlsx")]


@pytest.mark.parametrize(
    ("rows", "place"), [([], "Event"), ([["Organiser e-mail", None]], "Event!B6")]
)
def test_nobody_to_ask_is_a_warning(tmp_path, rows, place):
    sheets = fair() | {"Event": [HEADINGS["Event"], *ROWS["Event"], *rows]}

    (found,) = read_event(write(tmp_path / "fair.xlsx", sheets)).issues

    assert (str(found.severity), found.code, str(found.place)) == (
        "warning",
        "no_organiser_email",
        place,
    )


def test_setting_that_is_missing(tmp_path):
    reading = read_event(write(tmp_path / "messe.xlsx", in_german(fair(Event=[["Name", "x"]]))))

    assert found(reading.issues) == [("missing_setting", "Veranstaltung")]
    assert reading.issues[0].parameters == {"setting": "Dauer eines Treffens"}


def test_setting_without_a_value(tmp_path):
    rows = [["Name", None], ["Meeting length", 30], ["Min meetings", 3], ["Max meetings", 2]]

    assert faults(tmp_path, fair(Event=rows)) == [
        ("missing_cell", "Event!B2"),
        ("min_over_max", "Event!B4"),
    ]


def test_slots_with_changeover_end_within_their_window(tmp_path):
    event = [["Name", "x"], ["Meeting length", 20], ["Changeover", 10]]
    timetable = [[DAY, "9:00", "9:50", "meetings"], [DAY, "10:00", "10:49", "meetings"]]
    sheets = fair(Event=event, Timetable=timetable, Fixed=[])

    slots = read(write(tmp_path / "fair.xlsx", sheets)).slots

    assert [(s.start, s.end) for s in slots] == [
        (at(9), at(9, 20)),
        (at(9, 30), at(9, 50)),
        (at(10), at(10, 20)),
    ]


def test_times_without_a_date_hold_for_every_day(tmp_path):
    sheets = fair(Timetable=[*ROWS["Timetable"], [NEXT_DAY, time(9), time(10), "meetings"]])

    person = read(write(tmp_path / "fair.xlsx", sheets)).participant["P3"]

    starts = [period.start for period in person.times.available]
    assert starts == [at(9), datetime(2027, 6, 18, 9, tzinfo=BERLIN)]


def test_whole_day_lasts_until_midnight(tmp_path):
    sheets = fair()
    sheets["Participants"][4][8] = DAY

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    times = reading.event.participant["P4"].times
    assert times.unavailable == (Period(at(0), datetime(2027, 6, 18, tzinfo=BERLIN)),)


def test_timetable_without_meetings(tmp_path):
    sheets = fair(Timetable=[[DAY, "9:00", "10:00", "break"]])

    assert faults(tmp_path, sheets) == [("no_meetings", "Timetable")]


def test_timetable_with_a_doubtful_day_says_nothing_of_its_slots(tmp_path):
    sheets = fair(Timetable=[*ROWS["Timetable"], [DAY, "15:00", "", "meetings"]])
    sheets["Fixed"].append(["P1", "P4", DAY, time(15), None])
    sheets["Participants"][6][7:] = ["15:00-16:00"]

    assert faults(tmp_path, sheets) == [("missing_cell", "Timetable!C6")]


def test_participant_who_is_never_available(tmp_path):
    sheets = fair(Interests=[["P1", "P4"], ["P4", "Delta Ltd"]], Fixed=[])
    sheets["Participants"][4][8] = "17.06.2027"

    assert faults(tmp_path, sheets) == [
        ("never_available", "Participants!5:5"),
        ("wish_no_common_slot", "Interests!B2"),
        ("wish_no_common_slot", "Interests!B3"),
    ]


def test_wish_without_a_common_language(tmp_path):
    event = [*ROWS["Event"], ["Common language needed", "yes"]]
    interests = [["P4", "P1"], ["P4", "Alpha"], ["P1", "P3"]]

    assert faults(tmp_path, fair(Event=event, Interests=interests, Fixed=[])) == [
        ("wish_no_common_language", "Interests!B2"),
        ("wish_no_common_language", "Interests!B3"),
    ]


@pytest.mark.parametrize(("cell", "hundredths"), [("0,5", 50), (None, 0), (0.2, 20)])
def test_evenness_may_cost_what_is_set(tmp_path, cell, hundredths):
    event = [*ROWS["Event"], ["Evenness may cost", cell]]

    made = read(write(tmp_path / "fair.xlsx", fair(Event=event)))

    assert made.rules.evenness_may_cost == hundredths


def test_evenness_may_not_cost_more_than_everything(tmp_path):
    event = [*ROWS["Event"], ["Evenness may cost", 101]]

    assert faults(tmp_path, fair(Event=event)) == [("bad_share", "Event!B6")]


def test_wish_for_an_organisation_without_people(tmp_path):
    sheets = fair(Interests=[["P1", "Omega"], ["P1", "Gamma"]], Fixed=[])
    sheets["Organisations"].append(["Omega"])

    assert faults(tmp_path, sheets) == [("wish_nobody_there", "Interests!B2")]


def test_wish_for_an_organisation_whose_people_are_all_impossible(tmp_path):
    sheets = fair(Interests=[["P4", "Alpha GmbH"], ["P1", "P4", "", "declined"]], Fixed=[])
    sheets["Blocked"].append(["P2", "P4"])

    assert faults(tmp_path, sheets) == [("wish_nobody_possible", "Interests!B2")]


def test_wish_for_the_own_organisation(tmp_path):
    event = [*ROWS["Event"], ["Same organisation may meet", "yes"]]
    interests = [["P1", "ALF"], ["P1", "P2"]]

    assert faults(tmp_path, fair(Event=event, Interests=interests, Fixed=[])) == []
    assert faults(tmp_path, fair(Interests=interests, Fixed=[])) == [
        ("wish_same_organisation", "Interests!B2"),
        ("wish_same_organisation", "Interests!B3"),
    ]


def test_wish_that_does_not_stand_is_not_warned_of(tmp_path):
    event = [*ROWS["Event"], ["Plan pending wishes", "no"]]
    interests = [["P1", "P6", "high", "declined"], ["P1", "P6", "high", "pending"]]

    assert faults(tmp_path, fair(Event=event, Interests=interests, Fixed=[])) == [
        ("repeated_wish", "Interests!B3")
    ]


def test_repeated_wishes_are_merged_into_the_strongest(tmp_path):
    interests = [
        ["P1", "P3", "low", "pending"],
        ["P1", "deniz@beta.example", "must"],
        ["P4", "P1", "normal", "accepted"],
        ["P4", "P1", "low", "declined"],
        ["P3", "P1", "low"],
    ]

    reading = read_event(write(tmp_path / "fair.xlsx", fair(Interests=interests, Fixed=[])))

    assert reading.event.interests == (
        Interest(source="P1", target="P3", level=Level.MUST),
        Interest(source="P3", target="Alpha GmbH", target_is_organisation=True),
        Interest(source="P3", target="P1", level=Level.HIGH),
        Interest(source="P4", target="P1", answer=Answer.DECLINED),
    )
    assert found(reading.issues) == [
        ("repeated_wish", "Participants!O4"),
        ("repeated_wish", "Interests!B3"),
        ("wish_declined", "Interests!B4"),
        ("repeated_wish", "Interests!B5"),
    ]


def test_wish_columns_are_numbered_as_people_do(tmp_path):
    sheets = fair(Interests=None, Fixed=[])
    sheets["Participants"][0][14:] = ["1. Wunsch", "WISH 12"]

    assert read(write(tmp_path / "fair.xlsx", sheets)).interests == (
        Interest(source="P3", target="Alpha GmbH", target_is_organisation=True),
        Interest(source="P3", target="P1", level=Level.HIGH),
    )


def test_bad_wishes_that_are_skipped(tmp_path):
    sheets = fair()
    sheets["Interests"] += [["P1", "P99"], ["P1", "P1"], ["P4", "P5", "urgent"], ["P5", ""]]
    sheets["Participants"][1] += ["", "", "", "", "", "", "", "#REF!", "Nobody"]
    path = write(tmp_path / "fair.xlsx", sheets)

    strict, forgiving = read_event(path), read_event(path, skip_bad_wishes=True)

    assert (
        found(forgiving.issues)
        == found(strict.issues)
        == [
            ("excel_error", "Participants!O2"),
            ("unknown_person_no_suggestion", "Participants!P2"),
            ("unknown_person_no_suggestion", "Interests!B7"),
            ("self_interest", "Interests!B8"),
            ("bad_level", "Interests!C9"),
            ("missing_cell", "Interests!B10"),
        ]
    )
    assert {issue.severity for issue in strict.issues} == {Severity.ERROR}
    assert {issue.severity for issue in forgiving.issues} == {Severity.WARNING}
    assert strict.event is None
    assert forgiving.event == read(write(tmp_path / "sound.xlsx", fair()))


def test_bad_wishes_that_are_skipped_leave_other_errors(tmp_path):
    sheets = fair()
    sheets["Interests"][0][0] = "Who"
    sheets["Blocked"].append(["P1", "P99"])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets), skip_bad_wishes=True)

    errors = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
    assert found(errors) == [
        ("missing_column", "Interests"),
        ("unknown_person_no_suggestion", "Blocked!B3"),
    ]
    assert reading.event is None


@pytest.mark.parametrize(
    ("written", "suggestions"),
    [
        ("P-3", "P3 Deniz Yağmur"),
        ("Deniz Yagmur", "P3 Deniz Yağmur"),
        ("Yagmur, Deniz", "P3 Deniz Yağmur"),
        ("Müller", "P1 Änne Müller"),
        ("Mueller Aenne", "P1 Änne Müller"),
        ("hannah@gamma.example", "P4 Ганна Шевчук"),
        ("Betta GmbH", "Beta GmbH"),
    ],
)
def test_unknown_person_with_a_suggestion(tmp_path, written, suggestions):
    reading = read_event(write(tmp_path / "fair.xlsx", fair(Interests=[["P2", written]])))

    assert [(i.code, dict(i.parameters)) for i in reading.issues] == [
        ("unknown_person", {"value": written, "suggestions": suggestions})
    ]


def test_source_of_a_wish_is_no_organisation(tmp_path):
    sheets = fair(Interests=[["Beta GmbH", "P1"]])

    assert faults(tmp_path, sheets) == [("unknown_person_no_suggestion", "Interests!A2")]


def test_ambiguous_person_lists_everyone(tmp_path):
    sheets = fair(Interests=[["P3", "Zofia@alpha.example"]])
    sheets["Participants"][1][3] = "zofia@alpha.example"

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [
        ("same_email", "Participants!D3"),
        ("ambiguous_person", "Interests!B2"),
    ]
    assert reading.issues[1].parameters["people"] == "P1 Änne Müller; P2 Zofia Łukasik"


def test_similar_organisations_are_named_where_the_later_is_written(tmp_path):
    sheets = fair()
    more = ["Alphha Gmbh", "GAMMA e.V.", "Omega 1", "Omega 2", "Gamma", "Elbsand"]
    sheets["Participants"] += [[f"Q{n}", "", "x", "", name] for n, name in enumerate(more)]
    sheets["Organisations"] += [["Elbsand AG"], ["Elbsand GmbH"]]

    assert faults(tmp_path, sheets) == [
        ("similar_organisations", "Participants!E8"),
        ("similar_organisations", "Participants!E9"),
        ("similar_organisations", "Participants!E13"),
    ]


def test_organisation_is_written_as_most_do(tmp_path):
    sheets = fair()
    names = ["OMEGA", "Omega", "Omega", "omega"]
    sheets["Participants"] += [[f"Q{n}", "", "x", "", name] for n, name in enumerate(names)]

    event = read(write(tmp_path / "fair.xlsx", sheets))

    assert event.organisations[-1] == Organisation(name="Omega")
    assert event.members["Omega"] == ("Q0", "Q1", "Q2", "Q3")


def test_table_of_a_participant(tmp_path):
    sheets = fair()
    sheets["Tables"] += [["T8", "", "p4"], ["T9", "", "Änne@Alpha.example"]]
    sheets["Participants"][1][3] = "änne@alpha.example"

    tables = read_event(write(tmp_path / "fair.xlsx", sheets)).event.table

    assert (tables["T8"].owner, tables["T8"].owner_is_organisation) == ("P4", False)
    assert (tables["T9"].owner, tables["T9"].owner_is_organisation) == ("P1", False)


def pins(tmp_path, *rows, **sheets):
    return faults(tmp_path, fair(Fixed=list(rows), **sheets))


def test_pin_without_slot_names_the_nearest(tmp_path):
    rows = [["P1", "P3", DAY, time(11, 15)], ["P1", "P4", NEXT_DAY, time(9)]]

    reading = read_event(write(tmp_path / "fair.xlsx", fair(Fixed=rows)))

    assert found(reading.issues) == [("pin_without_slot", f"Fixed!D{row}") for row in (2, 3)]
    nearest = "2027-06-17 10:00, 2027-06-17 10:30, 2027-06-17 12:00"
    assert reading.issues[0].parameters == {"time": "11:15", "times": nearest}


def test_pin_without_table_gets_one_beside_the_others(tmp_path):
    row = ["P1", "P5", DAY, time(9)]
    others = [["P2", "Q1", DAY, time(9)], ["Q2", "Q3", DAY, time(9)]]
    sheets = fair(Fixed=[row, *others], Interests=[["P1", "P5"], ["P2", "Q1"], ["Q2", "Q3"]])
    sheets["Participants"] += [[f"Q{n}", "", "x", "", f"Omega {n}"] for n in (1, 2, 3)]

    assert faults(tmp_path, sheets) == [("pin_without_table", "Fixed!E4")]


def test_pin_that_nobody_wished_is_noted(tmp_path):
    assert pins(tmp_path, ["P4", "P5", DAY, time(9)]) == [("pin_unwished", "Fixed!2:2")]


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("Max meetings", "pin_max_meetings"),
        ("Max meetings per day", "pin_max_per_day"),
        ("Max in a row", "pin_max_in_a_row"),
    ],
)
def test_pins_above_a_limit(tmp_path, setting, code):
    event = [["Name", "x"], ["Meeting length", 30], [setting, 1]]
    rows = [["P1", "P3", DAY, time(9, 30)], ["P1", "P4", DAY, time(9)]]

    assert pins(tmp_path, *rows, Event=event) == [(code, "Fixed!3:3")]


def test_pins_too_near_each_other_in_two_areas(tmp_path):
    tables = [["T1", "Foyer"], ["T2", "Hall"], ["T3", "foyer "]]
    first, far, near = (
        ["P1", "P3", DAY, time(9), "T1"],
        ["P2", "P3", DAY, time(9, 30), "T2"],
        ["P2", "P3", DAY, time(9, 30), "T3"],
    )

    def found_with(travel, second):
        event = [["Name", "x"], ["Meeting length", 30], ["Travel time", travel]]
        wished = [["P1", "P3"], ["P2", "P3"]]
        return pins(tmp_path, first, second, Event=event, Tables=tables, Interests=wished)

    assert found_with("5 min", far) == [("pin_travel_time", "Fixed!3:3")]
    assert found_with(0, far) == found_with("5 min", near) == []


@pytest.mark.parametrize(
    ("written", "minutes"),
    [(None, 0), (0, 0), (15, 15), ("0:20", 20), (time(0, 20), 20), ("eine Viertelstunde", 15)],
)
def test_travel_time_in_every_writing(tmp_path, written, minutes):
    event = [["Name", "x"], ["Meeting length", 30], ["Wegezeit", written], ["Language", "de"]]
    sheets = fair(Event=event, Fixed=[])

    assert read(write(tmp_path / "fair.xlsx", sheets)).rules.travel_minutes == minutes


@pytest.mark.parametrize("written", [-5, "far", "1-2", 2.5])
def test_travel_time_that_is_none(tmp_path, written):
    event = [["Name", "x"], ["Meeting length", 30], ["Travel time", written]]

    assert faults(tmp_path, fair(Event=event, Fixed=[])) == [("bad_number", "Event!B4")]


def test_pins_at_tables_that_cannot_be(tmp_path):
    rows = [
        ["P1", "P4", DAY, time(9), "T1"],
        ["P2", "P5", DAY, time(9), "T2"],
        ["P1", "P3", DAY, time(12, 30), "T2"],
        ["P3", "P4", DAY, time(12), "T2"],
        ["P2", "P4", DAY, time(12, 30), None],
    ]

    assert pins(tmp_path, *rows) == [
        ("pin_online", "Fixed!E2"),
        ("pin_table_reserved", "Fixed!E3"),
        ("pin_unavailable", "Fixed!D5"),
        ("pin_online", "Fixed!E5"),
    ]


def test_pins_at_the_same_table(tmp_path):
    sheets = fair(Fixed=[["P1", "P5", DAY, time(9), "T1"], ["P2", "Q1", DAY, time(9), "T1"]])
    sheets["Participants"].append(["Q1", "", "x", "", "Omega"])
    sheets["Interests"] = [["From", "To"], ["P1", "P5"], ["P2", "Q1"]]

    assert faults(tmp_path, sheets) == [("pin_table_capacity", "Fixed!E3")]


def test_pin_of_the_same_organisation_or_without_language(tmp_path):
    event = [*ROWS["Event"], ["Common language needed", "yes"]]
    rows = [["P1", "P2", DAY, time(9)], ["P4", "P5", DAY, time(9)], ["P2", "P3", DAY, "12:00", 3]]

    assert pins(tmp_path, *rows, Event=event, Interests=[["P2", "P3"]]) == [
        ("pin_same_organisation", "Fixed!2:2"),
        ("pin_common_language", "Fixed!3:3"),
        ("pin_table_open", "Fixed!E4"),
        ("pin_owner_at_table", "Fixed!E4"),
    ]


def test_wish_column_of_somebody_who_cancelled_is_placed_at_the_wish(tmp_path):
    sheets = fair(Fixed=[])
    sheets["Participants"][6] += [None, "P1", "P2"]

    assert faults(tmp_path, sheets) == [
        ("wish_from_cancelled", "Participants!O7"),
        ("wish_from_cancelled", "Participants!P7"),
    ]


@pytest.mark.parametrize(
    ("language", "written"), [("de", "17.06.2027 10:00"), ("en", "2027-06-17 10:00")]
)
def test_days_are_said_as_people_write_them(tmp_path, language, written):
    sheets = fair(Fixed=[["P1", "P3", DAY, time(9, 50)]])
    sheets["Participants"][1][7:] = [None, "01.07.2027"]

    issues = read_event(write(tmp_path / "fair.xlsx", sheets)).issues

    say = words(language)
    assert [issue.code for issue in issues] == ["day_outside_event", "pin_without_slot"]
    day, pin = issues
    assert say(f"issue.{day.code}", **day.parameters).startswith(
        {"de": "01.07.2027", "en": "2027-07-01"}[language]
    )
    assert written in say(f"advice.{pin.code}", **pin.parameters)


def test_no_slots_in_the_hour_that_clocks_skip(tmp_path):
    spring = date(2027, 3, 28)
    sheets = fair(
        Timetable=[[spring, "1:00", "4:00", "meetings"]],
        Event=[["Name", "x"], ["Meeting length", 60]],
        Fixed=[],
    )
    sheets["Participants"][3][7] = sheets["Participants"][4][8] = None
    sheets["Tables"] = [["Table"], ["T1"]]

    event = read_event(write(tmp_path / "fair.xlsx", sheets)).event

    assert [slot.start.hour for slot in event.slots] == [1, 3]
    assert [slot.end.hour for slot in event.slots] == [3, 4]


def test_name_with_more_letters_than_there_is_room_for_is_an_error_at_its_cell(tmp_path):
    sheets = fair()
    sheets["Event"][1][1] = "Fair" * 75
    sheets["Participants"][1][2] = "x" * 301
    sheets["Tables"][1][1] = sheets["Tables"][2][1] = "😀" * 400
    sheets["Blocked"][1][2] = "no room is needed for reasons " * 99

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [
        *(("too_long", "Tables!B2"), ("too_long", "Tables!B3"), ("too_long", "Participants!C2")),
    ]
    assert reading.issues[2].parameters == {
        "heading": "Last name",
        "value": f"{'x' * 40}…",
        "count": "301",
        "most": "300",
    }


def test_logo_with_a_name_that_is_too_long_stops_no_plan(tmp_path):
    sheets = fair(Event=[*fair()["Event"][1:], ["Logo", "l" * 400 + ".png"]])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [("no_logo", "Event!B7")]
    assert reading.event.logo == ""


def test_wish_for_an_organisation_that_only_a_repeated_row_writes_so(tmp_path):
    organisations = [["Bee"], ["BEE", "Hive"], ["Hive", "Comb"]]
    sheets = fair(Organisations=organisations, Interests=[["P1", "Comb"], ["P2", "Hive"]])

    assert [place for code, place in faults(tmp_path, sheets) if "duplicate" in code] == [
        "Organisations!A3",
        "Organisations!A4",
    ]


def test_programme_in_the_hour_that_clocks_skip(tmp_path):
    day = date(2027, 3, 28)
    skipped = [day, time(2, 30), time(3), "programme"]
    sheets = fair(Timetable=[[day, time(9), time(12), "meetings"], skipped], Fixed=None)

    event = read_event(write(tmp_path / "fair.xlsx", sheets)).event

    assert event.programme[0].kind is ItemKind.PROGRAMME


def test_windows_that_overlap_bring_no_other_fault(tmp_path):
    windows = [[DAY, time(9), time(10), "meetings"], [DAY, time(9, 15), time(14), "meetings"]]
    fixed = [["P1", "P3", DAY, time(9, 15), "T2"]]

    issues = faults(tmp_path, fair(Timetable=windows, Fixed=fixed))

    assert issues == [("windows_overlap", "Timetable!3:3")]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[1:],
        lambda rows: [["My fair"], [], *rows[1:]],
        lambda rows: [[None, *row] for row in rows[1:]],
        lambda rows: [[f"{row[0]}:", *row[1:]] for row in rows[1:]],
    ],
    ids=["bare", "under a title", "a column further", "with colons"],
)
@pytest.mark.parametrize("is_german", [False, True])
def test_settings_need_no_headings(tmp_path, change, is_german):
    sheets = in_german(fair()) if is_german else fair()
    title = "Veranstaltung" if is_german else "Event"
    expected = read_event(write(tmp_path / "a.xlsx", sheets))
    sheets[title] = change(sheets[title])

    found = read_event(write(tmp_path / "b.xlsx", sheets))

    assert found.event == expected.event
    assert [i.code for i in found.issues] == [i.code for i in expected.issues]


def test_setting_without_headings_is_named_at_its_cell(tmp_path):
    sheets = fair()
    sheets["Event"] = [["Name", "Fair"], ["Meeting length", "long"], ["Language", "English"]]

    assert ("bad_number", "Event!B2") in faults(tmp_path, sheets)


def renamed(sheets, names):
    return {names.get(title, title): rows for title, rows in sheets.items()}


@pytest.mark.parametrize(
    "names",
    [
        {"Participants": "List of guests", "Timetable": "Agenda"},
        {"Participants": "TN-Liste"},
        {"Tables": "Tables in the foyer", "Timetable": "Ablauf"},
    ],
)
def test_sheet_that_is_missing_is_known_by_its_headings(tmp_path, names):
    expected = read_event(write(tmp_path / "a.xlsx", fair())).event

    found = read_event(write(tmp_path / "b.xlsx", renamed(fair(), names)))

    assert found.event == expected
    notes = [i.place.sheet for i in found.issues if i.code == "sheet_by_headings"]
    assert sorted(notes) == sorted(names.values())


def test_two_sheets_with_the_headings_of_one_that_is_missing_are_asked_about(tmp_path):
    sheets = renamed(fair(), {"Timetable": "Round 1"})
    sheets["Round 2"] = sheets["Round 1"]

    found = faults(tmp_path, sheets)

    assert {("unknown_sheet", "Round 1"), ("unknown_sheet", "Round 2")} <= set(found)
    assert "missing_sheet" in {code for code, _ in found}


def test_old_wishes_are_not_read_beside_those_of_the_participants(tmp_path):
    sheets = renamed(fair(Interests=[["P01", "P02"]]), {"Interests": "Old"})
    head, first, *rest = sheets["Participants"]
    sheets["Participants"] = [[*head, "Wish 1"], [*first, "P02"], *rest]

    assert ("unknown_sheet", "Old") in faults(tmp_path, sheets)


def test_wishes_are_known_by_their_headings_where_there_are_no_others(tmp_path):
    sheets = fair()
    first = sheets["Participants"][0].index("Wish 1")
    sheets["Participants"] = [row[:first] for row in sheets["Participants"]]
    expected = read_event(write(tmp_path / "a.xlsx", sheets)).event

    found = read_event(write(tmp_path / "b.xlsx", renamed(sheets, {"Interests": "Who wants whom"})))

    assert expected.interests
    assert found.event == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("19-21 Uhr", None, "19:00-21:00"),
        ("19:00 – 21:30", None, "19:00-21:30"),
        ("22:00-24:00", None, "22:00-00:00"),
        ("19-21", "21:00", "bad_time"),
        ("19", None, "missing_cell"),
    ],
)
def test_both_ends_may_stand_in_the_first_of_two_columns(tmp_path, start, end, expected):
    sheets = fair(Timetable=[*fair()["Timetable"][1:], [DAY, start, end, "programme", "Dinner"]])

    read = read_event(write(tmp_path / "fair.xlsx", sheets))

    errors = [issue.code for issue in read.issues if issue.severity is Severity.ERROR]
    dinner = read.event and next(i for i in read.event.programme if i.label == "Dinner")
    assert errors == ([] if dinner else [expected])
    assert dinner is None or f"{dinner.start:%H:%M}-{dinner.end:%H:%M}" == expected


def test_cell_for_both_ends_that_is_no_time_is_named_once(tmp_path):
    sheets = fair()
    sheets["Timetable"] = [
        ["Date", "Time", "Kind"],
        [DAY, "9:00-12:00", "meetings"],
        [DAY, "after lunch maybe", "break"],
        [DAY, "13:00", "break"],
    ]

    found = [one for one in faults(tmp_path, sheets) if one[1].startswith("Timetable")]
    assert found == [("bad_time", "Timetable!B3"), ("missing_cell", "Timetable!B4")]


@pytest.mark.parametrize(
    "headings",
    [
        {"Organisation": "Institution", "Languages": "Sprachkenntnisse", "ID": "Lfd. Nr."},
        {"E-mail": "Work email", "Available": "Availability", "ID": "Participant no."},
        {"Wish 1": "Wunschpartner 1", "Wish 2": "Wunschpartner 2", "Organisation": "Employer"},
    ],
)
def test_columns_of_people_are_known_by_what_forms_call_them(tmp_path, headings):
    expected = read_event(write(tmp_path / "a.xlsx", fair()))
    sheets = fair()
    sheets["Participants"][0] = [headings.get(one, one) for one in sheets["Participants"][0]]

    found = read_event(write(tmp_path / "b.xlsx", sheets))

    assert found.event == expected.event
    assert [i.code for i in found.issues] == [i.code for i in expected.issues]


@pytest.mark.parametrize("more", [["Institution"], ["Arbeitgeber", "Institution"]])
def test_word_of_forms_beside_our_own_stays_unread(tmp_path, more):
    sheets = fair()
    head, first, *rest = sheets["Participants"]
    first += [None] * (len(head) - len(first))
    sheets["Participants"] = [[*head, *more], [*first, *["Else"] * len(more)], *rest]

    unread = [code for code, _ in faults(tmp_path, sheets) if code == "unknown_column"]
    assert len(unread) == len(more)
    assert read_event(tmp_path / "fair.xlsx").event is not None


@pytest.mark.parametrize(
    ("names", "written", "expected"),
    [
        (["1", "2"], "Tisch 1", "1"),
        (["Tisch 1", "Tisch 2"], "1", "Tisch 1"),
        (["Table 1", "2"], "Tisch 1", "Table 1"),
        (["1", "Tisch 1"], "Table 1", "unknown_table_no_suggestion"),
        (["1", "Tisch 1"], "tisch 1", "Tisch 1"),
        (["1", "2"], "Tisch", "unknown_table_no_suggestion"),
    ],
)
def test_table_is_known_with_and_without_the_word_before_its_number(names, written, expected):
    tables = tuple(Table(name=name) for name in names)

    found = find_table(written, tables)

    assert (found if isinstance(found, str) else found.code) == expected
