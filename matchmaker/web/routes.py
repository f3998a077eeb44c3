"""Two kinds of addresses: pages, which change nothing, and changes, asked for by our pages only."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.refusals import NotFromOurPage, NotHere, told
from matchmaker.web.showing import show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import Dossier, NotTakenUp

MOST_FIELDS, MOST_FILES = 2_000, 20
"""Whoever registers late may wish for everybody."""
Answer = Callable[[Request], Response]
Action = Callable[[Request, FormData], Response]


def page(path: str, answer: Answer) -> Route:
    """Show something; whatever goes wrong is a page, too."""

    async def endpoint(request: Request) -> Response:
        return await _told(request, run_in_threadpool(answer, request))

    return Route(path, endpoint, methods=["GET"])


def change(path: str, action: Action) -> Route:
    """Change something, if a page of ours asks for it."""

    async def endpoint(request: Request) -> Response:
        return await _told(request, _changed(request, action))

    return Route(path, endpoint, methods=["POST"])


async def _changed(request: Request, action: Action) -> Response:
    keys = desk_of(request).keys
    async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES) as form:
        given = form.get("csrf") or request.headers.get("x-csrf-token", "")
        if not isinstance(given, str) or not keys.made(given):
            raise NotFromOurPage
        return await run_in_threadpool(action, request, form)


async def _told(request: Request, work: Awaitable[Response]) -> Response:
    """Give the answer, or say why there is none."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        status, line = told(error, words_for(request))
        return show(request, "refused.html", status=status, dossier=_about(request), line=line)


def _about(request: Request) -> Dossier | None:
    """Find the event that an address is about, if it is there: its other pages may help."""
    try:
        return dossier_of(request) if "key" in request.path_params else None
    except (NotHere, OSError):
        return None


def text_in(form: FormData, name: str) -> str:
    """Get what was typed into a field; a file is none."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def secret_in(form: FormData, name: str) -> str:
    """Get a password that was typed into a field: every blank of it counts."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def files_in(form: FormData, name: str) -> list[UploadFile]:
    """Get the files that were handed in by a field; raises `NotTakenUp` where there are none."""
    found = [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]
    if not found:
        raise NotTakenUp("no_file")
    return found


def file_in(form: FormData, name: str) -> UploadFile:
    """Get the one file that was handed in by a field; raises `NotTakenUp` where there is none."""
    return files_in(form, name)[-1]
