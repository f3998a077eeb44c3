"""The sheet Met before: two people who met at an event of which there is no file."""

from collections.abc import Iterator

from matchmaker.events import Met
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.people import read_pair
from matchmaker.io.reading.rows import Rows


def read_met_before(rows: Rows, directory: Directory, findings: Findings) -> Iterator[Met]:
    """Read who met, where and when."""
    for row in rows:
        pair = read_pair(row, directory, findings)
        if pair is not None:
            yield Met(pair, row.cells["event"], row.cells["date"])
