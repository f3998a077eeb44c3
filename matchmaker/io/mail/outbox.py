"""Mail drafts as they lie in a folder, read back: to be looked at, listed, or sent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser, HeaderParser
from email.policy import default
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from matchmaker.io.package.characters import printable
from matchmaker.io.writing.results import csv_cell
from matchmaker.text import Words

ENDING = ".eml"
MERGE_LIST = "mails.csv"
"""The list for a mail merge, beside the drafts."""
END_OF_HEADERS = re.compile(rb"\r\n\r\n|\n\n|\r\r")


@dataclass(frozen=True)
class MailDraft:
    """A mail draft, as a mail program would show it.

    Parameters
    ----------
    path : Path
        The file.
    content : bytes
        What is in it; only its headers are read at once, since it is large.
    name, to : str
        Whom it is to: their name and address.
    sender : str
        The address it is from; empty: whoever sends it.
    subject : str
        What it is about.
    """

    path: Path
    content: bytes
    name: str
    to: str
    sender: str
    subject: str

    @cached_property
    def fingerprint(self) -> str:
        """What is another one as soon as the mail says anything else."""
        return sha256(self.content).hexdigest()

    @cached_property
    def text(self) -> str:
        """What it says."""
        body = self._message.get_body(("plain",))
        return printable(body.get_content()) if body else ""

    @cached_property
    def attachments(self) -> tuple[str, ...]:
        """The names of the files that go with it."""
        parts = self._message.iter_attachments()
        return tuple(printable(part.get_filename() or "") for part in parts)

    @property
    def _message(self) -> EmailMessage:
        return BytesParser(EmailMessage, policy=default).parsebytes(self.content)


def drafts_in(folder: Path) -> tuple[Path, ...]:
    """List the mail drafts of a folder by name; there are none where there is no folder."""
    return tuple(sorted(folder.glob(f"*{ENDING}"))) if folder.is_dir() else ()


def read_draft(path: Path) -> MailDraft:
    """Read a mail draft of ours."""
    content = path.read_bytes()
    head = END_OF_HEADERS.split(content, 1)[0]
    written = head.decode("utf-8", "replace")  # as bytes, `müller@` would fall to pieces
    headers = HeaderParser(EmailMessage, policy=default).parsestr(written)
    found = [headers[name] for name in ("To", "From", "Subject")]
    to, sender = (one.addresses if one else () for one in found[:2])
    return MailDraft(
        path,
        content,
        printable(to[0].display_name) if to else "",
        to[0].addr_spec if to else "",
        sender[0].addr_spec if sender else "",
        printable(str(found[2] or "")),
    )


def write_merge_list(folder: Path, words: Words) -> None:
    """Write the list for a mail merge beside the drafts of a folder, if there are any."""
    drafts = tuple(map(read_draft, drafts_in(folder)))
    if drafts:
        text = merge_list(drafts, words)
        (folder / MERGE_LIST).write_text(text, encoding="utf-8", newline="")


def merge_list(drafts: Iterable[MailDraft], words: Words) -> str:
    """Make a list for the mail merge of Word or another mail program, as CSV that Excel opens."""
    keys = ("address", "name", "subject", "attachments")
    lines = [tuple(words(f"mail.merge.{key}") for key in keys)]
    for draft in drafts:
        files = ", ".join(draft.attachments)
        lines.append((draft.to, draft.name, draft.subject, files))
    return "\ufeff" + "".join(";".join(map(csv_cell, line)) + "\r\n" for line in lines)
