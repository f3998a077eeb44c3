"""The sheet Interests, and the columns Wish of the sheet Participants."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matchmaker.events import Answer, Interest, Level
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import MATRIX
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.participants import Registration
from matchmaker.io.reading.people import read_anyone, read_person
from matchmaker.io.reading.rows import Row, Rows, has_our_levels, heading_of, ranked
from matchmaker.io.reading.sheet import Sheet
from matchmaker.issues import Place
from matchmaker.text import fold, recognise

WISHES = "wishes"
"""The kind of form on which somebody says whom they wish to meet."""
LOST_LETTER = "?"
"""What Excel writes into a CSV file for a letter that its alphabet lacks."""
WEIGHTIEST = (Answer.DECLINED, Answer.ACCEPTED, Answer.NONE, Answer.PENDING)
"""Of repeated wishes, the first of these answers counts."""


@dataclass(frozen=True)
class Wish:
    """An interest as it was written, in one row.

    Parameters
    ----------
    interest : Interest
        Who wishes whom.
    row : Row
        Where it is written.
    source_column, target_column : str
        The columns of the two.
    """

    interest: Interest
    row: Row
    source_column: str
    target_column: str

    @property
    def is_of_a_form(self) -> bool:
        """Whether somebody wrote it on their own form."""
        form = self.row.sheet.form
        return form is not None and form.kind == WISHES

    @property
    def is_an_answer(self) -> bool:
        """Whether it is no wish by itself, but what is said to one."""
        form = self.row.sheet.form
        return form is not None and form.kind != WISHES

    @property
    def source_place(self) -> Place:
        """Where the one who wishes is written."""
        return self.row.place(self.source_column)

    @property
    def target_place(self) -> Place:
        """Where the wished one is written."""
        return self.row.place(self.target_column)


def read_wishes(
    rows: Rows,
    registrations: Iterable[Registration],
    directory: Directory,
    findings: Findings,
    taken: Iterable[Wish] = (),
) -> tuple[Wish, ...]:
    """Read every wish; what has faults, or is for oneself, is passed over.

    Parameters
    ----------
    rows : tuple of Row
        The rows of the sheet Interests.
    registrations : iterable of Registration
        The rows of the sheet Participants, for their columns Wish.
    directory : Directory
        Who may wish and be wished.
    findings : Findings
        Takes what is wrong.
    taken : iterable of Wish
        The suggestions that were taken.
    """
    wishes = [
        *_of_interests(rows, directory, findings),
        *_of_wish_columns(registrations, directory, findings),
        *taken,
    ]
    own = tuple(wish for wish in wishes if not _is_for_oneself(wish, findings))
    return _as_forms_have_them(own, directory, findings)


def _as_forms_have_them(
    wishes: Sequence[Wish], directory: Directory, findings: Findings
) -> tuple[Wish, ...]:
    """Let a form that came back stand for all wishes of its person for anybody on it.

    What was answered to a wish stays.
    """
    forms = {wish.interest.source: wish.row.sheet for wish in wishes if wish.is_of_a_form}
    if not forms:
        return tuple(wishes)
    listed = {person: _listed_on(sheet, directory) for person, sheet in forms.items()}
    before = [wish for wish in wishes if _is_said_on(wish, listed)]
    counts = Counter(wish.interest.source for wish in before)
    for person, sheet in forms.items():
        if count := counts[person]:
            named = {"person": directory.label(person), "count": str(count)}
            findings.note("form_replaces", Place(file=sheet.file), **named)
    known = {_key(wish.interest): wish.interest for wish in before}
    left = (wish for wish in wishes if not _is_said_on(wish, listed))
    return tuple(_beside(wish, known.get(_key(wish.interest)), findings) for wish in left)


def _listed_on(sheet: Sheet, directory: Directory) -> frozenset[str]:
    """Tell who is on a form."""
    names = sheet.form.listed if sheet.form else ()
    return frozenset(person for name in names for person in directory.people_called(name))


def _is_said_on(wish: Wish, listed: Mapping[str, frozenset[str]]) -> bool:
    """Whether a wish is written elsewhere, and a form says what holds of it."""
    interest = wish.interest
    is_elsewhere = wish.row.sheet.form is None and not interest.target_is_organisation
    return is_elsewhere and interest.target in listed.get(interest.source, ())


def _beside(wish: Wish, known: Interest | None, findings: Findings) -> Wish:
    """Give a wish as it holds beside what the workbook says of it.

    What was answered stays; and that two must meet is for the organiser to say, not for a guest.
    """
    interest = wish.interest
    if known is not None:
        interest = replace(interest, answer=known.answer)
    is_granted = known is not None and known.level is Level.MUST
    if wish.is_of_a_form and interest.level is Level.MUST and not is_granted:
        findings.note("form_must", wish.row.place("level"))
        interest = replace(interest, level=Level.HIGH)
    return replace(wish, interest=interest)


def _of_interests(rows: Rows, directory: Directory, findings: Findings) -> Iterator[Wish]:
    owners = _owners(rows, directory, findings)
    crosses = _crossed(rows, directory, findings)
    for row in rows:
        _note_ranks(row, findings)
        if row.sheet.section == MATRIX:
            yield from _of_matrix(row, crosses, directory, findings)
            continue
        is_of_the_file = row.sheet.source and not row.cells["from"]
        source = (
            owners[row.sheet.file]
            if is_of_the_file
            else read_person(row, "from", directory, findings)
        )
        target = read_anyone(row, "to", directory, findings)
        if source is not None and target is not None:
            _check_name(row, target.name if is_of_the_file else source, directory, findings)
        if source is not None and target is not None and row.is_whole:
            interest = Interest(
                source=source,
                target=target.name,
                target_is_organisation=target.is_organisation,
                level=Level[row.cells["level"].upper()],
                answer=Answer(row.cells["answer"]),
            )
            yield Wish(interest, row, "to" if is_of_the_file else "from", "to")


def _check_name(row: Row, person: str, directory: Directory, findings: Findings) -> None:
    """Find a row of a form in which a name does not stand beside its own id any more."""
    form = row.sheet.form
    if form is None:
        return
    place = row.place("to" if form.kind == WISHES else "from")
    written = form.names.get(place.row, "") if isinstance(place.row, int) else ""
    label = directory.label(person)
    if written and not _is_same_name(written, label.removeprefix(person)):
        findings.error("form_name", place, person=label, name=written)


def _is_same_name(written: str, name: str) -> bool:
    """Whether a name is that of somebody, be letters of it lost where a form was saved as CSV."""
    if LOST_LETTER not in written:
        return fold(written) == fold(name)
    letters = (re.escape(letter) for letter in written.strip().split(LOST_LETTER))
    return re.fullmatch(".".join(letters), name.strip(), re.IGNORECASE) is not None


def _note_ranks(row: Row, findings: Findings) -> None:
    """Say how the numbers under a heading that is not ours are read."""
    typed = row.written("level")
    if typed and ranked(typed) != typed and not has_our_levels(row.sheet):
        heading = heading_of(row.sheet, "level")
        findings.note_once("ranks_read", row.place("level"), heading=heading)


def _owners(rows: Rows, directory: Directory, findings: Findings) -> Mapping[str, str | None]:
    """Tell whose wishes each file has that is named after a person."""
    sheets = {row.sheet.file: row.sheet for row in rows if row.sheet.source}
    owners: dict[str, str | None] = {}
    for file, sheet in sheets.items():
        found = directory.person(sheet.source)
        if isinstance(found, CellFault):
            findings.fault(found, Place(file=file))
        owners[file] = None if isinstance(found, CellFault) else found
    return owners


@dataclass(frozen=True)
class Crossed:
    """What the columns of a matrix mean.

    Parameters
    ----------
    targets : mapping of str to Meant or None
        Who is wished, by column; None for nobody we know.
    are_digits_levels : bool
        Whether `1` is a level; in a matrix of `1` and `0` alone it is a cross.
    """

    targets: Mapping[str, Meant | None]
    are_digits_levels: bool

    def level(self, written: str) -> Level | None:
        """Read a cross; None where there is no wish."""
        if written in {"", "no", "0"}:
            return None
        if written == "yes" or (written == "1" and not self.are_digits_levels):
            return Level.NORMAL
        return Level[(recognise("value.level", written) or written).upper()]


def _crossed(rows: Rows, directory: Directory, findings: Findings) -> Crossed:
    """Find out whom the headings of a matrix name."""
    sheet = next((row.sheet for row in rows if row.sheet.section == MATRIX), None)
    targets: dict[str, Meant | None] = {}
    for column in sheet.numbers if sheet else ():
        if sheet is None or column == "from":
            continue
        found = directory.anyone(heading_of(sheet, column))
        if isinstance(found, CellFault):
            findings.fault(found, sheet.place(sheet.header.row, column))
        targets[column] = None if isinstance(found, CellFault) else found
    marks = {row.cells.get(column) for row in rows for column in targets}
    return Crossed(targets, bool(marks & {"2", "3", "4"}))


def _of_matrix(
    row: Row, crossed: Crossed, directory: Directory, findings: Findings
) -> Iterator[Wish]:
    source = read_person(row, "from", directory, findings)
    for column, target in crossed.targets.items():
        level = crossed.level(row.cells[column])
        if source is not None and target is not None and level is not None:
            interest = Interest(
                source=source,
                target=target.name,
                target_is_organisation=target.is_organisation,
                level=level,
            )
            yield Wish(interest, row, "from", column)


def _of_wish_columns(
    registrations: Iterable[Registration], directory: Directory, findings: Findings
) -> Iterator[Wish]:
    """Read the columns Wish; in each there may be several names, and the very first is high."""
    for registration in registrations:
        row = registration.row
        for column in wish_columns(row.sheet):
            for number, written in enumerate(row.cells[column]):
                target = read_anyone(row, column, directory, findings, written)
                if target is not None:
                    is_first = column == "wish_1" and number == 0
                    interest = Interest(
                        source=registration.participant.id,
                        target=target.name,
                        target_is_organisation=target.is_organisation,
                        level=Level.HIGH if is_first else Level.NORMAL,
                    )
                    yield Wish(interest, row, column, column)


def wish_columns(sheet: Sheet) -> tuple[str, ...]:
    """The columns Wish 1, Wish 2 ... of a sheet, by key."""
    return tuple(column for column in sheet.numbers if column.startswith("wish_"))


def _is_for_oneself(wish: Wish, findings: Findings) -> bool:
    interest = wish.interest
    is_own = not interest.target_is_organisation and interest.source == interest.target
    if is_own:
        findings.error("self_interest", wish.target_place)
    return is_own


def merged(wishes: Iterable[Wish], findings: Findings) -> tuple[Interest, ...]:
    """Merge repeated wishes into one each, in order of source and target.

    The strongest level counts; of the answers a refusal, or else that somebody has accepted.
    """
    first: dict[tuple[str, str, bool], Wish] = {}
    interests: dict[tuple[str, str, bool], Interest] = {}
    for wish in sorted(wishes, key=lambda wish: wish.is_an_answer):
        key = _key(wish.interest)
        if wish.is_an_answer:
            if key in first:
                interests[key] = _stronger(interests[key], wish.interest)
            else:
                findings.note("form_answers_nothing", wish.source_place)
        elif key in first:
            place = first[key].target_place
            findings.note("repeated_wish", wish.target_place, first=place)
            interests[key] = _stronger(interests[key], wish.interest)
        else:
            first[key], interests[key] = wish, wish.interest
    return tuple(sorted(interests.values(), key=_key))


def _key(interest: Interest) -> tuple[str, str, bool]:
    return interest.source, interest.target, interest.target_is_organisation


def _stronger(one: Interest, other: Interest) -> Interest:
    level = max(one.level, other.level)
    answer = min(one.answer, other.answer, key=WEIGHTIEST.index)
    return replace(one, level=level, answer=answer)
