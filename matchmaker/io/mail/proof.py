"""A finished mail read back, as a mail program reads it: does it say what is meant, and no more.

What participants and organisers write stands in it. Should anything of that ever become a header, a
recipient or a part, the mail must not leave the house. So this reads the bytes alone, and by other
means than they are written by.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from matchmaker.io.mail.message import TYPES, Mail, shown_name
from matchmaker.io.package.characters import on_one_line

LONGEST_LINE = 998
"""Bytes of a line without its end (RFC 5322)."""
OF_CONTENT = {"mime-version", "content-type", "content-transfer-encoding", "content-disposition"}
"""Headers that say what a part is; they name nobody."""
ONE_PERSON = re.compile(r"(?P<name>[A-Za-z0-9'=?_*+/! -]*?) ?<(?P<address>[^<> ]+)>")
"""A name without any letter that could end it, as it is or encoded, and an address."""
TEXT = "text/plain"
CALENDAR = TYPES[".ics"]
Part = tuple[str, str | None, bytes]
"""Kind, name and content."""


class NotAsMeant(Exception):  # noqa: N818 - says what the mail is
    """A mail that a mail program would read otherwise than it is meant.

    Parameters
    ----------
    what : str
        Where it differs: `lines`, `headers`, `text`, `people` or `parts`.
    file : str
        The name of the draft.
    """

    def __init__(self, what: str, file: str) -> None:
        super().__init__(what, file)
        self.what = what
        self.file = file


def prove(content: bytes, mail: Mail, file: str) -> None:
    """Read a mail back.

    Parameters
    ----------
    content : bytes
        The mail.
    mail : Mail
        What it is to be.
    file : str
        The name it is to be written under.

    Raises
    ------
    NotAsMeant
        If there is anything in it that is not meant, or anything missing.
    """
    for what in _differences(content, mail):
        raise NotAsMeant(what, file)


def _differences(content: bytes, mail: Mail) -> Iterator[str]:
    """Name what differs; each is looked at only where all before it is as it is meant."""
    if not all(map(_is_line, content.split(b"\r\n"))):
        yield "lines"
    message = message_from_bytes(content)
    texts = {"X-Unsent": "1", "Subject": on_one_line(mail.subject)}
    people = {name: [(one.display_name, one.addr_spec)] for name, one in mail.addresses.items()}
    if _names(message) != [*texts, *people]:
        yield "headers"
    raw = dict(message.raw_items())
    if {name: _decoded(raw[name]) for name in texts} != texts:
        yield "text"
    if {name: _people(raw[name]) for name in people} != people:
        yield "people"
    if not _has_parts(message, mail):
        yield "parts"


def _is_line(line: bytes) -> bool:
    return len(line) <= LONGEST_LINE and not set(line) & set(b"\r\n\0")


def _names(part: Message) -> list[str]:
    """List the headers that say more than what a part is."""
    return [name for name in part.keys() if name.lower() not in OF_CONTENT]  # noqa: SIM118


def _people(header: str) -> list[tuple[str, str]]:
    """Read who is named; nobody where it is not one name of harmless letters and one address."""
    line = " ".join(header.encode("ascii", "surrogateescape").decode("utf-8", "replace").split())
    found = ONE_PERSON.fullmatch(line)
    return [(_decoded(found["name"]), found["address"])] if found else []


def _decoded(header: str) -> str:
    return str(make_header(decode_header(header)))


def _has_parts(message: Message, mail: Mail) -> bool:
    """Compare the parts, each with its kind, its name and its content."""
    meant: list[Part] = [(TEXT, None, mail.text.encode())]
    meant += [(TYPES[one.suffix], shown_name(one), one.read_bytes()) for one in mail.files]
    parts = [part for part in message.walk() if not part.is_multipart()]
    found = [(part.get_content_type(), part.get_filename(), _content(part)) for part in parts]
    strange = [name for part in message.walk() if part is not message for name in _names(part)]
    defects = [defect for part in message.walk() for defect in part.defects]
    return found == meant and all(map(_says_method, parts)) and not strange and not defects


def _says_method(part: Message) -> bool:
    """Whether a calendar is said to be for what it says itself; nothing else is for anything."""
    is_calendar = part.get_content_type() == CALENDAR
    lines = _content(part).splitlines() if is_calendar else []
    meant = [line.removeprefix(b"METHOD:") for line in lines if line.startswith(b"METHOD:")]
    said = part.get_param("method")
    return meant == ([] if said is None else [str(said).encode()])


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise TypeError("a part without content")
    is_body = part.get_content_disposition() is None
    return content.replace(b"\r\n", b"\n") if is_body else content
