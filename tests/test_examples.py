"""The examples have no mistakes, plan with one command, and come to the figures that pages name."""

import re
import runpy
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.main import get_command

from matchmaker.aims import AimName
from matchmaker.cli import app
from matchmaker.io.plans.plan_file import read_plan
from matchmaker.library.reading import read

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*/make_*.py"))
MEETINGS = {
    "clusterxchange/visits.xlsx": 9,
    "ict-meets-bio/meeting.xlsx": 43,
    "cross-cluster-weeks/weeks.xlsx": 61,
}
"""How many meetings each has."""
GERMAN = {
    "clusterxchange/visits.xlsx": "clusterxchange/besuche.xlsx",
    "ict-meets-bio/meeting.xlsx": "ict-meets-bio/treffen.xlsx",
    "cross-cluster-weeks/weeks.xlsx": "cross-cluster-weeks/wochen.xlsx",
}
"""The same in German."""


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Type a command beside a copy of the examples, and give what is said, on one line."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)

    def run(*words):
        get_command(app).main(list(words), standalone_mode=False)
        return " ".join(capsys.readouterr().out.split())

    return run


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_example_is_made_again_as_it_is(script, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / script.parent.name
    made = [file for file in script.parent.rglob("*") if file.suffix in {".xlsx", ".ics"}]
    for file in made:
        (folder / file.relative_to(script.parent)).unlink()

    runpy.run_path(str(folder / script.name), run_name="__main__")

    for file in made:
        assert content(folder / file.relative_to(script.parent)) == content(file)


def content(file):
    """Give the cells of each sheet, or the bytes of what is no workbook."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    sheets = load_workbook(file).worksheets
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in sheets}


@pytest.mark.parametrize("example", MEETINGS)
def test_example_plans_with_one_command(example, typed):
    typed("plan", f"examples/{example}", "--time", "10")

    path = Path("examples") / example
    plan = read_plan(path.with_name(f"{path.stem}-plans") / "v01" / "plan.json")
    points = next(aim for aim in plan.aims if aim.name is AimName.POINTS)
    assert len(plan.schedule.meetings) == MEETINGS[example]
    assert points.value == points.bound


@pytest.mark.parametrize("example", [*GERMAN, *GERMAN.values()])
def test_example_has_no_mistakes(example, typed):
    said = typed("check", f"examples/{example}")

    assert re.match("No mistakes found|Keine Fehler gefunden", said)


@pytest.mark.parametrize(("english", "german"), GERMAN.items())
def test_example_in_german_is_the_same_event(english, german):
    one, other = (read(EXAMPLES / name).event for name in (english, german))

    assert (one.slots, one.interests) == (other.slots, other.interests)


@pytest.mark.parametrize("page", ["howto/suggestions.md", "de/vorschlaege.md"])
def test_suggestions_are_as_many_as_the_page_says(page, typed):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (workbook,) = re.findall(r"^matchmaker suggest (examples/\S+)$", text, re.MULTILINE)
    count = re.search(r"(\d+) (?:suggestions|Vorschläge),", text)[1]

    assert re.search(rf"(?:Suggestions|Vorschläge): {count},", typed("suggest", workbook))


@pytest.mark.parametrize("page", ["howto/dates.md", "de/termine.md"])
def test_dates_clash_as_the_page_says(page, typed):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (folder,) = re.findall(r"^matchmaker dates (examples/\S+)$", text, re.MULTILINE)
    told = text.split(folder)[1]
    dates, pairs, moves, left = re.findall(
        r"(\d+) (?:dates|pairs|open dates|Termine|Paare|offene)\b", told
    )

    said = typed("dates", folder, "--language", "en")

    assert f"{dates} dates of 6 networks; {pairs} pairs" in said
    assert f"move: {moves}; then {left} pairs" in said
