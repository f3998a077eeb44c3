"""Two kinds of addresses: pages, which change nothing, and changes, asked for by our pages only."""

import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from matchmaker.system import refusal
from matchmaker.web.desk import NotHere, desk_of
from matchmaker.web.door import TooMuch
from matchmaker.web.showing import show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import NotTakenUp, why_refused

MOST_FIELDS, MOST_FILES = 100, 20
Answer = Callable[[Request], Response]
Action = Callable[[Request, FormData], Response]


class NotFromOurPage(Exception):  # noqa: N818 - nothing went wrong
    """A change is asked for without what only our pages know."""


REFUSALS: dict[type[Exception], int] = {
    NotHere: 404,
    NotFromOurPage: 403,
    TooMuch: 413,
    NotTakenUp: 422,
}
WHY = {404: "not_here", 403: "not_from_our_page", 413: "too_large"}


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
    except HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        status, line = _why(request, error)
        return show(request, "refused.html", status=status, line=line)


def _why(request: Request, error: Exception) -> tuple[int, str]:
    """Say what is in the way."""
    say = words_for(request)
    status = next((code for kind, code in REFUSALS.items() if isinstance(error, kind)), 0)
    if status:
        code = error.code if isinstance(error, NotTakenUp) else WHY[status]
        return status, say(f"web.refused.{code}")
    status, (key, parameters) = _why_not_done(error)
    return status, say(key, **parameters)


def _why_not_done(error: Exception) -> tuple[int, tuple[str, dict[str, str]]]:
    """Tell why a use case did not go on: it says so, the disk does, or it is a fault of ours."""
    if said := why_refused(error):
        return 409, said
    if isinstance(error, OSError):
        return 409, refusal(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return 500, ("cli.bug", {"kind": type(error).__name__, "place": place})


def text_in(form: FormData, name: str) -> str:
    """Get what was typed into a field; a file is none."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
