"""A coverage-guided fuzzer of whole files.

Run it as `python -m tests.workbooks.fuzz CORPUS -max_total_time=600 -rss_limit_mb=1024`.

Needs `pip install atheris`; no test runs it. The first byte of an input says what the rest is: the
bytes of a file, or one part of a sound workbook, so that changes reach the XML and not only the
zip around it. What it finds becomes a test.
"""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import atheris

with atheris.instrument_imports(
    include=[
        "matchmaker.io.package",
        "matchmaker.io.reading",
        "matchmaker.io.marking",
        "xml",
        "zipfile",
        "csv",
    ]
):
    from matchmaker.io.checking.event_reader import read_event
    from matchmaker.io.marking.copy import annotated_copy

from matchmaker.issues import Severity
from matchmaker.text import words
from tests.io.reading.spreadsheets import fair, write
from tests.workbooks.shapes import write_ods

SUFFIXES = ("xlsx", "csv", "ods")
WHOLE = 200
"""From this first byte on, the rest is a whole file."""


def main() -> None:
    """Seed the corpus with the parts of a sound workbook, and run."""
    with TemporaryDirectory() as name:
        home = Path(name)
        plain = write(home / "plain.xlsx", fair()).read_bytes()
        with ZipFile(BytesIO(plain)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        names = sorted(parts)
        if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
            corpus = Path(sys.argv[1])
            corpus.mkdir(exist_ok=True)
            for number, part in enumerate(names):
                (corpus / f"part{number}").write_bytes(bytes([number]) + parts[part])
            (corpus / "whole").write_bytes(bytes([WHOLE]) + plain)
            ods = write_ods(home / "plain.ods", fair()).read_bytes()
            (corpus / "ods").write_bytes(bytes([WHOLE + 2]) + ods)
            (corpus / "csv").write_bytes(bytes([WHOLE + 1]) + b"Setting;Value\nName;x\n")

        def one(data: bytes) -> None:
            if not data:
                return
            if data[0] >= WHOLE:
                path = home / f"Event.{SUFFIXES[data[0] % len(SUFFIXES)]}"
                path.write_bytes(data[1:])
            else:
                path = home / "fair.xlsx"
                with ZipFile(path, "w", ZIP_DEFLATED) as archive:
                    for number, part in enumerate(names):
                        is_changed = number == data[0] % len(names)
                        archive.writestr(part, data[1:] if is_changed else parts[part])
            reading = read_event(path)
            _hold(reading)
            annotated_copy(path, reading.issues, words("en"))

        atheris.Setup(sys.argv, one)
        atheris.Fuzz()


def _hold(reading) -> None:
    has_errors = any(issue.severity is Severity.ERROR for issue in reading.issues)
    if (reading.event is None) != has_errors:
        raise AssertionError("neither an event nor errors")
    for issue in reading.issues:
        words("de")(f"issue.{issue.code}", **issue.parameters)


if __name__ == "__main__":
    main()
