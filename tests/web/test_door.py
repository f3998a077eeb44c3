"""Attacks on the page: each is refused, and nothing is changed by it."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from matchmaker.text import languages, words
from matchmaker.web.door import MOST_BYTES, POLICY
from matchmaker.web.keys import Keys
from matchmaker.web.site import ROUTES
from tests.web.conftest import PORT, Visitor

CHANGES = [route.path for route in ROUTES if "POST" in route.methods]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_address_of_the_start_becomes_a_cookie_and_an_address_without_token(folder):
    visitor = Visitor(folder, enters=False)
    keys = visitor.keys

    answer = visitor.get(f"/?token={keys.token}")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert answer.headers["referrer-policy"] == "no-referrer"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{keys.cookie}={keys.session};")
    assert keys.token not in cookie
    assert {"HttpOnly", "Path=/", "SameSite=strict"} == set(cookie.split("; ")[1:])


def test_token_works_once(visitor):
    answer = visitor.stranger().get(f"/?token={visitor.keys.token}")

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_token_of_another_start_opens_nothing(visitor):
    answer = visitor.stranger().get(f"/?token={Keys(PORT).token}")

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/", "/static/web.css", "/?token=", "/events/x/lists", "/nothing"]
)
def test_who_has_no_cookie_sees_nothing(visitor, path):
    answer = visitor.stranger().get(path)

    assert answer.status_code == 403
    assert "fair" not in answer.text


def test_cookie_of_another_start_opens_nothing(visitor):
    other = Keys(PORT)

    answer = visitor.stranger().get("/", headers={"cookie": f"{other.cookie}={other.session}"})
    renamed = visitor.stranger().get(
        "/", headers={"cookie": f"{visitor.keys.cookie}={other.session}"}
    )

    assert (answer.status_code, renamed.status_code) == (403, 403)


def test_no_two_starts_share_a_secret():
    one, other = Keys(PORT), Keys(PORT)

    assert {one.token, one.session, one.csrf, one.cookie}.isdisjoint(
        {other.token, other.session, other.csrf, other.cookie}
    )
    assert len({one.token, one.session, one.csrf, one.cookie}) == 4
    assert one.token not in repr(one)


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"localhost:{PORT}"],
)
def test_foreign_host_is_refused(visitor, host):
    assert visitor.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", "null", ""]
)
def test_foreign_origin_is_refused(visitor, origin):
    before = names(visitor.desk.folder)

    changed = visitor.post("/new", {"name": "x"}, headers={"origin": origin})

    assert changed.status_code == 403
    assert visitor.get("/", headers={"origin": origin}).status_code == 403
    assert names(visitor.desk.folder) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_foreign_page_links_to_is_refused(visitor, site):
    assert visitor.get("/", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("given", [{}, {"csrf": ""}, {"csrf": "x"}, {"csrf": Keys(PORT).csrf}])
def test_change_without_what_our_pages_know_is_refused(visitor, path, given):
    ended, visitor.desk.end = [], lambda: ended.append(True)
    before = names(visitor.desk.folder)

    answer = visitor.client.post(
        path.replace("{key}", visitor.key("fair")),
        data={"name": "x", "language": "de"} | given,
        headers={"origin": visitor.keys.origin},
    )

    assert answer.status_code == 403
    assert names(visitor.desk.folder) == before
    assert ended == []


@pytest.mark.parametrize("path", CHANGES)
def test_change_without_an_origin_is_refused(visitor, path):
    assert visitor.client.post(path, data={"csrf": visitor.keys.csrf}).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
def test_change_is_never_made_by_a_link(visitor, path):
    answer = visitor.get(path.replace("{key}", visitor.key("fair")))

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/", "/static/web.css", "/nothing", "/?token=x"])
def test_every_answer_tells_the_browser_what_to_refuse(visitor, path):
    headers = visitor.get(path).headers

    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in {"same-origin", "no-referrer"}
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_no_page_has_a_script_or_style_of_its_own(visitor):
    for path in ("/", f"/events/{visitor.key('fair')}/lists", "/nothing"):
        text = visitor.get(path).text
        assert re.findall(r"<script(?![^>]* src=\"/static/)|<style| style=| on[a-z]+=", text) == []
        assert re.findall(r"(?:src|href|action)=\"(?!/|#)", text) == []


def test_upload_that_says_it_is_huge_is_refused_unread(visitor):
    def never():
        raise AssertionError("it was read")
        yield b""

    answer = visitor.client.post(
        "/hand-in",
        content=never(),
        headers={"origin": visitor.keys.origin, "content-length": str(2_000_000_000)},
    )

    assert answer.status_code == 413


@pytest.mark.parametrize("told", ["-1", "1e3", "²", "99999999999999999999"])
def test_odd_length_is_refused(visitor, told):
    answer = visitor.client.post(
        "/hand-in",
        content=b"",
        headers=[("origin", visitor.keys.origin), ("content-length", told.encode())],
    )

    assert answer.status_code == 413


def test_upload_without_a_length_is_refused_when_it_is_too_large(visitor, monkeypatch):
    monkeypatch.setattr("matchmaker.web.door.MOST_BYTES", 1000)
    before = names(visitor.desk.folder)

    answer = visitor.post("/hand-in", files={"workbook": ("a.xlsx", b"PK\x03\x04" * 1000)})

    assert answer.status_code == 413
    assert names(visitor.desk.folder) == before
    assert MOST_BYTES == 100_000_000


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % one for one in range(5000))),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n"),
        ("application/x-www-form-urlencoded", b"name=" + b"x" * 3_000_000),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_in_the_language_of_the_page(
    folder, kind, body, language
):
    visitor = Visitor(folder, language)

    answer = visitor.client.post(
        "/new", content=body, headers={"origin": visitor.keys.origin, "content-type": kind}
    )

    assert answer.status_code == 400
    assert words(language)("web.refused.not_understood") in answer.text


def test_names_of_files_never_become_paths(visitor):
    for path in ("..%2f..%2fpyproject.toml", "%2e%2e/site.py", "..\\site.py", "x.css", "site.py"):
        assert visitor.get(f"/static/{path}").status_code == 404
    for key in ("fair", "fair.xlsx", "..", "%2e%2e%2ffair", "x" * 5000):
        assert visitor.get(f"/events/{key}/lists").status_code == 404


def test_two_hundred_requests_at_once_are_all_answered(visitor):
    paths = ["/", f"/events/{visitor.key('fair')}/lists"] * 100

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda path: visitor.get(path).status_code, paths))

    assert answers == [200] * 200
