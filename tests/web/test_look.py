"""Look: the plan as in report.html, and the day of anybody who is searched."""

import re
from dataclasses import replace
from html import unescape

import pytest

from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.report.page import page
from matchmaker.text import languages, words
from matchmaker.workflow import Dossier, look_for
from tests.builders import event, meeting, person, plan, wishes
from tests.io.report.test_page import HOSTILE
from tests.web.conftest import Visitor

ANNA = replace(person("P1", "Elbblick", first_name="Anna"), last_name="Müller")
LIAM = replace(person("P2", "Bogland", first_name="Liam"), last_name="O'Brien")
HANNA = replace(person("P3", "Дністер", first_name="Ганна"), last_name="Шевчук")
PLAN = plan(
    event((ANNA, LIAM, HANNA), wishes("P1>P2! P2>P1+ P3>P1"), slots=3),
    meeting("P1 P2", 1, "T1"),
)

EVIL = replace(person("P1", HOSTILE, first_name=HOSTILE), last_name=HOSTILE)
HOSTILE_PLAN = plan(
    event((EVIL, LIAM), wishes("P1>P2! P2>P1+"), slots=3), meeting("P1 P2", 1, "T1")
)


def keep(folder, made, version="v01", name="fair"):
    """Put a plan beside a workbook, as a version."""
    path = folder / f"{name}-plans" / version
    path.mkdir(parents=True)
    write_plan(made, path / "plan.json")


@pytest.fixture
def looking(folder):
    """A browser that looks at a plan."""
    keep(folder, PLAN)
    return Visitor(folder)


def plain(text):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_page_without_a_plan_says_so(visitor):
    text = visitor.get(f"/events/{visitor.key('fair')}/look").text

    assert words("en")("web.look.nothing") in text


def test_page_is_the_report_inside(looking):
    text = looking.get(f"/events/{looking.key('fair')}/look").text

    whole = page(PLAN)
    inside = whole.split("<main>")[1].split("</main>")[0].strip()
    assert inside in text


@pytest.mark.parametrize("language", languages())
def test_page_is_in_the_language_of_the_browser(folder, language):
    keep(folder, PLAN)
    visitor = Visitor(folder, language)

    text = visitor.get(f"/events/{visitor.key('fair')}/look").text

    assert f">{words(language)('report.certificate')}</h2>" in text


def test_other_version_is_shown_where_it_is_asked_for(looking):
    keep(looking.desk.folder, HOSTILE_PLAN, "v02")
    url = f"/events/{looking.key('fair')}/look"

    newest, first = looking.get(url).text, looking.get(f"{url}?version=v01").text

    assert "Elbblick" not in first.split('class="report"')[0]
    assert newest != first
    assert "<option selected>v01</option>" in first
    assert looking.get(f"{url}?version=v09").status_code == 404
    assert looking.get(f"{url}?version=../v01").status_code == 404


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("mull", ["P1"]),
        ("MUELLER", ["P1"]),
        ("anna m", ["P1"]),
        ("obrien", ["P2"]),
        ("bog", ["P2"]),
        ("p3", ["P3"]),
        ("шевчук", ["P3"]),
        ("дніс", ["P3"]),
        ("nobody", []),
        ("%%%", []),
    ],
)
def test_people_are_found_by_any_part_of_their_names(written, found):
    assert [one.person.id for one in look_for(PLAN, written)] == found


def test_search_leads_to_the_day_of_a_person(looking):
    url = f"/events/{looking.key('fair')}/look/people"

    found = looking.get(f"{url}?version=v01&q=mull").text
    path = re.search(r'href="([^"]+)"', found)[1]
    day = plain(looking.get(unescape(path)).text)

    assert "Anna Müller" in found
    assert "09:30–10:00 Liam O'Brien Bogland Table T1" in day
    assert "Own wishes" in day
    assert "Who wishes to meet this person" in day


def test_search_for_nobody_says_so(looking):
    url = f"/events/{looking.key('fair')}/look/people"

    assert words("en")("web.look.nobody") in looking.get(f"{url}?q=xyz").text
    assert looking.get(f"{url}?q=").text.strip() == ""


def test_person_who_is_not_there_is_not_shown(looking):
    url = f"/events/{looking.key('fair')}/look/people"

    assert looking.get(f"{url}/P1").status_code == 404
    assert looking.get(f"{url}/..%2f..%2fv01").status_code == 404


def test_hostile_names_are_text_on_every_page(folder):
    keep(folder, HOSTILE_PLAN)
    visitor = Visitor(folder)
    url = f"/events/{visitor.key('fair')}/look"
    found = visitor.get(f"{url}/people?q=a").text
    person_pages = [unescape(path) for path in re.findall(r'href="([^"]+)"', found)]

    texts = [visitor.get(path).text for path in (url, f"{url}/people?q=a", *person_pages)]

    assert person_pages != []
    for text in texts:
        assert "<img src=x" not in text
        assert not re.search(r"<script(?! src=\"/static/)", text)
    assert any(HOSTILE[:20] in unescape(text) for text in texts)


def test_everyone_of_a_real_plan_has_a_day(looking):
    key = looking.key("fair")
    for one in look_for(PLAN, ""):
        answer = looking.get(f"/events/{key}/look/people/{one.key}")
        assert answer.status_code == 200
        assert one.person.name in unescape(answer.text)
    assert Dossier(looking.desk.folder / "fair.xlsx").version().plan() == PLAN
