"""Mail drafts (RFC 5322): a file for each person, which a mail program opens to be sent.

Nothing here sends anything. A draft has no date and no identifier: the mail program gives them when
it is sent, and so the same plan makes the same bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from matchmaker.compare import Difference
from matchmaker.events import Event
from matchmaker.io.mail.headers import address
from matchmaker.io.mail.letter import Letter
from matchmaker.io.mail.message import TYPES, Mail, written
from matchmaker.io.mail.proof import prove
from matchmaker.io.mail.templates import Templates
from matchmaker.io.telling.file_names import agenda_name
from matchmaker.io.telling.timeline import report_for
from matchmaker.record import Plan


def write_mails(
    plan: Plan,
    agendas: Path,
    folder: Path,
    *,
    templates: Templates,
    people: Sequence[str],
    changes: Mapping[str, Difference] | None = None,
    is_draft: bool = False,
    progress: Callable[[], None] | None = None,
) -> tuple[Path, ...]:
    """Write a mail draft to each of these people who has an e-mail address.

    Parameters
    ----------
    plan : Plan
        Whose meetings to tell.
    agendas : Path
        The folder of agendas: each mail takes along what is there of its person.
    folder : Path
        Where to; made if it is missing. What is there by the same name is written anew.
    templates : Templates
        What the mails say.
    people : sequence of str
        Ids of those to write to, those who left included.
    changes : mapping of str to Difference, or None
        By participant, what is not as they were told: they get the mail that says what changed.
    is_draft : bool
        Mark the subject, as the agendas are marked.
    progress : callable or None
        Called once a person.

    Returns
    -------
    tuple of Path
        Everything that was written.

    Raises
    ------
    NotAsMeant
        If a mail program would read anything in a mail that is not meant; it is not written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = _files_by_person(plan.event, people, agendas)
    desk = _Desk(plan, templates, changes or {}, files, is_draft)
    paths = []
    for participant in people:
        mail = desk.mail(participant)
        if mail is not None:
            name = agenda_name(plan.event.participant[participant])
            paths.append(folder / f"{name}.eml")
            content = written(mail)
            prove(content, mail, paths[-1].name)
            paths[-1].write_bytes(content)
        if progress:
            progress()
    return tuple(paths)


def _files_by_person(
    event: Event, people: Sequence[str], agendas: Path
) -> Mapping[str, tuple[Path, ...]]:
    """Find the files of each person; a PDF takes the place of the workbook of the same agenda.

    Those who left get what cancels their meetings in their calendar, and no agenda.
    """
    owners = {agenda_name(event.participant[person]): person for person in people}
    registered = set(event.registered)
    found = defaultdict(list)
    for path in sorted(agendas.iterdir()):
        # A further file of somebody has the name of their agenda, and then `_` and a word.
        owner = owners.get(path.stem) or owners.get(path.stem.rpartition("_")[0])
        is_second_best = path.suffix == ".xlsx" and path.with_suffix(".pdf").exists()
        is_for_them = owner in registered or path.suffix == ".ics"
        if owner and path.suffix in TYPES and is_for_them and not is_second_best:
            found[owner].append(path)
    order = list(TYPES)
    return {
        owner: tuple(sorted(paths, key=lambda path: order.index(path.suffix)))
        for owner, paths in found.items()
    }


@dataclass(frozen=True)
class _Desk:
    """Where mails are written."""

    plan: Plan
    templates: Templates
    changes: Mapping[str, Difference]
    files: Mapping[str, tuple[Path, ...]]
    is_draft: bool

    def mail(self, participant: str) -> Mail | None:
        """Tell what the mail of a person says; None if there is no address to send it to."""
        person, event = self.plan.event.participant[participant], self.plan.event
        to = address(person.name, person.email)
        if to is None:
            return None
        subject, text = self._words(participant)
        return Mail(
            subject=subject,
            to=to,
            sender=address(event.organiser or event.name, event.organiser_email),
            text=text,
            files=self.files.get(participant, ()),
            boundary=_boundary(self.plan, participant),
        )

    def _words(self, participant: str) -> tuple[str, str]:
        """Say subject and text in the language of the person."""
        report = report_for(self.plan, participant)
        files = self.files.get(participant, ())
        has_calendar = any(path.suffix == ".ics" for path in files)
        letter = Letter(
            report, participant, self.changes.get(participant, Difference()), has_calendar
        )
        subject, text = self.templates.get(letter.kind, report.words).fill(letter.values)
        return report.words("mail.draft", subject=subject) if self.is_draft else subject, text


def _boundary(plan: Plan, participant: str) -> str:
    """Make what lies between the parts: the same each time, and in none of them.

    Neither base64 nor quoted-printable has an equals sign followed by an underscore.
    """
    digest = sha256(f"{plan.version} {participant}".encode("utf-8", "backslashreplace"))
    return f"=_{digest.hexdigest()[:32]}"
