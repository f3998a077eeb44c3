"""Folders that earlier versions of the program wrote: they stay readable."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from matchmaker.io.plans.versions import published_versions
from matchmaker.told import Publication, calendar_of

FOLDERS = Path(__file__).parents[2] / "folders"


@pytest.fixture
def schema_1():
    return published_versions(FOLDERS / "schema-1" / "plans")


def test_plans_of_schema_1_are_read_with_everything_in_them(schema_1):
    first, second = (version.plan() for version in schema_1)

    assert (first.version, second.version) == ("v01", "v02")
    assert (len(first.schedule.meetings), len(second.schedule.meetings)) == (21, 20)
    assert first.schedule.meetings[0].slot.start == datetime(2027, 6, 17, 8, 0, tzinfo=UTC)
    assert second.base == "v01"
    assert second.event.participant["P11"].status == "cancelled"


def test_what_schema_1_told_people_is_known(schema_1):
    told = [Publication(version.plan(), frozenset(version.published.to)) for version in schema_1]

    mine = calendar_of("P11", told)

    assert mine
    assert all(entry.is_cancelled and entry.sequence == 1 for entry in mine)
