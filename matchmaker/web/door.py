"""The door: who may come in, with what, and what every answer tells the browser to refuse."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from matchmaker.text import words
from matchmaker.web.keys import Keys
from matchmaker.web.refusals import TooMuch
from matchmaker.web.speaking import language_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_BYTES = 100_000_000
"""The most that is taken of what somebody hands in; what is in it has limits of its own."""
OURS = frozenset({"same-origin", "none"})
"""From where browsers say that a request comes: our own pages, or the organiser's own hand."""
READING = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With `no-referrer` browsers hide the origin of a form, too, which is what we ask about.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Door:
    """Let in whoever came by the address of this start.

    Parameters
    ----------
    app : callable
        What is behind the door.
    keys : Keys
        The secrets of this start.
    first : str
        Where the address of the start leads.
    """

    def __init__(self, app: App, keys: Keys, first: str = "/") -> None:
        self._app = app
        self._keys = keys
        self._first = first

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket, of which we have none
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._at_the_door(Request(scope))
        inside = answer or self._app
        await inside(scope, _no_more_than(MOST_BYTES, receive), _with_headers(send))

    def _at_the_door(self, request: Request) -> Response | None:
        """Answer whoever does not come in; None: let them in."""
        if refused := self._why_foreign(request):
            return _refuse(request, refused)
        token = request.query_params.get("token")
        if token is not None:
            return self._welcome(request, token)
        if not self._keys.knows(request.cookies.get(self._keys.cookie, "")):
            return _refuse(request, "no_key")
        return _refuse(request, "too_large", 413) if _is_too_much(request) else None

    def _why_foreign(self, request: Request) -> str:
        """Tell what shows that a request is not from a page of ours; empty: nothing does."""
        headers = request.headers
        origins = headers.getlist("origin")
        if headers.getlist("host") != [self._keys.host]:
            return "foreign_host"
        if origins not in ([self._keys.origin], []) or (
            not origins and request.method not in READING
        ):
            return "foreign_origin"
        if headers.get("sec-fetch-site", "none") not in OURS:
            return "foreign_origin"
        return ""

    def _welcome(self, request: Request, token: str) -> Response:
        """Give the cookie for the token, and an address without it."""
        if request.method != "GET" or not self._keys.open_with(token):
            return _refuse(request, "no_key")
        answer = RedirectResponse(self._first, status_code=303)
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.set_cookie(
            self._keys.cookie, self._keys.session, httponly=True, samesite="strict", path="/"
        )
        return answer


def _refuse(request: Request, why: str, status: int = 403) -> Response:
    """Say why somebody is not let in."""
    say = words(language_of(request))
    return PlainTextResponse(say(f"web.refused.{why}"), status)


def _is_too_much(request: Request) -> bool:
    told = request.headers.get("content-length", "0")
    return not told.isascii() or not told.isdecimal() or int(told) > MOST_BYTES


def _no_more_than(most: int, receive: Receive) -> Receive:
    """Stop to listen to whoever says no length, or a wrong one, and does not come to an end."""
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch
        return message

    return received


def _with_headers(send: Send) -> Send:
    """Send with every answer what the browser is to refuse; an answer may know better."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
