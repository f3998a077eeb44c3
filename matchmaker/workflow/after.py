"""After the event: asking what came of the meetings, and reading what people say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matchmaker.countries import country_of_zone
from matchmaker.events import Status
from matchmaker.figures import count
from matchmaker.indicators import Account, Outcome, count_together
from matchmaker.io.mail.requests import write_requests
from matchmaker.io.mail.templates import MailKind, read_templates
from matchmaker.io.plans.answers import FOLDER, desk_in, returned_to, told_meetings
from matchmaker.io.plans.disk import replace_bytes
from matchmaker.io.plans.versions import Version, find, newest_published
from matchmaker.io.plans.work import at_work, replace_folder
from matchmaker.io.reading.branding import BRANDING
from matchmaker.io.reading.feedback import (
    Answers,
    ToldMeetings,
    desk_sheet,
    read_answers,
)
from matchmaker.io.telling.feedback import asked_of, asked_of_desk
from matchmaker.io.telling.file_names import form_name
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import report_for
from matchmaker.io.writing.feedback import add_to_desk, desk_of, write_form
from matchmaker.issues import Issue, Severity
from matchmaker.record import Plan
from matchmaker.text import words

FORMS, MAIL = "forms", "mail"
"""What is sent out after the event: forms, and the drafts."""


class NothingTold(Exception):  # noqa: N818 - nobody did wrong
    """Nobody was told of any meeting, so nobody can be asked what came of it.

    Parameters
    ----------
    folder : Path
        The folder of plans.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class BadFeedback(Exception):  # noqa: N818 - nobody did wrong
    """What was filled in cannot be read.

    Parameters
    ----------
    issues : tuple of Issue
        What is wrong.
    """

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(issues)
        self.issues = issues


@dataclass(frozen=True)
class Aftermath:
    """What people were told last, and where it is written down what came of it.

    Parameters
    ----------
    folder : Path
        The folder of plans.
    version : Version
        What was published last.
    told : ToldMeetings
        Its meetings.
    absent : frozenset of str
        The ids of those who are known to have been missing.
    """

    folder: Path
    version: Version
    told: ToldMeetings
    absent: frozenset[str]

    @property
    def plan(self) -> Plan:
        """What was published last."""
        return self.told.plan

    @property
    def desk(self) -> Path:
        """The workbook of the desk."""
        return desk_in(self.folder)

    @property
    def returned(self) -> Path:
        """Where forms are put that came back."""
        return returned_to(self.folder)


def aftermath(folder: Path) -> Aftermath:
    """Find out what people were told, and who is known to have been missing.

    Raises
    ------
    NothingTold
        If nothing was published.
    """
    version = newest_published(folder)
    if version is None:
        raise NothingTold(folder)
    plan, newest = version.plan(), find(folder)
    absent = set(_absent(plan))
    if newest is not None and newest != version:
        latest = newest.plan()
        absent |= {plan.person_with(latest.key_of(person).person) for person in _absent(latest)}
    return Aftermath(folder, version, told_meetings(folder, plan), frozenset(absent))


def _absent(plan: Plan) -> frozenset[str]:
    return frozenset(p.id for p in plan.event.participants if p.status is Status.ABSENT)


@dataclass(frozen=True)
class Asked:
    """What was written to ask people.

    Parameters
    ----------
    desk : Path
        The workbook of the desk.
    added : int
        How many meetings were added to it.
    meetings : int
        How many there are in all.
    forms, mail : Path
        The folders of forms and of mail drafts.
    people : int
        How many forms there are.
    without_address : tuple of str
        The ids of those to whom no mail can go.
    issues : tuple of Issue
        What is to be known of the workbook.
    """

    desk: Path
    added: int
    meetings: int
    forms: Path
    mail: Path
    people: int
    without_address: tuple[str, ...]
    issues: tuple[Issue, ...]


def ask(found: Aftermath, progress: Callable[[], None] = lambda: None) -> Asked:
    """Write the workbook of the desk, a form for everyone who met, and mail drafts.

    What stands in the workbook stays; forms and drafts are written anew.

    Raises
    ------
    BadFeedback
        If the workbook is there, and cannot be read.
    BadTemplate
        If mails cannot be made of the organiser's words.
    """
    folder = found.folder / FOLDER
    templates = read_templates(found.folder.parent / BRANDING)
    with at_work(found.folder):
        found.returned.mkdir(parents=True, exist_ok=True)
        added, issues = _write_desk(found)
        people = _people_who_met(found.plan)
        with replace_folder(folder / FORMS) as forms:
            written = {}
            for person in people:
                written[person] = _write_form(found, person, forms)
                progress()
            with replace_folder(folder / MAIL) as mail:
                forms_of = {person: path for person, (path, _) in written.items()}
                without = write_requests(
                    found.plan.event,
                    forms_of,
                    mail,
                    templates=templates,
                    kind=MailKind.FEEDBACK,
                    values=lambda one, say: {"meetings": count("meetings", written[one][1], say)},
                )
    meetings = len(found.plan.schedule.meetings)
    return Asked(
        desk=found.desk,
        added=added,
        meetings=meetings,
        forms=folder / FORMS,
        mail=folder / MAIL,
        people=len(people),
        without_address=without,
        issues=issues,
    )


def _people_who_met(plan: Plan) -> tuple[str, ...]:
    """Give one id of each human being who has meetings."""
    selves = plan.event.selves
    return tuple(sorted({min(selves[person]) for person in plan.schedule.by_participant}))


def _write_form(found: Aftermath, person: str, folder: Path) -> tuple[Path, int]:
    report = report_for(found.plan, person)
    rows = tuple(asked_of(report, person))
    path = folder / f"{form_name(report.person(person))}.xlsx"
    write_form(report, person, rows, path)
    return path, len(rows)


def _write_desk(found: Aftermath) -> tuple[int, tuple[Issue, ...]]:
    """Write the workbook of the desk, or add to it; tell how many meetings are new in it."""
    report = Report(found.plan, words(found.plan.event.language))
    rows = tuple(asked_of_desk(report, found.absent))
    if not found.desk.exists():
        content = desk_of(report, rows)
        replace_bytes(found.desk, content)
        return len(rows), ()
    sheet, issues = desk_sheet(found.desk)
    if sheet is None:
        raise BadFeedback(issues)
    content, added = add_to_desk(found.desk, sheet, rows)
    replace_bytes(found.desk, content)
    return added, issues


class SameEvent(Exception):  # noqa: N818 - nobody did wrong
    """Two of the folders hold plans of one event, whose figures would count twice.

    Parameters
    ----------
    one, other : Path
        Which.
    """

    def __init__(self, one: Path, other: Path) -> None:
        super().__init__(one, other)
        self.one, self.other = one, other


def gather(found: Sequence[Aftermath]) -> tuple[Account, tuple[Issue, ...]]:
    """Read what came of one event or a series.

    Raises
    ------
    SameEvent
        If two of the folders hold plans of the same event.
    BadFeedback
        If anything is wrong in what was filled in; of all events at once.
    """
    by_id: dict[str, Aftermath] = {}
    for each in found:
        other = by_id.setdefault(each.plan.event.event_id, each)
        if other is not each:
            raise SameEvent(other.folder, each.folder)
    read = answers_to(found)
    issues = tuple(issue for answers in read for issue in answers.issues)
    outcomes = (
        Outcome(each.plan, said.feedback, country_of_zone(each.plan.event.time_zone))
        for each, said in zip(found, read, strict=True)
    )
    return count_together(outcomes), issues


def answers_to(found: Sequence[Aftermath]) -> tuple[Answers, ...]:
    """Read what was said of the meetings of several events.

    Raises
    ------
    BadFeedback
        If anything is wrong in it; of all events at once.
    """
    read = tuple(read_answers(each.desk, each.returned, each.told) for each in found)
    issues = tuple(issue for answers in read for issue in answers.issues)
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise BadFeedback(issues)
    return read
