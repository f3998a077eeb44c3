"""Planning once more: what is better, and what is done in which time."""

from dataclasses import replace

import pytest

from matchmaker.aims import Aim, AimName
from matchmaker.events import Rules
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.versions import find
from matchmaker.record import Source
from matchmaker.score import score
from matchmaker.solver import Solution, Watch
from matchmaker.workflow import planning
from matchmaker.workflow.outcomes import Planned, Unchanged
from matchmaker.workflow.preparing import Request, prepare
from tests.builders import event, meeting, people, pin, schedule, slot, wishes

FAIR = event(people("A B C D"), wishes("A>B! A>C B>D C>D"), slots=4, tables=2)
TOGETHER = (meeting("A B", 0, "T1"), meeting("A C", 1, "T1"))
APART = (meeting("A B", 0, "T1"), meeting("A C", 2, "T1"))
FAR_APART = (meeting("A B", 0, "T1"), meeting("A C", 3, "T1"))
WALKING = (meeting("A B", 0, "T1"), meeting("A C", 1, "T2"))
MORE = (*FAR_APART, meeting("B D", 3, "T2"))
MOST = (*MORE, meeting("C D", 1, "T1"))


def solution(*meetings) -> Solution:
    made = schedule(*meetings)
    values = score(FAIR, made)
    aims = (Aim(n, values[n], 999 if n.is_maximised else 0, 0.0) for n in AimName if n in values)
    return Solution(made, tuple(aims))


def try_again(tmp_path, monkeypatch, known, found):
    """Write a plan, and plan once more for a better one."""
    workbook, folder = tmp_path / "fair.xlsx", tmp_path / "fair-plans"
    workbook.touch()
    task = prepare(Reading(FAIR, (), "en", Source("fair.xlsx", "")), workbook, folder, Request())
    monkeypatch.setattr(planning, "solve", lambda *_: solution(*known))
    planning.plan(task, folder, Watch(1))
    monkeypatch.setattr(planning, "solve", lambda *_: solution(*found))
    return planning.plan(task, folder, Watch(1), better_than=find(folder))


@pytest.mark.parametrize(
    ("known", "found", "outcome"),
    [
        (APART, TOGETHER, Planned),  # fewer breaks
        (TOGETHER, APART, Unchanged),
        (FAR_APART, APART, Planned),  # less waiting
        (APART, FAR_APART, Unchanged),
        (WALKING, TOGETHER, Planned),  # fewer table changes
        (TOGETHER, WALKING, Unchanged),
        (TOGETHER, MORE, Planned),  # somebody more who meets outweighs breaks
        (MORE, TOGETHER, Unchanged),
        (MORE, MOST, Planned),  # more points outweigh them, too
        (MOST, MORE, Unchanged),
        (TOGETHER, TOGETHER, Unchanged),
    ],
)
def test_another_try_is_written_only_if_its_first_aim_that_differs_is_better(
    known, found, outcome, tmp_path, monkeypatch
):
    assert isinstance(try_again(tmp_path, monkeypatch, known, found), outcome)


@pytest.mark.parametrize(("number", "limit"), [(0, 1), (1, 1), (2, 2), (3, 3)])
def test_limit_is_at_least_what_somebody_has_had_already(number, limit):
    pins = (pin("A B", 0), pin("A C", 1), pin("A D", 2))
    late = replace(FAIR, rules=Rules(max_meetings=1), pins=pins, now=slot(number).start)

    assert late.limit_of("A") == limit
    assert late.limit_of("D") == 1
    assert replace(late, rules=Rules()).limit_of("A") is None
