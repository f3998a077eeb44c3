"""`report.html`: one page that holds all it needs, and neither loads nor sends anything."""

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from matchmaker.figures import number
from matchmaker.io.package.characters import printable
from matchmaker.io.report.contents import Contents
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.text import Words, words

SECTIONS = (
    *("certificate", "levels", "fairness", "each", "breaks", "loads", "grid"),
    *("countries", "clusters", "unmet", "changes"),
)
"""The ids of the sections of the page, in their order."""


def write_report(plan: Plan, path: Path) -> None:
    """Write the organiser's page about a plan, in the language of its event.

    The same plan gives the same bytes.
    """
    path.write_text(page(plan), encoding="utf-8", newline="\n")


def page(plan: Plan) -> str:
    """Make the page as text."""
    report = Report(plan, words(plan.event.language))
    return filled(
        "report.html",
        report.words,
        contents=Contents(report),
        ids=SECTIONS,
        style=style(),
        script=script(),
        policy=policy(style(), script()),
    )


def sections(plan: Plan, say: Words) -> str:
    """Make all of the page that is about the plan, in some language, for a page around it."""
    return filled("sections.html", say, contents=Contents(Report(plan, say)))


def filled(template: str, say: Words, **fields: object) -> str:
    """Fill a template in; whatever the workbook says stands in it as text, never as markup."""
    text = (
        _environment()
        .get_template(template)
        .render(say=say, language=say.language, number=partial(number, words=say), **fields)
    )
    return printable(text)


@cache
def _environment() -> Environment:
    """Give what fills our templates in."""
    return Environment(
        loader=PackageLoader("matchmaker.io.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def style() -> Markup:
    """Get how the page looks."""
    return _file("report.css")


def script() -> Markup:
    """Get what lets it be searched and walked through."""
    return _file("report.js")


@cache
def _file(name: str) -> Markup:
    """Read a file of ours that goes into the page as it is."""
    text = resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - not from the workbook


def policy(style: str, script: str = "") -> str:
    """Allow this very style and script, known by their hashes, and nothing else at all."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}"
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
