"""A folder of plans, whatever happens to it: two at work, a file saved meanwhile, damage."""

import json
import shutil
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from matchmaker import cli, workflow
from matchmaker.aims import Aim, AimName
from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.handouts import Order
from matchmaker.io.plans import versions
from matchmaker.io.plans.lock import Busy
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.plans.versions import Obsolete, Version
from matchmaker.io.plans.versions import publish as record_publication
from matchmaker.io.plans.work import at_work
from matchmaker.io.reading.source import source_now
from matchmaker.issues import Place
from matchmaker.record import Source
from matchmaker.workflow import handing_out, planning, preparing
from tests.builders import FIRST, event, meeting, people, plan, wishes

EXAMPLES = Path(__file__).parent.parent / "examples"
FAIR = event(people("A B C D"), wishes("A>B C>D"), slots=3, tables=2)
CALENDARS = Order(formats=("ics",))
SOON = workflow.Watch(2.0, workers=1)


@pytest.fixture
def plans(tmp_path):
    return tmp_path / "fair-plans"


def reading_of(event_id: str, fingerprint: str = "1") -> Reading:
    """Read a workbook that names this Event ID."""
    return Reading(
        replace(FAIR, event_id=event_id),
        (),
        "en",
        Source("fair.xlsx", fingerprint),
        {"event_id": Place("fair.xlsx", "Event", 3, "B")},
    )


def prepared(plans: Path, event_id: str = "", fingerprint: str = "1") -> workflow.Task:
    workbook = plans.with_name("fair.xlsx")
    reading = reading_of(event_id, fingerprint)
    return workflow.prepare(reading, workbook, plans, workflow.Request())


def planned(plans: Path, event_id: str = "", fingerprint: str = "1") -> workflow.Planned:
    return workflow.plan(prepared(plans, event_id, fingerprint), plans, SOON)


def published(plans: Path, name: str) -> Version:
    """Publish a version, with calendars only."""
    version = versions.find(plans, name)
    announcement = workflow.announce(version)
    workflow.publish(replace(announcement, order=CALENDARS))
    return version


def placed(plans: Path, name: str, *meetings, of=FAIR) -> Version:
    """Put a plan there as a version."""
    (plans / name).mkdir(parents=True)
    aims = tuple(Aim(aim, 0, 0, 0.0) for aim in (AimName.POINTS, AimName.BREAKS))
    write_plan(plan(of, *meetings, version=name, aims=aims), plans / name / "plan.json")
    return versions.find(plans, name)


def codes(issues) -> list[str]:
    return [f"{issue.severity} {issue.place} {issue.code}" for issue in issues]


WARNED = ["warning Event!B3 other_event_id"]


@pytest.mark.parametrize("is_told", [False, True])
def test_event_id_that_is_kept_wins_over_the_workbook(plans, is_told):
    first = planned(plans)
    if is_told:
        published(plans, "v01")

    second = planned(plans, "changed", "2")

    assert second.plan.event.event_id == first.plan.event.event_id
    assert codes(second.plan.issues) == WARNED
    assert second.plan.issues[0].parameters == {
        "written": "changed",
        "kept": first.plan.event.event_id,
    }


def test_event_id_that_people_were_told_wins_over_a_later_draft(plans):
    placed(plans, "v01", meeting("A B"), of=replace(FAIR, event_id="told"))
    published(plans, "v01")
    placed(plans, "v02", meeting("A B"), of=replace(FAIR, event_id="draft"))

    assert prepared(plans).event.event_id == "told"
    assert codes(prepared(plans, "draft").issues) == WARNED
    assert codes(prepared(plans, "told").issues) == []


def test_event_id_of_two_first_plans_at_once_is_one(plans):
    tasks = [prepared(plans), prepared(plans), prepared(plans, "written")]

    made = [workflow.plan(task, plans, SOON).plan for task in tasks]

    assert [one.version for one in made] == ["v01", "v02", "v03"]
    assert len({one.event.event_id for one in made}) == 1
    assert [codes(one.issues) for one in made] == [[], [], WARNED]
    assert read_plan(plans / "v03" / "plan.json") == made[2]


def test_draft_with_another_event_id_than_people_were_told_is_not_published(plans):
    placed(plans, "v01", meeting("A B"), of=replace(FAIR, event_id="told"))
    published(plans, "v01")
    draft = placed(plans, "v02", meeting("A B"), of=replace(FAIR, event_id="draft"))

    with pytest.raises(workflow.OtherEventId):
        workflow.announce(draft)


def test_publications_with_two_event_ids_can_still_be_made_again(plans):
    """Older programs let it happen."""
    for name, event_id in (("v01", "one"), ("v02", "another")):
        version = placed(plans, name, meeting("A B"), of=replace(FAIR, event_id=event_id))
        record_publication(version, "AB", FIRST)

    assert workflow.announce(versions.find(plans, "v02")).to == ("A", "B", "C", "D")


def test_plan_that_a_publication_has_overtaken_is_not_written(plans):
    planned(plans)
    task = prepared(plans, fingerprint="2")
    published(plans, "v01")

    with pytest.raises(workflow.Overtaken) as overtaken:
        workflow.plan(task, plans, SOON)

    assert overtaken.value.last.name == "v01"
    assert [version.name for version in versions.versions(plans)] == ["v01"]
    assert planned(plans, fingerprint="2").plan.base == "v01"


def test_plan_is_written_where_what_was_known_is_published_again(plans):
    planned(plans)
    published(plans, "v01")
    task = prepared(plans, fingerprint="2")
    published(plans, "v01")

    assert workflow.plan(task, plans, SOON).plan.base == "v01"


def test_nothing_has_changed_is_not_said_of_what_cannot_be_published(plans):
    """An older program published v01 once more after v02, so that v01 is what people know."""
    planned(plans)
    record_publication(versions.find(plans, "v01"), "ABCD", FIRST)
    planned(plans, fingerprint="2")
    assert workflow.unchanged(prepared(plans, fingerprint="2"), plans).name == "v02"

    for name, day in (("v02", 1), ("v01", 2)):
        content = {"schema": 1, "version": name, "to": ["A"]}
        content["published_at"] = (FIRST + timedelta(days=day)).isoformat()
        (plans / name / "published.json").write_text(json.dumps(content), encoding="utf-8")

    assert workflow.unchanged(prepared(plans, fingerprint="2"), plans) is None


def test_publication_that_another_has_overtaken_is_not_made(plans):
    placed(plans, "v01", meeting("A B"))
    later = placed(plans, "v02", meeting("A B", 1))
    announcement = replace(workflow.announce(later), order=CALENDARS)
    published(plans, "v01")

    with pytest.raises(workflow.Overtaken):
        workflow.publish(announcement)

    assert later.published is None
    assert not (later.path / "agendas").exists()
    assert published(plans, "v02").published


def test_publication_of_what_is_obsolete_by_now_is_not_made(plans):
    first, _ = placed(plans, "v01", meeting("A B")), placed(plans, "v02", meeting("A B", 1))
    announcement = replace(workflow.announce(first), order=CALENDARS)
    published(plans, "v02")

    with pytest.raises(Obsolete):
        workflow.publish(announcement)

    assert first.published is None
    assert not (first.path / "agendas").exists()


def test_agendas_wait_for_a_publication_and_are_no_drafts_then(plans):
    version = placed(plans, "v01", meeting("A B"))
    run = threading.Thread(target=workflow.agendas, args=(version, CALENDARS))

    with at_work(plans):
        run.start()
        run.join(0.3)
        record_publication(version, "ABCD", FIRST)
    run.join()

    texts = [path.read_text("utf-8") for path in (version.path / "agendas").glob("*.ics")]
    assert ["TENTATIVE" in text for text in texts] == [False] * len(texts)
    assert len(texts) >= 2


@pytest.mark.parametrize("work", [workflow.agendas, published])
def test_others_wait_while_something_is_handed_out(plans, work, monkeypatch):
    version, held = placed(plans, "v01", meeting("A B")), []

    def look(*_arguments, **_fields):
        with pytest.raises(Busy), handing_out.at_work(plans):
            pass
        held.append(version)

    monkeypatch.setattr("matchmaker.io.plans.lock.PATIENCE", 0.1)
    monkeypatch.setattr(handing_out, "_hand_out", look)
    work(*((version,) if work is workflow.agendas else (plans, "v01")))

    assert held == [version]


@pytest.fixture
def inputs(tmp_path):
    """The small fair as a workbook and as a folder with wishes; each with a logo and a mapping."""
    folder = tmp_path / "inputs"
    shutil.copytree(EXAMPLES / "small-fair", folder, ignore=shutil.ignore_patterns("*.py"))
    book = openpyxl.load_workbook(folder / "fair.xlsx")
    book["Event"].append(["Logo", "logo.svg"])
    book.save(folder / "fair.xlsx")
    (folder / "sheets" / "wishes").mkdir(parents=True)
    shutil.copy(folder / "fair.xlsx", folder / "sheets")
    (folder / "sheets" / "wishes" / "P01.csv").write_text("P02\n", encoding="utf-8")
    for place in (folder, folder / "sheets"):
        (place / "columns.toml").write_text("[sheets]\n", encoding="utf-8")
        (place / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    return folder


def resave(path: Path) -> None:
    """Save a file anew, with a little more in it."""
    path.write_bytes(path.read_bytes() + b"\n")


BESIDE = ("fair.xlsx", "columns.toml", "logo.svg")
READ = [("fair.xlsx", name) for name in BESIDE]
READ += [("sheets", name) for name in (*BESIDE, "wishes/P01.csv")]


@pytest.mark.parametrize(("name", "file"), READ)
def test_source_is_what_was_read(inputs, name, file):
    workbook = inputs / name
    before = source_now(workbook, "logo.svg")
    reading = read_event(workbook)

    resave((workbook if workbook.is_dir() else inputs) / file)

    assert reading.event.logo == "logo.svg"
    assert reading.source == before != source_now(workbook, "logo.svg")


def test_source_of_a_workbook_alone_is_the_hash_of_its_bytes(tmp_path):
    (tmp_path / "fair.xlsx").write_bytes(b"")

    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert source_now(tmp_path / "fair.xlsx", "") == Source("fair.xlsx", empty)
    assert read_event(tmp_path / "fair.xlsx").source == Source("fair.xlsx", empty)


def test_source_of_what_is_not_read_does_not_count(inputs):
    before = source_now(inputs / "sheets", "")

    (inputs / "sheets" / "notes.docx").write_bytes(b"x")
    (inputs / "sheets" / "~$fair.xlsx").write_bytes(b"x")

    assert source_now(inputs / "sheets", "") == before


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command as typed; give exit code and everything printed."""

    def typed(*arguments):
        monkeypatch.setattr(sys, "argv", ["matchmaker", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "300")
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        printed = capsys.readouterr()
        return leaving.value.code, printed.out + printed.err

    return typed


@pytest.fixture
def fair(tmp_path):
    return Path(shutil.copy(EXAMPLES / "small-fair" / "fair.xlsx", tmp_path))


def meanwhile(monkeypatch, act) -> None:
    """Let something happen while the solver runs, the next time."""
    solve = planning.solve

    def solved(*arguments):
        monkeypatch.setattr(planning, "solve", solve)
        act()
        return solve(*arguments)

    monkeypatch.setattr(planning, "solve", solved)


def set_event_id(workbook: Path, value: str) -> None:
    book = openpyxl.load_workbook(workbook)
    row = next(row for row in book["Event"].iter_rows() if row[0].value == "Event ID")
    row[1].value = value
    book.save(workbook)


def test_workbook_saved_while_a_plan_is_made_is_seen_by_the_next(fair, run, monkeypatch):
    meanwhile(monkeypatch, lambda: set_event_id(fair, "saved-meanwhile"))
    run("plan", fair, "--time", "3")

    assert "fair.xlsx has changed since v01" in run("status", fair)[1]
    assert "Nothing has changed" not in run("plan", fair, "--time", "3")[1]
    assert fair.with_name("fair-plans").joinpath("v02").exists()


def test_schedule_saved_while_it_is_read_is_seen_by_the_next(fair, run, monkeypatch):
    run("plan", fair, "--time", "3")
    edited = Path(shutil.copy(fair.with_name("fair-plans") / "v01" / "schedule.xlsx", fair.parent))
    read, was = preparing.edits_of, source_now(edited, "").sha256

    def read_and_save(*arguments):
        edits = read(*arguments)
        resave(edited)
        return edits

    monkeypatch.setattr(preparing, "edits_of", read_and_save)
    run("plan", fair, "--time", "3", "--edited", edited)

    made = read_plan(fair.with_name("fair-plans") / "v02" / "plan.json")
    assert made.options.edited == was != source_now(edited, "").sha256


def test_other_event_id_is_told_with_its_cell(fair, run):
    run("plan", fair, "--time", "3")
    set_event_id(fair, "other-fair")

    code, said = run("plan", fair, "--time", "3")

    assert code == 0
    assert "Event!B3" in said
    assert "The Event ID here is “other-fair”, but the plans so far have" in said


def test_version_before_the_last_is_not_published_but_can_be_gone_back_to(fair, run):
    plans = fair.with_name("fair-plans")
    run("plan", fair, "--time", "3")
    run("publish", plans)
    run("plan", fair, "--time", "3", "--keep", "none", "--seed", "5")
    assert run("publish", plans, "v02")[0] == 0

    code, said = run("publish", plans, "v01")

    assert (code, "matchmaker plan" in said, "--base v01" in said) == (4, True, True)
    assert run("plan", fair, "--time", "3", "--base", "v01")[0] == 0
    first, third = (read_plan(plans / name / "plan.json") for name in ("v01", "v03"))
    assert third.schedule == first.schedule
    assert run("publish", plans)[0] == 0
    assert run("publish", plans, "v03")[0] == 0
    assert versions.newest_published(plans).name == "v03"


def test_plan_while_something_is_published_is_refused_in_a_line(fair, run, monkeypatch):
    run("plan", fair, "--time", "3")
    plans = fair.with_name("fair-plans")
    set_event_id(fair, "")
    meanwhile(monkeypatch, lambda: published(plans, "v01"))

    code, said = run("plan", fair, "--time", "3")

    assert (code, "v01 was published while this was under way" in said) == (4, True)
    assert [version.name for version in versions.versions(plans)] == ["v01"]


def test_busy_folder_is_told_in_a_line(plans, run, monkeypatch):
    placed(plans, "v01", meeting("A B"))
    monkeypatch.setattr("matchmaker.io.plans.lock.PATIENCE", 0.1)

    with at_work(plans):
        code, said = run("agendas", plans)

    waiting, busy = (line for line in said.splitlines() if "Another run" in line)
    assert code == 2
    assert waiting.startswith(f"Another run of matchmaker is at work in {plans}. Where need be,")
    assert busy.startswith(f"Another run of matchmaker is at work in {plans}. Wait until")


@pytest.fixture
def damaged(plans):
    """Two versions, the first published; to be damaged: `damaged("v01/plan.json", "x", "base")`."""
    placed(plans, "v01", meeting("A B"))
    published(plans, "v01")
    placed(plans, "v02", meeting("A B"))

    def damage(file: str, value: object, *keys: str | int) -> Path:
        content = inner = json.loads((plans / file).read_text("utf-8"))
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = value
        (plans / file).write_text(json.dumps(content), encoding="utf-8")
        return plans

    return damage


@pytest.mark.parametrize(
    "command", [["status"], ["compare", "v01", "v02"], ["agendas", "v02"], ["publish", "v02"]]
)
@pytest.mark.parametrize(
    "damage",
    [
        ("v02/plan.json", "red", "event", "colour"),
        ("v02/plan.json", "Europe/Atlantis", "event", "time_zone"),
        ("v01/plan.json", ["A", "X"], "meetings", 0, "participants"),
        ("v02/plan.json", "2027-06-16T11:11:00+02:00", "meetings", 0, "start"),
        ("v01/plan.json", ["X"], "carried"),
    ],
)
def test_damaged_plan_is_told_with_its_field_by_every_command(damaged, run, command, damage):
    file, _, field, *_ = damage
    plans = damaged(*damage)

    code, said = run(command[0], plans, *command[1:])

    assert (code, f"{file} is damaged: what stands in “{field}" in said) == (3, True)


@pytest.mark.parametrize("command", [["status"], ["agendas", "v02"], ["publish", "v02"]])
@pytest.mark.parametrize(("value", "field"), [("AB", "to"), (["A", "X"], "to[1]")])
def test_damaged_publication_is_told_with_its_field(damaged, run, command, value, field):
    plans = damaged("v01/published.json", value, "to")

    code, said = run(command[0], plans, *command[1:])

    assert (code, f"published.json is damaged: what stands in “{field}”" in said) == (3, True)


def test_plan_without_the_aims_that_are_shown_is_damaged(damaged, run):
    code, said = run("status", damaged("v02/plan.json", [], "aims"))

    assert (code, "plan.json is damaged: what stands in “aims”" in said) == (3, True)


@pytest.mark.parametrize("name", ["..", "/", "../fair.xlsx", "\0"])
def test_plan_made_of_what_is_not_beside_its_folder_is_damaged(damaged, run, name):
    code, said = run("status", damaged("v02/plan.json", name, "input", "file"))

    assert (code, "plan.json is damaged: what stands in “input.file”" in said) == (3, True)
