"""Mail drafts as they lie in a folder, read back: to be looked at, listed, or sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from hashlib import sha256
from pathlib import Path

from matchmaker.io.package.characters import printable
from matchmaker.io.writing.results import csv_cell
from matchmaker.text import Words

ENDING = ".eml"


@dataclass(frozen=True)
class MailDraft:
    """A mail draft, as a mail program would show it.

    Parameters
    ----------
    path : Path
        The file.
    content : bytes
        What is in it.
    name, to : str
        Whom it is to: their name and address.
    sender : str
        The address it is from; empty: whoever sends it.
    subject, text : str
        What it says.
    attachments : tuple of str
        The names of the files that go with it.
    """

    path: Path
    content: bytes
    name: str
    to: str
    sender: str
    subject: str
    text: str
    attachments: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """What is another one as soon as the mail says anything else."""
        return sha256(self.content).hexdigest()


def drafts_in(folder: Path) -> tuple[Path, ...]:
    """List the mail drafts of a folder by name; there are none where there is no folder."""
    return tuple(sorted(folder.glob(f"*{ENDING}"))) if folder.is_dir() else ()


def read_draft(path: Path) -> MailDraft:
    """Read a mail draft of ours."""
    content = path.read_bytes()
    message = BytesParser(EmailMessage, policy=default).parsebytes(content)
    to, sender = (message[name].addresses if message[name] else () for name in ("To", "From"))
    body = message.get_body(("plain",))
    return MailDraft(
        path,
        content,
        printable(to[0].display_name) if to else "",
        to[0].addr_spec if to else "",
        sender[0].addr_spec if sender else "",
        printable(str(message["Subject"] or "")),
        printable(body.get_content()) if body else "",
        tuple(printable(part.get_filename() or "") for part in message.iter_attachments()),
    )


def merge_list(drafts: Iterable[MailDraft], words: Words) -> str:
    """Make a list for the mail merge of Word or another mail program, as CSV that Excel opens."""
    keys = ("address", "name", "subject", "attachments")
    lines = [tuple(words(f"mail.merge.{key}") for key in keys)]
    for draft in drafts:
        files = ", ".join(draft.attachments)
        lines.append((draft.to, draft.name, draft.subject, files))
    return "\ufeff" + "".join(";".join(map(csv_cell, line)) + "\r\n" for line in lines)
