"""Writing a version: the files of every plan, whoever made it, and that of a plan from memory."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from matchmaker.io.checking.event_id import identified
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import (
    PLAN,
    REPORT,
    SCHEDULE,
    Version,
    event_id_of,
    find,
    new_version,
    newest_published,
)
from matchmaker.io.reading.branding import keep_logo
from matchmaker.io.report.page import write_report
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.record import Plan
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.text import words
from matchmaker.workflow.outcomes import Bug


class OtherBase(ValueError):  # noqa: N818 - says what is in the way
    """A plan does not start from what people were told, or from nothing that is there.

    Parameters
    ----------
    code : str
        `base_missing`: what it starts from is not in the folder; `base_other`: people were told
        something else.
    version : str
        The version that is missing, or that people were told.
    folder : Path
        The folder of versions.
    language : str
        The language to speak of it.
    """

    def __init__(self, code: str, version: str, folder: Path, language: str) -> None:
        super().__init__(code, version, folder, language)
        self.code = code
        self.version = version
        self.folder = folder
        self.language = language

    def __str__(self) -> str:
        """Say what is in the way, and what to do."""
        say = words(self.language)
        return say(f"library.{self.code}", version=self.version, folder=self.folder)


def hold_to_its_word(
    made: Plan, keep: Callable[[], Path] | None = None, *, may_be_empty: bool = True
) -> None:
    """Hold a plan to its word: every rule kept, every value as claimed, no bound exceeded.

    Parameters
    ----------
    made : Plan
        The plan, before anything of it is written.
    keep : callable, optional
        Writes down what is needed to see again how it broke its word, and says where.
    may_be_empty : bool
        Whether it may have no meeting at all.

    Raises
    ------
    Bug
        If it breaks its word.
    """
    faults, reached = verify(made.event, made.schedule), score(made.event, made.schedule)
    wrong = tuple(aim for aim in made.aims if aim.value != reached[aim.name] or aim.is_exceeded)
    if faults or wrong or not (may_be_empty or made.schedule.meetings):
        raise Bug(keep() if keep else None, faults, wrong)


def write_files(made: Plan, workbook: Path, version: Path) -> None:
    """Write a plan into the folder of its version.

    Parameters
    ----------
    made : Plan
        The plan.
    workbook : Path
        What it was made from: a logo lies beside it.
    version : Path
        The folder.
    """
    write_schedule(made, version / SCHEDULE)
    digest = sha256((version / SCHEDULE).read_bytes()).hexdigest()
    write_plan(replace(made, schedule_sha256=digest), version / PLAN)
    keep_logo(made.event, workbook, version)
    write_report(made, version / REPORT)


def save(made: Plan, reading: Reading, workbook: Path, told: Plan | None, folder: Path) -> Version:
    """Write a plan that is in memory as the next version.

    Parameters
    ----------
    made : Plan
        The plan, under whatever name of a version.
    reading : Reading
        The event as read.
    workbook : Path
        What it was read from: a logo lies beside it.
    told : Plan or None
        In a rerun: what people were told.
    folder : Path
        The folder of versions.

    Raises
    ------
    OtherBase
        If the plan does not start from what people were told, or from nothing that is there.
    OSError
        If the folder cannot be written to.
    """
    with new_version(folder) as draft:
        _check_base(made, told, folder)
        event, issues = identified(made.event, reading, event_id_of(folder))
        new = tuple(issue for issue in issues if issue not in made.issues)
        named = replace(made, version=draft.name, event=event, issues=(*made.issues, *new))
        write_files(named, workbook, draft.path)
    return Version(folder / draft.name)


def _check_base(made: Plan, told: Plan | None, folder: Path) -> None:
    language = made.event.language
    base = find(folder, made.base) if made.base else None
    if made.base and (base is None or told is None or not _is_same(base.plan(), told)):
        raise OtherBase("base_missing", made.base, folder, language)
    last = newest_published(folder)
    if last and last != base:
        raise OtherBase("base_other", last.name, folder, language)


def _is_same(one: Plan, other: Plan) -> bool:
    return one.created_at == other.created_at and one.schedule == other.schedule
