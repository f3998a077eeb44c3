"""The page as it is started: the address on one line, on this computer only, until it is ended."""

import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from matchmaker.text import words
from matchmaker.workflow import Dossier

PATIENCE = 60


class Started:
    """The page, started as typed."""

    def __init__(self, place):
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "matchmaker", "open", str(place), "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.address = self.process.stdout.readline().strip()
        self.port = int(re.match(r"http://127\.0\.0\.1:(\d+)/\?token=[\w-]{43}$", self.address)[1])
        self.cookie = ""

    def ask(self, method, path, body="", **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, {"Cookie": self.cookie, **kind, **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def enter(self):
        """Come in by the address; give where it leads."""
        answer, _ = self.ask("GET", self.address.removeprefix(f"http://127.0.0.1:{self.port}"))
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer.headers["location"]

    def change(self, path, **fields):
        """Ask for a change as our pages do."""
        _, text = self.ask("GET", "/")
        csrf = re.search(r'name="csrf" value="([^"]+)"', text)[1]
        return self.post(path, csrf=csrf, **fields)

    def post(self, path, **fields):
        origin = f"http://127.0.0.1:{self.port}"
        return self.ask("POST", path, urlencode(fields), Origin=origin)

    def ended(self):
        """Wait for the end; give exit code and what was printed."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out + err


@pytest.fixture
def start():
    """Start the page; it is ended with the test."""
    started = []

    def typed(place):
        started.append(Started(place))
        return started[-1]

    yield typed
    for one in started:
        one.process.kill()
        one.process.communicate()


def test_address_leads_to_the_event_that_is_meant(folder, start):
    page = start(folder / "fair.xlsx")

    assert page.enter() == f"/events/{Dossier(folder / 'fair.xlsx').key}/lists"


def test_two_starts_have_their_own_ports_and_cookies(folder, start):
    one, other = start(folder), start(folder)
    one.enter()
    other.enter()

    assert one.port != other.port
    assert one.cookie.split("=")[0] != other.cookie.split("=")[0]
    other.cookie = one.cookie
    assert other.ask("GET", "/")[0].status == 403


def test_page_is_served_to_this_computer_only(folder, start):
    page = start(folder)
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}

    for address in others - {"127.0.0.1"}:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as caller:
            caller.settimeout(1)
            assert caller.connect_ex((address, page.port)) != 0


def test_quit_ends_it(folder, start):
    page = start(folder)
    page.enter()

    answer, text = page.change("/quit")

    assert (answer.status, words("en")("web.ended") in text) == (200, True)
    assert page.ended() == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is sent to a whole console")
def test_control_c_ends_it(folder, start):
    page = start(folder)

    page.process.send_signal(signal.SIGINT)

    assert page.ended() == (0, "")


@pytest.mark.parametrize("place", ["nothing", "notes.txt"])
def test_what_is_no_place_is_refused(folder, place):
    (folder / "notes.txt").write_text("x")

    typed = [sys.executable, "-m", "matchmaker", "open", str(folder / place), "--no-browser"]
    ended = subprocess.run(  # noqa: S603 - our own program
        typed, capture_output=True, text=True, check=False, timeout=PATIENCE
    )

    assert ended.returncode == 2
    assert place in ended.stderr
