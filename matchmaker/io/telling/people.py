"""What everyone got, and which wishes are unmet."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from babel.dates import format_date

from matchmaker.costs import cost_line
from matchmaker.events import Interest, Met, Participant, pair_of
from matchmaker.explain import Reason, Unmet
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting
from matchmaker.score import area_changes, breaks, table_changes, waiting


@dataclass(frozen=True)
class PersonRow:
    """A row of the sheet Participants."""

    report: Report
    person: Participant
    wishes: tuple[Interest, ...]

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Their meetings."""
        return self.report.plan.schedule.of(self.person.id)

    @property
    def floor(self) -> int | None:
        """How many meetings they should have at least; None: they do not take part."""
        return self.report.floors.get(self.person.id)

    @property
    def short(self) -> int | None:
        """How many meetings they fall short of their floor; None: not at all."""
        return self.report.short.get(self.person.id) or None

    @cached_property
    def wishes_met(self) -> int:
        """How many of their wishes are met."""
        return sum(wish in self.report.plan.met for wish in self.wishes)

    @property
    def share(self) -> float | None:
        """Share of their wishes that are met; None: they have no wishes."""
        return self.wishes_met / len(self.wishes) if self.wishes else None

    @property
    def breaks(self) -> int:
        """How many breaks they have."""
        return len(breaks(self.report.plan.event, self.report.plan.schedule, self.person.id))

    @property
    def area_changes(self) -> int:
        """How often they go to another area."""
        plan = self.report.plan
        return area_changes(plan.event, plan.schedule, self.person.id)

    @property
    def table_changes(self) -> int:
        """How often they change table."""
        plan = self.report.plan
        return table_changes(plan.event, plan.schedule, self.person.id)

    @property
    def waiting(self) -> int:
        """How many slots they wait."""
        return waiting(self.report.plan.event, self.report.plan.schedule, self.person.id)


def person_rows(report: Report) -> Iterator[PersonRow]:
    """List everyone by last name, those who cancelled included."""
    wishes: dict[str, list[Interest]] = {person.id: [] for person in report.plan.event.participants}
    for wish in report.plan.event.interests:
        wishes[wish.source].append(wish)
    for person in sorted(report.plan.event.participants, key=by_last_name):
        yield PersonRow(report, person, tuple(wishes[person.id]))


@dataclass(frozen=True)
class UnmetRow:
    """A row of the sheet Unmet."""

    report: Report
    unmet: Unmet

    @property
    def wish(self) -> Interest:
        """What was wished."""
        return self.unmet.interest

    @property
    def source(self) -> Participant:
        """Who wished."""
        return self.report.person(self.wish.source)

    @property
    def target(self) -> Participant | None:
        """Who was wished; None: anyone of an organisation."""
        wish = self.wish
        return None if wish.target_is_organisation else self.report.person(wish.target)

    @property
    def target_name(self) -> str:
        """Who was wished, in words."""
        if self.target:
            return self.target.name
        return self.report.words("output.value.anyone", organisation=self.wish.target)

    @property
    def target_organisation(self) -> str:
        """The organisation of who was wished."""
        return self.target.organisation if self.target else self.wish.target

    @property
    def level(self) -> str:
        """How much it was wished."""
        return self.report.words(f"value.level.{self.wish.level.name.lower()}")

    @property
    def reason(self) -> str:
        """Why there is no meeting, in a sentence."""
        target = self.target.name if self.target else self.wish.target
        rule = self.report.rules.get(self.unmet.row)
        if self.unmet.reason is Reason.RULE and rule is None:
            return self._met_before()
        return self.report.words(
            self.unmet.reason.sentence(online=self._is_online),
            source=self.source.name,
            target=target,
            row=str(self.unmet.row),
            rule=(rule.reason or rule.written) if rule else "",
        )

    @property
    def _is_online(self) -> bool:
        """Whether a meeting would be online, whomever of an organisation with."""
        return self.source.is_online or (self.target is not None and self.target.is_online)

    @property
    def price(self) -> str:
        """What it would cost, in a sentence; empty where that is not known."""
        return cost_line(self.unmet, self.report.plan.event, self.report.words)

    def _met_before(self) -> str:
        """Say when and where the two met, as far as that is known."""
        words = self.report.words
        pair = pair_of(self.wish.source, self.wish.target)
        met = next((met for met in self.report.plan.event.met if met.pair == pair), Met(pair))
        day = format_date(met.day, words("reason.day"), locale=words.language) if met.day else ""
        event = ", ".join(filter(None, (met.event, day)))
        return words("reason.met_at", event=event) if event else words("reason.met")


def unmet_rows(report: Report) -> Iterator[UnmetRow]:
    """List the unmet wishes, the strongest first, then by last name."""
    rows = [UnmetRow(report, unmet) for unmet in report.plan.unmet]
    yield from sorted(rows, key=lambda row: (-row.wish.level, by_last_name(row.source)))
