"""What a notebook shows of a plan: the summary of its page."""

from matchmaker.io.report.contents import Contents
from matchmaker.io.report.page import filled
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.text import words


def excerpt(plan: Plan) -> str:
    """Make the summary of a plan as a part of a page."""
    report = Report(plan, words(plan.event.language))
    return filled("excerpt.html", report.words, contents=Contents(report))
