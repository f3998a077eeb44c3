"""Lists: what is wrong in the workbook, by cause, what matters most first."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.figures import number
from matchmaker.fulfilment import wishes_of
from matchmaker.issues import Issue, Severity
from matchmaker.mistakes import Mistake, count_line, mistakes_of
from matchmaker.summary import tables_in_words
from matchmaker.text import Words
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.desktop import can_open_files, open_file
from matchmaker.web.showing import go_to, page_of, show, workbook
from matchmaker.web.speaking import words_for
from matchmaker.workflow import (
    Dossier,
    Lists,
    NotMarked,
    NotTakenUp,
    can_correct,
    marked_copy,
    name_of_copy,
    outline_in,
    spellings_of,
)

SHOWN = 5
"""How many places of one cause are seen at once; the others when they are asked for."""


@dataclass(frozen=True)
class ListedMistake:
    """Issues of one cause, as the page shows them."""

    mistake: Mistake

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.mistake.severity

    @property
    def first(self) -> list[tuple[Issue, str]]:
        """The first places, each with what is wrong there."""
        return [(issue, self.mistake.wrong(issue)) for issue in self.mistake.issues[:SHOWN]]

    @property
    def others(self) -> list[tuple[Issue, str]]:
        """The other places."""
        return [(issue, self.mistake.wrong(issue)) for issue in self.mistake.issues[SHOWN:]]

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do; several things only where it is not the same everywhere."""
        return tuple(dict.fromkeys(self.mistake.advice(issue) for issue in self.mistake.issues))


def lists_of(request: Request, dossier: Dossier) -> Lists:
    """Read an event, once for as long as its workbook is not saved again."""
    return desk_of(request).lists(dossier)


def causes_of(issues: Iterable[Issue], say: Words) -> list[ListedMistake]:
    """Group what is wrong by its cause, what matters most first."""
    return [ListedMistake(mistake) for mistake in reversed(mistakes_of(issues, say))]


def lists(request: Request) -> Response:
    """Show what is wrong."""
    return lists_shown(request, dossier_of(request))


def lists_shown(request: Request, dossier: Dossier, *, refused: str = "") -> Response:
    """Show what is wrong in an event, and why something was not written."""
    say = words_for(request)
    seen, read = dossier.fingerprint, lists_of(request, dossier)
    return show(
        request,
        "lists.html",
        status=409 if refused else 200,
        dossier=dossier,
        tab="lists",
        seen=seen,
        spellings_of=spellings_of,
        refused=refused,
        causes=causes_of(read.issues, say),
        summary=count_line(read.issues, say),
        figures=_figures(request, read),
        is_sound=read.event is not None,
        can_mark=any(issue.place.sheet for issue in read.issues),
        can_open=can_open_files(),
        can_correct=can_correct(dossier),
        is_without_outline=read.event is None and _is_without_outline(dossier),
        corrected=desk_of(request).corrections.get(dossier.key, [])[-1:],
    )


def _is_without_outline(dossier: Dossier) -> bool:
    """Whether there are no times, or no tables yet."""
    return can_correct(dossier) and not outline_in(dossier.workbook).is_whole


def _figures(request: Request, read: Lists) -> list[tuple[str, str]]:
    """Count what the event consists of; nothing while there are errors."""
    event, say = read.event, words_for(request)
    if event is None:
        return []
    counts = {
        "people": number(len(event.registered), say),
        "wishes": number(len(wishes_of(event)), say),
        "slots": number(len(event.slots), say),
        "tables": tables_in_words(event, say),
    }
    return [(say(f"web.lists.{name}"), count) for name, count in counts.items()]


def saved(request: Request) -> Response:
    """Let the browser show the lists again as soon as the workbook is another one."""
    dossier = dossier_of(request)
    if dossier.fingerprint == request.query_params.get("seen", ""):
        return Response(status_code=204)
    lists_of(request, dossier)  # it is read before the page is asked for: nobody waits for it
    return Response(status_code=204, headers={"HX-Refresh": "true"})


def edit(request: Request, _form: FormData) -> Response:
    """Open the workbook where it is corrected."""
    dossier = dossier_of(request)
    if not can_open_files():
        raise NotTakenUp("no_desktop")
    open_file(dossier.workbook)
    return go_to(page_of(dossier, "lists"))


def marked(request: Request) -> Response:
    """Hand out a copy in which every mistake is marked at its cell."""
    dossier, say = dossier_of(request), words_for(request)
    try:
        copy = marked_copy(dossier.workbook, lists_of(request, dossier).issues, say)
    except NotMarked as fault:
        line = _why_not_marked(request, dossier, fault)
        return show(request, "refused.html", status=409, line=line)
    return workbook(copy, name_of_copy(dossier.workbook, say).name)


def _why_not_marked(request: Request, dossier: Dossier, fault: NotMarked) -> str:
    say = words_for(request)
    if not fault.code:
        return say("cli.not_annotated", path=dossier.workbook.name)
    reason = say(f"issue.{fault.code}", **fault.parameters)
    return say("cli.too_large_to_annotate", reason=reason)
