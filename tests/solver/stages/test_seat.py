"""Giving out tables."""

from matchmaker.events import Table
from matchmaker.solver import Watch, solve
from tests.builders import event, people, pin, twins, wishes

AIM = "table_changes"


def changes(any_event):
    aim = next(aim for aim in solve(any_event, Watch(20)).aims if aim.name == AIM)
    return (aim.value, aim.bound)


def test_everyone_stays_where_there_is_room():
    star = event(people("A B C D"), wishes("A>B A>C A>D"), slots=3, tables=2)

    assert changes(star) == (0, 0)


def test_two_who_part_cannot_both_stay():
    crossing = event(people("A B C D"), wishes("A>B C>D A>C B>D"), slots=2, tables=2)

    assert changes(crossing) == (2, 2)


def test_owner_who_was_a_guest_may_stay_a_guest():
    """B and C each have a table; they meet at B's, where B then meets A."""
    owners = event(
        people("A B C"),
        wishes("B>A C>B"),
        slots=2,
        tables=(Table(name="T1", owner="C"), Table(name="T2", owner="B")),
    )

    assert changes(owners) == (0, 0)


def test_pinned_table_is_kept_though_it_is_a_change():
    pinned = event(
        people("A B C"), slots=2, tables=2, pins=(pin("A B", 0, "T1"), pin("A C", 1, "T2"))
    )

    assert changes(pinned) == (1, 1)


def test_one_person_for_two_organisations_walks_from_one_meeting_to_the_next():
    pins = (pin("A C", 0, "T1"), pin("B D", 1, "T2"))
    hats = event((*twins("A B"), *people("C D")), slots=2, tables=2, pins=pins)

    assert changes(hats) == (1, 1)


def test_two_who_meet_twice_both_walk():
    pins = (pin("A C", 0, "T1"), pin("B C", 1, "T2"))
    hats = event((*twins("A B"), *people("C")), slots=2, tables=2, pins=pins)

    assert changes(hats) == (2, 2)


def test_one_person_for_two_organisations_stays_where_there_is_room():
    hats = event((*twins("A B"), *people("C D")), wishes("A>C B>D"), slots=2, tables=2)

    assert changes(hats) == (0, 0)
