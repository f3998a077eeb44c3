"""The page is killed at any moment: nothing is lost that it said was kept."""

import os
import re
import sys
import threading
from http.client import HTTPException
from random import Random

import pytest

from matchmaker.workflow import Dossier, log_of
from tests.web.conftest import planned_fair
from tests.web.test_server import Started

MOMENTS = int(os.environ.get("MATCHMAKER_MOMENTS", "4"))
"""How many moments are tried; each starts the page anew."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("seed", range(MOMENTS))
def test_changes_by_hand_survive_a_kill(tmp_path, seed):
    made, dossier = planned_fair(tmp_path), Dossier(tmp_path / "fair.xlsx")
    started = Started(tmp_path)
    started.enter()
    url = f"/events/{dossier.key}/by-hand"
    _, text = started.ask("GET", url)
    meetings = re.findall(r'id="m-([\w.]+)"', text)
    csrf, kept = re.search(r'name="csrf" value="([^"]+)"', text)[1], 0
    threading.Timer(Random(seed).uniform(0, 1), started.process.kill).start()
    try:
        while True:
            stamp = re.search(r'name="stamp" value="(\w+)"', text)[1]
            pair = meetings[kept % len(meetings)]
            fields = {"pair": pair, "stamp": stamp, "do": ("lock", "unlock")[kept % 2]}
            answer, _ = started.post(f"{url}/do", csrf=csrf, **fields)
            assert answer.status == 303
            kept += 1
            _, text = started.ask("GET", url)
    except (OSError, HTTPException):
        started.ended()

    log = log_of(dossier.version(), made)
    assert len(log.edits) in {kept, kept + 1}
    assert [file.name for file in dossier.plans.glob(".*.partial")] == []
    assert dossier.version().plan() == made
