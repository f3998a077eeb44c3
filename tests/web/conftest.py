"""The page as a browser sees it, without one: a desk of its own for each test."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from matchmaker.io.plans.plan_file import write_plan
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.seat import seat_at_once
from matchmaker.web.desk import Desk
from matchmaker.web.door import Door
from matchmaker.web.keys import Keys
from matchmaker.web.site import site
from matchmaker.workflow import Dossier
from tests.builders import plan

EXAMPLES = Path(__file__).parents[2] / "examples"
PORT = 49_321


class Visitor:
    """A browser that came by the address of the start; `csrf` is what our pages know."""

    def __init__(self, folder, language="en", *, enters=True):
        self.desk = Desk(folder, Keys(PORT))
        self.keys = self.desk.keys
        self.door = Door(site(self.desk), self.keys)
        self.client = self.stranger(language)
        if enters:
            self.client.get(f"/?token={self.keys.token}")

    def stranger(self, language="en"):
        """A browser that came by no address."""
        headers = {"accept-language": language}
        return TestClient(
            self.door, base_url=self.keys.origin, headers=headers, follow_redirects=False
        )

    def get(self, path, **fields):
        return self.client.get(path, **fields)

    def post(self, path, data=None, **fields):
        """Ask for a change as our pages do."""
        fields.setdefault("headers", {"origin": self.keys.origin})
        return self.client.post(path, data={"csrf": self.keys.csrf} | (data or {}), **fields)

    def key(self, name):
        """The key of an event, by its name."""
        return next(one.key for one in self.desk.dossiers() if one.name == name)


def planned_fair(folder, name="fair.xlsx"):
    """Put a small fair into a folder, with a plan that leaves room on the board."""
    shutil.copy(EXAMPLES / "small-fair" / name, folder)
    dossier = Dossier(folder / name)
    fair = dossier.lists().event
    permitted = candidates(fair)
    meetings = seat_at_once(permitted, first_fit(permitted)).meetings
    made = replace(plan(fair, *meetings), version="v01")
    path = dossier.plans / made.version
    path.mkdir(parents=True)
    write_plan(made, path / "plan.json")
    return made


@pytest.fixture
def folder(tmp_path):
    """A folder with a small event."""
    place = tmp_path / "events"
    place.mkdir()
    shutil.copy(EXAMPLES / "small-fair" / "fair.xlsx", place)
    return place


@pytest.fixture
def visitor(folder):
    """A browser that came by the address of the start."""
    came = Visitor(folder)
    yield came
    came.desk.close()
