"""What stands on every page: the switch of the language, and Quit."""

import time

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.text import languages
from matchmaker.web.desk import Desk, desk_of
from matchmaker.web.refusals import NotHere
from matchmaker.web.routes import text_in
from matchmaker.web.showing import go_to, show
from matchmaker.web.speaking import COOKIE

LAST_FILES = 0.7
"""Seconds in which a browser gets the style of the last page."""
A_YEAR = 365 * 24 * 60 * 60


def switch(_request: Request, form: FormData) -> Response:
    """Switch to another language, and stay on the page."""
    language, back = text_in(form, "language"), text_in(form, "back")
    if language not in languages():
        raise NotHere
    answer = go_to(back if _is_ours(back) else "/")
    answer.set_cookie(COOKIE, language, max_age=A_YEAR, httponly=True, samesite="strict")
    return answer


def _is_ours(path: str) -> bool:
    """Whether a path leads to a page of ours: two slashes would lead to another computer."""
    return path.startswith("/") and not path.startswith("//") and "\\" not in path


def _end(desk: Desk) -> None:
    """End when the browser has got what the last page is made with."""
    time.sleep(LAST_FILES)
    desk.end()


def leave(request: Request, _form: FormData) -> Response:
    """Say good-bye, then end."""
    answer = show(request, "ended.html")
    answer.background = BackgroundTask(_end, desk_of(request))
    return answer
