"""Plans without anybody's name: people and organisations become numbers, free text is left out.

What results are counted from stays as it is: who is the same, where from, wishes and meetings.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from matchmaker.compare import Difference
from matchmaker.events import (
    Availability,
    Event,
    Interest,
    Organisation,
    Pair,
    Participant,
    Table,
    pair_of,
)
from matchmaker.explain import Unmet
from matchmaker.identity.keys import Key
from matchmaker.record import Absence, Options, Plan
from matchmaker.schedule import Meeting, Schedule

DOMAIN = "nobody.invalid"
"""Where addresses are that nobody has (RFC 2606)."""


@dataclass(frozen=True)
class Numbers:
    """What everybody and everything of a folder of plans is called from now on.

    Parameters
    ----------
    people : mapping of str to str
        By id and by key; in the same order as these.
    selves : mapping of str to str
        What a human being is called, by their key in the folder.
    organisations : mapping of str to str
        By name, as it is written.
    tables : mapping of str to str
        By name; in the same order.
    """

    people: Mapping[str, str]
    selves: Mapping[str, str]
    organisations: Mapping[str, str]
    tables: Mapping[str, str]

    def pair(self, pair: Pair) -> Pair:
        """Name two people."""
        return pair_of(*(self.people[person] for person in pair))


def nameless(plan: Plan, numbers: Numbers) -> Plan:
    """Leave out of a plan whatever says who somebody is."""
    people = numbers.people
    return replace(
        plan,
        event=_event(plan, numbers),
        schedule=Schedule(tuple(_meeting(meeting, numbers) for meeting in plan.schedule.meetings)),
        unmet=tuple(Unmet(_interest(each.interest, numbers), each.reason) for each in plan.unmet),
        options=_options(plan.options, numbers),
        difference=Difference(),
        keys={
            people[person]: Key(people[key.person], people[key.place])
            for person, key in plan.all_keys.items()
        },
        rule_prices=(),
        issues=(),
        schedule_sha256="",
    )


def _event(plan: Plan, numbers: Numbers) -> Event:
    event = plan.event
    return replace(
        event,
        participants=tuple(_person(person, plan, numbers) for person in event.participants),
        tables=tuple(Table(name=numbers.tables[table.name]) for table in event.tables),
        organisations=tuple(_organisation(one, numbers) for one in event.organisations),
        interests=tuple(_interest(wish, numbers) for wish in event.interests),
        blocked=(),
        pins=(),
        programme=(),
        meeting_rules=(),
        met=(),
        promises=(),
        organiser_email="",
        contact="",
    )


def _person(person: Participant, plan: Plan, numbers: Numbers) -> Participant:
    number = numbers.selves[plan.key_of(person.id).person]
    kept = set(plan.event.report_by)
    return replace(
        person,
        id=numbers.people[person.id],
        last_name=number,
        first_name="",
        email=f"{number}@{DOMAIN}".lower(),
        phone="",
        organisation=numbers.organisations[person.organisation],
        belongs_to=tuple(numbers.organisations[name] for name in person.belongs_to),
        offers="",
        seeks="",
        link="",
        place="",
        times=Availability(),
        labels=tuple((heading, values) for heading, values in person.labels if heading in kept),
    )


def _organisation(one: Organisation, numbers: Numbers) -> Organisation:
    return replace(one, name=numbers.organisations[one.name], also_written=(), place="")


def _interest(wish: Interest, numbers: Numbers) -> Interest:
    names = numbers.organisations if wish.target_is_organisation else numbers.people
    return replace(wish, source=numbers.people[wish.source], target=names[wish.target])


def _meeting(meeting: Meeting, numbers: Numbers) -> Meeting:
    return replace(
        meeting,
        participants=numbers.pair(meeting.participants),
        table=None if meeting.table is None else numbers.tables[meeting.table],
    )


def _options(options: Options, numbers: Numbers) -> Options:
    absences = (Absence(numbers.people[a.participant], a.since) for a in options.absences)
    return replace(options, absences=tuple(absences), edited="", deleted=())


def organisations_of(plans: Iterable[Plan]) -> dict[str, None]:
    """List every name of an organisation that stands in plans, in order."""
    return {
        name: None
        for plan in plans
        for names in (
            (one.name for one in plan.event.organisations),
            (n for p in plan.event.participants for n in (p.organisation, *p.organisations)),
            (wish.target for wish in plan.event.interests if wish.target_is_organisation),
        )
        for name in names
    }


def in_same_order(
    names: Iterable[str], drawn: Callable[[int], Iterable[int]], form: str
) -> dict[str, str]:
    """Give each of several names a number that is drawn, in the order of the names."""
    ordered = sorted(set(names))
    return {
        name: form.format(number)
        for name, number in zip(ordered, sorted(drawn(len(ordered))), strict=True)
    }
