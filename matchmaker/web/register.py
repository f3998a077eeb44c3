"""Someone registers late: asked for on a small form, written into the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.events import Event, Level, Participant
from matchmaker.web.corrections import NOT_WRITTEN, why_rows_not_written
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.lists import lists_of
from matchmaker.web.refusals import NotHere
from matchmaker.web.routes import text_in
from matchmaker.web.showing import go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import (
    LATECOMER,
    Dossier,
    Flaw,
    NotCorrected,
    key_of,
    latecomer_of,
    look_among,
    register,
    seen_now,
)

MOST_FOUND = 12
"""How many people are listed; who is not among them is found by more letters."""
Fields = FormData | QueryParams
LEVELS = tuple(level.name.lower() for level in sorted(Level, reverse=True))
"""How much a wish may matter, as it is chosen; the most comes first."""
USUAL = Level.NORMAL.name.lower()


@dataclass(frozen=True)
class WishedPerson:
    """Somebody who can be wished, what they are chosen by, and how much they are wished."""

    key: str
    person: Participant
    level: str


def form(request: Request) -> Response:
    """Ask for whoever registers late."""
    dossier = dossier_of(request)
    return _shown(request, dossier, dict.fromkeys(LATECOMER, ""), ())


def _shown(
    request: Request,
    dossier: Dossier,
    typed: Mapping[str, str],
    chosen: Sequence[WishedPerson],
    *,
    flaws: Mapping[str, Flaw] | None = None,
    refused: str = "",
) -> Response:
    say, event = words_for(request), lists_of(request, dossier).event
    wrong = {name: say(flaw.key, **flaw.parameters) for name, flaw in (flaws or {}).items()}
    return show(
        request,
        "register.html",
        status=409 if refused else 200,
        dossier=dossier,
        tab="lists",
        here=page_of(dossier, "register"),
        is_sound=event is not None,
        typed=typed,
        wrong=wrong,
        wrongs=[(name, say(f"column.participants.{name}"), why) for name, why in wrong.items()],
        organisations=_organisations(event) if event else [],
        levels=LEVELS,
        chosen=chosen,
        found=(),
        others=0,
        is_asked=False,
        seen=_seen(dossier),
        refused=refused,
    )


def _seen(dossier: Dossier) -> str:
    try:
        return seen_now(dossier)
    except NotCorrected:
        raise NotHere from None


def _organisations(event: Event) -> list[str]:
    return sorted({person.organisation for person in event.participants}, key=str.casefold)


def _chosen(event: Event, fields: Fields) -> list[WishedPerson]:
    """Find those who are ticked by now; whoever is no longer there is left out."""
    people = (event.participant[one] for one in event.registered)
    known = {key_of(person): person for person in people}
    ticked = [key for key in dict.fromkeys(fields.getlist("wish")) if key in known]
    return [_wished(known[str(key)], fields) for key in ticked]


def _wished(person: Participant, fields: Fields) -> WishedPerson:
    """Find how much somebody is wished; what is none of the levels is as usual."""
    key = key_of(person)
    level = fields.get(f"level-{key}")
    return WishedPerson(key, person, level if level in LEVELS else USUAL)


def people(request: Request) -> Response:
    """List whoever is meant by what is typed, below those who are ticked."""
    dossier = dossier_of(request)
    event, asked = lists_of(request, dossier).event, request.query_params
    if event is None:
        raise NotHere
    chosen = _chosen(event, asked)
    known = {one.key for one in chosen}
    found = [_wished(one, asked) for one in look_among(event, asked.get("q", ""))]
    new = [one for one in found if one.key not in known]
    return show(
        request,
        "wishes.html",
        levels=LEVELS,
        chosen=chosen,
        found=new[:MOST_FOUND],
        others=len(new) - MOST_FOUND,
        is_asked=bool(asked.get("q", "").strip()),
    )


def write(request: Request, form: FormData) -> Response:
    """Write somebody into the lists, if all of it is sound."""
    dossier, say = dossier_of(request), words_for(request)
    event = lists_of(request, dossier).event
    if event is None:
        return _shown(request, dossier, dict.fromkeys(LATECOMER, ""), ())
    typed = {name: text_in(form, name) for name in LATECOMER}
    chosen = _chosen(event, form)
    wishes = {one.person.id: Level[one.level.upper()] for one in chosen}
    somebody, flaws = latecomer_of(typed, wishes, event)
    if flaws:
        return _shown(request, dossier, typed, chosen, flaws=flaws)
    try:
        made = register(dossier, event, somebody, text_in(form, "seen"))
    except NOT_WRITTEN as error:
        why = why_rows_not_written(error, say)
        return _shown(request, dossier, typed, chosen, refused=why)
    desk_of(request).corrections.setdefault(dossier.key, []).append(made)
    return go_to(page_of(dossier, "lists"))
