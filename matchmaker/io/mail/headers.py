"""How headers are written where they have more than ASCII (RFC 2047)."""

from email.header import Header
from email.headerregistry import AddressHeader
from email.policy import SMTP, EmailPolicy


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
