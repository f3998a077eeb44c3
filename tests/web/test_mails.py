"""Mails on the page: read, listed, and sent only after a test mail came."""

from html import unescape

import pytest

from matchmaker.text import languages, words
from matchmaker.workflow import Dossier
from tests.io.mail.test_sending import PASSWORD, served
from tests.web.conftest import Visitor, planned_fair
from tests.web.test_plan import wait_for

__all__ = ["served"]
SAY = words("en")
AENNE = "aenne.mueller-klein@elbblick.example"


@pytest.fixture
def handing_out(tmp_path):
    """A browser whose plan is published, and the address of its mails."""
    planned_fair(tmp_path)
    visitor = Visitor(tmp_path)
    key = visitor.key("fair")
    page = f"/events/{key}/hand-out"
    text = visitor.get(page).text
    seen = text.split('name="seen" value="')[1].split('"')[0]
    visitor.post(f"{page}/tell", {"seen": seen, "read": "yes"})
    wait_for(lambda: not visitor.desk.jobs[key].is_running)
    yield visitor, f"{page}/mails"
    visitor.desk.close()


def account(port):
    return {
        "host": "localhost",
        "port": str(port),
        "user": "anna",
        "sender": "office@example.org",
        "password": PASSWORD,
    }


def sent(visitor, url, **fields):
    visitor.post(f"{url}/send", {"password": PASSWORD, "pause": "0"} | fields)
    job = visitor.desk.jobs[f"{visitor.key('fair')} mails"]
    wait_for(lambda: not job.is_running)
    return job


def test_event_without_drafts_has_no_mails(folder):
    visitor = Visitor(folder)

    assert visitor.get(f"/events/{visitor.key('fair')}/hand-out/mails").status_code == 404


@pytest.mark.parametrize("language", languages())
def test_every_mail_is_read_before_it_is_sent(handing_out, language):
    visitor, url = handing_out

    text = visitor.get(f"{url}?q=mull", headers={"accept-language": language}).text

    assert words(language)("web.mails.list", n="12") in text
    assert f"&lt;{AENNE}&gt;" in text.split('class="panel letter"')[1].split("</section>")[0]
    assert "agenda_P01" in text


def test_list_for_a_mail_merge_is_a_table(handing_out):
    visitor, url = handing_out

    answer = visitor.get(f"{url}/merge")

    lines = answer.text.splitlines()
    assert (len(lines), lines[0]) == (13, "\ufeffAddress;Name;Subject;Attachments")
    beside = visitor.desk.folder / "fair-plans" / "v01" / "mail" / "mails.csv"
    assert beside.read_bytes() == answer.content


def test_mails_are_sent_after_a_test_mail_and_only_once(handing_out, served):
    visitor, url = handing_out
    server, port = served()
    told = Dossier(visitor.desk.folder / "fair.xlsx").version().published

    too_early = visitor.post(f"{url}/send", {"password": PASSWORD})
    tested = visitor.post(f"{url}/test", account(port))
    first = sent(visitor, url)
    again = sent(visitor, url)
    text = visitor.get(url).text

    assert (too_early.status_code, tested.status_code) == (409, 303)
    assert (first.total, first.error, again.total) == (12, None, 0)
    assert server.mails[0][1] == ["office@example.org"]
    assert len({mail[1][0] for mail in server.mails}) == len(server.mails) == 13
    assert SAY("web.mails.all_sent") in text
    assert Dossier(visitor.desk.folder / "fair.xlsx").version().published == told
    assert PASSWORD not in text


def test_mail_that_was_written_again_is_sent_again_only_if_asked_for(handing_out, served):
    visitor, url = handing_out
    server, port = served()
    visitor.post(f"{url}/test", account(port))
    sent(visitor, url)
    draft = next((visitor.desk.folder / "fair-plans" / "v01" / "mail").glob("agenda_P01*.eml"))
    draft.write_bytes(draft.read_bytes().replace(b"Subject: ", b"Subject: New: "))

    text = unescape(visitor.get(url).text)
    by_itself = sent(visitor, url)
    asked_for = sent(visitor, url, earlier="yes")

    assert SAY("web.mails.earlier", people=AENNE) in text
    assert (by_itself.total, asked_for.total) == (0, 1)
    assert [mail[1] for mail in server.mails].count([AENNE]) == 2
    assert SAY("web.mails.all_sent") in visitor.get(url).text


def test_refused_mails_are_named_and_sent_again(handing_out, served):
    visitor, url = handing_out
    server, port = served(refuses=[AENNE])
    visitor.post(f"{url}/test", account(port))
    sent(visitor, url)

    text = unescape(visitor.get(url).text)
    server.refuses = ()
    again = sent(visitor, url)

    assert f"{AENNE}: 550 no such mailbox" in text
    assert again.total == 1
    assert SAY("web.mails.all_sent") in visitor.get(url).text


def test_wrong_password_is_said_and_nothing_is_sent(handing_out, served):
    visitor, url = handing_out
    server, port = served()

    answer = visitor.post(f"{url}/test", account(port) | {"password": "wrong"})

    assert (answer.status_code, server.mails) == (409, [])
    assert "535" in answer.text
    assert [f'value="{one}"' in answer.text for one in ("localhost", port, "anna")] == [True] * 3
    assert "wrong" not in answer.text


@pytest.mark.parametrize("typed", [f" {PASSWORD}", f"{PASSWORD} "])
def test_blanks_of_a_password_count(handing_out, served, typed):
    visitor, url = handing_out
    _, port = served()

    assert visitor.post(f"{url}/test", account(port) | {"password": typed}).status_code == 409


def test_sending_stops_whatever_another_window_asks_for(handing_out, served):
    visitor, url = handing_out
    server, port = served()
    visitor.post(f"{url}/test", account(port))
    visitor.post(f"{url}/send", {"password": PASSWORD, "pause": "600"})
    job = visitor.desk.jobs[f"{visitor.key('fair')} mails"]
    wait_for(lambda: job.done == 1)

    visitor.post(f"{url}/send", {"password": PASSWORD, "pause": "600"})
    visitor.post(f"{url}/test", account(port))
    visitor.post(f"{url}/stop")
    wait_for(lambda: not job.is_running)
    rest = sent(visitor, url)

    others = [mail[1][0] for mail in server.mails if mail[1] != ["office@example.org"]]
    assert (job.done, rest.total) == (1, 11)
    assert len(set(others)) == len(others) == 12


@pytest.mark.parametrize(
    "fields",
    [{"port": "0"}, {"port": "x"}, {"port": "65536"}, {"host": ""}, {"host": "a b"}],
)
def test_server_that_is_none_is_refused(handing_out, fields):
    visitor, url = handing_out

    answer = visitor.post(f"{url}/test", account(25) | fields)

    assert answer.status_code == 422
    assert SAY("web.refused.no_server") in answer.text
    assert f'name="user" value="{account(25)["user"]}"' in answer.text


def test_draft_of_a_plan_is_not_sent(tmp_path, served):
    planned_fair(tmp_path)
    visitor, (_, port) = Visitor(tmp_path), served()
    key = visitor.key("fair")
    page = f"/events/{key}/hand-out"
    visitor.post(f"{page}/draft")
    wait_for(lambda: not visitor.desk.jobs[key].is_running)
    visitor.post(f"{page}/mails/test", account(port))

    answer = visitor.post(f"{page}/mails/send", {"password": PASSWORD})
    visitor.desk.close()

    assert answer.status_code == 409
    assert SAY("web.mails.not_published") in visitor.get(f"{page}/mails").text
