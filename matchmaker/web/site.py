"""Which address is which page."""

from functools import cache
from importlib import resources

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.web import (
    by_hand,
    corrections,
    day,
    ending,
    hand_out,
    lists,
    look,
    mails,
    outline,
    plan,
    register,
    start,
    suggestions,
)
from matchmaker.web.desk import Desk
from matchmaker.web.refusals import NotHere
from matchmaker.web.routes import change, page
from matchmaker.web.showing import show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import report_script, report_style

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "txt": "text/plain"}
AN_HOUR = {"Cache-Control": "private, max-age=3600"}
ROUTES = (
    page("/", start.start),
    change("/new", start.new),
    change("/hand-in", start.hand_in),
    change("/from-exports", start.from_exports),
    page("/events/{key}/begun", start.begun),
    change("/language", ending.switch),
    change("/quit", ending.leave),
    page("/events/{key}/state", start.state),
    page("/events/{key}/ahead", start.ahead),
    page("/events/{key}/lists", lists.lists),
    page("/events/{key}/lists/saved", lists.saved),
    page("/events/{key}/lists/marked", lists.marked),
    change("/events/{key}/lists/edit", lists.edit),
    page("/events/{key}/lists/cell", corrections.cell),
    change("/events/{key}/lists/cell", corrections.write),
    change("/events/{key}/lists/one-organisation", corrections.one_organisation),
    change("/events/{key}/lists/undo", corrections.undo),
    page("/events/{key}/outline", outline.outline),
    change("/events/{key}/outline/write", outline.write),
    page("/events/{key}/register", register.form),
    page("/events/{key}/register/people", register.people),
    change("/events/{key}/register/write", register.write),
    page("/events/{key}/plan", plan.plan),
    page("/events/{key}/plan/progress", plan.progress),
    page("/events/{key}/look", look.look),
    page("/events/{key}/look/people", look.people),
    page("/events/{key}/look/people/{person}", look.person),
    page("/events/{key}/suggestions", suggestions.page),
    page("/events/{key}/suggestions/found", suggestions.found),
    change("/events/{key}/suggestions/take", suggestions.take),
    change("/events/{key}/suggestions/give-back", suggestions.give_back),
    page("/events/{key}/by-hand", by_hand.by_hand),
    page("/events/{key}/by-hand/people", by_hand.guests),
    page("/events/{key}/by-hand/places", by_hand.places),
    change("/events/{key}/by-hand/do", by_hand.do),
    change("/events/{key}/by-hand/step-back", by_hand.step_back),
    change("/events/{key}/by-hand/save", by_hand.save),
    page("/events/{key}/day", day.day),
    page("/events/{key}/day/guests", day.guests),
    change("/events/{key}/day/mark", day.mark),
    change("/events/{key}/day/again", day.again),
    page("/events/{key}/hand-out", hand_out.hand_out),
    page("/events/{key}/hand-out/progress", hand_out.progress),
    page("/events/{key}/hand-out/everything", hand_out.everything),
    change("/events/{key}/hand-out/draft", hand_out.draft),
    change("/events/{key}/hand-out/tick", hand_out.tick),
    change("/events/{key}/hand-out/tell", hand_out.tell),
    page("/events/{key}/hand-out/print/{name}", hand_out.preview),
    page("/events/{key}/hand-out/mails", mails.mails),
    page("/events/{key}/hand-out/mails/merge", mails.merge),
    page("/events/{key}/hand-out/mails/progress", mails.progress),
    change("/events/{key}/hand-out/mails/test", mails.test),
    change("/events/{key}/hand-out/mails/send", mails.send),
    change("/events/{key}/hand-out/mails/stop", mails.stop),
    page("/events/{key}/plan/schedule", plan.schedule),
    change("/events/{key}/plan/edited", plan.edited),
    change("/events/{key}/plan/begin", plan.begin),
    change("/events/{key}/plan/take", plan.take),
)


@cache
def files() -> dict[str, bytes]:
    """Read what pages are made with; a name is looked up here, and never becomes a path."""
    folder = resources.files(__package__).joinpath("static")
    ours = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    shared = {"report.css": report_style(), "report.js": report_script()}
    return ours | {name: text.encode() for name, text in shared.items()}


def file(request: Request) -> Response:
    """Give a file of ours."""
    name = request.path_params["name"]
    content = files().get(name)
    if content is None:
        raise NotHere
    kind = KINDS[name.rpartition(".")[2]]
    return Response(content, media_type=kind, headers=AN_HOUR)


def nowhere(request: Request, _error: Exception) -> Response:
    """Say that there is no such page."""
    line = words_for(request)("web.refused.not_here")
    return show(request, "refused.html", status=404, line=line)


def site(desk: Desk) -> Starlette:
    """Put all pages together."""
    routes = [*ROUTES, page("/static/{name}", file)]
    app = Starlette(routes=routes, exception_handlers={404: nowhere, 405: nowhere})
    app.state.desk = desk
    return app
