"""What a change by hand does, what speaks against it, and what was done, in words."""

from collections.abc import Mapping
from datetime import datetime

from matchmaker.aims import AimName
from matchmaker.editing import Edit, EditKind
from matchmaker.events import Event
from matchmaker.figures import date_time
from matchmaker.rulebook import Fault
from matchmaker.schedule import Meeting
from matchmaker.text import Words
from matchmaker.whereabouts import id_and_name, when_and_where, who


def fault_line(fault: Fault, event: Event, words: Words) -> str:
    """Say which rule is broken, and by whom."""
    named = {key: _named(key, value, event, words) for key, value in fault.parameters.items()}
    return words(f"rule.{fault.rule}", **named)


def _named(key: str, value: str, event: Event, words: Words) -> str:
    """Say a parameter of a fault the way people do."""
    if key in {"participant", "a", "b"}:
        return id_and_name(value, event)
    return date_time(datetime.fromisoformat(value), words) if key == "time" else value


def effect_line(effect: Mapping[AimName, int], words: Words) -> str:
    """Say by how much each aim changes, in order of rank: `points −3, breaks +1`."""
    changes = [(aim, effect[aim]) for aim in AimName if aim in effect]
    told = (
        words("effect.change", aim=words(f"aim.{aim}"), change=_signed(change))
        for aim, change in changes
    )
    return ", ".join(told) or words("effect.none")


def _signed(change: int) -> str:
    return f"+{change}" if change > 0 else f"−{-change}"


def edit_line(edit: Edit, event: Event, words: Words) -> str:
    """Say what was done by hand."""
    named = {"who": who(edit.pair, event)}
    if edit.slot is not None:
        named["place"] = when_and_where(Meeting(edit.pair, edit.slot, edit.table), event, words)
    if edit.kind is EditKind.EXCHANGE and edit.other is not None:
        named["others"] = who(edit.other, event)
    return words(f"edit.{edit.kind}", **named)
