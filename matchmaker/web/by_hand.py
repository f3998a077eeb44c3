"""Change by hand: every place of a meeting, what it changes there, and what forbids the others."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from matchmaker.editing import EditKind, NoSuchMeeting
from matchmaker.events import Event, Pair
from matchmaker.objections import edit_line, effect_line, fault_line
from matchmaker.record import Plan
from matchmaker.schedule import Place
from matchmaker.text import Words
from matchmaker.web.board import BareBoard, HandBoard
from matchmaker.web.desk import Desk, desk_of, dossier_of
from matchmaker.web.handles import Handles
from matchmaker.web.people import show_people
from matchmaker.web.plan import SCHEDULE, usual_seconds
from matchmaker.web.refusals import NotHere
from matchmaker.web.routes import text_in
from matchmaker.web.running import Run
from matchmaker.web.showing import environment, filled, go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.web.wanted import Wanted
from matchmaker.workflow import (
    BreaksRules,
    ChangedMeanwhile,
    Dossier,
    Editing,
    LostEdits,
    PersonFound,
    begun_slots,
    event_to_edit,
    log_of,
    make_edit,
    redo,
    save_edits,
    undo,
    version_edited,
    write_edited,
)
from matchmaker.workflow import discard as forget_edits

TAB = "by-hand"
MOST_FOUND = 12
"""How many people are listed; who is not among them is found by more letters."""
BEST = 8
"""How many places are listed, the best first; the others are on the board."""


def by_hand(request: Request) -> Response:
    """Show the meetings, and every place of the one that is chosen."""
    dossier = dossier_of(request)
    if dossier.version() is None:
        return show(request, "by_hand_not.html", dossier=dossier, tab=TAB, file="")
    try:
        editing = editing_of(desk_of(request), dossier)
    except LostEdits as lost:
        return show(request, "by_hand_not.html", dossier=dossier, tab=TAB, file=lost.file.name)
    pair, person = _asked(request, editing)
    return _shown(request, dossier, editing, pair, person)


def _asked(request: Request, editing: Editing) -> tuple[Pair | None, str | None]:
    """Find whose meeting is chosen, and who is looked at; None: nobody."""
    handles, asked = Handles(editing.event), request.query_params
    return handles.pair(asked.get("pair", "")), handles.person(asked.get("person", ""))


def places(request: Request) -> Response:
    """Give all that the board shows of a meeting that is chosen, if it is still the same board."""
    dossier = dossier_of(request)
    editing = editing_of(desk_of(request), dossier)
    pair, person = _asked(request, editing)
    if pair is None or request.query_params.get("stamp") != editing.log.stamp:
        raise NotHere
    board = HandBoard(board_of(desk_of(request), dossier, editing, words_for(request)), pair)
    with_person = board.handles.of_person(person) if person else ""
    panel = filled(
        request,
        "chosen.html",
        board=board,
        best=BEST,
        url=page_of(dossier, TAB),
        person_handle=with_person,
    )
    return JSONResponse({"panel": panel, "pair": board.handle, **board.marks})


def editing_of(desk: Desk, dossier: Dossier) -> Editing:
    """Read what is being changed: what was begun, or else the newest version; raises `NotHere`."""
    version = dossier.version(version_edited(dossier.plans) or None) or dossier.version()
    if version is None:
        raise NotHere
    made = desk.plan(dossier, version.name)
    if made is None:
        raise NotHere
    told = [one.name for one in dossier.versions() if one.published]
    event = _event(desk, dossier, made, is_told=told[-1:] == [version.name])
    editing = Editing(version, made, event, log_of(version, made))
    stamp = f"{editing.log.stamp} {id(event)}"  # what is kept holds its event: no other is there
    return desk.kept("editing", dossier.key, stamp, lambda: editing)


def _event(desk: Desk, dossier: Dossier, made: Plan, *, is_told: bool) -> Event:
    """Give the event to change the plan in, the same for as long as nothing else is known."""
    now = desk.lists(dossier).event
    fixed = {pin.pair for pin in (now or made.event).pins}
    stamp = f"{made.version} {made.created_at} {is_told} {begun_slots(made.event)} {sorted(fixed)}"
    return desk.kept(
        "to edit", dossier.key, stamp, lambda: event_to_edit(made, fixed, is_told=is_told)
    )


def _shown(
    request: Request,
    dossier: Dossier,
    editing: Editing,
    pair: tuple[str, str] | None,
    person: str | None,
    *,
    status: int = 200,
    refused: str = "",
) -> Response:
    say, event, newest = words_for(request), editing.event, dossier.version()
    board = HandBoard(board_of(desk_of(request), dossier, editing, say), pair)
    person_handle = board.handles.of_person(person) if person else ""
    return show(
        request,
        "by_hand.html",
        status=status,
        dossier=dossier,
        tab=TAB,
        here=_address(dossier, board.handle, person_handle),
        board=board,
        best=BEST,
        log=editing.log,
        done=[edit_line(edit, event, say) for edit in editing.log.edits],
        effect=effect_line(editing.effect, say) if editing.log.edits else "",
        newer=newest.name if newest and newest.name != editing.version.name else "",
        refused=refused,
        person=event.participant[person] if person else None,
        person_handle=person_handle,
        meetings_at=_meetings_at(request, dossier, board, person_handle),
        wanted=board.wanted_by(person) if person else (),
        theirs=board.sittings_of(person) if person else (),
    )


def board_of(desk: Desk, dossier: Dossier, editing: Editing, say: Words) -> BareBoard:
    """Give the board of what is being changed, once for as long as nothing is."""
    stamp = f"{say.language} {id(editing)}"  # what is kept holds its editing: no other is there
    return desk.kept("board", dossier.key, stamp, lambda: BareBoard(editing, say))


def _meetings_at(
    request: Request, dossier: Dossier, board: HandBoard, person: str
) -> Mapping[Place, str]:
    """Give the meetings of each place as they are shown: all but the chosen one are known."""
    bare, url = board.bare, page_of(dossier, TAB)
    told = f"&person={person}" if person else ""
    show_them = vars(environment().get_template("meeting.html").make_module())["seated"]

    def shown() -> tuple[BareBoard, Mapping[Place, str]]:
        return bare, {place: show_them(there, url, told) for place, there in bare.seated.items()}

    stamp = f"{person} {id(bare)}"  # what is kept holds its board: no other is there
    _, known = desk_of(request).kept("meetings at", dossier.key, stamp, shown)
    if board.meeting is None:
        return known
    place = board.meeting.when_and_where
    return {**known, place: show_them(bare.seated[place], url, told, board.handle)}


def guests(request: Request) -> Response:
    """List whoever is meant by what is typed."""
    dossier = dossier_of(request)
    made = editing_of(desk_of(request), dossier).plan

    def address(one: PersonFound) -> str:
        return f"{page_of(dossier, TAB)}?person={one.key}"

    return show_people(request, dossier, made, address, most=MOST_FOUND, is_planned=False)


def do(request: Request, form: FormData) -> Response:
    """Make a change, if nothing else was done since the page was shown."""
    dossier, say = dossier_of(request), words_for(request)
    editing = editing_of(desk_of(request), dossier)
    handles = Handles(editing.event)
    pair, person = handles.pair(text_in(form, "pair")), handles.person(text_in(form, "person"))
    edit = handles.edit(text_in(form, "do"), pair) if pair else None
    if pair is None or edit is None:
        raise NotHere
    try:
        _check(editing, form)
        make_edit(editing, edit)
    except BreaksRules as error:
        why = " ".join(fault_line(fault, editing.event, say) for fault in error.faults[:3])
        refused = say("web.by_hand.refused", why=why)
        return _shown(request, dossier, editing, pair, person, status=422, refused=refused)
    except (ChangedMeanwhile, NoSuchMeeting):
        refused = say("web.by_hand.stale", wanted=edit_line(edit, editing.event, say))
        return _shown(request, dossier, editing, pair, person, status=409, refused=refused)
    is_gone = edit.kind is EditKind.DELETE
    left = "" if is_gone else handles.of_pair(pair)
    return go_to(_address(dossier, left, text_in(form, "person")))


def _check(editing: Editing, form: FormData) -> None:
    """Find out whether the page that asks for something shows what there is."""
    if text_in(form, "stamp") != editing.log.stamp:
        raise ChangedMeanwhile


def _address(dossier: Dossier, pair: str, person: str) -> str:
    named = {"pair": pair, "person": person}
    query = urlencode({name: value for name, value in named.items() if value})
    return f"{page_of(dossier, TAB)}?{query}" if query else page_of(dossier, TAB)


def step_back(request: Request, form: FormData) -> Response:
    """Take the last change back, or make it again, or forget all of them."""
    dossier, what = dossier_of(request), text_in(form, "what")
    try:
        editing = editing_of(desk_of(request), dossier)
    except LostEdits:
        forget_edits(dossier.plans)
        return go_to(page_of(dossier, TAB))
    try:
        _check(editing, form)
        STEPS[what](editing)
    except KeyError:
        raise NotHere from None
    except ChangedMeanwhile:
        return _stale(request, dossier, editing)
    return go_to(_address(dossier, "", text_in(form, "person")))


STEPS: dict[str, Callable[[Editing], object]] = {
    "undo": undo,
    "redo": redo,
    "discard": lambda editing: forget_edits(editing.folder),
}


def _stale(request: Request, dossier: Dossier, editing: Editing) -> Response:
    refused = words_for(request)("web.by_hand.changed")
    return _shown(request, dossier, editing, None, None, status=409, refused=refused)


def save(request: Request, form: FormData) -> Response:
    """Write what was changed as a version, or plan the rest around it."""
    dossier = dossier_of(request)
    editing = editing_of(desk_of(request), dossier)
    try:
        _check(editing, form)
        if text_in(form, "what") == "around":
            return _plan_around(request, dossier, editing)
        save_edits(editing, dossier.workbook)
    except ChangedMeanwhile:
        return _stale(request, dossier, editing)
    return go_to(page_of(dossier, "look"))


def _plan_around(request: Request, dossier: Dossier, editing: Editing) -> Response:
    desk = desk_of(request)
    path = desk.place(SCHEDULE)
    write_edited(editing, path)
    wanted = Wanted(seconds=usual_seconds(dossier), edited=str(path))
    desk.run(dossier.key, lambda: Run(dossier.workbook, wanted))
    return go_to(page_of(dossier, "plan"))
