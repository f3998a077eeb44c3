"""Two schedules compared."""

from matchmaker.compare import Change, ChangeKind, by_participant, compare
from tests.builders import meeting, schedule


def test_compare_names_added_cancelled_and_moved():
    kept, gone, new = meeting("A B"), meeting("C D"), meeting("E F")
    earlier, later = meeting("G H", 0), meeting("G H", 1)

    changes = compare(schedule(kept, gone, earlier), schedule(kept, new, later))

    assert changes == (Change(gone, None), Change(None, new), Change(earlier, later))
    assert [change.kind for change in changes] == [
        ChangeKind.CANCELLED,
        ChangeKind.ADDED,
        ChangeKind.MOVED,
    ]


def test_another_table_is_a_move():
    before, after = meeting("A B", 0, "T1"), meeting("A B", 0, "T2")

    assert compare(schedule(before), schedule(after)) == (Change(before, after),)


def test_lock_is_no_change():
    assert compare(schedule(meeting("A B")), schedule(meeting("A B", locked=True))) == ()


def test_by_participant_lists_both():
    change = Change(None, meeting("A B"))

    assert by_participant([change]) == {"A": (change,), "B": (change,)}
