"""How a page is made of a template: in the language of the browser, whatever is in it as text."""

from functools import cache, partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from matchmaker.figures import number
from matchmaker.terminal import counted
from matchmaker.text import languages
from matchmaker.web.desk import desk_of
from matchmaker.web.speaking import words_for
from matchmaker.workflow import Dossier

TABS = ("lists", "plan", "look", "by-hand", "hand-out", "day")
"""The pages of one event, in the order in which they are needed."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@cache
def environment() -> Environment:
    """Give what fills our templates in."""
    return Environment(
        loader=PackageLoader("matchmaker.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def show(
    request: Request,
    template: str,
    *,
    status: int = 200,
    dossier: Dossier | None = None,
    tab: str = "",
    **fields: object,
) -> HTMLResponse:
    """Show a page.

    Parameters
    ----------
    request : Request
        What it answers.
    template : str
        Its file.
    status : int
        The status of the answer.
    dossier : Dossier, optional
        The event that it is about.
    tab : str
        Which of `TABS` it is; empty: none of them.
    fields
        What the template names; `here`: where it is shown again in another language, if that is
        not where it was asked for.
    """
    text = filled(
        request,
        template,
        languages=languages(),
        folder=desk_of(request).folder.resolve(),
        dossier=dossier,
        tab=tab,
        tabs=TABS,
        **{"here": _here(request, dossier, tab), **fields},
    )
    return HTMLResponse(text, status)


def _here(request: Request, dossier: Dossier | None, tab: str) -> str:
    """Tell where a page is shown again; of a change, which is no page, where it was asked for."""
    if request.method in {"GET", "HEAD"}:
        query = request.url.query
        return f"{request.url.path}?{query}" if query else request.url.path
    return page_of(dossier, tab or TABS[0]) if dossier else "/"


def filled(request: Request, template: str, **fields: object) -> str:
    """Fill in a template, or a part of one, in the language of the browser."""
    say = words_for(request)
    text = (
        environment()
        .get_template(template)
        .render(
            say=say,
            language=say.language,
            number=partial(number, words=say),
            counted=partial(counted, say),
            csrf=desk_of(request).keys.csrf,
            **fields,
        )
    )
    return printable(text)


def printable(text: str) -> str:
    """Replace what cannot be sent: half a character, of a name that is damaged."""
    return text.encode("utf-8", "replace").decode()


def go_to(path: str) -> RedirectResponse:
    """Lead to a page after something was done, so that going back does it no second time."""
    return RedirectResponse(path, status_code=303)


def page_of(dossier: Dossier, tab: str) -> str:
    """Tell the address of a page of an event."""
    return f"/events/{dossier.key}/{tab}"


def shown_name(path: Path) -> str:
    """Name a file as it can be shown."""
    return printable(path.name)


def workbook(content: bytes, name: str) -> Response:
    """Let the browser keep a workbook."""
    return Response(content, media_type=WORKBOOK, headers=attached(name))


def attached(name: str) -> dict[str, str]:
    """Name a file that the browser is to keep, by whatever of its name can stand in a header."""
    return {"Content-Disposition": f"attachment; {_file_name(name)}"}


def inline(name: str) -> dict[str, str]:
    """Name a file that the browser is to show."""
    return {"Content-Disposition": f"inline; {_file_name(name)}"}


def _file_name(name: str) -> str:
    return f"filename*=UTF-8''{quote(name.encode('utf-8', 'replace'), safe='')}"
