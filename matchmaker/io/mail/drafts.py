"""Mail drafts (RFC 5322): a file for each person, which a mail program opens to be sent.

`X-Unsent: 1` makes Outlook open it as a mail to be written. Nothing here sends anything. A draft
has no date and no identifier: the mail program gives them when it is sent, and so the same plan
makes the same bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTPUTF8
from hashlib import sha256
from pathlib import Path

from matchmaker.compare import Difference
from matchmaker.event import Event
from matchmaker.io.mail.headers import SEVEN_BIT, address
from matchmaker.io.mail.letter import Letter
from matchmaker.io.mail.templates import Templates
from matchmaker.io.writing.file_names import agenda_name
from matchmaker.io.writing.timeline import report_for
from matchmaker.plan import Plan

TYPES = {
    ".pdf": ("application", "pdf"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".ics": ("text", "calendar"),
}
"""What goes with a mail, in this order."""


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
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = _files_by_person(plan.event, people, agendas)
    desk = _Desk(plan, templates, changes or {}, files, is_draft)
    written = []
    for participant in people:
        message = desk.message(participant)
        if message is not None:
            name = agenda_name(plan.event.participant[participant])
            written.append(folder / f"{name}.eml")
            written[-1].write_bytes(message.as_bytes())
        if progress:
            progress()
    return tuple(written)


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

    def message(self, participant: str) -> EmailMessage | None:
        """Write the mail of a person; None if there is no address to send it to."""
        person, event = self.plan.event.participant[participant], self.plan.event
        to = address(person.name, person.email)
        if to is None:
            return None
        sender = address(event.organiser or event.name, event.organiser_email)
        subject, text = self._words(participant)
        # A name before the @ in another alphabet cannot be written otherwise.
        is_plain = all(one.username.isascii() for one in (to, sender) if one)
        message = EmailMessage(policy=SEVEN_BIT if is_plain else SMTPUTF8)
        message["X-Unsent"] = "1"
        message["Subject"] = subject
        if sender:
            message["From"] = sender
        message["To"] = to
        message.set_content(text, cte="quoted-printable")
        for path in self.files.get(participant, ()):
            attach(path, message)
        if message.is_multipart():
            message.set_boundary(_boundary(self.plan, participant))
        return message

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


def attach(path: Path, message: EmailMessage) -> None:
    """Attach a file under its own name."""
    kind, detail = TYPES[path.suffix]
    parameters = {"charset": "utf-8"} if kind == "text" else {}
    message.add_attachment(path.read_bytes(), kind, detail, filename=path.name, params=parameters)


def _boundary(plan: Plan, participant: str) -> str:
    """Make what lies between the parts: the same each time, and in none of them.

    Neither base64 nor quoted-printable has an equals sign followed by an underscore.
    """
    digest = sha256(f"{plan.version} {participant}".encode("utf-8", "backslashreplace"))
    return f"=_{digest.hexdigest()[:32]}"
