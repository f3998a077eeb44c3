"""A plan in a few sentences: how much it holds, how good it is, and who is short of meetings."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal

from matchmaker.aims import Aim, AimName, Given
from matchmaker.compare import Change, ChangeKind, Difference
from matchmaker.events import Event
from matchmaker.identity.grid import DayShift, Shift
from matchmaker.record import Plan
from matchmaker.score import shortfalls
from matchmaker.text import Words
from matchmaker.wishes import met_interests

UNPROVEN = 99.9
"""The largest share in percent that is shown where a better plan is not ruled out."""


@dataclass(frozen=True)
class Fact:
    """One line of a summary."""

    label: str
    value: str | int | datetime


def summary_lines(plan: Plan, words: Words) -> list[str]:
    """Say everything of the summary, a line each."""
    return [f"{fact.label}: {_written(fact.value, words)}" for fact in facts(plan, words)]


def _written(value: str | int | datetime, words: Words) -> str:
    if isinstance(value, datetime):
        return date_time(value, words)
    return number(value, words) if isinstance(value, int) else value


def facts(plan: Plan, words: Words) -> tuple[Fact, ...]:
    """List everything of the summary: what the plan is, how good it is, who is below their floor.

    The moment it was made is aware, in the event's time zone.
    """
    return (
        *(Fact(words(f"summary.{key}"), value) for key, value in _counts(plan, words).items()),
        *(
            Fact(words("summary.aim", rank=rank), aim_line(aim, words))
            for rank, aim in enumerate(plan.aims, 1)
        ),
        *(Fact(words("summary.since"), line) for line in rerun_lines(plan, words)),
        *(Fact(words("summary.below_floor"), line) for line in shortfall_lines(plan, words)),
    )


def _counts(plan: Plan, words: Words) -> dict[str, str | int | datetime]:
    return {
        "event": plan.event.name,
        "version": plan.version,
        "created_at": created_at(plan),
        "source": plan.source.name,
        "people": len(plan.event.registered),
        "meetings": len(plan.schedule.meetings),
        "tables": len(plan.event.tables),
        "slots": len(plan.event.slots),
        "wishes": wishes_line(plan, words),
    }


def wishes_line(plan: Plan, words: Words) -> str:
    """Say how many wishes of those who take part are met."""
    registered = set(plan.event.registered)
    wishes = [wish for wish in plan.event.interests if wish.source in registered]
    met = met_interests(plan.event, plan.schedule.pairs)
    if not wishes:
        return words("summary.no_wishes")
    share = number(100 * len(met) / len(wishes), words, digits=1)
    return words(
        "summary.wishes_met",
        met=number(len(met), words),
        all=number(len(wishes), words),
        share=share,
    )


def aim_line(aim: Aim, words: Words) -> str:
    """Say how well an aim was reached, and what is proven of every other plan.

    For instance "1,487 points; no plan that keeps the aims before it can have more than 1,489
    (99.9 %)."
    """
    if aim.value == 0 and not aim.name.is_maximised:
        return words(f"summary.none.{aim.name}")
    direction = "more" if aim.name.is_maximised else "fewer"
    has_bound = aim.bound or aim.name.is_maximised
    return words(
        f"summary.{direction}.{aim.status if has_bound else 'unbounded'}",
        count=count(aim.name, aim.value, words),
        plan=words(f"summary.plan.{_what_is_given(aim)}"),
        bound=number(aim.bound, words),
        share=number(share(aim), words, digits=1),
        excess=number(aim.value - aim.bound, words),
    )


def share(aim: Aim) -> float:
    """Compute how much of the bound an aim reaches, in percent; 100 only where it is proven."""
    return 100.0 if aim.is_proven else min(100 * (1 - aim.gap), UNPROVEN)


def _what_is_given(aim: Aim) -> str:
    """Name what the bound takes as given: `aims`, `pairs`, `slots`, `homes_pairs_aims`, ..."""
    homes = ["homes"] if Given.HOMES in aim.given else []
    searched = [given for given in (Given.SLOTS, Given.PAIRS) if given in aim.given]
    aims = ["aims"] if any(isinstance(given, AimName) for given in aim.given) else []
    return "_".join([*homes, *searched[:1], *aims]) or "nothing"


def rerun_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say what became of what people were told: what could not stand, what changed, for whom."""
    lines = []
    if AimName.STANDING in plan.aim:
        lost = len(plan.event.promises) - plan.aim[AimName.STANDING].value
        proven = "proven" if plan.aim[AimName.STANDING].is_proven else "unproven"
        stands = "lost.shifted" if plan.difference.shift else "lost.none"
        key = f"lost.{proven}" if lost else stands
        lines.append(words(f"summary.{key}", meetings=count("meetings", lost, words)))
    if plan.looser is not None:
        key = "looser.some" if plan.looser else "looser.none"
        lines.append(words(f"summary.{key}", points=count("points", plan.looser, words)))
    lines += absence_lines(plan, words)
    if plan.base:
        lines += [*carried_lines(plan.difference, words), *substitute_lines(plan, words)]
        lines.append(changes_line(plan.difference, plan.base, words))
    return (*lines, *deleted_lines(plan, words))


def deleted_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say who does not meet since somebody deleted their meeting by hand, if there is anybody."""
    gone = (pair for pair in plan.options.deleted if pair not in plan.schedule.pairs)
    pairs = "; ".join(" – ".join(_name(person, plan.event) for person in pair) for pair in gone)
    return (words("summary.deleted", pairs=pairs),) if pairs else ()


def absence_lines(plan: Plan, words: Words) -> Iterator[str]:
    """Say who is absent, and since when that is known."""
    for absence in plan.options.absences:
        since = absence.since.astimezone(ZoneInfo(plan.event.time_zone))
        person = absence.participant
        name = f"{person} {_name(person, plan.event)}"
        yield words("summary.absent", name=name, since=date_time(since, words))


def changes_line(difference: Difference, base: str, words: Words) -> str:
    """Say how many meetings changed, and how many people must be told."""
    if not difference:
        return words("summary.no_changes", base=base)
    people = count("people", len(difference.to_tell), words)
    changes = kinds_line(Counter(change.kind for change in difference.changes), words)
    return words("summary.changes", base=base, changes=changes, people=people)


def kinds_line(kinds: Mapping[ChangeKind, int], words: Words) -> str:
    """Count changes by their kind: `1 added, 2 cancelled, 0 moved`."""
    said = (kind for kind in ChangeKind if kind is not ChangeKind.SUBSTITUTED or kinds[kind])
    return ", ".join(
        words(f"summary.changed.{kind}", n=number(kinds[kind], words)) for kind in said
    )


def carried_lines(difference: Difference, words: Words) -> tuple[str, ...]:
    """Say once what is so of many meetings: the timetable moved, tables have other names."""
    return (*_shift_lines(difference.shift, words), *_tables_line(difference.tables, words))


def carried_word(difference: Difference, words: Words) -> str:
    """Say in a word or two what is so of many meetings."""
    shift = difference.shift
    said = {"times": shift.days, "zone": shift.zones, "tables": difference.tables}
    return ", ".join(words(f"carried.{what}") for what, is_so in said.items() if is_so)


def _shift_lines(shift: Shift, words: Words) -> Iterator[str]:
    if shift.zones:
        before, now = shift.zones
        yield words("summary.shift.zone", before=before, now=now)
    if shift.minutes:
        yield words("summary.shift.all", minutes=_signed(shift.minutes))
    else:
        yield from (_day_line(day, words) for day in shift.days if day.is_noticed)
    for length in sorted({day.length for day in shift.days if day.length}):
        yield words("summary.shift.length", minutes=length)


def _day_line(day: DayShift, words: Words) -> str:
    """Say how a day moved; a new length of meetings is said apart."""
    how = "times" if day.minutes is None else "minutes" if day.minutes else "day"
    key = how if day.before == day.now or how == "day" else f"day_{how}"
    return words(
        f"summary.shift.{key}", day=day.before, day_now=day.now, minutes=_signed(day.minutes or 0)
    )


def _signed(minutes: int) -> str:
    return f"{minutes:+d}".replace("-", "−")


def _tables_line(tables: Mapping[str, str], words: Words) -> Iterator[str]:
    if tables:
        names = [words("summary.renamed", before=old, now=new) for old, new in tables.items()]
        more = ", …" if len(names) > SOME else ""
        yield words("summary.tables_renamed", names=", ".join(names[:SOME]) + more)


SOME = 12
"""How many tables are named at most."""


def substitute_lines(plan: Plan, words: Words) -> Iterator[str]:
    """Say who stands in for whom: `P05 was Eva Test, is Fabian Test ...: 3 meetings kept`."""
    stood_in = Counter(
        _substitute(change) for change in plan.changes if change.kind is ChangeKind.SUBSTITUTED
    )
    for (before, now), meetings in sorted(stood_in.items()):
        yield words(
            "summary.substituted",
            id=now,
            before=_name(before, plan.event),
            now=_name(now, plan.event),
            meetings=count("meetings", meetings, words),
        )


def _substitute(change: Change) -> tuple[str, str]:
    """Name who left, and who is met instead."""
    before, after = (side.participants if side else () for side in (change.before, change.after))
    (left,), (came,) = {*before} - {*after}, {*after} - {*before}
    return left, came


def _name(participant: str, event: Event) -> str:
    person = event.participant.get(participant)
    return person.name if person else participant


def cause_line(change: Change, event: Event, words: Words) -> str:
    """Say why a meeting is not as it was."""
    if change.cause is None:
        return ""
    return words(f"cause.{change.cause}", who=_name(change.who, event))


def shortfall_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say who is below their floor and by how much, the worst off first; nobody is said too."""
    missing = shortfalls(plan.event, plan.schedule)
    lines = []
    for participant in sorted(missing, key=lambda person: (-missing[person], person)):
        person = plan.event.participant[participant]
        lines.append(
            words(
                "summary.short",
                name=person.name,
                id=person.id,
                organisation=person.organisation,
                missing=count("missing", missing[participant], words),
            )
        )
    return tuple(lines) or (words("summary.nobody_short"),)


def version_line(plan: Plan, words: Words) -> str:
    """Say which version this is and of when, as it stands on every agenda."""
    version, moment = version_number(plan.version), date_time(created_at(plan), words)
    return words("summary.as_of", version=version, moment=moment)


def version_number(version: str) -> str:
    """Call a version as people do: `v03` is `3`."""
    return version.removeprefix("v").lstrip("0") or version


def created_at(plan: Plan) -> datetime:
    """When the plan was made, by the clocks of the event."""
    return plan.created_at.astimezone(ZoneInfo(plan.event.time_zone))


def count(noun: str, quantity: int, words: Words) -> str:
    """Say a number of something: `1 point`, `1,487 points`."""
    form = Locale(words.language).plural_form(quantity)
    return words(f"summary.count.{noun}.{form}", n=number(quantity, words))


def number(value: float, words: Words, *, digits: int = 0) -> str:
    """Write a number as people of this language do: `1,487`, `1.487`."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=words.language)


def date_time(moment: datetime, words: Words) -> str:
    """Write a moment as people of this language do: `12 Jun 2027 14:05`, `12.06.2027 14:05`."""
    return format_datetime(moment, words("summary.date_time"), locale=words.language)
