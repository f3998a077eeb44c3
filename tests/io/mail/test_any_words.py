"""Mail drafts of any words at all: nothing that participants or organisers write adds to them.

Names, organisers, events and templates are drawn with encoded words (RFC 2047), lines that end in
every way there is, headers to be smuggled in, and words without an end. Every mail is read by both
parsers that Python has.
"""

import sys
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matchmaker.io.mail.drafts import write_mails
from matchmaker.io.mail.headers import address
from matchmaker.io.mail.message import Mail, written
from matchmaker.io.mail.proof import NotAsMeant, prove
from matchmaker.io.mail.templates import MailKind, Template, Templates
from matchmaker.io.package.characters import on_one_line, printable
from matchmaker.io.telling.file_names import agenda_name
from matchmaker.text import languages
from tests.builders import event, meeting, person, plan

SMUGGLED = (
    "=?utf-8?q?=0D=0ACc:_everyone@third-party.example=0D=0AContent-Type:_text/html"
    "=0D=0A=0D=0A<h1>hello</h1>?="
)
ENDS = ("\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f")
PIECES = (
    *(SMUGGLED, "=?utf-8?q?", "=?iso-8859-1?b?", "=?", "?=", "_", "=0D=0A", "DQpCY2M6IGE=", "=00"),
    *("Cc: everyone@third-party.example", "Content-Type: text/html", "\t", " ", "  ", '"', "\\"),
    *(
        "<evil@x.example>",
        ",",
        ";",
        ":",
        "@",
        "(",
        ")",
        "<",
        ">",
        "Änne",
        "Łódź",
        "Юлия",
        "😀",
        "a",
    ),
    *("\x00", "\x1b[31m", "\x7f", "\x9b", "\ud800", "\ufffe", "e" * 1200, "ö" * 700, "--=_"),
)
words = st.lists(st.sampled_from((*PIECES, *ENDS)) | st.text(max_size=4), max_size=8).map("".join)
"""Any text, most often one that could do harm in a mail."""
SLOW = settings(deadline=None)
"""Files take their time."""
HEADERS = ["Content-Type", "From", "MIME-Version", "Subject", "To", "X-Unsent"]
CONTENT = {".pdf": b"%PDF", ".ics": b"BEGIN:VCALENDAR"}


def mail_to(anna, **fields):
    """Write a mail to a person, with agenda and calendar; give it as bytes."""
    subject, text = fields.pop("subject", "{event}"), fields.pop("text", "{name} {agenda}")
    fair = replace(event((anna, person("P2", "Bogland")), slots=2), **fields)
    templates = Templates(
        {(kind, one): Template(subject, text) for kind in MailKind for one in languages()}
    )
    with TemporaryDirectory() as name:
        for suffix, content in CONTENT.items():
            (Path(name) / f"{agenda_name(anna)}{suffix}").write_bytes(content)
        made = plan(fair, meeting("P1 P2"))
        paths = write_mails(made, Path(name), Path(name), templates=templates, people=["P1"])
        return [path.read_bytes() for path in paths]


def decoded(header):
    return str(make_header(decode_header(header)))


def people(header):
    return [(decoded(name), spec) for name, spec in getaddresses([header])]


def as_template(written):
    """Write words as they are read from a template that has no placeholder."""
    return printable(written).replace("{", "(").replace("}", ")")


@SLOW
@given(words, words, words, words, words)
@example(SMUGGLED, SMUGGLED, SMUGGLED, SMUGGLED, SMUGGLED)
def test_any_words_are_read_literally_and_add_nothing(first, last, organiser, name, own):
    anna = replace(person("P1", email="anna@x.example"), first_name=first, last_name=last)
    own = as_template(own)

    (content,) = mail_to(
        anna,
        name=name,
        organiser=organiser,
        organiser_email="office@fair.example",
        subject=f"{own} {{event}}",
        text=f"{own} {{name}} {{event}}",
    )

    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert not set(content.replace(b"\r\n", b"")) & set(b"\r\n\0")
    for policy in ({}, {"policy": default}):
        mail = message_from_bytes(content, **policy)
        assert sorted(mail.keys()) == HEADERS
        parts = [part for part in mail.walk() if not part.is_multipart()]
        assert [part.get_content_type() for part in parts] == [
            *("text/plain", "application/pdf", "text/calendar"),
        ]
        assert [part.get_payload(decode=True) for part in parts[1:]] == list(CONTENT.values())
        assert [defect for part in mail.walk() for defect in part.defects] == []
    assert [one.addr_spec for one in mail["To"].addresses] == ["anna@x.example"]
    assert [one.addr_spec for one in mail["From"].addresses] == ["office@fair.example"]
    mail = message_from_bytes(content)
    assert decoded(mail["Subject"]) == on_one_line(f"{own} {name}")
    assert people(mail["To"]) == [(on_one_line(anna.name), "anna@x.example")]
    assert people(mail["From"]) == [(on_one_line(organiser or name), "office@fair.example")]


users = st.text(max_size=70) | st.sampled_from(
    (
        "=?utf-8?q?a=0D=0ACc:b?=",
        "a" * 65,
        "änne",
        'a"b',
        "a\\b",
        "(a)",
        "a.",
        ".a",
        "a..b",
        "a\x00b",
        "a[b",
    )
)
domains = st.sampled_from(
    ("x.example", "müller.example", "=?utf-8?q?x?=.example", 70 * "long." + "example")
)


@SLOW
@given(users, domains)
def test_mail_to_any_address_is_to_that_address_or_not_written(user, domain):
    to = address("Anna", f"{user}@{domain}")

    mails = mail_to(person("P1", email=f"{user}@{domain}"), organiser_email=f"{user}@{domain}")

    assert len(mails) == (to is not None)
    for content in mails:
        mail = message_from_bytes(content, policy=default)
        assert sorted(mail.keys()) == HEADERS
        for name in ("From", "To"):
            (one,) = mail[name].addresses
            assert one.addr_spec.encode("utf-8", "surrogateescape").decode() == to.addr_spec


@pytest.mark.skipif(sys.platform == "win32", reason="there files have no such names")
@SLOW
@given(words.filter(lambda name: on_one_line(name) and "/" not in name and "\x00" not in name))
def test_attached_file_of_any_name_is_read_under_its_name(name):
    name = name.encode("utf-8", "ignore").decode()[:60]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.pdf"
        path.write_bytes(b"%PDF")
        mail = Mail("Fair", "Hi\n", address("Anna", "anna@x.example"), None, (path,), "=_between")

        content = written(mail)

        prove(content, mail, "anna.eml")
    (part,) = message_from_bytes(content).get_payload()[1:]
    assert part.get_filename() == on_one_line(f"{name}.pdf")
    assert sorted(part.keys()) == [
        *("Content-Disposition", "Content-Transfer-Encoding", "Content-Type", "MIME-Version"),
    ]


ANNA = Mail("Fair", "Hi\n", address("Anna", "anna@x.example"), None, (), "=_between")


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (b"Subject: Fair\r\n", b"Subject: Fair\r\nCc: b@x.example\r\n", "headers"),
        (b"Subject: Fair\r\n", b"Subject: Fairy\r\n", "text"),
        (b"Subject: Fair\r\n", b"Subject: Fair\r\n\r\n", "headers"),
        (b"Subject: Fair\r\n", b"Subject: Fair\n", "lines"),
        (b"Subject: Fair\r\n", b"Subject: Fair" + b" " * 990 + b"\r\n", "lines"),
        (b"<anna@x.example>", b"<anna@x.example>, <b@x.example>", "people"),
        (b"Anna <", b"Liam <", "people"),
        (b"text/plain", b"text/html", "parts"),
        (b"Hi\r\n", b"Hello\r\n", "parts"),
    ],
)
def test_mail_that_is_not_as_it_is_meant_is_refused(before, after, what):
    content = written(ANNA)
    prove(content, ANNA, "anna.eml")

    with pytest.raises(NotAsMeant) as refusal:
        prove(content.replace(before, after, 1), ANNA, "anna.eml")

    assert (refusal.value.what, refusal.value.file) == (what, "anna.eml")
