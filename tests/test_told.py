"""What people were told, played through a small calendar of theirs."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from matchmaker.events import Status
from matchmaker.identity.keys import Key
from matchmaker.io.writing.calendar import write_calendars, write_whole_calendar
from matchmaker.told import Publication, calendar_of, changes_since_told
from tests.builders import event, meeting, people, plan

FAIR = event(people("A B C D"), slots=4, tables=3)


def versions(*schedules):
    """Plans of one event, made a day after each other."""
    return [
        replace(made, version=f"v{number:02d}", created_at=made.created_at + timedelta(number))
        for number, meetings in enumerate(schedules, 1)
        for made in [plan(FAIR, *meetings)]
    ]


def told(*plans):
    return [Publication(one, frozenset(one.event.participant)) for one in plans]


class TheirCalendar:
    """A calendar program: events by UID; a lower or equal SEQUENCE changes nothing."""

    def __init__(self):
        self.events = {}

    def load(self, text: bytes) -> None:
        calendar = Calendar.from_ical(text)
        for found in calendar.events:
            uid = str(found["uid"])
            known = self.events.get(uid)
            if known is None or found["sequence"] > known["sequence"]:
                self.events[uid] = found
                assert (calendar["method"] == "CANCEL") == (found["status"] == "CANCELLED")

    def shown(self):
        return sorted(
            (found.start, str(found["location"]))
            for found in self.events.values()
            if found["status"] != "CANCELLED"
        )


def agenda(of, person):
    """What stands on the agenda of somebody, as a calendar shows it."""
    return sorted((m.slot.start, f"Table {m.table}") for m in of.schedule.of(person))


def test_three_publications_end_with_the_last_agenda(tmp_path):
    """A meeting is kept, one moved, one cancelled and then back, one new."""
    first, second, third = versions(
        [meeting("A B", 0, "1"), meeting("A C", 1, "1"), meeting("A D", 2, "1")],
        [meeting("A B", 0, "1"), meeting("A C", 2, "2")],
        [meeting("A B", 0, "1"), meeting("A C", 2, "2"), meeting("A D", 3, "3")],
    )
    calendar, earlier = TheirCalendar(), []
    for made in (first, second, third):
        for path in write_calendars(made, "A", tmp_path, is_draft=False, earlier=earlier):
            calendar.load(path.read_bytes())
        earlier += told(made)
        assert calendar.shown() == agenda(made, "A")
    assert len(calendar.events) == 3


def test_sequence_and_stamp_rise_only_with_a_change():
    first, second, third = versions(
        [meeting("A B", 0), meeting("A C", 1)], [meeting("A B", 0)], [meeting("A B", 3)]
    )

    one, other = calendar_of("A", told(first, second, third))

    assert (one.meeting.participants, one.sequence, one.is_cancelled) == (("A", "C"), 1, True)
    assert one.changed_at == second.created_at
    assert (other.sequence, other.changed_at) == (1, third.created_at)
    (unchanged,) = calendar_of("B", told(first, second))
    assert (unchanged.sequence, unchanged.changed_at) == (0, first.created_at)


def test_whoever_was_not_told_has_nothing_to_change():
    first, second = versions([meeting("A B", 0)], [meeting("A B", 1)])
    publications = [Publication(first, frozenset("B")), Publication(second, frozenset("AB"))]

    assert [one.sequence for one in calendar_of("A", publications)] == [0]
    assert [one.sequence for one in calendar_of("B", publications)] == [1]


def test_whoever_cancelled_gets_cancellations_and_an_agenda_that_says_so(tmp_path):
    first, second = versions([meeting("A B", 0)], [])
    left = replace(FAIR.participant["A"], status=Status.CANCELLED)
    second = replace(second, event=replace(FAIR, participants=(left, *FAIR.participants[1:])))

    (path,) = write_calendars(second, "A", tmp_path, is_draft=False, earlier=told(first))

    assert path.name == "agenda_A_a_cancelled.ics"
    assert b"METHOD:CANCEL" in path.read_bytes()


def test_organiser_has_every_meeting_in_one_calendar(tmp_path):
    first, second = versions(
        [meeting("A B", 0, "1"), meeting("C D", 0, "2")], [meeting("A B", 1, "1")]
    )
    calendar = TheirCalendar()

    for made, earlier in ((first, []), (second, told(first))):
        for path in write_whole_calendar(made, tmp_path, is_draft=False, earlier=earlier):
            calendar.load(path.read_bytes())

    assert calendar.shown() == [(meeting("A B", 1).slot.start, "Table 1")]
    assert {str(found["summary"]) for found in calendar.events.values()} == {"A – B", "C – D"}
    assert {path.name for path in tmp_path.iterdir()} == {
        "all-meetings.ics",
        "all-meetings_cancelled.ics",
    }


meetings_of_a = st.dictionaries(
    st.sampled_from("BCD"), st.tuples(st.integers(0, 3), st.sampled_from("12")), max_size=3
).filter(lambda chosen: len({number for number, _table in chosen.values()}) == len(chosen))


@given(st.lists(meetings_of_a, min_size=1, max_size=5))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_row_of_publications_ends_with_the_last_agenda(tmp_path, rows):
    schedules = [
        [meeting(f"A {partner}", number, table) for partner, (number, table) in row.items()]
        for row in rows
    ]
    plans = versions(*schedules)
    calendar = TheirCalendar()

    for number, made in enumerate(plans):
        earlier = told(*plans[:number])
        for path in write_calendars(made, "A", tmp_path, is_draft=False, earlier=earlier):
            calendar.load(path.read_bytes())

    assert calendar.shown() == agenda(plans[-1], "A")


STAND_IN = {
    "C": Key("C~1", "C"),  # somebody else, who is met in the place of C
    "C-V01": Key("C", "C"),
    **{name: Key(name, name) for name in "ABD"},
}
AFTERWARDS = event(
    (*people("A B C D"), replace(people("C")[0], id="C-V01", status=Status.CANCELLED)),
    slots=4,
    tables=3,
)


def substituted(*meetings):
    """The plan in which somebody stands in for C."""
    later = plan(AFTERWARDS).created_at + timedelta(1)
    return plan(AFTERWARDS, *meetings, version="v02", created_at=later, keys=STAND_IN)


def entries(person, *plans):
    """The keys of the meetings somebody was told, with their numbers, and whether they are gone."""
    calendar = calendar_of(person, told(*plans))
    return {one.key: (one.sequence, one.is_cancelled) for one in calendar}


def test_partners_keep_their_entries_when_somebody_stands_in():
    (before,) = versions([meeting("A B", 0), meeting("A C", 1)])
    after = substituted(meeting("A B", 0), meeting("A C", 1))

    assert entries("A", before, after) == {("A", "B"): (0, False), ("A", "C"): (1, False)}
    assert entries("C", before, after) == {("A", "C"): (0, False)}
    assert entries("C-V01", before, after) == {("A", "C"): (1, True)}


def test_whoever_met_somebody_and_meets_their_stand_in_has_two_entries():
    (before,) = versions([meeting("A C", 0)])
    after = substituted(meeting("A C-V01", 0), meeting("A C", 2))

    assert entries("A", before, after) == {("A", "C"): (0, False), ("A", "C~1"): (0, False)}


def test_what_somebody_had_keeps_its_name_though_their_stand_in_meets_before():
    (before,) = versions([meeting("A C", 2)])
    after = substituted(meeting("A C", 0), meeting("A C-V01", 2))

    assert entries("A", before, after) == {("A", "C"): (0, False), ("A", "C~1"): (0, False)}


def test_another_id_changes_nothing():
    (before,) = versions([meeting("A C", 1)])
    people_now = tuple(replace(p, id={"C": "Z"}.get(p.id, p.id)) for p in FAIR.participants)
    keys = {**{name: Key(name, name) for name in "ABD"}, "Z": Key("C", "C")}
    after = plan(replace(FAIR, participants=people_now), meeting("A Z", 1), keys=keys)

    assert entries("A", before, after) == {("A", "C"): (0, False)}
    assert entries("Z", before, after) == {("A", "C"): (0, False)}
    assert not changes_since_told("A", after, told(before))
    assert not changes_since_told("Z", after, told(before))
