"""The table of columns: to add a column is to write one row here, and its heading in `text`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from matchmaker.io.reading.languages import read_languages
from matchmaker.io.reading.lengths import read_changeover, read_minutes
from matchmaker.io.reading.phrasing import read_parts
from matchmaker.io.reading.times import (
    read_absence,
    read_clock,
    read_closing,
    read_day,
    read_day_answer,
    read_presence,
)
from matchmaker.io.reading.values import (
    Reader,
    read_address,
    read_choice,
    read_count,
    read_cross,
    read_indicator,
    read_line,
    read_link,
    read_list,
    read_name,
    read_names,
    read_positive,
    read_prose,
    read_rating,
    read_share,
    read_text,
    read_time_zone,
    read_yes_no,
)
from matchmaker.text import recognise


@dataclass(frozen=True)
class Kind:
    """A kind of value.

    Parameters
    ----------
    name : str
        What it is called, e.g. `date`.
    read : Reader
        From a cell that is not blank to a value or a fault.
    empty : object
        The value of a blank cell.
    section : str
        The section of `text` that lists the words to choose from; empty where there is no choice.
    """

    name: str
    read: Reader
    empty: object = None
    section: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a sheet, or a setting of the event.

    Parameters
    ----------
    key : str
        Its key in the text section of its sheet.
    kind : Kind
        The kind of its values.
    required : bool
        Whether column and cell must be there.
    default : object
        The value of a blank cell, where it is not that of the kind.
    repeated : bool
        Whether there may be several, numbered from 1: `Wish 1`, `Wish 2`; their keys are `wish_1`,
        `wish_2`.
    is_foreign : bool
        Whether it stands in exports of other programs only; new workbooks have none.
    """

    key: str
    kind: Kind
    required: bool = False
    default: object = None
    repeated: bool = False
    is_foreign: bool = False

    @property
    def empty(self) -> object:
        """The value of a blank cell."""
        return self.kind.empty if self.default is None else self.default


def _choice(name: str) -> Kind:
    return Kind("choice", partial(read_choice, name), section=f"value.{name}")


ANYTHING = Kind("anything", lambda cell: cell)
TEXT = Kind("text", read_line, "")
ADDRESS = Kind("text", read_address, "")
REMARK = Kind("text", read_text, "")
NAME = Kind("name", read_name, "")
NAMES = Kind("names", read_names, ())
CROSS = Kind("cross", read_cross, "", section="value.level")
PROSE = Kind("prose", read_prose, "")
GROUP = Kind("group", read_parts, ())
LIST = Kind("list", read_list, ())
PATHS = Kind("list", read_list, ())
LANGUAGES = Kind("list", read_languages, ())
COUNT = Kind("count", read_count)
POSITIVE = Kind("positive", read_positive)
NUMBER = Kind("number", read_line, "")
MINUTES = Kind("positive", read_minutes)
CHANGEOVER = Kind("count", read_changeover)
SHARE = Kind("share", read_share)
YES_NO = Kind("yes_no", read_yes_no, section="value.yes_no")
DATE = Kind("date", read_day)
TIME = Kind("time", read_clock)
END = Kind("time", read_closing)
TIMES = Kind("times", read_presence, ())
ABSENCE = Kind("times", read_absence, ())
DAY_ANSWER = Kind("times", read_day_answer)
TIME_ZONE = Kind("time_zone", read_time_zone, "")
LINK = Kind("link", read_link, "")
RATING = Kind("rating", read_rating)
INDICATOR = Kind("choice", read_indicator, section="results.label")

SETTINGS: tuple[Column, ...] = (
    Column("name", TEXT, required=True),
    Column("event_id", TEXT),
    Column("time_zone", TIME_ZONE, default="Europe/Berlin"),
    Column("language", TEXT),
    Column("meeting_length", MINUTES, required=True),
    Column("changeover", CHANGEOVER, default=0),
    Column("travel_time", CHANGEOVER, default=0),
    Column("max_meetings", POSITIVE),
    Column("max_per_day", POSITIVE),
    Column("max_in_a_row", POSITIVE),
    Column("min_meetings", COUNT, default=1),
    Column("same_organisation_may_meet", YES_NO, default=False),
    Column("plan_pending_wishes", YES_NO, default=True),
    Column("common_language_needed", YES_NO, default=False),
    Column("earlier_events", PATHS),
    Column("make_up", YES_NO, default=False),
    Column("report_by", LIST),
    Column("evenness_may_cost", SHARE, default=0),
    Column("organiser", TEXT),
    Column("organiser_email", ADDRESS),
    Column("logo", REMARK),
    Column("colour", TEXT),
    Column("contact", TEXT),
)
"""The settings of the event: rows of its sheet, but read like columns."""

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "column.event": (
        Column("setting", TEXT, required=True),
        Column("value", ANYTHING),
    ),
    "column.timetable": (
        Column("date", DATE, required=True),
        Column("from", TIME, required=True),
        Column("to", END, required=True),
        Column("kind", _choice("kind"), required=True),
        Column("label", TEXT),
        Column("who", GROUP),
        Column("to_date", DATE),
    ),
    "column.tables": (
        Column("table", TEXT, required=True),
        Column("area", TEXT),
        Column("reserved_for", GROUP),
        Column("meetings_at_once", POSITIVE, default=1),
        Column("link", LINK),
        Column("available", TIMES),
        Column("not_available", ABSENCE),
    ),
    "column.organisations": (
        Column("name", TEXT, required=True),
        Column("also_written", LIST),
        Column("type", TEXT),
        Column("cluster", TEXT),
        Column("country", TEXT),
        Column("sme", YES_NO),
        Column("place", TEXT),
    ),
    "column.participants": (
        Column("id", NAME, required=True),
        Column("first_name", TEXT),
        Column("last_name", TEXT, required=True),
        Column("email", ADDRESS),
        Column("phone", TEXT),
        Column("organisation", TEXT, required=True),
        Column("organisation_type", TEXT),
        Column("sme", YES_NO),
        Column("participation_type", TEXT),
        Column("cluster", TEXT),
        Column("delegation", TEXT),
        Column("country", TEXT),
        Column("languages", LANGUAGES),
        Column("areas", LIST),
        Column("offers", PROSE),
        Column("seeks", PROSE),
        Column("available", TIMES),
        Column("not_available", ABSENCE),
        Column("max_meetings", COUNT),
        Column("min_meetings", COUNT),
        Column("attendance", _choice("attendance"), default="on_site"),
        Column("time_zone", TIME_ZONE),
        Column("link", LINK),
        Column("place", TEXT),
        Column("status", _choice("status"), default="registered"),
        Column("agenda_language", TEXT),
        Column("wish", NAMES, repeated=True),
        Column("day", DAY_ANSWER, repeated=True, is_foreign=True),
        Column("job", TEXT, is_foreign=True),
        Column("organisation_description", PROSE, is_foreign=True),
        Column("validated", YES_NO, default=True, is_foreign=True),
    ),
    "column.interests": (
        Column("from", NAME, required=True),
        Column("to", NAME, required=True),
        Column("level", _choice("level"), default="normal"),
        Column("answer", _choice("answer"), default="none"),
        Column("comment", PROSE),
    ),
    "column.blocked": (
        Column("a", NAME, required=True),
        Column("b", NAME, required=True),
        Column("reason", REMARK),
    ),
    "column.meeting_rules": (
        Column("who", GROUP, required=True),
        Column("rule", _choice("verb"), required=True),
        Column("number", NUMBER),
        Column("with", GROUP),
        Column("condition", TEXT),
        Column("reason", REMARK),
    ),
    "column.fixed": (
        Column("a", NAME, required=True),
        Column("b", NAME, required=True),
        Column("date", DATE, required=True),
        Column("time", TIME, required=True),
        Column("table", TEXT),
    ),
    "column.suggestions": (
        Column("from", NAME),
        Column("to", NAME),
        Column("from_name", TEXT),
        Column("to_name", TEXT),
        Column("why", REMARK),
        Column("strength", ANYTHING),
        Column("take", YES_NO, default=False),
    ),
    "column.terms": (Column("term", LIST, required=True),),
    "column.met_before": (
        Column("a", NAME, required=True),
        Column("b", NAME, required=True),
        Column("event", TEXT),
        Column("date", DATE),
    ),
    "dates.column": (
        Column("network", TEXT, required=True),
        Column("title", TEXT, required=True),
        Column("date", DATE, required=True),
        Column("from", TIME, required=True),
        Column("to", END, required=True),
        Column("place", TEXT),
        Column("audience", LIST),
        Column("open", YES_NO, default=False),
        Column("alternatives", TIMES),
        Column("link", TEXT),
    ),
    "matrix.wishes": (
        Column("from", NAME, required=True),
        Column("cross", CROSS, repeated=True),
    ),
    "output.meetings": (
        Column("meeting", ANYTHING),
        Column("date", DATE, required=True),
        Column("start", TIME, required=True),
        Column("to_date", DATE),
        Column("end", END),
        Column("table", TEXT),
        Column("area", ANYTHING),
        Column("a", TEXT, required=True),
        Column("a_name", ANYTHING),
        Column("a_organisation", ANYTHING),
        Column("b", TEXT, required=True),
        Column("b_name", ANYTHING),
        Column("b_organisation", ANYTHING),
        Column("language", ANYTHING),
        Column("points", ANYTHING),
        Column("status", ANYTHING),
        Column("locked", YES_NO, default=False),
    ),
    "output.grid": (
        Column("date", DATE, required=True),
        Column("start", TIME, required=True),
        Column("to_date", DATE),
        Column("end", END),
    ),
    "earlier.meetings": (
        Column("a", TEXT),
        Column("a_name", TEXT),
        Column("a_email", TEXT),
        Column("a_organisation", TEXT),
        Column("b", TEXT),
        Column("b_name", TEXT),
        Column("b_email", TEXT),
        Column("b_organisation", TEXT),
        Column("date", DATE),
        Column("status", TEXT),
    ),
    "feedback.meetings": (
        Column("meeting", NAME, required=True),
        *(Column(key, ANYTHING) for key in ("date", "start", "table")),
        *(Column(key, ANYTHING) for key in ("a", "a_name", "a_organisation")),
        *(Column(key, ANYTHING) for key in ("b", "b_name", "b_organisation")),
        Column("took_place", _choice("took_place")),
        Column("rating_a", RATING),
        Column("rating_b", RATING),
        Column("next_step", _choice("next_step")),
        Column("agreement", _choice("agreement")),
        Column("signed", DATE),
        Column("after_six_months", _choice("next_step")),
        Column("comment", PROSE),
    ),
    "feedback.targets": (
        Column("indicator", INDICATOR, required=True),
        Column("target", COUNT),
    ),
    "feedback.form": (
        Column("who", NAME),
        Column("meeting", NAME),
        *(Column(key, ANYTHING) for key in ("date", "start", "table")),
        Column("partner", NAME),
        Column("partner_organisation", ANYTHING),
        Column("took_place", _choice("took_place_own")),
        Column("rating", RATING),
        Column("next_step", _choice("next_step")),
        Column("agreement", _choice("agreement")),
        Column("signed", DATE),
        Column("after_six_months", _choice("next_step")),
        Column("comment", ANYTHING),
    ),
    "output.agenda_list": (
        Column("id", TEXT, required=True),
        Column("date", DATE, required=True),
        Column("start", TIME, required=True),
        Column("table", TEXT),
        Column("partner", TEXT),
        *(Column(key, TEXT) for key in ("last_name", "first_name", "organisation")),
        Column("to_date", DATE),
        Column("end", END),
        *(Column(key, TEXT) for key in ("area", "partner_organisation", "partner_country")),
        Column("language", TEXT),
    ),
}
"""The columns of each sheet that is read, by the text section of its headings."""


MEAN_SOMEBODY = frozenset({"email", "organiser_email", "event_id"})
"""The keys of addresses and the like, in which each letter counts as in a name."""
MATRIX = "matrix.wishes"
"""The section of a sheet of wishes with a column for each wished person, and crosses."""
LONGEST_NUMBER = 3
"""How many digits the number of a repeated column may have."""
OPTIONAL_SHEETS = frozenset(
    {"organisations", "blocked", "meeting_rules", "fixed", "met_before", "suggestions", "terms"}
)
"""These may be missing, or empty without even a header."""


def column_key(section: str, heading: str) -> str | None:
    """Which column a heading names; `wish_2` for the second of a repeated one; None for none."""
    columns = _columns(section)
    column = columns.get(recognise(section, heading) or "")
    if column and not column.repeated:
        return column.key
    number = "".join(filter(str.isdecimal, heading))[:LONGEST_NUMBER]
    word = "".join(letter for letter in heading if not letter.isdecimal())
    column = columns.get(recognise(section, word) or "")
    return f"{column.key}_{int(number or 1)}" if column and column.repeated else None


def column_of(section: str, key: str) -> Column:
    """Get the column with this key; `wish` for `wish_2`."""
    columns = _columns(section)
    return columns[key] if key in columns else columns[key.rpartition("_")[0]]


@cache
def _columns(section: str) -> Mapping[str, Column]:
    return {column.key: column for column in COLUMNS[section]}
