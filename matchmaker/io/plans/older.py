"""Plans of earlier versions of this program, brought up to date one schema after the other."""

from collections.abc import Callable, Mapping
from typing import Any

Content = dict[str, Any]


def brought_up_to_date(content: Content) -> Content:
    """Give the content of a `plan.json` as the newest schema has it."""
    schema = content["schema"]
    while schema in STEPS:
        content = STEPS[schema](content)
        schema += 1
    return content


def _from_1(content: Content) -> Content:
    """People were their IDs, and all changes between the same two."""
    options = dict(content["options"])
    since = options["since"] or content["created_at"]
    absent = options.pop("absent")
    absences = [{"participant": person, "since": since} for person in absent]
    return {
        **content,
        "schema": 2,
        "options": {**options, "absences": absences, "substitutes": True},
        "changes": [_change_from_1(change) for change in content["changes"]],
        "shift": {"days": [], "zones": []},
        "tables_renamed": {},
        "carried": [],
        "keys": [],
    }


def _change_from_1(change: Content) -> Content:
    people = {"participants": change["participants"]}
    sides = {side: change[side] and {**people, **change[side]} for side in ("before", "after")}
    return {**change, **sides}


STEPS: Mapping[int, Callable[[Content], Content]] = {1: _from_1}
"""How to get from each schema to the next."""
