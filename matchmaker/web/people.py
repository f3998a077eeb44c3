"""People found by what is typed, each with the address of what is shown of them."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from matchmaker.record import Plan
from matchmaker.web.showing import show
from matchmaker.workflow import Dossier, PersonFound, look_for


def show_people(
    request: Request,
    dossier: Dossier,
    made: Plan,
    address: Callable[[PersonFound], str],
    *,
    most: int,
    is_planned: bool,
) -> Response:
    """List whoever is meant in a plan; nobody before anything is typed.

    Parameters
    ----------
    request : Request
        Says what is typed.
    dossier : Dossier
        The event.
    made : Plan
        Its plan.
    address : callable
        Where somebody is shown.
    most : int
        How many are listed; who is not among them is found by more letters.
    is_planned : bool
        Whether to tell how many meetings they have.
    """
    written = request.query_params.get("q", "").strip()
    found = look_for(made, written) if written else ()
    return show(
        request,
        "people.html",
        dossier=dossier,
        address=address,
        is_planned=is_planned,
        found=found[:most],
        others=len(found) - most,
        is_asked=bool(written),
    )
