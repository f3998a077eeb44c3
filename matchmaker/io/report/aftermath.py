"""`results.html`: what came of an event or a series, for the organiser."""

from fractions import Fraction

from matchmaker.figures import number
from matchmaker.indicators import ANSWERED, PLANNED, Yardstick
from matchmaker.io.report.page import filled, policy, style
from matchmaker.io.telling.results import ResultsReport


def results_page(report: ResultsReport) -> str:
    """Make the page as text."""
    say, results = report.words, report.results
    return filled(
        "aftermath.html",
        say,
        report=report,
        results=results,
        yardsticks=[(_line(one, report), one.is_reached) for one in results.yardsticks],
        planned=number(PLANNED.of(results.tables), say),
        answered=number(ANSWERED.of(results.tables), say),
        disputed=number(PLANNED.also(("disputed", 1)).of(results.tables), say),
        style=style(),
        policy=policy(style()),
    )


def _line(one: Yardstick, report: ResultsReport) -> str:
    value, mark = (_written(figure, one.key, report) for figure in (one.value, one.mark))
    return report.words(f"results.yardstick.{one.key}", value=value, mark=mark)


def _written(figure: Fraction | None, key: str, report: ResultsReport) -> str:
    if figure is None:
        return "–"
    if key == "each":
        return number(float(figure), report.words, digits=1)
    return report.percent(figure)
