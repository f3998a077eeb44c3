"""The day itself: where somebody is next, who did not come, and planning again from now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.events import Event
from matchmaker.objections import effect_line
from matchmaker.record import Plan
from matchmaker.standby import Alone, alone_at, slot_at
from matchmaker.text import Words
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.handles import Handles
from matchmaker.web.plan import RERUN_SECONDS, plan_of
from matchmaker.web.refusals import NotHere, Refused
from matchmaker.web.routes import text_in
from matchmaker.web.running import Run
from matchmaker.web.showing import go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.web.wanted import Wanted
from matchmaker.whereabouts import id_and_name, when_and_where
from matchmaker.workflow import Dossier, PersonFound, can_correct, look_for

MOST_FOUND = 12
"""How many people are listed; who is not among them is found by more letters."""


MOST_INSTEAD = 3
"""How many people are named whom somebody who waits could meet."""


def moment() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Guest:
    """Somebody on the day: where they are next, and whether they came."""

    found: PersonFound
    plan: Plan
    is_absent: bool
    words: Words

    @property
    def next(self) -> str:
        """When, where and with whom they meet next; empty: nobody any more."""
        event, now = self.plan.event, moment()
        own = self.found.person.id
        meetings = (
            (meeting, each)
            for each in event.selves[own]
            for meeting in self.plan.schedule.of(each)
            if meeting.slot.end > now
        )
        first = min(meetings, key=lambda one: one[0].slot, default=None)
        if first is None:
            return ""
        meeting, each = first
        partner = event.participant[meeting.partner_of(each)]
        with_whom = f"{partner.name}, {partner.organisation}"
        return f"{when_and_where(meeting, event, self.words)}: {with_whom}"


def day(request: Request) -> Response:
    """Show the search, and who was marked."""
    dossier = dossier_of(request)
    made = _told(request, dossier)
    marks = _marks(request, dossier, made)
    names = {person: id_and_name(person, made.event) for person in marks} if made else {}
    return show(
        request,
        "day.html",
        dossier=dossier,
        tab="day",
        version=made.version if made else "",
        draft=_draft(dossier),
        can_correct=can_correct(dossier),
        absent=[(one, names[one]) for one, is_absent in marks.items() if is_absent],
        present=[(one, names[one]) for one, is_absent in marks.items() if not is_absent],
        waiting=_waiting(request, dossier, made, marks) if made else (),
        most=MOST_INSTEAD,
    )


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits alone, as the page shows it."""

    who: str
    phone: str
    where: str
    instead: tuple[tuple[str, str, str], ...]
    """Whom they could meet: the handle of the two, the name, and what that changes."""


def _waiting(
    request: Request, dossier: Dossier, made: Plan, marks: Mapping[str, bool]
) -> tuple[Waiting, ...]:
    """List who waits alone in the slot that is on, or else in the next."""
    event, say = made.event, words_for(request)
    known = _absent(request, dossier) - {one for one, is_absent in marks.items() if not is_absent}
    absent = {one for one in known if one in event.participant}
    absent |= {one for one, is_absent in marks.items() if is_absent}
    slot = slot_at(event, moment())
    found = alone_at(event, made.schedule, absent, slot) if slot and absent else ()
    return tuple(_waits(one, event, say) for one in found)


def _waits(one: Alone, event: Event, say: Words) -> Waiting:
    person, handles = event.participant[one.person], Handles(event)
    return Waiting(
        id_and_name(one.person, event),
        person.phone,
        when_and_where(one.meeting, event, say),
        tuple(
            (
                handles.of_pair(each.pair),
                id_and_name(each.person, event),
                effect_line(each.position.effect, say),
            )
            for each in one.instead
        ),
    )


def _told(request: Request, dossier: Dossier) -> Plan | None:
    """Read what holds on the day: what people were told last."""
    told = [version.name for version in dossier.versions() if version.published]
    return plan_of(request, dossier, told[-1]) if told else None


def _draft(dossier: Dossier) -> str:
    """Name the newest version if nobody was told it yet."""
    newest = dossier.version()
    return newest.name if newest and not newest.published else ""


def _marks(request: Request, dossier: Dossier, made: Plan | None) -> dict[str, bool]:
    """Give who was marked absent, or present after all, and is not in the plan as such yet."""
    noted = desk_of(request).marks.get(dossier.key, {})
    if made is None:
        return {}
    known, absent = made.event.participant, _absent(request, dossier)
    return {
        one: is_absent
        for one, is_absent in noted.items()
        if one in known and is_absent != (one in absent)
    }


def _absent(request: Request, dossier: Dossier) -> frozenset[str]:
    """Tell who did not come, as the newest version has it: published or not."""
    return frozenset(plan_of(request, dossier).options.absent)


def guests(request: Request) -> Response:
    """List whoever is meant by what is typed."""
    dossier, say = dossier_of(request), words_for(request)
    made, written = _told(request, dossier), request.query_params.get("q", "").strip()
    if made is None:
        raise NotHere
    found = look_for(made, written) if written else ()
    marks, absent = _marks(request, dossier, made), _absent(request, dossier)
    shown = [
        Guest(one, made, marks.get(one.person.id, one.person.id in absent), say)
        for one in found[:MOST_FOUND]
    ]
    others = len(found) - len(shown)
    return show(
        request,
        "guests.html",
        dossier=dossier,
        guests=shown,
        others=others,
        is_asked=bool(written),
    )


def mark(request: Request, form: FormData) -> Response:
    """Note who did not come, or came after all, for when it is planned again."""
    dossier = dossier_of(request)
    made, key = _told(request, dossier), text_in(form, "who")
    people = look_for(made, "") if made else ()
    person = next((one.person for one in people if one.key == key), None)
    if made is None or person is None:
        raise NotHere
    is_absent = text_in(form, "came") != "yes"
    marks = desk_of(request).marks.setdefault(dossier.key, {})
    marks.pop(person.id, None)
    if is_absent != (person.id in _absent(request, dossier)):
        marks[person.id] = is_absent
    return go_to(page_of(dossier, "day"))


def again(request: Request, _form: FormData) -> Response:
    """Plan again from now, without those who did not come."""
    dossier, desk = dossier_of(request), desk_of(request)
    made = _told(request, dossier)
    marks = _marks(request, dossier, made)
    if made is None:
        raise Refused("nothing_published", 409)
    wanted = Wanted(
        seconds=RERUN_SECONDS,
        absent=tuple(one for one, is_absent in marks.items() if is_absent),
        present=tuple(one for one, is_absent in marks.items() if not is_absent),
        is_from_now=True,
    )
    desk.run(dossier.key, lambda: Run(dossier.workbook, wanted))
    return go_to(page_of(dossier, "plan"))
