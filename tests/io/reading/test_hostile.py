"""Files made to keep who reads them busy or to fill the memory, and things that are no files."""

import os
import sys
import time
import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.marking.copy import annotated_copy
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import NotAFile, TooLong, read_foreign
from matchmaker.io.reading.edited import version_in
from matchmaker.io.reading.source import source_now
from matchmaker.text import words
from tests.io.reading.spreadsheets import fair, found, write, write_folder
from tests.workbooks.shapes import write_ods

SHEET = "xl/worksheets/sheet5.xml"
MANY = 300_000
LONG = {
    "attribute": b'<a x="' + b"a" * 50_000_000 + b'"/>',
    "attributes": b"<a " + b" ".join(b'a%d="1"' % n for n in range(MANY)) + b"/>",
    "namespaces": b"<a " + b" ".join(b'xmlns:a%d="u"' % n for n in range(MANY)) + b"/>",
    "comment": b"<!--" + b"a" * 90_000_000 + b"-->",
    "instruction": b"<?a " + b"a" * 90_000_000 + b"?>",
    "name": b"<" + b"a" * 90_000_000 + b"/>",
    "depth": b"<a>" * 5_000_000,
    "end": b"<a></a" + b" " * 90_000_000 + b">",
}
"""What is put into a sheet."""
SECONDS = 15
"""In which it is refused on a busy computer; it takes a tenth of a second."""

no_pipes = pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files there")


def exchanged(path, part, change, **more):
    """Change a part of a workbook, and put more parts beside it."""
    buffer = BytesIO()
    with ZipFile(path) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text) if name == part else text)
        for name, content in more.items():
            target.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def stuffed(path, stuff):
    """Put something into a sheet, before its cells."""
    return exchanged(path, SHEET, lambda text: text.replace(b"<sheetData>", stuff + b"<sheetData>"))


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "fair.xlsx", fair())


@pytest.mark.parametrize("what", LONG)
def test_markup_without_an_end_is_refused_in_time(path, what):
    hostile = stuffed(path, LONG[what])
    before = time.process_time()

    assert found(read_event(hostile).issues) == [("unsafe_file", "fair.xlsx")]
    assert time.process_time() - before < SECONDS


def test_attributes_count_as_elements(path, monkeypatch):
    monkeypatch.setenv("MATCHMAKER_MAX_CELLS", "10000")
    element = b"<a " + b" ".join(b'a%d=""' % n for n in range(1_000)) + b"/>"

    hostile = stuffed(path, element * 100)

    assert found(read_event(hostile).issues) == [("too_many_cells", "fair.xlsx")]


def test_long_text_is_no_tag_without_an_end(path):
    stuffed(path, b"<note>" + b"a" * 2_000_000 + b"</note>")

    assert read_event(path).event is not None


@no_pipes
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize("name", ["fair.xlsx", "Participants.csv"])
def test_what_is_no_file_is_refused_unopened(tmp_path, kind, name):
    place = tmp_path / "fair" / name
    write_folder(tmp_path / "fair", {"Event": fair()["Event"]})
    make(place, kind)

    issues = read_event(tmp_path / "fair").issues

    assert ("not_a_file", name) in found(issues)


def make(place, kind):
    """Put something that is no file where one is expected."""
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        place.mkdir()


@no_pipes
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_workbook_that_is_no_file_is_refused(tmp_path, kind):
    make(tmp_path / "fair.xlsx", kind)

    assert found(read_event(tmp_path / "fair.xlsx").issues) == [("not_a_file", "fair.xlsx")]
    assert version_in(tmp_path / "fair.xlsx") == ""
    with pytest.raises(NotAFile):
        source_now(tmp_path / "fair.xlsx", "")


@no_pipes
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_wishes_and_mapping_that_are_no_files_are_refused(tmp_path, kind):
    folder = write_folder(tmp_path / "fair", fair())
    (folder / "wishes").mkdir()
    make(folder / "wishes" / "P1.csv", kind)
    make(folder / "columns.toml", kind)

    issues = found(read_event(folder).issues)

    assert ("not_a_file", "wishes/P1.csv") in issues
    assert ("bad_mapping", "columns.toml") in issues


@pytest.mark.skipif(not os.path.exists("/proc/self/maps"), reason="no such file")  # noqa: PTH110
def test_length_is_counted_and_not_believed(tmp_path):
    (tmp_path / "long").symlink_to("/proc/self/maps")  # it says that it is empty

    with pytest.raises(TooLong):
        read_foreign(tmp_path / "long", 100)


@pytest.mark.parametrize(
    "text",
    [
        ".".join("a" * 100_000) + " = 1",
        ".".join(['"a"'] * 100_000) + " = 1",
        "[" + ".".join("a" * 100_000) + "]",
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 100_000,
        "a = " + "9" * 100_000,
    ],
)
def test_mapping_that_is_too_deep_is_refused_in_time(tmp_path, text):
    path = write(tmp_path / "fair.xlsx", fair())
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")
    before = time.process_time()

    assert found(read_event(path).issues) == [("bad_mapping", "columns.toml")]
    assert time.process_time() - before < SECONDS


def test_mapping_that_is_too_long_is_refused(tmp_path):
    path = write(tmp_path / "fair.xlsx", fair())
    (tmp_path / "columns.toml").write_text("# long\n" * 200_000, encoding="utf-8")

    assert found(read_event(path).issues) == [("mapping_too_long", "columns.toml")]


def test_dots_in_a_text_are_no_depth(tmp_path):
    path = write(tmp_path / "fair.xlsx", fair())
    mapping = f'[columns.Participants]\n"{"." * 99}" = "Country"  # {"." * 99}\n'
    (tmp_path / "columns.toml").write_text(mapping, encoding="utf-8")

    assert found(read_event(path).issues) == [("mapping_used", "columns.toml")]


def test_bomb_beside_the_sheets_is_not_copied(path):
    exchanged(path, "", bytes, **{"xl/media/image1.png": b"\0" * 150_000_000})
    reading = read_event(path)
    tracemalloc.start()

    copy = annotated_copy(path, reading.issues, words("en"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reading.event is not None
    assert isinstance(copy, CellFault)
    assert copy.code == "too_many_megabytes"
    assert most < 120_000_000


def test_harm_in_a_part_that_only_a_copy_needs_is_left_out(path):
    bomb = b'<Default x="' + b"a" * 20_000_000 + b'"/><Default'
    exchanged(path, "[Content_Types].xml", lambda types: types.replace(b"<Default", bomb, 1))

    copy = annotated_copy(path, read_event(path).issues, words("en"))

    assert isinstance(copy, bytes)
    assert len(copy) < 100_000


def test_version_of_a_schedule_is_read_within_the_limits(path):
    bomb = b"<a>" + b" " * 150_000_000 + b"</a>"
    exchanged(path, "docProps/core.xml", lambda _core: bomb)
    before = time.process_time()

    assert version_in(path) == ""
    assert time.process_time() - before < 1


@pytest.mark.parametrize("part", ["styles.xml", "xl/workbook.bin"])
def test_bomb_in_a_workbook_of_another_program_is_refused(tmp_path, part):
    path = write_ods(tmp_path / "fair.ods", fair())

    exchanged(path, "", bytes, **{part: b"\0" * 150_000_000})

    assert found(read_event(path).issues) == [("too_many_megabytes", "fair.ods")]
