"""The sheet Event: one setting a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from matchmaker.events import Rules
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.branding import BadLogo, colour_of, logo_in
from matchmaker.io.reading.columns import SETTINGS, Column
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, Rows, read_cell, tell_broken
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_email
from matchmaker.issues import Place
from matchmaker.text import recognise, words

SETTING: Mapping[str, Column] = {column.key: column for column in SETTINGS}


@dataclass(frozen=True)
class Settings:
    """The value of every setting by its key, and where it stands.

    Of one that is missing or wrong it is the default.
    """

    values: Mapping[str, Any]
    places: Mapping[str, Place]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.values["time_zone"])

    @property
    def rules(self) -> Rules:
        """The limits and permissions."""
        return Rules(
            changeover_minutes=self.values["changeover"],
            travel_minutes=self.values["travel_time"],
            **{
                key: self.values[key]
                for key in (
                    "max_meetings",
                    "max_per_day",
                    "max_in_a_row",
                    "min_meetings",
                    "same_organisation_may_meet",
                    "plan_pending_wishes",
                    "common_language_needed",
                    "evenness_may_cost",
                )
            },
        )


def read_settings(
    sheet: Sheet | None,
    rows: Rows,
    language: str,
    pictures: Path,
    findings: Findings,
    *,
    is_cut: bool = True,
) -> Settings:
    """Read the settings.

    Parameters
    ----------
    sheet : Sheet or None
        The sheet Event, if there is one.
    rows : tuple of Row
        Its rows.
    language : str
        That of the event, unless a setting says otherwise.
    pictures : Path
        The folder that a logo lies in.
    findings : Findings
        Takes what is wrong.
    is_cut : bool
        Whether times for meetings are cut into slots, so that their length must be known.
    """
    by_key = _rows_by_key(rows, findings)
    length = replace(SETTING["meeting_length"], required=is_cut)
    asked = {**SETTING, "meeting_length": length}
    values: dict[str, Any] = {
        key: _value(column, by_key[key], findings) if key in by_key else column.empty
        for key, column in asked.items()
    }
    if sheet is not None and {"setting", "value"} <= sheet.numbers.keys():
        _find_missing(sheet, asked, by_key, findings)
    _check_limits(values, by_key, findings)
    _check_email(values["organiser_email"], sheet, by_key, findings)
    return Settings(
        {
            **values,
            "language": _language(values, language, by_key, findings),
            "logo": _logo(values["logo"], pictures, by_key, findings),
            "colour": _colour(values["colour"], by_key, findings),
        },
        {key: row.place("value") for key, row in by_key.items()},
    )


def _rows_by_key(rows: Rows, findings: Findings) -> dict[str, Row]:
    by_key: dict[str, Row] = {}
    for row in rows:
        name = row.cells["setting"]
        key = recognise("setting", name) or ""
        if not name:
            continue
        if key not in SETTING:
            findings.warning("unknown_setting", row.place("setting"), setting=name)
        elif key in by_key:
            first = by_key[key].number
            findings.error("duplicate_setting", row.place("setting"), setting=name, row=first)
        else:
            by_key[key] = row
    return by_key


def _value(column: Column, row: Row, findings: Findings) -> object:
    if not row.is_whole:
        return column.empty
    tell_broken(column, row.cells["value"], row.place("value"), findings)
    value = read_cell(column, row.cells["value"], row.sheet.language)
    if isinstance(value, CellFault):
        findings.fault(value.under(row.cells["setting"]), row.place("value"))
        return column.empty
    return value


def _find_missing(
    sheet: Sheet, asked: Mapping[str, Column], by_key: Mapping[str, Row], findings: Findings
) -> None:
    for key, column in asked.items():
        if column.required and key not in by_key:
            name = words(sheet.language)(f"setting.{key}")
            findings.error("missing_setting", sheet.place(), setting=name)


def _check_limits(values: Mapping[str, Any], by_key: Mapping[str, Row], findings: Findings) -> None:
    least, most = values["min_meetings"], values["max_meetings"]
    if most is not None and least > most and "min_meetings" in by_key:
        place = by_key["min_meetings"].place("value")
        findings.error("min_over_max", place, least=least, most=most)


def _check_email(
    email: str, sheet: Sheet | None, by_key: Mapping[str, Row], findings: Findings
) -> None:
    row = by_key.get("organiser_email")
    if row and row.is_whole and email and not is_email(email):
        findings.warning("bad_email", row.place("value"), value=email)
    elif sheet is not None and not (row and row.cells["value"]):
        place = row.place("value") if row else sheet.place()
        findings.warning("no_organiser_email", place)


def _language(
    values: Mapping[str, Any], default: str, by_key: Mapping[str, Row], findings: Findings
) -> str:
    written = values["language"]
    known = recognise("value.language", written)
    if written and known is None:
        place = by_key["language"].place("value")
        findings.warning("unknown_language", place, value=written)
    return known or default


def _logo(name: str, pictures: Path, by_key: Mapping[str, Row], findings: Findings) -> str:
    """Take a logo only if it can be printed; a bad one must not stop a plan."""
    if not name:
        return ""
    try:
        logo = logo_in(pictures, name)
        findings.keep(logo, logo.read_bytes())
    except BadLogo as fault:
        findings.warning(fault.code, by_key["logo"].place("value"), value=name)
        return ""
    return name


def _colour(written: str, by_key: Mapping[str, Row], findings: Findings) -> str:
    colour = colour_of(written)
    if written and colour is None:
        findings.warning("unknown_colour", by_key["colour"].place("value"), value=written)
    return colour or ""
