"""How `check` shows what is wrong: by cause, errors last, on one screen."""

from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from matchmaker.io.checking.event_reader import read_event
from matchmaker.issues import Issue, Place, Severity
from matchmaker.mistakes import show_issues
from matchmaker.text import words
from tests.workbooks.hundred_faults import plant
from tests.workbooks.messy_fair import write_messy_fair

EN, DE = words("en"), words("de")


def unknown(row: int, value: str, sheet: str = "Interests") -> Issue:
    place = Place("fair.xlsx", sheet, row, "B")
    return Issue("unknown_person_no_suggestion", Severity.ERROR, place, {"value": value})


def cancelled(row: int, target: str = "P1") -> Issue:
    place = Place("fair.xlsx", "Interests", row, "B")
    return Issue("wish_cancelled", Severity.WARNING, place, {"target": target})


def shown(issues, *, say=EN, width=80, every=False, colour=False) -> str:
    console = Console(file=StringIO(), width=width, force_terminal=colour)
    show_issues(issues, say, console, every=every)
    return console.file.getvalue()


def test_counts_come_first_and_errors_last():
    said = shown([unknown(2, "X"), cancelled(3), cancelled(4)])

    assert said.splitlines() == [
        "1 error, 2 warnings",
        "2 warnings: Interests!B3, B4",
        "  P1 does not take part. This wish will stay unmet. Nothing needs to be done,",
        "  unless the status is wrong.",
        "1 error: Interests!B2",
        "  “X” is nobody we know. Write an ID, an e-mail address or the full name as in",
        "  the sheet “Participants”.",
    ]


def test_three_places_of_a_cause_and_how_many_more():
    said = shown([cancelled(row, f"P{row}") for row in range(2, 9)])

    assert "7 warnings: Interests!B2, B3, B4 and 4 more\n" in said
    assert "For instance: P2 does not take part." in said
    assert "P5" not in said


def test_place_in_another_sheet_is_named_in_full():
    said = shown([unknown(2, "X"), unknown(3, "Y", "Fixed"), unknown(4, "Z", "Fixed")])

    assert "3 errors: Interests!B2, Fixed!B3, B4\n" in said


def test_every_error_shown_has_its_own_sentence():
    said = shown([unknown(row, f"X{row}") for row in range(2, 9)])

    assert [f"“X{row}” is nobody we know" in said for row in range(2, 9)] == [True] * 3 + [
        False
    ] * 4
    assert said.count("Write an ID") == 1


def test_all_shows_every_place_with_its_own_sentence():
    issues = [cancelled(row, f"P{row}") for row in range(2, 9)]

    said = shown(issues, every=True)

    assert all(f"Interests!B{row}  P{row} does not take part." in said for row in range(2, 9))


def test_nothing_wrong_is_said():
    assert shown([]) == "No mistakes found.\n"
    assert shown([], say=DE) == "Keine Fehler gefunden.\n"


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("width", [1, 10, 60, 80, 200])
def test_places_are_never_broken_and_no_line_ends_in_a_blank(width, every):
    sheet = "TeilnehmerinnenUndTeilnehmer"

    lines = shown([unknown(2, "X" * 90, sheet)], width=width, every=every).splitlines()

    assert f"1 error: {sheet}!B2" in lines
    assert [line for line in lines if line != line.rstrip()] == []


def test_colour_changes_no_word():
    issues = [unknown(2, "X"), cancelled(3)]

    coloured = shown(issues, colour=True)

    assert "\x1b[" in coloured
    assert plain(coloured) == shown(issues)


def plain(text: str) -> str:
    return "".join(f"{line}\n" for line in Text.from_ansi(text).plain.splitlines())


@pytest.mark.parametrize("width", [80, 200])
def test_messy_fair_fits_on_a_screen(tmp_path, width):
    issues = read_event(write_messy_fair(tmp_path / "messe.xlsx")).issues

    said = shown(issues, say=DE, width=width)

    assert len(issues) > 100
    assert len(said.splitlines()) <= 36
    assert said.splitlines()[0].startswith("1 Fehler, ")
    last = next(line for line in reversed(said.splitlines()) if not line.startswith(" "))
    assert last == "1 Fehler: Wünsche!B278"


def test_counts_of_the_causes_add_up_to_the_first_line(tmp_path):
    """Nothing is left out, whatever is wrong."""
    plant(tmp_path / "event.xlsx")
    issues = read_event(tmp_path / "event.xlsx").issues

    lines = shown(issues).splitlines()

    headings = [line for line in lines[1:] if line[0].isdigit()]
    for severity in Severity:
        counts = [int(line.split()[0]) for line in headings if severity in line.split(":")[0]]
        assert sum(counts) == sum(issue.severity is severity for issue in issues)


def test_file_is_named_where_there_is_one_for_each_person():
    places = [Place(f"wishes/P{number}.xlsx", "Wishes", 2, "A") for number in (1, 1, 2)]
    issues = [
        Issue("wish_cancelled", Severity.WARNING, place, {"target": "P9"}) for place in places
    ]

    assert shown(issues).splitlines()[1] == (
        "3 warnings: [wishes/P1.xlsx]Wishes!A2, A2, [wishes/P2.xlsx]Wishes!A2"
    )
