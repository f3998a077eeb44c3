"""What became of what people were told, in words: each change, and what is so of many meetings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from matchmaker.aims import AimName
from matchmaker.compare import Change, ChangeKind, Difference
from matchmaker.events import Event, Slot
from matchmaker.figures import count, date_time, number
from matchmaker.identity.slots import DayShift, Shift
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.text import Words
from matchmaker.whereabouts import at_table, id_and_name, name_in, online, when_and_where, who

DAY = 24 * 60
"""Minutes; a meeting of so many is a stay."""
SOME = 12
"""How many tables are named at most."""


@dataclass(frozen=True)
class News:
    """A change in words: what happened, between whom, from when and where to when and where, why.

    Parameters
    ----------
    change : Change
        The change.
    event : Event
        As it is now.
    words : Words
        Of the language it is told in.
    """

    change: Change
    event: Event
    words: Words

    @property
    def kind(self) -> str:
        """What happened."""
        return self.words(f"change.{self.change.kind}")

    @property
    def who(self) -> str:
        """The two who meet now, or else were to meet, by id and name."""
        return who(self.change.participants, self.event)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the two."""
        return tuple(name_in(self.event, person) for person in self.change.participants)

    @property
    def before(self) -> str:
        """When and where it was; empty where it was not."""
        was_at = place_before(self.change, self.words)
        return self._at(self.change.before, was_at)

    @property
    def now(self) -> str:
        """When and where it is; empty where it is no more."""
        return self._at(self.change.after)

    def _at(self, meeting: Meeting | None, place: str = "") -> str:
        return when_and_where(meeting, self.event, self.words, place=place) if meeting else ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it was before, and is at another time or place."""
        before, after = self.change.before, self.change.after
        if before is None or after is None:
            return False
        return before.when_and_where != after.when_and_where or self.before != self.now

    @property
    def why(self) -> str:
        """Why it changed; empty if nobody asked."""
        if self.change.cause is None:
            return ""
        return self.words(f"cause.{self.change.cause}", who=name_in(self.event, self.change.who))

    @property
    def line(self) -> str:
        """Say all of it: `moved: P1 Anna – P2 Liam: Wed 16 Jun, 09:00–09:30, ... → ... (why)`."""
        places = " → ".join(dict.fromkeys(filter(None, (self.before, self.now))))
        why = f" ({self.why})" if self.why else ""
        return f"{self.kind}: {self.who}: {places}{why}"


def place_before(change: Change, words: Words) -> str:
    """Say where a meeting was, if the event as it is now does not say it; else empty."""
    former = change.former
    if change.before and change.before.table and former:
        return at_table(change.before.table, former.area, words, is_room=former.is_room)
    return online(words) if change.was_at == "" else change.was_at or ""


def news_of(difference: Difference, event: Event, words: Words) -> tuple[News, ...]:
    """Tell every single change."""
    return tuple(
        News(_as_printed(change, difference.shift), event, words) for change in difference.changes
    )


def news_for(person: str, difference: Difference, event: Event, words: Words) -> tuple[News, ...]:
    """Tell the changes that somebody must be told, as they see them."""
    theirs = difference.by_participant.get(person, ())
    return news_of(replace(difference, changes=theirs), event, words)


def _as_printed(change: Change, shift: Shift) -> Change:
    """Give what was before at the times that people read, though the time zone was corrected."""
    if not (shift.zones and change.before):
        return change
    before, now = map(ZoneInfo, shift.zones)
    start, end = (
        moment.astimezone(before).replace(tzinfo=now)
        for moment in (change.before.slot.start, change.before.slot.end)
    )
    return replace(change, before=replace(change.before, slot=Slot(start, end)))


def to_tell_line(difference: Difference, person: str, words: Words) -> str:
    """Say in a line what somebody must be told: `all times move, 1 cancelled, 2 moved`."""
    carried = [carried_word(difference, words)] if person in difference.carried else []
    kinds = Counter(change.kind for change in difference.by_participant.get(person, ()))
    return ", ".join((*carried, *_counted(kinds, sorted(kinds), words)))


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
    pairs = "; ".join(" – ".join(name_in(plan.event, person) for person in pair) for pair in gone)
    return (words("summary.deleted", pairs=pairs),) if pairs else ()


def absence_lines(plan: Plan, words: Words) -> Iterator[str]:
    """Say who is absent, and since when that is known."""
    for absence in plan.options.absences:
        since = absence.since.astimezone(ZoneInfo(plan.event.time_zone))
        person = absence.participant
        name = id_and_name(person, plan.event)
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
    return ", ".join(_counted(kinds, said, words))


def _counted(
    kinds: Mapping[ChangeKind, int], said: Iterable[ChangeKind], words: Words
) -> Iterator[str]:
    """Say of each of these kinds how many there are."""
    return (words(f"summary.changed.{kind}", n=number(kinds[kind], words)) for kind in said)


def carried_lines(difference: Difference, words: Words) -> tuple[str, ...]:
    """Say once what is so of many meetings: other times, names and places of tables, links."""
    return (*_shift_lines(difference.shift, words), *_tables_lines(difference, words))


def carried_word(difference: Difference, words: Words) -> str:
    """Say in a word or two what is so of many meetings."""
    shift = difference.shift
    names, links = _renamed(difference.tables), _relinked(difference.tables)
    told = {"times": shift.days, "zone": shift.zones, "tables": names, "links": links}
    said = {**told, "places": difference.restood}
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
        if length >= DAY:
            yield words("summary.shift.stay", days=count("days", length // DAY + 1, words))
        else:
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


def _tables_lines(difference: Difference, words: Words) -> Iterator[str]:
    renamed, relinked = _renamed(difference.tables), _relinked(difference.tables)
    new = [words("summary.renamed", before=old, now=now) for old, now in renamed.items()]
    kinds = {
        "tables_renamed": new,
        "rooms_relinked": relinked,
        "tables_restood": difference.restood,
    }
    for key, names in kinds.items():
        if names:
            more = ", …" if len(names) > SOME else ""
            yield words(f"summary.{key}", names=", ".join(names[:SOME]) + more)


def _renamed(tables: Mapping[str, str]) -> Mapping[str, str]:
    return {old: new for old, new in tables.items() if old != new}


def _relinked(tables: Mapping[str, str]) -> list[str]:
    """Name the rooms online whose link is another one."""
    return [old for old, new in tables.items() if old == new]


def substitute_lines(plan: Plan, words: Words) -> Iterator[str]:
    """Say who stands in for whom: `P05 was Eva Test, is Fabian Test ...: 3 meetings kept`."""
    stood_in = Counter(
        _substitute(change) for change in plan.changes if change.kind is ChangeKind.SUBSTITUTED
    )
    for (before, now), meetings in sorted(stood_in.items()):
        yield words(
            "summary.substituted",
            id=now,
            before=name_in(plan.event, before),
            now=name_in(plan.event, now),
            meetings=count("meetings", meetings, words),
        )


def _substitute(change: Change) -> tuple[str, str]:
    """Name who left, and who is met instead."""
    before, after = (side.participants if side else () for side in (change.before, change.after))
    (left,), (came,) = {*before} - {*after}, {*after} - {*before}
    return left, came
