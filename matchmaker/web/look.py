"""Look: the plan as a page, the same as `report.html`, and the day of anybody who is searched."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.record import Plan
from matchmaker.summary import version_line
from matchmaker.text import Words
from matchmaker.web.desk import Desk, desk_of, dossier_of
from matchmaker.web.people import show_people
from matchmaker.web.plan import plan_of
from matchmaker.web.refusals import NotHere
from matchmaker.web.showing import page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import (
    REPORT_SECTIONS,
    Dossier,
    PersonFound,
    day_of_person,
    report_sections,
)

MOST_FOUND = 40
"""How many people are listed; who is not among them is found by more letters."""


def look(request: Request) -> Response:
    """Show a version of the plan."""
    dossier, say = dossier_of(request), words_for(request)
    versions = [version.name for version in reversed(dossier.versions())]
    if not versions:
        return show(request, "look.html", dossier=dossier, tab="look", versions=versions)
    name, made = _chosen(request, dossier)
    return show(
        request,
        "look.html",
        dossier=dossier,
        tab="look",
        versions=versions,
        version=name,
        event=made.event.name,
        told=version_line(made, say),
        sections=sections_of(desk_of(request), dossier, made, say),
        contents=REPORT_SECTIONS,
    )


def _chosen(request: Request, dossier: Dossier) -> tuple[str, Plan]:
    """Read the version that is asked for, or else the newest; raises `NotHere`."""
    asked = request.query_params.get("version") or None
    version = dossier.version(asked)
    if version is None:
        raise NotHere
    return version.name, plan_of(request, dossier, version.name)


def sections_of(desk: Desk, dossier: Dossier, made: Plan, say: Words) -> Markup:
    """Make the page about a plan, once in each language."""
    stamp = f"{made.version} {made.created_at} {dossier.plans}"
    place = f"{dossier.key} {made.version} {say.language}"
    told = desk.kept("sections", place, stamp, lambda: report_sections(made, say))
    return Markup(told)  # noqa: S704 - made of a template that escapes


def people(request: Request) -> Response:
    """List whoever is meant by what is typed."""
    dossier = dossier_of(request)
    name, made = _chosen(request, dossier)

    def address(one: PersonFound) -> str:
        return f"{page_of(dossier, 'look')}/people/{one.key}?version={name}"

    return show_people(request, dossier, made, address, most=MOST_FOUND, is_planned=True)


def person(request: Request) -> Response:
    """Show the day of one person."""
    dossier = dossier_of(request)
    name, made = _chosen(request, dossier)
    told = day_of_person(made, request.path_params["person"], words_for(request))
    if told is None:
        raise NotHere
    day = Markup(told)  # noqa: S704 - made of a template that escapes
    key = request.path_params["person"]
    return show(request, "person.html", dossier=dossier, tab="look", version=name, day=day, key=key)
