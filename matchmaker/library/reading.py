"""Events of programs: read from workbooks or DataFrames, or refused."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.events import Event
from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.issues import Issue, Severity
from matchmaker.library.arguments import existing
from matchmaker.text import DEFAULT, words

if TYPE_CHECKING:  # pandas takes long to load, which only those wait for who use it
    from matchmaker.io.reading.frames import Frame

SHOWN = 5
"""How many errors the text of an `InvalidWorkbook` names."""


class InvalidWorkbook(ValueError):  # noqa: N818 - says what the input is
    """An event that cannot be planned before its errors are corrected.

    Parameters
    ----------
    issues : sequence of Issue
        All that was found: errors, warnings and notes, in the order of sheets and rows.
    language : str
        The language to speak of it: `en` or `de`.

    Examples
    --------
    >>> try:
    ...     matchmaker.read("FAIR.xlsx")
    ... except matchmaker.InvalidWorkbook as invalid:
    ...     places = [str(issue.place) for issue in invalid.issues]
    """

    def __init__(self, issues: Sequence[Issue], language: str = DEFAULT) -> None:
        super().__init__(tuple(issues), language)
        self.issues = tuple(issues)
        self.language = language

    def __str__(self) -> str:
        """Say the first errors, each with its place."""
        say = words(self.language)
        errors = [issue for issue in self.issues if issue.severity is Severity.ERROR]
        lines = [_sentence(issue, say) for issue in errors[:SHOWN]]
        rest = len(errors) - SHOWN
        return "\n".join([*lines, *([say("library.more", count=rest)] if rest > 0 else [])])


def _sentence(issue: Issue, say: Callable[..., str]) -> str:
    sentence = say(f"issue.{issue.code}", **issue.parameters)
    return ": ".join(filter(None, (str(issue.place), sentence)))


class ReadEvent:
    """An event as read from a workbook or from DataFrames, without errors.

    `read` and `event` make it; `plan` and `replan` take it.

    Examples
    --------
    >>> event = matchmaker.read("FAIR.xlsx")
    >>> len(event.event.participants), [issue.code for issue in event.issues]
    """

    def __init__(self, reading: Reading, path: Path, with_length: Callable[[int], Reading]) -> None:
        if reading.event is None:
            raise InvalidWorkbook(reading.issues, reading.language)
        self._with_length = with_length
        self._reading = reading
        self._path = path
        self._event = reading.event

    @property
    def event(self) -> Event:
        """Everything that was read, as frozen data: `participants`, `slots`, `interests`, ..."""
        return self._event

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The warnings and notes, by sheet, row and column."""
        return self._reading.issues

    def __repr__(self) -> str:
        event = self._event
        return (
            f"<{type(self).__name__} {event.name!r}: {len(event.registered)} participants, "
            f"{len(event.slots)} slots, {len(event.tables)} tables, {len(self.issues)} issues>"
        )


def read(path: str | os.PathLike[str], *, skip_bad_wishes: bool = False) -> ReadEvent:
    """Read an event from a workbook, or from a folder of workbooks and CSV files.

    Parameters
    ----------
    path : path
        The workbook or folder.
    skip_bad_wishes : bool
        Whether wishes with errors are passed over with a warning.

    Returns
    -------
    ReadEvent
        The event; its warnings and notes are `issues`.

    Raises
    ------
    InvalidWorkbook
        If there are errors.
    FileNotFoundError
        If there is nothing.

    Examples
    --------
    >>> event = matchmaker.read("FAIR.xlsx")
    >>> [str(issue.place) for issue in event.issues]
    """
    found = existing(path)
    again = partial(read_event, found, skip_bad_wishes=skip_bad_wishes)
    return ReadEvent(again(), found, lambda minutes: again(meeting_length=minutes))


def check(path: str | os.PathLike[str], *, skip_bad_wishes: bool = False) -> tuple[Issue, ...]:
    """Find everything that is wrong with a workbook, without an exception.

    Parameters
    ----------
    path, skip_bad_wishes
        As of `read`.

    Returns
    -------
    tuple of Issue
        Errors, warnings and notes, by sheet, row and column; without errors also what a plan will
        lack.

    Examples
    --------
    >>> [issue for issue in matchmaker.check("FAIR.xlsx") if issue.severity == "error"]
    """
    found = existing(path)
    return read_event(found, skip_bad_wishes=skip_bad_wishes, advise=True).issues


def event(
    *,
    participants: "Frame",
    timetable: "Frame",
    settings: Mapping[str, object],
    interests: "Frame | None" = None,
    tables: "Frame | None" = None,
    organisations: "Frame | None" = None,
    blocked: "Frame | None" = None,
    meeting_rules: "Frame | None" = None,
    fixed: "Frame | None" = None,
    met_before: "Frame | None" = None,
    suggestions: "Frame | None" = None,
    terms: "Frame | None" = None,
    skip_bad_wishes: bool = False,
) -> ReadEvent:
    """Read an event from DataFrames, each as the sheet of that name would be read.

    Parameters
    ----------
    participants, timetable, interests, tables, organisations : DataFrame
    blocked, meeting_rules, fixed, met_before, suggestions, terms : DataFrame
        With the headings that a workbook has, in English or German; an index that has a name is a
        column, too. What pandas calls missing is an empty cell.
    settings : mapping of str to object
        The sheet Event: `{"Name": "Fair", "Meeting length": 20}`; lengths are in minutes.
    skip_bad_wishes : bool
        Whether wishes with errors are passed over with a warning.

    Returns
    -------
    ReadEvent
        The event. A logo that `settings` name is looked for in the current folder.

    Raises
    ------
    InvalidWorkbook
        If there are errors; their places name rows by the labels of the index.
    TypeError
        If something is no DataFrame, or no value that a cell can hold.

    Examples
    --------
    >>> event = matchmaker.event(
    ...     participants=people,
    ...     interests=wishes,
    ...     timetable=times,
    ...     tables=tables,
    ...     settings={"Name": "Fair", "Meeting length": 20},
    ... )
    """
    from matchmaker.io.checking.frame_reader import read_frames  # noqa: PLC0415 - see above

    frames = {
        "participants": participants,
        "timetable": timetable,
        "interests": interests,
        "tables": tables,
        "organisations": organisations,
        "blocked": blocked,
        "meeting_rules": meeting_rules,
        "fixed": fixed,
        "met_before": met_before,
        "suggestions": suggestions,
        "terms": terms,
    }
    given = {name: frame for name, frame in frames.items() if frame is not None}
    path = Path.cwd() / "frames"
    again = partial(read_frames, given, settings, path.parent, skip_bad_wishes=skip_bad_wishes)
    return ReadEvent(again(), path, lambda minutes: again(meeting_length=minutes))
