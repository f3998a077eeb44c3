from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from matchmaker.events import Attendance, Item, ItemKind, Organisation, Status, Table
from matchmaker.io.writing import agendas
from matchmaker.io.writing.agendas import ALL_AGENDAS, write_agendas, write_all
from matchmaker.text import words
from matchmaker.told import Publication
from tests.builders import at, but, event, meeting, people, person, plan, slot, twins

ANNA = person("P1", "Elbblick", first_name="Änne", email="a@secret.example", agenda_language="de")
LIAM = replace(
    person("P2", "Bogland", first_name="Liam", country="Ireland", email="l@secret.example"),
    last_name="O'Brien",
)
HANNA = replace(
    person("P3", "Łódź", first_name="Ганна", email="h@secret.example"), last_name="Doğan"
)
FAIR = event(
    (ANNA, LIAM, HANNA),
    slots=6,
    tables=(Table(name="3", area="Hall A"), Table(name="Tisch 4")),
)
HEAD = ["Fair · Personal agenda", "Liam O'Brien", "Bogland, Ireland · P2"]
DAY = "Wednesday, 16 June 2027"
FOOT = "Version 3, as of 12 Jun 2027 14:05"


def written(of, folder, name="agenda_P2_obrien-liam", *, is_draft=False):
    """Write all agendas and open one of them."""
    write_agendas(of, folder, is_draft=is_draft)
    write_all(of, folder / ALL_AGENDAS, is_draft=is_draft)
    return load_workbook(folder / f"{name}.xlsx").worksheets[0]


def texts(sheet):
    """What stands in each row that is not empty."""
    rows = ([cell for cell in row if cell] for row in sheet.iter_rows(values_only=True))
    return [row[0] if len(row) == 1 else row for row in rows if row]


def lunch(**fields):
    start = slot(1).start
    return Item(
        kind=ItemKind.BREAK, start=start, end=start + timedelta(minutes=30), label="Lunch", **fields
    )


def test_agenda_of_one_day(tmp_path):
    fair = replace(FAIR, programme=(lunch(),))
    made = plan(fair, meeting("P1 P2", 0, "3"), meeting("P2 P3", 2, "Tisch 4"))

    assert texts(written(made, tmp_path)) == [
        *HEAD,
        DAY,
        ["09:00–09:30", "Table 3", "Änne P1"],
        ["Hall A", "Elbblick"],
        ["09:30–10:00", "Lunch"],
        ["10:00–10:30", "Table 4", "Ганна Doğan"],
        "Łódź",
        FOOT,
    ]


def test_agenda_in_the_language_of_the_person(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"))

    assert texts(written(made, tmp_path, "agenda_P1_p1-aenne", is_draft=True)) == [
        "Fair · Persönliche Agenda",
        "Änne P1",
        "Elbblick · P1",
        "ENTWURF – noch nicht bestätigt",
        "Mittwoch, 16. Juni 2027",
        ["09:00–09:30", "Tisch 3", "Liam O'Brien"],
        ["Hall A", "Bogland, Irland"],
        "Version 3, Stand 12.06.2027 14:05",
    ]


TWO_HATS = event(
    (
        *twins("P4 P5", first_name="Liv", last_name="Berg", email="liv@secret.example"),
        LIAM,
        HANNA,
    ),
    slots=6,
    tables=1,
)


def test_agenda_of_somebody_for_two_organisations_has_all_their_meetings(tmp_path):
    talk = replace(lunch(who=frozenset({"P5"})), kind=ItemKind.PROGRAMME, label="Talk")
    made = plan(
        replace(TWO_HATS, programme=(talk,)), meeting("P2 P4", 0, "T1"), meeting("P3 P5", 2, "T1")
    )

    assert texts(written(made, tmp_path, "agenda_P4_berg-liv")) == [
        "Fair · Personal agenda",
        "Liv Berg",
        "P4 GmbH · P4",
        "You also represent P5 GmbH; your meetings for them are in this agenda too.",
        DAY,
        ["09:00–09:30", "Table T1", "Liam O'Brien"],
        "Bogland, Ireland",
        "for P4 GmbH",
        ["09:30–10:00", "Talk"],
        ["10:00–10:30", "Table T1", "Ганна Doğan"],
        "Łódź",
        "for P5 GmbH",
        FOOT,
    ]


def test_calendar_of_somebody_for_two_organisations_has_those_for_one(tmp_path):
    made = plan(TWO_HATS, meeting("P2 P4", 0, "T1"), meeting("P3 P5", 2, "T1"))

    written(made, tmp_path, "agenda_P4_berg-liv")

    of_p4, of_p5 = (
        (tmp_path / f"agenda_{p}_berg-liv.ics").read_text(encoding="utf-8") for p in ("P4", "P5")
    )
    assert [calendar.count("BEGIN:VEVENT") for calendar in (of_p4, of_p5)] == [1, 1]
    assert ("O'Brien" in of_p4, "O'Brien" in of_p5) == (True, False)


def test_somebody_with_meetings_for_another_organisation_only_is_told_of_them(tmp_path):
    made = plan(TWO_HATS, meeting("P3 P5", 2, "T1"))

    told = texts(written(made, tmp_path, "agenda_P4_berg-liv"))

    assert "for P5 GmbH" in told
    assert words("en")("agenda.no_meetings") not in told


def test_agenda_of_two_days(tmp_path):
    days = (slot(0), slot(0, day=1))
    fair = replace(FAIR, slots=days)
    made = plan(
        fair,
        replace(meeting("P1 P2", 0, "3"), slot=days[1]),
        replace(meeting("P2 P3", 0, "3"), slot=days[0]),
    )

    assert texts(written(made, tmp_path))[3::3] == [DAY, "Thursday, 17 June 2027", FOOT]


def test_draft_says_so(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"))

    mark = "DRAFT – not yet confirmed"
    assert texts(written(made, tmp_path, is_draft=True))[3] == mark
    assert mark not in texts(written(made, tmp_path))
    assert mark in texts(written(made, tmp_path, "all-agendas", is_draft=True))


def test_agenda_without_meetings(tmp_path):
    sheet = written(plan(FAIR), tmp_path)

    assert texts(sheet) == [*HEAD, words("en")("agenda.no_meetings"), FOOT]


def test_programme_of_somebody_without_meetings(tmp_path):
    keynote = replace(lunch(), kind=ItemKind.PROGRAMME, label="")

    sheet = written(plan(replace(FAIR, programme=(keynote,))), tmp_path)

    assert texts(sheet)[4:-1] == [DAY, ["09:30–10:00", "Programme"]]


def test_programme_of_others_is_left_out(tmp_path):
    fair = replace(FAIR, programme=(lunch(who=frozenset({"P1"})),))

    sheet = written(plan(fair, meeting("P1 P2", 0, "3")), tmp_path)

    assert texts(sheet)[-3:] == [
        ["09:00–09:30", "Table 3", "Änne P1"],
        ["Hall A", "Elbblick"],
        FOOT,
    ]


def test_break_while_somebody_is_away_is_left_out(tmp_path):
    fair = replace(
        FAIR, programme=(lunch(),), participants=but(FAIR.participants, "P2", times=at(0))
    )

    assert len(texts(written(plan(fair, meeting("P1 P2", 0, "3")), tmp_path))) == 7


def test_online_meeting_on_an_agenda(tmp_path):
    fair = replace(FAIR, participants=but(FAIR.participants, "P1", attendance=Attendance.ONLINE))

    sheet = written(plan(fair, meeting("P1 P2", 0, None)), tmp_path)

    assert texts(sheet)[4] == ["09:00–09:30", "online", "Änne P1"]


def test_visit_on_the_agenda_of_both(tmp_path):
    host = but(FAIR.participants, "P2", attendance=Attendance.OWN_PLACE)
    place = Organisation(name=host[1].organisation, place="Quay 4, Cork")
    made = plan(replace(FAIR, participants=host, organisations=(place,)), meeting("P1 P2", 0, None))

    of_host = texts(written(made, tmp_path))
    of_visitor = texts(written(made, tmp_path, "agenda_P1_p1-aenne"))

    assert of_host[4:7] == [["09:00–09:30", "Bogland", "Änne P1"], "Elbblick", "Quay 4, Cork"]
    assert of_visitor[4][:2] == ["09:00–09:30", "Bogland"]
    assert of_visitor[5:7] == ["Bogland, Irland", "Quay 4, Cork"]


def test_country_of_an_organisation(tmp_path):
    fair = replace(FAIR, organisations=(Organisation(name="Elbblick", country="Germany"),))

    sheet = written(plan(fair, meeting("P1 P2", 0, "3")), tmp_path)

    assert texts(sheet)[5] == ["Hall A", "Elbblick, Germany"]


def test_files_of_everyone_who_takes_part(tmp_path):
    fair = event(but(people("A B C D"), "D", status=Status.CANCELLED))

    files = write_agendas(plan(fair, meeting("A B")), tmp_path / "new", is_draft=False)

    assert [path.relative_to(tmp_path / "new").as_posix() for path in files] == [
        *("agenda_A_a.xlsx", "agenda_A_a.ics", "agenda_B_b.xlsx", "agenda_B_b.ics"),
        "agenda_C_c.xlsx",
    ]
    assert sorted(files) == sorted((tmp_path / "new").iterdir())


def test_progress_is_called_once_a_person(tmp_path):
    calls = []

    write_agendas(
        plan(event(people("A B C"))), tmp_path, is_draft=False, progress=lambda: calls.append(1)
    )

    assert len(calls) == 3


def test_all_agendas_by_last_name_a_page_each(tmp_path):
    made = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P2 P3", 1, "3"))

    sheet = written(made, tmp_path, "all-agendas")

    firsts = [1, *(pagebreak.id + 1 for pagebreak in sheet.row_breaks.brk)]
    names = [sheet.cell(first + 1, 1).value for first in firsts]
    assert names == ["Ганна Doğan", "Liam O'Brien", "Änne P1"]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_all_agendas_leave_out_those_without_meetings(tmp_path):
    sheet = written(plan(FAIR, meeting("P1 P2", 0, "3")), tmp_path, "all-agendas")

    assert "Ганна Doğan" not in texts(sheet)
    assert len(sheet.row_breaks.brk) == 1


def test_all_agendas_of_nobody(tmp_path):
    assert texts(written(plan(FAIR), tmp_path, "all-agendas")) == []


def test_all_agendas_of_very_many_are_on_several_sheets(tmp_path, monkeypatch):
    monkeypatch.setattr(agendas, "AGENDAS_PER_SHEET", 2)
    made = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P2 P3", 1, "3"))

    write_all(made, tmp_path / ALL_AGENDAS, is_draft=False)

    sheets = load_workbook(tmp_path / ALL_AGENDAS).worksheets
    assert [len(sheet.row_breaks.brk) for sheet in sheets] == [1, 0]


def test_full_agenda_is_squeezed_into_one_page(tmp_path):
    names = [f"B{number}" for number in range(20)]
    fair = event(people(" ".join(["A", *names])), slots=20)
    made = plan(fair, *(meeting(f"A {name}", number) for number, name in enumerate(names)))

    sheet = written(made, tmp_path, "agenda_A_a")

    assert sum(row.height for row in sheet.row_dimensions.values()) <= 742
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_long_agenda_has_each_day_on_a_page_under_the_name(tmp_path):
    names = [f"B{number}" for number in range(32)]
    slots = tuple(slot(number, day) for day in range(2) for number in range(16))
    fair = event(people(" ".join(["A", *names])), slots=slots)
    meetings = (
        replace(meeting(f"A {name}"), slot=slots[number]) for number, name in enumerate(names)
    )

    sheet = written(plan(fair, *meetings), tmp_path, "agenda_A_a")

    (pagebreak,) = sheet.row_breaks.brk
    assert sheet.cell(pagebreak.id + 1, 1).value == "A"
    assert sheet.cell(pagebreak.id + 2, 1).value == "Thursday, 17 June 2027"


@pytest.mark.parametrize("text", ["=1+1", "+49", "@x", "-", "Ł\x00\x1f"])
def test_text_on_an_agenda_is_never_a_formula(tmp_path, text):
    fair = event(replace(one, last_name=text, organisation=text) for one in people("A B"))

    write_agendas(plan(fair, meeting("A B")), tmp_path, is_draft=True)

    for path in tmp_path.glob("*.xlsx"):
        cells = [cell for row in load_workbook(path).worksheets[0] for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert text.strip("\x00\x1f") in {cell.value for cell in cells}


def test_addresses_stay_private(tmp_path):
    fair = replace(FAIR, organiser="Fair Ltd", organiser_email="o@secret.example")
    made = plan(fair, meeting("P1 P2", 0, "3"), meeting("P2 P3", 1, "3"))

    for path in write_agendas(made, tmp_path, is_draft=False):
        if path.suffix == ".xlsx":
            cells = {str(cell) for row in load_workbook(path).worksheets[0].values for cell in row}
            assert not any("secret" in cell for cell in cells)
        else:
            assert path.read_bytes().count(b"secret") == path.read_bytes().count(b"o@secret")


MEI = person(
    "P7",
    first_name="Mei",
    phone="+886 2 5550 100",
    attendance=Attendance.ONLINE,
    time_zone="Asia/Taipei",
    link="https://meet.example/mei",
    agenda_language="en",
)


def test_agenda_of_somebody_elsewhere_tells_both_clocks_and_the_link(tmp_path):
    fair = replace(FAIR, participants=(*FAIR.participants, MEI), programme=(lunch(),))
    made = plan(fair, meeting("P2 P7", 3, None))

    assert texts(written(made, tmp_path, "agenda_P7_p7-mei"))[3:-1] == [
        DAY,
        ["15:30–16:00", "Lunch"],
        "15:30–16:00 in Taipei (09:30–10:00 in Berlin)",
        ["16:30–17:00", "online", "Liam O'Brien"],
        "Bogland, Ireland",
        "16:30–17:00 in Taipei (10:30–11:00 in Berlin)",
        "https://meet.example/mei",
    ]
    assert texts(written(made, tmp_path))[3:-1] == [
        DAY,
        ["09:30–10:00", "Lunch"],
        ["10:30–11:00", "online", "Mei P7"],
        "P7 GmbH",
        "10:30–11:00 in Berlin",
        "https://meet.example/mei",
    ]


def test_agenda_marks_what_is_not_as_was_told(tmp_path):
    before = plan(FAIR, meeting("P1 P2", 1, "3"), meeting("P2 P3", 4, "3"), version="v01")
    after = plan(FAIR, meeting("P1 P2", 0, "3"), version="v02")
    told = [Publication(before, frozenset(FAIR.registered))]

    write_agendas(after, tmp_path, is_draft=False, people=("P2",), earlier=told)
    write_all(after, tmp_path / ALL_AGENDAS, is_draft=False, earlier=told)

    alone = texts(load_workbook(tmp_path / "agenda_P2_obrien-liam.xlsx").worksheets[0])
    assert alone[3:5] == [
        "New since version 1: what has changed is marked.",
        "CANCELLED – Ганна Doğan, Wed 16 Jun, 11:00–11:30, Table 3, Hall A",
    ]
    assert alone[6] == "MOVED – before: Wed 16 Jun, 09:30–10:00, Table 3, Hall A"
    among_all = texts(load_workbook(tmp_path / ALL_AGENDAS).worksheets[0])
    assert alone[3:7] == among_all[among_all.index(alone[1]) + 2 :][:4]


def test_link_of_a_meeting_online_can_be_clicked_on(tmp_path):
    room = "https://video.example.org/r?a=1&b=2"
    online = {"attendance": Attendance.ONLINE, "link": room}
    fair = replace(FAIR, participants=but(FAIR.participants, "P1", **online))

    sheet = written(plan(fair, meeting("P1 P2", 0, None)), tmp_path)

    links = [(c.value, c.hyperlink.target) for row in sheet for c in row if c.hyperlink]
    assert links == [(room, room)]
