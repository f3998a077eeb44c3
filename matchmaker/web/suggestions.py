"""Suggestions: who might want to meet whom; a wish is only what the organiser takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.events import Event, Participant
from matchmaker.figures import count
from matchmaker.suggesting.suggestions import NothingToCompare, Suggestion, check_profiles
from matchmaker.text import Words
from matchmaker.web.corrections import NOT_WRITTEN, why_not_written
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.handles import Handles
from matchmaker.web.lists import lists_of
from matchmaker.web.refusals import told
from matchmaker.web.routes import text_in
from matchmaker.web.showing import show
from matchmaker.web.speaking import words_for
from matchmaker.web.suggesting import Suggesting
from matchmaker.whereabouts import id_and_name
from matchmaker.workflow import (
    Dossier,
    SavedMeanwhile,
    Suggested,
    can_correct,
    correct,
    take_back,
    take_suggestion,
    why_suggested,
)

Change = Callable[[Request, Dossier, Suggesting, str], None]


@dataclass(frozen=True)
class ListedSuggestion:
    """A suggestion, as the page shows it.

    Parameters
    ----------
    handle : str
        What it is chosen by.
    suggestion : Suggestion
        As whoever is named first sees it.
    event : Event
        Who is who.
    words : Words
        The language.
    is_taken : bool
        Whether it was taken here.
    is_turned : bool
        Whether it is seen from the other side.
    refused : str
        Why it was not taken, or given back; empty: it was not asked for.
    """

    handle: str
    suggestion: Suggestion
    event: Event
    words: Words
    is_taken: bool
    is_turned: bool
    refused: str = ""

    @property
    def one(self) -> Participant:
        """Who is named first."""
        return self.event.participant[self.suggestion.source]

    @property
    def other(self) -> Participant:
        """Whom they might want to meet."""
        return self.event.participant[self.suggestion.target]

    @property
    def why(self) -> str:
        """What speaks for it."""
        return why_suggested(self.suggestion, self.words)


def page(request: Request) -> Response:
    """Show the page around the suggestions, which come by themselves."""
    dossier = dossier_of(request)
    return show(request, "suggestions.html", dossier=dossier, tab="look")


def found(request: Request) -> Response:
    """Show the suggestions for a person, or for all; or say why there are none.

    That is a part of a page: whatever goes wrong, it is this part that says so.
    """
    dossier, say = dossier_of(request), words_for(request)
    try:
        return _found(request, dossier)
    except NothingToCompare:
        line = say("suggest.nothing_to_compare")
    except Exception as error:  # noqa: BLE001 - it is told
        line = told(error, say)[1]
    return show(request, "suggested_not.html", dossier=dossier, line=line)


def _found(request: Request, dossier: Dossier) -> Response:
    """Show what there is; while suggestions are made, how far that is."""
    key, say = request.query_params.get("person", ""), words_for(request)
    suggesting = _suggesting(request, dossier)
    if suggesting is None:
        line = say("suggest.refused")
        return show(request, "suggested_not.html", dossier=dossier, line=line, is_wrong=True)
    if suggesting.is_running:
        line = say(f"web.suggest.step.{suggesting.step}")
        return show(request, "suggesting.html", dossier=dossier, key=key, line=line, polls=True)
    suggested = suggesting.suggested
    if suggested is None:
        desk_of(request).forget_suggestions(dossier.key)
        line = _why_none(suggesting, say)
        return show(request, "suggested_not.html", dossier=dossier, line=line)
    if key:
        return _of_person(request, dossier, suggesting, key)
    return _of_all(request, dossier, suggesting, suggested)


def _suggesting(request: Request, dossier: Dossier) -> Suggesting | None:
    """Give the suggestions for the lists as they stand, or begin to make them.

    None where the lists have errors; raises `NothingToCompare`.
    """

    def begin() -> Suggesting | None:
        fingerprint = dossier.fingerprint
        event = lists_of(request, dossier).event
        if event is None:
            return None
        check_profiles(event)
        return Suggesting(dossier.workbook, event, fingerprint)

    return desk_of(request).suggest(dossier, begin)


def _why_none(suggesting: Suggesting, say: Words) -> str:
    """Say why there are none."""
    ended = suggesting.ended or {}
    if ended.get("ended") == "refused":
        return say(ended["key"], **ended["parameters"])
    return say(f"web.suggest.{ended.get('ended')}")


def _of_person(request: Request, dossier: Dossier, suggesting: Suggesting, key: str) -> Response:
    person, say = Handles(suggesting.event).person(key), words_for(request)
    offered = [
        _offered(suggesting, handle, say, is_turned=one.target == person)
        for handle, one in suggesting.by_handle.items()
        if person in one.pair
    ]
    return show(
        request,
        "suggested_to.html",
        dossier=dossier,
        offered=offered,
        can_take=can_correct(dossier),
    )


def _offered(
    suggesting: Suggesting, handle: str, say: Words, *, is_turned: bool
) -> ListedSuggestion:
    one, is_taken = suggesting.by_handle[handle], handle in suggesting.taken
    seen = one.turned if is_turned else one
    return ListedSuggestion(
        handle, seen, suggesting.event, say, is_taken=is_taken, is_turned=is_turned
    )


def _of_all(
    request: Request, dossier: Dossier, suggesting: Suggesting, suggested: Suggested
) -> Response:
    """List those for people who wish nobody, and the others."""
    say, event, wishless = words_for(request), suggesting.event, {*suggested.wishless}
    first: list[ListedSuggestion] = []
    others: list[ListedSuggestion] = []
    for handle, one in suggesting.by_handle.items():
        group = others if wishless.isdisjoint(one.pair) else first
        is_turned = one.target in wishless and one.source not in wishless
        group.append(_offered(suggesting, handle, say, is_turned=is_turned))
    unserved = ((name, getattr(suggested, name)) for name in ("without", "thin"))
    return show(
        request,
        "suggested.html",
        dossier=dossier,
        summary=suggested.sentence(say) if suggested.suggestions else say("web.suggest.nobody"),
        first=first,
        others=others,
        unserved=[_unserved(name, people, event, say) for name, people in unserved if people],
        can_take=can_correct(dossier),
    )


def _unserved(name: str, people: Iterable[str], event: Event, say: Words) -> str:
    names = [id_and_name(person, event) for person in people]
    return say(f"suggest.{name}", count=count("people", len(names), say), people=", ".join(names))


def take(request: Request, form: FormData) -> Response:
    """Make a suggestion a wish, in the workbook."""
    return _changed(request, form, _take)


def give_back(request: Request, form: FormData) -> Response:
    """Make a suggestion that was taken none again."""
    return _changed(request, form, _give_back)


def _changed(request: Request, form: FormData, change: Change) -> Response:
    """Change the workbook, unless it is not as it was any more, and show what stands there now."""
    dossier, handle, say = dossier_of(request), text_in(form, "which"), words_for(request)
    suggesting, refused = desk_of(request).suggesting.get(dossier.key), ""
    if suggesting is None or suggesting.is_running or handle not in suggesting.by_handle:
        return show(request, "not_taken.html", line=say("web.suggest.saved_meanwhile"))
    with suggesting.lock:
        try:
            change(request, dossier, suggesting, handle)
            suggesting.fingerprint = dossier.fingerprint
        except NOT_WRITTEN as error:
            refused = why_not_written(error, say, "web.suggest")
    is_turned = text_in(form, "turned") == "yes"
    offered = replace(_offered(suggesting, handle, say, is_turned=is_turned), refused=refused)
    return show(request, "taken.html", dossier=dossier, one=offered, can_take=True, is_changed=True)


def _take(request: Request, dossier: Dossier, suggesting: Suggesting, handle: str) -> None:
    if handle in suggesting.taken:
        return
    made = take_suggestion(
        dossier, suggesting.by_handle[handle], suggesting.event, suggesting.fingerprint
    )
    desk_of(request).corrections.setdefault(dossier.key, []).append(made)
    suggesting.taken[handle] = made


def _give_back(request: Request, dossier: Dossier, suggesting: Suggesting, handle: str) -> None:
    """Give the workbook back as it was, or take the cross away where more was done since."""
    made = suggesting.taken.get(handle)
    if made is None:
        return
    if dossier.fingerprint != suggesting.fingerprint:
        raise SavedMeanwhile
    written = desk_of(request).corrections[dossier.key]
    if written[-1] is made:
        take_back(dossier, made)
        written.pop()
    else:
        sheet, _, cell = made.parameters["cell"].rpartition("!")
        written.append(correct(dossier, sheet, cell, "", written[-1].after))
    del suggesting.taken[handle]
