"""Who is meant by an id with a name beside it, as drop-downs and messages show them."""

from dataclasses import replace

import pytest

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory, chosen
from matchmaker.io.reading.organisations import Organisations
from tests.builders import person

ANNA = replace(person("P017", "Elbblick", first_name="Anna"), last_name="Müller")
OTHER = replace(person("P018", "Bogland", first_name="Anna"), last_name="Müller")
JAN = replace(person("7", "Bogland", first_name=""), last_name="de Vries, Jan")
KNOWN = Directory((ANNA, OTHER, JAN), Organisations((), {}))


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("P017 Müller, Anna", "P017"),
        ("p018  müller, anna", "P018"),
        ("P018 Anna Müller", "P018"),
        ("P017 Mueller, Anna", "P017"),
        ("7 de Vries, Jan", "7"),
    ],
)
def test_id_with_the_name_beside_it_is_that_person(written, id_):
    assert KNOWN.person(written) == id_


def test_what_drop_downs_show_is_read_back():
    assert [KNOWN.person(chosen(one)) for one in KNOWN.participants] == ["P017", "P018", "7"]


def test_id_with_the_name_of_somebody_else_is_asked_about():
    fault = KNOWN.person("P017 Meier, Anna")

    assert isinstance(fault, CellFault)
    assert fault.code == "unknown_person"
    assert "P017 Anna Müller" in fault.parameters["suggestions"]


def test_name_with_the_id_of_nobody_is_asked_about():
    fault = KNOWN.person("P019 Müller, Anna")

    assert isinstance(fault, CellFault)
    assert fault.parameters["suggestions"] == "P017 Anna Müller; P018 Anna Müller"


@pytest.mark.parametrize(
    "written", ["1. Anna Müller", "2) P017", "- Müller, Anna", "• P017", "– 1. P017"]
)
def test_name_in_a_list_with_numbers_or_bullets_is_meant(written):
    known = Directory((ANNA, JAN), Organisations((), {}))

    assert known.anyone(written).name == "P017"


@pytest.mark.parametrize("written", ["1. Nobody", "-", "- ", "1.", "P017.", "- " * 9_000 + "x"])
def test_mark_of_a_list_alone_means_nobody(written):
    assert isinstance(KNOWN.anyone(written), CellFault)


CEM = replace(person("P3", organisation="Delta"), first_name="Cem", last_name="Çınar")


@pytest.mark.parametrize(
    "written",
    [
        *("Dr. Cem Çınar", "Herr Cem Çınar"),
        *("Prof. Dr.-Ing. Çınar, Cem", "Cem Çınar (Delta)", "Delta (Cem Çınar)"),
        *("Delta - Cem Çınar", "Delta, Cem Çınar"),
    ],
)
def test_full_name_with_titles_or_beside_its_organisation(written):
    known = Directory((CEM, JAN), Organisations((), {"delta": "Delta"}))

    assert known.person(written) == "P3"


@pytest.mark.parametrize(
    "written", ["Cinar", "Herr Çınar", "Dr. Cem", "Cem", "Drago Cem Çınar", "CemCinar"]
)
def test_half_a_name_is_nobody_for_certain(written):
    assert isinstance(Directory((CEM, JAN), Organisations((), {})).person(written), CellFault)
