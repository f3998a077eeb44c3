from datetime import date, datetime, time, timedelta

import pytest

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.languages import read_languages
from matchmaker.io.reading.times import read_windows
from matchmaker.io.reading.values import (
    Percent,
    is_blank,
    is_email,
    is_excel_error,
    read_choice,
    read_count,
    read_date,
    read_end,
    read_list,
    read_positive,
    read_prose,
    read_share,
    read_text,
    read_time,
    read_time_zone,
    read_yes_no,
)
from matchmaker.io.reading.windows import Window

JUNE_17 = date(2027, 6, 17)
MIDNIGHT = datetime(2027, 6, 17)  # noqa: DTZ001 - Excel knows no time zones
HALF_PAST_NINE = MIDNIGHT.replace(hour=9, minute=30)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        ("  P 7 ", "P 7"),
        ("Anna\u00a0Müller\u202fKlein", "Anna Müller Klein"),
        ("Mu\u0308ller", "Müller"),
        ("a@b.example\u200b", "a@b.example"),
        ("NA", "NA"),
        (MIDNIGHT, "2027-06-17"),
        (HALF_PAST_NINE, "2027-06-17 09:30"),
        (time(9, 0), "09:00"),
    ],
)
def test_text(cell, text):
    assert read_text(cell) == text


def test_prose_with_lines():
    assert read_prose(" lenses \r\n\n sensors\u00a0too ") == "lenses\n\nsensors too"


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "\u200b", "\n"])
def test_is_blank(cell):
    assert is_blank(cell)


@pytest.mark.parametrize("cell", [0, 0.0, False, "0", "-"])
def test_is_blank_for_something(cell):
    assert not is_blank(cell)


@pytest.mark.parametrize("cell", [float("nan"), "#REF!", "#NV", " #DIV/0! "])
def test_is_excel_error(cell):
    assert is_excel_error(cell)


@pytest.mark.parametrize("cell", [0.5, "#1", "NA", "#NVIDIA"])
def test_is_excel_error_for_something_else(cell):
    assert not is_excel_error(cell)


@pytest.mark.parametrize("cell", [7, 7.0, "7", " 7 ", "7,0", "7.00"])
def test_count(cell):
    assert read_count(cell) == 7


@pytest.mark.parametrize("cell", [7.5, "-1", -1, "seven", "1.000", 1e20, "1e3", True, time(7)])
def test_count_that_is_none(cell):
    value = read_text(cell)
    assert read_count(cell) == CellFault(
        "bad_number", {"value": value, "least": "0", "most": "10000"}
    )


def test_positive_of_zero():
    assert read_count(0) == 0
    assert read_positive(0) == CellFault(
        "bad_number", {"value": "0", "least": "1", "most": "10000"}
    )


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *[(cell, True) for cell in ("yes", "Ja", "x", True, 1)],
        *[(cell, False) for cell in ("no", "NEIN", False, 0)],
    ],
)
def test_yes_no(cell, answer):
    assert read_yes_no(cell) is answer


def test_yes_no_that_is_neither():
    assert read_yes_no("perhaps") == CellFault("bad_yes_no", {"value": "perhaps"})


@pytest.mark.parametrize(
    "cell",
    [
        JUNE_17,
        MIDNIGHT,
        HALF_PAST_NINE,
        "2027-06-17",
        "2027-6-17",
        "2027-06-17 00:00:00",
        "2027-06-17T00:00",
        "17.06.2027",
        "17.6.27",
        "17. 6. 2027",
        "17.06.2027 00:00",
        "17/06/2027",
        "06/17/2027",
        "6/17/27",
        "2027/06/17",
        46555,
        46555.0,
        "46555",
        46555.75,
    ],
)
def test_date(cell):
    assert read_date(cell) == JUNE_17


@pytest.mark.parametrize(
    "cell", ["31.06.2027", "tomorrow", "17.06.", "20270617", 12345, "13/14/2027", "1.1.1999"]
)
def test_date_that_is_none(cell):
    assert read_date(cell) == CellFault("bad_date", {"value": read_text(cell)})


def test_date_with_slashes_that_may_be_two():
    assert read_date("06/07/2027") == CellFault("ambiguous_date", {"value": "06/07/2027"})
    assert read_date("6/6/2027") == date(2027, 6, 6)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        (time(9, 0), time(9, 0)),
        (time(8, 59, 59, 999), time(9, 0)),
        (HALF_PAST_NINE, time(9, 30)),
        (timedelta(hours=9, minutes=30), time(9, 30)),
        (0.375, time(9, 0)),
        ("0,375", time(9, 0)),
        (9, time(9, 0)),
        ("9", time(9, 0)),
        ("09:00", time(9, 0)),
        ("09:00:00", time(9, 0)),
        ("9.30", time(9, 30)),
        ("9 Uhr", time(9, 0)),
        ("9:30 uhr", time(9, 30)),
        ("9:30 PM", time(21, 30)),
        ("12:15 a.m.", time(0, 15)),
        (0, time(0, 0)),
    ],
)
def test_time(cell, at):
    assert read_time(cell) == at


@pytest.mark.parametrize("cell", ["noon", "25", "9:60", "9:5", 9.5, 1.375, "13 pm", JUNE_17, "-9"])
def test_time_that_is_none(cell):
    assert read_time(cell) == CellFault("bad_time", {"value": read_text(cell)})


@pytest.mark.parametrize(
    "cell", ["24:00", "24", "24 Uhr", 24, timedelta(days=1), MIDNIGHT.replace(1900, 1, 1)]
)
def test_24_hours_are_an_end_only(cell):
    assert read_end(cell) == time(0)
    assert read_time(cell).code == "bad_time"


def test_list():
    assert read_list(" sensors;optics ; ;sensors;\nsoft\u00a0ware") == (
        "sensors",
        "optics",
        "soft ware",
    )
    assert read_list(7.0) == ("7",)


def test_languages_with_commas():
    assert read_languages("de, en; cs") == ("de", "en", "cs")


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("must", "must"),
        ("Muss", "must"),
        ("HOCH ", "high"),
        (1, "must"),
        (4.0, "low"),
        ("2", "high"),
    ],
)
def test_choice(cell, level):
    assert read_choice("level", cell) == level


def test_choice_that_is_none():
    assert read_choice("level", "urgent") == CellFault("bad_level", {"value": "urgent"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [("EST", "America/New_York"), ("mst", "America/Denver"), ("GMT", "London")],
)
def test_zone_without_summer_time_is_asked_about(written, meant):
    fault = read_time_zone(written)

    assert (fault.code, meant in fault.parameters["suggestions"]) == ("misspelt_time_zone", True)


@pytest.mark.parametrize("written", ["MEZ", "mesz", "CEST"])
def test_zone_by_its_short_name(written):
    assert read_time_zone(written) == "Europe/Berlin"


def test_time_zone():
    assert read_time_zone("europe/berlin") == "Europe/Berlin"
    assert read_time_zone("America/New York") == "America/New_York"
    assert read_time_zone("../etc") == CellFault("bad_time_zone", {"value": "../etc"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tapei", "Asia/Taipei"),
        ("America/Chikago", "America/Chicago"),
        ("Asia/Taipeh", "Asia/Taipei"),
        ("New Yorck", "America/New_York"),
        ("(GMT+01:00) Brüsel", "Europe/Brussels"),
    ],
)
def test_time_zone_that_is_misspelt_is_suggested(written, meant):
    fault = read_time_zone(written)

    assert (fault.code, fault.parameters["value"]) == ("misspelt_time_zone", written)
    assert meant in fault.parameters["suggestions"].split("; ")


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("09:00-12:30", (Window(None, time(9), time(12, 30)),)),
        ("9–12:30 Uhr", (Window(None, time(9), time(12, 30)),)),
        ("9.30 — 10", (Window(None, time(9, 30), time(10)),)),
        ("2027-06-17", (Window(JUNE_17),)),
        ("17.6.27", (Window(JUNE_17),)),
        ("2027-06-17 09:00-12:30", (Window(JUNE_17, time(9), time(12, 30)),)),
        ("17.06.2027 9-12:30", (Window(JUNE_17, time(9), time(12, 30)),)),
        ("17.06.2027, 9 Uhr - 12 Uhr", (Window(JUNE_17, time(9), time(12)),)),
        (MIDNIGHT, (Window(JUNE_17),)),
        ("9-10; 2027-06-17;", (Window(None, time(9), time(10)), Window(JUNE_17))),
        ("9-10\n11-12", (Window(None, time(9), time(10)), Window(None, time(11), time(12)))),
    ],
)
def test_windows(cell, windows):
    assert read_windows(cell) == windows


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("some mornings", "bad_period"),
        ("9", "bad_period"),
        (9, "bad_period"),
        (time(9), "two_readings"),
        (HALF_PAST_NINE, "bad_period"),
        ("9-10-11", "bad_period"),
        ("2027-06-18 - 2027-06-17 9", "bad_period"),
        ("dawn-dusk", "bad_time"),
        ("31.06.2027 9-10", "bad_date"),
        ("06/07/2027 9-10", "ambiguous_date"),
        ("12-9", "end_before_start"),
        ("9-9", "end_before_start"),
        ("9-10; never", "bad_period"),
    ],
)
def test_windows_that_are_none(cell, code):
    assert read_windows(cell).code == code


@pytest.mark.parametrize("written", ["a@b.example", "änne.o'brien+x@sub.müller.de"])
def test_is_email(written):
    assert is_email(written)


NOT_READ_AS_IT_STANDS = (
    *("=?utf-8?q?a?=@b.de", "a@=?utf-8?q?b?=.de", "a\x01b@c.de", "a\u202eb@c.de"),
    *("a" * 65 + "@b.de", "a@" + "b." * 126 + "de"),
)


@pytest.mark.parametrize(
    "written", ["a", "a@b", "a b@c.de", "a@b.de; c@d.de", "@b.de", *NOT_READ_AS_IT_STANDS]
)
def test_is_email_for_something_else(written):
    assert not is_email(written)


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("Deutsch; English", ("de", "en")),
        ("german, DE, Tschechisch", ("de", "cs")),
        ("Türkisch;Turkish;tr", ("tr",)),
        ("Mundart", ("Mundart",)),
    ],
)
def test_languages_are_known_by_name_or_code(written, languages):
    assert read_languages(written) == languages


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        (0.2, 20),
        ("0,2 %", 20),
        ("0.25%", 25),
        (1, 100),
        (0, 0),
        (Percent(0.002), 20),
        (100, 10_000),
    ],
)
def test_share_is_per_cent(cell, hundredths):
    assert read_share(cell) == hundredths


@pytest.mark.parametrize("cell", [0.005, -1, 101, "some", "1 of 100", Percent(1.5), True])
def test_share_that_is_none(cell):
    assert read_share(cell).code == "bad_share"
