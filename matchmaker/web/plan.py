"""Plan: one button, what the planner reaches while it searches, and how good the plan is."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from matchmaker.answers import answers
from matchmaker.figures import date_time, number
from matchmaker.news import rerun_lines
from matchmaker.record import Plan
from matchmaker.summary import created_at
from matchmaker.text import Words
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.lists import lists_of
from matchmaker.web.refusals import NotHere
from matchmaker.web.routes import file_in, text_in
from matchmaker.web.running import Run
from matchmaker.web.showing import go_to, page_of, show, workbook
from matchmaker.web.speaking import words_for
from matchmaker.web.wanted import Wanted
from matchmaker.workflow import Dossier, Lists

SECONDS, RERUN_SECONDS = 60, 20
"""How long a run takes if nobody says otherwise."""
LONGEST = 3600
SCHEDULE = "schedule.xlsx"
REFRESH = 0.25
"""Seconds between two looks at a run."""


def plan(request: Request) -> Response:
    """Show the button; a run that is under way; or what came of the last."""
    dossier, say = dossier_of(request), words_for(request)
    run = desk_of(request).runs.get(dossier.key)
    is_running = run is not None and run.is_running
    newest = dossier.version()
    made = plan_of(request, dossier) if newest else None
    is_told = _is_told(dossier)
    lists = None if is_running else lists_of(request, dossier)
    return show(
        request,
        "plan.html",
        dossier=dossier,
        tab="plan",
        is_sound=lists is None or lists.event is not None,
        is_running=is_running,
        ended=_told(run, say),
        version=_version_line(newest.name, made, say) if newest and made else "",
        answers=answers(made, say) if made else (),
        news=rerun_lines(made, say) if made and made.base else (),
        is_behind=_is_behind(made, lists),
        seconds=usual_seconds(dossier),
        is_told=is_told,
        longest=LONGEST,
        edits=_edits(run, say),
        can_edit=newest is not None,
        again=run is not None and (run.ended or {}).get("ended") in {"unchanged", "nothing_better"},
    )


def _is_behind(made: Plan | None, lists: Lists | None) -> bool:
    """Whether the lists are not those any more that the plan was made of."""
    return made is not None and lists is not None and lists.source != made.source


def plan_of(request: Request, dossier: Dossier, name: str | None = None) -> Plan:
    """Read a plan, once: a version never changes. Raises `NotHere` if there is none."""
    made = desk_of(request).plan(dossier, name)
    if made is None:
        raise NotHere
    return made


def _version_line(name: str, made: Plan, say: Words) -> str:
    return say("web.plan.version", version=name, when=date_time(created_at(made), say))


def _is_told(dossier: Dossier) -> bool:
    """Whether people have been told a plan, so that a new one keeps it."""
    return any(version.published for version in dossier.versions())


def usual_seconds(dossier: Dossier) -> int:
    """Tell how long a run takes if nobody says otherwise."""
    return RERUN_SECONDS if _is_told(dossier) else SECONDS


def _told(run: Run | None, say: Words) -> str:
    """Say what came of a run, where it is not plain to see."""
    ended = run.ended if run else None
    if not ended or ended["ended"] == "planned":
        return ""
    if ended["ended"] == "refused":
        return say(ended["key"], **ended["parameters"])
    named = {name: ended.get(name, "") for name in ("version", "folder")}
    return say(f"web.plan.ended.{ended['ended']}", **named)


def _edits(run: Run | None, say: Words) -> list[tuple[str, str]]:
    """Say what of the changes by hand cannot stand: where, and why."""
    issues = (run.ended or {}).get("issues", ()) if run else ()
    return [(place, say(f"issue.{code}", **named)) for place, code, named in issues]


def schedule(request: Request) -> Response:
    """Hand out the schedule of the newest version, to be edited in Excel."""
    dossier = dossier_of(request)
    version = dossier.version()
    path = version.path / SCHEDULE if version else None
    if version is None or path is None or not path.is_file():
        raise NotHere
    return workbook(path.read_bytes(), f"{dossier.name}-{version.name}.xlsx")


def edited(request: Request, form: FormData) -> Response:
    """Plan the rest around what was changed by hand in a schedule."""
    dossier, desk = dossier_of(request), desk_of(request)
    given = file_in(form, "schedule")
    if dossier.version() is None:
        raise NotHere
    path = desk.lay_down(SCHEDULE, given.file.read())
    wanted = Wanted(seconds=usual_seconds(dossier), edited=str(path))
    desk.run(dossier.key, lambda: Run(dossier.workbook, wanted))
    return go_to(page_of(dossier, "plan"))


def begin(request: Request, form: FormData) -> Response:
    """Start the planner, unless it runs already."""
    dossier, desk = dossier_of(request), desk_of(request)
    typed = text_in(form, "seconds")
    given = int(typed) if typed.isascii() and typed.isdecimal() else SECONDS
    seconds = min(max(given, 1), LONGEST)
    again = text_in(form, "again") == "yes"
    wanted = Wanted(seconds=seconds, again=again)
    desk.run(dossier.key, lambda: Run(dossier.workbook, wanted))
    return go_to(page_of(dossier, "plan"))


def take(request: Request, _form: FormData) -> Response:
    """Take what is there."""
    dossier = dossier_of(request)
    run = desk_of(request).runs.get(dossier.key)
    if run is not None:
        run.stop()
    return go_to(page_of(dossier, "plan"))


def progress(request: Request) -> Response:
    """Tell how the run stands, again and again, until it is over."""
    run = desk_of(request).runs.get(request.path_params["key"])
    if run is None:
        raise NotHere
    return StreamingResponse(_sent(request, run), media_type="text/event-stream")


async def _sent(request: Request, run: Run) -> AsyncIterator[str]:
    say, closing, last = words_for(request), desk_of(request).is_closing, ""
    while not closing.is_set():
        seen = run.seen()
        line = json.dumps(_said(seen, say))
        if line != last:
            yield f"data: {line}\n\n"
        if seen["is_over"]:
            return
        last = line
        await asyncio.sleep(REFRESH)


def _said(seen: dict[str, object], say: Words) -> dict[str, object]:
    """Put how a run stands into words."""
    left = seen["left"]
    is_searching = seen["step"] == "searching" and isinstance(left, int)
    key = "searching" if is_searching else str(seen["step"] if left is None else "stopping")
    rows = seen["rows"]
    shown = [_row(row, say) for row in rows] if isinstance(rows, list) else []
    line = say(f"web.plan.step.{key}", left=number(left, say) if isinstance(left, int) else "")
    return {**seen, "line": line, "rows": shown}


def _row(row: dict[str, object], say: Words) -> list[str]:
    figures = (row["value"], row["bound"])
    told = (number(one, say) if isinstance(one, int) else "–" for one in figures)
    return [say(f"aim.{row['aim']}"), say(f"stage.{row['stage']}"), *told]
