"""What is installed says which version it is, and the pages about installing say what is true."""

import re
import tomllib
from pathlib import Path

import pytest

import matchmaker

PAGES = ("docs/install.md", "docs/de/installieren.md")
PROGRAMS = r"(uv|pipx|py|python3?|winget|sudo|brew) "
ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version_is_that_of_the_project():
    assert matchmaker.__version__ == PROJECT["version"]


def test_version_has_its_section_in_the_changelog():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+)", changelog, re.MULTILINE)

    assert headings[:2] == ["Unreleased", PROJECT["version"]]


def page(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def commands(path: str) -> list[str]:
    """What a page tells to type, without the words of its language."""
    inline = re.findall(r"`([^`\n]+)`", page(path))
    blocks = re.findall(r"^```\n(.*?)^```", page(path), re.MULTILINE | re.DOTALL)
    typed = [*inline, *"".join(blocks).splitlines()]
    lines = [line for line in typed if re.match(PROGRAMS, line)]
    return [re.sub(r'"[A-Z-]+(\[more\])?"', r'"PATH\1"', line) for line in lines]


def test_both_pages_tell_to_type_the_same():
    english, german = map(commands, PAGES)

    assert len(english) > 20
    assert german == english


@pytest.mark.parametrize("path", PAGES)
def test_page_names_the_version_that_is_there(path):
    named = set(re.findall(r"\b\d+\.\d+\.\d+\b", page(path)))

    assert named == {PROJECT["version"]}


@pytest.mark.parametrize("path", [*PAGES, "packaging/README.md"])
def test_page_links_to_what_is_there_and_to_no_host(path):
    links = re.findall(r"\]\(([^)#]+)", page(path))

    assert [link for link in links if not (ROOT / path).parent.joinpath(link).exists()] == []
    assert re.findall(r"://|www\.", page(path)) == []


def test_nothing_in_the_project_names_a_host():
    assert re.findall(r"://|www\.", (ROOT / "pyproject.toml").read_text(encoding="utf-8")) == []
