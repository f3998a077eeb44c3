"""What programs use: `import matchmaker as m`."""

import json
import pkgutil
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, time
from importlib import import_module
from inspect import isclass
from pathlib import Path
from shutil import copy

import openpyxl
import pandas as pd
import pytest

import matchmaker as m
from matchmaker import workflow
from matchmaker.aims import Keep
from matchmaker.cli import HOMES
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans import versions
from matchmaker.io.writing.frames import SHEETS
from matchmaker.issues import Severity
from matchmaker.schedule import Schedule
from matchmaker.text import words
from tests.io.reading.frames import frames
from tests.io.reading.spreadsheets import fair, write

ROOT = Path(__file__).parent.parent
SMALL_FAIR = ROOT / "examples" / "small-fair"


@pytest.fixture(scope="module")
def event():
    return m.read(SMALL_FAIR / "fair.xlsx")


@pytest.fixture(scope="module")
def plan(event):
    return m.plan(event, seconds=20, workers=2)


@pytest.fixture
def fresh(event):
    """A plan of one's own, which may be saved."""
    return m.plan(event, seconds=3, workers=2)


def ended(code, *words):
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


HEAVY = """
heavy = {'ortools', 'numba', 'pandas', 'openpyxl', 'matchmaker.library'}
print(sorted(heavy & sys.modules.keys()))
"""


def test_import_loads_nothing_that_takes_long():
    assert ended(f"import sys, matchmaker{HEAVY}").stdout == "[]\n"
    assert ended(f"import sys, matchmaker; dir(matchmaker){HEAVY}").stdout == "[]\n"


def test_no_command_but_plan_loads_the_solver(fresh, tmp_path):
    folder = tmp_path / "fair-plans"
    fresh.save(folder)
    workbook = copy(SMALL_FAIR / "fair.xlsx", tmp_path)
    code = (
        "import sys; from matchmaker import cli\n"
        "try: cli.main()\n"
        "finally: print(sorted({'ortools', 'numba'} & sys.modules.keys()))"
    )
    commands = (
        *(["--help"], ["--version"], ["plan", "--help"], ["new", tmp_path / "new.xlsx"]),
        *(["check", workbook], ["verify", workbook, folder / "v01" / "schedule.xlsx"]),
        *(["agendas", folder, "--formats", "ics"], ["status", folder]),
        *(["compare", folder, "v01"], ["publish", folder]),
    )

    outcomes = {str(words[0]): ended(code, *words) for words in commands}

    assert {name: one.stdout.splitlines()[-1] for name, one in outcomes.items()} == dict.fromkeys(
        outcomes, "[]"
    )
    assert {name: one.returncode for name, one in outcomes.items()} == dict.fromkeys(outcomes, 0)


SLOW = {
    "openpyxl",
    "pandas",
    "networkx",
    "numpy",
    "ortools",
    "numba",
    "lxml",
    "matchmaker.workflow",
}
LOADED = """
import sys
from matchmaker import cli
try:
    cli.main()
finally:
    print(*sys.modules)
"""


def loaded(*words):
    """Run a command; give the modules it loaded."""
    return set(ended(LOADED, *words).stdout.splitlines()[-1].split())


@pytest.mark.parametrize("words", [["--help"], ["--version"], [], ["chekc"], ["--halp"]])
def test_what_needs_no_command_loads_none_and_nothing_that_takes_long(words):
    commands = {f"matchmaker.cli.{home}" for home in HOMES.values()}

    assert loaded(*words) & {"matchmaker.cli", *commands, *SLOW} == {"matchmaker.cli"}


@pytest.mark.parametrize(("command", "home"), HOMES.items())
def test_command_loads_no_other(command, home):
    homes = loaded(command, "--help") & {f"matchmaker.cli.{home}" for home in HOMES.values()}

    assert homes == {f"matchmaker.cli.{home}"}


def test_every_name_is_of_the_library_also_once_all_modules_are_loaded():
    def exported():
        return {name: getattr(m, name) for name in m.__all__}

    before = exported()
    modules = [module.name for module in pkgutil.walk_packages(m.__path__, "matchmaker.")]
    for name in modules:
        if not name.endswith("__main__"):
            import_module(name)

    assert exported() == before
    assert not {f"matchmaker.{name}" for name in m.__all__} & set(modules)
    assert set(m.__all__) <= set(dir(m))
    assert m.__all__ == import_module("matchmaker.library").__all__


def test_no_class_name_means_two_things():
    ours = {name for name in m.__all__ if isclass(getattr(m, name))}
    elsewhere = [
        f"{module.name}.{name}"
        for module in pkgutil.walk_packages(m.__path__, "matchmaker.")
        if not module.name.endswith("__main__")
        for name, found in vars(import_module(module.name)).items()
        if name in ours and found is not getattr(m, name)
    ]

    assert elsewhere == []


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'matchmaker' has no attribute 'paln'"):
        _ = m.paln


def test_each_function_can_be_called_twice(event, plan, tmp_path):
    path = SMALL_FAIR / "fair.xlsx"
    tables, facts = frames(fair())

    assert m.read(path).event == m.read(path).event == event.event
    assert m.check(path) == m.check(path)
    assert m.event(**tables, settings=facts).event == m.event(**tables, settings=facts).event
    assert m.verify(event, plan.schedule) == m.verify(event, plan.schedule) == ()
    assert [m.plan(event, seconds=1).version for _ in range(2)] == ["v01", "v01"]
    assert [m.replan(plan, event, seconds=1).version for _ in range(2)] == ["v02", "v02"]
    plans = [m.plan(event, seconds=1).save(tmp_path / "fair-plans") for _ in range(2)]
    assert [path.name for path in plans] == ["v01", "v02"]
    assert m.load(tmp_path / "fair-plans").schedule == m.load(tmp_path / "fair-plans").schedule


def test_nothing_is_printed_and_no_file_is_written_but_by_save(event, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    made = m.plan(event, seconds=2)
    again = m.replan(made, event, keep="pairs", moves=1, seconds=2)
    for name in SHEETS:
        again.frame(name)
    again._repr_html_()

    assert (list(tmp_path.iterdir()), *capfd.readouterr()) == ([], "", "")
    made.save("fair-plans")
    assert [path.name for path in tmp_path.iterdir()] == ["fair-plans"]


def test_progress_is_told(event):
    told = []

    m.plan(event, seconds=2, progress=told.append)

    assert {"first", "seat"} <= {one.stage for one in told}


def test_what_goes_wrong_in_the_callers_progress_reaches_the_caller(event):
    def fail(_progress):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        m.plan(event, seconds=2, progress=fail)


def test_part_of_the_search_that_fails_is_told(event, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(import_module("matchmaker.solver.solve"), "seat", fail)

    with pytest.warns(RuntimeWarning, match="A part of the search failed and is not used: .*Zero"):
        plan = m.plan(event, seconds=2)

    assert m.verify(event, plan.schedule) == ()


def test_plan_says_what_it_is(plan, event):
    assert plan.schedule.pairs == set(plan.points)
    assert [aim.name for aim in plan.aims][:2] == ["must", "fair_share"]
    assert plan.changes == ()
    assert plan.event.participants == event.event.participants
    assert len(plan.unmet) == len(plan.frame("unmet"))
    assert [str(issue.place) for issue in plan.issues] == ["Interests!B5"]
    assert repr(plan).startswith("<PlannedEvent 'Small Fair for Sensors 2027' v01: ")
    assert repr(event).startswith("<ReadEvent 'Small Fair for Sensors 2027': 12 participants, ")


# DataFrames out


def as_written(value):
    """A value of a DataFrame as openpyxl reads it from a workbook."""
    if pd.isna(value) or value == "":
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


@pytest.fixture(scope="module", params=["fair.xlsx", "messe.xlsx"])
def rerun(request, tmp_path_factory):
    """A rerun with changes, and its `schedule.xlsx`."""
    event, folder = m.read(SMALL_FAIR / request.param), tmp_path_factory.mktemp("plans")
    plan = m.plan(event, seconds=3)
    plan.save(folder)
    again = m.replan(plan, event, absent=[event.event.registered[0]], seconds=2)
    return again, openpyxl.load_workbook(again.save(folder) / "schedule.xlsx")


@pytest.mark.parametrize("name", SHEETS)
def test_frame_holds_what_the_sheet_of_the_schedule_does(name, rerun):
    again, book = rerun
    sheet = book[words(again.event.language)(f"output.sheet.{name}")]
    headings, *rows = sheet.iter_rows(values_only=True)

    frame = again.frame(name)

    assert list(frame.columns) == list(headings)
    assert [tuple(map(as_written, row)) for row in frame.itertuples(index=False)] == rows


def test_frame_has_real_dates_times_and_numbers(plan):
    meetings, people = plan.frame("meetings"), plan.frame("participants")

    assert meetings["Date"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2027-06-17"]
    assert meetings["Start"].min() == time(10)
    assert int(meetings["Points"].sum()) == sum(plan.points.values())
    assert people["Share met"].max() == 1.0
    assert list(plan.frame("changes").columns)[:2] == ["Change", "A"]


def test_frame_of_nothing_has_the_same_types(plan):
    changes = plan.frame("changes")

    assert len(changes) == 0
    assert changes["Date now"].dtype == plan.frame("meetings")["Date"].dtype


def test_frame_speaks_another_language(plan):
    assert "Tisch" in plan.frame("meetings", "de").columns
    assert "Table" in plan.frame("meetings", language="en").columns


def test_notebook_shows_the_summary_and_what_is_written_stays_text(tmp_path):
    evil = fair(Event=[["Name", "<script>alert(1)</script>"], ["Meeting length", 30]])
    plan = m.plan(m.read(write(tmp_path / "fair.xlsx", evil)), seconds=2)

    shown = plan._repr_html_()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script" not in shown
    assert words("en")("report.aims") in shown


# Versions


def test_plan_is_saved_and_loaded_as_the_command_does(fresh, tmp_path):
    folder = tmp_path / "fair-plans"

    path = fresh.save(folder)

    assert path == folder / "v01"
    assert {file.name for file in path.iterdir()} == {"plan.json", "report.html", "schedule.xlsx"}
    assert m.load(folder).schedule == m.load(folder, "v01").schedule == fresh.schedule
    assert m.load(folder).aims == fresh.aims
    assert m.load(folder).frame("meetings").equals(fresh.frame("meetings"))


def test_plan_of_frames_is_saved_with_its_places(tmp_path):
    tables, facts = frames(fair(Blocked=None))
    tables["participants"]["Wish 1"] = ["P3", None, "P1", None, None, "P1"]
    tables["participants"].index = list("abcdef")
    plan = m.plan(m.event(**tables, settings=facts), seconds=2)

    plan.save(tmp_path / "plans")

    assert m.load(tmp_path / "plans").issues == plan.issues
    places = plan.frame("issues")["Place"].tolist()
    assert [place for place in places if "[f" in place] != []


def test_plan_has_the_name_it_was_saved_under(event, tmp_path):
    one, other = (m.plan(event, seconds=1) for _ in range(2))

    one.save(tmp_path / "plans")
    other.save(tmp_path / "plans")

    assert (one.version, other.version) == ("v01", "v02")
    assert m.replan(other, event, seconds=1).version == "v03"


def test_plan_takes_the_event_id_that_is_kept_with_the_plans(tmp_path):
    nameless = fair(Event=[["Name", "Fair"], ["Meeting length", 30]])
    event = m.read(write(tmp_path / "fair.xlsx", nameless))
    one, other = (m.plan(event, seconds=1) for _ in range(2))
    assert one.event.event_id != other.event.event_id

    one.save(tmp_path / "plans")
    other.save(tmp_path / "plans")

    assert one.event.event_id == other.event.event_id


def publish(folder, name):
    found = versions.find(folder, name)
    workflow.publish(workflow.announce(found, changed=False))


def test_plan_that_knows_nothing_of_what_people_were_told_is_not_saved(event, fresh, tmp_path):
    folder = tmp_path / "plans"
    fresh.save(folder)
    publish(folder, "v01")

    with pytest.raises(m.OtherBase) as raised:
        m.plan(event, seconds=1).save(folder)

    assert str(raised.value) == (
        f"People were told v01 of {folder}, from which this plan does not start: "
        "plan again from it."
    )
    assert [version.name for version in versions.versions(folder)] == ["v01"]
    again = m.replan(m.load(folder), event, seconds=1)
    assert again.save(folder) == folder / "v02"
    assert m.load(folder).changes == again.changes


def test_rerun_of_a_plan_that_is_not_there_is_not_saved(event, fresh, tmp_path):
    again = m.replan(fresh, event, seconds=1)

    with pytest.raises(m.OtherBase) as raised:
        again.save(tmp_path / "plans")

    assert str(raised.value) == (
        f"This plan starts from v01, which is not in {tmp_path / 'plans'} as it knows it: "
        "save that one first, and plan again from it."
    )
    assert versions.versions(tmp_path / "plans") == ()
    fresh.save(tmp_path / "plans")
    assert again.save(tmp_path / "plans").name == "v02"


# Reruns


def test_rerun_keeps_what_people_were_told(event, plan):
    again = m.replan(plan, event, seconds=2)

    assert again.schedule.pairs == plan.schedule.pairs
    assert again.changes == ()
    assert m.verify(event, again) == m.verify(event, again.schedule, told=plan) == ()


@pytest.mark.parametrize("keep", Keep)
def test_rerun_is_asked_what_the_command_is(keep, tmp_path):
    """Planning and checking, on the command line and here, make the same event."""
    workbook = write(tmp_path / "fair.xlsx", fair())
    folder = versions.folder_of(workbook)
    m.plan(m.read(workbook), seconds=2).save(folder)
    publish(folder, "v01")
    changed = fair(Interests=[["P1", "P3", "must"], ["P4", "P5"]], Fixed=None)
    event = m.read(write(workbook, changed))
    since = workflow.moment_asked("9:45", event.event)

    again = m.replan(m.load(folder), event, keep=keep, since=since, absent=["P2"], seconds=2)

    request = workflow.Request(keep=keep, since=since, absent=("P2",))
    task = workflow.prepare(read_event(workbook), workbook, folder, request)
    assert again.event == task.event
    told = versions.find(folder, "v01").plan()
    checked = workflow.as_asked(event.event, task.options, told)
    promises = checked.promises if keep is Keep.NONE else again.event.promises
    assert checked == replace(again.event, promises=promises)
    assert m.verify(event, again) == ()


def without(person):
    """The fair without somebody, and without their wishes."""
    rows = fair()
    named = {person, "liam@delta.example", "Delta ltd"}
    kept = {
        title: [headings, *(row for row in rest if named.isdisjoint(row))]
        for title, (headings, *rest) in rows.items()
    }
    return {title: rows for title, rows in kept.items() if len(rows) > 1}


def test_who_was_told_long_ago_is_remembered_as_the_command_does(tmp_path):
    workbook = write(tmp_path / "fair.xlsx", fair())
    folder = versions.folder_of(workbook)
    m.plan(m.read(workbook), seconds=2).save(folder)
    publish(folder, "v01")
    event = m.read(write(workbook, without("P5")))
    m.replan(m.load(folder), event, seconds=2).save(folder)
    publish(folder, "v02")

    again = m.replan(m.load(folder), event, seconds=2)

    reading = read_event(workbook)
    task = workflow.prepare(reading, workbook, folder, workflow.Request(keep=Keep.ALL))
    assert "P5" in task.event.participant
    assert again.event == task.event
    assert again.save(folder).name == "v03"


def test_moment_without_a_time_zone_is_by_the_clocks_of_the_event(event, plan):
    aware = workflow.moment_asked("10:30", event.event)
    naive, elsewhere = pd.Timestamp("2027-06-17 10:30"), aware.astimezone(UTC)

    moments = [m.replan(plan, event, since=at, seconds=1).event.now for at in (naive, elsewhere)]

    assert moments == [aware, aware]
    assert [type(moment) for moment in moments] == [datetime, datetime]


def test_rerun_moves_no_more_than_is_allowed(event, plan):
    assert m.replan(plan, event, keep="pairs", moves=0, seconds=2).changes == ()


def test_who_is_absent_is_remembered_and_may_come_after_all(event, plan):
    who = event.event.registered[0]
    without = m.replan(plan, event, absent=[who], seconds=2)

    assert who not in without.schedule.by_participant
    assert who not in m.replan(without, event, seconds=2).schedule.by_participant
    back = m.replan(without, event, present=[who], seconds=2)
    assert who in back.event.registered


def test_rerun_of_another_event_is_refused(plan, tmp_path):
    other = m.read(write(tmp_path / "fair.xlsx", fair()))

    with pytest.raises(m.InvalidWorkbook) as raised:
        m.replan(plan, other)

    assert "other_event" in {issue.code for issue in raised.value.issues}


# What is wrong


def test_workbook_with_errors_says_the_first_with_their_places(tmp_path):
    wrong = fair(Interests=[["nobody", f"P{n}"] for n in range(1, 9)])
    path = write(tmp_path / "fair.xlsx", wrong)

    with pytest.raises(m.InvalidWorkbook) as raised:
        m.read(path)

    lines = str(raised.value).splitlines()
    assert lines[0].startswith("Interests!A2: ")
    assert len(lines) == 6
    assert lines[-1] == f"… and {len(errors(raised.value.issues)) - 5} more."
    assert raised.value.issues == m.check(path)


def errors(issues):
    return [issue for issue in issues if issue.severity is Severity.ERROR]


def test_bad_wishes_are_passed_over_where_that_is_asked(tmp_path):
    path = write(tmp_path / "fair.xlsx", fair(Interests=[["nobody", "P1"], ["P1", "P3"]]))

    assert m.read(path, skip_bad_wishes=True).event.interests != ()


def test_frames_with_errors_say_every_row():
    tables, facts = frames(fair(Interests=[["nobody", "P1"], ["P1", "P9"]], Fixed=None))

    with pytest.raises(m.InvalidWorkbook) as raised:
        m.event(**tables, settings=facts)

    assert [str(issue.place) for issue in errors(raised.value.issues)] == [
        "Interests[2, From]",
        "Interests[3, To]",
    ]
    assert "Interests[3, To]: " in str(raised.value)


WRONG = (
    (lambda _p, _e: m.read(3), TypeError("path must be a path, not int")),
    (lambda _p, _e: m.read("x.xlsx"), FileNotFoundError("there is no x.xlsx")),
    (lambda _p, _e: m.check("x.xlsx"), FileNotFoundError("there is no x.xlsx")),
    (lambda _p, _e: m.load("x"), FileNotFoundError("there is no x")),
    (lambda _p, _e: m.plan("x"), TypeError("event must be of type ReadEvent, not str")),
    (lambda _p, e: m.plan(e.event), TypeError("event must be of type ReadEvent, not Event")),
    (lambda _p, e: m.plan(e, seconds="9"), TypeError("seconds must be a number, not str")),
    (lambda _p, e: m.plan(e, seconds=-1), ValueError("seconds must be from 0 to 86400, not -1")),
    (
        lambda _p, e: m.plan(e, seconds=float("nan")),
        ValueError("seconds must be from 0 to 86400, not nan"),
    ),
    (lambda _p, e: m.plan(e, workers=0), ValueError("workers must be from 1 to 512, not 0")),
    (lambda _p, e: m.plan(e, seed=1.5), TypeError("seed must be a number, not float")),
    (lambda _p, e: m.plan(e, progress=3), TypeError("progress must be callable, not int")),
    (lambda _p, e: m.replan(e, e), TypeError("plan must be of type PlannedEvent, not ReadEvent")),
    (
        lambda p, e: m.replan(p, e, keep="some"),
        ValueError("keep must be one of all, pairs, none, not 'some'"),
    ),
    (lambda p, e: m.replan(p, e, keep=1), TypeError("keep must be of type str, not int")),
    (lambda p, e: m.replan(p, e, moves=3), ValueError('moves need keep="pairs"')),
    (lambda p, e: m.replan(p, e, since=9), TypeError("since must be of type datetime, not int")),
    (lambda p, e: m.replan(p, e, absent="P01"), TypeError("absent must be several ids, not str")),
    (lambda p, e: m.replan(p, e, absent=7), TypeError("absent must be several ids, not int")),
    (lambda p, e: m.replan(p, e, absent=[1]), TypeError("absent must be of type str, not int")),
    (
        lambda _p, e: m.verify(e, []),
        TypeError("schedule must be of type Schedule or PlannedEvent, not list"),
    ),
    (
        lambda p, _e: p.frame("meeting"),
        ValueError(f"name must be one of {', '.join(SHEETS)}, not 'meeting'"),
    ),
    (lambda p, _e: p.frame(1), TypeError("name must be of type str, not int")),
    (
        lambda p, _e: p.frame("grid", "fr"),
        ValueError("language must be one of de, en, not 'fr'"),
    ),
    (lambda p, _e: p.save(None), TypeError("folder must be a path, not NoneType")),
)


@pytest.mark.parametrize(("call", "error"), WRONG)
def test_what_is_asked_wrongly_is_named(call, error, plan, event):
    with pytest.raises(type(error)) as raised:
        call(plan, event)

    assert str(raised.value) == str(error)


def test_absent_stranger_is_named(plan, event):
    with pytest.raises(ValueError, match=r"^absent: .*P99"):
        m.replan(plan, event, absent=["P99"])
    with pytest.raises(ValueError, match="P01"):
        m.replan(plan, event, present=["P01"])


def test_version_that_is_not_there_is_named(fresh, tmp_path):
    fresh.save(tmp_path)

    with pytest.raises(ValueError, match=r"^no version v07 in .*; there: v01$"):
        m.load(tmp_path, "v07")
    (tmp_path / "v01" / "plan.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"plan\.json is damaged or missing"):
        m.load(tmp_path)


def test_event_in_which_nobody_meets_is_a_value_error(tmp_path):
    lonely = fair(Interests=[], Fixed=None)
    for row in lonely["Participants"][1:]:
        row[14:] = []
    event = m.read(write(tmp_path / "fair.xlsx", lonely))

    with pytest.raises(ValueError, match="No plan is possible"):
        m.plan(event, seconds=1)


def test_broken_rules_are_named(plan, event):
    twice = Schedule((*plan.schedule.meetings, plan.schedule.meetings[0]))

    assert m.verify(event, twice) != ()


# The pages


def code_in(page):
    """The code of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_code_of_the_page_runs(page, tmp_path, monkeypatch):
    copy(SMALL_FAIR / "fair.xlsx", tmp_path / "FAIR.xlsx")
    monkeypatch.chdir(tmp_path)
    code = code_in(ROOT / page).replace("seconds=30", "seconds=3")
    assert "import matchmaker as m" in code

    before, after, rest = code.partition("found = m.results")
    known: dict[str, object] = {}
    exec(compile(before, page, "exec"), known)  # noqa: S102 - our own pages
    if after:
        workflow.publish(workflow.announce(versions.find(tmp_path / "FAIR-plans")))
        exec(compile(after + rest, page, "exec"), known)  # noqa: S102

    assert (tmp_path / "FAIR-plans" / "v01" / "schedule.xlsx").exists()


def test_price_of_an_unmet_wish(plan):
    one = next(each for each in plan.unmet if each.price)

    told = m.price(plan, one.interest.source, one.interest.target)

    assert told == one.price
    assert all(cost.at_most is None or cost.at_least <= cost.at_most for cost in told.values())


def test_price_that_the_plan_does_not_know_is_worked_out(fresh, tmp_path):
    one = next(each for each in fresh.unmet if each.price)
    file = fresh.save(tmp_path / "plans") / "plan.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    for wish in content["unmet"]:
        wish["price"] = wish["instead"] = None
    file.write_text(json.dumps(content), encoding="utf-8")

    told = m.price(m.load(tmp_path / "plans"), one.interest.source, one.interest.target)

    assert told == one.price


def test_price_of_a_forbidden_wish_is_none(plan):
    one = next(each for each in plan.unmet if each.reason.is_final)

    assert m.price(plan, one.interest.source, one.interest.target) is None


def test_price_of_those_who_meet_is_refused(plan):
    one, other = plan.schedule.meetings[0].participants

    with pytest.raises(ValueError, match=f"{one} .* and {other} .* meet: "):
        m.price(plan, one, other)


def test_price_of_somebody_unknown_is_refused(plan):
    with pytest.raises(ValueError, match="target: “P99” is nobody we know"):
        m.price(plan, "P01", "P99")
