"""The walks through delegations and through a series, in both languages, with their figures."""

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.main import get_command

from matchmaker.aims import AimName
from matchmaker.cli import app
from matchmaker.io.plans.versions import versions
from matchmaker.library.reading import read
from tests.test_cli import EXAMPLES, edit

DOCS = Path(__file__).parent.parent / "docs"


@dataclass(frozen=True)
class Walk:
    """The pages of one language, and what they speak of."""

    folder: Path
    pages: tuple[str, str]
    first: str
    second: str
    rules: str
    again: tuple[object, ...]

    def section(self, page: int, number: int) -> str:
        text = (self.folder / self.pages[page]).read_text("utf-8")
        return text.split(f"## {number}. ")[1].split("\n## ")[0]

    def figures(self, page: int, number: int) -> set[int]:
        return set(map(int, re.findall(r"\d+", self.section(page, number))))

    def type(self, page: int, number: int) -> None:
        for block in re.findall(r"```\n(.*?)```", self.section(page, number), re.DOTALL):
            for line in block.splitlines():
                program, command, *rest = shlex.split(line)
                assert program == "matchmaker"
                seconds = ["--time", "6"] if command == "plan" else []
                get_command(app).main([command, *rest, *seconds], standalone_mode=False)

    def plan(self, name: str):
        return versions(Path(f"{name}-plans"))[-1].plan()


ENGLISH = Walk(
    DOCS / "howto",
    ("delegations.md", "series.md"),
    *("mission", "next", "Meeting rules"),
    ("everyone", "prefer", "−1", "everyone", "met before", "series"),
)
GERMAN = Walk(
    DOCS / "de",
    ("delegationen.md", "reihe.md"),
    *("reise", "naechste", "Treffregeln"),
    ("alle", "bevorzugt", "−1", "alle", "schon getroffen", "Reihe"),
)


@pytest.fixture(params=[ENGLISH, GERMAN], ids=["en", "de"])
def walk(request, tmp_path, monkeypatch):
    for name in (request.param.first, request.param.second):
        shutil.copy(EXAMPLES / "delegations" / f"{name}.xlsx", tmp_path)
    monkeypatch.chdir(tmp_path)
    return request.param


def points_of(plan):
    """Give the points of a plan that no plan can exceed."""
    points = next(aim for aim in plan.aims if aim.name is AimName.POINTS)
    assert points.value == points.bound
    return points.value


def met_again(plan):
    return {met.pair for met in plan.event.met} & plan.schedule.pairs


def meetings_with_hosts(plan):
    """Count the meetings of each guest with somebody of no delegation."""
    person = plan.event.participant
    return [
        sum(not person[meeting.partner_of(guest)].delegation for meeting in meetings)
        for guest, meetings in plan.schedule.by_participant.items()
        if person[guest].delegation
    ]


def test_walk_through_delegations_and_a_series(walk):
    walk.type(0, 2)
    walk.type(0, 3)
    plan = walk.plan(walk.first)
    facts = {len(plan.schedule.meetings), points_of(plan), min(meetings_with_hosts(plan))}
    assert facts | {price.points for price in plan.rule_prices} - {0} <= walk.figures(0, 3)

    walk.type(0, 4)
    agendas = {path.name for path in Path(f"{walk.first}-plans/v01/agendas").iterdir()}
    assert any("M01" in name for name in agendas)

    walk.type(1, 2)
    walk.type(1, 3)
    second = walk.plan(walk.second)
    pairs = {met.pair for met in second.event.met}
    facts = {len(pairs), len(met_again(second)), len(second.schedule.meetings), points_of(second)}
    [price] = [price for price in second.rule_prices if not price.row]
    assert {*facts, price.points, points_of(second) + price.points} <= walk.figures(1, 3)

    edit(Path(f"{walk.second}.xlsx"), walk.rules, lambda sheet: sheet.append(walk.again))
    walk.type(1, 4)
    third = walk.plan(walk.second)
    assert {len(met_again(third)), len(third.schedule.meetings)} <= walk.figures(1, 4)


def test_rules_on_the_page_are_those_of_the_example(walk):
    rows = re.findall(r"^\| (.*) \|$", walk.section(0, 2), re.MULTILINE)[1:4]
    written = [[cell.strip() for cell in row.split("|")] for row in rows]

    rules = read(f"{walk.first}.xlsx").event.meeting_rules

    assert [rule.reason for rule in rules] == [row[5] for row in written]
    assert [rule.number for rule in rules] == [int(row[2] or 0) for row in written]
    assert [rule.written for rule in rules] == [
        " ".join(filter(None, row[:4])) + (f", {row[4]}" if row[4] else "") for row in written
    ]


def test_both_languages_are_the_same_events():
    folder = EXAMPLES / "delegations"
    english, german = (read(folder / f"{name}.xlsx").event for name in ("mission", "reise"))

    assert english.free_slots == german.free_slots
    assert [(r.verb, r.who, r.partners, r.comparison) for r in english.meeting_rules] == [
        (r.verb, r.who, r.partners, r.comparison) for r in german.meeting_rules
    ]
