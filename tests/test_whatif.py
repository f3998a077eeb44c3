"""What if, as an organiser asks it: scenarios bounded and planned, stopped and gone on with."""

import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

import matchmaker as m
from matchmaker import workflow
from matchmaker.events import Attendance, Table
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.package.naming import beside
from matchmaker.io.plans.trials import KeptTrials
from matchmaker.prospects import bottleneck_line
from matchmaker.scenarios import Figures, Scenario, scenario_of
from matchmaker.text import words
from tests.builders import at, but, event, people, person, room, wishes
from tests.test_cli import EXAMPLES, fair, run  # noqa: F401 - fixtures

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
supposing = import_module("matchmaker.workflow.supposing")
GERMAN = EXAMPLES / "small-fair" / "messe.xlsx"
SMALL = event(people("A B C D"), wishes("A>B A>C B>C C>D"), slots=2, tables=1)


def of(small):
    """The scenarios of an event that is not read from anything."""

    def unread(_minutes):
        raise AssertionError

    return workflow.Supposed(small, None, unread)


def asked(typed):
    return tuple(scenario_of(word) for word in typed.split(","))


def test_whatif_tells_bounds_of_each_scenario(run, fair):  # noqa: F811
    code, shown = run("whatif", fair, "--scenarios", "tables-1,tables-9,slots-2")

    assert code == 0
    assert re.search(r"as it is +103 +27 +0\n", shown)
    assert re.search(r"slots: −2 +100 +−3 +25 +0\n", shown)
    assert re.search(r"tables: −9 +– +– +– +–\n", shown)
    assert "tables: −9: not possible, only 3 tables" in shown
    assert "The bottleneck is the maximum of meetings (2 people" in shown


def table_of(shown):
    return [line for line in shown.splitlines() if re.search(r" / .* / .* / ", line)]


def test_table_of_whatif_fits_a_terminal(run, fair):  # noqa: F811
    folder = fair.parent / "out"
    options = ("--scenarios", "max-1", "--plan", "--time", "1")

    code, shown = run("whatif", GERMAN, "-o", folder, *options)

    rows = table_of(shown)
    assert code == 0
    assert len(rows) == 2
    assert max(map(len, rows)) <= 80
    assert table_of(run("whatif", GERMAN, "-o", folder, *options)[1]) == rows


@pytest.mark.parametrize("typed", ["tables", "tables+0", "chairs+2", "without"])
def test_whatif_refuses_what_is_no_scenario(run, fair, typed):  # noqa: F811
    code, shown = run("whatif", fair, "--scenarios", typed)

    assert code == 2
    assert f"--scenarios: {typed} is none" in shown


def test_whatif_refuses_jobs_without_plans(run, fair):  # noqa: F811
    assert run("whatif", fair, "--jobs", "2")[0] == 2


def test_lengths_are_read_from_the_workbook(fair):  # noqa: F811
    reading = read_event(fair)
    supposed = workflow.Supposed(
        reading.event, reading.source, lambda n: read_event(fair, meeting_length=n)
    )

    longer = supposed.event(scenario_of("length=40"))

    assert {slot.end - slot.start for slot in longer.slots} == {
        2 * (slot.end - slot.start) for slot in reading.event.slots
    }
    assert len(longer.pins) == len(reading.event.pins)


def test_a_workbook_that_changed_meanwhile_is_told(fair):  # noqa: F811
    reading = read_event(fair)
    other = read_event(GERMAN)
    supposed = workflow.Supposed(reading.event, reading.source, lambda _n: other)

    (prospect,) = workflow.bounded(supposed, asked("length=40"))

    assert prospect.hindrance.code == "changed"


def test_nothing_is_worked_out_twice(tmp_path, monkeypatch):
    looked_at = []
    look_at = supposing.look_at
    monkeypatch.setattr(
        supposing, "look_at", lambda trial: looked_at.append(trial) or look_at(trial)
    )
    results = KeptTrials(tmp_path / "results")
    first = workflow.bounded(of(SMALL), asked("as-is,tables+1"), results)

    again = workflow.bounded(of(SMALL), asked("as-is,tables+1,slots+1"), results)
    other = but(people("A B C D"), "A", max_meetings=1)
    workflow.bounded(of(event(other, SMALL.interests, slots=2)), asked("as-is"), results)

    assert again[:2] == first
    assert len(looked_at) == 4


def test_each_result_is_kept_as_soon_as_it_is_known(tmp_path):
    found = supposing.prospects(
        of(SMALL), asked("tables+1,tables+2"), supposing.AtOnce(), KeptTrials(tmp_path)
    )

    next(found)

    assert len([*tmp_path.iterdir()]) == 1


def test_a_damaged_result_is_worked_out_anew(tmp_path):
    results = KeptTrials(tmp_path)
    first = workflow.bounded(of(SMALL), asked("as-is"), results)
    (kept,) = tmp_path.iterdir()
    for damage in ("", "{", "[1]", '{"figures": {"points": "9"}, "lapses": []}'):
        kept.write_text(damage)
        assert workflow.bounded(of(SMALL), asked("as-is"), results) == first


def test_plans_have_their_bounds_beside_them():
    bounds = workflow.bounded(of(SMALL), asked("as-is,tables+1,tables-1"))

    with ThreadPoolExecutor(1) as threads:
        found = workflow.planned(of(SMALL), bounds, threads, workflow.Effort(5))

    assert [one.plan for one in found] == [
        Figures(points=4, wishes=2, below=0),
        Figures(points=6, wishes=3, below=0),
        Figures(points=0, wishes=0, below=0),
    ]
    assert all(one.plan.is_within(one.most) for one in found)


def test_a_plan_beyond_its_bound_is_our_fault_and_not_told():
    bounds = [
        supposing.Prospect(Scenario(), most=Figures(points=1, wishes=1, below=0)),
    ]

    with ThreadPoolExecutor(1) as threads:
        (found,) = workflow.planned(of(SMALL), bounds, threads, workflow.Effort(5))

    assert (found.most, found.plan, found.hindrance.code) == (None, None, "beyond")
    assert found.is_our_fault


def test_folder_is_beside_the_workbook(tmp_path):
    assert beside(tmp_path / "fair.xlsx", "whatif") == tmp_path / "fair-whatif"
    (tmp_path / "fair.v2").mkdir()
    assert beside(tmp_path / "fair.v2", "whatif") == tmp_path / "fair.v2-whatif"


@pytest.mark.parametrize(
    ("small", "code"),
    [
        (event(people("A B"), wishes("A>B")), "nothing"),
        (event(people("A B C D"), wishes("A>B C>D")), "tables"),
        (
            event(
                people("A B C D", attendance=Attendance.ONLINE),
                wishes("A>B C>D"),
                tables=(room("R"), Table(name="T")),
            ),
            "rooms",
        ),
        (event(people("A B C D"), wishes("B>A C>A D>A A>B"), slots=1, tables=4), "slots"),
        (event(people("A B C D E F G"), wishes("B>A C>A D>A"), slots=1, tables=4), "people"),
        (event(but(people("A B C"), "A", max_meetings=1), wishes("B>A C>A"), slots=3), "max"),
        (event((person("A", times=at(0)), *people("B C")), wishes("B>A C>A"), slots=2), "people"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bottleneck_is_what_is_short(small, code):
    assert workflow.bottleneck(of(small)).code == code


LAB = (person("X", "Lab"), person("Y", "Lab"))


@pytest.mark.parametrize(
    ("small", "wanted"),
    [
        (event((*people("A B"), *LAB), wishes("A>@Lab B>@Lab"), slots=1), ()),
        (event((*people("A B"), *LAB), wishes("A>@Lab"), slots=1), ()),
        (event((*people("A B C"), *LAB), wishes("A>@Lab B>@Lab C>@Lab"), slots=1), ("X",)),
        (event((*people("A B C"), *LAB), wishes("A>X B>X C>@Lab"), slots=1), ("X",)),
        (event((*people("A B C"), *LAB), wishes("A>X C>@Lab"), slots=1), ()),
        (event((*people("A B"), *LAB), wishes("A>@Lab A>B"), slots=1), ("A",)),
        (event((person("A", "Firm"), *LAB), wishes("A>@Lab X>@Firm Y>@Firm"), slots=1), ("A",)),
        (event((person("A", "Firm"), LAB[0]), wishes("A>@Lab X>@Firm"), slots=1), ()),
    ],
)
def test_wish_for_an_organisation_wants_one_of_its_people(small, wanted):
    assert supposing.wanted_too_often(small) == wanted


def test_event_without_tables_is_told_nothing_of_tables():
    online = event(people("A B C", attendance=Attendance.ONLINE), wishes("A>B A>C"), tables=0)
    found = workflow.bottleneck(of(online))

    assert bottleneck_line(found, online, words("en")) == (
        "The bottleneck is time (1 person is wanted more often than they have slots): "
        "one slot more brings 2 points at most."
    )
    assert "Tisch" not in bottleneck_line(found, online, words("de"))


@pytest.mark.parametrize(
    ("page", "workbook"),
    [("howto/what-if.md", "fair.xlsx"), ("de/was-waere-wenn.md", "messe.xlsx")],
)
def test_page_is_as_it_is_typed(run, fair, monkeypatch, page, workbook):  # noqa: F811
    monkeypatch.chdir(fair.parent)
    text = (DOCS / page).read_text("utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    lines = [shlex.split(line) for block in blocks for line in block.splitlines()]

    assert {line[2] for line in lines} == {workbook}
    assert [run(*line[1:])[0] for line in lines] == [0] * 3


PROGRAM = """
import sys
from pathlib import Path

import matchmaker as m

if __name__ == "__main__":
    scenarios = [f"tables+{n}" for n in range(1, 31)]
    m.whatif(m.read(sys.argv[1]), scenarios, plan=True, seconds=5, jobs=2, keep=sys.argv[2])
"""


def begun(tmp_path, workbook, kept):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    return subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, program, workbook, kept], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def contents(kept):
    return {path.name: path.read_text() for path in kept.glob("*.json")}


def test_killed_run_goes_on_where_it_was(fair, tmp_path):  # noqa: F811
    kept = tmp_path / "kept"
    killed = begun(tmp_path, fair, kept)
    while len(contents(kept)) < 40:  # all bounds, and some plans
        time.sleep(0.05)
        assert killed.poll() is None
    killed.kill()
    killed.wait()
    found = contents(kept)
    made = {path: path.stat().st_mtime_ns for path in kept.glob("*.json")}

    assert begun(tmp_path, fair, kept).wait() == 0

    assert len(found) < 60 < len(contents(kept))
    assert {path: path.stat().st_mtime_ns for path in made} == made
    assert found.items() <= contents(kept).items()


def test_a_process_that_ends_is_a_failure_of_its_scenarios():
    bounds = workflow.bounded(of(SMALL), asked("as-is"))

    with workflow.processes(1) as workers:
        workers.submit(os._exit, 3).exception()
        (found,) = workflow.planned(of(SMALL), bounds, workers, workflow.Effort(5))

    assert (found.plan, found.hindrance.code) == (None, "failed")


def test_processes_and_a_cluster_give_the_same(fair):  # noqa: F811
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    event_, names = m.read(fair), ["tables-1", "slots-1", "length=15", "max-1"]
    here = m.whatif(event_, names, plan=True, jobs=2)

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as many,
        distributed.Client(many) as client,
    ):
        there = m.whatif(event_, names, plan=True, executor=client.get_executor(pure=False))

    assert there == here
    assert all(one.plan for one in here.prospects)


def test_cluster_without_workers_is_given_up(monkeypatch):
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(supposing, "WAITING", 0)
    monkeypatch.setattr(supposing, "BETWEEN_LOOKS", 0.1)
    bounds = workflow.bounded(of(SMALL), asked("as-is"))

    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(workflow.NoCluster) as found,
        workflow.cluster(empty.scheduler_address) as workers,
    ):
        workflow.planned(of(SMALL), bounds, workers, workflow.Effort(5))

    assert (found.value.code, found.value.address) == ("cluster_gone", empty.scheduler_address)


def test_whatif_says_that_there_is_no_cluster(run, fair):  # noqa: F811
    code, shown = run(
        "whatif", fair, "--scenarios", "max+1", "--plan", "--scheduler", "tcp://x.invalid:1"
    )

    assert code == 2
    assert "--scheduler needs Dask" in shown or "no Dask scheduler at tcp://x.invalid:1" in shown


def test_program_asks_what_the_command_does(fair):  # noqa: F811
    found = m.whatif(m.read(fair), ["tables+1", "max+1"])

    assert [str(one.scenario) for one in found.prospects] == ["as-is", "tables+1", "max+1"]
    assert found["max+1"].most == Figures(points=104, wishes=27, below=0)
    assert found.sentence.startswith("The bottleneck is the maximum of meetings")
    with pytest.raises(KeyError):
        found["slots+1"]
    with pytest.raises(ValueError, match="'chairs' is none"):
        m.whatif(m.read(fair), ["chairs"])
