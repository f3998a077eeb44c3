from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from matchmaker.compare import Cause, Change, Difference, compare
from matchmaker.events import Slot, Table
from matchmaker.identity.passage import Passage
from matchmaker.identity.slots import which_is_which
from matchmaker.io.telling.changes import change_rows
from matchmaker.io.telling.report import Report
from matchmaker.news import news_of, rerun_lines, to_tell_line
from matchmaker.record import Options
from matchmaker.schedule import Meeting
from matchmaker.text import words
from matchmaker.whereabouts import meeting_line
from tests.builders import event, meeting, people, plan, schedule, slot, wishes

EN, DE = words("en"), words("de")
FAIR = event(
    people("A B C"),
    slots=4,
    tables=(Table(name="T1", area="Hall A"), Table(name="Table 2")),
    time_zone="Europe/Berlin",
)
MOVED = Change(meeting("A B", 0, "T1"), meeting("A B", 2, "Table 2"), Cause.UNAVAILABLE, "B")
AT_NINE, AT_TEN = "Wed 16 Jun, 09:00–09:30, Table T1, Hall A", "Wed 16 Jun, 10:00–10:30, Table 2"


def line(change, say=EN):
    (news,) = news_of(Difference((change,)), FAIR, say)
    return news.line


def test_change_says_what_between_whom_from_where_to_where_and_why():
    assert line(MOVED) == f"moved: A A – B B: {AT_NINE} → {AT_TEN} (B is not available then)"


def test_change_in_german():
    assert line(replace(MOVED, cause=None), DE) == (
        "verlegt: A A – B B: Mi., 16. Juni, 09:00–09:30, Tisch T1, Hall A "
        "→ Mi., 16. Juni, 10:00–10:30, Tisch 2"
    )


def test_change_without_a_cause_says_none():
    assert line(replace(MOVED, cause=None)) == f"moved: A A – B B: {AT_NINE} → {AT_TEN}"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, meeting("A B", 2, "Table 2"), f"new: A A – B B: {AT_TEN}"),
        (meeting("A X", 0, None), None, "cancelled: A A – X: Wed 16 Jun, 09:00–09:30, online"),
        (
            meeting("A B", 0, "T1"),
            meeting("A C", 0, "T1"),
            f"somebody else: A A – C C: {AT_NINE}",
        ),
    ],
)
def test_change_of_a_meeting_that_was_or_is_not(before, after, said):
    assert line(Change(before, after)) == said


def test_meeting_line_by_the_clocks_of_the_event():
    tokyo = replace(FAIR, time_zone="Asia/Tokyo")

    assert meeting_line(meeting("A X", 0, "T9"), tokyo, EN) == (
        "Wed 16 Jun, 16:00–16:30, Table T9: A A – X"
    )


def test_to_tell_counts_what_somebody_must_be_told():
    difference = Difference((MOVED, Change(None, meeting("A C", 1))), carried=("C",))

    assert to_tell_line(difference, "A", EN) == "1 added, 1 moved"


def in_london(slot):
    """The same time by the clocks of London."""
    london = ZoneInfo("Europe/London")
    return Slot(slot.start.replace(tzinfo=london), slot.end.replace(tzinfo=london))


LONDON = replace(FAIR, time_zone="Europe/London", slots=tuple(map(in_london, FAIR.slots)))


@pytest.mark.parametrize("stays", [(), ("A C",)])
def test_what_was_before_is_as_printed_where_the_time_zone_was_corrected(stays):
    told = [meeting("A B", 0, "T1"), *(meeting(pair, 1, "T1") for pair in stays)]
    now = [
        Meeting(("A", "B"), in_london(slot(2)), "Table 2"),
        *(replace(m, slot=in_london(m.slot)) for m in told[1:]),
    ]
    passage = Passage(grid=which_is_which(FAIR, LONDON))
    difference = compare(schedule(*told), schedule(*now), passage)

    (news,) = news_of(difference, LONDON, EN)
    made = plan(LONDON, *now, base="v02", difference=difference)
    row = list(change_rows(Report(made, EN)))[-1]

    assert (news.before, news.now) == (AT_NINE, AT_TEN)
    assert (str(row.old.start), str(row.new.start)) == ("09:00:00", "10:00:00")


def test_summary_names_who_was_deleted_by_hand():
    fair = event(people("A B"), wishes("A>B"), slots=2)
    deleted = Options(deleted=(("A", "B"), ("A", "Gone")))

    assert rerun_lines(plan(fair, options=deleted), DE) == (
        "Von Hand gelöscht und nicht wieder geplant: A – B; A – Gone.",
    )
    assert rerun_lines(plan(fair, meeting("A B"), options=deleted), EN) == (
        "Deleted by hand, and not planned again: A – Gone.",
    )
    assert rerun_lines(plan(fair), EN) == ()
