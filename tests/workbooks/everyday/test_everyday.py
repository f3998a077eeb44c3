"""Everyday wordings are read as they are meant, or asked about: never read wrongly.

The wordings and their meanings are data: `wordings.txt`, where its form is told.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.countries import country_in
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.languages import is_language, read_languages
from matchmaker.io.reading.lengths import read_minutes
from matchmaker.io.reading.times import (
    read_absence,
    read_clock,
    read_closing,
    read_day,
    read_presence,
)
from matchmaker.io.reading.values import read_choice, read_yes_no
from matchmaker.text import languages, words

FILE = Path(__file__).parent / "wordings.txt"
DAYS = (date(2027, 6, 17), date(2027, 6, 18))
CLOCK = Clock(ZoneInfo("Europe/Berlin"), DAYS, {day: (time(12, 30), time(13, 30)) for day in DAYS})
READ, ASKED = " => ", " =?"
MIDNIGHT = time()


@dataclass(frozen=True)
class Wording:
    """What somebody writes, and what is meant."""

    section: str
    written: str
    meanings: tuple[str, ...]
    is_asked: bool

    def __str__(self) -> str:
        return f"{self.section}: {self.written}"


def wordings():
    """List everything in the file."""
    section = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            mark = ASKED if ASKED in line else READ
            written, _, meant = line.partition(mark)
            meanings = tuple(part.strip() for part in meant.split("|") if part.strip())
            yield Wording(section, written.strip(), meanings, is_asked=mark == ASKED)


ALL = tuple(wordings())


def times(written):
    """Tell the periods of an availability, each day of the event as `*` where all have it.

    Those at which somebody is not there begin with `not`.
    """
    return _moments(read_presence(written))


def _moments(windows):
    if isinstance(windows, CellFault):
        return windows
    if unsaid := CLOCK.unsaid(windows):
        return unsaid
    found = []
    for window in windows:
        periods = CLOCK.periods(window)
        if isinstance(periods, CellFault):
            return periods
        if any(period.start.date() not in DAYS for period in periods):
            return CellFault("day_outside_event")  # a warning of `check`, with the days
        shown = {
            _hours(p): [q.start.day for q in periods if _hours(q) == _hours(p)] for p in periods
        }
        for hours, days in shown.items():
            is_every_day = days == [day.day for day in DAYS]
            found += [
                f"{'not ' if window.is_absence else ''}{'*' if is_every_day else day} {hours}"
                for day in days[: 1 if is_every_day else None]
            ]
    return tuple(found)


def _hours(period):
    is_end_of_day = period.end.time() == MIDNIGHT and period.end - period.start <= timedelta(days=1)
    return f"{period.start:%H:%M}-{'24:00' if is_end_of_day else f'{period.end:%H:%M}'}"


def absence(written):
    """Tell the periods of an absence."""
    windows = read_absence(written)
    return windows and _moments(windows) if windows != () else ("never",)


def spoken(written):
    """Tell languages; one that is none is asked about."""
    codes = read_languages(written)
    return codes if all(map(is_language, codes)) else CellFault("unknown_spoken")


def one(read: Callable[[object], object]):
    """Show a single value as it stands in the file."""

    def shown(written):
        value = read(written)
        if isinstance(value, CellFault):
            return value
        if isinstance(value, bool):
            return ("yes" if value else "no",)
        return (f"{value:%H:%M}" if isinstance(value, time) else str(value),)

    return shown


READERS = {
    "times": times,
    "absence": absence,
    "date": one(read_day),
    "start": one(read_clock),
    "end": one(read_closing),
    "minutes": one(read_minutes),
    "yes_no": one(read_yes_no),
    "languages": spoken,
    "countries": one(partial(country_in, language="en")),
    **{
        name: one(partial(read_choice, name))
        for name in ("answer", "kind", "level", "attendance", "status")
    },
}


@pytest.mark.parametrize("wording", [w for w in ALL if not w.is_asked], ids=str)
def test_wording_is_read_as_it_is_meant(wording):
    assert READERS[wording.section](wording.written) == wording.meanings


@pytest.mark.parametrize("wording", [w for w in ALL if w.is_asked], ids=str)
def test_wording_that_is_not_clear_is_asked_about_with_its_readings(wording):
    found = READERS[wording.section](wording.written)

    assert isinstance(found, CellFault)
    assert set(wording.meanings) <= set(found.parameters.values())
    for language in languages():
        assert f"issue.{found.code}" in words(language)
        assert f"advice.{found.code}" in words(language)


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("ab 3", "ab 15:00"),
        ("Do bis halb drei", "Do bis 14:30"),
        ("2-4", "14:00-16:00"),
        ("9-12am", "09:00-12:00"),
        ("10 Uhr", "10:00-24:00"),
        ("Do, Fr 9-12", "Do 9-12; Fr 9-12"),
        ("Fr nicht 2-3", "Fr nicht 14:00-15:00"),
        ("not available between 2 and 3", "not available between 14:00-15:00"),
        ("Fr nicht um 12 Uhr", "Fr nicht um 12:00-24:00"),
    ],
)
def test_example_is_of_the_hours_in_which_people_meet(written, example):
    found = read_presence(written)

    assert found.parameters["example"] == example
    assert not isinstance(read_presence(example), CellFault)


@pytest.mark.parametrize(
    "wording", [w for w in ALL if w.section == "times" and w.is_asked and w.meanings], ids=str
)
def test_example_of_what_is_asked_about_can_be_written_or_leads_to_one_more_question(wording):
    found = read_presence(wording.written)
    example = found.parameters.get("example", "") if isinstance(found, CellFault) else ""

    again = read_presence(example) if example else ()

    assert not isinstance(again, CellFault) or again.code == "two_readings"


def test_statement_that_is_not_understood_is_quoted_in_full():
    written = "Kann am Do - nach Absprache"

    assert read_presence(written).parameters == {"value": written}


def test_there_are_many_wordings_and_each_is_there_once():
    assert len([w for w in ALL if not w.is_asked]) >= 120
    assert len({(w.section, w.written) for w in ALL}) == len(ALL) >= 150
    assert {w.section for w in ALL} == READERS.keys()


WORDS = re.findall(
    r"\S+",
    """
    ab bis von nach vor zwischen und nur am um uhr h from to until after before and or only
    Do Fr Tag vormittags nachmittags abends ganztags mittag lunch morning noon midnight
    9 10 12 2 3 24 25 00 10:30 9.15 1400 17. 6 17.6. 18.06. 17.06.2027 2027-06-17 6/17
    - – , ; / + ( ) : . ' pm a.m. halb zehn viertel half past de en DE Englisch B2 ß ²
    """,
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from(["", " "]))
def test_words_in_any_order_are_read_or_asked_about(some, space):
    for read in READERS.values():
        assert isinstance(read(space.join(some)), tuple | CellFault)


@pytest.mark.parametrize("hour", range(1, 13))
@pytest.mark.parametrize("half", ["am", "pm"])
def test_hour_before_one_with_its_half_is_the_hour_before(hour, half):
    last = hour % 12 + 1
    end = last % 12 + 12 * (half == "pm")
    start = (end - 1) % 24

    assert times(f"{hour}-{last}{half}") == (f"* {start:02d}:00-{end or 24:02d}:00",)


DENIALS = ("nicht", "not", "nie")
DOUBTS = ("except", "außer", "falls", "if", "vielleicht", "maybe", "ca.", "?")


@pytest.mark.parametrize(
    "wording", [w for w in ALL if w.section in {"times", "absence"} and not w.is_asked], ids=str
)
def test_word_that_denies_or_doubts_is_never_passed_over(wording):
    words = wording.written.split()
    added = DOUBTS + DENIALS * (wording.section == "times")  # absences are denials themselves
    doubted = [
        " ".join([*words[:at], doubt, *words[at:]])
        for at in range(len(words) + 1)
        for doubt in added
    ]

    same = [text for text in doubted if READERS[wording.section](text) == wording.meanings]

    assert same == []
