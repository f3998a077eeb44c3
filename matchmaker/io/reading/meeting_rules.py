"""The sheet Meeting rules: each row is a sentence on who meets whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.attributes import Attribute
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.values import MOST
from matchmaker.meeting_rules import Comparison, MeetingRule, Verb
from matchmaker.text import fold, recognise

MOST_POINTS = 20
"""Points more or fewer by one rule; a must-wish has 8."""
NUMBER = re.compile(r"([+\-\u2212\u2013]?)\s?(\d{1,5})(?:[.,]0+)?", re.ASCII)
COUNTED = frozenset({Verb.AT_LEAST, Verb.AT_MOST})


@dataclass(frozen=True)
class RuleRow:
    """A row, and the rule that stands there."""

    row: Row
    rule: MeetingRule


@dataclass(frozen=True)
class Condition:
    """What must be true of two people besides.

    Parameters
    ----------
    comparison : Comparison or None
        None: nothing.
    attribute : Attribute or None
        The column that is compared.
    """

    comparison: Comparison | None = None
    attribute: Attribute | None = None


def read_meeting_rules(rows: Rows, groups: GroupFinder, findings: Findings) -> tuple[RuleRow, ...]:
    """Read every rule that can be understood, in the order of the sheet; a repeated one once.

    Parameters
    ----------
    rows : tuple of Row
        The rows of the sheet.
    groups : GroupFinder
        Who can be meant.
    findings : Findings
        Takes what is wrong.
    """
    first: dict[tuple[str, ...], RuleRow] = {}
    for found in _rules(rows, groups, findings):
        known = first.setdefault(_as_typed(found), found)
        if known is not found:
            findings.note("repeated_rule", found.row.place(), row=known.row.number)
    return tuple(first.values())


def _as_typed(found: RuleRow) -> tuple[str, ...]:
    """Give what makes two rows the same: everything but the reason."""
    written = (found.row.written(column) for column in ("who", "with", "condition"))
    return (found.rule.verb, str(found.rule.number), *map(fold, written))


def _rules(rows: Rows, groups: GroupFinder, findings: Findings) -> Iterator[RuleRow]:
    for row in rows:
        who = groups.of(row, "who", findings)
        partners = groups.of(row, "with", findings)
        condition = _condition(row, groups, findings)
        verb = Verb(row.cells["rule"]) if row.cells["rule"] else None
        number = _number(row, verb, findings) if verb else None
        is_understood = row.is_whole and who.is_sound and partners.is_sound
        if is_understood and verb and number is not None and condition:
            attribute = condition.attribute
            rule = MeetingRule(
                verb=verb,
                who=who.ids,
                partners=partners.ids,
                comparison=condition.comparison,
                column=attribute.key if attribute else "",
                number=number,
                reason=row.cells["reason"],
                row=int(row.number),
                written=_in_one_line(row),
            )
            yield RuleRow(row, rule)


def _in_one_line(row: Row) -> str:
    words = (row.written(column) for column in ("who", "rule", "number", "with"))
    sentence, condition = " ".join(filter(None, words)), row.written("condition")
    return f"{sentence}, {condition}" if condition else sentence


def _number(row: Row, verb: Verb, findings: Findings) -> int | None:
    """Read the number that goes with a verb; None where it is wrong."""
    found = _number_of(row.cells["number"], verb)
    if isinstance(found, CellFault):
        findings.fault(found, row.place("number"))
        return None
    return found


def _number_of(written: str, verb: Verb) -> int | CellFault:
    if verb in {Verb.ONLY, Verb.NEVER}:
        return CellFault("rule_without_number", {"value": written}) if written else 0
    if not written:
        return CellFault("rule_needs_number")
    match = NUMBER.fullmatch(written)
    number = int(match[2]) * (-1 if match[1] not in {"", "+"} else 1) if match else 0
    if verb is Verb.PREFER:
        limits = {"value": written, "least": str(-MOST_POINTS), "most": str(MOST_POINTS)}
        is_sound = number and abs(number) <= MOST_POINTS
        return number if is_sound else CellFault("bad_points", limits)
    limits = {"value": written, "least": "1", "most": str(MOST)}
    return number if 1 <= number <= MOST else CellFault("bad_number", limits)


def _condition(row: Row, groups: GroupFinder, findings: Findings) -> Condition | None:
    """Read a condition; None where it is wrong."""
    found = _condition_of(row.cells["condition"], groups)
    if isinstance(found, Condition) and found.attribute:
        groups.attributes.name(found.attribute, findings)
        if not found.attribute.values:
            heading = found.attribute.heading
            found = CellFault("condition_without_values", {"heading": heading})
    if isinstance(found, CellFault):
        findings.fault(found, row.place("condition"))
        return None
    return found


def _condition_of(written: str, groups: GroupFinder) -> Condition | CellFault:
    if not written:
        return Condition()
    whole = recognise("condition", written)
    if whole:
        return Condition(Comparison(whole))
    first, _, heading = written.partition(" ")
    word = recognise("comparison", first)
    if not word or not heading.strip():
        return CellFault("bad_condition", {"value": written})
    attribute = groups.attributes.called(heading.strip())
    if isinstance(attribute, CellFault):
        return attribute
    return Condition(Comparison(word), attribute)
