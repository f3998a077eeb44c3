"""Plans with windows and tables that are for a group, from the workbook to the schedule."""

from datetime import time

from matchmaker.io.checking.event_reader import read_event
from matchmaker.rulebook import Rule, verify
from matchmaker.schedule import Schedule
from matchmaker.solver import Watch, solve
from tests.builders import event, meeting, people, schedule, table_of, wishes
from tests.io.reading.spreadsheets import DAY, write
from tests.io.reading.test_groups import plain


def planned(tmp_path, **sheets):
    """Plan the four of the mission; give who meets when, and where."""
    read = read_event(write(tmp_path / "fair.xlsx", plain(**sheets))).event
    solution = solve(read, Watch(20))
    assert verify(read, solution.schedule) == ()
    return {(m.participants, f"{m.slot.start:%H:%M}", m.table) for m in solution.schedule.meetings}


def test_window_of_one_side_is_no_time_for_both(tmp_path):
    made = planned(
        tmp_path,
        Timetable=[
            [DAY, time(9), time(9, 30), "meetings", "", "Delegation: Vilnius"],
            [DAY, time(10), time(10, 30), "meetings"],
        ],
        Interests=[["P1", "P3"]],
    )

    assert made == {(("P1", "P3"), "10:00", "T1")}


def test_table_of_a_group_takes_its_meetings_and_no_other(tmp_path):
    made = planned(
        tmp_path,
        Timetable=[[DAY, time(9), time(9, 30), "meetings"]],
        Tables=[["T1"], ["T2", "", "Delegation: Vilnius"]],
        Interests=[["P1", "P3", "must"], ["P2", "P4"], ["P3", "P4"]],
    )

    assert made == {(("P1", "P3"), "09:00", "T2")}


RESERVED = event(people("A B C"), wishes("A>B"), tables=(table_of("T1", "C"),))
ELSEWHERE = event(people("A B"), wishes("A>B"), tables=(table_of("T1", "A"), table_of("T2", "")))


def test_table_of_a_group_is_no_table_of_others():
    faults = verify(RESERVED, schedule(meeting("A B", 0, "T1")))

    assert [fault.rule for fault in faults] == [Rule.TABLE_RESERVED]
    assert solve(RESERVED, Watch(20)).schedule == Schedule()


def test_whoever_is_of_the_group_meets_at_its_table():
    faults = verify(ELSEWHERE, schedule(meeting("A B", 0, "T2")))

    assert [fault.rule for fault in faults] == [Rule.OWNER_AT_TABLE]
    assert solve(ELSEWHERE, Watch(20)).schedule == schedule(meeting("A B", 0, "T1"))
