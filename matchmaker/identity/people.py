"""Who is who between two lists of participants: an ID alone is nobody.

A person is known by their e-mail address and name, else by name and organisation, else by the ID
where nothing speaks against it. Nobody is guessed: whoever could be two people is nobody of before,
and is named.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matchmaker.events import Participant, Status
from matchmaker.names import address_of, name_of
from matchmaker.text import fold

Key = Callable[[Participant], Hashable]


@dataclass(frozen=True)
class Doubt:
    """Somebody of before who may be among those of now, but not for sure.

    Parameters
    ----------
    before : Participant
        As they were.
    candidates : tuple of Participant
        Who they may be now.
    """

    before: Participant
    candidates: tuple[Participant, ...]


@dataclass(frozen=True)
class Correction:
    """Somebody who is the same although their name is written otherwise."""

    before: Participant
    now: Participant


@dataclass(frozen=True)
class People:
    """Who is who.

    Parameters
    ----------
    same : mapping of str to str
        The id now of everyone who is still there, in whatever status, by their id before.
    substitutes : mapping of str to str
        The id of who stands in now for somebody of the same organisation, by the id of before.
    doubts : tuple of Doubt
        Who may be still there, but could not be told.
    corrections : tuple of Correction
        Who is the same under another name.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    substitutes: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def found(self) -> int:
        """How many of before are there, or somebody in their place."""
        return len(self.same) + len(self.substitutes)


def who_is_who(
    before: Sequence[Participant], now: Sequence[Participant], *, substitutes: bool = True
) -> People:
    """Find everyone of before among those of now.

    Parameters
    ----------
    before, now : sequence of Participant
        Each with unique ids, in the order of their lists.
    substitutes : bool
        Whether somebody else of the organisation, under the ID or in the row of somebody who left,
        stands in for them.
    """
    search = _Search(before, now)
    # Whoever cancelled and registered again is whom they registered as, so these come first.
    for people in (_registered(now), now):
        search.pair_up(people, _address_and_name)
        search.pair_in_order(people, _address_and_name)
        search.pair_up(people, lambda person: _with(address_of(person.email)), _may_be_called)
        search.pair_up(people, lambda person: _with(name_of(person), fold(person.organisation)))
        search.pair_up(people, lambda person: _with(person.id), _nothing_contradicts)
    doubts = tuple(search.doubts())
    stand_ins = dict(_stand_ins(search)) if substitutes else {}
    return People(search.same, stand_ins, doubts, tuple(search.corrections()))


def _registered(people: Sequence[Participant]) -> tuple[Participant, ...]:
    return tuple(person for person in people if person.status is Status.REGISTERED)


def _address_and_name(person: Participant) -> Hashable:
    return _with(address_of(person.email), name_of(person))


def _with(*parts: Hashable) -> Hashable:
    """Make a key of what must agree; None where some of it is missing."""
    return parts if all(parts) else None


class _Search:
    """Who is not found yet, on either side, and who is."""

    def __init__(self, before: Sequence[Participant], now: Sequence[Participant]) -> None:
        self.before, self.now = before, now
        self.same: dict[str, str] = {}
        self._taken: set[str] = set()

    @property
    def gone(self) -> tuple[Participant, ...]:
        """Who of before is not found."""
        return tuple(person for person in self.before if person.id not in self.same)

    @property
    def new(self) -> tuple[Participant, ...]:
        """Who of now is nobody of before."""
        return self._new_of(self.now)

    @property
    def ids_hold(self) -> bool:
        """Whether IDs say anything: not where most of those who are the same have another one."""
        kept = sum(before == now for before, now in self.same.items())
        return 2 * kept >= len(self.same)

    def _new_of(self, people: Sequence[Participant]) -> tuple[Participant, ...]:
        return tuple(person for person in people if person.id not in self._taken)

    def pair_up(
        self,
        people: Sequence[Participant],
        key: Key,
        fits: Callable[[Participant, Participant], bool] = lambda _a, _b: True,
    ) -> None:
        """Find everyone who agrees in a key with just one of these people who fits."""
        there = _grouped(self._new_of(people), key)
        for agreed, earlier in _grouped(self.gone, key).items():
            for one, other in _couples(earlier, there.get(agreed, []), fits):
                self._found(one, other)

    def pair_in_order(self, people: Sequence[Participant], key: Key) -> None:
        """Find those who agree in a key that makes them one human being, as they are listed."""
        there = _grouped(self._new_of(people), key)
        for agreed, earlier in _grouped(self.gone, key).items():
            now = there.get(agreed, [])
            if len(earlier) == len(now):
                for one, other in zip(earlier, now, strict=True):
                    self._found(one, other)

    def _found(self, one: Participant, other: Participant) -> None:
        self.same[one.id] = other.id
        self._taken.add(other.id)

    def doubts(self) -> Iterator[Doubt]:
        """Name those not found who share a name with somebody new, or an address and part of it."""
        names = _grouped(self.new, name_of)
        for person in self.gone:
            if person.status is Status.REGISTERED and names.get(name_of(person)):
                yield Doubt(person, tuple(names[name_of(person)]))

    def corrections(self) -> Iterator[Correction]:
        """Name those found whose name is not written as it was."""
        now = {person.id: person for person in self.now}
        for person in self.before:
            found = now.get(self.same.get(person.id, ""))
            if found and name_of(found) != name_of(person):
                yield Correction(person, found)


def _grouped(people: Iterable[Participant], key: Key) -> Mapping[Hashable, list[Participant]]:
    groups = defaultdict(list)
    for person in people:
        agreed = key(person)
        if agreed is not None:
            groups[agreed].append(person)
    return groups


TIES: tuple[Key, ...] = (
    lambda person: (person.id, fold(person.organisation), person.status),
    lambda person: (fold(person.organisation), person.status),
    lambda person: (person.id, fold(person.organisation)),
    lambda person: fold(person.organisation),
    lambda person: (person.id, person.status),
    lambda person: person.id,
    lambda person: person.status,
    lambda _person: (),
)
"""What tells people apart who agree in the rest: somebody who cancelled and registered again is
whom they registered as, somebody in two rows for two organisations is each of them."""


def _couples(
    before: Sequence[Participant],
    now: Sequence[Participant],
    fits: Callable[[Participant, Participant], bool],
) -> Iterator[tuple[Participant, Participant]]:
    """Pair up those who fit nobody else, by ever less that tells them apart."""
    left, there = list(before), list(now)
    for tie in TIES:
        for one in tuple(left):
            mine = [other for other in there if tie(one) == tie(other) and fits(one, other)]
            if len(mine) != 1:
                continue
            theirs = [o for o in left if tie(o) == tie(mine[0]) and fits(o, mine[0])]
            if len(theirs) == 1:
                left.remove(one)
                there.remove(mine[0])
                yield one, mine[0]


def _may_be_called(one: Participant, other: Participant) -> bool:
    """Whether two people with one address may be one: a name corrected, or changed by marriage."""
    is_first = fold(one.first_name) and fold(one.first_name) == fold(other.first_name)
    return bool(is_first) or _is_written_alike(name_of(one), name_of(other))


def _nothing_contradicts(one: Participant, other: Participant) -> bool:
    """Whether two people under one ID may be one: of one name, or a slip of the pen from it."""
    if name_of(one) == name_of(other):
        return True
    return _are_colleagues(one, other) and _is_written_alike(name_of(one), name_of(other))


def _are_colleagues(one: Participant, other: Participant) -> bool:
    """Whether two people are of one organisation, or share one of several."""
    ours, theirs = (frozenset(map(fold, person.organisations)) for person in (one, other))
    return not ours.isdisjoint(theirs)


def _is_written_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each part of the shorter name is one of the longer, but for a letter or a slip."""
    shorter, longer = sorted((one, other), key=len)
    rest = list(longer)
    for part in sorted(shorter, key=len, reverse=True):
        found = next((known for known in rest if _is_slip(part, known)), None)
        if found is None:
            return False
        rest.remove(found)
    return len(shorter) > 1 or not rest


LONG = 4
"""Letters of a word in which one may be wrong."""


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are the same, an initial and its name, or a letter apart."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return longer.startswith(shorter) and shorter.isalpha()
    is_word = shorter.isalpha() and longer.isalpha() and len(shorter) >= LONG
    return is_word and _is_a_letter_apart(shorter, longer)


def _is_a_letter_apart(shorter: str, longer: str) -> bool:
    """Whether one letter more, another one, or two exchanged make one word of the other."""
    if len(longer) - len(shorter) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if start is None:
        return True
    if len(longer) > len(shorter):
        return shorter[start:] == longer[start + 1 :]
    swapped = longer[start : start + 2][::-1] == shorter[start : start + 2]
    return shorter[start + 1 :] == longer[start + 1 :] or (
        swapped and shorter[start + 2 :] == longer[start + 2 :]
    )


def _stand_ins(search: _Search) -> Iterator[tuple[str, str]]:
    """Find who stands in for somebody who left: of one organisation, under the ID or in the row."""
    new = {person.id: person for person in search.new if person.status is Status.REGISTERED}
    under_id = new if search.ids_hold else {}
    rows = _Rows(search)
    for person in search.gone:
        if person.status is not Status.REGISTERED:
            continue
        found = under_id.get(person.id) or new.get(rows.in_the_row_of(person))
        if found and _are_colleagues(found, person):
            yield person.id, found.id


class _Rows:
    """Where people stand in their lists: between the same two others is in the same row.

    Where IDs say something, whoever is new has one of their own.
    """

    def __init__(self, search: _Search) -> None:
        self._same = search.same
        self._between = dict(_neighbours([person.id for person in search.before]))
        known = self._between if search.ids_hold else {}
        self._there = {
            beside: person
            for person, beside in _neighbours([person.id for person in search.now])
            if person not in known
        }

    def in_the_row_of(self, person: Participant) -> str:
        """Name who stands between the same two; empty if nobody."""
        above, below = self._between[person.id]
        if not above and not below:
            return ""
        known = {"": "", **self._same}
        return self._there.get((known.get(above, NOBODY), known.get(below, NOBODY)), "")


NOBODY = "\0"
"""No id of anybody."""


def _neighbours(people: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give everyone with the ids above and below; empty at an end of the list."""
    for person, above, below in zip(people, ["", *people], [*people[1:], ""], strict=False):
        yield person, (above, below)
