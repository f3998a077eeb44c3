"""Machine code on the disk is read back, or made anew: it never costs a plan."""

import pickle

import numba
import pytest
from numba.core import config

from matchmaker.solver.anneal import machine
from matchmaker.solver.anneal.machine import compiled, is_kept

GONE = b"cmatchmaker.solver.anneal.swaps\nAClassOfAnEarlierVersion\n."
"""The pickle of a class that is not there any more."""
UNREADABLE = {
    "empty": b"",
    "no pickle": b"\x00 none",
    "of an earlier version": pickle.dumps(numba.__version__) + GONE,
    "of another shape": pickle.dumps(numba.__version__) + pickle.dumps(7),
}


def double(number: int) -> int:
    return 2 * number


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """A folder of its own for machine code."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(machine, "_NOT_KEPT", [])
    return tmp_path


def hits() -> int:
    """Call it as a new process does; tell how often machine code was read back."""
    function = compiled(double)
    assert function(21) == 42
    return sum(function.stats.cache_hits.values())


def test_machine_code_is_read_back_the_next_time():
    assert (hits(), hits(), is_kept()) == (0, 1, True)


@pytest.mark.parametrize("kind", ["*.nbi", "*.nbc"])
@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_machine_code_is_made_anew_and_kept(shelf, kind, content):
    hits()
    [file] = shelf.rglob(kind)
    file.write_bytes(content)

    assert (hits(), hits(), is_kept()) == (0, 1, True)


def test_machine_code_that_no_folder_takes_is_made_each_time(shelf):
    hits()
    [file] = shelf.rglob("*.nbi")
    file.unlink()
    file.mkdir()

    assert (hits(), hits(), is_kept()) == (0, 0, False)
