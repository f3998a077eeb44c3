"""README and manual speak of every column, setting, command and option, and of no others."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from matchmaker.cli import app
from matchmaker.io.reading.columns import COLUMNS, SETTINGS
from matchmaker.rulebook import Rule
from matchmaker.text import words

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKBOOK = (ROOT / "docs" / "workbook.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES += sorted(ROOT.glob("*/README.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
SHEETS = [section.removeprefix("column.") for section in COLUMNS if section.startswith("column.")]


def row_of(first: str) -> str:
    """The row of the table of sheets that begins so."""
    return next(line for line in WORKBOOK.splitlines() if line.startswith(f"| {first}"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_page_names_every_column_and_which_are_required(sheet):
    names = " / ".join(words(language)(f"sheet.{sheet}") for language in ("en", "de"))
    row = row_of(names)

    for column in COLUMNS[f"column.{sheet}"]:
        heading = words("en")(f"column.{sheet}.{column.key}")
        assert (heading in row) != column.is_foreign
        if sheet != "event":
            assert (rf"{heading}\*" in row) == column.required


def test_page_names_every_setting():
    row = row_of("Event")

    for setting in SETTINGS:
        heading = words("en")(f"setting.{setting.key}")
        assert heading in row
        assert (rf"{heading}\*" in row) == setting.required


def options_of(command) -> set[str]:
    """How its options are typed in full."""
    options = {option for parameter in command.params for option in parameter.opts}
    return {option for option in options if option.startswith("--")}


PROGRAM = get_command(app)
COMMANDS = PROGRAM.commands
OPTIONS = set[str]().union(*map(options_of, (PROGRAM, *COMMANDS.values())))


def test_readme_names_every_command_and_no_option_that_is_none():
    assert set(re.findall(r"^\| `matchmaker (\w+)", README, re.MULTILINE)) == set(COMMANDS)
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= OPTIONS
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("page", ["commands.md", "de/befehle.md"])
def test_page_names_every_command_and_option(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    sections = re.split(r"^## matchmaker (\w+).*$", text, flags=re.MULTILINE)[1:]
    named = {"": text.split("\n## ")[0], **dict(zip(sections[::2], sections[1::2], strict=True))}

    assert {
        command: set(re.findall(r"^\| `.*?(--[a-z-]+)", section, re.MULTILINE))
        for command, section in named.items()
    } == {name: options_of(command) for name, command in {"": PROGRAM, **COMMANDS}.items()}


@pytest.mark.parametrize("page", [str(page.relative_to(ROOT)) for page in PAGES])
def test_page_speaks_of_no_option_that_is_none(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    typed = re.findall(r"matchmaker \w+[^`\n]*", text)

    named = {option for line in typed for option in re.findall(r"(?<!\S)--[a-z-]+", line)}
    assert named - OPTIONS <= {"--help"}


def anchors_of(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def is_there(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in anchors_of(target))


@pytest.mark.parametrize("page", [str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_and_picture_is_there(page):
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    ours = [link for link in links if not link.startswith(("http:", "https:", "mailto:"))]

    assert [link for link in ours if not is_there(ROOT / page, link)] == []


def test_every_picture_is_shown_and_small():
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
    }
    pictures = sorted((ROOT / "docs" / "images").rglob("*.png"))

    assert [picture for picture in pictures if picture not in shown] == []
    german = [picture for picture in pictures if picture.parent.name == "de"]
    assert [picture for picture in german if picture.stat().st_size > 150_000] == []


def test_every_rule_stands_in_the_docs():
    rules = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` ", rules.split("## Points")[0], re.MULTILINE) == list(Rule)
