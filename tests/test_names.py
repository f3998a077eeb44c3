"""Who is one human being."""

from dataclasses import replace

import pytest

from matchmaker.events import Status
from matchmaker.names import address_of, name_of, selves
from tests.builders import event, person, twins

ANNA = {"first_name": "Änne", "last_name": "Müller", "email": "anna@example.org"}


def anna(name, **fields):
    return replace(person(name), **(ANNA | fields))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("anna@example.org", "anna@example.org"),
        (" Anna@Example.ORG ", "anna@example.org"),
        ("mailto:anna@example.org", "anna@example.org"),
        ("mailto:Anna@example.org?subject=Fair", "anna@example.org"),
        ('"Müller, Anna" <anna@example.org>', "anna@example.org"),
        ("Anna <mailto:anna@example.org>", "anna@example.org"),
        ("anna@example.org;", "anna@example.org"),
        ("", ""),
        ("-", ""),
        ("n/a", ""),
    ],
)
def test_address_is_bare_and_in_lower_case(written, address):
    assert address_of(written) == address


def test_name_is_compared_without_accents_and_case():
    assert name_of(anna("A")) == name_of(anna("B", first_name="AENNE", last_name="Mueller "))


def test_name_is_the_same_in_whichever_columns_it_stands():
    assert name_of(anna("A")) == name_of(anna("B", first_name="Müller", last_name="Änne"))


def test_one_address_and_one_name_are_one_human_being():
    found = selves([anna("A"), anna("B", email="mailto:ANNA@example.org"), person("C")])

    assert found == {"A": {"A", "B"}, "B": {"A", "B"}, "C": {"C"}}


@pytest.mark.parametrize(
    "other",
    [
        {"first_name": "Ben"},
        {"email": "anna@beta.example"},
        {"email": ""},
    ],
    ids=["shared address", "other address", "no address"],
)
def test_address_or_name_alone_make_nobody_the_same(other):
    assert selves([anna("A"), anna("B", **other)]) == {"A": {"A"}, "B": {"B"}}


def test_two_without_an_address_are_two_whatever_stands_there():
    assert selves(twins("A B", email="-")) == {"A": {"A"}, "B": {"B"}}


def test_who_cancelled_is_nobody_else():
    a, b = twins("A B")
    gone = event([a, replace(b, status=Status.CANCELLED)])

    assert gone.selves == {"A": {"A"}, "B": {"B"}}
    assert not gone.are_one(("A", "B"))
