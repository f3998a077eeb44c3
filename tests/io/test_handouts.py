"""Whatever is handed out of a plan tells the same, in every format."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.typesetting import open_press
from matchmaker.io.handouts import AGENDAS, FORMATS, Batch, Order
from matchmaker.io.mail.templates import read_templates
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.report.page import page
from matchmaker.io.telling.file_names import agenda_name
from tests.builders import plan
from tests.io.documents.pdfs import FAIR, MADE, words_of
from tests.io.documents.test_agenda import any_meetings, named
from tests.strategies import events

BERLIN = ZoneInfo("Europe/Berlin")
TIME = re.compile(r"(\d\d:\d\d–\d\d:\d\d)")
NAME = re.compile(r"Name\d+q")


def hand_out(made, folder, order=Order(), advance=lambda: None):  # noqa: B008 - it is frozen
    """Write what is ordered, each format into its own folder."""
    templates = read_templates(folder / "branding")
    with open_press() as press:
        batch = Batch(Edition(made, press), order, advance, templates)
        for kind in order.wanted:
            target = folder / kind.folder
            target.mkdir(exist_ok=True)
            kind.write(batch, target)


def told_by_plan(path, one):
    """When somebody meets whom, by the plan's file and the clocks of whoever is elsewhere."""
    made = read_plan(path)
    zone = clocks_of(made.event.participant[one])
    return sorted(
        (span(m.slot.start, m.slot.end, zone), name_of(made, m.partner_of(one)))
        for m in made.schedule.of(one)
    )


def clocks_of(person):
    return ZoneInfo(person.time_zone) if person.is_online and person.time_zone else BERLIN


def span(start, end, zone):
    return f"{start.astimezone(zone):%d %H:%M}–{end.astimezone(zone):%H:%M}"


def name_of(made, participant):
    return made.event.participant[participant].last_name


def told_by_sheet(path):
    rows = [row for row in load_workbook(path).worksheets[0].values if row[0] and any(row[2:])]
    return sorted((row[0], NAME.search(row[2])[0]) for row in rows)


def told_by_calendar(path, zone):
    if not path.exists():
        return []
    found = []
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start, end = (event.decoded(edge) for edge in ("dtstart", "dtend"))
        found.append((span(start, end, zone), NAME.search(event["summary"])[0]))
    return sorted(found)


def told_by_pdf(path):
    """Times followed by a name; breaks, programme and free time are followed by none."""
    _, *parts = TIME.split(words_of(path.read_bytes()))
    found = zip(parts[::2], map(NAME.search, parts[1::2]), strict=True)
    return sorted((time, name[0]) for time, name in found if name)


def without_day(meetings):
    return sorted((time[3:], name) for time, name in meetings)


@settings(max_examples=15, deadline=None)
@given(events(), st.randoms(use_true_random=False))
def test_every_format_tells_the_same(drawn, random):
    fair = named(drawn)
    made = plan(fair, *any_meetings(fair, random))

    with TemporaryDirectory() as name:
        folder = Path(name)
        write_plan(made, folder / "plan.json")
        hand_out(made, folder, Order(("xlsx", "pdf", "ics")))

        for one in fair.registered:
            told = told_by_plan(folder / "plan.json", one)
            file = folder / AGENDAS / agenda_name(fair.participant[one])
            zone = clocks_of(fair.participant[one])
            assert told_by_calendar(file.with_suffix(".ics"), zone) == told
            assert told_by_sheet(file.with_suffix(".xlsx")) == without_day(told)
            assert told_by_pdf(file.with_suffix(".pdf")) == without_day(told)


def test_order_of_everything_has_every_format():
    on_request = {"single"}
    assert [kind.name for kind in Order().wanted] == [k for k in FORMATS if k not in on_request]
    assert Order().is_whole


def test_order_for_some_people_leaves_out_what_is_for_everyone():
    order = Order(only=("P1",))

    assert "print" not in [kind.name for kind in order.wanted]
    assert not order.is_whole


def test_order_names_who_does_not_take_part():
    assert Order(only=("P1", "P9")).strangers(MADE) == ("P9",)


def test_progress_is_told_as_often_as_said(tmp_path):
    for order in (Order(), Order(("pdf", "print")), Order(only=("P1", "P2"))):
        calls = []

        hand_out(MADE, tmp_path, order, lambda calls=calls: calls.append(1))

        assert len(calls) == order.steps(MADE)


def test_files_of_one_person_only(tmp_path):
    hand_out(MADE, tmp_path, Order(only=("P2",)))

    names = [f"agenda_P2_obrien-liam.{kind}" for kind in ("ics", "pdf", "xlsx")]
    assert sorted(path.name for path in (tmp_path / AGENDAS).iterdir()) == names


def test_phone_is_told_to_the_desk_only(tmp_path):
    people = [replace(p, phone="+49 351 5550123", email="a@b.example") for p in FAIR.participants]
    made = replace(MADE, event=replace(FAIR, participants=tuple(people)))

    hand_out(made, tmp_path)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".pdf", ".xlsx", ".ics", ".eml", ".csv"}
    assert [path.name for path in files if "5550123" in everything_in(path)] == [
        "check-in-list.pdf"
    ]
    assert "5550123" not in page(made)


def everything_in(path):
    """All that stands in a file that is handed out, with what is attached to it."""
    if path.suffix == ".pdf":
        return words_of(path.read_bytes())
    if path.suffix == ".xlsx":
        sheets = load_workbook(path).worksheets
        return " ".join(str(value) for sheet in sheets for row in sheet.values for value in row)
    if path.suffix == ".eml":
        parts = message_from_bytes(path.read_bytes(), policy=default).walk()
        return " ".join(str(part.get_payload(decode=True)) for part in parts)
    return path.read_text(encoding="utf-8")


def test_file_names_of_a_hostile_name_are_safe(tmp_path):
    hostile = replace(FAIR.participants[0], id="../x", last_name="=1+1|CON", first_name="$(rm)")
    fair = replace(FAIR, participants=(hostile, *FAIR.participants[1:]), interests=())

    hand_out(plan(fair), tmp_path, Order(only=("../x",), formats=("pdf", "xlsx")))

    names = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert all(re.fullmatch(r"agenda_[a-z0-9~_-]+\.(pdf|xlsx)", name) for name in names)
    assert len(names) == 2
