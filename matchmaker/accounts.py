"""The organiser's own mail server, as it is told to the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MailAccount:
    """Where mails are handed over, and whose they are; a password is never part of it.

    Parameters
    ----------
    host : str
        The server.
    port : int
        Its port; 465 is encrypted from the first byte, every other after STARTTLS.
    user : str
        Who hands them over.
    sender : str
        The address that they are from.
    sender_name : str
        The name beside it.
    """

    host: str
    port: int
    user: str
    sender: str
    sender_name: str = ""
