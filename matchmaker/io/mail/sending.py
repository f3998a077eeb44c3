"""Sending mail drafts through the organiser's own server (RFC 5321), over TLS and never without.

What was sent is noted at once in a log that lies beside the drafts: a mail that is noted as sent is
not sent again, and of one at which the computer failed it is said that nobody knows.
"""

import json
import os
import re
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from matchmaker.accounts import MailAccount
from matchmaker.io.mail.headers import address, address_header
from matchmaker.io.mail.outbox import MailDraft

LOG = "sent.jsonl"
"""What was sent of a version, a line each, in its folder."""
PATIENCE = 30.0
"""Seconds that a server gets for an answer."""
WHOLLY_TLS = 465
"""The port at which a connection is encrypted from its first byte (RFC 8314)."""
LINE_END = re.compile(rb"\r\n|\r|\n")
"""What ends a line in a draft that somebody saved anew; in a mail only the first does."""
OWN_HEADERS = ("x-unsent", "from", "date", "message-id")
"""Headers of a draft in whose place others stand when it is sent."""


class NotSent(Exception):  # noqa: N818 - says what is in the way
    """No mails can be handed over.

    Parameters
    ----------
    code : str
        `unreachable`, `no_tls`, `certificate`, `login`, `sender`, `refused` or `lost`.
    detail : str
        What the server or the system says.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Fate(StrEnum):
    """What became of a mail."""

    BEGUN = "begun"
    """It was being handed over; if nothing follows, nobody knows whether it arrived."""
    SENT = "sent"
    FAILED = "failed"
    """The server refused it."""


@dataclass(frozen=True)
class SentEntry:
    """A line of the log: a mail, what became of it, and why; and the name of its draft."""

    fingerprint: str
    to: str
    fate: Fate
    at: str
    why: str = ""
    file: str = ""


def read_sent(folder: Path) -> dict[str, SentEntry]:
    """Read what became last of each mail, by its fingerprint; a line that is torn is passed over.

    Only the last line can be torn: it is of a mail of which it is known already that it was begun.
    """
    path = folder / LOG
    lines = path.read_text(encoding="ascii", errors="replace").split("\n") if path.exists() else []
    found = {}
    for line in lines:
        with suppress(ValueError, TypeError, RecursionError):
            entry = SentEntry(**json.loads(line))
            found[entry.fingerprint] = SentEntry(**{**vars(entry), "fate": Fate(entry.fate)})
    return found


def _note(folder: Path, draft: MailDraft, fate: Fate, why: str = "") -> None:
    """Add a line to the log that is on the disk when this returns; one that is torn is ended."""
    now = datetime.now(UTC).isoformat()
    entry = SentEntry(draft.fingerprint, draft.to, fate, now, why, draft.path.name)
    path = folder / LOG
    is_torn = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size
    with path.open("a", encoding="ascii", newline="\n") as log:
        log.write(("\n" if is_torn else "") + json.dumps(vars(entry)) + "\n")
        log.flush()
        os.fsync(log.fileno())


def send(
    drafts: Sequence[MailDraft],
    account: MailAccount,
    password: str,
    folder: Path,
    *,
    pause: Callable[[], bool],
    progress: Callable[[], None] = lambda: None,
) -> None:
    """Hand mails over, one after the other; each is noted.

    Parameters
    ----------
    drafts : sequence of MailDraft
        What to send.
    account : MailAccount
        Where to.
    password : str
        Of the account; it is kept nowhere.
    folder : Path
        Where the log is.
    pause : callable
        Waits before the next mail; False: stop.
    progress : callable
        Called after each.

    Raises
    ------
    NotSent
        If the server cannot be reached safely, or is lost on the way. What was not sent is noted
        by nothing, and can be sent again.
    """
    with ExitStack() as opened:
        server = opened.enter_context(_connected(account, password))
        for number, draft in enumerate(drafts):
            if number and not pause():
                return
            if not _is_there(server):
                server = opened.enter_context(_connected(account, password))
            _send_one(server, draft, account, folder)
            progress()


def _is_there(server: SMTP) -> bool:
    """Whether a server still listens: some hang up after a while, or after so many mails."""
    try:
        return server.noop()[0] == DONE
    except SMTPServerDisconnected:
        return False


def _send_one(server: SMTP, draft: MailDraft, account: MailAccount, folder: Path) -> None:
    """Hand a mail over, and note before and after what is known of it."""
    _note(folder, draft, Fate.BEGUN)
    try:
        _hand_over(server, draft, account, draft.to)
    except SMTPServerDisconnected as error:
        raise NotSent("lost", str(error)) from error
    except SMTPSenderRefused as error:
        _note(folder, draft, Fate.FAILED, _said(error))
        raise NotSent("refused", _said(error)) from error
    except SMTPException as error:
        _note(folder, draft, Fate.FAILED, _said(error))
    else:
        _note(folder, draft, Fate.SENT)


def send_test(draft: MailDraft, account: MailAccount, password: str) -> None:
    """Hand one mail over to oneself; nothing is noted. Raises as `send`."""
    with _connected(account, password) as server:
        try:
            _hand_over(server, draft, account, account.sender)
        except SMTPException as error:
            raise NotSent("refused", _said(error)) from error


@contextmanager
def _connected(account: MailAccount, password: str) -> Iterator[SMTP]:
    """Connect over TLS with a certificate that holds, and say who we are."""
    _sender(account)
    context = ssl.create_default_context()
    try:
        server = _open(account, context)
    except ssl.SSLCertVerificationError as error:
        raise NotSent("certificate", error.verify_message) from error
    except (ssl.SSLError, SMTPNotSupportedError, SMTPResponseException) as error:
        raise NotSent("no_tls", _said(error)) from error
    except (OSError, SMTPException, ValueError) as error:
        raise NotSent("unreachable", _said(error)) from error
    try:
        _log_in(server, account.user, password)
        yield server
    except SMTPAuthenticationError as error:
        raise NotSent("login", _said_at_login(error, account.user, password)) from error
    except SMTPServerDisconnected as error:
        raise NotSent("lost", str(error)) from error
    except SMTPNotSupportedError as error:
        raise NotSent("login", str(error)) from error
    finally:
        with suppress(SMTPException, OSError):
            server.quit()


def _open(account: MailAccount, context: ssl.SSLContext) -> SMTP:
    if account.port == WHOLLY_TLS:
        return SMTP_SSL(account.host, account.port, timeout=PATIENCE, context=context)
    server = SMTP(account.host, account.port, timeout=PATIENCE)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


DONE = 250
"""What a server answers when it did as it was told."""
ACCEPTED = (235, 503)
"""What a server answers to whom it knows; or knew before."""


def _log_in(server: SMTP, user: str, password: str) -> None:
    """Say who we are, in UTF-8 (RFC 4616): the library knows no letter beyond ASCII here."""
    server.ehlo_or_helo_if_needed()
    ways = server.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in ways:
        answer = server.docmd("AUTH", f"PLAIN {_plain(user, password)}")
    elif "LOGIN" in ways:
        server.docmd("AUTH", "LOGIN")
        server.docmd(_base64(user))
        answer = server.docmd(_base64(password))
    else:
        raise SMTPNotSupportedError(" ".join(ways) or "AUTH")
    if answer[0] not in ACCEPTED:
        raise SMTPAuthenticationError(*answer)


def _said_at_login(error: SMTPAuthenticationError, user: str, password: str) -> str:
    """Give what the server said; only its number if it repeats what it was told in confidence."""
    said = _said(error)
    secrets = (password, _base64(password), _plain(user, password))
    is_told = any(secret in said for secret in secrets if secret)
    return str(error.smtp_code) if is_told else said


def _plain(user: str, password: str) -> str:
    return _base64(f"\0{user}\0{password}")


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def _hand_over(server: SMTP, draft: MailDraft, account: MailAccount, to: str) -> None:
    options = () if to.isascii() and account.sender.isascii() else ("SMTPUTF8",)
    server.sendmail(account.sender, [to], as_sent(draft, account), mail_options=options)


def as_sent(draft: MailDraft, account: MailAccount) -> bytes:
    """Give a mail as it is sent: from whom, with a date and an identifier, and else as drafted."""
    content = b"\r\n".join(LINE_END.split(draft.content))
    head, _, body = content.partition(b"\r\n\r\n")
    sender = _sender(account)
    own = {
        "From": address_header("From", sender),
        "Date": format_datetime(datetime.now(UTC)),
        "Message-ID": make_msgid(domain=sender.domain),
    }
    lines = [f"{name}: {value}".encode() for name, value in own.items()]
    return b"\r\n".join((*lines, *_without(head, OWN_HEADERS))) + b"\r\n\r\n" + body


def _sender(account: MailAccount) -> Address:
    """Give the address that mails are from; raises `NotSent` if it is none."""
    sender = address(account.sender_name, account.sender)
    if sender is None:
        raise NotSent("sender", account.sender)
    return sender


def _without(head: bytes, names: Sequence[str]) -> Iterator[bytes]:
    """Leave headers out, with the lines on which they go on."""
    is_left_out = False
    for line in head.split(b"\r\n"):
        if not line.startswith((b" ", b"\t")):
            is_left_out = line.partition(b":")[0].decode("ascii", "replace").lower() in names
        if not is_left_out:
            yield line


def _said(error: Exception) -> str:
    """Give what a server or the system said, on a line; of a password it never says anything."""
    if isinstance(error, SMTPRecipientsRefused):
        return ", ".join(_answer(*answer) for answer in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split())


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())
