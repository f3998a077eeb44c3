"""How many pixels a picture unpacks to, told from its header before anything is unpacked."""

import base64
import binascii
import sys
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

PNG, JPEG, GZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x1f\x8b"
BEGIN, SCAN = 0xFF, 0xDA
"""What each marker of a JPEG begins with, and the one after which pixels come."""
SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers that are followed by the size."""
UNKNOWN = sys.maxsize


def pixels_of(content: bytes) -> int:
    """Count the pixels of a `.png`, a `.jpg`, or all pictures in an `.svg`.

    Returns
    -------
    int
        `UNKNOWN` where there is no telling, as of what is compressed as a whole.
    """
    if content.startswith(PNG):
        return _pixels_of_png(content)
    if content.startswith(JPEG):
        return _pixels_of_jpeg(content)
    if content.startswith(GZIP):
        return UNKNOWN
    try:
        return sum(map(pixels_of, _pictures_in(content)))
    except (expat.ExpatError, ValueError, RecursionError):
        return UNKNOWN


def _pixels_of_png(content: bytes) -> int:
    if content[12:16] != b"IHDR":
        return UNKNOWN
    return _number(content[16:20]) * _number(content[20:24])


def _pixels_of_jpeg(content: bytes) -> int:
    most, at = 0, len(JPEG) - 1
    while 0 <= at < len(content) - 9 and content[at + 1] != SCAN:
        marker, length = content[at + 1], _number(content[at + 2 : at + 4])
        if content[at] != BEGIN or marker == BEGIN:
            at = content.find(BEGIN, at + 1)
            continue
        if marker in SIZES:
            most = max(most, _number(content[at + 5 : at + 7]) * _number(content[at + 7 : at + 9]))
        at += 2 + length
    return most or UNKNOWN


def _number(written: bytes) -> int:
    return int.from_bytes(written, "big")


def _pictures_in(svg: bytes) -> Iterator[bytes]:
    """Find the pictures that stand in a drawing itself."""
    found: list[str] = []

    def start(_name: str, attributes: dict[str, str]) -> None:
        links = (value for key, value in attributes.items() if key.rpartition(":")[2] == "href")
        found.extend(link.strip() for link in links if link.strip()[:5].lower() == "data:")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(svg, True)  # noqa: FBT003 - expat takes no names
    for link in found:
        kind, _, data = link.partition(",")
        raw = unquote_to_bytes(data)
        yield _decoded(raw) if kind.rstrip().lower().endswith("base64") else raw


def _decoded(data: bytes) -> bytes:
    try:
        return base64.b64decode(data + b"==")
    except binascii.Error as error:
        raise ValueError("not base64") from error
