"""Handing out a version: agendas to proof-read, and publications."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.compare import compare
from matchmaker.events import Status
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.signs import Exchange, exchange_of
from matchmaker.io.documents.typesetting import open_press
from matchmaker.io.handouts import AGENDAS, MAIL, PRINT, Batch, Order
from matchmaker.io.mail.headers import is_reachable
from matchmaker.io.mail.templates import read_templates
from matchmaker.io.plans.publication_file import Published
from matchmaker.io.plans.publications import publications
from matchmaker.io.plans.versions import (
    SCHEDULE,
    Version,
    check_current,
    newest_published,
)
from matchmaker.io.plans.versions import publish as record_publication
from matchmaker.io.plans.work import at_work, replace_folder
from matchmaker.io.reading.branding import BRANDING, BadLogo, branding_of
from matchmaker.io.reading.edited import read_edits
from matchmaker.io.telling.report import Report
from matchmaker.issues import Severity
from matchmaker.paper import Paper
from matchmaker.record import Plan, passage_between
from matchmaker.text import words
from matchmaker.told import Publication
from matchmaker.workflow.outcomes import Overtaken

EVERYTHING = Order()
"""Every format, for everyone."""


class Edited(Exception):  # noqa: N818 - nobody did wrong
    """The schedule of a version is not as it was written, so agendas of its plan would mislead.

    Parameters
    ----------
    path : Path
        The schedule.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class OtherEventId(Exception):  # noqa: N818 - nobody did wrong
    """A version carries another Event ID than people were told: every calendar would have it twice.

    Parameters
    ----------
    version, last : Version
        Which, and what people were told last.
    """

    def __init__(self, version: Version, last: Version) -> None:
        super().__init__(version, last)
        self.version = version
        self.last = last


def _plan_as_written(version: Version) -> Plan:
    """Read the plan of a version, provided that nobody edited its schedule, or it is gone."""
    made, path = version.plan(), version.path / SCHEDULE
    if path.exists() and sha256(path.read_bytes()).hexdigest() != made.schedule_sha256:
        edits = read_edits(path, made.event, made)
        is_odd = any(issue.severity is not Severity.NOTE for issue in edits.issues)
        if is_odd or compare(made.schedule, edits.schedule):
            raise Edited(path)
    return made


def _hand_out(
    version: Version,
    made: Plan,
    order: Order,
    earlier: Sequence[Publication],
    progress: Callable[[], None],
    *,
    is_draft: bool,
) -> tuple[Path, ...]:
    """Write what is ordered; of a folder that is not written as a whole the rest is kept."""
    _check_attachments(version, order)
    branding = branding_of(made.event, version.path)
    templates = read_templates(version.path.parent.parent / BRANDING)
    with open_press(branding.logo) as press:
        if branding.logo and not press.can_print(branding.logo):
            raise BadLogo("unreadable_logo", branding.logo)
        edition = Edition(
            made, press, branding, is_draft=is_draft, earlier=earlier, paper=order.paper
        )
        batch = Batch(edition, order, progress, templates)
        for name, formats in order.by_folder.items():
            with replace_folder(version.path / name, keeps_rest=not order.is_whole) as folder:
                for kind in formats:
                    kind.write(batch, folder)
    return tuple(version.path / name for name in order.by_folder)


class NothingToAttach(Exception):  # noqa: N818 - nobody did wrong
    """Mails are asked for, but there are no agendas to go with them.

    Parameters
    ----------
    path : Path
        Where they should be.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def _check_attachments(version: Version, order: Order) -> None:
    path = version.path / AGENDAS
    if MAIL in order.by_folder and not order.has_attachments and not path.exists():
        raise NothingToAttach(path)


def _publications_before(version: Version) -> tuple[Publication, ...]:
    """Read what was handed out before a version; all that was, if it was not itself yet."""
    published = publications(version.path.parent)
    names = [other.name for other, _ in published]
    before = published[: names.index(version.name)] if version.name in names else published
    return tuple(publication for _, publication in before)


def agendas(
    version: Version, order: Order = EVERYTHING, progress: Callable[[], None] = lambda: None
) -> tuple[Path, ...]:
    """Write agendas and what is printed into the version's folder, as drafts until it is published.

    Returns
    -------
    tuple of Path
        The folders that were written to.

    Raises
    ------
    Edited
        If somebody edited the version's schedule.
    BadLogo
        If there is a logo that cannot be printed.
    BadTemplate
        If mails cannot be made of the organiser's words.
    NothingToAttach
        If mails are asked for, and there are no agendas.
    """
    with at_work(version.path.parent):
        made, earlier = _plan_as_written(version), _publications_before(version)
        is_draft = version.published is None
        return _hand_out(version, made, order, earlier, progress, is_draft=is_draft)


@dataclass(frozen=True)
class Announcement:
    """A version to be published: its plan, with those who left since, and whom to tell.

    Parameters
    ----------
    version : Version
        Which.
    plan : Plan
        Its plan, as it was written.
    order : Order
        What is to be written.
    to : tuple of str
        The ids of those who are told.
    earlier : sequence of Publication
        What was handed out before.
    """

    version: Version
    plan: Plan
    order: Order
    to: tuple[str, ...]
    earlier: Sequence[Publication]


def proofs(
    announcement: Announcement, progress: Callable[[], None] = lambda: None
) -> tuple[Path, ...]:
    """Write what an announcement orders, without telling anybody.

    Returns
    -------
    tuple of Path
        The folders that were written to.

    Raises
    ------
    As `agendas` does.
    """
    version, made, order = announcement.version, announcement.plan, announcement.order
    with at_work(version.path.parent):
        is_draft = version.published is None
        return _hand_out(version, made, order, announcement.earlier, progress, is_draft=is_draft)


def exchange(announcement: Announcement) -> Exchange | None:
    """Tell which table signs are to be exchanged, where only changes are printed; else None."""
    is_printed = PRINT in announcement.order.by_folder
    has_signs = bool(announcement.plan.event.standing_tables)
    if not (announcement.order.is_update and is_printed and has_signs):
        return None
    report = Report(announcement.plan, words(announcement.plan.event.language))
    return exchange_of(report, announcement.earlier)


def announce(version: Version, *, changed: bool = False, paper: Paper = Paper.A4) -> Announcement:
    """Find out whom to tell of a version.

    Parameters
    ----------
    version : Version
        The version to be published.
    changed : bool
        Whether to tell only those whose meetings are not as in the last publication.
    paper : Paper
        What is printed on.

    Raises
    ------
    Edited
        If somebody edited the version's schedule.
    Obsolete
        If people have been told a later version.
    OtherEventId
        If its calendars would not be those that people have.
    """
    check_current(version)
    made = _plan_as_written(version)
    earlier = _publications_before(version)
    _check_event_id(version, made)
    last = earlier[-1].plan if earlier else None
    if last is None:
        order = Order(paper=paper)
        return Announcement(version, made, order, order.people(made), earlier)
    whole, gone = _with_those_who_left(made, last)
    difference = compare(last.schedule, made.schedule, passage_between(last, made))
    concerned = {*difference.to_tell}
    if not changed:
        # A plan that goes back gives what is over back to somebody who was told it is cancelled.
        left = tuple(sorted({*gone, *concerned}.difference(made.event.registered)))
        order = Order(also=left, paper=paper)
        return Announcement(version, whole, order, order.people(whole), earlier)
    to = tuple(p.id for p in whole.event.participants if p.id in concerned)
    order = Order(only=to, is_update=True, paper=paper)
    return Announcement(version, whole, order, to, earlier)


def _check_event_id(version: Version, made: Plan) -> None:
    """Refuse a draft from before an Event ID was kept for good."""
    last = newest_published(version.path.parent)
    if last and not version.published and last.plan().event.event_id != made.event.event_id:
        raise OtherEventId(version, last)


def _with_those_who_left(made: Plan, last: Plan) -> tuple[Plan, tuple[str, ...]]:
    """Find those who were told of meetings last, but do not take part; a plan knows them all."""
    passage = passage_between(last, made)
    told = {passage.person(person): person for person in last.schedule.by_participant}
    left = tuple(sorted(told.keys() - set(made.event.registered)))
    strangers = [person for person in left if person not in made.event.participant]
    people = tuple(
        replace(last.event.participant[told[person]], id=person, status=Status.CANCELLED)
        for person in strangers
    )
    keys = {person: last.key_of(told[person]) for person in strangers}
    event = replace(made.event, participants=(*made.event.participants, *people))
    return replace(made, event=event, keys={**made.all_keys, **keys}), left


def publish(announcement: Announcement, progress: Callable[[], None] = lambda: None) -> Published:
    """Write agendas without the mark of a draft, and record that these people are told.

    A version that is published already keeps its moment; its agendas are made again.

    Raises
    ------
    Obsolete, Overtaken
        If another version was published since it was found out whom to tell.
    BadLogo
        If there is a logo that cannot be printed.
    BadTemplate
        If mails cannot be made of the organiser's words.
    """
    version, made, earlier = announcement.version, announcement.plan, announcement.earlier
    with at_work(version.path.parent):
        check_current(version)
        last = newest_published(version.path.parent)
        if last and _publications_before(version) != earlier:
            raise Overtaken(last)
        if announcement.to:
            _hand_out(version, made, announcement.order, earlier, progress, is_draft=False)
        now = datetime.now(ZoneInfo(made.event.time_zone)).replace(microsecond=0)
        return record_publication(version, announcement.to, now)


@dataclass(frozen=True)
class Post:
    """The mail drafts of a version: how many there are, and who has no address for one."""

    path: Path
    count: int
    without_address: tuple[str, ...]


def post(version: Version, order: Order, made: Plan) -> Post | None:
    """Tell of the mail drafts of a version, after an order is carried out; None: of none."""
    if MAIL not in order.by_folder:
        return None
    path, people = version.path / MAIL, order.people(made)
    unreachable = (p for p in people if not is_reachable(made.event.participant[p]))
    return Post(path, len(list(path.glob("*.eml"))), tuple(unreachable))
