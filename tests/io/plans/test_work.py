from pathlib import Path

import pytest

from matchmaker.io.plans import lock
from matchmaker.io.plans.lock import Busy, alone_in
from matchmaker.io.plans.work import at_work, replace_folder, tidy
from tests.io.plans.test_versions import add, names


def left_in(folder: Path, *paths: str) -> None:
    """Leave folders behind, each with a file that tells its name."""
    for path in paths:
        (folder / path).mkdir(parents=True)
        (folder / path / "P01.ics").write_text(path)


def content_of(folder: Path) -> list[str]:
    return [(folder / name / "P01.ics").read_text() for name in names(folder)]


def mend_at_work(folder: Path) -> None:
    with at_work(folder):
        pass


@pytest.fixture(params=[mend_at_work, tidy])
def mend(request):
    """Both ways to mend: before something is written, and before something is read."""
    return request.param


def test_folder_that_was_renamed_away_is_put_back(tmp_path, mend):
    (tmp_path / ".lock").touch()
    left_in(tmp_path, "v01/.agendas.old-1234abcd", "v01/.agendas.partial-1", "v01/.mail.old-1")

    mend(tmp_path)

    assert names(tmp_path / "v01") == ["agendas", "mail"]
    assert content_of(tmp_path / "v01") == ["v01/.agendas.old-1234abcd", "v01/.mail.old-1"]


def test_folder_that_was_replaced_is_removed(tmp_path, mend):
    (tmp_path / ".lock").touch()
    left_in(tmp_path, "v01/.agendas.old-1234abcd", "v01/agendas", "v100/.print.old-1", "v100/print")

    mend(tmp_path)

    assert [content_of(tmp_path / version) for version in names(tmp_path)] == [
        ["v01/agendas"],
        ["v100/print"],
    ]


def test_of_two_that_were_renamed_away_the_later_is_put_back(tmp_path, mend):
    (tmp_path / ".lock").touch()
    left_in(tmp_path, "v01/agendas")
    (tmp_path / "v01/agendas").rename(tmp_path / "v01/.agendas.old-2")
    left_in(tmp_path, "v01/fresh")
    (tmp_path / "v01/fresh").rename(tmp_path / "v01/.agendas.old-1")

    mend(tmp_path)

    assert content_of(tmp_path / "v01") == ["v01/fresh"]


def test_what_was_half_written_is_removed_at_once(tmp_path, mend):
    add(tmp_path)
    left_in(tmp_path, ".v02.partial-1", ".probe-2", "v01/.agendas.partial-3", "v01/.mail.partial-4")
    (tmp_path / "v01" / ".published.json.partial").write_text("{")

    mend(tmp_path)

    assert names(tmp_path) == ["v01"]
    assert names(tmp_path / "v01") == ["plan.json", "schedule.xlsx"]


def test_what_others_put_there_stays(tmp_path, mend):
    (tmp_path / ".lock").touch()
    left_in(tmp_path, "v01/branding", "v01/notes.old-1", ".git", "vendors/.a.partial-1", "v1 copy")

    before = sorted(tmp_path.rglob("*"))
    mend(tmp_path)

    assert sorted(tmp_path.rglob("*")) == before


def test_whoever_is_at_work_is_not_disturbed(tmp_path):
    add(tmp_path)

    with at_work(tmp_path), replace_folder(tmp_path / "v01" / "agendas") as fresh:
        (fresh / "A.ics").write_text("new")
        assert tidy(tmp_path)
        assert names(fresh) == ["A.ics"]

    assert names(tmp_path / "v01" / "agendas") == ["A.ics"]


def test_tidy_makes_nothing_where_no_plans_are(tmp_path):
    assert not tidy(tmp_path)
    assert not tidy(tmp_path / "nowhere")
    assert [*tmp_path.iterdir()] == []


def test_at_work_says_that_another_run_is(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)

    with alone_in(tmp_path), pytest.raises(Busy) as busy, at_work(tmp_path):
        pass

    assert busy.value.filename == str(tmp_path)


def test_replace_folder_makes_it(tmp_path):
    with replace_folder(tmp_path / "agendas") as fresh:
        (fresh / "A.ics").write_text("new")

        assert names(tmp_path) == [fresh.name]

    assert names(tmp_path) == ["agendas"]
    assert names(tmp_path / "agendas") == ["A.ics"]


def test_replace_folder_leaves_nothing_of_the_old_one(tmp_path):
    agendas = tmp_path / "agendas"
    agendas.mkdir()
    (agendas / "B.ics").write_text("old")

    with replace_folder(agendas) as fresh:
        (fresh / "A.ics").write_text("new")

        assert names(agendas) == ["B.ics"]

    assert names(tmp_path) == ["agendas"]
    assert names(agendas) == ["A.ics"]


def test_replace_folder_can_keep_what_is_not_written_anew(tmp_path):
    agendas = tmp_path / "agendas"
    agendas.mkdir()
    (agendas / "A.ics").write_text("old")
    (agendas / "B.ics").write_text("old")

    with replace_folder(agendas, keeps_rest=True) as fresh:
        (fresh / "A.ics").write_text("new")

    assert {path.name: path.read_text() for path in agendas.iterdir()} == {
        "A.ics": "new",
        "B.ics": "old",
    }


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
def test_replace_folder_that_fails_keeps_the_old_one(tmp_path, failure):
    agendas = tmp_path / "agendas"
    agendas.mkdir()
    (agendas / "B.ics").write_text("old")

    def fail():
        with replace_folder(agendas) as fresh:
            (fresh / "A.ics").write_text("new")
            raise failure

    with pytest.raises(failure):
        fail()
    assert names(tmp_path) == ["agendas"]
    assert names(agendas) == ["B.ics"]


def test_replace_folder_that_cannot_be_renamed_keeps_the_old_one(tmp_path, monkeypatch):
    agendas = tmp_path / "agendas"
    agendas.mkdir()
    (agendas / "B.ics").write_text("old")
    rename = Path.rename

    def fail_for_the_new_one(source, target):
        if ".partial-" in source.name:
            raise OSError("disk full")
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new_one)

    with pytest.raises(OSError, match="disk full"), replace_folder(agendas):
        pass
    assert names(tmp_path) == ["agendas"]
    assert names(agendas) == ["B.ics"]
