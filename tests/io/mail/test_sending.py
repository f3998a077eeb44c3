"""Sending through a server of one's own: only safely, each mail once, and all of it noted."""

import json
import socket
import ssl
import time
from base64 import b64encode
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from matchmaker.accounts import MailAccount
from matchmaker.io.mail.outbox import MERGE_LIST, merge_list, read_draft, write_merge_list
from matchmaker.io.mail.sending import LOG, Fate, NotSent, as_sent, read_sent, send, send_test
from matchmaker.text import words
from tests.io.mail import test_drafts

mailed = test_drafts.mailed
PASSWORD = "pa ss=wörd"  # noqa: S105 - of no server
AUTHORITY, STRANGER = trustme.CA(), trustme.CA()


class Server:
    """A mail server on this computer, and what it was handed."""

    def __init__(self, refuses=(), drops_after=None, hangs_up=""):
        self.mails = []
        self.refuses = refuses
        self.drops_after = drops_after
        self.hangs_up = hangs_up

    async def handle_NOOP(self, _server, _session, _envelope, _argument):  # noqa: N802
        answer, self.hangs_up = self.hangs_up or "250 OK", ""
        return answer

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802
        if self.drops_after is not None and len(self.mails) >= self.drops_after:
            server.transport.close()
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.hangs_up == "closed":
            self.hangs_up = ""
            server.loop.call_later(0.05, server.transport.close)
        return "250 OK"


def _authenticate(_server, _session, _envelope, mechanism, data):
    if data.login == b"parrot":
        return AuthResult(success=False, handled=False, message=f"535 {b64encode(data.password)}")
    is_right = (data.login, data.password) == (b"anna", PASSWORD.encode())
    return AuthResult(success=mechanism in {"LOGIN", "PLAIN"} and is_right, handled=False)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def served(monkeypatch):
    """Start a server; the system trusts our authority."""
    started = []
    trusting = ssl.create_default_context

    def trust(**fields):
        context = trusting(**fields)
        AUTHORITY.configure_trust(context)
        return context

    def start(authority=AUTHORITY, *, tls=True, wholly=False, **fields):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        server = Server(**fields)
        controller = Controller(
            server,
            hostname="127.0.0.1",
            port=free_port(),
            tls_context=context if tls and not wholly else None,
            ssl_context=context if wholly else None,
            authenticator=_authenticate,
            auth_require_tls=tls and not wholly,
            auth_required=tls and not wholly,
        )
        controller.start()
        started.append(controller)
        return server, controller.port

    monkeypatch.setattr("matchmaker.io.mail.sending.ssl.create_default_context", trust)
    yield start
    for controller in started:
        controller.stop()


def account(port, **fields):
    known = {"host": "localhost", "port": port, "user": "anna", "sender": "fair@example.org"}
    return MailAccount(**known | fields)


@pytest.fixture
def drafts(mailed, tmp_path):
    """The drafts of two people."""
    mailed()
    return tuple(map(read_draft, sorted((tmp_path / "mail").iterdir())))


def handed_over(drafts, port, folder, **fields):
    send(drafts, account(port, **fields), PASSWORD, folder, pause=lambda: True)


def fates(folder):
    return {entry.to: entry.fate for entry in read_sent(folder).values()}


def test_draft_is_read_back_as_it_was_meant(drafts):
    anna, liam = drafts

    assert (anna.name, anna.to, anna.sender) == (
        *("Änne P1", "anna@elbblick.example"),
        "office@fair.example",
    )
    assert anna.text.startswith("Guten Tag")
    assert [len(one.attachments) for one in drafts] == [2, 2]
    assert anna.fingerprint != liam.fingerprint


def test_mails_are_handed_over_as_drafted(drafts, served, tmp_path):
    server, port = served()

    handed_over(drafts, port, tmp_path)

    assert fates(tmp_path) == dict.fromkeys((one.to for one in drafts), Fate.SENT)
    assert [mail[:2] for mail in server.mails] == [("fair@example.org", [one.to]) for one in drafts]
    sent = message_from_bytes(server.mails[0][2], policy=default)
    before = message_from_bytes(drafts[0].content, policy=default)
    assert {*sent.keys()} == {*before.keys()} - {"X-Unsent"} | {"Date", "Message-ID", "From"}
    assert sent["From"].addresses[0].addr_spec == "fair@example.org"
    assert sent["Subject"] == before["Subject"]
    assert sent.get_body().get_content() == before.get_body().get_content()
    assert PASSWORD not in (tmp_path / LOG).read_text(encoding="utf-8")


def test_connection_is_encrypted_from_the_first_byte_where_the_port_is_for_that(
    drafts, served, tmp_path, monkeypatch
):
    server, port = served(wholly=True)
    monkeypatch.setattr("matchmaker.io.mail.sending.WHOLLY_TLS", port)

    handed_over(drafts, port, tmp_path)

    assert len(server.mails) == 2


def test_mail_that_is_refused_is_noted_and_the_others_go_on(drafts, served, tmp_path):
    server, port = served(refuses=[drafts[0].to])

    handed_over(drafts, port, tmp_path)

    assert fates(tmp_path) == {drafts[0].to: Fate.FAILED, drafts[1].to: Fate.SENT}
    assert [entry.why for entry in read_sent(tmp_path).values()] == ["550 no such mailbox", ""]
    assert len(server.mails) == 1


def test_mail_at_which_the_connection_was_lost_is_unknown(drafts, served, tmp_path):
    _, port = served(drops_after=1)

    with pytest.raises(NotSent) as error:
        handed_over(drafts, port, tmp_path)

    assert error.value.code == "lost"
    assert fates(tmp_path) == {drafts[0].to: Fate.SENT, drafts[1].to: Fate.BEGUN}


def test_sending_stops_between_two_mails(drafts, served, tmp_path):
    server, port = served()

    send(drafts, account(port), PASSWORD, tmp_path, pause=lambda: False)

    assert len(server.mails) == 1
    assert fates(tmp_path) == {drafts[0].to: Fate.SENT}


@pytest.mark.parametrize(
    ("server", "told", "code"),
    [
        ({"authority": STRANGER}, {}, "certificate"),
        ({"tls": False}, {}, "no_tls"),
        ({}, {"user": "liam"}, "login"),
        ({}, {"host": "127.0.0.1"}, "certificate"),
        ({}, {"sender": "nobody"}, "sender"),
        ({}, {"sender": "a@example.org\r\nBcc: all@example.org"}, "sender"),
        ({}, {"host": "nowhere.invalid"}, "unreachable"),
        ({}, {"port": 1}, "unreachable"),
    ],
)
def test_nothing_is_sent_where_it_is_not_safe(drafts, served, server, told, code):
    started, port = served(**server)
    folder = drafts[0].path.parent

    with pytest.raises(NotSent) as error:
        handed_over(drafts, **{"port": port, "folder": folder} | told)

    assert error.value.code == code
    assert (started.mails, read_sent(folder)) == ([], {})
    assert PASSWORD not in str(error.value)


def test_test_mail_goes_to_oneself_and_is_not_noted(drafts, served, tmp_path):
    server, port = served()

    send_test(drafts[0], account(port), PASSWORD)

    assert [mail[1] for mail in server.mails] == [["fair@example.org"]]
    assert read_sent(tmp_path) == {}


def test_torn_line_of_the_log_is_passed_over(drafts, served, tmp_path):
    _, port = served()
    handed_over(drafts[:1], port, tmp_path)
    with (tmp_path / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"fingerprint": "torn"})[:12])

    assert fates(tmp_path) == {drafts[0].to: Fate.SENT}


@pytest.mark.parametrize("torn", [b'{"finger', b'{"to": "j\xc3', b"{}", b"[" * 100_000])
def test_line_after_a_torn_one_is_read(drafts, served, tmp_path, torn):
    _, port = served()
    (tmp_path / LOG).write_bytes(torn)

    handed_over(drafts, port, tmp_path)

    assert fates(tmp_path) == dict.fromkeys((one.to for one in drafts), Fate.SENT)
    assert (tmp_path / LOG).read_bytes().startswith(torn + b"\n{")
    assert len((tmp_path / LOG).read_bytes().split(b"\n")) == 1 + 2 * len(drafts) + 1


@pytest.mark.parametrize("to", ["j\u00f6rg@elbblick.example", "j\u2028@elbblick.example"])
def test_no_letter_of_an_address_breaks_a_line_of_the_log(drafts, served, tmp_path, to):
    _, port = served()

    handed_over([replace(drafts[0], to=to)], port, tmp_path)

    assert fates(tmp_path) == {to: Fate.SENT}
    assert (tmp_path / LOG).read_bytes().isascii()


@pytest.mark.parametrize("hangs_up", ["closed", "421 too many mails"])
def test_server_that_hung_up_between_two_mails_is_called_again(drafts, served, tmp_path, hangs_up):
    server, port = served(hangs_up=hangs_up)

    send(drafts, account(port), PASSWORD, tmp_path, pause=lambda: time.sleep(0.3) is None)

    assert server.hangs_up == ""
    assert fates(tmp_path) == dict.fromkeys((one.to for one in drafts), Fate.SENT)
    assert len(server.mails) == 2


def test_password_is_in_no_error_though_a_server_repeats_it(drafts, served, tmp_path):
    _, port = served()

    with pytest.raises(NotSent) as error:
        handed_over(drafts, port, tmp_path, user="parrot")

    assert (error.value.code, error.value.detail) == ("login", "535")


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_draft_that_was_saved_with_other_line_ends_stays_one_mail(drafts, served, tmp_path, end):
    server, port = served()
    smuggled = drafts[0].content + b"\r\n.\r\nMAIL FROM:<evil@example.org>\r\n"
    drafts[0].path.write_bytes(smuggled.replace(b"\r\n", end))

    handed_over([read_draft(drafts[0].path)], port, tmp_path)

    assert len(server.mails) == 1
    assert b"\r\n.\r\nMAIL FROM:<evil" in server.mails[0][2]
    assert message_from_bytes(server.mails[0][2])["X-Unsent"] is None


def test_name_of_the_sender_cannot_add_a_header(drafts):
    evil = account(465, sender_name="Fair\r\nBcc: all@example.org")

    sent = message_from_bytes(as_sent(drafts[0], evil), policy=default)

    assert sent["Bcc"] is None


def test_draft_to_an_address_of_any_letters_is_read_as_written(drafts):
    said = drafts[0].content.replace(b"anna@elbblick.example", "müller@elbblick.example".encode())
    drafts[0].path.write_bytes(said)

    read = read_draft(drafts[0].path)
    write_merge_list(drafts[0].path.parent, words("en"))

    assert (read.to, read.name) == ("müller@elbblick.example", drafts[0].name)
    listed = (drafts[0].path.parent / MERGE_LIST).read_text(encoding="utf-8-sig")
    assert "müller@elbblick.example" in listed


def test_list_for_a_mail_merge_has_no_formula(drafts):
    evil = replace(drafts[0], name="=1+1", subject='a;"b"')

    text = merge_list([evil], words("en"))

    assert text.splitlines()[1] == (
        f'anna@elbblick.example;\'=1+1;"a;""b""";{", ".join(evil.attachments)}'
    )
