"""What the meeting rules of an event mean for two people: whether they may meet, and how it counts.

A rule speaks of two people either way round; *only*, *at least* and *at most* bind those they are
for. Where a value is missing that a rule compares, it does not speak of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from matchmaker.events import Event, Level, Pair, Participant, pair_of
from matchmaker.facts import once_per_event
from matchmaker.meeting_rules import Comparison, MeetingRule, Verb
from matchmaker.text import fold

Values = Mapping[str, frozenset[str]]
"""What everyone has in a column, folded, by id."""


class Rulings:
    """The meeting rules of an event, asked of two people at a time."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._known = defaultdict(list)
        for rule in event.meeting_rules:
            self._known[rule.verb].append(rule)
        self._values: dict[str, Values] = {}

    def against(self, pair: Pair) -> MeetingRule | None:
        """Give the first rule by which two people must not meet; None if they may."""
        return min(self._against(pair), key=lambda rule: rule.row, default=None)

    def _against(self, pair: Pair) -> Iterator[MeetingRule]:
        yield from self._speaking(Verb.NEVER, pair)
        for person, partner in (pair, pair[::-1]):
            yield from (rule for rule in self._binding(person) if self.binds(rule, person, partner))

    def binds(self, rule: MeetingRule, person: str, partner: str) -> bool:
        """Whether a rule *only* is for somebody, and neither it nor another lets them meet."""
        binding = self._binding(person)
        return rule in binding and not any(self.counts(one, person, partner) for one in binding)

    def _binding(self, person: str) -> Sequence[MeetingRule]:
        """Give the rules that let somebody meet only some people; they add up."""
        if person not in self._bound:
            self._bound[person] = [r for r in self._known[Verb.ONLY] if _is_for(r.who, person)]
        return self._bound[person]

    @cached_property
    def _bound(self) -> dict[str, Sequence[MeetingRule]]:
        return {}

    def bonus(self, pair: Pair) -> int:
        """How many points more a wished meeting of two people counts; negative: fewer."""
        return sum(rule.number for rule in self._speaking(Verb.PREFER, pair))

    def quotas(self, verb: Verb, person: str) -> tuple[MeetingRule, ...]:
        """Give the rules that count the meetings of somebody."""
        return tuple(rule for rule in self._known[verb] if _is_for(rule.who, person))

    def _speaking(self, verb: Verb, pair: Pair) -> Iterator[MeetingRule]:
        return (rule for rule in self._known[verb] if self.speaks_of(rule, pair))

    def speaks_of(self, rule: MeetingRule, pair: Pair) -> bool:
        """Whether a rule speaks of two people, either way round."""
        return self.counts(rule, *pair) or self.counts(rule, *pair[::-1])

    def counts(self, rule: MeetingRule, person: str, partner: str) -> bool:
        """Whether a rule that is for one person speaks of their meeting another."""
        is_named = _is_for(rule.who, person) and _is_for(rule.partners, partner)
        is_spared = rule.spares_musts and pair_of(person, partner) in self._musts
        return is_named and not is_spared and self._compares(rule, person, partner)

    def ceiling(self, rule: MeetingRule, person: str) -> int:
        """How many of the meetings that a rule counts somebody may have, or has had already."""
        had = (
            pin.pair[0] if pin.pair[1] == person else pin.pair[1]
            for pin in self._event.pins
            if person in pin.pair and self._event.is_over(pin.slot)
        )
        return max(rule.number, sum(self.counts(rule, person, partner) for partner in had))

    def _compares(self, rule: MeetingRule, person: str, partner: str) -> bool:
        if rule.comparison is None:
            return True
        if rule.comparison in {Comparison.MET, Comparison.NOT_MET}:
            has_met = pair_of(person, partner) in self._met
            return has_met is (rule.comparison is Comparison.MET)
        values = self._values_of(rule.column)
        mine, theirs = values[person], values[partner]
        if not (mine and theirs):
            return False
        return mine.isdisjoint(theirs) is (rule.comparison is Comparison.OTHER)

    @cached_property
    def _met(self) -> frozenset[Pair]:
        return frozenset(met.pair for met in self._event.met)

    @cached_property
    def _musts(self) -> frozenset[Pair]:
        members = self._event.members
        return frozenset(
            pair_of(wish.source, target)
            for wish in self._event.interests
            if wish.level is Level.MUST
            for target in (
                members.get(wish.target, ()) if wish.target_is_organisation else (wish.target,)
            )
        )

    def _values_of(self, column: str) -> Values:
        if column not in self._values:
            people = self._event.participants
            self._values[column] = {person.id: values_of(person, column) for person in people}
        return self._values[column]


@once_per_event
def rulings(event: Event) -> Rulings:
    """Make the meeting rules of an event ready to be asked."""
    return Rulings(event)


def _is_for(group: frozenset[str] | None, person: str) -> bool:
    return group is None or person in group


FIELDS: Mapping[str, Callable[[Participant], Iterable[str]]] = {
    "organisation": lambda person: person.organisations,
    "organisation_type": lambda person: (person.organisation_type,),
    "participation_type": lambda person: (person.participation_type,),
    "cluster": lambda person: (person.cluster,),
    "delegation": lambda person: (person.delegation,),
    "sme": lambda person: () if person.is_sme is None else ("yes" if person.is_sme else "no",),
    "country": lambda person: (person.country,),
    "languages": lambda person: person.languages,
    "areas": lambda person: person.areas,
    "attendance": lambda person: (person.attendance.value,),
}
"""The columns that can be compared besides labels, and what stands there."""


def values_of(participant: Participant, column: str) -> frozenset[str]:
    """Give what somebody has in a column, folded; nothing where it is empty."""
    if column in FIELDS:
        values = FIELDS[column](participant)
    else:
        values = dict(participant.labels).get(column, ())
    return frozenset(filter(None, map(fold, values)))
