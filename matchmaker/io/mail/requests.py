"""Mail drafts that ask people to fill in a form which goes with them."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from matchmaker.events import Participant
from matchmaker.figures import count
from matchmaker.io.mail.headers import address
from matchmaker.io.mail.message import Mail, written
from matchmaker.io.mail.proof import prove
from matchmaker.io.mail.templates import MailKind, Templates, about
from matchmaker.io.package.characters import printable
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import report_for
from matchmaker.record import Plan


def write_requests(
    plan: Plan,
    forms: Mapping[str, tuple[Path, int]],
    folder: Path,
    templates: Templates,
    kind: MailKind = MailKind.FEEDBACK,
) -> tuple[str, ...]:
    """Write a draft to each of these people who has an e-mail address.

    Parameters
    ----------
    plan : Plan
        Of what.
    forms : mapping of str to (Path, int)
        By the id of a person their form, and of how many meetings it asks.
    folder : Path
        Where to.
    templates : Templates
        What the mails say.
    kind : MailKind
        What they are for.

    Returns
    -------
    tuple of str
        The ids of those who have no address.
    """
    without = []
    for person, (form, meetings) in forms.items():
        report = report_for(plan, person)
        mail = _mail(report, report.person(person), (form, meetings), templates, kind)
        if mail is None:
            without.append(person)
            continue
        content = written(mail)
        path = folder / f"{form.stem}.eml"
        prove(content, mail, path.name)
        path.write_bytes(content)
    return tuple(without)


def _mail(
    report: Report,
    person: Participant,
    form: tuple[Path, int],
    templates: Templates,
    kind: MailKind,
) -> Mail | None:
    event, to = report.plan.event, address(person.name, person.email)
    if to is None:
        return None
    values = {
        **about(person, event),
        "meetings": count("meetings", form[1], report.words),
    }
    said = {name: printable(value) for name, value in values.items()}
    subject, text = templates.get(kind, report.words).fill(said)
    mark = sha256(f"{kind} {event.event_id} {person.id}".encode("utf-8", "backslashreplace"))
    return Mail(
        subject=subject,
        to=to,
        sender=address(event.organiser or event.name, event.organiser_email),
        text=text,
        files=(form[0],),
        boundary=f"=_{mark.hexdigest()[:32]}",
    )
