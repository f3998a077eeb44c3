"""Which table is which, where all of them got other names."""

from collections.abc import Mapping

from matchmaker.events import Event, Table


def renamed_tables(before: Event, now: Event) -> Mapping[str, str]:
    """Give the name now of every table of before, where their names changed as a whole.

    They did where there are as many, in the same order, areas and sizes, and no name of a table
    that is renamed stands for another one now. Where they did not, a table is its name.
    """
    old, new = _in_use(before), _in_use(now)
    names = dict(zip((t.name for t in old), (t.name for t in new), strict=False))
    changed = {one: other for one, other in names.items() if one != other}
    is_whole = len(old) == len(new) and all(map(_is_same_but_for_its_name, old, new))
    if not is_whole or not changed.keys().isdisjoint(changed.values()):
        return {}
    return changed


def relinked_rooms(before: Event, now: Event) -> Mapping[str, str]:
    """Name the rooms online whose link is another one now, each by itself."""
    links = {room.name: room.link for room in before.rooms}
    named = (room for room in now.rooms if room.name in links)
    return {room.name: room.name for room in named if links[room.name] != room.link}


def _is_same_but_for_its_name(one: Table, other: Table) -> bool:
    alike = ((table.area, table.meetings_at_once, table.is_room) for table in (one, other))
    return len(set(alike)) == 1


def _in_use(event: Event) -> tuple[Table, ...]:
    """Leave out the tables that a rerun during the event knows from before only."""
    return tuple(table for table in event.tables if not event.is_gone(table))
