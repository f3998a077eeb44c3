"""Mail drafts that ask people to fill in a form which goes with them."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from matchmaker.events import Event, Participant
from matchmaker.io.mail.headers import address
from matchmaker.io.mail.message import Mail, written
from matchmaker.io.mail.proof import prove
from matchmaker.io.mail.templates import MailKind, Templates, about
from matchmaker.io.package.characters import printable
from matchmaker.io.telling.timeline import language_of
from matchmaker.text import Words, words

Values = Callable[[str, Words], Mapping[str, str]]
"""What a mail to somebody says besides who they are, by placeholder."""


def write_requests(
    event: Event,
    forms: Mapping[str, Path],
    folder: Path,
    *,
    templates: Templates,
    kind: MailKind,
    values: Values,
) -> tuple[str, ...]:
    """Write a draft to each of these people who has an e-mail address.

    Parameters
    ----------
    event : Event
        Of what.
    forms : mapping of str to Path
        By the id of a person their form.
    folder : Path
        Where to.
    templates : Templates
        What the mails say.
    kind : MailKind
        What they are for.
    values : callable
        Fills the placeholders of this kind.

    Returns
    -------
    tuple of str
        The ids of those who have no address.
    """
    without = []
    for one, form in forms.items():
        person = event.participant[one]
        say = words(language_of(person, event))
        values_of_all = {**about(person, event), **values(one, say)}
        told = {name: printable(value) for name, value in values_of_all.items()}
        mark = sha256(f"{kind} {event.event_id} {one}".encode("utf-8", "backslashreplace"))
        boundary = f"=_{mark.hexdigest()[:32]}"
        mail = _mail(event, person, form, templates.get(kind, say).fill(told), boundary)
        if mail is None:
            without.append(one)
            continue
        content = written(mail)
        path = folder / f"{form.stem}.eml"
        prove(content, mail, path.name)
        path.write_bytes(content)
    return tuple(without)


def _mail(
    event: Event, person: Participant, form: Path, said: tuple[str, str], boundary: str
) -> Mail | None:
    to = address(person.name, person.email)
    if to is None:
        return None
    return Mail(
        subject=said[0],
        to=to,
        sender=address(event.organiser or event.name, event.organiser_email),
        text=said[1],
        files=(form,),
        boundary=boundary,
    )
