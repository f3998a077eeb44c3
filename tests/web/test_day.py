"""The day itself: where somebody is next, who did not come, and planning again from now."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from matchmaker.text import languages, words
from matchmaker.web.running import Run
from matchmaker.web.wanted import Wanted
from matchmaker.whereabouts import when_and_where
from matchmaker.workflow import Dossier, announce, publish
from tests.builders import slot
from tests.web.conftest import Visitor
from tests.web.test_look import HOSTILE_PLAN, LIAM, PLAN, keep
from tests.web.test_plan import wait_for

SAY = words("en")
DAY_OF_THE_FAIR = datetime(2027, 6, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def before_the_day(monkeypatch):
    """It is early, whatever the clock says."""
    monkeypatch.setattr("matchmaker.web.day.moment", lambda: slot(0).start)


def told(dossier):
    """Publish the newest version, without writing anything to be handed out."""
    publish(replace(announce(dossier.version()), to=()))


@pytest.fixture
def published(folder):
    """A browser, and the address of the page of a plan that people were told."""
    keep(folder, replace(PLAN, version="v01"))
    told(Dossier(folder / "fair.xlsx"))
    visitor = Visitor(folder)
    return visitor, f"/events/{visitor.key('fair')}/day"


def key_of(visitor, url, name):
    found = visitor.get(f"{url}/guests?q={name}").text
    return re.search(r'name="who" value="(\w+)"', found)[1]


def test_day_begins_with_a_published_plan(folder):
    keep(folder, replace(PLAN, version="v01"))
    visitor = Visitor(folder)
    url = f"/events/{visitor.key('fair')}/day"

    assert SAY("web.day.not_yet") in visitor.get(url).text
    assert visitor.get(f"{url}/guests?q=a").status_code == 404
    assert visitor.post(f"{url}/again").status_code == 409


@pytest.mark.parametrize("language", languages())
def test_search_says_where_somebody_is_next(published, language):
    visitor, url = published

    text = visitor.get(f"{url}/guests?q=mull", headers={"accept-language": language}).text

    when = when_and_where(PLAN.schedule.meetings[0], PLAN.event, words(language))
    assert f"{when}: Liam O'Brien, Bogland" in unescape(text)


def test_meeting_that_is_over_is_not_next(published, monkeypatch):
    visitor, url = published
    monkeypatch.setattr("matchmaker.web.day.moment", lambda: slot(1).end)

    text = visitor.get(f"{url}/guests?q=mull").text

    assert SAY("web.day.nobody_next") in text


def test_search_says_the_phone_and_that_nobody_is_met_any_more(folder):
    with_phone = replace(LIAM, phone="+353 1 5550000")
    people = tuple(with_phone if p == LIAM else p for p in PLAN.event.participants)
    keep(folder, replace(PLAN, version="v01", event=replace(PLAN.event, participants=people)))
    told(Dossier(folder / "fair.xlsx"))
    visitor = Visitor(folder)
    url = f"/events/{visitor.key('fair')}/day"

    liam = visitor.get(f"{url}/guests?q=brien").text
    hanna = visitor.get(f"{url}/guests?q=шевчук").text

    assert with_phone.phone in liam
    assert SAY("web.day.nobody_next") in hanna


def test_who_did_not_come_is_marked_and_unmarked(published):
    visitor, url = published
    key = key_of(visitor, url, "mull")

    visitor.post(f"{url}/mark", {"who": key, "came": "no"})
    marked, guest = visitor.get(url).text, visitor.get(f"{url}/guests?q=mull").text
    visitor.post(f"{url}/mark", {"who": key, "came": "yes"})
    unmarked = visitor.get(url).text

    assert SAY("web.day.did_not_come", who="P1 Anna Müller") in marked
    assert SAY("web.day.absent") in guest
    assert SAY("web.day.marked") not in unmarked


def test_nobody_is_marked_who_is_not_there(published):
    visitor, url = published

    assert visitor.post(f"{url}/mark", {"who": "P1"}).status_code == 404
    assert visitor.post(f"{url}/mark", {"who": ""}).status_code == 404
    assert visitor.desk.marks == {}


def test_hostile_names_are_text(folder):
    keep(folder, replace(HOSTILE_PLAN, version="v01"))
    told(Dossier(folder / "fair.xlsx"))
    visitor = Visitor(folder)
    url = f"/events/{visitor.key('fair')}/day"
    visitor.post(f"{url}/mark", {"who": key_of(visitor, url, "P1"), "came": "no"})

    texts = [visitor.get(path).text for path in (url, f"{url}/guests?q=P")]

    for text in texts:
        assert "<img src=x" not in text
        assert not re.search(r"<script(?! src=\"/static/)", text)


@pytest.mark.skipif(datetime.now(UTC) > DAY_OF_THE_FAIR, reason="the day of the example is over")
def test_who_waits_alone_is_named_with_whom_they_could_meet(published, monkeypatch):
    visitor, url = published
    monkeypatch.setattr("matchmaker.web.day.moment", lambda: slot(1).start)

    visitor.post(f"{url}/mark", {"who": key_of(visitor, url, "liam"), "came": "no"})

    text = " ".join(unescape(re.sub("<[^>]+>", " ", visitor.get(url).text)).split())
    assert f"{SAY('web.day.waiting')} P1 Anna Müller" in text
    assert f"{SAY('web.day.instead')} P3 Ганна Шевчук" in text


def test_planned_again_without_who_did_not_come(folder):
    dossier = Dossier(folder / "fair.xlsx")
    first = Run(dossier.workbook, Wanted(seconds=5))
    wait_for(lambda: first.ended)
    told(dossier)
    visitor = Visitor(folder)
    url = f"/events/{visitor.key('fair')}/day"
    before = dossier.version().plan()
    person = before.schedule.meetings[0].participants[0]
    visitor.post(f"{url}/mark", {"who": key_of(visitor, url, person), "came": "no"})

    visitor.post(f"{url}/again")
    wait_for(lambda: visitor.desk.runs[visitor.key("fair")].ended)

    after = dossier.version().plan()
    assert (after.version, after.options.absent) == ("v02", (person,))
    assert after.options.since is not None
    assert after.schedule.of(person) == ()
    assert SAY("web.day.marked") not in visitor.get(url).text
    assert SAY("web.day.absent") in visitor.get(f"{url}/guests?q={person}").text
    assert SAY("web.day.holds", version="v01") in visitor.get(url).text
    assert SAY("web.day.draft", version="v02") in visitor.get(url).text


def test_who_is_no_longer_in_the_lists_is_said(published):
    visitor, url = published
    visitor.post(f"{url}/mark", {"who": key_of(visitor, url, "mull"), "came": "no"})

    visitor.post(f"{url}/again")
    run = visitor.desk.runs[visitor.key("fair")]
    wait_for(lambda: run.ended)

    assert run.ended == {"ended": "unknown_people"}  # the workbook is of another event


def test_what_is_wanted_is_read_as_it_was_written():
    wanted = Wanted(seconds=7, again=True, absent=("P1", "Ä\ud800"), present=("P2",))

    assert Wanted.read(wanted.written()) == wanted
    assert wanted.written().isascii()
