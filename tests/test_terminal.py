"""What the terminal shows."""

from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from matchmaker.aims import AimName
from matchmaker.solver import Stage
from matchmaker.terminal import ProgressBoard, show_rows
from matchmaker.text import words
from matchmaker.workflow import Progress


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


@pytest.mark.parametrize("width", [10, 40, 200])
def test_first_cell_of_a_row_is_never_cut_or_wrapped(width):
    console = Console(file=StringIO(), width=width)
    place = "Teilnehmerinnen und Teilnehmer!AB1234"

    show_rows(["Place", "What", "Do"], [[Text(place), Text("wrong " * 20), Text("x")]], console)

    assert any(line.startswith(place) for line in console.file.getvalue().splitlines())
