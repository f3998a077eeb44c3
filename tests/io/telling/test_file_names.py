import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.events import Participant
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.file_names import agenda_name

RESERVED = {"con", "prn", "aux", "nul", "com1", "lpt1"}


def named(last, first="", participant="P017"):
    return Participant(
        id=participant, last_name=last, first_name=first, organisation="Elbblick GmbH"
    )


@pytest.mark.parametrize(
    ("last", "first", "name"),
    [
        ("Müller", "Anna", "mueller-anna"),
        ("Mu\u0308ller", "Anna", "mueller-anna"),
        ("Weiß", "Jörg", "weiss-joerg"),
        ("GROẞ", "Änne", "gross-aenne"),
        ("Łukasik", "Zofia", "lukasik-zofia"),
        ("Erdoğan", "Yağmur", "erdogan-yagmur"),
        ("Шевчук", "Ганна", "shevchuk-ganna"),
        ("Αλεξάνδρου", "Νίκη", "alexandrou-niki"),
        ("O'Brien", "Liam", "obrien-liam"),
        ("O’Brien", "Liam", "obrien-liam"),
        ("von der Leyen-Smith", "Dr. Eva", "von-der-leyen-smith-dr-eva"),
        ("../../etc", "passwd", "etc-passwd"),
        (r"C:\Windows", "a|b?*", "c-windows-a-b"),
    ],
)
def test_name_of_a_person(last, first, name):
    assert agenda_name(named(last, first)) == f"agenda_P017_{name}"


def test_name_without_letters():
    assert agenda_name(named("–")) == "agenda_P017"


@pytest.mark.parametrize("reserved", ["CON", "nul", "COM1"])
def test_name_windows_reserves(reserved):
    assert agenda_name(named(reserved, participant=reserved)).partition(".")[0] not in RESERVED


@pytest.mark.parametrize("participant", ["../P1", "P 1", "a/b", "p17", "Ö", "P.1", "", "P" * 30])
def test_id_that_is_not_safe(participant):
    name = agenda_name(named("Müller", "Anna", participant))

    assert re.fullmatch(r"agenda_[a-z0-9-]*~[0-9a-f]{10}_mueller-anna", name)


def test_ids_alike_but_for_the_case():
    assert agenda_name(named("X", participant="p17")) != agenda_name(named("X", participant="P17"))


@given(st.text(), st.text(), st.text())
def test_every_name_is_safe(last, first, participant):
    name = agenda_name(named(last, first, participant))

    assert re.fullmatch("[A-Za-z0-9_~-]+", name)
    assert len(name) < 95


@given(st.text(), st.text(), st.text(), st.text())
def test_two_ids_never_share_a_name(one, other, last, other_last):
    names = {
        agenda_name(named(last, participant=one)).casefold(),
        agenda_name(named(other_last, participant=other)).casefold(),
    }

    assert one == other or len(names) == 2


def test_order_of_names_in_many_alphabets():
    names = ["Zander", "Шевчук", "Öztürk", "Łukasik", "Lange", "Mayer", "oblak"]

    ordered = sorted((named(name) for name in names), key=by_last_name)

    assert [person.last_name for person in ordered] == [
        *("Lange", "Łukasik", "Mayer", "oblak", "Öztürk", "Шевчук", "Zander")
    ]
