"""The zip for Windows: what goes where, and that nothing is left out; nothing is downloaded."""

import re
import runpy
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from typer.main import get_command

from matchmaker.cli import app
from tests.test_installing import PROJECT, ROOT

MADE = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging" / "windows.py")))
NAMES = {Requirement(line).name for line in PROJECT["dependencies"]}


def program(machine: int) -> bytes:
    """The head of a program of Windows: where its header is, and the processor in it."""
    return bytes(60) + (64).to_bytes(4, "little") + b"PE\0\0" + machine.to_bytes(2, "little")


@pytest.fixture
def embeddable(tmp_path):
    """Make the zip of an embeddable Python, for a processor."""

    def make(machine: int = 0x8664, series: str = "312") -> Path:
        path = tmp_path / "embeddable.zip"
        with ZipFile(path, "w") as target:
            target.writestr("python.exe", program(machine))
            target.writestr(f"python{series}._pth", "as it comes")
            target.writestr(f"python{series}.zip", b"the library")
        return path

    return make


@pytest.fixture
def wheel(tmp_path):
    """Make a wheel that needs something."""

    def make(name: str, *requires: str, files: tuple[str, ...] = ()) -> Path:
        path = tmp_path / f"{name}-1.0-py3-none-any.whl"
        lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0"]
        lines += [f"Requires-Dist: {needed}" for needed in requires]
        with ZipFile(path, "w") as target:
            target.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines))
            for file in files:
                target.writestr(file, b"held")
        return path

    return make


def missing(*wheels: Path) -> tuple[str, ...]:
    return MADE.missing(map(MADE.package, wheels), "3.12")


def test_every_dependency_of_the_project_is_missed_where_it_is_not_there(wheel):
    more = PROJECT["optional-dependencies"]["more"]
    extra = [f'{line}; extra == "more"' for line in more]
    absent = missing(wheel("matchmaker", *PROJECT["dependencies"], *extra))

    assert {Requirement(line).name for line in absent} == NAMES | {
        Requirement(line).name for line in more
    }


def test_what_only_windows_needs_is_missed(wheel):
    own = wheel("matchmaker", "typer")
    other = wheel("typer", 'colorama>=0.4; platform_system == "Windows"', 'uv; os_name == "posix"')

    assert missing(own, other) == ("colorama>=0.4",)


def test_what_an_extra_needs_is_missed_only_where_it_is_asked_for(wheel):
    own, plain = wheel("matchmaker", "one[fast]", "two"), 'three; extra == "fast"'

    assert missing(own, wheel("one", plain), wheel("two", 'four; extra == "fast"')) == ("three",)


def test_names_are_the_same_however_they_are_written(wheel):
    assert missing(wheel("matchmaker", "Jinja_2"), wheel("jinja-2")) == ()


def test_needs_in_a_circle_come_to_an_end(wheel):
    assert missing(wheel("matchmaker", "one"), wheel("one", "matchmaker")) == ()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("numpy/core.pyd", "site-packages/numpy/core.pyd"),
        ("typing_extensions.py", "site-packages/typing_extensions.py"),
        ("a-1.data/purelib/a/b.py", "site-packages/a/b.py"),
        ("a-1.data/platlib/a/b.pyd", "site-packages/a/b.pyd"),
        ("a-1.data/data/msvcp140.dll", "python/msvcp140.dll"),
        ("a-1.data/data/Scripts/msvcp140.dll", None),
        ("a-1.data/data/share/man/a.1", None),
        ("a-1.data/scripts/a", None),
    ],
)
def test_place_of_a_file_of_a_wheel(path, target):
    assert MADE.place(PurePosixPath(path)) == target


def test_zip_with_python_is_complete(embeddable, wheel):
    files = ("one/__init__.py", "one-1.0.data/data/msvcp140.dll", "one-1.0.data/scripts/one")
    held = dict(MADE.contents("3.12", [wheel("one", files=files)], embeddable()))

    assert sorted(held) == [
        "LICENSE.txt",
        "events/fair.xlsx",
        "events/messe.xlsx",
        "matchmaker.cmd",
        "python/msvcp140.dll",
        "python/python.exe",
        "python/python312._pth",
        "python/python312.zip",
        "site-packages/one-1.0.dist-info/METADATA",
        "site-packages/one/__init__.py",
        "texts/help.txt",
        "texts/no-python.txt",
        "texts/one-only.txt",
        "texts/what-to-do.txt",
    ]
    assert held["python/python312._pth"] == b"python312.zip\r\n.\r\n..\\site-packages\r\n"
    assert held["python/python.exe"] == program(0x8664)


def test_library_that_python_brings_is_not_replaced(embeddable, wheel):
    python = embeddable()
    with ZipFile(python, "a") as target:
        target.writestr("msvcp140.dll", b"its own")
    other = wheel("one", files=("one-1.0.data/data/msvcp140.dll",))
    found = [text for path, text in MADE.contents("3.12", [other], python) if "msvcp" in path]

    assert found == [b"its own"]


def test_zip_without_python_has_no_folder_for_it(wheel):
    files = ("one/__init__.py", "one-1.0.data/data/msvcp140.dll")
    held = dict(MADE.contents("3.12", [wheel("one", files=files)], None))

    assert [path for path in held if path.startswith("python/")] == []


@pytest.mark.parametrize("series", ["312", "313"])
def test_series_is_that_of_the_python(embeddable, series):
    assert MADE.series_of(embeddable(series=series)) == f"3.{series[1:]}"


@pytest.mark.parametrize("machine", [0x14C, 0xAA64])
def test_python_of_another_processor_is_refused(embeddable, machine):
    with pytest.raises(MADE.CannotBuild):
        MADE.series_of(embeddable(machine))


def test_any_other_zip_is_refused(tmp_path):
    with ZipFile(tmp_path / "other.zip", "w") as target:
        target.writestr("python.exe", program(0x8664))

    with pytest.raises(MADE.CannotBuild):
        MADE.series_of(tmp_path / "other.zip")


def test_starter_is_filled_in_for_windows():
    held = dict(MADE.starter({"VERSION": "0.2.0", "SERIES": "3.12"}))

    assert [path for path, text in held.items() if re.search(rb"@[A-Z]+@", text)] == []
    assert [path for path, text in held.items() if re.search(rb"(?<!\r)\n", text)] == []
    assert held["matchmaker.cmd"].isascii()
    assert b"matchmaker 0.2.0\r\n" in held["texts/help.txt"]
    assert b'set "series=-3.12"\r\n' in held["matchmaker.cmd"]


def test_starter_goes_where_it_says_and_shows_what_is_there():
    held = dict(MADE.starter({}))
    text = held["matchmaker.cmd"].decode()

    assert set(re.findall(r"goto (\w+)", text)) == set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    shown = {f"texts/{name}" for name in re.findall(r'type "%here%texts\\(.+?)"', text)}
    assert shown == {path for path in held if path.startswith("texts/")}


def test_starter_keeps_every_path_in_quotes():
    text = dict(MADE.starter({}))["matchmaker.cmd"].decode()
    outside = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()]

    assert [line for line in outside if "%here%" in line or "%~" in line] == []


def test_starter_offers_the_commands_that_are_there():
    text = dict(MADE.starter({}))["matchmaker.cmd"].decode()
    offered = re.findall(r'set "command=(\w+)"', text)

    assert offered == ["check", "plan", "agendas", "publish", "open"]
    assert set(offered) <= set(get_command(app).commands)
