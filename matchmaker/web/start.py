"""Start: the events of the folder, a new one, and a workbook that is handed in."""

from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.figures import date_time, number
from matchmaker.issues import Severity
from matchmaker.mistakes import count_line
from matchmaker.text import Words
from matchmaker.web.ahead import read_ahead
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.lists import causes_of, lists_of
from matchmaker.web.refusals import told
from matchmaker.web.routes import file_in, files_in, text_in
from matchmaker.web.showing import go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import Begun, Dossier, begin_from, new_dossier, take_up


@dataclass(frozen=True)
class Card:
    """An event on the start page.

    Parameters
    ----------
    dossier : Dossier
        The event.
    saved, plan : str
        When its workbook was saved, and how its plan stands.
    wrong : str
        Why neither can be told; empty: both can.
    """

    dossier: Dossier
    saved: str = ""
    plan: str = ""
    wrong: str = ""


def start(request: Request) -> Response:
    """Show the events of the folder."""
    say = words_for(request)
    cards = [_card(dossier, say) for dossier in desk_of(request).dossiers()]
    return show(request, "start.html", cards=cards)


def _card(dossier: Dossier, say: Words) -> Card:
    """Tell how an event stands; one of which that cannot be told hides none of the others."""
    try:
        return Card(dossier, _saved(dossier, say), _plan_line(dossier, say))
    except Exception as error:  # noqa: BLE001 - it is told on the card
        return Card(dossier, wrong=told(error, say)[1])


def _saved(dossier: Dossier, say: Words) -> str:
    at = datetime.fromtimestamp(dossier.workbook.stat().st_mtime).astimezone()
    return date_time(at, say)


def _plan_line(dossier: Dossier, say: Words) -> str:
    found = dossier.versions()
    if not found:
        return say("web.start.no_plan")
    published = next(filter(None, (version.published for version in reversed(found))), None)
    newest = found[-1].name
    if published is None:
        return say("web.start.planned", version=newest)
    when = date_time(published.published_at, say)
    return say("web.start.published", version=newest, last=published.version, when=when)


def state(request: Request) -> Response:
    """Say how the lists of an event stand; it is asked for when the page is there already."""
    lists, say = lists_of(request, dossier_of(request)), words_for(request)
    wrong = [issue for issue in lists.issues if issue.severity is not Severity.NOTE]
    event = lists.event
    people = number(len(event.registered), say) if event else ""
    return show(
        request, "state.html", line=count_line(wrong, say), people=people, is_sound=bool(event)
    )


def ahead(request: Request) -> Response:
    """Begin to read an event that somebody points at: they open it in a moment."""
    read_ahead(desk_of(request), dossier_of(request).workbook)
    return Response(status_code=204)


def new(request: Request, form: FormData) -> Response:
    """Make a workbook to fill in, or a small example."""
    say, folder = words_for(request), desk_of(request).folder
    name = text_in(form, "name") or say("web.start.unnamed")
    is_example = text_in(form, "kind") == "example"
    made = new_dossier(folder, name, say.language, with_example=is_example)
    return go_to(page_of(made, "lists" if is_example else "outline"))


def from_exports(request: Request, form: FormData) -> Response:
    """Make an event of exports, and say what came in and what was left out."""
    say = words_for(request)
    handed = [(one.filename or "", one.file.read()) for one in files_in(form, "exports")]
    name = text_in(form, "name") or say("web.start.unnamed")
    desk = desk_of(request)
    made = begin_from(desk.folder, name, handed, say.language)
    if made.dossier is None:
        return _shown(request, made)
    desk.begun[made.dossier.key] = made
    return go_to(page_of(made.dossier, "begun"))


def begun(request: Request) -> Response:
    """Say again what came in by the exports that an event was made of, for as long as it is new."""
    dossier = dossier_of(request)
    made = desk_of(request).begun.get(dossier.key)
    return _shown(request, made) if made else go_to(page_of(dossier, "lists"))


def _shown(request: Request, made: Begun) -> Response:
    say = words_for(request)
    return show(
        request,
        "begun.html",
        dossier=made.dossier,
        here=page_of(made.dossier, "begun") if made.dossier else "/",
        taken=[arrival.line(say) for arrival in made.intake.told],
        missing=made.missing,
        causes=causes_of(made.intake.issues, say),
    )


def hand_in(request: Request, form: FormData) -> Response:
    """Put a workbook into the folder."""
    handed = file_in(form, "workbook")
    taken = take_up(desk_of(request).folder, handed.filename or "", handed.file.read())
    return go_to(page_of(taken, "lists"))
