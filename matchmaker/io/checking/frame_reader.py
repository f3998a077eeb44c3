"""From DataFrames to an event, by the same way as from a workbook."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from matchmaker.io.checking.event_reader import Reading, read_book
from matchmaker.io.reading.book import Book
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.frames import (
    Frame,
    labelled,
    place_in_frames,
    sheets_of,
    source_of_frames,
)
from matchmaker.io.reading.header import note_oddities


def read_frames(
    frames: Mapping[str, Frame],
    settings: Mapping[str, object] | None,
    folder: Path,
    *,
    skip_bad_wishes: bool = False,
    advise: bool = False,
    meeting_length: int | None = None,
) -> Reading:
    """Read an event from DataFrames.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        By the key of the sheet: `participants`.
    settings : mapping of str to object, optional
        The value of each setting by its name.
    folder : Path
        The folder that a logo lies in.
    skip_bad_wishes : bool
        Whether wishes with errors are passed over with a warning.
    advise : bool
        Whether an event without errors is looked at for what a plan will lack.
    meeting_length : int, optional
        Minutes to read it with, whatever the setting says.

    Returns
    -------
    Reading
        As `read_event` gives it; places name rows by their labels, columns by their headings.

    Raises
    ------
    TypeError
        If something is no DataFrame, or stands in a cell that no workbook could hold.
    """
    findings, sheets = Findings(), sheets_of(frames, settings)
    for sheet in sheets.values():
        note_oddities(sheet, findings)
    reading = read_book(
        Book("", sheets, findings),
        folder,
        lambda: source_of_frames(sheets, findings.contents.values()),
        skip_bad_wishes=skip_bad_wishes,
        advise=advise,
        meeting_length=meeting_length,
    )
    return replace(
        reading,
        issues=tuple(labelled(issue, sheets) for issue in reading.issues),
        settings={k: place_in_frames(place, sheets) for k, place in reading.settings.items()},
        fixed={pair: place_in_frames(place, sheets) for pair, place in reading.fixed.items()},
    )
