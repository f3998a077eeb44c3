"""What meeting rules bring about that nobody can have meant, known before anything is planned."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from matchmaker.events import Event, Pair, Status
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.meeting_rules import RuleRow
from matchmaker.io.reading.pins import Appointment
from matchmaker.issues import Place
from matchmaker.meeting_rules import Comparison, MeetingRule, Verb
from matchmaker.rulebook import Rule, verify_pins
from matchmaker.rulings import rulings, values_of
from matchmaker.wishes import Obstacles, stands, targets, wished_pairs

OF_RULES = frozenset({Rule.RULE_ONLY, Rule.RULE_NEVER, Rule.RULE_AT_MOST})
SAME_VALUES = frozenset({Comparison.SAME, Comparison.OTHER})


def check_meeting_rules(
    event: Event,
    rules: Sequence[RuleRow],
    appointments: Iterable[Appointment],
    most: Place,
    findings: Findings,
    *,
    has_all_people: bool,
    has_all_wishes: bool,
) -> None:
    """Find rules that contradict others, speak of nobody, or ask for what cannot be.

    Parameters
    ----------
    event : Event
        With these rules.
    rules : sequence of RuleRow
        The rules and their rows.
    appointments : iterable of Appointment
        The pins and their rows.
    most : Place
        Where the limit of meetings of everyone is set.
    findings : Findings
        Takes what is wrong.
    has_all_people, has_all_wishes : bool
        Whether all could be read; if not, nothing is said about what there are none of.
    """
    if not has_all_people:
        return
    check = _Check(event)
    for each in rules:
        check.number(each, rules, most, findings)
        check.values(each, findings)
        check.reach_of_sentence(each, findings)
        if has_all_wishes:
            check.wishes(each, findings)
    _check_appointments(event, rules, appointments, findings)


def _check_appointments(
    event: Event,
    rules: Iterable[RuleRow],
    appointments: Iterable[Appointment],
    findings: Findings,
) -> None:
    """Find rules that fixed appointments break; what is wrong with those is said at their rows."""
    places = {appointment.pin.pair: appointment.row for appointment in appointments}
    broken: dict[str, set[int]] = defaultdict(set)
    for fault in verify_pins(event) if places and event.meeting_rules else ():
        if fault.rule in OF_RULES:
            numbers = {int(places[meeting.participants].number) for meeting in fault.meetings}
            broken[fault.parameters["row"]] |= numbers
    for each in rules:
        numbers = broken.get(str(each.rule.row), set())
        if numbers:
            rows = ", ".join(map(str, sorted(numbers)))
            findings.error("rule_against_fixed", each.row.place(), rows=rows)


class _Check:
    """An event, looked at rule by rule."""

    def __init__(self, event: Event) -> None:
        self._event, self._rulings = event, rulings(event)

    def number(
        self, each: RuleRow, rules: Iterable[RuleRow], most: Place, findings: Findings
    ) -> None:
        """Find a number of meetings that other limits never let anybody have."""
        rule, place = each.rule, each.row.place("number")
        people = self._people(rule.who)
        if rule.verb is not Verb.AT_LEAST or not people:
            return
        limits = [self._event.limit_of(person) for person in people]
        if all(limit is not None and limit < rule.number for limit in limits):
            limit = max(limit for limit in limits if limit is not None)
            findings.error("rule_over_max", place, least=rule.number, most=limit)
            if most.sheet:
                findings.error("max_under_rule", most, row=each.row.number, least=rule.number)
        for other in rules:
            if _is_of_more(other.rule, rule) and other.rule.number < rule.number:
                row, limit = other.row.number, other.rule.number
                findings.error("rule_over_at_most", place, least=rule.number, most=limit, row=row)
                row = each.row.number
                place_of_other = other.row.place("number")
                findings.error(
                    "rule_under_at_least", place_of_other, least=rule.number, most=limit, row=row
                )

    def values(self, each: RuleRow, findings: Findings) -> None:
        """Note for how many people nothing can be compared."""
        rule = each.rule
        if rule.comparison not in SAME_VALUES:
            return
        people = self._people(rule.who) | self._people(rule.partners)
        missing = sum(not values_of(self._event.participant[p], rule.column) for p in people)
        if missing:
            findings.note("rule_values_missing", each.row.place("condition"), count=missing)

    def reach_of_sentence(self, each: RuleRow, findings: Findings) -> None:
        """Find a rule that speaks of no two people."""
        if not any(self._spoken_of(each.rule)):
            findings.warning("rule_of_nobody", each.row.place())

    def _spoken_of(self, rule: MeetingRule) -> Iterator[bool]:
        """Ask of two people for every way in which people differ for a rule."""
        if rule.comparison is Comparison.MET:
            registered = frozenset(self._event.registered)
            pairs = (met.pair for met in self._event.met)
            yield from (self._rulings.speaks_of(rule, p) for p in pairs if registered.issuperset(p))
            return
        few = self._kinds(rule, rule.who), self._kinds(rule, rule.partners)
        if rule.comparison is Comparison.NOT_MET:
            few = sorted(self._people(rule.who)), sorted(self._people(rule.partners))
        yield from (self._rulings.counts(rule, a, b) for a, b in product(*few) if a != b)

    def _kinds(self, rule: MeetingRule, group: frozenset[str] | None) -> Sequence[str]:
        """Name two people of a group for all that can stand in the column that is compared."""
        kinds: dict[object, list[str]] = defaultdict(list)
        for person in sorted(self._people(group)):
            compared = rule.comparison in SAME_VALUES
            participant = self._event.participant[person]
            kind = kinds[values_of(participant, rule.column) if compared else None]
            if len(kind) < len(("one", "another")):
                kind.append(person)
        return [person for kind in kinds.values() for person in kind]

    def wishes(self, each: RuleRow, findings: Findings) -> None:
        """Find a rule that leaves people nobody they wish, or asks for what nobody can have."""
        rule = each.rule
        if rule.verb is Verb.ONLY:
            alone = sum(self._is_left_alone(rule, p) for p in self._people(rule.who))
            if alone:
                findings.warning("rule_leaves_alone", each.row.place(), count=alone)
        elif rule.verb is Verb.AT_LEAST:
            reach = [self._reach(rule, person) for person in self._people(rule.who)]
            if reach and max(reach) < rule.number:
                place, most = each.row.place("number"), max(reach)
                findings.warning("rule_out_of_reach", place, count=len(reach), most=most)

    def _is_left_alone(self, rule: MeetingRule, person: str) -> bool:
        """Whether somebody wishes, and rules with *only* keep them from all they wish."""
        wished = self._wished.get(person, ())
        return bool(wished) and all(self._rulings.binds(rule, person, other) for other in wished)

    def _reach(self, rule: MeetingRule, person: str) -> int:
        """Count the partners that a rule counts for somebody, and that they may meet."""
        return sum(self._rulings.counts(rule, person, other) for other in self._possible[person])

    @cached_property
    def _wished(self) -> Mapping[str, set[str]]:
        """Whom each wishes, as far as they take part."""
        wished: dict[str, set[str]] = defaultdict(set)
        for wish in self._event.interests:
            if stands(self._event, wish):
                wished[wish.source].update(targets(self._event, wish))
        return wished

    @cached_property
    def _possible(self) -> Mapping[str, set[str]]:
        """Whom each could meet, wished from either side or fixed."""
        obstacles, possible = Obstacles(self._event), defaultdict(set)
        pairs: set[Pair] = {*wished_pairs(self._event), *(pin.pair for pin in self._event.pins)}
        for one, other in (pair for pair in pairs if not obstacles.between(pair)):
            possible[one].add(other)
            possible[other].add(one)
        return possible

    def _people(self, group: frozenset[str] | None) -> frozenset[str]:
        """Name those of a group who take part."""
        known = self._event.participant
        registered = frozenset(p for p in known if known[p].status is Status.REGISTERED)
        return registered if group is None else registered & group


def _is_of_more(limit: MeetingRule, rule: MeetingRule) -> bool:
    """Whether a rule *at most* counts all that another counts, for all of its people."""
    is_same = limit.comparison is None or (
        (limit.comparison, limit.column) == (rule.comparison, rule.column)
    )
    return (
        limit.verb is Verb.AT_MOST
        and is_same
        and _includes(limit.who, rule.who)
        and _includes(limit.partners, rule.partners)
    )


def _includes(more: frozenset[str] | None, fewer: frozenset[str] | None) -> bool:
    return more is None or (fewer is not None and fewer <= more)
