"""What everyone reads of a meeting in a room online: its name, and its link, but no sign."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from matchmaker.compare import compare
from matchmaker.events import Attendance, Table
from matchmaker.io.checking.edits import apply_edits
from matchmaker.io.documents.agenda import agenda_pdf
from matchmaker.io.documents.grid import grid_pdf
from matchmaker.io.documents.signs import signs_pdf
from matchmaker.io.handouts import AGENDAS
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.reading.edited import read_edits
from matchmaker.io.report.page import page
from matchmaker.io.writing.calendar import write_calendars
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.news import carried_lines, news_of, to_tell_line
from matchmaker.record import passage_between
from matchmaker.text import words
from matchmaker.told import Publication
from matchmaker.whereabouts import sign_in, where
from tests.builders import but, event, meeting, pin, plan, room, schedule, slot
from tests.io.documents.pdfs import FAIR, made_of, pages, words_of
from tests.io.report.test_page import Document, table
from tests.io.test_handouts import hand_out

EN = words("en")
ROOM = replace(room("Video A", meetings_at_once=2), link="https://video.example.org/a?x=1&y=2")
HYBRID = replace(
    FAIR,
    participants=but(
        FAIR.participants, "P3", attendance=Attendance.ONLINE, time_zone="Asia/Taipei"
    ),
    tables=(*FAIR.tables, ROOM),
)
MADE = plan(HYBRID, meeting("P2 P3", 2, "Video A"), meeting("P1 P2", 3, "3"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Video A", "Video A"),
        ("Table 3", "Table 3"),
        ("3", "Room 3"),
        ("A", "Room A"),
        ("7b", "Room 7b"),
        ("Salle", "Salle"),
    ],
)
def test_room_is_called_as_it_is_written_unless_that_says_too_little(name, said):
    fair = event((), tables=(room(name),))

    assert sign_in(fair, name, words("en")) == said


def test_room_whose_name_says_online_is_not_said_to_be_online_again():
    fair = replace(HYBRID, tables=(room("Online 1"), room("Video")))
    one, other = meeting("P2 P3", 2, "Online 1"), meeting("P2 P3", 2, "Video")

    assert where(one, fair, words("en")) == "Online 1"
    assert where(other, fair, words("en")) == "Video, online"


def test_agendas_mails_and_calendars_name_the_room_and_its_link(tmp_path):
    hand_out(MADE, tmp_path)

    sheet = load_workbook(tmp_path / AGENDAS / "agenda_P3_dogan-ganna.xlsx").worksheets[0]
    cells = [str(cell) for row in sheet.values for cell in row if cell is not None]
    links = [cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink]
    mail = message_from_bytes(
        (tmp_path / "mail" / "agenda_P3_dogan-ganna.eml").read_bytes(), policy=default
    )
    assert {"Video A", "online", ROOM.link} <= {*cells}
    assert links == [ROOM.link]
    assert "16:00–16:30 in Taipei (10:00–10:30 in Berlin)" in cells
    assert f"Video A, online: Liam O'Brien (Bogland, Ireland), {ROOM.link}" in str(
        mail.get_body().get_content()
    )


def test_calendar_is_the_same_but_for_the_place(tmp_path):
    without = plan(replace(HYBRID, tables=FAIR.tables), meeting("P2 P3", 2, None))

    there, before = (one_event(made, tmp_path) for made in (MADE, without))

    assert str(there["location"]) == f"Video A, online, {ROOM.link}"
    assert str(there["url"]) == ROOM.link
    assert str(before["location"]) == "online"
    for key in ("uid", "dtstart", "dtend", "sequence", "summary", "status", "organizer"):
        assert str(there[key]) == str(before[key])
    assert there["dtstart"].dt == before["dtstart"].dt


def one_event(made, folder):
    (path,) = write_calendars(made, "P3", folder, is_draft=False)
    (found,) = Calendar.from_ical(path.read_bytes()).events
    return found


NEW_LINK = replace(ROOM, link="https://video.example.org/b")
RELINKED = replace(
    MADE, version="v04", event=replace(HYBRID, tables=(*FAIR.tables, NEW_LINK)), base="v03"
)


def test_new_link_of_a_room_replaces_the_old_one_in_calendars(tmp_path):
    told = [Publication(MADE, frozenset(HYBRID.registered))]

    (path,) = write_calendars(RELINKED, "P3", tmp_path, is_draft=False, earlier=told)

    (found,) = Calendar.from_ical(path.read_bytes()).events
    assert (found["sequence"], str(found["url"])) == (1, NEW_LINK.link)


def test_new_link_of_a_room_is_told_to_those_who_meet_there_once():
    passage = passage_between(MADE, RELINKED)

    difference = compare(MADE.schedule, RELINKED.schedule, passage)

    assert (difference.changes, difference.to_tell) == ((), ("P2", "P3"))
    assert carried_lines(difference, words("en")) == ("Rooms online have new links: Video A.",)
    assert to_tell_line(difference, "P3", words("de")) == "neue Links"


def test_new_link_of_a_room_is_not_told_of_meetings_that_are_over():
    later = replace(RELINKED, event=replace(RELINKED.event, now=slot(3).start))

    difference = compare(MADE.schedule, later.schedule, passage_between(MADE, later))

    assert not difference


GONE = replace(MADE, event=replace(HYBRID, tables=FAIR.tables), version="v04", base="v03")


@pytest.mark.parametrize("left", [(), (Table(name="Video A", area="Hall"),)])
def test_room_that_is_gone_is_still_told_as_a_room(left):
    after = replace(GONE, event=replace(HYBRID, tables=(*FAIR.tables, *left)))
    difference = compare(MADE.schedule, schedule(), passage_between(MADE, after))

    said = [news.before.split(", ", 2)[2] for news in news_of(difference, after.event, EN)]

    assert said == ["Table 3, Hall A", "Video A, online"]


def test_table_that_is_a_room_now_or_stands_elsewhere_was_where_it_was():
    tables = (room("3"), Table(name="4", area="Cellar"))
    before = replace(HYBRID, tables=(Table(name="3", area="Hall"), Table(name="4", area="Hall")))
    event = replace(HYBRID, tables=tables)
    told = plan(before, meeting("P1 P2", 3, "3"), meeting("P2 P3", 2, "4"))
    after = replace(told, event=event, version="v04")
    difference = compare(told.schedule, schedule(), passage_between(told, after))

    assert [news.before.split(", ", 2)[2] for news in news_of(difference, event, EN)] == [
        "Table 3, Hall",
        "Table 4, Hall",
    ]


HALL = plan(replace(HYBRID, tables=(Table(name="3", area="Hall"),)), meeting("P1 P2", 3, "3"))


@pytest.mark.parametrize("now", [Table(name="3", area="Cellar"), Table(name="3"), room("3")])
def test_table_that_is_somewhere_else_is_told_to_those_who_meet_there_once(tmp_path, now):
    after = replace(HALL, event=replace(HYBRID, tables=(now,)), version="v04", base="v03")
    told = [Publication(HALL, frozenset(HYBRID.registered))]

    difference = compare(HALL.schedule, after.schedule, passage_between(HALL, after))
    (path,) = write_calendars(after, "P1", tmp_path, is_draft=False, earlier=told)

    assert (difference.changes, difference.to_tell) == ((), ("P1", "P2"))
    assert carried_lines(difference, EN) == ("These are somewhere else now: 3.",)
    assert to_tell_line(difference, "P1", words("de")) == "Tische woanders"
    assert Calendar.from_ical(path.read_bytes()).events[0]["sequence"] == 1


def test_table_that_is_somewhere_else_is_not_told_of_meetings_that_are_over():
    later = replace(HYBRID, tables=(Table(name="3"),), now=slot(4).start)
    after = replace(HALL, event=later, version="v04")

    assert not compare(HALL.schedule, after.schedule, passage_between(HALL, after))


def test_sheets_and_agendas_tell_a_room_that_is_gone(tmp_path):
    now = meeting("P2 P3", 3, None)
    difference = compare(MADE.schedule, schedule(now), passage_between(MADE, GONE))
    late = replace(GONE, schedule=schedule(now), difference=difference)
    told = [Publication(MADE, frozenset(HYBRID.registered))]
    write_schedule(late, tmp_path / "schedule.xlsx")
    book = load_workbook(tmp_path / "schedule.xlsx")

    for title in ("Changes", "To tell"):
        places = {(row[-5], row[-2]) for row in book[title].iter_rows(values_only=True)}
        assert ("Video A, online", "online") in places
    agenda = words_of(made_of(late, agenda_pdf, "P2", earlier=told)).replace("\n", " ")
    assert "10:00–10:30, Video A, online" in agenda


def test_link_of_the_room_is_meant_and_not_that_of_the_person(tmp_path):
    own = but(HYBRID.participants, "P3", attendance=Attendance.ONLINE, link="https://own.example")

    found = one_event(replace(MADE, event=replace(HYBRID, participants=own)), tmp_path)

    assert str(found["url"]) == ROOM.link


def test_printed_agenda_names_room_and_link():
    told = words_of(made_of(MADE, agenda_pdf, "P2"))

    assert "Video A" in told
    assert ROOM.link in told.replace("\n", "")


def test_no_sign_is_printed_for_a_room():
    assert [text[1] for text in pages(made_of(MADE, signs_pdf))] == ["Table 3", "Table 4"]


def test_event_of_rooms_alone_has_no_signs(tmp_path):
    hand_out(replace(MADE, event=replace(HYBRID, tables=(ROOM,))), tmp_path)

    assert not (tmp_path / "print" / "table-signs.pdf").exists()
    assert (tmp_path / "print" / "grid.pdf").exists()


def test_grid_has_a_row_for_each_room():
    assert "Video A online" in words_of(made_of(MADE, grid_pdf)).replace("\n", " ")


def test_page_tells_how_full_tables_and_rooms_are():
    document = Document(page(MADE))

    assert table(document, "loads")[-2:] == [
        ["All tables", "0", "0", "0", "50", "0", "0"],
        ["online", "0", "0", "50", "0", "0", "0"],
    ]
    assert ["Video A", "", "", "O'Brien Doğan", "", "", "", "1"] in table(document, "grid")


def test_plan_file_keeps_the_link(tmp_path):
    write_plan(MADE, tmp_path / "plan.json")

    assert read_plan(tmp_path / "plan.json").event.tables == HYBRID.tables


def edited(folder, written):
    """Write the plan, put another table into the first row of the sheet Meetings, read it."""
    fair = replace(HYBRID, tables=(*HYBRID.tables, room("Video B")))
    made = replace(MADE, event=fair)
    write_schedule(made, folder / "schedule.xlsx")
    book = load_workbook(folder / "schedule.xlsx")
    book["Meetings"]["E2"].value = written
    book.save(folder / "schedule.xlsx")
    return apply_edits(fair, read_edits(folder / "schedule.xlsx", fair, made))


@pytest.mark.parametrize(("written", "pinned"), [("video b", "Video B"), ("online", None)])
def test_meeting_online_is_put_into_a_room_by_hand(tmp_path, written, pinned):
    fair, issues = edited(tmp_path, written)

    assert (fair.pins, issues) == ((pin("P2 P3", 2, pinned),), ())


def test_meeting_online_is_not_put_at_a_table_on_site_by_hand(tmp_path):
    _, issues = edited(tmp_path, "3")

    assert [issue.code for issue in issues] == ["pin_online"]
