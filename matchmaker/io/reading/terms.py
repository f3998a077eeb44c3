"""The sheet Terms: words that mean the same to this organiser, a row each."""

from collections.abc import Iterator

from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Rows


def read_terms(rows: Rows, findings: Findings) -> Iterator[tuple[str, ...]]:
    """Read rows of equal words."""
    for row in rows:
        words = row.cells["term"]
        if len(words) > 1:
            yield words
        elif words:
            findings.warning("lonely_term", row.place("term"), value=words[0])
