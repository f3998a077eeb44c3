"""What mails say: the organiser's own words from files, or else ours."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Formatter

from matchmaker.events import Event, Participant
from matchmaker.io.package.characters import printable
from matchmaker.io.package.foreign import NotAFile, TooLong, read_foreign
from matchmaker.text import Words, languages, words

SUBJECT = re.compile(r"(?:subject|betreff)[ \t]*:(.*)", re.IGNORECASE)
"""The first line of a template."""
ENCODINGS = ("utf-8-sig", "cp1252")
"""What text is saved as on Windows: today, and in the Notepad of old."""


class MailKind(StrEnum):
    """What a mail is for; a template is called `mail.de.txt`, `mail-changes.de.txt`."""

    FIRST = "mail"
    """Somebody's agenda, to whoever was not told of one."""
    CHANGED = "mail-changes"
    """What is different from the agenda somebody was told before."""
    LEFT = "mail-cancelled"
    """That the meetings of somebody who left are cancelled."""
    FEEDBACK = "mail-feedback"
    """What came of somebody's meetings, to be told on a form."""
    WISHES = "mail-wishes"
    """Whom somebody wishes to meet, to be told on a form."""
    ANSWERS = "mail-answers"
    """What somebody says to those who wish to meet them, to be told on a form."""

    @property
    def key(self) -> str:
        """Where our own words are."""
        return self.name.lower()

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What may stand in curly braces."""
        if self is MailKind.FEEDBACK:
            return (*OF_PEOPLE, "meetings")
        if self in {MailKind.WISHES, MailKind.ANSWERS}:
            return (*OF_PEOPLE, "until", "people")
        return PLACEHOLDERS if self is MailKind.FIRST else (*PLACEHOLDERS, CHANGES)


OF_PEOPLE = ("name", "first_name", "last_name", "organisation", "event", "organiser")
PLACEHOLDERS = (*OF_PEOPLE, "version", "as_of", "agenda", "calendar")
CHANGES = "changes"


def about(person: Participant, event: Event) -> dict[str, str]:
    """Fill the placeholders `OF_PEOPLE`: whom a mail is to, and of which event."""
    return {
        "name": person.name,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "organisation": person.organisation,
        "event": event.name,
        "organiser": event.organiser or event.name,
    }


class BadTemplate(ValueError):  # noqa: N818 - says what the file is
    """A template that mails cannot be made of.

    Parameters
    ----------
    code : str
        What is wrong: its sentence is `mail.fault` and this, in `matchmaker.text`.
    path : Path
        The file.
    **parameters
        What else the sentence names.
    """

    def __init__(self, code: str, path: Path, **parameters: str | int) -> None:
        super().__init__(code, path, parameters)
        self.code = code
        self.parameters = {"file": path, **parameters}


@dataclass(frozen=True)
class Template:
    """A subject and a text with placeholders in curly braces."""

    subject: str
    text: str

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Fill subject and text; where a paragraph is empty, no gap is left."""
        subject = " ".join(self.subject.format_map(values).split())
        text = re.sub(r"\n{3,}", "\n\n", self.text.format_map(values))
        return subject, text.strip() + "\n"


@dataclass(frozen=True)
class Templates:
    """The template of each kind and language."""

    by_kind: Mapping[tuple[MailKind, str], Template]

    def get(self, kind: MailKind, say: Words) -> Template:
        """Get the template of a kind in a language."""
        return self.by_kind[kind, say.language]


def read_templates(folder: Path) -> Templates:
    """Read the organiser's templates; of those that are not there, give our own.

    Parameters
    ----------
    folder : Path
        Where `mail.de.txt`, `mail-changes.de.txt` and so on may be; it may be missing itself.

    Raises
    ------
    BadTemplate
        If mails cannot be made of one of them.
    """
    return Templates(
        {
            (kind, language): _template(folder / f"{kind}.{language}.txt", kind, words(language))
            for kind in MailKind
            for language in languages()
        }
    )


def _template(path: Path, kind: MailKind, say: Words) -> Template:
    if path.exists():
        return _read(path, kind)
    subject, text = (say.entries[f"mail.{kind.key}.{part}"][0] for part in ("subject", "text"))
    return Template(subject, text)


LONGEST = 1_000_000
"""Bytes of a template."""


def _read(path: Path, kind: MailKind) -> Template:
    written = _decoded(path)
    first, _, text = written.strip().partition("\n")
    subject = SUBJECT.fullmatch(first.strip())
    if not subject or not subject[1].strip():
        raise BadTemplate("no_subject", path)
    if not text.strip():
        raise BadTemplate("no_text", path)
    used = {_known(name, path, kind, line) for line, name in _placeholders(written, path)}
    if kind is MailKind.CHANGED and CHANGES not in used:
        raise BadTemplate("no_changes", path)
    return Template(subject[1].strip(), text)


def _decoded(path: Path) -> str:
    try:
        content = read_foreign(path, LONGEST)
    except (TooLong, NotAFile):
        raise BadTemplate("cannot_read", path) from None
    for encoding in ENCODINGS:
        with suppress(UnicodeDecodeError):  # the next may fit
            text = content.decode(encoding)
            if "\x00" not in text:
                return printable(text)
    raise BadTemplate("cannot_read", path)


def _placeholders(written: str, path: Path) -> Iterator[tuple[int, str]]:
    """Find what stands in curly braces, with the number of its line."""
    for number, line in enumerate(written.split("\n"), 1):
        try:
            parts = list(Formatter().parse(line))
        except ValueError:
            raise BadTemplate("bad_brace", path, line=number) from None
        for _, name, form, conversion in parts:
            if name is not None:
                asked = name + (f"!{conversion}" if conversion else "")
                yield number, asked + (f":{form}" if form else "")


def _known(name: str, path: Path, kind: MailKind, line: int) -> str:
    """Give a placeholder back if it can be filled: nothing of Python's is, such as `{name!r}`."""
    if name not in kind.placeholders:
        known = ", ".join(f"{{{one}}}" for one in kind.placeholders)
        raise BadTemplate("unknown_placeholder", path, line=line, placeholder=name, known=known)
    return name
