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
from matchmaker.web.routes import file_in, files_in, text_in
from matchmaker.web.showing import go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import Dossier, begin_from, new_dossier, take_up


@dataclass(frozen=True)
class Card:
    """An event on the start page."""

    dossier: Dossier
    words: Words

    @property
    def saved(self) -> str:
        """When its workbook was saved."""
        at = datetime.fromtimestamp(self.dossier.workbook.stat().st_mtime).astimezone()
        return date_time(at, self.words)

    @property
    def plan(self) -> str:
        """How its plan stands."""
        found = self.dossier.versions()
        if not found:
            return self.words("web.start.no_plan")
        published = next(filter(None, (version.published for version in reversed(found))), None)
        newest = found[-1].name
        if published is None:
            return self.words("web.start.planned", version=newest)
        when = date_time(published.published_at, self.words)
        return self.words("web.start.published", version=newest, last=published.version, when=when)


def start(request: Request) -> Response:
    """Show the events of the folder."""
    say = words_for(request)
    cards = [Card(dossier, say) for dossier in desk_of(request).dossiers()]
    return show(request, "start.html", cards=cards)


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
    begun = begin_from(desk_of(request).folder, name, handed, say.language)
    return show(
        request,
        "begun.html",
        dossier=begun.dossier,
        tab="",
        taken=[arrival.line(say) for arrival in begun.intake.told],
        missing=begun.missing,
        causes=causes_of(begun.intake.issues, say),
    )


def hand_in(request: Request, form: FormData) -> Response:
    """Put a workbook into the folder."""
    handed = file_in(form, "workbook")
    taken = take_up(desk_of(request).folder, handed.filename or "", handed.file.read())
    return go_to(page_of(taken, "lists"))
