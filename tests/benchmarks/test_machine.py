"""The machine is described by what counts for speed."""

import platform

from benchmarks.machine import machine_facts


def test_machine_has_no_name_and_no_paths():
    text = str(machine_facts())

    assert platform.node() not in text
    assert "/home" not in text


def test_machine_has_the_versions_of_the_packages_that_count():
    assert machine_facts().keys() >= {"Python", "ortools", "numba", "numpy"}
