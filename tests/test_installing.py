"""What is installed says which version it is, and the pages about installing say what is true."""

import re
import tomllib
from pathlib import Path

import matchmaker

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version_is_that_of_the_project():
    assert matchmaker.__version__ == PROJECT["version"]


def test_version_has_its_section_in_the_changelog():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+)", changelog, re.MULTILINE)

    assert headings[:2] == ["Unreleased", PROJECT["version"]]
