"""Write the pages of reference from the tables that the code reads from.

Run it after a change of columns, settings, options or sentences:
`python docs/reference/make_reference.py`. A test holds the pages current.
"""

import ast
import runpy
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

import matchmaker
from matchmaker.cli import app
from matchmaker.help import meaning_of, parameters_of, term_of
from matchmaker.io.package.limits import PREFIX, Limits
from matchmaker.io.reading.columns import COLUMNS, SETTINGS, Column
from matchmaker.text import FORMS, Words, words

DOCS = Path(__file__).parents[1]
EN, DE = words("en"), words("de")
ALWAYS = {"wish_": "warning", "pin_": "error", "empty_group": "warning", "nobody_meant": "warning"}
"""The severity of issues whose codes are put together, by their beginning."""
SEVERITIES = ("error", "warning", "note")
PLAN = runpy.run_path(str(Path(__file__).with_name("plan_schema.py")))
HEADER = "<!-- Written by make_reference.py; change the tables it reads instead. -->"


def main() -> None:
    """Write every page."""
    for page, text in pages().items():
        (DOCS / page).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Say what stands on each page."""
    return {
        "reference/workbook.md": workbook(),
        "reference/issues.md": issues(),
        "reference/plan.md": PLAN["plan_page"](HEADER),
        "reference/plan.schema.json": PLAN["plan_schema"](),
        "commands.md": commands("Every command and option", EN),
        "de/befehle.md": commands("Alle Befehle und Optionen", DE),
        "de/spalten.md": columns_in_german(),
    }


def commands(title: str, say: Words) -> str:
    """Say how every command is typed, and what its options do."""
    program: Any = get_command(app)
    lines = [f"# {title}", "", HEADER, "", say("help.more", path="`matchmaker") + "`"]
    lines += _options(program, "program", say)
    for name, command in program.commands.items():
        takes = " ".join(term_of(argument, say) for argument in parameters_of(command)[0])
        lines += ["", f"## matchmaker {name} {takes}", "", say(f"help.command.{name}")]
        lines += _options(command, name, say)
    return "\n".join(lines) + "\n"


def _options(command: Any, name: str, say: Words) -> list[str]:  # noqa: ANN401 - as typer has it
    arguments, options = parameters_of(command)
    rows = [
        f"| `{term_of(parameter, say)}` | {meaning_of(parameter, name, say)} |"
        for parameter in (*arguments, *options)
        if parameter.name != "help"
    ]
    return ["", "| | |", "|---|---|", *rows] if rows else []


def columns_in_german() -> str:
    """Say what stands in each sheet, in German only."""
    lines = [
        "# Jedes Blatt, jede Spalte",
        "",
        HEADER,
        "",
        "Was nötig ist, trägt einen Stern (`*`). Andere Schreibweisen, die auch verstanden werden,",
        "stehen in Klammern. Groß und klein, Umlaute und Reihenfolge sind gleichgültig.",
    ]
    for section in (name for name in COLUMNS if name.startswith("column.")):
        sheet = section.removeprefix("column.")
        table = (SETTINGS, "setting", "setting") if sheet == "event" else ()
        columns, keys, notes = table or (COLUMNS[section], section, sheet)
        lines += ["", f"## {DE(f'sheet.{sheet}')}", ""]
        lines += [
            "| Einstellung | Was dort steht | Wenn leer |"
            if table
            else "| Spalte | Was dort steht |"
        ]
        lines += ["|---|---|---|" if table else "|---|---|"]
        for column in columns:
            row = f"| {_heading(column, keys, DE)} | {_meaning(notes, column, (DE,))} |"
            lines.append(f"{row} {_default(column, DE)} |" if table else row)
    return "\n".join(lines) + "\n"


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
        english, german = (_heading(column, section, say) for say in (EN, DE))
        row = f"| {english} | {german} | {_meaning(name, column, (EN, DE))} |"
        yield row + (f" {_default(column, EN)} |" if default else "")


def _heading(column: Column, section: str, say: Words) -> str:
    star = r"\*" if column.required else ""
    number = " 1, 2 …" if column.repeated else ""
    return f"{_spellings(say, f'{section}.{column.key}')}{number}{star}"


def _spellings(say: Words, key: str) -> str:
    first, *others = say.entries[key]
    return first + (f" ({', '.join(others)})" if others else "")


def _meaning(name: str, column: Column, languages: Sequence[Words]) -> str:
    say = languages[0]
    note = say(f"note.{name}.{column.key}")
    section = column.kind.section
    if not section:
        return note
    choices = (
        " / ".join(language(key) for language in languages)
        for key in EN.entries
        if key.rpartition(".")[0] == section
    )
    label = "One of:" if say is EN else "Möglich:"
    return f"{note} {label} {', '.join(choices)}."


def _default(column: Column, say: Words) -> str:
    empty = column.empty
    if isinstance(empty, bool):
        return say(f"value.yes_no.{'yes' if empty else 'no'}")
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
            f"| `{code}` | {_of_many(f'issue.{code}')} | {_of_many(f'advice.{code}')} |"
            for code in codes
            if severities.get(code, "error") == severity
        ]
    return "\n".join(lines) + "\n"


def _of_many(key: str) -> str:
    """Give a sentence as it is said of several."""
    return FORMS.sub(r"\g<many>", EN.entries[key][0])


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
