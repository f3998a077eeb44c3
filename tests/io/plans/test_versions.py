import json
import multiprocessing
import os
import random
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from matchmaker.io.plans import lock
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.publications import publications
from matchmaker.io.plans.versions import (
    Obsolete,
    Published,
    Version,
    event_id_of,
    find,
    folder_of,
    new_event_id,
    new_version,
    newest_published,
    publish,
    published_versions,
    versions,
)
from matchmaker.record import Plan, Source
from matchmaker.schedule import Schedule
from tests.builders import BERLIN, FIRST, event, people

NOON = datetime(2027, 6, 12, 12, 0, tzinfo=BERLIN)
CONTENT = "whole " * 10_000


def add(folder: Path, **fields) -> Version:
    """Write a new version with a small plan."""
    with new_version(folder) as draft:
        plan = Plan(
            version=draft.name,
            created_at=FIRST,
            source=Source("Messe.xlsx", ""),
            event=replace(event(people("A B")), **fields),
            schedule=Schedule(),
        )
        write_plan(plan, draft.path / "plan.json")
        (draft.path / "schedule.xlsx").write_text(CONTENT)
    return Version(folder / draft.name)


def placed(folder: Path, *names: str) -> None:
    """Put versions there under these names."""
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "plan.json").write_text("{}")


def names(folder: Path) -> list[str]:
    """Everything in a folder, hidden or not, but for the lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_folder_of_a_file(tmp_path):
    assert folder_of(tmp_path / "Messe 2.0.xlsx") == tmp_path / "Messe 2.0-plans"


def test_folder_of_a_folder(tmp_path, monkeypatch):
    (tmp_path / "Messe.2027").mkdir()
    monkeypatch.chdir(tmp_path / "Messe.2027")

    assert folder_of(tmp_path / "Messe.2027") == tmp_path / "Messe.2027-plans"
    assert folder_of(Path()) == tmp_path / "Messe.2027-plans"


def test_folder_of_a_relative_file():
    assert folder_of(Path("FAIR.xlsx")) == Path("FAIR-plans")


def test_versions_no_folder(tmp_path):
    assert versions(tmp_path / "FAIR-plans") == ()
    assert find(tmp_path / "FAIR-plans") is None
    assert newest_published(tmp_path / "FAIR-plans") is None
    assert event_id_of(tmp_path / "FAIR-plans") == ""


def test_versions_of_a_folder_that_another_run_only_tried_to_make(tmp_path, monkeypatch):
    """It was there a moment ago."""
    monkeypatch.setattr(Path, "exists", lambda _path: True)

    assert versions(tmp_path / "FAIR-plans") == ()


def test_versions_in_order_of_numbers_and_nothing_else(tmp_path):
    placed(tmp_path, "v100", "v02", "v99", "v10")
    placed(
        tmp_path,
        "v1",
        "v001",
        "v00",
        "version 3",
        "v03 copy",
        "v\u0660\u0664",
        ".v05.partial-ab",
        "V06",
    )
    (tmp_path / "v07").mkdir()
    (tmp_path / "v08").write_text("a file")

    found = versions(tmp_path)

    assert [(version.name, version.number) for version in found] == [
        ("v02", 2),
        ("v10", 10),
        ("v99", 99),
        ("v100", 100),
    ]


def test_find(tmp_path):
    placed(tmp_path, "v01", "v02")

    assert find(tmp_path) == Version(tmp_path / "v02")
    assert find(tmp_path, "v01") == Version(tmp_path / "v01")
    assert find(tmp_path, "v03") is None


def test_new_version_is_there_as_a_whole(tmp_path):
    folder = tmp_path / "deep" / "FAIR-plans"

    first, second = add(folder), add(folder)

    assert versions(folder) == (first, second)
    assert names(folder) == ["v01", "v02"]
    assert names(second.path) == ["plan.json", "schedule.xlsx"]
    assert second.plan().version == "v02"


def test_new_version_is_not_there_before_it_is_done(tmp_path):
    with new_version(tmp_path) as draft:
        (draft.path / "plan.json").write_text("{}")

        assert versions(tmp_path) == ()

    assert [version.name for version in versions(tmp_path)] == [draft.name]


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt, SystemExit])
def test_new_version_that_fails_leaves_nothing(tmp_path, failure):
    add(tmp_path)

    def fail():
        with new_version(tmp_path) as draft:
            (draft.path / "plan.json").write_text("{}")
            raise failure

    with pytest.raises(failure):
        fail()
    assert names(tmp_path) == ["v01"]
    assert add(tmp_path).name == "v02"


def test_new_version_passes_over_names_that_are_taken(tmp_path):
    placed(tmp_path, "v02")
    (tmp_path / "v03").mkdir()
    (tmp_path / "V4").write_text("v4 on Windows")

    assert add(tmp_path).name == "v05"


def test_new_version_after_99(tmp_path):
    placed(tmp_path, "v99")

    assert add(tmp_path).name == "v100"
    assert find(tmp_path).name == "v100"


def test_new_version_removes_what_a_crash_left(tmp_path):
    placed(tmp_path, ".v01.partial-12345678")

    assert add(tmp_path).name == "v01"
    assert names(tmp_path) == ["v01"]


def test_new_version_keeps_the_earlier_ones(tmp_path):
    first = add(tmp_path)
    before = {path: (path.read_bytes(), path.stat()) for path in first.path.iterdir()}

    add(tmp_path)

    assert {path: (path.read_bytes(), path.stat()) for path in first.path.iterdir()} == before


def test_new_version_waits_for_another_run_and_gives_up(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)

    with new_version(tmp_path) as draft:
        with pytest.raises(OSError, match="busy"), new_version(tmp_path):
            pass
        (draft.path / "plan.json").write_text("{}")

    assert names(tmp_path) == ["v01"]


def test_new_version_where_a_file_is_in_the_way(tmp_path):
    (tmp_path / "FAIR-plans").write_text("not a folder")

    with pytest.raises(FileExistsError):
        add(tmp_path / "FAIR-plans")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a locked folder")
def test_new_version_in_a_folder_that_is_read_only(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(PermissionError):
        add(tmp_path)


def test_new_version_rename_is_tried_again(tmp_path, monkeypatch):
    attempts = []
    rename = Path.rename

    def held_at_first(source, target):
        attempts.append(target.name)
        if len(attempts) < 3:
            raise PermissionError
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", held_at_first)

    assert add(tmp_path).name == "v01"
    assert attempts == ["v01"] * 3


def write_without_end(folder: Path, ready) -> None:
    """Write one version after the other, each in several steps."""
    ready.set()
    while True:
        with new_version(folder) as draft:
            for file in ("plan.json", "schedule.xlsx"):
                (draft.path / file).write_text(f'"{draft.name} {CONTENT}"')


def is_whole(version: Version) -> bool:
    """Whether both files are there to their end."""
    texts = [(version.path / file).read_text() for file in ("plan.json", "schedule.xlsx")]
    return texts == [f'"{version.name} {CONTENT}"'] * 2


def test_new_version_killed_at_any_moment_leaves_the_folder_usable(tmp_path):
    chance = random.Random(1)
    spawn = multiprocessing.get_context("spawn")
    killed_within = 0

    for _attempt in range(10):
        ready = spawn.Event()
        process = spawn.Process(target=write_without_end, args=(tmp_path, ready))
        process.start()
        assert ready.wait(30)
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.join()

        killed_within += any(name.startswith(".v") for name in names(tmp_path))
        assert all(is_whole(version) for version in versions(tmp_path))

    found = versions(tmp_path)
    assert [version.number for version in found] == [*range(1, len(found) + 1)]
    assert killed_within
    assert add(tmp_path).number == len(found) + 1
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def add_some(folder: Path) -> None:
    """Add five versions."""
    for _ in range(5):
        add(folder)


def test_new_version_of_several_runs_at_once(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    runs = [spawn.Process(target=add_some, args=(tmp_path,)) for _ in range(3)]

    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert [run.exitcode for run in runs] == [0, 0, 0]
    assert names(tmp_path) == [f"v{number:02d}" for number in range(1, 16)]
    assert [v.plan().version for v in versions(tmp_path)] == names(tmp_path)


def test_publish(tmp_path):
    version = add(tmp_path)
    assert version.published is None

    record = publish(version, ["P-1", "Ö2"], NOON)

    assert record == version.published == Published("v01", NOON, ("P-1", "Ö2"), number=1)
    assert names(version.path) == ["plan.json", "published.json", "schedule.xlsx"]
    assert json.loads((version.path / "published.json").read_text(encoding="utf-8")) == {
        "schema": 1,
        "published_at": "2027-06-12T12:00:00+02:00",
        "version": "v01",
        "number": 1,
        "to": ["P-1", "Ö2"],
    }


def test_publish_again_keeps_the_moment_and_adds_those_who_were_not_told(tmp_path):
    version = add(tmp_path)
    first = publish(version, ["A"], NOON)

    assert publish(version, ["A"], NOON + timedelta(days=1)) == version.published == first
    again = publish(version, ["B", "A"], NOON + timedelta(days=1))

    assert again == version.published == replace(first, to=("A", "B"))


def test_publish_that_fails_leaves_nothing(tmp_path, monkeypatch):
    version = add(tmp_path)

    def fail(_source, _target):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(OSError, match="disk full"):
        publish(version, ["A"], NOON)
    assert version.published is None
    assert names(version.path) == ["plan.json", "schedule.xlsx"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"schema": 1, "to": []', "plan_damaged"),
        ('{"schema": 1, "version": "v01", "to": []}', "plan_damaged"),
        ("[]", "plan_foreign"),
        ('{"schema": 2}', "plan_newer"),
    ],
)
def test_published_damaged_record_is_not_taken_for_unpublished(tmp_path, text, code):
    version = add(tmp_path)
    (version.path / "published.json").write_text(text)

    with pytest.raises(NotAPlan, match=code):
        version.published  # noqa: B018 - reading it is what is tested
    with pytest.raises(NotAPlan, match=code):
        newest_published(tmp_path)


def told_before_numbers(version: Version, at: datetime) -> None:
    """Write a record as it was before publications were numbered."""
    content = {"schema": 1, "published_at": at.isoformat(), "version": version.name, "to": ["A"]}
    (version.path / "published.json").write_text(json.dumps(content), encoding="utf-8")


def test_newest_published_is_what_people_were_told_last(tmp_path):
    first, second, third = add(tmp_path), add(tmp_path), add(tmp_path)
    assert newest_published(tmp_path) is None

    publish(first, ["A"], NOON)
    assert newest_published(tmp_path) == first
    publish(third, ["A"], NOON + timedelta(days=1))

    assert newest_published(tmp_path) == third
    assert published_versions(tmp_path) == (first, third)
    assert second.published is None


def test_newest_published_where_the_clock_was_set_back(tmp_path):
    first, second, third = add(tmp_path), add(tmp_path), add(tmp_path)

    for days, version in enumerate((first, second, third)):
        publish(version, ["A"], NOON - timedelta(days=days))

    assert published_versions(tmp_path) == (first, second, third)


def test_published_versions_before_they_were_numbered_are_in_order_of_time(tmp_path):
    """Then, an older version could be published later, and was what people were told last."""
    first, second, third = add(tmp_path), add(tmp_path), add(tmp_path)
    told_before_numbers(second, NOON)
    told_before_numbers(first, NOON + timedelta(days=1))

    assert published_versions(tmp_path) == (second, first)
    publish(third, ["A"], NOON - timedelta(days=9))

    assert published_versions(tmp_path) == (second, first, third)
    assert third.published.number == 3


def test_publish_a_version_before_the_last_is_refused(tmp_path):
    first, second, third = add(tmp_path), add(tmp_path), add(tmp_path)
    publish(second, ["A"], NOON)

    with pytest.raises(Obsolete) as refused:
        publish(first, ["A"], NOON)
    publish(third, ["A"], NOON)
    with pytest.raises(Obsolete):
        publish(second, ["A", "B"], NOON)

    assert (refused.value.version, refused.value.last) == (first, second)
    assert first.published is None
    assert second.published.to == ("A",)


def test_publish_what_was_told_before_the_last_is_refused_in_older_folders(tmp_path):
    first, second = add(tmp_path), add(tmp_path)
    told_before_numbers(second, NOON)
    told_before_numbers(first, NOON + timedelta(days=1))

    with pytest.raises(Obsolete):
        publish(second, ["A", "B"], NOON)

    assert publish(first, ["B"], NOON).to == ("A", "B")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to", "AB"),
        ("to", {"A": 1}),
        ("published_at", 9),
        ("published_at", "2027-06-12T12:00:00"),
        ("version", 1),
        ("number", "2"),
        ("number", True),
    ],
)
def test_published_damaged_record_names_the_field(tmp_path, field, value):
    version = add(tmp_path)
    publish(version, ["A"], NOON)
    path = version.path / "published.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), field: value}), "utf-8")

    with pytest.raises(NotAPlan) as raised:
        published_versions(tmp_path)

    assert (raised.value.code, raised.value.parameters["field"]) == ("plan_damaged_at", field)


@pytest.mark.parametrize("told", [["A", "X"], ["A", "C"]])
def test_publications_somebody_was_told_who_is_in_no_plan(tmp_path, told):
    first, second = add(tmp_path), add(tmp_path, participants=people("C D"))
    publish(first, told, NOON)
    publish(second, ["A", "C"], NOON)

    with pytest.raises(NotAPlan) as raised:
        publications(tmp_path)

    path = str(first.path / "published.json")
    assert raised.value.parameters == {"file": path, "field": "to[1]"}


def test_publications_name_who_left_since(tmp_path):
    first, second = add(tmp_path), add(tmp_path, participants=people("C D"))
    publish(first, ["A", "B"], NOON)
    publish(second, ["A", "C"], NOON)

    assert [told.to for _, told in publications(tmp_path)] == [{"A", "B"}, {"A", "C"}]


def test_event_id_of_is_the_one_people_were_told(tmp_path):
    add(tmp_path, event_id="draft")
    publish(add(tmp_path, event_id="told"), ["A"], NOON)
    add(tmp_path, event_id="another")

    assert event_id_of(tmp_path) == "told"


def test_event_id_of_is_that_of_the_newest_if_nobody_was_told(tmp_path):
    placed(tmp_path, "v01", "v02")
    (tmp_path / "v01" / "plan.json").write_text('{"schema": 1, "event_id": "old"}')
    (tmp_path / "v02" / "plan.json").write_text('{"schema": 1, "event_id": "new"}')

    assert event_id_of(tmp_path) == "new"


def test_event_id_of_a_plan(tmp_path):
    add(tmp_path)

    assert event_id_of(tmp_path) == "fair-2027"


def test_event_id_of_damaged_plan(tmp_path):
    placed(tmp_path, "v01")

    with pytest.raises(NotAPlan, match="plan_foreign"):
        event_id_of(tmp_path)


def test_new_event_id_is_short_and_another_each_time():
    made = {new_event_id() for _ in range(100)}

    assert len(made) == 100
    assert {len(text) for text in made} == {12}
    assert all(int(text, 16) >= 0 for text in made)
