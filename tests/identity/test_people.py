"""Who is who between two lists of participants."""

from dataclasses import replace

import pytest

from matchmaker.events import Participant, Status
from matchmaker.identity.people import who_is_who

EVA = Participant(
    id="P05", first_name="Eva", last_name="Test", email="eva@org5.example", organisation="Org 5"
)
FABIAN = Participant(
    id="P05", first_name="Fabian", last_name="Ersatz", email="f@org5.example", organisation="Org 5"
)
OTHERS = tuple(
    Participant(id=id_, first_name=first, last_name=last, email=mail, organisation=org)
    for id_, first, last, mail, org in (
        ("P04", "Dirk", "Dorn", "dirk@org4.example", "Org 4"),
        ("P06", "Franz", "Falk", "franz@org6.example", "Org 6"),
    )
)


def found(before, *now, **options):
    people = who_is_who((before,), now, **options)
    return dict(people.same), dict(people.substitutes)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "P99"},
        {"id": "P99", "email": "MAILTO:Eva@Org5.Example"},
        {"id": "P99", "email": "Eva Test <eva@org5.example>"},
        {"id": "P99", "organisation": "Org Five GmbH"},
        {"id": "P99", "email": "eva.test@org5.example"},
        {"id": "P99", "email": ""},
        {"id": "P99", "first_name": "Dr. Eva Maria"},
        {"id": "P99", "last_name": "Testt"},
        {"id": "P99", "last_name": "Neumann"},
        {"id": "P99", "first_name": "Test", "last_name": "Eva"},
        {"email": "eva@new.example", "organisation": "Org Five GmbH"},
        {"email": "eva@new.example", "last_name": "Tset", "first_name": "Eva"},
        {"status": Status.CANCELLED},
    ],
    ids=str,
)
def test_the_same_person_is_known_again(change):
    now = replace(EVA, **change)

    assert found(EVA, now) == ({"P05": now.id}, {})


def test_whoever_has_only_the_id_is_a_substitute_of_the_same_organisation():
    assert found(EVA, FABIAN) == ({}, {"P05": "P05"})


@pytest.mark.parametrize(
    "change",
    [
        {"email": "eva@org5.example"},
        {"first_name": "Eva"},
        {"email": ""},
        {"last_name": "Test"},
    ],
    ids=str,
)
def test_what_a_substitute_shares_makes_nobody_the_same(change):
    """A shared address, a first name, a family name: told too often is better than not at all."""
    now = replace(FABIAN, **change)

    assert found(EVA, now) == ({}, {"P05": "P05"})


def test_another_person_of_another_organisation_is_nobody_of_before():
    now = replace(FABIAN, organisation="Org 9")

    assert found(EVA, now) == ({}, {})


def test_nobody_stands_in_where_nobody_shall():
    assert found(EVA, FABIAN, substitutes=False) == ({}, {})


def test_whoever_stands_in_the_row_of_somebody_is_a_substitute():
    now = (OTHERS[0], replace(FABIAN, id="P77"), OTHERS[1])

    people = who_is_who((OTHERS[0], EVA, OTHERS[1]), now)

    assert people.substitutes == {"P05": "P77"}


def test_whoever_is_added_at_the_end_is_no_substitute():
    now = (*OTHERS, replace(FABIAN, id="P77"))

    assert who_is_who((OTHERS[0], EVA, OTHERS[1]), now).substitutes == {}


GRETA = replace(FABIAN, id="P08", first_name="Greta", last_name="Gross", email="g@org5.example")


def test_an_id_says_nothing_where_everyone_is_numbered_anew():
    dirk, franz = (replace(person, id=f"N{person.id}") for person in OTHERS)
    now = (dirk, replace(FABIAN, id="P08"), franz)

    assert who_is_who((OTHERS[0], EVA, OTHERS[1], GRETA), now).substitutes == {"P05": "P08"}
    assert who_is_who((*OTHERS, EVA, GRETA), (dirk, franz, FABIAN)).substitutes == {}


def test_somebody_who_cancelled_has_no_substitute():
    assert found(replace(EVA, status=Status.CANCELLED), FABIAN) == ({}, {})


def test_whoever_cancels_and_registers_again_is_one():
    cancelled, again = replace(EVA, status=Status.CANCELLED), replace(EVA, id="P99")

    assert found(EVA, cancelled, again) == ({"P05": "P99"}, {})


def test_whoever_registers_again_under_another_address_is_one_too():
    cancelled = replace(EVA, status=Status.CANCELLED)
    again = replace(EVA, id="P99", email="eva@private.example")

    assert found(EVA, cancelled, again) == ({"P05": "P99"}, {})


def test_an_office_address_with_two_names_is_two_people():
    dirk, franz = (replace(p, email="office@org.example", organisation="Org") for p in OTHERS)
    now = (replace(dirk, id="P06"), replace(franz, id="P04"))

    assert who_is_who((dirk, franz), now).same == {"P04": "P06", "P06": "P04"}


def test_one_person_in_two_rows_is_each_of_them():
    """For two organisations, whose ids changed places."""
    other = replace(EVA, id="P09", organisation="Org 9")
    now = (replace(EVA, id="P09"), replace(other, id="P05"))

    assert who_is_who((EVA, other), now).same == {"P05": "P09", "P09": "P05"}


def test_whoever_registered_twice_is_found_in_the_order_of_the_list():
    again = replace(EVA, id="P09")
    now = (replace(EVA, id="P71"), replace(EVA, id="P72"))

    assert who_is_who((EVA, again), now).same == {"P05": "P71", "P09": "P72"}


def test_renumbered_people_are_known_by_name_where_they_have_no_address():
    before = tuple(replace(person, email="") for person in (*OTHERS, EVA))
    ids = ("P05", "P04", "P06")
    now = tuple(replace(person, id=id_) for person, id_ in zip(before, ids, strict=True))

    assert who_is_who(before, now).same == {"P04": "P05", "P06": "P04", "P05": "P06"}


def test_names_that_only_differ_in_digits_are_two_people():
    one = replace(EVA, first_name="Guest", last_name="Number 17", email="a@org5.example")
    other = replace(one, last_name="Number 18", email="b@org5.example")

    assert found(one, other) == ({}, {"P05": "P05"})


def test_whoever_could_be_two_people_is_nobody_and_is_named():
    before = replace(EVA, email="")
    twins = (replace(before, id="P70"), replace(before, id="P71"))

    people = who_is_who((before,), twins)

    assert people.same == {}
    assert [(doubt.before, doubt.candidates) for doubt in people.doubts] == [(before, twins)]


def test_a_namesake_elsewhere_is_named_but_not_taken_for_the_same():
    now = replace(EVA, id="P99", email="eva@org9.example", organisation="Org 9")

    people = who_is_who((EVA,), (now,))

    assert people.same == {}
    assert [doubt.candidates for doubt in people.doubts] == [(now,)]


def test_another_name_of_the_same_person_is_told():
    now = replace(EVA, last_name="Neumann")

    (correction,) = who_is_who((EVA,), (now,)).corrections

    assert (correction.before, correction.now) == (EVA, now)
