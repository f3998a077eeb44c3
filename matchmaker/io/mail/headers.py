"""Addresses, and how headers are written where they have more than ASCII (RFC 2047)."""

import re
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.policy import SMTP, EmailPolicy
from unicodedata import normalize

from matchmaker.event import Participant
from matchmaker.io.reading.values import is_email
from matchmaker.io.writing.cells import printable

DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


class _SevenBit(EmailPolicy):
    """The usual policy of mail, whose fault in folding long headers it does not have.

    Until Python 3.13, `EmailPolicy` loses the space between two words that it encodes and puts on
    two lines: `für Öl` was read as `fürÖl`.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header; one of ASCII as ever."""
        if value.isascii():
            return super().fold_binary(name, value)
        if isinstance(value, AddressHeader):
            written = ",\r\n ".join(
                f"{_encoded(name, one.display_name)}\r\n <{one.addr_spec}>"
                for one in value.addresses
            )
        else:
            written = _encoded(name, value)
        return f"{name}: {written}\r\n".encode("ascii")


def _encoded(name: str, text: str) -> str:
    """Write text as encoded words, on as many lines as it needs."""
    return Header(text, "utf-8", header_name=name).encode(linesep="\r\n")


SEVEN_BIT = _SevenBit(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)
"""The policy of drafts."""


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
    return Address(" ".join(printable(name).split()), user, ascii_domain(domain))


def ascii_domain(domain: str) -> str:
    """Write a domain as the net knows it: `müller.example` as `xn--mller-kva.example`.

    Python's own codec is of 2003, when `weiß.example` was the same as `weiss.example`; since 2008
    they are two domains (RFC 5891), of perhaps two owners.
    """
    labels = normalize("NFC", domain).lower().split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )
