"""Why a wish is unmet."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.events import Event, Interest, Pair, Slot, pair_of
from matchmaker.floors import too_close
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.priced import Instead, Price
from matchmaker.rulings import rulings
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import Obstacle, Obstacles, points_of, stands, targets, ways_of_pair


class Reason(StrEnum):
    """Why a wish is unmet, from what no plan could change to what another plan could.

    The order is the order of asking: of several reasons, the first that holds is given.
    """

    CANCELLED = "cancelled"
    """The other side does not take part."""
    SAME_PERSON = "same_person"
    """They are one human being."""
    DELETED = "deleted"
    """The organiser deleted their meeting by hand."""
    BLOCKED = "blocked"
    DECLINED = "declined"
    SAME_ORGANISATION = "same_organisation"
    NO_COMMON_LANGUAGE = "no_common_language"
    RULE = "rule"
    """A meeting rule speaks against it."""
    PENDING = "pending"
    """Not answered yet, and the event does not plan such wishes."""
    NO_COMMON_SLOT = "no_common_slot"
    """They are never available at the same time."""
    NO_TABLE_FOR_THEM = "no_table_for_them"
    """Whenever both are available, no table they may use is open."""
    SOURCE_FULL = "source_full"
    """The one who wishes has as many meetings as they can have."""
    TARGET_FULL = "target_full"
    """The one who is wished has as many meetings as they can have."""
    SOURCE_AT_MOST = "source_at_most"
    """The one who wishes has as many such meetings as a meeting rule lets them have."""
    TARGET_AT_MOST = "target_at_most"
    """The one who is wished has as many such meetings as a meeting rule lets them have."""
    TAKEN_BY_MORE_POINTS = "taken_by_more_points"
    """Every slot they share is taken by meetings of at least as many points."""
    TAKEN = "taken"
    """Every slot they share is taken, by meetings that serve the plan better as a whole."""
    LIMIT_OF_DAY_OR_ROW = "limit_of_day_or_row"
    """In each slot they share and have free, one has too many meetings that day or in a row."""
    NO_TABLE_FREE = "no_table_free"
    """In the slots they share and have free, every table is taken."""
    TABLE_OR_LIMIT = "table_or_limit"
    """In each slot they share and have free, every table is taken or one has too many meetings."""
    TRAVEL_TIME = "travel_time"
    """In each slot they share and have free, no table that is free can be reached in time."""
    NOT_FOUND = "not_found"
    """It would fit; the search did not find it in its time."""

    @property
    def is_final(self) -> bool:
        """Whether no plan could meet the wish, even if nobody else were planned."""
        return self in FINAL

    def sentence(self, *, online: bool) -> str:
        """Name the sentence about it; of meetings online it speaks of rooms, not of tables."""
        return f"reason.{self}_online" if online and self in OF_TABLES else f"reason.{self}"


OF_TABLES = frozenset((Reason.NO_TABLE_FOR_THEM, Reason.NO_TABLE_FREE, Reason.TABLE_OR_LIMIT))
"""The reasons that speak of tables."""
FINAL = frozenset(
    (
        *(Reason.CANCELLED, Reason.SAME_PERSON, Reason.DELETED, Reason.BLOCKED, Reason.DECLINED),
        *(Reason.SAME_ORGANISATION, Reason.NO_COMMON_LANGUAGE, Reason.RULE, Reason.PENDING),
        *(Reason.NO_COMMON_SLOT, Reason.NO_TABLE_FOR_THEM),
    )
)
"""What stands between the two themselves, by the rules, the answers and the times as they are."""


@dataclass(frozen=True)
class Unmet:
    """A wish without a meeting, and why."""

    interest: Interest
    reason: Reason
    row: int = 0
    """The row of the meeting rule that is the reason; 0: of none."""
    price: Price | None = None
    """What it would cost to meet it; None: a reason is final, or it was not worked out."""
    instead: Instead | None = None
    """How a plan differs that meets it; None: none was found."""


def explain(event: Event, schedule: Schedule, deleted: Collection[Pair] = ()) -> tuple[Unmet, ...]:
    """Name every wish without a meeting, and why, in the order of the event's interests.

    Wishes of those who do not take part themselves are left out. Of the pairs that are blocked,
    `deleted` are those whose meeting was deleted by hand.
    """
    explainer = _Explainer(event, schedule, deleted)
    registered = set(event.registered)
    return tuple(
        explainer.unmet(interest)
        for interest in event.interests
        if interest.source in registered and not explainer.is_met(interest)
    )


class _Explainer:
    """What is asked again and again about one schedule."""

    def __init__(self, event: Event, schedule: Schedule, deleted: Collection[Pair]) -> None:
        self.event = event
        self.deleted = frozenset(deleted)
        self.schedule = schedule
        self.obstacles = Obstacles(event)
        self.rulings = rulings(event)
        self.points = points_of(event, schedule.pairs)
        self.meeting_at = {
            (event.person_of[participant], meeting.slot): meeting
            for meeting in schedule.meetings
            for participant in meeting.participants
        }
        self.seated = Counter((meeting.table, meeting.slot) for meeting in schedule.meetings)
        self.has_table: dict[tuple[tuple[str, ...], bool, Slot], bool] = {}

    def is_met(self, interest: Interest) -> bool:
        """Whether the source meets whom they wished, or anyone of that organisation."""
        return any(
            pair_of(interest.source, target) in self.schedule.pairs
            for target in targets(self.event, interest)
        )

    def unmet(self, interest: Interest) -> Unmet:
        """Give the reason; for an organisation, that of its person nearest to a meeting."""
        people = targets(self.event, interest)
        reasons = ((next(self._reasons(interest, person)), person) for person in people)
        nearest = (Reason.CANCELLED, "")
        reason, target = max(reasons, key=lambda why: list(Reason).index(why[0]), default=nearest)
        rule = self._rule_of(reason, interest.source, target)
        return Unmet(interest, reason, rule.row if rule else 0)

    def _rule_of(self, reason: Reason, source: str, target: str) -> MeetingRule | None:
        """Give the meeting rule that is the reason."""
        if reason is Reason.RULE:
            return self.rulings.against(pair_of(source, target))
        if reason is Reason.SOURCE_AT_MOST:
            return self._limiting(source, target)
        return self._limiting(target, source) if reason is Reason.TARGET_AT_MOST else None

    def _reasons(self, interest: Interest, target: str) -> Iterator[Reason]:
        """Ask from what no plan could change to what another plan could."""
        pair = pair_of(interest.source, target)
        slots = self.event.usable_slots(pair)
        for obstacle in self.obstacles.between(pair):
            is_by_hand = obstacle is Obstacle.BLOCKED and pair in self.deleted
            yield Reason.DELETED if is_by_hand else Reason(obstacle.value)
        if not stands(self.event, interest):
            yield Reason.PENDING
        if not self.event.shared_slots(pair):
            yield Reason.NO_COMMON_SLOT
        if not slots:
            yield Reason.NO_TABLE_FOR_THEM
        if self._is_full(interest.source):
            yield Reason.SOURCE_FULL
        if self._is_full(target):
            yield Reason.TARGET_FULL
        if self._limiting(interest.source, target):
            yield Reason.SOURCE_AT_MOST
        if self._limiting(target, interest.source):
            yield Reason.TARGET_AT_MOST
        yield self._reason_in(slots, pair)

    def _is_full(self, person: str) -> bool:
        limit, count = self.event.limit_of(person), len(self.schedule.of(person))
        return count == len(self.event.free_slots[person]) or (limit is not None and count >= limit)

    def _limiting(self, person: str, partner: str) -> MeetingRule | None:
        """Give the rule that lets somebody have no more meetings such as one with a partner."""
        for rule in self.rulings.quotas(Verb.AT_MOST, person):
            if self.rulings.counts(rule, person, partner):
                theirs = (meeting.partner_of(person) for meeting in self.schedule.of(person))
                count = sum(self.rulings.counts(rule, person, other) for other in theirs)
                if count >= self.rulings.ceiling(rule, person):
                    return rule
        return None

    def _reason_in(self, slots: Sequence[Slot], pair: Pair) -> Reason:
        both_idle = [slot for slot in slots if not self._meetings(pair, slot)]
        within_limits = [slot for slot in both_idle if not self._is_too_close(pair, slot)]
        if not both_idle:
            return self._reason_taken(slots, pair)
        if not within_limits:
            return Reason.LIMIT_OF_DAY_OR_ROW
        seated = [slot for slot in within_limits if self._has_table(pair, slot)]
        if seated:
            is_near = any(self._is_in_time(pair, slot) for slot in seated)
            return Reason.NOT_FOUND if is_near else Reason.TRAVEL_TIME
        has_table = any(self._has_table(pair, slot) for slot in both_idle)
        return Reason.TABLE_OR_LIMIT if has_table else Reason.NO_TABLE_FREE

    def _meetings(self, pair: Pair, slot: Slot) -> list[Meeting]:
        people = (self.event.person_of[participant] for participant in pair)
        found = (self.meeting_at.get((person, slot)) for person in people)
        return [meeting for meeting in found if meeting]

    def _reason_taken(self, slots: Sequence[Slot], pair: Pair) -> Reason:
        own = max(way.points for way in ways_of_pair(self.event, pair))
        for slot in slots:
            if all(self.points[m.participants] < own for m in self._meetings(pair, slot)):
                return Reason.TAKEN
        return Reason.TAKEN_BY_MORE_POINTS

    def _is_too_close(self, pair: Pair, slot: Slot) -> bool:
        theirs = (self.schedule.of_any(self.event.selves[participant]) for participant in pair)
        used = (frozenset(m.slot for m in meetings) | {slot} for meetings in theirs)
        return any(too_close(self.event, slots) for slots in used)

    def _is_in_time(self, pair: Pair, slot: Slot) -> bool:
        """Whether a free table stands where both can be between their other meetings."""
        is_on_site = self.event.takes_table(pair) and not self.event.is_online(pair)
        if not (self.event.has_travel and is_on_site):
            return True
        needed = {
            self.event.table[meeting.table].area
            for participant in pair
            for meeting in self.schedule.of_any(self.event.selves[participant])
            if meeting.table
            and not self.event.is_room(meeting.table)
            and self.event.is_too_near(meeting.slot, slot)
        }
        return any(
            needed <= {table.area} and self.seated[table.name, slot] < table.meetings_at_once
            for table in self.event.tables_for(pair, slot)
        )

    def _has_table(self, pair: Pair, slot: Slot) -> bool:
        """Whether a table is free; the same for all who have none of their own."""
        if not self.event.takes_table(pair):
            return True
        owners = tuple(person for person in pair if person in self.event.owned_tables)
        alike = owners, self.event.is_online(pair), slot
        if alike not in self.has_table:
            self.has_table[alike] = any(
                self.seated[table.name, slot] < table.meetings_at_once
                for table in self.event.tables_for(pair, slot)
            )
        return self.has_table[alike]
