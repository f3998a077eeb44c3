"""What a notebook shows of a plan: the summary of its page."""

from functools import partial

from matchmaker.figures import number
from matchmaker.io.package.characters import printable
from matchmaker.io.report.contents import Contents
from matchmaker.io.report.page import environment
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.text import words


def excerpt(plan: Plan) -> str:
    """Make the summary of a plan as a part of a page; whatever the workbook says is text in it."""
    say = words(plan.event.language)
    rendered = (
        environment()
        .get_template("excerpt.html")
        .render(
            contents=Contents(Report(plan, say)),
            language=say.language,
            say=say,
            number=partial(number, words=say),
        )
    )
    return printable(rendered)
