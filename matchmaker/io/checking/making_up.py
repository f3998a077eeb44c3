"""Fairness carried over: whoever was served worst at earlier events should have more now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import median

from matchmaker.events import Event
from matchmaker.io.reading.earlier import Served
from matchmaker.io.reading.findings import Findings
from matchmaker.issues import Place
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.text import words

MOST = 2
"""Meetings that are made up for at most: the past should not rule the plan."""


def with_made_up(
    event: Event, served: Mapping[str, Served], place: Place, findings: Findings
) -> Event:
    """Raise the floor of those who got a smaller share of their wishes than most others.

    It is raised by the meetings that they lacked to the median share, by rules *at least* that
    stand in no sheet.

    Parameters
    ----------
    event : Event
        The event.
    served : mapping of str to Served
        How the wishes of each were served before.
    place : Place
        Where that is asked for.
    findings : Findings
        Takes who is concerned.
    """
    known = {p: served[p] for p in event.registered if p in served and served[p].possible}
    lacked = _lacked(known)
    if not known:
        findings.warning("nothing_to_make_up", place)
    for count, people in sorted(lacked.items()):
        names = ", ".join(event.participant[person].name for person in people)
        findings.note("made_up", place, count=count, people=names)
    return replace(event, meeting_rules=(*event.meeting_rules, *_rules(event, lacked)))


def _lacked(known: Mapping[str, Served]) -> Mapping[int, list[str]]:
    """List who lacked how many whole meetings to the median share."""
    lacked: dict[int, list[str]] = defaultdict(list)
    middle = median(each.share for each in known.values()) if known else 0
    for person, each in known.items():
        count = int((middle - each.share) * each.possible)
        if count > 0:
            lacked[min(count, MOST)].append(person)
    return lacked


def _rules(event: Event, lacked: Mapping[int, list[str]]) -> Iterator[MeetingRule]:
    """Make a rule for all who should have the same number of meetings."""
    owed: dict[int, set[str]] = defaultdict(set)
    for count, people in lacked.items():
        for person in people:
            own = event.participant[person].min_meetings
            owed[count + (event.rules.min_meetings if own is None else own)].add(person)
    say = words(event.language)
    for number, ids in sorted(owed.items()):
        yield MeetingRule(
            verb=Verb.AT_LEAST,
            who=frozenset(ids),
            number=number,
            row=0,
            written=say("earlier.rule.make_up", count=number),
        )
