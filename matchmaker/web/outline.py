"""When and where: what is still missing of an event, asked for on one form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.figures import number
from matchmaker.text import Words
from matchmaker.web.corrections import NOT_WRITTEN, why_rows_not_written
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.refusals import NotHere
from matchmaker.web.routes import text_in
from matchmaker.web.showing import go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import (
    MOST_BREAKS,
    MOST_DAYS,
    Dossier,
    Flaw,
    KnownOutline,
    NotCorrected,
    outline_in,
    outline_of,
    seen_now,
    write_outline,
)

SETTINGS = (
    *("name", "organiser", "organiser_email", "language", "time_zone"),
    *("meeting_length", "changeover"),
)
DAY = ("date", "from", "to")
BREAK = ("break_from", "break_to", "break_label")
TABLES = ("tables", "meetings_at_once")
FIRST_DAY = {"date": "", "from": "09:00", "to": "17:00"}
LUNCH = {"break_from": "12:00", "break_to": "13:00"}
LABELS = {
    **{name: f"setting.{name}" for name in ("name", "organiser", "organiser_email", "time_zone")},
    "meetings_at_once": "column.tables.meetings_at_once",
}
"""What fields are called, where not as here only."""
MORE = {"day": (DAY, MOST_DAYS), "break": (BREAK, MOST_BREAKS)}
"""What there may be more of: its fields, and how many of them."""


@dataclass(frozen=True)
class OutlineForm:
    """The form as it is shown.

    Parameters
    ----------
    known : KnownOutline
        What the workbook says.
    typed : mapping of str to str
        What stands in each field.
    flaws : mapping of str to Flaw
        What is wrong with it.
    words : Words
        The language to say it in.
    is_refused : bool
        Whether it was not written, so that what the workbook says is told beside what was typed.
    """

    known: KnownOutline
    typed: Mapping[str, str]
    flaws: Mapping[str, Flaw]
    words: Words
    is_refused: bool = False

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.typed.get(name, "")

    def there(self, name: str) -> str:
        """What the workbook says otherwise; empty: nothing, or nothing was refused."""
        written = self.known.settings.get(name, "")
        is_other = self.is_refused and written not in {"", self.value(name)}
        return self.words("web.outline.there", text=written) if is_other else ""

    def wrong(self, name: str) -> str:
        """What is wrong with a field; empty: nothing."""
        flaw = self.flaws.get(name)
        return self.words(flaw.key, **flaw.parameters) if flaw else ""

    @property
    def wrongs(self) -> list[tuple[str, str, str]]:
        """Every field that is wrong, in the order of the form."""
        shown = [name for name in self.typed if name in self.flaws]
        return [(name, self.label(name), self.wrong(name)) for name in shown]

    def label(self, name: str) -> str:
        """What a field is called."""
        kind = name.rstrip("0123456789").rstrip("_")
        return self.words(LABELS.get(kind, f"web.outline.{kind}"))

    @property
    def tables_help(self) -> str:
        """How many tables would do, and how their names are written."""
        people, names = self.known.people, self.words("web.outline.table_names_help")
        named = {"people": number(people, self.words), "n": number(-(-people // 2), self.words)}
        return f"{self.words('web.outline.tables_help', **named)} {names}" if people else names

    @property
    def days(self) -> range:
        """The numbers of the days."""
        return range(_count(self.typed, DAY))

    @property
    def breaks(self) -> range:
        """The numbers of the breaks."""
        return range(_count(self.typed, BREAK))

    def may_have_more(self, what: str) -> bool:
        """Whether there may be one more."""
        fields, most = MORE[what]
        return _count(self.typed, fields) < most


def _count(typed: Iterable[str], fields: tuple[str, ...]) -> int:
    first = f"{fields[0]}_"
    return sum(name.startswith(first) for name in typed)


def outline(request: Request) -> Response:
    """Ask for what is missing; what is known is shown."""
    dossier, say = dossier_of(request), words_for(request)
    known = _known(dossier)
    return _shown(request, dossier, known, _begun(known, dossier, say))


def _known(dossier: Dossier) -> KnownOutline:
    try:
        seen_now(dossier)
    except NotCorrected:
        raise NotHere from None
    return outline_in(dossier.workbook)


def _begun(known: KnownOutline, dossier: Dossier, say: Words) -> dict[str, str]:
    """Fill in what the workbook says, and what is usual."""
    typed = {name: known.settings.get(name, "") for name in SETTINGS}
    typed["name"] = typed["name"] or dossier.name
    if not known.rows["timetable"]:
        typed |= _numbered(FIRST_DAY, 0)
        typed |= _numbered({**LUNCH, "break_label": say("web.outline.lunch")}, 0)
    if not known.rows["tables"]:
        typed |= {"tables": "", "meetings_at_once": "1"}
    return typed


def _numbered(fields: Mapping[str, str], number: int) -> dict[str, str]:
    return {f"{name}_{number}": value for name, value in fields.items()}


def _shown(
    request: Request,
    dossier: Dossier,
    known: KnownOutline,
    typed: Mapping[str, str],
    *,
    flaws: Mapping[str, Flaw] | None = None,
    refused: str = "",
) -> Response:
    form = OutlineForm(known, typed, flaws or {}, words_for(request), bool(refused))
    return show(
        request,
        "outline.html",
        status=409 if refused else 200,
        dossier=dossier,
        tab="lists",
        here=page_of(dossier, "outline"),
        form=form,
        seen=seen_now(dossier),
        refused=refused,
    )


def write(request: Request, form: FormData) -> Response:
    """Write the answers into the workbook, if all are sound; or show the form with one row more."""
    dossier, say = dossier_of(request), words_for(request)
    known = _known(dossier)
    typed = _typed(form, known)
    more = text_in(form, "more")
    if more in MORE:
        return _shown(request, dossier, known, _with_one_more(typed, more))
    typed = _without_days_left_empty(typed)
    found, flaws = outline_of(typed)
    if flaws:
        return _shown(request, dossier, known, typed, flaws=flaws)
    try:
        made = write_outline(dossier, found, known, text_in(form, "seen"))
    except NOT_WRITTEN as error:
        return _shown(request, dossier, known, typed, refused=why_rows_not_written(error, say))
    desk_of(request).corrections.setdefault(dossier.key, []).append(made)
    return go_to(page_of(dossier, "lists"))


def _typed(form: FormData, known: KnownOutline) -> dict[str, str]:
    """Get what was typed into the fields that are asked for."""
    names = list(SETTINGS)
    if not known.rows["timetable"]:
        names += [name for number in range(MOST_DAYS) for name in _names(form, DAY, number)]
        names += [name for number in range(MOST_BREAKS) for name in _names(form, BREAK, number)]
    if not known.rows["tables"]:
        names += TABLES
    return {name: text_in(form, name) for name in names}


def _names(form: FormData, fields: tuple[str, ...], number: int) -> list[str]:
    is_asked = number == 0 or f"{fields[0]}_{number}" in form
    return [f"{field}_{number}" for field in fields] if is_asked else []


def _without_days_left_empty(typed: Mapping[str, str]) -> dict[str, str]:
    """Leave out the days that were added, and then nothing of them was filled in."""
    left = [number for number in range(1, _count(typed, DAY)) if _is_left_empty(typed, number)]
    names = {f"{name}_{number}" for number in left for name in DAY}
    return {name: value for name, value in typed.items() if name not in names}


def _is_left_empty(typed: Mapping[str, str], number: int) -> bool:
    before = [typed.get(f"{name}_{number - 1}", "") for name in ("from", "to")]
    return [typed.get(f"{name}_{number}", "") for name in DAY] == ["", *before]


def _with_one_more(typed: Mapping[str, str], what: str) -> dict[str, str]:
    """Add a row, if there may be one more; a day has the times of the one before."""
    fields, most = MORE[what]
    count = _count(typed, fields)
    if count >= most:
        return dict(typed)
    before = {name: typed.get(f"{name}_{count - 1}", "") for name in ("from", "to")}
    blank = dict.fromkeys(fields, "") | (before if what == "day" else {})
    return {**typed, **_numbered(blank, count)}
