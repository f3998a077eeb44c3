"""Who met at earlier events, in the words of this one: people are known by who they are."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path, PureWindowsPath

from matchmaker.events import Event, Met, Pair, Participant, Status, pair_of
from matchmaker.identity.people import who_is_who
from matchmaker.io.package.faults import CellFault
from matchmaker.io.plans.earlier import open_earlier
from matchmaker.io.plans.versions import folder_of
from matchmaker.io.reading.earlier import EarlierEvent, Served
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.pins import Appointment
from matchmaker.issues import Place
from matchmaker.meeting_rules import Comparison, MeetingRule, Verb
from matchmaker.names import address_of, name_of
from matchmaker.text import words

ASKED = frozenset({Comparison.MET, Comparison.NOT_MET})
Key = tuple[Pair, str, str]
"""Who met, at what, and on which day."""
SHOWN = 5
"""How many people who may be somebody of before are named."""


@dataclass(frozen=True)
class Here:
    """The event that is read, as far as it can be told from others.

    Parameters
    ----------
    folder : Path
        That of the workbook: paths are told from here.
    file : str
        The name of the workbook.
    event_id : str
        As the workbook names it.
    participants : sequence of Participant
        Those of now.
    days : sequence of date
        Its days, in order.
    """

    folder: Path
    file: str
    event_id: str
    participants: Sequence[Participant]
    days: Sequence[date]

    def is_this(self, path: Path, earlier: EarlierEvent) -> bool:
        """Whether an event before is this very one."""
        own = {folder_of(self.folder / self.file), folder_of(self.folder)}
        there = path.resolve()
        lies_within = any(folder.resolve() in {there, *there.parents} for folder in own)
        return lies_within or (bool(self.event_id) and self.event_id == earlier.event_id)


@dataclass(frozen=True)
class Remembered:
    """What is known of those of now from earlier events.

    Parameters
    ----------
    met : tuple of Met
        Who met whom.
    served : mapping of str to Served
        How the wishes of each were served, in all.
    """

    met: tuple[Met, ...] = ()
    served: Mapping[str, Served] = field(default_factory=dict)

    def __add__(self, other: "Remembered") -> "Remembered":
        people = {*self.served, *other.served}
        none = Served()
        served = {p: self.served.get(p, none) + other.served.get(p, none) for p in people}
        return Remembered((*self.met, *other.met), served)


def read_earlier_events(
    written: Iterable[str], here: Here, place: Place, findings: Findings
) -> Remembered:
    """Read who of now met at the events that the setting names, and how they were served.

    Parameters
    ----------
    written : iterable of str
        Folders and files, as the organiser names them.
    here : Here
        This event.
    place : Place
        Where they are named.
    findings : Findings
        Takes what is wrong.
    """
    memory = Remembered()
    for one in written:
        path = _path_of(one, here.folder)
        found = open_earlier(path, one)
        if isinstance(found, CellFault):
            findings.fault(found, place)
        elif here.is_this(path, found):
            findings.note("earlier_is_this", place, value=one)
        else:
            _check(one, found, here, place, findings)
            memory += _of_now(one, found, here, place, findings)
    return memory


def _path_of(written: str, folder: Path) -> Path:
    r"""Read a path as Windows writes it, `..\toulon`, on any system."""
    path = Path(written)
    return folder / (path if path.is_absolute() else PureWindowsPath(written).as_posix())


def _check(written: str, found: EarlierEvent, here: Here, place: Place, findings: Findings) -> None:
    if Path(written).is_absolute() or PureWindowsPath(written).is_absolute():
        findings.note("earlier_is_absolute", place, value=written)
    if not found.is_told:
        findings.warning("earlier_not_told", place, value=written)
    if found.wrong_answers:
        findings.warning("earlier_answers_wrong", place, value=written, count=found.wrong_answers)
    if found.days and here.days and found.days[0] > here.days[-1]:
        findings.warning("earlier_is_later", place, value=written, day=found.days[0])


def _of_now(
    written: str, found: EarlierEvent, here: Here, place: Place, findings: Findings
) -> Remembered:
    """Tell what an event before says of those who are here now."""
    people = _people_now(found, here, place, findings)
    if not people and found.participants:
        findings.warning("nobody_known", place, value=written)
    met = (
        Met(pair_of(people[one], people[other]), found.name, day)
        for (one, other), day in found.met.items()
        if one in people and other in people and people[one] != people[other]
    )
    served: dict[str, Served] = defaultdict(Served)
    for person in people.keys() & found.served.keys():
        served[people[person]] += found.served[person]
    return Remembered(tuple(met), served)


def _people_now(
    found: EarlierEvent, here: Here, place: Place, findings: Findings
) -> Mapping[str, str]:
    """Find everyone of before among those of now; an id of before says nothing."""
    before = tuple(replace(p, id=f"\0{p.id}") for p in found.participants)
    people = who_is_who(before, here.participants, substitutes=False)
    by_address, as_one = _by_address(before, here.participants), _as_one(before, here.participants)
    same = {**by_address, **as_one, **people.same}
    doubtful = [doubt for doubt in people.doubts if doubt.before.id not in same]
    if doubtful:
        names = ", ".join(doubt.before.name for doubt in doubtful[:SHOWN])
        findings.note("earlier_in_doubt", place, count=len(doubtful), people=names)
    return {person.removeprefix("\0"): now for person, now in same.items()}


def _by_address(before: Iterable[Participant], now: Iterable[Participant]) -> Mapping[str, str]:
    """Find those of whom only an address is known, where just one person has it."""
    having = defaultdict(list)
    for person in now:
        having[address_of(person.email)].append(person.id)
    nameless = (person for person in before if not name_of(person) and address_of(person.email))
    found = ((person.id, having.get(address_of(person.email), [])) for person in nameless)
    return {person: ids[0] for person, ids in found if len(ids) == 1}


def _as_one(before: Iterable[Participant], now: Iterable[Participant]) -> Mapping[str, str]:
    """Find those with the address and name of somebody, in however many rows either stands."""
    known: dict[Hashable, str] = {}
    for person in sorted(now, key=lambda person: person.status is not Status.REGISTERED):
        known.setdefault((address_of(person.email), name_of(person)), person.id)
    named = (person for person in before if address_of(person.email) and name_of(person))
    found = ((p.id, known.get((address_of(p.email), name_of(p)))) for p in named)
    return {person: now for person, now in found if now}


def with_earlier(
    event: Event, met: Iterable[Met], appointments: Iterable[Appointment], findings: Findings
) -> Event:
    """Give an event who met before; if no rule asks for that, they do not meet again.

    What is fixed is the organiser's word, and stands.
    """
    everyone = {_key(each): each for one in met for each in _of_all_selves(event, one)}
    if any(rule.comparison in ASKED for rule in event.meeting_rules):
        return replace(event, met=_in_order(everyone))
    for appointment in appointments:
        again = [key for key in everyone if key[0] == appointment.pin.pair]
        if again:
            findings.note("fixed_met_before", appointment.row.place())
        for key in again:
            del everyone[key]
    rules = (_default_rule(event.language),) if everyone else ()
    known = _in_order(everyone)
    return replace(event, met=known, meeting_rules=(*event.meeting_rules, *rules))


def _in_order(everyone: Mapping[Key, Met]) -> tuple[Met, ...]:
    return tuple(everyone[key] for key in sorted(everyone))


def _key(met: Met) -> Key:
    return met.pair, met.event, str(met.day or "")


def _of_all_selves(event: Event, met: Met) -> Iterator[Met]:
    """Whoever is there for several organisations has met in each of their rows."""
    one, other = (sorted(event.selves[person]) for person in met.pair)
    for pair in product(one, other):
        if pair[0] != pair[1]:
            yield replace(met, pair=pair_of(*pair))


def _default_rule(language: str) -> MeetingRule:
    written = words(language)("earlier.rule.never_again")
    return MeetingRule(
        verb=Verb.NEVER, comparison=Comparison.MET, spares_musts=True, row=0, written=written
    )
