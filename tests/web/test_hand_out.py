"""Hand out: drafts, who will be told what, publishing, and everything as one file."""

import io
import json
import re
import time
from dataclasses import replace
from html import unescape
from zipfile import ZipFile

import openpyxl
import pytest

from matchmaker import workflow
from matchmaker.schedule import Schedule
from matchmaker.text import languages, words
from matchmaker.web.speaking import spoken
from matchmaker.workflow.saving import write_files
from tests.io.documents.pdfs import sizes
from tests.web.conftest import Visitor
from tests.web.test_look import PLAN, keep
from tests.web.test_plan import wait_for

PATIENCE = 100
SAY = words("en")
SAID = {"de": "3 Personen", "en": "3 participants"}


@pytest.fixture
def planned(folder):
    """A browser, and the address of the page of a plan that is not published yet."""
    keep(folder, replace(PLAN, version="v01"))
    visitor = Visitor(folder)
    return visitor, f"/events/{visitor.key('fair')}/hand-out"


def done(visitor):
    """Wait until what was begun is done."""
    until = time.monotonic() + PATIENCE
    while any(job.is_running for job in visitor.desk.jobs.values()):
        assert time.monotonic() < until
        time.sleep(0.02)


def seen_on(text):
    return re.search(r'name="seen" value="(\w+)"', text)[1]


def tell(visitor, url, **fields):
    """Publish what the page shows."""
    data = {"seen": seen_on(visitor.get(url).text), "read": "yes"} | fields
    answer = visitor.post(f"{url}/tell", data)
    done(visitor)
    return answer


def test_page_without_a_plan_says_so(visitor):
    text = visitor.get(f"/events/{visitor.key('fair')}/hand-out").text

    assert SAY("web.look.nothing") in text


def test_page_says_who_will_be_told(planned):
    visitor, url = planned

    text = unescape(visitor.get(url).text)

    assert SAY("web.hand_out.will_be_told", people="3 participants") in text
    assert ["P1 Anna Müller" in text, "P3 Ганна Шевчук" in text] == [True, True]
    assert SAY("web.hand_out.publish") in text
    assert "hand-out/everything" not in text


def test_drafts_are_written_and_nobody_is_told(planned):
    visitor, url = planned

    answer = visitor.post(f"{url}/draft")
    done(visitor)

    version = visitor.desk.find(visitor.key("fair")).version()
    assert answer.headers["location"] == url
    assert visitor.desk.jobs[visitor.key("fair")].error is None
    assert version.published is None
    assert sorted(workflow.handed_out(version)) == ["agendas", "print"]
    text = unescape(visitor.get(url).text)
    assert SAY("web.hand_out.drafts_there") in text
    everyone = "P1 Anna Müller, P2 Liam O'Brien, P3 Ганна Шевчук"
    assert SAY("web.hand_out.without_address", people=everyone) in text


def test_what_is_printed_is_seen_before(folder):
    visitor = Visitor(folder)
    keep(folder, replace(PLAN, version="v01"))
    page = f"/events/{visitor.key('fair')}/hand-out"
    visitor.post(f"{page}/draft")
    wait_for(lambda: not visitor.desk.jobs[visitor.key("fair")].is_running)

    shown = visitor.get(f"{page}/print/check-in-list.pdf")
    links = re.findall(r'href="(/events/\w+/hand-out/print/[^"]+)"', visitor.get(page).text)

    assert shown.content.startswith(b"%PDF")
    assert shown.headers["content-disposition"].startswith("inline;")
    assert {visitor.get(link).status_code for link in links} == {200}
    for name in ("plan.json", "..%2Fplan.json", "%2e%2e%2fplan.json", "all-agendas.xlsx"):
        assert visitor.get(f"{page}/print/{name}").status_code == 404


def test_publishing_tells_those_who_were_shown(planned):
    visitor, url = planned

    answer = tell(visitor, url)

    version = visitor.desk.find(visitor.key("fair")).version()
    assert answer.status_code == 303
    assert sorted(version.published.to) == ["P1", "P2", "P3"]
    assert "3 people have been told" in visitor.get(url).text


@pytest.mark.parametrize(("field", "status"), [({"read": ""}, 422), ({"seen": "0" * 16}, 409)])
def test_what_was_not_read_or_is_stale_is_not_published(planned, field, status):
    visitor, url = planned

    answer = tell(visitor, url, **field)

    assert answer.status_code == status
    assert visitor.desk.find(visitor.key("fair")).version().published is None


def test_two_windows_cannot_publish_different_things(planned):
    visitor, url = planned
    stale = seen_on(visitor.get(url).text)
    keep(visitor.desk.folder, replace(PLAN, version="v02", schedule=Schedule(())), "v02")

    answer = visitor.post(f"{url}/tell", {"seen": stale, "read": "yes"})

    assert answer.status_code == 409
    assert SAY("web.refused.stale") in unescape(answer.text)
    assert [v.published for v in visitor.desk.find(visitor.key("fair")).versions()] == [None, None]


def test_rerun_tells_only_whose_meetings_changed_and_what(planned):
    visitor, url = planned
    tell(visitor, url)
    moved = PLAN.schedule.meetings[0]
    later = replace(moved, slot=PLAN.event.slots[2])
    keep(visitor.desk.folder, replace(PLAN, version="v02", schedule=Schedule((later,))), "v02")

    text = unescape(visitor.get(url).text)
    tell(visitor, url)

    assert SAY("web.hand_out.will_be_told", people="2 participants") in text
    assert re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', text) == [
        ("P1 Anna Müller", "1 moved"),
        ("P2 Liam O'Brien", "1 moved"),
    ]
    version = visitor.desk.find(visitor.key("fair")).version()
    assert (version.name, sorted(version.published.to)) == ("v02", ["P1", "P2"])


@pytest.fixture
def changed(planned):
    """A browser, and the address of the page, where two people are to be told what changed."""
    visitor, url = planned
    tell(visitor, url)
    later = replace(PLAN.schedule.meetings[0], slot=PLAN.event.slots[2])
    keep(visitor.desk.folder, replace(PLAN, version="v02", schedule=Schedule((later,))), "v02")
    return visitor, url


def ticks(visitor, url):
    """The boxes of the list of whom to tell, each with whether it is ticked."""
    boxes = re.findall(r'name="told"[^>]*"who": "(\w+)"[^>]*?( checked)?>', visitor.get(url).text)
    return {who: bool(is_ticked) for who, is_ticked in boxes}


def test_whom_to_tell_is_ticked_off_and_stays_so(changed):
    visitor, url = changed
    anna, liam = ticks(visitor, url)

    answers = [
        visitor.post(f"{url}/tick", {"who": anna, "told": "yes"}),
        visitor.post(f"{url}/tick", {"who": liam, "told": "yes"}),
        visitor.post(f"{url}/tick", {"who": liam}),
    ]
    tell(visitor, url)

    assert [one.status_code for one in answers] == [204] * 3
    assert ticks(visitor, url) == {anna: True, liam: False}


def test_ticks_are_of_one_version(changed):
    visitor, url = changed
    anna, _ = ticks(visitor, url)
    visitor.post(f"{url}/tick", {"who": anna, "told": "yes"})
    keep(visitor.desk.folder, replace(PLAN, version="v03", schedule=Schedule(())), "v03")

    assert set(ticks(visitor, url).values()) == {False}


def test_nobody_else_is_ticked_off(changed):
    visitor, url = changed

    assert visitor.post(f"{url}/tick", {"who": "0" * 16, "told": "yes"}).status_code == 404


def test_first_publication_has_nothing_to_tick(planned):
    visitor, url = planned

    assert ticks(visitor, url) == {}


def test_everyone_is_told_again_where_that_is_chosen(planned):
    visitor, url = planned
    tell(visitor, url)
    later = replace(PLAN.schedule.meetings[0], slot=PLAN.event.slots[2])
    keep(visitor.desk.folder, replace(PLAN, version="v02", schedule=Schedule((later,))), "v02")
    everyone = f"{url}?to=all"

    only_changed, text = (unescape(visitor.get(one).text) for one in (url, everyone))
    mixed = visitor.post(f"{url}/tell", {"seen": seen_on(text), "read": "yes"})
    drafted = visitor.post(f"{url}/draft", {"to": "all"})
    done(visitor)
    told = visitor.post(f"{url}/tell", {"seen": seen_on(text), "read": "yes", "to": "all"})
    done(visitor)

    assert SAY("web.hand_out.will_be_told", people="2 participants") in only_changed
    assert SAY("web.hand_out.will_be_told", people="3 participants") in text
    assert text.count('name="to" value="all"') == 2
    assert (mixed.status_code, drafted.headers["location"]) == (409, everyone)
    assert told.headers["location"] == everyone
    version = visitor.desk.find(visitor.key("fair")).version()
    assert sorted(version.published.to) == ["P1", "P2", "P3"]
    assert (version.path / "agendas" / "all-agendas.xlsx").exists()


def test_choice_is_not_offered_before_anybody_was_told(planned):
    visitor, url = planned

    text = unescape(visitor.get(f"{url}?to=all").text)

    assert SAY("web.hand_out.all_again") not in text
    assert 'name="to" value="all"' not in text


def test_everything_comes_as_one_file(planned):
    visitor, url = planned
    tell(visitor, url)

    answer = visitor.get(f"{url}/everything")

    version = visitor.desk.find(visitor.key("fair")).version()
    names = ZipFile(io.BytesIO(answer.content)).namelist()
    written = {
        file.relative_to(version.path).as_posix()
        for folder in ("agendas", "print", "mail")
        for file in (version.path / folder).rglob("*")
    }
    assert answer.headers["content-type"] == "application/zip"
    assert "fair-v01.zip" in answer.headers["content-disposition"]
    assert set(names) == written
    assert not any(name.startswith(("/", "..")) or "\\" in name for name in names)


def test_there_is_no_file_before_anything_is_written(planned):
    visitor, url = planned

    assert visitor.get(f"{url}/everything").status_code == 404


@pytest.mark.parametrize("language", languages())
def test_page_after_publishing_says_nobody_is_still_to_be_told(planned, language):
    visitor, url = planned
    say = words(language)
    tell(visitor, url)

    text = unescape(visitor.get(url, headers={"accept-language": language}).text)

    assert say("web.hand_out.written_again", people=SAID[language]) in text
    assert say("web.hand_out.again_help") in text
    assert [say(f"web.hand_out.{one}") in text for one in ("publish_help", "read")] == [False] * 2


def test_everything_is_written_once_more_on_other_paper(planned):
    visitor, url = planned
    tell(visitor, url)
    before = visitor.desk.find(visitor.key("fair")).version().published

    tell(visitor, url, paper="letter")

    version = visitor.desk.find(visitor.key("fair")).version()
    (width, _), *_ = sizes((version.path / "print" / "check-in-list.pdf").read_bytes())
    assert width == 216
    assert version.published == before


def test_progress_is_shown_until_it_is_done(planned, monkeypatch):
    visitor, url = planned
    goes_on = [True]

    def slow(_announcement, advance):
        advance()
        while goes_on:
            time.sleep(0.01)

    monkeypatch.setattr("matchmaker.web.hand_out.proofs", slow)
    visitor.post(f"{url}/draft")
    while visitor.desk.jobs[visitor.key("fair")].done == 0:
        time.sleep(0.01)
    under_way, page = visitor.get(f"{url}/progress"), visitor.get(url).text
    goes_on.clear()
    done(visitor)
    after = visitor.get(f"{url}/progress")

    assert '<progress id="bar" max="13" value="1">' in under_way.text
    assert SAY("web.hand_out.publish_help") not in page
    assert after.headers["hx-refresh"] == "true"


def test_what_stops_the_work_is_said(planned, monkeypatch):
    visitor, url = planned

    def full(_announcement, _advance):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr("matchmaker.web.hand_out.publish", full)
    tell(visitor, url)

    assert spoken("en")("cli.disk_full") in visitor.get(url).text


def test_edited_schedule_is_not_published(small_plan):
    visitor, url, version = small_plan
    book = openpyxl.load_workbook(version / "schedule.xlsx")
    book["Meetings"].delete_rows(2)
    book.save(version / "schedule.xlsx")

    text = visitor.get(url).text

    assert SAY("web.hand_out.publish") not in text
    assert 'class="message warning-box"' in text


def test_schedule_that_nobody_touched_is_not_read_to_find_that_out(small_plan, monkeypatch):
    def too_long(*_):
        raise AssertionError("read")

    monkeypatch.setattr("matchmaker.workflow.handing_out.read_edits", too_long)
    visitor, url, _version = small_plan

    assert SAY("web.hand_out.publish") in visitor.get(url).text


@pytest.mark.parametrize("is_known", [True, False])
def test_schedule_that_was_only_saved_again_is_published(small_plan, is_known):
    visitor, url, version = small_plan
    if not is_known:  # as in plans of earlier versions
        path = version / "plan.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**content, "schedule_sha256": ""}), encoding="utf-8")
    openpyxl.load_workbook(version / "schedule.xlsx").save(version / "schedule.xlsx")

    assert SAY("web.hand_out.publish") in visitor.get(url).text


@pytest.fixture
def small_plan(folder):
    """A version with all of its files, made by the planner's own writer."""
    version = folder / "fair-plans" / "v01"
    version.mkdir(parents=True)
    write_files(replace(PLAN, version="v01"), folder / "fair.xlsx", version)
    visitor = Visitor(folder)
    return visitor, f"/events/{visitor.key('fair')}/hand-out", version


def test_damaged_plan_is_said(planned):
    visitor, url = planned
    path = visitor.desk.folder / "fair-plans" / "v01" / "plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**plan, "meetings": 7}), encoding="utf-8")

    answer = visitor.get(url)

    assert answer.status_code == 409
    assert "plan.json" in answer.text
    assert f'href="{url.replace("hand-out", "lists")}"' in answer.text  # no dead end


def test_paper_is_chosen_and_kept(planned):
    """Drafts and what is published are on the paper of the page; the next page offers the same."""
    visitor, url = planned

    visitor.post(f"{url}/draft", {"paper": "letter"})
    done(visitor)

    version = visitor.desk.find(visitor.key("fair")).version()
    name = "check-in-list.pdf"
    (width, _), *_ = sizes((version.path / "print" / name).read_bytes())
    preview = visitor.get(f"{url}/print/{name}")
    assert width == 216
    assert sizes(preview.content)[0] == (216, 279)
    assert 'name="paper" value="letter"' in visitor.get(url).text
    assert 'name="paper" value="a4"' in visitor.get(f"{url}?paper=a4").text
    assert 'name="paper" value="letter"' in visitor.get(f"{url}?paper=<b>").text
