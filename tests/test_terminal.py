"""What the terminal shows."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from matchmaker.aims import AimName
from matchmaker.compare import compare
from matchmaker.solver import Stage
from matchmaker.terminal import ProgressBoard, broken, show_answers, show_line_with, typed
from matchmaker.text import words
from matchmaker.workflow import Progress
from tests.builders import event, meeting, people, plan, schedule, wishes


def shown(drawing, width: int) -> str:
    console = Console(file=StringIO(), width=width)
    console.print(drawing)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("language", ["de", "en"])
def test_board_never_cuts_a_number(width, language):
    board = ProgressBoard(words(language))
    board.tell(Progress(Stage.SELECT, AimName.FAIR_SHARE, 123_456, 123_457))

    drawn = shown(board.render(61.0), width)

    separator = "." if language == "de" else ","
    assert f"123{separator}456" in drawn
    assert f"123{separator}457" in drawn


def test_gap_is_zero_only_where_it_is_proven():
    board = ProgressBoard(words("en"))
    board.tell(Progress(Stage.SLOT, AimName.POINTS, 99_998, 99_999))

    assert "0.1 %" in shown(board.render(1.0), 100)


def test_board_keeps_what_news_leave_open():
    board = ProgressBoard(words("en"))
    board.tell(Progress(Stage.SLOT, AimName.POINTS, 7, 9))
    board.tell(Progress(Stage.SLOT, AimName.POINTS, None, 8))

    assert shown(board.render(1.0), 100).splitlines()[1].split()[-4:-2] == ["7", "8"]


def test_board_says_what_a_second_interrupt_would_do():
    board = ProgressBoard(words("en"))
    board.is_stopping = True

    assert "throw it away" in shown(board.render(9.0), 100)


@pytest.mark.parametrize("width", [20, 60, 80])
def test_rerun_says_what_changed_for_whom_in_eight_lines(width):
    """Sixty meetings are lost; the first line counts them, the last says where the others are."""
    names = " ".join(f"P{number:03}" for number in range(120))
    fair = event(people(names), slots=2, tables=60)
    pairs = [f"P{number:03} P{number + 1:03}" for number in range(0, 120, 2)]
    before = schedule(*(meeting(pair, 0, f"T{at + 1}") for at, pair in enumerate(pairs)))
    made = plan(fair, base="v02", difference=compare(before, schedule()))

    lines = answered(made, width)

    news = lines[next(at for at, line in enumerate(lines) if line.startswith("- ")) :]
    assert len(news) <= 8
    assert news[0].startswith("- Since v02:")
    if width > 20:
        assert "P000" in " ".join(news)
        assert "sheets Summary and To tell" in news[-1]


def test_first_plan_says_nothing_of_changes():
    made = plan(event(people("A B"), wishes("A>B")), meeting("A B"))

    assert answered(made, 80) == [
        "1 meeting; every wish is met.",
        "Everybody has 1 meeting.",
    ]


def answered(made, width) -> list[str]:
    console = Console(file=StringIO(), width=width)
    show_answers(made, words("en"), console)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [1, 10, 33, 80])
def test_broken_lines_hold_all_words_and_end_in_none(width):
    console = Console(file=StringIO(), width=width)

    lines = [line.plain for line in broken(Text("one two  three " * 9), console, hanging=2)]

    assert "".join("".join(lines).split()) == "onetwothree" * 9
    assert [line for line in lines if line != line.rstrip()] == []
    assert all(line.startswith("  ") for line in lines[1:])


def test_line_is_broken_between_words_and_never_in_a_path():
    path = Path("/home/Anna Müller/fairs of 2027/spring-plans")
    console = Console(file=StringIO(), width=20)

    show_line_with([path], f"The agendas are in {path}; all is there.", console)

    assert console.file.getvalue().splitlines() == [
        "The agendas are in",
        f"{path};",
        "all is there.",
    ]


def test_path_is_typed_in_quotation_marks_where_it_needs_them():
    assert typed(Path("fair.xlsx")) == "fair.xlsx"
    assert typed(Path("my fair.xlsx")) == '"my fair.xlsx"'
    assert typed(Path("Müller&Söhne/messe.xlsx")) == '"Müller&Söhne/messe.xlsx"'
    assert typed(Path("Größe/messe-1.xlsx")) == "Größe/messe-1.xlsx"
