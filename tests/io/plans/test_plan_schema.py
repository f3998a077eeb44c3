"""`plan.json` is as its JSON Schema says."""

import json
import runpy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from matchmaker.aims import Keep
from matchmaker.compare import compare
from matchmaker.identity.keys import Key
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import published_versions
from matchmaker.record import Absence, Options
from tests.builders import FIRST, meeting, schedule
from tests.io.plans.test_plan_file import plan, plans, with_value, without, written

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "docs" / "reference"
EXAMPLES = sorted((ROOT / "examples").glob("*/*.xlsx"))
SCHEMA = json.loads((REFERENCE / "plan.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def faults(content) -> list[str]:
    """Where a file is not as the schema says."""
    return [error.json_path for error in VALIDATOR.iter_errors(content)]


def test_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@given(plans())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
def test_any_plan_is_as_the_schema_says(tmp_path_factory, one):
    assert faults(written(one, tmp_path_factory.mktemp("plan"))) == []


def test_rerun_with_everything_is_as_the_schema_says(tmp_path):
    options = Options(
        keep=Keep.PAIRS,
        moves=2,
        since=FIRST,
        absences=(Absence("C", FIRST),),
        edited="ab",
        deleted=(("A", "C"),),
    )
    difference = compare(schedule(meeting("A B", 0)), schedule(meeting("A B", 1)))
    of = plan(None, meeting("A B", 1), options=options, base="v01", difference=difference)

    content = written(of, tmp_path)

    assert faults(content) == []
    assert faults({**content, "keys": [{"participant": "A", "person": "A", "place": "A"}]}) == []


@pytest.mark.parametrize("workbook", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_plans_of_the_examples_are_as_the_schema_says(tmp_path, workbook):
    event = read_event(workbook).event

    assert faults(written(plan(event, keys={"P01": Key("P01", "P01")}), tmp_path)) == []


def test_plans_of_schema_1_are_as_the_schema_says_once_written_anew(tmp_path):
    versions = published_versions(ROOT / "tests" / "folders" / "schema-1" / "plans")
    for version in versions:
        write_plan(version.plan(), tmp_path / f"{version.name}.json")

    files = sorted(tmp_path.iterdir())

    assert [file.name for file in files] == ["v01.json", "v02.json"]
    assert [faults(json.loads(file.read_text(encoding="utf-8"))) for file in files] == [[], []]


@pytest.mark.parametrize(
    ("damage", "path"),
    [
        (without("looser"), "$"),
        (without("event", "slots"), "$.event"),
        (with_value(1, "schema"), "$.schema"),
        (with_value("4", "event", "rules", "min_meetings"), "$.event.rules.min_meetings"),
        (with_value(["A"], "meetings", 0, "participants"), "$.meetings[0].participants"),
        (with_value("utmost", "event", "interests", 0, "level"), "$.event.interests[0].level"),
    ],
)
def test_schema_names_what_is_otherwise(tmp_path, damage, path):
    content = written(plan(None, meeting("A B")), tmp_path)

    damage(content)

    assert faults(content) == [path]


def test_every_key_is_explained():
    made = runpy.run_path(str(REFERENCE / "plan_schema.py"))
    unexplained = [
        f"{record.__name__}.{key}"
        for record in made["records"]()
        for key, of in made["keys_of"](record)
        if not made["meaning_of"](record, key, of)
    ]

    assert unexplained == []
