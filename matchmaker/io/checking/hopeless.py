"""What no plan can fulfil is known before anything is planned: wishes, and people never free.

Such wishes stay in the event, and end as unmet with their reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Event, Interest, Level, Status, pair_of
from matchmaker.io.reading.calendars import BusyTimes
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.interests import Wish
from matchmaker.io.reading.participants import Registration
from matchmaker.rulings import rulings
from matchmaker.wishes import Obstacles, stands, targets

FROM_CANCELLED = "wish_from_cancelled"
SAME_ORGANISATION = "wish_same_organisation"
NO_COMMON_SLOT = "wish_no_common_slot"
NO_TABLE = "wish_no_table"
NOBODY_THERE = "wish_nobody_there"
BY_RULE = "wish_rule"
NOBODY_POSSIBLE = "wish_nobody_possible"


def find_never_available(
    event: Event,
    registrations: Iterable[Registration],
    busy: Mapping[str, BusyTimes],
    findings: Findings,
) -> None:
    """Find everyone who takes part and has no slot; a calendar that says so is where it stands."""
    for registration in registrations:
        person = registration.participant
        if person.status is Status.REGISTERED and not event.free_slots[person.id]:
            known = busy.get(person.id)
            place = known.place if known and known.periods else registration.row.place()
            findings.warning("never_available", place, participant=person.name)


def find_hopeless_wishes(
    event: Event,
    wishes: Iterable[Wish],
    directory: Directory,
    findings: Findings,
    *,
    has_all_slots: bool,
    has_all_tables: bool,
) -> None:
    """Find every wish that cannot be met, and say why.

    Parameters
    ----------
    event : Event
        All that was read.
    wishes : iterable of Wish
        What was wished where; repeated wishes each by itself.
    directory : Directory
        Who is who.
    findings : Findings
        Takes what is found.
    has_all_slots : bool
        Whether all slots could be read; if not, nothing is said about shared ones.
    has_all_tables : bool
        Whether all tables could be read; if not, nothing is said about lacking ones.
    """
    prospects = Prospects(event, has_all_slots, has_all_tables)
    for wish in wishes:
        code = prospects.hopelessness(wish.interest)
        if code == BY_RULE:
            _warn_of_rule(event, wish, directory, findings)
        elif code is not None:
            place = wish.source_place if code == FROM_CANCELLED else wish.target_place
            source, target = _labels(wish.interest, directory)
            findings.warning(code, place, source=source, target=target)


def _warn_of_rule(event: Event, wish: Wish, directory: Directory, findings: Findings) -> None:
    """Name the rule that forbids a must; of other wishes the rule itself says how many."""
    if wish.interest.level is not Level.MUST:
        return
    people = targets(event, wish.interest)
    rules = (rulings(event).against(pair_of(wish.interest.source, p)) for p in people)
    rule = next(filter(None, rules))
    source, target = _labels(wish.interest, directory)
    findings.warning(
        BY_RULE,
        wish.target_place,
        source=source,
        target=target,
        row=rule.row,
        rule=rule.written,
    )


def _labels(interest: Interest, directory: Directory) -> tuple[str, str]:
    is_organisation = interest.target_is_organisation
    target = interest.target if is_organisation else directory.label(interest.target)
    return directory.label(interest.source), target


@dataclass(frozen=True)
class Prospects:
    """What can come of wishes, as far as can be told without planning."""

    event: Event
    has_all_slots: bool
    has_all_tables: bool = True

    def hopelessness(self, interest: Interest) -> str | None:
        """Why a wish cannot be met, as the code of an issue; None if it can, or need not be."""
        if not stands(self.event, interest):
            return None
        if self.event.participant[interest.source].status is not Status.REGISTERED:
            return FROM_CANCELLED
        if interest.target_is_organisation:
            return self._of_organisation(interest)
        return self._between(interest.source, interest.target)

    def _of_organisation(self, interest: Interest) -> str | None:
        if self._is_for_own_organisation(interest):
            return SAME_ORGANISATION
        people = targets(self.event, interest)
        reasons = {self._between(interest.source, person) for person in people}
        if not reasons:
            return NOBODY_THERE
        if None in reasons:
            return None
        return reasons.pop() if len(reasons) == 1 else NOBODY_POSSIBLE

    def _is_for_own_organisation(self, interest: Interest) -> bool:
        own = self.event.participant[interest.source].organisations
        return interest.target in own and not self.event.rules.same_organisation_may_meet

    def _between(self, one: str, other: str) -> str | None:
        pair = pair_of(one, other)
        obstacles = self._obstacles.between(pair)
        if obstacles:
            return f"wish_{obstacles[0]}"
        if self.has_all_slots and not self.event.shared_slots(pair):
            return NO_COMMON_SLOT
        is_certain = self.has_all_slots and self.has_all_tables
        return NO_TABLE if is_certain and not self.event.usable_slots(pair) else None

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.event)
