"""Ctrl-C at any moment: the best plan is kept at once, or nothing is written."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from matchmaker.__main__ import leave
from matchmaker.text import system_language, words

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there Ctrl-C is sent to a whole console"
)

EXAMPLES = Path(__file__).parent.parent / "examples"
PATIENCE = 100
"""Seconds in which a run must end on a busy computer; it has ten minutes to search."""

START = """
import os, signal, sys, threading, time
from matchmaker import cli
from matchmaker.workflow import planning, saving

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell runs us behind

def press(*_arguments, **_fields):
    os.kill(os.getpid(), signal.SIGINT)

"""
AT_SELECT = """
from matchmaker.cli import planning as command

class ProgressBoard(command.ProgressBoard):
    def tell(self, progress):
        if progress.stage == "select" and not self.is_stopping and not hasattr(self, "first"):
            self.first = threading.Timer(0.2, press)
            self.first.start()
        super().tell(progress)

command.ProgressBoard = ProgressBoard
"""
BEFORE_ANY_PLAN = """
def slow(*_arguments):
    press()
    time.sleep(400)

planning.solve = slow
"""
WHILE_LOADING = """
def slow(*_arguments):
    press()
    time.sleep(400)

cli.import_module = slow
"""
WHILE_WRITING = """
def pressed(*arguments, write=saving.write_schedule):
    press()
    time.sleep(1)
    write(*arguments)

saving.write_schedule = pressed
"""
TWICE_WHILE_WRITING = """
def pressed(*arguments):
    for _ in range(2):
        press()
        time.sleep(1)
    time.sleep(400)

saving.write_schedule = pressed
"""


def run(tmp_path, moment, *options):
    """Plan until Ctrl-C is pressed; give exit code, words, seconds and versions."""
    workbook = shutil.copy(EXAMPLES / "silicon-saxony-day" / "event.xlsx", tmp_path)
    code = f"{START}{moment}\ncli.main()"
    start = time.monotonic()
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, "plan", str(workbook), *options, "--language", "en"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    versions = sorted(path.name for path in tmp_path.glob("event-plans/v*"))
    said = " ".join((ended.stdout + ended.stderr).split())
    return ended.returncode, said, time.monotonic() - start, versions


def test_interrupt_while_pairs_are_chosen_keeps_the_best_plan(tmp_path):
    code, said, seconds, versions = run(tmp_path, AT_SELECT, "--time", "600")

    assert (code, versions) == (0, ["v01"])
    assert "best plan so far is kept" in said
    assert seconds < PATIENCE


def test_interrupt_while_the_command_is_loaded_is_told(tmp_path):
    code, said, seconds, versions = run(tmp_path, WHILE_LOADING)

    assert (code, versions) == (130, [])
    assert said == words(system_language())("cli.interrupted")
    assert seconds < PATIENCE


def test_interrupt_before_any_plan_writes_nothing(tmp_path):
    code, said, seconds, versions = run(tmp_path, BEFORE_ANY_PLAN, "--time", "600")

    assert (code, versions) == (130, [])
    assert "Nothing was written" in said
    assert not (tmp_path / "event-plans").exists()
    assert seconds < PATIENCE


def test_interrupt_while_the_plan_is_written_keeps_it(tmp_path):
    code, said, _, versions = run(tmp_path, WHILE_WRITING, "--time", "4")

    assert (code, versions) == (0, ["v01"])
    assert "Written to" in said


def test_second_interrupt_while_the_plan_is_written_leaves_no_version(tmp_path):
    code, said, seconds, versions = run(tmp_path, TWICE_WHILE_WRITING, "--time", "4")

    assert (code, versions) == (130, [])
    assert "Nothing was written" not in said
    assert "as a whole or not at all" in said
    assert seconds < PATIENCE


HARD = """
import os, random, signal, threading, time
from ortools.sat.python import cp_model
from matchmaker.aims import AimName
from matchmaker.solver import Stage, Watch
from matchmaker.solver.search.linear import search_linear
from matchmaker.solver.search.search import SearchTask

signal.signal(signal.SIGINT, signal.default_int_handler)
draw = random.Random(1)
model = cp_model.CpModel()
chosen = [model.new_bool_var(f"{number}") for number in range(400)]
for _ in range(60):
    model.add(sum(draw.randint(1, 1000) * one for one in chosen) <= 60_000)
points = sum(draw.randint(1, 1000) * one for one in chosen)
task = SearchTask(Stage.SELECT, AimName.POINTS, points, 400_000)
watch = Watch(300)
threading.Thread(target=search_linear, args=(model, task, watch, 1.0), daemon=True).start()
threading.Timer(2, os.kill, (os.getpid(), signal.SIGINT)).start()
start = time.monotonic()
try:
    time.sleep(60)
except KeyboardInterrupt:
    os._exit(0 if time.monotonic() - start < 30 else 1)
os._exit(1)
"""


def test_interrupt_is_heard_while_an_integer_program_is_solved():
    ended = subprocess.run([sys.executable, "-c", HARD], check=False, timeout=200)  # noqa: S603

    assert ended.returncode == 0


def test_search_that_still_runs_ends_with_the_program(monkeypatch):
    is_over, codes = threading.Event(), []
    monkeypatch.setattr(os, "_exit", codes.append)
    threading.Thread(target=is_over.wait, daemon=True).start()

    with pytest.raises(SystemExit):
        leave(130)
    is_over.set()

    assert codes == [130]
