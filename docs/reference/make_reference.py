"""Write `workbook.md` and `issues.md` from the tables that the code reads from.

Run it after a change of columns, settings or sentences: `python docs/reference/make_reference.py`.
A test holds the pages current.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import matchmaker
from matchmaker.io.reading.columns import COLUMNS, SETTINGS, Column
from matchmaker.io.reading.limits import PREFIX, Limits
from matchmaker.text import Words, words

FOLDER = Path(__file__).parent
EN, DE = words("en"), words("de")
ALWAYS = {"wish_": "warning", "pin_": "error"}
"""The severity of issues whose codes are put together, by their beginning."""
SEVERITIES = ("error", "warning", "note")
HEADER = "<!-- Written by make_reference.py; change the tables it reads instead. -->"


def main() -> None:
    """Write both pages."""
    (FOLDER / "workbook.md").write_text(workbook(), encoding="utf-8")
    (FOLDER / "issues.md").write_text(issues(), encoding="utf-8")


def workbook() -> str:
    """Say what stands in each sheet."""
    lines = [
        "# The workbook",
        "",
        HEADER,
        "",
        "Every sheet, column and word to choose from, in English and German; upper and lower case,",
        "umlauts and order do not matter; there may be titles above the headings. `*` = needed.",
        "`matchmaker new FAIR.xlsx` makes a workbook with all of it.",
    ]
    for section in (name for name in COLUMNS if name.startswith("column.")):
        sheet = section.removeprefix("column.")
        lines += ["", f"## {EN(f'sheet.{sheet}')} / {DE(f'sheet.{sheet}')}", ""]
        if sheet == "event":
            lines += _table(SETTINGS, "setting", "setting", default=True)
        else:
            lines += _table(COLUMNS[section], section, sheet, default=False)
    return "\n".join((*lines, "", *_limits())) + "\n"


def _table(columns: Iterable[Column], section: str, name: str, *, default: bool) -> Iterator[str]:
    yield "| heading | Überschrift | what belongs there |" + (" if empty |" if default else "")
    yield "|---|---|---|" + ("---|" if default else "")
    for column in columns:
        star = r"\*" if column.required else ""
        number = " 1, 2 …" if column.repeated else ""
        english, german = (_spellings(say, f"{section}.{column.key}") for say in (EN, DE))
        row = f"| {english}{number}{star} | {german}{number}{star} | {_meaning(name, column)} |"
        yield row + (f" {_default(column)} |" if default else "")


def _spellings(say: Words, key: str) -> str:
    first, *others = say.entries[key]
    return first + (f" ({', '.join(others)})" if others else "")


def _meaning(name: str, column: Column) -> str:
    note = EN(f"note.{name}.{column.key}")
    section = column.kind.section
    if not section:
        return note
    choices = (
        f"{spellings[0]} / {DE(key)}"
        for key, spellings in EN.entries.items()
        if key.rpartition(".")[0] == section
    )
    return f"{note} One of: {', '.join(choices)}."


def _default(column: Column) -> str:
    empty = column.empty
    if isinstance(empty, bool):
        return "yes" if empty else "no"
    return "" if empty in {None, ""} else str(empty)


def _limits() -> Iterator[str]:
    limits = Limits()
    yield "## Limits"
    yield ""
    yield "Larger files are refused; a variable of the environment raises a limit."
    yield ""
    yield "| what | limit | variable |"
    yield "|---|---|---|"
    for name, what in (
        ("megabytes", "megabytes of a file, unpacked"),
        ("rows", "rows of a sheet"),
        ("cells", "cells of a sheet, empty ones with a format included"),
    ):
        yield f"| {what} | {getattr(limits, name):,} | `{PREFIX}{name.upper()}` |"


def issues() -> str:
    """Say what can be wrong, how much it matters and what to do."""
    severities = severity_of_codes()
    lines = [
        "# What can be wrong",
        "",
        HEADER,
        "",
        "`matchmaker check` names each of these at its place. After an *error* nothing is planned;",
        "a *warning* is passed over or used with care; a *note* is good to know.",
    ]
    codes = [key.removeprefix("issue.") for key in EN.entries if key.startswith("issue.")]
    for severity in SEVERITIES:
        lines += ["", f"## {severity.capitalize()}s", "", "| code | what is wrong | what to do |"]
        lines += ["|---|---|---|"]
        lines += [
            f"| `{code}` | {EN.entries[f'issue.{code}'][0]} | {EN.entries[f'advice.{code}'][0]} |"
            for code in codes
            if severities.get(code, "error") == severity
        ]
    return "\n".join(lines) + "\n"


def severity_of_codes() -> dict[str, str]:
    """Tell how much each code matters, as it is found in the code; the others are errors."""
    found: dict[str, str] = {}
    for file in Path(matchmaker.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and call.args:
                code, severity = call.args[0], _severity_in(call)
                if severity in SEVERITIES and isinstance(code, ast.Constant):
                    found[str(code.value)] = severity
    for key in EN.entries:
        code = key.removeprefix("issue.")
        for beginning, severity in ALWAYS.items():
            if key.startswith("issue.") and code.startswith(beginning):
                found.setdefault(code, severity)
    return found


def _severity_in(call: ast.Call) -> str:
    """Read the severity of `findings.note("code", ...)`, or of `Issue("code", Severity.NOTE)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr.removesuffix("_once")
    named = [given.attr for given in call.args if isinstance(given, ast.Attribute)]
    return named[0].lower() if ast.unparse(call.func) == "Issue" and named else ""


if __name__ == "__main__":
    main()
