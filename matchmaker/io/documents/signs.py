"""Table signs: for every table and day a page to stand on it, with who meets there and when.

Stays of days are all on one page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchmaker.events import Slot, Table
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.grid import meetings_at, pairs, time_of
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting
from matchmaker.told import Publication
from matchmaker.whereabouts import side_by_side, title_of_slots


def signs_pdf(edition: Edition) -> bytes:
    """Set the signs of all tables, in the language of the event."""
    return _set(edition, list(_signs(edition.report)))


def changed_signs_pdf(edition: Edition) -> bytes | None:
    """Set the signs that are not as they stand on the tables; None: all are."""
    signs = exchange_of(edition.report, edition.earlier).changed
    return _set(edition, signs) if signs else None


def _set(edition: Edition, signs: Sequence[Data]) -> bytes:
    report = edition.report
    title = report.words("document.signs", event=report.plan.event.name)
    return edition.typeset("signs", report, title, {"signs": signs})


@dataclass(frozen=True)
class Exchange:
    """Which signs are to be exchanged, against those that stand on the tables.

    Parameters
    ----------
    signs : tuple of mapping
        All there are now.
    before : tuple of mapping
        Those of what was handed out last.
    """

    signs: tuple[Data, ...]
    before: tuple[Data, ...]

    @property
    def changed(self) -> tuple[Data, ...]:
        """Those that say something else, or are new."""
        return tuple(sign for sign in self.signs if sign not in self.before)

    @property
    def gone(self) -> tuple[Data, ...]:
        """Those of tables, or days, that are no more."""
        places = {_place(sign) for sign in self.signs}
        return tuple(sign for sign in self.before if _place(sign) not in places)

    def named(self, signs: Sequence[Data]) -> tuple[str, ...]:
        """Name signs, with their day where there are several."""
        days = {sign["day"] for sign in (*self.signs, *self.before)}
        return tuple(
            sign["table"] if len(days) == 1 else f"{sign['table']} ({sign['day']})"
            for sign in signs
        )


def _place(sign: Data) -> tuple[str, str]:
    return sign["table"], sign["day"]


def exchange_of(report: Report, earlier: Sequence[Publication]) -> Exchange:
    """Hold the signs of a plan against those of what was handed out last."""
    before = _signs(Report(earlier[-1].plan, report.words)) if earlier else ()
    return Exchange(tuple(_signs(report)), tuple(before))


def _signs(report: Report) -> Iterator[Data]:
    event = report.plan.event
    at = meetings_at(report)
    for table in event.standing_tables:
        for slots in side_by_side(event):
            yield {
                "table": report.sign(table.name),
                "area": table.area,
                "owner": _owner(report, table),
                "day": title_of_slots(slots, report.words),
                "rows": [
                    _row(report, slot, at.get((table.name, slot), ()))
                    for slot in slots
                    if table.times.allows(slot)
                ],
            }


def _owner(report: Report, table: Table) -> str:
    """Say for whom a table is reserved; nothing where they do not come."""
    if not report.plan.event.owners(table):
        return ""
    is_somebody = not table.owner_is_organisation and table.group is None
    owner = report.name(table.owner) if is_somebody else table.owner
    return report.words("document.reserved_for", owner=owner)


def _row(report: Report, slot: Slot, meetings: Sequence[Meeting]) -> Data:
    return {"time": time_of(report, slot), "meetings": pairs(report, meetings)}
