"""Why something is not done: the page refuses it, a use case, the disk; or a fault of ours."""

from starlette.exceptions import HTTPException

from matchmaker.bugs import origin
from matchmaker.system import refusal
from matchmaker.text import Words
from matchmaker.workflow import NotTakenUp, why_refused


class Refused(Exception):  # noqa: N818 - nothing went wrong
    """The page does not do something.

    Parameters
    ----------
    code : str
        The sentence that says why, under `web.refused`.
    status : int
        The status of the answer.
    """

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code, status)
        self.code = code
        self.status = status


class NotHere(Refused):
    """There is nothing under a key."""

    def __init__(self) -> None:
        super().__init__("not_here", 404)


class TooMuch(Refused):
    """More is handed in than is taken."""

    def __init__(self) -> None:
        super().__init__("too_large", 413)


class NotFromOurPage(Refused):
    """A change is asked for without what only our pages know."""

    def __init__(self) -> None:
        super().__init__("not_from_our_page", 403)


class Stale(Refused):
    """Something else has been done since the page was shown."""

    def __init__(self) -> None:
        super().__init__("stale", 409)


def told(error: Exception, say: Words) -> tuple[int, str]:
    """Say why something is not done, and with which status."""
    if isinstance(error, NotTakenUp):
        return 422, say(f"web.refused.{error.code}")
    if isinstance(error, HTTPException):  # what was sent cannot be read as a form
        return error.status_code, say("web.refused.not_understood")
    if isinstance(error, Refused):
        return error.status, say(f"web.refused.{error.code}")
    status, (key, parameters) = why_not_done(error)
    return status, say(key, **parameters)


def why_not_done(error: Exception) -> tuple[int, tuple[str, dict[str, str]]]:
    """Tell why a use case did not go on: it says so, the disk does, or it is a fault of ours."""
    if said := why_refused(error):
        return 409, said
    if isinstance(error, OSError):
        return 409, refusal(error)
    return 500, ("cli.bug", {"kind": type(error).__name__, "place": origin(error)})
