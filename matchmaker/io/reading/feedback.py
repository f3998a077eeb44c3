"""What came of meetings: the workbook of the desk, and the forms that people sent back."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from matchmaker.events import Pair
from matchmaker.feedback import (
    FIELDS,
    SILENCE,
    Agreement,
    Feedback,
    NextStep,
    TookPlace,
    Verdict,
    Word,
    verdict,
)
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of
from matchmaker.io.package.naming import without_copy_marks
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.files import files_of, raw_sheets, subject_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.header import from_header, note_oddities
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.people import read_person
from matchmaker.io.reading.rows import Row, heading_of, read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.wording import FILE, Wording, read_wording
from matchmaker.io.telling.feedback import name_for_good
from matchmaker.io.telling.file_names import form_name
from matchmaker.issues import Issue, Place
from matchmaker.record import Plan
from matchmaker.schedule import Meeting, quoted

Choice = TypeVar("Choice", TookPlace, NextStep, Agreement)
TITLES, HEADINGS = "feedback.sheet", "feedback"
"""The sections of `text` with the titles of these sheets, and with their headings."""
NO_WORD = re.compile(r"[\W_]+")
OFFERS = frozenset({"suggestions", "people"})
"""What a fault has that says who may be meant."""
OF_MEETINGS_HELD = ("rating_a", "rating_b", "next_step", "agreement", "signed", "after_six_months")
"""What is said only of meetings that were held."""


@dataclass(frozen=True)
class ToldMeetings:
    """The meetings that people were told, and what they are called.

    Parameters
    ----------
    plan : Plan
        What was published last.
    cancelled : mapping of str to str
        By the names of meetings that were cancelled since they were told: the version that did.
    """

    plan: Plan
    cancelled: Mapping[str, str]

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        """Each meeting by what it is called for good, or else by the ids of now."""
        meetings = self.plan.schedule.meetings
        for_good = {fold_key(name_for_good(self.plan, meeting)): meeting for meeting in meetings}
        return {fold_key(meeting.id): meeting for meeting in meetings} | for_good

    @cached_property
    def directory(self) -> Directory:
        """Who can be meant."""
        return Directory(self.plan.event.participants, Organisations((), {}))

    def of(self, person: str) -> Mapping[str, Meeting]:
        """Give the meetings of a human being by the id of their partner."""
        selves = self.plan.event.selves[person]
        return {
            meeting.partner_of(one): meeting
            for one in sorted(selves)
            for meeting in self.plan.schedule.of(one)
        }


def name_of_pair(pair: Pair) -> str:
    """Call a meeting as it is compared, by what the two are called for good."""
    return fold_key("+".join(map(quoted, pair)))


def fold_key(meeting: str) -> str:
    """Reduce the name of a meeting to what counts."""
    return meeting.casefold().replace(" ", "")


@dataclass(frozen=True)
class Answers:
    """Everything that was said of meetings, as it was said.

    Parameters
    ----------
    desk : mapping of Pair to Said
        What the desk says, by the ids of the two.
    forms : mapping of Pair to mapping of str to Said
        What each of the two says, by their id.
    targets : mapping of str to int
        What was aimed at, by the key of an indicator.
    issues : tuple of Issue
        What is wrong, or good to know.
    """

    desk: Mapping[Pair, "Said"]
    forms: Mapping[Pair, Mapping[str, "Said"]]
    targets: Mapping[str, int]
    issues: tuple[Issue, ...]

    @property
    def feedback(self) -> Feedback:
        """What holds of each meeting, all that was said taken together."""
        answering = frozenset(person for said in self.forms.values() for person in said)
        verdicts = {pair: self.verdict(pair) for pair in {**self.desk, **self.forms}}
        return Feedback(verdicts, answering, self.targets)

    def verdict(self, pair: Pair) -> Verdict:
        """Take together what was said of a meeting."""
        desk = self.desk[pair].word if pair in self.desk else SILENCE
        return verdict(desk, [said.word for said in self.forms.get(pair, {}).values()])


def read_answers(desk: Path, returned: Path, told: ToldMeetings) -> Answers:
    """Read everything that was said of meetings.

    Parameters
    ----------
    desk : Path
        The workbook of the desk; it may be missing.
    returned : Path
        The folder of forms that were sent back; it may be missing.
    told : ToldMeetings
        What people were told.
    """
    findings = Findings()
    sheets = read_sheets(desk, findings, titles=TITLES, headings=HEADINGS) if desk.exists() else {}
    answers = Answers(
        _read_desk(sheets, told, findings),
        _read_forms(returned, told, findings) if returned.is_dir() else {},
        dict(_read_targets(sheets, findings)),
        (),
    )
    for pair, said in answers.forms.items():
        forms = list(said.values())
        found = answers.verdict(pair)
        if found.disputed:
            _tell_disputed(found, forms, findings)
        for each in forms if pair in answers.desk else ():
            _tell_overruled(answers.desk[pair].word, each, findings)
    return replace(answers, issues=tuple(findings.issues))


@dataclass(frozen=True)
class Said:
    """What a row says of a meeting."""

    word: Word
    row: Row


def _tell_disputed(found: Verdict, forms: Sequence[Said], findings: Findings) -> None:
    """Say where two forms say different things."""
    name = found.disputed[0]
    one, other = (form for form in forms if getattr(form.word, name))
    column = name if name in other.row.sheet.numbers else "rating"
    findings.warning(
        "feedback_disputed",
        other.row.place(column),
        value=other.row.written(column),
        other=one.row.written(column),
        file=one.row.sheet.file,
    )


def _tell_overruled(desk: Word, form: Said, findings: Findings) -> None:
    """Warn of a form that says otherwise than the desk, whose word holds."""
    for name in FIELDS:
        theirs, ours = getattr(form.word, name), getattr(desk, name)
        if theirs and ours and theirs != ours:
            column = name if name in form.row.sheet.numbers else "rating"
            value = form.row.written(column)
            findings.warning("feedback_overruled", form.row.place(column), value=value)


def _read_targets(sheets: Mapping[str, Sheet], findings: Findings) -> Iterator[tuple[str, int]]:
    """Read what was aimed at."""
    for row in read_rows(sheets["targets"], findings) if "targets" in sheets else ():
        if row.cells["indicator"] and row.cells["target"] is not None:
            yield row.cells["indicator"], row.cells["target"]


def _read_desk(
    sheets: Mapping[str, Sheet], told: ToldMeetings, findings: Findings
) -> dict[Pair, Said]:
    """Read the list of the desk: what it says of each meeting, also where that is nothing."""
    found: dict[Pair, Said] = {}
    rows = read_rows(sheets["meetings"], findings) if "meetings" in sheets else ()
    for row in rows:
        word = _word(row, findings)
        meeting = _meeting_called(row, told, findings, is_silent=word == SILENCE)
        if meeting is None:
            continue
        pair = meeting.participants
        if pair in found:
            first = found[pair].row.number
            findings.error("feedback_twice", row.place("meeting"), value=meeting.id, row=first)
        else:
            found[pair] = Said(word, row)
    return found


def desk_sheet(path: Path) -> tuple[Sheet | None, tuple[Issue, ...]]:
    """Read the list of the desk as it was typed; None where it is not there, or has no names."""
    findings = Findings()
    sheet = read_sheets(path, findings, titles=TITLES, headings=HEADINGS).get("meetings")
    if sheet is not None and "meeting" not in sheet.numbers:
        findings.error("missing_column", sheet.place(), heading=heading_of(sheet, "meeting"))
        sheet = None
    return sheet, tuple(findings.issues)


def _meeting_called(
    row: Row, told: ToldMeetings, findings: Findings, *, is_silent: bool
) -> Meeting | None:
    """Find the meeting of a row; of one that was cancelled nothing can be said any more."""
    written = row.cells["meeting"]
    known = told.meeting.get(fold_key(written))
    if known or not written:
        return known
    version = told.cancelled.get(fold_key(written))
    if version is None:
        findings.error("feedback_unknown_meeting", row.place("meeting"), value=written)
    elif not is_silent:
        findings.error(
            "feedback_cancelled_meeting", row.place("meeting"), value=written, version=version
        )
    return None


def _word(row: Row, findings: Findings, side: str = "") -> Word:
    """Read what a row says; of a form, whose rating is that of the side who answers."""
    cells = dict(row.cells)
    if side:
        cells[f"rating_{side}"] = cells.pop("rating")
        cells["took_place"] = _seen_from(side, cells["took_place"])
    said = Word(
        took_place=_as(TookPlace, cells["took_place"]),
        rating_a=cells.get("rating_a"),
        rating_b=cells.get("rating_b"),
        next_step=_as(NextStep, cells["next_step"]),
        agreement=_as(Agreement, cells["agreement"]),
        signed=cells["signed"],
        after_six_months=_as(NextStep, cells["after_six_months"]),
        comment="" if side else cells["comment"],
    )
    return _completed(said, row, findings)


def _as(kind: Callable[[str], Choice], key: str | None) -> Choice | None:
    return kind(key) if key else None


def _seen_from(side: str, took_place: str | None) -> str | None:
    """Say of `I was missing` and `the other was missing` who that is."""
    other = {"a": "b", "b": "a"}[side]
    return {"me_missing": f"{side}_missing", "other_missing": f"{other}_missing"}.get(
        took_place or "", took_place
    )


def _completed(said: Word, row: Row, findings: Findings) -> Word:
    """Take what follows from the rest, and say so; refuse what contradicts it."""
    if (said.agreement or said.signed) and said.next_step is not NextStep.AGREEMENT:
        findings.note("feedback_agreement", row.place("next_step"))
        said = replace(said, next_step=NextStep.AGREEMENT)
    tells = [name for name in OF_MEETINGS_HELD if getattr(said, name)]
    if tells and said.took_place is None:
        findings.note("feedback_taken_as_held", row.place("took_place"))
        return replace(said, took_place=TookPlace.YES)
    if tells and not said.is_held:
        value = row.written("took_place")
        findings.error("feedback_not_held", row.place("took_place"), value=value)
        return SILENCE
    return said


def _read_forms(
    folder: Path, told: ToldMeetings, findings: Findings
) -> dict[Pair, dict[str, Said]]:
    """Read every file that came back: what each says of their meetings."""
    found: dict[Pair, dict[str, Said]] = defaultdict(dict)
    wording = read_wording(folder, findings, titles=TITLES, headings=HEADINGS)
    for file in files_of(folder):
        sheet = _form_in(file, folder, wording, findings)
        for person, meeting, said in _answers(sheet, told, findings) if sheet else ():
            before = found[meeting.participants].get(person)
            if before and before.word != said.word:
                other = f"{before.row.sheet.file}, {before.row.number}"
                findings.error("feedback_answered_twice", said.row.place(), other=other)
            found[meeting.participants][person] = said
    return dict(found)


def _form_in(file: Path, folder: Path, wording: Wording, findings: Findings) -> Sheet | None:
    name = f"{name_of(folder)}/{name_of(file)}"
    if file.name == FILE:
        return None
    sheets = raw_sheets(file, contents=findings.contents)
    if isinstance(sheets, CellFault):
        findings.fault(sheets, Place(file=name))
        return None
    filled = [sheet for sheet in sheets if sheet.lines and not sheet.is_hidden]
    if not filled:
        return None
    form = replace(
        filled[0],
        file=name,
        key="form",
        titles=TITLES,
        section="feedback.form",
        source=subject_of(file) or without_copy_marks(Path(name_of(file)).stem),
        wording=wording,
    )
    form = from_header(form)
    note_oddities(form, findings)
    return form


def _answers(
    sheet: Sheet, told: ToldMeetings, findings: Findings
) -> Iterator[tuple[str, Meeting, Said]]:
    """Read the rows of a form in which anything is said."""
    if "took_place" not in sheet.numbers:
        findings.error("feedback_no_form", sheet.place())
        return
    found = _owner(sheet, told)
    owner = found if isinstance(found, str) else None
    if isinstance(found, CellFault) and "who" not in sheet.numbers:
        findings.fault(found, sheet.place())
        return
    for row in read_rows(sheet, findings):
        person = read_person(row, "who", told.directory, findings) if row.cells["who"] else owner
        if person is None and not row.cells["who"] and _says_something(row):
            findings.error("feedback_whose", row.place("who"), value=sheet.source)
        meeting = _meeting_of(row, person, told, findings) if person else None
        if person is None or meeting is None or not _says_something(row):
            continue
        mine = next(p for p in meeting.participants if p in told.plan.event.selves[person])
        word = _word(row, findings, "ab"[meeting.participants.index(mine)])
        if word != SILENCE:
            yield mine, meeting, Said(word, row)


def _says_something(row: Row) -> bool:
    """Whether any cell is filled in that somebody is asked to fill in."""
    asked = ("took_place", "rating", "next_step", "agreement", "signed", "after_six_months")
    return any(row.cells[key] for key in asked)


def _owner(sheet: Sheet, told: ToldMeetings) -> str | CellFault:
    """Tell whose form this is: by what the file says of itself, else by its name.

    Of a name that is almost somebody's it is asked whether that one is meant.
    """
    people = told.plan.event.participant
    known = told.plan.person_with(sheet.source)
    if known:
        return known
    by_file = {form_name(person): person.id for person in people.values()}
    found = by_file.get(sheet.source) or told.directory.person(sheet.source)
    if isinstance(found, str):
        return found
    near = told.directory.person(" ".join(NO_WORD.split(sheet.source.removeprefix("feedback"))))
    asked = [
        each
        for each in (found, near)
        if isinstance(each, CellFault) and each.parameters.keys() & OFFERS
    ]
    return asked[0] if asked else CellFault("feedback_whose", {"value": sheet.source})


def _meeting_of(row: Row, person: str, told: ToldMeetings, findings: Findings) -> Meeting | None:
    """Find which of somebody's meetings a row is about: by its name, else by who else was there."""
    theirs = told.of(person)
    named = told.meeting.get(fold_key(row.cells["meeting"]))
    if named and named in theirs.values():
        return named
    has_partner = row.cells["partner"]
    partner = read_person(row, "partner", told.directory, findings) if has_partner else None
    if partner and partner in theirs:
        return theirs[partner]
    known = told.plan.event.participant[person]
    version = told.cancelled.get(fold_key(row.cells["meeting"]))
    if version and _says_something(row):
        value = row.written("meeting")
        findings.error("feedback_cancelled_meeting", row.place(), value=value, version=version)
    elif version:
        return None
    elif partner or row.cells["meeting"]:
        value = row.written("partner") or row.written("meeting")
        findings.error("feedback_not_their_meeting", row.place(), value=value, person=known.name)
    elif not has_partner and _says_something(row):
        findings.error("feedback_no_partner", row.place(), person=known.name)
    return None
