"""The README speaks of every column, setting, command and option, and of no others."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from matchmaker.cli import app
from matchmaker.io.reading.columns import COLUMNS, SETTINGS
from matchmaker.text import words
from matchmaker.verify import Rule

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHEETS = [section.removeprefix("column.") for section in COLUMNS if section.startswith("column.")]


def row_of(first: str) -> str:
    """The row of a table of the README that begins so."""
    return next(line for line in README.splitlines() if line.startswith(f"| {first}"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_readme_names_every_column_and_which_are_required(sheet):
    names = " / ".join(words(language)(f"sheet.{sheet}") for language in ("en", "de"))
    row = row_of(names)

    for column in COLUMNS[f"column.{sheet}"]:
        heading = words("en")(f"column.{sheet}.{column.key}")
        assert (heading in row) != column.is_foreign
        if sheet != "event":
            assert (rf"{heading}\*" in row) == column.required


def test_readme_names_every_setting():
    row = row_of("Event")

    for setting in SETTINGS:
        heading = words("en")(f"setting.{setting.key}")
        assert heading in row
        assert (rf"{heading}\*" in row) == setting.required


def test_readme_names_every_command_and_option():
    program = get_command(app)
    commands = program.commands
    options = {
        option
        for command in (program, *commands.values())
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option not in {"--help", "--output"}
    }

    assert set(re.findall(r"^\| `matchmaker (\w+)", README, re.MULTILINE)) == set(commands)
    assert set(re.findall(r"`(--[a-z-]+)", README)) == options


def test_every_path_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_rule_stands_in_the_docs():
    rules = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` ", rules.split("## Points")[0], re.MULTILINE) == list(Rule)
