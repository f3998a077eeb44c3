"""Ctrl-C while a program plans: the best plan so far, `KeyboardInterrupt` before there is one."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there Ctrl-C is sent to a whole console"
)

EVENT = Path(__file__).parent.parent / "examples" / "silicon-saxony-day" / "event.xlsx"
START = """
import os, signal, sys, threading, time, warnings
import matchmaker as m
from matchmaker.workflow import planning

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell runs us behind
event = m.read(sys.argv[1])

def press(*_arguments, **_fields):
    os.kill(os.getpid(), signal.SIGINT)

timers = []

def press_soon(progress):
    if progress.stage == "select" and not timers:
        timers.append(threading.Timer(0.2, press))
        timers[0].start()

def planned(progress=None):
    start = time.monotonic()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        plan = m.plan(event, seconds=600, progress=progress)
    assert time.monotonic() - start < 100
    assert m.verify(event, plan.schedule) == ()
    assert len(plan.schedule.meetings) > 100
    return plan, [str(one.message).partition(":")[0] for one in said]

"""
AT_SELECT = """
plan, said = planned(press_soon)
print(said)
"""
TWO_AFTER_EACH_OTHER = """
plan, said = planned(press_soon)
timers.clear()
again, said_again = planned(press_soon)
print(said, said_again)
"""
IN_ANOTHER_THREAD = """
found = []
thread = threading.Thread(target=lambda: found.append(m.plan(event, seconds=4)))
thread.start()
try:
    threading.Timer(2, press).start()
    time.sleep(400)
except KeyboardInterrupt:
    while thread.is_alive():
        time.sleep(0.1)
    print("heard", m.verify(event, found[0].schedule))
"""
BEFORE_ANY_PLAN = """
def slow(*_arguments):
    press()
    time.sleep(400)

planning.solve = slow
try:
    planned()
except KeyboardInterrupt:
    print("raised")
"""
TWICE = """
class Now:
    stage = planning.Stage.SELECT
    aim = value = bound = None

def stubborn(_event, watch, *_arguments):
    watch.report(Now)
    for _ in range(2):
        press()
        time.sleep(1)
    time.sleep(400)

planning.solve = stubborn
try:
    planned()
except KeyboardInterrupt:
    print("raised")
"""
WHILE_THE_FIRST_IS_MADE = """
threading.Timer(0.05, press).start()
try:
    planned()
except KeyboardInterrupt:
    print("raised")
"""


SEARCH_THAT_STOPS = """
from concurrent.futures import Future
from matchmaker.workflow.apart import begin

begin(lambda: (time.sleep(1), print("stopped", flush=True)), Future())
"""
SEARCH_THAT_DOES_NOT = """
from concurrent.futures import Future
from matchmaker.workflow.apart import begin

begin(lambda: time.sleep(400), Future())
print("left")
"""
LINEAR = """
from ortools.sat.python import cp_model
from matchmaker.aims import AimName
from matchmaker.solver import Stage, Watch
from matchmaker.solver.search.linear import model_builder, search_linear
from matchmaker.solver.search.search import SearchTask

class Slow(model_builder.Solver):
    def solve(self, program):
        time.sleep(2)
        print("stopped", flush=True)
        return super().solve(program)

model_builder.Solver = Slow
model = cp_model.CpModel()
one = model.new_bool_var("one")
search_linear(model, SearchTask(Stage.SELECT, AimName.POINTS, one + 0, 1), Watch(0.1), 1.0)
print("left", flush=True)
"""


def ended(code):
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", START + code, str(EVENT)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_interrupt_gives_the_best_plan_so_far():
    run = ended(AT_SELECT)

    assert (run.stderr, run.stdout) == ("", "['The search was interrupted']\n")
    assert run.returncode == 0


def test_interrupt_is_of_one_call_only():
    run = ended(TWO_AFTER_EACH_OTHER)

    assert run.stdout == "['The search was interrupted'] ['The search was interrupted']\n"
    assert run.returncode == 0


def test_interrupt_where_another_thread_plans_leaves_it_to_it():
    run = ended(IN_ANOTHER_THREAD)

    assert (run.stderr, run.stdout, run.returncode) == ("", "heard ()\n", 0)


@pytest.mark.parametrize(
    "code", [BEFORE_ANY_PLAN, TWICE, WHILE_THE_FIRST_IS_MADE], ids=["before", "twice", "at once"]
)
def test_interrupt_before_any_plan_or_again_is_raised(code):
    run = ended(code)

    assert (run.stderr, run.stdout, run.returncode) == ("", "raised\n", 0)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (SEARCH_THAT_STOPS, "stopped\n"),
        (SEARCH_THAT_DOES_NOT, "left\n"),
        (LINEAR, "left\nstopped\n"),
    ],
    ids=["stops", "does not", "linear"],
)
def test_program_ends_after_a_search_that_was_told_to_stop(code, said):
    """One that comes to its end while Python ends would take the program down with it."""
    run = ended(code)

    assert (run.stderr, run.stdout, run.returncode) == ("", said, 0)
