"""Folders that earlier versions of the program wrote: they stay readable."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matchmaker import workflow
from matchmaker.io.plans import versions
from matchmaker.io.plans.publications import publications
from matchmaker.io.plans.versions import Obsolete, event_id_of, publish, published_versions
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


def test_publications_of_schema_1_are_in_order_and_go_on_with_the_next_number(tmp_path):
    plans = shutil.copytree(FOLDERS / "schema-1" / "plans", tmp_path / "plans")
    third = shutil.copytree(plans / "v02", plans / "v03")
    (third / "published.json").unlink()

    record = publish(versions.find(plans, "v03"), ["P01"], datetime(2020, 1, 1, tzinfo=UTC))

    assert record.number == 3
    assert [version.name for version, _ in publications(plans)] == ["v01", "v02", "v03"]


def test_older_version_that_schema_1_published_later_is_what_people_know(tmp_path):
    """It could be, and nothing but the clock tells: so a rerun starts from it."""
    plans = shutil.copytree(FOLDERS / "schema-1" / "plans", tmp_path / "plans")
    path = plans / "v01" / "published.json"
    record = json.loads(path.read_text("utf-8")) | {"published_at": "2027-06-14T09:00:00+02:00"}
    path.write_text(json.dumps(record), encoding="utf-8")

    first, second = versions.versions(plans)

    assert published_versions(plans) == (second, first)
    assert versions.newest_published(plans) == first
    assert event_id_of(plans) == first.plan().event.event_id
    with pytest.raises(Obsolete):
        workflow.announce(second)
    assert workflow.announce(first).earlier[-1].plan == second.plan()
