import base64
import gzip
import struct
import zlib
from dataclasses import replace

import pytest

from matchmaker.io.documents.agenda import agenda_pdf
from matchmaker.io.package.pictures import UNKNOWN, pixels_of
from matchmaker.io.reading.branding import (
    HOUSE_COLOUR,
    LARGEST,
    BadLogo,
    Branding,
    branding_of,
    colour_of,
    is_file_name,
    keep_logo,
    legible,
    logo_in,
)
from tests.io.documents.pdfs import FAIR, MADE, made_of

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)


def png(width=1, height=1):
    """A red picture of one pixel; told to have more, it is damaged, and a bomb if it were not."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [
        chunk(b"IHDR", head),
        chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg(width, height):
    """The beginning of a photograph: a comment, the size, and then the pixels."""
    size = struct.pack(">HBHHB", 8, 8, height, width, 0)
    return b"\xff\xd8\xff\xfe\0\x06\xff\xc0ab\xff\xff\xc2" + size + b"\xff\xda\0\x02" + bytes(20)


def drawn(picture, kind="data:image/png;base64"):
    """A drawing with a picture in it, hidden behind a reference."""
    data = base64.b64encode(picture).decode().replace("i", "&#105;", 1)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{kind},{data}"/></svg>'.encode()


@pytest.mark.parametrize(("name", "content"), [("Our logo.SVG", SVG), ("logo.png", png())])
def test_logo_goes_into_the_agenda(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    branding = Branding(logo_in(tmp_path, name))

    with_logo = made_of(MADE, agenda_pdf, "P2", branding=branding)

    assert b"/Figure" in with_logo
    assert b"/Figure" not in made_of(MADE, agenda_pdf, "P2")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("logo.png", b"\x89PNG but no more", "unreadable_logo"),
        ("logo.svg", b"<svg", "unreadable_logo"),
        ("logo.txt", SVG, "unreadable_logo"),
        ("logo.svg", SVG + b" " * LARGEST, "logo_too_large"),
        ("logo.png", png(4_001, 4_000), "logo_too_large"),
        ("logo.jpg", jpeg(65_000, 65_000), "logo_too_large"),
        ("logo.svg", drawn(png(40_000, 40_000)), "logo_too_large"),
        ("logo.svg", drawn(jpeg(40_000, 40_000), " DATA:image/jpeg;base64 "), "logo_too_large"),
        ("logo.svg", drawn(drawn(png(40_000, 40_000))), "logo_too_large"),
        ("logo.svg", gzip.compress(SVG), "unreadable_logo"),
        ("logo.svg", drawn(b"GIF89a"), "unreadable_logo"),
    ],
)
def test_bad_logo_is_told(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(BadLogo) as fault:
        logo_in(tmp_path, name)

    assert (fault.value.code, fault.value.path) == (code, tmp_path / name)


@pytest.mark.parametrize(
    ("content", "pixels"),
    [
        (png(3, 5), 15),
        (jpeg(30, 50), 1_500),
        (SVG, 0),
        (drawn(png(3, 5)), 15),
        (b"\xff\xd8\xff", UNKNOWN),
        (b"\xff\xd8\xff" + bytes(99), UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", UNKNOWN),
        (b"no picture", UNKNOWN),
    ],
)
def test_pixels_are_told_from_the_header(content, pixels):
    assert pixels_of(content) == pixels


WAYS_OUT = (
    *("../logo.svg", "..\\logo.svg", "/etc/passwd", "C:logo.svg", "sub/logo.svg", "..", "."),
    *("\\\\host\\share\\logo.svg", "", "logo.svg\0", ".logo.svg"),
)


@pytest.mark.parametrize("name", WAYS_OUT)
def test_logo_is_never_looked_for_elsewhere(tmp_path, name):
    folder = tmp_path / "fair"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder / "sub"):
        (place / "logo.svg").write_bytes(SVG)
    (folder / ".logo.svg").write_bytes(SVG)

    with pytest.raises(BadLogo) as fault:
        logo_in(folder, name)

    assert fault.value.code == "no_logo"
    assert not is_file_name(name)


@pytest.mark.parametrize("name", ["l" * 300 + ".png", "ö" * 200 + ".png", "😀" * 1000])
def test_logo_with_a_name_longer_than_any_file_has_is_not_there(tmp_path, name):
    with pytest.raises(BadLogo) as refusal:
        logo_in(tmp_path, name)

    assert refusal.value.code == "no_logo"


def test_link_out_of_the_folder_is_no_logo(tmp_path):
    (tmp_path / "fair").mkdir()
    (tmp_path / "secret.svg").write_bytes(SVG)
    (tmp_path / "fair" / "logo.svg").symlink_to(tmp_path / "secret.svg")

    with pytest.raises(BadLogo):
        logo_in(tmp_path / "fair", "logo.svg")


def test_logo_of_the_workbook_is_kept_with_the_version(tmp_path):
    version = tmp_path / "fair-plans" / "v01"
    version.mkdir(parents=True)
    (tmp_path / "ours.svg").write_bytes(SVG)
    fair = replace(FAIR, logo="ours.svg", colour="#ff0000", contact="Desk")

    keep_logo(fair, tmp_path / "fair.xlsx", version)
    (tmp_path / "ours.svg").unlink()

    kept = version / "branding" / "ours.svg"
    assert branding_of(fair, version) == Branding(kept, "#ff0000", "Desk")


def test_logo_in_the_folder_beside_the_plans_is_found(tmp_path):
    version = tmp_path / "fair-plans" / "v01"
    version.mkdir(parents=True)
    (tmp_path / "branding").mkdir()
    (tmp_path / "branding" / "logo.png").write_bytes(png())

    assert branding_of(FAIR, version) == Branding(tmp_path / "branding" / "logo.png", HOUSE_COLOUR)


def test_bad_logo_in_the_folder_is_told(tmp_path):
    version = tmp_path / "fair-plans" / "v01"
    (tmp_path / "branding").mkdir()
    (tmp_path / "branding" / "logo.png").write_bytes(b"")

    with pytest.raises(BadLogo):
        branding_of(FAIR, version)


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#0b5fa5", "#0b5fa5"),
        (" 0B5FA5 ", "#0b5fa5"),
        ("#05a", "#0055aa"),
        ("blue", None),
        ("#12345", None),
        ("#0b5fa5; }", None),
    ],
)
def test_colours(written, colour):
    assert colour_of(written) == colour


def test_light_colours_are_darkened_until_they_can_be_read():
    assert legible("#0b5fa5") == "#0b5fa5"
    assert legible("#ffff00") < "#a0a000"
    assert legible("#ffffff") < "#808080"
