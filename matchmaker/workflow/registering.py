"""Somebody who registers late: a row in the list of participants, and their wishes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matchmaker.events import Event, Level, Participant
from matchmaker.io.marking.filling import Filling
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import COLUMNS, Column
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.interests import wish_columns
from matchmaker.io.reading.rows import read_cell
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.values import is_email, is_phone
from matchmaker.names import address_of, name_of
from matchmaker.text import fold
from matchmaker.workflow.correcting import NotCorrected, Writing, fill
from matchmaker.workflow.dossiers import Dossier
from matchmaker.workflow.outlining import Flaw

LATECOMER = ("first_name", "last_name", "organisation", "email", "phone")
"""What is asked of somebody who registers late: columns of the sheet Participants."""
COLUMN: Mapping[str, Column] = {column.key: column for column in COLUMNS["column.participants"]}
NUMBERED = re.compile(r"(.*?)(\d+)")
OF_INTERESTS = "column.interests"


@dataclass(frozen=True)
class Latecomer:
    """Somebody who registers late.

    Parameters
    ----------
    cells : mapping of str to value
        What is to stand in their row, by column; without an id.
    wishes : mapping of str to Level
        The ids of those they wish to meet, and how much.
    """

    cells: Mapping[str, str]
    wishes: Mapping[str, Level] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.cells['first_name']} {self.cells['last_name']}".strip()

    @property
    def email(self) -> str:
        """Their address."""
        return self.cells["email"]

    @property
    def id(self) -> str:
        """They have none yet."""
        return ""


def latecomer_of(
    typed: Mapping[str, str], wishes: Mapping[str, Level], event: Event
) -> tuple[Latecomer, Mapping[str, Flaw]]:
    """Read what is typed of somebody; what is wrong is told by field."""
    read = {key: read_cell(COLUMN[key], typed.get(key, ""), "") for key in LATECOMER}
    flaws = {key: _flaw(value) for key, value in read.items() if isinstance(value, CellFault)}
    cells = {key: "" if key in flaws else str(value) for key, value in read.items()}
    if cells["email"] and not is_email(cells["email"]):
        flaws["email"] = Flaw("issue.bad_email", {"value": typed["email"]})
    if cells["phone"] and not is_phone(cells["phone"]):
        flaws["phone"] = Flaw("issue.bad_phone", {"value": typed["phone"]})
    somebody = Latecomer(cells, wishes)
    known = _known(somebody, event.participants)
    if known and not flaws:
        flaws["last_name"] = Flaw("web.register.known", {"who": known.name, "id": known.id})
    return somebody, flaws


def _flaw(fault: CellFault) -> Flaw:
    key = "outline.missing" if fault.code == "missing_cell" else f"issue.{fault.code}"
    return Flaw(key, fault.parameters)


def _known(somebody: Latecomer, people: Iterable[Participant]) -> Participant | None:
    """Find somebody of the same name with the same address, or organisation."""
    same_name = (one for one in people if name_of(one) == name_of(somebody))
    organisation, address = fold(somebody.cells["organisation"]), address_of(somebody.email)
    return next(
        (
            one
            for one in same_name
            if fold(one.organisation) == organisation
            or (address and address == address_of(one.email))
        ),
        None,
    )


def register(dossier: Dossier, event: Event, somebody: Latecomer, seen: str) -> Writing:
    """Write somebody into the list, and their wishes; raises as `fill`."""
    sheets = read_sheets(dossier.workbook, Findings())
    own = _id_of(somebody, sheets["participants"], event)
    rows = _rows(own, somebody, sheets)
    told = {"who": somebody.name, "id": own, "wishes": str(len(somebody.wishes))}
    return fill(dossier, Filling(rows=rows), seen, "web.register.written", told)


def _id_of(somebody: Latecomer, sheet: Sheet, event: Event) -> str:
    """Give them an id, as the others have it: after P12 comes P13."""
    if sheet.has_email_as_id:
        if not somebody.email:
            raise NotCorrected("no_email")
        return somebody.email
    ids = [person.id for person in event.participants]
    found = [match for one in ids if (match := NUMBERED.fullmatch(one))]
    usual = Counter(match[1] for match in found).most_common(1)
    prefix = usual[0][0] if usual else "P"
    numbers = [match[2] for match in found if match[1] == prefix] or ["0"]
    last = max(numbers, key=int)
    return f"{prefix}{int(last) + 1:0{len(last)}d}"


def _rows(
    own: str, somebody: Latecomer, sheets: Mapping[str, Sheet]
) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Make the rows of both sheets; wishes stand in columns where there is no list of them."""
    people, interests = sheets["participants"], sheets.get("interests")
    cells = _cells(somebody, people) | ({} if people.has_email_as_id else {"id": own})
    if interests is not None and interests.section == OF_INTERESTS:
        wishes = [{"from": own, "to": one, **_level(of)} for one, of in somebody.wishes.items()]
        return {"participants": [cells], "interests": wishes}
    if any(map(_level, somebody.wishes.values())):
        raise NotCorrected("no_column", "interests", "level")
    columns = wish_columns(people)
    if len(columns) < len(somebody.wishes):
        raise NotCorrected("no_column", "participants", "wish")
    return {"participants": [cells | dict(zip(columns, somebody.wishes, strict=False))]}


def _level(level: Level) -> dict[str, str]:
    """Say how much a wish matters, where it is not as usual."""
    return {} if level is Level.NORMAL else {"level": level.name.lower()}


def _cells(somebody: Latecomer, sheet: Sheet) -> dict[str, str]:
    """Give the cells of a row; a list with one column of names has the full name there."""
    if "first_name" in sheet.numbers:
        return dict(somebody.cells)
    return {**somebody.cells, "first_name": "", "last_name": somebody.name}
