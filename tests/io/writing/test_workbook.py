import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from matchmaker.aims import Aim, AimName
from matchmaker.answers import answers
from matchmaker.compare import ChangeKind, compare, explained
from matchmaker.events import Attendance, Interest, Level, Slot, Status, Table
from matchmaker.explain import Reason, Unmet
from matchmaker.fairness import fairness_lines
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.io.writing.page import lines_of
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.issues import Issue, Place, Severity
from matchmaker.priced import Cost, Instead
from matchmaker.summary import aim_line
from matchmaker.text import languages, words
from tests.builders import BERLIN, but, event, meeting, people, person, plan, schedule, wishes

ANNA = person("P1", "Elbblick", first_name="Anna", languages=("de", "en"), email="a@secret.example")
LIAM = person("P2", "Bogland", first_name="Liam", languages=("en", "DE"), country="Ireland")
HANNA = person("P3", "Дністер", first_name="Ганна", languages=("uk",))
TABLES = (Table(name="1", area="Hall A"), Table(name="2", area="Hall B"))
FAIR = event((ANNA, LIAM, HANNA), wishes("P1>P2 P2>P1 P3>P1!"), slots=3, tables=TABLES)
SHEETS = {
    "en": [
        *("Summary", "Meetings", "Agenda list", "Grid"),
        *("Participants", "Unmet", "Changes", "To tell", "Issues"),
    ],
    "de": [
        *("Übersicht", "Treffen", "Agendaliste", "Raster"),
        *("Teilnehmer", "Unerfüllt", "Änderungen", "Bescheid sagen", "Hinweise"),
    ],
}


def written(of, folder):
    write_schedule(of, folder / "schedule.xlsx")
    return load_workbook(folder / "schedule.xlsx")


def rows(sheet):
    """All values of a sheet below its header."""
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def column(sheet, heading):
    """The cells of a column, below its heading."""
    (found,) = (cells for cells in sheet.iter_cols() if cells[0].value == heading)
    return list(found[1:])


def values(sheet, heading):
    return [cell.value for cell in column(sheet, heading)]


@pytest.mark.parametrize("language", SHEETS)
def test_sheets_in_the_language_of_the_event(tmp_path, language):
    book = written(plan(replace(FAIR, language=language)), tmp_path)

    assert book.sheetnames == SHEETS[language]


def test_meetings(tmp_path):
    made = plan(
        replace(FAIR, language="de"), meeting("P1 P2", 0, "1", locked=True), meeting("P1 P3", 2)
    )

    sheet = written(made, tmp_path)["Treffen"]

    assert [cell.value for cell in sheet[1]] == [
        *("Treffen", "Datum", "Beginn", "Ende", "Tisch", "Bereich", "A", "A Name"),
        *("A Organisation", "B", "B Name", "B Organisation", "Sprache", "Punkte", "Status"),
        "Fixiert",
    ]
    assert rows(sheet) == [
        [
            *("P1+P2", datetime(2027, 6, 16), time(9), time(9, 30), "1", "Hall A"),  # noqa: DTZ001
            *("P1", "Anna P1", "Elbblick", "P2", "Liam P2", "Bogland", "Deutsch, Englisch"),
            *(6, "neu", "ja"),
        ],
        [
            *("P1+P3", datetime(2027, 6, 16), time(10), time(10, 30), "T1", None),  # noqa: DTZ001
            *("P1", "Anna P1", "Elbblick", "P3", "Ганна P3", "Дністер", "Dolmetscher nötig"),
            *(8, "neu", None),
        ],
    ]


def test_online_meeting(tmp_path):
    fair = event((ANNA, replace(LIAM, attendance=Attendance.ONLINE)), tables=TABLES)

    book = written(plan(fair, meeting("P1 P2", 0, None)), tmp_path)

    assert values(book["Meetings"], "Table") == [None]
    assert values(book["Meetings"], "Area") == ["online"]
    assert values(book["Grid"], "online") == ["Anna P1 – Liam P2"]


def test_visit(tmp_path):
    liam = replace(LIAM, attendance=Attendance.OWN_PLACE, place="Quay 4, Cork")
    fair = event((ANNA, liam), tables=())

    book = written(plan(fair, meeting("P1 P2", 0, None)), tmp_path)

    assert values(book["Meetings"], "Table") == [None]
    assert values(book["Meetings"], "Area") == [f"{liam.organisation}, Quay 4, Cork"]
    assert values(book["Grid"], "at own place") == ["Anna P1 – Liam P2"]


def test_visits_and_online_meetings_share_a_column_of_the_grid(tmp_path):
    mei = person("P9", first_name="Mei", attendance=Attendance.ONLINE)
    fair = event((ANNA, replace(LIAM, attendance=Attendance.OWN_PLACE), mei), slots=2)
    made = plan(fair, meeting("P1 P2", 0, None), meeting("P1 P9", 1, None))

    column = values(written(made, tmp_path)["Grid"], "online, at own place")

    assert column == ["Anna P1 – Liam P2", "Anna P1 – Mei P9"]


def test_language_where_one_names_none(tmp_path):
    fair = event((ANNA, replace(LIAM, languages=())))

    sheet = written(plan(fair, meeting("P1 P2")), tmp_path)["Meetings"]

    assert values(sheet, "Language") == [None]


def test_language_that_is_no_code_stands_as_it_is(tmp_path):
    fair = event(people("A B", languages=("Sorbian",)))

    sheet = written(plan(fair, meeting("A B")), tmp_path)["Meetings"]

    assert values(sheet, "Language") == ["Sorbian"]


@pytest.mark.parametrize(
    ("language", "date_format", "share_format"),
    [("de", "[$-407]ddd dd.mm.yyyy", "0 %"), ("en", "[$-809]ddd d mmm yyyy", "0%")],
)
def test_number_formats_of_a_language(tmp_path, language, date_format, share_format):
    say = words(language)
    book = written(plan(replace(FAIR, language=language), meeting("P1 P2", 0, "1")), tmp_path)
    meetings = book[say("output.sheet.meetings")]

    (day,) = column(meetings, say("output.meetings.date"))
    (start,) = column(meetings, say("output.meetings.start"))
    (points,) = column(meetings, say("output.meetings.points"))
    share = column(book[say("output.sheet.participants")], say("output.participants.share"))[0]

    assert (day.value.date(), day.number_format, day.is_date) == (
        date(2027, 6, 16),
        date_format,
        True,
    )
    assert (start.value, start.number_format, start.is_date) == (time(9), "hh:mm", True)
    assert (points.value, points.number_format) == (6, "#,##0")
    assert (share.value, share.number_format) == (1, share_format)


def test_times_with_fixed_offsets_are_by_the_clocks_of_the_event(tmp_path):
    slots = tuple(Slot(s.start.astimezone(UTC), s.end.astimezone(UTC)) for s in FAIR.slots)
    fair = replace(FAIR, slots=slots)
    made = plan(fair, replace(meeting("P1 P2", 0, "1"), slot=slots[0]))

    sheet = written(made, tmp_path)["Meetings"]

    assert values(sheet, "Start") == [time(9)]


def test_agenda_list_has_a_row_for_each_side_by_last_name(tmp_path):
    fair = event(
        (
            replace(ANNA, last_name="Zander"),
            replace(LIAM, last_name="Łoś"),
            replace(HANNA, last_name="Öz"),
        ),
        slots=2,
        tables=TABLES,
    )

    sheet = written(plan(fair, meeting("P1 P3", 1, "2"), meeting("P1 P2", 0, "1")), tmp_path)[
        "Agenda list"
    ]

    assert list(
        zip(
            values(sheet, "Last name"),
            values(sheet, "Start"),
            values(sheet, "Table"),
            values(sheet, "Meets"),
            values(sheet, "Country met"),
            strict=True,
        )
    ) == [
        ("Łoś", time(9), "1", "Anna Zander", None),
        ("Öz", time(9, 30), "2", "Anna Zander", None),
        ("Zander", time(9), "1", "Liam Łoś", "Ireland"),
        ("Zander", time(9, 30), "2", "Ганна Öz", None),
    ]


def test_grid(tmp_path):
    tables = (*TABLES, Table(name="Table 3", meetings_at_once=2))
    fair = event(people("A B C D"), slots=2, tables=tables)
    made = plan(
        fair, meeting("A B", 1, "2"), meeting("A C", 0, "Table 3"), meeting("B D", 0, "Table 3")
    )

    sheet = written(made, tmp_path)["Grid"]

    assert [cell.value for cell in sheet[1]] == [
        *("Date", "Start", "End", "Table 1", "Table 2", "Table 3")
    ]
    assert [row[1:] for row in rows(sheet)] == [
        [time(9), time(9, 30), None, None, "A\nC\n\nB\nD"],
        [time(9, 30), time(10), None, "A\nB", None],
    ]
    assert sheet.freeze_panes == "D2"


def test_participants(tmp_path):
    fair = replace(FAIR, participants=but(FAIR.participants, "P3", status=Status.CANCELLED))

    sheet = written(plan(fair, meeting("P1 P2", 0, "1")), tmp_path)["Participants"]

    assert [cell.value for cell in sheet[1]] == [
        *("ID", "Last name", "First name", "Organisation", "Country", "Attendance", "Status"),
        *("Meetings", "Floor", "Short of floor", "Wishes", "Wishes met", "Share met", "Breaks"),
        *("Slots waiting", "Area changes", "Table changes"),
    ]
    assert [row[:1] + row[6:] for row in rows(sheet)] == [
        ["P1", "registered", 1, 1, None, 1, 1, 1, 0, 0, 0, 0],
        ["P2", "registered", 1, 1, None, 1, 1, 1, 0, 0, 0, 0],
        ["P3", "cancelled", 0, None, None, 1, 0, 0, 0, 0, 0, 0],
    ]


def test_participants_with_breaks_and_shortfalls(tmp_path):
    sheet = written(plan(FAIR, meeting("P1 P2", 0, "1"), meeting("P1 P3", 2, "2")), tmp_path)[
        "Participants"
    ]
    alone = written(plan(FAIR, meeting("P1 P2", 0, "1")), tmp_path)["Participants"]

    assert rows(sheet)[0][13:] == [1, 1, 1, 1]
    assert values(alone, "Short of floor") == [None, None, 1]


def test_area_changes_have_no_column_where_there_is_one_area(tmp_path):
    hall = replace(FAIR, tables=(Table(name="1", area="Hall A"), Table(name="2", area="Hall A")))

    sheet = written(plan(hall, meeting("P1 P2", 0, "1")), tmp_path)["Participants"]

    assert [cell.value for cell in sheet[1]][14:] == ["Slots waiting", "Table changes"]


def test_unmet_the_strongest_first(tmp_path):
    interests = (
        Interest(source="P1", target="Bogland", target_is_organisation=True),
        Interest(source="P3", target="P2", level=Level.MUST),
    )
    fair = event((ANNA, LIAM, HANNA), interests)
    instead = Instead(lost=(("P1", "P2"),), won=(("P2", "P3"),))
    unmet = (
        Unmet(interests[0], Reason.TARGET_FULL),
        Unmet(interests[1], Reason.TAKEN, 0, {AimName.POINTS: Cost(1, 1)}, instead),
    )

    sheet = written(plan(fair, unmet=unmet), tmp_path)["Unmet"]

    assert rows(sheet) == [
        [
            *("P3", "Ганна P3", "Дністер", "P2", "Liam P2", "Bogland", "must"),
            words("en")("reason.taken"),
            "It would cost 1 point; for instance Anna P1 would no longer meet Liam P2.",
        ],
        [
            *("P1", "Anna P1", "Elbblick", None, "anyone of Bogland", "Bogland", "normal"),
            "Bogland already has as many meetings as possible.",
            None,
        ],
    ]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_a_sentence(language, reason):
    said = words(language)(f"reason.{reason}", source="Anna", target="Liam", row="2", rule="rivals")
    assert said.endswith(".")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ChangeKind)
def test_every_change_has_a_word(language, kind):
    assert words(language)(f"change.{kind}")


def test_changes(tmp_path):
    before = schedule(meeting("P1 P2", 0, "1"), meeting("P2 P9", 1, "1"))
    after = schedule(meeting("P1 P2", 2, "2"), meeting("P2 P3", 0, None))
    left = replace(FAIR, participants=(*FAIR.participants, person("P9")))
    changes = explained(compare(before, after), left, FAIR)
    made = plan(FAIR, *after.meetings, base="v02", difference=changes)

    book = written(made, tmp_path)

    day = datetime(2027, 6, 16)  # noqa: DTZ001 - Excel knows no time zones
    moved = [day, time(9), "1", day, time(10), "2", "serves the plan as a whole"]
    new = [None, None, None, day, time(9), "online", "a new wish"]
    gone = [day, time(9, 30), "1", None, None, None, "P9 cancelled"]
    assert rows(book["Changes"]) == [
        ["moved", "P1", "Anna P1", "P2", "Liam P2", *moved],
        ["new", "P2", "Liam P2", "P3", "Ганна P3", *new],
        ["cancelled", "P2", "Liam P2", "P9", "P9", *gone],
    ]
    assert [row[6:] for row in rows(book["To tell"])] == [
        ["P9", "cancelled", "Liam P2", *gone],
        ["P1", "moved", "Liam P2", *moved],
        ["P2", "moved", "Anna P1", *moved],
        ["P2", "new", "Ганна P3", *new],
        ["P2", "cancelled", "P9", *gone],
        ["P3", "new", "Liam P2", *new],
    ]


def test_phone_is_in_the_sheet_of_whom_to_tell_only(tmp_path):
    called = replace(FAIR, participants=but(FAIR.participants, "P1", phone="+49 351 5550123"))
    after = schedule(meeting("P1 P2", 0, "1"))
    changes = compare(schedule(), after)

    book = written(plan(called, *after.meetings, base="v02", difference=changes), tmp_path)

    texts = {
        title: [cell for row in rows(book[title]) for cell in row] for title in book.sheetnames
    }
    assert [title for title in texts if "+49 351 5550123" in texts[title]] == ["To tell"]
    assert values(book["To tell"], "Phone") == ["+49 351 5550123", None]
    assert values(book["To tell"], "Told") == ["☐", "☐"]


def test_whom_to_tell_has_their_address(tmp_path):
    called = replace(FAIR, participants=but(FAIR.participants, "P1", email="p1@example.org"))
    after = schedule(meeting("P1 P2", 0, "1"))

    book = written(
        plan(called, *after.meetings, base="v02", difference=compare(schedule(), after)), tmp_path
    )

    assert values(book["To tell"], "E-mail")[0] == "p1@example.org"


@pytest.mark.parametrize(
    ("base", "sentence"),
    [
        ("", "Es gibt keine frühere Version zum Vergleichen."),
        ("v02", "Seit v02 hat sich nichts geändert."),
    ],
)
def test_changes_of_nothing(tmp_path, base, sentence):
    sheet = written(plan(replace(FAIR, language="de"), base=base), tmp_path)["Änderungen"]

    assert sheet["A2"].value == sentence


def test_issues(tmp_path):
    issue = Issue(
        "unknown_column",
        Severity.NOTE,
        Place("fair.xlsx", "Participants", 1, "F"),
        {"heading": "Shoe size"},
    )
    say = words("en")

    sheet = written(plan(FAIR, issues=(issue,)), tmp_path)["Issues"]

    assert rows(sheet) == [
        [
            *("note", "fair.xlsx", "Participants!F1"),
            say("issue.unknown_column", heading="Shoe size"),
            say("advice.unknown_column", heading="Shoe size"),
        ]
    ]


def test_issue_without_a_sentence_is_its_code(tmp_path):
    issue = Issue("quite_new", Severity.WARNING, Place("fair.xlsx"))

    sheet = written(plan(FAIR, issues=(issue,)), tmp_path)["Issues"]

    assert rows(sheet) == [["warning", "fair.xlsx", None, "quite_new", None]]


def test_summary(tmp_path):
    aims = (Aim(AimName.POINTS, 1487, 1489, 1.0, (AimName.MUST,)),)
    made = plan(
        FAIR,
        meeting("P1 P2", 0, "1"),
        aims=aims,
        created_at=datetime(2027, 6, 12, 12, 5, tzinfo=UTC),
    )

    sheet = written(made, tmp_path)["Summary"]

    assert rows(sheet) == [
        ["In short", " ".join(answers(made, words("en")))],
        ["Event", "Fair"],
        ["Version", "v03"],
        ["Made at", datetime(2027, 6, 12, 14, 5)],  # noqa: DTZ001 - Excel knows no time zones
        ["Made from", "fair.xlsx"],
        ["Participants", 3],
        ["Meetings", 1],
        ["Tables", 2],
        ["Meeting times", 3],
        ["Wishes met", "2 of 3 (66.7 %)"],
        [
            "Aim 1",
            aim_line(aims[0], words("en")),
        ],
        ["Below their floor", "Ганна P3 (P3, Дністер): 1 meeting short"],
        *(["Evenness", line] for line in fairness_lines(made, words("en"))),
    ]
    assert sheet["B5"].number_format == "[$-809]d mmm yyyy hh:mm"


@pytest.mark.parametrize("language", SHEETS)
def test_meetings_are_read_back(tmp_path, language):
    fair = replace(
        FAIR,
        language=language,
        participants=but(FAIR.participants, "P3", attendance=Attendance.ONLINE),
    )
    made = plan(fair, meeting("P1 P2", 0, "1", locked=True), meeting("P1 P3", 2, None))

    write_schedule(made, tmp_path / "schedule.xlsx")

    assert read_schedule(tmp_path / "schedule.xlsx", fair) == (made.schedule, ())


@pytest.mark.parametrize("language", SHEETS)
def test_plan_without_meetings(tmp_path, language):
    fair = replace(FAIR, language=language, slots=(), tables=())

    book = written(plan(fair), tmp_path)

    meetings, agenda_list, grid, participants = (book[name] for name in SHEETS[language][1:5])
    assert (rows(meetings), rows(agenda_list), rows(grid)) == ([], [], [])
    assert len(rows(participants)) == 3


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example";"Anna")',
        *("+49 351", "-1", "@SUM(A1)", "\tx", "\n=1", "#N/A", "  x ", "TRUE", "0017"),
        *("Änne Größel", "Łoś", "Doğan", "Шевчук", "O'Brien", "'quoted"),
    ],
)
def test_text_is_never_a_formula(tmp_path, text):
    fair = event(
        (replace(ANNA, first_name="", last_name=text, organisation=text), LIAM),
        tables=(Table(name=text, area=text),),
    )

    sheet = written(plan(fair, meeting("P1 P2", 0, text)), tmp_path)["Meetings"]

    cells = [column(sheet, heading)[0] for heading in ("Table", "Area", "A name", "A organisation")]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        (text, "s"),
        (text, "s"),
        (text.strip(), "s"),
        (text, "s"),
    ]
    assert {cell.quotePrefix for cell in cells if cell.value == text} == {
        text.startswith(("=", "+", "-", "@", "\t", "\n"))
    }


def test_carriage_return_is_an_end_of_line(tmp_path):
    fair = event((replace(ANNA, organisation="\r=1+1\r\nGmbH"), LIAM))

    (cell,) = column(written(plan(fair, meeting("P1 P2")), tmp_path)["Meetings"], "A organisation")

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("\n=1+1\nGmbH", "s", True)


def test_characters_no_file_can_hold_are_left_out(tmp_path):
    fair = event((replace(ANNA, organisation="El\x00b\x1fb\ud800lick\uffff"), LIAM))

    sheet = written(plan(fair, meeting("P1 P2")), tmp_path)["Meetings"]

    assert values(sheet, "A organisation") == ["Elbblick"]


@pytest.mark.parametrize("language", SHEETS)
def test_every_sheet_is_ready_to_filter_and_print(tmp_path, language):
    book = written(plan(replace(FAIR, language=language), meeting("P1 P2", 0, "1")), tmp_path)

    for sheet in book.worksheets:
        assert sheet.freeze_panes in {"A2", "D2"}
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    orientations = [sheet.page_setup.orientation for sheet in book.worksheets]
    assert orientations == ["portrait", *["landscape"] * 8]


def test_columns_fit_their_longest_text(tmp_path):
    fair = event((replace(ANNA, organisation="x" * 30), replace(LIAM, organisation="x" * 90)))

    sheet = written(plan(fair, meeting("P1 P2")), tmp_path)["Meetings"]

    widths = [sheet.column_dimensions[letter].width for letter in "IL"]
    assert widths == [32, 34]
    assert sheet.row_dimensions[2].height > 2 * 12


def test_wide_grid_is_printed_on_pages_side_by_side(tmp_path):
    sheet = written(plan(event(people("A B"), tables=20)), tmp_path)["Grid"]

    assert sheet.page_setup.fitToWidth == 4
    assert sheet.print_title_cols == "$A:$C"


def test_name_of_the_event_with_an_ampersand_is_printed_whole(tmp_path):
    sheet = written(plan(replace(FAIR, name="Bits & Bytes")), tmp_path)["Summary"]

    assert sheet.oddFooter.left.text == "Bits && Bytes · v03"


def footers(path):
    """Read the footer of each sheet as Excel does: left and right, codes as `<D>`."""
    for footer in re.findall(r"<oddFooter>(.*?)</oddFooter>", sheets_xml(path)):
        written = unescape(footer)
        assert len(written.encode("utf-16-le")) // 2 <= 255
        left, right = re.sub(
            "&(.)", lambda code: CODES.get(code[1], f"<{code[1]}>"), written
        ).split("<R>")
        yield left.removeprefix("<L>"), right


CODES = {"&": "&"}


def sheets_xml(path):
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return "".join(archive.read(name).decode() for name in names)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("&[File] &D &&& &P&[Page]", "&[File] &D &&& &P&[Page]"),
        ("&", "&"),
        ("&L&R", "&L&R"),
        ('&"Arial,Bold"&12 Fair', '&"Arial,Bold"&12 Fair'),
        ("x" * 210, "x" * 210),
        ("x" * 300, "x" * 231 + "…"),
        ("&" * 300, "&" * 115 + "…"),
        ("😀" * 200, "😀" * 115 + "…"),
    ],
)
def test_name_of_the_event_in_footers_is_text_and_never_too_long(tmp_path, name, shown):
    path = tmp_path / "schedule.xlsx"

    write_schedule(plan(replace(FAIR, name=name)), path)

    assert set(footers(path)) == {(f"{shown} · v03", "Page <P> of <N>")}
    assert len(load_workbook(path).properties.title) <= 255


def test_text_that_looks_like_an_escape_of_excel_is_read_back_as_it_is(tmp_path):
    fair = event((person("P_x0041_1"), person("_x005F_")), tables=(Table(name="T_x000D_"),))
    made = plan(fair, meeting("P_x0041_1 _x005F_", 0, "T_x000D_"))

    write_schedule(made, tmp_path / "schedule.xlsx")

    found, issues = read_schedule(tmp_path / "schedule.xlsx", fair)
    assert (found.meetings, issues) == (made.schedule.meetings, ())


def test_cell_with_more_than_excel_allows_ends_in_an_ellipsis(tmp_path):
    crowd = people(" ".join(f"{'😀' * 20}{number}" for number in range(1600)))
    crowd = tuple(replace(p, attendance=Attendance.ONLINE) for p in crowd)
    ids = [p.id for p in crowd]
    pairs = zip(ids[::2], ids[1::2], strict=True)
    made = plan(event(crowd), *(meeting(f"{a} {b}", 0, None) for a, b in pairs))

    (cell,) = values(written(made, tmp_path)["Grid"], words("en")("value.attendance.online"))

    assert 32_766 <= len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.endswith("…")


def test_text_that_is_a_formula_once_characters_are_left_out(tmp_path):
    fair = event((replace(ANNA, organisation="\x00=1+1"), LIAM))

    (cell,) = column(written(plan(fair, meeting("P1 P2")), tmp_path)["Meetings"], "A organisation")

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_meeting_on_the_night_the_clocks_change(tmp_path):
    start = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN, fold=1)
    late = Slot(start, start + timedelta(minutes=30))
    fair = event((ANNA, LIAM), slots=(late,))

    sheet = written(plan(fair, replace(meeting("P1 P2"), slot=late)), tmp_path)["Meetings"]

    assert values(sheet, "Start") == [time(2, 30)]


def test_addresses_of_participants_stay_private(tmp_path):
    book = written(plan(FAIR, meeting("P1 P2", 0, "1")), tmp_path)

    texts = {str(value) for sheet in book for row in sheet.values for value in row}
    assert not any("secret" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("Institut", 1),
        ("Institut für Angewandte Mikro- und Nanosystemtechnik e. V.", 4),
        ("Nanosystemtechnikwerkstatt", 2),
        ("eins\nzwei", 2),
        (20, 1),
    ],
)
def test_rows_are_high_enough_for_texts_that_break_between_words(text, lines):
    assert lines_of(text, 20) == lines


def test_whom_to_tell_fits_on_a_page_in_print_that_can_be_read(tmp_path):
    long = "Institut für Angewandte Mikro- und Nanosystemtechnik der Technischen Hochschule"
    names = dict.fromkeys(("organisation", "last_name", "first_name"), long)
    names |= {"phone": "+49 351 5550123", "email": f"{'x' * 60}@example.org"}
    called = replace(FAIR, participants=but(FAIR.participants, "P1", **names))
    after = schedule(meeting("P1 P2", 0, "1"))

    sheet = written(
        plan(called, *after.meetings, base="v02", difference=compare(schedule(), after)), tmp_path
    )["To tell"]

    letters = sum(column.width for column in sheet.column_dimensions.values())
    assert letters < 1.75 * A4_LETTERS
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[2]]
    lines = max(lines_of(cell.value, w) for cell, w in zip(sheet[2], widths, strict=True))
    assert sheet.row_dimensions[2].height >= lines * 12.75


A4_LETTERS = 140
"""How many letters of 10 points go across a landscape page."""
