"""A plan in the words of one language: what every sheet asks of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from babel import Locale

from matchmaker.countries import country_in
from matchmaker.events import Attendance, Interest, Pair, Participant, Slot, Status
from matchmaker.floors import floors
from matchmaker.meeting_rules import MeetingRule
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.score import shortfalls
from matchmaker.text import Words
from matchmaker.whereabouts import (
    detail_of,
    host_of,
    name_in,
    online,
    place_of,
    sign_in,
    where,
    without_table,
)
from matchmaker.wishes import wished_pairs


@dataclass(frozen=True)
class Report:
    """A plan and the words to tell it in."""

    plan: Plan
    words: Words

    def person(self, participant: str) -> Participant:
        """Get somebody by id."""
        return self.plan.event.participant[participant]

    def name(self, participant: str) -> str:
        """Name somebody; by the id alone who was in an earlier version only."""
        return name_in(self.plan.event, participant)

    def local(self, moment: datetime) -> datetime:
        """Give a moment by the clocks of the event, naive, as Excel needs it."""
        return moment.astimezone(self._zone).replace(tzinfo=None)

    def aware(self, local: datetime) -> datetime:
        """Give the moment that the clocks of the event show."""
        return local.replace(tzinfo=self._zone)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.plan.event.time_zone)

    def table(self, meeting: Meeting) -> str:
        """Name the table of a meeting, or say why it has none."""
        if meeting.table is None:
            return without_table([meeting], self.plan.event, self.words)
        return meeting.table

    def table_or_place(self, meeting: Meeting) -> str:
        """Name the table of a meeting on site as in the workbook, or say where else it is."""
        event = self.plan.event
        is_at_table = meeting.table is not None and not event.is_room(meeting.table)
        return meeting.table or "" if is_at_table else where(meeting, event, self.words)

    def area(self, meeting: Meeting) -> str:
        """Name the area of a meeting at a table, or say where else it is."""
        event = self.plan.event
        return where(meeting, event, self.words) if meeting.table is None else self.detail(meeting)

    def without_table(self, slots: Collection[Slot]) -> str:
        """Name the meetings of some slots that have no table; empty: there are none."""
        meetings = self.plan.schedule.meetings
        found = (m for m in meetings if m.table is None and m.slot in slots)
        return without_table(found, self.plan.event, self.words)

    def place(self, meeting: Meeting) -> str:
        """Say where a meeting is: `Table 3`, `Video room 1`, `online`, `Elbe Lab`."""
        return place_of(meeting, self.plan.event, self.words)

    def detail(self, meeting: Meeting) -> str:
        """Say where that is: the area of a table, `online` of a room, the address of a place."""
        return detail_of(meeting, self.plan.event, self.words)

    @cached_property
    def online(self) -> str:
        """The word for what is not on site."""
        return online(self.words)

    def is_online(self, meeting: Meeting) -> bool:
        """Whether a meeting is online, in a room or without one."""
        event = self.plan.event
        return event.is_room(meeting.table) if meeting.table else host_of(meeting, event) is None

    def link(self, meeting: Meeting) -> str:
        """Give the link of a meeting online: of its room, or of who is wished, or the other's."""
        if meeting.table is not None:
            table = self.plan.event.table.get(meeting.table)
            return table.link if table else ""
        if not self.is_online(meeting):
            return ""
        sources = {wish.source for wish in self._wished.get(meeting.participants, ())}
        wished_first = sorted(meeting.participants, key=sources.__contains__)
        links = (self.person(participant).link for participant in wished_first)
        return next(filter(None, links), "")

    @cached_property
    def _wished(self) -> Mapping[Pair, tuple[Interest, ...]]:
        return wished_pairs(self.plan.event)

    def sign(self, table: str) -> str:
        """Name a table as on a sign: `Table 3`, but not `Table Table 3`; a room as it is called."""
        return sign_in(self.plan.event, table, self.words)

    def languages(self, pair: Pair) -> str:
        """Name the languages two people share, or say that they need an interpreter."""
        shared = self.plan.event.shared_languages(pair)
        if not shared and all(self.person(participant).languages for participant in pair):
            return self.words("output.value.interpreter")
        return ", ".join(self._language(language) for language in shared)

    def _language(self, language: str) -> str:
        names: Mapping[str, str] = Locale(self.words.language).languages
        return names.get(language.casefold(), language)

    def has_meetings(self, participant: str) -> bool:
        """Whether somebody has a meeting, for whichever of their organisations."""
        selves = self.plan.event.selves[participant]
        return not selves.isdisjoint(self.plan.schedule.by_participant)

    def also(self, participant: str) -> str:
        """Tell somebody whom else they represent; empty for nearly everyone."""
        others = ", ".join(self._others(participant))
        return self.words("agenda.also", organisations=others) if others else ""

    def on_behalf(self, participant: str) -> str:
        """Say for whom a meeting is, of somebody who is there for several."""
        organisation = self.person(participant).organisation
        is_told = bool(self._others(participant))
        return self.words("agenda.on_behalf", organisation=organisation) if is_told else ""

    def _others(self, participant: str) -> tuple[str, ...]:
        """What the same human being is there for in other rows."""
        own = self.person(participant).organisation
        selves = sorted(self.plan.event.selves[participant])
        names = dict.fromkeys(self.person(each).organisation for each in selves)
        return tuple(name for name in names if name != own)

    def no_meetings(self, participant: str) -> str:
        """Tell somebody that they have no meetings."""
        takes_part = self.person(participant).status is Status.REGISTERED
        return self.words("agenda.no_meetings" if takes_part else "agenda.not_taking_part")

    def elsewhere(self, person: Participant) -> str:
        """Say where somebody takes part who does not come to the event; empty: they do."""
        is_there = person.attendance is Attendance.ON_SITE
        return "" if is_there else self.words(f"value.attendance.{person.attendance}")

    def country(self, person: Participant) -> str:
        """Name the country of a person, or else of their organisation."""
        known = (self._countries.get(name, "") for name in person.organisations)
        return self.country_named(person.country or next(filter(None, known), ""))

    def country_named(self, country: str) -> str:
        """Say a country by its code; what is none as it is written."""
        return country_in(country, self.words.language)

    def origin(self, person: Participant) -> str:
        """Say where a person comes from: `Acme GmbH, Germany`."""
        return ", ".join(filter(None, (person.organisation, self.country(person))))

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        return {org.name: org.country for org in self.plan.event.organisations}

    @cached_property
    def floors(self) -> Mapping[str, int]:
        """How many meetings everyone who takes part should have at least."""
        return floors(self.plan.event)

    @cached_property
    def short(self) -> Mapping[str, int]:
        """How many meetings everyone below their floors falls short of them."""
        return shortfalls(self.plan.event, self.plan.schedule)

    @cached_property
    def rules(self) -> Mapping[int, MeetingRule]:
        """The meeting rules by their rows."""
        return {rule.row: rule for rule in self.plan.event.meeting_rules if rule.row}
