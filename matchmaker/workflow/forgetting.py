"""Forgetting: folders of plans without anybody's name, of which the results stay the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from secrets import SystemRandom
from shutil import copytree

from matchmaker.feedback import Word
from matchmaker.indicators import Outcome, count_together
from matchmaker.io.plans.answers import FOLDER, RETURNED
from matchmaker.io.plans.forgetting import anew
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.publication_file import written
from matchmaker.io.plans.versions import PLAN, PUBLISHED, Version, versions
from matchmaker.io.reading.branding import BRANDING
from matchmaker.io.reading.feedback import Answers
from matchmaker.io.telling.feedback import asked_of_desk
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.feedback import answers_of, desk_of
from matchmaker.nameless import Numbers, in_same_order, nameless, organisations_of
from matchmaker.record import Plan
from matchmaker.text import fold, words
from matchmaker.workflow.after import Aftermath, answers_to

RESULTS = "results"
"""What was counted before holds no names, and stays."""
SPARE = 100
"""How many numbers there are for each that is drawn."""


def forget(found: Sequence[Aftermath]) -> int:
    """Leave out of folders of plans whatever says who somebody is; all of them, or none.

    Returns
    -------
    int
        How many people are numbers now.

    Raises
    ------
    BadFeedback
        If what came of the meetings cannot be read: it would be lost.
    """
    answers = answers_to(found)
    plans = {each.folder: [v.plan() for v in versions(each.folder)] for each in found}
    selves = _selves(found, answers, plans)
    everything = [plan for theirs in plans.values() for plan in theirs]
    organisations = _organisations(everything)
    with anew([each.folder for each in found]) as fresh:
        for each, said, folder in zip(found, answers, fresh, strict=True):
            numbers = _numbers(each, plans[each.folder], selves[each.folder], organisations)
            _write(each, said, numbers, folder)
    return len({number for theirs in selves.values() for number in theirs.values()})


def _selves(
    found: Sequence[Aftermath],
    answers: Sequence[Answers],
    plans: Mapping[Path, Sequence[Plan]],
) -> Mapping[Path, Mapping[str, str]]:
    """Give every human being a number, the same in all folders as far as results know them."""
    counted = count_together(
        Outcome(each.plan, said.feedback) for each, said in zip(found, answers, strict=True)
    )
    known = counted.numbers
    keys = {
        (folder, plan.key_of(person.id).person)
        for folder, theirs in plans.items()
        for plan in theirs
        for person in plan.event.participants
    }
    humans: dict[tuple[Path, str], object] = {key: key for key in keys}
    order = {outcome.plan.event.event_id: at for at, outcome in enumerate(counted.outcomes)}
    for each in found:
        at = order[each.plan.event.event_id]
        for person in each.plan.event.participants:
            if (at, person.id) in known:
                humans[each.folder, each.plan.key_of(person.id).person] = known[at, person.id]
    distinct = list(dict.fromkeys(humans[key] for key in sorted(keys)))
    drawn = SystemRandom().sample(range(10_000, 10_000 + SPARE * len(distinct)), len(distinct))
    number = {human: f"N{one}" for human, one in zip(distinct, drawn, strict=True)}
    return {
        folder: {key: number[humans[of, key]] for of, key in keys if of == folder}
        for folder in plans
    }


def _organisations(plans: Iterable[Plan]) -> Mapping[str, str]:
    """Give every organisation a number; spellings that count as one still do."""
    names = list(organisations_of(plans))
    spellings: dict[str, list[str]] = {}
    for name in names:
        spellings.setdefault(fold(name), []).append(name)
    drawn = SystemRandom().sample(range(1_000, 1_000 + SPARE * len(spellings)), len(spellings))
    return {
        name: f"O{number}{'.' * at}"
        for number, theirs in zip(drawn, spellings.values(), strict=True)
        for at, name in enumerate(theirs)
    }


def _numbers(
    each: Aftermath,
    plans: Sequence[Plan],
    selves: Mapping[str, str],
    organisations: Mapping[str, str],
) -> Numbers:
    told = [v.published.to for v in versions(each.folder) if v.published]
    people = {
        *(person for to in told for person in to),
        *(person.id for plan in plans for person in plan.event.participants),
        *(
            key
            for plan in plans
            for each in plan.all_keys.values()
            for key in (each.person, each.place)
        ),
    }
    tables = {table.name for plan in plans for table in plan.event.tables}
    return Numbers(
        people=in_same_order(people, _drawn, "P{:09d}"),
        selves=selves,
        organisations=organisations,
        tables=in_same_order(tables, lambda count: range(1, count + 1), "{:04d}"),
    )


def _drawn(count: int) -> list[int]:
    return SystemRandom().sample(range(1, 1 + SPARE * max(1, count)), count)


def _write(found: Aftermath, answers: Answers, numbers: Numbers, folder: Path) -> None:
    """Write what is left of a folder: plans, publications, answers, and what was counted."""
    for version in versions(found.folder):
        _write_version(version, numbers, folder / version.name)
    if (found.folder / RESULTS).is_dir():
        copytree(found.folder / RESULTS, folder / RESULTS)
    if not (answers.desk or answers.forms):
        return
    report = Report(nameless(found.plan, numbers), words(found.plan.event.language))
    desk = {numbers.pair(pair): _word(said.word) for pair, said in answers.desk.items()}
    forms = {
        numbers.pair(pair): {numbers.people[who]: said.word for who, said in theirs.items()}
        for pair, theirs in answers.forms.items()
    }
    (folder / FOLDER / RETURNED).mkdir(parents=True)
    content = desk_of(report, asked_of_desk(report, frozenset(), desk), answers.targets)
    (folder / FOLDER / found.desk.name).write_bytes(content)
    if forms:
        (folder / FOLDER / RETURNED / "answers.xlsx").write_bytes(answers_of(report, forms))


def _word(word: Word) -> Word:
    return replace(word, comment="")


def _write_version(version: Version, numbers: Numbers, folder: Path) -> None:
    folder.mkdir()
    write_plan(nameless(version.plan(), numbers), folder / PLAN)
    published = version.published
    if published:
        to = tuple(numbers.people[person] for person in published.to)
        text = written(replace(published, to=to))
        (folder / PUBLISHED).write_text(text, encoding="utf-8", newline="\n")
    if (version.path / BRANDING).is_dir():
        copytree(version.path / BRANDING, folder / BRANDING)
