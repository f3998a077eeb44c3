"""The sheet Blocked: two people who must not meet."""

from collections import defaultdict

from matchmaker.events import Blocked, Pair
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.people import read_pair
from matchmaker.io.reading.rows import Rows


def read_blocked(rows: Rows, directory: Directory, findings: Findings) -> tuple[Blocked, ...]:
    """Read the blocked pairs, each once, in order of their ids."""
    reasons: dict[Pair, set[str]] = defaultdict(set)
    for row in rows:
        pair = read_pair(row, directory, findings)
        if pair is not None:
            reasons[pair].add(row.cells["reason"])
    return tuple(Blocked(pair, "; ".join(sorted(reasons[pair] - {""}))) for pair in sorted(reasons))
