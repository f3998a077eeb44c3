"""What people write beside what we ask for: read as a careful human would, and said."""

import re
from zipfile import ZipFile

import pytest

from matchmaker.events import Level
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.values import bare_address
from matchmaker.issues import Severity
from matchmaker.text import words
from tests.io.reading.spreadsheets import DAY, HEADINGS, fair, found, write, write_folder


def reading_of(tmp_path, sheets):
    return read_event(write(tmp_path / "fair.xlsx", sheets))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("mailto:a@b.example", "a@b.example"),
        ("Anna Ay <a@b.example>", "a@b.example"),
        ('"Ay, Anna" <mailto:a@b.example>', "a@b.example"),
        ("<a@b.example>", "a@b.example"),
        ("a@b.example.", "a@b.example"),
        ("mailto:a@b.example?subject=Hi", "a@b.example"),
        ("a@b.example; c@d.example", "a@b.example; c@d.example"),
        ("a@b.example c@d.example", "a@b.example c@d.example"),
        ("a(at)b.example", "a(at)b.example"),
        ("n/a", "n/a"),
    ],
)
def test_address_is_taken_out_of_what_stands_around_it(written, address):
    assert bare_address(written) == address


def test_addresses_in_wishes_are_found_however_they_are_written(tmp_path):
    sheets = fair(Interests=[["mailto:aenne@alpha.example", "Deniz <deniz@beta.example>"]])
    sheets["Participants"][1][3] = "Änne Müller <aenne@alpha.example>"

    event = reading_of(tmp_path, sheets).event

    assert event.participants[0].email == "aenne@alpha.example"
    assert [(i.source, i.target) for i in event.interests if i.source == "P1"] == [("P1", "P3")]


@pytest.mark.parametrize(
    ("heading", "written", "levels"),
    [
        ("Level", [1, 2, 3, 4], [Level.MUST, Level.HIGH, Level.NORMAL, Level.LOW]),
        ("Stufe", ["1", "2", "3", "4"], [Level.MUST, Level.HIGH, Level.NORMAL, Level.LOW]),
        ("Priority", [1, 2, 3, 7], [Level.HIGH, Level.NORMAL, Level.LOW, Level.LOW]),
        ("Prio", ["Prio 1", "2.", "P3", "must"], [Level.HIGH, Level.NORMAL, Level.LOW, Level.MUST]),
        ("Rang", [1.0, "2", "low", None], [Level.HIGH, Level.NORMAL, Level.LOW, Level.NORMAL]),
    ],
)
def test_numbers_are_our_levels_under_our_heading_only(tmp_path, heading, written, levels):
    targets = ["P3", "P4", "P5", "Beta GmbH"]
    sheets = fair(Interests=[["P1", to, said] for to, said in zip(targets, written, strict=True)])
    sheets["Interests"][0] = ["From", "To", heading]

    reading = reading_of(tmp_path, sheets)

    read = {i.target: i.level for i in reading.event.interests if i.source == "P1"}
    assert [read[target] for target in targets] == levels
    told = [("ranks_read", "Interests!C2")] if heading not in {"Level", "Stufe"} else []
    assert [issue for issue in found(reading.issues) if issue[0] == "ranks_read"] == told


def test_rank_of_zero_is_no_rank(tmp_path):
    sheets = fair(Interests=[["P1", "P3", 0]])
    sheets["Interests"][0][2] = "Prio"

    assert found(reading_of(tmp_path, sheets).issues)[0] == ("bad_level", "Interests!C2")


@pytest.mark.parametrize("written", ["Speakers", "speaker(s)", "SPEAKERS"])
def test_group_that_is_almost_named_is_meant_with_a_warning(tmp_path, written):
    sheets = fair()
    sheets["Timetable"][4][5] = written

    reading = reading_of(tmp_path, sheets)

    assert reading.event.programme[1].who == {"P1", "P4"}
    assert found(reading.issues) == [("similar_group", "Timetable!F5")]
    assert reading.issues[0].parameters["group"] == "Speaker"


def test_group_that_is_far_from_any_is_an_error(tmp_path):
    sheets = fair()
    sheets["Timetable"][4][5] = "Spectators"

    assert found(reading_of(tmp_path, sheets).issues)[0][0].startswith("unknown_who")


def test_header_again_and_total_are_no_entries(tmp_path):
    sheets = fair()
    plain = reading_of(tmp_path, sheets).event
    sheets["Participants"].append(list(sheets["Participants"][0]))
    sheets["Participants"].append(["Anzahl Teilnehmer: 6", None, None, None, 6])
    sheets["Tables"].append(["Total", None, None, 4])
    sheets["Interests"].append(["Ergebnis", None, 5])

    reading = reading_of(tmp_path, sheets)

    assert reading.event == plain
    assert found(reading.issues) == [
        ("total_row", "Tables!5:5"),
        ("header_again", "Participants!8:8"),
        ("total_row", "Participants!9:9"),
        ("total_row", "Interests!7:7"),
    ]


def test_person_called_sum_is_an_entry(tmp_path):
    sheets = fair()
    sheets["Participants"].append(["Sum", "Ann", "Sum", "ann@sum.example", "Sum Ltd"])

    reading = reading_of(tmp_path, sheets)

    assert [person.id for person in reading.event.participants][-1] == "Sum"


def test_sheet_of_a_new_workbook_gives_way_to_one_that_is_filled(tmp_path):
    sheets = {"Participants": [HEADINGS["Participants"]], **fair(Participants=None)}
    sheets["Teilnehmer"] = fair()["Participants"]

    reading = reading_of(tmp_path, sheets)

    assert len(reading.event.participants) == 6
    assert found(reading.issues) == [("empty_twin", "Participants")]


def test_two_filled_sheets_of_a_kind_are_an_error(tmp_path):
    sheets = fair()
    sheets["Teilnehmer"] = fair()["Participants"]

    assert ("duplicate_sheet", "Teilnehmer") in found(reading_of(tmp_path, sheets).issues)


def test_word_of_several_names_offers_all_of_them(tmp_path):
    names = ["Fraunhofer IPMS", "Fraunhofer IZM", "Fraunhofer ENAS", "Fraunhofer IKTS"]
    sheets = fair(Organisations=[[name] for name in names], Interests=[["P1", "Fraunhofer"]])
    for number, name in enumerate(names):
        sheets["Participants"].append([f"F{number}", "Fa", f"Ef{number}", None, name])

    issue = next(
        issue for issue in reading_of(tmp_path, sheets).issues if issue.code == "unknown_person"
    )

    assert issue.parameters["suggestions"] == "; ".join(names)


def test_surname_of_several_is_ambiguous(tmp_path):
    sheets = fair(Interests=[["P1", "Yagmur"]])
    sheets["Participants"].append(["P7", "Can", "Yağmur", "can@x.example", "Gamma"])

    issue = reading_of(tmp_path, sheets).issues[0]

    assert (issue.code, str(issue.place)) == ("ambiguous_person", "Interests!B2")
    assert issue.parameters["people"] == "P3 Deniz Yağmur; P7 Can Yağmur"


@pytest.mark.parametrize(
    ("yes", "no"), [("WAHR", "FALSCH"), ("VRAI", "FAUX"), ("TRUE", "FALSE"), ("ja", "nein")]
)
def test_crosses_of_a_spreadsheet_in_any_language(tmp_path, yes, no):
    people = ["P1", "P3", "P4"]
    rows = [[one, *(yes if one != other else no for other in people)] for one in people]
    sheets = fair(Interests=rows)
    sheets["Interests"][0] = ["", *people]

    event = read_event(write_folder(tmp_path / "fair", sheets)).event

    crossed = [(i.source, i.target) for i in event.interests if i.source != "P3"]
    assert crossed == [("P1", "P3"), ("P1", "P4"), ("P4", "P1"), ("P4", "P3")]


def test_language_nobody_knows_is_a_warning(tmp_path):
    sheets = fair()
    sheets["Participants"][1][6] = "Deutsch/Englisch; etwas Französisch"

    reading = reading_of(tmp_path, sheets)

    assert reading.event.participants[0].languages == ("de", "en", "etwas Französisch")
    assert found(reading.issues) == [("unknown_spoken", "Participants!G2")]


def test_language_spoken_only_a_little_counts_with_a_warning(tmp_path):
    sheets = fair()
    sheets["Participants"][1][6] = "Deutsch (B2), English (Basic); Französisch A2, gute Polnisch"
    sheets["Participants"][2][6] = "Englisch (gute Grundkenntnisse / B1)"

    reading = reading_of(tmp_path, sheets)

    little = [i.parameters["value"] for i in reading.issues if i.code == "little_spoken"]
    assert little == ["English (Basic)", "Französisch A2"]
    assert reading.event.participants[0].languages == ("de", "en", "fr", "pl")


@pytest.mark.parametrize(
    "written", ["k.A.", "K. A.", "n/a", "N/A", "keine Angabe", "not specified", "Prefer not to say"]
)
def test_cell_that_says_nothing_in_words_is_blank(tmp_path, written):
    blank, said = fair(), fair()
    blank["Participants"][4][5:] = [None] * 11
    said["Participants"][4][5:] = [written] * 11
    said["Organisations"][2][3:] = [written, written]
    expected = reading_of(tmp_path, blank)

    reading = reading_of(tmp_path, said)

    assert reading.event == expected.event
    assert reading.event.organisations[0].country == "NA"
    assert found(reading.issues) == found(expected.issues)


@pytest.mark.parametrize(
    ("column", "written", "wrong"),
    [
        (7, "Thu 9-12; nach Absprache", "“nach Absprache” cannot be read as days or times."),
        (7, "Saturday 9-12", "“Saturday” is not one certain day of the event."),
        (7, "17.06.2027 9-25", "“25” is not a time of day."),
        (6, "de; Klingon?", "“Klingon?” is not the name of a language we know."),
    ],
)
def test_what_is_wrong_with_a_part_of_a_cell_quotes_all_of_it(tmp_path, column, written, wrong):
    sheets = fair()
    sheets["Participants"][4][column] = written

    issues = reading_of(tmp_path, sheets).issues

    said = [words("en")(f"issue.{issue.code}", **issue.parameters) for issue in issues]
    assert said == [f"{wrong} The whole cell: “{written}”."]


@pytest.mark.parametrize(
    ("headings", "times"),
    [
        (["Datum", "Uhrzeit", "Art"], ["09:00 – 11:00 Uhr", "11-12", "12.00h – 14.00h"]),
        (["Day", "Time", "Kind"], ["9 AM - 11 AM", "11am-noon", "12:00-14:00"]),
        (["Date", "From", "Kind"], ["von 9 bis 11 Uhr", "11:00 to 12:00", "12-2pm"]),
    ],
)
def test_both_ends_of_a_time_may_stand_in_one_column(tmp_path, headings, times):
    kinds = ["meetings", "break", "meetings"]
    sheets = fair()
    rows = [[DAY, written, kind] for written, kind in zip(times, kinds, strict=True)]
    sheets["Timetable"] = [headings, *rows]

    reading = reading_of(tmp_path, sheets)

    hours = [(slot.start.hour, slot.start.minute) for slot in reading.event.slots]
    assert hours == [(9, 0), (9, 30), (10, 0), (10, 30), (12, 0), (12, 30), (13, 0), (13, 30)]
    assert found(reading.issues) == []


def test_start_alone_among_times_with_both_ends_lacks_its_end(tmp_path):
    sheets = fair()
    sheets["Timetable"] = [
        ["Date", "Time", "Kind"],
        [DAY, "9-11", "meetings"],
        [DAY, "12.00", "meetings"],
        [DAY, "22:00-24:00", "programme"],
    ]

    assert ("missing_cell", "Timetable!B3") in found(reading_of(tmp_path, sheets).issues)


def test_date_without_its_year_asks_for_the_year(tmp_path):
    sheets = fair()
    sheets["Timetable"][1][0] = "Do., 17. Juni"

    assert ("no_year", "Timetable!A2") in found(reading_of(tmp_path, sheets).issues)


@pytest.mark.parametrize(
    ("kind", "label"),
    [("Mittagspause", "Mittagspause"), ("coffee break", "coffee break"), ("Pause", "")],
)
def test_kind_in_other_words_is_the_label_where_there_is_none(tmp_path, kind, label):
    sheets = fair()
    sheets["Timetable"][2][3:] = [kind, None]

    assert reading_of(tmp_path, sheets).event.programme[0].label == label


@pytest.mark.parametrize(
    ("available", "hours"),
    [
        ("vormittags", ["09", "10"]),
        ("nachmittags", ["12", "13"]),
        ("after lunch", ["12", "13"]),
        ("vor der Mittagspause", ["09", "10"]),
        ("Thursday afternoon", ["12", "13"]),
        ("17.6. ab 13 Uhr", ["13"]),
        ("day 1 until 10", ["09"]),
    ],
)
def test_half_days_are_those_of_the_timetable(tmp_path, available, hours):
    sheets = fair(Event=[["Name", "x"], ["Meeting length", 60]], Fixed=None)
    sheets["Participants"][5].append(available)

    event = reading_of(tmp_path, sheets).event

    assert [f"{slot.start:%H}" for slot in event.free_slots["P5"]] == hours


@pytest.mark.parametrize(
    ("available", "code"),
    [("after lunch", "no_lunch"), ("Friday", "which_day"), ("18.6.", "which_day")],
)
def test_what_the_timetable_does_not_tell_is_asked(tmp_path, available, code):
    sheets = fair(Timetable=[[DAY, "9:00", "14:00", "meetings"]], Fixed=None)
    sheets["Participants"][5].append(available)

    assert (code, "Participants!H6") in found(reading_of(tmp_path, sheets).issues)


def with_days(tmp_path, headings, answers, available=None):
    """Read the fair on two days, with columns for days; the answers are those of P5."""
    next_day = DAY.replace(day=18)
    days = [[day, hour, end, "meetings"] for day in (DAY, next_day) for hour, end in HOURS]
    sheets = fair(Event=[["Name", "x"], ["Meeting length", 60]], Timetable=days, Fixed=None)
    for row in sheets["Participants"]:
        row.extend([None] * (16 - len(row)))
    sheets["Participants"][0] += headings
    sheets["Participants"][5] += answers
    sheets["Participants"][5][7] = available
    return reading_of(tmp_path, sheets)


HOURS = (("9:00", "12:00"), ("13:00", "15:00"))


def hours_of(person, reading):
    """Tell when somebody is free: `17 09 10; 18 14`."""
    hours = {}
    for slot in reading.event.free_slots[person]:
        hours.setdefault(f"{slot.start:%d}", []).append(f"{slot.start:%H}")
    return "; ".join(f"{day} {' '.join(at)}" for day, at in hours.items())


@pytest.mark.parametrize(
    ("headings", "answers", "free"),
    [
        (["Do 17.6.", "Fr 18.6."], ["ja", "nein"], "17 09 10 11 13 14"),
        (["Do 17.6.", "Fr 18.6."], ["10-12", "ab 14 Uhr"], "17 10 11; 18 14"),
        (["Day 1", "Day 2"], ["no", None], "18 09 10 11 13 14"),
        (["17.06.2027", "18.06.2027"], ["ganztags", "-"], "17 09 10 11 13 14"),
        ([DAY, DAY.replace(day=18)], [None, "✓"], "18 09 10 11 13 14"),
        (["Thursday morning", "Thursday afternoon"], ["x", "no"], "17 09 10 11"),
        (["Thu 17 June", "Fri 18 June"], ["mornings", "2-3pm"], "17 09 10 11; 18 14"),
        (["Thursday morning", "Thursday afternoon"], ["ab 10", "until 2pm"], "17 10 11 13"),
        (["Do 17.6.", "Fr 18.6."], [None, None], "17 09 10 11 13 14; 18 09 10 11 13 14"),
    ],
)
def test_column_for_a_day_says_when_somebody_is_there(tmp_path, headings, answers, free):
    assert hours_of("P5", with_days(tmp_path, headings, answers)) == free


@pytest.mark.parametrize(
    ("heading", "answer"),
    [("Do vormittags", "ab 14"), ("Thursday afternoon", "9-11"), ("Do nachm.", "vormittags")],
)
def test_hours_below_another_part_of_the_day_are_asked_about(tmp_path, heading, answer):
    reading = with_days(tmp_path, [heading, "Fr 18.6."], [answer, "ja"])

    assert ("outside_heading", "Participants!Q6") in found(reading.issues)


@pytest.mark.parametrize(
    ("available", "free"),
    [
        ("Do kann ich nicht", "18 09 10 11 13 14"),
        ("ab 10 Uhr, Fr nicht", "17 10 11 13 14"),
        ("9-15, Do nicht 10-12", "17 09 13 14; 18 09 10 11 13 14"),
        ("ab Do 14 Uhr", "17 14; 18 09 10 11 13 14"),
        ("Thu 14:00 - Fri 10:00", "17 14; 18 09"),
        ("17.-18.6. vormittags", "17 09 10 11; 18 09 10 11"),
        ("Do nur bis 10, Fr ab 14", "17 09; 18 14"),
        ("ja", "17 09 10 11 13 14; 18 09 10 11 13 14"),
    ],
)
def test_plain_statement_of_two_days_says_when_somebody_is_there(tmp_path, available, free):
    assert hours_of("P5", with_days(tmp_path, [], [], available=available)) == free


@pytest.mark.parametrize(
    ("available", "code"),
    [
        ("Do nur bis 10", "other_days"),
        ("Thu not before 10", "other_days"),
        ("Do ab 10, Fr nicht vormittags", "bad_period"),
        ("Fr 14 Uhr - Do 10 Uhr", "bad_period"),
        ("Mo-Mi", "which_day"),
    ],
)
def test_statement_that_leaves_a_day_open_is_asked_about(tmp_path, available, code):
    reading = with_days(tmp_path, [], [], available=available)

    assert found(reading.issues) == [(code, "Participants!H6")]


def test_denial_below_a_day_takes_its_hours_from_that_day(tmp_path):
    reading = with_days(tmp_path, ["Do 17.6.", "Fr 18.6."], ["nicht vormittags", "ab 14 Uhr"])

    assert hours_of("P5", reading) == "17 13 14; 18 14"


def test_blank_day_beside_one_that_is_filled_is_told(tmp_path):
    reading = with_days(tmp_path, ["Do 17.6.", "Fr 18.6."], ["ja", None])

    assert found(reading.issues) == [("day_left_blank", "Participants!R6")]


@pytest.mark.parametrize(
    ("headings", "answers", "issue"),
    [
        (["Sa 19.6."], ["ja"], ("which_day", "Participants!Q1")),
        (["Do 17.6."], ["perhaps"], ("bad_period", "Participants!Q6")),
        (["Do 17.6."], ["18.6. 10-12"], ("bad_period", "Participants!Q6")),
        (["Do 17.6."], ["2-4"], ("two_readings", "Participants!Q6")),
    ],
)
def test_what_is_not_clear_below_a_day_is_asked(tmp_path, headings, answers, issue):
    assert found(with_days(tmp_path, headings, answers).issues) == [issue]


def test_days_and_available_together_are_asked_about(tmp_path):
    sheets = fair(Fixed=None)
    sheets["Participants"][0].append("Do 17.6.")
    sheets["Participants"][3] += [None] * (16 - len(sheets["Participants"][3])) + ["ja"]

    assert found(reading_of(tmp_path, sheets).issues) == [("available_twice", "Participants!H4")]


def with_data_types(path, column):
    """Make Excel's data types of the cells of a column of the participants, as Excel saves them."""
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet5.xml"
    cell = re.compile(rf'<c r="({column}[2-9])"[^>]*>.*?</c>'.encode())
    parts[sheet] = cell.sub(rb'<c r="\1" t="e" vm="1"><v>#VALUE!</v></c>', parts[sheet])
    with ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("column", "severity"), [("F", Severity.WARNING), ("C", Severity.ERROR), ("E", Severity.ERROR)]
)
def test_data_type_of_excel_stops_nothing_where_the_column_may_be_empty(tmp_path, column, severity):
    path = with_data_types(write(tmp_path / "fair.xlsx", fair(Fixed=None)), column)

    issues = [i for i in read_event(path).issues if i.code == "excel_data_type"]

    assert [str(issue.place) for issue in issues] == [
        f"Participants!{column}{n}" for n in range(2, 8)
    ]
    assert {issue.severity for issue in issues} == {severity}


def test_heading_that_is_no_day_stays_unknown(tmp_path):
    sheets = fair()
    sheets["Participants"][0].append("Thursday dinner")

    assert found(reading_of(tmp_path, sheets).issues) == [("unknown_column", "Participants!Q1")]
