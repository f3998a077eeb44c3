"""How long each page of `matchmaker open` takes, and how much memory it needs.

`python -m benchmarks.pages` invents an event of 60 people and one of 600, plans them greedily, and
asks for every page five times: the first time everything is read, afterwards it is known. Beside
the milliseconds stand those that the server computed: other work on the computer makes the ones
longer, and the others hardly. With `--browser` it also opens the largest pages in Chromium, and
tells when they can be used.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from benchmarks.baselines import rank_and_cycle
from benchmarks.events import Shape, make_event
from matchmaker.events import Event
from matchmaker.explain import explain
from matchmaker.record import Plan, Source
from matchmaker.solver import Watch
from matchmaker.workflow import Dossier
from matchmaker.workflow.saving import write_files

SHAPES = (
    Shape(name="60", people=60, slots=12, tables=15, pairs=350),
    Shape(name="600", people=600, slots=24, tables=100, pairs=6_000, days=2, sessions=1),
)
TIMES = 5


def main() -> None:
    """Measure both events, a row each page."""
    print("people  meetings  page                 first   then (ms)   computed (ms)")
    for shape in SHAPES:
        with TemporaryDirectory() as folder:
            workbook = Path(folder) / "fair.xlsx"
            event = make_event(shape)
            _write(event, workbook)
            meetings = _plan(workbook)
            for page, times in _times(Path(folder), Dossier(workbook)):
                took, computed = zip(*times, strict=True)
                figures = (took[0], median(took[1:]), computed[0], mean(computed[1:]))
                shown = "".join(f"{figure:8.0f}" for figure in figures)
                print(f"{shape.people:6}  {meetings:8}  {page:18}{shown}")
            if "--browser" in sys.argv:
                for page, seconds in _in_browser(Path(folder), Dossier(workbook)):
                    print(f"{shape.people:6}  {meetings:8}  {page:18} can be used: {seconds:.2f} s")


def _write(event: Event, path: Path) -> None:
    """Write the lists of an event, in the plainest way."""
    book = Workbook()
    sheets = {
        "Event": [("Setting", "Value"), ("Name", event.name), ("Meeting length", 20)],
        "Timetable": [("Date", "From", "To", "Kind"), *_windows(event)],
        "Tables": [("Table",), *((table.name,) for table in event.tables)],
        "Participants": [
            ("ID", "Last name", "Organisation"),
            *((one.id, one.last_name, one.organisation) for one in event.participants),
        ],
        "Interests": [
            ("From", "To"),
            *((wish.source, wish.target) for wish in event.interests),
        ],
    }
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _windows(event: Event) -> Iterator[tuple[object, ...]]:
    """List each slot as a window of its own."""
    for slot in event.slots:
        day, start, end = slot.start.date(), slot.start.time(), slot.end.time()
        yield day, start, end, "meetings"


def _plan(workbook: Path) -> int:
    """Plan greedily, and write a version; tell how many meetings it has."""
    event = Dossier(workbook).lists().event
    if event is None:
        raise ValueError("the invented event has errors")
    schedule = rank_and_cycle(event, Watch(60)).schedule
    plan = Plan(
        version="v01",
        created_at=datetime.now(UTC).replace(microsecond=0),
        source=Source(workbook.name, "0" * 64),
        event=replace(event, event_id="pages"),
        schedule=schedule,
        unmet=explain(event, schedule),
    )
    version = Dossier(workbook).plans / "v01"
    version.mkdir(parents=True)
    write_files(plan, workbook, version)
    return len(schedule.meetings)


def _times(folder: Path, dossier: Dossier) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Ask for each page; at last tell how much memory was needed at most, in MB."""
    pages = _pages(folder, f"/events/{dossier.key}")
    with _started(folder) as (process, ask):
        yield "read ahead", [(1000 * _read_ahead(process.pid), 1000 * _computed(process.pid))] * 2
        for name, path in pages.items():
            times = []
            for _ in range(TIMES):
                begun, worked = time.perf_counter(), _computed(process.pid)
                ask(path)
                took = time.perf_counter() - begun
                times.append((1000 * took, 1000 * (_computed(process.pid) - worked)))
            yield name, times
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        if peak:
            yield "memory (MB)", [(int(peak[1]) / 1024, 0)] * 2


def _pages(folder: Path, url: str) -> dict[str, str]:
    """Name the pages, in the order in which somebody comes to them."""
    with _started(folder) as (_process, ask):
        person = re.search(r'href="([^"?]+)', ask(f"{url}/look/people?q=a"))
        board = ask(f"{url}/by-hand")
    meetings = re.findall(r'id="m-([\w.]+)"', board)
    stamp = re.search(r'name="stamp" value="(\w+)"', board)
    chosen = list(enumerate(meetings[:: len(meetings) // 3]))
    on_board = f"&stamp={stamp[1] if stamp else ''}"
    places = {
        **{f"choose {n}": f"{url}/by-hand/places?pair={one}{on_board}" for n, one in chosen},
        **{f"page of chosen {n}": f"{url}/by-hand?pair={one}" for n, one in chosen},
    }
    return {
        "start": "/",
        "lists": f"{url}/lists",
        "plan": f"{url}/plan",
        "look": f"{url}/look",
        "search": f"{url}/look/people?q=an",
        "person": person[1] if person else "/",
        "change": f"{url}/by-hand",
        "search (change)": f"{url}/by-hand/people?q=an",
        **places,
        "hand-out": f"{url}/hand-out",
    }


def _read_ahead(pid: int) -> float:
    """Wait until the server has nothing to do, as while a browser starts; tell the seconds."""
    begun = time.perf_counter()
    worked = -1.0
    while worked < _computed(pid):
        worked = _computed(pid)
        time.sleep(CALM)
    return time.perf_counter() - begun - CALM


CALM = 1.0
"""Seconds in which a server that computes nothing has nothing to do."""


def _computed(pid: int) -> float:
    """Tell how many seconds a process has computed."""
    counted = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(counted[11]) + int(counted[12])) / os.sysconf("SC_CLK_TCK")


def _in_browser(folder: Path, dossier: Dossier) -> Iterator[tuple[str, float]]:
    """Open the largest pages in Chromium, once they are known; tell when they can be used."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    url = f"/events/{dossier.key}"
    with _started(folder) as (_process, ask), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(extra_http_headers={"Cookie": ask.cookie})
        pair = re.findall(r'id="m-([\w.]+)"', ask(f"{url}/by-hand"))[0]
        paths = {"look": "look", "page of chosen": f"by-hand?pair={pair}", "change": "by-hand"}
        for name, path in paths.items():
            times = []
            for _ in range(TIMES):
                page.goto(f"http://{ask.host}{url}/{path}")
                times.append(page.evaluate(USABLE) / 1000)
            yield name, median(times[1:])
        yield "choose", median([page.evaluate(CHOSEN, at) / 1000 for at in range(TIMES)][1:])
        browser.close()


USABLE = """() => new Promise((done) => requestAnimationFrame(
    () => setTimeout(() => done(performance.now()))))"""
"""Milliseconds since a page was asked for, once it is loaded and drawn, and scripts have run."""


CHOSEN = """(at) => new Promise((done) => {
    const begun = performance.now();
    const meeting = document.querySelectorAll(".hands a.meeting")[7 * at];
    const since = () => done(performance.now() - begun);
    const drawn = () => requestAnimationFrame(() => setTimeout(since));
    new MutationObserver((_, seen) => { seen.disconnect(); drawn(); }).observe(
        document.querySelector("#of-chosen"), { childList: true });
    meeting.click();
})"""
"""Milliseconds from a click on a meeting until its places are marked on the board, and drawn."""


@contextmanager
def _started(folder: Path) -> "Iterator[tuple[subprocess.Popen[str], Ask]]":
    """Start the page, and come in."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "matchmaker", "open", str(folder), "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = process.stdout.readline().strip() if process.stdout else ""
        yield process, Ask(address)
    finally:
        process.terminate()
        process.wait()


class Ask:
    """A browser that came in by the address."""

    def __init__(self, address: str) -> None:
        self.host, _, path = address.removeprefix("http://").partition("/")
        self.cookie = ""
        self.cookie = self._answer(f"/{path}")[0].split(";")[0]

    def __call__(self, path: str) -> str:
        """Ask for a page."""
        return self._answer(path)[1]

    def _answer(self, path: str) -> tuple[str, str]:
        connection = HTTPConnection(self.host, timeout=600)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status not in {200, 303}:
            raise ValueError(f"{path}: {answer.status}")
        return answer.headers.get("set-cookie", ""), text


if __name__ == "__main__":
    main()
