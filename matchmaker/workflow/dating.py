"""The dates of many networks: read, compared, and written in one place."""

from dataclasses import dataclass
from pathlib import Path

from matchmaker.dates import clashes
from matchmaker.figures import number
from matchmaker.io.plans.disk import replace_bytes
from matchmaker.io.reading.network_dates import read_network_dates
from matchmaker.io.report.dates import dates_page
from matchmaker.io.writing.dates_book import DatesReport, dates_calendar, dates_workbook
from matchmaker.issues import Issue, Severity
from matchmaker.solver import Watch
from matchmaker.solver.dating import propose
from matchmaker.text import words

SECONDS = 10.0
"""For the proposal; that of some forty dates is proven within one."""
CALENDAR = "all-dates.ics"


@dataclass(frozen=True)
class DatesRead:
    """The dates of many networks.

    Parameters
    ----------
    report : DatesReport or None
        What is told of them; None where some cannot be read.
    issues : tuple of Issue
        What is wrong.
    """

    report: DatesReport | None
    issues: tuple[Issue, ...]


def read_dates(folder: Path, time_zone: str, language: str) -> DatesRead:
    """Read the dates of a folder, and work out when the open ones could be."""
    dates, issues = read_network_dates(folder, time_zone)
    if any(issue.severity is Severity.ERROR for issue in issues):
        return DatesRead(None, issues)
    proposal = propose(dates, Watch(SECONDS))
    return DatesRead(DatesReport(dates, proposal, words(language)), issues)


def write_dates(report: DatesReport, path: Path) -> tuple[Path, Path]:
    """Write the workbook, and beside it a page and one calendar; give the paths of these two."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page, calendar = path.with_suffix(".html"), path.with_name(CALENDAR)
    replace_bytes(path, dates_workbook(report))
    replace_bytes(page, dates_page(report, dates_lines(report)).encode())
    replace_bytes(calendar, dates_calendar(report.dates))
    return page, calendar


def dates_lines(report: DatesReport) -> tuple[str, ...]:
    """Say how many dates there are, how many clash, and what the open ones could bring."""
    say, proposal = report.words, report.proposal
    networks = len({one.network.casefold() for one in report.dates})
    found = say(
        "dates.found",
        count=number(len(report.dates), say),
        networks=number(networks, say),
        clashes=number(len(report.clashes), say),
    )
    if not report.moved:
        return found, say("dates.nothing_open")
    left = clashes(report.dates, proposal.chosen)
    proposed = say(
        "dates.proposal", moves=number(proposal.moves, say), clashes=number(len(left), say)
    )
    bound = number(proposal.bound, say)
    proof = say("dates.proven") if proposal.is_proven else say("dates.unproven", bound=bound)
    return found, f"{proposed} {proof}"
