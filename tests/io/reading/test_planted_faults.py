"""One workbook with nearly every fault there is: each is named at its place, and nothing else."""

from datetime import date, time

from tests.io.reading.spreadsheets import DAY, ROWS, fair, faults

NEXT_DAY = date(2027, 6, 18)


def planted():
    sheets = fair(
        Event=[
            *ROWS["Event"],
            ["Max meetings", "many"],
            ["Time zone", "Berlin/Europe"],
            ["Language", "Klingon"],
            ["Lunch", "yes"],
            ["Max in a row", 4],
            ["Organiser e-mail", "nobody"],
            ["Plan pending wishes", "perhaps"],
        ],
        Timetable=[
            *ROWS["Timetable"],
            [NEXT_DAY, time(14), time(13), "meetings"],
            [NEXT_DAY, time(9), time(9, 20), "meetings"],
            ["06/07/2027", time(9), time(10), "break"],
            [DAY, time(10, 30), time(11, 30), "meetings"],
            [DAY, "noonish", time(13), "programme"],
            [NEXT_DAY, time(13), time(14), "thingamajig"],
            [DAY, time(8), time(9), "programme", "", "Speker; P9"],
            ["31.06.2027", time(9), time(10), "break"],
        ],
        Tables=[
            *ROWS["Tables"],
            ["t1"],
            ["T5", "Hall", "Gama"],
            ["T6", "Hall", "Zeta", 0],
            ["T7", "Hall", None, None, "9-8"],
            [None, "Hall"],
        ],
        Organisations=[*ROWS["Organisations"], ["Alf"]],
        Participants=[
            *ROWS["Participants"],
            ["p1", "Ina", "Double", "ina@gamma.example", "Gamma"],
            [None, "Nora", "Nameless", "nora@gamma.example", "Gamma"],
            ["P10", "Max", "Min", "maxmin", "Gamma", "", "", "someday", "1.7.2027", 1, 2],
            [
                *("P11", "Ada", "Shared", "hanna@gamma.example", "Gamma", "", "", "", "", 2.5, ""),
                *("by phone", "ill", "Klingon"),
            ],
            ["P12", "Ole", None, "", "Dellta Ltd", *[""] * 9, "P99", "P12"],
        ],
        Interests=[
            *ROWS["Interests"],
            ["P1", "P77"],
            ["Zofia Lukasik", "P1"],
            ["P2", "zofia@alpha.example"],
            ["P2", "P4", "urgent", "maybe"],
            ["P2", "P6"],
            ["P6", "P2"],
            ["P5", "P3"],
            ["P1", "P5"],
            ["P1", "P2"],
            [None, "P2"],
            ["P1", "P3", "low"],
            ["P3", "Beta GmbH"],
            ["ina@gamma.example", "nora@gamma.example"],
        ],
        Blocked=[*ROWS["Blocked"], ["P3", "P3"], ["P3", "Nobody"]],
        Fixed=[
            *ROWS["Fixed"],
            ["P1", "P4", DAY, time(9, 10)],
            ["P1", "P4", DAY, time(9), "T9"],
            ["P6", "P2", DAY, time(10, 30)],
            ["P4", "P2", DAY, time(13)],
            ["P3", "P5", DAY, time(12, 30)],
            ["P1", "P5", DAY, time(9, 30)],
            ["P3", "P2", DAY, time(10), "T1"],
            ["P2", "P3", DAY, time(13, 30)],
            ["P2", "P4", DAY, "late"],
        ],
    )
    sheets["Participants"][0] = [*sheets["Participants"][0], "Shoe size", "Nr."]
    sheets["Notes"] = [["remember the flowers"]]
    return sheets


EXPECTED = [
    ("bad_number", "Event!B6"),
    ("bad_time_zone", "Event!B7"),
    ("unknown_language", "Event!B8"),
    ("unknown_setting", "Event!A9"),
    ("duplicate_setting", "Event!A10"),
    ("bad_email", "Event!B11"),
    ("bad_yes_no", "Event!B12"),
    ("end_before_start", "Timetable!C6"),
    ("window_without_slots", "Timetable!C7"),
    ("ambiguous_date", "Timetable!A8"),
    ("windows_overlap", "Timetable!9:9"),
    ("bad_time", "Timetable!B10"),
    ("bad_kind", "Timetable!D11"),
    ("unknown_who", "Timetable!F12"),
    ("unknown_who_no_suggestion", "Timetable!F12"),
    ("bad_date", "Timetable!A13"),
    ("duplicate_table", "Tables!A5"),
    ("unknown_owner", "Tables!C6"),
    ("unknown_owner_no_suggestion", "Tables!C7"),
    ("bad_number", "Tables!D7"),
    ("end_before_start", "Tables!E8"),
    ("missing_cell", "Tables!A9"),
    ("duplicate_organisation", "Organisations!A4"),
    ("unknown_column", "Participants!Q1"),
    ("duplicate_column", "Participants!R1"),
    ("duplicate_id", "Participants!A8"),
    ("missing_cell", "Participants!A9"),
    ("bad_email", "Participants!D10"),
    ("bad_period", "Participants!H10"),
    ("day_outside_event", "Participants!I10"),
    ("min_over_max", "Participants!K10"),
    ("same_email", "Participants!D11"),
    ("bad_number", "Participants!J11"),
    ("bad_attendance", "Participants!L11"),
    ("bad_status", "Participants!M11"),
    ("unknown_language", "Participants!N11"),
    ("missing_cell", "Participants!C12"),
    ("similar_organisations", "Participants!E12"),
    ("unknown_person_no_suggestion", "Participants!O12"),
    ("self_interest", "Participants!P12"),
    ("ambiguous_person", "Interests!B3"),
    ("unknown_person_no_suggestion", "Interests!B7"),
    ("unknown_person", "Interests!A8"),
    ("self_interest", "Interests!B9"),
    ("bad_level", "Interests!C10"),
    ("bad_answer", "Interests!D10"),
    ("wish_cancelled", "Interests!B11"),
    ("wish_from_cancelled", "Interests!A12"),
    ("wish_blocked", "Interests!B13"),
    ("wish_declined", "Interests!B14"),
    ("wish_same_organisation", "Interests!B15"),
    ("missing_cell", "Interests!A16"),
    ("repeated_wish", "Interests!B17"),
    ("wish_same_organisation", "Interests!B18"),
    ("same_person", "Blocked!B3"),
    ("unknown_person_no_suggestion", "Blocked!B4"),
    ("pin_without_slot", "Fixed!D4"),
    ("unknown_table_no_suggestion", "Fixed!E5"),
    ("pin_cancelled", "Fixed!A6"),
    ("pin_unavailable", "Fixed!D7"),
    ("pin_blocked", "Fixed!8:8"),
    ("pin_declined", "Fixed!9:9"),
    ("pin_one_meeting_a_slot", "Fixed!D9"),
    ("pin_owner_at_table", "Fixed!E10"),
    ("pin_no_pair_twice", "Fixed!11:11"),
    ("bad_time", "Fixed!D12"),
    ("unknown_sheet", "Notes"),
]


def test_planted_faults_are_all_found_in_one_run(tmp_path):
    assert faults(tmp_path, planted()) == EXPECTED


def test_planted_faults_are_found_in_every_workbook_order(tmp_path):
    sheets = dict(reversed(planted().items()))

    assert faults(tmp_path, sheets) == EXPECTED
