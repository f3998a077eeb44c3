"""Which table is which."""

import pytest

from matchmaker.events import Table
from matchmaker.identity.tables import renamed_tables
from tests.builders import event, people


def renamed(before, now):
    one, other = (
        event(people("A B"), tables=tuple(Table(name=name, area=area) for name, area in tables))
        for tables in (before, now)
    )
    return dict(renamed_tables(one, other))


BEFORE = (("1", "Hall"), ("2", "Hall"), ("3", "Foyer"))


def test_tables_with_new_names_are_the_same_tables():
    now = (("T1", "Hall"), ("T2", "Hall"), ("T3", "Foyer"))

    assert renamed(BEFORE, now) == {"1": "T1", "2": "T2", "3": "T3"}


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        BEFORE[::-1],
        BEFORE[1:],
        (*BEFORE, ("4", "Hall")),
        (("2", "Hall"), ("3", "Hall"), ("4", "Foyer")),
        (("T1", "Hall"), ("T2", "Foyer"), ("T3", "Hall")),
    ],
)
def test_tables_are_their_names_where_these_did_not_change_as_a_whole(now):
    assert renamed(BEFORE, now) == {}
