"""Correct a cell on the page, or say which names are one organisation; and take it back."""

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.issues import Issue, Place
from matchmaker.text import Words
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.lists import lists_of, lists_shown
from matchmaker.web.refusals import NotHere, told
from matchmaker.web.routes import text_in
from matchmaker.web.showing import go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import (
    Dossier,
    HeldOpen,
    NotCorrected,
    SavedMeanwhile,
    correct,
    read_row,
    spellings_of,
    take_back,
    unite,
)

NOT_WRITTEN = (NotCorrected, HeldOpen, SavedMeanwhile, OSError)
"""Why a workbook is left as it is."""
SUGGESTIONS = ("suggestions", "suggestion")
"""What a sentence calls the words that may be meant."""


def cell(request: Request) -> Response:
    """Show a cell that is to be corrected, in its row."""
    sheet, name = (request.query_params.get(field, "") for field in ("sheet", "cell"))
    return _shown(request, dossier_of(request), sheet, name)


def _shown(
    request: Request,
    dossier: Dossier,
    sheet: str,
    name: str,
    *,
    typed: str | None = None,
    refused: str = "",
) -> Response:
    say = words_for(request)
    try:
        row = read_row(dossier, sheet, name)
    except NotCorrected:
        raise NotHere from None
    issues = [one for one in lists_of(request, dossier).issues if _is_at(one.place, sheet, name)]
    column = name.rstrip("0123456789")
    return show(
        request,
        "cell.html",
        status=409 if refused else 200,
        dossier=dossier,
        tab="lists",
        here=f"{page_of(dossier, 'lists')}/cell?{urlencode({'sheet': sheet, 'cell': name})}",
        sheet=sheet,
        cell=name,
        column=column,
        row=row,
        wrong=[(say(f"issue.{one.code}", **one.parameters), _advice(one, say)) for one in issues],
        suggestions=_suggested(issues),
        text=row.text_in(column) if typed is None else typed,
        refused=refused,
    )


def _is_at(place: Place, sheet: str, name: str) -> bool:
    return place.sheet == sheet and f"{place.column}{place.row}" == name


def _advice(issue: Issue, say: Words) -> str:
    return say(f"advice.{issue.code}", **issue.parameters)


def _suggested(issues: list[Issue]) -> list[str]:
    """List the words that may be meant."""
    told = (issue.parameters.get(key, "") for issue in issues for key in SUGGESTIONS)
    found = (word.strip() for words in told for word in words.split(";"))
    return list(dict.fromkeys(filter(None, found)))


def write(request: Request, form: FormData) -> Response:
    """Write the cell, if the workbook is still what was seen."""
    dossier, say = dossier_of(request), words_for(request)
    sheet, name, text = (text_in(form, field) for field in ("sheet", "cell", "text"))
    chosen = text_in(form, "chosen")
    try:
        made = correct(dossier, sheet, name, chosen or text, text_in(form, "seen"))
    except NOT_WRITTEN as error:
        why = why_not_written(error, say)
        return _shown(request, dossier, sheet, name, typed=chosen or text, refused=why)
    desk_of(request).corrections.setdefault(dossier.key, []).append(made)
    return go_to(page_of(dossier, "lists"))


def one_organisation(request: Request, form: FormData) -> Response:
    """Write that names are one organisation, if the workbook is still what was seen."""
    dossier = dossier_of(request)
    name, seen = text_in(form, "name"), text_in(form, "seen")
    try:
        made = unite(dossier, _spellings_with(name, request, dossier), name, seen)
    except NOT_WRITTEN as error:
        return lists_shown(request, dossier, refused=why_not_written(error, words_for(request)))
    desk_of(request).corrections.setdefault(dossier.key, []).append(made)
    return go_to(page_of(dossier, "lists"))


def _spellings_with(name: str, request: Request, dossier: Dossier) -> tuple[str, ...]:
    """Find the names of which this is said to be the right one; raises `SavedMeanwhile`."""
    for spellings in map(spellings_of, lists_of(request, dossier).issues):
        if name in spellings:
            return spellings
    raise SavedMeanwhile


def undo(request: Request, _form: FormData) -> Response:
    """Take the last correction back, if the workbook was not saved since."""
    dossier = dossier_of(request)
    corrections = desk_of(request).corrections.get(dossier.key, [])
    if not corrections:
        raise NotHere
    try:
        take_back(dossier, corrections[-1])
    except (HeldOpen, SavedMeanwhile) as error:
        line = why_not_written(error, words_for(request))
        return show(request, "refused.html", status=409, line=line)
    corrections.pop()
    return go_to(page_of(dossier, "lists"))


def why_rows_not_written(error: Exception, say: Words) -> str:
    """Say why nothing of a form is written; what was typed into it is shown again."""
    if isinstance(error, SavedMeanwhile):
        return say("web.correct.kept_meanwhile")
    return why_not_written(error, say)


def why_not_written(error: Exception, say: Words, section: str = "web.correct") -> str:
    """Say why a workbook is left as it is, in the sentences of a section, or of the disk."""
    if isinstance(error, OSError):
        return told(error, say)[1]
    sheet, column = (error.sheet, error.column) if isinstance(error, NotCorrected) else ("", "")
    named = {
        "sheet": say(f"sheet.{sheet}") if sheet else "",
        "column": say(f"column.{sheet}.{column}") if column else "",
    }
    return say(f"{section}.{_why(error)}", **named)


def _why(error: Exception) -> str:
    match error:
        case NotCorrected():
            return error.code
        case HeldOpen():
            return "held_open"
        case _:
            return "saved_meanwhile"
