"""From one meeting to the next: how many changes of table there are at least."""

from itertools import product

from matchmaker.events import Table
from matchmaker.solver.model.walks import fewest_changes, walks
from tests.builders import slot

T1, T2, WIDE = Table(name="T1"), Table(name="T2"), Table(name="W", meetings_at_once=2)
AB, AC, BC, BD, CD = ("A", "B"), ("A", "C"), ("B", "C"), ("B", "D"), ("C", "D")
CROSSING = {AB: slot(0), CD: slot(0), AC: slot(1), BD: slot(1)}


def anywhere(slots, *tables):
    return dict.fromkeys(slots, tables)


def fewest(slots, tables) -> int:
    """Try every way to give out the tables."""
    counts = []
    for chosen in product(*(tables[pair] for pair in slots)):
        seats = dict(zip(slots, chosen, strict=True))
        taken = [(slots[pair], table) for pair, table in seats.items()]
        if all(taken.count(place) <= place[1].meetings_at_once for place in taken):
            counts.append(sum(seats[one] != seats[other] for one, other in walks(slots)))
    return min(counts)


def test_two_who_meet_after_two_meetings_cannot_both_stay():
    tables = anywhere(CROSSING, T1, T2)

    assert fewest_changes(CROSSING, tables) == fewest(CROSSING, tables) == 2


def test_all_stay_at_a_table_for_two_meetings():
    tables = anywhere(CROSSING, T1, WIDE)

    assert fewest_changes(CROSSING, tables) == fewest(CROSSING, tables) == 0


def test_who_has_to_go_to_another_table_walks():
    slots = {AB: slot(0), AC: slot(1), BC: slot(2)}
    tables = {AB: (T1,), AC: (T2,), BC: (T1, T2)}

    assert fewest_changes(slots, tables) == 1
    assert fewest(slots, tables) == 2


def test_who_meets_alone_can_stay():
    slots = {AB: slot(0), AC: slot(1)}

    assert fewest_changes(slots, anywhere(slots, T1, T2)) == 0
