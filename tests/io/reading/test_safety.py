"""Files that would harm who reads them are refused with a line, quickly and in little memory."""

import resource
import socket
import time
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from matchmaker import cli
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.package.limits import Limits
from matchmaker.io.writing.template import write_template
from tests.io.reading.spreadsheets import fair, found, write, write_folder
from tests.workbooks.shapes import write_ods

LAUGHS = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">%s]>""" % "".join(  # noqa: UP031
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
PARTS = (
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
)


def rewritten(path, part, change, compression=ZIP_DEFLATED):
    buffer = BytesIO()
    with ZipFile(path) as source, ZipFile(buffer, "w", compression) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text) if name == part else text)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "fair.xlsx", fair())


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE])
def test_entities_are_refused(path, part, start):
    def change(text):
        return (start + text.decode().split("?>", 1)[-1]).encode()

    assert found(read_event(rewritten(path, part, change)).issues) == [("unsafe_file", "fair.xlsx")]


def test_entities_of_libreoffice_are_refused(tmp_path):
    path = write_ods(tmp_path / "fair.ods", fair())

    rewritten(path, "content.xml", lambda text: (LAUGHS + text.decode().split("?>", 1)[1]).encode())

    assert found(read_event(path).issues) == [("unsafe_file", "fair.ods")]


def test_zip_bomb_is_refused_before_it_is_unpacked(path):
    def change(text):
        return text + b" " * 300_000_000

    bomb = rewritten(path, "xl/worksheets/sheet5.xml", change)
    before = time.process_time()

    assert bomb.stat().st_size < 1_000_000
    assert found(read_event(bomb).issues) == [("too_many_megabytes", "fair.xlsx")]
    assert time.process_time() - before < 2


def test_bomb_of_elements_is_refused(path, monkeypatch):
    monkeypatch.setenv("MATCHMAKER_MAX_CELLS", "100000")

    def change(text):
        return text.replace(b"<sheetData>", b"<sheetData>" + b"<a/>" * 10_000_000)

    before = time.process_time()
    reading = read_event(rewritten(path, "xl/worksheets/sheet5.xml", change))

    assert found(reading.issues) == [("too_many_cells", "fair.xlsx")]
    assert time.process_time() - before < 10


def test_archive_of_many_parts_is_refused(path):
    with ZipFile(path, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"x{number}", b"")

    assert found(read_event(path).issues) == [("unsafe_file", "fair.xlsx")]


def test_unusual_compression_is_refused(path):
    rewritten(path, "", bytes, ZIP_BZIP2)

    assert found(read_event(path).issues) == [("unsafe_file", "fair.xlsx")]


def test_part_that_unpacks_to_more_than_it_says(path):
    content = bytearray(
        rewritten(path, "xl/worksheets/sheet5.xml", lambda t: t + b" " * 10**6).read_bytes()
    )
    with ZipFile(BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/worksheets/sheet5.xml").file_size
    path.write_bytes(bytes(content).replace(size.to_bytes(4, "little"), (99).to_bytes(4, "little")))

    assert found(read_event(path).issues) == [("not_a_workbook", "fair.xlsx")]


def test_cells_at_the_far_ends_cost_nothing(path):
    def change(text):
        far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        return text.replace(b"</sheetData>", far + b"</sheetData>")

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = read_event(rewritten(path, "xl/worksheets/sheet6.xml", change))

    assert reading.event is not None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_one_cell_that_stands_for_millions_is_refused(tmp_path):
    path = write_ods(tmp_path / "fair.ods", fair())

    def change(text):
        return text.replace(
            b'<table:table-cell office:value-type="string">',
            b'<table:table-cell table:number-columns-repeated="16000" office:value-type="string">',
        ).replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">')

    assert found(read_event(rewritten(path, "content.xml", change)).issues) == [
        ("too_many_cells", "fair.ods")
    ]


@pytest.mark.parametrize(
    ("name", "limit", "code"),
    [
        ("ROWS", "3", "too_many_rows"),
        ("CELLS", "20", "too_many_cells"),
        ("MEGABYTES", "0", "too_many_megabytes"),
    ],
)
def test_limits_can_be_set(tmp_path, monkeypatch, name, limit, code):
    path = write(tmp_path / "fair.xlsx", fair())
    folder = write_folder(tmp_path / "fair", fair())
    monkeypatch.setenv(f"MATCHMAKER_MAX_{name}", limit)

    assert found(read_event(path).issues) == [(code, "fair.xlsx")]
    assert code in {issue.code for issue in read_event(folder).issues}


def test_limits_that_are_no_numbers_are_ours(monkeypatch):
    monkeypatch.setenv("MATCHMAKER_MAX_ROWS", "many")

    assert Limits.of_environment() == Limits()


def test_workbook_that_points_outside_of_itself(path):
    def change(text):
        return text.replace(b"/xl/worksheets/sheet1.xml", b"/../../../../etc/passwd").replace(
            b"worksheets/sheet1.xml", b"../../../../etc/passwd"
        )

    reading = read_event(rewritten(path, "xl/_rels/workbook.xml.rels", change))

    assert found(reading.issues) == [("not_a_workbook", "fair.xlsx")]


def test_nothing_is_fetched_while_an_event_is_planned(tmp_path, monkeypatch):
    def forbid(*_args, **_more):
        raise AssertionError("no network")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, forbid)
    monkeypatch.setattr(socket, "getaddrinfo", forbid)
    write_template(tmp_path / "fair.xlsx", "en", with_example=True)

    for arguments in (
        ("check", "fair.xlsx", "--annotate", tmp_path / "marked.xlsx"),
        ("plan", "fair.xlsx", "--time", "8"),
        ("agendas", "fair-plans"),
    ):
        command, name, *options = arguments
        words = ["matchmaker", command, tmp_path / name, *options]
        monkeypatch.setattr("sys.argv", list(map(str, words)))
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        assert leaving.value.code == 0


def test_paths_in_the_input_lead_nowhere(tmp_path, monkeypatch):
    sheets = fair(Fixed=[], Blocked=[], Interests=[["../../evil", "P2"]])
    sheets["Event"][1][1], sheets["Event"][2][1] = "../../evil", "..\\..\\evil"
    sheets["Participants"][3][14:] = []
    sheets["Participants"][3][0] = "../../evil"
    sheets["Participants"][3][1:3] = ["../..", "C:\\evil"]
    (tmp_path / "here").mkdir()
    write(tmp_path / "here" / "fair.xlsx", sheets)
    for command in (["plan", "fair.xlsx", "--time", "6"], ["agendas", "fair-plans"]):
        words = ["matchmaker", command[0], str(tmp_path / "here" / command[1]), *command[2:]]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        assert leaving.value.code == 0

    written = [p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()]
    assert all(path.parts[0] == "here" for path in written)
    assert all(path.parts[1] in {"fair.xlsx", "fair-plans"} for path in written)


def test_nothing_personal_in_what_is_said_of_a_bug(tmp_path, monkeypatch, capsys):
    path = write(tmp_path / "fair.xlsx", fair())

    def fail(*_args, **_more):
        raise ValueError("Änne Müller aenne@alpha.example")

    monkeypatch.setattr("matchmaker.cli.inputs.read_event", fail)
    monkeypatch.setattr("sys.argv", ["matchmaker", "check", str(path)])
    with pytest.raises(SystemExit) as leaving:
        cli.main()

    said = capsys.readouterr()
    assert leaving.value.code == 1
    assert "ValueError" in said.err
    assert "Müller" not in said.out + said.err
    assert "alpha.example" not in said.out + said.err
