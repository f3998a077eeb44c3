"""Headers as they stand in a mail: text that nobody decodes into more (RFC 2047), and addresses.

The library reads a header before it writes it: encoded words in a name are decoded then, and a line
break in them ends the header. So every header is written here, and only carried by the library.
"""

import re
from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP, EmailPolicy
from unicodedata import normalize
from urllib.parse import quote

from matchmaker.events import Participant
from matchmaker.io.package.characters import on_one_line
from matchmaker.io.reading.values import is_email

DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
PLAIN_TEXT = re.compile(r"[\x20-\x7e]*")
PLAIN_NAME = re.compile(r"[A-Za-z0-9' -]*")
"""What stands in front of an address as it is; whatever else could mean more to a mail program."""
PLAIN_FILE_NAME = re.compile(r"[A-Za-z0-9._~-]{1,120}")
LETTERS = re.compile("(?:%..|[^%]){1,20}")
"""Letters of a file name for one line, each up to three characters there."""
CHARSET = "utf-8''"
ENCODED_WORD = "=?"
"""How one begins; where it is in a text itself, the text is encoded as a whole."""
LONGEST = 78
"""Of a line (RFC 5322), if words allow."""


class _AsWritten(EmailPolicy):
    """The policy of a mail whose headers are written already, on as many lines as they need."""

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        """Keep a header as it is."""
        return name, value

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
        """Give a header as it is."""
        return value

    def fold(self, name: str, value: str) -> str:
        """Write a header as it is."""
        return f"{name}: {value}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header as it is; only an address may have more than ASCII."""
        return self.fold(name, value).encode()


AS_WRITTEN = _AsWritten(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)
"""The policy of drafts."""


def text_header(name: str, text: str) -> str:
    """Write text for a header of this name, to be read as it is here."""
    text = on_one_line(text)
    is_plain = PLAIN_TEXT.fullmatch(text) and ENCODED_WORD not in text
    return text if is_plain and len(f"{name}: {text}") <= LONGEST else _encoded(name, text)


def address_header(name: str, whose: Address) -> str:
    """Write an address for a header of this name, with the name of whose it is."""
    shown = whose.display_name
    written = shown if PLAIN_NAME.fullmatch(shown) else _encoded(name, shown)
    line = f"{written} <{whose.addr_spec}>".strip()
    if len(f"{name}: {line}") <= LONGEST:
        return line
    return f"{_encoded(name, shown)}\r\n <{whose.addr_spec}>".strip()


def file_header(file_name: str) -> str:
    """Write that a file is attached, under its name; in parts where that needs it (RFC 2231)."""
    if PLAIN_FILE_NAME.fullmatch(file_name):
        return f'attachment;\r\n filename="{file_name}"'
    parts = LETTERS.findall(quote(on_one_line(file_name), safe=""))
    parameters = (
        f"filename*{number}*={'' if number else CHARSET}{part}" for number, part in enumerate(parts)
    )
    return ";\r\n ".join(("attachment", *parameters))


def _encoded(name: str, text: str) -> str:
    """Write text as encoded words, on as many lines as it needs."""
    return Header(text, "utf-8", header_name=name).encode(linesep="\r\n")


def is_reachable(person: Participant) -> bool:
    """Whether a person has an address that a mail can be sent to."""
    return address(person.name, person.email) is not None


def address(name: str, email: str) -> Address | None:
    """Make an address with a name; None where it is none, or its domain cannot be one.

    Whatever would begin a new line, or end the name, is a space in it.
    """
    if not is_email(email):
        return None
    user, _, domain = email.rpartition("@")
    if not DOMAIN.fullmatch(ascii_domain(domain)):
        return None
    return Address(on_one_line(name), user, ascii_domain(domain))


def ascii_domain(domain: str) -> str:
    """Write a domain as the net knows it: `müller.example` as `xn--mller-kva.example`.

    Python's own codec is of 2003, when `weiß.example` was the same as `weiss.example`; since 2008
    they are two domains (RFC 5891), of perhaps two owners.
    """
    labels = normalize("NFC", domain).lower().split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )
