"""How well words alone tell who goes together, by language, and how fast suggestions are made.

`python -m benchmarks.suggestions` judges the invented pairs of profiles of the tests, or those of
another file of the same kind (`--pairs`); `--people 600` measures an event of so many people.
"""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.events import SHAPES, make_event
from matchmaker.events import Event
from matchmaker.suggesting.profiles import LEAST_POINTS
from matchmaker.suggesting.suggestions import STEPS
from matchmaker.suggesting.vocabulary import shipped_terms
from matchmaker.workflow import suggest
from tests.suggesting.pairs import FILE, judge, profiles_of, read_pairs

WORDS = 6
"""Terms in a profile: three that are offered, three that are sought."""
AREAS = ("Photonics", "Robotics", "Software", "Energy", "Health", "Materials", "Mobility", "Food")


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge pairs, or measure an event."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=FILE)
    parser.add_argument("--people", type=int)
    asked = parser.parse_args(arguments)
    if asked.people:
        _measure(asked.people)
    else:
        _judge(asked.pairs)


def _judge(file: Path) -> None:
    pairs = read_pairs(file)
    profiles = profiles_of(pairs)
    for strength, least in ((1, LEAST_POINTS), (2, STEPS[0])):
        print(f"suggested from strength {strength} on")
        print("language  pairs  precision  recall  right among the first three")
        for language in dict.fromkeys(pair.language for pair in pairs):
            chosen = tuple(pair for pair in pairs if pair.language == language)
            verdict = judge(chosen, profiles, least)
            shares = (verdict.precision, verdict.recall, verdict.among_first)
            print(f"{language:8} {len(chosen):6}", *(f"{share:9.0%}" for share in shares))


def _measure(people: int) -> None:
    event = with_profiles(
        make_event(next(shape for shape in SHAPES if shape.name == "600")), people
    )
    start = time.perf_counter()
    found = suggest(event, (), 3)
    seconds = time.perf_counter() - start
    spreading = found.spreading
    print(f"{people} people: {len(found.suggestions)} suggestions in {seconds:.1f} s;")
    print(f"strength {spreading.strength}, no choice has more than {spreading.bound}")


def with_profiles(event: Event, people: int, seed: int = 1) -> Event:
    """Let so many people of an event write of themselves, in terms of the trade, and wish less."""
    chance = random.Random(seed)
    terms = [row[0] for row in shipped_terms()]
    kept = event.participants[:people]
    written = []
    for person in kept:
        words = chance.sample(terms, WORDS)
        offers, seeks = "; ".join(words[: WORDS // 2]), "; ".join(words[WORDS // 2 :])
        areas = tuple(chance.sample(AREAS, 2))
        written.append(replace(person, offers=offers, seeks=seeks, areas=areas))
    wishing = {person.id for number, person in enumerate(kept) if number % 2}
    ids = {person.id for person in kept}
    interests = (wish for wish in event.interests if wish.source in wishing and wish.target in ids)
    return replace(event, participants=tuple(written), interests=tuple(interests))


if __name__ == "__main__":
    main()
