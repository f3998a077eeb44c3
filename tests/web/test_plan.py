"""Plan: the planner is a process of its own; what it reaches is seen, and kept when asked for."""

import io
import json
import time
from dataclasses import replace

import openpyxl
import pytest

from matchmaker.answers import headline
from matchmaker.text import languages, words
from matchmaker.web.running import Run
from matchmaker.web.wanted import Wanted
from matchmaker.workflow import Dossier
from tests.web.conftest import EXAMPLES, Visitor
from tests.web.test_look import PLAN, keep

PATIENCE = 100
"""Seconds that a run may take on a busy computer."""


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def planned(visitor):
    """A browser that has planned the small event."""
    key = visitor.key("fair")
    answer = visitor.post(f"/events/{key}/plan/begin", {"seconds": "5"})
    assert answer.headers["location"] == f"/events/{key}/plan"
    wait_for(lambda: visitor.desk.runs[key].ended)
    return visitor


@pytest.mark.parametrize("language", languages())
def test_page_says_how_good_the_plan_is(planned, language):
    key, say = planned.key("fair"), words(language)
    dossier = Dossier(planned.desk.folder / "fair.xlsx")
    plan = dossier.version().plan()

    text = planned.get(f"/events/{key}/plan", headers={"accept-language": language}).text

    assert planned.desk.runs[key].ended == {"ended": "planned", "version": "v01"}
    assert f">{headline(plan, say)}</h1>" in text
    assert say("web.plan.button") in text


def test_same_lists_are_not_planned_twice_unless_it_is_asked_for(planned):
    key, say = planned.key("fair"), words("en")
    url = f"/events/{key}/plan"

    planned.post(f"{url}/begin", {"seconds": "5"})
    wait_for(lambda: planned.desk.runs[key].ended)
    unchanged = planned.get(url).text
    planned.post(f"{url}/begin", {"seconds": "5", "again": "yes"})
    wait_for(lambda: planned.desk.runs[key].ended)

    assert say("web.plan.ended.unchanged", version="v01", folder="") in unchanged
    assert f">{say('web.plan.again')}</button>" in unchanged
    ended = planned.desk.runs[key].ended
    assert ended in (
        {"ended": "nothing_better", "version": "v01"},
        {"ended": "planned", "version": "v02"},  # where there was little time before
    )
    newest = Dossier(planned.desk.folder / "fair.xlsx").version()
    assert newest.name == ended["version"]


def test_progress_is_sent_until_the_run_is_over(visitor):
    key = visitor.key("fair")
    visitor.post(f"/events/{key}/plan/begin", {"seconds": "5"})

    answer = visitor.get(f"/events/{key}/plan/progress")

    told = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert [seen["is_over"] for seen in told] == [False] * (len(told) - 1) + [True]
    last = told[-1]
    assert last["has_plan"] is True
    assert words("en")("aim.points") in {row[0] for row in last["rows"]}
    assert all(bound is None or value <= bound for _, value, bound in last["curve"])


def test_nothing_is_planned_while_there_are_errors(visitor):
    path, key = visitor.desk.folder / "fair.xlsx", visitor.key("fair")
    book = openpyxl.load_workbook(path)
    book["Participants"]["A2"] = None
    book.save(path)

    text = visitor.get(f"/events/{key}/plan").text
    visitor.post(f"/events/{key}/plan/begin")
    wait_for(lambda: visitor.desk.runs[key].ended)

    assert words("en")("web.plan.errors_first") in text
    assert f">{words('en')('web.plan.button')}</button>" not in text
    assert visitor.desk.runs[key].ended == {"ended": "errors"}
    assert not (visitor.desk.folder / "fair-plans").exists()


@pytest.fixture
def large(tmp_path):
    """An event whose plan takes a while."""
    path = tmp_path / "large.xlsx"
    path.write_bytes((EXAMPLES / "silicon-saxony-day" / "event.xlsx").read_bytes())
    return Dossier(path)


def test_what_is_there_is_taken(large):
    run = Run(large.workbook, Wanted(seconds=600))
    wait_for(lambda: run.has_plan)

    run.stop()
    wait_for(lambda: run.ended)

    assert run.ended == {"ended": "planned", "version": "v01"}
    assert large.version().plan().schedule.meetings != ()


def test_plan_is_kept_when_the_page_ends(large):
    run = Run(large.workbook, Wanted(seconds=600))
    wait_for(lambda: run.has_plan)

    run.close()

    assert run.ended == {"ended": "planned", "version": "v01"}
    assert [version.name for version in large.versions()] == ["v01"]


def test_run_that_is_stopped_before_there_is_a_plan_writes_nothing(large):
    run = Run(large.workbook, Wanted(seconds=600))

    run.stop()
    wait_for(lambda: run.ended)

    assert run.ended == {"ended": "given_up"}
    assert large.versions() == ()


def test_planner_that_is_killed_is_said(large):
    run = Run(large.workbook, Wanted(seconds=600))
    wait_for(lambda: run.step == "searching")

    run._process.kill()  # noqa: SLF001 - as the system does when there is no memory left
    wait_for(lambda: run.ended)

    assert run.ended == {"ended": "died"}
    assert large.versions() == ()


def test_two_windows_start_one_run(visitor):
    key = visitor.key("fair")
    for _ in range(3):
        visitor.post(f"/events/{key}/plan/begin", {"seconds": "5"})
    wait_for(lambda: visitor.desk.runs[key].ended)

    assert len(Dossier(visitor.desk.folder / "fair.xlsx").versions()) == 1


@pytest.mark.parametrize("seconds", ["", "x", "-1", "0", "²", "1e9"])
def test_odd_seconds_harm_nothing(visitor, seconds, monkeypatch):
    asked = []
    monkeypatch.setattr("matchmaker.web.plan.Run", lambda _w, wanted: asked.append(wanted))
    monkeypatch.setattr(visitor.desk, "run", lambda _key, start: start())

    answer = visitor.post(f"/events/{visitor.key('fair')}/plan/begin", {"seconds": seconds})

    assert answer.status_code == 303
    assert 1 <= asked[0].seconds <= 3600


def test_each_way_a_run_ends_has_a_sentence():
    for language in languages():
        kinds = [key for key in words(language).entries if key.startswith("web.plan.ended.")]
        assert len(kinds) == 10


def test_progress_of_nothing_is_not_there(visitor):
    assert visitor.get(f"/events/{visitor.key('fair')}/plan/progress").status_code == 404


def test_visitor_sees_a_run_under_way(folder):
    visitor = Visitor(folder)
    key = visitor.key("fair")
    visitor.post(f"/events/{key}/plan/begin", {"seconds": "5"})

    text = visitor.get(f"/events/{key}/plan").text
    wait_for(lambda: visitor.desk.runs[key].ended)

    assert f'data-progress="/events/{key}/plan/progress"' in text


def test_rest_is_planned_around_what_was_changed_by_hand(planned):
    key, dossier = planned.key("fair"), Dossier(planned.desk.folder / "fair.xlsx")
    url = f"/events/{key}/plan"
    given = planned.get(f"{url}/schedule")
    book = openpyxl.load_workbook(io.BytesIO(given.content))
    sheet = book["Meetings"]
    last = sheet.max_row
    deleted = {sheet[f"G{last}"].value, sheet[f"J{last}"].value}
    sheet.delete_rows(last)
    changed = io.BytesIO()
    book.save(changed)

    planned.post(f"{url}/edited", files={"schedule": ("my plan.xlsx", changed.getvalue())})
    wait_for(lambda: planned.desk.runs[key].ended)

    made = dossier.version().plan()
    assert "fair-v01.xlsx" in given.headers["content-disposition"]
    assert planned.desk.runs[key].ended == {"ended": "planned", "version": "v02"}
    assert deleted not in [set(one.participants) for one in made.schedule.meetings]
    assert [set(pair) for pair in made.options.deleted] == [deleted]
    assert made.options.edited != ""


def test_what_cannot_stand_is_said_where_it_is(planned):
    key, dossier = planned.key("fair"), Dossier(planned.desk.folder / "fair.xlsx")
    url = f"/events/{key}/plan"
    book = openpyxl.load_workbook(dossier.version().path / "schedule.xlsx")
    book["Meetings"]["G2"] = "nobody"
    changed = io.BytesIO()
    book.save(changed)

    planned.post(f"{url}/edited", files={"schedule": ("x.xlsx", changed.getvalue())})
    wait_for(lambda: planned.desk.runs[key].ended)

    text = planned.get(url).text
    assert planned.desk.runs[key].ended["ended"] == "edits"
    assert words("en")("web.plan.ended.edits", version="", folder="") in text
    assert '<th scope="row">Meetings!G2</th>' in text
    assert [version.name for version in dossier.versions()] == ["v01"]


def test_what_is_handed_in_is_gone_when_the_page_ends(visitor):
    path = visitor.desk.lay_down("schedule.xlsx", b"x")

    visitor.desk.close()

    assert not path.exists()
    assert visitor.post(f"/events/{visitor.key('fair')}/plan/edited").status_code == 422


@pytest.mark.parametrize("are_same", [True, False])
def test_page_says_that_the_lists_are_others_and_what_changed(folder, are_same):
    source = Dossier(folder / "fair.xlsx").lists().source
    made = replace(PLAN, version="v01", base="v00")
    keep(folder, replace(made, source=source) if are_same else made)
    visitor = Visitor(folder)

    text = visitor.get(f"/events/{visitor.key('fair')}/plan").text

    assert (words("en")("web.plan.is_behind") in text) == (not are_same)
    assert words("en")("summary.no_changes", base="v00") in text
