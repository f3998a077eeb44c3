"""A mail as bytes (RFC 5322): a text, and files that go with it."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from matchmaker.io.mail.headers import AS_WRITTEN, address_header, file_header, text_header
from matchmaker.io.package.characters import on_one_line

TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ics": "text/calendar",
}
"""What goes with a mail, in this order."""
METHOD = re.compile(rb"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
"""What a calendar file is for, and a calendar program does with it."""


@dataclass(frozen=True)
class Mail:
    """What a mail is to be, once somebody opens it.

    Parameters
    ----------
    subject, text : str
        What it says.
    to : Address
        Whom it is to.
    sender : Address or None
        Whom it is from; None: whoever sends it.
    files : tuple of Path
        What goes with it, each under its own name.
    boundary : str
        What lies between the parts, and is in none of them.
    """

    subject: str
    text: str
    to: Address
    sender: Address | None
    files: tuple[Path, ...]
    boundary: str

    @property
    def addresses(self) -> dict[str, Address]:
        """Everyone named in it, by header."""
        return {"From": self.sender, "To": self.to} if self.sender else {"To": self.to}


def written(mail: Mail) -> bytes:
    """Write a mail; `X-Unsent` makes Outlook open it as one to be sent."""
    message = EmailMessage(policy=AS_WRITTEN)
    message["X-Unsent"] = "1"
    message["Subject"] = text_header("Subject", mail.subject)
    for name, whose in mail.addresses.items():
        message[name] = address_header(name, whose)
    message.set_content(mail.text, cte="quoted-printable")
    for path in mail.files:
        _attach(path, message)
    if mail.files:
        message.set_boundary(mail.boundary)
    return message.as_bytes()


def _attach(path: Path, message: EmailMessage) -> None:
    kind, _, detail = TYPES[path.suffix].partition("/")
    content = path.read_bytes()
    message.add_attachment(
        content, kind, detail, disposition=file_header(path.name), params=_parameters(content, kind)
    )


def _parameters(content: bytes, kind: str) -> dict[str, str]:
    """Say of a calendar what the file says itself: its method (RFC 6047)."""
    if kind != "text":
        return {}
    return {"charset": "utf-8", **({"method": said} if (said := method_of(content)) else {})}


def method_of(content: bytes) -> str:
    """Read the method of a calendar file; empty where it has none."""
    found = METHOD.search(content)
    return found[1].decode() if found else ""


def shown_name(path: Path) -> str:
    """Name an attached file as a mail program does."""
    return on_one_line(path.name)
