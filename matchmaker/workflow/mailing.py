"""The mail drafts of a version: looked at, listed, and sent through the organiser's own server."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from matchmaker.accounts import MailAccount
from matchmaker.io.handouts import MAIL
from matchmaker.io.mail.outbox import MailDraft, drafts_in, merge_list, read_draft
from matchmaker.io.mail.sending import Fate, SentEntry, read_sent, send, send_test
from matchmaker.io.plans.lock import alone_in
from matchmaker.io.plans.versions import Version
from matchmaker.text import Words


@dataclass(frozen=True)
class Mailing:
    """The mail drafts of a version, and what became of them.

    Parameters
    ----------
    version : Version
        Which.
    drafts : tuple of MailDraft
        The mails.
    sent : dict of str to SentEntry
        What became of each, by its fingerprint; nothing: it was not sent.
    """

    version: Version
    drafts: tuple[MailDraft, ...]
    sent: dict[str, SentEntry]

    def fate_of(self, draft: MailDraft) -> Fate | None:
        """Tell what became of a mail; None: nothing yet."""
        entry = self.sent.get(draft.fingerprint)
        return entry.fate if entry else None

    @cached_property
    def open(self) -> tuple[MailDraft, ...]:
        """The mails that are still to be sent; those that failed are."""
        found = (one for one in self.drafts if self.fate_of(one) in {None, Fate.FAILED})
        return tuple(one for one in found if one not in self.earlier)

    @cached_property
    def failed(self) -> tuple[tuple[MailDraft, str], ...]:
        """The mails that the server refused, and what it said."""
        found = (one for one in self.drafts if self.fate_of(one) is Fate.FAILED)
        return tuple((draft, self.sent[draft.fingerprint].why) for draft in found)

    @cached_property
    def unsure(self) -> tuple[MailDraft, ...]:
        """The mails of which nobody knows whether they arrived: they are not sent by themselves."""
        return tuple(one for one in self.drafts if self.fate_of(one) is Fate.BEGUN)

    @cached_property
    def earlier(self) -> tuple[MailDraft, ...]:
        """The mails that were sent, but said something else: they are not sent by themselves."""
        gone = {e.file for e in self.sent.values() if e.fate in {Fate.SENT, Fate.BEGUN}}
        return tuple(
            one
            for one in self.drafts
            if one.path.name in gone and self.fate_of(one) not in {Fate.SENT, Fate.BEGUN}
        )

    def chosen(self, *, with_unsure: bool, with_earlier: bool) -> tuple[MailDraft, ...]:
        """Give what is to be sent: what is open, and what is asked for besides."""
        unsure = self.unsure if with_unsure else ()
        return (*self.open, *unsure, *(self.earlier if with_earlier else ()))


def mailing_of(version: Version) -> Mailing:
    """Read the mail drafts of a version, and what became of them."""
    drafts = tuple(map(read_draft, drafts_in(version.path / MAIL)))
    return Mailing(version, drafts, read_sent(version.path))


def merge_list_of(mailing: Mailing, words: Words) -> str:
    """Make a list of the drafts for a mail merge, as CSV."""
    return merge_list(mailing.drafts, words)


def try_account(mailing: Mailing, account: MailAccount, password: str) -> None:
    """Send the first draft to oneself; raises `NotSent`."""
    send_test(mailing.drafts[0], account, password)


def send_mails(
    version: Version,
    account: MailAccount,
    password: str,
    *,
    with_unsure: bool,
    with_earlier: bool,
    pause: Callable[[], bool],
    progress: Callable[[], None],
) -> None:
    """Send what is still to be sent; that people are told is a matter of publishing, not of this.

    Parameters
    ----------
    version : Version
        Whose drafts.
    account : MailAccount
        Through which server.
    password : str
        Of the account; it is kept nowhere.
    with_unsure : bool
        Whether to send those, too, of which nobody knows whether they arrived.
    with_earlier : bool
        Whether to send those, too, that were sent with another text.
    pause : callable
        Waits before the next mail; False: stop.
    progress : callable
        Called after each.

    Raises
    ------
    NotSent
        If the server cannot be reached safely, or is lost on the way.
    OSError
        If what was sent cannot be noted, or somebody else is sending at the moment.
    """
    with alone_in(version.path, patience=0):
        drafts = mailing_of(version).chosen(with_unsure=with_unsure, with_earlier=with_earlier)
        send(drafts, account, password, version.path, pause=pause, progress=progress)
