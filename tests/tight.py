"""For each hard rule a tight instance: feasible with the rule, and better without it.

`tempting` is a schedule that breaks just this rule.
"""

from dataclasses import dataclass

from matchmaker.events import (
    Answer,
    Attendance,
    Blocked,
    Event,
    Interest,
    Rules,
    Status,
    Table,
)
from matchmaker.rulebook import Rule
from matchmaker.schedule import Schedule
from tests.builders import (
    at,
    but,
    event,
    meeting,
    people,
    pin,
    room,
    rule,
    schedule,
    twins,
    wishes,
)


@dataclass(frozen=True)
class Tight:
    event: Event
    tempting: Schedule


AB = people("A B")
ONLINE = Attendance.ONLINE
ABC = people("A B C")

TIGHT = {
    Rule.KNOWN: Tight(event(AB, wishes("A>B")), schedule(meeting("A Z"))),
    Rule.REGISTERED: Tight(
        event(but(AB, "B", status=Status.CANCELLED), wishes("A>B")), schedule(meeting("A B"))
    ),
    Rule.AVAILABLE: Tight(
        event(but(AB, "B", times=at(1)), wishes("A>B")), schedule(meeting("A B", 0))
    ),
    Rule.ONE_MEETING_A_SLOT: Tight(
        event(ABC, wishes("A>B A>C"), tables=2),
        schedule(meeting("A B", 0, "T1"), meeting("A C", 0, "T2")),
    ),
    Rule.ONE_PLACE: Tight(
        event((*twins("A B"), *people("C D")), wishes("A>C B>D"), tables=2),
        schedule(meeting("A C", 0, "T1"), meeting("B D", 0, "T2")),
    ),
    Rule.SAME_PERSON: Tight(event(twins("A B"), wishes("A>B")), schedule(meeting("A B"))),
    Rule.NO_PAIR_TWICE: Tight(
        event(AB, wishes("A>B"), slots=2, rules=Rules(min_meetings=2)),
        schedule(meeting("A B", 0), meeting("A B", 1)),
    ),
    Rule.WISHED: Tight(
        event([*people("A"), *people("B C", organisation="Org")], wishes("A>@Org"), slots=2),
        schedule(meeting("A B", 0), meeting("A C", 1)),
    ),
    Rule.BLOCKED: Tight(
        event(AB, wishes("A>B"), blocked=(Blocked(("A", "B")),)), schedule(meeting("A B"))
    ),
    Rule.DECLINED: Tight(
        event(AB, (*wishes("A>B"), Interest(source="B", target="A", answer=Answer.DECLINED))),
        schedule(meeting("A B")),
    ),
    Rule.SAME_ORGANISATION: Tight(
        event(people("A B", organisation="Org"), wishes("A>B")), schedule(meeting("A B"))
    ),
    Rule.COMMON_LANGUAGE: Tight(
        event(
            but(people("A B", languages=("de",)), "B", languages=("en",)),
            wishes("A>B"),
            rules=Rules(common_language_needed=True),
        ),
        schedule(meeting("A B")),
    ),
    Rule.RULE_NEVER: Tight(
        event(AB, wishes("A>B"), meeting_rules=(rule("never", "A"),)),
        schedule(meeting("A B")),
    ),
    Rule.RULE_ONLY: Tight(
        event(ABC, wishes("A>B A>C"), slots=2, meeting_rules=(rule("only", "A", "B"),)),
        schedule(meeting("A B", 0), meeting("A C", 1)),
    ),
    Rule.RULE_AT_MOST: Tight(
        event(ABC, wishes("A>B A>C"), slots=2, meeting_rules=(rule("at_most", "A", "B C", 1),)),
        schedule(meeting("A B", 0), meeting("A C", 1)),
    ),
    Rule.MAX_MEETINGS: Tight(
        event(but(ABC, "A", max_meetings=1), wishes("A>B A>C"), slots=2),
        schedule(meeting("A B", 0), meeting("A C", 1)),
    ),
    Rule.MAX_PER_DAY: Tight(
        event(ABC, wishes("A>B A>C"), slots=2, rules=Rules(max_per_day=1)),
        schedule(meeting("A B", 0), meeting("A C", 1)),
    ),
    Rule.MAX_IN_A_ROW: Tight(
        event(ABC, wishes("A>B A>C"), slots=2, rules=Rules(max_in_a_row=1)),
        schedule(meeting("A B", 0), meeting("A C", 1)),
    ),
    Rule.TRAVEL_TIME: Tight(
        event(
            ABC,
            wishes("A>B A>C"),
            slots=2,
            tables=(Table(name="T1", area="Hall A", owner="B"), Table(name="T2", owner="C")),
            rules=Rules(travel_minutes=1),
        ),
        schedule(meeting("A B", 0, "T1"), meeting("A C", 1, "T2")),
    ),
    Rule.ONLINE: Tight(
        event(
            but(but(people("A B C D"), "B", attendance=ONLINE), "D", attendance=ONLINE),
            wishes("A>B C>D"),
            tables=(Table(name="T1"), room("R1")),
        ),
        schedule(meeting("A B", 0, "R1"), meeting("C D", 0, "T1")),
    ),
    Rule.TABLE_OPEN: Tight(
        event(AB, wishes("A>B"), tables=(Table(name="T1", times=at(1)),)),
        schedule(meeting("A B", 0, "T1")),
    ),
    Rule.TABLE_CAPACITY: Tight(
        event(people("A B C D"), wishes("A>B C>D")), schedule(meeting("A B"), meeting("C D"))
    ),
    Rule.TABLE_RESERVED: Tight(
        event(ABC, wishes("A>B"), tables=(Table(name="T1", owner="C"),)),
        schedule(meeting("A B", 0, "T1")),
    ),
    Rule.OWNER_AT_TABLE: Tight(
        event(
            AB,
            wishes("A>B"),
            tables=(Table(name="T1", owner="A", times=at(1)), Table(name="T2")),
        ),
        schedule(meeting("A B", 0, "T2")),
    ),
    Rule.FORCED_MEET: Tight(
        event(ABC, wishes("A>C"), forced=(("A", "B"),)), schedule(meeting("A C", 0))
    ),
    Rule.PINS_STAND: Tight(
        event(ABC, wishes("A>C"), pins=(pin("A B", 0),)), schedule(meeting("A C", 0))
    ),
}

HOST_B = but(AB, "B", attendance=Attendance.OWN_PLACE)
TWO_HOSTS = people("A B", attendance=Attendance.OWN_PLACE)
FAR_GUEST = but(HOST_B, "A", attendance=Attendance.ONLINE)

WITHOUT_TABLE = {
    "a visit is at no table": Tight(
        event(HOST_B, wishes("A>B")), schedule(meeting("A B", 0, "T1"))
    ),
    "a visit of somebody online is at no table": Tight(
        event(FAR_GUEST, wishes("A>B")), schedule(meeting("A B", 0, "T1"))
    ),
    "two hosts need a table": Tight(
        event(TWO_HOSTS, wishes("A>B"), tables=0), schedule(meeting("A B", 0, None))
    ),
    "two hosts need a table that is free": Tight(
        event((*TWO_HOSTS, *people("C D")), wishes("A>B C>D")),
        schedule(meeting("A B", 0, None), meeting("C D", 0, "T1")),
    ),
}
"""The other sides of the rule `online`."""
