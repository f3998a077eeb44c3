"""Two events with forty people, eight of them at both: counted once more from plain rows."""

import random
from collections import Counter
from dataclasses import replace
from statistics import fmean, pstdev

import pytest

from matchmaker.feedback import (
    SILENCE,
    Agreement,
    Feedback,
    NextStep,
    TookPlace,
    Word,
    verdict,
)
from matchmaker.indicators import SECTIONS, Outcome, count_together
from tests.builders import event, meeting, person, plan, slot, wishes

CHANCE = random.Random(40)
COUNTRIES, CLUSTERS, FIELDS = ("DE", "PL", "CZ", "FR"), ("Elbe", "Opto", ""), ("ICT", "Bio", "Opt")
EVERYONE = [
    {
        "email": f"p{number}@example.org",
        "country": CHANCE.choice(COUNTRIES),
        "cluster": CHANCE.choice(CLUSTERS),
        "sme": CHANCE.choice((True, False, None)),
        "field": CHANCE.choice(FIELDS),
        "firm": f"Firm {number // 2}",
    }
    for number in range(40)
]
AT = (EVERYONE[:24], EVERYONE[16:])
"""Who is at which event, as rows."""
STEPS = (None, "nothing", "knowledge", "contact", "negotiation", "agreement")
KINDS = (None, "cooperation", "mou", "project", "order", "other")


def answer():
    """What came of a meeting, as a row; often nobody said anything."""
    took = CHANCE.choice((None, "yes", "yes", "yes", "no", "a_missing", "b_missing"))
    if took != "yes":
        return {"took": took, "a": None, "b": None, "step": None, "kind": None}
    step = CHANCE.choice(STEPS)
    return {
        "took": took,
        "a": CHANCE.choice((None, 1, 2, 3, 4, 5)),
        "b": CHANCE.choice((None, 1, 2, 3, 4, 5)),
        "step": step,
        "kind": CHANCE.choice(KINDS) if step == "agreement" else None,
    }


def meetings_of(rows):
    """Who meets whom in which slot, by their places in the list, and what came of it."""
    found = {}
    for number in range(6):
        there = CHANCE.sample(range(len(rows)), 20)
        for one, other in zip(there[::2], there[1::2], strict=True):
            found.setdefault((min(one, other), max(one, other)), (number, answer()))
    return found


MEETINGS = tuple(meetings_of(rows) for rows in AT)


def made(rows, meetings, at):
    """Make the same of it that the package would read."""
    named = [f"{'AB'[at]}{number:02d}" for number in range(len(rows))]
    people = [
        person(
            name,
            row["firm"],
            email=row["email"],
            country=row["country"],
            cluster=row["cluster"],
            is_sme=row["sme"],
            areas=(row["field"],),
        )
        for name, row in zip(named, rows, strict=True)
    ]
    people = [replace(p, last_name=row["email"]) for p, row in zip(people, rows, strict=True)]
    asked = " ".join(f"{named[one]}>{named[other]}" for one, other in meetings)
    slots = tuple(slot(number, day=90 * at) for number in range(6))
    fair = replace(event(people, wishes(asked), slots=slots, tables=10), event_id=f"fair-{at}")
    planned, said, used = [], {}, Counter()
    for (one, other), (number, row) in meetings.items():
        used[number] += 1
        pair = f"{named[one]} {named[other]}"
        planned.append(replace(meeting(pair, 0, f"T{used[number]}"), slot=slots[number]))
        word = Word(
            took_place=row["took"] and TookPlace(row["took"]),
            rating_a=row["a"],
            rating_b=row["b"],
            next_step=row["step"] and NextStep(row["step"]),
            agreement=row["kind"] and Agreement(row["kind"]),
        )
        said[named[one], named[other]] = verdict(SILENCE, [word])
    return Outcome(plan(fair, *planned), Feedback(said), "DE")


def by_hand():
    """Count the figures from the rows alone."""
    rows = [
        (AT[at][one], AT[at][other], row)
        for at, meetings in enumerate(MEETINGS)
        for (one, other), (_, row) in meetings.items()
    ]
    held = [(one, other, row) for one, other, row in rows if row["took"] == "yes"]
    marks = [mark for _, _, row in held for mark in (row["a"], row["b"]) if mark]
    steps = Counter(row["step"] for _, _, row in held)
    kinds = Counter(row["kind"] for _, _, row in held)
    abroad = [one["country"] != other["country"] for one, other, _ in held]
    sme = [bool(one["sme"] or other["sme"]) for one, other, _ in held]
    agreed = [row["step"] == "agreement" for _, _, row in held]
    between = [{one["cluster"], other["cluster"]} for one, other, _ in held]
    met = Counter(AT[at][one]["email"] for at, there in enumerate(MEETINGS) for one, _ in there)
    assert all(met.values())
    return {
        "share_least": 1,
        "share_gini": 0,
        "participants": 40,
        "organisations": 20,
        "countries": len({row["country"] for row in EVERYONE}),
        "clusters": len({row["cluster"] for row in EVERYONE} - {""}),
        "smes": sum(row["sme"] is True for row in EVERYONE),
        "abroad": sum(row["country"] != "DE" for row in EVERYONE),
        "planned": len(rows),
        "answered": sum(row["took"] is not None for _, _, row in rows),
        "held": len(held),
        "across_country": sum(abroad),
        "across_cluster": sum(len(two) > 1 and "" not in two for two in between),
        "across_areas": sum(one["field"] != other["field"] for one, other, _ in held),
        "with_sme": sum(sme),
        "rating": fmean(marks),
        "rating_spread": pstdev(marks),
        "rating_n": len(marks),
        "followed_up": steps["contact"] + steps["negotiation"] + steps["agreement"],
        "negotiations": steps["negotiation"],
        "agreements": steps["agreement"],
        **{f"agreement_{kind}": kinds[kind] for kind in KINDS if kind},
        "agreements_abroad": sum(a and b for a, b in zip(agreed, abroad, strict=True)),
        "agreements_sme": sum(a and b for a, b in zip(agreed, sme, strict=True)),
    }


def test_series_counts_as_its_rows_do():
    outcomes = [made(rows, MEETINGS[at], at) for at, rows in enumerate(AT)]
    found = count_together(outcomes)

    every = (each for section in SECTIONS.values() for each in section)
    counted = {each.key: float(found.value(each)) for each in every}

    expected = by_hand()
    assert {key: counted[key] for key in expected} == pytest.approx(expected)
    assert count_together(reversed(outcomes)).tables == found.tables
    assert all(sum(found.matrix(by).values()) == expected["held"] for by in found.by)
