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
from matchmaker.text import fold_value

Question = Callable[[str, str], bool]
"""Whether something holds of one person meeting another."""


class Rulings:
    """The meeting rules of an event, asked of two people at a time."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._known = defaultdict(list)
        for rule in event.meeting_rules:
            self._known[rule.verb].append(rule)

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
        return self._questions[id(rule)](person, partner)

    @cached_property
    def _questions(self) -> Mapping[int, Question]:
        """What each rule asks; they are asked so often that nothing is looked up twice."""
        return {id(rule): self._question(rule) for rule in self._event.meeting_rules}

    def _question(self, rule: MeetingRule) -> Question:
        who, partners = (
            self._everyone if group is None else group for group in (rule.who, rule.partners)
        )
        compares = self._comparison(rule)
        spared = self._musts if rule.spares_musts else frozenset()

        def counts(person: str, partner: str) -> bool:
            return (
                person in who
                and partner in partners
                and compares(person, partner)
                and not (spared and pair_of(person, partner) in spared)
            )

        return counts

    def _comparison(self, rule: MeetingRule) -> Question:
        """Make the question what must be true of two people besides."""
        values = self._values_of(rule.column) if rule.column else {}
        match rule.comparison:
            case Comparison.SAME:
                return lambda one, other: values[one] & values[other] != 0
            case Comparison.OTHER:
                return lambda one, other: (
                    values[one] != 0 and values[other] != 0 and values[one] & values[other] == 0
                )
            case Comparison.MET:
                return lambda one, other: pair_of(one, other) in self._met
            case Comparison.NOT_MET:
                return lambda one, other: pair_of(one, other) not in self._met
        return lambda _one, _other: True

    def ceiling(self, rule: MeetingRule, person: str) -> int:
        """How many of the meetings that a rule counts somebody may have, or has had already."""
        had = (
            pin.pair[0] if pin.pair[1] == person else pin.pair[1]
            for pin in self._event.pins
            if person in pin.pair and self._event.is_over(pin.slot)
        )
        return max(rule.number, sum(self.counts(rule, person, partner) for partner in had))

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

    def _values_of(self, column: str) -> Mapping[str, int]:
        """Give what everyone has in a column: a bit for each value that anybody has."""
        people = self._event.participants
        theirs = {person.id: values_of(person, column) for person in people}
        bits = {value: 1 << n for n, value in enumerate(frozenset[str]().union(*theirs.values()))}
        return {person: sum(bits[value] for value in has) for person, has in theirs.items()}

    @cached_property
    def _everyone(self) -> frozenset[str]:
        return frozenset(self._event.participant)


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
    """Give what somebody has in a column, as it is compared; nothing where it is empty.

    Organisations have one name each when they are read; two names are two.
    """
    if column == "organisation":
        return frozenset(participant.organisations)
    if column in FIELDS:
        values = FIELDS[column](participant)
    else:
        values = dict(participant.labels).get(column, ())
    return frozenset(filter(None, map(fold_value, values)))
