"""From one meeting to the next: how many changes of table there are at least."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.events import Table
from matchmaker.solver import Watch
from matchmaker.solver.model.walks import Network, fewest_changes, walks
from matchmaker.solver.search.cuts import fewest_cut
from tests.builders import slot

T1, T2, T3 = (Table(name=name) for name in ("T1", "T2", "T3"))
WIDE = Table(name="W", meetings_at_once=2)
AB, AC, BC, BD, CD = ("A", "B"), ("A", "C"), ("B", "C"), ("B", "D"), ("C", "D")
CROSSING = {AB: slot(0), CD: slot(0), AC: slot(1), BD: slot(1)}


def cut(slots, tables, watch=None) -> int:
    """Bound the changes by paths of walks."""
    network = Network(slots, tables)
    return fewest_cut(len(network.walks), network.paths, watch or Watch(20), 1.0)


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


AD, BE, CE, DE = ("A", "D"), ("B", "E"), ("C", "E"), ("D", "E")


def test_paths_tell_of_changes_that_no_two_rivals_tell_of():
    """E comes from A, and C from B by way of D, so they cannot both have stayed where they were."""
    slots = {("A", "E"): slot(0), BC: slot(0), CD: slot(1), AB: slot(2), CE: slot(2)}
    tables = anywhere(slots, T1, T2, T3) | {CD: (T1, T2)}

    assert fewest_changes(slots, tables) == 1
    assert cut(slots, tables) == fewest(slots, tables) == 2


@st.composite
def timetables(draw):
    """Draw when some of five people meet, and where they may."""
    slots, tables, busy = {}, {}, set()
    large = draw(st.sampled_from((T2, WIDE)))
    for pair in draw(st.permutations((AB, AC, AD, BC, BD, BE, CD, CE, DE)))[:5]:
        number = draw(st.sampled_from(range(3)))
        if busy.isdisjoint((person, number) for person in pair):
            busy |= {(person, number) for person in pair}
            slots[pair] = slot(number)
            tables[pair] = draw(st.sampled_from(((T1, large, T3), (T1, large), (T3,))))
    return slots, tables


@given(timetables())
@settings(deadline=None, max_examples=150)
def test_paths_bound_the_changes_from_below(drawn):
    slots, tables = drawn
    try:
        least = fewest(slots, tables)
    except ValueError:  # no table for somebody
        return

    assert cut(slots, tables) <= least


def test_stopped_watch_bounds_nothing():
    stopped = Watch(20)
    stopped.stop()

    assert cut(CROSSING, anywhere(CROSSING, T1, T2), stopped) == 0
