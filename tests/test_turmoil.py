"""A folder of plans under runs that are killed, and under runs at the same time."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
@pytest.mark.parametrize(("kind", "times"), [("kills", 60), ("pairs", 2)])
def test_folder_withstands(kind, times):
    command = [sys.executable, "-m", "tests.turmoil", kind, str(times)]

    done = subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, timeout=300
    )

    assert done.returncode == 0, done.stdout + done.stderr
