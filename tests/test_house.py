"""The house itself: one can find one's way in it."""

import ast
from collections import Counter
from pathlib import Path

import matchmaker
from matchmaker import workflow

PACKAGE = Path(matchmaker.__file__).parent


def test_no_two_classes_have_one_name():
    names = Counter(
        node.name
        for file in PACKAGE.rglob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, times in names.items() if times > 1] == []


def test_every_room_and_floor_is_in_contributing():
    text = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    house = text.split("## The house")[1].split("## To add")[0]
    files = {file.name for file in PACKAGE.glob("*.py") if not file.name.startswith("__")}
    rooms = {
        f"{folder.name}/"
        for folder in (*PACKAGE.iterdir(), *PACKAGE.glob("*/*"))
        if (folder / "__init__.py").exists()
    }

    assert {name for name in files | rooms if name not in house} == set()


def test_events_are_one_thing_for_whoever_imports_them():
    inside = {
        file.relative_to(PACKAGE.parent)
        for folder in (PACKAGE, PACKAGE.parent / "tests", PACKAGE.parent / "benchmarks")
        for file in folder.rglob("*.py")
        if not file.is_relative_to(PACKAGE / "events")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("matchmaker.events.")
    }

    assert inside == set()


def test_workflow_passes_nothing_of_io_on():
    made_in = {
        name: getattr(getattr(workflow, name), "__module__", "") for name in workflow.__all__
    }

    assert {name for name, room in made_in.items() if room.startswith("matchmaker.io")} == set()


def test_names_loaded_late_are_where_type_checkers_look_for_them():
    tree = ast.parse((PACKAGE / "workflow" / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    checked = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert checked == workflow.LAZY
    assert set(workflow.LAZY) - set(workflow.__all__) == set()
