from dataclasses import replace

import pytest

from matchmaker.events import Status, Table
from matchmaker.identity.keys import Key
from matchmaker.io.telling.marks import Marks, MeetingMark, marks_for
from matchmaker.io.telling.report import Report
from matchmaker.text import words
from matchmaker.told import LastTold, Publication
from tests.builders import but, event, meeting, people, plan, slot, twins, wishes

FAIR = event(
    people("A B C D"), wishes("A>B A>C A>D"), slots=6, tables=(Table(name="1"), Table(name="2"))
)
BEFORE = plan(FAIR, meeting("A B", 0, "1"), meeting("A C", 2, "2"), version="v01")
TEN = "Wed 16 Jun, 10:00–10:30"


def marked(made, *earlier, to="ABCD", participant="A", language="en"):
    """What an agenda marks, after some plans were handed out."""
    publications = [Publication(one, frozenset(to)) for one in earlier]
    return marks_for(Report(made, words(language)), participant, LastTold(made, publications))


def test_nothing_is_marked_for_whoever_was_told_nothing():
    after = plan(FAIR, meeting("A D", 0, "1"), version="v02")

    assert marked(after) == Marks()
    assert marked(after, BEFORE, to="BCD") == Marks()


def test_nothing_is_marked_where_nothing_changed():
    assert marked(replace(BEFORE, version="v02"), BEFORE) == Marks()


def test_new_moved_and_cancelled_meetings_are_marked():
    after = plan(FAIR, meeting("A D", 0, "1"), meeting("A C", 3, "2"), version="v02")

    found = marked(after, BEFORE)

    assert found.head == ("New since version 1: what has changed is marked.",)
    assert found.beside == {
        ("A", "C"): MeetingMark("MOVED", f"before: {TEN}, Table 2"),
        ("A", "D"): MeetingMark("NEW"),
    }
    assert found.gone == (MeetingMark("CANCELLED", "B, Wed 16 Jun, 09:00–09:30, Table 1"),)


def test_marks_are_since_that_person_was_told_last():
    between = plan(FAIR, meeting("A B", 1, "1"), meeting("A C", 2, "2"), version="v02")
    after = plan(FAIR, meeting("A B", 1, "1"), meeting("A C", 4, "2"), version="v03")
    first, second = Publication(BEFORE, frozenset("ABC")), Publication(between, frozenset("A"))
    last_told = LastTold(after, [first, second])

    a, b = (marks_for(Report(after, words("en")), one, last_told) for one in "AB")

    assert list(a.beside) == [("A", "C")]
    assert b.head == ("New since version 1: what has changed is marked.",)
    assert list(b.beside) == [("A", "B")]


@pytest.mark.parametrize(
    ("language", "head", "word"),
    [
        ("en", "New since version 1: what has changed is marked.", "NEW"),
        ("de", "Neu seit Version 1: Was sich geändert hat, ist markiert.", "NEU"),
    ],
)
def test_marks_are_in_the_language_of_the_reader(language, head, word):
    after = plan(FAIR, *BEFORE.schedule.meetings, meeting("A D", 4, "1"), version="v02")

    found = marked(after, BEFORE, language=language)

    assert (found.head, found.beside) == ((head,), {("A", "D"): MeetingMark(word)})


def test_whoever_was_told_for_one_organisation_sees_those_for_another_as_new():
    fair = event((*twins("A B"), *people("C D")), slots=6)
    before = plan(fair, meeting("A C", 0), version="v01")
    after = plan(fair, meeting("A C", 0), meeting("B D", 2), version="v02")

    assert marked(after, before, to="AC").beside == {("B", "D"): MeetingMark("NEW")}


def test_somebody_else_who_is_met_is_marked():
    fair = event(people("A B D"), slots=6)
    before = plan(replace(fair, participants=people("A B")), meeting("A B", 0), version="v01")
    gone = replace(fair, participants=but(fair.participants, "B", status=Status.CANCELLED))
    keys = {"A": Key("A", "A"), "B": Key("B", "B"), "D": Key("D", "B")}
    after = plan(gone, meeting("A D", 0), version="v02", keys=keys)

    found = marked(after, before)

    assert found.beside == {("A", "D"): MeetingMark("NEW", "instead of B")}
    assert found.gone == ()


def test_what_is_so_of_all_meetings_is_said_once():
    later = replace(FAIR, slots=tuple(slot(number + 1) for number in range(6)))
    after = plan(later, meeting("A B", 1, "1"), meeting("A C", 3, "2"), version="v02")

    found = marked(after, BEFORE)

    assert (found.gone, found.beside) == ((), {})
    assert found.head[1:] == ("All times move by +30 minutes.",)


def test_meetings_for_two_organisations_that_were_at_one_time_are_both_cancelled():
    fair = event((*twins("A B"), *people("C D")), slots=6, tables=2)
    first = plan(fair, meeting("A C", 0), version="v01")
    second = plan(fair, meeting("B D", 0), version="v02")
    last_told = LastTold(
        plan(fair, version="v03"),
        [Publication(first, frozenset("AC")), Publication(second, frozenset("BD"))],
    )

    found = marks_for(Report(last_told.plan, words("en")), "B", last_told)

    assert [mark.word for mark in found.gone] == ["CANCELLED", "CANCELLED"]
    assert found.head == ("New since version 2: what has changed is marked.",)
