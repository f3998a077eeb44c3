"""Forgetting: nobody's name is left anywhere, and the results stay the same to the last digit."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import find, new_version, publish, versions
from matchmaker.io.plans.work import at_work, tidy
from tests.builders import event, meeting, person, plan, slot, wishes
from tests.test_after import ANSWERS, ASKED
from tests.test_cli import run  # noqa: F401 - a fixture
from tests.test_indicators import FAIR, PEOPLE

SECRETS = ("Geheimann", "Verschwiegen", "heimlich", "0351-4711", "Kommentarwort", "Wunschtext")
RESULTS = ("results.pdf", "results.xlsx", "results.csv")


def secret(number, one):
    """The same person with a name, an address and words that nobody may find afterwards."""
    return replace(
        one,
        first_name=f"Geheimann{number}",
        last_name=f"Verschwiegen{number}",
        email=f"heimlich{number}@firma.example",
        phone="0351-4711",
        organisation=f"Verschwiegen{number} GmbH",
        offers="Wunschtext",
        place="Heimlichgasse 4711",
    )


FIRST = replace(FAIR, participants=tuple(secret(n, one) for n, one in enumerate(PEOPLE)))
LATER = tuple(slot(number, day=90) for number in range(3))
SECOND = replace(
    event(
        (
            replace(secret(2, PEOPLE[2]), id="geheimann2@firma.example"),
            secret(9, person("X1", country="AT")),
        ),
        wishes("X1>geheimann2@firma.example"),
        slots=LATER,
    ),
    event_id="fair-2028",
)


def plans_of(folder, made):
    folder.mkdir()
    with new_version(folder) as draft:
        write_plan(made, draft.path / "plan.json")
        (draft.path / "schedule.xlsx").write_bytes(b"Verschwiegen1")
    with at_work(folder):
        publish(find(folder), made.event.registered, datetime(2027, 6, 1, tzinfo=UTC))
    (folder / "v01" / "agendas").mkdir()
    (folder / "v01" / "agendas" / "agenda_verschwiegen1.xlsx").write_bytes(b"x")
    return folder


@pytest.fixture
def series(tmp_path, run):  # noqa: F811
    """Two events with one person at both, asked and answered."""
    pairs = ("P1 P2", "P1 P3", "P1 P5", "P1 P6", "P3 P4", "P2 P4")
    one = plan(FIRST, *(meeting(pair, number) for number, pair in enumerate(pairs)))
    two = plan(SECOND, replace(meeting("X1 geheimann2@firma.example"), slot=LATER[0]))
    folders = plans_of(tmp_path / "one-plans", one), plans_of(tmp_path / "two-plans", two)
    for folder in folders:
        run("feedback", folder)
    path = folders[0] / "feedback" / "one-feedback.xlsx"
    book = openpyxl.load_workbook(path)
    there = book.worksheets[0]
    columns = {cell.value: cell.column for cell in there[1]}
    for row in range(2, there.max_row + 1):
        for heading, value in zip(ASKED, ANSWERS.get(there.cell(row, 1).value, ()), strict=False):
            there.cell(row, columns[heading]).value = value
        there.cell(row, columns["Comment"]).value = "Kommentarwort"
    there.cell(2, columns["Took place"]).value = None
    book.save(path)
    for who, word in (("P1", "yes"), ("P2", "no, I was missing")):
        form(folders[0] / "feedback" / "returned" / f"{who}.xlsx", word)
    return folders


def form(path, word):
    book = openpyxl.Workbook()
    book.active.append(("Meeting", "Took place"))
    book.active.append(("P1+P2", word))
    book.save(path)


def everything_in(folder):
    """Every file of a folder, what is in zips taken apart, and its name."""
    for path in folder.rglob("*"):
        yield str(path.relative_to(folder)).encode()
        if path.is_file():
            yield path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as parts:
                    yield from (parts.read(name) for name in parts.namelist())


def has_secrets(folder):
    return [s for s in SECRETS for b in everything_in(folder) if s.lower().encode() in b.lower()]


def counted(run, folders, target):  # noqa: F811
    assert run("results", *folders, "-o", target)[0] == 0
    found = {}
    for name in RESULTS:
        content = (target / name).read_bytes()
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(target / name) as parts:
                names = sorted(set(parts.namelist()) - {"docProps/core.xml"})
                content = b"".join(parts.read(part) for part in names)
        found[name] = content
    return found


def test_nobody_is_named_any_more_and_results_stay_the_same(run, series, tmp_path):  # noqa: F811
    before = counted(run, series, tmp_path / "before")
    assert has_secrets(series[0])
    (first,) = (path.parent for path in series[0].glob("v01/plan.json"))
    (first / "sent.jsonl").write_text(f'{{"to": "{SECRETS[0]}"}}\n', encoding="utf-8")

    code, printed = run("forget", *series, "--yes")

    assert (code, "7 participants are numbers now" in printed) == (0, True)
    assert [has_secrets(folder) for folder in series] == [[], []]
    assert counted(run, series, tmp_path / "after") == before


def test_nobody_is_forgotten_without_being_asked(run, series):  # noqa: F811
    code, printed = run("forget", *series)

    assert (code, "--yes" in printed) == (2, True)
    assert has_secrets(series[0])


def test_nothing_is_forgotten_while_answers_cannot_be_read(run, series):  # noqa: F811
    form(series[0] / "feedback" / "returned" / "P3.xlsx", "perhaps")

    assert run("forget", *series, "--yes")[0] == 3
    assert has_secrets(series[0])


KILLS = int(os.environ.get("MATCHMAKER_KILLS", "6"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment_it_is_forgotten_everywhere_or_nowhere(run, series, tmp_path):  # noqa: F811
    before = counted(run, series, tmp_path / "before")
    command = [sys.executable, "-m", "matchmaker", "forget", "--yes"]
    chance = random.Random(17)
    seconds = how_long(command, series, tmp_path)
    seen = set()
    for number in range(KILLS):
        copies = [shutil.copytree(f, tmp_path / f"{number}" / f.name) for f in series]
        with subprocess.Popen([*command, *copies], stdout=subprocess.DEVNULL) as process:  # noqa: S603
            time.sleep(seconds * chance.uniform(0.5, 1.02))
            process.send_signal(signal.SIGKILL)
        for folder in chance.sample(copies, 2):
            tidy(folder)
        forgotten = {not has_secrets(folder) for folder in copies}
        assert len(forgotten) == 1
        assert all(len(versions(folder)) == 1 for folder in copies)
        assert counted(run, copies, tmp_path / f"{number}" / "after") == before
        seen |= forgotten


def how_long(command, series, tmp_path):
    copies = [shutil.copytree(folder, tmp_path / "timed" / folder.name) for folder in series]
    start = time.monotonic()
    subprocess.run([*command, *copies], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.monotonic() - start
