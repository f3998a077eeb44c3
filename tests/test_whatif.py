"""What if, as an organiser asks it: scenarios bounded and planned, stopped and gone on with."""

import re
import shlex
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

from matchmaker import workflow
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans.results import Results, folder_beside
from matchmaker.scenarios import Figures, Scenario, scenario_of
from tests.builders import but, event, people, wishes
from tests.test_cli import EXAMPLES, fair, run  # noqa: F401 - fixtures

DOCS = Path(__file__).parent.parent / "docs"
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
    assert "The bottleneck is the maximum of meetings" in shown


def test_table_of_whatif_fits_a_terminal(run, fair):  # noqa: F811
    folder = fair.parent / "out"
    options = ("--scenarios", "max-1", "--plan", "--time", "1")

    code, shown = run("whatif", GERMAN, "-o", folder, *options)

    rows = [line for line in shown.splitlines() if re.search(r" / .* / .* / ", line)]
    assert code == 0
    assert len(rows) == 2
    assert max(map(len, rows)) <= 80
    assert run("whatif", GERMAN, "-o", folder, *options) == (code, shown)


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
    results = Results(tmp_path / "results")
    first = workflow.bounded(of(SMALL), asked("as-is,tables+1"), results)

    again = workflow.bounded(of(SMALL), asked("as-is,tables+1,slots+1"), results)
    other = but(people("A B C D"), "A", max_meetings=1)
    workflow.bounded(of(event(other, SMALL.interests, slots=2)), asked("as-is"), results)

    assert again[:2] == first
    assert len(looked_at) == 4


def test_a_damaged_result_is_worked_out_anew(tmp_path):
    results = Results(tmp_path)
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
    assert folder_beside(tmp_path / "fair.xlsx") == tmp_path / "fair-whatif"
    (tmp_path / "fair.v2").mkdir()
    assert folder_beside(tmp_path / "fair.v2") == tmp_path / "fair.v2-whatif"


@pytest.mark.parametrize(
    ("small", "code"),
    [
        (event(people("A B"), wishes("A>B")), "nothing"),
        (event(people("A B C D"), wishes("A>B C>D")), "tables"),
        (event(people("A B C D"), wishes("B>A C>A D>A"), slots=1, tables=4), "slots"),
        (
            event(people("A B C D E F"), wishes("B>A C>A D>A"), slots=1, tables=4),
            "people",
        ),
        (
            event(but(people("A B C D"), "A", max_meetings=1), wishes("B>A C>A"), slots=3),
            "maximum",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bottleneck_is_what_is_short(small, code):
    assert workflow.bottleneck(small).code == code


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
