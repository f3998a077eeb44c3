"""Runs that are killed at any moment, and runs at the same time, on one folder of plans.

    python -m tests.turmoil kills 500
    python -m tests.turmoil pairs 20

Each run is a fork of this process. What does not hold afterwards is printed; the exit code is 1.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

from matchmaker import workflow
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.handouts import Order
from matchmaker.io.plans import versions
from matchmaker.io.plans.versions import Obsolete, Version
from matchmaker.io.plans.work import tidy
from matchmaker.record import Source
from tests.builders import event, people, wishes

FAIR = event(people("A B C D"), wishes("A>B C>D B>C"), slots=4, tables=2)
ORDER = Order(formats=("xlsx", "ics", "eml"))
WATCHED = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.listdir", "os.scandir"}
"""What Python tells before it asks the system for it."""
REFUSED = 4
"""What people were told has changed meanwhile."""


def run_plan(plans: Path, mark: int) -> None:
    """Plan; the workbook has changed each time."""
    source = Source("fair.xlsx", f"{mark}")
    reading = Reading(replace(FAIR, event_id=""), (), "en", source)
    tidy(plans)
    task = workflow.prepare(reading, plans.with_name("fair.xlsx"), plans, workflow.Request())
    workflow.plan(task, plans, workflow.Watch(5.0, workers=1))


def run_agendas(plans: Path, _mark: int) -> None:
    """Make agendas of the newest version."""
    newest = found(plans)
    if newest:
        workflow.agendas(newest, ORDER)


def run_publish(plans: Path, _mark: int) -> None:
    """Publish the newest version."""
    newest = found(plans)
    if newest:
        announcement = workflow.announce(newest)
        workflow.publish(replace(announcement, order=replace(announcement.order, formats=FORMATS)))


FORMATS = ORDER.formats


def run_status(plans: Path, _mark: int) -> None:
    """Look at every version."""
    if found(plans):
        list(workflow.states(plans))


def found(plans: Path) -> Version | None:
    tidy(plans)
    return versions.find(plans)


RUNS = {"plan": run_plan, "publish": run_publish, "agendas": run_agendas, "status": run_status}


MOMENTS = {"plan": 300, "publish": 220, "agendas": 200, "status": 30}
"""About how often each asks the system for something, and a little more: some come to their end."""


def fork(work: Callable[[Path, int], None], plans: Path, mark: int, die_at: int = 0) -> int:
    """Run in a process of its own, which kills itself at the n-th thing it asks of the system."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        if die_at:
            _kill_at(die_at)
        work(plans, mark)
        code = 0
    except (workflow.Overtaken, Obsolete):
        code = REFUSED
    except BaseException as error:  # noqa: BLE001 - told by the exit code, and here
        print(f"{work.__name__}: {error!r}", file=sys.stderr)  # noqa: T201
    os._exit(code)


def _kill_at(number: int) -> None:
    left = [number]

    def count(name: str, _arguments: object = ()) -> None:
        if name in WATCHED:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sync = os.fsync

    def counted_sync(file: int) -> None:
        count("open")
        sync(file)

    os.fsync = counted_sync
    sys.addaudithook(count)


def ended(child: int) -> int:
    """Wait for a process; give its exit code, or the signal that killed it, negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wrong_in(plans: Path) -> Iterator[str]:
    """Say what does not hold of a folder that nobody is at work in, after the next command."""
    found(plans)
    for path in plans.rglob(".*"):
        if path.name != ".lock":
            yield f"left behind: {path.relative_to(plans)}"
    made = {version: version.plan() for version in versions.versions(plans)}
    if len({one.event.event_id for one in made.values()}) > 1:
        yield "several Event IDs"
    for version, one in made.items():
        if one.version != version.name or not _is_whole(version.path):
            yield f"{version.name} is not whole"
        yield from _wrong_agendas(version)


def _is_whole(version: Path) -> bool:
    """Whether everything that a run writes is there to its end."""
    with zipfile.ZipFile(version / "schedule.xlsx") as book:
        is_sound = book.testzip() is None
    return is_sound and "</html>" in (version / "report.html").read_text("utf-8")


def _wrong_agendas(version: Version) -> Iterator[str]:
    folder = version.path / "agendas"
    files = sorted(path.name for path in folder.glob("*")) if folder.exists() else []
    texts = [path.read_text("utf-8") for path in folder.glob("agenda_*.ics")]
    if folder.exists() and (len(texts) < len(FAIR.participants) or len(files) < 2 * len(texts)):
        yield f"agendas of {version.name} are not whole: {files}"
    if version.published and not folder.exists():
        yield f"{version.name} is published without agendas"
    if version.published and any("STATUS:TENTATIVE" in text for text in texts):
        yield f"{version.name} is published, but its agendas are drafts"


def lost(before: dict[str, bytes], plans: Path) -> Iterator[str]:
    """Say which files of versions are not what they were; agendas may be made again."""
    for name, content in before.items():
        path = plans / name
        is_there = path.exists()
        if not is_there or (path.name == "plan.json" and path.read_bytes() != content):
            yield f"lost: {name}"


def kept_files(plans: Path) -> dict[str, bytes]:
    """Read every file but hidden ones, by its name."""
    return {
        path.relative_to(plans).as_posix(): path.read_bytes()
        for path in plans.rglob("[!.]*")
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-3:])
    }


def kills(times: int, folder: Path) -> Iterator[str]:
    """Kill runs, one after the other, at moments drawn evenly; begin anew now and then."""
    chance, plans, killed = random.Random(1), folder / "fair-plans", Counter()
    mark = 0
    while killed.total() < times:
        mark += 1
        if mark % 25 == 0:
            shutil.rmtree(plans, ignore_errors=True)
        name = chance.choice(("plan", "plan", "publish", "publish", "agendas", "status"))
        before = kept_files(plans) if plans.exists() else {}
        code = ended(fork(RUNS[name], plans, mark, die_at=chance.randint(1, MOMENTS[name])))
        killed[name] += code == -signal.SIGKILL
        if code not in {0, -signal.SIGKILL}:
            yield f"{name} ended with {code}"
        for line in (*wrong_in(plans), *lost(before, plans)):
            yield f"{name} ({mark}): {line}"
    print(f"killed: {dict(killed)}, of {mark} runs")  # noqa: T201


def pairs(times: int, folder: Path) -> Iterator[str]:
    """Start two runs at the same time, of every pair of commands, in three kinds of folders."""
    chance, codes = random.Random(1), Counter()
    for one, other in combinations_with_replacement(RUNS, 2):
        for number in range(times):
            plans = folder / f"{one}-{other}-{number}-plans"
            if number % 3:
                ended(fork(run_plan, plans, 0))
            if number % 3 == 2:
                ended(fork(run_publish, plans, 0))
                ended(fork(run_plan, plans, 1))
            first = fork(RUNS[one], plans, 10)
            time.sleep(chance.uniform(0, 0.15))
            second = fork(RUNS[other], plans, 11)
            for name, child in ((one, first), (other, second)):
                code = ended(child)
                codes[name, code] += 1
                if code not in {0, REFUSED}:
                    yield f"{name} beside {other if name == one else one} ended with {code}"
            yield from (f"{one} beside {other}: {line}" for line in wrong_in(plans))
    print(f"exit codes: {dict(codes)}")  # noqa: T201


def main() -> None:
    """Cause turmoil, and say what it broke."""
    kind, times = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        faults = list({"kills": kills, "pairs": pairs}[kind](times, Path(folder)))
    for fault in faults:
        print(fault)  # noqa: T201
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
