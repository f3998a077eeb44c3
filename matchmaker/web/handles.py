"""What people, meetings and changes by hand are chosen by on the page: nothing typed is trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.editing import Edit, EditKind
from matchmaker.events import Event, Pair, Slot, pair_of
from matchmaker.workflow import key_of

ONLINE = "online"
SAYS_PLACE = frozenset((EditKind.MOVE, EditKind.ADD))


@dataclass(frozen=True)
class Handles:
    """The handles of an event."""

    event: Event

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return {person.id: key_of(person) for person in self.event.participants}

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return {key: person for person, key in self._keys.items()}

    @cached_property
    def _tables(self) -> Mapping[str, str | None]:
        return {ONLINE: None, **{str(n): table.name for n, table in enumerate(self.event.tables)}}

    @cached_property
    def _numbers(self) -> Mapping[str | None, str]:
        return {table: number for number, table in self._tables.items()}

    @cached_property
    def _slots(self) -> Mapping[str, Slot]:
        return {str(number): slot for slot, number in self.event.number_of.items()}

    def of_person(self, person: str) -> str:
        """Give the handle of somebody."""
        return self._keys[person]

    def of_pair(self, pair: Pair) -> str:
        """Give the handle of the meeting of two people."""
        return ".".join(map(self.of_person, pair))

    def of_edit(self, edit: Edit) -> str:
        """Give the handle of a change of the meeting that is chosen."""
        if edit.other is not None:
            return f"{edit.kind}.{self.of_pair(edit.other)}"
        if edit.slot is not None:
            return f"{edit.kind}.{self.event.number_of[edit.slot]}.{self._numbers[edit.table]}"
        return str(edit.kind)

    def person(self, handle: str) -> str | None:
        """Find somebody; None: there is nobody."""
        return self._people.get(handle)

    def pair(self, handle: str) -> Pair | None:
        """Find two people; None: they are not there."""
        one, other = (self._people.get(key) for key in handle.partition(".")[::2])
        return pair_of(one, other) if one and other and one != other else None

    def edit(self, handle: str, pair: Pair) -> Edit | None:
        """Find a change of the meeting of two people; None: there is none."""
        word, _, rest = handle.partition(".")
        if word not in set(EditKind):
            return None
        kind = EditKind(word)
        if kind is EditKind.EXCHANGE:
            other = self.pair(rest)
            return Edit(kind, pair, other=other) if other and other != pair else None
        if kind not in SAYS_PLACE:
            return Edit(kind, pair)
        slot, _, table = rest.partition(".")
        if slot not in self._slots or table not in self._tables:
            return None
        return Edit(kind, pair, self._slots[slot], self._tables[table])
