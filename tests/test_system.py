"""Terminals that cannot show everything, disks that refuse, and a solver that cannot be kept."""

import errno
import os
import shutil
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from matchmaker import cli, system, workflow
from tests.io.reading.spreadsheets import fair as sound
from tests.io.reading.spreadsheets import write_folder

EXAMPLES = Path(__file__).parent.parent / "examples"
ENCODINGS = ("ascii", "cp437", "cp850", "cp1252", "cp1251", "utf-8")
NAMES = ["Ж中→ß – ·", "\udcff", "Änne Şahin Łoś"]


@pytest.fixture
def fair(tmp_path):
    """The small fair, in German."""
    folder = tmp_path / "fair"
    shutil.copytree(EXAMPLES / "small-fair", folder, ignore=shutil.ignore_patterns("*.py"))
    return folder / "messe.xlsx"


@pytest.fixture
def run(monkeypatch):
    """Run a command whose output has an encoding; give exit code and everything printed."""

    def typed(*arguments, encoding="utf-8"):
        printed = BytesIO()
        stream = TextIOWrapper(printed, encoding=encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(sys, "argv", ["matchmaker", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        stream.flush()
        return leaving.value.code, printed.getvalue().decode(encoding)

    return typed


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_can_say_what_it_has_to(fair, run, encoding):
    plans = fair.with_name("messe-plans")
    commands = [
        ("check", fair),
        ("plan", fair, "--time", "3"),
        ("plan", fair, "--time", "3", "--again"),
        ("verify", fair, plans / "v01" / "schedule.xlsx"),
        ("agendas", plans, "--formats", "ics"),
        ("publish", plans),
        ("status", plans),
        ("plan", fair, "--frontier", "--time", "3", "--keep", "pairs"),
        ("plan", fair, "--from", "17.06.2027 10:30", "--time", "3"),
        ("compare", plans, "v01"),
        ("--help",),
    ]

    assert [run(*command, encoding=encoding)[0] for command in commands] == [0] * len(commands)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_can_always_be_said(run, tmp_path, encoding, name):
    code, said = run("check", tmp_path / f"{name}.xlsx", encoding=encoding)

    assert code == 2
    assert ".xlsx" in said


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
@pytest.mark.parametrize("name", ["Messe \udce4", "M\udcc3\udca4sse"])
def test_workbook_whose_name_is_no_text_can_be_planned(fair, run, name):
    named = fair.rename(fair.with_name(f"{name}.xlsx"))

    assert run("plan", named, "--time", "3")[0] == 0
    assert run("status", named)[0] == 0
    assert run("check", named, "--annotate", fair.with_name("marked.xlsx"))[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_files_whose_names_are_no_text_can_be_planned(tmp_path, run):
    folder = write_folder(tmp_path / "fair", sound())
    (folder / "wishes").mkdir()
    (folder / "wishes" / "\udce4.csv").write_text("To\nP1\n", encoding="utf-8")
    (folder / "\udce4.csv").write_text("a;b\n", encoding="utf-8")

    assert run("check", folder)[0] == 3
    (folder / "wishes" / "\udce4.csv").rename(folder / "wishes" / "P3.csv")
    assert run("plan", folder, "--time", "3")[0] == 0


def test_letters_that_cannot_be_shown_are_spelt(run):
    _, said = run("check", "Grüße→Łódź\udcff.xlsx", encoding="ascii")

    assert "Gruesse>Lodz?.xlsx" in said


@pytest.mark.parametrize("columns", ["0", "1", "00"])
def test_width_in_which_nobody_can_read_is_not_believed(fair, run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)

    code, said = run("check", fair)

    assert (code, "Wünsche!B5" in said, "Status" in said) == (0, True, True)


def command(*arguments, **more):
    """Run a command in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "matchmaker", *map(str, arguments)],
        check=False,
        timeout=120,
        text=True,
        stderr=subprocess.PIPE,
        **{"stdout": subprocess.PIPE, **more},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed otherwise there")
@pytest.mark.parametrize("words", [("check",), ("--help",), ("new", "--example")])
def test_pipe_that_is_closed_is_no_fault(fair, tmp_path, words):
    reader, writer = os.pipe()
    os.close(reader)
    paths = {"check": [fair], "new": [tmp_path / "new.xlsx"]}.get(words[0], [])

    ended = command(*words, *paths, stdout=writer)
    os.close(writer)

    assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("words", [("check",), ("--help",)])
def test_output_into_a_full_disk_is_told(fair, words):
    with Path("/dev/full").open("w") as full:
        ended = command(*words, *([fair] if words == ("check",) else []), stdout=full)

    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "Platz" in ended.stderr or "room" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
def test_working_folder_that_is_gone_is_told(tmp_path):
    (tmp_path / "gone").mkdir()
    where = "import os, sys; os.chdir(sys.argv.pop(1)); os.rmdir(os.getcwd());"
    code = f"{where} from matchmaker import cli; cli.main()"

    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, tmp_path / "gone", "new", "x.xlsx"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 2
    assert "not there any more" in ended.stderr or "nicht mehr" in ended.stderr


@pytest.mark.parametrize(
    ("number", "path", "key"),
    [
        (errno.ENOSPC, None, "cli.disk_full"),
        (errno.ENOSPC, "here", "cli.disk_full"),
        (errno.EBUSY, "here", "cli.in_use"),
        (errno.EACCES, "here", "cli.may_not_write"),
        (errno.EROFS, "here", "cli.may_not_write"),
        (errno.ENOENT, "here", "cli.gone"),
        (errno.ENOENT, "nowhere/here", "cli.no_folder"),
        (errno.EIO, "here", "cli.refused_path"),
        (errno.EIO, None, "cli.refused"),
    ],
)
def test_what_the_system_refuses_has_a_sentence_of_its_own(
    tmp_path, monkeypatch, number, path, key
):
    monkeypatch.chdir(tmp_path)

    assert system.refusal(OSError(number, os.strerror(number), path))[0] == key


def test_file_that_may_not_be_read_is_told_from_one_that_may_not_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(os, "access", lambda *_: False)

    key, _ = system.refusal(PermissionError(errno.EACCES, "", str(tmp_path / "file")))

    assert key == "cli.may_not_read"


def test_full_disk_while_a_plan_is_written_leaves_nothing(fair, run, monkeypatch):
    def fail(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(workflow.saving, "write_schedule", fail)

    code, said = run("plan", fair, "--time", "3")

    assert (code, "kein Platz mehr" in said) == (2, True)
    assert not [*fair.with_name("messe-plans").glob("*v01*")]


@pytest.mark.parametrize("words", [("new",), ("check", "--annotate"), ("check", "--map")])
def test_full_disk_leaves_no_half_of_a_file(fair, tmp_path, run, monkeypatch, words):
    made = {"new": tmp_path / "new.xlsx", "--map": fair.with_name("columns.toml")}
    made = made.get(words[-1], tmp_path / "marked.xlsx")

    def fail(path, *_arguments, **_fields):
        with path.open("wb") as file:
            file.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", fail)
    monkeypatch.setattr(Path, "write_text", fail)
    monkeypatch.setattr("matchmaker.cli.beginning.write_template", fail)
    arguments = {"new": [made], "--annotate": [made, fair], "--map": [fair]}[words[-1]]

    code, said = run(*words, *arguments)

    assert (code, "kein Platz mehr" in said or "no room left" in said) == (2, True)
    assert not made.exists()


def test_fault_of_ours_claims_nothing_about_what_was_written(fair, run, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("matchmaker.cli.planning._tell_outcome", fail)

    code, said = run("plan", fair, "--time", "3")

    assert (code, "ZeroDivisionError" in said) == (1, True)
    assert fair.with_name("messe-plans").joinpath("v01").exists()
    assert "nichts geschrieben" not in said


def test_solver_is_loaded_only_to_plan(fair):
    code = (
        "import sys; from matchmaker import cli\n"
        "try: cli.main()\n"
        "finally: print(sorted({'ortools', 'numba'} & sys.modules.keys()))"
    )
    for words in (["--help"], ["check", fair], ["verify", fair, fair]):
        ended = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", code, *words], check=False, capture_output=True, text=True
        )

        assert ended.stdout.splitlines()[-1] == "[]"


PREPARING = """
import sys
if "nowhere" in sys.argv:
    from numba.core import caching
    def refuse(_self):
        raise PermissionError
    caching._CacheLocator.ensure_cache_path = refuse
from matchmaker import solver
solver.get_ready(print)
"""


def prepared(tmp_path, *words):
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", PREPARING, *words],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")},
    )
    return ended.stdout.split()


def test_solver_is_compiled_once_and_says_so(tmp_path):
    assert [prepared(tmp_path), prepared(tmp_path)] == [["preparing"], []]


def test_solver_that_cannot_be_kept_is_compiled_each_time(tmp_path):
    assert prepared(tmp_path, "nowhere") == ["preparing_each_time"]
