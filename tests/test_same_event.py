"""A workbook changes between two runs: people, times and tables are known again, or it is said."""

import datetime as dt
import shutil
from pathlib import Path

import icalendar
import openpyxl
import pytest

from matchmaker.compare import ChangeKind
from matchmaker.io.plans.versions import find, newest_published
from tests.test_cli import edit, run  # noqa: F401 - a fixture

PUBLISHED = Path(__file__).parent / "folders" / "schema-1"
PEOPLE, WISHES, FIXED, BLOCKED = "Participants", "Interests", "Fixed", "Blocked"


@pytest.fixture
def fair(tmp_path):
    """The small fair, published twice by an earlier version of this program."""
    shutil.copytree(PUBLISHED / "plans", tmp_path / "fair-plans")
    return Path(shutil.copy(PUBLISHED / "fair.xlsx", tmp_path))


@pytest.fixture
def again(fair, run):  # noqa: F811
    """Plan once more; give the plan and what was said."""

    def typed(*options, code=0):
        left, said = run("plan", fair, "--time", 4, *options)
        assert left == code, said
        return find(fair.with_name("fair-plans")).plan(), said

    return typed


@pytest.fixture
def publish(fair, run):  # noqa: F811
    """Publish what changed; give who was told."""

    def typed():
        folder = fair.with_name("fair-plans")
        assert run("publish", folder, "--changed")[0] == 0
        return set(newest_published(folder).published.to)

    return typed


def rename(workbook, ids):
    """Give people other ids, wherever a sheet names them."""
    book = openpyxl.load_workbook(workbook)
    for sheet in (PEOPLE, WISHES, FIXED, BLOCKED, "Timetable"):
        for row in book[sheet].iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    words = cell.value.split("; ")
                    cell.value = "; ".join(ids.get(word, word) for word in words)
    book.save(workbook)


def set_cells(workbook, sheet, who, **cells):
    """Write into the row of somebody or something: `Last_name="Test"`."""

    def change(page):
        column = {cell.value: cell.column for cell in page[1]}
        row = next(row[0].row for row in page.iter_rows() if row[0].value == who)
        for heading, value in cells.items():
            page.cell(row, column[heading.replace("_", " ")], value)

    edit(workbook, sheet, change)


def calendar(workbook, person, version="v03"):
    """The calendar files of somebody: sequence and status of each uid."""
    folder = workbook.with_name("fair-plans") / version / "agendas"
    files = [icalendar.Calendar.from_ical(p.read_bytes()) for p in folder.glob(f"*_{person}_*.ics")]
    events = [event for file in files for event in file.walk("VEVENT")]
    return {str(e["uid"]): (int(e["sequence"]), str(e["status"])) for e in events}


def met(plan):
    """Who meets when and where, by name."""
    people = plan.event.participant
    return {
        (frozenset(people[p].name for p in m.participants), m.slot.start, m.table)
        for m in plan.schedule.meetings
    }


def told_last(workbook):
    return newest_published(workbook.with_name("fair-plans")).plan()


def test_ids_that_are_renumbered_change_nothing(fair, again, publish):
    before = told_last(fair)
    ids = [f"P{number:02d}" for number in range(1, 14)]
    rename(fair, dict(zip(ids, ids[1:] + ids[:1], strict=True)))

    made, said = again()

    assert "Nothing has changed since v02" in said
    assert met(made) == met(before)
    assert publish() == set()


def test_a_newcomer_among_renumbered_ids_concerns_only_those_who_meet_them(fair, again, publish):
    ids = {f"P{number:02d}": f"P{number + 1:02d}" for number in range(3, 14)}
    rename(fair, ids)
    row = ["P03", "Ada", "Late", "ada@late.example", "Late GmbH", *[""] * 4, "en; de"]
    edit(fair, PEOPLE, lambda sheet: sheet.append(row))
    for wished in ("P05", "P06", "P10", "P11"):
        edit(fair, WISHES, lambda sheet, to=wished: sheet.append(["P03", to, "high"]))
    before = told_last(fair)

    made, _ = again()

    assert met(before) <= met(made)
    partners = {m.partner_of("P03") for m in made.schedule.of("P03")}
    assert partners
    assert publish() == {"P03", *partners}


@pytest.mark.parametrize("by", [5, -30, 24 * 60])
def test_a_timetable_that_moves_takes_every_meeting_along(fair, again, publish, by):
    def moved(day, time):
        moment = dt.datetime.combine(day.date(), time) + dt.timedelta(minutes=by)
        return moment.replace(hour=0, minute=0), moment.time()

    def change(sheet):
        for row in sheet.iter_rows(min_row=2):
            times = [cell for cell in row if isinstance(cell.value, dt.time)]
            day = next(cell for cell in row if isinstance(cell.value, dt.datetime))
            new_days = []
            for cell in times:
                new_day, cell.value = moved(day.value, cell.value)
                new_days.append(new_day)
            day.value = new_days[0]

    edit(fair, "Timetable", change)
    edit(fair, FIXED, change)
    for sheet, columns in ((PEOPLE, "NO"), ("Tables", "EF")):
        edit(fair, sheet, lambda page, columns=columns: clear(page, columns))
    before = told_last(fair)

    made, said = again()

    shift = dt.timedelta(minutes=by)
    assert met(made) == {(who, start + shift, table) for who, start, table in met(before)}
    assert made.changes == ()
    expected = "2027-06-18" if by == 24 * 60 else f"All times move by {by:+d}".replace("-", "−")
    assert expected in said
    assert publish() == set(before.schedule.by_participant)
    assert {number for number, _ in calendar(fair, "P06").values()} >= {1}


def clear(page, columns):
    for column in columns:
        for cell in page[column][1:]:
            cell.value = None


def test_a_corrected_time_zone_keeps_printed_times(fair, again):
    set_cells(fair, "Event", "Time zone", Value="Europe/London")

    made, said = again()

    assert "printed times stay, calendars change" in said
    assert made.changes == ()


def test_tables_with_new_names_are_no_moves(fair, again, publish):
    def change(sheet):
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.value in {"T1", "T2", "T3", "T4"}:
                    cell.value = cell.value.replace("T", "Tisch ")

    for sheet in ("Tables", FIXED):
        edit(fair, sheet, change)
    before = told_last(fair)

    made, said = again()

    names = {(who, start, t and t.replace("T", "Tisch ")) for who, start, t in met(before)}
    assert met(made) == names
    assert (made.changes, "T1 is Tisch 1" in said) == ((), True)
    seated = {p for m in before.schedule.meetings if m.table for p in m.participants}
    assert publish() == seated


COLLEAGUE = {"First_name": "Fabian", "Last_name": "Ersatz", "E-mail": "fabian@bogland.example"}


def replaced(workbook, **cells):
    """Let somebody else come instead of P06, whose wishes stay."""
    edit(workbook, WISHES, lambda sheet: by_id(sheet, "liam.obrien@bogland-analog.example", "P06"))
    set_cells(workbook, PEOPLE, "P06", **COLLEAGUE, **cells)


def test_a_colleague_takes_over_the_meetings(fair, again, publish):
    before = told_last(fair)
    partners = {m.partner_of("P06") for m in before.schedule.of("P06")}
    known = {person: calendar(fair, person, "v01") for person in partners}
    replaced(fair)

    made, said = again()

    names = {
        frozenset(n.replace("Liam O'Brien", "Fabian Ersatz") for n in w) for w, *_ in met(before)
    }
    assert {who for who, *_ in met(made)} == names
    assert f"P06 was Liam O'Brien, is Fabian Ersatz (same organisation): {len(partners)}" in said
    assert publish() == {"P06", "P06-V02", *partners}
    for person in partners:
        assert known[person].keys() <= calendar(fair, person).keys()
        assert 1 in {number for number, _ in calendar(fair, person).values()}
    assert not calendar(fair, "P06").keys() & calendar(fair, "P06", "v01").keys()
    assert calendar(fair, "P06-V02") == dict.fromkeys(
        calendar(fair, "P06", "v01"), (1, "CANCELLED")
    )


def test_nobody_takes_over_where_nobody_shall(fair, again):
    replaced(fair)

    made, _ = again("--no-substitutes")

    kinds = {change.kind for change in made.changes}
    assert ChangeKind.SUBSTITUTED not in kinds
    assert ChangeKind.CANCELLED in kinds


def test_somebody_else_of_another_organisation_keeps_nothing(fair, again):
    replaced(fair, Organisation="Elsewhere Ltd.")
    lost = {m.participants for m in told_last(fair).schedule.of("P06")}

    made, _ = again()

    cancelled = {c.participants for c in made.changes if c.kind is ChangeKind.CANCELLED}
    assert len(cancelled) == len(lost)
    assert all("P06-V02" in pair for pair in cancelled)


def test_a_corrected_address_and_a_new_id_tell_nobody(fair, again, publish):
    rename(fair, {"P06": "Q06"})
    set_cells(fair, PEOPLE, "Q06", **{"E-mail": "liam@bogland-analog.example"})
    edit(fair, WISHES, lambda sheet: by_id(sheet, "liam.obrien@bogland-analog.example", "Q06"))

    made, said = again()

    assert "Nothing has changed since v02" in said
    assert made.changes == ()
    assert publish() == set()


def by_id(sheet, address, id_):
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.value == address:
                cell.value = id_


def test_whoever_cancels_and_registers_again_keeps_everything(fair, again):
    def change(sheet):
        row = next(row for row in sheet.iter_rows() if row[0].value == "P12")
        sheet.append(["P90", *(cell.value for cell in row[1:])])
        status = next(cell.column for cell in sheet[1] if cell.value == "Status")
        sheet.cell(row[0].row, status, "cancelled")
        for column in (1, 2, 3):
            sheet.cell(row[0].row, status + 1 + column, None)

    edit(fair, PEOPLE, change)
    edit(fair, WISHES, lambda sheet: by_id(sheet, "P12", "P90"))
    edit(fair, "Timetable", lambda sheet: by_id(sheet, "P10; P12", "P10; P90"))
    before = told_last(fair)

    made, _ = again()

    assert met(made) == met(before)


def test_rows_in_another_order_change_nothing(fair, again):
    def turn(sheet):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, values in enumerate(reversed(rows), 2):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value

    for sheet in (PEOPLE, WISHES):
        edit(fair, sheet, turn)

    assert "Nothing has changed since v02" in again()[1]


def test_other_people_are_another_event(fair, again):
    def change(sheet):
        for number, row in enumerate(sheet.iter_rows(min_row=2)):
            row[1].value, row[2].value = "Guest", f"Nobody{number}"
            row[3].value, row[4].value = f"guest{number}@new.example", f"New {number} GmbH"

    edit(fair, PEOPLE, change)
    for sheet in (WISHES, BLOCKED, FIXED):
        edit(fair, sheet, lambda page: page.delete_rows(2, page.max_row))
    edit(fair, PEOPLE, lambda page: clear(page, "UVW"))
    edit(fair, "Tables", lambda page: clear(page, "C"))
    edit(fair, WISHES, lambda page: page.append(["P01", "P02", "high"]))

    made, said = again(code=3)

    assert made.version == "v02"
    assert "another event" in said
    assert "-o" in said


def test_a_renamed_workbook_is_told_where_its_plans_are(fair, run):  # noqa: F811
    copy = fair.rename(fair.with_name("fair (1).xlsx"))

    code, said = run("plan", copy)
    again, went_on = run("plan", copy, "-o", fair.with_name("fair-plans"), "--time", 4)

    assert (code, "-o" in said, "fair-plans" in said) == (2, True, True)
    assert (again, "Nothing has changed since v02" in went_on) == (0, True)
    assert not fair.with_name("fair (1)-plans").exists()


def test_another_event_may_not_have_the_id_of_one_beside_it(fair, run):  # noqa: F811
    other = fair.with_name("other.xlsx")
    shutil.copy(fair, other)

    def change(sheet):
        for number, row in enumerate(sheet.iter_rows(min_row=2)):
            row[1].value, row[2].value = "Guest", f"Nobody{number}"
            row[3].value, row[4].value = f"guest{number}@new.example", f"New {number} GmbH"

    edit(other, PEOPLE, change)
    edit(other, PEOPLE, lambda page: clear(page, "UVW"))
    edit(other, "Tables", lambda page: clear(page, "C"))
    edit(other, WISHES, lambda page: page.delete_rows(2, page.max_row))
    edit(other, WISHES, lambda page: page.append(["P01", "P02", "high"]))

    code, said = run("plan", other)

    assert (code, "small-fair-2027" in said) == (3, True)
    assert not fair.with_name("other-plans").exists()


def test_absences_add_up_until_somebody_comes(fair, again, publish, run):  # noqa: F811
    first, _ = again("--from", "2027-06-17 10:20", "--absent", "P02")
    publish()
    second, said = again("--from", "2027-06-17 12:30", "--absent", "P04")
    publish()

    assert first.options.absent == ("P02",)
    assert second.options.absent == ("P02", "P04")
    assert "Absent: P02" in said
    noon = dt.time(12, 30)
    for person in ("P02", "P04"):
        assert not [m for m in second.schedule.of(person) if m.slot.start.time() >= noon]
    assert "Absent: P04" in run("status", fair.with_name("fair-plans"))[1]

    third, _ = again("--present", "P02")

    assert third.options.absent == ("P04",)
    assert run("plan", fair, "--present", "P10")[0] == 2


def test_whoever_is_in_two_rows_is_absent_in_both(fair, again):
    def change(sheet):
        row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "P02")
        column = next(cell.column for cell in sheet[1] if cell.value == "Organisation")
        sheet.append(["P92", *row[1 : column - 1], "Second Job GmbH"])

    edit(fair, PEOPLE, change)
    absent, _ = again("--from", "2027-06-17 09:00", "--absent", "P92")
    came, _ = again("--present", "P02")

    assert absent.options.absent == ("P02", "P92")
    assert not [m for m in absent.schedule.meetings if {"P02", "P92"} & set(m.participants)]
    assert came.options.absent == ()


def test_absences_of_a_draft_are_not_forgotten(again):
    again("--from", "2027-06-17 10:20", "--absent", "P02")

    made, _ = again("--from", "2027-06-17 10:20", "--absent", "P04")

    assert (made.base, made.options.absent) == ("v02", ("P02", "P04"))


def test_whoever_cancelled_is_told_that_a_plan_goes_back(fair, again, publish, run):  # noqa: F811
    first = min(told_last(fair).schedule.meetings, key=lambda meeting: meeting.slot)
    gone = first.participants[0]
    set_cells(fair, PEOPLE, gone, Status="cancelled")
    again()
    publish()
    after = first.slot.end.strftime("%Y-%m-%d %H:%M")

    made, _ = again("--base", "v02", "--from", after)
    run("publish", fair.with_name("fair-plans"))

    was = next(m for m in made.schedule.of(gone) if m.slot == first.slot)
    assert was.participants == first.participants
    assert gone in newest_published(fair.with_name("fair-plans")).published.to
    assert (2, "CONFIRMED") in calendar(fair, gone, "v04").values()
