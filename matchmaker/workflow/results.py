"""The report on what came of the meetings, as files for the funder and the organiser."""

from pathlib import Path

from matchmaker.indicators import Account
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.results import results_pdf
from matchmaker.io.documents.typesetting import open_press
from matchmaker.io.plans.disk import replace_bytes
from matchmaker.io.reading.branding import BadLogo, branding_of
from matchmaker.io.report.aftermath import results_page
from matchmaker.io.telling.results import ResultsReport
from matchmaker.io.writing.results import results_csv, results_workbook
from matchmaker.text import words
from matchmaker.workflow.after import Aftermath

PDF, WORKBOOK, TABLE = "results.pdf", "results.xlsx", "results.csv"
PAGE = "results.html"


def write_results(found: Aftermath, results: Account, folder: Path, language: str) -> None:
    """Write the report for the funder, as PDF, workbook and table, and a page for the organiser.

    Parameters
    ----------
    found : Aftermath
        Whose logo and colour the report has.
    results : Account
        What it tells.
    folder : Path
        Where to; made if it is missing.
    language : str
        What it is written in.

    Raises
    ------
    BadLogo
        If there is a logo that cannot be printed.
    """
    report = ResultsReport(results, words(language))
    branding = branding_of(found.plan.event, found.version.path)
    with open_press(branding.logo) as press:
        if branding.logo and not press.can_print(branding.logo):
            raise BadLogo("unreadable_logo", branding.logo)
        pdf = results_pdf(Edition(found.plan, press, branding), report)
    folder.mkdir(parents=True, exist_ok=True)
    replace_bytes(folder / PDF, pdf)
    replace_bytes(folder / WORKBOOK, results_workbook(report))
    replace_bytes(folder / TABLE, results_csv(report).encode())
    replace_bytes(folder / PAGE, results_page(report).encode())
