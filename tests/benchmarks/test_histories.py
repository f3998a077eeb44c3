"""Histories are played as they were before, and judged."""

from dataclasses import replace
from random import Random
from types import SimpleNamespace

import pytest
import typer.testing

from benchmarks import histories
from benchmarks.histories import CHANGES, JUDGES, History, Judge, make_event, play, readable
from matchmaker.aims import Aim, AimName, Keep
from matchmaker.events import Blocked, Status, Table
from matchmaker.record import Options
from matchmaker.rulebook import go_together
from matchmaker.solver import Lapse, Solution, Stage
from tests.builders import at, but, event, meeting, past, people, pin, plan, schedule, slot, wishes


def test_history_ends_without_a_fault(tmp_path):
    history = play(3, 1, tmp_path)

    assert (history.number, history.faults) == (3, ())
    assert 2 <= history.runs <= 4
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", range(20))
def test_events_are_the_same_again_and_could_be_read(number):
    first, again = (make_event(Random(number)) for _ in range(2))

    assert first == again
    assert go_together(first)


@pytest.mark.parametrize("change", CHANGES)
def test_changed_event_can_be_planned(change):
    for number in range(10):
        random = Random(number)
        changed = readable(change(make_event(random), random))

        assert go_together(changed)
        assert {wish.source for wish in changed.interests} <= changed.participant.keys()


def test_fault_is_told_and_its_plans_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(histories, "JUDGES", (lambda *_: iter(["rule: none"]),))

    history = play(3, 1, tmp_path)

    assert set(history.faults) <= {f"run {n}: rule: none" for n in range(1, history.runs + 1)}
    assert len(history.faults) == history.runs - history.refused > 0
    assert (tmp_path / "3" / "v01" / "plan.json").exists()


def test_run_that_raises_is_a_fault(monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError("no")

    monkeypatch.setattr(histories, "solve_task", fail)

    assert play(3, 1).faults == ("run 1: ZeroDivisionError: no",)


def test_command_sums_up():
    told = typer.testing.CliRunner().invoke(app(), ["--count", "2", "--workers", "1"])

    assert told.exit_code == 0, told.output
    assert "0 histories with a fault" in told.output


def app() -> typer.Typer:
    made = typer.Typer()
    made.command()(histories.main)
    return made


def test_faults_are_counted_by_kind():
    faulty = History(1, 2, 0, ("run 1: rule: twice", "run 2: rule: twice"))

    assert list(histories.summed_up([faulty, History(2, 3, 1, ())])) == [
        "2 histories with 5 runs; 1 refused for edits that cannot be",
        "1 histories with a fault",
        "  1 x rule: twice",
    ]


AB = event(people("A B C D"), wishes("A>B C>D"), slots=3, tables=2)


def judged(judge: Judge, any_event, *meetings, aims=(), lapses=(), told=(), **options) -> list[str]:
    task = SimpleNamespace(
        event=any_event,
        options=Options(**options),
        before=plan(any_event, *told) if told else None,
        past=past(any_event, schedule(*told)) if told else None,
        is_rerun=bool(any_event.promises),
    )
    return list(judge(task, Solution(schedule(*meetings), aims, lapses)))


GONE = replace(AB, participants=but(AB.participants, "A", status=Status.CANCELLED))
BAD = {
    "no_lapse": (AB, (), {"lapses": (Lapse(Stage.SEAT, "x"),)}),
    "verified": (AB, (meeting("A C"),), {}),
    "worth_what_it_claims": (AB, (), {"aims": (Aim(AimName.POINTS, 3, 3, 0.0),)}),
    "nobody_twice": (AB, (meeting("A B"), meeting("A C", 0, "T2")), {}),
    "tables_hold": (AB, (meeting("A B"), meeting("C D")), {}),
    "people_are_there": (GONE, (meeting("A B"),), {}),
    "the_blocked_do_not_meet": (replace(AB, blocked=(Blocked(("A", "B")),)), (meeting("A B"),), {}),
    "pins_stand": (replace(AB, pins=(pin("A B", 1),)), (meeting("A B", 0),), {}),
    "history_stands": (AB, (), {"told": (meeting("A B"),), "since": slot(1).start}),
    "few_are_moved": (
        replace(AB, promises=(pin("A B", 0, "T1"),)),
        (meeting("A B", 1),),
        {"moves": 0},
    ),
    "all_is_kept": (AB, (meeting("A B", 1),), {"told": (meeting("A B"),), "keep": Keep.ALL}),
}
"""For each judge a plan that it may not let pass."""


@pytest.mark.parametrize("name", BAD)
def test_judge_finds_what_is_wrong(name):
    any_event, meetings, more = BAD[name]

    assert len(judged(getattr(histories, name), any_event, *meetings, **more)) == 1


def test_judge_finds_a_bound_below_what_is_there(monkeypatch):
    monkeypatch.setattr(histories, "most_points", lambda *_: 1)
    told = replace(AB, promises=(pin("A B", 0, "T1"),))
    judge = histories.a_looser_rerun_has_no_fewer_points

    assert len(judged(judge, told, meeting("A B"), keep=Keep.ALL)) == 1


def test_every_judge_has_its_test():
    names = {judge.__name__ for judge in JUDGES}

    assert names == {*BAD, "a_looser_rerun_has_no_fewer_points"}


@pytest.mark.parametrize("judge", JUDGES)
def test_judges_let_a_good_plan_pass(judge):
    assert judged(judge, AB, meeting("A B"), meeting("C D", 0, "T2")) == []


def test_closed_table_is_seen():
    closed = replace(AB, tables=(Table(name="T1", times=at(1)), Table(name="T2")))

    assert judged(histories.tables_hold, closed, meeting("A B")) == ["rule: a closed table"]


@pytest.mark.parametrize(
    ("number", "seed"),
    [
        (2791, 100),  # a meeting stays where it was told, though the timetable moved
        (5349, 100),  # an older base gives back what somebody was told is cancelled
        (405, 101),  # somebody absent has a cancelled row and another
        (33, 102),  # the base knows somebody whom the last publication calls otherwise
        (822, 102),  # two whose meeting was deleted turn out to be one
        (418, 103),  # a stand-in is pinned before the meeting that somebody had already
        (946, 103),  # everyone is numbered anew, and somebody new has the id of a colleague
    ],
)
def test_histories_that_once_went_wrong(number, seed):
    assert play(number, seed).faults == ()
